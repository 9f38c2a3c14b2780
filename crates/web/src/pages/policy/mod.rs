//! Policies and guidelines: written as one text, compared, reviewed, published, read; and what that asks of people.

pub mod budget;
pub mod extend;
pub mod impact;
pub mod publish;
pub mod read;
pub mod redline;
pub mod review;
#[cfg(test)]
mod tests;
pub mod write;

use super::{Page, crumbs, record_of};
use crate::{
    cx::Cx,
    design::{self, LinkTo},
    fault::{Fault, Result},
    show::path,
};
use isms::{head::Key, record::AnyRecord, values::RecordId};
use maud::{Markup, html};
use std::sync::Arc;

/// Names that are shown before "and more".
const MOST: usize = 30;

/// The record of a key, where it is of one of these kinds.
fn document(cx: &Cx, key: &str, kinds: &[&str]) -> Result<Arc<dyn AnyRecord>> {
    let kind = Key::parse(key).map(|k| k.kind).filter(|k| kinds.contains(&k.name));
    let kind = kind.ok_or_else(|| Fault::missing(key))?;
    record_of(cx, kind.plural, key)
}

/// A page about a document: its title links to the record.
fn page(cx: &Cx, record: &dyn AnyRecord, title: &str, body: Markup) -> Page {
    let kind = record.kind();
    let mut way = crumbs(cx, kind, None);
    way.push(LinkTo::new(record.key().to_string(), cx.at(&path(record))));
    way.push(LinkTo::new(title, String::new()));
    let lede =
        html! { a.record href=(cx.href(record)) { (record.head().title) } " " span.key { (record.key().to_string()) } };
    let body = html! { (design::lede(title, Some(lede))) (body) };
    Page::new(kind.area.name(), format!("{title}: {}", record.head().title), body).crumbs(way)
}

/// A form's field by name; empty where it was not sent.
fn pick(pairs: &super::form::Pairs, name: &str) -> String {
    pairs.iter().rev().find(|(k, _)| k == name).map(|(_, v)| v.replace("\r\n", "\n")).unwrap_or_default()
}

/// Links in a sentence, with how many more there are.
pub fn links(cx: &Cx, ids: &[RecordId]) -> Markup {
    let more = ids.len().saturating_sub(MOST);
    html! {
        @for (i, id) in ids.iter().take(MOST).enumerate() { @if i > 0 { ", " } (cx.link_to(*id)) }
        @if more > 0 { " " (cx.w.tn("pol-more", &[("n", more.into())])) }
    }
}

/// Minutes as people say them.
pub fn minutes(cx: &Cx, value: f64) -> String {
    cx.w.tn("pol-minutes", &[("n", cx.w.number(value, 0).into())])
}

/// Hours with a digit, or minutes where it is less than one.
pub fn hours(cx: &Cx, value: f64) -> String {
    if value < 1.0 {
        return minutes(cx, (value * 60.0).ceil());
    }
    let digits = usize::from(value < 10.0);
    cx.w.tn("pol-hours", &[("n", cx.w.number(value, digits).into())])
}
