//! Forms: fields with label, help and errors tied together, in groups, kept by one button.

use maud::{Markup, html};

use super::actions::{Hidden, enter_submits, hidden_inputs};
use super::control::{Control, draw};
use super::notices::error_summary;
use crate::words::Words;

/// How much of the line a field takes, where there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    #[default]
    Full,
    Half,
    Third,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Full => "full",
            Width::Half => "half",
            Width::Third => "third",
        }
    }
}

/// One field as it is shown.
#[derive(Clone, Debug, Default)]
pub struct FieldView {
    /// The name it is sent under. A range sends `NAME.low` and `NAME.high`; rows of parts are named by whoever builds
    /// them, by custom `NAME.INDEX.FIELD`.
    pub name: String,
    /// The element's identifier, unique on the page; error summaries link to it.
    pub id: String,
    pub label: String,
    /// One sentence of help.
    pub help: Option<String>,
    /// What it holds: one value as a rule, two for a range (low, high), any number for many, references and tags.
    pub values: Vec<String>,
    pub errors: Vec<String>,
    pub required: bool,
    /// It must be filled where it is shown: not called optional, and checked by the server alone, because without scripts it is
    /// shown beside those that stand in its place.
    pub needed: bool,
    pub readonly: bool,
    pub width: Width,
    pub control: Control,
    /// Shown only while another field holds a value: (name, value). Without scripts it is always shown.
    pub shown_when: Option<(String, String)>,
}

impl FieldView {
    /// An empty, optional field of full width; its identifier is `f-` and its name.
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        let name = name.into();
        Self { id: format!("f-{}", name.replace('.', "-")), name, label: label.into(), control, ..Self::default() }
    }

    /// With one more value.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// With these values.
    pub fn values(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.values.extend(values.into_iter().map(Into::into));
        self
    }

    /// With a sentence of help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With something to mend.
    pub fn error(mut self, message: impl Into<String>) -> Self {
        self.errors.push(message.into());
        self
    }

    /// It must be filled.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It must be filled where it is shown.
    pub fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    /// It is shown and cannot be changed.
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// Taking this much of the line.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Shown only while the field `name` holds `value`.
    pub fn shown_when(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.shown_when = Some((name.into(), value.into()));
        self
    }

    /// The first value, or nothing.
    pub(super) fn first(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// The identifiers of help and errors, for `aria-describedby`.
    pub(super) fn described_by(&self) -> Option<String> {
        let help = self.help.is_some().then(|| format!("{}-help", self.id));
        let errors = (!self.errors.is_empty()).then(|| format!("{}-error", self.id));
        let ids: Vec<String> = help.into_iter().chain(errors).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        (!self.errors.is_empty()).then_some("true")
    }
}

/// Fields that belong together, under a legend.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub legend: String,
    pub help: Option<String>,
    pub fields: Vec<FieldView>,
}

/// A whole form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    pub hidden: Vec<Hidden>,
    pub groups: Vec<Group>,
    /// What keeping it is called.
    pub submit: String,
    /// Where leaving without keeping leads.
    pub cancel: Option<String>,
    /// Whether to ask why the change is made, kept with the act.
    pub ask_reason: bool,
    /// What concerns no single field: (identifier or empty, message).
    pub errors: Vec<(String, String)>,
}

/// Draws the form with the list of everything to mend above it.
pub fn form(w: &Words, f: &Form) -> Markup {
    let mut errors = f.errors.clone();
    errors.extend(f.groups.iter().flat_map(|g| &g.fields).flat_map(errors_of));
    html! {
        (error_summary(w, &errors))
        form.record method="post" action=(f.action) novalidate[!errors.is_empty()] data-form data-leave=(w.t("form-leave")) {
            (enter_submits())
            (hidden_inputs(&f.hidden))
            @for g in &f.groups { (group(w, g)) }
            @if f.ask_reason { (reason(w)) }
            div.actions.keep {
                button.first type="submit" { (f.submit) }
                @if let Some(c) = &f.cancel { a.button href=(c) data-cancel { (w.t("cancel")) } }
            }
        }
    }
}

fn errors_of(f: &FieldView) -> Vec<(String, String)> {
    let mut own: Vec<_> = f.errors.iter().map(|e| (f.id.clone(), format!("{}: {e}", f.label))).collect();
    if let Control::Parts(parts) = &f.control {
        own.extend(parts.rows.iter().flatten().flat_map(errors_of));
    }
    own
}

fn group(w: &Words, g: &Group) -> Markup {
    html! {
        fieldset aria-label=[g.legend.is_empty().then(|| w.t("form-first-group"))] {
            @if !g.legend.is_empty() { legend { (g.legend) } }
            @if let Some(h) = &g.help { p.quiet { (h) } }
            (fields(w, &g.fields))
        }
    }
}

/// Fields in their grid, outside of a whole form (edit in place, filters).
pub fn fields(w: &Words, list: &[FieldView]) -> Markup {
    html! { div.fields { @for f in list { (field(w, f)) } } }
}

fn reason(w: &Words) -> Markup {
    let f = FieldView::new("reason", w.t("form-reason"), Control::Line).help(w.t("form-reason-help"));
    html! { div.fields { (field(w, &f)) } }
}

/// One field: label, help, control, errors. A control of several inputs becomes a fieldset with a legend.
pub fn field(w: &Words, f: &FieldView) -> Markup {
    let class = format!("field {}{}", f.width.class(), if f.errors.is_empty() { "" } else { " wrong" });
    let shown = f.shown_when.as_ref().map(|(name, value)| format!("{name}={value}"));
    let inner = html! {
        @if let Some(h) = &f.help { p.help id={ (f.id) "-help" } { (h) } }
        (draw(w, f))
        @if !f.errors.is_empty() {
            p.error id={ (f.id) "-error" } { @for (i, e) in f.errors.iter().enumerate() { @if i > 0 { br; } (e) } }
        }
    };
    let describe = f.described_by();
    if f.control.is_group() {
        return html! {
            fieldset class=(class) id=(f.id) tabindex="-1" aria-describedby=[describe] data-shown-when=[shown] {
                legend.label { (label(w, f)) } (inner)
            }
        };
    }
    html! {
        div class=(class) data-shown-when=[shown] {
            @if !matches!(f.control, Control::Flag) { label.label for=(f.id) { (label(w, f)) } }
            (inner)
        }
    }
}

/// The label's words; what is optional says so, because most fields are required or the form is too long.
pub(super) fn label(w: &Words, f: &FieldView) -> Markup {
    html! { (f.label) @if !f.required && !f.needed && !f.readonly { " " small { (w.t("optional")) } } }
}
