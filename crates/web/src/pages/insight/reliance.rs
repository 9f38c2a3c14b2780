//! How it stands with a control: its earned status with the path behind it, how far it reaches, who inherits it, what stands on it and what falls if it fails.

use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    pages::{applicability::say::status_tag, catalogues},
};
use isms::{
    analysis::{
        assured::{self, ControlSeen, Status, TestSeen},
        reach::{self, Coverage},
        reliance::{self, Stands},
    },
    context::Asset,
    control::Control,
    record::Record,
    values::{Clause, RecordId},
};
use maud::{Markup, html};

/// Records of a list that are named before "and more".
const NAMED: usize = 6;

/// The sections about a control.
pub fn sections(cx: &Cx, record: &Record<Control>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let seen = assured::look(isms, record);
    let stands = reliance::stands_on(isms, record);
    html! {
        (design::section("status", &cx.w.t("control-status"), None, status(cx, record, &seen)))
        (design::section("reach", &cx.w.t("control-reach"), None, reached(cx, record, &reach::coverage(isms, record))))
        (design::section("stands", &cx.w.t("control-stands"), Some(&cx.w.t("control-stands-note")), standing(cx, &stands)))
        (alike(cx, record))
    }
}

/// The status in a word, and each test with what its newest run said, its evidence and when it is due.
fn status(cx: &Cx, record: &Record<Control>, seen: &ControlSeen) -> Markup {
    html! {
        p { (status_tag(&cx.w, seen.status)) " " (cx.w.t(&format!("status-why-{}", seen.status.word()))) }
        @if !seen.tests.is_empty() { ul.plain { @for test in &seen.tests { li { (test_line(cx, test)) } } } }
        @if !seen.findings.is_empty() { p { (cx.w.t("control-findings")) ": " (named(cx, &seen.findings)) } }
        @if !seen.evidence.is_empty() { p { (cx.w.t("control-evidence")) ": " (named(cx, &seen.evidence)) } }
        @if seen.status == Status::NoTest && !cx.is_past() {
            (design::empty(&cx.w.t("control-no-test"), Some(&design::LinkTo::new(cx.w.t("control-define-test"), format!("/tests/new?of=CTL-{}", record.head.number)))))
        }
    }
}

fn test_line(cx: &Cx, test: &TestSeen) -> Markup {
    html! {
        (cx.link_to(test.test)) " " (status_tag(&cx.w, test.status))
        @if let Some(last) = test.last { " " (cx.w.tn("control-last-run", &[("day", cx.w.date(last).into())])) }
        @if let Some(due) = test.due { ", " (cx.w.tn("control-due", &[("day", cx.w.date(due).into())])) }
        @if !test.evidence.is_empty() { ". " (cx.w.t("control-evidence")) ": " (named(cx, &test.evidence)) }
    }
}

/// What it should cover and where it was seen, and the services that hand it on.
fn reached(cx: &Cx, record: &Record<Control>, coverage: &Coverage) -> Markup {
    let providers = reach::providers(cx.view.for_the_organisation(), record.head.id);
    html! {
        @if let Some(fault) = &coverage.fault {
            (design::notice(&Notice::text(Tone::Bad, &cx.w.tn("control-rule-fault", &[("rule", record.body.covers.as_str().into()), ("fault", fault.as_str().into())]))))
        } @else if let Some(share) = coverage.measured() {
            p {
                (cx.w.tn("control-coverage", &[("n", coverage.should.len().into()), ("works", coverage.works.len().into()), ("fails", coverage.fails.len().into()), ("share", cx.w.percent(share).into())])) " "
                a href=(cx.at(&format!("/assets?q={}", crate::cx::encode(&record.body.covers)))) { code { (record.body.covers) } }
            }
            @if !coverage.fails.is_empty() { p { (cx.w.t("control-fails-on")) ": " (named(cx, &coverage.fails)) } }
            @if let Some(stated) = record.body.coverage { p.quiet { (cx.w.tn("control-stated-coverage", &[("share", cx.w.percent(stated.0).into())])) } }
        } @else if !record.body.covers.trim().is_empty() { p { (cx.w.t("control-covers-nothing")) } }
        @else { p.quiet { (cx.w.t("control-no-rule")) } }
        @for service in providers { (handed_on(cx, service)) }
    }
}

fn handed_on(cx: &Cx, service: &Record<Asset>) -> Markup {
    let consumers = reach::consumers(cx.view.for_the_organisation(), service.head.id);
    html! {
        p { (cx.link_to(service.head.id)) " " (cx.w.tn("control-handed-on", &[("n", consumers.len().into())])) @if !consumers.is_empty() { ": " (named(cx, &consumers)) } }
        @if !service.body.stays_with_consumer.0.is_empty() { p { (cx.w.t("control-stays")) ": " (service.body.stays_with_consumer.0) } }
        @else { p.unknown { (cx.w.t("control-stays-unsaid")) } }
    }
}

/// What stands on it, one line for each sort of thing; what falls with it comes first.
fn standing(cx: &Cx, s: &Stands) -> Markup {
    let list =
        |word: &str, ids: &[RecordId]| html! { @if !ids.is_empty() { li { (cx.w.t(word)) ": " (named(cx, ids)) } } };
    let nothing = s == &Stands::default();
    html! {
        @if nothing { (design::empty(&cx.w.t("control-nothing-stands"), None)) }
        @else {
            ul.plain {
                @if !s.alone.is_empty() { li { strong { (cx.w.t("control-falls")) } ": " (clauses(cx, &s.alone)) } }
                @for (objective, risks) in &s.objectives { li { (cx.link_to(*objective)) @if !risks.is_empty() { " " (cx.w.t("control-through")) " " (named(cx, risks)) } } }
                @let shared: Vec<Clause> = s.clauses.iter().filter(|c| !s.alone.contains(c)).cloned().collect();
                @if !shared.is_empty() { li { (cx.w.t("control-clauses")) ": " (clauses(cx, &shared)) } }
                (list("control-demands", &s.demands))
                (list("control-plans", &s.plans))
                (list("control-estimates", &s.estimates))
                (list("control-exceptions", &s.exceptions))
                (list("control-instructions", &s.instructions))
                (list("control-patterns", &s.patterns))
                (list("control-consumers", &s.consumers))
            }
        }
    }
}

fn clauses(cx: &Cx, list: &[Clause]) -> Markup {
    html! { @for (i, c) in list.iter().enumerate() { @if i > 0 { ", " } a href=(catalogues::href(cx, c)) { (c.to_string()) } } }
}

/// Records by name as far as the viewer may see them, the rest as a number.
pub fn named(cx: &Cx, ids: &[RecordId]) -> Markup {
    let visible: Vec<_> = ids.iter().filter_map(|id| cx.view.get(*id)).collect();
    let rest = ids.len() - visible.len().min(NAMED);
    html! {
        @for (i, record) in visible.iter().take(NAMED).enumerate() { @if i > 0 { ", " } (design::record_link(&cx.link(record.as_ref()))) }
        @if rest > 0 { " " (cx.w.tn("conformance-more", &[("n", rest.into())])) }
    }
}

/// Controls that may be the same as this one.
fn alike(cx: &Cx, record: &Record<Control>) -> Markup {
    let me = record.head.id;
    let twins: Vec<RecordId> = reliance::twins(cx.view.for_the_organisation())
        .into_iter()
        .filter_map(|(a, b, _)| if a == me { Some(b) } else { (b == me).then_some(a) })
        .collect();
    if twins.is_empty() {
        return html! {};
    }
    design::notice(&Notice {
        tone: Tone::Warn,
        body: html! { p { (cx.w.t("control-alike")) " " (named(cx, &twins)) } },
    })
}

/// What an asset inherits along its dependencies, and what stays with it.
pub fn inherited(cx: &Cx, asset: &Record<Asset>) -> Option<Markup> {
    let isms = cx.view.for_the_organisation();
    let found = reach::inherited(isms, asset.head.id);
    if found.is_empty() {
        return None;
    }
    let mut services: Vec<RecordId> = found.iter().map(|f| f.from).collect();
    services.dedup();
    let status = |id| isms.typed::<Control>(id).map(|c| assured::look(isms, c).status);
    let body = html! {
        @for service in services {
            p { (cx.w.t("asset-inherits-from")) " " (cx.link_to(service)) ":" }
            ul.plain {
                @for f in found.iter().filter(|f| f.from == service) { li { (cx.link_to(f.control)) @if let Some(s) = status(f.control) { " " (status_tag(&cx.w, s)) } } }
            }
            @match isms.typed::<Asset>(service).map(|s| s.body.stays_with_consumer.0.as_str()).filter(|t| !t.is_empty()) {
                Some(text) => { p { (cx.w.t("control-stays")) ": " (text) } },
                None => { p.unknown { (cx.w.t("control-stays-unsaid")) } },
            }
        }
    };
    Some(design::section("inherited", &cx.w.t("asset-inherits"), None, body))
}
