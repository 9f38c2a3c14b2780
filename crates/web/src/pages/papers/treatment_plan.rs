//! The risk treatment plan: what is done about which risk, by whom, until when, at what cost and for what gain; and which risk owners agreed.

use super::{
    approvals,
    desk::Desk,
    grid::{Grid, Shape, Value},
    writer::{Cover, Paper, Status, Writer},
};
use crate::fault::Result;
use isms::{
    analysis::certainty::Answer,
    field::Choice,
    record::Record,
    risk::{Risk, Treatment, treatment::TreatmentOption},
    values::{Money, RecordId},
};
use quant::{
    Variant,
    simulate::{Estimated, VariantOutcome},
};
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc};

/// Variants that are simulated at the same time: memory grows with them.
const TOGETHER: usize = 12;

/// What a treatment alone would change, found in the same simulated years.
pub struct Effect {
    /// Loss saved a year.
    pub saved: Estimated,
    /// The objective that gains most, by index, and its gain.
    pub best: Option<(usize, Estimated)>,
}

/// Writes it.
pub async fn write(desk: &Desk<'_>, status: &Status) -> Result<Paper> {
    let answer = desk.service.certainty(desk.isms()).await?;
    let w = &desk.w;
    let all: Vec<&Record<Treatment>> = desk.open::<Treatment>().collect();
    let (done, open): (Vec<_>, Vec<_>) = all.into_iter().partition(|t| matches!(&*t.head.state, "done" | "verified"));
    let effects = effects(desk, &answer, &open).await?;
    let (proposed, decided): (Vec<_>, Vec<_>) =
        open.iter().copied().partition(|t: &&Record<Treatment>| &*t.head.state == "proposed");
    let mut writer = Writer::new(desk);
    in_short(&mut writer, &decided, &proposed, &done);
    for (word, some) in [("paper-decided", &decided), ("paper-proposed", &proposed)] {
        writer.section(word);
        writer.grid(&what(desk, some, word), "paper-no-treatments");
        if !some.is_empty() {
            writer.grid(&costs(desk, &answer, some, &effects, word), "paper-no-treatments");
        }
    }
    writer.say(w.t("paper-effect-note"));
    agreed(&mut writer, &decided, &proposed);
    if !done.is_empty() {
        writer.section("paper-done");
        writer.grid(&what(desk, &done, "paper-done"), "paper-no-treatments");
    }
    writer.method(&answer, w.t("paper-plan-method"), Vec::new());
    let cover = Cover {
        title: w.t("paper-treatment-plan"),
        subtitle: w.t("paper-treatment-plan-about"),
        facts: vec![(w.t("paper-currency"), desk.currency())],
        contents: false,
    };
    let about: Vec<String> = open.iter().take(200).map(|t| format!("TRT-{}", t.head.number)).collect();
    let fields = json!({ "document": "treatment-plan", "about": about });
    Ok(writer.finish(cover, status, "risk-treatment-plan", &answer, fields))
}

/// What each open treatment would do on its own, a few at a time; nothing for those that state no effect, or treat a risk without a number.
async fn effects(
    desk: &Desk<'_>,
    answer: &Arc<Answer>,
    open: &[&Record<Treatment>],
) -> Result<BTreeMap<RecordId, Effect>> {
    let made = &answer.made;
    let lacks = |id: RecordId| made.gaps.iter().any(|g| g.record == id);
    let counted =
        |t: &&&Record<Treatment>| !lacks(t.head.id) && t.body.treats.iter().all(|r| made.scenario(r.id()).is_some());
    let known = open.iter().filter(counted).filter_map(|t| Some((t.head.id, made.treatment(t.head.id)?)));
    let known: Vec<(RecordId, usize)> = known.collect();
    let mut found = BTreeMap::new();
    if answer.outcome.is_none() {
        return Ok(found);
    }
    for some in known.chunks(TOGETHER) {
        let with = |(_, t): &(RecordId, usize)| {
            let mut variant: Variant = made.today();
            variant.treatments.push(*t);
            variant
        };
        let outcome = desk.service.what_if(answer, some.iter().map(with).collect()).await?;
        let after_today = outcome.variants.iter().skip(1);
        found.extend(some.iter().zip(after_today).map(|((id, _), v)| (*id, effect(v))));
    }
    Ok(found)
}

fn effect(variant: &VariantOutcome) -> Effect {
    let gains = variant.objectives.iter().map(|o| o.gain).enumerate();
    let best = gains.max_by(|a, b| a.1.value.abs().total_cmp(&b.1.value.abs()).then(b.0.cmp(&a.0)));
    Effect { saved: variant.saved.mean, best: best.filter(|(_, g)| g.value != 0.0) }
}

fn in_short(
    writer: &mut Writer<'_>,
    decided: &[&Record<Treatment>],
    proposed: &[&Record<Treatment>],
    done: &[&Record<Treatment>],
) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let sum = |list: &[&Record<Treatment>]| {
        let first_year = |t: &&Record<Treatment>| major(desk, t.body.cost_once) + major(desk, t.body.cost_yearly);
        desk.money(list.iter().map(first_year).sum())
    };
    let today = desk.today();
    let late = decided.iter().filter(|t| t.body.due.is_some_and(|due| due < today)).count();
    writer.section("paper-in-short");
    writer.say(w.tn(
        "paper-plan-counted",
        &[
            ("decided", decided.len().into()),
            ("cost", sum(decided).into()),
            ("late", late.into()),
            ("proposed", proposed.len().into()),
            ("more", sum(proposed).into()),
            ("done", done.len().into()),
        ],
    ));
    let open_risks: Vec<&Record<Risk>> = desk.open::<Risk>().collect();
    let treated =
        |r: &Record<Risk>| decided.iter().chain(proposed).any(|t| t.body.treats.iter().any(|x| x.id() == r.head.id));
    let untreated = open_risks.iter().filter(|r| !treated(r) && &*r.head.state != "accepted").count();
    writer.say(w.tn("paper-untreated", &[("n", untreated.into()), ("all", open_risks.len().into())]));
}

/// An amount in the organisation's currency; what is in another is shown in the table and not summed.
fn major(desk: &Desk<'_>, money: Option<Money>) -> f64 {
    money.filter(|m| m.currency == desk.isms().currency()).map_or(0.0, |m| m.major())
}

fn what(desk: &Desk<'_>, list: &[&Record<Treatment>], word: &str) -> Grid {
    let w = &desk.w;
    let columns = vec![
        (w.or("kind-treatment", "Treatment"), Shape::Record(4)),
        (w.t("paper-treats"), Shape::Wide(2)),
        (w.t("paper-option"), Shape::Wide(2)),
        (w.t("paper-owner"), Shape::Wide(3)),
        (w.t("paper-due"), Shape::Word),
        (w.t("paper-state"), Shape::Word),
    ];
    let caption = w.tn("paper-what-caption", &[("which", w.t(word).into())]);
    let mut grid = Grid::new(w.t(word), caption, columns);
    for t in list {
        let controls: Vec<RecordId> = t.body.improves.iter().filter_map(|i| i.control).map(|c| c.id()).collect();
        let option = t.body.option.word();
        let label = TreatmentOption::OPTIONS.iter().find(|o| o.value == option);
        let option = w.or(&format!("choice-{option}"), label.map_or(option, |o| o.label));
        let by = if controls.is_empty() { option } else { format!("{option}: {}", desk.keys(controls)) };
        grid.rows.push(vec![
            desk.record(t.head.id),
            Value::text(desk.keys(t.body.treats.iter().map(|r| r.id()))),
            Value::Text(by),
            desk.owner(*t),
            t.body.due.map_or_else(|| Value::Unknown(w.t("paper-no-date")), Value::Date),
            Value::Text(desk.state(*t)),
        ]);
    }
    grid
}

fn costs(
    desk: &Desk<'_>,
    answer: &Answer,
    list: &[&Record<Treatment>],
    effects: &BTreeMap<RecordId, Effect>,
    word: &str,
) -> Grid {
    let w = &desk.w;
    let money = [("currency", desk.currency().into())];
    let columns = vec![
        (w.or("kind-treatment", "Treatment"), Shape::Word),
        (w.tn("paper-cost-once", &money), Shape::Number),
        (w.tn("paper-cost-yearly", &money), Shape::Number),
        (w.t("paper-effort"), Shape::Number),
        (w.tn("paper-saves", &money), Shape::WithError),
        (w.t("paper-gain"), Shape::WithError),
        (w.t("paper-gain-of"), Shape::Wide(1)),
    ];
    let sheet = format!("{}, {}", w.t(word), w.t("chart-cost"));
    let caption = w.tn("paper-costs-caption", &[("which", w.t(word).into())]);
    let mut grid = Grid::new(sheet, caption, columns);
    for t in list {
        let mut row =
            vec![Value::Text(format!("TRT-{}", t.head.number)), cost(desk, t.body.cost_once), yearly(desk, t)];
        row.push(t.body.effort.map_or_else(|| Value::Unknown(w.t("unknown")), Value::Count));
        row.extend(predicted(desk, answer, effects.get(&t.head.id)));
        grid.rows.push(row);
    }
    grid
}

fn cost(desk: &Desk<'_>, money: Option<Money>) -> Value {
    match money {
        None => Value::Unknown(desk.w.t("paper-not-stated")),
        Some(m) if m.currency == desk.isms().currency() => Value::Money(m.major()),
        Some(m) => Value::Text(desk.w.money(m.minor, m.currency.code())),
    }
}

/// Yearly cost, with the premium of an insurance.
fn yearly(desk: &Desk<'_>, t: &Record<Treatment>) -> Value {
    let transfers = t.body.option == TreatmentOption::Transfer;
    match t.body.insurance.as_ref().filter(|_| transfers).and_then(|i| i.premium) {
        Some(premium) => Value::Money(major(desk, t.body.cost_yearly) + major(desk, Some(premium))),
        None => cost(desk, t.body.cost_yearly),
    }
}

/// What it saves, and what the objective that moves most gains: each with the error of the same simulated years.
fn predicted(desk: &Desk<'_>, answer: &Answer, effect: Option<&Effect>) -> [Value; 3] {
    let unknown = || Value::Unknown(desk.w.t("unknown"));
    let Some(effect) = effect else { return [unknown(), unknown(), Value::Unknown(desk.w.t("paper-effect-unknown"))] };
    let saved = Value::MoneyErr(effect.saved.value, effect.saved.error);
    match effect.best.and_then(|(o, gain)| Some((*answer.made.objectives.get(o)?, gain))) {
        Some((objective, gain)) => [saved, Value::Gain(gain.value, gain.error), Value::Text(desk.title(objective))],
        None => [saved, Value::Gain(0.0, 0.0), Value::Text(desk.w.t("paper-no-objective-moves"))],
    }
}

/// Who decided on each treatment, and which risk owners agreed.
fn agreed(writer: &mut Writer<'_>, decided: &[&Record<Treatment>], proposed: &[&Record<Treatment>]) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section("paper-agreed");
    writer.say(w.t("paper-agreed-note"));
    let columns = vec![
        (w.or("kind-treatment", "Treatment"), Shape::Record(3)),
        (w.t("paper-decision"), Shape::Wide(3)),
        (w.t("paper-approval"), Shape::Wide(3)),
    ];
    let mut grid = Grid::new(w.t("paper-decisions"), w.t("paper-decisions-caption"), columns);
    for t in decided.iter().chain(proposed) {
        let decision = approvals::decisions(desk, t.head.id);
        let votes = approvals::all(desk, t.head.id);
        grid.rows.push(vec![desk.record(t.head.id), decision, votes]);
    }
    writer.grid(&grid, "paper-no-treatments");
    let columns = vec![
        (w.or("kind-risk", "Risk"), Shape::Record(3)),
        (w.t("paper-risk-owner"), Shape::Wide(2)),
        (w.t("paper-treatments"), Shape::Wide(1)),
        (w.t("paper-approves-plan"), Shape::Wide(2)),
        (w.t("paper-accepts-rest"), Shape::Wide(2)),
    ];
    let mut grid = Grid::new(w.t("paper-risk-owners"), w.t("paper-risk-owners-caption"), columns);
    for (risk, treatments) in by_risk(desk, decided.iter().chain(proposed).copied()) {
        let people = risk.head.owner.map(|o| desk.people(o.id())).unwrap_or_default();
        grid.rows.push(vec![
            desk.record(risk.head.id),
            desk.owner(risk),
            Value::Text(desk.keys(treatments.iter().copied())),
            approvals::owner(desk, &people, &treatments),
            approvals::acceptance(desk, &people, risk),
        ]);
    }
    writer.grid(&grid, "paper-no-treatments");
}

/// The risks that open treatments treat, each with those treatments.
fn by_risk<'a>(
    desk: &'a Desk<'_>,
    open: impl Iterator<Item = &'a Record<Treatment>>,
) -> Vec<(&'a Record<Risk>, Vec<RecordId>)> {
    let mut found: BTreeMap<u32, (&Record<Risk>, Vec<RecordId>)> = BTreeMap::new();
    for t in open {
        for risk in t.body.treats.iter().filter_map(|r| desk.typed::<Risk>(r.id())) {
            found.entry(risk.head.number).or_insert_with(|| (risk, Vec::new())).1.push(t.head.id);
        }
    }
    found.into_values().collect()
}
