//! What the page must tell before anything else: outcomes, warnings, and what to mend in a form.

use maud::{Markup, html};

use super::tone::Tone;
use crate::words::Words;

/// A message above the page's matter.
#[derive(Clone, Debug)]
pub struct Notice {
    pub tone: Tone,
    pub body: Markup,
}

impl Notice {
    /// A message in plain text.
    pub fn text(tone: Tone, text: &str) -> Self {
        Self { tone, body: html! { (text) } }
    }
}

/// Draws the message; a bad one is announced at once, the others when the reader is idle.
pub fn notice(n: &Notice) -> Markup {
    let role = if n.tone == Tone::Bad { "alert" } else { "status" };
    html! { div class={ "notice " (n.tone.class()) } role=(role) { div { (n.body) } } }
}

/// Everything that must be mended before a form can be kept: (identifier of the field, message), each a link to its
/// field. Takes the focus when the page opens, so that nobody has to hunt.
pub fn error_summary(w: &Words, errors: &[(String, String)]) -> Markup {
    if errors.is_empty() {
        return html! {};
    }
    html! {
        div.notice.bad.errors role="alert" tabindex="-1" data-focus {
            div {
                h2 { (w.tn("errors-title", &[("n", errors.len().into())])) }
                ul { @for (id, message) in errors { li { a href={ "#" (id) } { (message) } } } }
            }
        }
    }
}
