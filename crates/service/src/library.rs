//! The frameworks that clauses name: built-in outlines, and catalogues that were imported into the ledger.

use crate::{Error, Result, Service};
use formats::{
    builtin,
    catalogue::{Catalogue, MappingSet, Requirement},
    oscal::Document,
};
use isms::{
    analysis::outline::{Outline, Point},
    check::Fault,
    field::{Fields, Val},
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

/// All frameworks there are, by identifier; of an imported one the newest version.
#[derive(Clone, Debug, Default)]
pub struct Library {
    shelves: Vec<Arc<Shelf>>,
    by_id: HashMap<String, usize>,
}

impl Library {
    /// The built-in outlines, read once.
    pub fn builtin() -> Library {
        static READ: OnceLock<Vec<Arc<Shelf>>> = OnceLock::new();
        let read = || builtin::catalogues().iter().map(|c| Arc::new(Shelf::new(c.clone(), None))).collect();
        let mut library = Library::default();
        READ.get_or_init(read).iter().for_each(|shelf| library.put(shelf.clone()));
        library
    }

    /// A later one of the same identifier takes the place of an earlier one.
    fn put(&mut self, shelf: Arc<Shelf>) {
        match self.by_id.get(&shelf.catalogue.id).and_then(|at| self.shelves.get_mut(*at)) {
            Some(place) => *place = shelf,
            None => {
                self.by_id.insert(shelf.catalogue.id.clone(), self.shelves.len());
                self.shelves.push(shelf);
            }
        }
    }

    /// All of them: the built-in ones first.
    pub fn all(&self) -> impl Iterator<Item = &Shelf> {
        self.shelves.iter().map(AsRef::as_ref)
    }

    /// A framework by identifier.
    pub fn find(&self, id: &str) -> Option<&Shelf> {
        self.by_id.get(id).and_then(|at| self.shelves.get(*at)).map(AsRef::as_ref)
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
        let Some(shelf) = self.find(&clause.framework) else {
            let mut known: Vec<&str> = self.shelves.iter().map(|s| s.catalogue.id.as_str()).collect();
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

/// Imported catalogues that were read already; their bytes never change.
static READ: Mutex<Option<HashMap<Hash, Arc<Shelf>>>> = Mutex::new(None);

impl Service {
    /// The frameworks that are there now.
    pub async fn library(&self) -> Result<Library> {
        let mut library = Library::builtin();
        for row in self.ledger().catalogues().await? {
            library.put(self.shelf(&row).await?);
        }
        Ok(library)
    }

    async fn shelf(&self, row: &ledger::CatalogueRow) -> Result<Arc<Shelf>> {
        let held = |found: &Option<HashMap<Hash, Arc<Shelf>>>| found.as_ref().and_then(|m| m.get(&row.hash).cloned());
        let known = held(&READ.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(shelf) = known.filter(|s| s.catalogue.id == row.id) {
            return Ok(shelf);
        }
        let bytes = self
            .ledger()
            .catalogue(&row.hash)
            .await?
            .ok_or_else(|| Error::Stored(format!("catalogue {} is missing", row.id)))?;
        let named = |f: formats::Fault| Error::Stored(format!("catalogue {}: {f}", row.id));
        let mut catalogue = Document::parse(&bytes).and_then(|d| d.to_catalogue()).map_err(named)?.catalogue;
        catalogue.id.clone_from(&row.id);
        let shelf = Arc::new(Shelf::new(catalogue, Some(row.hash)));
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        read.get_or_insert_default().insert(row.hash, shelf.clone());
        Ok(shelf)
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
