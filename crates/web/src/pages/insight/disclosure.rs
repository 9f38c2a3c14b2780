//! A disclosure: what is said beside what the numbers said, and what the second line says of it.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    markdown,
    pages::governance::{disclose, say},
};
use isms::{
    analysis::agenda,
    audience,
    authority::Action,
    field::Choice,
    governance::{Challenge, Disclosure},
    kind,
    proportion::{self, Setting},
    record::Record,
};
use maud::{Markup, html};

/// What is stated, and whether it lies outside of what the numbers said.
pub fn stated(cx: &Cx, record: &Record<Disclosure>) -> Markup {
    let stated = record.body.certainty.map_or_else(|| cx.w.t("unknown"), |c| cx.w.percent(c.0));
    let band = record.body.beyond_band();
    html! {
        (cx.w.tn("agenda-told", &[("stated", stated.into())]))
        @if let Some((low, high)) = band {
            " " strong { (cx.w.tn("disclosure-beyond", &[("low", cx.w.percent(low).into()), ("high", cx.w.percent(high).into())])) }
        }
    }
}

/// What is shown above the fields.
pub fn insight(cx: &Cx, record: &Record<Disclosure>) -> Insight {
    let isms = cx.view.for_the_organisation();
    let key = format!("DSC-{}", record.head.number);
    let drafted = &*record.head.state == "drafted";
    let late = drafted && record.body.due.is_some_and(|d| d < cx.today());
    let verdict = agenda::verdict(isms, record.head.id).filter(|c| cx.view.sees(*c));
    let expected = proportion::expects(isms, Setting::ChallengeExpected);
    let me = cx.viewer().person;
    let authors = [record.head.owner.map(|o| o.id()), record.body.by.map(|b| b.id())];
    let own = authors.into_iter().flatten().any(|a| me.is_some() && audience::answerable(isms, a) == me);
    let may = !cx.is_past() && !own && me.is_some() && cx.view.sight.may(kind::of::<Challenge>(), Action::Create);
    let main = html! {
        @if drafted {
            @let due = record.body.due.map_or_else(|| cx.w.t("agenda-owed"), |d| cx.w.tn(if late { "agenda-owed-late" } else { "agenda-owed-by" }, &[("due", cx.w.date(d).into())]));
            (design::notice(&Notice::text(if late { Tone::Warn } else { Tone::Note }, &due)))
            @if !cx.is_past() && cx.view.may_on(record, Action::Edit) {
                div.actions { (design::link_button(&cx.w.t("disclosure-open"), &format!("/disclosures/{key}/tell"), true)) }
            }
        } @else {
            p { (stated(cx, record)) }
            (design::section("challenge", &cx.w.t("challenge-heading"), None, html! {
                @match verdict {
                    Some(c) => {
                        p { strong { (c.body.verdict.map(|v| cx.w.t(&format!("verdict-{}", v.word()))).unwrap_or_default()) } " " (design::record_link(&cx.link(c))) " " (c.body.challenger.map(|p| cx.link_to(p.id())).unwrap_or_default()) }
                        (design::prose(markdown::render(&c.body.reasons.0)))
                        @if !c.body.conditions.0.is_empty() { (design::prose(markdown::render(&c.body.conditions.0))) }
                    }
                    None => p { (cx.w.t(if expected { "agenda-unchallenged" } else { "challenge-none" })) }
                }
                @if may { (design::more(&cx.w.t("challenge-give"), verdict.is_none() && expected, disclose::challenge_form(cx, record))) }
                @else if own { p.quiet { (cx.w.t("challenge-own")) } }
            }))
            (say::picture_section(cx, record.body.picture.as_ref()))
        }
    };
    Insight { main: Some(main), ..Insight::default() }
}
