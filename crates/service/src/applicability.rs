//! Statements of Applicability of a service: which record or framework is asked for, and how it stands with controls, remembered.

use crate::{
    Error, Result, Service,
    library::{Library, Shelf},
};
use isms::{
    analysis::{
        applicability::{Ask, Statement, statement},
        assured::{self, Assurance},
    },
    control::{Applicability, Framework},
    isms::Isms,
    outer::Names,
    record::Record,
};

/// What a statement is asked for: a record with its framework, or a framework alone, where everything is derived.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The record.
    pub record: Option<&'a Record<Applicability>>,
    /// The framework.
    pub shelf: &'a Shelf,
}

impl<'a> Asked<'a> {
    /// By a record.
    ///
    /// # Errors
    /// [`Error::NotFound`] where its framework is not in the library.
    pub fn by_record(isms: &Isms, library: &'a Library, record: &'a Record<Applicability>) -> Result<Asked<'a>> {
        let framework = record.counts().unwrap_or(&record.body).framework.and_then(|f| isms.typed::<Framework>(f.id()));
        let id = framework.map(|f| f.body.catalogue.as_str()).unwrap_or_default();
        let found = library.find(id).map(|shelf| Asked { record: Some(record), shelf });
        found.ok_or_else(|| Error::NotFound(format!("catalogue {id:?}; import it, or name another framework")))
    }

    /// By the key of a record, or the identifier of a framework.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is neither.
    pub fn named(isms: &'a Isms, library: &'a Library, name: &str) -> Result<Asked<'a>> {
        let record = isms.find(name).and_then(|(id, _)| isms.typed::<Applicability>(id));
        match (record, library.find(name)) {
            (Some(record), _) => Asked::by_record(isms, library, record),
            (None, Some(shelf)) => Ok(Asked { record: None, shelf }),
            (None, None) => Err(Error::NotFound(format!("statement or framework {name:?}"))),
        }
    }

    /// The statement: by what is in force, or by the draft.
    pub fn statement(&self, assurance: &Assurance<'_>, draft: bool) -> Statement<'a> {
        let ask = self.record.map(|r| Ask::by(r, draft)).unwrap_or_default();
        statement(assurance, &self.shelf.outline, ask)
    }
}

impl Service {
    /// How it stands with every control of a value.
    pub fn assurance<'i>(&self, isms: &'i Isms) -> Assurance<'i> {
        Assurance::with(isms, self.memo().answer(isms, &assured::ANALYSIS, assured::seen))
    }
}
