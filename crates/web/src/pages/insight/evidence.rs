//! What is known about a piece of evidence: its file, until when it may be relied on, and for what it was accepted.

use super::Insight;
use crate::{
    cx::Cx,
    design,
    pages::assurance::evidence::{accepted, fresh, kept, reuse_form},
};
use isms::{
    assurance::Evidence,
    authority::Action,
    record::{AnyRecord, Record},
};
use maud::html;

/// What is shown above the fields.
pub fn insight(cx: &Cx, evidence: &Record<Evidence>) -> Insight {
    let w = &cx.w;
    let may = !cx.is_past() && (evidence as &dyn AnyRecord).is_open() && cx.view.may_on(evidence, Action::Edit);
    let rows = [
        (w.t("evidence-fresh"), fresh(cx, evidence)),
        (w.t("evidence-accepted"), html! { (accepted(cx, &evidence.body)) }),
    ];
    let main = html! {
        (design::section("kept", &w.t("evidence-kept"), None, html! { (kept(cx, evidence)) (design::facts(&rows)) }))
        @if may { (design::section("reuse", &w.t("reuse"), None, design::more(&w.t("reuse-open"), false, reuse_form(cx, evidence, &[])))) }
    };
    Insight { main: Some(main), ..Insight::default() }
}
