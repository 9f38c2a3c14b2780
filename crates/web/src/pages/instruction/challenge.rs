//! The second line looks at one version, requirement by requirement, and says whether it stands, in one form.

use super::{instruction_of, me, my_key, now_only, page, redlines, requirements, shown, typed};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    markdown,
    pages::{Page, form::Pairs},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    analysis::practice,
    authority::Action,
    field::Choice,
    governance::{
        Challenge,
        challenge::{ChallengeVerdict, Met},
    },
    instruction::Instruction,
    kind,
    policy::Requirement,
    record::Record,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{Command, Error, Request};

/// The version that is looked at: the draft where there is one, else the edition in force.
struct Looked<'r> {
    record: &'r Record<Instruction>,
    body: &'r Instruction,
    draft: bool,
}

impl<'r> Looked<'r> {
    fn of(cx: &Cx, record: &'r Record<Instruction>) -> Looked<'r> {
        let drafted = record.in_force.as_ref().is_none_or(|e| e.body.is_some() || e.title.is_some());
        let draft = drafted && cx.query.get("version").is_none_or(|v| v != "in-force") || record.in_force.is_none();
        let body = if draft { &record.body } else { record.counts().unwrap_or(&record.body) };
        Looked { record, body, draft }
    }

    fn said(&self, cx: &Cx) -> String {
        match (&self.record.in_force, self.draft) {
            (Some(edition), false) => {
                cx.w.tn("edition-in-force", &[("n", edition.number.into()), ("since", cx.time(edition.since).into())])
            }
            _ => cx.w.tn("ist-version", &[("n", self.record.head.version.into())]),
        }
    }
}

fn first<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.trim())
}

/// `GET /instructions/{key}/challenge`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = instruction_of(&cx, &key)?;
    let looked = Looked::of(&cx, typed(record.as_ref())?);
    Ok(drawn(&cx, &looked, &Pairs::new(), &[]).await?.draw(&cx))
}

/// `POST /instructions/{key}/challenge`: the verdict with its reasons.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    now_only(&cx)?;
    let record = instruction_of(&cx, &key)?;
    let looked = Looked::of(&cx, typed(record.as_ref())?);
    if let Some(why) = barred(&cx, &looked) {
        return Err(Fault::denied(cx.w.t(why)));
    }
    let given: i64 = first(&pairs, "version").parse().unwrap_or(0);
    let wrong = if given != looked.record.head.version {
        vec![cx.w.t("collided")]
    } else {
        let request = Some(first(&pairs, "request").to_owned()).filter(|r| !r.is_empty());
        let command = Command::Create { kind: kind::of::<Challenge>(), fields: fields(&cx, &looked, &pairs)? };
        let act = Request { request, ..Request::one("page", command) };
        match cx.app.service.perform(cx.viewer(), act).await {
            Ok(_) => return Ok(Redirect::to(&format!("{}?did=challenged", path(record.as_ref()))).into_response()),
            Err(Error::Invalid(faults)) => faults.iter().map(|f| f.message.clone()).collect(),
            Err(other) => return Err(other.into()),
        }
    };
    Ok(drawn(&cx, &looked, &pairs, &wrong).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Why the visitor may not challenge this instruction.
fn barred(cx: &Cx, looked: &Looked) -> Option<&'static str> {
    let kind = kind::of::<Challenge>();
    let Some(me) = me(cx) else { return Some("ist-no-person") };
    if !cx.view.sight.may(kind, Action::Create) || !cx.view.sight.may(kind, Action::Step) {
        return Some("step-not-yours");
    }
    let team = looked.body.written_by.or(looked.record.body.written_by);
    let own = team.is_some_and(|t| practice::belongs(cx.view.for_the_organisation(), me.head.id, t.id()));
    let author = looked.record.head.owner.is_some_and(|o| o.id() == me.head.id);
    (own || author).then_some("ist-own-work")
}

fn fields(cx: &Cx, looked: &Looked, pairs: &Pairs) -> Result<Value> {
    let record = looked.record;
    let against = requirements(cx, &looked.body.carries_out).into_iter().map(|r| {
        let key = format!("RQT-{}", r.head.number);
        let (met, because) = (first(pairs, &format!("met.{key}")), first(pairs, &format!("because.{key}")));
        json!({
            "requirement": key, "edition": r.in_force.as_ref().map(|e| e.number), "met": Some(met).filter(|m| !m.is_empty()),
            "because": because, "fingerprint": practice::substance(r.counts().unwrap_or(&r.body)),
        })
    });
    let (edition, version) = match (&record.in_force, looked.draft) {
        (Some(edition), false) => (Some(edition.number), None),
        _ => (None, Some(record.head.version)),
    };
    Ok(json!({
        "title": cx.w.tn("ist-challenge-of", &[("title", record.head.title.as_str().into())]).chars().take(300).collect::<String>(),
        "of": format!("IST-{}", record.head.number), "of_edition": edition, "of_version": version,
        "challenger": my_key(cx)?, "made": cx.today().to_string(),
        "verdict": Some(first(pairs, "verdict")).filter(|v| !v.is_empty()), "reasons": first(pairs, "reasons"),
        "conditions": first(pairs, "conditions"), "against": against.collect::<Vec<_>>(),
        "fingerprint": practice::fingerprint(looked.body), "state": "given",
    }))
}

async fn drawn(cx: &Cx, looked: &Looked<'_>, pairs: &Pairs, wrong: &[String]) -> Result<Page> {
    let w = &cx.w;
    let record = looked.record;
    let errors: Vec<(String, String)> = wrong.iter().map(|m| ("verdict".to_owned(), m.clone())).collect();
    let isms = cx.view.for_the_organisation();
    let last = practice::challenges(isms, record.head.id).into_iter().next().and_then(|c| c.body.made);
    let mut rows = Vec::new();
    for requirement in requirements(cx, &looked.body.carries_out) {
        rows.push(against(cx, requirement, last, pairs).await?);
    }
    let doc = match looked.draft {
        true => service::practice::document(&cx.view, record, false),
        false => service::practice::document(&cx.view, record, true),
    };
    let why = if cx.is_past() { Some("ist-past") } else { barred(cx, looked) };
    let form = html! {
        (design::error_summary(w, &errors))
        @if let Some(why) = why { (design::notice(&Notice::text(Tone::Note, &w.t(why)))) }
        form.stack method="post" action={ (super::at(record, "challenge")) @if !looked.draft { "?version=in-force" } } data-form data-leave=(w.t("form-leave")) {
            input type="hidden" name="version" value=(record.head.version);
            input type="hidden" name="request" value=(cx.app.service.request_key());
            @if rows.is_empty() { p.quiet { (w.t("ist-no-requirements")) } }
            @for row in &rows { (row) }
            @if why.is_none() { (verdict(cx, pairs)) }
        }
    };
    let beside = html! {
        (design::section("version", &w.t("ist-looked-at"), None, html! { h3 { (doc.title) } (shown(cx, &doc)) }))
        (earlier(cx, record))
    };
    let other = match (&record.in_force, looked.draft) {
        (Some(_), true) => Some(("ist-look-in-force", "?version=in-force")),
        (Some(e), false) if e.body.is_some() => Some(("ist-look-draft", "")),
        _ => None,
    };
    let title = w.t("ist-challenge");
    let sentence = html! {
        (looked.said(cx)) " " @if let Some((word, query)) = other { a href={ (super::at(record, "challenge")) (query) } { (w.t(word)) } }
    };
    let body = html! { (design::lede(&title, Some(sentence))) (design::two(form, beside)) };
    Ok(page(cx, record, title, body))
}

/// One requirement: what it says, what changed in it, and whether the steps meet it.
async fn against(
    cx: &Cx,
    requirement: &Record<Requirement>,
    last: Option<jiff::civil::Date>,
    pairs: &Pairs,
) -> Result<Markup> {
    let w = &cx.w;
    let now = redlines::words(cx, requirement.counts().unwrap_or(&requirement.body));
    let then = match last {
        Some(day) => redlines::then(cx, requirement, day).await?.filter(|then| *then != now),
        None => None,
    };
    let key = format!("RQT-{}", requirement.head.number);
    let chosen = first(pairs, &format!("met.{key}"));
    Ok(html! {
        fieldset {
            legend { (key) " " (requirement.head.title) }
            @match (then, last) {
                (Some(then), Some(day)) => {
                    p.quiet { (w.tn("ist-changed-since", &[("day", w.date(day).into())])) }
                    (redlines::redlined(cx, &then, &now))
                },
                _ => (design::prose(markdown::render(&now))),
            }
            div.checks {
                @for option in Met::OPTIONS {
                    label.check {
                        input type="radio" name={ "met." (key) } value=(option.value) checked[chosen == option.value];
                        " " (w.or(&format!("choice-{}", option.value), option.label))
                    }
                }
            }
            label.field {
                span.label { (w.t("ist-because-steps")) " " small { (w.t("optional")) } }
                textarea name={ "because." (key) } rows="2" data-grow { (first(pairs, &format!("because.{key}"))) }
            }
        }
    })
}

fn verdict(cx: &Cx, pairs: &Pairs) -> Markup {
    let w = &cx.w;
    let chosen = first(pairs, "verdict");
    html! {
        fieldset id="verdict" tabindex="-1" {
            legend { (w.t("ist-verdict")) }
            div.checks {
                @for option in ChallengeVerdict::OPTIONS {
                    label.check {
                        input type="radio" name="verdict" value=(option.value) required checked[chosen == option.value];
                        " " (w.or(&format!("choice-{}", option.value), option.label))
                    }
                }
            }
            label.field { span.label { (w.t("ist-reasons")) } textarea name="reasons" rows="4" required data-grow { (first(pairs, "reasons")) } }
            label.field data-shown-when="verdict=with-conditions" {
                span.label { (w.t("ist-conditions")) }
                textarea name="conditions" rows="3" data-grow { (first(pairs, "conditions")) }
            }
        }
        div.actions.keep { (design::first_button(&w.t("ist-give"))) }
    }
}

/// Earlier verdicts, the newest first.
pub fn earlier(cx: &Cx, record: &Record<Instruction>) -> Markup {
    let all = practice::challenges(cx.view.for_the_organisation(), record.head.id);
    let seen: Vec<_> = all.into_iter().filter(|c| cx.view.get(c.head.id).is_some()).collect();
    html! {
        @if !seen.is_empty() {
            (design::section("earlier", &cx.w.t("ist-earlier"), None, html! {
                ul.plain { @for c in &seen { li { (told(cx, c)) } } }
            }))
        }
    }
}

/// One verdict in a few lines.
pub fn told(cx: &Cx, challenge: &Record<Challenge>) -> Markup {
    let w = &cx.w;
    let verdict = challenge.body.verdict.map(|v| (v, v.word()));
    let tone = |v| match v {
        ChallengeVerdict::Stands => Tone::Good,
        ChallengeVerdict::WithConditions => Tone::Warn,
        ChallengeVerdict::Refused => Tone::Bad,
    };
    let label = |word: &str| {
        let option = ChallengeVerdict::OPTIONS.iter().find(|o| o.value == word);
        w.or(&format!("choice-{word}"), option.map_or(word, |o| o.label))
    };
    html! {
        @if let Some((v, word)) = verdict { (design::tag(tone(v), &label(word))) " " }
        (cx.link_to(challenge.head.id))
        @if let Some(day) = challenge.body.made { " " span.quiet { (w.date(day)) } }
        @if let Some(by) = challenge.body.challenger { " " span.quiet { (cx.link_to(by.id())) } }
        (design::prose(markdown::render(&challenge.body.reasons.0)))
        @if !challenge.body.conditions.0.trim().is_empty() {
            p { strong { (w.t("ist-conditions")) } } (design::prose(markdown::render(&challenge.body.conditions.0)))
        }
    }
}
