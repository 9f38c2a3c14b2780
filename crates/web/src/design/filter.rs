//! What stands above a register (filter, columns, views, exports, new) and what acts on many rows at once.

use maud::{Markup, html};

use super::actions::{Hidden, LinkTo, hidden_inputs, menu};
use super::tone::Tone;
use crate::words::Words;

/// A column that can be shown.
#[derive(Clone, Debug, Default)]
pub struct ColumnChoice {
    pub name: String,
    pub label: String,
    pub shown: bool,
}

/// A saved view: a filter, columns and order under a name.
#[derive(Clone, Debug, Default)]
pub struct ViewLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Everything above a register.
#[derive(Clone, Debug, Default)]
pub struct FilterBar {
    /// The register's own address; the filter is its `q`.
    pub action: String,
    pub value: String,
    /// Filters worth trying, each a link; the first also stands in the empty input.
    pub examples: Vec<LinkTo>,
    /// What is wrong with the filter, if anything: says where and what was expected.
    pub error: Option<String>,
    /// The identifier of the register that is swapped as one types.
    pub register: String,
    /// The rest of the address that filtering keeps (sort, as_of).
    pub hidden: Vec<Hidden>,
    /// Sent as `columns=NAME` each.
    pub columns: Vec<ColumnChoice>,
    pub views: Vec<ViewLink>,
    /// Where the present filter is kept as a view.
    pub save_view: Option<String>,
    pub exports: Vec<LinkTo>,
    /// A new record; N follows it.
    pub new: Option<LinkTo>,
}

/// Draws the bar: one form, so that everything works by pressing Enter, and more as one types.
pub fn filter_bar(w: &Words, f: &FilterBar) -> Markup {
    let hint = f.examples.first().map(|e| e.label.as_str());
    html! {
        @if !f.views.is_empty() { (views(w, f)) }
        form.filter method="get" action=(f.action) role="search" data-filter=(f.register) {
            (hidden_inputs(&f.hidden))
            label.query {
                span.away { (w.t("filter")) }
                input type="search" name="q" value=(f.value) placeholder=[hint] autocomplete="off" spellcheck="false"
                    autocapitalize="none" aria-describedby=[f.error.as_ref().map(|_| "filter-error")]
                    aria-invalid=[f.error.as_ref().map(|_| "true")];
            }
            button type="submit" { (w.t("filter-apply")) }
            @if !f.columns.is_empty() { (columns(w, f)) }
            @if !f.exports.is_empty() { (menu(&w.t("export"), links(&f.exports))) }
            @if let Some(n) = &f.new { a.button.first href=(n.href) data-new { (n.label) } }
        }
        @if let Some(e) = &f.error { p.error id="filter-error" { (e) } }
        @if f.value.is_empty() && !f.examples.is_empty() { (examples(w, f)) }
    }
}

fn links(list: &[LinkTo]) -> Markup {
    html! { ul.links { @for l in list { li { a href=(l.href) { (l.label) } } } } }
}

fn columns(w: &Words, f: &FilterBar) -> Markup {
    menu(
        &w.t("columns"),
        html! {
            fieldset.checks {
                legend.away { (w.t("columns")) }
                @for c in &f.columns {
                    label { input type="checkbox" name="columns" value=(c.name) checked[c.shown]; " " (c.label) }
                }
            }
            div.actions { button type="submit" { (w.t("columns-show")) } }
        },
    )
}

fn views(w: &Words, f: &FilterBar) -> Markup {
    html! {
        nav.tabs aria-label=(w.t("views")) {
            @for v in &f.views { a href=(v.href) aria-current=[v.current.then_some("page")] { (v.label) } }
            @if let Some(h) = &f.save_view { a.save href=(h) { (w.t("view-save")) } }
        }
    }
}

fn examples(w: &Words, f: &FilterBar) -> Markup {
    html! {
        p.quiet.examples {
            (w.t("filter-examples")) " "
            @for (i, e) in f.examples.iter().enumerate() { @if i > 0 { " · " } a href=(e.href) { (e.label) } }
        }
    }
}

/// Something that can be done with several records at once.
#[derive(Clone, Debug, Default)]
pub struct BulkAction {
    /// Sent as `action`.
    pub name: String,
    pub label: String,
    pub tone: Tone,
}

/// The bar that appears once a row is selected, within the form around the rows.
pub fn bulk_bar(w: &Words, list: &[BulkAction]) -> Markup {
    html! {
        div.bulk role="group" aria-label=(w.t("bulk")) {
            output data-count data-one=(w.t("bulk-one")) data-many=(w.t("bulk-many")) { (w.t("bulk-some")) }
            @for a in list { button class=(a.tone.class()) type="submit" name="action" value=(a.name) { (a.label) } }
            button.bare type="reset" { (w.t("bulk-none")) }
        }
    }
}
