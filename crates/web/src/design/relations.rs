//! What a record is for, in sentences: a verb and the records it leads to.

use maud::{Markup, html};

use super::tone::{Tone, tag};
use crate::words::Words;

/// Another record, as a link.
#[derive(Clone, Debug, Default)]
pub struct RecordLink {
    pub key: String,
    pub title: String,
    pub href: String,
    /// Its state, where it matters here.
    pub state: Option<(Tone, String)>,
}

/// "threatens Keep the lights on, Bill correctly and 12 more".
#[derive(Clone, Debug, Default)]
pub struct Relation {
    pub verb: String,
    pub links: Vec<RecordLink>,
    /// How many more there are, and where they are listed.
    pub more: Option<(usize, String)>,
}

/// A link to a record: its title, then quietly its key.
pub fn record_link(r: &RecordLink) -> Markup {
    html! {
        a.record href=(r.href) { (r.title) } " " span.key { (r.key) }
        @if let Some((tone, text)) = &r.state { " " (tag(*tone, text)) }
    }
}

/// The sentences, one to a verb.
pub fn relations(w: &Words, list: &[Relation]) -> Markup {
    html! { ul.relations { @for r in list { li { (sentence(w, r)) } } } }
}

fn sentence(w: &Words, r: &Relation) -> Markup {
    html! {
        span.verb { (r.verb) }
        ul {
            @for link in &r.links { li { (record_link(link)) } }
            @if let Some((n, href)) = &r.more { li { a href=(href) { (w.tn("and-more", &[("n", (*n).into())])) } } }
        }
    }
}
