//! Papers: the documents that bodies decide on and auditors file, built once as data and shown as a page, a PDF and a workbook;
//! issued, they become reports with their files, sealed.

pub mod agenda;
pub mod answer;
mod approvals;
mod decision_paper;
mod desk;
mod grid;
mod html;
mod list;
pub mod minutes;
mod numbers;
mod options;
mod risk_assessment;
mod say;
mod statement;
#[cfg(test)]
mod tests;
mod treatment_plan;
mod writer;

pub use answer::last_year;
pub use list::list;
pub use say::plain;
pub use writer::{Paper, Status};

use super::Page;
use crate::{
    cx::Cx,
    design::{self, LinkTo, Notice, Tone},
    fault::{Fault, Result},
    words::Words,
};
use axum::{
    Form,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use desk::Desk;
use isms::{
    communication::{Report, report::DocumentKind},
    context::Organisation,
    control::Applicability,
    governance::{Decision, Meeting},
    head::Compartment,
    kind,
    record::Record,
    risk::{Risk, Treatment},
    view::View,
};
use jiff::{civil::Date, tz::TimeZone};
use maud::{Markup, html};
use report::print::{self, Seal};
use serde::Deserialize;
use serde_json::json;
use service::{
    Service, Subject,
    report::{Issue, NewFile},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The risk assessment.
    RiskAssessment,
    /// The risk treatment plan.
    TreatmentPlan,
    /// The paper of a decision, by its key.
    Decision(String),
    /// A Statement of Applicability, by its key.
    Statement(String),
    /// The agenda of a meeting, by its key.
    Agenda(String),
    /// The minutes of a meeting, by its key.
    Minutes(String),
    /// How risk information changed what resources went where, from one day to another.
    Answer(Date, Date),
}

impl Which {
    fn named(name: &str) -> Result<Which> {
        match name {
            "risk-assessment" => Ok(Which::RiskAssessment),
            "treatment-plan" => Ok(Which::TreatmentPlan),
            other => Err(Fault::missing(format!("paper {other}"))),
        }
    }

    /// The address of its page.
    fn path(&self) -> String {
        match self {
            Which::RiskAssessment => "/papers/risk-assessment".into(),
            Which::TreatmentPlan => "/papers/treatment-plan".into(),
            Which::Decision(key) => format!("/decisions/{key}/paper"),
            Which::Statement(key) => format!("/applicabilities/{key}/paper"),
            Which::Agenda(key) => format!("/meetings/{key}/agenda"),
            Which::Minutes(key) => format!("/meetings/{key}/minutes"),
            Which::Answer(..) => "/governance/answer".into(),
        }
    }

    /// The query that its address takes, with its question mark.
    fn query(&self) -> String {
        match self {
            Which::Answer(from, to) => format!("?from={from}&to={to}"),
            _ => String::new(),
        }
    }

    fn document(&self) -> DocumentKind {
        match self {
            Which::RiskAssessment => DocumentKind::RiskAssessment,
            Which::TreatmentPlan => DocumentKind::TreatmentPlan,
            Which::Decision(_) => DocumentKind::DecisionPaper,
            Which::Statement(_) => DocumentKind::StatementOfApplicability,
            Which::Minutes(_) => DocumentKind::Minutes,
            Which::Answer(..) => DocumentKind::AllocationAnswer,
            Which::Agenda(_) => DocumentKind::Other,
        }
    }

    /// Whether it is kept as a report when someone issues it; a plan is not.
    fn is_issued(&self) -> bool {
        !matches!(self, Which::Agenda(_))
    }

    /// Whether the viewer may read what the paper is about.
    fn is_for(&self, view: &View) -> bool {
        view.sight.reads(match self {
            Which::RiskAssessment => kind::of::<Risk>(),
            Which::TreatmentPlan => kind::of::<Treatment>(),
            Which::Decision(_) | Which::Answer(..) => kind::of::<Decision>(),
            Which::Statement(_) => kind::of::<Applicability>(),
            Which::Agenda(_) | Which::Minutes(_) => kind::of::<Meeting>(),
        })
    }
}

/// The two files of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading and filing.
    Pdf,
    /// For calculating further.
    Xlsx,
}

/// A paper as a file, as far as the view may see what it is about: a draft, in a language such as `de`.
///
/// # Errors
/// What is missing or could not be computed or written, in words.
pub async fn file(
    service: &Service,
    view: &View,
    organisation: &str,
    lang: &str,
    which: &Which,
    format: Format,
) -> std::result::Result<Vec<u8>, String> {
    let zone = view.for_the_organisation().single::<Organisation>();
    let tz = zone.and_then(|o| TimeZone::get(&o.body.time_zone).ok()).unwrap_or(TimeZone::UTC);
    let w = Words::for_lang(lang);
    let desk = Desk { service, view, w, organisation, tz: &tz, within: within(view, which) };
    let paper = write(&desk, which, &Status::Draft).await.map_err(|f| f.message)?;
    let bytes = match format {
        Format::Pdf => pdf(service, &paper).await,
        Format::Xlsx => xlsx(service, &paper).await,
    };
    bytes.map(|b| b.to_vec()).map_err(|f| f.message)
}

/// The compartment of what a paper is about.
fn within(view: &View, which: &Which) -> Compartment {
    match which {
        Which::Decision(key) | Which::Statement(key) | Which::Agenda(key) | Which::Minutes(key) => {
            view.by_key(key).map(|r| r.head().compartment).unwrap_or_default()
        }
        _ => Compartment::General,
    }
}

fn desk<'a>(cx: &'a Cx, which: &Which) -> Desk<'a> {
    let within = within(&cx.view, which);
    Desk { service: &cx.app.service, view: &cx.view, w: cx.w, organisation: &cx.org_name, tz: &cx.tz, within }
}

async fn write(desk: &Desk<'_>, which: &Which, status: &Status) -> Result<Paper> {
    if !which.is_for(desk.view) {
        return Err(Fault::missing("paper"));
    }
    match which {
        Which::RiskAssessment => risk_assessment::write(desk, status).await,
        Which::TreatmentPlan => treatment_plan::write(desk, status).await,
        Which::Decision(key) => decision_paper::write(desk, decision_paper::decision(desk, key)?, status).await,
        Which::Statement(key) => statement::write(desk, key, status).await,
        Which::Agenda(key) => agenda::write(desk, key, status),
        Which::Minutes(key) => minutes::write(desk, key, status),
        Which::Answer(from, to) => answer::write(desk, (*from, *to), status).await,
    }
}

/// The PDF, set off the web workers and remembered by what it says.
async fn pdf(service: &Service, paper: &Paper) -> Result<Arc<Vec<u8>>> {
    let document = paper.document.clone();
    let key = format!("pdf {}", hex::encode(Sha256::digest(format!("{document:?}"))));
    let made = service.remembered(key, move || print::pdf(&document).map(Arc::new).map_err(|e| e.to_string())).await?;
    (*made).clone().map_err(Fault::bad)
}

async fn xlsx(service: &Service, paper: &Paper) -> Result<Arc<Vec<u8>>> {
    let book = paper.book.clone();
    let key = format!("xlsx {}", hex::encode(Sha256::digest(format!("{book:?}"))));
    let write = move || report::workbook::to_xlsx(&book).map(Arc::new).map_err(|e| e.to_string());
    let made = service.remembered(key, write).await?;
    (*made).clone().map_err(Fault::bad)
}

fn download(bytes: Vec<u8>, media: &'static str, name: String) -> Response {
    let attachment = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, attachment)], bytes).into_response()
}

async fn as_file(cx: &Cx, which: &Which, ending: &str) -> Result<Response> {
    let paper = write(&desk(cx, which), which, &Status::Draft).await?;
    let service = &cx.app.service;
    match ending {
        "pdf" => Ok(download(pdf(service, &paper).await?.to_vec(), PDF, format!("{}.pdf", paper.name))),
        _ => Ok(download(xlsx(service, &paper).await?.to_vec(), XLSX, format!("{}.xlsx", paper.name))),
    }
}

/// `GET /papers/{file}`: a page, or with `.pdf` or `.xlsx` a draft as a file.
pub async fn show(cx: Cx, Path(file): Path<String>) -> Result<Response> {
    match file.rsplit_once('.') {
        Some((name, ending @ ("pdf" | "xlsx"))) => as_file(&cx, &Which::named(name)?, ending).await,
        _ => page(&cx, &Which::named(&file)?, None).await,
    }
}

/// `GET /decisions/{key}/paper`
pub async fn decision(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    page(&cx, &Which::Decision(key), None).await
}

/// `GET /decisions/{key}/paper.pdf`
pub async fn decision_pdf(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Decision(key), "pdf").await
}

/// `GET /decisions/{key}/paper.xlsx`
pub async fn decision_xlsx(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Decision(key), "xlsx").await
}

/// `GET /applicabilities/{key}/paper`
pub async fn statement(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    page(&cx, &Which::Statement(key), None).await
}

/// `GET /applicabilities/{key}/paper.pdf`
pub async fn statement_pdf(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Statement(key), "pdf").await
}

/// `GET /applicabilities/{key}/paper.xlsx`
pub async fn statement_xlsx(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Statement(key), "xlsx").await
}

async fn page(cx: &Cx, which: &Which, notice: Option<Notice>) -> Result<Response> {
    let desk = desk(cx, which);
    let paper = write(&desk, which, &Status::Draft).await?;
    let document = &paper.document;
    let (path, query) = (which.path(), which.query());
    let crumb = match which {
        Which::Decision(key) => LinkTo::new(key.clone(), cx.at(&format!("/decisions/{key}"))),
        Which::Statement(key) => LinkTo::new(key.clone(), cx.at(&format!("/applicabilities/{key}/statement"))),
        Which::Agenda(key) | Which::Minutes(key) => LinkTo::new(key.clone(), cx.at(&format!("/meetings/{key}"))),
        Which::Answer(..) => LinkTo::new(cx.w.t("rail-governance"), cx.at("/area/governance")),
        _ => LinkTo::new(cx.w.t("papers"), cx.at("/papers")),
    };
    let body = html! {
        (design::lede(&document.title, Some(html! { (document.subtitle) " " (design::tag(Tone::Warn, &document.classification)) })))
        div.actions {
            a.button href=(cx.at(&format!("{path}.pdf{query}"))) download { "PDF" }
            a.button href=(cx.at(&format!("{path}.xlsx{query}"))) download { "Excel" }
        }
        @if let Which::Answer(from, to) = which { (answer::period(cx, *from, *to)) }
        (issue_form(cx, &desk, which))
        div.paper { (html::markup(cx, document, &paper.charts)) }
    };
    let governance = matches!(which, Which::Agenda(_) | Which::Minutes(_) | Which::Answer(..));
    let rail = if governance { "governance" } else { "communication" };
    let mut page = Page::new(rail, document.title.clone(), body);
    page.notice = notice.clone();
    let page = page.crumbs(vec![crumb, LinkTo::new(document.title.clone(), String::new())]);
    let status = if notice.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok(page.with_status(cx, status))
}

/// What issuing does, and the form for it; for those who may, of the present.
fn issue_form(cx: &Cx, desk: &Desk<'_>, which: &Which) -> Markup {
    if cx.is_past() || !desk.may_issue() || !which.is_issued() {
        return html! {};
    }
    let organisation = desk.isms().single::<Organisation>();
    let levels = organisation.map(|o| &o.body.classifications[..]).unwrap_or_default();
    let closes = matches!(which, Which::Minutes(key) if minutes::closes(desk, key));
    let issue = cx.w.t(if closes { "minutes-close" } else { "paper-issue" });
    design::more(
        &issue,
        closes,
        html! {
            p { (cx.w.t(if closes { "minutes-close-note" } else { "paper-issue-note" })) }
            form.stack method="post" action={ (which.path()) "/issue" (which.query()) } {
                input type="hidden" name="moment" value=(desk.view.moment().seq);
                @if !levels.is_empty() {
                    label.field {
                        span.label { (cx.w.t("paper-classification")) }
                        select name="classification" { option value="" { (cx.w.t("nothing")) } @for l in levels { option value=(l.name) { (l.name) } } }
                    }
                }
                label.field { span.label { (cx.w.t("reason")) small { " " (cx.w.t("optional")) } } input type="text" name="reason" maxlength="500"; }
                @if !closes { label.check { input type="checkbox" name="prepare" value="1"; " " (cx.w.t("paper-prepare-only")) } }
                div.actions { button.first type="submit" { (issue) } }
            }
        },
    )
}

/// What the form for issuing sends.
#[derive(Deserialize)]
pub struct Wish {
    moment: i64,
    #[serde(default)]
    classification: String,
    #[serde(default)]
    reason: String,
    prepare: Option<String>,
}

/// `POST /papers/{which}/issue`
pub async fn issue(cx: Cx, Path(name): Path<String>, Form(wish): Form<Wish>) -> Result<Response> {
    issued(&cx, Which::named(&name)?, wish).await
}

/// `POST /decisions/{key}/paper/issue`
pub async fn issue_decision(cx: Cx, Path(key): Path<String>, Form(wish): Form<Wish>) -> Result<Response> {
    issued(&cx, Which::Decision(key), wish).await
}

/// `POST /applicabilities/{key}/paper/issue`
pub async fn issue_statement(cx: Cx, Path(key): Path<String>, Form(wish): Form<Wish>) -> Result<Response> {
    issued(&cx, Which::Statement(key), wish).await
}

/// Issues what was read: where something was recorded since, the page is shown again instead.
async fn issued(cx: &Cx, which: Which, wish: Wish) -> Result<Response> {
    let desk = desk(cx, &which);
    if cx.is_past() || !desk.may_issue() {
        return Err(Fault::denied(cx.w.t("paper-may-not-issue")));
    }
    let seq = cx.view.moment().seq;
    if wish.moment != seq {
        return page(cx, &which, Some(Notice::text(Tone::Warn, &cx.w.t("paper-moved-on")))).await;
    }
    let service = &cx.app.service;
    let act = service.act(cx.view.org(), seq).await?;
    let seal = Seal { act: seq, hash: hex::encode(act.hash) };
    let status = Status::Issued { on: desk.day(service.now()), classification: wish.classification.clone(), seal };
    let paper = write(&desk, &which, &status).await?;
    let file = |ending: &str, media: &str, bytes: &[u8]| NewFile {
        name: format!("{}.{ending}", paper.name),
        media: media.to_owned(),
        bytes: bytes.to_vec(),
    };
    let files = vec![file("pdf", PDF, &pdf(service, &paper).await?), file("xlsx", XLSX, &xlsx(service, &paper).await?)];
    let mut fields = paper.fields.clone();
    if let Some(members) = fields.as_object_mut() {
        members.insert("compartment".into(), json!(isms::field::Choice::word(&desk.within)));
        let me = cx.viewer().person.filter(|p| desk.get(*p).is_some());
        members.extend(me.map(|p| ("owner".to_owned(), json!(desk.key(p)))));
        let before = newest(&desk, &which).map(|r| format!("RPT-{}", r.head.number));
        members.extend(before.map(|key| ("replaces".to_owned(), json!(key))));
    }
    let prepare_only = wish.prepare.is_some();
    let request = Issue { via: "page", reason: wish.reason, fields, files, prepare_only, ..Issue::default() };
    let receipt = match minutes::meeting_to_close(&desk, &which) {
        Some((id, version)) => service.close(cx.viewer(), Subject::Id(id), Some(version), request).await?,
        None => service.issue(cx.viewer(), request).await?,
    };
    let made = receipt.touched.iter().find(|t| t.created).ok_or_else(|| Fault::bad(cx.w.t("paper-not-issued")))?;
    Ok(Redirect::to(&format!("/reports/{}?did=created", made.key)).into_response())
}

/// Issued papers of a kind, newest first.
fn earlier<'a>(desk: &'a Desk<'_>, which: &'a Which) -> Vec<&'a Record<Report>> {
    let about = |r: &Record<Report>| match which {
        Which::Decision(key) | Which::Statement(key) | Which::Minutes(key) => {
            r.body.about.iter().any(|a| desk.key(a.id()) == *key)
        }
        _ => true,
    };
    let mut found: Vec<_> = desk.all::<Report>().filter(|r| r.body.document == which.document() && about(r)).collect();
    found.reverse();
    found
}

fn newest<'a>(desk: &'a Desk<'_>, which: &'a Which) -> Option<&'a Record<Report>> {
    earlier(desk, which).into_iter().find(|r| &*r.head.state == "issued")
}
