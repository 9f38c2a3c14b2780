//! The page that shows every component in every state.

use maud::{Markup, html};

/// Every component in every state.
pub fn gallery() -> Markup {
    html! {}
}
