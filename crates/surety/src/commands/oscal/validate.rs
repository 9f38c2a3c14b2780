//! `oscal validate`: schema and constraints, for people, for programs and for code review.

use super::{
    files::{self, Directory},
    plain,
};
use crate::{
    cli::{Global, OscalValidate},
    failure::{FINE, Failure, Outcome, PENDING, WRONG},
    out,
};
use formats::oscal::{
    self, Deviation, Document, Gravity,
    folder::{Bounds, Folder},
};
use serde_json::{Value, json};
use std::{collections::HashSet, path::Path};

/// Checks every file.
pub fn run(global: &Global, wish: &OscalValidate) -> Outcome {
    if wish.repair.is_some() && wish.files.len() > 1 {
        return Err(Failure::said("--repair writes one file; expected one document with it"));
    }
    let mut all: Vec<(String, Deviation)> = Vec::new();
    let mut code = FINE;
    for file in &wish.files {
        let name = file.display().to_string();
        let (found, readable) = one(wish, file)?;
        let broken = found.iter().any(|d| d.gravity == Gravity::Error);
        let worst = match (broken, readable && wish.lenient) {
            (false, _) => FINE,
            (true, true) => PENDING,
            (true, false) => WRONG,
        };
        // What is wrong outweighs what lenient use accepts.
        code = if code == WRONG || worst == WRONG { WRONG } else { code.max(worst) };
        all.extend(found.into_iter().map(|d| (name.clone(), d)));
    }
    match (wish.sarif, global.json) {
        (true, _) => out::json(&sarif(&all)),
        (_, true) => out::json(&Value::Array(all.iter().map(|(file, d)| plain(file, d)).collect())),
        _ => text(wish, &all),
    }
    Ok(code)
}

/// What is wrong in one file, and whether it could be read at all.
fn one(wish: &OscalValidate, file: &Path) -> Result<(Vec<Deviation>, bool), Failure> {
    let document = match Document::read(&files::bytes(file)?) {
        Ok(document) => document,
        Err(fault) => return Ok((vec![Deviation::from(fault)], false)),
    };
    let checked = match &wish.repair {
        None => None,
        Some(out) => {
            let (repaired, _) = oscal::repaired(&document);
            let bytes = repaired.write(document.form()).map_err(|fault| Failure::said(fault.to_string()))?;
            files::write(Some(out), &bytes, wish.force)?;
            Some(Document::read(&bytes).map_err(|fault| Failure::said(format!("{}: {fault}", out.display())))?)
        }
    };
    Ok((found(wish, file, checked.as_ref().unwrap_or(&document))?, true))
}

/// What the layers find, in the order of the text; the same thing said by two of them is said once.
fn found(wish: &OscalValidate, file: &Path, document: &Document) -> Result<Vec<Deviation>, Failure> {
    let mut all = oscal::validate(document);
    match &wish.folder {
        None => all.extend(oscal::constraints(document)),
        Some(folder) => {
            let (directory, path) = Directory::around(file, Some(folder))?;
            let (imported, notes) = Folder::new(&directory, Bounds::default()).closure(&path, document);
            all.extend(notes);
            let imported: Vec<&Document> = imported.iter().map(|f| &*f.document).collect();
            all.extend(oscal::constraints_with(document, &imported));
        }
    }
    all.sort_by_key(|d| (d.at.line, d.at.col, d.gravity));
    let mut seen = HashSet::new();
    all.retain(|d| seen.insert((d.pointer.clone(), family(d.rule))));
    Ok(all)
}

/// Rules of the two layers that mean the same.
fn family(rule: &'static str) -> &'static str {
    match rule {
        "allowed-value" | "allowed-values" => "allowed-values",
        other => other,
    }
}

fn text(wish: &OscalValidate, all: &[(String, Deviation)]) {
    let paint = out::paint();
    for (file, found) in all {
        let word = match found.gravity {
            Gravity::Error => paint.red("error"),
            Gravity::Warning => paint.yellow("warning"),
            Gravity::Note => paint.dim("note"),
        };
        let place = if found.at.line > 0 { format!(":{}:{}", found.at.line, found.at.col) } else { String::new() };
        let pointer = if found.pointer.is_empty() { String::new() } else { format!(" {}", found.pointer) };
        let mend = if found.repair.is_some() { paint.dim(" (--repair mends this)") } else { String::new() };
        out::line(&format!("{file}{place}: {word} [{}]{pointer}: {}{mend}", found.rule, found.message));
    }
    let count = |gravity| all.iter().filter(|(_, d)| d.gravity == gravity).count();
    out::line(&format!(
        "{}: {} errors, {} warnings, {} notes",
        if wish.files.len() == 1 { "1 document".to_owned() } else { format!("{} documents", wish.files.len()) },
        count(Gravity::Error),
        count(Gravity::Warning),
        count(Gravity::Note)
    ));
}

/// SARIF 2.1.0 (OASIS): places are lines of the files, with the JSON pointer as the logical place.
fn sarif(all: &[(String, Deviation)]) -> Value {
    let mut rules: Vec<&str> = all.iter().map(|(_, d)| d.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<Value> = rules.iter().map(|r| json!({ "id": r })).collect();
    let results: Vec<Value> = all.iter().map(|(file, d)| result(file, d)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "surety", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": results,
        }],
    })
}

fn result(file: &str, found: &Deviation) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": file } });
    if found.at.line > 0 {
        place["region"] = json!({ "startLine": found.at.line, "startColumn": found.at.col });
    }
    json!({
        "ruleId": found.rule,
        "level": found.gravity.word(),
        "message": { "text": found.message },
        "locations": [{ "physicalLocation": place, "logicalLocations": [{ "fullyQualifiedName": found.pointer }] }],
    })
}
