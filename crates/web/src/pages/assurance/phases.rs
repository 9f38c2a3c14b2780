//! An action as a path: put right, cause, similar cases, cure, done, effect; each phase one short form.

use super::{super::form, back, field, form::Pairs, now_only, page_of, summary};
use crate::{
    cx::Cx,
    design::{self, FieldView, Tone},
    fault::{Fault, Result},
    pages::record_of,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    assurance::{Action, Finding, Test, action::effect, test::TestVerdict},
    authority::Action as May,
    check::{Check, Fault as Found},
    kind,
    record::{AnyRecord, Record},
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use service::{Command, Error, Request, Subject};

/// One stretch of the path.
struct Phase {
    name: &'static str,
    fields: &'static [&'static str],
    /// Whether it is behind us.
    passed: fn(&Record<Action>) -> bool,
}

const PHASES: [Phase; 6] = [
    Phase { name: "correction", fields: &["correction"], passed: |a| !a.body.correction.0.is_empty() },
    Phase { name: "cause", fields: &["root_cause"], passed: |a| !a.body.root_cause.0.is_empty() },
    Phase { name: "similar", fields: &["similar_cases"], passed: |a| !a.body.similar_cases.0.is_empty() },
    Phase {
        name: "cure",
        fields: &["corrective_action", "due", "owner", "isms_change", "helped_when"],
        passed: |a| !a.body.corrective_action.0.is_empty() && a.body.due.is_some() && a.head.owner.is_some(),
    },
    Phase { name: "done", fields: &["done_on", "done_by"], passed: |a| matches!(&*a.head.state, "done" | "verified") },
    Phase {
        name: "effect",
        fields: &["effect", "effect_checked", "effect_checked_by", "effect_seen_in", "same_person_because"],
        passed: |a| &*a.head.state == "verified",
    },
];

/// How many of the phases are behind an action.
pub fn passed(action: &Record<Action>) -> (usize, usize) {
    (PHASES.iter().filter(|p| (p.passed)(action)).count(), PHASES.len())
}

/// The path on the action's page.
pub fn draw(cx: &Cx, action: &Record<Action>) -> Markup {
    let may = !cx.is_past() && cx.view.may_on(action, May::Edit) && (action as &dyn AnyRecord).is_open();
    let next = PHASES.iter().position(|p| !(p.passed)(action));
    html! {
        ol.plain {
            @for (index, phase) in PHASES.iter().enumerate() {
                li { (stretch(cx, action, phase, Some(index) == next, may)) }
            }
        }
    }
}

fn stretch(cx: &Cx, action: &Record<Action>, phase: &Phase, next: bool, may: bool) -> Markup {
    let w = &cx.w;
    let passed = (phase.passed)(action);
    let (tone, word) = match (passed, next) {
        (true, _) => (Tone::Good, "phase-passed"),
        (false, true) => (Tone::Note, "phase-next"),
        (false, false) => (Tone::Unknown, "phase-open"),
    };
    let name = w.t(&format!("phase-{}", phase.name));
    html! {
        div.heading { h3 { (name) } " " (design::tag(tone, &w.t(word))) }
        @if phase.name == "effect" && !passed { (before_effect(cx, action)) }
        @if phase.name == "done" && !passed { (guard(cx, action, "finish")) }
        @if may && (!passed || phase.name != "effect") {
            (design::more(&w.t(if passed { "phase-change" } else { "phase-fill" }), next, form_of(cx, action, phase, &values(cx, action, phase), &[])))
        }
    }
}

/// Why a step cannot be taken yet.
fn guard(cx: &Cx, action: &Record<Action>, step: &str) -> Markup {
    let isms = cx.view.for_the_organisation();
    match (kind::of::<Action>().guard)(action, step, &Check::new(isms, action)) {
        Ok(()) => html! {},
        Err(missing) => html! { p.quiet { (cx.w.t("phase-missing")) " " (missing) } },
    }
}

/// What must be so before the effect counts as verified, and whether a test says so already.
fn before_effect(cx: &Cx, action: &Record<Action>) -> Markup {
    let shown = later_runs(cx, action);
    html! {
        p.quiet { (cx.w.t("phase-effect-note")) }
        @for (test, on, verdict) in &shown {
            p { (super::verdict(cx, *verdict)) " " (cx.link_to(*test)) ", " (cx.w.date(*on)) }
        }
        (guard(cx, action, "verify"))
    }
}

/// Newest runs, since the action was done, of the tests from which the findings came that it answers.
fn later_runs(cx: &Cx, action: &Record<Action>) -> Vec<(RecordId, jiff::civil::Date, TestVerdict)> {
    let Some(done) = action.body.done_on else { return Vec::new() };
    let mut found = Vec::new();
    for answered in &action.body.answers {
        let finding = cx.view.get(answered.id());
        let from =
            finding.and_then(|r| r.typed::<Finding>()).and_then(|f| f.body.from).map_or(answered.id(), |f| f.id());
        let Some(test) = cx.view.get(from).and_then(|r| r.typed::<Test>()) else { continue };
        let runs = test.body.runs.iter().filter_map(|r| Some((r.on.filter(|on| *on >= done)?, r.verdict)));
        found.extend(runs.max_by_key(|(on, _)| *on).map(|(on, verdict)| (test.head.id, on, verdict)));
    }
    found
}

/// What stands in the fields: what the record says, and what is likely where it says nothing.
fn values(cx: &Cx, action: &Record<Action>, phase: &Phase) -> Value {
    let mut out = isms::outer::write(action, &cx.view);
    let me = cx.viewer().person.and_then(|p| cx.view.get(p)).map(|r| r.key().to_string());
    let today = cx.today().to_string();
    let Some(members) = out.as_object_mut() else { return out };
    let mut likely = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            members.entry(name).or_insert(value);
        }
    };
    match phase.name {
        "done" => likely("done_on", Some(json!(today))),
        "effect" => {
            likely("effect_checked", Some(json!(today)));
            likely("effect_checked_by", me.map(Value::from));
            let passed = later_runs(cx, action).into_iter().filter(|(_, _, v)| *v == TestVerdict::Passed);
            let keys: Vec<String> = passed.filter_map(|(t, ..)| Some(cx.view.get(t)?.key().to_string())).collect();
            likely("effect_seen_in", (!keys.is_empty()).then(|| json!(keys)));
        }
        _ => {}
    }
    out
}

fn form_of(cx: &Cx, action: &Record<Action>, phase: &Phase, values: &Value, faults: &[Found]) -> Markup {
    let fields: Vec<FieldView> =
        phase.fields.iter().filter_map(|n| field(cx, kind::of::<Action>(), n, values.get(*n), faults)).collect();
    let home = path(action);
    html! {
        form.record method="post" action={ (home) "/path/" (phase.name) } data-form {
            (design::enter_submits())
            input type="hidden" name="version" value=(action.head.version);
            (design::fields(&cx.w, &fields))
            div.actions {
                @if phase.name == "effect" {
                    button.first type="submit" name="do" value="step" { (cx.w.t("phase-verify")) }
                    a.button href={ "/evidence/add?for=ACT-" (action.head.number) "&back=" (home) } { (cx.w.t("evidence-add")) }
                } @else if phase.name == "done" {
                    button.first type="submit" name="do" value="step" { (cx.w.t("phase-finish")) }
                }
                button type="submit" name="do" value="save" { (cx.w.t("save")) }
            }
        }
    }
}

/// `POST /actions/{key}/path/{phase}`
pub async fn take(cx: Cx, Path((key, name)): Path<(String, String)>, Form(pairs): Form<Pairs>) -> Result<Response> {
    now_only(&cx)?;
    let record = record_of(&cx, "actions", &key)?;
    let action = record.typed::<Action>().ok_or_else(|| Fault::missing("action"))?;
    let phase = PHASES.iter().find(|p| p.name == name).ok_or_else(|| Fault::missing(format!("phase {name}")))?;
    let read = form::read(&cx, record.kind(), &pairs);
    let mut patch = Map::new();
    for field in phase.fields {
        patch.insert((*field).into(), read.get(*field).cloned().unwrap_or_default());
    }
    let patch = Value::Object(patch);
    if form::first(&pairs, "_add").is_some() || form::first(&pairs, "_remove").is_some() {
        let mut shown = patch;
        form::reshape(&mut shown, &pairs);
        return Ok(alone(&cx, action, phase, &shown, &[]).draw(&cx).into_response());
    }
    let wish = pairs.iter().rev().find(|(k, _)| k == "do").map_or("save", |(_, v)| v.as_str());
    let subject = || Subject::Id(action.head.id);
    let version = form::first(&pairs, "version").and_then(|v| v.parse().ok());
    let mut commands = vec![Command::Edit { subject: subject(), version, patch: patch.clone() }];
    let reach = match (phase.name, wish, &*action.head.state) {
        ("effect", "step", _) => Some("verified"),
        ("done", "step", _) => Some("done"),
        ("cure", _, "open") => Some("under-way"),
        _ => None,
    };
    commands.extend(reach.map(|state| Command::Reach { subject: subject(), state: state.into() }));
    match cx.app.service.perform(cx.viewer(), Request { via: "page", commands, ..Request::default() }).await {
        Ok(_) => Ok(Redirect::to(&back(record.as_ref(), "saved")).into_response()),
        Err(Error::Invalid(faults)) => {
            let plain = |f: Found| Found { pointer: without_index(&f.pointer), ..f };
            let faults: Vec<Found> = faults.into_iter().map(plain).collect();
            Ok(alone(&cx, action, phase, &patch, &faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// A pointer without the number of the command that it went wrong in.
fn without_index(pointer: &str) -> String {
    let rest = pointer.trim_start_matches('/');
    match rest.split_once('/') {
        Some((first, rest)) if first.bytes().all(|b| b.is_ascii_digit()) => format!("/{rest}"),
        None if !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()) => String::new(),
        _ => pointer.to_owned(),
    }
}

/// A phase on a page of its own, where something is to be mended.
fn alone(cx: &Cx, action: &Record<Action>, phase: &Phase, values: &Value, faults: &[Found]) -> crate::pages::Page {
    let title = cx.w.t(&format!("phase-{}", phase.name));
    let body = html! {
        (design::lede(&title, Some(html! { a.record href=(cx.href(action)) { (action.head.title) } })))
        (design::error_summary(&cx.w, &summary(cx, kind::of::<Action>(), faults)))
        (form_of(cx, action, phase, values, faults))
    };
    page_of(cx, action, &title, body)
}

/// Who did it and who looked, where that is the same person: said openly.
pub fn same_person(cx: &Cx, action: &Record<Action>) -> Markup {
    let by = action.body.effect_checked_by.map(|p| p.id());
    let same = by.is_some_and(|p| effect::doers(cx.view.for_the_organisation(), action).contains(&p));
    html! {
        @if same && !action.body.same_person_because.is_empty() {
            (design::notice(&design::Notice { tone: Tone::Note, body: html! { (cx.w.t("phase-same-person")) " " (action.body.same_person_because) } }))
        }
    }
}
