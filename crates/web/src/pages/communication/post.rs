//! What could not be delivered: given up after many tries, with the reason and a way to try again. For administrators.

use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::{Fault, Result},
    pages::Page,
};
use axum::{
    Form,
    response::{Html, Redirect},
};
use isms::authority::Role as Account;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// Failed jobs that are listed.
const LISTED: i64 = 200;

fn only_administrators(cx: &Cx) -> Result<()> {
    match cx.viewer().roles.contains(&Account::Administrator) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("step-not-yours"))),
    }
}

/// `GET /post`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    only_administrators(&cx)?;
    let failed = cx.app.service.ledger().failed_jobs(cx.viewer().org, LISTED).await?;
    let body = html! {
        (design::lede(&cx.w.t("post-office"), Some(html! { (cx.w.t("post-about")) })))
        (ways(&cx))
        @if failed.is_empty() { (design::empty(&cx.w.t("post-none"), None)) } @else { (table(&cx, &failed)) }
    };
    Ok(Page::new("everywhere", cx.w.t("post-office"), body).draw(&cx))
}

/// Where this node can post to.
fn ways(cx: &Cx) -> Markup {
    let post = cx.app.service.post();
    let mail = post.mail.as_ref().map(|m| cx.w.tn("post-mail-from", &[("from", m.from().into())]));
    let rows = [
        (cx.w.t("post-mail"), html! { (mail.unwrap_or_else(|| cx.w.t("post-no-mail"))) }),
        (
            cx.w.t("post-webhooks"),
            html! { (cx.w.t(if post.webhooks.is_some() { "post-signed" } else { "post-no-webhooks" })) },
        ),
        (cx.w.t("post-pages"), html! { (post.pages.clone().unwrap_or_else(|| cx.w.t("post-no-pages"))) }),
    ];
    design::facts(&rows)
}

fn table(cx: &Cx, failed: &[ledger::Job]) -> Markup {
    let rows: Vec<Row> = failed
        .iter()
        .map(|job| Row {
            key: job.id.to_string(),
            cells: vec![
                Cell::Text(cx.w.or(&format!("post-kind-{}", job.kind), &job.kind)),
                Cell::Text(cx.time(service::stamp(job.due))),
                Cell::Text(cx.w.number(job.attempts as f64, 0)),
                Cell::Text(job.error.clone().unwrap_or_default()),
                Cell::Html(html! {
                    form method="post" action="/post/again" {
                        input type="hidden" name="job" value=(job.id);
                        button.small type="submit" { (cx.w.t("post-again")) }
                    }
                }),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("post-what"), Role::Text),
        Column::new(cx.w.t("post-last"), Role::Text),
        Column::new(cx.w.t("post-tries"), Role::Number),
        Column::new(cx.w.t("post-why"), Role::Text),
        Column::new(cx.w.t("post-again"), Role::Text),
    ];
    design::plain_table(&cx.w, &cx.w.t("post-office"), &columns, &rows)
}

/// Which job.
#[derive(Deserialize)]
pub struct Which {
    job: Uuid,
}

/// `POST /post/again`
pub async fn again(cx: Cx, Form(which): Form<Which>) -> Result<Redirect> {
    only_administrators(&cx)?;
    cx.app.service.try_again(cx.viewer().org, which.job).await?;
    Ok(Redirect::to("/post?did=saved"))
}
