//! `/policies/{key}/review`: a review round. Each reviewer is shown what changed since they last looked, says what they think beside the
//! statement it is about, and votes. Opening the page is not looking: they say so, or vote.

use super::{document, links, page, pick, redline};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row, Tone},
    fault::{Fault, Result},
    markdown,
    pages::form::Pairs,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    response::{Html, Redirect},
};
use isms::{
    authority::Action,
    coming,
    everywhere::{Approval, Comment, approval::Verdict},
    kind,
    policy::{Policy, policy::level},
    record::{AnyRecord, Record},
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::json;
use service::{
    Command, Request, Subject,
    policy::document::{Form as Which, requirements, text},
};

/// Kinds that are reviewed here.
const REVIEWED: [&str; 2] = ["policy", "guideline"];

/// `GET /policies/{key}/review`, `GET /guidelines/{key}/review`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &REVIEWED)?;
    let open = asked(&cx, record.as_ref());
    let body = html! {
        (standing(&cx, record.as_ref(), open))
        @if let Some(approval) = open { (reviewers(&cx, record.as_ref(), approval)) }
        (since_last_look(&cx, record.as_ref()).await?)
        @if let Some(approval) = open { (vote(&cx, record.as_ref(), approval)) }
        (comments(&cx, record.as_ref()))
    };
    Ok(page(&cx, record.as_ref(), &cx.w.t("pol-review"), body).draw(&cx))
}

/// The open approval of the draft.
fn asked<'c>(cx: &'c Cx, record: &dyn AnyRecord) -> Option<&'c Record<Approval>> {
    let pointing = cx.view.pointing_at(record.head().id);
    let mut found = pointing.into_iter().filter_map(|(_, r)| r.typed::<Approval>());
    found.find(|a| &*a.head.state == "asked" && a.body.of.is_some_and(|o| o.id() == record.head().id))
}

/// How it stands, and what comes next.
fn standing(cx: &Cx, record: &dyn AnyRecord, open: Option<&Record<Approval>>) -> Markup {
    let state = &*record.head().state;
    let home = path(record);
    let may = !cx.is_past() && cx.view.may_on(record, Action::Step);
    let go = |word: &str, step: &str| {
        let step = design::Step {
            action: format!("{home}/step/{step}"),
            label: cx.w.t(word),
            first: true,
            hidden: vec![("version".into(), record.head().version.to_string())],
            ..design::Step::default()
        };
        html! { @if may { div.actions { (design::step_button(&cx.w, &step)) } } }
    };
    match (state, open) {
        ("review", Some(_)) => html! { p { strong { (cx.w.t("pol-round-open")) } } },
        ("review", None) => html! { p { strong { (cx.w.t("pol-round-ask")) } } @if may { (ask(cx, record)) } },
        ("draft", _) => html! { p { strong { (cx.w.t("pol-round-draft")) } } (go("pol-submit", "submit")) },
        ("approved", _) => {
            html! { p { strong { (cx.w.t("pol-round-approved")) } " " a href={ (home) "/publish" } { (cx.w.t("pol-publish")) } } }
        }
        (coming::STATE, _) => html! {
            @if let Some(day) = coming::day(record) { p { strong { (cx.w.tn("pol-comes", &[("day", cx.w.date_long(day).into())])) } " " a href={ (home) "/publish" } { (cx.w.t("pol-publish")) } } }
        },
        _ => html! { p { strong { (cx.w.t("pol-round-none")) } } },
    }
}

/// Who may approve at its level; those are offered, and nobody else.
fn ask(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let isms = cx.view.for_the_organisation();
    let level = level::of(isms, record);
    let me = cx.viewer().person;
    let people: Vec<RecordId> = match &level {
        Some(level) => level.people.iter().copied().filter(|p| Some(*p) != me).collect(),
        None => Vec::new(),
    };
    html! {
        form.stack method="post" action={ (path(record)) "/ask/approve" } {
            @match &level {
                Some(level) => p { (cx.w.t("pol-level-is")) " " (links(cx, &level.by)) },
                None => p.quiet { (cx.w.t("pol-level-unknown")) },
            }
            @if level.is_some() {
                fieldset { legend { (cx.w.t("approvers")) }
                    @for person in &people {
                        @if let Some(found) = cx.view.get(*person) {
                            label.check { input type="checkbox" name="approvers" value=(found.key().to_string()); " " (found.head().title) }
                        }
                    }
                }
                p.quiet { (cx.w.t("pol-all-asked")) }
            } @else {
                label.field { span.label { (cx.w.t("approvers")) } input type="text" name="approvers" required placeholder="PER-1"; }
            }
            div.actions { (design::first_button(&cx.w.t("ask-for-approval"))) }
        }
    }
}

/// Who was asked, who has looked at which version, who voted.
fn reviewers(cx: &Cx, record: &dyn AnyRecord, approval: &Record<Approval>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let row = |person: RecordId| {
        let looked = isms.heard().looked(record.head().id, person);
        let vote = approval.body.votes.iter().find(|v| v.on_behalf_of.or(v.by).is_some_and(|b| b.id() == person));
        let current = looked.is_some_and(|l| l.edition >= record.head().version);
        let seen = looked.map(|l| {
            let said = cx.w.tn("pol-looked", &[("n", l.edition.into()), ("on", cx.time(l.at).into())]);
            html! { (design::tag(if current { Tone::Good } else { Tone::Warn }, &said)) }
        });
        let voted = vote.map(|v| {
            let (tone, word) = match v.verdict {
                Verdict::Approve => (Tone::Good, "pol-approves"),
                Verdict::Reject => (Tone::Bad, "pol-rejects"),
            };
            html! { (design::tag(tone, &cx.w.t(word))) @if !v.reason.is_empty() { " " (v.reason) } }
        });
        Row {
            cells: vec![
                Cell::Html(cx.link_to(person)),
                seen.map_or_else(|| Cell::Text(cx.w.t("pol-not-looked")), Cell::Html),
                voted.map_or_else(|| Cell::Text(cx.w.t("pol-not-voted")), Cell::Html),
            ],
            ..Row::default()
        }
    };
    let rows: Vec<Row> = approval.body.approvers.iter().map(|a| row(a.id())).collect();
    let columns = [
        Column::new(cx.w.t("pol-who"), Role::Lead),
        Column::new(cx.w.t("pol-has-looked"), Role::Text),
        Column::new(cx.w.t("pol-has-voted"), Role::Text),
    ];
    let version = cx.w.tn("pol-version-now", &[("n", record.head().version.into())]);
    design::section(
        "reviewers",
        &cx.w.t("pol-reviewers"),
        Some(&version),
        design::plain_table(&cx.w, &cx.w.t("pol-reviewers"), &columns, &rows),
    )
}

/// What changed since the visitor's last look; since what is in force for one who never looked.
async fn since_last_look(cx: &Cx, record: &dyn AnyRecord) -> Result<Markup> {
    let id = record.head().id;
    let isms = cx.view.for_the_organisation();
    let look = cx.viewer().person.and_then(|p| isms.heard().looked(id, p));
    let now = text(&cx.view, id, Which::Plain).unwrap_or_default();
    let (old, said) = match look {
        Some(look) => {
            let old = cx.app.service.draft_at(cx.viewer(), id, look.at).await?.unwrap_or_default();
            let said = cx.w.tn("pol-since-look", &[("n", look.edition.into()), ("on", cx.time(look.at).into())]);
            (old, said)
        }
        None => (text(&cx.view, id, Which::InForce).unwrap_or_default(), cx.w.t("pol-since-force")),
    };
    let blocks = formats::document::redline(&old, &now);
    let seen = cx.viewer().person.is_some() && !cx.is_past();
    let body = html! {
        p { (redline::told(cx, &blocks)) }
        article.redline { (redline::drawn(cx, &blocks, Some(0))) }
        @if seen {
            form method="post" action={ (path(record)) "/review/seen" } { div.actions { (design::button(&cx.w.t("pol-i-saw"))) } }
        }
        (design::more(&cx.w.t("pol-whole"), false, design::prose(markdown::render(&now))))
    };
    Ok(design::section("since", &said, None, body))
}

fn vote(cx: &Cx, record: &dyn AnyRecord, approval: &Record<Approval>) -> Markup {
    let me = cx.viewer().person;
    let voted = approval.body.votes.iter().any(|v| v.by.map(|b| b.id()) == me);
    let mine = approval.body.approvers.iter().any(|a| Some(a.id()) == me) && !voted;
    if !mine || cx.is_past() {
        return html! {};
    }
    html! {
        div.ask {
            h2 { (cx.w.t("pol-your-vote")) }
            form.stack method="post" action={ (path(record)) "/review/vote" } {
                input type="hidden" name="approval" value={ "APR-" (approval.head.number) };
                label.field { span.label { (cx.w.t("reason")) small { " " (cx.w.t("optional")) } } input type="text" name="reason"; }
                div.actions {
                    button.first type="submit" name="verdict" value="approve" { (cx.w.t("approve")) }
                    button type="submit" name="verdict" value="reject" { (cx.w.t("reject")) }
                }
            }
        }
    }
}

/// The numbers that people refer to, with their words.
fn numbered(cx: &Cx, record: &dyn AnyRecord) -> Vec<(String, String)> {
    if let Some(policy) = record.typed::<Policy>() {
        return policy.body.statements.iter().map(|s| (s.number.clone(), s.text.0.clone())).collect();
    }
    let all = requirements(&cx.view, record.head().id, Which::Draft);
    all.iter().map(|r| (r.body.number.clone(), format!("{}: {}", r.head.title, r.body.text.0))).collect()
}

/// How a comment says which statement it is about.
fn mark(number: &str) -> String {
    format!("§{number} ")
}

fn comments(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let pointing = cx.view.pointing_at(record.head().id);
    let said: Vec<&Record<Comment>> = pointing.into_iter().filter_map(|(_, r)| r.typed::<Comment>()).collect();
    let may = cx.view.sight.may(kind::of::<Comment>(), Action::Create) && !cx.is_past();
    let about =
        |number: &str| said.iter().filter(|c| c.body.text.0.starts_with(&mark(number))).copied().collect::<Vec<_>>();
    let statements = numbered(cx, record);
    let body = html! {
        @for (number, words) in &statements {
            @let here = about(number);
            div.statement id={ "s-" (number) } {
                p { strong { (number) } " " (markdown::first_line(words, 160)) }
                @for comment in &here {
                    div.comment {
                        p.quiet { (comment.head.owner.map(|o| cx.link_to(o.id())).unwrap_or_default()) " · " (cx.time(comment.head.created)) }
                        (design::prose(markdown::render(comment.body.text.0.strip_prefix(&mark(number)).unwrap_or_default())))
                    }
                }
                @if may { (design::more(&cx.w.tn("pol-comment-on", &[("n", number.as_str().into())]), false, form(cx, record, number))) }
            }
        }
    };
    html! { @if !statements.is_empty() { (design::section("statements", &cx.w.t("pol-comments"), None, body)) } }
}

fn form(cx: &Cx, record: &dyn AnyRecord, number: &str) -> Markup {
    html! {
        form.stack method="post" action={ (path(record)) "/review/comment" } {
            input type="hidden" name="number" value=(number);
            label.field { span.label { (cx.w.t("comment")) } textarea name="text" rows="2" required {} }
            div.actions { (design::button(&cx.w.t("comment-send"))) }
        }
    }
}

/// `POST /policies/{key}/review/seen`
pub async fn seen(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    let record = document(&cx, &key, &REVIEWED)?;
    let command = Command::Look { subject: Subject::Id(record.head().id) };
    cx.app.service.perform(cx.viewer(), Request::one("page", command)).await?;
    Ok(Redirect::to(&format!("{}/review?did=seen-it", path(record.as_ref()))))
}

/// `POST /policies/{key}/review/vote`
pub async fn voted(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Redirect> {
    let record = document(&cx, &key, &REVIEWED)?;
    let approve = match pick(&pairs, "verdict").as_str() {
        "approve" => true,
        "reject" => false,
        other => return Err(Fault::bad(format!("verdict: expected approve or reject, found {other:?}"))),
    };
    let reason = pick(&pairs, "reason");
    let approval = Subject::Key(pick(&pairs, "approval"));
    let command = Command::Vote { approval, approve, reason: reason.clone() };
    cx.app.service.perform(cx.viewer(), Request::one("page", command).because(reason)).await?;
    Ok(Redirect::to(&format!("{}/review?did=voted", path(record.as_ref()))))
}

/// `POST /policies/{key}/review/comment`
pub async fn comment(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Redirect> {
    let record = document(&cx, &key, &REVIEWED)?;
    let (number, said) = (pick(&pairs, "number"), pick(&pairs, "text"));
    if said.trim().is_empty() {
        return Err(Fault::bad(cx.w.t("comment-empty")));
    }
    if !numbered(&cx, record.as_ref()).iter().any(|(n, _)| *n == number) {
        return Err(Fault::bad(format!("number: {} has no statement {number:?}", record.key())));
    }
    let title = format!("{} §{number}: {}", record.key(), markdown::first_line(&said, 60));
    let mut fields =
        json!({ "title": title, "about": record.key().to_string(), "text": format!("{}{said}", mark(&number)) });
    if let (Some(me), Some(members)) = (cx.viewer().person.and_then(|p| cx.view.get(p)), fields.as_object_mut()) {
        members.insert("owner".into(), json!(me.key().to_string()));
    }
    let create = Command::Create { kind: kind::of::<Comment>(), fields };
    cx.app.service.perform(cx.viewer(), Request::one("page", create)).await?;
    Ok(Redirect::to(&format!("{}/review?did=commented#s-{number}", path(record.as_ref()))))
}
