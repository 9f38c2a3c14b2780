//! What is known about a finding: whether it was found before, and how far what is done about it has come.

use super::Insight;
use crate::{
    cx::{Cx, encode},
    design::{self, Notice, Tone},
    pages::assurance::phases,
};
use isms::{
    assurance::{Action, Finding, finding::repeats::Repeats},
    authority::Action as May,
    check::Check,
    kind,
    record::{AnyRecord, Record},
};
use jiff::Span;
use maud::{Markup, html};

/// Days from today that a new action is offered as its date.
const DUE: i32 = 60;

/// What is shown above the fields.
pub fn insight(cx: &Cx, finding: &Record<Finding>) -> Insight {
    let main = html! {
        (repeats(cx, finding))
        (design::section("answer", &cx.w.t("finding-answer"), None, answer(cx, finding)))
    };
    Insight { main: Some(main), ..Insight::default() }
}

fn repeats(cx: &Cx, finding: &Record<Finding>) -> Markup {
    let all = Repeats::of(cx.view.for_the_organisation());
    let earlier = all.before(finding);
    if earlier.is_empty() {
        return html! {};
    }
    let body = html! {
        p { strong { (cx.w.t("finding-repeat")) } " " (cx.w.t("finding-repeat-note")) }
        ul.plain { @for f in earlier { li { (cx.link_to(f.head.id)) @if let Some(on) = f.body.found_on { " " span.quiet { (cx.w.date(on)) } } } } }
    };
    design::notice(&Notice { tone: Tone::Warn, body })
}

fn answer(cx: &Cx, finding: &Record<Finding>) -> Markup {
    let pointing = cx.view.pointing_at(finding.head.id);
    let mut actions: Vec<&Record<Action>> = pointing.into_iter().filter_map(|(_, r)| r.typed::<Action>()).collect();
    actions.sort_by_key(|a| a.head.number);
    actions.dedup_by_key(|a| a.head.number);
    let open = (finding as &dyn AnyRecord).is_open() && !cx.is_past();
    let may = open && cx.view.sight.may(kind::of::<Action>(), May::Create);
    html! {
        @if actions.is_empty() {
            @let word = if finding.body.grade.needs_action() { "finding-no-action" } else { "finding-needs-none" };
            p { (cx.w.t(word)) }
        }
        @for action in &actions { (line(cx, action)) }
        @if open { (remains(cx, finding)) }
        @if may { div.actions { (design::link_button(&cx.w.t("finding-act"), &new_action(cx, finding), actions.is_empty())) } }
    }
}

fn line(cx: &Cx, action: &Record<Action>) -> Markup {
    let open = (action as &dyn AnyRecord).is_open();
    let (done, of) = phases::passed(action);
    html! {
        p {
            (cx.state_tag(action)) " " (cx.link_to(action.head.id)) " "
            span.quiet {
                (cx.w.tn("finding-phases", &[("n", done.into()), ("of", of.into())]))
                @if let Some(due) = action.body.due.filter(|_| open) { " · " (cx.w.tn("finding-due", &[("day", cx.w.date(due).into())])) }
            }
        }
        (phases::same_person(cx, action))
    }
}

/// What is missing before it can be closed.
fn remains(cx: &Cx, finding: &Record<Finding>) -> Markup {
    let check = Check::new(cx.view.for_the_organisation(), finding);
    match (kind::of::<Finding>().guard)(finding, "close", &check) {
        Ok(()) => html! { p.quiet { (cx.w.t("finding-may-close")) } },
        Err(missing) => html! { p.quiet { (cx.w.t("finding-open-because")) " " (missing) } },
    }
}

/// The form of a new action with what is known.
fn new_action(cx: &Cx, finding: &Record<Finding>) -> String {
    let due = cx.today().checked_add(Span::new().days(DUE)).map(|d| d.to_string()).unwrap_or_default();
    let title = cx.w.tn("finding-action-title", &[("finding", finding.head.title.as_str().into())]);
    format!("/actions/new?answers=FND-{}&title={}&due={due}", finding.head.number, encode(&title))
}
