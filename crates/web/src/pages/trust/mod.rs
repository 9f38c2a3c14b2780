//! The trust page: what anyone may know of us, line by line out of the records as they stand; and for those signed in, what
//! it shows and the due-diligence pack.

pub mod pack;

use super::Page;
use crate::{
    App,
    cx::{Cx, words},
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::{Fault, Result},
    markdown,
    words::Words,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{Html, IntoResponse, Response},
};
use isms::{
    authority::Action,
    communication::{Report, report::DocumentKind},
    context::{
        Organisation,
        organisation::trust::{self, Trust},
    },
    kind,
    record::Record,
};
use jiff::civil::Date;
use maud::{Markup, html};
use service::{AsOf, questions::pack::seen};

/// `GET /trust/{slug}`: for anyone, where the organisation wants it.
pub async fn show(State(app): State<App>, headers: HeaderMap, Path(slug): Path<String>) -> Result<Response> {
    let w = words(&headers);
    let nothing = || Fault::missing("trust page");
    if !app.may("trust pages", 600, 1) {
        return Err(Fault { status: axum::http::StatusCode::TOO_MANY_REQUESTS, message: w.t("link-wait-why") });
    }
    let org = app.service.ledger().orgs().await?.into_iter().find(|o| o.slug == slug).ok_or_else(nothing)?;
    let isms = app.service.isms(org.id, AsOf::Now).await?;
    let settings = isms.single::<Organisation>().filter(|o| o.body.trust_page).ok_or_else(nothing)?;
    let today = app.service.today(&isms);
    let lines = trust::of(&isms, &settings.body, today);
    let body = html! {
        (design::lede(&w.tn("trust-title", &[("org", org.name.clone().into())]), Some(html! { (w.tn("trust-as-of", &[("day", w.date(today).into())])) })))
        (matter(&w, &settings.body, &lines, today))
    };
    Ok(Html(design::bare(&w, &w.tn("trust-title", &[("org", org.name.into())]), body).into_string()).into_response())
}

/// The lines; sections without any are not there.
fn matter(w: &Words, settings: &Organisation, lines: &Trust<'_>, today: Date) -> Markup {
    let titles = |all: &mut dyn Iterator<Item = String>| html! { ul.plain { @for title in all { li { (title) } } } };
    html! {
        @if !lines.certificates.is_empty() { (design::section("certificates", &w.t("trust-certificates"), None, certificates(w, lines, today))) }
        @if !lines.frameworks.is_empty() {
            (design::section("frameworks", &w.t("trust-frameworks"), None, titles(&mut lines.frameworks.iter().map(|f| f.head.title.clone()))))
        }
        @if !lines.policies.is_empty() {
            (design::section("policies", &w.t("trust-policies"), None, titles(&mut lines.policies.iter().map(|p| in_force_title(p).to_owned()))))
        }
        @if !lines.sub_processors.is_empty() { (design::section("sub-processors", &w.t("trust-sub-processors"), None, sub_processors(w, lines))) }
        @if !settings.security_contact.is_empty() || !settings.vulnerability_disclosure.0.is_empty() {
            (design::section("contact", &w.t("trust-contact"), None, html! {
                @if !settings.security_contact.is_empty() { p { (settings.security_contact) } }
                (design::prose(markdown::render(&settings.vulnerability_disclosure.0)))
            }))
        }
        @if !settings.request_more.0.is_empty() { (design::section("more", &w.t("trust-more"), None, design::prose(markdown::render(&settings.request_more.0)))) }
        p.quiet { (w.t("trust-derived")) }
    }
}

fn in_force_title(policy: &Record<isms::policy::Policy>) -> &str {
    policy.in_force.as_ref().and_then(|e| e.title.as_deref()).unwrap_or(&policy.head.title)
}

fn certificates(w: &Words, lines: &Trust<'_>, today: Date) -> Markup {
    let columns = [
        Column::new(w.t("trust-certificate"), Role::Lead),
        Column::new(w.t("trust-issuer"), Role::Text),
        Column::new(w.t("trust-scope"), Role::Text),
        Column::new(w.t("trust-until"), Role::Text),
    ];
    let rows = lines.certificates.iter().map(|c| {
        let standard = if c.record.body.standard.is_empty() { &c.record.head.title } else { &c.record.body.standard };
        let until = c.record.body.valid_until.filter(|u| *u >= today);
        Row {
            key: format!("CRT-{}", c.record.head.number),
            cells: vec![
                Cell::Text(standard.clone()),
                c.issuer.map_or(Cell::Unknown, |i| Cell::Text(i.to_owned())),
                Cell::Text(c.scope.join(", ")),
                until.map_or(Cell::Unknown, |u| Cell::Text(w.date(u))),
            ],
            ..Row::default()
        }
    });
    design::plain_table(w, &w.t("trust-certificates"), &columns, &rows.collect::<Vec<_>>())
}

fn sub_processors(w: &Words, lines: &Trust<'_>) -> Markup {
    let columns = [
        Column::new(w.or("kind-supplier", "Supplier"), Role::Lead),
        Column::new(w.t("trust-purpose"), Role::Text),
        Column::new(w.t("trust-country"), Role::Text),
    ];
    let text = |t: &str| if t.is_empty() { Cell::Unknown } else { Cell::Text(t.to_owned()) };
    let rows = lines.sub_processors.iter().map(|(supplier, purpose)| Row {
        key: format!("SUP-{}", supplier.head.number),
        cells: vec![Cell::Text(supplier.head.title.clone()), text(purpose), text(&supplier.body.country)],
        ..Row::default()
    });
    design::plain_table(w, &w.t("trust-sub-processors"), &columns, &rows.collect::<Vec<_>>())
}

/// `GET /trust`: what the page shows, the way to choose, and the pack.
pub async fn settings(cx: Cx) -> Result<Html<String>> {
    let record = cx.view.all::<Organisation>().next().ok_or_else(|| Fault::missing("organisation"))?;
    let orgs = cx.app.service.ledger().orgs().await?;
    let slug = orgs.into_iter().find(|o| o.id == cx.view.org()).map(|o| o.slug).unwrap_or_default();
    let lines = seen(trust::of(cx.view.for_the_organisation(), &record.body, cx.today()), &cx.view);
    let public = format!("/trust/{slug}");
    let body = html! {
        (design::lede(&cx.w.t("trust"), Some(html! { (cx.w.t("trust-about")) })))
        @if record.body.trust_page {
            (design::notice(&Notice { tone: Tone::Note, body: html! { (cx.w.t("trust-on")) " " a href=(public) { (public) } } }))
        } @else { (design::notice(&Notice::text(Tone::Plain, &cx.w.t("trust-off")))) }
        @if cx.view.may_on(record, Action::Edit) && !cx.is_past() {
            div.actions { (design::link_button(&cx.w.t("trust-choose"), &format!("/organisations/ORG-{}/edit", record.head.number), false)) }
        }
        (matter(&cx.w, &record.body, &lines, cx.today()))
        (design::section("pack", &cx.w.t("pack"), None, pack_section(&cx)))
    };
    Ok(Page::new("everywhere", cx.w.t("trust"), body).draw(&cx))
}

fn pack_section(cx: &Cx) -> Markup {
    let may = cx.view.sight.may(kind::of::<Report>(), Action::Create) && !cx.is_past();
    let edits = cx.view.sight.may(kind::of::<Report>(), Action::Edit) && !cx.is_past();
    let mut handed: Vec<&Record<Report>> =
        cx.view.all::<Report>().filter(|r| r.body.document == DocumentKind::DueDiligencePack).collect();
    handed.sort_by_key(|r| std::cmp::Reverse(r.head.number));
    html! {
        p { (cx.w.t("pack-about")) }
        div.actions { a.button href="/due-diligence.zip" download { (cx.w.t("pack-download")) } }
        @if may {
            (design::more(&cx.w.t("pack-hand-out"), false, html! {
                form.stack method="post" action="/due-diligence/link" {
                    (design::fields(&cx.w, &super::questions::ask::link_fields(cx)))
                    div.actions { (design::button(&cx.w.t("pack-hand-out"))) }
                }
            }))
        }
        @for report in handed {
            h3 { a.record href=(cx.href(report)) { (report.head.title) } }
            (super::questions::ask::links(cx, &report.body.links, &format!("/due-diligence/revoke?key=RPT-{}", report.head.number), edits))
        }
    }
}
