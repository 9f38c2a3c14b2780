//! What stands on the pages of questionnaires and responses: who was asked, how far they are, and what to do next.

use super::{super::insight::Insight, ask};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    show::path,
};
use isms::{
    authority::Action,
    everywhere::{
        Questionnaire, Response,
        questionnaire::{Asking, Counterpart},
        response::Overall,
    },
    field::Choice,
    kind,
    outer::Names,
    record::Record,
    values::Ref,
};
use maud::{Markup, html};

/// Days before the due date from which someone should be reminded.
const REMIND: i32 = 7;

/// A questionnaire: ours with the responses to it, others' with the way to answer it.
pub fn of_questionnaire(cx: &Cx, record: &Record<Questionnaire>) -> Insight {
    let main = match record.body.direction {
        Asking::WeAsk => ours(cx, record),
        Asking::WeAreAsked => theirs(cx, record),
    };
    Insight { main: Some(main), ..Insight::default() }
}

fn theirs(cx: &Cx, record: &Record<Questionnaire>) -> Markup {
    html! {
        div.actions {
            (design::link_button(&cx.w.t("questions-work"), &cx.at(&format!("{}/work", path(record))), true))
            (design::link_button(&cx.w.t("questions-workbook"), &cx.at(&format!("{}/answers.xlsx", path(record))), false))
        }
    }
}

fn ours(cx: &Cx, record: &Record<Questionnaire>) -> Markup {
    let of = |r: &&Record<Response>| r.body.questionnaire.is_some_and(|q| q.id() == record.head.id);
    let all: Vec<&Record<Response>> = cx.view.all::<Response>().filter(of).collect();
    let asked: Vec<Ref<Counterpart>> =
        all.iter().filter(|r| &*r.head.state == "asked").filter_map(|r| r.body.counterpart).collect();
    let waiting = record.body.counterparts.iter().filter(|c| !asked.contains(c));
    let waiting: Vec<String> = waiting.filter_map(|c| cx.view.key(c.id())).collect();
    let may = cx.view.sight.may(kind::of::<Response>(), Action::Create) && !cx.is_past();
    let key = format!("QST-{}", record.head.number);
    design::section(
        "responses",
        &cx.w.t("responses"),
        None,
        html! {
            @if all.is_empty() { (design::empty(&cx.w.t("responses-none"), None)) } @else { (responses(cx, &all)) }
            @if may && record.counts().is_some() { (design::more(&cx.w.t("ask"), all.is_empty(), ask::form(cx, &key, &waiting, record.body.due))) }
        },
    )
}

/// Responses as a table.
pub fn responses(cx: &Cx, all: &[&Record<Response>]) -> Markup {
    let columns = [
        Column::new(cx.w.t("response-of"), Role::Lead),
        Column::new(cx.w.t("state"), Role::Text),
        Column::new(cx.w.t("questions-answered"), Role::Number),
        Column::new(cx.w.t("response-due"), Role::Text),
        Column::new(cx.w.t("response-next"), Role::Text),
    ];
    let rows: Vec<Row> = all.iter().map(|r| row(cx, r)).collect();
    design::plain_table(&cx.w, &cx.w.t("responses"), &columns, &rows)
}

fn row(cx: &Cx, record: &Record<Response>) -> Row {
    let progress = record.body.progress();
    let whose = record.body.counterpart.and_then(|c| cx.view.get(c.id()));
    Row {
        key: format!("RSP-{}", record.head.number),
        href: cx.href(record),
        edit: None,
        note: None,
        cells: vec![
            Cell::Text(whose.map_or_else(|| record.head.title.clone(), |r| r.head().title.clone())),
            Cell::Html(cx.state_tag(record)),
            Cell::Text(cx.w.tn("n-of-m", &[("n", progress.dealt_with.into()), ("m", progress.asked.into())])),
            record.body.due.map_or(Cell::Empty, |d| Cell::Text(cx.w.date(d))),
            Cell::Html(next(cx, record)),
        ],
    }
}

/// What this response waits for.
pub fn next(cx: &Cx, record: &Record<Response>) -> Markup {
    let now = cx.app.service.now();
    let left = record.body.due.and_then(|d| cx.today().until(d).ok()).map(|s| s.get_days());
    let linked = record.body.links.iter().any(|l| l.is_open(now));
    match (&*record.head.state, left) {
        ("asked", _) if !linked => design::tag(Tone::Warn, &cx.w.t("response-no-link")),
        ("asked", Some(days)) if days < 0 => {
            design::tag(Tone::Bad, &cx.w.tn("response-overdue", &[("n", (-days).into())]))
        }
        ("asked", Some(days)) if days <= REMIND => {
            design::tag(Tone::Warn, &cx.w.tn("response-remind", &[("n", days.into())]))
        }
        ("asked", _) => design::tag(Tone::Plain, &cx.w.t("response-waits")),
        ("submitted", _) => design::tag(Tone::Note, &cx.w.t("response-judge")),
        (_, _) => verdict(cx, record.body.verdict),
    }
}

fn verdict(cx: &Cx, verdict: Option<Overall>) -> Markup {
    let tone = match verdict {
        Some(Overall::Satisfactory) => Tone::Good,
        Some(Overall::WithConditions) => Tone::Warn,
        Some(Overall::Unsatisfactory) => Tone::Bad,
        None => return html! {},
    };
    let word = verdict.map(|v| v.word()).unwrap_or_default();
    let label = Overall::OPTIONS.iter().find(|o| o.value == word).map_or(word, |o| o.label);
    design::tag(tone, &cx.w.or(&format!("choice-{word}"), label))
}

/// A response: how far it is, the way to judge it, and its links.
pub fn of_response(cx: &Cx, record: &Record<Response>) -> Insight {
    let progress = record.body.progress();
    let may = cx.view.may_on(record, Action::Edit) && !cx.is_past();
    let open = &*record.head.state == "asked";
    let main = html! {
        p { (cx.w.tn("response-progress", &[("n", progress.dealt_with.into()), ("m", progress.asked.into())])) " " (next(cx, record)) }
        div.actions { (design::link_button(&cx.w.t(if may && &*record.head.state == "submitted" { "response-judge-now" } else { "response-read" }), &cx.at(&format!("{}/review", path(record))), true)) }
    };
    let beside = design::section(
        "links",
        &cx.w.t("links"),
        None,
        html! {
            @if record.body.links.is_empty() { (design::empty(&cx.w.t("links-none"), None)) }
            (ask::links(cx, &record.body.links, &format!("{}/revoke", path(record)), may))
            @if may && open {
                (design::more(&cx.w.t("link-new"), false, html! {
                    form.stack method="post" action={ (path(record)) "/link" } {
                        (design::fields(&cx.w, &ask::link_fields(cx)))
                        div.actions { (design::button(&cx.w.t("link-new"))) }
                    }
                }))
            }
        },
    );
    let notice = (open && record.body.submitted_on.is_some())
        .then(|| design::notice(&Notice::text(Tone::Note, &cx.w.t("response-asked-back"))));
    Insight {
        main: Some(html! { @if let Some(n) = notice { (n) } (main) }),
        beside: Some(beside),
        ..Insight::default()
    }
}
