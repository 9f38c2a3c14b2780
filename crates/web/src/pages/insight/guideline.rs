//! A guideline: its requirements with what carries them out, who has read it, and the exceptions from it.

use super::{Insight, policy};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    pages::applicability::say,
};
use isms::{
    analysis::{
        assured::{self, open_sources},
        impact,
    },
    control::Control,
    instruction::Instruction,
    policy::{Guideline, Requirement},
    record::{AnyRecord, Record},
    values::RecordId,
};
use maud::{Markup, html};
use service::policy::document::{Form, requirements};

/// What is shown above the fields.
pub fn insight(cx: &Cx, guideline: &Record<Guideline>) -> Insight {
    let all = requirements(&cx.view, guideline.head.id, Form::Draft);
    let ids: Vec<RecordId> = all.iter().map(|r| r.head.id).collect();
    let main = html! {
        (table(cx, &all))
        (taken_out(cx, guideline.head.id))
        (policy::readers(cx, guideline))
        (policy::exceptions(cx, &ids))
    };
    Insight { main: Some(main), beside: Some(policy::actions(cx, guideline)), ..Insight::default() }
}

/// What the draft takes out, and what holds meanwhile.
fn taken_out(cx: &Cx, guideline: RecordId) -> Markup {
    let isms = cx.view.for_the_organisation();
    let mut gone: Vec<&Record<Requirement>> =
        open_sources::<Requirement>(isms, guideline).filter(|r| r.body.withdrawn && cx.view.sees(*r)).collect();
    gone.sort_by_key(|r| r.head.number);
    let ids: Vec<RecordId> = gone.iter().map(|r| r.head.id).collect();
    html! { @if !ids.is_empty() { p { (cx.w.t("pol-takes-out")) " " (crate::pages::policy::links(cx, &ids)) } } }
}

fn table(cx: &Cx, all: &[&Record<Requirement>]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let rows: Vec<Row> = all.iter().map(|r| row(cx, r)).collect();
    let columns = [
        Column::new(cx.w.t("pol-number"), Role::Key),
        Column::new(cx.w.t("pol-requirement"), Role::Lead),
        Column::new(cx.w.t("pol-carried-by"), Role::Text),
        Column::new(cx.w.t("pol-instructions"), Role::Number),
    ];
    let title = cx.w.t("pol-requirements");
    design::section("requirements", &title, None, design::plain_table(&cx.w, &title, &columns, &rows))
}

fn row(cx: &Cx, requirement: &Record<Requirement>) -> Row {
    let isms = cx.view.for_the_organisation();
    let controls: Vec<_> = open_sources::<Control>(isms, requirement.head.id).collect();
    let worst = controls.iter().map(|c| assured::look(isms, c).status).min();
    let instructions = open_sources::<Instruction>(isms, requirement.head.id).count();
    let lead = html! {
        (requirement.head.title)
        @if impact::is_draft(requirement) { " " (design::tag(Tone::Note, &cx.w.t("draft"))) }
    };
    let carried = html! { @match worst { Some(status) => { (say::status_tag(&cx.w, status)) " " small { (controls.len()) } }, None => (say::status_tag(&cx.w, assured::Status::NoControl)) } };
    Row {
        key: (requirement as &dyn AnyRecord).key().to_string(),
        href: cx.href(requirement),
        cells: vec![
            Cell::Text(requirement.body.number.clone()),
            Cell::Html(lead),
            Cell::Html(carried),
            match (instructions, requirement.body.needs_instruction) {
                (0, true) => Cell::Html(design::tag(Tone::Warn, "0")),
                (0, false) => Cell::Empty,
                (n, _) => Cell::Text(n.to_string()),
            },
        ],
        ..Row::default()
    }
}
