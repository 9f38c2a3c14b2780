//! Answering a customer's questionnaire, one question after the other: what we said before and what our records say stands
//! beside each, with its score and live state; a person takes it over, edits, and goes on by keyboard.

use super::{
    super::{Page, record_of, register::form_pairs},
    ask,
};
use crate::{
    cx::{Cx, encode},
    design::{self, Control, FieldView, Notice, Opt, Tone},
    fault::{Fault, Result},
    show::path,
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    everywhere::{
        Questionnaire,
        questionnaire::{
            Asking, Question, stale,
            suggest::{self, Earlier, Found},
        },
    },
    outer::Names,
    record::Record,
};
use maud::{Markup, html};
use service::{
    Error,
    questions::customer::{Labels, Said},
};

/// Suggestions of each sort that are shown.
const MOST: usize = 4;

/// `GET /questionnaires/{key}/work?at=3&use=0`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = record_of(&cx, "questionnaires", &key)?;
    let questionnaire = theirs(record.typed::<Questionnaire>(), &key)?;
    Ok(page(&cx, questionnaire, None, &[]).draw(&cx))
}

fn theirs<'a>(record: Option<&'a Record<Questionnaire>>, key: &str) -> Result<&'a Record<Questionnaire>> {
    record
        .filter(|q| q.body.direction == Asking::WeAreAsked)
        .ok_or_else(|| Fault::missing(format!("questionnaire of others {key}")))
}

/// The place in the address, or the first question that needs work.
fn place(cx: &Cx, questions: &[Question]) -> usize {
    let asked = cx.query.get("at").and_then(|a| a.parse::<usize>().ok()).filter(|a| *a < questions.len());
    let open = || questions.iter().position(|q| q.answer.0.trim().is_empty());
    asked.or_else(open).unwrap_or(0)
}

fn page(cx: &Cx, record: &Record<Questionnaire>, typed: Option<Said>, wrong: &[String]) -> Page {
    let questions = &record.body.questions;
    let at = place(cx, questions);
    let body = html! {
        (design::lede(&record.head.title, Some(summary(cx, questions))))
        @for wrong in wrong { (design::notice(&Notice::text(Tone::Bad, wrong))) }
        @match questions.get(at) {
            None => (design::empty(&cx.w.t("work-empty"), None)),
            Some(question) => (design::two(one(cx, record, at, question, typed), list(cx, record, at))),
        }
    };
    Page::new("everywhere", record.head.title.clone(), body).crumbs(ask::below(cx, record))
}

fn summary(cx: &Cx, questions: &[Question]) -> Markup {
    let isms = cx.view.for_the_organisation();
    let answered = questions.iter().filter(|q| !q.answer.0.trim().is_empty());
    let old = answered.clone().filter(|q| !stale::since(isms, q, cx.today()).is_empty()).count();
    html! { (cx.w.tn("work-summary", &[("n", answered.count().into()), ("m", questions.len().into()), ("old", old.into())])) }
}

fn here(cx: &Cx, record: &Record<Questionnaire>, at: usize) -> String {
    cx.at(&format!("{}/work?at={at}", path(record)))
}

fn state(cx: &Cx, question: &Question) -> Markup {
    let isms = cx.view.for_the_organisation();
    if question.answer.0.trim().is_empty() {
        design::tag(Tone::Unknown, &cx.w.t("work-open"))
    } else if stale::since(isms, question, cx.today()).is_empty() {
        design::tag(Tone::Good, &cx.w.t("work-answered"))
    } else {
        design::tag(Tone::Warn, &cx.w.t("work-stale"))
    }
}

/// All questions, to jump to.
fn list(cx: &Cx, record: &Record<Questionnaire>, at: usize) -> Markup {
    design::section(
        "all",
        &cx.w.t("work-all"),
        None,
        html! {
            ol.plain {
                @for (i, question) in record.body.questions.iter().enumerate() {
                    li {
                        a href=(here(cx, record, i)) aria-current=[(i == at).then_some("true")] { (question.id) " " (crate::markdown::first_line(&question.text.0, 70)) } " "
                        (state(cx, question))
                    }
                }
            }
            div.actions { (design::link_button(&cx.w.t("questions-workbook"), &cx.at(&format!("{}/answers.xlsx", path(record))), false)) }
        },
    )
}

fn one(cx: &Cx, record: &Record<Questionnaire>, at: usize, question: &Question, typed: Option<Said>) -> Markup {
    let earlier = suggest::earlier(&cx.view, record.head.id, question, MOST);
    let found = suggest::records(&cx.view, question, MOST);
    let said = typed.unwrap_or_else(|| filled(cx, question, &earlier, &found));
    let may = cx.view.may_on(record, Action::Edit) && !cx.is_past();
    let last = record.body.questions.len().saturating_sub(1);
    html! {
        section {
            p.quiet { (cx.w.tn("work-place", &[("n", (at + 1).into()), ("m", (last + 1).into())])) @if !question.section.is_empty() { " · " (question.section) } }
            h2 { (question.text.0) }
            (stale_told(cx, question))
            @if may { (answer_form(cx, record, at, &said)) } @else { p.said { (question.answer.0) } }
            nav.actions aria-label=(cx.w.t("work-all")) {
                @if at > 0 { a.button href=(here(cx, record, at - 1)) rel="prev" accesskey="p" { (cx.w.t("work-previous")) } }
                @if at < last { a.button href=(here(cx, record, at + 1)) rel="next" accesskey="n" { (cx.w.t("work-next")) } }
            }
        }
        (design::section("suggestions", &cx.w.t("work-suggestions"), Some(&cx.w.t("work-suggestions-note")), suggestions(cx, record, at, &earlier, &found, may)))
    }
}

/// What the form holds: what is kept, or the suggestion that was taken over.
fn filled(cx: &Cx, question: &Question, earlier: &[Earlier], found: &[Found]) -> Said {
    let keys = |ids: &mut dyn Iterator<Item = isms::values::RecordId>| {
        ids.filter_map(|id| cx.view.key(id)).collect::<Vec<_>>()
    };
    let mut said = Said {
        answer: question.answer.0.clone(),
        from: keys(&mut question.answered_from.iter().map(|r| r.id())),
        evidence: keys(&mut question.evidence.iter().map(|r| r.id())),
        ..Said::default()
    };
    let number = |name: &str| cx.query.get(name).and_then(|u| u.parse::<usize>().ok());
    if let Some(taken) = number("use").and_then(|u| earlier.get(u)) {
        said.answer = taken.question.answer.0.clone();
        said.from = keys(&mut taken.question.answered_from.iter().map(|r| r.id()));
        said.evidence = keys(&mut taken.question.evidence.iter().map(|r| r.id()));
    }
    if let Some(record) = number("cite").and_then(|c| found.get(c)).and_then(|f| cx.view.get(f.record)) {
        let key = record.key().to_string();
        let list = if record.kind().name == "evidence" { &mut said.evidence } else { &mut said.from };
        if !list.contains(&key) {
            list.push(key);
        }
    }
    said
}

fn answer_form(cx: &Cx, record: &Record<Questionnaire>, at: usize, said: &Said) -> Markup {
    let known = |keys: &[String]| -> Vec<Opt> {
        keys.iter().filter_map(|k| Some(Opt::new(k.clone(), cx.view.by_key(k)?.head().title.clone()))).collect()
    };
    let many =
        |kind: &str, keys: &[String]| Control::Reference { kind: kind.into(), multiple: true, known: known(keys) };
    let fields = [
        FieldView::new("answer", cx.w.t("work-answer"), Control::Text { markdown: true, rows: 4 })
            .value(said.answer.clone()),
        FieldView::new("from", cx.w.t("work-from"), many("", &said.from))
            .values(said.from.clone())
            .help(cx.w.t("work-from-help")),
        FieldView::new("evidence", cx.w.t("work-evidence"), many("evidence", &said.evidence))
            .values(said.evidence.clone()),
    ];
    html! {
        form.record method="post" action={ (path(record)) "/work?at=" (at) } data-form data-leave=(cx.w.t("form-leave")) {
            (design::enter_submits())
            input type="hidden" name="version" value=(record.head.version);
            input type="hidden" name="at" value=(at);
            (design::fields(&cx.w, &fields))
            div.actions { (design::first_button(&cx.w.t("work-save"))) }
        }
    }
}

/// Why an answer is stale.
fn stale_told(cx: &Cx, question: &Question) -> Markup {
    if question.answer.0.trim().is_empty() {
        return html! {};
    }
    let all = stale::since(cx.view.for_the_organisation(), question, cx.today());
    let why = |why: stale::Why| match why {
        stale::Why::Changed(at) => cx.w.tn("stale-changed", &[("at", cx.time(at).into())]),
        stale::Why::Over => cx.w.t("stale-over"),
        stale::Why::Expired(day) => cx.w.tn("stale-expired", &[("day", cx.w.date(day).into())]),
    };
    html! {
        @if !all.is_empty() {
            (design::notice(&Notice { tone: Tone::Warn, body: html! { p { (cx.w.t("stale")) } ul.plain { @for (id, reason) in &all { li { (cx.link_to(*id)) ": " (why(*reason)) } } } } }))
        }
        @if question.answered_at.is_none() && !question.answered_from.is_empty() { p.quiet { (cx.w.t("stale-unknown")) } }
    }
}

fn suggestions(
    cx: &Cx,
    record: &Record<Questionnaire>,
    at: usize,
    earlier: &[Earlier],
    found: &[Found],
    may: bool,
) -> Markup {
    let percent = |score: f64| cx.w.number(100.0 * score, 0);
    let alike = |score: f64| cx.w.tn("work-alike", &[("n", percent(score).into())]);
    let uses = |score: f64| cx.w.tn("work-score", &[("n", percent(score).into())]);
    html! {
        @if earlier.is_empty() && found.is_empty() { (design::empty(&cx.w.t("work-no-suggestions"), None)) }
        @for (i, e) in earlier.iter().enumerate() {
            div.suggestion {
                p.quiet { (alike(e.score)) " · " (cx.link_to(e.from)) ": " (e.question.text.0) }
                p.said { (e.question.answer.0) }
                @if !stale::since(cx.view.for_the_organisation(), &e.question, cx.today()).is_empty() { (design::tag(Tone::Warn, &cx.w.t("work-stale"))) }
                @if may { a.button.small href={ (here(cx, record, at)) "&use=" (i) } accesskey=[(i < 9).then(|| (i + 1).to_string())] { (cx.w.t("work-use")) span.away { " " (i + 1) } } }
            }
        }
        @for (i, f) in found.iter().enumerate() {
            @if let Some(r) = cx.view.get(f.record) {
                div.suggestion {
                    p { (design::record_link(&cx.link(r.as_ref()))) " " (cx.state_tag(r.as_ref())) }
                    p.quiet { (uses(f.score)) " · " (cx.kind_label(r.kind(), false)) }
                    @if may { a.button.small href={ (here(cx, record, at)) "&cite=" (i) } { (cx.w.t("work-cite")) span.away { " " (r.key().to_string()) } } }
                }
            }
        }
    }
}

/// `POST /questionnaires/{key}/work`: keeps the answer and goes on to the next question.
pub async fn save(cx: Cx, Path(key): Path<String>, body: String) -> Result<Response> {
    let record = record_of(&cx, "questionnaires", &key)?;
    let questionnaire = theirs(record.typed::<Questionnaire>(), &key)?;
    let pairs = form_pairs(&body);
    let first = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let keys = |name: &str| -> Vec<String> {
        pairs
            .iter()
            .filter(|(n, _)| n == name)
            .filter_map(|(_, v)| v.split_whitespace().next().map(str::to_owned))
            .collect()
    };
    let at: usize = first("at").parse().map_err(|_| Fault::bad("at: expected the place of a question"))?;
    let question = questionnaire.body.questions.get(at).ok_or_else(|| Fault::missing(format!("question {at}")))?;
    let said = Said {
        version: first("version").parse().ok(),
        question: question.id.clone(),
        answer: first("answer"),
        from: keys("from"),
        evidence: keys("evidence"),
    };
    match cx.app.service.answer(cx.viewer(), &cx.view, &key, said.clone()).await {
        Ok(_) => {
            let next = (at + 1).min(questionnaire.body.questions.len().saturating_sub(1));
            Ok(Redirect::to(&format!("/questionnaires/{}/work?at={next}&did=answered", encode(&key))).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let wrong: Vec<String> = faults.into_iter().map(|f| f.message).collect();
            Ok(page(&cx, questionnaire, Some(said), &wrong).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /questionnaires/{key}/answers.xlsx`
pub async fn workbook(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    record_of(&cx, "questionnaires", &key)?;
    let labels = Labels {
        answer: cx.w.t("work-answer"),
        sources: cx.w.t("work-sources"),
        state: cx.w.t("state"),
        answered: cx.w.t("work-answered"),
        open: cx.w.t("work-open"),
        stale: cx.w.t("work-stale"),
    };
    let bytes = cx.app.service.answered_table(&cx.view, &key, &labels).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, super::super::report::attachment(&format!("{key}.xlsx"))),
    ];
    Ok((headers, bytes).into_response())
}
