//! An instruction beside the machine: nothing but the steps, large, to be printed or kept open.

use super::{instruction_of, place, steps, typed};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
    markdown,
};
use axum::{
    extract::Path,
    http::header,
    response::{Html, IntoResponse, Response},
};
use formats::document::instruction;
use maud::html;

/// `GET /instructions/{key}/plain`: what is in force.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = instruction_of(&cx, &key)?;
    let record = typed(record.as_ref())?;
    let w = &cx.w;
    let doc = service::practice::document(&cx.view, record, true);
    let said = match &record.in_force {
        Some(edition) => {
            w.tn("edition-in-force", &[("n", edition.number.into()), ("since", cx.time(edition.since).into())])
        }
        None => w.t("never-in-force"),
    };
    let team = record.counts().unwrap_or(&record.body).written_by;
    let body = html! {
        section.beside-machine {
            (design::lede(&doc.title, Some(html! { (said) })))
            (place(&cx, &doc.lives_in, &doc.workflow))
            (design::prose(markdown::render(&doc.purpose)))
            (steps(&cx, &doc))
            @if !doc.leaves_behind.trim().is_empty() {
                h2 { (w.t("ist-leaves-behind")) }
                (design::prose(markdown::render(&doc.leaves_behind)))
            }
            p.quiet { a href=(cx.href(record)) { (key) } @if let Some(team) = team { " · " (cx.link_to(team.id())) } }
        }
    };
    Ok(Html(design::bare(w, &doc.title, body).into_string()))
}

/// `GET /instructions/{key}/instruction.md`: the words as a file, for a repository; the draft with `?draft`.
pub async fn file(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = instruction_of(&cx, &key)?;
    let record = typed(record.as_ref())?;
    let draft = cx.query.contains_key("draft") || record.in_force.is_none();
    let text = instruction::write(&service::practice::document(&cx.view, record, !draft));
    let path = record.body.source.rsplit(['#', '/']).next().unwrap_or_default();
    let name: String = path.chars().filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c)).collect();
    let name = if name.ends_with(".md") { name } else { format!("IST-{}.md", record.head.number) };
    let attached = format!("attachment; filename=\"{name}\"").parse::<axum::http::HeaderValue>();
    let attached = attached.map_err(|_| Fault::bad("file name"))?;
    let kind = axum::http::HeaderValue::from_static("text/markdown; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attached)], text).into_response())
}
