//! The register of information on ICT services by third parties: DORA article 28(3), in the templates of Implementing Regulation
//! (EU) 2024/2956, filled from the records.
//!
//! [`register`] gives every template with its rows. A cell says what it holds, which field of which record fills it, and what is
//! wrong with it; what nobody stated is unknown, never guessed. Column codes are the regulation's; the names are our own words.

mod check;
mod rows;
mod tables;

pub use tables::{Column, Need, TEMPLATES, Template};

use crate::{isms::Isms, values::RecordId};
use jiff::civil::Date;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, a code or a name.
    Text(String),
    /// A word of a closed list: as the regulation counts it, and as we store it.
    Word(&'static str, &'static str),
    /// A day.
    Date(Date),
    /// A whole or decimal number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// It must be stated and nobody did.
    Unknown,
    /// There is nothing to state.
    Nothing,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The check digits of a legal entity identifier do not fit.
    Lei,
    /// No country has this code.
    Country,
    /// No currency code has this form.
    Currency,
    /// This template has no such row.
    Dangling(&'static str),
    /// Another row of the template has the same key.
    Twice,
    /// A company is identified by its LEI or EUID.
    Form,
    /// It ends before it begins.
    Ends,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// The record and field that fill it.
    pub from: Option<(RecordId, &'static str)>,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
}

impl Cell {
    /// The text that keys are compared by.
    fn key(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.clone()),
            Value::Word(word, _) => Some((*word).to_owned()),
            Value::Date(day) => Some(day.to_string()),
            Value::Number(n) => Some(n.to_string()),
            Value::Flag(on) => Some(on.to_string()),
            Value::Unknown | Value::Nothing => None,
        }
    }

    /// Whether it must be stated and was not.
    pub fn is_unknown(&self) -> bool {
        self.value == Value::Unknown
    }
}

/// One row, as long as its template's columns.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record it is about.
    pub about: RecordId,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A template, filled.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The template.
    pub template: &'static Template,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Filled {
    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|r| &r.cells)
    }

    /// How many cells must be stated and are not.
    pub fn unknown(&self) -> usize {
        self.cells().filter(|c| c.is_unknown()).count()
    }

    /// How many cells are wrong.
    pub fn wrong(&self) -> usize {
        self.cells().filter(|c| c.wrong.is_some()).count()
    }

    /// How many cells are stated.
    pub fn stated(&self) -> usize {
        self.cells().filter(|c| !matches!(c.value, Value::Unknown | Value::Nothing)).count()
    }
}

/// The whole register at the value's moment, template by template, checked.
pub fn register(isms: &Isms) -> Vec<Filled> {
    let mut filled: Vec<Filled> =
        TEMPLATES.iter().map(|template| Filled { template, rows: rows::of(isms, template.code) }).collect();
    check::check(&mut filled);
    filled
}
