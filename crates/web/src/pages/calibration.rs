//! Training in calibration: a round of questions with known answers, and what one's own record says.

use super::{Page, estimating, form};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Form, Group, LinkTo, Opt, Role, Row, Stat, Tone, Width},
    fault::{Fault, Result},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    context::Person,
    kind,
    record::Record,
    risk::{
        Calibration,
        calibration::{
            Answer, AnswerForm,
            bank::{self, Question, Truth},
            score::{self, Score, Verdict},
        },
    },
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{Command, Error, Request};

/// The probabilities that a statement's answer may be given, in percent.
const SURE: [u32; 7] = [50, 60, 70, 80, 90, 95, 99];

/// The visitor's person and the number of their next exercise.
fn next(cx: &Cx) -> Option<(&Record<Person>, u32)> {
    let person = cx.viewer().person.and_then(|p| cx.view.for_the_organisation().typed::<Person>(p))?;
    let taken = cx.view.all::<Calibration>().filter(|c| c.body.person.map(|p| p.id()) == Some(person.head.id));
    let last = taken.filter_map(|c| c.body.round).max().unwrap_or(0);
    Some((person, u32::try_from(last.saturating_add(1)).unwrap_or(u32::MAX)))
}

/// `GET /calibration`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    may_read(&cx)?;
    Ok(page(&cx, &form::Pairs::new(), &[]).draw(&cx))
}

fn may_read(cx: &Cx) -> Result<()> {
    if cx.view.sight.reads(kind::of::<Calibration>()) {
        return Ok(());
    }
    Err(Fault::missing("page /calibration".to_owned()))
}

fn page(cx: &Cx, pairs: &form::Pairs, wrong: &[String]) -> Page {
    let w = &cx.w;
    let open = !cx.is_past() && cx.view.sight.may(kind::of::<Calibration>(), Action::Create);
    let body = html! {
        (design::lede(&w.t("calibration"), Some(html! { (w.t("calibration-about")) })))
        @match next(cx).filter(|_| open) {
            Some((person, round)) => (questions(cx, person, round, pairs, wrong)),
            None => (design::empty(&w.t("calibration-not-yours"), None)),
        }
        (record_over_time(cx))
    };
    Page::new("risk", w.t("calibration"), body).crumbs(crumbs(cx, None))
}

fn crumbs(cx: &Cx, last: Option<String>) -> Vec<LinkTo> {
    let mut crumbs = vec![
        LinkTo::new(cx.w.t("rail-risk"), cx.at("/area/risk")),
        LinkTo::new(cx.w.t("calibration"), if last.is_some() { cx.at("/calibration") } else { String::new() }),
    ];
    crumbs.extend(last.map(|l| LinkTo::new(l, "")));
    crumbs
}

fn questions(cx: &Cx, person: &Record<Person>, round: u32, pairs: &form::Pairs, wrong: &[String]) -> Markup {
    let w = &cx.w;
    let drawn = bank::draw(person.head.number, round);
    let (statements, ranges): (Vec<&Question>, Vec<&Question>) =
        drawn.into_iter().partition(|q| matches!(q.truth, Truth::Statement(_)));
    let mut groups: Vec<Group> = statements.iter().map(|q| statement(cx, q, pairs, wrong)).collect();
    groups.push(Group {
        legend: w.t("calibration-ranges"),
        help: Some(w.t("calibration-ranges-help")),
        fields: ranges.iter().map(|q| range(cx, q, pairs, wrong)).collect(),
    });
    let drawn = design::form(
        w,
        &Form {
            action: "/calibration".into(),
            hidden: vec![("round".into(), round.to_string())],
            groups,
            submit: w.t("calibration-submit"),
            ..Form::default()
        },
    );
    let title = w.tn("calibration-round", &[("n", round.into())]);
    design::section("round", &title, None, html! { p { (w.t("calibration-statements-help")) } (drawn) })
}

fn sent<'p>(pairs: &'p form::Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.trim())
}

fn marked(field: FieldView, cx: &Cx, wrong: &[String]) -> FieldView {
    if wrong.contains(&field.name) { field.error(cx.w.t("calibration-missing")) } else { field }
}

fn statement(cx: &Cx, question: &Question, pairs: &form::Pairs, wrong: &[String]) -> Group {
    let w = &cx.w;
    let (said, sure) = (format!("said.{}", question.id), format!("sure.{}", question.id));
    let truths = vec![Opt::new("true", w.t("calibration-true")), Opt::new("false", w.t("calibration-false"))];
    let shares = SURE.iter().map(|s| Opt::new(s.to_string(), w.percent(f64::from(*s) / 100.0))).collect();
    let field = |name: &str, label: String, options| {
        let field = FieldView::new(name, label, Control::Choice { options }).required().width(Width::Half);
        marked(field.value(sent(pairs, name)), cx, wrong)
    };
    Group {
        legend: question.text(w.lang()).to_owned(),
        help: None,
        fields: vec![field(&said, w.t("calibration-said"), truths), field(&sure, w.t("calibration-sure"), shares)],
    }
}

fn range(cx: &Cx, question: &Question, pairs: &form::Pairs, wrong: &[String]) -> FieldView {
    let name = format!("range.{}", question.id);
    let unit = (!question.unit.is_empty()).then(|| question.unit.to_owned());
    let ends = ["low", "high"].map(|end| sent(pairs, &format!("{name}.{end}")).to_owned());
    let field = FieldView::new(name, question.text(cx.w.lang()), Control::Range { unit }).required().values(ends);
    marked(field, cx, wrong)
}

/// What was answered, or the fields that lack an answer.
fn answers(drawn: &[&Question], pairs: &form::Pairs) -> std::result::Result<Vec<Value>, Vec<String>> {
    let (mut given, mut wrong) = (Vec::new(), Vec::new());
    for question in drawn {
        let id = question.id;
        let number = |name: String| form::number(sent(pairs, &name)).as_f64();
        let answer = match question.truth {
            Truth::Statement(_) => {
                let said = Some(sent(pairs, &format!("said.{id}"))).filter(|s| ["true", "false"].contains(s));
                let sure = sent(pairs, &format!("sure.{id}")).parse::<u32>().ok().filter(|s| SURE.contains(s));
                if said.is_none() {
                    wrong.push(format!("said.{id}"));
                }
                if sure.is_none() {
                    wrong.push(format!("sure.{id}"));
                }
                said.zip(sure).map(|(said, sure)| Answer {
                    question: id.into(),
                    said: said == "true",
                    probability: Some(isms::values::Share(f64::from(sure) / 100.0)),
                    ..Answer::default()
                })
            }
            Truth::Value(_) => {
                let ends = number(format!("range.{id}.low")).zip(number(format!("range.{id}.high")));
                let ends = ends.filter(|(low, high)| low <= high);
                if ends.is_none() {
                    wrong.push(format!("range.{id}"));
                }
                ends.map(|(low, high)| Answer {
                    question: id.into(),
                    form: AnswerForm::Interval,
                    low: Some(low),
                    high: Some(high),
                    ..Answer::default()
                })
            }
        };
        given.extend(answer.map(outer));
    }
    if wrong.is_empty() { Ok(given) } else { Err(wrong) }
}

/// An answer, judged, in the form that the service reads.
fn outer(answer: Answer) -> Value {
    let right = answer.judged().unwrap_or(false);
    let form = isms::field::Choice::word(&answer.form);
    match answer.form {
        AnswerForm::Statement => json!({
            "question": answer.question, "form": form, "said": answer.said,
            "probability": answer.probability.map(|p| p.0), "right": right,
        }),
        AnswerForm::Interval => json!({
            "question": answer.question, "form": form, "low": answer.low, "high": answer.high, "right": right,
        }),
    }
}

/// `POST /calibration`
pub async fn submit(cx: Cx, Sent(pairs): Sent<form::Pairs>) -> Result<Response> {
    let Some((person, round)) = next(&cx) else { return Err(Fault::denied(cx.w.t("calibration-not-yours"))) };
    if sent(&pairs, "round") != round.to_string() {
        return Ok(Redirect::to("/calibration").into_response());
    }
    let given = match answers(&bank::draw(person.head.number, round), &pairs) {
        Ok(given) => given,
        Err(wrong) => return Ok(page(&cx, &pairs, &wrong).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let title = cx.w.tn("calibration-title", &[("n", round.into()), ("who", person.head.title.as_str().into())]);
    let fields = json!({
        "title": title, "person": format!("PER-{}", person.head.number), "taken": cx.today().to_string(),
        "round": round, "answers": given,
    });
    let create = Command::Create { kind: kind::of::<Calibration>(), fields };
    match cx.app.service.perform(cx.viewer(), Request::one("page", create)).await {
        Ok(receipt) => {
            let key = receipt.touched.first().map(|t| t.key.clone()).unwrap_or_default();
            Ok(Redirect::to(&format!("/calibration/{key}")).into_response())
        }
        // Sent twice: the first one counts.
        Err(Error::Invalid(_)) => Ok(Redirect::to("/calibration").into_response()),
        Err(other) => Err(other.into()),
    }
}

/// `GET /calibration/{key}`: an exercise of the visitor's own, with what was right.
pub async fn scored(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = cx.view.by_key(&key).and_then(|r| r.typed::<Calibration>());
    let exercise = record.ok_or_else(|| Fault::missing(format!("exercise {key}")))?;
    let score = Score::of([&exercise.body]);
    let w = &cx.w;
    let body = html! {
        (design::lede(&exercise.head.title, exercise.body.taken.map(|d| html! { (w.date(d)) })))
        (figures(&cx, &score))
        (advice(&cx, &score))
        (design::section("statements", &w.t("calibration-statements"), None, statements(&cx, exercise)))
        (design::section("ranges", &w.t("calibration-ranges"), None, ranges(&cx, exercise)))
        (record_over_time(&cx))
    };
    Ok(Page::new("risk", exercise.head.title.clone(), body).crumbs(crumbs(&cx, Some(key))).draw(&cx))
}

/// The score in figures, each with its number of cases and interval.
pub fn figures(cx: &Cx, score: &Score) -> Markup {
    let w = &cx.w;
    let brier = score.brier.map(|b| w.number(b, 3));
    let stats = [
        Stat {
            label: w.t("calibration-held"),
            value: score.ranges.share().map(|s| w.percent(s)),
            note: Some(format!("{}; {}", estimating::rate(cx, &score.ranges), w.t("calibration-held-note"))),
            ..Stat::default()
        },
        Stat {
            label: w.t("calibration-right"),
            value: score.statements.share().map(|s| w.percent(s)),
            note: score.stated.map(|s| {
                let stated = w.tn("calibration-right-note", &[("stated", w.percent(s).into())]);
                format!("{}; {stated}", estimating::rate(cx, &score.statements))
            }),
            ..Stat::default()
        },
        Stat {
            label: w.t("calibration-brier"),
            value: brier,
            note: Some(w.tn("calibration-brier-note", &[("n", score.statements.n.into())])),
            ..Stat::default()
        },
    ];
    design::stats(w, &stats)
}

/// What to do about it, in two sentences.
fn advice(cx: &Cx, score: &Score) -> Markup {
    let word = |verdict: Verdict, of: &str| match verdict {
        Verdict::TooFew => cx.w.t(&format!("calibration-{of}-few")),
        Verdict::TooNarrow => cx.w.t(&format!("calibration-{of}-narrow")),
        Verdict::TooWide => cx.w.t(&format!("calibration-{of}-wide")),
        Verdict::Fine => cx.w.t(&format!("calibration-{of}-fine")),
    };
    let tone = if score.width() == Verdict::Fine { Tone::Good } else { Tone::Note };
    let body = html! { p { (word(score.width(), "width")) } p { (word(score.sureness(), "sure")) } };
    design::notice(&design::Notice { tone, body })
}

fn outcome(cx: &Cx, right: bool, yes: &str, no: &str) -> Cell {
    Cell::Html(design::tag(if right { Tone::Good } else { Tone::Bad }, &cx.w.t(if right { yes } else { no })))
}

fn statements(cx: &Cx, exercise: &Record<Calibration>) -> Markup {
    let w = &cx.w;
    let row = |a: &Answer| {
        let question = bank::find(&a.question)?;
        Some(Row {
            cells: vec![
                Cell::Text(question.text(w.lang()).to_owned()),
                Cell::Text(w.t(if a.said { "calibration-true" } else { "calibration-false" })),
                Cell::Text(w.percent(a.probability?.0)),
                outcome(cx, a.right, "calibration-was-right", "calibration-was-wrong"),
                Cell::Text(question.source.to_owned()),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> =
        exercise.body.answers.iter().filter(|a| a.form == AnswerForm::Statement).filter_map(row).collect();
    let columns = [
        Column::new(w.t("calibration-statement"), Role::Text),
        Column::new(w.t("calibration-said"), Role::Text),
        Column::new(w.t("calibration-sure"), Role::Number),
        Column::new(w.t("calibration-outcome"), Role::Text),
        Column::new(w.t("calibration-source"), Role::Quiet),
    ];
    design::plain_table(w, &w.t("calibration-statements"), &columns, &rows)
}

/// A value of the bank: years stand without a mark between thousands.
fn value(cx: &Cx, value: f64, unit: &str) -> String {
    let digits = if value.fract() == 0.0 { 0 } else { 1 };
    if unit.is_empty() { format!("{value:.digits$}") } else { format!("{} {unit}", cx.w.number(value, digits)) }
}

fn ranges(cx: &Cx, exercise: &Record<Calibration>) -> Markup {
    let w = &cx.w;
    let row = |a: &Answer| {
        let question = bank::find(&a.question)?;
        let Truth::Value(truth) = question.truth else { return None };
        Some(Row {
            cells: vec![
                Cell::Text(question.text(w.lang()).to_owned()),
                Cell::Text(format!("{} – {}", value(cx, a.low?, ""), value(cx, a.high?, ""))),
                Cell::Text(value(cx, truth, question.unit)),
                outcome(cx, a.right, "backtest-inside", "backtest-outside"),
                Cell::Text(question.source.to_owned()),
            ],
            ..Row::default()
        })
    };
    let rows: Vec<Row> =
        exercise.body.answers.iter().filter(|a| a.form == AnswerForm::Interval).filter_map(row).collect();
    let columns = [
        Column::new(w.t("calibration-question"), Role::Text),
        Column::new(w.t("calibration-range"), Role::Number),
        Column::new(w.t("calibration-value"), Role::Number),
        Column::new(w.t("calibration-outcome"), Role::Text),
        Column::new(w.t("calibration-source"), Role::Quiet),
    ];
    design::plain_table(w, &w.t("calibration-ranges"), &columns, &rows)
}

/// The visitor's exercises, all of them together, and the way to the estimates that they are for.
fn record_over_time(cx: &Cx) -> Markup {
    let w = &cx.w;
    let Some(person) = cx.viewer().person else { return html! {} };
    let own = score::of_person(cx.view.for_the_organisation(), person);
    if own.is_empty() {
        return html! {};
    }
    let row = |exercise: &&Record<Calibration>| {
        let score = Score::of([&exercise.body]);
        Row {
            href: cx.at(&format!("/calibration/CAL-{}", exercise.head.number)),
            cells: vec![
                Cell::Text(exercise.head.title.clone()),
                exercise.body.taken.map_or(Cell::Unknown, |d| Cell::Text(w.date(d))),
                Cell::Text(estimating::rate(cx, &score.ranges)),
                Cell::Text(estimating::rate(cx, &score.statements)),
                score.stated.map_or(Cell::Unknown, |s| Cell::Text(w.percent(s))),
                score.brier.map_or(Cell::Unknown, |b| Cell::Text(w.number(b, 3))),
            ],
            ..Row::default()
        }
    };
    let columns = [
        Column::new(w.t("calibration-exercise"), Role::Lead),
        Column::new(w.t("calibration-taken"), Role::Text),
        Column::new(w.t("calibration-held"), Role::Text),
        Column::new(w.t("calibration-right"), Role::Text),
        Column::new(w.t("calibration-stated"), Role::Number),
        Column::new(w.t("calibration-brier"), Role::Number),
    ];
    let rows: Vec<Row> = own.iter().map(row).collect();
    let all = Score::of(own.iter().map(|c| &c.body));
    let body = html! {
        (design::plain_table(w, &w.t("calibration-record"), &columns, &rows))
        (advice(cx, &all))
        div.actions {
            (design::link_button(&w.t("calibration-my-estimates"), &cx.at("/estimates?q=estimator:me"), false))
            (design::link_button(&w.t("backtest"), &cx.at("/backtesting"), false))
        }
    };
    design::section("record", &w.t("calibration-record"), Some(&w.t("calibration-private")), body)
}
