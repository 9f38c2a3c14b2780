//! A framework as a catalogue: headings become groups where everything beside them is one too, the rest are controls.

use super::{
    Builder,
    make::{Maker, NS, line, own, prop, text},
    put,
    tokens::{Tokens, token},
};
use crate::{Error, Result, library::Shelf};
use formats::catalogue::{Catalogue, Index, Requirement};
use isms::{
    control::Framework,
    policy::{self, Guideline},
    view::View,
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The key of the catalogue of our own requirements.
pub const OWN: &str = "own";
/// What it is called.
pub const OWN_TITLE: &str = "Requirements of our own";

/// Classes that add to what they stand under instead of dividing it.
const ADDITIONS: [&str; 2] = ["enhancement", "specification"];

/// Built-in outlines are everyone's; an imported catalogue is shown where the organisation has taken it up.
pub fn is_ours(view: &View, shelf: &Shelf) -> bool {
    shelf.hash.is_none() || view.all::<Framework>().any(|f| f.body.catalogue == shelf.catalogue.id)
}

/// The catalogue behind a key.
pub fn find(builder: &Builder<'_>, key: &str) -> Result<Catalogue> {
    if key == OWN {
        return Ok(of_requirements(builder.view));
    }
    let shelf = builder.library.find(key).filter(|s| is_ours(builder.view, s));
    shelf.map(|s| s.catalogue.clone()).ok_or_else(|| Error::NotFound(format!("framework {key}")))
}

/// Our own requirements, by guideline.
pub fn of_requirements(view: &View) -> Catalogue {
    let mut requirements = Vec::new();
    let ours: Vec<_> = view.all::<policy::Requirement>().filter(|r| r.is_open() && r.counts().is_some()).collect();
    let mut guidelines: HashMap<_, Vec<_>> = HashMap::new();
    for r in &ours {
        guidelines.entry(r.body.guideline.map(|g| g.id())).or_default().push(*r);
    }
    let mut heads: Vec<_> =
        view.all::<Guideline>().filter(|g| guidelines.contains_key(&Some(g.head.id))).map(Some).collect();
    heads.push(None);
    let mut done = HashSet::new();
    for head in heads {
        let parent = head.map(|g| format!("GDL-{}", g.head.number));
        if let (Some(g), Some(id)) = (head, &parent) {
            requirements.push(Requirement {
                id: id.clone(),
                title: g.head.title.clone(),
                class: "guideline".into(),
                ..Requirement::default()
            });
        }
        let inside: Vec<_> = match head {
            Some(g) => guidelines.get(&Some(g.head.id)).cloned().unwrap_or_default(),
            None => ours.iter().filter(|r| !done.contains(&r.head.id)).copied().collect(),
        };
        if head.is_none() && !inside.is_empty() {
            requirements.push(Requirement {
                id: "GDL-0".into(),
                title: "Without a guideline".into(),
                class: "guideline".into(),
                ..Requirement::default()
            });
        }
        for r in inside {
            done.insert(r.head.id);
            let body = r.counts().unwrap_or(&r.body);
            requirements.push(Requirement {
                id: format!("RQT-{}", r.head.number),
                label: body.number.clone(),
                title: r.head.title.clone(),
                text: Some(body.text.0.clone()),
                guidance: (!body.criterion.0.is_empty()).then(|| body.criterion.0.clone()),
                parent: Some(parent.clone().unwrap_or_else(|| "GDL-0".into())),
                class: "requirement".into(),
                ..Requirement::default()
            });
        }
    }
    Catalogue { id: OWN.into(), title: OWN_TITLE.into(), requirements, ..Catalogue::default() }
}

/// Requirements that become groups; all others are controls, and only those can be named by other documents.
pub fn groups(catalogue: &Catalogue) -> HashSet<&str> {
    let index = catalogue.index();
    let mut groups = HashSet::new();
    gather(&index, None, 0, &mut groups);
    groups
}

fn is_heading(index: &Index<'_>, r: &Requirement) -> bool {
    !r.withdrawn && index.children(Some(&r.id)).iter().any(|c| !ADDITIONS.contains(&c.class.as_str()))
}

fn gather<'c>(index: &Index<'c>, parent: Option<&str>, depth: usize, out: &mut HashSet<&'c str>) {
    let children = index.children(parent);
    if depth > 16 || children.is_empty() || !children.iter().all(|r| is_heading(index, r)) {
        return;
    }
    for child in children {
        out.insert(&child.id);
        gather(index, Some(&child.id), depth + 1, out);
    }
}

/// The body of the catalogue.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let catalogue = find(builder, key)?;
    if catalogue.requirements.is_empty() {
        return Err(Error::fault("/key", format!("{key} has no requirement yet")));
    }
    maker.title(format!("{} {}", catalogue.title, catalogue.version));
    losses(maker, &catalogue);
    let tokens = Tokens::of(&catalogue);
    let pen = Pen { index: catalogue.index(), groups: groups(&catalogue), tokens: &tokens };
    let mut body = json!({});
    let top = pen.children(None, 0, maker);
    let word =
        if pen.index.children(None).iter().all(|r| pen.groups.contains(r.id.as_str())) { "groups" } else { "controls" };
    put(&mut body, word, top);
    Ok(body)
}

fn losses(maker: &mut Maker<'_>, catalogue: &Catalogue) {
    if catalogue.id == OWN {
        let view = maker.view;
        for r in view.all::<policy::Requirement>().filter(|r| r.is_open()) {
            match r.counts() {
                Some(body) => maker.lose(r, body, &["guideline", "number", "text", "criterion"]),
                None => maker.lost(
                    format!("RQT-{}", r.head.number),
                    "",
                    &r.head.title,
                    "it is a draft; only what is in force is written",
                ),
            }
        }
        return;
    }
    for (field, what) in [("source", &catalogue.source), ("licence", &catalogue.licence)] {
        if !what.is_empty() {
            maker.lost(&catalogue.id, field, what, "a catalogue has no member for it; it is said here");
        }
    }
    let silent = catalogue.requirements.iter().filter(|r| r.text.is_none()).count();
    if silent > 0 {
        let what = format!("{silent} requirements without a text");
        maker.lost(
            &catalogue.id,
            "text",
            what,
            "the licence of the framework does not allow its text; identifiers and titles are facts",
        );
    }
}

struct Pen<'c> {
    index: Index<'c>,
    groups: HashSet<&'c str>,
    tokens: &'c Tokens,
}

impl Pen<'_> {
    fn children(&self, parent: Option<&str>, depth: usize, maker: &mut Maker<'_>) -> Vec<Value> {
        if depth > 16 {
            return Vec::new();
        }
        self.index.children(parent).iter().map(|r| self.one(r, depth, maker)).collect()
    }

    fn one(&self, r: &Requirement, depth: usize, maker: &mut Maker<'_>) -> Value {
        let group = self.groups.contains(r.id.as_str());
        let id = self.tokens.token(&r.id).unwrap_or(&r.id);
        let mut out = json!({ "id": id, "class": token(&r.class), "title": line(&r.title, &r.id) });
        put(&mut out, "params", if group { Vec::new() } else { self.params(r) });
        put(&mut out, "props", self.props(r, id, group));
        put(&mut out, "links", self.links(r, group, maker));
        put(&mut out, "parts", parts(r, id, group));
        let below = self.children(Some(&r.id), depth + 1, maker);
        let all_groups = group && self.index.children(Some(&r.id)).iter().all(|c| self.groups.contains(c.id.as_str()));
        put(&mut out, if all_groups { "groups" } else { "controls" }, below);
        out
    }

    fn props(&self, r: &Requirement, id: &str, group: bool) -> Vec<Value> {
        let mut props = vec![own("label", &line(if r.label.is_empty() { &r.id } else { &r.label }, &r.id))];
        if r.withdrawn && !group {
            props.push(own("status", "withdrawn"));
        }
        if id != r.id {
            props.extend(prop("requirement", &r.id));
        }
        for (name, value) in &r.props {
            let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            let words = values.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
            props.extend(words.filter(|_| name != "status").filter_map(|v| prop(&token(name), v)));
        }
        props
    }

    fn links(&self, r: &Requirement, group: bool, maker: &mut Maker<'_>) -> Vec<Value> {
        let mut links = Vec::new();
        for target in &r.moved_to {
            match self.tokens.token(target).filter(|_| !group) {
                Some(id) => links.push(json!({ "href": format!("#{id}"), "rel": "moved-to" })),
                None => maker.lost(&r.id, "moved_to", target, "it moved to what is not in this catalogue"),
            }
        }
        for (rel, href) in &r.links {
            let target = href.strip_prefix('#').map(|id| self.tokens.token(id).map(|t| format!("#{t}")));
            match target {
                Some(Some(href)) => links.push(json!({ "href": href, "rel": token(rel) })),
                None if isms::values::Url::is_safe(href) => links.push(json!({ "href": href, "rel": token(rel) })),
                _ => maker.lost(&r.id, "links", href, "the link leads to what is not in this catalogue"),
            }
        }
        links
    }

    fn params(&self, r: &Requirement) -> Vec<Value> {
        let one = |p: &formats::catalogue::Param| {
            let mut out = json!({ "id": token(&p.id) });
            if !p.label.is_empty() {
                out["label"] = json!(line(&p.label, &p.id));
            }
            if let Some(guidance) = &p.guidance {
                put(&mut out, "guidelines", vec![json!({ "prose": text(guidance, "-") })]);
            }
            if !p.choices.is_empty() {
                let many = if p.many { "one-or-more" } else { "one" };
                let choices: Vec<String> = p.choices.iter().map(|c| line(c, "-")).collect();
                out["select"] = json!({ "how-many": many, "choice": choices });
            } else {
                put(&mut out, "values", p.values.iter().map(|v| json!(line(v, "-"))).collect());
            }
            out
        };
        r.params.iter().map(one).collect()
    }
}

fn parts(r: &Requirement, id: &str, group: bool) -> Vec<Value> {
    let mut parts = Vec::new();
    let names = if group { ["overview", "instruction"] } else { ["statement", "guidance"] };
    for (name, ending, prose) in [(names[0], "smt", &r.text), (names[1], "gdn", &r.guidance)] {
        if let Some(prose) = prose.as_ref().filter(|p| !p.trim().is_empty()) {
            parts.push(json!({ "id": format!("{id}_{ending}"), "name": name, "prose": text(prose, "-") }));
        }
    }
    parts
}

/// How documents name requirements of a framework: its catalogue comes along, tokens and what is a control are known.
pub struct Named {
    pub href: String,
    tokens: Tokens,
    groups: HashSet<String>,
}

impl Named {
    /// The names of a framework's requirements.
    pub fn of(builder: &mut Builder<'_>, key: &str) -> Result<Named> {
        let catalogue = find(builder, key)?;
        let href = builder.refer(formats::oscal::Model::Catalog, key)?;
        let groups = groups(&catalogue).into_iter().map(str::to_owned).collect();
        Ok(Named { href, tokens: Tokens::of(&catalogue), groups })
    }

    /// The control id of a requirement; none for what is a group or is not there.
    pub fn control(&self, requirement: &str) -> Option<&str> {
        self.tokens.token(requirement).filter(|_| !self.groups.contains(requirement))
    }
}

/// A property with the framework's identifier.
pub fn framework(id: &str) -> Value {
    json!({ "name": "framework", "ns": NS, "value": line(id, "-") })
}
