//! The frame around every page: head, rail of areas, top bar, dialogs.

use maud::{DOCTYPE, Markup, html};

use super::actions::{Hidden, LinkTo, hidden_inputs};
use super::assets::asset_url;
use super::basics::breadcrumb;
use super::dialogs::{keys_help, palette};
use super::moment::{Moment, as_of, as_of_banner};
use super::notices::{Notice, notice};
use crate::words::Words;

/// One entry of the rail.
#[derive(Clone, Debug, Default)]
pub struct RailItem {
    pub label: String,
    pub href: String,
    /// What waits there: "3", "14 min".
    pub count: Option<String>,
    /// Whether it stands in the bottom bar of a phone (four at most); the others are under "More".
    pub phone: bool,
    /// Whether the page shown lies in it.
    pub current: bool,
    /// Whether a line sets it off from what comes before.
    pub separator: bool,
}

/// Who is signed in, and what they can do about themselves.
#[derive(Clone, Debug, Default)]
pub struct User {
    pub name: String,
    pub links: Vec<LinkTo>,
    /// Where signing out is posted, and what the form carries along.
    pub sign_out: String,
    pub hidden: Vec<Hidden>,
}

/// Everything around the matter of a page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The page's name; the organisation's and ours follow it in the window title.
    pub title: String,
    pub organisation: String,
    /// What is sealed: "act 8,412 · 14:02".
    pub sealed: String,
    pub rail: Vec<RailItem>,
    pub crumbs: Vec<LinkTo>,
    pub moment: Option<Moment>,
    pub user: Option<User>,
    pub flash: Option<Notice>,
    /// Where the search form leads, `/search` as a rule; the palette asks `/find`.
    pub search: String,
    /// Where server-sent events come from; `None` leaves the page as it is until it is loaded again.
    pub events: Option<String>,
}

/// A whole page: `body` within `f`.
pub fn frame(w: &Words, f: &Frame, body: Markup) -> Markup {
    let title = if f.organisation.is_empty() { f.title.clone() } else { format!("{} · {}", f.title, f.organisation) };
    let inner = html! {
        a.skip href="#main" { (w.t("skip")) }
        (rail(w, f))
        div.page {
            (top(w, f))
            @if let Some(m) = &f.moment { (as_of_banner(w, m)) }
            main id="main" tabindex="-1" {
                @if let Some(n) = &f.flash { (notice(n)) }
                (body)
            }
        }
        (palette(w, search(f)))
        (keys_help(w))
        @if f.events.is_some() { (changed(w)) }
    };
    document(w, &title, f.events.as_deref(), "framed", inner)
}

/// A page without rail and top bar: sign-in, faults, what is shown to people without an account.
pub fn bare(w: &Words, title: &str, body: Markup) -> Markup {
    let inner = html! { a.skip href="#main" { (w.t("skip")) } main.bare id="main" tabindex="-1" { p.brand { "Surety" } (body) } };
    document(w, title, None, "alone", inner)
}

fn document(w: &Words, title: &str, events: Option<&str>, class: &str, inner: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(w.lang()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Surety" }
                link rel="icon" href=(asset_url("mark.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(asset_url("surety.css"));
                script type="module" src=(asset_url("app.js")) {}
            }
            body class=(class) data-events=[events] { (inner) }
        }
    }
}

fn search(f: &Frame) -> &str {
    if f.search.is_empty() { "/search" } else { &f.search }
}

fn rail(w: &Words, f: &Frame) -> Markup {
    html! {
        nav.rail aria-label=(w.t("areas")) {
            a.brand href="/" { "Surety" }
            ul.wide { @for item in &f.rail { (rail_item(item)) } }
            ul.phone { @for item in f.rail.iter().filter(|i| i.phone) { (rail_item(item)) } }
            details.rest data-menu {
                summary { (w.t("more")) }
                div.sheet { ul { @for item in &f.rail { (rail_item(item)) } } (foot(f)) }
            }
            (foot(f))
        }
    }
}

fn rail_item(item: &RailItem) -> Markup {
    html! {
        li.set-off[item.separator] {
            a href=(item.href) aria-current=[item.current.then_some("page")] {
                span { (item.label) } @if let Some(c) = &item.count { " " small { (c) } }
            }
        }
    }
}

fn foot(f: &Frame) -> Markup {
    html! { p.foot { (f.organisation) br; span.seal { (f.sealed) } } }
}

fn top(w: &Words, f: &Frame) -> Markup {
    html! {
        header.top {
            @if f.crumbs.is_empty() { span {} } @else { (breadcrumb(w, &f.crumbs)) }
            div.tools {
                @if let Some(m) = &f.moment { (as_of(w, m)) }
                a.find href=(search(f)) data-palette aria-haspopup="dialog" {
                    (w.t("find")) span.shortcut aria-hidden="true" { kbd { "Ctrl" } " " kbd { "K" } }
                }
                @if let Some(u) = &f.user { (user_menu(w, u)) }
            }
        }
    }
}

fn user_menu(w: &Words, u: &User) -> Markup {
    html! {
        details.menu.user data-menu {
            summary.pill { span.away { (w.t("account")) " " } span.name { (u.name) } span.chevron aria-hidden="true" {} }
            div.drop {
                ul.links { @for l in &u.links { li { a href=(l.href) { (l.label) } } } }
                @if !u.sign_out.is_empty() {
                    form method="post" action=(u.sign_out) { (hidden_inputs(&u.hidden)) button type="submit" { (w.t("sign-out")) } }
                }
            }
        }
    }
}

/// What `live.js` shows when somebody else changed something: hidden until then.
fn changed(w: &Words) -> Markup {
    html! {
        div.changed role="status" id="news" data-by=(w.t("changed-by")) data-many=(w.t("changed-many")) hidden {
            span {} " " a href="" { (w.t("reload")) }
        }
    }
}
