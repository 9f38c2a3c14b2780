//! `/suppliers/concentration`: what stops when a supplier stops, at any depth, and how much rests on one, one country, one kind of tie.

use super::parts;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::Result,
    pages::{Page, crumbs, kind_of},
};
use axum::response::Html;
use isms::{
    analysis::supply::{
        chain::{self, Concentration, Group, Reach},
        exit,
    },
    context::{Supplier, supplier::Substitutability},
    field::{Choice, Ty},
    record::Record,
};
use maud::{Markup, html};

/// `GET /suppliers/concentration`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let kind = kind_of(&cx, "suppliers")?;
    let found = chain::concentration(cx.view.for_the_organisation());
    let title = cx.w.t("concentration");
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t("concentration-about")) })))
        (points(&cx, &found))
        (design::section("suppliers", &cx.w.t("concentration-by-supplier"), Some(&cx.w.t("concentration-note")), html! {
            (table(&cx, &found)) (ways(&cx, &found))
        }))
        (design::section("countries", &cx.w.t("concentration-by-country"), None, countries(&cx, &found)))
        (design::section("substitutability", &cx.w.t("concentration-by-substitutability"), None, ties(&cx, &found)))
    };
    let crumbs = crumbs(&cx, kind, Some(title.clone()));
    Ok(Page::new("context", title, body).crumbs(crumbs).draw(&cx))
}

fn supplier<'a>(cx: &'a Cx, reach: &Reach) -> Option<&'a Record<Supplier>> {
    cx.view.get(reach.supplier)?.typed::<Supplier>()
}

/// Suppliers under everything.
fn points(cx: &Cx, found: &Concentration) -> Markup {
    let points = chain::single_points(found);
    let seen = points.iter().filter_map(|(reach, objectives)| Some((supplier(cx, reach)?, *objectives)));
    let seen: Vec<_> = seen.collect();
    html! {
        @for (supplier, objectives) in &seen {
            @let all = if *objectives { "concentration-every-objective" } else { "concentration-every-function" };
            (design::notice(&Notice { tone: Tone::Bad, body: html! { a href=(cx.href(*supplier)) { (supplier.head.title) } ": " (cx.w.t(all)) } }))
        }
        @if seen.is_empty() { p.quiet { (cx.w.t("concentration-no-point")) } }
    }
}

/// "3 of 5", and the share as a bar.
fn share(cx: &Cx, n: usize, all: usize) -> Cell {
    let said = cx.w.tn("n-of-m", &[("n", n.into()), ("m", all.into())]);
    let part = (all > 0).then(|| n as f64 / all as f64);
    let tone = if all > 1 && n == all { Tone::Bad } else { Tone::Plain };
    Cell::Html(html! { (said) " " (design::bar(part, tone)) })
}

fn substitutability(cx: &Cx, value: Option<Substitutability>) -> Cell {
    let label = |s: Substitutability| cx.choice_label(Ty::Choice(Substitutability::OPTIONS), s.word());
    value.map_or(Cell::Unknown, |s| Cell::Text(label(s)))
}

fn table(cx: &Cx, found: &Concentration) -> Markup {
    let w = &cx.w;
    let isms = cx.view.for_the_organisation();
    let row = |reach: &Reach| {
        let supplier = supplier(cx, reach)?;
        let ways = exit::of(isms, supplier.head.id);
        let way = match (ways.iter().find(|w| w.in_force), exit::is_owed(&supplier.body)) {
            (Some(way), _) if way.exercised.is_some() => design::tag(Tone::Good, &w.t("exit-tried-short")),
            (Some(_), _) => design::tag(Tone::Warn, &w.t("exit-untried")),
            (None, true) => design::tag(Tone::Bad, &w.t("exit-missing")),
            (None, false) => html! { span.quiet { (w.t("exit-not-owed-short")) } },
        };
        let party = if reach.party == 0 { Cell::Unknown } else { Cell::Text(w.number(reach.party as f64, 0)) };
        Some(Row {
            key: format!("SUP-{}", supplier.head.number),
            href: cx.href(supplier),
            cells: vec![
                Cell::Text(supplier.head.title.clone()),
                party,
                share(cx, reach.functions.len(), found.functions),
                share(cx, reach.objectives.len(), found.objectives),
                if supplier.body.country.is_empty() {
                    Cell::Unknown
                } else {
                    Cell::Text(supplier.body.country.clone())
                },
                substitutability(cx, supplier.body.substitutability),
                Cell::Html(way),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> = found.reaches.iter().filter_map(row).collect();
    if rows.is_empty() {
        return design::empty(&w.t("concentration-nothing"), None);
    }
    let columns = [
        Column::new(cx.w.or("kind-supplier", "Supplier"), Role::Lead),
        Column::new(w.t("concentration-party"), Role::Number),
        Column::new(w.t("chain-functions"), Role::Text),
        Column::new(w.t("chain-objectives"), Role::Text),
        Column::new(w.t("dora-country"), Role::Text),
        Column::new(w.t("dora-substitutability"), Role::Text),
        Column::new(w.t("exit"), Role::Text),
    ];
    design::plain_table(w, &w.t("concentration-by-supplier"), &columns, &rows)
}

/// The ways from each supplier to what stops, as sentences.
fn ways(cx: &Cx, found: &Concentration) -> Markup {
    html! {
        @for reach in &found.reaches {
            @if let Some(supplier) = supplier(cx, reach) {
                @let ways = reach.functions.iter().chain(&reach.objectives).filter(|r| cx.view.get(r.record).is_some()).collect::<Vec<_>>();
                @if !ways.is_empty() {
                    @let summary = cx.w.tn("chain-ways-of", &[("name", supplier.head.title.as_str().into()), ("n", ways.len().into())]);
                    (design::more(&summary, false, html! { ul.plain { @for way in &ways { li { (parts::way(cx, reach.supplier, way)) } } } }))
                }
            }
        }
    }
}

fn groups<K>(
    cx: &Cx,
    found: &Concentration,
    caption: &str,
    head: &str,
    groups: &[Group<K>],
    name: impl Fn(&Option<K>) -> Cell,
) -> Markup {
    let w = &cx.w;
    let row = |g: &Group<K>| Row {
        cells: vec![
            name(&g.of),
            Cell::Text(w.number(g.suppliers as f64, 0)),
            share(cx, g.functions, found.functions),
            share(cx, g.objectives, found.objectives),
        ],
        ..Row::default()
    };
    let columns = [
        Column::new(w.t(head), Role::Lead),
        Column::new(cx.w.or("kinds-suppliers", "Suppliers"), Role::Number),
        Column::new(w.t("chain-functions"), Role::Text),
        Column::new(w.t("chain-objectives"), Role::Text),
    ];
    design::plain_table(w, &w.t(caption), &columns, &groups.iter().map(row).collect::<Vec<_>>())
}

fn countries(cx: &Cx, found: &Concentration) -> Markup {
    let name = |c: &Option<String>| c.clone().map_or(Cell::Unknown, Cell::Text);
    groups(cx, found, "concentration-by-country", "dora-country", &found.by_country, name)
}

fn ties(cx: &Cx, found: &Concentration) -> Markup {
    let name = |s: &Option<Substitutability>| substitutability(cx, *s);
    groups(cx, found, "concentration-by-substitutability", "dora-substitutability", &found.by_substitutability, name)
}
