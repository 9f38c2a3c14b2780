//! The moment a page speaks of: now, or any earlier act.

use maud::{Markup, html};

use super::actions::{Hidden, hidden_inputs};
use crate::words::Words;

/// The moment shown and the ways to another.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// The moment in words where it is past: "1 March 2026, act 6,120". `None` is now.
    pub past: Option<String>,
    /// The day shown, as `YYYY-MM-DD`, in the picker.
    pub date: String,
    /// Where the picker leads (a GET with `as_of=YYYY-MM-DD`); usually the page itself.
    pub action: String,
    /// What the page's address carries besides.
    pub hidden: Vec<Hidden>,
    /// The same page one act earlier.
    pub previous: Option<String>,
    /// The same page one act later.
    pub next: Option<String>,
    /// The same page now.
    pub now: String,
}

/// The picker: a day, one act back, one act on, or back to now.
pub fn as_of(w: &Words, m: &Moment) -> Markup {
    html! {
        details.menu.moment data-menu {
            summary.pill {
                @match &m.past { Some(p) => { (w.t("as-of")) " " (p) } None => { (w.t("as-of-now")) } }
                span.chevron aria-hidden="true" {}
            }
            div.drop.stack {
                form.stack method="get" action=(m.action) {
                    (hidden_inputs(&m.hidden))
                    label.field { span.label { (w.t("as-of-day")) } input type="date" name="as_of" value=(m.date) required; }
                    button type="submit" { (w.t("as-of-show")) }
                }
                (neighbours(w, m))
            }
        }
    }
}

fn neighbours(w: &Words, m: &Moment) -> Markup {
    html! {
        div.actions {
            @if let Some(href) = &m.previous { a href=(href) rel="prev nofollow" { (w.t("as-of-previous")) } }
            @if let Some(href) = &m.next { a href=(href) rel="next nofollow" { (w.t("as-of-next")) } }
            @if m.past.is_some() { a href=(m.now) { (w.t("as-of-back")) } }
        }
    }
}

/// The strip that says a page shows the past, and leads back; nothing where the page shows now.
pub fn as_of_banner(w: &Words, m: &Moment) -> Markup {
    html! {
        @if let Some(past) = &m.past {
            div.past role="status" {
                p { (w.tn("as-of-banner", &[("moment", past.as_str().into())])) }
                (neighbours(w, m))
            }
        }
    }
}
