//! The list of papers: what there is to take away, and what was issued.

use super::Which;
use crate::{cx::Cx, design, fault::Result, pages::Page};
use axum::response::{IntoResponse, Response};
use isms::{
    communication::{Report, report::DocumentKind},
    control::Applicability,
    governance::{Decision, Meeting},
    kind,
    record::Record,
};
use maud::{Markup, html};

/// Meetings that are named; the register has the rest.
const MEETINGS: usize = 12;

/// `GET /papers`: what there is, and what was issued.
pub async fn list(cx: Cx) -> Result<Response> {
    let w = &cx.w;
    let known = [Which::RiskAssessment, Which::TreatmentPlan];
    let words = ["paper-risk-assessment", "paper-treatment-plan"];
    let decisions: Vec<&Record<Decision>> =
        cx.view.all::<Decision>().filter(|d| matches!(&*d.head.state, "prepared" | "tabled")).collect();
    let body = html! {
        (design::lede(&w.t("papers"), Some(html! { (w.t("papers-about")) })))
        div.paper {
        @for (which, word) in known.iter().zip(words) {
            @if which.is_for(&cx.view) {
                (design::section(word, &w.t(word), None, html! {
                    p { (w.t(&format!("{word}-about"))) }
                    p.actions { (design::link_button(&w.t("paper-open"), &cx.at(&which.path()), true)) }
                    (issued_list(&cx, which))
                }))
            }
        }
        @if cx.view.sight.reads(kind::of::<Applicability>()) {
            (design::section("paper-statements", &w.t("paper-statements"), None, html! {
                p { (w.t("paper-statement-about")) }
                ul.plain { @for s in cx.view.all::<Applicability>() { li { a href=(cx.at(&format!("/applicabilities/SOA-{}/paper", s.head.number))) { (s.head.title) } " " span.key { "SOA-" (s.head.number) } " " (cx.state_tag(s)) } } }
                (all_issued(&cx, DocumentKind::StatementOfApplicability))
            }))
        }
        @if cx.view.sight.reads(kind::of::<Decision>()) {
            (design::section("paper-decisions", &w.t("paper-decision-papers"), None, html! {
                p { (w.t("paper-decision-papers-about")) }
                @if decisions.is_empty() { (design::empty(&w.t("home-nothing-to-decide"), None)) }
                ul.plain {
                    @for d in &decisions {
                        li { a href=(cx.at(&format!("/decisions/DEC-{}/paper", d.head.number))) { (d.head.title) } " " span.key { "DEC-" (d.head.number) } " " (cx.state_tag(*d)) }
                    }
                }
                (all_issued(&cx, DocumentKind::DecisionPaper))
            }))
        }
        @if cx.view.sight.reads(kind::of::<Meeting>()) {
            (design::section("paper-meetings", &w.t("paper-meetings"), None, html! {
                p { (w.t("paper-meetings-about")) }
                (meetings(&cx))
                (all_issued(&cx, DocumentKind::Minutes))
            }))
        }
        @if cx.view.sight.reads(kind::of::<Decision>()) {
            (design::section("paper-answer", &w.t("answer-title"), None, html! {
                p { (w.t("paper-answer-about")) }
                p.actions { (design::link_button(&w.t("paper-open"), &cx.at("/governance/answer"), true)) }
                (all_issued(&cx, DocumentKind::AllocationAnswer))
            }))
        }
        }
    };
    let title = w.t("papers");
    Ok(Page::new("communication", title, body).draw(&cx).into_response())
}

/// The newest meetings, each with its agenda, and with its minutes once it was held.
fn meetings(cx: &Cx) -> Markup {
    let mut all: Vec<&Record<Meeting>> = cx.view.all::<Meeting>().filter(|m| &*m.head.state != "cancelled").collect();
    all.sort_by_key(|m| std::cmp::Reverse((m.body.begins, m.head.number)));
    let to = |m: &Record<Meeting>, what: &str| cx.at(&format!("/meetings/MTG-{}/{what}", m.head.number));
    html! {
        @if all.is_empty() { (design::empty(&cx.w.t("paper-no-meetings"), None)) }
        ul.plain {
            @for m in all.iter().take(MEETINGS) {
                li {
                    (m.head.title) " " span.key { "MTG-" (m.head.number) } " " (cx.state_tag(*m))
                    " · " a href=(to(m, "agenda")) { (cx.w.t("live-agenda")) span.away { ": " (m.head.title) } }
                    @if matches!(&*m.head.state, "held" | "closed") { " · " a href=(to(m, "minutes")) { (cx.w.t("minutes")) span.away { ": " (m.head.title) } } }
                }
            }
        }
        @if all.len() > MEETINGS { p { a href=(cx.at("/meetings")) { (cx.w.tn("and-more", &[("n", (all.len() - MEETINGS).into())])) } } }
    }
}

fn issued_list(cx: &Cx, which: &Which) -> Markup {
    all_issued(cx, which.document())
}

fn all_issued(cx: &Cx, document: DocumentKind) -> Markup {
    let mut found: Vec<_> = cx.view.all::<Report>().filter(|r| r.body.document == document).collect();
    found.reverse();
    html! {
        @if found.is_empty() { p.quiet { (cx.w.t("papers-none-issued")) } }
        @else { ul.plain { @for r in found.iter().take(12) { li { (design::record_link(&cx.link(*r))) " " (cx.state_tag(*r)) } } } }
    }
}
