//! An insurance that ends becomes an ordinary decision: renew it, take another that was proposed, or let it end.

use super::{present, typed};
use crate::{
    cx::Cx,
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Redirect};
use isms::{
    analysis::mandate,
    authority::Action,
    governance::{Body, Decision, decision::DecisionKind},
    kind,
    outer::Names,
    record::Record,
    risk::{Treatment, treatment::TreatmentOption},
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{Command, Request};

/// The button that prepares the decision; for those who may.
pub fn button(cx: &Cx, treatment: Option<RecordId>) -> Markup {
    let key = treatment.and_then(|id| cx.view.key(id));
    html! {
        @if let Some(key) = key.filter(|_| !cx.is_past() && cx.view.sight.may(kind::of::<Decision>(), Action::Create)) {
            form.step method="post" action={ "/treatments/" (key) "/renew" } { button type="submit" { (cx.w.t("renewal-prepare")) } }
        }
    }
}

/// `POST /treatments/{key}/renew`
pub async fn prepare(cx: Cx, Path(key): Path<String>) -> Result<Redirect> {
    present(&cx)?;
    let treatment = typed::<Treatment>(&cx, "treatments", &key)?;
    if treatment.body.insurance.is_none() {
        return Err(Fault::bad(cx.w.t("renewal-no-terms")));
    }
    let isms = cx.view.for_the_organisation();
    let cost = |t: &Treatment| mandate::cost_of(t, isms.currency()).map(|m| m.to_string());
    let renew = cx.w.tn("renewal-renew", &[("title", treatment.head.title.as_str().into())]);
    let mut options = vec![json!({ "name": renew, "cost": cost(&treatment.body), "treatments": [key] })];
    for other in others(&cx, &treatment) {
        options.push(json!({ "name": other.head.title, "cost": cost(&other.body), "treatments": [format!("TRT-{}", other.head.number)] }));
    }
    options.push(json!({ "name": cx.w.t("renewal-end"), "cost": format!("{} 0", isms.currency().code()) }));
    let concerns: Vec<String> = treatment.body.treats.iter().filter_map(|r| cx.view.key(r.id())).collect();
    let fields = json!({
        "title": cx.w.tn("agenda-topic-renewal", &[("title", treatment.head.title.as_str().into())]),
        "question": cx.w.tn("renewal-question", &[("title", treatment.head.title.as_str().into())]),
        "about": "insure",
        "owner": treatment.head.owner.and_then(|o| cx.view.key(o.id())),
        "decided_by": decider(&cx, treatment.body.insurance.as_ref().and_then(|i| i.premium).map_or(0, |m| m.minor)),
        "renews": [key],
        "concerns": concerns,
        "options": options,
    });
    let create = Command::Create { kind: kind::of::<Decision>(), fields };
    let done = cx.app.service.perform(cx.viewer(), Request::one("page", create)).await?;
    let made = done.touched.iter().find(|t| t.created).ok_or_else(|| Fault::bad(cx.w.t("gov-past")))?;
    Ok(Redirect::to(&format!("/decisions/{}?did=created", made.key)))
}

/// Other transfers that are proposed for one of the same risks.
fn others<'a>(cx: &'a Cx, treatment: &'a Record<Treatment>) -> impl Iterator<Item = &'a Record<Treatment>> {
    let proposed = |t: &&Record<Treatment>| &*t.head.state == "proposed" && t.body.option == TreatmentOption::Transfer;
    let same = |t: &&Record<Treatment>| t.body.treats.iter().any(|r| treatment.body.treats.contains(r));
    cx.view.all::<Treatment>().filter(proposed).filter(same)
}

/// The lowest body on the ladder that may insure and spend so much; none where no charter grants it.
fn decider(cx: &Cx, cost: i64) -> Value {
    let isms = cx.view.for_the_organisation();
    let granted = |b: &Record<Body>| b.counts().is_some_and(|c| c.decides.contains(&DecisionKind::Insure));
    let found = mandate::rungs(isms).into_iter().find_map(|(rung, _)| {
        let body = isms.typed::<Body>(rung.holder?.id()).filter(|b| granted(b))?;
        rung.fund_up_to.is_some_and(|m| m.minor >= cost).then(|| format!("BOD-{}", body.head.number))
    });
    found.map_or(Value::Null, Value::String)
}
