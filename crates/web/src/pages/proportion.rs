//! Proportion: how much is asked of an organisation of this size, what it has set otherwise and why, and what another size would change.

use super::{Page, rules::tone};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Form as Sheet, Group, Notice, Opt, Role, Row, Tone, Width},
    fault::{Fault, Result},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    context::{
        Organisation,
        organisation::{Profile, Tuning},
    },
    field::Choice as _,
    isms::Isms,
    proportion::{self, Setting, Unit},
    record::{AnyRecord, Record},
    rules::{self, Rule, Signal, Signals},
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use service::{Command, Error, Request, Subject};
use std::sync::Arc;

const PROFILES: [Profile; 4] = [Profile::Micro, Profile::Small, Profile::Medium, Profile::Large];

/// Signals that one list of the preview names; the rest is counted.
const SHOWN: usize = 40;

/// A setting's name.
pub fn name(cx: &Cx, setting: Setting) -> String {
    cx.w.t(&format!("setting-{}", setting.word()))
}

/// A value with its unit: "30 days", "expected".
pub fn said(cx: &Cx, setting: Setting, value: f64) -> String {
    let key = match setting.unit() {
        Unit::Flag if value >= 0.5 => return cx.w.t("setting-expected"),
        Unit::Flag => return cx.w.t("setting-not-expected"),
        Unit::Days => "setting-n-days",
        Unit::Minutes => "setting-n-minutes",
        Unit::Hours => "setting-n-hours",
        Unit::Count => return cx.w.number(value, 0),
    };
    cx.w.tn(key, &[("n", value.into())])
}

/// A profile's name.
pub fn profile_name(cx: &Cx, profile: Profile) -> String {
    let label = Profile::OPTIONS.iter().find(|o| o.value == profile.word()).map_or("", |o| o.label);
    cx.w.or(&format!("choice-{}", profile.word()), label)
}

fn organisation(cx: &Cx) -> Option<&Record<Organisation>> {
    cx.view.all::<Organisation>().next()
}

fn own(cx: &Cx, setting: Setting) -> Option<&Tuning> {
    organisation(cx)?.body.settings.iter().find(|t| t.setting == Some(setting))
}

fn may(cx: &Cx) -> bool {
    let edits = |o: &Record<Organisation>| cx.view.may_on(o, Action::Edit);
    !cx.is_past() && organisation(cx).is_some_and(edits)
}

/// `GET /proportion`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let body = matter(&cx, &Entered::default(), &[]).await?;
    Ok(Page::new("rules", cx.w.t("proportion"), body).draw(&cx))
}

async fn matter(cx: &Cx, entered: &Entered, errors: &[(String, String)]) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let profile = proportion::profile(isms);
    let wanted = cx.query.get("profile").and_then(|p| Profile::from_word(p)).filter(|p| *p != profile);
    let people = organisation(cx).and_then(|o| o.body.headcount);
    let mut said = vec![cx.w.tn("proportion-is", &[("profile", profile_name(cx, profile).into())])];
    said.push(match people {
        Some(n) => cx.w.tn("proportion-people", &[("n", n.into())]),
        None => cx.w.t("proportion-people-unknown"),
    });
    let fits = people.map(fitting).filter(|p| *p != profile);
    Ok(html! {
        (design::lede(&cx.w.t("proportion"), Some(html! { (said.join(" ")) })))
        @if !errors.is_empty() { (design::error_summary(&cx.w, errors)) }
        @if let Some(fits) = fits {
            (design::notice(&Notice { tone: Tone::Warn, body: html! { (cx.w.tn("proportion-fits", &[("profile", profile_name(cx, fits).into())])) " " a href={ "/proportion?profile=" (fits.word()) "#change" } { (cx.w.t("proportion-look")) } } }))
        }
        p.quiet { (cx.w.t("proportion-about")) }
        (design::section("settings", &cx.w.t("proportion-settings"), None, table(cx, profile)))
        @if may(cx) { (setting_form(cx, entered)) }
        (change(cx, profile, wanted).await?)
    })
}

/// The size that so many people make, by headcount alone (Recommendation 2003/361/EC counts turnover as well).
fn fitting(people: i64) -> Profile {
    match people {
        ..10 => Profile::Micro,
        10..50 => Profile::Small,
        50..250 => Profile::Medium,
        _ => Profile::Large,
    }
}

fn table(cx: &Cx, profile: Profile) -> Markup {
    let isms = cx.view.for_the_organisation();
    let all = || Setting::OPTIONS.iter().filter_map(|o| Setting::from_word(o.value));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(cx.w.t("proportion-settings")) {
            table.plain.settings {
                thead { tr {
                    th scope="col" { (cx.w.t("proportion-setting")) }
                    th scope="col" { (cx.w.t("proportion-here")) }
                    @for p in PROFILES { th scope="col" aria-current=[(p == profile).then_some("true")] { (profile_name(cx, p)) } }
                    th scope="col" { (cx.w.t("proportion-read-by")) }
                } }
                tbody { @for s in all() {
                    tr id={ "s-" (s.word()) } {
                        th scope="row" { (name(cx, s)) }
                        td {
                            strong { (said(cx, s, proportion::value(isms, s))) }
                            @if let Some(own) = own(cx, s) { p.quiet { (cx.w.t("proportion-own")) " " (own.reason) } }
                        }
                        @for p in PROFILES { td.here[p == profile] { (said(cx, s, s.of(p))) } }
                        td { @for (i, code) in s.rules().iter().enumerate() { @if i > 0 { ", " } (rule(cx, code)) } }
                    }
                } }
            }
        }
    }
}

/// A rule as a link; a code that no rule has yet stands as it is.
fn rule(cx: &Cx, code: &str) -> Markup {
    match rules::all().iter().any(|r: &&Rule| r.code == code) {
        true => html! { a href=(cx.at(&format!("/rules/{code}"))) { (code) } },
        false => html! { (code) },
    }
}

/// What a form sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Entered {
    #[serde(default)]
    setting: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    profile: String,
    #[serde(default)]
    reason: String,
}

fn setting_form(cx: &Cx, entered: &Entered) -> Markup {
    let options = Setting::OPTIONS
        .iter()
        .filter_map(|o| Setting::from_word(o.value))
        .map(|s| Opt::new(s.word(), name(cx, s)))
        .collect();
    let fields = vec![
        FieldView::new("setting", cx.w.t("proportion-setting"), Control::Choice { options })
            .value(entered.setting.clone())
            .required()
            .width(Width::Half),
        FieldView::new("value", cx.w.t("proportion-value"), Control::Number { step: Some("any".into()), unit: None })
            .value(entered.value.clone())
            .help(cx.w.t("proportion-value-help"))
            .width(Width::Half),
        FieldView::new("reason", cx.w.t("reason"), Control::Line).value(entered.reason.clone()).required(),
    ];
    let sheet = Sheet {
        action: "/proportion/set".into(),
        groups: vec![Group { fields, ..Group::default() }],
        submit: cx.w.t("proportion-set"),
        ..Sheet::default()
    };
    design::section(
        "own",
        &cx.w.t("proportion-own-value"),
        Some(&cx.w.t("proportion-own-note")),
        design::form(&cx.w, &sheet),
    )
}

/// Another size: what it would change, and the press that makes it so.
async fn change(cx: &Cx, profile: Profile, wanted: Option<Profile>) -> Result<Markup> {
    let others = PROFILES.into_iter().filter(|p| *p != profile);
    let body = html! {
        div.actions { @for p in others { (design::link_button(&profile_name(cx, p), &cx.at(&format!("/proportion?profile={}#change", p.word())), wanted == Some(p))) } }
        @if let Some(wanted) = wanted { (preview(cx, profile, wanted).await?) }
    };
    Ok(design::section("change", &cx.w.t("proportion-change"), Some(&cx.w.t("proportion-change-note")), body))
}

/// Rules found as the organisation is, and as it would be.
type Both = (Signals, Signals);

async fn preview(cx: &Cx, profile: Profile, wanted: Profile) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let Some(would) = hypothetical(isms, wanted) else { return Ok(html! {}) };
    let numbers = cx.app.service.numbers(isms).await?;
    let (is, key) =
        (isms.clone(), format!("proportion {} {} {} {}", isms.org, isms.moment.seq, wanted.word(), cx.today()));
    let both: Arc<Both> = cx
        .app
        .service
        .remembered(key, move || {
            let all = |isms: &Isms| rules::run(isms).union(rules::numeric(isms, &numbers));
            (all(&is), all(&would))
        })
        .await?;
    let seen = |s: &&Signal| s.record.is_none_or(|r| cx.view.get(r).is_some());
    let appear: Vec<&Signal> = both.1.iter().filter(|s| !both.0.contains(*s)).filter(seen).collect();
    let clear: Vec<&Signal> = both.0.iter().filter(|s| !both.1.contains(*s)).filter(seen).collect();
    let differs: Vec<Setting> = Setting::OPTIONS
        .iter()
        .filter_map(|o| Setting::from_word(o.value))
        .filter(|s| own(cx, *s).is_none() && s.of(profile) != s.of(wanted))
        .collect();
    let rows: Vec<(String, Markup)> = differs
        .iter()
        .map(|s| (name(cx, *s), html! { (said(cx, *s, s.of(profile))) " → " strong { (said(cx, *s, s.of(wanted))) } }))
        .collect();
    let counts = [("n", appear.len().into()), ("m", clear.len().into()), ("profile", profile_name(cx, wanted).into())];
    Ok(html! {
        p { (cx.w.tn("proportion-preview", &counts)) }
        (design::facts(&rows))
        (signals(cx, "proportion-appear", &appear))
        (signals(cx, "proportion-clear", &clear))
        @if may(cx) {
            form.stack method="post" action="/proportion/profile" {
                input type="hidden" name="profile" value=(wanted.word());
                label.field { span.label { (cx.w.t("reason")) } input type="text" name="reason" required; }
                div.actions { button.first type="submit" { (cx.w.tn("proportion-take", &[("profile", profile_name(cx, wanted).into())])) } }
            }
        }
    })
}

/// The value with another profile.
fn hypothetical(isms: &Isms, profile: Profile) -> Option<Isms> {
    let organisation = isms.single::<Organisation>()?;
    let mut body = organisation.body.clone();
    body.profile = profile;
    let changed = Record { body, ..organisation.clone() };
    Some(isms.with(&[Arc::new(changed) as Arc<dyn AnyRecord>]))
}

fn signals(cx: &Cx, title: &str, all: &[&Signal]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let rows: Vec<Row> = all.iter().take(SHOWN).map(|s| row(cx, s)).collect();
    let columns = [Column::new(cx.w.t("rules-rule"), Role::Key), Column::new(cx.w.t("rules-finds"), Role::Lead)];
    let rest = all.len().saturating_sub(SHOWN);
    html! {
        h3 { (cx.w.t(title)) " (" (cx.w.number(all.len() as f64, 0)) ")" }
        (design::plain_table(&cx.w, &cx.w.t(title), &columns, &rows))
        @if rest > 0 { p.quiet { (cx.w.tn("and-more", &[("n", rest.into())])) } }
    }
}

fn row(cx: &Cx, signal: &Signal) -> Row {
    let record = signal.record.and_then(|r| cx.view.get(r));
    Row {
        href: record.map(|r| cx.href(r.as_ref())).unwrap_or_default(),
        cells: vec![Cell::Html(design::tag(tone(signal.severity), signal.code)), Cell::Text(signal.message.clone())],
        ..Row::default()
    }
}

/// `POST /proportion/{what}`: `set` an own value (an empty one takes it back), or take another `profile`.
pub async fn submit(cx: Cx, Path(what): Path<String>, Form(sent): Form<Entered>) -> Result<Response> {
    let organisation = organisation(&cx).filter(|_| may(&cx)).ok_or_else(|| Fault::denied(cx.w.t("step-not-yours")))?;
    let patch = match what.as_str() {
        "set" => tuned(&cx, organisation, &sent),
        "profile" => match Profile::from_word(&sent.profile) {
            Some(profile) => Ok(json!({ "profile": profile.word() })),
            None => return Err(Fault::bad("profile: expected micro, small, medium or large")),
        },
        other => return Err(Fault::missing(format!("form {other:?}"))),
    };
    let mut errors = Vec::new();
    if sent.reason.trim().is_empty() {
        errors.push(("f-reason".to_owned(), cx.w.t("proportion-say-why")));
    }
    let patch = patch.map_err(|e| errors.push(("f-value".to_owned(), e))).ok().filter(|_| errors.is_empty());
    let Some(patch) = patch else { return again(&cx, &sent, errors).await };
    let command = Command::Edit { subject: Subject::Id(organisation.head.id), version: None, patch };
    match cx.app.service.perform(cx.viewer(), Request::one("page", command).because(sent.reason.clone())).await {
        Ok(_) => Ok(Redirect::to("/proportion?did=saved").into_response()),
        Err(Error::Invalid(faults)) => {
            let errors = faults.iter().map(|f| (String::new(), f.message.clone())).collect();
            again(&cx, &sent, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn again(cx: &Cx, sent: &Entered, errors: Vec<(String, String)>) -> Result<Response> {
    let body = matter(cx, sent, &errors).await?;
    Ok(Page::new("rules", cx.w.t("proportion"), body).with_status(cx, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The organisation's settings with one set, changed or taken back.
fn tuned(cx: &Cx, organisation: &Record<Organisation>, sent: &Entered) -> std::result::Result<Value, String> {
    let setting = Setting::from_word(&sent.setting).ok_or_else(|| cx.w.t("proportion-which"))?;
    let plain = |t: &Tuning| json!({ "setting": t.setting.map(|s| s.word()), "value": t.value, "reason": t.reason });
    let mut all: Vec<Value> =
        organisation.body.settings.iter().filter(|t| t.setting != Some(setting)).map(plain).collect();
    if !sent.value.trim().is_empty() {
        let (from, to) = setting.range().into_inner();
        let expected =
            || cx.w.tn("proportion-range", &[("from", cx.w.number(from, 0).into()), ("to", cx.w.number(to, 0).into())]);
        let value: f64 = sent.value.trim().replace(',', ".").parse().map_err(|_| expected())?;
        if !setting.range().contains(&value) {
            return Err(expected());
        }
        all.push(json!({ "setting": setting.word(), "value": value, "reason": sent.reason.trim() }));
    }
    Ok(json!({ "settings": all }))
}
