//! `oscal`: documents as files, without a database.

mod convert;
mod diff;
mod files;
mod resolve;
mod validate;

use crate::{
    cli::{Global, Oscal, OscalForm},
    failure::Outcome,
};
use formats::oscal::{Deviation, Form};
use serde_json::{Value, json};

/// Does what was asked for.
pub fn run(global: &Global, wish: &Oscal) -> Outcome {
    match wish {
        Oscal::Validate(wish) => validate::run(global, wish),
        Oscal::Resolve(wish) => resolve::run(wish),
        Oscal::Convert(wish) => convert::run(wish),
        Oscal::Diff(wish) => diff::run(global, wish),
    }
}

impl From<OscalForm> for Form {
    fn from(form: OscalForm) -> Form {
        match form {
            OscalForm::Json => Form::Json,
            OscalForm::Xml => Form::Xml,
            OscalForm::Yaml => Form::Yaml,
        }
    }
}

/// A deviation for programs.
fn plain(file: &str, found: &Deviation) -> Value {
    json!({
        "file": file, "gravity": found.gravity.word(), "rule": found.rule, "pointer": found.pointer,
        "line": found.at.line, "column": found.at.col, "message": found.message, "repairable": found.repair.is_some(),
    })
}
