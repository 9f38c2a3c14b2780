//! What is wrong with a model, and where.

use crate::dist::Impossible;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{subject}, {factor}: {problem}")]
pub struct Fault {
    /// Where, as a JSON pointer into the model: `/scenarios/3/estimates/0/frequency/rate`.
    pub pointer: String,
    /// Which scenario, control, treatment or objective: `scenario RSK-3`.
    pub subject: String,
    /// Which factor of it, in words: `frequency, rate`.
    pub factor: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// A distribution that cannot be.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// A number out of bounds.
    #[error("found {found}, expected {expected}")]
    Number {
        /// What was found.
        found: f64,
        /// What was expected, in words.
        expected: &'static str,
    },
    /// Something that is named but does not exist.
    #[error("there is no {what} {id:?} in the model")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        id: String,
    },
    /// A name that is given twice.
    #[error("{0:?} is named twice")]
    Twice(String),
    /// Something that must be stated and is not, or contradicts something else.
    #[error("{0}")]
    Rule(&'static str),
}

/// Everything that is wrong with a model.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the model has {} fault(s); the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct Faults(pub Vec<Fault>);
