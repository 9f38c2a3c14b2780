//! Minutes: who was there, what was dealt with, what was decided on which picture. Issuing those of a meeting that was held closes it in
//! the same act.

use super::{
    Which, Wish, as_file,
    desk::Desk,
    grid::{Grid, Shape, Value},
    issued, say,
    writer::{Cover, Paper, Rests, Status, Writer},
};
use crate::{
    cx::Cx,
    fault::{Fault, Result},
    pages::governance::say as words,
};
use axum::{Form, extract::Path, response::Response};
use isms::{
    analysis::agenda,
    field::Choice,
    governance::{Body, Decision, Disclosure, Meeting, meeting::AgendaItem},
    record::Record,
    values::{Money, RecordId},
};
use report::print::Text;
use serde_json::json;

/// `GET /meetings/{key}/minutes`
pub async fn page(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    super::page(&cx, &Which::Minutes(key), None).await
}

/// `GET /meetings/{key}/minutes.pdf`
pub async fn pdf(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Minutes(key), "pdf").await
}

/// `GET /meetings/{key}/minutes.xlsx`
pub async fn xlsx(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Minutes(key), "xlsx").await
}

/// `POST /meetings/{key}/minutes/issue`
pub async fn issue(cx: Cx, Path(key): Path<String>, Form(wish): Form<Wish>) -> Result<Response> {
    issued(&cx, Which::Minutes(key), wish).await
}

pub(super) fn meeting<'a>(desk: &'a Desk<'_>, key: &str) -> Result<&'a Record<Meeting>> {
    desk.view.by_key(key).and_then(|r| r.typed::<Meeting>()).ok_or_else(|| Fault::missing(format!("meeting {key}")))
}

/// Whether issuing the minutes closes the meeting.
pub(super) fn closes(desk: &Desk<'_>, key: &str) -> bool {
    meeting(desk, key).is_ok_and(|m| &*m.head.state == "held")
}

/// The meeting that issuing a paper closes, and its version.
pub(super) fn meeting_to_close(desk: &Desk<'_>, which: &Which) -> Option<(RecordId, i64)> {
    let Which::Minutes(key) = which else { return None };
    let found = meeting(desk, key).ok().filter(|_| closes(desk, key))?;
    Some((found.head.id, found.head.version))
}

/// Writes them.
pub(super) fn write(desk: &Desk<'_>, key: &str, status: &Status) -> Result<Paper> {
    let (w, meeting) = (&desk.w, meeting(desk, key)?);
    let body = meeting.body.body.and_then(|b| desk.typed::<Body>(b.id()));
    let mut writer = Writer::new(desk);
    attendance(&mut writer, meeting, body);
    for (index, item) in meeting.body.agenda.iter().enumerate() {
        dealt_with(&mut writer, index + 1, item, meeting);
    }
    let elsewhere = decisions(desk, meeting).filter(|d| !is_on(meeting, d.head.id));
    for decision in elsewhere {
        writer.section_called(decision.head.title.clone());
        decided(&mut writer, decision);
    }
    writer.section("minutes-said");
    let said = say::plain(&meeting.body.minutes.0);
    writer.say(if said.is_empty() { w.t("minutes-nothing-more") } else { said });
    writer.method_of(w.t("minutes-method"), vec![(w.t("paper-act"), desk.view.moment().seq.to_string())]);
    let day = meeting.body.begins.map_or_else(|| w.t("unknown"), |t| w.datetime(t, desk.tz));
    let mut facts = vec![(w.or("kind-meeting", "Meeting"), format!("{key} · {}", desk.state(meeting)))];
    facts.push((w.t("minutes-day"), day));
    facts.extend((!meeting.body.place.is_empty()).then(|| (w.t("minutes-place"), meeting.body.place.clone())));
    let cover = Cover { title: meeting.head.title.clone(), subtitle: w.t("minutes"), facts, contents: false };
    let mut about = vec![key.to_owned()];
    about.extend(decisions(desk, meeting).map(|d| format!("DEC-{}", d.head.number)));
    let audience: Vec<String> = body.map(|b| format!("BOD-{}", b.head.number)).into_iter().collect();
    let fields = json!({ "document": "minutes", "about": about, "audience": audience });
    let rests = Rests { model: String::new(), seed: String::new(), input_hash: String::new() };
    Ok(writer.finish_on(cover, status, &format!("minutes-{key}"), rests, fields))
}

fn is_on(meeting: &Record<Meeting>, id: RecordId) -> bool {
    meeting.body.agenda.iter().any(|i| i.about.iter().any(|a| a.id() == id))
}

fn decisions<'a>(desk: &'a Desk<'_>, meeting: &'a Record<Meeting>) -> impl Iterator<Item = &'a Record<Decision>> {
    desk.all::<Decision>().filter(|d| d.body.meeting.is_some_and(|m| m.id() == meeting.head.id))
}

fn attendance(writer: &mut Writer<'_>, meeting: &Record<Meeting>, body: Option<&Record<Body>>) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section("live-attendance");
    let columns = vec![(w.or("kind-person", "Person"), Shape::Wide(1)), (w.t("minutes-presence"), Shape::Word)];
    let mut grid = Grid::new(w.t("live-attendance"), w.t("minutes-attendance-caption"), columns);
    for entry in &meeting.body.attendance {
        let who = entry.person.map_or_else(|| w.t("unknown"), |p| desk.title(p.id()));
        let presence = w.or(&format!("choice-{}", entry.presence.word()), entry.presence.word());
        grid.rows.push(vec![Value::Text(who), Value::Text(presence)]);
    }
    writer.grid(&grid, "live-not-noted");
    if let Some(charter) = body.and_then(|b| b.counts()) {
        let (here, needed) = meeting.body.quorum(desk.isms(), charter);
        let word = if here >= needed { "live-quorum" } else { "live-no-quorum" };
        writer.say(w.tn(word, &[("here", here.into()), ("needed", needed.into())]));
    }
}

fn dealt_with(writer: &mut Writer<'_>, number: usize, item: &AgendaItem, meeting: &Record<Meeting>) {
    let desk = writer.desk;
    writer.section_called(format!("{number}. {}", item.topic));
    for id in item.about.iter().map(|a| a.id()) {
        match (desk.typed::<Decision>(id), desk.typed::<Disclosure>(id)) {
            (Some(decision), _) if decision.body.meeting.is_some_and(|m| m.id() == meeting.head.id) => {
                decided(writer, decision)
            }
            (_, Some(disclosure)) => told(writer, disclosure),
            _ => writer.say(desk.get(id).map(|r| format!("{} {}", r.key(), r.head().title)).unwrap_or_default()),
        }
    }
    writer.say(say::plain(&item.discussion.0));
    if !item.result.is_empty() {
        writer.say(Text::default().strong(format!("{}: ", desk.w.t("live-result"))).plain(item.result.clone()));
    }
}

fn told(writer: &mut Writer<'_>, disclosure: &Record<Disclosure>) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let stated = disclosure.body.certainty.map_or_else(|| w.t("unknown"), |c| w.percent(c.0));
    let said = w.tn("agenda-told", &[("stated", stated.into())]);
    writer.say(Text::default().strong(format!("DSC-{} ", disclosure.head.number)).plain(said));
    writer.say(say::plain(&disclosure.body.uncertain.0));
    let verdict = agenda::verdict(desk.isms(), disclosure.head.id).filter(|c| desk.get(c.head.id).is_some());
    match verdict.and_then(|c| Some((c, c.body.verdict?))) {
        Some((challenge, verdict)) => {
            let verdict = w.t(&format!("verdict-{}", verdict.word()));
            let said = w.tn("agenda-verdict", &[("verdict", verdict.into())]);
            writer.say(format!("CHA-{}: {said} {}", challenge.head.number, say::plain(&challenge.body.reasons.0)));
        }
        None => writer.say(w.t("challenge-none")),
    }
}

fn decided(writer: &mut Writer<'_>, decision: &Record<Decision>) {
    let (desk, w, body) = (writer.desk, writer.desk.w, &decision.body);
    let state = desk.state(decision);
    writer.say(
        Text::default()
            .strong(format!("DEC-{} ", decision.head.number))
            .plain(format!("{} ({state})", say::plain(&body.question.0))),
    );
    let money = |m: Option<Money>| {
        m.map_or_else(|| Value::Unknown(w.t("paper-not-stated")), |m| Value::Text(w.money(m.minor, m.currency.code())))
    };
    let columns = vec![
        (w.t("paper-option"), Shape::Wide(1)),
        (w.t("cost-first-year"), Shape::Number),
        (w.t("decided-predicted"), Shape::Number),
    ];
    let mut grid = Grid::new(format!("DEC-{}", decision.head.number), w.t("paper-options"), columns);
    for option in &body.options {
        let chosen = !body.chosen.is_empty() && option.name == body.chosen;
        let name = if chosen { format!("{} ({})", option.name, w.t("chart-chosen")) } else { option.name.clone() };
        let predicted = option.predicted_certainty.map_or(Value::Unknown(w.t("unknown")), |p| Value::Share(p.0));
        grid.rows.push(vec![Value::Text(name), money(option.cost), predicted]);
    }
    writer.grid(&grid, "paper-no-options");
    if matches!(&*decision.head.state, "decided" | "reviewed") {
        let said = |word: &str, text: String| Text::default().strong(format!("{}: ", w.t(word))).plain(text);
        writer.say(said("paper-chosen", format!("{}. {}", body.chosen, say::plain(&body.rationale.0))));
        let dissent = say::plain(&body.dissent.0);
        writer.say(said("live-dissent", if dissent.is_empty() { w.t("paper-no-dissent") } else { dissent }));
    }
    let who = |p: Option<RecordId>| p.map_or_else(|| w.t("paper-not-stated"), |p| desk.who(p));
    let moved = body.allocations.iter().map(|a| {
        let amount = a.amount.map(|m| w.money(m.minor, m.currency.code()));
        let effort = a.effort.map(|e| w.tn("answer-days", &[("n", w.number(e, 0).into())]));
        let what: Vec<String> = amount.into_iter().chain(effort).collect();
        format!("{}: {} → {} {}", what.join(", "), who(a.from.map(|p| p.id())), who(a.to.map(|p| p.id())), a.period)
            .into()
    });
    writer.bullets(moved.collect());
    writer.heading("picture");
    match &body.picture {
        Some(picture) => writer.bullets(words::picture(&w, picture).into_iter().map(Text::from).collect()),
        None => writer.say(w.t("picture-none")),
    }
}
