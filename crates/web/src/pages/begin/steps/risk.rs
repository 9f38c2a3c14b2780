//! What threatens the objective: a scenario of one's own, or one from an imported register that is tied to it.

use super::*;
use crate::design::{Control, Width};
use isms::risk::Risk;
use serde_json::json;

pub fn fields(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let share = sheet.field("share", Control::Percent, "100").required().width(Width::Half);
    if progress.risk.is_some() {
        return vec![share];
    }
    vec![
        sheet.field("risk", Control::Line, "").required(),
        sheet.field("scenario", Control::Text { markdown: false, rows: 3 }, "").required(),
        share,
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let objective = progress.objective.map(key);
    let share = r.share("share");
    let lands = json!({ "objective": objective, "share": share });
    match progress.risk {
        Some(risk) => {
            let names = &r.cx.view;
            let mut threatens = isms::outer::write(risk, names).get("threatens").cloned().unwrap_or_else(|| json!([]));
            if let Some(rows) = threatens.as_array_mut() {
                rows.push(lands);
            }
            let owner = risk.head.owner.is_none().then(|| mine(progress));
            let mut patch = json!({ "threatens": threatens });
            if let Some(owner) = owner {
                patch["owner"] = owner;
            }
            vec![edit(risk, patch)]
        }
        None => {
            let fields = json!({
                "key": fresh::<Risk>(r.cx.view.for_the_organisation()),
                "title": r.text("risk"),
                "scenario": r.text("scenario"),
                "owner": mine(progress),
                "threatens": [lands],
            });
            vec![create::<Risk>(fields)]
        }
    }
}
