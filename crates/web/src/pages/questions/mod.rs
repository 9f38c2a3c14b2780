//! Questions to others and from others: an overview, the pages to ask, answer and judge, and those where ours are answered.

pub mod answer;
pub mod ask;
pub mod insight;
mod parts;
pub use parts::by_link;
pub mod review;
pub mod sending;
#[cfg(test)]
mod tests;
pub mod work;

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Notice, Role, Row, Tone, Width},
    fault::{Fault, Result},
    show::path,
};
use axum::{
    extract::{DefaultBodyLimit, Multipart},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    everywhere::{
        Questionnaire, Response as Answered,
        questionnaire::{Asking, stale},
    },
    kind,
    record::Record,
};
use maud::{Markup, html};
use service::questions::customer::{Brought, LARGEST};

/// Room for a customer's workbook, and for what stands around it in a form.
pub const ROOM: DefaultBodyLimit = DefaultBodyLimit::max(LARGEST + (1 << 20));

/// Room for one sending of answers: two of the largest files and the words beside them.
pub const UPLOADS: DefaultBodyLimit = DefaultBodyLimit::max((2 * service::questions::upload::LARGEST) + (8 << 20));

/// `GET /questions`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    only_readers(&cx)?;
    Ok(page(&cx, None).draw(&cx))
}

fn only_readers(cx: &Cx) -> Result<()> {
    if cx.view.sight.reads(kind::of::<Questionnaire>()) { Ok(()) } else { Err(Fault::missing("page /questions")) }
}

fn page(cx: &Cx, wrong: Option<&str>) -> Page {
    let may = cx.view.sight.may(kind::of::<Questionnaire>(), Action::Create) && !cx.is_past();
    let body = html! {
        (design::lede(&cx.w.t("questions"), Some(html! { (cx.w.t("questions-about")) })))
        @if let Some(wrong) = wrong { (design::notice(&Notice::text(Tone::Bad, wrong))) }
        (design::section("out", &cx.w.t("questions-out"), None, sent(cx)))
        (design::section("in", &cx.w.t("questions-in"), None, received(cx)))
        @if may { (design::section("bring", &cx.w.t("questions-bring"), None, bring_form(cx))) }
    };
    Page::new("everywhere", cx.w.t("questions"), body)
}

/// Responses that are open or wait for us.
fn sent(cx: &Cx) -> Markup {
    let mut all: Vec<&Record<Answered>> = cx.view.all::<Answered>().filter(|r| &*r.head.state != "withdrawn").collect();
    all.sort_by_key(|r| (&*r.head.state == "reviewed", r.body.due, r.head.number));
    html! {
        @if all.is_empty() { (design::empty(&cx.w.t("questions-none-out"), None)) } @else { (insight::responses(cx, &all)) }
        div.actions { a.button href=(cx.at("/questionnaires?q=direction:we-ask")) { (cx.w.t("questions-ours")) } }
    }
}

/// Questionnaires that were put to us.
fn received(cx: &Cx) -> Markup {
    let all = cx
        .view
        .all::<Questionnaire>()
        .filter(|q| q.body.direction == Asking::WeAreAsked && &*q.head.state != "retired");
    let rows: Vec<Row> = all.map(|q| received_row(cx, q)).collect();
    if rows.is_empty() {
        return design::empty(&cx.w.t("questions-none-in"), None);
    }
    let columns = [
        Column::new(cx.w.or("kind-questionnaire", "Questionnaire"), Role::Lead),
        Column::new(cx.w.t("response-due"), Role::Text),
        Column::new(cx.w.t("questions-answered"), Role::Number),
        Column::new(cx.w.t("questions-stale"), Role::Number),
        Column::new(String::new(), Role::Text),
    ];
    design::plain_table(&cx.w, &cx.w.t("questions-in"), &columns, &rows)
}

fn received_row(cx: &Cx, record: &Record<Questionnaire>) -> Row {
    let isms = cx.view.for_the_organisation();
    let questions = &record.body.questions;
    let answered = questions.iter().filter(|q| !q.answer.0.trim().is_empty());
    let old = answered.clone().filter(|q| !stale::since(isms, q, cx.today()).is_empty()).count();
    let (n, m) = (answered.count(), questions.len());
    let work = format!("{}/work", path(record));
    Row {
        key: format!("QST-{}", record.head.number),
        href: cx.href(record),
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(record.head.title.clone()),
            record.body.due.map_or(Cell::Empty, |d| Cell::Text(cx.w.date(d))),
            Cell::Text(cx.w.tn("n-of-m", &[("n", n.into()), ("m", m.into())])),
            Cell::Text(cx.w.number(old as f64, 0)),
            Cell::Html(html! { a.button.small href=(cx.at(&work)) { (cx.w.t("questions-work")) } }),
        ],
    }
}

fn bring_form(cx: &Cx) -> Markup {
    let party = Control::Reference { kind: "party,supplier".into(), multiple: false, known: Vec::new() };
    let fields = [
        FieldView::new("title", cx.w.t("bring-title"), Control::Line),
        FieldView::new("from", cx.w.t("bring-from"), party).width(Width::Third),
        FieldView::new("due", cx.w.t("response-due"), Control::Date).width(Width::Third),
        FieldView::new("column", cx.w.t("bring-column"), Control::Line)
            .help(cx.w.t("bring-column-help"))
            .width(Width::Third),
    ];
    html! {
        form.stack method="post" action="/questions" enctype="multipart/form-data" {
            label.field {
                span.label { (cx.w.t("bring-file")) }
                input type="file" name="file" required accept=".xlsx,.csv,.ods";
            }
            (design::fields(&cx.w, &fields))
            div.actions { (design::button(&cx.w.t("bring"))) }
        }
    }
}

/// `POST /questions`: a customer's table becomes a questionnaire.
pub async fn bring(cx: Cx, form: Multipart) -> Result<Response> {
    let brought = match read(form).await {
        Ok(brought) => brought,
        Err(fault) => return Ok(page(&cx, Some(&fault.message)).with_status(&cx, fault.status)),
    };
    match cx.app.service.bring(cx.viewer(), brought).await {
        Ok(receipt) => {
            let key = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
            Ok(Redirect::to(&format!("/questionnaires/{key}/work?did=brought")).into_response())
        }
        Err(service::Error::Invalid(faults)) => {
            let said: Vec<String> = faults.into_iter().map(|f| f.message).collect();
            Ok(page(&cx, Some(&said.join(" "))).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

async fn read(mut form: Multipart) -> Result<Brought> {
    let mut brought = Brought::default();
    while let Some(field) = form.next_field().await.map_err(sending::fault)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            brought.name = field.file_name().unwrap_or_default().to_owned();
            brought.bytes = field.bytes().await.map_err(sending::fault)?.to_vec();
            continue;
        }
        let text = field.text().await.map_err(sending::fault)?;
        let text = text.trim();
        match name.as_str() {
            "title" => brought.title = text.to_owned(),
            "from" => brought.from = text.split_whitespace().next().map(str::to_owned),
            "due" => brought.due = text.parse().ok(),
            "column" => brought.column = text.to_owned(),
            _ => {}
        }
    }
    if brought.bytes.is_empty() { Err(Fault::bad("file: expected a workbook or a CSV file")) } else { Ok(brought) }
}
