//! The frameworks that clauses name: built-in outlines, and catalogues that were imported into the ledger.

pub mod crosswalk;

use crate::{Error, Result, Service};
use formats::{
    builtin,
    catalogue::{Catalogue, MappingSet, Requirement},
    oscal::Document,
};
use isms::{
    analysis::outline::{Outline, Point},
    check::Fault,
    control::Framework,
    field::{Fields, Val},
    isms::Isms,
    outer::pointer,
    record::AnyRecord,
    values::Clause,
};
use ledger::Hash;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// A catalogue with its requirements by identifier.
#[derive(Debug)]
pub struct Shelf {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The content address of an imported one; none for a built-in one.
    pub hash: Option<Hash>,
    /// As the analyses read it.
    pub outline: Outline,
    places: HashMap<String, usize>,
}

impl Shelf {
    fn new(catalogue: Catalogue, hash: Option<Hash>) -> Shelf {
        let places = catalogue.requirements.iter().enumerate().rev().map(|(i, r)| (r.id.clone(), i)).collect();
        let outline = outline(&catalogue);
        Shelf { catalogue, hash, outline, places }
    }

    /// What tells this version from others of its identifier in an address: the beginning of its hash.
    pub fn mark(&self) -> String {
        self.hash.map_or_else(|| "built-in".into(), |h| hex::encode(h).chars().take(16).collect())
    }

    /// A requirement by identifier.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.catalogue.requirements.get(*self.places.get(id)?)
    }
}

/// A catalogue as the analyses read it.
fn outline(catalogue: &Catalogue) -> Outline {
    let point = |r: &Requirement| Point {
        id: r.id.clone(),
        label: if r.label.is_empty() { r.id.clone() } else { r.label.clone() },
        title: r.title.clone(),
        parent: r.parent.clone(),
        class: r.class.clone(),
        withdrawn: r.withdrawn,
        levels: levels(r),
    };
    Outline {
        id: catalogue.id.clone(),
        title: catalogue.title.clone(),
        version: catalogue.version.clone(),
        requirements: catalogue.requirements.iter().map(point).collect(),
    }
}

/// Levels that contain a requirement: named baselines, and implementation groups, of which each contains those below it.
fn levels(r: &Requirement) -> Vec<String> {
    let named = r.props.get("baselines").and_then(|b| b.as_array()).into_iter().flatten();
    let mut levels: Vec<String> = named.filter_map(|b| b.as_str().map(str::to_owned)).collect();
    if let Some(lowest) = r.props.get("implementation_group").and_then(|g| g.as_u64()) {
        levels.extend((lowest..=3).map(|group| format!("IG{group}")));
    }
    levels
}

/// The frameworks of an organisation: the built-in outlines, and what it has imported itself, in every version that it holds.
#[derive(Clone, Debug, Default)]
pub struct Library {
    shelves: Vec<Arc<Shelf>>,
    /// What clauses of an identifier mean.
    current: HashMap<String, usize>,
    /// Identifiers that follow a version whose content is not on this node.
    absent: HashMap<String, String>,
}

impl Library {
    /// The built-in outlines, read once.
    pub fn builtin() -> Library {
        static READ: OnceLock<Vec<Arc<Shelf>>> = OnceLock::new();
        let read = || builtin::catalogues().iter().map(|c| Arc::new(Shelf::new(c.clone(), None))).collect();
        let mut library = Library::default();
        READ.get_or_init(read).iter().for_each(|shelf| library.put(shelf.clone(), true));
        library
    }

    /// Puts a version beside the others; clauses mean it from now on, where asked so or where nothing else is there.
    fn put(&mut self, shelf: Arc<Shelf>, follow: bool) {
        let id = shelf.catalogue.id.clone();
        let same = |s: &Arc<Shelf>| s.catalogue.id == id && s.hash == shelf.hash;
        let at = self.shelves.iter().position(same).unwrap_or_else(|| {
            self.shelves.push(shelf.clone());
            self.shelves.len() - 1
        });
        if follow || !self.current.contains_key(&id) {
            self.current.insert(id, at);
        }
    }

    /// What clauses mean, one of each identifier: the built-in ones first.
    pub fn all(&self) -> impl Iterator<Item = &Shelf> {
        let mut places: Vec<usize> = self.current.values().copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| self.shelves.get(at)).map(AsRef::as_ref)
    }

    /// A framework by identifier, in the version that clauses of the organisation mean.
    pub fn find(&self, id: &str) -> Option<&Shelf> {
        if self.absent.contains_key(id) {
            return None;
        }
        self.current.get(id).and_then(|at| self.shelves.get(*at)).map(AsRef::as_ref)
    }

    /// Every version of an identifier that the organisation holds.
    pub fn versions<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Shelf> {
        self.shelves.iter().map(AsRef::as_ref).filter(move |s: &&Shelf| s.catalogue.id == id)
    }

    /// One version by its mark ([`Shelf::mark`]); the one that clauses mean without a mark.
    pub fn version<'a>(&'a self, id: &'a str, mark: &str) -> Option<&'a Shelf> {
        if mark.is_empty() { self.find(id) } else { self.versions(id).find(|s| s.mark() == mark) }
    }

    /// Whether clauses mean this very version.
    pub fn follows(&self, shelf: &Shelf) -> bool {
        self.find(&shelf.catalogue.id).is_some_and(|s| s.hash == shelf.hash)
    }

    /// The requirement that a clause names.
    pub fn requirement(&self, clause: &Clause) -> Option<&Requirement> {
        self.find(&clause.framework)?.requirement(&clause.requirement)
    }

    /// The mapping sets that start or end at a framework.
    pub fn mappings(&self, id: &str) -> impl Iterator<Item = &'static MappingSet> {
        builtin::mappings().iter().filter(move |m| m.source == id || m.target == id)
    }

    /// Why a clause names nothing, if so.
    pub fn missing(&self, clause: &Clause) -> Option<String> {
        if let Some(version) = self.absent.get(&clause.framework) {
            let id = &clause.framework;
            return Some(format!(
                "{id} {version} is not on this node; import the same file again to read its requirements"
            ));
        }
        let Some(shelf) = self.find(&clause.framework) else {
            let mut known: Vec<&str> = self.current.keys().map(String::as_str).collect();
            known.sort_unstable();
            return Some(format!("there is no framework {}; known are {}", clause.framework, known.join(", ")));
        };
        let found = shelf.requirement(&clause.requirement);
        found.is_none().then(|| format!("{} has no requirement {}", shelf.catalogue.id, clause.requirement))
    }

    /// The clauses of a record that name nothing: worth a warning, because frameworks come from elsewhere.
    pub fn check(&self, record: &dyn AnyRecord) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.walk(record.body(), "", &mut faults);
        faults
    }

    fn walk(&self, fields: &dyn Fields, at: &str, faults: &mut Vec<Fault>) {
        for (index, field) in fields.fields().iter().enumerate() {
            self.value(&fields.get(index), &pointer(at, field.name), faults);
        }
    }

    fn value(&self, value: &Val<'_>, at: &str, faults: &mut Vec<Fault>) {
        match value {
            Val::Clause(clause) => faults.extend(self.missing(clause).map(|m| Fault::at(at, m))),
            Val::List(items) => items.iter().enumerate().for_each(|(i, v)| self.value(v, &format!("{at}/{i}"), faults)),
            Val::Part(part) => self.walk(*part, at, faults),
            _ => {}
        }
    }
}

/// Imported catalogues that were read already, by content and identifier; their bytes never change.
type Known = HashMap<(Hash, String), Arc<Shelf>>;
static READ: Mutex<Option<Known>> = Mutex::new(None);

/// The versions that a framework's record names: the one that clauses mean last.
fn named(framework: &Framework) -> impl Iterator<Item = (&str, &str)> {
    let held = framework.versions.iter().map(|v| (v.version.as_str(), v.content_hash.as_str()));
    held.chain([(framework.catalogue_version.as_str(), framework.content_hash.as_str())])
}

impl Service {
    /// The frameworks of an organisation. The ledger keeps imported content for the whole node, by its hash; only who has a record that
    /// names the hash reads it, so that what one organisation holds a licence for is not another's.
    pub async fn library(&self, isms: &Isms) -> Result<Library> {
        let mut library = Library::builtin();
        let mut records: Vec<_> = isms.all::<Framework>().collect();
        let rank = |state: &str| ["dropped", "considered", "adopted"].iter().position(|s| *s == state);
        records.sort_by_key(|f| (rank(&f.head.state), f.head.number));
        for record in records {
            let (id, open) = (&record.body.catalogue, &*record.head.state != "dropped");
            for (version, hash) in named(&record.body) {
                let current = open && hash == record.body.content_hash;
                self.shelve(&mut library, id, version, hash, current).await?;
            }
        }
        Ok(library)
    }

    async fn shelve(&self, library: &mut Library, id: &str, version: &str, hash: &str, current: bool) -> Result<()> {
        let mut key: Hash = [0; 32];
        if hash.is_empty() || hex::decode_to_slice(hash, &mut key).is_err() {
            if let Some(at) =
                library.shelves.iter().position(|s| s.catalogue.id == id && s.hash.is_none()).filter(|_| current)
            {
                library.current.insert(id.to_owned(), at);
                library.absent.remove(id);
            }
            return Ok(());
        }
        match self.shelf(&key, id).await? {
            Some(shelf) => {
                if current {
                    library.absent.remove(id);
                }
                library.put(shelf, current);
            }
            None if current => drop(library.absent.insert(id.to_owned(), version.to_owned())),
            None => {}
        }
        Ok(())
    }

    async fn shelf(&self, hash: &Hash, id: &str) -> Result<Option<Arc<Shelf>>> {
        let key = (*hash, id.to_owned());
        let known = READ.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|m| m.get(&key).cloned());
        if known.is_some() {
            return Ok(known);
        }
        let Some(bytes) = self.ledger().catalogue(hash).await? else { return Ok(None) };
        let mut catalogue = read(&bytes).map_err(|f| Error::Stored(format!("catalogue {id}: {f}")))?;
        catalogue.id.clone_from(&key.1);
        let shelf = Arc::new(Shelf::new(catalogue, Some(*hash)));
        READ.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().insert(key, shelf.clone());
        Ok(Some(shelf))
    }
}

/// A stored catalogue: our own plain form, else an OSCAL document.
fn read(bytes: &[u8]) -> std::result::Result<Catalogue, formats::Fault> {
    match serde_json::from_slice::<Catalogue>(bytes) {
        Ok(catalogue) => Ok(catalogue),
        Err(_) => Ok(Document::parse(bytes)?.to_catalogue()?.catalogue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_clauses_name() {
        let library = Library::builtin();
        let clause: Clause = "iso27001-2022:A.5.1".parse().unwrap();
        assert!(library.requirement(&clause).is_some());
        assert_eq!(library.missing(&clause), None);
        let wrong = library.missing(&"iso27001-2022:A.99.1".parse().unwrap()).unwrap();
        assert_eq!(wrong, "iso27001-2022 has no requirement A.99.1");
        assert!(
            library
                .missing(&"nothing:1".parse().unwrap())
                .unwrap()
                .starts_with("there is no framework nothing; known are")
        );
        assert!(library.mappings("iso27001-2022").count() > 0);
        let lines = |id: &str, level: &str| {
            let lines = library.find(id).map(|s| s.outline.lines()).unwrap_or_default();
            let of_level = lines.iter().filter(|p| level.is_empty() || p.levels.iter().any(|l| l == level));
            of_level.count()
        };
        assert_eq!(lines("iso27001-2022", ""), 93, "clauses 4 to 10 cannot be excluded");
        assert_eq!(lines("nist-800-53-r5", "moderate"), 287);
        assert_eq!(["", "IG1", "IG2", "IG3"].map(|level| lines("cis-controls-v8.1", level)), [153, 56, 130, 153]);
        assert_eq!((lines("nist-csf-2.0", ""), lines("soc2-tsc-2017", "")), (106, 61));
    }
}
