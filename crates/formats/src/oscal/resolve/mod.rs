//! A profile becomes the catalogue it describes.
//!
//! After NIST's draft "OSCAL Profile Resolution Specification" (2023) in its phases: import, merge, modify, finish. Where the
//! draft is open, its reference implementation decides, so that the published resolved catalogues come out: see the
//! documents under each phase. There is no clock here: the caller says when "now" is, and everything else follows from the
//! documents alone.

mod finish;
mod merge;
mod modify;
mod select;
mod tree;
pub mod values;

use super::folder::{Bounds, Folder, Found, Source, Unresolved};
use super::{Deviation, Document, Gravity, Model};
use crate::place::Fault;
use crate::yaml::Node;
use finish::Inherited;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::rc::Rc;
use tree::{Selection, is_kept, list, node, text};

/// How a profile is resolved.
#[derive(Debug, Clone)]
pub struct Options<'o> {
    /// Where the profile stands in the folder, from which its relative references go on; such as `profiles/low.json`.
    pub path: &'o str,
    /// When the result counts as made: RFC 3339 with an offset.
    pub now: &'o str,
    /// What the result calls its profile; its file name without it.
    pub href: Option<&'o str>,
    /// How much may be read.
    pub bounds: Bounds,
}

impl<'o> Options<'o> {
    /// Options for a profile at a path.
    pub fn new(path: &'o str, now: &'o str) -> Self {
        Options { path, now, href: None, bounds: Bounds::default() }
    }
}

/// A profile resolved.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The catalogue document: `{"catalog": ...}`.
    pub document: Value,
    /// What was odd; the pointers lead into the profile that was resolved.
    pub notes: Vec<Deviation>,
    /// The documents that it was made of, by their paths in the folder, in the order of their first use.
    pub sources: Vec<String>,
}

impl Resolved {
    /// The catalogue as a document, to be written in any form.
    pub fn to_document(&self) -> Result<Document, Fault> {
        Document::of_node(node(&self.document), Vec::new())
    }
}

/// Resolves a profile with the documents of a folder.
///
/// Fails where an import cannot be followed, leads back to a profile it comes from, or is neither catalogue nor profile;
/// where the profile asks for two structures at once; and where documents state different major versions of OSCAL.
pub fn resolve(profile: &Document, options: &Options<'_>, source: &dyn Source) -> Result<Resolved, Unresolved> {
    let folder = Folder::new(source, options.bounds);
    let mut run = Run { folder, now: options.now, sources: Vec::new() };
    let href = options.href.unwrap_or_else(|| options.path.rsplit('/').next().unwrap_or_default());
    let mut chain = vec![options.path.to_owned()];
    let (body, log) = run.profile(profile, &mut chain, href)?;
    let mut document = Map::new();
    document.insert("catalog".into(), Value::Object(body));
    Ok(Resolved { document: Value::Object(document), notes: log.notes, sources: run.sources })
}

/// What phases have to say.
#[derive(Debug, Default)]
pub(super) struct Log {
    notes: Vec<Deviation>,
}

impl Log {
    fn note(&mut self, gravity: Gravity, rule: &'static str, node: &Node, pointer: &str, message: &str) {
        let pointer = pointer.to_owned();
        self.notes.push(Deviation { gravity, rule, pointer, at: node.at, message: message.to_owned(), repair: None });
    }

    fn warn(&mut self, rule: &'static str, node: &Node, pointer: &str, message: &str) {
        self.note(Gravity::Warning, rule, node, pointer, message);
    }
}

/// One import and where it stands.
struct Import<'p> {
    document: &'p Document,
    node: &'p Node,
    pointer: String,
}

/// What the imports of a profile have to say and to give beside their controls.
#[derive(Default)]
struct SoFar {
    log: Log,
    inherited: Inherited,
}

impl Import<'_> {
    /// What is odd about the selection.
    fn report(&self, rules: &select::Rules<'_>, path: &str, log: &mut Log) {
        if self.node.get("include-all").is_none() && self.node.get("include-controls").is_none() {
            let message = "neither `include-all` nor `include-controls`: all controls are taken";
            log.warn("no-selection", self.node, &self.pointer, message);
        }
        for (word, node, pointer) in rules.unmet(self.node, &self.pointer) {
            log.warn("no-match", node, &pointer, &format!("`{word}` matches no control of `{path}`"));
        }
        let drawn = rules.drawn();
        if !drawn.is_empty() {
            let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
            let drawn = merge::some(&drawn);
            let message =
                format!("excluded because a control inside is: {drawn}; `with-parent-controls` with `no` keeps them");
            log.warn("parent-excluded", self.node, &format!("{}/exclude-controls", self.pointer), &message);
        }
    }
}

struct Run<'s> {
    folder: Folder<'s>,
    now: &'s str,
    sources: Vec<String>,
}

impl Run<'_> {
    /// Resolves one profile of a chain; the last of the chain is its path.
    fn profile(
        &mut self,
        document: &Document,
        chain: &mut Vec<String>,
        href: &str,
    ) -> Result<(Map<String, Value>, Log), Unresolved> {
        let failed = |fault: Fault| Unresolved { chain: chain.clone(), fault };
        let profile = body(document, Model::Profile).map_err(failed)?;
        let (mut so_far, mut selections) = (SoFar::default(), Vec::new());
        for (i, node) in list(profile, "imports").iter().enumerate() {
            let import = Import { document, node, pointer: format!("/profile/imports/{i}") };
            selections.push(self.import(&import, chain, &mut so_far)?);
        }
        let SoFar { mut log, inherited } = so_far;
        let failed = |fault: Fault| Unresolved { chain: chain.clone(), fault };
        one_major(profile, &inherited.versions).map_err(failed)?;
        let mut merged = merge::merge(profile, selections, &mut log).map_err(failed)?;
        merge::back_matter(&mut merged, profile);
        modify::modify(profile, &mut merged, &mut log);
        let mut empty = true;
        merged.visit(&mut |_| empty = false);
        if empty {
            log.warn("no-match", profile, "/profile/imports", "no control is left");
        }
        let body = finish::catalog(profile, merged, &inherited, self.now, href);
        Ok((with_uuid(body), log))
    }

    /// What one import of a profile gives.
    fn import(
        &mut self,
        import: &Import<'_>,
        chain: &mut Vec<String>,
        so_far: &mut SoFar,
    ) -> Result<Selection, Unresolved> {
        let (node, place) = (import.node, format!("{}/href", import.pointer));
        let failed = |fault: Fault| Unresolved { chain: chain.clone(), fault };
        let missing = || Fault::expected(node.at, &import.pointer, "the member `href`", "none");
        let href = node.get("href").ok_or_else(missing).map_err(failed)?;
        let base = chain.last().cloned().unwrap_or_default();
        let (found, notes) = self.folder.follow(&base, import.document, href, &place).map_err(failed)?;
        so_far.log.notes.extend(notes);
        if !self.sources.contains(&found.path) {
            self.sources.push(found.path.clone());
        }
        let (catalog, inner) = self.catalog(&found, href, &place, chain)?;
        so_far.log.notes.extend(inner.into_iter().map(|n| Deviation {
            pointer: place.clone(),
            at: href.at,
            message: format!("in `{}`: {}", found.path, n.message),
            ..n
        }));
        let catalog = catalog.get();
        inherit(catalog, &mut so_far.inherited);
        let rules = select::Rules::of(node);
        let selection = select::select(catalog, &rules);
        import.report(&rules, &found.path, &mut so_far.log);
        Ok(selection)
    }

    /// What an import leads to, as a catalogue: a profile is resolved first.
    fn catalog(
        &mut self,
        found: &Found,
        href: &Node,
        pointer: &str,
        chain: &mut Vec<String>,
    ) -> Result<(Imported, Vec<Deviation>), Unresolved> {
        let failed = |fault: Fault| Unresolved { chain: chain.clone(), fault };
        if found.document.model() == Model::Catalog {
            body(&found.document, Model::Catalog).map_err(failed)?;
            return Ok((Imported::Read(found.document.clone()), Vec::new()));
        }
        if found.document.model() != Model::Profile {
            let what = format!("`{}`, a document of the model {}", found.path, found.document.model());
            return Err(failed(Fault::expected(href.at, pointer, "a catalogue or a profile", what)));
        }
        if chain.contains(&found.path) {
            let circle = chain.iter().chain([&found.path]).cloned().collect::<Vec<_>>().join(" → ");
            return Err(failed(Fault::expected(
                href.at,
                pointer,
                "an import that does not lead back",
                format!("a circle: {circle}"),
            )));
        }
        if chain.len() >= self.folder.depth() {
            let expected = format!("at most {} profiles that import one another", self.folder.depth());
            return Err(failed(Fault::expected(href.at, pointer, expected, "one more")));
        }
        chain.push(found.path.clone());
        let document = found.document.clone();
        let (body, log) = self.profile(&document, chain, &found.path)?;
        chain.pop();
        Ok((Imported::Made(node(&Value::Object(body))), log.notes))
    }
}

enum Imported {
    Read(Rc<Document>),
    Made(Node),
}

impl Imported {
    fn get(&self) -> &Node {
        match self {
            Imported::Read(document) => document.node().get(Model::Catalog.key()).unwrap_or(document.node()),
            Imported::Made(node) => node,
        }
    }
}

fn body(document: &Document, model: Model) -> Result<&Node, Fault> {
    let found = document.node().get(model.key()).filter(|_| document.model() == model);
    found.ok_or_else(|| {
        let what = format!("a document of the model {}", document.model());
        Fault::expected(
            document.node().at,
            format!("/{}", document.model()),
            format!("a document of the model {model}"),
            what,
        )
    })
}

/// Versions, and people that their authors want in every catalogue made of theirs.
fn inherit(catalog: &Node, inherited: &mut Inherited) {
    let Some(metadata) = catalog.get("metadata") else { return };
    let version = text(metadata, "oscal-version");
    if !version.is_empty() {
        inherited.versions.push(version.to_owned());
    }
    for key in ["roles", "parties"] {
        let kept = list(metadata, key).iter().map(Node::to_json).filter(is_kept);
        inherited.people.extend(kept.map(|p| (key, p)));
    }
}

/// Documents of different major versions of OSCAL do not go together.
fn one_major(profile: &Node, imported: &[String]) -> Result<(), Fault> {
    let stated = profile.get("metadata").and_then(|m| m.get("oscal-version"));
    let Some((place, own)) = stated.and_then(|n| Some((n.at, n.as_str()?))) else { return Ok(()) };
    let major = |v: &str| finish::numbers(v).first().copied().unwrap_or_default();
    match imported.iter().find(|v| major(v) != major(own)) {
        None => Ok(()),
        Some(other) => {
            let expected = format!("documents of one major version of OSCAL, here {own}");
            Err(Fault::expected(
                place,
                "/profile/metadata/oscal-version",
                expected,
                format!("an imported one of {other}"),
            ))
        }
    }
}

/// The uuid follows from all that the catalogue says but the moment it was made: the same inputs give the same catalogue.
/// It is the SHA-256 of that, cut to size and marked as version 5, a uuid derived from a name (RFC 9562, section 5.5).
fn with_uuid(mut body: Map<String, Value>) -> Map<String, Value> {
    let moment = body.get_mut("metadata").and_then(|m| m.get_mut("last-modified")).map(Value::take);
    let mut hash = Hasher(Sha256::new());
    let written = serde_json::to_writer(&mut hash, &body);
    debug_assert!(written.is_ok(), "a hasher takes everything");
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash.0.finalize()).for_each(|(b, h)| *b = h);
    let uuid = uuid::Builder::from_sha1_bytes(bytes).into_uuid();
    if let Some((slot, moment)) = body.get_mut("metadata").and_then(|m| m.get_mut("last-modified")).zip(moment) {
        *slot = moment;
    }
    body.shift_insert(0, "uuid".into(), json!(uuid.to_string()));
    body
}

struct Hasher(Sha256);

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
