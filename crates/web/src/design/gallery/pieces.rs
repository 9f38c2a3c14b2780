//! Figures, words and colours in the gallery.

use maud::{Markup, html};

use super::super::*;
use crate::words::Words;

fn line(value: Option<f64>, low: Option<f64>, high: Option<f64>, need: Option<f64>) -> CertaintyLine {
    CertaintyLine { value, low, high, need }
}

pub(super) fn measures(w: &Words) -> Markup {
    let lines = [
        ("Keep the lights on", "Head of grid operations", line(Some(0.81), Some(0.74), Some(0.87), Some(0.9))),
        ("Keep customers' trust", "Head of customers", line(Some(0.93), Some(0.9), Some(0.96), Some(0.9))),
        ("Nobody hurt at work", "Head of safety", line(Some(0.996), Some(0.98), Some(1.0), Some(0.99))),
        ("Open two depots", "no requirement stated", line(Some(0.55), Some(0.31), Some(0.77), None)),
        ("Licence kept", "Chief executive", line(None, None, None, Some(0.95))),
    ];
    let columns = [
        Column::new("Objective", Role::Lead),
        Column::new("Certain", Role::Number),
        Column::new("0 to 100 %", Role::Text),
    ];
    let rows: Vec<Row> = lines.iter().map(|(title, owner, l)| certain_row(w, title, owner, l)).collect();
    html! {
        (section("certainty", "Certainty", Some("chance of staying within tolerance this year"), html! {
            (certainty_figure(w, &lines[0].2, Some("#")))
            (plain_table(w, "Objectives and their certainty", &columns, &rows))
        }))
        (section("stats", "Figures", None, stats(w, &samples())))
        (section("bars", "Bars", Some("certainty gained if it were gone"), bars(w)))
    }
}

fn certain_row(w: &Words, title: &str, owner: &str, l: &CertaintyLine) -> Row {
    let value = l.value.map_or(Cell::Unknown, |v| w.percent(v).into());
    Row {
        href: "#".into(),
        note: Some(owner.to_owned()),
        cells: vec![title.into(), value, certainty(w, l).into()],
        ..Row::default()
    }
}

fn samples() -> [Stat; 4] {
    let value = |label: &str, value: &str, unit: &str, note: &str, tone| Stat {
        label: label.into(),
        value: Some(value.into()),
        unit: Some(unit.into()),
        note: Some(note.into()),
        why: Some("#".into()),
        tone,
    };
    [
        value("Expected loss", "EUR 310 k", "a year", "Exact, model 1.4.", Tone::Plain),
        value("Patched in time", "71", "%", "Required: 95 %.", Tone::Bad),
        value("Restores proven", "8 of 10", "tests", "Last on 16 Nov.", Tone::Good),
        Stat { label: "Phished staff".into(), note: Some("Never measured.".into()), ..Stat::default() },
    ]
}

fn bars(w: &Words) -> Markup {
    let rows = [
        ("RSK-3", "Loss of the control room", Some(0.63), Tone::Plain, "+9 pts"),
        ("RSK-11", "Ransomware reaches operations", Some(0.35), Tone::Plain, "+5 pts"),
        ("RSK-7", "Supplier out for a week", Some(0.14), Tone::Bad, "−2 pts"),
        ("RSK-21", "Cloud region lost", None, Tone::Unknown, ""),
    ];
    let columns = [("Key", Role::Key), ("Risk", Role::Lead), ("Share", Role::Text), ("Gain", Role::Number)]
        .map(|(l, r)| Column::new(l, r));
    let row = |(key, title, share, tone, gain): (&str, &str, Option<f64>, Tone, &str)| Row {
        href: "#".into(),
        cells: vec![
            key.into(),
            title.into(),
            bar(share, tone).into(),
            if gain.is_empty() { Cell::Unknown } else { gain.into() },
        ],
        ..Row::default()
    };
    plain_table(w, "What holds the objective back", &columns, &rows.map(row))
}

pub(super) fn decisions(w: &Words) -> Markup {
    let asks = Step {
        label: "Accept".into(),
        ask: Some("Why accept it?".into()),
        ask_required: true,
        action: "#".into(),
        ..Step::default()
    };
    html! {
        (section("actions", "Things to do", None, html! {
            div.ask {
                h3 { a href="#" { "Second control room or faster restore?" } }
                p.quiet { "Security board, Thursday. EUR 420 k buys 81 % → 92 %; EUR 95 k buys 88 %." }
                (actions(&[link_button("Read the paper", "#", true), link_button("Ask a question", "#", false)]))
            }
            div.row {}
            div.row {
                (step_button(w, &Step { label: "Send for review".into(), first: true, action: "#".into(), ..Step::default() }))
                (step_button(w, &asks))
                (step_denied(w, "Close", "Two of its actions are open: ACT-4 and ACT-9. Close those first."))
            }
            form.row method="post" action="#" { (button("Keep")) (first_button("Publish")) button.bad type="submit" { "Retire" } }
            div.row { a.button href="#" data-dialog="sample" { "Open a dialog" } a.button href="#" data-dialog="keys" { "Keys" } }
            (dialog(w, "sample", "Retire this control?", html! { p { "Three risks count on it." } }))
        }))
        (section("tags", "States", None, html! {
            div.row {
                (tag(Tone::Plain, "draft")) (tag(Tone::Good, "within appetite")) (tag(Tone::Warn, "due on Friday"))
                (tag(Tone::Bad, "beyond appetite")) (tag(Tone::Note, "in review")) (tag(Tone::Unknown, "not estimated")) (unknown(w))
            }
        }))
    }
}

pub(super) fn text() -> Markup {
    let rows = [
        ("Tolerance", "EUR 1.0 M, 1 year in 10"),
        ("Value at stake", "EUR 38 M"),
        ("Rests on", "14 controls, 3 suppliers, 61 assets"),
    ];
    let rows: Vec<(String, Markup)> = rows.iter().map(|(n, v)| ((*n).to_owned(), html! { (v) })).collect();
    let links = ["Overview", "Evidence", "Acts"].map(|l| LinkTo::new(l, "#"));
    html! {
        (section("text", "Text", Some("facts, tabs, code"), html! {
            (tabs("Parts of the record", &links, 0))
            (facts(&rows))
            (more("What is not known", false, html! { p { "Whether the restore works with half the staff." } }))
            (code_block("Seal", "sha256:7f3a 41c0 9d52\nact 8412 of Tidewater Grid"))
            (prose(html! { p { "Running text from Markdown, with " a href="#" { "a link" } " and " code { "code" } "." } }))
            (quiet(html! { "An aside." }))
        }))
    }
}

pub(super) fn notices(w: &Words) -> Markup {
    let said = [
        (Tone::Note, "The import is under way; 412 of 1,200 rows so far."),
        (Tone::Warn, "Somebody else changed this risk while you wrote."),
        (Tone::Bad, "Nothing was kept: the ledger does not answer."),
        (Tone::Unknown, "No test of this control has ever been run."),
    ];
    let errors = [("f-title".to_owned(), "Title: say what happens, to what, because of whom.".to_owned())];
    html! {
        (section("notices", "Notices", None, html! {
            @for (tone, text) in said { (notice(&Notice::text(tone, text))) }
            (error_summary(w, &errors))
            (empty("A risk says what could keep an objective from being met.", Some(&LinkTo::new("Describe a first risk", "#"))))
        }))
    }
}

pub(super) fn tokens() -> Markup {
    let colours =
        ["paper", "sheet", "sunk", "ink", "ink-2", "ink-3", "line", "line-2", "edge", "accent", "bad", "warn", "good"];
    html! {
        (section("tokens", "Tokens", Some("light and dark follow the system"), html! {
            ul.swatches {
                @for c in colours { li { svg class={ "c-" (c) } aria-hidden="true" { rect width="100%" height="100%" {} } (c) } }
            }
            div.scale {
                p {} p.figure { "Figures 0123456789" } h2 { "A part of a page" } h3 { "A smaller part" } p { "Text as it runs. " small { "Small text." } }
            }
        }))
    }
}
