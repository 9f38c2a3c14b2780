//! Disclosures: asked for, told from the numbers, challenged before they reach the body.

use super::{present, typed};
use crate::{
    cx::Cx,
    design,
    fault::{Fault, Result},
    pages::{
        Page,
        insight::{points, signed_points},
    },
    show::path,
};
use axum::{
    Form,
    extract::Path,
    response::{Html, Redirect},
};
use isms::{
    analysis::{
        certainty::{self, Answer},
        model,
    },
    authority::Action,
    context::Objective,
    field::Choice,
    governance::{Body, Challenge, Disclosure, challenge::ChallengeVerdict},
    kind,
    outer::Names,
    record::Record,
    risk::Treatment,
    values::RecordId,
};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use service::{Command, Request, Subject};

/// What a body asks for.
#[derive(Deserialize)]
pub struct Ask {
    objective: String,
    due: Date,
}

/// `POST /bodies/{key}/ask`: a disclosure is owed by the objective's owner.
pub async fn ask(cx: Cx, Path(key): Path<String>, Form(sent): Form<Ask>) -> Result<Redirect> {
    present(&cx)?;
    let body = typed::<Body>(&cx, "bodies", &key)?;
    let objective = typed::<Objective>(&cx, "objectives", &sent.objective)?;
    let owner = objective.head.owner.and_then(|o| cx.view.key(o.id()));
    let Some(owner) = owner else { return Err(Fault::bad(cx.w.t("disclosure-no-owner"))) };
    let to = format!("BOD-{}", body.head.number);
    let by = (!owner.starts_with("TEA")).then(|| owner.clone());
    let fields = json!({
        "title": cx.w.tn("disclosure-title", &[("title", objective.head.title.as_str().into())]),
        "objective": sent.objective, "to": to, "asked_by": to, "by": by, "owner": owner, "due": sent.due.to_string(),
        "uncertain": cx.w.t("disclosure-not-yet"),
    });
    let create = Command::Create { kind: kind::of::<Disclosure>(), fields };
    let reason = cx.w.tn("disclosure-asked", &[("body", body.head.title.as_str().into())]);
    let done = cx.app.service.perform(cx.viewer(), Request::one("page", create).because(reason)).await?;
    let made = done.touched.iter().find(|t| t.created).ok_or_else(|| Fault::bad(cx.w.t("gov-past")))?;
    Ok(Redirect::to(&format!("/disclosures/{}?did=asked", made.key)))
}

/// The form by which a body asks.
pub fn ask_form(cx: &Cx, body: &Record<Body>, objectives: &[RecordId], due: Date) -> Markup {
    let known: Vec<_> = objectives.iter().filter_map(|id| cx.view.get(*id)).filter(|o| o.is_open()).collect();
    let may = !cx.is_past() && cx.view.sight.may(kind::of::<Disclosure>(), Action::Create) && !known.is_empty();
    html! {
        @if may {
            form.stack method="post" action={ "/bodies/BOD-" (body.head.number) "/ask" } {
                label.field {
                    span.label { (cx.w.t("disclosure-of")) }
                    select name="objective" { @for o in &known { option value=(o.key()) { (o.head().title) } } }
                }
                label.field { span.label { (cx.w.t("disclosure-by-when")) } input type="date" name="due" value=(due) required; }
                div.actions { button type="submit" { (cx.w.t("disclosure-ask")) } }
            }
        }
    }
}

struct Prefill {
    certainty: Option<f64>,
    sentence: String,
    uncertain: String,
    being_done: String,
}

/// What the numbers say about an objective: how certain, what holds it back, what is being done.
async fn prefill(cx: &Cx, objective: &Record<Objective>) -> Result<Prefill> {
    let isms = cx.view.for_the_organisation();
    let answer = cx.app.service.certainty(isms).await?;
    let standing = answer.standing(isms, objective.head.id);
    let sentence = match standing.certainty {
        Some(c) => cx.w.tn(
            "disclosure-numbers",
            &[
                ("value", cx.w.percent(c.mean).into()),
                ("error", points(cx, c.error).into()),
                ("low", cx.w.percent(c.band.0).into()),
                ("high", cx.w.percent(c.band.1).into()),
            ],
        ),
        None => cx.w.t("disclosure-numbers-unknown"),
    };
    Ok(Prefill {
        certainty: standing.certainty.map(|c| c.mean),
        sentence,
        uncertain: drags(cx, &answer, objective.head.id),
        being_done: done(cx, objective.head.id),
    })
}

fn drags(cx: &Cx, answer: &Answer, objective: RecordId) -> String {
    let Some(today) = answer.objective(certainty::TODAY, objective) else { return String::new() };
    let mut drags: Vec<_> = today.drags.iter().filter(|d| d.gain.value > 0.0).collect();
    drags.sort_by(|a, b| b.gain.value.total_cmp(&a.gain.value));
    let line = |risk: RecordId, gain: f64, error: f64| {
        let record = cx.view.get(risk)?;
        let (title, gain) = (format!("{} {}", record.key(), record.head().title), signed_points(&cx.w, gain));
        Some(format!(
            "- {}",
            cx.w.tn(
                "disclosure-drag",
                &[("title", title.into()), ("gain", gain.into()), ("error", points(cx, error).into())]
            )
        ))
    };
    let lines =
        drags.iter().take(4).filter_map(|d| line(*answer.made.risks.get(d.scenario)?, d.gain.value, d.gain.error));
    lines.collect::<Vec<_>>().join("\n")
}

/// The treatments that are decided or under way for the risks of an objective.
fn done(cx: &Cx, objective: RecordId) -> String {
    let risks = model::threatening(cx.view.for_the_organisation(), objective);
    let under_way = |t: &&Record<Treatment>| matches!(&*t.head.state, "decided" | "under-way");
    let ours = |t: &&Record<Treatment>| t.body.treats.iter().any(|r| risks.iter().any(|x| x.head.id == r.id()));
    let line = |t: &Record<Treatment>| {
        let due = t.body.due.map(|d| format!(", {}", cx.w.date(d))).unwrap_or_default();
        format!(
            "- TRT-{} {} ({}{due})",
            t.head.number,
            t.head.title,
            cx.state_label(kind::of::<Treatment>(), &t.head.state)
        )
    };
    cx.view.all::<Treatment>().filter(under_way).filter(ours).map(line).collect::<Vec<_>>().join("\n")
}

/// `GET /disclosures/{key}/tell`: the owner's page, filled in from the numbers.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = typed::<Disclosure>(&cx, "disclosures", &key)?;
    let objective = objective_of(&cx, &record)?;
    let filled = prefill(&cx, objective).await?;
    let open = &*record.head.state == "drafted" && !cx.is_past() && cx.view.may_on(&record, Action::Edit);
    let unsaid = record.body.uncertain.0.is_empty() || record.body.certainty.is_none();
    let certainty = record.body.certainty.map(|c| c.0).or(filled.certainty);
    let certainty = certainty.map(|c| format!("{:.1}", 100.0 * c)).unwrap_or_default();
    let text = |own: &str, from: &str| if unsaid && !from.is_empty() { from.to_owned() } else { own.to_owned() };
    let body = html! {
        (design::lede(&record.head.title, Some(html! { (filled.sentence) })))
        @if !open { (design::notice(&design::Notice::text(design::Tone::Note, &cx.w.t("disclosure-told-already")))) p { a href=(cx.href(&record)) { (cx.w.t("back")) } } }
        @else {
            form.stack method="post" action={ "/disclosures/" (key) "/tell" } data-form {
                input type="hidden" name="version" value=(record.head.version);
                label.field { span.label { (cx.w.t("disclosure-certainty")) } input type="number" name="certainty" min="0" max="100" step="0.1" value=(certainty); }
                label.field { span.label { (cx.w.t("disclosure-uncertain")) } textarea name="uncertain" rows="6" required { (text(&record.body.uncertain.0, &filled.uncertain)) } }
                label.field { span.label { (cx.w.t("disclosure-done")) } textarea name="being_done" rows="5" { (text(&record.body.being_done.0, &filled.being_done)) } }
                label.field { span.label { (cx.w.t("disclosure-asks")) small { " " (cx.w.t("optional")) } } textarea name="asks" rows="3" { (record.body.asks.0) } }
                p.quiet { (cx.w.t("disclosure-sealed-note")) }
                div.actions { button.first type="submit" { (cx.w.t("disclosure-tell")) } }
            }
        }
    };
    let crumbs = crate::pages::crumbs(&cx, kind::of::<Disclosure>(), Some(key));
    Ok(Page::new("governance", record.head.title.clone(), body).crumbs(crumbs).draw(&cx))
}

fn objective_of<'a>(cx: &'a Cx, record: &Record<Disclosure>) -> Result<&'a Record<Objective>> {
    let found = record.body.objective.and_then(|o| cx.view.get(o.id())).and_then(|o| o.typed::<Objective>());
    found.ok_or_else(|| Fault::missing("objective"))
}

/// What the owner tells.
#[derive(Deserialize)]
pub struct Tell {
    version: i64,
    #[serde(default)]
    certainty: String,
    uncertain: String,
    #[serde(default)]
    being_done: String,
    #[serde(default)]
    asks: String,
}

/// `POST /disclosures/{key}/tell`
pub async fn tell(cx: Cx, Path(key): Path<String>, Form(sent): Form<Tell>) -> Result<Redirect> {
    present(&cx)?;
    let record = typed::<Disclosure>(&cx, "disclosures", &key)?;
    let stated = match sent.certainty.trim().replace(',', ".") {
        empty if empty.is_empty() => None,
        text => Some(
            text.parse::<f64>()
                .ok()
                .filter(|p| (0.0..=100.0).contains(p))
                .ok_or_else(|| Fault::bad(cx.w.t("disclosure-wrong-share")))?,
        ),
    };
    let mut said = json!({
        "certainty": stated.map(|p| p / 100.0), "uncertain": sent.uncertain, "being_done": sent.being_done, "asks": sent.asks,
        "made": cx.today().to_string(),
    });
    if record.body.by.is_none()
        && let (Some(me), Some(members)) = (cx.viewer().person.and_then(|p| cx.view.key(p)), said.as_object_mut())
    {
        members.insert("by".into(), json!(me));
    }
    cx.app.service.disclose(cx.viewer(), Subject::Id(record.head.id), Some(sent.version), said).await?;
    Ok(Redirect::to(&format!("{}?did=told", path(&record))))
}

/// A verdict of the second line.
#[derive(Deserialize)]
pub struct Verdict {
    verdict: String,
    reasons: String,
    #[serde(default)]
    conditions: String,
}

/// `POST /disclosures/{key}/challenge`
pub async fn challenge(cx: Cx, Path(key): Path<String>, Form(sent): Form<Verdict>) -> Result<Redirect> {
    present(&cx)?;
    let record = typed::<Disclosure>(&cx, "disclosures", &key)?;
    let Some(me) = cx.viewer().person.and_then(|p| cx.view.key(p)) else {
        return Err(Fault::denied(cx.w.t("challenge-nobody")));
    };
    let fields = json!({
        "title": cx.w.tn("challenge-title", &[("key", key.as_str().into())]),
        "of": key, "of_version": record.head.version, "challenger": me, "owner": me, "made": cx.today().to_string(),
        "verdict": sent.verdict, "reasons": sent.reasons, "conditions": sent.conditions, "state": "given",
    });
    let create = Command::Create { kind: kind::of::<Challenge>(), fields };
    cx.app.service.perform(cx.viewer(), Request::one("page", create)).await?;
    Ok(Redirect::to(&format!("{}?did=challenged", path(&record))))
}

/// The form for a verdict.
pub fn challenge_form(cx: &Cx, record: &Record<Disclosure>) -> Markup {
    html! {
        form.stack method="post" action={ "/disclosures/DSC-" (record.head.number) "/challenge" } {
            label.field {
                span.label { (cx.w.t("challenge-verdict")) }
                select name="verdict" { @for o in ChallengeVerdict::OPTIONS { option value=(o.value) { (cx.w.t(&format!("verdict-{}", o.value))) } } }
            }
            label.field { span.label { (cx.w.t("challenge-reasons")) } textarea name="reasons" rows="3" required {} }
            label.field { span.label { (cx.w.t("challenge-conditions")) small { " " (cx.w.t("optional")) } } textarea name="conditions" rows="2" {} }
            div.actions { button type="submit" { (cx.w.t("challenge-give")) } }
        }
    }
}
