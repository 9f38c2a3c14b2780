//! Dialogs: the command palette, the list of keys, and any other question that must be answered first.

use maud::{Markup, html};

use crate::words::Words;

/// A modal dialog that a control opens with `commandfor=id command=show-modal` (or `data-dialog=id`, which `app.js`
/// understands in browsers without invoker commands).
pub fn dialog(w: &Words, id: &str, title: &str, body: Markup) -> Markup {
    let heading = format!("{id}-title");
    html! {
        dialog id=(id) aria-labelledby=(heading) {
            header {
                h2 id=(heading) { (title) }
                form method="dialog" { button.bare type="submit" aria-label=(w.t("close")) { span.cross aria-hidden="true" {} } }
            }
            (body)
        }
    }
}

/// The palette behind Ctrl K: a search form that the script turns into a list of answers to move through.
pub fn palette(w: &Words, search: &str) -> Markup {
    html! {
        dialog.palette id="palette" aria-label=(w.t("palette-title")) data-none=(w.t("palette-none"))
            data-some=(w.t("palette-some")) data-failed=(w.t("palette-failed")) {
            form method="get" action=(search) {
                input type="search" name="q" role="combobox" aria-expanded="false" aria-controls="palette-list"
                    aria-autocomplete="list" autocomplete="off" spellcheck="false"
                    aria-label=(w.t("palette-title")) placeholder=(w.t("palette-hint"));
            }
            div.answers id="palette-list" role="listbox" aria-label=(w.t("palette-answers")) {}
            p.status role="status" { (w.t("palette-help")) }
        }
    }
}

/// Every key the pages listen to, opened by `?`.
pub fn keys_help(w: &Words) -> Markup {
    let keys: [(&[&str], &str); 11] = [
        (&["Ctrl", "K"], "keys-find"),
        (&["/"], "keys-filter"),
        (&["J"], "keys-down"),
        (&["K"], "keys-up"),
        (&["Enter"], "keys-open"),
        (&["E"], "keys-edit"),
        (&["X"], "keys-select"),
        (&["N"], "keys-new"),
        (&["Ctrl", "Enter"], "keys-submit"),
        (&["Esc"], "keys-close"),
        (&["?"], "keys-help"),
    ];
    let body = html! {
        dl.keys {
            @for (combination, key) in keys {
                div { dt { @for k in combination { kbd { (k) } " " } } dd { (w.or(key, key)) } }
            }
        }
    };
    dialog(w, "keys", &w.t("keys-title"), body)
}
