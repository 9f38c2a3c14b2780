//! What several of these pages show: standings, gaps, ways out, ways from a supplier to what stops.

use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
};
use isms::{
    analysis::supply::{
        chain::{Because as Link, Reached},
        exit::WayOut,
        flow::{Gap, Why},
        standing::{Because, Shown, Standing, Verdict},
    },
    control::SupplierObligation,
    policy::metric::Better,
    values::RecordId,
};
use maud::{Markup, html};

/// A number as it was stated, with at most six decimals; shares in per cent.
pub fn measured(cx: &Cx, x: f64, unit: &str) -> String {
    let decimals =
        |x: f64| (0..6).find(|d| (x * 10f64.powi(*d) - (x * 10f64.powi(*d)).round()).abs() < 1e-6).unwrap_or(6);
    match unit {
        "share" => format!("{}\u{a0}%", cx.w.number(x * 100.0, decimals(x * 100.0) as usize)),
        "" => cx.w.number(x, decimals(x) as usize),
        unit => format!("{}\u{a0}{unit}", cx.w.number(x, decimals(x) as usize)),
    }
}

/// What must be reached: "60 minutes or less".
pub fn target(cx: &Cx, body: &SupplierObligation) -> Option<String> {
    let value = measured(cx, body.target?, &body.unit);
    let word = if body.better == Better::Lower { "supply-at-most" } else { "supply-at-least" };
    Some(cx.w.tn(word, &[("value", value.into())]))
}

/// Met, missed or unmeasured.
pub fn verdict(cx: &Cx, verdict: Verdict) -> Markup {
    let (tone, word) = match verdict {
        Verdict::Met => (Tone::Good, "supply-met"),
        Verdict::Missed => (Tone::Bad, "supply-missed"),
        Verdict::Unmeasured(_) => (Tone::Unknown, "supply-unmeasured"),
    };
    design::tag(tone, &cx.w.t(word))
}

/// Why it stands so, in a sentence.
pub fn why(cx: &Cx, standing: &Standing<'_>) -> String {
    let body = &standing.record.body;
    let last = standing.rests_on.and_then(|m| Some((m.on?, m.value?)));
    let wanted = target(cx, body).unwrap_or_default();
    let told = last.map(|(on, value)| {
        [("value", measured(cx, value, &body.unit).into()), ("on", cx.w.date(on).into()), ("target", wanted.into())]
    });
    let said = |word: &str| told.as_ref().map_or_else(|| cx.w.t("supply-why-never"), |told| cx.w.tn(word, told));
    match standing.verdict {
        Verdict::Met => said("supply-why-met"),
        Verdict::Missed => said("supply-why-missed"),
        Verdict::Unmeasured(Because::NoTarget) => cx.w.t("supply-why-no-target"),
        Verdict::Unmeasured(Because::Never) => cx.w.t("supply-why-never"),
        Verdict::Unmeasured(Because::Overdue(due)) => {
            let due = cx.w.tn("supply-why-overdue", &[("due", cx.w.date(due).into())]);
            format!("{due} {}", said("supply-last"))
        }
    }
}

/// Whether it was shown.
pub fn shown(cx: &Cx, shown: Shown) -> Markup {
    let day = |word: &str, on| cx.w.tn(word, &[("on", cx.w.date(on).into())]);
    match shown {
        Shown::NotAgreed => html! { span.quiet { (cx.w.t("supply-evidence-none-agreed")) } },
        Shown::Here(id) => html! { (cx.link_to(id)) },
        Shown::Due(on) => html! { (day("supply-evidence-due", on)) },
        Shown::Overdue(on) => design::tag(Tone::Bad, &day("supply-evidence-overdue", on)),
        Shown::Stale(id) => html! { (design::tag(Tone::Warn, &cx.w.t("supply-evidence-stale"))) " " (cx.link_to(id)) },
        Shown::Missing => design::tag(Tone::Unknown, &cx.w.t("supply-evidence-missing")),
    }
}

/// Obligations with their standing; those that may be seen.
pub fn obligations(cx: &Cx, standings: &[Standing<'_>]) -> Markup {
    let w = &cx.w;
    let rows: Vec<Row> = standings
        .iter()
        .filter(|s| cx.view.get(s.record.head.id).is_some())
        .map(|s| {
            let last = s.rests_on.and_then(|m| Some((m.on?, m.value?)));
            let found = last.map_or(Cell::Unknown, |(on, value)| {
                Cell::Html(html! { (measured(cx, value, &s.record.body.unit)) br; small.quiet { (w.date(on)) } })
            });
            Row {
                key: format!("SOB-{}", s.record.head.number),
                href: cx.href(s.record),
                cells: vec![
                    Cell::Text(s.record.head.title.clone()),
                    Cell::Html(html! { (verdict(cx, s.verdict)) }),
                    target(cx, &s.record.body).map_or(Cell::Unknown, Cell::Text),
                    found,
                    Cell::Html(shown(cx, s.shown)),
                ],
                ..Row::default()
            }
        })
        .collect();
    if rows.is_empty() {
        return design::empty(&w.t("supply-no-obligations"), None);
    }
    let columns = [
        Column::new(cx.w.or("kind-supplier-obligation", "Supplier obligation"), Role::Lead),
        Column::new(w.t("supply-standing"), Role::Text),
        Column::new(w.t("supply-target"), Role::Text),
        Column::new(w.t("supply-newest"), Role::Text),
        Column::new(w.t("supply-evidence"), Role::Text),
    ];
    design::plain_table(w, &w.t("supply-owed"), &columns, &rows)
}

/// How many are met, missed and unmeasured.
pub fn tally(cx: &Cx, standings: &[Standing<'_>]) -> String {
    let count = |like: fn(&Verdict) -> bool| standings.iter().filter(|s| like(&s.verdict)).count();
    cx.w.tn(
        "supply-tally",
        &[
            ("met", count(|v| *v == Verdict::Met).into()),
            ("missed", count(|v| *v == Verdict::Missed).into()),
            ("unmeasured", count(|v| matches!(v, Verdict::Unmeasured(_))).into()),
        ],
    )
}

/// What was not passed on, and why it should be.
pub fn gaps(cx: &Cx, gaps: &[Gap]) -> Markup {
    let because = |why: Why| match why {
        Why::Operates(id) => html! { (cx.w.t("flow-operates")) " " (cx.link_to(id)) },
        Why::Provides(id) => html! { (cx.w.t("flow-provides")) " " (cx.link_to(id)) },
        Why::AboutSuppliers => html! { (cx.w.t("flow-about-suppliers")) },
        Why::PassedOnBy(id) => html! { (cx.w.t("flow-passed-on-by")) " " (cx.link_to(id)) },
    };
    let contract = gaps.first().and_then(|g| g.contract).and_then(|c| cx.view.get(c)).map(|c| c.key().to_string());
    html! {
        @if gaps.is_empty() { p.quiet { (cx.w.t("flow-none")) } }
        @else {
            ul.plain { @for gap in gaps { li { (cx.link_to(gap.demand)) " " span.quiet { (because(gap.why)) } } } }
            @if let (Some(contract), false) = (&contract, cx.is_past()) {
                p { a href={ "/supplier-obligations/new?contract=" (contract) } { (cx.w.t("flow-add")) } }
            } @else if contract.is_none() { p { (cx.w.t("flow-no-contract")) } }
        }
    }
}

/// Plans for leaving, or that one is missing.
pub fn ways_out(cx: &Cx, ways: &[WayOut<'_>], owed: bool, made_for: &str) -> Markup {
    html! {
        @if ways.is_empty() {
            @if owed {
                p { (design::tag(Tone::Bad, &cx.w.t("exit-missing"))) " " (cx.w.t("exit-owed")) }
                @if !cx.is_past() { p { a href={ "/plans/new?form=exit&made_for=" (made_for) } { (cx.w.t("exit-write")) } } }
            } @else { p.quiet { (cx.w.t("exit-not-owed")) } }
        }
        @for way in ways.iter().filter(|w| cx.view.get(w.plan.head.id).is_some()) {
            p {
                (cx.link_to(way.plan.head.id)) " "
                @if !way.in_force { (design::tag(Tone::Warn, &cx.w.t("exit-draft"))) " " }
                @match way.exercised {
                    Some(on) => (design::tag(Tone::Good, &cx.w.tn("exit-tried", &[("on", cx.w.date(on).into())]))),
                    None => (design::tag(if owed { Tone::Bad } else { Tone::Warn }, &cx.w.t("exit-untried"))),
                }
            }
        }
    }
}

/// A record's title as a link, or the word for one that may not be seen.
pub fn name(cx: &Cx, id: RecordId) -> Markup {
    match cx.view.get(id) {
        Some(record) => html! { a href=(cx.href(record.as_ref())) { (record.head().title) } },
        None => html! { span.quiet { (cx.w.t("not-visible")) } },
    }
}

/// The way from a supplier to what stops, as a sentence.
pub fn way(cx: &Cx, supplier: RecordId, reached: &Reached) -> Markup {
    let verb = |because: Link| match because {
        Link::Relies => html! { (cx.w.t("chain-relies")) },
        Link::Provided => html! { (cx.w.t("chain-provided")) },
        Link::DependsOn => html! { (cx.w.t("chain-depends")) },
        Link::Uses => html! { (cx.w.t("chain-uses")) },
        Link::Contract(id) => html! { (cx.w.t("chain-contract")) " " (name(cx, id)) },
        Link::Serves => html! { (cx.w.t("chain-serves")) },
    };
    html! {
        (name(cx, supplier)) " " (cx.w.t("chain-stops"))
        @for step in &reached.way { "; " (name(cx, step.record)) " " (verb(step.because)) }
        "."
    }
}

/// The ways on to the pages about all suppliers.
pub fn ways_on(cx: &Cx) -> Markup {
    html! {
        div.actions {
            (design::link_button(&cx.w.t("concentration"), &cx.at("/suppliers/concentration"), false))
            (design::link_button(&cx.w.t("dora"), &cx.at("/registers/dora"), false))
        }
    }
}
