//! Acts as people read them, with what they changed.

use crate::{
    cx::Cx,
    design::{Act, Diff},
    fault::Result,
    pages::{form, governance::say},
};
use isms::{
    diff::{self, Changed},
    field::Ty,
    kind::KindInfo,
    picture::Picture,
    record::AnyRecord,
};
use ledger::Act as Sealed;
use maud::{Markup, html};
use serde_json::Value;

/// Acts shown at once on a record's page.
const SHOWN: usize = 30;

/// The history of one record, newest first, up to the page's moment; and the acts before and after that moment.
pub async fn of_record(cx: &Cx, record: &dyn AnyRecord) -> Result<(Vec<Act>, (Option<i64>, Option<i64>))> {
    let all = cx.app.service.history(cx.viewer().org, record.head().id).await?;
    let now = cx.view.moment().seq;
    let shown: Vec<_> = all.iter().filter(|(act, _)| act.seq <= now).collect();
    let last = shown.last().map(|(a, _)| a.seq);
    let previous = shown.iter().rev().map(|(a, _)| a.seq).find(|s| Some(*s) != last);
    let next = all.iter().map(|(a, _)| a.seq).find(|s| *s > now);
    let mut acts = Vec::new();
    for (at, (act, form)) in shown.iter().enumerate().rev().take(SHOWN) {
        let before = at.checked_sub(1).and_then(|b| shown.get(b)).map(|(_, r)| r.as_ref());
        let changes = diff::between(before, form.as_ref(), &cx.view);
        let what = what(cx, before, form.as_ref(), &changes);
        acts.push(Act {
            what,
            diffs: if before.is_some() { diffs(cx, form.kind(), &changes) } else { Vec::new() },
            ..bare(cx, act)
        });
    }
    Ok((acts, (previous, next)))
}

/// An act of which only number and time show where it touched nothing that may be seen.
pub fn told(cx: &Cx, act: &Sealed, seen: bool) -> Act {
    let whole = bare(cx, act);
    if seen {
        return whole;
    }
    Act { actor: cx.w.t("someone"), via: None, reason: None, ..whole }
}

/// An act without what it did.
pub fn bare(cx: &Cx, act: &Sealed) -> Act {
    let at = service::stamp(act.at);
    let via = if act.migrate {
        Some(cx.w.t("via-migrate").to_string())
    } else {
        (act.via != "page").then(|| cx.w.or(&format!("via-{}", act.via), &act.via).to_string())
    };
    Act {
        href: format!("/acts/{}", act.seq),
        number: cx.w.tn("act-number", &[("n", cx.w.number(act.seq as f64, 0).to_string().into())]).to_string(),
        at: cx.time(at),
        at_iso: at.to_string(),
        actor: cx.actor(act.actor),
        via,
        what: html! {},
        reason: (!act.reason.is_empty()).then(|| act.reason.clone()),
        diffs: Vec::new(),
    }
}

/// What was done to a record, as the rest of a sentence that begins with who did it.
pub fn what(cx: &Cx, before: Option<&dyn AnyRecord>, after: &dyn AnyRecord, changes: &[Changed]) -> Markup {
    let kind = after.kind();
    match before {
        None => html! { (cx.w.t("act-created")) },
        Some(before) if before.head().state != after.head().state => {
            html! { (cx.w.tn("act-moved", &[("state", cx.state_label(kind, &after.head().state).into())])) }
        }
        Some(_) if changes.is_empty() => html! { (cx.w.t("act-touched")) },
        Some(_) => html! { (cx.w.t("act-changed")) },
    }
}

/// Changed fields as the timeline shows them.
pub fn diffs(cx: &Cx, kind: &KindInfo, changes: &[Changed]) -> Vec<Diff> {
    let shown = changes.iter().filter(|c| c.field != "in_force");
    shown
        .map(|c| {
            let field = isms::head::FIELDS.iter().find(|f| f.name == c.field).or_else(|| kind.field(&c.field));
            let text = field.is_some_and(|f| matches!(f.ty, Ty::Text | Ty::Line))
                && c.before.is_string()
                && c.after.is_string();
            let picture = field.filter(|f| form::made_elsewhere(kind, f) && f.name == "picture");
            let picture = picture.and_then(|_| serde_json::from_value::<Picture>(c.after.clone()).ok());
            let label = field.map_or_else(
                || cx.w.or(&format!("column-{}", c.field), &c.label).to_string(),
                |f| cx.field_label(kind, f),
            );
            if let Some(picture) = picture.filter(|p| p.act.is_some()) {
                let (after, lines) = (Some(say::picture_short(&cx.w, &picture)), say::picture(&cx.w, &picture));
                return Diff { field: label, after, lines, ..Diff::default() };
            }
            let say = |v: &Value| (!v.is_null()).then(|| words(cx, kind, &c.field, v));
            Diff { field: label, before: say(&c.before), after: say(&c.after), text, ..Diff::default() }
        })
        .collect()
}

fn words(cx: &Cx, kind: &KindInfo, field: &str, value: &Value) -> String {
    match value {
        Value::String(s) if field == "state" => cx.state_label(kind, s),
        Value::String(s) => match cx.view.by_key(s) {
            Some(record) => format!("{} ({s})", record.head().title),
            None => s.clone(),
        },
        Value::Bool(on) => cx.w.t(if *on { "yes" } else { "no" }).to_string(),
        Value::Array(items) => items.iter().map(|i| words(cx, kind, field, i)).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            let pairs: Vec<String> = members
                .iter()
                .map(|(k, v)| format!("{}: {}", k.replace('_', " "), words(cx, kind, field, v)))
                .collect();
            pairs.join("; ")
        }
        other => other.to_string(),
    }
}
