//! Acts as they happened: who, when, by what way, why, and what it changed.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use crate::words::Words;

/// What an act changed in one field.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Running text, to be compared word by word; otherwise one value takes the other's place.
    pub text: bool,
    /// What `after` says in one line, line by line: it stands behind that line, and what was there before is not shown.
    pub lines: Vec<String>,
}

/// One act.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// The act's page, with its hash and neighbours.
    pub href: String,
    /// "act 8,412".
    pub number: String,
    /// The time as it is read, and as machines read it (RFC 3339).
    pub at: String,
    pub at_iso: String,
    pub actor: String,
    /// By what way, where it was not the page: API, import, apply.
    pub via: Option<String>,
    /// What was done, a sentence without its subject: "accepted the risk".
    pub what: Markup,
    pub reason: Option<String>,
    pub diffs: Vec<Diff>,
}

/// Words kept, taken out and put in, in order.
struct Diffed(Vec<(ChangeTag, String)>);

/// Longer texts are compared line by line: word by word would cost too much and read no better.
const LONG: usize = 8_000;
/// Share of words and spaces, from 0 to 1, that both texts must have in common to be shown as one.
const ALIKE: f32 = 0.6;

fn compare(before: &str, after: &str) -> Diffed {
    let diff = if before.len() + after.len() > LONG {
        TextDiff::from_lines(before, after)
    } else {
        TextDiff::from_words(before, after)
    };
    let mut runs = Diffed(Vec::new());
    for change in diff.iter_all_changes() {
        match runs.0.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => runs.0.push((change.tag(), change.value().to_owned())),
        }
    }
    runs
}

/// Whether enough words stay for the mixture to be readable; otherwise one text takes the other's place.
fn alike(before: &str, after: &str) -> bool {
    before.len() + after.len() > LONG || TextDiff::from_words(before, after).ratio() >= ALIKE
}

/// The acts, newest first as they are given.
pub fn timeline(w: &Words, acts: &[Act]) -> Markup {
    html! { ol.acts { @for a in acts { li { (act(w, a)) } } } }
}

fn act(w: &Words, a: &Act) -> Markup {
    html! {
        time datetime=(a.at_iso) { (a.at) }
        div {
            p {
                strong { (a.actor) } " " (a.what)
                @if let Some(v) = &a.via { " " span.quiet { (w.tn("act-via", &[("way", v.as_str().into())])) } }
                " " @if a.href.is_empty() { span.key { (a.number) } } @else { a.key href=(a.href) { (a.number) } }
            }
            @if let Some(r) = &a.reason { blockquote { (r) } }
            @if !a.diffs.is_empty() { dl.diffs { @for d in &a.diffs { div { dt { (d.field) } dd { (diff(w, d)) } } } } }
        }
    }
}

fn diff(w: &Words, d: &Diff) -> Markup {
    match (&d.before, &d.after) {
        (_, Some(a)) if !d.lines.is_empty() => {
            super::more(a, false, html! { ul.plain { @for line in &d.lines { li { (line) } } } })
        }
        (Some(b), Some(a)) if d.text && alike(b, a) => words(&compare(b, a)),
        (before, after) => html! {
            @match before { Some(b) => del { (b) }, None => span.quiet { (w.t("nothing")) } }
            span.away { " " (w.t("became")) " " } span.arrow aria-hidden="true" { " → " }
            @match after { Some(a) => ins { (a) }, None => span.quiet { (w.t("nothing")) } }
        },
    }
}

fn words(diffed: &Diffed) -> Markup {
    html! {
        span.words {
            @for (tag, text) in &diffed.0 {
                @match tag {
                    ChangeTag::Equal => (text),
                    ChangeTag::Delete => del { (text) },
                    ChangeTag::Insert => ins { (text) },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_word_by_word() {
        let d = Diff {
            before: Some("Reviewed every year".into()),
            after: Some("Reviewed every <b>quarter</b>".into()),
            text: true,
            ..Diff::default()
        };
        let shown = diff(&Words::for_lang("en"), &d).into_string();
        insta::assert_snapshot!(shown, @r#"<span class="words">Reviewed every <del>year</del><ins>&lt;b&gt;quarter&lt;/b&gt;</ins></span>"#);
    }
}
