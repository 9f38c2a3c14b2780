//! The agenda of a meeting, to send round before it: what is dealt with, how long, about which records, who is asked to come. It is a
//! plan, so that it is never issued; what came of it stands in the minutes.

use super::{
    Which, as_file,
    desk::Desk,
    grid::{Grid, Shape, Value},
    minutes::meeting,
    writer::{Cover, Paper, Rests, Status, Writer},
};
use crate::{cx::Cx, fault::Result};
use axum::{extract::Path, response::Response};
use isms::{field::Choice, governance::Body};
use serde_json::json;

/// `GET /meetings/{key}/agenda`
pub async fn page(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    super::page(&cx, &Which::Agenda(key), None).await
}

/// `GET /meetings/{key}/agenda.pdf`
pub async fn pdf(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Agenda(key), "pdf").await
}

/// `GET /meetings/{key}/agenda.xlsx`
pub async fn xlsx(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    as_file(&cx, &Which::Agenda(key), "xlsx").await
}

/// Writes it.
pub(super) fn write(desk: &Desk<'_>, key: &str, status: &Status) -> Result<Paper> {
    let (w, meeting) = (&desk.w, meeting(desk, key)?);
    let body = meeting.body.body.and_then(|b| desk.typed::<Body>(b.id()));
    let mut writer = Writer::new(desk);
    writer.section("live-agenda");
    let columns = vec![
        (w.t("agenda-paper-item"), Shape::Wide(2)),
        (w.t("agenda-paper-sort"), Shape::Word),
        (w.t("agenda-paper-about"), Shape::Wide(1)),
        (w.t("agenda-paper-minutes"), Shape::Number),
    ];
    let mut grid = Grid::new(w.t("live-agenda"), w.t("agenda-paper-caption"), columns);
    for (index, item) in meeting.body.agenda.iter().enumerate() {
        let about = desk.keys(item.about.iter().map(|a| a.id()));
        grid.rows.push(vec![
            Value::Text(format!("{}. {}", index + 1, item.topic)),
            Value::Text(w.t(&format!("agenda-sort-{}", item.sort.word()))),
            if about.is_empty() { Value::Nothing } else { Value::Text(about) },
            item.minutes.map_or_else(|| Value::Unknown(w.t("unknown")), Value::Count),
        ]);
    }
    writer.grid(&grid, "live-empty");
    let stated: Vec<f64> = meeting.body.agenda.iter().filter_map(|i| i.minutes).collect();
    if !stated.is_empty() {
        let (sum, without) = (stated.iter().sum::<f64>(), meeting.body.agenda.len() - stated.len());
        writer.say(w.tn("agenda-paper-sum", &[("n", w.number(sum, 0).into()), ("without", without.into())]));
    }
    writer.section("agenda-paper-members");
    let members = body.map(|b| b.counts().unwrap_or(&b.body).members.clone()).unwrap_or_default();
    if members.is_empty() {
        writer.say(w.t("agenda-paper-no-members"));
    }
    writer.bullets(members.iter().filter_map(|m| m.who).map(|who| desk.who(who.id()).into()).collect());
    writer.method_of(w.t("agenda-paper-method"), vec![(w.t("paper-act"), desk.view.moment().seq.to_string())]);
    let day = meeting.body.begins.map_or_else(|| w.t("unknown"), |t| w.datetime(t, desk.tz));
    let mut facts = vec![(w.or("kind-meeting", "Meeting"), format!("{key} · {}", desk.state(meeting)))];
    facts.push((w.t("minutes-day"), day));
    facts.extend(body.map(|b| (w.or("kind-body", "Body"), b.head.title.clone())));
    facts.extend((!meeting.body.place.is_empty()).then(|| (w.t("minutes-place"), meeting.body.place.clone())));
    let cover = Cover { title: meeting.head.title.clone(), subtitle: w.t("live-agenda"), facts, contents: false };
    let rests = Rests { model: String::new(), seed: String::new(), input_hash: String::new() };
    let fields = json!({ "document": "other", "about": [key] });
    Ok(writer.finish_on(cover, status, &format!("agenda-{key}"), rests, fields))
}
