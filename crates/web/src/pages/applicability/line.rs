//! A line's page: from the clause to the evidence in one look, and what is missing on the way.

use super::{Shown, deviate, more, say};
use crate::{
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::Result,
    markdown,
    pages::Page,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use isms::{
    analysis::{
        applicability::{Applies, Line, Missing, Through, missing},
        assured::{ControlSeen, TestSeen, actions_of},
    },
    assurance::{Evidence, Finding},
    context::{Asset, Supplier},
    control::{Control, Mapping, applicability::Inherited},
    field::Choice,
    record::Record,
    values::RecordId,
};
use jiff::ToSpan;
use maud::{Markup, html};

/// The page; with faults where a form on it was refused.
pub fn page(shown: &Shown<'_>, requirement: &str, faults: Option<(StatusCode, Vec<String>)>) -> Result<Response> {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let line = shown.line(requirement)?;
    let title = say::name(line);
    let body = html! {
        (design::lede(&title, Some(lede(shown, line))))
        @if shown.draft { (design::notice(&Notice::text(Tone::Note, &w.t("soa-draft-shown")))) }
        (lack(shown, line))
        (design::two(html! { (ways(shown, line)) (inherited(shown, line)) }, html! { (why(shown, line)) (deviate::section(shown, line))}))
    };
    let body = html! { (body) (neighbours(shown, line)) };
    let mut page = Page::new("control", title, body).crumbs(shown.crumbs(Some(line.point.label.clone())));
    let Some((status, said)) = faults else { return Ok(page.draw(cx).into_response()) };
    let pairs: Vec<(String, String)> = said.into_iter().map(|f| ("#deviate".to_owned(), f)).collect();
    page.notice = Some(Notice { tone: Tone::Bad, body: html! { ul.plain { @for (_, f) in &pairs { li { (f) } } } } });
    Ok(page.with_status(cx, status))
}

fn lede(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let framework = &shown.asked.shelf.catalogue;
    html! {
        (say::applies_tag(w, line)) " " @if line.applies == Applies::Yes { (say::status_tag(w, line.status)) " " }
        @if line.accepted { (design::tag(Tone::Good, &w.t("soa-only-accepted"))) " " }
        a href=(crate::pages::catalogues::href(cx, &isms::values::Clause { framework: framework.id.clone(), requirement: line.point.id.clone() })) { (framework.title) }
    }
}

/// What is missing first, and where it is mended.
fn lack(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let Some(what) = missing(&shown.assurance, line) else { return html! {} };
    let (cx, w) = (shown.cx, &shown.cx.w);
    let tone = match what {
        Missing::Control | Missing::Mending(_) | Missing::Exclusion | Missing::Provider(_) => Tone::Bad,
        Missing::Again(_) => Tone::Warn,
        _ => Tone::Unknown,
    };
    let link = more::mending(shown, what, line).filter(|_| !cx.is_past());
    let body = html! {
        (w.t(&format!("soa-missing-{}", what.word())))
        @if let Some(id) = what.record() { " " (cx.link_to(id)) "." }
        @if let Some(l) = link { " " a.button.first href=(l.href) { (l.label) } }
    };
    design::notice(&Notice { tone, body })
}

/// Why it applies or does not, and what speaks against that.
fn why(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let body = html! {
        @if let Some(d) = line.deviation { (design::prose(markdown::render(&d.reason.0))) }
        @if line.reasons.is_empty() && line.deviation.is_none() { p { span.unknown { (w.t("soa-no-reason")) } } }
        ul.plain {
            @for r in &line.reasons { li { (say::reason(w, *r)) @if let Some(id) = r.record() { ": " (cx.link_to(id)) } } }
        }
        @if !line.contradictions.is_empty() {
            h3 { (w.t("soa-contradictions")) }
            ul.plain { @for c in &line.contradictions { li { (say::contradiction(cx, *c)) } } }
        }
    };
    design::section("why", &w.t("soa-why"), None, body)
}

/// Every way from the clause through a control to its evidence, the weakest first.
fn ways(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let w = &shown.cx.w;
    let body = html! {
        @if line.through.is_empty() { (design::empty(&w.t("soa-nobody-carries"), None)) }
        @for through in &line.through { (way(shown, line, through)) }
        @let alone: Vec<RecordId> = line.requirements.iter().copied().filter(|r| !line.through.iter().any(|t| t.requirement == Some(*r))).collect();
        @if !alone.is_empty() {
            h3 { (w.t("soa-ours-alone")) }
            ul.plain { @for id in &alone { li { (shown.cx.link_to(*id)) } } }
        }
    };
    design::section("path", &w.t("soa-path"), Some(&w.t("soa-path-note")), body)
}

fn way(shown: &Shown<'_>, line: &Line<'_>, through: &Through) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let seen = shown.assurance.control(through.control);
    let owner = cx.view.get(through.control).and_then(|r| r.head().owner);
    html! {
        div.way {
            h3 { (cx.link_to(through.control)) @if let Some(s) = seen { " " (say::status_tag(w, s.status)) } }
            p.quiet {
                (line.point.label) " → "
                @if let Some(r) = through.requirement { (cx.link_to(r)) " → " }
                @if let Some(m) = through.mapping { (w.t("soa-by-mapping")) " " (cx.link_to(m)) " → " }
                (say::key(cx, through.control))
                @if let Some(o) = owner { " · " (w.t("soa-owner")) " " (cx.link_to(o.id())) }
            }
            @if let Some(m) = through.mapping { (mapping(shown, line, through.control, m)) }
            @if let Some(s) = seen { (tests(shown, s)) (findings(shown, s)) (own_evidence(shown, s)) }
        }
    }
}

/// The mapping line by which evidence travels, with its acceptance.
fn mapping(shown: &Shown<'_>, line: &Line<'_>, control: RecordId, set: RecordId) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let Some(set) = cx.view.get(set).and_then(|r| r.typed::<Mapping>()) else { return html! {} };
    let named =
        cx.view.get(control).and_then(|r| r.typed::<Control>()).map(|c| &c.body.clauses[..]).unwrap_or_default();
    let here = |l: &&isms::control::mapping::MappingLine| {
        l.accepted_by.is_some()
            && l.target.as_ref().is_some_and(|t| t.requirement == line.point.id)
            && l.source.as_ref().is_some_and(|s| named.contains(s))
    };
    html! {
        ul.plain {
            @for l in set.body.lines.iter().filter(here) {
                li {
                    @if let Some(s) = &l.source { a href=(crate::pages::catalogues::href(cx, s)) { (s.to_string()) } }
                    " " (w.or(&format!("choice-{}", l.relation.word()), l.relation.word())) " " (line.point.label)
                    @if !l.rationale.is_empty() { ": " (l.rationale) }
                    @if let Some(by) = l.accepted_by { " · " (w.t("soa-accepted-by")) " " (cx.link_to(by.id())) @if let Some(on) = l.accepted_on { ", " (w.date(on)) } }
                }
            }
        }
    }
}

fn tests(shown: &Shown<'_>, seen: &ControlSeen) -> Markup {
    let w = &shown.cx.w;
    if seen.tests.is_empty() {
        return html! { p { span.unknown { (w.t("soa-no-test")) } } };
    }
    let columns = [
        Column::new(w.or("kind-test", "Test"), Role::Lead),
        Column::new(w.t("soa-last-run"), Role::Text),
        Column::new(w.t("soa-status"), Role::Text),
        Column::new(w.t("soa-due"), Role::Text),
        Column::new(w.t("soa-evidence"), Role::Text),
    ];
    let rows: Vec<Row> = seen.tests.iter().map(|t| test(shown, t)).collect();
    let control = shown.cx.view.get(seen.control).map(|r| r.key().to_string()).unwrap_or_default();
    design::plain_table(w, &w.tn("soa-tests-of", &[("control", control.into())]), &columns, &rows)
}

fn test(shown: &Shown<'_>, seen: &TestSeen) -> Row {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let day = |d: Option<jiff::civil::Date>, none: Cell| d.map_or(none, |d| Cell::Text(w.date(d)));
    let told = seen.verdict.filter(|v| v.word() != seen.status.word());
    let verdict = told.map(|v| w.or(&format!("choice-{}", v.word()), v.word()));
    let status = html! { (say::status_tag(w, seen.status)) @if let Some(v) = &verdict { " " span.quiet { (v) } } };
    Row {
        cells: vec![
            Cell::Html(cx.link_to(seen.test)),
            day(seen.last, Cell::Text(w.t("soa-never"))),
            Cell::Html(status),
            day(seen.due, Cell::Empty),
            Cell::Html(evidence(shown, &seen.evidence)),
        ],
        ..Row::default()
    }
}

/// Pieces of evidence that are shown: the newest tell how it stands.
const PIECES: usize = 3;

fn evidence(shown: &Shown<'_>, pieces: &[RecordId]) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    if pieces.is_empty() {
        return html! { span.unknown { (w.t("soa-no-evidence")) } };
    }
    html! {
        ul.plain {
            @for id in pieces.iter().take(PIECES) {
                li { (cx.link_to(*id)) @if let Some(e) = cx.view.get(*id).and_then(|r| r.typed::<Evidence>()) { " " (freshness(shown, e)) } }
            }
        }
        @if pieces.len() > PIECES { span.quiet { (w.tn("and-more", &[("n", (pieces.len() - PIECES).into())])) } }
    }
}

/// Until when it may be relied on, and where it is fetched.
fn freshness(shown: &Shown<'_>, evidence: &Record<Evidence>) -> Markup {
    let w = &shown.cx.w;
    let body = &evidence.body;
    let ends =
        body.until.zip(body.fresh_for).and_then(|(until, days)| until.checked_add(days.clamp(0, 36_500).days()).ok());
    let fresh = match ends {
        None => html! { span.unknown { (w.t("soa-fresh-unknown")) } },
        Some(end) if end < shown.assurance.today() => {
            design::tag(Tone::Warn, &w.tn("soa-old-since", &[("day", w.date(end).into())]))
        }
        Some(end) => html! { span.quiet { (w.tn("soa-fresh-until", &[("day", w.date(end).into())])) } },
    };
    let link = body.link.0.as_str();
    html! { (fresh) @if !link.is_empty() { " " a href=(link) rel="noopener noreferrer nofollow" { (w.t("soa-fetch")) } } }
}

/// Open nonconformities against a control with what is done about them.
fn findings(shown: &Shown<'_>, seen: &ControlSeen) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    if seen.findings.is_empty() {
        return html! {};
    }
    let isms = cx.view.for_the_organisation();
    let due =
        |id: RecordId| cx.view.get(id).and_then(|r| r.typed::<isms::assurance::Action>()).and_then(|a| a.body.due);
    html! {
        h4 { (w.t("soa-findings")) }
        ul.plain {
            @for id in &seen.findings {
                li {
                    (cx.link_to(*id)) @if let Some(f) = cx.view.get(*id).and_then(|r| r.typed::<Finding>()) { " " (cx.state_tag(f)) }
                    @for a in actions_of(isms, *id) {
                        " → " (cx.link_to(a.head.id)) @if cx.view.get(a.head.id).is_some() { " " (cx.state_tag(a)) }
                        @if let Some(d) = due(a.head.id) { " " span.quiet { (w.date(d)) } }
                    }
                }
            }
        }
    }
}

fn own_evidence(shown: &Shown<'_>, seen: &ControlSeen) -> Markup {
    html! { @if !seen.evidence.is_empty() { h4 { (shown.cx.w.t("soa-own-evidence")) } (evidence(shown, &seen.evidence)) } }
}

/// Who carries it out for us, what stays with us, and what they have shown.
fn inherited(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let w = &shown.cx.w;
    let Some(from) = line.inherited else { return html! {} };
    design::section("inherited", &w.t("soa-inherited"), None, provider(shown, from))
}

fn provider(shown: &Shown<'_>, from: &Inherited) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let record = from.provider.and_then(|p| cx.view.get(p.id()));
    let behind = record.and_then(|r| r.typed::<Asset>()).and_then(|a| a.body.provided_by);
    let supplier = match behind {
        Some(s) => cx.view.get(s.id()).and_then(|r| r.typed::<Supplier>()),
        None => record.and_then(|r| r.typed::<Supplier>()),
    };
    let stays = if from.stays_with_us.0.is_empty() {
        design::unknown(w)
    } else {
        design::prose(markdown::render(&from.stays_with_us.0))
    };
    let mut rows = vec![
        (w.t("soa-provider"), from.provider.map_or_else(|| design::unknown(w), |p| cx.link_to(p.id()))),
        (w.t("soa-stays"), stays),
    ];
    if let Some(s) = supplier {
        let assessed = s.body.assessed_on.map_or_else(|| design::unknown(w), |d| html! { (w.date(d)) });
        rows.push((w.t("soa-assessed"), assessed));
        rows.push((w.t("soa-reports"), reports(shown, s)));
    }
    design::facts(&rows)
}

fn reports(shown: &Shown<'_>, supplier: &Record<Supplier>) -> Markup {
    let w = &shown.cx.w;
    if supplier.body.reports.is_empty() {
        return html! { span.unknown { (w.t("soa-no-report")) } };
    }
    html! {
        ul.plain {
            @for r in &supplier.body.reports {
                li {
                    (w.or(&format!("choice-{}", r.form.word()), r.form.word()))
                    @if let (Some(from), Some(until)) = (r.from, r.until) { " " (w.date(from)) " – " (w.date(until)) }
                    @if !r.opinion.is_empty() { ": " (r.opinion) }
                    @if let Some(on) = r.reviewed_on { " " span.quiet { (w.tn("soa-read-on", &[("day", w.date(on).into())])) } }
                }
            }
        }
    }
}

/// The lines before and after.
fn neighbours(shown: &Shown<'_>, line: &Line<'_>) -> Markup {
    let all = &shown.statement.lines;
    let Some(at) = all.iter().position(|l| l.point.id == line.point.id) else { return html! {} };
    let to = |i: Option<usize>| i.and_then(|i| all.get(i)).map(|l| shown.line_at(&l.point.id));
    let pager = design::Pager { earlier: to(at.checked_sub(1)), later: to(Some(at + 1)), position: None };
    design::pager(&shown.cx.w, &pager)
}
