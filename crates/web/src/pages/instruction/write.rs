//! The team writes: its words as Markdown, how they will look, and beside them what must be met and what changed in it.

use super::{instruction_of, me, named, now_only, page, page_of_all, redlines, shown, typed, writes};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    pages::{Page, form::Pairs},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use formats::document::instruction::{self, Instruction as Document, Step};
use isms::{
    analysis::practice,
    authority::Action,
    instruction::Instruction,
    kind,
    policy::Requirement,
    record::{AnyRecord, Record},
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use service::{Command, Error, Request, Subject};

/// Fields that are cleared where the text no longer has them.
const CLEARED: [&str; 7] = ["leaves_behind", "lives_in", "workflow", "tags", "written_by", "carries_out", "operates"];

/// What is being written.
struct Sheet<'c> {
    /// The instruction, where there is one already.
    record: Option<&'c Record<Instruction>>,
    /// The requirement that a new one is for.
    requirement: Option<&'c Record<Requirement>>,
    text: String,
    version: Option<i64>,
}

fn first<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
}

fn may_write(cx: &Cx, record: Option<&dyn AnyRecord>) -> Result<()> {
    now_only(cx)?;
    let kind = kind::of::<Instruction>();
    let may = record.map_or_else(|| cx.view.sight.may(kind, Action::Create), |r| cx.view.may_on(r, Action::Edit));
    if may { Ok(()) } else { Err(Fault::denied(cx.w.t("step-not-yours"))) }
}

/// `GET /instructions/{key}/write`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = instruction_of(&cx, &key)?;
    may_write(&cx, Some(record.as_ref()))?;
    let record = typed(record.as_ref())?;
    let text = instruction::write(&service::practice::document(&cx.view, record, false));
    let sheet = Sheet { record: Some(record), requirement: None, text, version: Some(record.head.version) };
    Ok(drawn(&cx, &sheet, &[]).await?.draw(&cx))
}

/// `POST /instructions/{key}/write`: shows, saves, or saves and submits for review.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = instruction_of(&cx, &key)?;
    may_write(&cx, Some(record.as_ref()))?;
    let record = typed(record.as_ref())?;
    let version = first(&pairs, "version").parse().ok();
    let sheet = Sheet { record: Some(record), requirement: None, text: first(&pairs, "text").to_owned(), version };
    answer(&cx, &sheet, &pairs).await
}

/// `GET /instructions/new-from/{key}`
pub async fn new_from(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    may_write(&cx, None)?;
    let record = crate::pages::record_of(&cx, "requirements", &key)?;
    let requirement = record.typed::<Requirement>().ok_or_else(|| Fault::missing("requirement"))?;
    let sheet = Sheet { record: None, requirement: Some(requirement), text: begun(&cx, requirement), version: None };
    Ok(drawn(&cx, &sheet, &[]).await?.draw(&cx))
}

/// `POST /instructions/new-from/{key}`
pub async fn create(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    may_write(&cx, None)?;
    let record = crate::pages::record_of(&cx, "requirements", &key)?;
    let requirement = record.typed::<Requirement>().ok_or_else(|| Fault::missing("requirement"))?;
    let text = first(&pairs, "text").to_owned();
    let sheet = Sheet { record: None, requirement: Some(requirement), text, version: None };
    answer(&cx, &sheet, &pairs).await
}

/// `POST /instructions/preview`: the parts of the page that change.
pub async fn preview(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Html<String>> {
    let read = instruction::read(first(&pairs, "text"));
    let parts = [("preview", looks(&cx, &read)), ("remarks", remarks(&cx, &read))];
    Ok(Html(html! { @for (id, body) in &parts { div data-put=(id) { (body) } } }.into_string()))
}

/// A first text for a requirement, with the visitor's team.
fn begun(cx: &Cx, requirement: &Record<Requirement>) -> String {
    let team = me(cx).and_then(|p| p.body.teams.iter().find_map(|t| isms::outer::Names::key(&cx.view, t.id())));
    let step = |word: &str| Step { text: cx.w.t(word), who: String::new(), minutes: None };
    instruction::write(&Document {
        title: requirement.head.title.clone(),
        purpose: cx.w.t("ist-begun-purpose"),
        steps: vec![step("ist-begun-step")],
        leaves_behind: cx.w.t("ist-begun-leaves"),
        team: team.unwrap_or_default(),
        carries_out: vec![format!("RQT-{}", requirement.head.number)],
        ..Document::default()
    })
}

type Reading = std::result::Result<formats::document::Read<Document>, Vec<formats::Fault>>;

fn looks(cx: &Cx, read: &Reading) -> Markup {
    match read {
        Ok(read) => html! { h3 { (read.document.title) } (shown(cx, &read.document)) },
        Err(_) => html! { p.quiet { (cx.w.t("ist-no-preview")) } },
    }
}

/// What is wrong with a text, and what is worth knowing about how it was understood.
fn remarks(cx: &Cx, read: &Reading) -> Markup {
    let (tone, lines): (Tone, Vec<String>) = match read {
        Err(faults) => (Tone::Bad, faults.iter().map(ToString::to_string).collect()),
        Ok(read) => {
            let said = read.remarks.iter().map(ToString::to_string);
            (Tone::Note, said.chain(service::practice::fields(&cx.view, &read.document).notes).collect())
        }
    };
    html! { @if !lines.is_empty() { (design::notice(&Notice { tone, body: html! { ul.plain { @for line in &lines { li { (line) } } } } })) } }
}

async fn answer(cx: &Cx, sheet: &Sheet<'_>, pairs: &Pairs) -> Result<Response> {
    let wish = pairs.iter().rev().find(|(k, _)| k == "do").map_or("show", |(_, v)| v.as_str());
    if wish == "show" {
        return Ok(drawn(cx, sheet, &[]).await?.draw(cx).into_response());
    }
    let wrong = match kept(cx, sheet, first(pairs, "request"), wish == "submit").await {
        Ok(to) => return Ok(Redirect::to(&to).into_response()),
        Err(Error::Invalid(faults)) => faults.iter().map(|f| f.to_string()).collect(),
        Err(Error::Conflict { .. }) => vec![cx.w.t("collided")],
        Err(other) => return Err(other.into()),
    };
    Ok(drawn(cx, sheet, &wrong).await?.with_status(cx, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The fields of a text; what it names and is not here is refused, because it would be lost.
fn fields(cx: &Cx, text: &str) -> service::Result<Map<String, Value>> {
    let refused =
        |lines: Vec<String>| Error::Invalid(lines.into_iter().map(|m| isms::check::Fault::at("", m)).collect());
    let read = instruction::read(text).map_err(|f| refused(f.iter().map(ToString::to_string).collect()))?;
    let made = service::practice::fields(&cx.view, &read.document);
    if made.notes.is_empty() { Ok(made.fields) } else { Err(refused(made.notes)) }
}

async fn kept(cx: &Cx, sheet: &Sheet<'_>, request: &str, submit: bool) -> service::Result<String> {
    let mut fields = fields(cx, &sheet.text)?;
    let request = Some(request.to_owned()).filter(|r| !r.is_empty());
    let mut act = Request { via: "page", request, ..Request::default() };
    let Some(record) = sheet.record else {
        if let Some(team) = fields.get("written_by").cloned() {
            fields.insert("owner".into(), team);
        }
        if submit {
            fields.insert("state".into(), json!("review"));
        }
        act.commands = vec![Command::Create { kind: kind::of::<Instruction>(), fields: Value::Object(fields) }];
        let done = cx.app.service.perform(cx.viewer(), act).await?;
        let key = done.touched.iter().find(|t| t.created && t.key.starts_with("IST-")).map(|t| t.key.as_str());
        return Ok(format!("/instructions/{}?did=created", key.unwrap_or_default()));
    };
    for name in CLEARED {
        fields.entry(name).or_insert(Value::Null);
    }
    let subject = Subject::Id(record.head.id);
    act.commands =
        vec![Command::Edit { subject: subject.clone(), version: sheet.version, patch: Value::Object(fields) }];
    if submit {
        act.commands.push(Command::Reach { subject, state: "review".into() });
    }
    let done = cx.app.service.perform(cx.viewer(), act).await?;
    let did = if done.act.is_some() { "saved" } else { "unchanged" };
    Ok(format!("{}?did={did}", path(record)))
}

async fn drawn(cx: &Cx, sheet: &Sheet<'_>, wrong: &[String]) -> Result<Page> {
    let w = &cx.w;
    let read = instruction::read(&sheet.text);
    let (action, back) = match (sheet.record, sheet.requirement) {
        (Some(r), _) => (super::at(r, "write"), path(r)),
        (None, Some(r)) => (format!("/instructions/new-from/RQT-{}", r.head.number), path(r)),
        (None, None) => return Err(Fault::missing("requirement")),
    };
    let team = read.as_ref().ok().and_then(|r| isms::outer::Names::find(&cx.view, &r.document.team)).map(|(id, _)| id);
    let errors: Vec<(String, String)> = wrong.iter().map(|m| ("text".to_owned(), m.clone())).collect();
    let title = w.t(if sheet.record.is_some() { "ist-write" } else { "ist-new" });
    let main = html! {
        (design::error_summary(w, &errors))
        @if let Err(word) = writes(cx, team) { (design::notice(&Notice::text(Tone::Warn, &w.t(word)))) }
        form.stack method="post" action=(action) data-form data-leave=(w.t("form-leave")) data-preview="/instructions/preview" {
            button.away type="submit" name="do" value="show" tabindex="-1" aria-hidden="true" {}
            input type="hidden" name="request" value=(cx.app.service.request_key());
            @if let Some(version) = sheet.version { input type="hidden" name="version" value=(version); }
            label.field for="text" { span.label { (w.t("ist-text")) } }
            textarea.source id="text" name="text" rows="24" required data-grow spellcheck="true" aria-describedby="text-help" { (sheet.text) }
            p.quiet id="text-help" { (w.t("ist-text-help")) }
            div id="remarks" aria-live="polite" { (remarks(cx, &read)) }
            div.actions.keep {
                button.first type="submit" name="do" value="submit" { (w.t("ist-submit")) }
                button type="submit" name="do" value="save" { (w.t("ist-save")) }
                button type="submit" name="do" value="show" data-without-script { (w.t("bench-show")) }
                a.button href=(back) data-cancel { (w.t("cancel")) }
            }
        }
    };
    let ids = match (&read, sheet.record) {
        (Ok(read), _) => named(cx, &read.document),
        (Err(_), Some(r)) => r.body.carries_out.iter().map(|r| r.id()).collect(),
        (Err(_), None) => sheet.requirement.map(|r| r.head.id).into_iter().collect(),
    };
    let beside = html! {
        (design::section("looks", &w.t("ist-looks"), None, html! { div id="preview" { (looks(cx, &read)) } }))
        (design::section("must", &w.t("ist-must"), Some(&w.t("ist-must-note")), must(cx, sheet.record, &ids).await?))
    };
    let sentence = html! { (w.t("ist-write-about")) };
    let body = html! { (design::lede(&title, Some(sentence))) (design::two(main, beside)) };
    Ok(match sheet.record {
        Some(record) => page(cx, record, title, body),
        None => page_of_all(cx, title, body),
    })
}

/// What must be met, and what changed in it since the second line looked at this instruction last.
async fn must(cx: &Cx, record: Option<&Record<Instruction>>, ids: &[RecordId]) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    let last = record.and_then(|r| practice::challenges(isms, r.head.id).into_iter().next()).and_then(|c| c.body.made);
    let mut rows = Vec::new();
    for id in ids {
        let Some(requirement) = cx.view.get(*id).and_then(|r| r.typed::<Requirement>()) else { continue };
        rows.push(one(cx, requirement, last).await?);
    }
    Ok(html! {
        @if rows.is_empty() { p.quiet { (cx.w.t("ist-no-requirements")) } }
        @for row in &rows { (row) }
    })
}

async fn one(cx: &Cx, requirement: &Record<Requirement>, last: Option<jiff::civil::Date>) -> Result<Markup> {
    let now = redlines::words(cx, requirement.counts().unwrap_or(&requirement.body));
    let then = match last {
        Some(day) => redlines::then(cx, requirement, day).await?,
        None => None,
    };
    let changed = then.as_ref().is_some_and(|then| *then != now);
    Ok(html! {
        div.ask {
            h3 { (cx.link_to(requirement.head.id)) }
            @match (&then, last) {
                (Some(then), Some(day)) if changed => {
                    p.quiet { (cx.w.tn("ist-changed-since", &[("day", cx.w.date(day).into())])) }
                    (redlines::redlined(cx, then, &now))
                },
                (None, Some(day)) => {
                    p.quiet { (cx.w.tn("ist-new-since", &[("day", cx.w.date(day).into())])) }
                    (design::prose(crate::markdown::render(&now)))
                },
                _ => {
                    (design::prose(crate::markdown::render(&now)))
                    @if let Some(day) = last { p.quiet { (cx.w.tn("ist-same-since", &[("day", cx.w.date(day).into())])) } }
                },
            }
        }
    })
}
