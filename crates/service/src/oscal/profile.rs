//! A Statement of Applicability as a profile: what applies is selected; what is excluded or undetermined stands in the metadata's
//! properties with its reason, because a profile has no reasons for what it leaves out.

use super::{
    Builder,
    catalog::Named,
    make::{Maker, NS, line, prop, text},
    put,
};
use crate::{Error, Result, library::Shelf};
use isms::{
    analysis::applicability::{Applies, Ask, Line, Statement, statement},
    control::{Applicability, applicability::Ruling},
    record::Record,
};
use serde_json::{Value, json};

/// The statement behind a key, with its framework.
pub struct Soa<'v> {
    pub record: &'v Record<Applicability>,
    pub body: &'v Applicability,
    pub shelf: &'v Shelf,
    pub statement: Statement<'v>,
}

impl<'v> Soa<'v> {
    /// Finds it; what is in force counts, else the draft.
    pub fn find(builder: &Builder<'v>, key: &str) -> Result<Soa<'v>> {
        let missing = || Error::NotFound(format!("Statement of Applicability {key}"));
        let (view, library) = (builder.view, builder.library);
        let record = view.by_key(key).and_then(|r| r.typed::<Applicability>()).ok_or_else(missing)?;
        let body = record.counts().unwrap_or(&record.body);
        let named = body.framework.and_then(|f| view.for_the_organisation().typed::<isms::control::Framework>(f.id()));
        let id = named.map(|f| f.body.catalogue.as_str()).unwrap_or_default();
        let shelf =
            library.find(id).ok_or_else(|| Error::NotFound(format!("framework {id:?}, which {key} speaks of")))?;
        let statement = statement(builder.assurance, &shelf.outline, Ask::by(record, false));
        Ok(Soa { record, body, shelf, statement })
    }
}

/// The word of an answer.
pub fn applies(line: &Line<'_>) -> &'static str {
    match line.applies {
        Applies::Yes => "applicable",
        Applies::No => "excluded",
        Applies::Undetermined => "undetermined",
    }
}

/// The body of the profile.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let soa = Soa::find(builder, key)?;
    let named = Named::of(builder, &soa.shelf.catalogue.id)?;
    maker.title(format!("{}: what applies of {}", soa.record.head.title, soa.shelf.catalogue.title));
    maker.lose(soa.record, soa.body, &["framework", "deviations", "inherited"]);
    let (mut selected, mut alters) = (Vec::new(), Vec::new());
    for line in &soa.statement.lines {
        let id = line.point.id.as_str();
        let Some(control) = named.control(id) else {
            maker.lost(key, "line", id, "the framework has it as a group; a profile selects controls");
            continue;
        };
        if line.applies == Applies::Yes {
            selected.push(json!(control));
            alters.extend(alter(line, control));
        } else {
            let why = line.deviation.map(|d| d.reason.0.as_str()).unwrap_or("Nothing says whether it applies.");
            let what = format!("{} ({}): {why}", applies(line), line.point.label);
            maker.lost(key, "line", what, "a profile only leaves out; the reason stands in the system security plan");
        }
    }
    inheritance(maker, key, &soa);
    if selected.is_empty() {
        return Err(Error::fault(
            "/key",
            format!("{key}: no line applies yet, and a profile selects at least one control"),
        ));
    }
    let mut import = json!({ "href": named.href });
    put(&mut import, "include-controls", vec![json!({ "with-ids": selected })]);
    let mut body = json!({ "imports": [import], "merge": { "as-is": true } });
    if !alters.is_empty() {
        body["modify"] = json!({ "alters": alters });
    }
    maker.answers_for(soa.record.head.owner.map(|o| o.id()));
    Ok(body)
}

/// What stands in the plan only.
fn inheritance(maker: &mut Maker<'_>, key: &str, soa: &Soa<'_>) {
    for inherited in &soa.body.inherited {
        let clause = inherited.clause.as_ref().map(ToString::to_string).unwrap_or_default();
        maker.lost(key, "inherited", clause, "a profile has no inheritance; it stands in the system security plan");
    }
}

/// A control in another form: its properties say so, and a part says how.
fn alter(line: &Line<'_>, control: &str) -> Option<Value> {
    let deviation = line.deviation.filter(|d| d.ruling != Ruling::Excluded)?;
    let word = if deviation.ruling == Ruling::Tailored { "tailored" } else { "included" };
    let mut add = json!({ "position": "ending" });
    put(&mut add, "props", prop("ruling", word).into_iter().collect());
    let part = json!({
        "id": format!("{control}_{word}"), "name": word, "ns": NS,
        "title": line_title(word), "prose": text(&deviation.reason.0, "No reason is given."),
    });
    put(&mut add, "parts", vec![part]);
    Some(json!({ "control-id": control, "adds": [add] }))
}

fn line_title(word: &str) -> String {
    line(&format!("Why it is {word}"), word)
}
