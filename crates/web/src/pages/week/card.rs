//! One wish as a card: what it is about, why it is asked, and the press that does it.

use super::say;
use crate::{
    cx::{Cx, encode},
    design::{self, Tone},
    pages::policy::{read, redline},
    show::path,
};
use isms::{
    analysis::asked::{Asked, How, Why, Wish},
    authority::Action,
    check::Check,
    coming,
    everywhere::Approval,
    field::{Fields, Ty},
    filter, heard,
    instruction::Feedback,
    record::AnyRecord,
    values::RecordId,
};
use maud::{Markup, html};
use service::policy::document;

/// The card, as an item of a list.
pub fn drawn(cx: &Cx, asked: &Asked, me: RecordId) -> Markup {
    let said = say(cx);
    let Some(record) = cx.view.get(asked.record) else { return html! {} };
    let Some(shown) = said.matter(asked) else { return html! {} };
    let about = asked.about.filter(|id| *id != shown.head().id);
    html! {
        li.wish id={ "w-" (record.key()) } {
            div.said {
                h4 { a href=(cx.href(shown.as_ref())) { (shown.head().title) } }
                p.quiet {
                    @if asked.late { (design::tag(Tone::Bad, &cx.w.t("overdue"))) " " }
                    @if let Some(by) = said.by(asked) { (by) " · " }
                    (said.minutes(asked)) " · " (why(cx, asked))
                    @if let Some(about) = about { " · " (cx.link_to(about)) }
                    @if let Some(who) = asked.who_waits.filter(|w| *w != me && !matches!(asked.why, Why::Asked(a) if a == *w)) { " · " (cx.w.t("week-who-waits")) " " (cx.link_to(who)) }
                }
            }
            @if !cx.is_past() { (press(cx, asked, record.as_ref())) }
        }
    }
}

fn why(cx: &Cx, asked: &Asked) -> Markup {
    let with = |key: &str, id: RecordId| html! { (cx.w.t(key)) " " (cx.link_to(id)) };
    match asked.why {
        Why::Owner => html! { (cx.w.t("why-owner")) },
        Why::Assigned => html! { (cx.w.t("why-assigned")) },
        Why::Audience => html! { (cx.w.t("why-audience")) },
        Why::Asked(who) => with("why-asked", who),
        Why::Deputy(whom) => with("why-deputy", whom),
        Why::Member(body) => with("why-member", body),
        Why::Team(team) => with("why-team", team),
        Why::Manager => html! { (cx.w.t("why-manager")) },
        Why::SecondLine => html! { (cx.w.t("why-second-line")) },
        Why::Rule(code) => html! { (cx.w.t("why-rule")) " " a href=(cx.at(&format!("/rules/{code}"))) { (code) } },
    }
}

/// What does it: a form that posts here and comes back, or a link where it needs a page of its own.
fn press(cx: &Cx, asked: &Asked, record: &dyn AnyRecord) -> Markup {
    match &asked.act {
        How::Open(to) if asked.what == Wish::Review && cx.view.may_on(record, Action::Edit) => review(cx, record, to),
        How::Open(to) => {
            html! { div.actions { (design::link_button(&cx.w.t(&format!("press-{}", word(asked.what))), to, false)) } }
        }
        How::Acknowledge => acknowledge(cx, record),
        How::Vote => vote(cx, record),
        How::Step { name } => step(cx, record, name),
    }
}

fn word(what: Wish) -> &'static str {
    isms::field::Choice::word(&what)
}

fn action(record: &dyn AnyRecord) -> String {
    format!("/week/{}", record.key())
}

/// Months until what needs no change is looked at again: the longest that ISO/IEC 27001 5.2 and 9.3 are commonly read to allow.
pub const AGAIN: i32 = 12;

/// Nothing has to change: said in one press. Whoever would change something, or look again sooner, opens it.
fn review(cx: &Cx, record: &dyn AnyRecord, to: &str) -> Markup {
    html! {
        form.press method="post" action=(action(record)) {
            input type="hidden" name="version" value=(record.head().version);
            div.actions {
                (design::link_button(&cx.w.t("press-review"), to, false))
                button type="submit" name="act" value="review" { (cx.w.tn("week-still-right", &[("n", AGAIN.into())])) }
            }
        }
    }
}

/// The text in place, and the press after it. Of what they read before, only the page shows what changed since.
fn acknowledge(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let edition = heard::readable(record).unwrap_or(1);
    let as_text = redline::COMPARED.contains(&record.kind().name);
    let heard = cx.view.for_the_organisation().heard();
    let before = cx.viewer().person.and_then(|me| heard.read(record.head().id, me));
    if as_text && before.is_some_and(|b| b.edition < edition) {
        let to = format!("{}/read", path(record));
        return html! { div.actions { (design::link_button(&cx.w.t("week-what-changed"), &to, false)) } };
    }
    let form = if coming::day(record).is_some() { document::Form::Plain } else { document::Form::InForce };
    let text = match document::text(&cx.view, record.head().id, form).filter(|_| as_text) {
        Some(text) => design::prose(crate::markdown::render(read::without_title(&text))),
        None => design::facts(&record.effective().map(|body| matter_of(cx, record, body)).unwrap_or_default()),
    };
    html! {
        details.more {
            summary { (cx.w.t("week-read-here")) span.away { ": " (record.head().title) } }
            div {
                (text)
                form.press method="post" action=(action(record)) {
                    input type="hidden" name="edition" value=(edition);
                    button.first type="submit" name="act" value="acknowledge" { (cx.w.t("week-have-read")) }
                }
            }
        }
    }
}

/// All that a document says: its fields, without what only links.
fn matter_of(cx: &Cx, record: &dyn AnyRecord, body: &dyn Fields) -> Vec<(String, Markup)> {
    let apart = ["audience", "source", "source_hash", "source_revision"];
    let says = |f: &isms::field::Field| match f.ty {
        Ty::Text | Ty::Line => !apart.contains(&f.name),
        Ty::List(_) => f.verb.is_empty() || !filter::points(f.ty),
        _ => false,
    };
    let fields = body.fields().iter().enumerate().filter(|(_, f)| says(f));
    let filled = fields.filter(|(i, _)| !body.get(*i).is_empty());
    filled.map(|(i, f)| (cx.field_label(record.kind(), f), cx.value(f, &body.get(i)))).collect()
}

fn vote(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let reason = record.typed::<Approval>().map(|a| a.body.reason.clone()).unwrap_or_default();
    let step = record.typed::<Approval>().map(|a| a.body.step.clone()).unwrap_or_default();
    html! {
        form.press method="post" action=(action(record)) {
            p.quiet { (cx.w.tn("week-step", &[("step", cx.step_label(&step, &step).into())])) @if !reason.is_empty() { " " q { (reason) } } }
            label.field { span.label { (cx.w.t("reason")) small { " " (cx.w.t("optional")) } } input type="text" name="reason"; }
            div.actions {
                button.first type="submit" name="act" value="approve" { (cx.w.t("approve")) }
                button type="submit" name="act" value="reject" { (cx.w.t("reject")) }
            }
        }
    }
}

fn step(cx: &Cx, record: &dyn AnyRecord, name: &str) -> Markup {
    let label = record.kind().lifecycle.step(name).map_or(name, |s| s.label);
    let label = cx.step_label(name, label);
    if let Err(missing) = (record.kind().guard)(record, name, &Check::new(cx.view.for_the_organisation(), record)) {
        return html! { div.actions { (design::step_denied(&cx.w, &label, &missing)) (design::link_button(&cx.w.t("edit"), &format!("{}/edit", path(record)), false)) } };
    }
    html! {
        @if let Some(said) = record.typed::<Feedback>() { blockquote { (design::prose(crate::markdown::render(&said.body.answer.0))) } }
        form.press method="post" action=(action(record)) {
            input type="hidden" name="version" value=(record.head().version);
            input type="hidden" name="step" value=(name);
            button.first type="submit" name="act" value="step" { (label) }
        }
    }
}

/// Someone's name, where the visitor may know it.
pub fn name(cx: &Cx, id: RecordId) -> String {
    cx.view.get(id).map_or_else(|| cx.w.t("someone"), |r| r.head().title.clone())
}

/// The address of the list after a press, with what was done.
pub fn back(done: &str, record: &dyn AnyRecord, from: &str) -> String {
    format!("/week?done={done}&key={}&from={}", record.key(), encode(from))
}
