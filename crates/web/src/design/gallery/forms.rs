//! A form with every control in the gallery.

use maud::{Markup, html};

use super::super::*;
use crate::words::Words;

pub(super) fn forms(w: &Words) -> Markup {
    let f = Form {
        action: "#".into(),
        groups: vec![what(), figures(), links()],
        submit: "Keep the risk".into(),
        cancel: Some("#".into()),
        ask_reason: true,
        ..Form::default()
    };
    html! { (section("form", "A form", Some("every control, some with something to mend"), form(w, &f))) }
}

fn options(list: &[(&str, &str)]) -> Vec<Opt> {
    list.iter().map(|(v, l)| Opt::new(*v, *l)).collect()
}

fn what() -> Group {
    let effects = options(&[("c", "Confidentiality"), ("i", "Integrity"), ("a", "Availability")]);
    let years = (2021..2027).map(|y| Opt::new(y.to_string(), y.to_string())).collect();
    let kinds = options(&[("once", "Once"), ("often", "Again and again")]);
    Group {
        legend: "What could happen".into(),
        help: Some("One scenario, told so that a stranger could say whether it came true.".into()),
        fields: vec![
            FieldView::new("title", "Title", Control::Line)
                .required()
                .error("say what happens, to what, because of whom."),
            FieldView::new("scenario", "Scenario", Control::Text { markdown: true, rows: 3 })
                .value("Fire or flood makes the control room unusable for a week."),
            FieldView::new("effects", "Effect on", Control::Many { options: effects })
                .values(["a"])
                .required()
                .width(Width::Half),
            FieldView::new("happens", "Happens", Control::Choice { options: kinds })
                .value("often")
                .required()
                .width(Width::Half),
            FieldView::new(
                "often",
                "Times seen",
                Control::Number { step: Some("1".into()), unit: Some("a year".into()) },
            )
            .width(Width::Third)
            .shown_when("happens", "often"),
            FieldView::new("since", "Seen since", Control::Choice { options: years }).width(Width::Third).value("2024"),
            FieldView::new("key", "Key", Control::Line).value("RSK-3").readonly().width(Width::Third),
            FieldView::new("personal", "Personal data is touched", Control::Flag).value("true"),
        ],
    }
}

fn figures() -> Group {
    Group {
        legend: "How much, how sure".into(),
        help: None,
        fields: vec![
            FieldView::new("frequency", "Events in a year", Control::Range { unit: Some("a year".into()) })
                .values(["0.05", "0.4"])
                .required()
                .width(Width::Half),
            FieldView::new("loss", "Loss in one event", Control::Range { unit: Some("EUR".into()) })
                .values(["400000", "90000"])
                .required()
                .width(Width::Half)
                .error("low is above high; swap them."),
            FieldView::new("cost", "Cost", Control::Money { currency: "EUR".into() })
                .value("95000")
                .width(Width::Third),
            FieldView::new("share", "Share that lands on us", Control::Percent).value("60").width(Width::Third),
            FieldView::new("review", "Review", Control::Date).value("2026-12-15").width(Width::Third),
            FieldView::new("at", "Time", Control::Time).value("14:02").width(Width::Third),
            FieldView::new("word", "Password", Control::Secret).width(Width::Third),
        ],
    }
}

fn links() -> Group {
    let objective = vec![Opt::new("OBJ-1", "Keep the lights on")];
    let row = |i: &str, form: &str, amount: &str| {
        vec![
            FieldView::new(format!("losses.{i}.form"), "Form", Control::Line).value(form).width(Width::Half).required(),
            FieldView::new(format!("losses.{i}.amount"), "Amount", Control::Money { currency: "EUR".into() })
                .value(amount)
                .width(Width::Half),
        ]
    };
    let losses = Parts {
        rows: vec![row("0", "Response", "40000"), row("1", "Replacement", "210000")],
        blank: row("__i__", "", ""),
        one: "Loss".into(),
    };
    Group {
        legend: "What it touches".into(),
        help: None,
        fields: vec![
            FieldView::new(
                "threatens",
                "Threatens",
                Control::Reference { kind: "objective".into(), multiple: true, known: objective },
            )
            .values(["OBJ-1"])
            .required()
            .help("The objectives that would suffer."),
            FieldView::new(
                "owner",
                "Owner",
                Control::Reference {
                    kind: "person".into(),
                    multiple: false,
                    known: vec![Opt::new("PER-7", "Mara Lind")],
                },
            )
            .value("PER-7")
            .required()
            .width(Width::Half),
            FieldView::new("tags", "Tags", Control::Tags).values(["control-room", "fire"]).width(Width::Half),
            FieldView::new("paper", "Where it is written", Control::Link).value("https://example.org/drill"),
            FieldView::new("losses", "Losses so far", Control::Parts(Box::new(losses)))
                .help("What it really cost, by form."),
        ],
    }
}
