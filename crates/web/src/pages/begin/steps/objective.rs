//! What must be achieved, how much loss may land on it, and how certain that must be.

use super::*;
use crate::design::{Control, Width};
use isms::context::Objective;
use serde_json::json;

pub fn fields(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let there = progress.objective.map(|o| (o.head.title.as_str(), &o.body));
    let text = |read: fn(&Objective) -> String| there.map(|(_, body)| read(body)).unwrap_or_default();
    let certainty =
        text(|o| o.required_certainty.map(|c| crate::pages::form::trimmed(c.0 * 100.0)).unwrap_or_default());
    vec![
        sheet.field("objective", Control::Line, there.map_or("", |(title, _)| title)).required(),
        sheet
            .field("statement", Control::Text { markdown: false, rows: 2 }, &text(|o| o.statement.0.clone()))
            .required(),
        sheet.money("tolerance", &text(|o| o.tolerance.map(plain).unwrap_or_default())).required(),
        sheet
            .field("certainty", Control::Percent, if certainty.is_empty() { "95" } else { &certainty })
            .required()
            .width(Width::Half),
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let fields = json!({
        "title": r.text("objective"),
        "statement": r.text("statement"),
        "owner": mine(progress),
        "tolerance": r.amount("tolerance"),
        "required_certainty": r.share("certainty"),
    });
    match progress.objective {
        Some(proposed) => vec![edit(proposed, fields), step(Subject::Id(proposed.head.id), "agree", "")],
        None => {
            let key = fresh::<Objective>(r.cx.view.for_the_organisation());
            let mut fields = fields;
            fields["key"] = json!(key);
            vec![create::<Objective>(fields), step(key.as_str(), "agree", "")]
        }
    }
}
