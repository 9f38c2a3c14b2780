//! Things to press: links that look like buttons, buttons, and the lifecycle steps of a record.

use maud::{Markup, html};

use crate::words::Words;

/// A name and value carried along by a form unseen (a token against forgery, a sequence to check against).
pub type Hidden = (String, String);

/// A label and where it leads.
#[derive(Clone, Debug, Default)]
pub struct LinkTo {
    pub label: String,
    pub href: String,
}

impl LinkTo {
    /// A link called `label` to `href`.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// A lifecycle step that the viewer may take now.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Where the step is posted.
    pub action: String,
    /// The step in the viewer's words, a verb.
    pub label: String,
    /// The one step the page would have you take; at most one per page.
    pub first: bool,
    /// The question to answer before the step is taken (a reason, a note); without one a single press takes it.
    pub ask: Option<String>,
    /// Whether the question must be answered.
    pub ask_required: bool,
    pub hidden: Vec<Hidden>,
}

/// The inputs that carry `hidden`.
pub fn hidden_inputs(hidden: &[Hidden]) -> Markup {
    html! { @for (name, value) in hidden { input type="hidden" name=(name) value=(value); } }
}

/// A submit button of the form around it.
pub fn button(label: &str) -> Markup {
    html! { button type="submit" { (label) } }
}

/// The submit button a form is there for: one per page.
pub fn first_button(label: &str) -> Markup {
    html! { button.first type="submit" { (label) } }
}

/// What Enter presses in a form whose first visible button is another one, such as that which adds a row: browsers press
/// the first submit button there is. Neither seen nor reached.
pub fn enter_submits() -> Markup {
    html! { button.away type="submit" tabindex="-1" aria-hidden="true" {} }
}

/// A link that invites like a button; `first` for the one action a page is there for.
pub fn link_button(label: &str, href: &str, first: bool) -> Markup {
    html! { a.button.first[first] href=(href) { (label) } }
}

/// Buttons in a row that wraps.
pub fn actions(buttons: &[Markup]) -> Markup {
    html! { div.actions { @for b in buttons { (b) } } }
}

/// A step the viewer may take: one press, or a small form where it asks for a reason first.
pub fn step_button(w: &Words, step: &Step) -> Markup {
    match &step.ask {
        None => html! {
            form.step method="post" action=(step.action) {
                (hidden_inputs(&step.hidden))
                button.first[step.first] type="submit" { (step.label) }
            }
        },
        Some(question) => asking_step(w, step, question),
    }
}

fn asking_step(w: &Words, step: &Step, question: &str) -> Markup {
    let body = html! {
        form.stack method="post" action=(step.action) {
            (hidden_inputs(&step.hidden))
            label.field {
                span.label { (question) @if !step.ask_required { small { (w.t("optional")) } } }
                textarea name="reason" rows="3" required[step.ask_required] {}
            }
            div.actions { button.first type="submit" { (step.label) } }
        }
    };
    html! {
        details.menu data-menu {
            summary.button.first[step.first] { span { (step.label) span aria-hidden="true" { "…" } } }
            div.drop { (body) }
        }
    }
}

/// A step the viewer may not take, and why not: opens by keyboard, touch and pointer alike.
pub fn step_denied(w: &Words, label: &str, reason: &str) -> Markup {
    html! {
        details.menu.denied data-menu {
            summary.button { (label) span.away { ", " (w.t("step-not-possible")) } }
            div.drop { p { strong { (w.t("step-why-not")) } " " (reason) } }
        }
    }
}

/// A button that opens a small panel below itself; closes on Escape and on a press elsewhere.
pub fn menu(label: &str, body: Markup) -> Markup {
    html! {
        details.menu data-menu {
            summary.button { (label) span.chevron aria-hidden="true" {} }
            div.drop { (body) }
        }
    }
}
