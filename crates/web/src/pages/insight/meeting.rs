//! A meeting: whether it can decide, what is due and not on its agenda, and the way to the screen it is held on.

use super::Insight;
use crate::{
    cx::Cx,
    design,
    fault::Result,
    pages::governance::{agenda as pages, body_of, day_of, due_for, live},
};
use isms::{authority::Action, governance::Meeting, record::Record};
use maud::html;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Meeting>) -> Result<Insight> {
    let open = matches!(&*record.head.state, "planned" | "held");
    let key = format!("MTG-{}", record.head.number);
    let body = body_of(cx, &record.body);
    let missing = match body.filter(|_| open) {
        Some(body) => {
            pages::missing(due_for(cx, body, record.body.form, day_of(cx, &record.body)).await?, &record.body)
        }
        None => Vec::new(),
    };
    let quorum = body.and_then(|b| b.counts()).map(|c| record.body.quorum(cx.view.for_the_organisation(), c));
    let edits = open && !cx.is_past() && cx.view.may_on(record, Action::Edit);
    let main = html! {
        p { (live::quorum(cx, quorum)) }
        div.actions {
            (design::link_button(&cx.w.t("meeting-live"), &cx.at(&format!("/meetings/{key}/live")), open))
            (design::link_button(&cx.w.t("minutes"), &cx.at(&format!("/meetings/{key}/minutes")), false))
            @if edits {
                form.step method="post" action={ "/meetings/" (key) "/agenda" } { button type="submit" { (cx.w.t("agenda-write")) } }
            }
        }
        @if open {
            (design::section("due", &cx.w.t("meeting-due"), Some(&cx.w.tn("body-due-n", &[("n", missing.len().into())])), pages::list(cx, &missing)))
        }
    };
    Ok(Insight { main: Some(main), ..Insight::default() })
}
