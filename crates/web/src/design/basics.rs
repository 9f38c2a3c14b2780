//! The few pieces every page is made of.

use maud::{Markup, html};

use super::actions::LinkTo;
use crate::words::Words;

/// What the page says first: its heading, and the one sentence that matters most.
pub fn lede(title: &str, sentence: Option<Markup>) -> Markup {
    html! { header.lede { h1 { (title) } @if let Some(s) = sentence { p { (s) } } } }
}

/// A part of a page under its own heading; `note` says in small type what its figures are. `id` is the anchor.
pub fn section(id: &str, title: &str, note: Option<&str>, body: Markup) -> Markup {
    html! {
        section id=(id) {
            div.heading { h2 { (title) } @if let Some(n) = note { small { (n) } } }
            (body)
        }
    }
}

/// Main matter and what stands beside it; one below the other where there is no room.
pub fn two(main: Markup, beside: Markup) -> Markup {
    html! { div.two { div { (main) } div { (beside) } } }
}

/// The same with what can be done: above all else on a telephone, at the head of what stands beside on a desk.
pub fn two_doing(doing: Markup, main: Markup, beside: Markup) -> Markup {
    html! { div.two.doing { div { (doing) } div { (main) } div { (beside) } } }
}

/// The same with what comes last: below the main column on a desk, below everything on a telephone.
pub fn two_then(main: Markup, beside: Markup, last: Markup) -> Markup {
    html! { div.two.then { div { (main) } div { (beside) } div { (last) } } }
}

/// Names and values in a definition list.
pub fn facts(rows: &[(String, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in rows { div { dt { (name) } dd { (value) } } } } }
}

/// Running text that was rendered from Markdown and sanitised before.
pub fn prose(body: Markup) -> Markup {
    html! { div.prose { (body) } }
}

/// An aside in small, quiet type.
pub fn quiet(body: Markup) -> Markup {
    html! { p.quiet { (body) } }
}

/// Nothing is here yet: one sentence that teaches and, where there is one, the action that fills the void.
pub fn empty(sentence: &str, action: Option<&LinkTo>) -> Markup {
    html! { div.empty { p { (sentence) } @if let Some(a) = action { a.button href=(a.href) { (a.label) } } } }
}

/// The way to this page; the last crumb is the page itself and no link.
pub fn breadcrumb(w: &Words, crumbs: &[LinkTo]) -> Markup {
    html! {
        nav.crumbs aria-label=(w.t("crumbs")) {
            ol {
                @for (i, c) in crumbs.iter().enumerate() {
                    @if i + 1 == crumbs.len() { li aria-current="page" { (c.label) } }
                    @else { li { a href=(c.href) { (c.label) } } }
                }
            }
        }
    }
}

/// Sibling pages as links; `current` is the index of the one shown. `label` names the set to screen readers.
pub fn tabs(label: &str, links: &[LinkTo], current: usize) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (i, l) in links.iter().enumerate() {
                a href=(l.href) aria-current=[(i == current).then_some("page")] { (l.label) }
            }
        }
    }
}

/// Text to copy or to read letter by letter; scrolls by keyboard. `label` names it.
pub fn code_block(label: &str, text: &str) -> Markup {
    html! { pre.code tabindex="0" role="region" aria-label=(label) { code { (text) } } }
}

/// Detail that is there when asked for.
pub fn more(summary: &str, open: bool, body: Markup) -> Markup {
    html! { details.more open[open] { summary { (summary) } div { (body) } } }
}
