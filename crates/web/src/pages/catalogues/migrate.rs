//! Moving clauses: a plan to look at and to decide, carried out as one act.

use super::{called, crumbs, find_version, href, library, may_make, ours, segment};
use crate::{
    cx::Cx,
    design::{self, LinkTo, Tone},
    fault::{Fault, Result},
    pages::{Page, form::Pairs, mappings},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::values::Clause;
use maud::{Markup, html};
use service::{
    Error,
    library::Library,
    migrate::{Choice, Ground, Move, Plan, Side, Use, Wish, may_carry},
};
use std::collections::HashMap;

/// `GET /catalogues/{id}/migrate`: where to, and then the plan.
pub async fn show(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    let library = library(&cx).await?;
    allowed(&cx)?;
    let asked = |name: &str| cx.query.get(name).cloned().unwrap_or_default();
    let from = find_version(&cx, &library, &id, &asked("from"))?.mark();
    let (with, mut to) = (asked("with"), asked("to"));
    let (with, chosen) = match asked("target").split_once(' ') {
        Some((with, mark)) => (with.to_owned(), mark.to_owned()),
        None => (with, String::new()),
    };
    if !chosen.is_empty() {
        to = chosen;
    }
    if with.is_empty() {
        return Ok(choose(&cx, &library, &id, &from).draw(&cx));
    }
    let to = find_version(&cx, &library, &with, &to)?.mark();
    let wish =
        Wish { from: Side { id: id.clone(), mark: from }, to: Side { id: with, mark: to }, choices: HashMap::new() };
    let plan = cx.app.service.plan_migration(cx.viewer(), &wish).await?;
    Ok(page(&cx, &plan, &[]).draw(&cx))
}

fn allowed(cx: &Cx) -> Result<()> {
    match may_make(cx) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("fw-may-not"))),
    }
}

/// Where clauses could go: other versions, and other frameworks.
fn choose(cx: &Cx, library: &Library, id: &str, from: &str) -> Page {
    let shelf = library.version(id, from);
    let title = shelf.map(|s| called(&s.catalogue)).unwrap_or_default();
    let mut targets: Vec<(String, String)> = library
        .versions(id)
        .filter(|s| s.mark() != from)
        .map(|s| (format!("{id} {}", s.mark()), called(&s.catalogue)))
        .collect();
    let others = library.all().filter(|s| s.catalogue.id != id && ours(cx, s));
    targets.extend(others.map(|s| (format!("{} {}", s.catalogue.id, s.mark()), called(&s.catalogue))));
    let heading = cx.w.tn("fw-move-from", &[("from", title.as_str().into())]);
    let body = html! {
        (design::lede(&heading, Some(html! { (cx.w.t("fw-move-about")) })))
        form.stack method="get" action={ "/catalogues/" (segment(id)) "/migrate" } {
            input type="hidden" name="from" value=(from);
            label.field { span.label { (cx.w.t("fw-move-to")) } select name="target" { @for (value, name) in &targets { option value=(value) { (name) } } } }
            div.actions { (design::first_button(&cx.w.t("fw-plan"))) }
        }
    };
    Page::new("control", heading, body).crumbs(way(cx, id, &title))
}

fn way(cx: &Cx, id: &str, title: &str) -> Vec<LinkTo> {
    crumbs(cx, &[LinkTo::new(title, format!("/catalogues/{}", segment(id))), LinkTo::new(cx.w.t("fw-move"), "")])
}

/// `POST /catalogues/{id}/migrate`: decides, and with `go=apply` carries out what was seen.
pub async fn submit(cx: Cx, Path(id): Path<String>, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    allowed(&cx)?;
    let library = library(&cx).await?;
    let pick = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let (with, from, to) = (pick("with"), pick("from"), pick("to"));
    find_version(&cx, &library, &id, &from)?;
    find_version(&cx, &library, &with, &to)?;
    let wish = Wish { from: Side { id, mark: from }, to: Side { id: with, mark: to }, choices: choices(&pairs) };
    let plan = cx.app.service.plan_migration(cx.viewer(), &wish).await?;
    if pick("go") != "apply" {
        return Ok(page(&cx, &plan, &[]).draw(&cx).into_response());
    }
    match cx.app.service.migrate(cx.viewer(), &wish, &pick("seen")).await {
        Ok(receipt) => {
            let seq = receipt.act.map_or(0, |a| a.seq);
            Ok(Redirect::to(&format!("/catalogues/migrations/{seq}?did=moved")).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let errors: Vec<String> = faults.iter().map(|f| f.message.clone()).collect();
            Ok(page(&cx, &plan, &errors).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// What the form decides: `req.N` is the requirement, `do.N` what becomes of it, `other.N` targets by hand, `why.N` the reason to drop.
fn choices(pairs: &Pairs) -> HashMap<String, Choice> {
    let sent: HashMap<&str, &str> = pairs.iter().map(|(k, v)| (k.as_str(), v.trim())).collect();
    let mut out = HashMap::new();
    for (name, requirement) in &sent {
        let Some(n) = name.strip_prefix("req.") else { continue };
        let field = |what: &str| sent.get(format!("{what}.{n}").as_str()).copied().unwrap_or_default();
        let choice = match field("do") {
            "keep" => Choice::Keep,
            "drop" => Choice::Drop(field("why").to_owned()),
            "other" => Choice::To(
                field("other").split([',', ';']).map(str::trim).filter(|t| !t.is_empty()).map(Into::into).collect(),
            ),
            to => match to.strip_prefix("to:") {
                Some(id) => Choice::To(vec![id.to_owned()]),
                None => continue,
            },
        };
        out.insert((*requirement).to_owned(), choice);
    }
    out
}

/// A move with its place in the plan.
type Numbered<'a> = (usize, &'a Move);

fn page(cx: &Cx, plan: &Plan, errors: &[String]) -> Page {
    let name = |(title, version): &(String, String)| {
        format!("{title} {}", if title.ends_with(version.as_str()) { "" } else { version }).trim().to_owned()
    };
    let (from, to) = (name(&plan.from), name(&plan.to));
    let title = cx.w.tn("fw-move-title", &[("from", from.as_str().into()), ("to", to.as_str().into())]);
    let said: Vec<(String, String)> = errors.iter().map(|e| (String::new(), e.clone())).collect();
    let (sure, asked): (Vec<Numbered<'_>>, Vec<Numbered<'_>>) =
        plan.moves.iter().enumerate().partition(|(_, m)| m.ground == Ground::Same && !m.decided);
    let action = format!("/catalogues/{}/migrate", segment(&plan.wish.from.id));
    let body = html! {
        (design::lede(&title, Some(html! { (sentence(cx, plan)) })))
        (design::error_summary(&cx.w, &said))
        @for f in &plan.faults { (design::notice(&design::Notice::text(Tone::Bad, f))) }
        @if !plan.blocked.is_empty() { (blocked(cx, plan)) }
        @if plan.touches_in_force() && !may_carry(cx.viewer()) { (design::notice(&design::Notice::text(Tone::Warn, &cx.w.t("fw-needs-admin")))) }
        @if !plan.within() { p.quiet { (cx.w.t("fw-move-across")) } }
        form.record method="post" action=(action) {
            (design::hidden_inputs(&[("with".into(), plan.wish.to.id.clone()), ("from".into(), plan.wish.from.mark.clone()), ("to".into(), plan.wish.to.mark.clone()), ("seen".into(), plan.mark())]))
            @if !asked.is_empty() { h2 { (cx.w.t("fw-decide")) } @for (n, m) in &asked { (fate(cx, plan, *n, m)) } }
            @if !sure.is_empty() { (design::more(&cx.w.tn("fw-sure", &[("n", sure.len().into())]), false, html! { @for (n, m) in &sure { (fate(cx, plan, *n, m)) } })) }
            @if plan.moves.is_empty() { (design::empty(&cx.w.t("fw-move-nothing"), None)) }
            div.actions.keep {
                button type="submit" name="go" value="look" { (cx.w.t("fw-look-again")) }
                @if plan.open() == 0 && plan.blocked.is_empty() && plan.faults.is_empty() && plan.records() > 0 {
                    button.first type="submit" name="go" value="apply" { (cx.w.tn("fw-apply", &[("n", plan.records().into())])) }
                }
            }
        }
    };
    Page::new("control", title, body).crumbs(way(cx, &plan.wish.from.id, &from))
}

fn sentence(cx: &Cx, plan: &Plan) -> String {
    let count = |g: Ground| plan.count(g).into();
    cx.w.tn(
        "fw-plan-sentence",
        &[
            ("n", plan.moves.len().into()),
            ("same", count(Ground::Same)),
            ("moved", count(Ground::Moved)),
            ("equal", count(Ground::Equal)),
            ("choose", count(Ground::Choose)),
            ("nothing", count(Ground::Nothing)),
            ("open", plan.open().into()),
            ("records", plan.records().into()),
        ],
    )
}

fn blocked(cx: &Cx, plan: &Plan) -> Markup {
    let body = html! { (cx.w.t("fw-blocked")) " " @for (i, b) in plan.blocked.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(b.record)) } };
    design::notice(&design::Notice { tone: Tone::Warn, body })
}

/// One requirement: what is proposed and why, what else is possible, and whom it concerns.
fn fate(cx: &Cx, plan: &Plan, n: usize, m: &Move) -> Markup {
    let old = Clause { framework: plan.wish.from.id.clone(), requirement: m.requirement.clone() };
    let chosen = |value: &str| match &m.choice {
        Some(Choice::Keep) => value == "keep",
        Some(Choice::Drop(_)) => value == "drop",
        Some(Choice::To(ids)) => match ids.as_slice() {
            [one] if m.offers.iter().any(|o| o.target == *one) => value == format!("to:{one}"),
            _ => value == "other",
        },
        None => value.is_empty(),
    };
    let typed = match &m.choice {
        Some(Choice::To(ids)) => ids.join(", "),
        _ => String::new(),
    };
    let why = match &m.choice {
        Some(Choice::Drop(why)) => why.as_str(),
        _ => "",
    };
    let tone = if m.choice.is_none() { Tone::Warn } else { Tone::Plain };
    html! {
        fieldset {
            legend { a href=(href(cx, &old)) { (m.requirement) } " " (m.title) }
            p { (design::tag(tone, &cx.w.t(&format!("fw-ground-{}", m.ground.word())))) @for c in &m.changed { " " (design::tag(Tone::Note, &cx.w.t(&format!("fw-what-{}", c.word())))) } }
            input type="hidden" name={ "req." (n) } value=(m.requirement);
            div.fields {
                label.field.half { span.label { (cx.w.t("fw-becomes")) }
                    select name={ "do." (n) } {
                        option value="" selected[chosen("")] { (cx.w.t("fw-undecided")) }
                        @for o in &m.offers { option value={ "to:" (o.target) } selected[chosen(&format!("to:{}", o.target))] { (o.target) " " (o.title) @if let Some(r) = o.relation { " (" (cx.w.t(mappings::word(r))) @if !o.says.is_empty() { ", " (o.says) } ")" } } }
                        option value="keep" selected[chosen("keep")] { (cx.w.t("fw-stay")) }
                        option value="drop" selected[chosen("drop")] { (cx.w.t("fw-drop")) }
                        option value="other" selected[chosen("other")] { (cx.w.t("fw-other")) }
                    }
                }
                label.field.half { span.label { (cx.w.t("fw-other-ids")) } input type="text" name={ "other." (n) } value=(typed) autocomplete="off"; }
                label.field.full { span.label { (cx.w.t("fw-drop-why")) } input type="text" name={ "why." (n) } value=(why); }
            }
            ul.plain { @for u in &m.uses { li { (used(cx, u)) " " span.quiet { (old.to_string()) " → " (becomes(cx, plan, m)) } } } }
        }
    }
}

fn becomes(cx: &Cx, plan: &Plan, m: &Move) -> String {
    match &m.choice {
        None => cx.w.t("fw-undecided"),
        Some(Choice::Keep) => cx.w.t("fw-stays"),
        Some(Choice::Drop(_)) => cx.w.t("fw-dropped"),
        Some(Choice::To(ids)) => {
            ids.iter().map(|id| format!("{}:{id}", plan.wish.to.id)).collect::<Vec<_>>().join(", ")
        }
    }
}

fn used(cx: &Cx, u: &Use) -> Markup {
    let record = cx.view.get(u.record);
    let field = record.and_then(|r| r.kind().field(u.field).map(|f| cx.field_label(r.kind(), f))).unwrap_or_default();
    html! {
        (cx.link_to(u.record)) " " span.quiet { (field) }
        @if u.in_force { " " (design::tag(Tone::Plain, &cx.w.t("fw-in-force"))) }
        @if u.in_force != u.draft && u.draft { " " (design::tag(Tone::Note, &cx.w.t("fw-draft"))) }
    }
}
