//! What the numbers on the workbench come to, as the parts of the page that change with them.

use super::{Part, Question, sheet::Wrong, tree::form_label};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::Result,
    pages::insight::loss,
};
use isms::{
    analysis::{
        model,
        risk::{self, Belief, Figures, RiskNumbers, Settings, Unknown},
    },
    field::Choice,
    risk::{
        Estimate,
        estimate::{Loss, LossForm},
    },
    values::Range,
};
use maud::{Markup, html};

/// What was computed.
struct Computed {
    numbers: std::result::Result<RiskNumbers, Unknown>,
    belief: Option<Belief>,
    /// Today's loss with everybody's estimates, this one among them; where there are others.
    together: Option<Figures>,
}

/// Everything that is said: faults beside their fields, each node in words, the curve. Where something is wrong the curve is left out,
/// so that the last good one stays.
pub async fn parts(cx: &Cx, asked: &Question<'_>) -> Result<Vec<Part>> {
    let mut parts = faults(&asked.wrong);
    parts.extend(sums(cx, &asked.estimate));
    if !asked.wrong.is_empty() {
        let words = cx.w.tn("bench-to-mend", &[("n", asked.wrong.len().into())]);
        parts.push(Part::new("note", design::notice(&Notice::text(Tone::Warn, &words))));
        parts.push(Part::new("said", html! { (words) }));
        return Ok(parts);
    }
    parts.push(Part::new("note", html! {}));
    if !asked.estimate.is_complete() {
        parts.push(Part::new("answer", design::empty(&cx.w.t("bench-incomplete"), None)));
        return Ok(parts);
    }
    let computed = compute(cx, asked).await?;
    let direct = asked.estimate.loss_event_frequency.is_some();
    if let Some(events) = computed.belief.map(|b| b.events).filter(|_| !direct) {
        parts.retain(|p| p.id != "say-frequency");
        parts.push(Part::new("say-frequency", html! { (loss::often_between(cx, events.low, events.high)) }));
    }
    match &computed.numbers {
        Ok(numbers) => {
            parts.push(Part::new("answer", drawn(cx, asked, &computed, numbers)));
            parts.push(Part::new("said", html! { (loss::sentence(cx, &numbers.today)) }));
        }
        Err(why) => {
            let why = Notice::text(Tone::Warn, &cx.w.tn("bench-impossible", &[("why", why.to_string().into())]));
            parts.push(Part::new("note", design::notice(&why)));
        }
    }
    Ok(parts)
}

async fn compute(cx: &Cx, asked: &Question<'_>) -> Result<Computed> {
    let isms = cx.view.for_the_organisation().clone();
    let (id, mine, me) = (asked.risk.head.id, asked.estimate.clone(), cx.viewer().person);
    let seen: Vec<_> = model::pool(&isms, id).into_iter().filter(|e| cx.view.get(e.head.id).is_some()).collect();
    let others: Vec<Estimate> = seen
        .into_iter()
        .filter(|e| me.is_none() || e.body.estimator.map(|p| p.id()) != me)
        .map(|e| e.body.clone())
        .collect();
    let run = move || {
        let Some(record) = isms.typed::<isms::risk::Risk>(id) else {
            return Computed { numbers: Err(Unknown::Estimate), belief: None, together: None };
        };
        let made = model::of_risk(&isms, record, &[&mine]);
        let all: Vec<&Estimate> = others.iter().chain([&mine]).collect();
        let together = (!others.is_empty()).then(|| model::of_risk(&isms, record, &all));
        Computed {
            numbers: risk::numbers(&made, &Settings::QUICK),
            belief: risk::beliefs(&made).1,
            together: together.and_then(|made| risk::today(&made, &Settings::QUICK).ok()),
        }
    };
    Ok(cx.app.service.at_once(run).await?)
}

/// Every place of a fault, filled or emptied.
fn faults(wrong: &[Wrong]) -> Vec<Part> {
    let plain = ["once", "percent", "rate", "events", "years", "tef", "susc", "slef"].map(str::to_owned);
    let forms = ["p", "s"].into_iter().flat_map(|s| LossForm::OPTIONS.iter().map(move |o| format!("{s}.{}", o.value)));
    let one = |field: String| {
        let here: Vec<&str> = wrong.iter().filter(|w| w.field == field).map(|w| w.message.as_str()).collect();
        Part::new(&format!("f-{}-error", field.replace('.', "-")), html! { (here.join(" ")) })
    };
    plain.into_iter().chain(forms).map(one).collect()
}

/// What each node comes to, in words.
fn sums(cx: &Cx, e: &Estimate) -> Vec<Part> {
    let w = &cx.w;
    let share = |r: Range| html! { (w.tn("loss-between", &[("low", w.percent(r.low).into()), ("high", w.percent(r.high).into())])) };
    let often = |r: Range| html! { (loss::often_between(cx, r.low, r.high)) };
    let forms = |losses: &[Loss]| match losses.len() {
        0 => html! {},
        n => html! { (w.tn("bench-forms", &[("n", n.into()), ("m", LossForm::OPTIONS.len().into())])) },
    };
    let mut parts = vec![
        Part::new("say-frequency", e.loss_event_frequency.map(often).unwrap_or_default()),
        Part::new("say-tef", e.threat_event_frequency.map(|r| html! { (w.tn("bench-times", &[("low", w.number(r.low, 1).into()), ("high", w.number(r.high, 1).into())])) }).unwrap_or_default()),
        Part::new("say-susc", e.susceptibility.map(share).unwrap_or_default()),
        Part::new("say-primary", forms(&e.primary_loss)),
        Part::new("say-secondary", e.secondary_frequency.map(share).unwrap_or_default()),
        Part::new("say-assumes", match e.assumes.len() { 0 => html! {}, n => html! { (w.number(n as f64, 0)) } }),
    ];
    for (start, losses) in [("p", &e.primary_loss), ("s", &e.secondary_loss)] {
        for form in LossForm::OPTIONS {
            let stated = losses.iter().find(|l| l.form.word() == form.value).and_then(|l| l.amount);
            let body = stated.map(|r| html! { (w.tn("loss-between", &[("low", loss::money(cx, r.low).into()), ("high", loss::money(cx, r.high).into())])) });
            parts.push(Part::new(&format!("say-{start}-{}", form.value), body.unwrap_or_default()));
        }
    }
    parts
}

fn drawn(cx: &Cx, asked: &Question<'_>, computed: &Computed, numbers: &RiskNumbers) -> Markup {
    let w = &cx.w;
    let tolerance = risk::tolerance(cx.view.for_the_organisation());
    let name = w.t("bench-together");
    let beside = computed.together.as_ref().map(|f| (name.as_str(), f));
    let chart = loss::chart(cx, numbers, &tolerance, beside);
    html! {
        div.picture { (design::chart(w, &w.t("loss-chart"), &chart, None)) }
        div.meaning {
            p.sentence { (loss::sentence(cx, &numbers.today)) }
            @if let Some(loss) = computed.belief.and_then(|b| b.loss) {
                p { (w.tn("bench-event", &[("low", loss::money(cx, loss.low).into()), ("high", loss::money(cx, loss.high).into()), ("mean", loss::money(cx, loss.mean).into())])) }
            }
            (loss::figures(cx, numbers))
            @if let Some(together) = &computed.together {
                p.quiet { (w.tn("bench-together-says", &[("mean", loss::money(cx, together.mean).into())])) }
            }
            p.quiet { (w.t(if tolerance.is_empty() { "loss-no-tolerance" } else { "loss-tolerance-note" })) }
            @if asked.shares_a_limit { p.quiet { (w.t("loss-shared-limit")) } }
            p.quiet.method { (loss::method(cx, numbers)) " " (w.t("bench-quick")) }
        }
    }
}

/// How a form of loss is called, for faults of the record that name it.
pub fn named(cx: &Cx, pointer: &str) -> Option<String> {
    let index = |list: &str| pointer.strip_prefix(list)?.split('/').next()?.parse::<usize>().ok();
    let at = index("/primary_loss/").or_else(|| index("/secondary_loss/"))?;
    LossForm::OPTIONS.get(at).map(|o| form_label(cx, o))
}
