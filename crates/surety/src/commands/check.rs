//! `check`: the rules, for people, for programs and for code review.

use crate::{
    cli::{Check, Global},
    failure::{FINE, Failure, Outcome, UNABLE, WRONG},
    open::{Opened, as_of},
    out,
};
use isms::{
    area::Area,
    field::Choice,
    isms::Isms,
    outer::Names,
    rules::{self, Rule, Severity, Signal},
    values::RecordId,
};
use serde_json::{Value, json};
use service::{AsOf, Service};
use std::{collections::HashSet, sync::Arc};
use uuid::Uuid;

/// Runs the rules that are asked for; wrong where one denies, unable where it could not look.
pub async fn run(global: &Global, check: &Check) -> Outcome {
    if let Some(code) = &check.explain {
        return explain(code);
    }
    match looked(global, check).await {
        Ok(code) => Ok(code),
        Err(failure) => {
            failure.report();
            Ok(UNABLE)
        }
    }
}

async fn looked(global: &Global, check: &Check) -> Outcome {
    let wanted = Wanted::of(check)?;
    let opened = Opened::open(global).await?;
    let (isms, mut signals) = found(&opened.service, opened.org.id, as_of(global.as_of.as_deref())?).await?;
    signals.retain(|s| wanted.holds(s));
    if let Some(then) = &check.new_since {
        let (_, before) = found(&opened.service, opened.org.id, as_of(Some(then))?).await?;
        let known: HashSet<(&str, Option<RecordId>)> = before.iter().map(|s| (s.code, s.record)).collect();
        signals.retain(|s| !known.contains(&(s.code, s.record)));
    }
    match (check.sarif, global.json) {
        (true, _) => out::json(&sarif(&isms, &signals)),
        (_, true) => out::json(&Value::Array(signals.iter().map(|s| plain(&isms, s)).collect())),
        _ => text(&isms, &signals),
    }
    Ok(if signals.iter().any(|s| s.severity == Severity::Deny) { WRONG } else { FINE })
}

/// Everything the rules find at a moment, also those that wait for numbers.
async fn found(service: &Service, org: Uuid, moment: AsOf) -> Result<(Arc<Isms>, Vec<Signal>), Failure> {
    let isms = service.isms(org, moment).await?;
    let numbers = service.numbers(&isms).await?;
    let mut signals: Vec<Signal> = rules::run(&isms).into_iter().chain(rules::numeric(&isms, &numbers)).collect();
    signals.sort();
    Ok((isms, signals))
}

/// What the options narrow it to.
struct Wanted {
    rules: Vec<&'static str>,
    area: Option<Area>,
    severity: Severity,
}

impl Wanted {
    fn of(check: &Check) -> Result<Wanted, Failure> {
        let known = |code: &String| known(code).map(|r| r.code);
        let rules = check.rule.iter().map(known).collect::<Result<_, _>>()?;
        let area = match &check.area {
            None => None,
            Some(name) => Some(Area::by_name(name).ok_or_else(|| {
                let names: Vec<&str> = Area::ALL.iter().map(Area::name).collect();
                Failure::said(format!("expected an area ({}), found {name:?}", names.join(", ")))
            })?),
        };
        let severity = match check.severity.as_deref() {
            None => Severity::Note,
            Some(word) => Severity::from_word(word)
                .ok_or_else(|| Failure::said(format!("expected deny, warn or note, found {word:?}")))?,
        };
        Ok(Wanted { rules, area, severity })
    }

    fn holds(&self, signal: &Signal) -> bool {
        let here = |area| rules::all().iter().any(|r| r.code == signal.code && r.area == area);
        (self.rules.is_empty() || self.rules.contains(&signal.code))
            && self.area.is_none_or(here)
            && signal.severity <= self.severity
    }
}

fn known(code: &str) -> Result<&'static Rule, Failure> {
    let rule = rules::all().iter().copied().find(|r| r.code.eq_ignore_ascii_case(code));
    rule.ok_or_else(|| {
        let near: Vec<&str> = rules::all().iter().map(|r| r.code).filter(|c| c.get(..3) == code.get(..3)).collect();
        let near = if near.is_empty() { String::new() } else { format!("; there are {}", near.join(", ")) };
        Failure::said(format!("expected the code of a rule such as CTL01, found {code:?}{near}"))
    })
}

fn explain(code: &str) -> Outcome {
    let rule = match known(code) {
        Ok(rule) => rule,
        Err(failure) => {
            failure.report();
            return Ok(UNABLE);
        }
    };
    let paint = out::paint();
    out::line(&format!("{} {} ({}, {})", rule.code, rule.title, rule.severity.word(), rule.area.name()));
    for (word, said) in [("What", rule.what), ("Why", rule.why), ("How to mend it", rule.how)] {
        out::line(&format!("{}: {said}", paint.dim(word)));
    }
    out::line(&format!("{}: {}", paint.dim("Bears on"), rule.clauses.join(", ")));
    Ok(FINE)
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
