//! Rows of fields within a field: losses by form, members of a body, steps of an instruction.

use maud::{Markup, html};

use super::form::{FieldView, field};
use crate::words::Words;

/// Rows of fields. Adding and removing are submit buttons (`_add=NAME`, `_remove=NAME.INDEX`) to which the server
/// answers with the form as it stands plus or minus the row; `form.js` does the same without asking.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub rows: Vec<Vec<FieldView>>,
    /// A row to copy, its fields named with `__i__` where the index goes.
    pub blank: Vec<FieldView>,
    /// What one row is called: "Loss".
    pub one: String,
}

pub(super) fn part_rows(w: &Words, f: &FieldView, parts: &Parts) -> Markup {
    html! {
        div.parts data-repeat data-next=(parts.rows.len()) {
            @for (i, row) in parts.rows.iter().enumerate() { (part(w, f, parts, row, &i.to_string(), &(i + 1).to_string())) }
        }
        @if !f.readonly {
            template data-blank { (part(w, f, parts, &parts.blank, "__i__", "__n__")) }
            button.small type="submit" name="_add" value=(f.name) formnovalidate { (w.t("add")) span.away { " " (parts.one) } }
        }
    }
}

fn part(w: &Words, f: &FieldView, parts: &Parts, row: &[FieldView], index: &str, number: &str) -> Markup {
    let name = format!("{} {number}", parts.one);
    html! {
        div.part role="group" aria-label=(name) {
            div.fields { @for inner in row { (field(w, inner)) } }
            @if !f.readonly {
                button.bare.remove type="submit" name="_remove" value={ (f.name) "." (index) } formnovalidate
                    aria-label={ (w.t("remove")) " " (name) } { span.cross aria-hidden="true" {} }
            }
        }
    }
}
