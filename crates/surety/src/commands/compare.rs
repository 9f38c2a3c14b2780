//! `compare`: what changed between two versions of a framework, and which records it concerns.

use crate::{
    cli::{Compare, Global},
    failure::{FINE, Failure, Outcome},
    open::Opened,
    out,
};
use formats::catalogue_diff::{What, diff};
use isms::isms::Isms;
use serde_json::{Value, json};
use service::{
    AsOf,
    library::{Library, Shelf},
    migrate::clauses,
};
use std::collections::HashMap;

/// Lists the versions that are held, or what differs between two of them.
pub async fn run(global: &Global, args: &Compare) -> Outcome {
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(None).await?;
    let isms = opened.service.isms(viewer.org, AsOf::Now).await?;
    let library = opened.service.library(&isms).await?;
    match &args.to {
        None => versions(global, &library, &args.id),
        Some(to) => changes(global, &isms, find(&library, &args.id, &args.from)?, find(&library, &args.id, to)?),
    }
}

/// A version by what it calls itself, or by its mark.
fn find<'l>(library: &'l Library, id: &'l str, asked: &str) -> Result<&'l Shelf, Failure> {
    let by_name = || library.versions(id).find(|s| s.catalogue.version == asked);
    let found = library.version(id, asked).or_else(by_name);
    found.ok_or_else(|| Failure::said(format!("{id} is not held in version {asked:?}; surety compare {id} lists them")))
}

fn versions(global: &Global, library: &Library, id: &str) -> Outcome {
    let all: Vec<&Shelf> = library.versions(id).collect();
    if all.is_empty() {
        return Err(Failure::said(format!("there is no framework {id}")));
    }
    let meant = |s: &Shelf| if library.follows(s) { "clauses mean it" } else { "" };
    if global.json {
        let rows = all
            .iter()
            .map(|s| json!({ "version": s.catalogue.version, "mark": s.mark(), "followed": library.follows(s) }));
        out::json(&Value::Array(rows.collect()));
        return Ok(FINE);
    }
    let rows: Vec<Vec<String>> =
        all.iter().map(|s| vec![s.catalogue.version.clone(), s.mark(), meant(s).to_owned()]).collect();
    out::table(&["VERSION", "MARK", ""], &rows);
    Ok(FINE)
}

fn changes(global: &Global, isms: &Isms, from: &Shelf, to: &Shelf) -> Outcome {
    let found = diff(&from.catalogue, &to.catalogue, &[]);
    let named = named(isms, &from.catalogue.id);
    let records = |id: &str| named.get(id).cloned().unwrap_or_default();
    if global.json {
        let rows = found.changes.iter().map(|c| {
            json!({ "id": c.id, "what": c.what.word(), "before": c.before, "after": c.after, "records": records(&c.id) })
        });
        out::json(&json!({ "same": found.same, "changes": rows.collect::<Vec<_>>() }));
        return Ok(FINE);
    }
    let parts: Vec<String> = What::ALL
        .into_iter()
        .filter(|w| found.count(*w) > 0)
        .map(|w| format!("{} {}", found.count(w), w.word()))
        .collect();
    out::line(&format!(
        "{}, {} the same",
        if parts.is_empty() { "nothing changed".into() } else { parts.join(", ") },
        found.same
    ));
    let rows: Vec<Vec<String>> = found
        .changes
        .iter()
        .map(|c| {
            vec![c.what.word().to_owned(), c.id.clone(), short(&c.before), short(&c.after), records(&c.id).join(" ")]
        })
        .collect();
    out::table(&["WHAT", "REQUIREMENT", "BEFORE", "AFTER", "RECORDS"], &rows);
    Ok(FINE)
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 60 { format!("{} …", line.chars().take(58).collect::<String>()) } else { line }
}

/// The keys of open records that name each requirement.
fn named(isms: &Isms, framework: &str) -> HashMap<String, Vec<String>> {
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    for record in isms.iter().filter(|r| r.is_open()) {
        clauses(record.body(), &mut |_, clause| {
            if clause.framework == framework {
                let keys = out.entry(clause.requirement.clone()).or_default();
                let key = record.key().to_string();
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        });
    }
    out
}
