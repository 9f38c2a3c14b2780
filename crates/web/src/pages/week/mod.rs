//! My week: everything that is asked of the visitor, soonest first, with the minutes it takes and one press to do it. And the other way
//! round: what they asked of others.

mod act;
mod card;
mod digest;
mod others;
mod say;
#[cfg(test)]
mod tests;

pub use act::{perform, undo};
pub use digest::text;
pub use say::Say;

use super::Page;
use crate::{
    cx::Cx,
    design::{self, LinkTo},
    fault::Result,
};
use axum::response::Html;
use isms::{
    analysis::asked::{self, AHEAD, Asked, Wish},
    values::RecordId,
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};

/// How far it looks where nothing is asked, to say what comes next.
const NEXT: i32 = 366;

/// Everything asked of the visitor up to a number of days ahead; nothing where the account is nobody in particular.
pub async fn of(cx: &Cx, days: i32) -> Result<Vec<Asked>> {
    let Some(me) = cx.viewer().person else { return Ok(Vec::new()) };
    Ok(cx.app.service.asked(cx.view.for_the_organisation(), &cx.view.sight, me, days).await?)
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

/// The words of the page.
fn say(cx: &Cx) -> Say<'_> {
    Say { w: cx.w, view: &cx.view }
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
    let said = if all.is_empty() { nothing(&cx).await? } else { say(&cx).sentence(&all) };
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
    let values = [("day", cx.w.date(due).into()), ("what", say(cx).wish(next.what).into()), ("title", title.into())];
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
                &[("n", here.len().into()), ("time", say(cx).duration(asked::minutes(&here).value).into())],
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
        let time = say(cx).duration(asked::minutes(&here).value);
        shown = html! {
            (shown)
            h3.wish-kind { (say(cx).wish(what)) " " small.quiet { @if here.len() > 1 { (cx.w.number(here.len() as f64, 0)) " · " } (time) } }
            ul.wishes { @for asked in &here { (card::drawn(cx, asked, me)) } }
        };
    }
    Ok(shown)
}

/// The first few for other pages: what, title and address.
pub async fn in_short(cx: &Cx) -> Result<Vec<(String, String, String, Option<Date>)>> {
    let all = of(cx, 7).await?;
    let entry = |a: &Asked| {
        let (record, way) = (cx.view.get(a.record)?, say(cx).way(a)?);
        Some((say(cx).wish(a.what), record.head().title.clone(), cx.at(&way), a.due))
    };
    Ok(all.iter().filter_map(entry).collect())
}
