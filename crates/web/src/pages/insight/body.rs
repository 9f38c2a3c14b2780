//! What is due for a body: when it should meet, what about, and what it may still spend.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::Result,
    pages::governance::{agenda as pages, disclose, due_for},
};
use isms::{
    analysis::{agenda, mandate},
    authority::Action,
    governance::{Body, Meeting, meeting::MeetingForm},
    kind,
    record::Record,
};
use maud::html;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Body>) -> Result<Insight> {
    let Some(charter) = record.counts() else { return Ok(Insight::default()) };
    let (isms, today) = (cx.view.for_the_organisation(), cx.today());
    let due = due_for(cx, record, MeetingForm::Ordinary, today).await?;
    let should = agenda::should_meet(isms, record);
    let next = agenda::next_meeting(isms, record.head.id).filter(|m| cx.view.sees(*m));
    let last = agenda::met(isms, record.head.id).last().map(|(day, _)| *day);
    let met =
        last.map_or_else(|| cx.w.t("body-never-met"), |day| cx.w.tn("body-met", &[("day", cx.w.date(day).into())]));
    let word = if should < today { "body-meet-late" } else { "body-meet-by" };
    let by = cx.w.tn(word, &[("day", cx.w.date(should).into())]);
    let may_plan = !cx.is_past() && cx.view.sight.may(kind::of::<Meeting>(), Action::Create);
    let main = html! {
        (design::section("due", &cx.w.t("body-due"), Some(&cx.w.tn("body-due-n", &[("n", due.len().into())])), html! {
            (design::notice(&Notice::text(if should < today { Tone::Warn } else { Tone::Plain }, &format!("{met} {by}"))))
            @if let Some(m) = next {
                p { (cx.w.t("body-next")) " " (design::record_link(&cx.link(m))) " " a href=(cx.at(&format!("/meetings/MTG-{}/live", m.head.number))) { (cx.w.t("meeting-live")) } }
            }
            (pages::list(cx, &due))
            @if may_plan { (design::more(&cx.w.t("meeting-plan"), false, pages::plan_form(cx, record, should.max(today)))) }
            @let asked: Vec<_> = charter.oversees.iter().map(|o| o.id()).collect();
            @if may_plan && !asked.is_empty() { (design::more(&cx.w.t("disclosure-ask"), false, disclose::ask_form(cx, record, &asked, should.max(today)))) }
        }))
        @if let Some(purse) = mandate::purse(isms, record, today) {
            @let money = |m: isms::values::Money| cx.w.money(m.minor, m.currency.code());
            p { (cx.w.tn("purse", &[("free", money(purse.free).into()), ("budget", money(purse.budget).into()), ("committed", money(purse.committed).into()), ("until", cx.w.date(purse.until).into())])) }
        }
    };
    Ok(Insight { main: Some(main), ..Insight::default() })
}
