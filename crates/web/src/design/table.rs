//! Registers: tables that sort, select, edit and open by key, and become cards on a phone.

use maud::{Markup, html};

use super::actions::{Hidden, hidden_inputs};
use super::filter::{BulkAction, bulk_bar};
use super::tone::unknown;
use crate::words::Words;

/// What a column holds, and so how it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The record's key, in quiet type.
    Key,
    /// What the row is called: links to the row's page and heads the row.
    Lead,
    #[default]
    Text,
    /// Text that supports the others.
    Quiet,
    /// Figures, set to the right.
    Number,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// How a column sorts: where pressing its head leads, and which way it is sorted now.
#[derive(Clone, Debug, Default)]
pub struct Sort {
    pub href: String,
    pub now: Option<Direction>,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub label: String,
    pub role: Role,
    pub sort: Option<Sort>,
}

impl Column {
    /// A column that does not sort.
    pub fn new(label: impl Into<String>, role: Role) -> Self {
        Self { label: label.into(), role, sort: None }
    }

    /// The same column, sorting by following `href`.
    pub fn sorts(mut self, href: impl Into<String>, now: Option<Direction>) -> Self {
        self.sort = Some(Sort { href: href.into(), now });
        self
    }
}

/// What stands in one place of the table.
#[derive(Clone, Debug, Default)]
pub enum Cell {
    /// There is nothing to say.
    #[default]
    Empty,
    /// There is something, but nobody knows it.
    Unknown,
    Text(String),
    Html(Markup),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<Markup> for Cell {
    fn from(markup: Markup) -> Self {
        Cell::Html(markup)
    }
}

/// One record in the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What a selected row sends: `RSK-12`.
    pub key: String,
    /// The record's page.
    pub href: String,
    /// Where the row is edited in place (E), if the viewer may.
    pub edit: Option<String>,
    /// A second, quiet line under what the row is called.
    pub note: Option<String>,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// A register.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The region that filtering swaps; [`FilterBar`](super::FilterBar) names it too.
    pub id: String,
    /// What is listed; the table's name for screen readers.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How many and what they add up to, above the table: "38 of 112 · …".
    pub summary: Option<Markup>,
    /// What can be done with several rows at once; with none there are no checkboxes.
    pub bulk: Vec<BulkAction>,
    /// Where bulk actions are posted as `action=NAME&key=…&key=…`.
    pub bulk_action: String,
    pub hidden: Vec<Hidden>,
    /// Shown where there are no rows.
    pub empty: Option<Markup>,
    /// Pager, keys or whatever belongs below and changes with the rows.
    pub below: Option<Markup>,
}

/// Draws the register as a region that `table.js` can swap when the filter changes.
pub fn register(w: &Words, t: &Table) -> Markup {
    html! {
        div.register id=(t.id) data-register {
            @if let Some(s) = &t.summary { p.quiet.summary role="status" { (s) } }
            @if t.rows.is_empty() {
                @match &t.empty { Some(e) => (e), None => p.quiet { (w.t("table-empty")) } }
            } @else if t.bulk.is_empty() {
                (scroll(w, t))
            } @else {
                form method="post" action=(t.bulk_action) data-bulk {
                    (hidden_inputs(&t.hidden)) (scroll(w, t)) (bulk_bar(w, &t.bulk))
                }
            }
            @if let Some(b) = &t.below { (b) }
        }
    }
}

/// A small table within a page: no selection, no keys.
pub fn plain_table(w: &Words, caption: &str, columns: &[Column], rows: &[Row]) -> Markup {
    let t = Table { caption: caption.to_owned(), columns: columns.to_vec(), rows: rows.to_vec(), ..Table::default() };
    html! { div.register { (scroll(w, &t)) } }
}

/// More columns than this are not expected to fit a desk's screen, so the table scrolls within itself.
const MANY: usize = 9;

fn scroll(w: &Words, t: &Table) -> Markup {
    let select = !t.bulk.is_empty();
    html! {
        div.scroll.many[t.columns.len() > MANY] tabindex="0" role="region" aria-label=(t.caption) {
            table {
                caption.away { (t.caption) }
                thead { tr {
                    @if select { th.pick scope="col" { label { span.away { (w.t("select-all")) } input type="checkbox" data-all; } } }
                    @for c in &t.columns { (head(w, c)) }
                } }
                tbody { @for row in &t.rows { (body_row(w, t, row, select)) } }
            }
        }
    }
}

fn head(w: &Words, c: &Column) -> Markup {
    let now = c.sort.as_ref().and_then(|s| s.now);
    let order = now.map(|d| if d == Direction::Up { "ascending" } else { "descending" });
    html! {
        th scope="col" class=[class(c.role)] aria-sort=[order] {
            @match &c.sort {
                Some(s) => a href=(s.href) data-sort { (c.label) span class={ "order " (order.unwrap_or("")) } aria-hidden="true" {} },
                None => @if c.label.is_empty() { span.away { (w.t("column-unnamed")) } } @else { (c.label) },
            }
        }
    }
}

fn class(role: Role) -> Option<&'static str> {
    match role {
        Role::Key => Some("key"),
        Role::Lead => Some("lead"),
        Role::Text => None,
        Role::Quiet => Some("quiet"),
        Role::Number => Some("num"),
    }
}

fn body_row(w: &Words, t: &Table, row: &Row, select: bool) -> Markup {
    html! {
        tr data-href=(row.href) data-edit=[row.edit.as_deref()] {
            @if select {
                td.pick { label { span.away { (w.tn("select-row", &[("key", row.key.as_str().into())])) } input type="checkbox" name="key" value=(row.key); } }
            }
            @for (c, cell) in t.columns.iter().zip(&row.cells) { (body_cell(w, row, c, cell)) }
        }
    }
}

fn body_cell(w: &Words, row: &Row, c: &Column, cell: &Cell) -> Markup {
    let inner = match cell {
        Cell::Empty => html! {},
        Cell::Unknown => unknown(w),
        Cell::Text(text) => html! { (text) },
        Cell::Html(markup) => markup.clone(),
    };
    if c.role == Role::Lead {
        return html! {
            th.lead scope="row" {
                @if row.href.is_empty() { (inner) } @else { a href=(row.href) { (inner) } }
                @if let Some(n) = &row.note { " " small { (n) } }
            }
        };
    }
    html! { td class=[class(c.role)] data-label=(c.label) { (inner) } }
}

/// Where a cursor-paged list goes on.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    pub earlier: Option<String>,
    pub later: Option<String>,
    /// "51 to 100 of 112", where that is known.
    pub position: Option<String>,
}

/// Draws the ways on; nothing where there is only one page.
pub fn pager(w: &Words, p: &Pager) -> Markup {
    if p.earlier.is_none() && p.later.is_none() {
        return html! {};
    }
    html! {
        nav.pager aria-label=(w.t("pages")) {
            @if let Some(h) = &p.earlier { a.button href=(h) rel="prev" { (w.t("pager-previous")) } }
            @if let Some(t) = &p.position { span.quiet { (t) } }
            @if let Some(h) = &p.later { a.button href=(h) rel="next" { (w.t("pager-next")) } }
        }
    }
}
