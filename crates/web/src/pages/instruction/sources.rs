//! Instructions that live elsewhere: the repositories they were brought from, and bringing an archive of Markdown, seen before it is done.

use super::{now_only, page_of_all, redlines};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::{Fault, Result},
    pages::assurance::multipart::Multipart,
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use isms::{authority::Action, instruction::Instruction, kind};
use maud::{Markup, html};
use service::import::instructions::{Brought, Fate, Item, Options, Plan, Source, sources};

/// Largest archive, in bytes.
const LARGEST: usize = 8 << 20;
/// Largest body of the form: the archive comes back in base64 when it is carried out.
pub const BODY: usize = 2 * LARGEST;
/// Most items of a plan that are shown.
const SHOWN: usize = 500;

fn readable(cx: &Cx) -> Result<()> {
    match cx.view.sight.reads(kind::of::<Instruction>()) {
        true => Ok(()),
        false => Err(Fault::missing("page /instructions/sources")),
    }
}

fn may_bring(cx: &Cx) -> bool {
    !cx.is_past() && cx.view.sight.may(kind::of::<Instruction>(), Action::Create)
}

/// `GET /instructions/sources`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    readable(&cx)?;
    let w = &cx.w;
    let all = sources(&cx.view);
    let body = html! {
        (design::lede(&w.t("ist-sources"), Some(html! { (w.t("ist-sources-about")) })))
        @if all.is_empty() { (design::empty(&w.t("ist-sources-none"), None)) }
        @for source in &all { (brought(&cx, source)) }
        (design::section("in-step", &w.t("ist-in-step"), None, html! {
            p { (w.t("ist-in-step-how")) }
            (design::code_block(&w.t("ist-in-step"), "surety import instructions . --team TEA-2 --dry-run\nsurety import instructions . --team TEA-2 --as PER-3"))
            p.quiet { (w.t("ist-in-step-codes")) }
        }))
        @if may_bring(&cx) { div.actions { (design::link_button(&w.t("ist-import"), "/instructions/import", true)) } }
    };
    Ok(page_of_all(&cx, w.t("ist-sources"), body).draw(&cx))
}

fn brought(cx: &Cx, source: &Brought) -> Markup {
    let w = &cx.w;
    let row = |(path, id): &(String, isms::values::RecordId)| {
        let record = cx.view.get(*id)?;
        let here = source.changed_here.contains(id);
        let (word, tone) = if here { ("ist-fate-kept", Tone::Warn) } else { ("ist-fate-as-brought", Tone::Good) };
        Some(Row {
            key: record.key().to_string(),
            href: cx.href(record.as_ref()),
            cells: vec![
                Cell::Text(record.head().title.clone()),
                Cell::Html(html! { code { (path) } }),
                Cell::Html(html! {
                    (design::tag(tone, &w.t(word)))
                    @if here { " " a href=(cx.at(&format!("/instructions/{}/instruction.md?draft=1", record.key()))) { (w.t("ist-file")) } }
                }),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> = source.instructions.iter().filter_map(row).collect();
    let columns = [
        Column::new(w.or("kind-instruction", "Instruction"), Role::Lead),
        Column::new(w.t("ist-path"), Role::Text),
        Column::new(w.t("column-state"), Role::Text),
    ];
    let short: String = source.revision.chars().take(12).collect();
    let at = cx.time(source.at);
    let note = match short.is_empty() {
        true => w.tn("ist-brought-at", &[("at", at.into())]),
        false => w.tn("ist-brought-revision", &[("revision", short.into()), ("at", at.into())]),
    };
    let id: String = source.repository.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    design::section(
        &format!("s-{id}"),
        &source.repository,
        Some(&note),
        design::plain_table(w, &source.repository, &columns, &rows),
    )
}

/// `GET /instructions/import`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    readable(&cx)?;
    now_only(&cx)?;
    if !may_bring(&cx) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    Ok(page_of_all(&cx, cx.w.t("ist-import"), upload(&cx, &[])).draw(&cx))
}

fn upload(cx: &Cx, wrong: &[String]) -> Markup {
    let w = &cx.w;
    let errors: Vec<(String, String)> = wrong.iter().map(|m| ("file".to_owned(), m.clone())).collect();
    html! {
        (design::lede(&w.t("ist-import"), Some(html! { (w.t("ist-import-about")) })))
        (design::error_summary(w, &errors))
        form.stack method="post" enctype="multipart/form-data" action="/instructions/import" {
            label.field for="file" { span.label { (w.t("ist-archive")) } }
            input id="file" type="file" name="file" accept=".zip" required;
            label.field { span.label { (w.t("ist-repository")) " " small { (w.t("optional")) } } input type="text" name="repository" autocomplete="off"; }
            label.field { span.label { (w.t("ist-team")) " " small { (w.t("optional")) } } input type="text" name="team" data-kind="team" autocomplete="off"; }
            label.check { input type="checkbox" name="retire" value="yes"; " " (w.t("ist-retire")) }
            div.actions { (design::first_button(&w.t("ist-look"))) }
        }
    }
}

/// The archive and what was asked about it, as chosen or as the plan kept it.
struct Sent {
    name: String,
    bytes: Vec<u8>,
    repository: String,
    options: Options,
    write: bool,
}

fn sent(cx: &Cx, mut form: Multipart) -> Result<Sent> {
    let kept = form
        .first("kept")
        .split_once('\n')
        .map(|(name, b)| (name.trim().to_owned(), b.split_whitespace().collect::<String>()));
    let (name, bytes) = match kept {
        Some((name, bytes)) => (name, STANDARD.decode(bytes).map_err(|_| Fault::bad(cx.w.t("oscal-again")))?),
        None => form.take("file").map(|u| (u.name, u.bytes)).ok_or_else(|| Fault::bad(cx.w.t("ist-no-archive")))?,
    };
    if bytes.len() > LARGEST {
        return Err(Fault::bad(cx.w.tn("oscal-too-large", &[("most", (LARGEST >> 20).into())])));
    }
    let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    let theirs = form.pairs.iter().filter(|(k, _)| k == "theirs").map(|(_, v)| v.clone()).collect();
    Ok(Sent {
        name: name.replace(['\r', '\n'], " "),
        bytes,
        repository: form.first("repository").trim().to_owned(),
        options: Options {
            team: some(form.first("team")),
            retire: form.first("retire") == "yes",
            theirs,
            request: some(form.first("request")),
        },
        write: form.first("write") == "yes",
    })
}

/// `POST /instructions/import`: shows what would come, or carries it out.
pub async fn import(cx: Cx, form: Multipart) -> Result<Response> {
    readable(&cx)?;
    now_only(&cx)?;
    if !may_bring(&cx) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    let sent = sent(&cx, form)?;
    match planned(&cx, &sent).await {
        Ok((plan, act)) => {
            Ok(page_of_all(&cx, cx.w.t("ist-import"), told(&cx, &sent, &plan, act)).draw(&cx).into_response())
        }
        Err(service::Error::Invalid(faults)) => {
            let lines: Vec<String> = faults.iter().take(20).map(ToString::to_string).collect();
            let page = page_of_all(&cx, cx.w.t("ist-import"), upload(&cx, &lines));
            Ok(page.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

async fn planned(cx: &Cx, sent: &Sent) -> service::Result<(Plan, Option<i64>)> {
    let source = Source::zip(&sent.name, &sent.repository, &sent.bytes)?;
    let plan = cx.app.service.plan_instructions(cx.viewer(), &source, &sent.options).await?;
    if !sent.write || plan.request.commands.is_empty() {
        return Ok((plan, None));
    }
    let done = cx.app.service.perform(cx.viewer(), plan.request.clone()).await?;
    Ok((plan, done.act.map(|a| a.seq)))
}

fn told(cx: &Cx, sent: &Sent, plan: &Plan, act: Option<i64>) -> Markup {
    let w = &cx.w;
    let count = |f: fn(&Fate) -> bool| plan.count(f).into();
    let counts = [
        ("new", count(|f| *f == Fate::New)),
        ("changed", count(|f| *f == Fate::Changed)),
        ("same", count(|f| matches!(f, Fate::Same | Fate::Level | Fate::Kept | Fate::Closed))),
        ("conflicts", count(|f| *f == Fate::Conflict)),
        ("faulty", count(|f| matches!(f, Fate::Faulty(_)))),
        ("gone", count(|f| matches!(f, Fate::Gone | Fate::Retired))),
    ];
    let pending = act.is_none() && !plan.request.commands.is_empty();
    html! {
        (design::lede(&plan.repository, Some(html! { (w.tn("ist-plan", &counts)) })))
        @if let Some(act) = act {
            (design::notice(&Notice::text(Tone::Good, &w.t("ist-carried-out"))))
            p { a href={ "/acts/" (act) } { (w.tn("act-number", &[("n", w.number(act as f64, 0).into())])) } }
        }
        @if act.is_none() && !pending { (design::notice(&Notice::text(Tone::Note, &w.t("ist-nothing-new")))) }
        form method="post" enctype="multipart/form-data" action="/instructions/import" {
            input type="hidden" name="write" value="yes";
            input type="hidden" name="request" value=(cx.app.service.request_key());
            input type="hidden" name="repository" value=(sent.repository);
            @if let Some(team) = &sent.options.team { input type="hidden" name="team" value=(team); }
            @if sent.options.retire { input type="hidden" name="retire" value="yes"; }
            textarea name="kept" hidden readonly aria-hidden="true" { (sent.name) "\n" (STANDARD.encode(&sent.bytes)) }
            ul.plain { @for item in plan.items.iter().take(SHOWN) { li { (line(cx, item, act.is_some())) } } }
            @if plan.items.len() > SHOWN { p.quiet { (w.tn("ist-more", &[("n", (plan.items.len() - SHOWN).into())])) } }
            @let conflicts = act.is_none() && plan.count(|f| *f == Fate::Conflict) > 0;
            @if pending || conflicts {
                div.actions.keep { (design::first_button(&w.t("ist-carry-out"))) a.button href="/instructions/sources" { (w.t("cancel")) } }
            }
        }
        @if plan.others > 0 { p.quiet { (w.tn("ist-others", &[("n", plan.others.into())])) } }
        @if !plan.notes.is_empty() { (design::section("notes", &w.t("oscal-notes"), None, html! { ul.plain { @for note in plan.notes.iter().take(50) { li { (note) } } } })) }
    }
}

fn fate(fate: &Fate) -> (&'static str, Tone) {
    match fate {
        Fate::New => ("ist-fate-new", Tone::Note),
        Fate::Changed => ("ist-fate-changed", Tone::Note),
        Fate::Same => ("ist-fate-same", Tone::Good),
        Fate::Level => ("ist-fate-level", Tone::Good),
        Fate::Kept => ("ist-fate-kept", Tone::Warn),
        Fate::Conflict => ("ist-fate-conflict", Tone::Bad),
        Fate::Gone => ("ist-fate-gone", Tone::Warn),
        Fate::Retired => ("ist-fate-retired", Tone::Plain),
        Fate::Closed => ("ist-fate-closed", Tone::Plain),
        Fate::Faulty(_) => ("ist-fate-faulty", Tone::Bad),
    }
}

fn line(cx: &Cx, item: &Item, done: bool) -> Markup {
    let w = &cx.w;
    let (word, tone) = fate(&item.fate);
    let differs = matches!(item.fate, Fate::Changed | Fate::Conflict);
    html! {
        (design::tag(tone, &w.t(word))) " "
        @if let Some(key) = &item.key { a href={ "/instructions/" (key) } { (key) } " " }
        (item.title) " " code { (item.path) }
        @if let Some(change) = item.change.filter(|_| differs) { " " span.quiet { (redlines::summed(cx, &change)) } }
        @if let Fate::Faulty(why) = &item.fate { ul { @for line in why.iter().take(5) { li { (line) } } } }
        @for note in item.notes.iter().take(5) { p.quiet { (note) } }
        @if differs { (design::more(&w.t("ist-both"), item.fate == Fate::Conflict, redlines::redlined(cx, &item.here, &item.there))) }
        @if item.fate == Fate::Conflict && !done && let Some(key) = &item.key {
            label.check { input type="checkbox" name="theirs" value=(key); " " (w.tn("ist-take-theirs", &[("key", key.as_str().into())])) }
        }
    }
}
