//! `wheel`: where the management system is broken, and what degrades if a capability stops.

use crate::{
    cli::{Global, Wheel as Wish},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use isms::{
    analysis::wheel::{self, Capability, Degraded, Flow, SEVEN, Wheel},
    area::Area,
    isms::Isms,
    outer::Names,
    rules::{self, Severity},
};

/// Tells the flows and signals; with `--stops` what the others lose without a capability.
pub async fn run(global: &Global, wish: &Wish) -> Outcome {
    let stops = wish.stops.as_deref().map(capability).transpose()?;
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, as_of(global.as_of.as_deref())?).await?;
    let numbers = opened.service.numbers(&isms).await?;
    let mut signals = rules::run(&isms);
    signals.extend(rules::numeric(&isms, &numbers));
    let seen = wheel::wheel(&isms, &numbers, &signals);
    let lost: Vec<(Area, Vec<Degraded>)> =
        stops.map(|area| (area, wheel::degrades(&isms, &numbers, &signals, &seen, area))).into_iter().collect();
    if global.json {
        out::json(&wheel::told(&isms, &seen, &lost, &|id| isms.key(id)));
        return Ok(FINE);
    }
    say(&isms, &seen, &lost);
    Ok(FINE)
}

fn capability(name: &str) -> Result<Area, Failure> {
    let names: Vec<&str> = SEVEN.iter().map(|a| a.name()).collect();
    let found = SEVEN.into_iter().find(|a| a.name() == name);
    found.ok_or_else(|| Failure::said(format!("--stops: expected one of {}, found {name:?}", names.join(", "))))
}

fn say(isms: &Isms, seen: &Wheel, lost: &[(Area, Vec<Degraded>)]) {
    let flow = |f: &Flow| {
        let share = f.share().map_or("unknown".to_owned(), |s| format!("{:.0} %", s * 100.0));
        let missing: Vec<String> = f.missing.iter().take(4).filter_map(|id| isms.key(*id)).collect();
        let more = if f.missing.len() > 4 { " ..." } else { "" };
        let broken = if f.is_broken() { "broken" } else { "" };
        let between = format!("{} -> {}", f.from.name(), f.to.name());
        let count = format!("{} of {}", f.travelled, f.should);
        vec![between, f.name.to_owned(), count, share, broken.to_owned(), format!("{}{more}", missing.join(" "))]
    };
    out::table(
        &["between", "flow", "arrived", "share", "", "missing"],
        &seen.flows.iter().map(flow).collect::<Vec<_>>(),
    );
    let found = |c: &Capability| {
        let n = |s| c.count(s).to_string();
        vec![c.area.name().to_owned(), n(Severity::Deny), n(Severity::Warn), n(Severity::Note)]
    };
    let rows: Vec<Vec<String>> = seen.capabilities.iter().map(found).collect();
    out::table(&["capability", "deny", "warn", "note"], &rows);
    for (area, degraded) in lost {
        out::line(&format!("without {}:", area.name()));
        for d in degraded {
            out::line(&format!("  {}: {}", d.capability.name(), wheel::sentence(isms, &d.because)));
        }
    }
}
