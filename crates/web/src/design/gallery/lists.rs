//! Registers, acts, relations and outlines in the gallery.

use maud::{Markup, html};

use super::super::*;
use crate::words::Words;

pub(super) fn registers(w: &Words) -> Markup {
    html! {
        (section("register", "A register", None, html! { (filter_bar(w, &bar_above())) (register(w, &risks(w))) }))
        (section("register-empty", "A register without rows", None, html! {
            (register(w, &Table { id: "none".into(), caption: "Exceptions".into(), empty: Some(empty("An exception lets one asset be, for a time, without a requirement.", None)), ..Table::default() }))
        }))
    }
}

fn bar_above() -> FilterBar {
    let examples = ["owner:me state:open", "certainty<90%", "due<30d"];
    let columns = [
        ("threatens", "Threatens", true),
        ("owner", "Owner", true),
        ("expected", "Expected a year", true),
        ("p90", "1 in 10 years", false),
    ];
    let views = [("All risks", true), ("Beyond appetite", false), ("Mine", false)];
    FilterBar {
        action: "/gallery".into(),
        register: "risks".into(),
        examples: examples.iter().map(|e| LinkTo::new(*e, "#")).collect(),
        columns: columns
            .iter()
            .map(|(n, l, s)| ColumnChoice { name: (*n).into(), label: (*l).into(), shown: *s })
            .collect(),
        views: views.iter().map(|(l, c)| ViewLink { label: (*l).into(), href: "#".into(), current: *c }).collect(),
        save_view: Some("#".into()),
        exports: vec![LinkTo::new("CSV", "#"), LinkTo::new("Excel workbook", "#")],
        new: Some(LinkTo::new("New risk", "#")),
        ..FilterBar::default()
    }
}

/// Key, title, what it threatens, expected loss, state.
type Sample<'a> = (&'a str, &'a str, &'a str, Option<f64>, Tone, &'a str);

fn risks(w: &Words) -> Table {
    let sample: [Sample<'_>; 5] = [
        ("RSK-3", "Loss of the control room", "Keep the lights on", Some(310_000.0), Tone::Bad, "beyond appetite"),
        (
            "RSK-11",
            "Ransomware reaches operations",
            "Keep the lights on",
            Some(180_000.0),
            Tone::Note,
            "treatment under way",
        ),
        (
            "RSK-7",
            "Supplier Kestrel Data out for a week",
            "Connect 4,000 homes",
            Some(95_000.0),
            Tone::Warn,
            "estimate stale",
        ),
        ("RSK-14", "Meter data tampered with", "Bill correctly", Some(41_000.0), Tone::Good, "within appetite"),
        ("RSK-21", "Cloud region lost", "Keep customers' trust", None, Tone::Unknown, "not estimated"),
    ];
    let row = |(key, title, threatens, loss, tone, state): Sample<'_>| Row {
        key: key.into(),
        href: format!("#{key}"),
        edit: Some(format!("#{key}-edit")),
        cells: vec![
            key.into(),
            title.into(),
            threatens.into(),
            loss.map_or(Cell::Unknown, |l| w.money_short(l, "EUR").into()),
            tag(tone, state).into(),
        ],
        ..Row::default()
    };
    Table {
        id: "risks".into(),
        caption: "Risks".into(),
        columns: vec![
            Column::new("Key", Role::Key).sorts("#", None),
            Column::new("Risk", Role::Lead).sorts("#", None),
            Column::new("Threatens", Role::Quiet),
            Column::new("Expected a year", Role::Number).sorts("#", Some(Direction::Down)),
            Column::new("Now", Role::Text),
        ],
        rows: sample.into_iter().map(row).collect(),
        summary: Some(html! { "5 of 112 · expected EUR 0.9 M a year together, not the sum of the rows" }),
        bulk: vec![
            BulkAction { name: "owner".into(), label: "Change owner".into(), tone: Tone::Plain },
            BulkAction { name: "retire".into(), label: "Retire".into(), tone: Tone::Bad },
        ],
        bulk_action: "#".into(),
        below: Some(pager(
            w,
            &Pager { earlier: Some("#".into()), later: Some("#".into()), position: Some("51 to 55 of 112".into()) },
        )),
        ..Table::default()
    }
}

pub(super) fn acts(w: &Words) -> Markup {
    let link =
        |key: &str, title: &str, state| RecordLink { key: key.into(), title: title.into(), href: "#".into(), state };
    let sentences = [
        Relation {
            verb: "threatens".into(),
            links: vec![link("OBJ-1", "Keep the lights on", None), link("OBJ-4", "Bill correctly", None)],
            more: Some((12, "#".into())),
        },
        Relation {
            verb: "treated by".into(),
            links: vec![link("TRT-2", "Restore drills", Some((Tone::Note, "under way".into())))],
            more: None,
        },
    ];
    html! {
        (section("relations", "Relations", None, relations(w, &sentences)))
        (section("acts", "Acts", Some("newest first"), timeline(w, &happened())))
    }
}

fn happened() -> [Act; 2] {
    let diff = |field: &str, before: Option<&str>, after: Option<&str>, text| Diff {
        field: field.into(),
        before: before.map(Into::into),
        after: after.map(Into::into),
        text,
        ..Diff::default()
    };
    [
        Act {
            href: "#".into(),
            number: "act 8,412".into(),
            at: "Today, 14:02".into(),
            at_iso: "2026-11-17T13:02:00Z".into(),
            actor: "Mara Lind".into(),
            via: Some("the API".into()),
            what: html! { "changed the risk" },
            reason: Some("The drill of 16 November showed it.".into()),
            diffs: vec![
                diff("Review", Some("2027-03-01"), Some("2026-12-15"), false),
                diff("Tags", None, Some("control-room"), false),
                Diff {
                    field: "Picture".into(),
                    after: Some("Taken: 1 objective, 1 risk".into()),
                    lines: vec![
                        "OBJ-1: 87 % certain (± 1 point), 90 % required".into(),
                        "RSK-3: EUR 120 k a year on average, up to EUR 1.2 M in 19 of 20 years".into(),
                    ],
                    ..Diff::default()
                },
                diff(
                    "Scenario",
                    Some("Fire makes the control room unusable for a day."),
                    Some("Fire or flood makes the control room unusable for a week."),
                    true,
                ),
            ],
        },
        Act {
            number: "act 8,377".into(),
            at: "2 Nov, 09:15".into(),
            at_iso: "2026-11-02T08:15:00Z".into(),
            actor: "Jonas Ebert".into(),
            what: html! { "asked the board to decide" },
            ..Act::default()
        },
    ]
}

pub(super) fn outline() -> Markup {
    let leaf = |label: &str, tone, state| Node {
        detail: Some(tag(tone, state)),
        ..Node::leaf(html! { a href="#" { (label) } })
    };
    let children = vec![
        leaf("A.1 Access is granted by role", Tone::Good, "met"),
        leaf("A.2 Access is reviewed", Tone::Bad, "not met"),
        leaf("A.3 Access ends with the role", Tone::Unknown, "no test defined"),
    ];
    let top = Node { open: true, children, detail: Some(html! { "1 of 3" }), ..Node::leaf(html! { "A Access" }) };
    let other = Node {
        children: vec![Node::leaf(html! { "B.1 Copies are kept apart" })],
        detail: Some(html! { "0 of 1" }),
        ..Node::leaf(html! { "B Backup" })
    };
    section("tree", "An outline", None, tree(&[top, other]))
}
