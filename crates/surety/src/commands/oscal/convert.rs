//! `oscal convert`: another form or version, and what is lost on the way.

use super::{files, plain};
use crate::{
    cli::OscalConvert,
    failure::{FINE, Failure, Outcome},
};
use formats::oscal::{
    Deviation, Document, Form, Version,
    diff::{Difference, diff},
};
use serde_json::{Value, json};

/// Converts and writes. What was written is read again and compared, so that nothing is lost in silence.
pub fn run(wish: &OscalConvert) -> Outcome {
    let name = wish.file.display().to_string();
    let document = files::document(&wish.file)?;
    let told = |fault: formats::Fault| Failure::said(format!("{name}: {fault}"));
    let (document, losses) = match &wish.oscal_version {
        None => (document, Vec::new()),
        Some(version) => {
            let version = Version::parse(version).ok_or_else(|| {
                Failure::said(format!(
                    "--oscal-version: expected a version such as {}, found {version:?}",
                    Version::NEWEST
                ))
            })?;
            document.converted(version).map_err(told)?
        }
    };
    let bytes = document.write(Form::from(wish.to)).map_err(told)?;
    let again = Document::read(&bytes).map_err(told)?;
    let changed = diff(&document, &again);
    report(wish, &name, document.notes(), &losses, &changed)?;
    files::write(wish.out.as_deref(), &bytes, wish.force)?;
    Ok(FINE)
}

fn report(
    wish: &OscalConvert,
    name: &str,
    notes: &[String],
    losses: &[Deviation],
    changed: &[Difference],
) -> Result<(), Failure> {
    notes.iter().for_each(|n| eprintln!("{name}: note: {n}"));
    losses.iter().for_each(|d| eprintln!("{name}:{d}"));
    changed.iter().for_each(|d| eprintln!("{name}: {d}"));
    if !losses.is_empty() || !changed.is_empty() {
        eprintln!("{name}: {} losses by version, {} by form", losses.len(), changed.len());
    }
    let Some(file) = &wish.loss else { return Ok(()) };
    let losses: Vec<Value> = losses.iter().map(|d| plain(name, d)).collect();
    let changed: Vec<Value> = changed.iter().map(super::diff::plain).collect();
    let report = json!({ "file": name, "notes": notes, "by_version": losses, "by_form": changed });
    let text = serde_json::to_string_pretty(&report).unwrap_or_default() + "\n";
    files::write(Some(file), text.as_bytes(), wish.force)
}
