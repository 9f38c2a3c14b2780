//! What the pages and the paper say of lines, in the same words.

use crate::{
    cx::Cx,
    design::{self, Tone},
    words::Words,
};
use isms::{
    analysis::{
        applicability::{Applies, Contradiction, Line, Reason, Totals},
        assured::Status,
    },
    control::applicability::Ruling,
    values::RecordId,
};
use maud::{Markup, html};

/// A status in words.
pub fn status(w: &Words, status: Status) -> String {
    w.t(&format!("soa-status-{}", status.word()))
}

/// A status with the mark of what it means; what nobody has looked at is unknown, not bad.
pub fn status_tag(w: &Words, of: Status) -> Markup {
    let tone = match of {
        Status::Passed => Tone::Good,
        Status::Inherited | Status::Planned => Tone::Note,
        Status::Stale => Tone::Warn,
        Status::NoTest | Status::NeverRun => Tone::Unknown,
        Status::NoControl | Status::Failed => Tone::Bad,
    };
    design::tag(tone, &status(w, of))
}

/// The totals in a sentence.
pub fn in_short(w: &Words, t: &Totals) -> String {
    w.tn(
        "soa-in-short",
        &[
            ("lines", t.lines.into()),
            ("applicable", t.applicable.into()),
            ("excluded", t.excluded.into()),
            ("undetermined", t.undetermined.into()),
            ("passed", t.of(Status::Passed).into()),
        ],
    )
}

/// Whether a line applies, in a word.
pub fn applies(w: &Words, line: &Line<'_>) -> String {
    match (line.applies, line.deviation.map(|d| d.ruling)) {
        (Applies::Yes, Some(Ruling::Tailored)) => w.t("soa-tailored"),
        (Applies::Yes, _) => w.t("soa-applies"),
        (Applies::No, _) => w.t("soa-excluded"),
        (Applies::Undetermined, _) => w.t("soa-undetermined"),
    }
}

/// The same with its mark, and a mark where something speaks against it.
pub fn applies_tag(w: &Words, line: &Line<'_>) -> Markup {
    let text = applies(w, line);
    html! {
        @match line.applies {
            Applies::Yes => (text),
            Applies::No => (design::tag(Tone::Plain, &text)),
            Applies::Undetermined => (design::tag(Tone::Unknown, &text)),
        }
        @if !line.contradictions.is_empty() { " " (design::tag(Tone::Bad, &w.t("soa-contradicted"))) }
    }
}

/// The sort of a reason in a word.
pub fn reason(w: &Words, reason: Reason) -> String {
    w.t(&format!("soa-reason-{}", reason.word()))
}

/// What speaks against a line, as a sentence that ends in the record.
pub fn contradiction(cx: &Cx, of: Contradiction) -> Markup {
    html! { (cx.w.t(&format!("soa-against-{}", of.word()))) " " (cx.link_to(of.record())) }
}

/// A record by its key alone, to save room in long lists.
pub fn key(cx: &Cx, id: RecordId) -> Markup {
    match cx.view.get(id) {
        Some(r) => html! { a.key href=(cx.href(r.as_ref())) title=(r.head().title) { (r.key().to_string()) } },
        None => html! { span.quiet { (cx.w.t("not-visible")) } },
    }
}

/// A requirement as people read it.
pub fn name(line: &Line<'_>) -> String {
    named(&line.point.label, &line.point.title)
}

/// Label and title; once where they are the same.
pub fn named(label: &str, title: &str) -> String {
    if title.is_empty() || title == label { label.to_owned() } else { format!("{label} {title}") }
}
