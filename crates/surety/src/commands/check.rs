//! `check`: the rules, for people, for programs and for code review.

use crate::{
    cli::{Check, Global},
    failure::{FINE, Outcome, WRONG},
    open::{Opened, as_of},
    out,
};
use isms::{
    field::Choice,
    isms::Isms,
    outer::Names,
    rules::{self, Severity, Signal},
};
use serde_json::{Value, json};

/// Runs all rules; wrong where one denies.
pub async fn run(global: &Global, check: &Check) -> Outcome {
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, as_of(global.as_of.as_deref())?).await?;
    let numbers = opened.service.numbers(&isms).await?;
    let mut signals: Vec<_> = rules::run(&isms).into_iter().chain(rules::numeric(&isms, &numbers)).collect();
    signals.sort();
    match (check.sarif, global.json) {
        (true, _) => out::json(&sarif(&isms, &signals)),
        (_, true) => out::json(&Value::Array(signals.iter().map(|s| plain(&isms, s)).collect())),
        _ => text(&isms, &signals),
    }
    Ok(if signals.iter().any(|s| s.severity == Severity::Deny) { WRONG } else { FINE })
}

fn key(isms: &Isms, signal: &Signal) -> Option<String> {
    signal.record.and_then(|id| isms.key(id))
}

fn plain(isms: &Isms, signal: &Signal) -> Value {
    json!({ "rule": signal.code, "severity": signal.severity.word(), "record": key(isms, signal), "message": signal.message })
}

fn text(isms: &Isms, signals: &[Signal]) {
    let paint = out::paint();
    let mut ordered: Vec<&Signal> = signals.iter().collect();
    ordered.sort_by_key(|s| s.severity);
    for signal in ordered {
        let word = match signal.severity {
            Severity::Deny => paint.red("deny"),
            Severity::Warn => paint.yellow("warn"),
            Severity::Note => paint.dim("note"),
        };
        let key = key(isms, signal).map(|k| format!(" {k}")).unwrap_or_default();
        out::line(&format!("{word} {}{key}: {}", signal.code, signal.message));
    }
    let count = |severity| signals.iter().filter(|s| s.severity == severity).count();
    out::line(&format!(
        "{} denied, {} warnings, {} notes",
        count(Severity::Deny),
        count(Severity::Warn),
        count(Severity::Note)
    ));
}

/// SARIF 2.1.0 (OASIS), so that findings show where code is reviewed: places are the files of an export.
fn sarif(isms: &Isms, signals: &[Signal]) -> Value {
    let rules: Vec<Value> = rules::all()
        .iter()
        .map(|r| {
            json!({
                "id": r.code,
                "shortDescription": { "text": r.title },
                "fullDescription": { "text": format!("{} {}", r.what, r.why) },
                "help": { "text": r.how },
                "defaultConfiguration": { "level": level(r.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = signals.iter().map(|s| result(isms, s)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "surety", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "error",
        Severity::Warn => "warning",
        Severity::Note => "note",
    }
}

fn result(isms: &Isms, signal: &Signal) -> Value {
    let record = signal.record.and_then(|id| isms.get(id));
    let location = match record {
        Some(r) => json!({
            "physicalLocation": { "artifactLocation": { "uri": format!("{}/{}.yaml", r.kind().plural, r.key()) } },
            "logicalLocations": [{ "name": r.key().to_string(), "kind": r.kind().name }],
        }),
        None => json!({ "physicalLocation": { "artifactLocation": { "uri": service::ascode::FILE } } }),
    };
    let mark = format!("{}/{}", signal.code, key(isms, signal).unwrap_or_default());
    json!({
        "ruleId": signal.code,
        "level": level(signal.severity),
        "message": { "text": signal.message },
        "locations": [location],
        "partialFingerprints": { "suretySignal/v1": mark },
    })
}
