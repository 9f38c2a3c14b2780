//! The wheel in English sentences and as JSON: the one form in which the API and the command line tell it.

use super::{Because, Degraded, Flow, Wheel};
use crate::{
    area::Area,
    isms::Isms,
    rules::{self, Severity},
    values::RecordId,
};
use serde_json::{Value, json};

/// Why a capability is worse off, in a sentence.
pub fn sentence(isms: &Isms, because: &Because) -> String {
    let money = |v: f64| format!("{} {v:.0}", isms.currency().code());
    match because {
        Because::Unknown(n) => format!("the certainty of {n} objectives becomes unknown"),
        Because::Loss(today, then) => {
            format!("the average annual loss rises from {} to {}", money(*today), money(*then))
        }
        Because::Unshown(n) => format!("{n} controls that were shown to work no longer are"),
        Because::Flow { name, before, after } => {
            let after = after.map_or("nothing is left that should travel".to_owned(), |(t, s)| format!("{t} of {s}"));
            format!("{name}: {} of {} before, {after} without it", before.0, before.1)
        }
        Because::Signals(code, n) => {
            let title = rules::all().iter().find(|r| r.code == *code).map_or("", |r| r.title);
            format!("{code} finds {n} more: {title}")
        }
    }
}

/// The wheel as JSON. `named` gives the key of a record that may be named; others are only counted. Signals about records that may not be
/// named are left out of the list and stay in the counts.
pub fn told(
    isms: &Isms,
    wheel: &Wheel,
    stops: &[(Area, Vec<Degraded>)],
    named: &dyn Fn(RecordId) -> Option<String>,
) -> Value {
    let flow = |f: &Flow| {
        json!({
            "from": f.from.name(), "to": f.to.name(), "name": f.name, "travelled": f.travelled, "should": f.should,
            "share": f.share(), "broken": f.is_broken(), "since": f.since,
            "missing": f.missing.iter().filter_map(|id| named(*id)).collect::<Vec<_>>(),
        })
    };
    let degraded = |d: &Degraded| {
        json!({
            "capability": d.capability.name(), "because": sentence(isms, &d.because),
            "records": d.records.iter().filter_map(|id| named(*id)).collect::<Vec<_>>(),
        })
    };
    let stop =
        |area: Area| stops.iter().find(|(a, _)| *a == area).map(|(_, d)| d.iter().map(degraded).collect::<Vec<_>>());
    let capabilities = wheel.capabilities.iter().map(|c| {
        let visible = c.signals.iter().filter(|s| s.record.is_none_or(|r| named(r).is_some()));
        let signals = visible.map(|s| {
            json!({ "rule": s.code, "severity": crate::field::Choice::word(&s.severity), "record": s.record.and_then(named), "message": s.message })
        });
        json!({
            "capability": c.area.name(),
            "signals": { "deny": c.count(Severity::Deny), "warn": c.count(Severity::Warn), "note": c.count(Severity::Note) },
            "found": signals.collect::<Vec<_>>(), "if_it_stops": stop(c.area),
        })
    });
    json!({
        "on": wheel.on, "act": isms.moment.seq,
        "capabilities": capabilities.collect::<Vec<_>>(), "flows": wheel.flows.iter().map(flow).collect::<Vec<_>>(),
    })
}
