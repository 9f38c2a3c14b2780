//! A pattern as a picture and the table behind it, with what the visitor may see.

use crate::{
    cx::Cx,
    design::{self, Cell, ChartWords, Column, Role, Row, Tone},
    pages::catalogues,
};
use isms::{
    analysis::assured::Status,
    control::{Control, Pattern},
    kind,
    values::RecordId,
};
use maud::{Markup, PreEscaped, html};
use report::chart::{
    Chart,
    pattern::{Area, Badge, Line, Pattern as Plan, Sign},
};
use service::{
    library::Library,
    patterns::{About, Looking, Seen, Standing},
};

/// A pattern drawn for a visitor.
pub struct Drawn {
    /// The picture.
    pub chart: Chart,
    rows: Vec<Row>,
    lines: Vec<Row>,
}

impl Drawn {
    /// Draws a pattern as the organisation stands at the page's moment.
    pub fn of(cx: &Cx, library: &Library, title: &str, body: &Pattern, scope: Option<RecordId>) -> Drawn {
        let mut seen = Looking::new(cx.view.for_the_organisation(), library, scope).at(body);
        // How controls stand is told to whoever may read controls.
        if !cx.view.sight.reads(kind::of::<Control>()) {
            seen.iter_mut().flatten().for_each(|s| s.standing = Standing::Unknown);
        }
        let w = &cx.w;
        let plan = plan(cx, title, body, &seen);
        let chart = plan.chart(&ChartWords { w, currency: cx.view.for_the_organisation().currency().code() });
        let rows = body.areas.iter().zip(&seen).flat_map(|(a, all)| all.iter().map(|s| row(cx, &a.name, s))).collect();
        let line = |(i, c): (usize, &isms::control::pattern::PatternConnection)| Row {
            cells: vec![
                Cell::Text(w.number((i + 1) as f64, 0)),
                Cell::Text(c.from.clone()),
                Cell::Text(c.to.clone()),
                Cell::Text(c.label.clone()),
            ],
            ..Row::default()
        };
        Drawn { chart, rows, lines: body.connections.iter().enumerate().map(line).collect() }
    }

    /// The picture in a section of a page; `file` is where it can be had as SVG.
    pub fn section(&self, cx: &Cx, file: &str) -> Markup {
        let w = &cx.w;
        let columns = [
            Column::new(w.t("pattern-area"), Role::Text),
            Column::new(w.or("kind-control", "Control"), Role::Text),
            Column::new(w.t("pattern-title"), Role::Text),
            Column::new(w.t("pattern-standing"), Role::Text),
            Column::new(w.t("pattern-behind"), Role::Text),
        ];
        let flows = [
            Column::new(w.t("pattern-number"), Role::Number),
            Column::new(w.t("pattern-from"), Role::Text),
            Column::new(w.t("pattern-to"), Role::Text),
            Column::new(w.t("pattern-flows"), Role::Text),
        ];
        let body = html! {
            figure.chart-view {
                div.chart-box { (PreEscaped(self.chart.wide.svg())) (PreEscaped(self.chart.narrow.svg())) }
                figcaption.chart-foot {
                    details.more { summary { (w.t("chart-table")) } div {
                        (design::plain_table(w, &w.t("pattern-diagram"), &columns, &self.rows))
                        @if !self.lines.is_empty() { (design::plain_table(w, &w.t("pattern-connections"), &flows, &self.lines)) }
                    } }
                    a href=(file) download { (w.t("chart-file")) }
                }
            }
        };
        design::section("diagram", &w.t("pattern-diagram"), Some(&w.t("pattern-diagram-note")), body)
    }
}

fn plan(cx: &Cx, title: &str, body: &Pattern, seen: &[Vec<Seen>]) -> Plan {
    let w = &cx.w;
    let index = |name: &str| body.areas.iter().position(|a| a.name.trim() == name.trim());
    let place = |p: Option<i64>| p.and_then(|p| usize::try_from(p).ok());
    let area = |(a, all): (&isms::control::pattern::PatternArea, &Vec<Seen>)| Area {
        name: a.name.clone(),
        within: index(&a.within).filter(|_| !a.within.trim().is_empty()),
        actor: a.actor,
        row: place(a.row),
        column: place(a.column),
        width: place(a.width),
        badges: all.iter().map(|s| badge(cx, s)).collect(),
    };
    let line = |c: &isms::control::pattern::PatternConnection| {
        // A number stands for the same connection in the picture and in the table, also where an end is missing.
        let end = |name: &str| index(name).unwrap_or(usize::MAX);
        Line { from: end(&c.from), to: end(&c.to), label: c.label.clone() }
    };
    let signs: Vec<Sign> = seen.iter().flatten().map(|s| sign(s.standing)).collect();
    let count = |sign: Sign| signs.iter().filter(|s| **s == sign).count();
    let legend = Sign::ALL.iter().filter(|s| count(**s) > 0).map(|s| {
        let word = Standing::ALL.iter().find(|st| sign(**st) == *s).map(|st| word(cx, *st)).unwrap_or_default();
        (*s, w.tn("pattern-legend", &[("what", word.into()), ("n", count(*s).into())]))
    });
    Plan {
        title: w.tn("pattern-diagram-of", &[("title", title.into())]),
        desc: w.tn("pattern-desc", &[("areas", body.areas.len().into()), ("badges", signs.len().into())]),
        areas: body.areas.iter().zip(seen).map(area).collect(),
        lines: body.connections.iter().map(line).collect(),
        legend: legend.collect(),
        headers: [
            w.t("pattern-area"),
            w.or("kind-control", "Control").to_string(),
            w.t("pattern-title"),
            w.t("pattern-standing"),
        ],
    }
}

/// Key or label, title and address of what a badge stands for.
fn named(cx: &Cx, seen: &Seen) -> (String, String, Option<String>) {
    match &seen.what {
        About::Clause(clause) => {
            // A framework that is not there has no page.
            let known = !seen.title.is_empty();
            (seen.label.clone(), seen.title.clone(), known.then(|| catalogues::href(cx, clause)))
        }
        About::Control(id) => match cx.view.get(*id) {
            Some(r) => (r.key().to_string(), r.head().title.clone(), Some(cx.href(r.as_ref()))),
            None => (cx.w.t("not-visible"), String::new(), None),
        },
    }
}

fn badge(cx: &Cx, seen: &Seen) -> Badge {
    let (label, title, href) = named(cx, seen);
    Badge { label, title, href, sign: sign(seen.standing), says: says(cx, seen).join("; ") }
}

/// How it stands, and what has to be said beside.
fn says(cx: &Cx, seen: &Seen) -> Vec<String> {
    let mut all = vec![word(cx, seen.standing)];
    if seen.undetermined && seen.standing != Standing::Undetermined {
        all.push(cx.w.t("pattern-also-undetermined"));
    }
    if let Some(was) = &seen.was {
        let label = was.requirement.to_uppercase();
        let key = if seen.standing == Standing::Withdrawn { "pattern-withdrawn-nowhere" } else { "pattern-moved" };
        all.push(cx.w.tn(key, &[("was", label.into())]));
    }
    all
}

fn row(cx: &Cx, area: &str, seen: &Seen) -> Row {
    let (label, title, href) = named(cx, seen);
    let mut said = says(cx, seen).into_iter();
    let standing = said.next().unwrap_or_default();
    let rest: Vec<String> = said.collect();
    let visible: Vec<Markup> = seen
        .through
        .iter()
        .filter_map(|id| cx.view.get(*id))
        .map(|r| design::record_link(&cx.link(r.as_ref())))
        .collect();
    let hidden = seen.through.len() - visible.len();
    let behind = html! {
        @for (i, link) in visible.iter().enumerate() { @if i > 0 { br; } (link) }
        @if hidden > 0 { span.quiet { (cx.w.tn("n-not-visible", &[("n", hidden.into())])) } }
    };
    let name = html! { @match &href { Some(href) => a href=(href) { (label) }, None => (label) } };
    Row {
        cells: vec![
            Cell::Text(area.to_owned()),
            Cell::Html(name),
            Cell::Text(title),
            Cell::Html(
                html! { (design::tag(tone(seen.standing), &standing)) @for r in &rest { br; small.quiet { (r) } } },
            ),
            if matches!(seen.what, About::Clause(_)) { Cell::Html(behind) } else { Cell::Empty },
        ],
        ..Row::default()
    }
}

/// The sign of a standing; every standing with the same sign has the same word in the legend.
fn sign(standing: Standing) -> Sign {
    match standing {
        Standing::Known(Status::Passed) => Sign::Works,
        Standing::Known(Status::Inherited) => Sign::Lent,
        Standing::Known(Status::Stale) => Sign::Late,
        Standing::Known(Status::Planned) => Sign::Planned,
        Standing::Known(Status::NeverRun) => Sign::NeverRun,
        Standing::Known(Status::NoTest) => Sign::Untested,
        Standing::Known(Status::Failed) => Sign::Fails,
        Standing::Known(Status::NoControl) => Sign::Missing,
        Standing::Excluded => Sign::Excluded,
        Standing::Undetermined => Sign::Open,
        Standing::Withdrawn => Sign::Gone,
        Standing::Unknown => Sign::Unknown,
    }
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Known(Status::Passed | Status::Inherited) => Tone::Good,
        Standing::Known(Status::Stale | Status::Planned) => Tone::Warn,
        Standing::Known(Status::Failed | Status::NoControl) => Tone::Bad,
        Standing::Excluded | Standing::Withdrawn => Tone::Plain,
        _ => Tone::Unknown,
    }
}

fn word(cx: &Cx, standing: Standing) -> String {
    let key = match standing {
        Standing::Known(status) => format!("pattern-is-{}", status.word()),
        Standing::Excluded => "pattern-is-excluded".into(),
        Standing::Undetermined => "pattern-is-undetermined".into(),
        Standing::Withdrawn => "pattern-is-withdrawn".into(),
        Standing::Unknown => "pattern-is-unknown".into(),
    };
    cx.w.t(&key)
}
