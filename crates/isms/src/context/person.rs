//! People: the faces of accounts, and everyone else who holds a role or owns something.

use super::Team;
use crate::{communication::report::Language, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// Someone who works for or with the organisation.
#[record(prefix = "PER", plural = "people", label = "Person", labels = "People")]
pub struct Person {
    /// Where mail reaches them.
    #[field(width = "half", column)]
    pub email: String,
    /// The language that letters to them come in; the organisation's first where none is chosen.
    #[field(width = "half")]
    pub language: Option<Language>,
    /// What they do.
    #[field(width = "half", column)]
    pub function: String,
    /// The line of defence they work in.
    #[field(width = "half", column)]
    pub line: Line,
    /// Teams they belong to.
    #[field(verb = "belongs to", inverse = "has member", on_retire = "detach", width = "half", column)]
    pub teams: Vec<Ref<Team>>,
    /// Whom they report to.
    #[field(verb = "reports to", inverse = "leads", on_retire = "detach", width = "half")]
    pub manager: Option<Ref<Person>>,
    /// First day.
    #[field(group = "Joining and leaving", width = "third")]
    pub joined: Option<Date>,
    /// Last day.
    #[field(group = "Joining and leaving", width = "third")]
    pub leaves: Option<Date>,
    /// Screening, terms, access, training, return of assets: what was done when.
    #[field(group = "Joining and leaving")]
    pub checklist: Vec<ChecklistItem>,
    /// What they are able to do, with evidence.
    #[field(group = "Competence")]
    pub competence: Vec<Competence>,
}

/// One item of the joiner, mover and leaver checklist.
#[part]
pub struct ChecklistItem {
    /// What is to be done.
    #[field(required, width = "half")]
    pub item: String,
    /// When it was done; empty while it is not.
    #[field(width = "third")]
    pub done: Option<Date>,
    /// Anything worth saying.
    pub note: String,
}

/// Something a person is able to do.
#[part]
pub struct Competence {
    /// The skill.
    #[field(required, width = "half")]
    pub skill: String,
    /// Training, certificate or experience that shows it.
    #[field(width = "half")]
    pub shown_by: String,
    /// Until when it counts.
    #[field(width = "third")]
    pub until: Option<Date>,
}

/// Lines of defence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Line {
    /// Does the work and owns its risks.
    #[default]
    #[choice(label = "First line")]
    First,
    /// Sets requirements, challenges.
    #[choice(label = "Second line")]
    Second,
    /// Looks independently.
    #[choice(label = "Third line")]
    Third,
    /// Directs and answers for it.
    #[choice(label = "Management body")]
    ManagementBody,
}

impl Kind for Person {
    const LIFECYCLE: Lifecycle = SIMPLE;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        let plausible =
            self.email.is_empty() || self.email.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
        check.require(plausible, "/email", "expected an address such as name@example.org");
        if let (Some(joined), Some(leaves)) = (self.joined, self.leaves) {
            check.require(joined <= leaves, "/leaves", "the last day cannot be before the first");
        }
    }
}
