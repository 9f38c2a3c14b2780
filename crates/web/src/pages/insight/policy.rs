//! A policy: who has read it, what is written and reviewed now, the exceptions from it that run out, and whether it works.

use super::{Insight, exception, metric};
use crate::{
    cx::Cx,
    design::{self, Tone},
    pages::policy::{links, minutes},
    show::path,
};
use isms::{
    analysis::{assured::open_sources, impact, reading},
    audience,
    authority::Action,
    coming,
    context::Person,
    heard, kind,
    policy::{Exception, Guideline, Metric, Policy, Requirement},
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::ToSpan;
use maud::{Markup, html};

/// What is shown above the fields.
pub fn insight(cx: &Cx, policy: &Record<Policy>) -> Insight {
    let id = policy.head.id;
    let main = html! {
        (readers(cx, policy))
        (exceptions(cx, &under(cx, id)))
        (metrics(cx, id))
    };
    Insight { main: Some(main), beside: Some(actions(cx, policy)), ..Insight::default() }
}

/// The requirements that serve a policy, and those of the guidelines that carry it out.
fn under(cx: &Cx, policy: RecordId) -> Vec<RecordId> {
    let isms = cx.view.for_the_organisation();
    let mut all: Vec<RecordId> = open_sources::<Requirement>(isms, policy).map(|r| r.head.id).collect();
    for guideline in open_sources::<Guideline>(isms, policy) {
        all.extend(open_sources::<Requirement>(isms, guideline.head.id).map(|r| r.head.id));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Who has acknowledged what is in force, who has not, and who need not.
pub fn readers(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let isms = cx.view.for_the_organisation();
    let Some(edition) = record.in_force() else { return html! {} };
    let people = reading::concerned(isms, record);
    let unread: Vec<RecordId> = heard::unread(isms, record, &people).iter().map(|p| p.head.id).collect();
    let read = people.len() - unread.len();
    let here = isms.all::<Person>().filter(|p| audience::is_here(isms, p)).count();
    let length = reading::minutes_in(isms, record);
    let share = (!people.is_empty()).then(|| read as f64 / people.len() as f64);
    let tone = if unread.is_empty() { Tone::Good } else { Tone::Warn };
    let said = cx.w.tn(
        "pol-read-n",
        &[
            ("n", read.into()),
            ("m", people.len().into()),
            ("edition", edition.number.into()),
            ("since", cx.time(edition.since).into()),
        ],
    );
    let others = here.saturating_sub(people.len());
    let body = html! {
        p { strong { (said) } }
        (design::bar(share, tone))
        p.quiet {
            (cx.w.tn("pol-need-not", &[("n", others.into())])) " "
            (cx.w.tn(if length.estimated { "pol-length-counted" } else { "pol-length-stated" }, &[("minutes", minutes(cx, length.value).into())]))
        }
        @if !unread.is_empty() && cx.view.sight.reads(kind::of::<Person>()) {
            (design::more(&cx.w.tn("pol-unread", &[("n", unread.len().into())]), false, html! { p { (links(cx, &unread)) } }))
        }
    };
    design::section("readers", &cx.w.t("pol-readers"), None, body)
}

/// Exceptions granted from any of some requirements, those that run out first.
pub fn exceptions(cx: &Cx, requirements: &[RecordId]) -> Markup {
    let isms = cx.view.for_the_organisation();
    let all = requirements.iter().flat_map(|r| open_sources::<Exception>(isms, *r));
    let mut found: Vec<&Record<Exception>> = all.filter(|e| &*e.head.state == "granted" && cx.view.sees(*e)).collect();
    found.sort_by_key(|e| (e.body.expires, e.head.number));
    found.dedup_by_key(|e| e.head.id);
    let soon = cx.today().checked_add(30.days()).unwrap_or(cx.today());
    html! {
        @if !found.is_empty() {
            (design::section("exceptions", &cx.w.t("pol-exceptions"), None, html! {
                ul.plain { @for e in found { li {
                    (cx.link_to(e.head.id)) " "
                    @let tone = if e.body.expires.is_none_or(|d| d <= soon) { Tone::Warn } else { Tone::Plain };
                    (design::tag(tone, &exception::runs_out(cx, e)))
                } } }
            }))
        }
    }
}

/// The metrics that measure a record, outcomes first; honest where none says whether it works.
pub fn metrics(cx: &Cx, id: RecordId) -> Markup {
    let isms = cx.view.for_the_organisation();
    let mut found: Vec<&Record<Metric>> = open_sources::<Metric>(isms, id).filter(|m| cx.view.sees(*m)).collect();
    found.sort_by_key(|m| (metric::order(m.body.sort), m.head.number));
    let body = html! {
        @if found.is_empty() { p { (design::tag(Tone::Unknown, &cx.w.t("unknown"))) " " (cx.w.t("pol-no-metric")) } }
        @else if found.iter().all(|m| metric::order(m.body.sort) == 3) { p { (design::tag(Tone::Warn, &cx.w.t("pol-only-artefacts"))) " " (cx.w.t("pol-only-artefacts-why")) } }
        @for m in found { div.metric { p { (cx.link_to(m.head.id)) " " (metric::sort_tag(cx, m.body.sort)) " " (metric::newest(cx, m)) } (metric::chart(cx, m)) } }
    };
    design::section("metrics", &cx.w.t("pol-metrics"), None, body)
}

/// What can be done with a document that is read.
pub fn actions(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let home = path(record);
    let may = |action| !cx.is_past() && record.is_open() && cx.view.may_on(record, action);
    let draft = impact::is_draft(record) || &*record.head().state != "in-force";
    let announced = coming::day(record).is_some();
    let link =
        |word: &str, to: &str, first: bool| design::link_button(&cx.w.t(word), &cx.at(&format!("{home}/{to}")), first);
    html! {
        @if let Some(day) = coming::day(record) {
            p { strong { (cx.w.tn("pol-comes", &[("day", cx.w.date_long(day).into())])) } " " (cx.w.t("pol-prepare")) }
        }
        div.actions {
            @if heard::readable(record).is_some() { (link("pol-read", "read", false)) }
            @if may(Action::Edit) && !announced { (link("pol-write", "write", false)) }
            @if matches!(&*record.head().state, "draft" | "review") { (link("pol-review", "review", &*record.head().state == "review")) }
            @if &*record.head().state == "approved" || announced { (link("pol-publish", "publish", !announced)) }
            @if draft { (link("pol-impact", "impact", false)) }
            (link("pol-redline", "redline", false))
        }
    }
}
