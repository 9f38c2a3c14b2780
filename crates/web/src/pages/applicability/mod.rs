//! Statements of Applicability as pages: the whole in a sentence, every line with why and how well, and from each line the way to its evidence.

mod compare;
mod deviate;
mod filter;
mod line;
mod list;
mod more;
pub mod say;
#[cfg(test)]
mod tests;
mod totals;

pub use deviate::deviate;
pub use list::heading;
pub use say::in_short;
pub use totals::table as totals_table;

use super::Page;
use crate::{
    cx::{Cx, encode},
    design::{self, LinkTo, Notice, Tone},
    fault::{Fault, Result},
};
use axum::{
    extract::Path,
    response::{Html, Response},
};
use isms::{
    analysis::{
        applicability::{Line, Statement},
        assured::Assurance,
    },
    control::{Applicability, Control, Framework},
    head::Key,
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};
use service::{applicability::Asked, library::Library};

/// A statement as a visitor sees it.
pub struct Shown<'a> {
    cx: &'a Cx,
    asked: Asked<'a>,
    assurance: Assurance<'a>,
    statement: Statement<'a>,
    /// Whether the draft is shown instead of what is in force.
    draft: bool,
}

impl<'a> Shown<'a> {
    /// Of a record, by its key.
    fn of_record(cx: &'a Cx, library: &'a Library, key: &str) -> Result<Shown<'a>> {
        let missing = || Fault::missing(format!("statement {key}"));
        let record = cx.view.by_key(key).and_then(|r| r.typed::<Applicability>()).ok_or_else(missing)?;
        let asked = Asked::by_record(cx.view.for_the_organisation(), library, record)?;
        Shown::made(cx, asked, cx.query.contains_key("draft") && differs(record))
    }

    /// Of a framework, everything derived.
    fn of_framework(cx: &'a Cx, library: &'a Library, id: &str) -> Result<Shown<'a>> {
        let adopted = || cx.view.all::<Framework>().any(|f| f.body.catalogue == id);
        let shelf = library.find(id).filter(|s| s.hash.is_none() || adopted());
        let shelf = shelf.ok_or_else(|| Fault::missing(format!("framework {id}")))?;
        Shown::made(cx, Asked { record: None, shelf }, false)
    }

    fn made(cx: &'a Cx, asked: Asked<'a>, draft: bool) -> Result<Shown<'a>> {
        if !cx.view.sight.reads(kind::of::<Control>()) || !cx.view.sight.reads(kind::of::<Applicability>()) {
            return Err(Fault::missing("statement"));
        }
        let assurance = cx.app.service.assurance(cx.view.for_the_organisation());
        let statement = asked.statement(&assurance, draft);
        Ok(Shown { cx, asked, assurance, statement, draft })
    }

    /// The address of the statement, without its query.
    fn path(&self) -> String {
        match self.asked.record {
            Some(record) => format!("/applicabilities/{}/statement", key_of(record)),
            None => format!("/catalogues/{}/statement", segment(&self.asked.shelf.catalogue.id)),
        }
    }

    /// The address of the statement with some query, at the page's moment and version.
    fn at(&self, query: &str) -> String {
        let draft = if self.draft { "draft=1" } else { "" };
        let all: Vec<&str> = [draft, query].into_iter().filter(|q| !q.is_empty()).collect();
        let path = self.path();
        self.cx.at(&if all.is_empty() { path } else { format!("{path}?{}", all.join("&")) })
    }

    /// The address of a line's page.
    fn line_at(&self, id: &str) -> String {
        let draft = if self.draft { "?draft=1" } else { "" };
        self.cx.at(&format!("{}/{}{draft}", self.path(), segment(id)))
    }

    /// What the statement is called.
    fn title(&self) -> String {
        let record = self.asked.record.map(|r| r.head.title.clone());
        record.unwrap_or_else(|| {
            self.cx.w.tn("soa-of", &[("framework", self.asked.shelf.catalogue.title.clone().into())])
        })
    }

    fn crumbs(&self, last: Option<String>) -> Vec<LinkTo> {
        let (cx, w) = (self.cx, &self.cx.w);
        let mut all = match self.asked.record {
            Some(record) => {
                let mut way = super::crumbs(cx, record.kind(), None);
                way.push(LinkTo::new(key_of(record), cx.href(record)));
                way
            }
            None => {
                let shelf = &self.asked.shelf.catalogue;
                let at = cx.at(&format!("/catalogues/{}", segment(&shelf.id)));
                vec![LinkTo::new(w.t("catalogues"), cx.at("/catalogues")), LinkTo::new(shelf.title.clone(), at)]
            }
        };
        all.push(LinkTo::new(w.t("soa-statement"), if last.is_some() { self.at("") } else { String::new() }));
        all.extend(last.map(|l| LinkTo::new(l, String::new())));
        all
    }

    /// A line by its requirement.
    fn line(&self, id: &str) -> Result<&Line<'a>> {
        let found = self.statement.lines.iter().find(|l| l.point.id == id);
        found.ok_or_else(|| Fault::missing(format!("line {id}")))
    }
}

/// A record's key.
fn key_of(record: &Record<Applicability>) -> String {
    Key { kind: kind::of::<Applicability>(), number: record.head.number }.to_string()
}

/// Text as one segment of an address.
fn segment(text: &str) -> String {
    encode(text).replace('/', "%2F")
}

/// Whether a draft says something else than what is in force.
fn differs(record: &Record<Applicability>) -> bool {
    record.in_force.as_ref().is_some_and(|e| e.body.is_some())
}

/// `GET /applicabilities/{key}/statement`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    page(&Shown::of_record(&cx, &library, &key)?, &library).await
}

/// `GET /catalogues/{id}/statement`
pub async fn show_framework(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    page(&Shown::of_framework(&cx, &library, &id)?, &library).await
}

async fn page(shown: &Shown<'_>, library: &Library) -> Result<Html<String>> {
    let cx = shown.cx;
    let body = html! {
        (design::lede(&shown.title(), Some(html! { (say::in_short(&cx.w, &shown.statement.totals)) })))
        (version(shown))
        (design::two(totals::section(shown), more::about(shown)))
        (compare::section(shown, library).await?)
        (list::section(shown))
        (more::contradictions(shown))
        (more::omissions(shown))
        (more::outside(shown))
    };
    Ok(Page::new("control", shown.title(), body).crumbs(shown.crumbs(None)).draw(cx))
}

/// Which version is shown, and where the other one is.
fn version(shown: &Shown<'_>) -> Markup {
    let w = &shown.cx.w;
    let Some(record) = shown.asked.record else { return html! {} };
    let (text, link) = match (&record.in_force, shown.draft) {
        (None, _) => (w.t("soa-never-in-force"), None),
        (Some(_), true) => (w.t("soa-draft-shown"), Some((w.t("soa-show-in-force"), shown.cx.at(&shown.path())))),
        (Some(e), false) if e.body.is_some() => {
            let to = shown.cx.at(&format!("{}?draft=1", shown.path()));
            (w.t("soa-draft-waits"), Some((w.t("soa-show-draft"), to)))
        }
        _ => return html! {},
    };
    let body = html! { (text) @if let Some((label, to)) = link { " " a href=(to) { (label) } } };
    design::notice(&Notice { tone: Tone::Note, body })
}

/// `GET /applicabilities/{key}/statement/{requirement}`
pub async fn show_line(cx: Cx, Path((key, requirement)): Path<(String, String)>) -> Result<Response> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    line::page(&Shown::of_record(&cx, &library, &key)?, &requirement, None)
}

/// `GET /catalogues/{id}/statement/{requirement}`
pub async fn show_framework_line(cx: Cx, Path((id, requirement)): Path<(String, String)>) -> Result<Response> {
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    line::page(&Shown::of_framework(&cx, &library, &id)?, &requirement, None)
}
