//! `/oscal`: documents out of the records, with what they leave behind, and documents of others in, seen before anything is written.

use super::{
    Page,
    assurance::{multipart::Multipart, now_only},
};
use crate::{
    cx::{Cx, encode},
    design::{self, Cell, Column, LinkTo, Notice, Role, Row, Tone},
    fault::{Fault, Result},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use formats::oscal::{Form, Model};
use isms::{
    authority::Action,
    control::{Control, Framework},
    kind,
    record::AnyRecord,
};
use maud::{Markup, html};
use service::oscal::{Bundle, Fate, Given, Loss, Offer, Taken, Wish, model_of, offers};
use std::io::{Cursor, Write};

/// Most bytes of all files of one import on the page; the command line takes more.
const LARGEST: usize = 12 << 20;

/// The limit of the form: the files as text in base64, and room for the fields beside them.
pub const BODY: usize = 18 << 20;

/// Losses shown one by one; the file has all of them.
const SHOWN: usize = 60;

/// What the address asks for.
struct Asked {
    wish: Option<Wish>,
    form: Form,
}

fn asked(cx: &Cx) -> Asked {
    let what = cx.query.get("what").and_then(|w| w.split_once('/'));
    let wish = what.and_then(|(model, key)| Some(Wish { model: model_of(model)?, key: key.to_owned() }));
    let form = match cx.query.get("form").map(String::as_str) {
        Some("xml") => Form::Xml,
        Some("yaml") => Form::Yaml,
        _ => Form::Json,
    };
    Asked { wish, form }
}

/// What a choice is called in addresses.
fn word(wish: &Wish) -> String {
    format!("{}/{}", wish.model.key(), wish.key)
}

/// The address of a document, for links from other pages.
pub fn href(cx: &Cx, model: Model, key: &str) -> String {
    cx.at(&format!("/oscal?what={}", encode(&word(&Wish { model, key: key.into() }))))
}

/// On the page of a record that OSCAL has a model for: the way to that document.
pub fn of_record(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let key = record.key().to_string();
    let models: Vec<(Model, String)> = match record.kind().name {
        "applicability" => vec![(Model::Profile, key.clone()), (Model::SystemSecurityPlan, key)],
        "mapping" => vec![(Model::MappingCollection, key)],
        "audit" => vec![(Model::AssessmentPlan, key.clone()), (Model::AssessmentResults, key)],
        "framework" => {
            record.typed::<Framework>().map(|f| (Model::Catalog, f.body.catalogue.clone())).into_iter().collect()
        }
        _ => Vec::new(),
    };
    html! {
        @if !models.is_empty() && may_read(cx).is_ok() {
            p.quiet {
                (cx.w.t("oscal-as")) ": "
                @for (n, (model, key)) in models.iter().enumerate() {
                    @if n > 0 { ", " }
                    a href=(href(cx, *model, key)) { (model_name(cx, *model)) }
                }
            }
        }
    }
}

fn may_read(cx: &Cx) -> Result<()> {
    match cx.view.sight.reads(kind::of::<Control>()) {
        true => Ok(()),
        false => Err(Fault::missing("page /oscal")),
    }
}

fn may_import(cx: &Cx) -> bool {
    let kinds = ["framework", "control", "mapping", "finding", "audit"];
    !cx.is_past() && kinds.iter().filter_map(|k| kind::by_name(k)).any(|k| cx.view.sight.may(k, Action::Create))
}

/// `GET /oscal`
pub async fn show(cx: Cx) -> Result<Response> {
    may_read(&cx)?;
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    let all = offers(&cx.view, &library);
    let asked = asked(&cx);
    let made = match &asked.wish {
        Some(wish) => Some((wish, cx.app.service.oscal(&cx.view, wish, asked.form).await?)),
        None => None,
    };
    let body = html! {
        (design::lede(&cx.w.t("oscal-title"), Some(html! { (cx.w.t("oscal-lede")) })))
        (design::section("out", &cx.w.t("oscal-out"), None, choose(&cx, &all, &asked)))
        @if let Some((wish, bundle)) = &made { (result(&cx, wish, bundle)) }
        @if may_import(&cx) {
            (design::section("in", &cx.w.t("oscal-in"), None, upload(&cx)))
        }
    };
    Ok(page(&cx, body).draw(&cx).into_response())
}

fn page(cx: &Cx, body: Markup) -> Page {
    let title = cx.w.t("oscal-title");
    let crumbs =
        vec![LinkTo::new(cx.w.t("rail-control"), cx.at("/area/control")), LinkTo::new(title.clone(), String::new())];
    Page::new("control", title, body).crumbs(crumbs)
}

fn model_name(cx: &Cx, model: Model) -> String {
    match model {
        Model::Catalog => cx.w.t("oscal-catalog"),
        Model::Profile => cx.w.t("oscal-profile"),
        Model::MappingCollection => cx.w.t("oscal-mapping"),
        Model::ComponentDefinition => cx.w.t("oscal-component"),
        Model::SystemSecurityPlan => cx.w.t("oscal-plan"),
        Model::AssessmentPlan => cx.w.t("oscal-ap"),
        Model::AssessmentResults => cx.w.t("oscal-ar"),
        Model::PlanOfActionAndMilestones => cx.w.t("oscal-poam"),
    }
}

/// What a choice is called; what has no name of its own is named in the visitor's language.
fn title(cx: &Cx, offer: &Offer) -> String {
    match (offer.wish.model, offer.wish.key.as_str()) {
        (Model::Catalog, "own") => cx.w.t("oscal-own"),
        (Model::ComponentDefinition, _) => cx.w.t("oscal-all-controls"),
        (Model::AssessmentPlan | Model::AssessmentResults, "") => cx.w.t("oscal-all-tests"),
        (Model::PlanOfActionAndMilestones, _) => cx.w.t("oscal-all-actions"),
        (_, key) if key.contains('-') && isms::head::Key::parse(key).is_some() => format!("{key} {}", offer.title),
        _ => offer.title.clone(),
    }
}

fn choose(cx: &Cx, all: &[Offer], asked: &Asked) -> Markup {
    html! {
        p.quiet { (cx.w.t("oscal-out-note")) }
        form.record method="get" action="/oscal" {
            @if let Some(as_of) = &cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            div.fields {
                div.field.full {
                    label.label for="f-what" { (cx.w.t("oscal-what")) }
                    select id="f-what" name="what" {
                        @for model in Model::ALL {
                            @let mine: Vec<&Offer> = all.iter().filter(|o| o.wish.model == model).collect();
                            @if !mine.is_empty() {
                                optgroup label=(model_name(cx, model)) {
                                    @for offer in mine {
                                        option value=(word(&offer.wish)) selected[asked.wish.as_ref() == Some(&offer.wish)] { (title(cx, offer)) }
                                    }
                                }
                            }
                        }
                    }
                }
                div.field.half {
                    label.label for="f-form" { (cx.w.t("oscal-form")) }
                    select id="f-form" name="form" {
                        @for form in Form::ALL { option value=(form.ending()) selected[asked.form == form] { (form) } }
                    }
                }
            }
            div.actions.keep { button.first type="submit" { (cx.w.t("oscal-make")) } }
        }
    }
}

fn result(cx: &Cx, wish: &Wish, bundle: &Bundle) -> Markup {
    let at = |kind: &str| {
        cx.at(&format!("/oscal/file?what={}&form={}&as={kind}", encode(&word(wish)), bundle.form.ending()))
    };
    let losses = bundle.losses();
    let name = bundle.pieces.first().map_or("", |p| p.name.as_str());
    let others = bundle.pieces.len().saturating_sub(1);
    design::section(
        "made",
        name,
        None,
        html! {
            p { (cx.w.tn("oscal-made", &[("others", others.into()), ("losses", losses.len().into())])) }
            div.actions {
                a.button.first href=(at("zip")) download { (cx.w.t("oscal-zip")) }
                a.button href=(at("one")) download { (cx.w.t("oscal-one")) }
                a.button href=(at("losses")) download { (cx.w.t("oscal-losses-file")) }
            }
            h3 { (cx.w.t("oscal-losses")) }
            (lost(cx, &losses))
        },
    )
}

/// Losses by reason: how many, and the first of each.
fn lost(cx: &Cx, losses: &[(&str, &Loss)]) -> Markup {
    let mut rows = Vec::new();
    for (file, loss) in losses.iter().take(SHOWN) {
        rows.push(Row {
            key: loss.record.clone(),
            cells: vec![
                Cell::Text(if loss.record.is_empty() { (*file).to_owned() } else { loss.record.clone() }),
                Cell::Text(loss.field.clone()),
                Cell::Text(loss.what.clone()),
                Cell::Text(loss.why.clone()),
            ],
            ..Row::default()
        });
    }
    let columns = [
        Column::new(cx.w.t("oscal-record"), Role::Lead),
        Column::new(cx.w.t("oscal-field"), Role::Quiet),
        Column::new(cx.w.t("oscal-said"), Role::Quiet),
        Column::new(cx.w.t("oscal-why"), Role::Quiet),
    ];
    html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("oscal-no-losses"), None)) }
        @else { (design::plain_table(&cx.w, &cx.w.t("oscal-losses"), &columns, &rows)) }
        @if losses.len() > SHOWN { p.quiet { (cx.w.tn("oscal-more", &[("n", (losses.len() - SHOWN).into())])) } }
    }
}

/// `GET /oscal/file?what=…&form=…&as=zip|one|losses`: always a download.
pub async fn file(cx: Cx) -> Result<Response> {
    may_read(&cx)?;
    let asked = asked(&cx);
    let wish = asked.wish.ok_or_else(|| Fault::bad(cx.w.t("oscal-what-missing")))?;
    let bundle = cx.app.service.oscal(&cx.view, &wish, asked.form).await?;
    let files = bundle.files()?;
    let (name, bytes) = files.first().cloned().ok_or_else(|| Fault::missing("document"))?;
    match cx.query.get("as").map(String::as_str) {
        Some("one") => Ok(download(&name, bundle.form.media_type(), bytes)),
        Some("losses") => Ok(download(
            "losses.txt",
            "text/plain; charset=utf-8",
            service::oscal::as_text(&bundle.losses()).into_bytes(),
        )),
        _ => Ok(download(
            &format!("{}.zip", name.trim_end_matches(bundle.form.ending()).trim_end_matches('.')),
            "application/zip",
            archive(&files)?,
        )),
    }
}

fn download(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    // Names are made of the letters that `Builder::name` lets through.
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let failed = |e: &dyn std::fmt::Display| Fault::bad(e.to_string());
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).map_err(|e| failed(&e))?;
        archive.write_all(bytes).map_err(|e| failed(&e))?;
    }
    Ok(archive.finish().map_err(|e| failed(&e))?.into_inner())
}

fn upload(cx: &Cx) -> Markup {
    html! {
        p.quiet { (cx.w.t("oscal-in-note")) }
        form.record method="post" enctype="multipart/form-data" action="/oscal/import" {
            div.fields {
                div.field.full {
                    label.label for="f-file" { (cx.w.t("oscal-file")) }
                    p.help id="f-file-help" { (cx.w.tn("oscal-file-help", &[("most", (LARGEST >> 20).into())])) }
                    input type="file" id="f-file" name="file" required aria-describedby="f-file-help";
                }
                div.field.full {
                    label.label for="f-with" { (cx.w.t("oscal-with")) " " small { (cx.w.t("optional")) } }
                    p.help id="f-with-help" { (cx.w.t("oscal-with-help")) }
                    input type="file" id="f-with" name="with" multiple aria-describedby="f-with-help";
                }
                div.field.half {
                    label.label for="f-framework" { (cx.w.t("oscal-framework")) " " small { (cx.w.t("optional")) } }
                    p.help id="f-framework-help" { (cx.w.t("oscal-framework-help")) }
                    input type="text" id="f-framework" name="framework" aria-describedby="f-framework-help";
                }
            }
            div.actions.keep { button.first type="submit" { (cx.w.t("oscal-look")) } }
        }
    }
}

/// What a form of an import sent: files as chosen, or as the preview kept them.
struct Sent {
    file: Given,
    others: Vec<Given>,
    framework: Option<String>,
    write: bool,
}

fn sent(cx: &Cx, mut form: Multipart) -> Result<Sent> {
    let kept = |name: &str, form: &Multipart| -> Result<Vec<Given>> {
        let all = form.pairs.iter().filter(|(k, _)| k == name).map(|(_, v)| v.as_str());
        all.map(|v| unpack(v).ok_or_else(|| Fault::bad(cx.w.t("oscal-again")))).collect()
    };
    let (mut files, mut others) = (kept("kept-file", &form)?, kept("kept-with", &form)?);
    // A name keeps the first line of what the preview keeps from being empty.
    let called = |name: String| if name.trim().is_empty() { "document".to_owned() } else { name };
    let given = |u: service::evidence::Upload| Given { name: called(u.name), bytes: u.bytes };
    files.extend(form.take("file").map(given));
    while let Some(other) = form.take("with") {
        others.push(given(other));
    }
    let file = files.into_iter().next().ok_or_else(|| Fault::bad(cx.w.t("oscal-no-file")))?;
    let size: usize = others.iter().map(|f| f.bytes.len()).sum::<usize>() + file.bytes.len();
    if size > LARGEST {
        return Err(Fault::bad(cx.w.tn("oscal-too-large", &[("most", (LARGEST >> 20).into())])));
    }
    let framework = Some(form.first("framework").trim().to_owned()).filter(|f| !f.is_empty());
    Ok(Sent { file, others, framework, write: form.first("write") == "yes" })
}

/// A file within a form's field: its name, a line break, its bytes in base64.
fn pack(file: &Given) -> String {
    format!("{}\n{}", file.name.replace(['\r', '\n'], " "), STANDARD.encode(&file.bytes))
}

fn unpack(text: &str) -> Option<Given> {
    let (name, bytes) = text.split_once('\n')?;
    let bytes: String = bytes.split_whitespace().collect();
    Some(Given { name: name.trim_end_matches('\r').to_owned(), bytes: STANDARD.decode(bytes).ok()? })
}

/// `POST /oscal/import`: shows what would come, or carries it out.
pub async fn import(cx: Cx, form: Multipart) -> Result<Response> {
    may_read(&cx)?;
    now_only(&cx)?;
    if !may_import(&cx) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    let sent = sent(&cx, form)?;
    let taking =
        cx.app.service.take_oscal(cx.viewer(), &sent.file, &sent.others, sent.framework.as_deref(), sent.write);
    match taking.await {
        Ok((taken, receipt)) => {
            let act = receipt.and_then(|r| r.act).map(|a| a.seq);
            Ok(page(&cx, preview(&cx, &sent, &taken, act)).draw(&cx).into_response())
        }
        Err(service::Error::Invalid(faults)) => {
            let lines: Vec<String> = faults.iter().take(20).map(ToString::to_string).collect();
            let body = html! {
                (design::lede(&cx.w.t("oscal-in"), None))
                (design::notice(&Notice::text(Tone::Bad, &cx.w.t("oscal-refused"))))
                ul.plain { @for line in &lines { li { (line) } } }
                (upload(&cx))
            };
            Ok(page(&cx, body).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn preview(cx: &Cx, sent: &Sent, taken: &Taken, act: Option<i64>) -> Markup {
    let done = sent.write;
    let new = taken.items.iter().filter(|i| i.fate != Fate::Known).count();
    let known = taken.items.len() - new;
    let counts = [("new", new.into()), ("known", known.into()), ("losses", taken.losses.len().into())];
    let losses: Vec<(&str, &Loss)> = taken.losses.iter().map(|l| (sent.file.name.as_str(), l)).collect();
    html! {
        (design::lede(&format!("{}: {}", model_name(cx, taken.model), taken.title), Some(html! { (cx.w.tn("oscal-preview", &counts)) })))
        @if done && taken.changes() {
            (design::notice(&Notice::text(Tone::Good, &cx.w.t("oscal-done"))))
            @if let Some(act) = act { p { a href={ "/acts/" (act) } { (cx.w.tn("act-number", &[("n", cx.w.number(act as f64, 0).into())])) } } }
        }
        @if !taken.changes() { (design::notice(&Notice::text(Tone::Note, &cx.w.t("oscal-nothing-new")))) }
        @if !done && taken.changes() {
            form method="post" enctype="multipart/form-data" action="/oscal/import" {
                input type="hidden" name="write" value="yes";
                input type="hidden" name="framework" value=(sent.framework.as_deref().unwrap_or_default());
                textarea name="kept-file" hidden readonly aria-hidden="true" { (pack(&sent.file)) }
                @for other in &sent.others { textarea name="kept-with" hidden readonly aria-hidden="true" { (pack(other)) } }
                div.actions.keep {
                    button.first type="submit" { (cx.w.t("oscal-carry-out")) }
                    a.button href="/oscal" { (cx.w.t("cancel")) }
                }
            }
        }
        (design::section("items", &cx.w.t("oscal-items"), None, items(cx, taken, done)))
        @if !taken.notes.is_empty() {
            (design::section("notes", &cx.w.t("oscal-notes"), None, html! { ul.plain { @for note in taken.notes.iter().take(50) { li { (note) } } } }))
        }
        (design::section("losses", &cx.w.t("oscal-in-losses"), None, lost(cx, &losses)))
    }
}

fn items(cx: &Cx, taken: &Taken, done: bool) -> Markup {
    let row = |item: &service::oscal::Item| {
        let kind = kind::by_name(item.kind);
        let fate = match item.fate {
            Fate::New => cx.w.t("oscal-new"),
            Fate::Newer => cx.w.t("oscal-newer"),
            Fate::Beside => cx.w.t("oscal-beside"),
            Fate::Known => cx.w.t("oscal-known"),
        };
        let there = done || item.fate == Fate::Known;
        let plural = isms::head::Key::parse(&item.key).map(|k| k.kind.plural);
        let href = plural.filter(|_| there).map(|p| cx.at(&format!("/{p}/{}", item.key))).unwrap_or_default();
        let title = match href.is_empty() {
            true => Cell::Text(item.title.clone()),
            false => Cell::Html(html! { a href=(href) { (item.title) } }),
        };
        let cells = vec![
            title,
            Cell::Text(item.key.clone()),
            Cell::Text(kind.map(|k| cx.kind_label(k, false)).unwrap_or_default()),
            Cell::Text(fate),
        ];
        Row { key: item.key.clone(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = taken.items.iter().map(row).collect();
    let columns = [
        Column::new(cx.w.t("oscal-name"), Role::Lead),
        Column::new(cx.w.t("oscal-key"), Role::Quiet),
        Column::new(cx.w.t("oscal-kind"), Role::Quiet),
        Column::new(cx.w.t("oscal-fate"), Role::Quiet),
    ];
    html! {
        @if rows.is_empty() { (design::empty(&cx.w.t("oscal-nothing"), None)) }
        @else { (design::plain_table(&cx.w, &cx.w.t("oscal-items"), &columns, &rows)) }
    }
}

#[cfg(test)]
mod tests;
