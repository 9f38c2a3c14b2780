//! My week: everything that is asked of the visitor, soonest first, with the minutes it takes and one press to do it. And the other way
//! round: what they asked of others.

mod act;
mod card;
mod digest;
mod others;
#[cfg(test)]
mod tests;

pub use act::{perform, undo};
pub use digest::text;

use super::Page;
use crate::{
    cx::Cx,
    design::{self, LinkTo},
    fault::Result,
};
use axum::response::Html;
use isms::{
    analysis::asked::{self, Asked, Wish},
    context::Objective,
    field::Choice as _,
    record::AnyRecord,
    values::RecordId,
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};

/// How far the list looks ahead, in days: the week, and what may be done early.
const AHEAD: i32 = 31;

/// How far it looks where nothing is asked, to say what comes next.
const NEXT: i32 = 366;

/// Everything asked of the visitor up to a number of days ahead; nothing where the account is nobody in particular.
pub async fn of(cx: &Cx, days: i32) -> Result<Vec<Asked>> {
    let isms = cx.view.for_the_organisation();
    let Some(me) = cx.viewer().person else { return Ok(Vec::new()) };
    let owns = |o: &isms::record::Record<Objective>| o.head.owner.is_some_and(|w| cx.view.sight.me.contains(&w.id()));
    // Certainty is only waited for where someone answers for it.
    let numbers = match cx.view.all::<Objective>().any(owns) {
        true => Some(cx.app.service.numbers(isms).await?),
        false => None,
    };
    Ok(asked::asked(isms, &cx.view.sight, me, days, numbers.as_deref()))
}

/// When a wish stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Late, due today, or someone waits.
    Today,
    /// Within seven days, or without a day.
    Week,
    /// After that.
    Later,
}

impl When {
    fn of(asked: &Asked, today: Date) -> When {
        let soon = today.checked_add(7.days()).unwrap_or(Date::MAX);
        match asked.due {
            Some(due) if due <= today => When::Today,
            None if asked.who_waits.is_some() => When::Today,
            Some(due) if due > soon => When::Later,
            _ => When::Week,
        }
    }

    fn word(self) -> &'static str {
        match self {
            When::Today => "week-today",
            When::Week => "week-this",
            When::Later => "week-later",
        }
    }
}

/// "7 things, about 25 minutes; 2 are late; Jonas waits for 1."
fn sentence(cx: &Cx, all: &[Asked]) -> String {
    let today = cx.today();
    let near: Vec<Asked> = all.iter().filter(|a| When::of(a, today) != When::Later).cloned().collect();
    let late = near.iter().filter(|a| a.late).count();
    let minutes = duration(cx, asked::minutes(&near).value);
    let mut parts = vec![cx.w.tn("week-sum", &[("n", near.len().into()), ("time", minutes.into())])];
    if late > 0 {
        parts.push(cx.w.tn("week-late", &[("n", late.into())]));
    }
    if let Some((who, n)) = waiting(cx, &near) {
        parts.push(cx.w.tn("week-waits", &[("who", who.into()), ("n", n.into())]));
    }
    format!("{}.", parts.join("; "))
}

/// Whoever waits for most, and for how many.
fn waiting(cx: &Cx, all: &[Asked]) -> Option<(String, usize)> {
    let mut counts: Vec<(RecordId, usize)> = Vec::new();
    for who in all.iter().filter_map(|a| a.who_waits) {
        match counts.iter_mut().find(|(w, _)| *w == who) {
            Some((_, n)) => *n += 1,
            None => counts.push((who, 1)),
        }
    }
    let (who, n) = counts.into_iter().rev().max_by_key(|(_, n)| *n)?;
    Some((cx.view.get(who)?.head().title.clone(), n))
}

/// "25 minutes", "3 hours": as fine as anyone plans.
fn duration(cx: &Cx, minutes: f64) -> String {
    if minutes < 120.0 {
        return cx.w.tn("week-minutes", &[("n", minutes.round().into())]);
    }
    cx.w.tn("week-hours", &[("n", (minutes / 60.0).round().into())])
}

/// The name of a wish.
fn wish(cx: &Cx, what: Wish) -> String {
    cx.w.t(&format!("wish-{}", what.word()))
}

/// `GET /week`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let title = cx.w.t("rail-week");
    let others = cx.query.get("tab").is_some_and(|t| t == "others");
    let links = [
        LinkTo::new(cx.w.t("week-mine"), cx.at("/week")),
        LinkTo::new(cx.w.t("week-others"), cx.at("/week?tab=others")),
    ];
    let tabs = design::tabs(&title, &links, usize::from(others));
    if others {
        let (said, body) = others::drawn(&cx);
        let body = html! { (design::lede(&title, Some(html! { (said) }))) (tabs) (body) };
        return Ok(Page::new("week", title, body).draw(&cx));
    }
    let all = of(&cx, AHEAD).await?;
    let said = if all.is_empty() { nothing(&cx).await? } else { sentence(&cx, &all) };
    let body = html! {
        (design::lede(&title, Some(html! { (said) })))
        (tabs)
        @if let Some(me) = cx.viewer().person { (list(&cx, &all, me)?) }
    };
    let mut page = Page::new("week", title, body);
    page.notice = act::told(&cx);
    Ok(page.draw(&cx))
}

/// What is said where nothing is asked: when the next thing is due.
async fn nothing(cx: &Cx) -> Result<String> {
    if cx.viewer().person.is_none() {
        return Ok(cx.w.t("week-nobody"));
    }
    let next = of(cx, NEXT).await?.into_iter().find_map(|a| a.due.map(|d| (d, a)));
    let Some((due, next)) = next else { return Ok(cx.w.t("week-empty")) };
    let title = cx.view.get(next.record).map(|r| r.head().title.clone()).unwrap_or_default();
    let values = [("day", cx.w.date(due).into()), ("what", wish(cx, next.what).into()), ("title", title.into())];
    Ok(format!("{} {}", cx.w.t("week-empty"), cx.w.tn("week-next", &values)))
}

fn list(cx: &Cx, all: &[Asked], me: RecordId) -> Result<Markup> {
    let today = cx.today();
    let mut shown = html! {};
    for when in [When::Today, When::Week, When::Later] {
        let here: Vec<Asked> = all.iter().filter(|a| When::of(a, today) == when).cloned().collect();
        if !here.is_empty() {
            let note = cx.w.tn(
                "week-sum",
                &[("n", here.len().into()), ("time", duration(cx, asked::minutes(&here).value).into())],
            );
            let body = by_kind(cx, &here, me)?;
            shown = html! { (shown) (design::section(when.word(), &cx.w.t(when.word()), Some(&note), body)) };
        }
    }
    Ok(html! {
        (shown)
        @if !all.is_empty() { p.quiet { (cx.w.t("week-estimated")) } }
    })
}

/// The wishes of a time, kind by kind in the order of the first of each.
fn by_kind(cx: &Cx, all: &[Asked], me: RecordId) -> Result<Markup> {
    let mut kinds: Vec<Wish> = Vec::new();
    all.iter().for_each(|a| {
        if !kinds.contains(&a.what) {
            kinds.push(a.what);
        }
    });
    let mut shown = html! {};
    for what in kinds {
        let here: Vec<Asked> = all.iter().filter(|a| a.what == what).cloned().collect();
        let time = duration(cx, asked::minutes(&here).value);
        shown = html! {
            (shown)
            h3.wish-kind { (wish(cx, what)) " " small.quiet { @if here.len() > 1 { (cx.w.number(here.len() as f64, 0)) " · " } (time) } }
            ul.wishes { @for asked in &here { (card::drawn(cx, asked, me)) } }
        };
    }
    Ok(shown)
}

/// The first few for other pages: what, title and address.
pub async fn in_short(cx: &Cx) -> Result<Vec<(String, String, String, Option<Date>)>> {
    let all = of(cx, 7).await?;
    let entry = |a: &Asked| {
        let record = cx.view.get(a.record)?;
        Some((wish(cx, a.what), record.head().title.clone(), card::way(cx, a, record.as_ref()), a.due))
    };
    Ok(all.iter().filter_map(entry).collect())
}

/// What a record is about to people: the matter of an approval, not the approval.
fn matter<'a>(cx: &'a Cx, asked: &Asked) -> Option<&'a std::sync::Arc<dyn AnyRecord>> {
    let of = asked.about.filter(|_| matches!(asked.what, Wish::Approve));
    of.and_then(|id| cx.view.get(id)).or_else(|| cx.view.get(asked.record))
}
