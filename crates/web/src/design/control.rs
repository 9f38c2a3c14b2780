//! What a field is filled in with.

use maud::{Markup, html};

use super::form::{FieldView, label};
use super::parts::{Parts, part_rows};
use crate::words::Words;

/// A value that can be chosen and what it is called.
#[derive(Clone, Debug, Default)]
pub struct Opt {
    pub value: String,
    pub label: String,
}

impl Opt {
    /// `value`, shown as `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What a field is filled in with.
#[derive(Clone, Debug, Default)]
pub enum Control {
    #[default]
    Line,
    /// Several lines; `markdown` says that it is rendered.
    Text {
        markdown: bool,
        rows: u16,
    },
    Number {
        step: Option<String>,
        unit: Option<String>,
    },
    /// An amount in major units of `currency` (an ISO 4217 code).
    Money {
        currency: String,
    },
    /// A 90 % range: the true value is expected below the low end once in twenty times, above the high end once.
    Range {
        unit: Option<String>,
    },
    /// From 0 to 100.
    Percent,
    Date,
    Time,
    /// A secret: never sent back to the page.
    Secret,
    Flag,
    /// One of a few (up to four are shown at once) or one of many (a list).
    Choice {
        options: Vec<Opt>,
    },
    /// Any of a few.
    Many {
        options: Vec<Opt>,
    },
    /// Other records by key, with suggestions for `kind`; `known` are the titles of those already named.
    Reference {
        kind: String,
        multiple: bool,
        known: Vec<Opt>,
    },
    /// Words separated by commas.
    Tags,
    /// An address.
    Link,
    /// Rows of fields of their own.
    Parts(Box<Parts>),
}

impl Control {
    /// Up to this many choices are shown at once.
    const FEW: usize = 4;

    /// Whether several inputs stand under one name, so that a legend must name them.
    pub(super) fn is_group(&self) -> bool {
        match self {
            Control::Range { .. } | Control::Many { .. } | Control::Parts(_) => true,
            Control::Choice { options } => options.len() <= Self::FEW,
            Control::Reference { multiple, .. } => *multiple,
            _ => false,
        }
    }
}

pub(super) fn draw(w: &Words, f: &FieldView) -> Markup {
    match &f.control {
        Control::Line => input(f, "text", None),
        Control::Link => input(f, "url", None),
        Control::Date => input(f, "date", None),
        Control::Time => input(f, "time", None),
        Control::Secret => secret(f),
        Control::Text { markdown, rows } => text(w, f, *markdown, *rows),
        Control::Number { step, unit } => unit_around(unit.as_deref(), number(f, step.as_deref(), None)),
        Control::Money { currency } => unit_before(currency, number(f, Some("any"), None)),
        Control::Percent => unit_around(Some("%"), number(f, Some("any"), Some((0, 100)))),
        Control::Range { unit } => range(w, f, unit.as_deref()),
        Control::Flag => flag(w, f),
        Control::Choice { options } if f.control.is_group() => checks(f, "radio", options),
        Control::Choice { options } => select(w, f, options),
        Control::Many { options } => checks(f, "checkbox", options),
        Control::Reference { kind, multiple, known } => references(w, f, kind, *multiple, known),
        Control::Tags => tags(f),
        Control::Parts(parts) => part_rows(w, f, parts),
    }
}

fn input(f: &FieldView, kind: &str, list: Option<&str>) -> Markup {
    html! {
        input type=(kind) id=(f.id) name=(f.name) value=(f.first()) required[f.required] readonly[f.readonly] list=[list]
            autocomplete="off" aria-describedby=[f.described_by()] aria-invalid=[f.invalid()];
    }
}

fn secret(f: &FieldView) -> Markup {
    html! {
        input type="password" id=(f.id) name=(f.name) required[f.required] autocomplete="current-password"
            aria-describedby=[f.described_by()] aria-invalid=[f.invalid()];
    }
}

fn text(w: &Words, f: &FieldView, markdown: bool, rows: u16) -> Markup {
    html! {
        textarea id=(f.id) name=(f.name) rows=(rows.max(2)) required[f.required] readonly[f.readonly] data-grow
            aria-describedby=[f.described_by()] aria-invalid=[f.invalid()] { (f.first()) }
        @if markdown { p.quiet { (w.t("markdown")) } }
    }
}

/// Text inputs with a numeric keyboard: browsers' number inputs change values when scrolled over and refuse the
/// decimal comma; the server reads both.
fn number(f: &FieldView, step: Option<&str>, bounds: Option<(u8, u8)>) -> Markup {
    let mode = if step.is_none_or(|s| s.contains('.') || s == "any") { "decimal" } else { "numeric" };
    html! {
        input.num type="text" inputmode=(mode) id=(f.id) name=(f.name) value=(f.first()) required[f.required]
            readonly[f.readonly] data-min=[bounds.map(|b| b.0)] data-max=[bounds.map(|b| b.1)] autocomplete="off"
            aria-describedby=[f.described_by()] aria-invalid=[f.invalid()];
    }
}

fn unit_around(unit: Option<&str>, input: Markup) -> Markup {
    html! { div.united { (input) @if let Some(u) = unit { span.unit { (u) } } } }
}

fn unit_before(unit: &str, input: Markup) -> Markup {
    html! { div.united { span.unit { (unit) } (input) } }
}

fn range(w: &Words, f: &FieldView, unit: Option<&str>) -> Markup {
    let ends = [("low", "range-low", 0), ("high", "range-high", 1)];
    html! {
        div.range {
            @for (end, key, i) in ends {
                label {
                    span { (w.or(key, end)) }
                    input.num type="text" inputmode="decimal" name={ (f.name) "." (end) } autocomplete="off"
                        value=(f.values.get(i).map_or("", String::as_str)) required[f.required] readonly[f.readonly]
                        aria-invalid=[f.invalid()];
                }
            }
            @if let Some(u) = unit { span.unit { (u) } }
        }
        p.quiet { (w.t("range-help")) }
    }
}

fn flag(w: &Words, f: &FieldView) -> Markup {
    html! {
        label.check {
            input type="checkbox" id=(f.id) name=(f.name) value="true" checked[f.first() == "true"] disabled[f.readonly]
                aria-describedby=[f.described_by()] aria-invalid=[f.invalid()];
            " " @if f.required { (label(w, f)) } @else { (f.label) }
        }
    }
}

fn checks(f: &FieldView, kind: &str, options: &[Opt]) -> Markup {
    html! {
        div.checks {
            @for o in options {
                label.check {
                    input type=(kind) name=(f.name) value=(o.value) checked[f.values.contains(&o.value)]
                        disabled[f.readonly] required[f.required && kind == "radio"];
                    " " (o.label)
                }
            }
        }
    }
}

fn select(w: &Words, f: &FieldView, options: &[Opt]) -> Markup {
    html! {
        select id=(f.id) name=(f.name) required[f.required] disabled[f.readonly] aria-describedby=[f.described_by()]
            aria-invalid=[f.invalid()] {
            option value="" { (w.t("choose")) }
            @for o in options { option value=(o.value) selected[f.first() == o.value] { (o.label) } }
        }
    }
}

fn tags(f: &FieldView) -> Markup {
    html! {
        input type="text" id=(f.id) name=(f.name) value=(f.values.join(", ")) required[f.required] readonly[f.readonly]
            autocomplete="off" aria-describedby=[f.described_by()] aria-invalid=[f.invalid()];
    }
}

fn references(w: &Words, f: &FieldView, kind: &str, multiple: bool, known: &[Opt]) -> Markup {
    if !multiple {
        return html! { div.pick-one { (reference(w, f, kind, known, f.first(), Some(&f.id))) } };
    }
    html! {
        ul.picks data-repeat {
            @for value in &f.values { li { (reference(w, f, kind, known, value, None)) } }
            @if !f.readonly { li { (reference(w, f, kind, known, "", None)) } }
        }
        @if !f.readonly {
            template data-blank { li { (reference(w, f, kind, &[], "", None)) } }
            button.small type="submit" name="_add" value=(f.name) formnovalidate { (w.t("add-another")) }
        }
    }
}

/// One key, with the title it stands for beside it; `form.js` fills the list of suggestions.
fn reference(w: &Words, f: &FieldView, kind: &str, known: &[Opt], value: &str, id: Option<&str>) -> Markup {
    let title = known.iter().find(|o| o.value == value).map(|o| o.label.as_str());
    let name = id.is_none().then_some(f.label.as_str());
    html! {
        input.reference type="text" id=[id] name=(f.name) value=(value) data-kind=(kind) aria-label=[name] autocomplete="off"
            spellcheck="false" placeholder=(w.t("reference-hint")) readonly[f.readonly] required[f.required && id.is_some()]
            aria-describedby=[id.and_then(|_| f.described_by())] aria-invalid=[f.invalid()];
        output.title { (title.unwrap_or("")) }
    }
}
