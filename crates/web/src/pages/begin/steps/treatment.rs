//! What could be done about the risk, what it costs and what it is expected to do.

use super::{control::WORKS_ON, *};
use crate::design::Control as Input;
use isms::{control::Control, risk::Treatment};
use serde_json::json;

const WAYS: [&str; 3] = ["mitigate", "transfer", "avoid"];

pub fn fields(sheet: &Sheet<'_>) -> Vec<FieldView> {
    let when = |f: FieldView, way: &str| f.shown_when("way", way);
    vec![
        sheet.choice("way", &WAYS, "mitigate"),
        sheet.field("treatment", Input::Line, "").required(),
        sheet.money("once", ""),
        sheet.money("yearly", ""),
        when(sheet.choice("will-work", &WORKS_ON, "often"), "mitigate"),
        when(sheet.range("will-leave", Some("%".into())).needed(), "mitigate"),
        when(sheet.money("retention", "").needed(), "transfer"),
        when(sheet.money("limit", ""), "transfer"),
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let way = r.choice("way", &WAYS);
    let title = r.text("treatment");
    let (once, yearly) = (r.money("once"), r.money("yearly"));
    let Some(risk) = progress.risk else { return Vec::new() };
    let mut fields = json!({
        "title": title, "option": way, "treats": [key(risk)], "owner": mine(progress), "cost_once": once,
    });
    let mut commands = Vec::new();
    match way {
        "transfer" => {
            let terms = json!({ "premium": yearly, "retention": r.amount("retention"), "limit": r.money("limit") });
            fields["insurance"] = terms;
        }
        "mitigate" => {
            fields["cost_yearly"] = yearly;
            let (control, improves) = promised(r, &title, progress);
            fields["improves"] = improves;
            commands.push(control);
        }
        _ => fields["cost_yearly"] = yearly,
    }
    commands.push(create::<Treatment>(fields));
    commands
}

/// The control that the treatment would add, and what it is expected to leave.
fn promised(r: &mut Reading<'_>, title: &str, progress: &Progress<'_>) -> (Command, Value) {
    let factor = if r.choice("will-work", &WORKS_ON) == "much" { "magnitude_factor" } else { "frequency_factor" };
    let leaves = r.range("will-leave", |p| (0.0..=100.0).contains(&p), "begin-fault-percent").unwrap_or_default();
    let control = fresh::<Control>(r.cx.view.for_the_organisation());
    let fields = json!({
        "key": control, "title": title, "description": title, "owner": mine(progress), "treats": progress.risk.map(key).into_iter().collect::<Vec<_>>(),
    });
    let range = json!({ "low": leaves.0 / 100.0, "high": leaves.1 / 100.0 });
    let mut improvement = json!({ "control": control });
    improvement[factor] = range;
    (create::<Control>(fields), json!([improvement]))
}
