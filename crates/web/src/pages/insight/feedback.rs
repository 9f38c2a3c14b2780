//! What is known about something that was said: about what, since when it waits, and the form to answer it.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    pages::instruction::say,
};
use isms::{
    analysis::practice,
    authority::Action,
    instruction::Feedback,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
};
use maud::html;

/// What is shown above the fields.
pub fn insight(cx: &Cx, feedback: &Record<Feedback>) -> Insight {
    let isms = cx.view.for_the_organisation();
    let days = practice::unanswered(isms, feedback);
    let within = i64::from(proportion::days(isms, Setting::AnswerWithin));
    let may = !cx.is_past() && cx.viewer().person.is_some() && cx.view.may_on(feedback, Action::Edit);
    let open = (feedback as &dyn AnyRecord).is_open();
    let main = html! {
        @if let Some(days) = days {
            @let late = days > within;
            @let said = cx.w.tn(if late { "ist-waits-late" } else { "ist-waits-within" }, &[("days", days.into()), ("within", within.into())]);
            (design::notice(&Notice::text(if late { Tone::Bad } else { Tone::Warn }, &said)))
        }
        @if may && open && &*feedback.head.state == "said" {
            (design::section("answer-it", &cx.w.t("ist-answer"), Some(&cx.w.t("ist-answer-note")), say::answer_form(cx, feedback, &feedback.body.answer.0)))
        }
    };
    Insight { main: Some(main), ..Insight::default() }
}
