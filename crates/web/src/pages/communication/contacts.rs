//! Whom to call, for a bad night: on one page that prints and can be kept, the first to call first.

use crate::{
    cx::Cx,
    design::{self, Tone},
    fault::Result,
    markdown,
    pages::Page,
};
use axum::response::Html;
use isms::{
    context::{Party, Person, Role, party::PartyRelation},
    field::Choice,
    record::{AnyRecord, Record},
};
use jiff::{Span, civil::Date};
use maud::{Markup, html};

/// Contacts that nobody tried for longer are marked.
const FRESH: i32 = 183;

/// `GET /contacts`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    let open = cx.view.all::<Party>().filter(|p| (*p as &dyn AnyRecord).is_open());
    let called = open.filter(|p| !p.body.call_when.0.trim().is_empty() || !p.body.contacts.is_empty());
    let mut parties: Vec<&Record<Party>> = called.collect();
    parties.sort_by_key(|p| (order(p.body.relation), p.head.number));
    let mut roles: Vec<&Record<Role>> = cx
        .view
        .all::<Role>()
        .filter(|r| (*r as &dyn AnyRecord).is_open() && !r.body.authority.0.trim().is_empty())
        .collect();
    roles.sort_by_key(|r| r.head.number);
    let printed = cx.w.tn("contacts-printed", &[("day", cx.w.date(cx.today()).into())]);
    let body = html! {
        (design::lede(&cx.w.t("contacts"), Some(html! { (cx.w.t("contacts-about")) " " (printed) })))
        (design::section("inside", &cx.w.t("contacts-inside"), Some(&cx.w.t("contacts-inside-note")), html! {
            @if roles.is_empty() { (design::empty(&cx.w.t("contacts-none"), None)) }
            @for role in &roles { (inside(&cx, role)) }
        }))
        (design::section("outside", &cx.w.t("contacts-outside"), Some(&cx.w.t("contacts-outside-note")), html! {
            @if parties.is_empty() { (design::empty(&cx.w.t("contacts-none"), None)) }
            @for party in &parties { (outside(&cx, party)) }
        }))
    };
    Ok(Page::new("communication", cx.w.t("contacts"), body).draw(&cx))
}

/// In which order one calls at night: those who come, those who help, those who must know.
fn order(relation: PartyRelation) -> usize {
    use PartyRelation::*;
    let night = [Retainer, Csirt, Police, Insurer, Regulator, Partner, Customer, Owner];
    night.iter().position(|r| *r == relation).unwrap_or(night.len())
}

fn inside(cx: &Cx, role: &Record<Role>) -> Markup {
    let who = |id: Option<isms::values::RecordId>| {
        let person = id.and_then(|id| cx.view.get(id)).and_then(|r| r.typed::<Person>());
        html! {
            @match person {
                Some(p) => { (cx.link_to(p.head.id)) @if !p.body.email.is_empty() { " " a href={ "mailto:" (p.body.email) } { (p.body.email) } } },
                None => { (design::tag(Tone::Warn, &cx.w.t("contacts-vacant"))) },
            }
        }
    };
    let rows = [
        (cx.w.t("contacts-holder"), who(role.body.holder.map(|p| p.id()))),
        (cx.w.t("contacts-deputy"), who(role.body.deputy.map(|p| p.id()))),
        (cx.w.t("contacts-decides"), markdown::render(&role.body.authority.0)),
    ];
    html! { h3 { (cx.link_to(role.head.id)) } (design::facts(&rows)) }
}

fn outside(cx: &Cx, party: &Record<Party>) -> Markup {
    let body = &party.body;
    let relation = cx.w.or(&format!("choice-{}", body.relation.word()), body.relation.word());
    html! {
        h3 { (cx.link_to(party.head.id)) " " span.quiet { (relation) } }
        @if !body.call_when.0.trim().is_empty() { (design::prose(markdown::render(&body.call_when.0))) }
        @if body.contacts.is_empty() { p { (design::tag(Tone::Bad, &cx.w.t("contacts-no-way"))) } }
        ul.plain { @for c in &body.contacts { li { strong { (c.who) } " " (address(&c.address)) @if !c.note.is_empty() { " " span.quiet { (c.note) } } } } }
        p { (verified(cx, body.last_verified)) }
    }
}

/// An address that can be followed, where it is one.
fn address(text: &str) -> Markup {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let callable = digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || " +-/()".contains(c));
    html! {
        @if callable { a href={ "tel:" (number) } { (text) } }
        @else if text.contains('@') && !text.contains(' ') { a href={ "mailto:" (text) } { (text) } }
        @else { (text) }
    }
}

fn verified(cx: &Cx, on: Option<Date>) -> Markup {
    let fresh = cx.today().checked_sub(Span::new().days(FRESH)).unwrap_or(Date::MIN);
    match on {
        Some(on) if on >= fresh => {
            html! { span.quiet { (cx.w.tn("contacts-verified", &[("day", cx.w.date(on).into())])) } }
        }
        Some(on) => design::tag(Tone::Warn, &cx.w.tn("contacts-verified", &[("day", cx.w.date(on).into())])),
        None => design::tag(Tone::Warn, &cx.w.t("contacts-never")),
    }
}
