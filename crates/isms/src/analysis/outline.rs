//! A framework as the analyses read it: its requirements in order, whatever file they came from.

use std::collections::{HashMap, HashSet};

/// A framework's requirements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The identifier that clauses name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The requirements in reading order.
    pub requirements: Vec<Point>,
}

/// A requirement of a framework.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// As clauses write it.
    pub id: String,
    /// As people read it.
    pub label: String,
    /// Its short title.
    pub title: String,
    /// What it stands under.
    pub parent: Option<String>,
    /// control, enhancement, clause, article ...
    pub class: String,
    /// Whether the framework withdrew it.
    pub withdrawn: bool,
    /// Levels that contain it: `moderate`, `IG2`.
    pub levels: Vec<String>,
}

/// Classes that add to what they stand under instead of dividing it.
const ADDITIONS: [&str; 2] = ["enhancement", "specification"];

impl Outline {
    /// The lines that a statement of applicability has to speak of: requirements that are not withdrawn and no mere heading. Clauses of a
    /// management system standard that also has controls are no lines: they cannot be excluded (ISO/IEC 27001, 4 to 10).
    pub fn lines(&self) -> Vec<&Point> {
        let live = || self.requirements.iter().filter(|p| !p.withdrawn);
        let headings: HashSet<&str> =
            live().filter(|p| !ADDITIONS.contains(&p.class.as_str())).filter_map(|p| p.parent.as_deref()).collect();
        let controls = live().any(|p| p.class == "control");
        live().filter(|p| !(headings.contains(p.id.as_str()) || controls && p.class == "clause")).collect()
    }

    /// A requirement and everything it stands under, by identifier; cycles end.
    pub fn ancestry(&self) -> impl Fn(&str) -> Vec<String> + '_ {
        let parents: HashMap<&str, &str> =
            self.requirements.iter().filter_map(|p| Some((p.id.as_str(), p.parent.as_deref()?))).collect();
        move |id| {
            let mut chain = vec![id.to_owned()];
            let mut at = id;
            while let Some(up) = parents.get(at).filter(|up| chain.len() < 32 && !chain.iter().any(|c| c == **up)) {
                chain.push((*up).to_owned());
                at = up;
            }
            chain
        }
    }
}
