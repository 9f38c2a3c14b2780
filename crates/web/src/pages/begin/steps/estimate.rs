//! How often, and how much each time: one's own view, and a second one.

use super::*;
use crate::{
    design::{Control, Width},
    pages::begin::convert::{Said, digits},
};
use isms::{
    context::Person,
    field::Choice,
    outer::Names,
    risk::{
        Estimate, Risk,
        estimate::{Confidence, FrequencyForm, LossForm},
    },
    values::Range,
};
use serde_json::{Map, json};

/// The ways in which a frequency may be said; the last is what was seen.
const SAID: [&str; 4] = ["years", "percent", "times", "seen"];

fn view(sheet: &Sheet<'_>) -> Vec<FieldView> {
    let w = &sheet.cx.w;
    let currency = sheet.cx.view.for_the_organisation().currency().code().to_owned();
    let when = |f: FieldView, said: &str| f.needed().shown_when("said", said);
    let count = |name: &str, unit: &str| {
        let control = Control::Number { step: Some("any".into()), unit: Some(w.t(unit)) };
        when(sheet.field(name, control, "").width(Width::Half), "seen")
    };
    vec![
        sheet.choice("said", &SAID, "years"),
        when(sheet.range("years", Some(w.t("begin-unit-years"))), "years"),
        when(sheet.range("percent", Some(w.t("begin-unit-percent"))), "percent"),
        when(sheet.range("times", Some(w.t("begin-unit-times"))), "times"),
        count("events", "begin-unit-events"),
        count("observed", "begin-unit-years"),
        sheet.range("loss", Some(currency)).required(),
        sheet.known::<LossForm>("form", LossForm::default().word()).width(Width::Half),
        sheet.known::<Confidence>("confidence", Confidence::Medium.word()).width(Width::Half),
        source(sheet),
    ]
}

/// Where the figures come from: a second look must say what it looked at.
fn source(sheet: &Sheet<'_>) -> FieldView {
    let field = sheet.field("source", Control::Text { markdown: false, rows: 2 }, "");
    if looks_again(sheet.cx, &[]) { field.required() } else { field }
}

/// The visitor's own view; whether it counts the controls that are there, and whether what the register said goes on counting.
pub fn first(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let mut all = view(sheet);
    let flag = if sheet.typed.is_empty() { "true" } else { "" };
    if !progress.controls.is_empty() {
        all.push(sheet.field("counted", Control::Flag, flag));
    }
    if !progress.imported.is_empty() {
        all.push(sheet.field("replace", Control::Flag, flag));
    }
    all
}

/// Asking somebody else, or a second look by oneself from outside.
pub fn second(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    if looks_again(sheet.cx, sheet.typed) {
        return first(sheet, progress);
    }
    let mut all = vec![sheet.field("other", Control::Line, "").required().width(Width::Half)];
    if invites(sheet.cx) {
        all.push(sheet.field("login", Control::Line, "").width(Width::Half));
    }
    all
}

/// Whether the second estimate is the visitor's own second look: so the address says, or the form that was sent.
pub fn looks_again(cx: &Cx, pairs: &[(String, String)]) -> bool {
    cx.query.get("look").is_some_and(|l| l == "again") || pairs.iter().any(|(name, _)| name == "said")
}

/// Whether the visitor may make an account for whom they ask.
pub fn invites(cx: &Cx) -> bool {
    cx.viewer().roles.contains(&isms::authority::Role::Administrator)
}

/// The fields of an estimate as they were said, with what was said of its grounds.
fn said(r: &mut Reading<'_>) -> Map<String, Value> {
    let mut out = Map::new();
    let mut grounds = Vec::new();
    match r.choice("said", &SAID) {
        "seen" => seen(r, &mut out),
        word => {
            let Some(said) = Said::of(word) else { return out };
            if let Some((low, high)) = r.range(word, |n| said.holds(n), &format!("begin-fault-{word}")) {
                let rate = said.range(low, high);
                out.insert("frequency_as".into(), json!(FrequencyForm::LossEvents.word()));
                out.insert("loss_event_frequency".into(), json!({ "low": rate.low, "high": rate.high }));
                grounds.push(converted(r.cx, word, low, high, rate));
            }
        }
    }
    if let Some((low, high)) = r.range("loss", |n| n >= 0.0, "begin-fault-negative") {
        let forms: Vec<&str> = LossForm::OPTIONS.iter().map(|o| o.value).collect();
        let form = r.choice("form", &forms);
        out.insert("primary_loss".into(), json!([{ "form": form, "amount": { "low": low, "high": high } }]));
    }
    let levels: Vec<&str> = Confidence::OPTIONS.iter().map(|o| o.value).collect();
    out.insert("confidence".into(), json!(r.choice("confidence", &levels)));
    grounds.insert(0, r.maybe("source").to_owned());
    grounds.retain(|g| !g.is_empty());
    out.insert("source".into(), json!(grounds.join("\n\n")));
    out
}

/// What was seen: k events in t years.
fn seen(r: &mut Reading<'_>, out: &mut Map<String, Value>) {
    match r.number("events") {
        Some(n) if n >= 0.0 && n.fract() == 0.0 => drop(out.insert("events".into(), json!(n as i64))),
        _ => r.wrong("events", "begin-fault-events"),
    }
    match r.number("observed") {
        Some(t) if t > 0.0 => drop(out.insert("observed_years".into(), json!(t))),
        _ => r.wrong("observed", "begin-fault-observed"),
    }
    out.insert("frequency_as".into(), json!(FrequencyForm::Evidence.word()));
}

/// "Said as once in 5 to 20 years: 0.05 to 0.2 loss events a year."
fn converted(cx: &Cx, word: &str, low: f64, high: f64, rate: Range) -> String {
    let n = |v: f64| cx.w.number(v, digits(v)).trim_end_matches(['0']).trim_end_matches([',', '.']).to_owned();
    let n = |v: f64| if digits(v) == 0 { cx.w.number(v, 0) } else { n(v) };
    let ends = [("low", n(low).into()), ("high", n(high).into())];
    let said = cx.w.tn(&format!("begin-said-as-{word}"), &ends);
    cx.w.tn("begin-said-as", &[("said", said.into()), ("rate", rates(cx, rate).into())])
}

fn rates(cx: &Cx, rate: Range) -> String {
    let n = |v: f64| if digits(v) == 0 { cx.w.number(v, 0) } else { cx.w.number(v, digits(v)) };
    let trim = |t: String| {
        if t.contains(['.', ',']) && digits(rate.high) > 0 {
            t.trim_end_matches('0').trim_end_matches([',', '.']).to_owned()
        } else {
            t
        }
    };
    cx.w.tn("begin-rate", &[("low", trim(n(rate.low)).into()), ("high", trim(n(rate.high)).into())])
}

/// An estimate in a sentence: how often, how much each time.
pub fn stated(cx: &Cx, e: &Estimate) -> String {
    let often = match (e.frequency_as, e.loss_event_frequency) {
        (FrequencyForm::LossEvents, Some(range)) => rates(cx, range),
        (FrequencyForm::Evidence, _) => {
            let years = e.observed_years.unwrap_or_default();
            let years = cx.w.number(years, if years.fract() == 0.0 { 0 } else { 1 });
            cx.w.tn("begin-seen", &[("k", e.events.unwrap_or_default().into()), ("t", years.into())])
        }
        _ => cx.w.t("begin-factors"),
    };
    let code = cx.view.for_the_organisation().currency();
    let each = e.primary_loss.iter().filter_map(|l| l.amount).map(|a| {
        let money = |v: f64| cx.w.money_short(v, code.code());
        cx.w.tn("begin-each", &[("low", money(a.low).into()), ("high", money(a.high).into())])
    });
    std::iter::once(often).chain(each).collect::<Vec<_>>().join(", ")
}

pub fn read_first(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let title = progress.me.map(|p| p.head.title.clone()).unwrap_or_default();
    let mut commands = given(r, progress, &title);
    if r.maybe("replace") == "true" {
        commands.extend(progress.imported.iter().map(|e| step(Subject::Id(e.head.id), "retire", "")));
    }
    let Some(risk) = progress.risk.filter(|r| &*r.head.state == "identified") else { return commands };
    // While others are asked, what is given stays sealed, and the risk is analysed once the round is complete.
    if progress.waiting.is_empty() {
        commands.push(step(Subject::Id(risk.head.id), "analyse", ""));
    }
    commands
}

pub fn read_second(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    if looks_again(r.cx, r.pairs) {
        if r.maybe("source").is_empty() {
            r.wrong("source", "begin-fault-outside");
        }
        let title = r.cx.w.t("begin-outside-view");
        return given(r, progress, &title);
    }
    let name = r.text("other");
    if !r.maybe("login").is_empty() && r.maybe("login").contains(char::is_whitespace) {
        r.wrong("login", "begin-fault-login");
    }
    let known = person(r.cx, &name);
    if known.is_some_and(|p| progress.me.is_some_and(|me| me.head.id == p.head.id)) {
        r.wrong("other", "begin-fault-same-person");
    }
    let asked = known.map_or_else(|| fresh::<Person>(r.cx.view.for_the_organisation()), key);
    let mut commands = Vec::new();
    if known.is_none() {
        let email = Some(r.maybe("login")).filter(|l| l.contains('@'));
        commands.push(create::<Person>(json!({ "key": asked, "title": name, "email": email })));
    }
    commands.extend(progress.risk.map(|risk| round(r.cx, risk, progress, &asked)));
    commands
}

/// The active person of a name.
pub fn person<'a>(cx: &'a Cx, name: &str) -> Option<&'a Record<Person>> {
    cx.view.all::<Person>().find(|p| p.head.title.eq_ignore_ascii_case(name.trim()) && &*p.head.state == "active")
}

/// The risk with one more person asked: into the round that is open, or in a new one that the visitor's own estimate belongs to.
fn round(cx: &Cx, risk: &Record<Risk>, progress: &Progress<'_>, asked: &str) -> Command {
    if !progress.waiting.is_empty() {
        let mut estimators: Vec<String> = risk.body.estimators.iter().filter_map(|p| cx.view.key(p.id())).collect();
        estimators.push(asked.to_owned());
        return edit(risk, json!({ "estimators": estimators }));
    }
    let own = progress.own.iter().filter(|e| e.body.estimator.map(|p| p.id()) == progress.me.map(|m| m.head.id));
    let since = own.filter_map(|e| e.body.made).max().unwrap_or_else(|| cx.today());
    edit(risk, json!({ "estimators": [mine(progress), asked], "asked_on": since.to_string() }))
}

/// A new estimate of the visitor's that is given at once.
fn given(r: &mut Reading<'_>, progress: &Progress<'_>, by: &str) -> Vec<Command> {
    let Some(risk) = progress.risk else { return Vec::new() };
    let mut fields = said(r);
    let estimate = fresh::<Estimate>(r.cx.view.for_the_organisation());
    let title =
        r.cx.w.tn("begin-estimate-title", &[("risk", shorten(&risk.head.title, 120).into()), ("by", by.into())]);
    let assumes: Vec<String> =
        progress.controls.iter().filter(|_| r.maybe("counted") == "true").map(|c| key(*c)).collect();
    let head = json!({
        "key": estimate, "title": title, "risk": key(risk), "estimator": mine(progress), "made": today(r.cx), "assumes": assumes,
    });
    fields.extend(head.as_object().cloned().unwrap_or_default());
    vec![create::<Estimate>(Value::Object(fields)), step(estimate.as_str(), "give", "")]
}
