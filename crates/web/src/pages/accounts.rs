//! Accounts of the organisation: who may sign in, as whom, with which roles. For administrators.

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Form, Group, Opt, Role as Set, Row},
    fault::{Fault, Result},
};
use axum::{
    Form as Sent,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{authority::Role, field::Choice, outer::Names, values::RecordId};
use maud::{Markup, html};
use serde::Deserialize;
use service::{Error, account::parse_roles};
use uuid::Uuid;

fn only_administrators(cx: &Cx) -> Result<()> {
    if cx.viewer().roles.contains(&Role::Administrator) {
        Ok(())
    } else {
        Err(Fault::denied(cx.w.t("step-not-yours").to_string()))
    }
}

async fn page(cx: &Cx, link: Option<String>, wrong: &[isms::check::Fault]) -> Result<Page> {
    let members = cx.app.service.ledger().members(cx.viewer().org).await?;
    let rows: Vec<Row> = members
        .iter()
        .map(|(account, member)| {
            let person = member.person.map(|p| cx.link_to(RecordId(p)));
            let roles = parse_roles(&member.roles)
                .iter()
                .map(|r| cx.w.or(&format!("role-{}", r.word()), r.word()).to_string())
                .collect::<Vec<_>>()
                .join(", ");
            let again = html! {
                form method="post" action="/accounts/link" {
                    input type="hidden" name="account" value=(account.id);
                    button.small type="submit" { (cx.w.t("new-link")) }
                }
            };
            Row {
                key: account.login.clone(),
                href: String::new(),
                edit: None,
                note: None,
                cells: vec![
                    Cell::Text(account.login.clone()),
                    person.map_or(Cell::Unknown, Cell::Html),
                    Cell::Text(roles),
                    Cell::Html(again),
                ],
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("login").to_string(), Set::Lead),
        Column::new(cx.w.t("person").to_string(), Set::Text),
        Column::new(cx.w.t("roles").to_string(), Set::Text),
        Column::new(String::new(), Set::Text),
    ];
    let body = html! {
        (design::lede(&cx.w.t("accounts"), Some(html! { (cx.w.t("accounts-about")) })))
        @if let Some(link) = link { (shown_once(cx, &link)) }
        (design::plain_table(&cx.w, &cx.w.t("accounts"), &columns, &rows))
        (design::section("add", &cx.w.t("account-add"), None, add_form(cx, wrong)))
    };
    Ok(Page::new("accounts", cx.w.t("accounts").to_string(), body))
}

fn shown_once(cx: &Cx, link: &str) -> Markup {
    let body = html! { p { (cx.w.t("link-once")) } (design::code_block(&cx.w.t("new-link"), link)) };
    design::notice(&design::Notice { tone: design::Tone::Note, body })
}

fn add_form(cx: &Cx, wrong: &[isms::check::Fault]) -> Markup {
    let roles = Role::OPTIONS
        .iter()
        .map(|o| Opt::new(o.value, cx.w.or(&format!("role-{}", o.value), o.label).to_string()))
        .collect();
    let mut login =
        FieldView::new("login", cx.w.t("login").to_string(), Control::Line).required().width(design::Width::Half);
    login.errors.extend(wrong.iter().map(|f| f.message.clone()));
    let person = FieldView::new(
        "person",
        cx.w.t("person").to_string(),
        Control::Reference { kind: "person".into(), multiple: false, known: Vec::new() },
    )
    .width(design::Width::Half);
    let roles = FieldView::new("roles", cx.w.t("roles").to_string(), Control::Many { options: roles }).required();
    let group = Group { legend: String::new(), help: None, fields: vec![login, person, roles] };
    design::form(
        &cx.w,
        &Form {
            action: "/accounts".into(),
            groups: vec![group],
            submit: cx.w.t("account-add").to_string(),
            ..Form::default()
        },
    )
}

/// `GET /accounts`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    only_administrators(&cx)?;
    Ok(page(&cx, None, &[]).await?.draw(&cx))
}

/// `POST /accounts`: a new account, or other roles for one that is there; its link is shown once.
pub async fn add(cx: Cx, Sent(pairs): Sent<Vec<(String, String)>>) -> Result<Response> {
    only_administrators(&cx)?;
    let all =
        |name: &str| pairs.iter().filter(|(k, _)| k == name).map(|(_, v)| v.trim().to_owned()).collect::<Vec<_>>();
    let roles: Vec<Role> = all("roles").iter().filter_map(|r| Role::from_word(r)).collect();
    let person = all("person").first().and_then(|p| p.split_whitespace().next().map(str::to_owned));
    let person = person.and_then(|p| cx.view.find(&p)).filter(|(_, k)| k.name == "person").map(|(id, _)| id);
    let login = all("login").join("");
    match cx.app.service.enrol(cx.viewer().org, &login, person, &roles).await {
        Ok(account) => linked(&cx, account).await,
        Err(Error::Invalid(faults)) => {
            Ok(page(&cx, None, &faults).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

async fn linked(cx: &Cx, account: Uuid) -> Result<Response> {
    let token = cx.app.service.one_time_link(account).await?;
    Ok(page(cx, Some(format!("/enter/{token}")), &[]).await?.draw(cx).into_response())
}

/// Which account needs a link.
#[derive(Deserialize)]
pub struct Whose {
    account: Uuid,
}

/// `POST /accounts/link`
pub async fn link(cx: Cx, Sent(whose): Sent<Whose>) -> Result<Response> {
    only_administrators(&cx)?;
    match cx.app.service.ledger().membership(cx.viewer().org, whose.account).await? {
        Some(_) => linked(&cx, whose.account).await,
        None => Ok(Redirect::to("/accounts").into_response()),
    }
}
