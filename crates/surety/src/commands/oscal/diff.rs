//! `oscal diff`: what differs between two documents.

use super::files;
use crate::{
    cli::{Global, OscalDiff},
    failure::{FINE, Failure, Outcome, PENDING},
    out,
};
use formats::oscal::{
    Document,
    diff::{Change, Difference, changes, diff},
};
use serde_json::{Value, json};
use std::path::Path;

/// Compares; `PENDING` where anything differs.
pub fn run(global: &Global, wish: &OscalDiff) -> Outcome {
    let (old, new) = (files::document(&wish.old)?, files::document(&wish.new)?);
    let (values, lines): (Vec<Value>, Vec<String>) = match wish.requirements {
        true => {
            let found = changes(&catalogue(&wish.old, &old)?, &catalogue(&wish.new, &new)?);
            found.iter().map(|c| (plain_change(c), told(c))).unzip()
        }
        false => diff(&old, &new).iter().map(|d| (plain(d), d.to_string())).unzip(),
    };
    match global.json {
        true => out::json(&Value::Array(values)),
        false if lines.is_empty() => out::line("nothing differs"),
        false => lines.iter().for_each(|l| out::line(l)),
    }
    Ok(if lines.is_empty() { FINE } else { PENDING })
}

fn catalogue(file: &Path, document: &Document) -> Result<formats::catalogue::Catalogue, Failure> {
    let reading = document.to_catalogue();
    reading.map(|r| r.catalogue).map_err(|fault| Failure::said(format!("{}: {fault}", file.display())))
}

/// A difference for programs.
pub fn plain(d: &Difference) -> Value {
    json!({
        "differs": d.differs.word(), "what": d.what, "id": d.id, "member": d.member, "old": d.old, "new": d.new,
        "meaning": d.meaning,
    })
}

fn plain_change(c: &Change) -> Value {
    json!({ "id": c.id, "kind": c.kind.word(), "old": c.old, "new": c.new })
}

fn told(c: &Change) -> String {
    let first = |text: &str| text.lines().next().unwrap_or_default().chars().take(100).collect::<String>();
    match (c.old.is_empty(), c.new.is_empty()) {
        (true, _) => format!("{} {}: {}", c.id, c.kind.word(), first(&c.new)),
        (_, true) => format!("{} {}: was {}", c.id, c.kind.word(), first(&c.old)),
        _ => format!("{} {}: {} -> {}", c.id, c.kind.word(), first(&c.old), first(&c.new)),
    }
}
