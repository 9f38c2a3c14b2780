//! A requirement: what carries it out and how well that is known, what a change of it would do, and where it does not hold.

use super::{Insight, policy};
use crate::{
    cx::Cx,
    design,
    pages::{applicability::say, policy::impact as blast},
    show::path,
};
use isms::{
    analysis::{
        assured::{self, open_sources},
        impact,
    },
    coming,
    control::Control,
    policy::Requirement,
    record::Record,
};
use maud::{Markup, html};

/// What is shown above the fields.
pub fn insight(cx: &Cx, requirement: &Record<Requirement>) -> Insight {
    let main = html! {
        @if impact::is_draft(requirement) { (draft(cx, requirement)) }
        (controls(cx, requirement))
        (policy::exceptions(cx, &[requirement.head.id]))
    };
    Insight { main: Some(main), beside: Some(beside(cx, requirement)), ..Insight::default() }
}

/// What putting the draft in force would do.
fn draft(cx: &Cx, requirement: &Record<Requirement>) -> Markup {
    let found = impact::of_draft(cx.view.for_the_organisation(), requirement.head.id);
    let day = coming::day(requirement);
    let body = html! {
    @if requirement.body.withdrawn { p { strong { (cx.w.t("pol-taken-out")) } } }
    @if let Some(day) = day { p { (cx.w.tn("pol-comes", &[("day", cx.w.date_long(day).into())])) } }
    p { (blast::sentence(cx, &found)) " " a href=(cx.at(&format!("{}/impact", path(requirement)))) { (cx.w.t("pol-impact")) } } };
    design::section("impact", &cx.w.t("pol-impact"), None, body)
}

fn controls(cx: &Cx, requirement: &Record<Requirement>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let found: Vec<_> = open_sources::<Control>(isms, requirement.head.id).collect();
    let body = html! {
        @if found.is_empty() { p { (say::status_tag(&cx.w, assured::Status::NoControl)) } }
        ul.plain { @for c in found { li { (cx.link_to(c.head.id)) " " (say::status_tag(&cx.w, assured::look(isms, c).status)) } } }
    };
    design::section("carried", &cx.w.t("pol-carried-by"), None, body)
}

/// The whole guideline is one tap away, because a requirement is rarely changed alone.
fn beside(cx: &Cx, requirement: &Record<Requirement>) -> Markup {
    let guideline = requirement.body.guideline.and_then(|g| cx.view.get(g.id()));
    html! {
        @if let Some(guideline) = guideline.filter(|_| !cx.is_past()) {
            div.actions { (design::link_button(&cx.w.t("pol-write-guideline"), &format!("{}/write", path(guideline.as_ref())), false)) }
        }
    }
}
