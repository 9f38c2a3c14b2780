//! `surety.yaml`: what a folder was exported from.

use super::Problem;
use formats::yaml::{self, Node, Tree};
use isms::KINDS;
use ledger::Hash;
use serde_json::{Map, Value, json};

/// The manifest's file name.
pub const FILE: &str = "surety.yaml";
/// The number of the folder's format.
const FORMAT: i64 = 1;

/// What a folder was exported from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The organisation's short name.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The act after which it was exported.
    pub seq: i64,
    /// That act's hash, in hexadecimal.
    pub hash: String,
}

impl Manifest {
    /// A manifest of a moment.
    pub fn new(slug: String, name: String, seq: i64, hash: Hash) -> Manifest {
        Manifest { slug, name, seq, hash: hex::encode(hash) }
    }

    /// As it is written.
    pub fn write(&self) -> String {
        let kinds: Map<String, Value> = KINDS.iter().map(|k| (k.name.to_owned(), json!(k.schema))).collect();
        yaml::write(&json!({
            "surety": FORMAT,
            "organisation": self.slug,
            "name": self.name,
            "exported": { "sequence": self.seq, "hash": self.hash },
            "kinds": kinds,
        }))
    }

    /// Reads it; every fault is reported.
    pub fn read(bytes: &[u8]) -> Result<Manifest, Vec<Problem>> {
        let node = yaml::parse(bytes).map_err(|f| vec![Problem::read(FILE, &f)])?;
        let mut reader = Reader { node: &node, problems: Vec::new() };
        let manifest = reader.manifest();
        if reader.problems.is_empty() { Ok(manifest) } else { Err(reader.problems) }
    }
}

struct Reader<'n> {
    node: &'n Node,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn manifest(&mut self) -> Manifest {
        match self.number("/surety") {
            Some(FORMAT) | None => {}
            Some(other) => self.fault(
                "/surety",
                format!("expected folder format {FORMAT}, found {other}; use the release that wrote it"),
            ),
        }
        self.members(self.node, "", &["surety", "organisation", "name", "exported", "kinds"]);
        if let Some(exported) = self.node.get("exported") {
            self.members(exported, "/exported", &["sequence", "hash"]);
        }
        self.kinds();
        let seq = self.number("/exported/sequence").unwrap_or_default();
        if seq < 0 {
            self.fault("/exported/sequence", "expected the number of an act, from 0");
        }
        Manifest { slug: self.text("/organisation"), name: self.text("/name"), seq, hash: self.text("/exported/hash") }
    }

    fn find(&self, pointer: &str) -> Option<&Node> {
        pointer.split('/').skip(1).try_fold(self.node, |node, step| node.get(step))
    }

    fn fault(&mut self, pointer: &str, message: impl Into<String>) {
        let at = self.node.at_pointer(pointer).unwrap_or_default();
        self.problems.push(Problem::at(FILE, at, message));
    }

    fn members(&mut self, node: &Node, at: &str, known: &[&str]) {
        for entry in node.entries().iter().filter(|e| !known.contains(&e.key.as_str())) {
            self.fault(
                &format!("{at}/{}", entry.key),
                format!("unknown member {:?}; expected {}", entry.key, known.join(", ")),
            );
        }
    }

    fn number(&mut self, pointer: &str) -> Option<i64> {
        match self.find(pointer).map(|n| &n.value) {
            Some(Tree::Int(n)) => Some(*n),
            _ => {
                self.fault(pointer, format!("expected a whole number at {}", &pointer[1..].replace('/', ".")));
                None
            }
        }
    }

    fn text(&mut self, pointer: &str) -> String {
        match self.find(pointer).and_then(Node::as_str) {
            Some(text) => text.to_owned(),
            None => {
                self.fault(pointer, format!("expected text at {}", &pointer[1..].replace('/', ".")));
                String::new()
            }
        }
    }

    /// A folder of a newer release may hold what this program cannot read.
    fn kinds(&mut self) {
        let Some(kinds) = self.node.get("kinds") else { return };
        for entry in kinds.entries() {
            let pointer = format!("/kinds/{}", entry.key);
            match (isms::kind::by_name(&entry.key), &entry.node.value) {
                (Some(kind), Tree::Int(schema)) if *schema <= i64::from(kind.schema) => {}
                (Some(kind), Tree::Int(schema)) => {
                    let known = kind.schema;
                    self.fault(
                        &pointer,
                        format!(
                            "{} has schema {schema}; this program knows up to {known}: use a newer release",
                            entry.key
                        ),
                    );
                }
                (Some(_), _) => self.fault(&pointer, "expected a whole number"),
                (None, _) => self.fault(&pointer, format!("the kind {:?} is not known to this program", entry.key)),
            }
        }
    }
}
