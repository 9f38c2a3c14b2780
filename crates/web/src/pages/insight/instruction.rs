//! What is known about an instruction: where it lives, whether it keeps up with what must be met, what the second line said, and what those
//! who work by it say.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    pages::instruction::{challenge, links, say},
};
use isms::{
    analysis::{assured::open_sources, practice},
    authority::Action,
    everywhere::Task,
    governance::{Challenge, challenge::ChallengeVerdict},
    instruction::Instruction,
    kind,
    policy::Requirement,
    record::{AnyRecord, Record},
    values::Url,
};
use maud::{Markup, html};

/// What is shown above the fields.
pub fn insight(cx: &Cx, record: &Record<Instruction>) -> Insight {
    let main = html! {
        (place(cx, record))
        (standing(cx, record))
        (challenge::earlier(cx, record))
    };
    Insight { lede: None, main: Some(main), beside: Some(beside(cx, record)) }
}

/// First where it lives, because that is where it is used.
fn place(cx: &Cx, record: &Record<Instruction>) -> Markup {
    let body = record.counts().unwrap_or(&record.body);
    let (place, address) = (body.lives_in.trim(), body.workflow.0.as_str());
    let w = &cx.w;
    html! {
        @if place.is_empty() || address.is_empty() {
            (design::notice(&Notice::text(Tone::Warn, &w.t(if place.is_empty() { "ist-lives-nowhere" } else { "ist-no-address" }))))
        }
        @if !place.is_empty() || !address.is_empty() {
            p {
                (w.t("ist-lives-in")) " "
                @if Url::is_safe(address) {
                    a href=(address) rel="noopener noreferrer nofollow" { @if place.is_empty() { (address) } @else { (place) } }
                } @else { strong { (place) } }
            }
        }
    }
}

/// How it stands with what must be met, and with the second line.
fn standing(cx: &Cx, record: &Record<Instruction>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let w = &cx.w;
    let stale = practice::stale(isms, record);
    let newest = practice::challenges(isms, record.head.id).into_iter().next();
    let refused =
        newest.filter(|c| c.body.verdict == Some(ChallengeVerdict::Refused) && cx.view.get(c.head.id).is_some());
    html! {
        @if let Some(stale) = &stale {
            @let said = html! {
                p { strong { (w.tn("ist-stale", &[("days", stale.days.into()), ("since", w.date(stale.since).into())])) } }
                ul.plain { @for r in &stale.requirements { li { (cx.link_to(*r)) } } }
                @for task in tasks(cx, record) { p { (w.t("ist-work-open")) " " (cx.link_to(task.head.id)) @if let Some(due) = task.body.due { " " span.quiet { (w.tn("finding-due", &[("day", w.date(due).into())])) } } } }
            };
            (design::notice(&Notice { tone: Tone::Warn, body: said }))
        }
        @if let Some(refused) = refused {
            (design::notice(&Notice { tone: Tone::Bad, body: html! { p { strong { (w.t("ist-refused")) } } (challenge::told(cx, refused)) } }))
        }
        @if let Some(edition) = &record.in_force {
            @match practice::validated(isms, record).filter(|c| cx.view.get(c.head.id).is_some()) {
                Some(c) => p { (design::tag(Tone::Good, &w.tn("ist-validated", &[("n", edition.number.into())]))) @if let Some(day) = c.body.made { " " span.quiet { (w.date(day)) } } },
                None if cx.view.sight.reads(kind::of::<Challenge>()) => p { (design::tag(Tone::Unknown, &w.tn("ist-not-validated", &[("n", edition.number.into())]))) },
                None => {},
            }
        }
    }
}

fn tasks<'c>(cx: &'c Cx, record: &Record<Instruction>) -> Vec<&'c Record<Task>> {
    let all = open_sources::<Task>(cx.view.for_the_organisation(), record.head.id);
    all.filter(|t| t.head.tags.iter().any(|tag| tag == service::practice::STALE))
        .filter(|t| cx.view.get(t.head.id).is_some())
        .collect()
}

/// What to do with it.
fn beside(cx: &Cx, record: &Record<Instruction>) -> Markup {
    let (w, at) = (&cx.w, |what: &str| format!("/instructions/IST-{}/{what}", record.head.number));
    let open = (record as &dyn AnyRecord).is_open() && !cx.is_past();
    let write = open && cx.view.may_on(record, Action::Edit);
    let challenge = open && cx.view.sight.may(kind::of::<Challenge>(), Action::Create);
    html! {
        div.actions {
            @if write { (design::link_button(&w.t("ist-write"), &at("write"), true)) }
            @if challenge { (design::link_button(&w.t("ist-challenge"), &at("challenge"), !write)) }
            (design::link_button(&w.t("ist-plain"), &cx.at(&at("plain")), false))
            (design::link_button(&w.t("ist-file"), &cx.at(&at("instruction.md")), false))
        }
        (links(cx))
    }
}

/// What a record's page says under its own: what people say about it, and for a requirement how far practice has come.
pub fn on(cx: &Cx, record: &dyn AnyRecord) -> Option<Markup> {
    if !say::TOLD.contains(&record.kind().name) {
        return None;
    }
    let practice = record.typed::<Requirement>().map(|r| of_requirement(cx, r));
    Some(html! { @if let Some(practice) = practice { (practice) } (say::section(cx, record)) })
}

/// The instructions that carry out a requirement, and how long each took or has been taking.
fn of_requirement(cx: &Cx, requirement: &Record<Requirement>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let w = &cx.w;
    let Some(body) = requirement.counts() else { return html! {} };
    let mut followed = practice::practice_time(isms, requirement);
    followed.retain(|f| cx.view.get(f.instruction).is_some());
    let spread = practice::Spread::of(&followed);
    let untouched: Vec<_> = practice::dependents(isms, requirement.head.id)
        .map(|i| i.head.id)
        .filter(|id| cx.view.get(*id).is_some() && !followed.iter().any(|f| f.instruction == *id))
        .collect();
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Instruction>(), Action::Create);
    let none = followed.is_empty() && untouched.is_empty();
    let matter = html! {
        @if none { p { (w.t(if body.needs_instruction { "ist-nobody-says-how" } else { "ist-needs-none" })) } }
        @else {
            p.quiet { (w.tn("ist-arrived-of", &[("arrived", spread.arrived.into()), ("open", spread.open.into())])) }
            ul.plain {
                @for f in &followed {
                    li {
                        (cx.link_to(f.instruction)) " "
                        @match f.on {
                            Some(on) => (design::tag(Tone::Good, &w.tn("ist-arrived", &[("days", f.days.into()), ("on", w.date(on).into())]))),
                            None => (design::tag(Tone::Warn, &w.tn("ist-on-the-way", &[("days", f.days.into())]))),
                        }
                    }
                }
                @for id in &untouched { li { (cx.link_to(*id)) " " span.quiet { (w.t("ist-nothing-changed")) } } }
            }
        }
        @if may && (body.needs_instruction || !none) {
            div.actions { (design::link_button(&w.t("ist-new"), &format!("/instructions/new-from/RQT-{}", requirement.head.number), none)) }
        }
    };
    design::section("practice", &w.t("ist-practice"), None, matter)
}
