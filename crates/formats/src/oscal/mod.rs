//! OSCAL documents: kept as they are, in order, and looked at through typed views.
//!
//! Types generated from the OSCAL schema lose content without an error (a choice between `groups` and `controls`, between
//! `values` and `select`), so the document itself stays the truth and a view reads only what it understands.

mod catalog;
mod constraints;
mod convert;
mod data;
mod deviation;
pub mod diff;
pub mod folder;
mod form;
mod markup;
mod prose;
mod repair;
pub mod resolve;
mod table;
mod tree;
mod validate;
mod version;
mod xml;

use crate::catalogue::Catalogue;
use crate::place::{Fault, Limits};
use crate::yaml::{Node, Tree};
use serde_json::Value;
use std::fmt;

pub use constraints::{constraints, constraints_with};
pub use convert::worst;
pub use deviation::{Deviation, Gravity, Repair};
pub use form::Form;
pub use repair::repaired;
pub use validate::validate;
pub use version::Version;

/// The eight OSCAL models, by the key at the root of their documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    Catalog,
    Profile,
    ComponentDefinition,
    SystemSecurityPlan,
    AssessmentPlan,
    AssessmentResults,
    PlanOfActionAndMilestones,
    MappingCollection,
}

impl Model {
    /// All models, in the order of the OSCAL layers.
    pub const ALL: [Model; 8] = [
        Model::Catalog,
        Model::Profile,
        Model::MappingCollection,
        Model::ComponentDefinition,
        Model::SystemSecurityPlan,
        Model::AssessmentPlan,
        Model::AssessmentResults,
        Model::PlanOfActionAndMilestones,
    ];

    /// The root key.
    pub fn key(self) -> &'static str {
        match self {
            Model::Catalog => "catalog",
            Model::Profile => "profile",
            Model::ComponentDefinition => "component-definition",
            Model::SystemSecurityPlan => "system-security-plan",
            Model::AssessmentPlan => "assessment-plan",
            Model::AssessmentResults => "assessment-results",
            Model::PlanOfActionAndMilestones => "plan-of-action-and-milestones",
            Model::MappingCollection => "mapping-collection",
        }
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// An OSCAL document with the place of everything in its text.
#[derive(Debug, Clone)]
pub struct Document {
    model: Model,
    root: Node,
    form: Form,
    notes: Vec<String>,
}

/// What a document became, with what was odd about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub catalogue: Catalogue,
    /// Deviations from the OSCAL schema that did not stop the reading, each with its JSON pointer.
    pub notes: Vec<String>,
}

impl Document {
    /// Reads a document in whatever form it has: [`Document::read`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        Self::read(bytes)
    }

    /// [`Document::parse`] with other limits.
    pub fn parse_with(bytes: &[u8], limits: &Limits) -> Result<Self, Fault> {
        Self::read_with(bytes, limits)
    }

    /// Reads a document in YAML.
    pub fn parse_yaml(bytes: &[u8]) -> Result<Self, Fault> {
        let mut document = Self::of_node(crate::yaml::parse(bytes)?, Vec::new())?;
        document.form = Form::Yaml;
        Ok(document)
    }

    fn of_node(root: Node, mut notes: Vec<String>) -> Result<Self, Fault> {
        let keys: Vec<&str> = root.entries().iter().map(|e| e.key.as_str()).collect();
        let Some(model) = Model::ALL.into_iter().find(|m| keys.contains(&m.key())) else {
            let found = match &root.value {
                Tree::Map(_) => format!("a map with the keys `{:.200}`", keys.join("`, `")),
                other => other.kind().to_owned(),
            };
            let models = Model::ALL.map(Model::key).join("`, `");
            return Err(Fault::expected(
                root.at,
                "",
                format!("an OSCAL document with one of the keys `{models}`"),
                found,
            ));
        };
        for key in keys.iter().filter(|k| **k != model.key() && **k != "$schema") {
            notes.push(format!("/{key}: not part of the OSCAL schema beside `{model}`"));
        }
        Ok(Document { model, root, form: Form::Json, notes })
    }

    /// Which model this is.
    pub fn model(&self) -> Model {
        self.model
    }

    /// What was odd about the text itself.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The whole document, for whoever has to report a place in it.
    pub fn node(&self) -> &Node {
        &self.root
    }

    /// The document as JSON, order kept, nothing left out.
    pub fn to_json(&self) -> Value {
        self.root.to_json()
    }

    /// The `oscal-version` that the document states.
    pub fn oscal_version(&self) -> Option<&str> {
        self.root.get(self.model.key())?.get("metadata")?.get("oscal-version")?.as_str()
    }

    /// A catalogue, or a profile already resolved into one, as our plain shape.
    pub fn to_catalogue(&self) -> Result<Reading, Fault> {
        let body = self.root.get(Model::Catalog.key()).filter(|_| self.model == Model::Catalog);
        let Some(body) = body else {
            let at = self.root.at_pointer(&format!("/{}", self.model)).unwrap_or_default();
            let expected = "a catalog (or a profile resolved into one)";
            return Err(Fault::expected(
                at,
                format!("/{}", self.model),
                expected,
                format!("a document of the model {}", self.model),
            ));
        };
        let (catalogue, mut notes) = catalog::read(body)?;
        notes.splice(0..0, self.notes.iter().cloned());
        Ok(Reading { catalogue, notes })
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_forms;
