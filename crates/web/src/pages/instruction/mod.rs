//! Instructions where the work is done: written by the first line, challenged by the second, said to be unworkable and answered, kept in
//! step with requirements and with the repositories they live in.

pub mod challenge;
pub mod plain;
pub mod practice;
mod redlines;
pub mod say;
pub mod sources;
#[cfg(test)]
mod tests;
pub mod write;

use super::{Page, crumbs, record_of};
use crate::{
    cx::Cx,
    design::{self, LinkTo},
    fault::{Fault, Result},
    markdown,
    show::path,
};
use formats::document::instruction::Instruction as Document;
use isms::{
    context::{Person, Team},
    instruction::Instruction,
    kind,
    policy::Requirement,
    record::{AnyRecord, Record},
    values::{RecordId, Ref, Url},
};
use maud::{Markup, html};
use std::sync::Arc;

/// The instruction of an address.
fn instruction_of(cx: &Cx, key: &str) -> Result<Arc<dyn AnyRecord>> {
    record_of(cx, "instructions", key)
}

fn typed(record: &dyn AnyRecord) -> Result<&Record<Instruction>> {
    record.typed::<Instruction>().ok_or_else(|| Fault::missing("instruction"))
}

/// Changes are made now, never in the past.
fn now_only(cx: &Cx) -> Result<()> {
    match cx.is_past() {
        true => Err(Fault::bad(cx.w.t("ist-past"))),
        false => Ok(()),
    }
}

/// The visitor's person.
fn me(cx: &Cx) -> Option<&Record<Person>> {
    cx.viewer().person.and_then(|p| cx.view.get(p)).and_then(|r| r.typed::<Person>())
}

fn my_key(cx: &Cx) -> Result<String> {
    let key = me(cx).map(|p| format!("PER-{}", p.head.number));
    key.ok_or_else(|| Fault::denied(cx.w.t("ist-no-person")))
}

/// A page about an instruction, with the way to it.
fn page(cx: &Cx, record: &Record<Instruction>, title: String, body: Markup) -> Page {
    let mut way = crumbs(cx, kind::of::<Instruction>(), None);
    way.push(LinkTo::new(format!("IST-{}", record.head.number), cx.href(record)));
    way.push(LinkTo::new(title.clone(), String::new()));
    Page::new("instruction", title, body).crumbs(way)
}

/// A page about all instructions.
fn page_of_all(cx: &Cx, title: String, body: Markup) -> Page {
    let mut way = crumbs(cx, kind::of::<Instruction>(), None);
    way.push(LinkTo::new(title.clone(), String::new()));
    Page::new("instruction", title, body).crumbs(way)
}

/// Requirements that may be seen, in order.
fn requirements<'c>(cx: &'c Cx, refs: &[Ref<Requirement>]) -> Vec<&'c Record<Requirement>> {
    refs.iter().filter_map(|r| cx.view.get(r.id())).filter_map(|r| r.typed::<Requirement>()).collect()
}

/// The requirements that a document names, as far as they are known here.
fn named(cx: &Cx, document: &Document) -> Vec<RecordId> {
    let made = service::practice::fields(&cx.view, document);
    let keys = made.fields.get("carries_out").and_then(|v| v.as_array()).cloned().unwrap_or_default();
    keys.iter().filter_map(|k| isms::outer::Names::find(&cx.view, k.as_str()?)).map(|(id, _)| id).collect()
}

/// Whether a person is of the first line, by their team where it is known.
fn writes(cx: &Cx, team: Option<RecordId>) -> std::result::Result<(), &'static str> {
    let Some(me) = me(cx) else { return Err("ist-no-person") };
    let isms = cx.view.for_the_organisation();
    let first = isms::context::person::Line::First;
    if me.body.line != first || team.and_then(|t| isms.typed::<Team>(t)).is_some_and(|t| t.body.line != first) {
        return Err("ist-not-first-line");
    }
    match team {
        Some(team) if !isms::analysis::practice::belongs(isms, me.head.id, team) => Err("ist-not-your-team"),
        _ => Ok(()),
    }
}

/// Where it lives: the first thing to know of an instruction.
fn place(cx: &Cx, lives_in: &str, address: &str) -> Markup {
    html! {
        p {
            @if lives_in.is_empty() && address.is_empty() { (cx.w.t("ist-lives-nowhere")) }
            @else {
                (cx.w.t("ist-lives-in")) " "
                @if Url::is_safe(address) {
                    a href=(address) rel="noopener noreferrer nofollow" { @if lives_in.is_empty() { (address) } @else { (lives_in) } }
                } @else { strong { (lives_in) } " " span.quiet { (cx.w.t("ist-no-address")) } }
            }
        }
    }
}

/// An instruction as people read it.
fn shown(cx: &Cx, doc: &Document) -> Markup {
    html! {
        (place(cx, &doc.lives_in, &doc.workflow))
        (design::prose(markdown::render(&doc.purpose)))
        (steps(cx, doc))
        @if !doc.leaves_behind.trim().is_empty() {
            h3 { (cx.w.t("ist-leaves-behind")) }
            (design::prose(markdown::render(&doc.leaves_behind)))
        }
    }
}

/// The steps, with who does them and how long they take.
fn steps(cx: &Cx, doc: &Document) -> Markup {
    let minutes: f64 = doc.steps.iter().filter_map(|s| s.minutes).sum();
    let timed = doc.steps.iter().filter(|s| s.minutes.is_some()).count();
    html! {
        @if doc.steps.is_empty() { p.quiet { (cx.w.t("ist-no-steps")) } }
        ol.steps {
            @for step in &doc.steps {
                li {
                    (design::prose(markdown::render(&step.text)))
                    @if !step.who.is_empty() || step.minutes.is_some() {
                        p.quiet {
                            (step.who)
                            @if let Some(minutes) = step.minutes {
                                @if !step.who.is_empty() { " · " }
                                (cx.w.tn("ist-minutes", &[("n", cx.w.number(minutes, 0).into())]))
                            }
                        }
                    }
                }
            }
        }
        @if timed > 0 {
            p.quiet { (cx.w.tn("ist-total", &[("n", cx.w.number(minutes, 0).into()), ("timed", timed.into()), ("all", doc.steps.len().into())])) }
        }
    }
}

/// The address of a page of an instruction.
fn at(record: &Record<Instruction>, what: &str) -> String {
    format!("{}/{what}", path(record))
}

/// Links to the pages about all instructions.
pub fn links(cx: &Cx) -> Markup {
    html! {
        div.actions {
            (design::link_button(&cx.w.t("ist-practice"), &cx.at("/instructions/practice"), false))
            (design::link_button(&cx.w.t("ist-sources"), &cx.at("/instructions/sources"), false))
            @if !cx.is_past() && cx.view.sight.may(kind::of::<Instruction>(), isms::authority::Action::Create) {
                (design::link_button(&cx.w.t("ist-import"), "/instructions/import", false))
            }
        }
    }
}
