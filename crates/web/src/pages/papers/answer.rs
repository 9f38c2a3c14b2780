//! The answer to a supervisor's question: how has risk information changed what resources go where?

use super::{
    Which, Wish, as_file,
    desk::Desk,
    grid::{Grid, Shape, Value},
    issued,
    writer::{Cover, Paper, Rests, Status, Writer},
};
use crate::{
    cx::Cx,
    fault::{Fault, Result},
    pages::{governance::say as words, insight::points_of},
};
use axum::{Form, response::Response};
use isms::{
    analysis::allocation::{self, Answer, Basis, Happened, Moved},
    governance::Decision,
};
use jiff::civil::{Date, date};
use maud::{Markup, html};
use report::print::Text;
use serde_json::json;

/// The period that the address asks for: the last twelve months where it says nothing.
fn which(cx: &Cx) -> Result<Which> {
    let day = |name: &str| match cx.query.get(name).filter(|t| !t.is_empty()) {
        Some(text) => text
            .parse::<Date>()
            .map(Some)
            .map_err(|_| Fault::bad(format!("{name}: expected a day such as 2026-03-31, found {text:?}"))),
        None => Ok(None),
    };
    let today = cx.today();
    let to = day("to")?.unwrap_or(today);
    let from = day("from")?.unwrap_or_else(|| last_year(to));
    if from > to {
        return Err(Fault::bad(format!("from: expected a day up to {to}, found {from}")));
    }
    Ok(Which::Answer(from, to))
}

/// The first of the twelve months up to a day.
pub fn last_year(to: Date) -> Date {
    to.checked_sub(jiff::Span::new().days(365)).unwrap_or(date(1970, 1, 1))
}

/// `GET /governance/answer`
pub async fn page(cx: Cx) -> Result<Response> {
    super::page(&cx, &which(&cx)?, None).await
}

/// `GET /governance/answer.pdf`
pub async fn pdf(cx: Cx) -> Result<Response> {
    as_file(&cx, &which(&cx)?, "pdf").await
}

/// `GET /governance/answer.xlsx`
pub async fn xlsx(cx: Cx) -> Result<Response> {
    as_file(&cx, &which(&cx)?, "xlsx").await
}

/// `POST /governance/answer/issue`
pub async fn issue(cx: Cx, Form(wish): Form<Wish>) -> Result<Response> {
    issued(&cx, which(&cx)?, wish).await
}

/// The form for another period.
pub(super) fn period(cx: &Cx, from: Date, to: Date) -> Markup {
    html! {
        form.filter method="get" action="/governance/answer" {
            @if let Some(as_of) = &cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            label { span.label { (cx.w.t("answer-from")) " " } input type="date" name="from" value=(from); }
            label { span.label { (cx.w.t("answer-to")) " " } input type="date" name="to" value=(to); }
            button type="submit" { (cx.w.t("answer-show")) }
        }
    }
}

/// Writes it.
pub(super) async fn write(desk: &Desk<'_>, (from, to): (Date, Date), status: &Status) -> Result<Paper> {
    let w = &desk.w;
    let numbers = desk.service.numbers(desk.isms()).await?;
    let answer = allocation::answer(desk.isms(), &numbers, from, to, desk.today());
    let mut writer = Writer::new(desk);
    writer.section("answer-short");
    writer.say(Text::default().strong(sentence(desk, &answer)));
    if answer.uninformed.decisions > 0 {
        let n = answer.uninformed;
        let args = [("n", n.decisions.into()), ("money", money(desk, n.money).into())];
        writer.warn(w.t("answer-without"), w.tn("answer-without-n", &args));
    }
    writer.section("answer-decisions");
    moved(&mut writer, &answer);
    writer.section("answer-pictures");
    pictures(&mut writer, &answer);
    writer.section("answer-without");
    without(&mut writer, &answer);
    writer.section("answer-references");
    let refs =
        allocation::REFERENCES.iter().map(|(id, word)| Text::default().strong(format!("{id}: ")).plain(w.t(word)));
    writer.bullets(refs.collect());
    let lines = vec![
        (w.t("paper-act"), desk.view.moment().seq.to_string()),
        (w.t("paper-model-version"), numbers.model_version.clone()),
        (w.t("paper-input-hash"), numbers.input_hash.clone()),
    ];
    writer.method_of(w.t("answer-method"), lines);
    let period = w.tn("answer-period", &[("from", w.date(from).into()), ("to", w.date(to).into())]);
    let cover = Cover {
        title: w.t("answer-title"),
        subtitle: period.clone(),
        facts: vec![(w.t("paper-period"), period)],
        contents: false,
    };
    let about: Vec<String> =
        answer.decisions.iter().filter_map(|d| desk.get(d.decision)).map(|r| r.key().to_string()).collect();
    let fields = json!({ "document": "allocation-answer", "about": about });
    let rests =
        Rests { model: numbers.model_version.clone(), seed: String::new(), input_hash: numbers.input_hash.clone() };
    Ok(writer.finish_on(cover, status, &format!("allocation-answer-{from}-{to}"), rests, fields))
}

fn money(desk: &Desk<'_>, minor: i64) -> String {
    desk.w.money(minor, &desk.currency())
}

/// The answer in a sentence.
fn sentence(desk: &Desk<'_>, answer: &Answer) -> String {
    let w = &desk.w;
    let t = answer.informed;
    let gains: Vec<f64> = answer.decisions.iter().filter(|d| d.basis.is_some()).filter_map(gain).collect();
    let args = [
        ("n", t.moving.into()),
        ("money", money(desk, t.money).into()),
        ("days", w.number(t.effort, 0).into()),
        ("total", (t.decisions + answer.uninformed.decisions).into()),
    ];
    let mut said = w.tn("answer-sentence", &args);
    let mean = gains.iter().sum::<f64>() / gains.len().max(1) as f64;
    said += " ";
    said += &match gains.len() {
        0 => w.t("answer-predicted-none"),
        n => w.tn("answer-predicted", &[("n", n.into()), ("gain", points_of(w, mean).into())]),
    };
    if t.foreign > 0 {
        said += " ";
        said += &w.tn("answer-foreign", &[("n", t.foreign.into())]);
    }
    said += " ";
    said + &w.tn("answer-compared", &[("come", answer.come.into()), ("compared", answer.compared.into())])
}

fn gain(d: &Moved) -> Option<f64> {
    d.predicted.0.zip(d.predicted.1).map(|(before, after)| after - before)
}

fn moved(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let columns = vec![
        (w.or("kind-decision", "Decision"), Shape::Record(2)),
        (w.t("answer-on"), Shape::Word),
        (w.t("answer-moved"), Shape::Wide(2)),
        (w.t("answer-foretold"), Shape::Wide(1)),
        (w.t("answer-happened"), Shape::Wide(2)),
    ];
    let mut grid = Grid::new(w.t("answer-decisions"), w.t("answer-caption"), columns);
    for d in answer.decisions.iter().filter(|d| d.basis.is_some()) {
        let record = desk.typed::<Decision>(d.decision);
        grid.rows.push(vec![
            desk.record(d.decision),
            Value::Date(d.on),
            record.map_or_else(|| Value::Unknown(w.t("not-visible")), |r| Value::Text(what_moved(desk, &r.body))),
            Value::Text(predicted(desk, d)),
            Value::Text(happened(desk, d, record.map(|r| &r.body))),
        ]);
    }
    writer.grid(&grid, "answer-no-decision");
}

fn what_moved(desk: &Desk<'_>, decision: &Decision) -> String {
    let w = &desk.w;
    let who = |id: Option<isms::values::RecordId>| id.map_or_else(|| w.t("paper-not-stated"), |id| desk.who(id));
    let line = |a: &isms::governance::decision::Allocation| {
        let amount = a.amount.map(|m| w.money(m.minor, m.currency.code()));
        let effort = a.effort.map(|e| w.tn("answer-days", &[("n", w.number(e, 0).into())]));
        let what: Vec<String> = amount.into_iter().chain(effort).collect();
        format!("{}: {} → {}", what.join(", "), who(a.from.map(|p| p.id())), who(a.to.map(|p| p.id())))
    };
    let lines: Vec<String> = decision.allocations.iter().map(line).collect();
    if lines.is_empty() { w.t("answer-nothing-moved") } else { lines.join("\n") }
}

fn predicted(desk: &Desk<'_>, d: &Moved) -> String {
    let share = |s: Option<f64>| s.map_or_else(|| desk.w.t("unknown"), |s| desk.w.percent(s));
    match d.predicted {
        (None, None) => desk.w.t("unknown"),
        (before, after) => format!("{} → {}", share(before), share(after)),
    }
}

fn happened(desk: &Desk<'_>, d: &Moved, decision: Option<&Decision>) -> String {
    let w = &desk.w;
    let objective = d.objective.map(|o| desk.key(o)).unwrap_or_default();
    match &d.happened {
        Happened::Recorded => {
            let said = decision.map(|b| super::plain(&b.outcome.0)).unwrap_or_default();
            if said.is_empty() { w.t("answer-reviewed") } else { said }
        }
        Happened::Now { certainty, .. } => {
            let args = [
                ("key", objective.into()),
                ("value", w.percent(certainty.0).into()),
                ("error", points_of(w, certainty.1).into()),
            ];
            let word = if d.come { "answer-now-due" } else { "answer-now" };
            w.tn(word, &args)
        }
        Happened::Unknown => w.t("answer-unknown"),
    }
}

fn pictures(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, writer.desk.w);
    for d in answer.decisions.iter().filter(|d| d.basis.is_some()) {
        let Some(record) = desk.typed::<Decision>(d.decision) else { continue };
        let key = format!("DEC-{}", record.head.number);
        let seen = match (&record.body.picture, d.basis) {
            (Some(p), Some(Basis::Picture)) => words::picture(&w, p).join("; "),
            (_, Some(Basis::Disclosed(id))) => w.tn("answer-disclosed", &[("key", desk.key(id).into())]),
            _ => w.t("answer-only-predicted"),
        };
        writer.bullets(vec![Text::default().strong(format!("{key}: ")).plain(seen)]);
    }
}

/// Decisions that rested on no risk information: listed as such.
fn without(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let columns = vec![
        (w.or("kind-decision", "Decision"), Shape::Record(2)),
        (w.t("answer-on"), Shape::Word),
        (w.t("answer-moved"), Shape::Wide(2)),
    ];
    let mut grid = Grid::new(w.t("answer-without"), w.t("answer-without-caption"), columns);
    for d in answer.decisions.iter().filter(|d| d.basis.is_none()) {
        let moved = desk.typed::<Decision>(d.decision).map(|r| what_moved(desk, &r.body));
        let moved = moved.map_or_else(|| Value::Unknown(w.t("not-visible")), Value::Text);
        grid.rows.push(vec![desk.record(d.decision), Value::Date(d.on), moved]);
    }
    writer.grid(&grid, "answer-all-informed");
}
