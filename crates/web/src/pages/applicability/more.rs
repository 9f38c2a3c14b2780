//! Beside and below the lines: what the statement is about, what speaks against it, what nothing carries out, and what it does not mention.

use super::{Shown, key_of, say};
use crate::{
    design::{self, LinkTo},
    show::path,
};
use isms::{
    analysis::{
        applicability::{Applies, Line},
        assured::Status,
    },
    assurance::Certificate,
    authority::Action,
    communication::{Report, report::DocumentKind},
    kind,
    record::Record,
};
use maud::{Markup, html};

/// Lines that a short list names.
const NAMED: usize = 30;

/// What it is about, which version, the paper, and what was issued.
pub fn about(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let shelf = &shown.asked.shelf.catalogue;
    let framework = cx.at(&format!("/catalogues/{}", super::segment(&shelf.id)));
    let mut rows =
        vec![(w.t("soa-framework"), html! { a href=(framework) { (shelf.title) } " " span.quiet { (shelf.version) } })];
    if let Some(record) = shown.asked.record {
        let scope = record.head.scope.map(|s| cx.link_to(s.id())).unwrap_or_else(|| html! { (w.t("soa-whole")) });
        rows.push((w.t("soa-scope"), scope));
        if let Some(edition) = record.in_force.as_ref().filter(|_| !shown.draft) {
            let said = [("n", edition.number.into()), ("since", cx.time(edition.since).into())];
            rows.push((w.t("soa-version"), html! { (w.tn("edition-in-force", &said)) }));
        }
        let body = if shown.draft { &record.body } else { record.counts().unwrap_or(&record.body) };
        if !body.baseline.is_empty() {
            rows.push((w.t("soa-level"), html! { (body.baseline) }));
        }
    }
    let moment = cx.view.moment();
    let said = [("act", w.number(moment.seq as f64, 0).into()), ("day", w.date(cx.today()).into())];
    rows.push((w.t("soa-moment"), html! { (w.tn("soa-after", &said)) }));
    let facts =
        design::section("about", &w.t("facts"), None, html! { div.stack { (design::facts(&rows)) (ways(shown)) } });
    html! { (facts) (issued(shown)) }
}

fn ways(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let mut buttons = Vec::new();
    if let Some(record) = shown.asked.record {
        let at = |ending: &str| cx.at(&format!("{}/paper{ending}", path(record)));
        buttons.push(design::link_button(&w.t("soa-paper"), &at(""), true));
        buttons.push(design::link_button("PDF", &at(".pdf"), false));
        buttons.push(design::link_button("Excel", &at(".xlsx"), false));
    } else if !cx.is_past() && cx.view.sight.may(kind::of::<isms::control::Applicability>(), Action::Create) {
        buttons.push(design::link_button(&w.t("soa-begin"), "/applicabilities/new", false));
    }
    html! {
        (design::actions(&buttons))
        form.stack method="get" action=(shown.path()) {
            @if let Some(as_of) = &cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            label.field { span.label { (w.t("soa-against")) } input type="date" name="against"; }
            div.actions { button type="submit" { (w.t("soa-compare")) } }
        }
    }
}

/// Issued editions with the certificates that cite the statement; each can be compared with what is shown.
fn issued(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let Some(record) = shown.asked.record else { return html! {} };
    let ours = |r: &&Record<Report>| {
        r.body.document == DocumentKind::StatementOfApplicability
            && r.body.about.iter().any(|a| a.id() == record.head.id)
    };
    let mut reports: Vec<&Record<Report>> = cx.view.all::<Report>().filter(ours).collect();
    reports.reverse();
    let cites = |c: &&Record<Certificate>| c.body.cites.is_some_and(|s| s.id() == record.head.id);
    let certificates: Vec<&Record<Certificate>> = cx.view.all::<Certificate>().filter(cites).collect();
    let body = html! {
        @if reports.is_empty() { p.quiet { (w.t("papers-none-issued")) } }
        ul.plain {
            @for r in reports.iter().take(8) {
                li { (design::record_link(&cx.link(*r))) " " (cx.state_tag(*r)) @if let Some(seq) = r.body.moment { " " a href=(shown.at(&format!("against={seq}"))) { (w.t("soa-compare-now")) } } }
            }
            @for c in &certificates {
                li { (w.t("soa-cited-by")) " " (design::record_link(&cx.link(*c))) @if let Some(n) = c.body.cited_edition { " " span.quiet { (w.tn("soa-cited-edition", &[("n", n.into())])) } } }
            }
        }
    };
    design::section("issued", &w.t("soa-issued"), None, body)
}

/// Everything that speaks against a line, in one list.
pub fn contradictions(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let lines: Vec<&Line<'_>> = shown.statement.lines.iter().filter(|l| !l.contradictions.is_empty()).collect();
    if lines.is_empty() {
        return html! {};
    }
    let body = html! {
        ul.plain {
            @for line in lines.iter().take(NAMED) {
                li {
                    a href=(shown.line_at(&line.point.id)) { (say::name(line)) } ": "
                    @for (i, c) in line.contradictions.iter().enumerate() { @if i > 0 { "; " } (say::contradiction(cx, *c)) }
                }
            }
        }
        @if lines.len() > NAMED { p { a href={ (shown.at("only=contradicted")) "#lines" } { (w.tn("and-more", &[("n", (lines.len() - NAMED).into())])) } } }
    };
    design::section("contradictions", &w.t("soa-contradictions"), Some(&w.t("soa-contradictions-note")), body)
}

/// Lines that apply and that nothing carries out (ISO/IEC 27001, 6.1.3 c).
pub fn omissions(shown: &Shown<'_>) -> Markup {
    let w = &shown.cx.w;
    let omitted = |l: &&Line<'_>| l.applies == Applies::Yes && l.status == Status::NoControl;
    let lines: Vec<&Line<'_>> = shown.statement.lines.iter().filter(omitted).collect();
    let body = html! {
        @if lines.is_empty() { (design::empty(&w.t("soa-omissions-none"), None)) }
        ul.links { @for line in lines.iter().take(NAMED) { li { a href=(shown.line_at(&line.point.id)) { (say::name(line)) } } } }
        @if lines.len() > NAMED { p { a href={ (shown.at("status=no-control")) "#lines" } { (w.tn("and-more", &[("n", (lines.len() - NAMED).into())])) } } }
    };
    design::section("omissions", &w.t("soa-omissions"), Some(&w.t("soa-omissions-note")), body)
}

/// Operating controls in scope that no line names.
pub fn outside(shown: &Shown<'_>) -> Markup {
    let (cx, w) = (shown.cx, &shown.cx.w);
    let all = &shown.statement.outside;
    let body = html! {
        @if all.is_empty() { (design::empty(&w.t("soa-outside-none"), None)) }
        ul.plain { @for id in all.iter().take(NAMED) { li { (cx.link_to(*id)) } } }
        @if all.len() > NAMED { p.quiet { (w.tn("and-more", &[("n", (all.len() - NAMED).into())])) } }
    };
    design::section("outside", &w.t("soa-outside"), Some(&w.t("soa-outside-note")), body)
}

/// Where a line is mended: the record, or the form for a new one.
pub fn mending(shown: &Shown<'_>, what: isms::analysis::applicability::Missing, line: &Line<'_>) -> Option<LinkTo> {
    use isms::analysis::applicability::Missing;
    let cx = shown.cx;
    let label = cx.w.t(&format!("soa-mend-{}", what.word()));
    let key = |id| cx.view.get(id).map(|r| r.key().to_string());
    let to = match what {
        Missing::Ruling | Missing::Exclusion => shown
            .asked
            .record
            .map(|r| format!("/applicabilities/{}/statement/{}#deviate", key_of(r), super::segment(&line.point.id)))?,
        Missing::Control => format!(
            "/controls/new?clauses={}",
            crate::cx::encode(&format!("{}:{}", shown.statement.outline.id, line.point.id))
        ),
        Missing::Test(control) => format!("/tests/new?of={}", key(control)?),
        other => cx.view.get(other.record()?).map(|r| path(r.as_ref()))?,
    };
    Some(LinkTo::new(label, cx.at(&to)))
}
