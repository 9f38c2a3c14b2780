//! What is known about an action: its path, phase by phase, until someone else saw that it helped.

use super::Insight;
use crate::{cx::Cx, design, pages::assurance::phases};
use isms::{assurance::Action, record::Record};
use maud::html;

/// What is shown above the fields.
pub fn insight(cx: &Cx, action: &Record<Action>) -> Insight {
    let main = html! {
        (phases::same_person(cx, action))
        (design::section("path", &cx.w.t("action-path"), Some(&cx.w.t("action-path-sub")), phases::draw(cx, action)))
    };
    Insight { main: Some(main), ..Insight::default() }
}
