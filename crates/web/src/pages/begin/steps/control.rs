//! What is done about the risk already.

use super::*;
use crate::design::Control as Input;
use isms::control::{Control, control::FairFactor};
use isms::field::Choice;
use serde_json::json;

/// What a control or treatment changes: how often it happens, or how much it costs each time.
pub const WORKS_ON: [&str; 2] = ["often", "much"];

pub fn fields(sheet: &Sheet<'_>) -> Vec<FieldView> {
    vec![
        sheet.field("control", Input::Line, "").required(),
        sheet.field("done-how", Input::Text { markdown: false, rows: 2 }, ""),
        sheet.choice("works", &WORKS_ON, "often"),
        sheet.range("leaves", Some("%".into())).required(),
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let title = r.text("control");
    let how = Some(r.maybe("done-how")).filter(|h| !h.is_empty()).unwrap_or(&title).to_owned();
    let factor = match r.choice("works", &WORKS_ON) {
        "much" => FairFactor::LossMagnitude,
        _ => FairFactor::Susceptibility,
    };
    let leaves = r.range("leaves", |p| (0.0..=100.0).contains(&p), "begin-fault-percent");
    let (low, high) = leaves.unwrap_or_default();
    let Some(risk) = progress.risk else { return Vec::new() };
    let control = fresh::<Control>(r.cx.view.for_the_organisation());
    let fields = json!({
        "key": control,
        "title": title,
        "description": how,
        "owner": mine(progress),
        "operator": mine(progress),
        "treats": [key(risk)],
        "effects": [{ "factor": factor.word(), "multiplier": { "low": low / 100.0, "high": high / 100.0 } }],
    });
    let mut commands = vec![create::<Control>(fields)];
    commands.extend(["design", "implement", "operate"].map(|s| step(control.as_str(), s, "")));
    commands
}
