//! The risk assessment: what could keep the organisation from its objectives, how likely, how grave, and how certain that leaves us.

use super::{
    desk::Desk,
    grid::{Grid, Shape, Value},
    numbers::{self, Numbers, PERCENTILES},
    say,
    writer::{Cover, Paper, Status, Writer},
};
use crate::fault::Result;
use isms::{
    analysis::{
        certainty::{self, Answer, Met},
        model::{Gap, Lack},
    },
    context::{Objective, Scope},
    kind,
    record::Record,
    risk::{Appetite, Estimate, Risk, estimate::pool},
};
use quant::simulate::Losses;
use report::chart::{Curve, Exceedance, Part, TolerancePoint};
use serde_json::json;
use std::sync::Arc;

/// Records that a report names as what it is about.
const ABOUT: usize = 200;

/// Writes it.
pub async fn write(desk: &Desk<'_>, status: &Status) -> Result<Paper> {
    let answer = desk.service.certainty(desk.isms()).await?;
    let numbers = numbers::of(desk, &answer).await?;
    let w = &desk.w;
    let mut writer = Writer::new(desk);
    in_short(&mut writer, &answer);
    scope_and_criteria(&mut writer, &answer);
    objectives(&mut writer, &answer);
    risks(&mut writer, &answer, &numbers);
    missing(&mut writer, &answer);
    let more = vec![
        (w.t("paper-exact-worlds"), w.number(numbers::WORLDS as f64, 0)),
        (w.t("paper-exact-grid"), format!("4096; ≤ {}", w.number(numbers.grid, 5))),
    ];
    writer.method(&answer, w.t("paper-risk-method"), more);
    let cover = Cover {
        title: w.t("paper-risk-assessment"),
        subtitle: w.t("paper-risk-assessment-about"),
        facts: vec![(w.t("paper-currency"), desk.currency())],
        contents: true,
    };
    let ranked = ranked(desk, &answer, &numbers).into_iter().map(|(r, _)| format!("RSK-{}", r.head.number));
    let named = desk.open::<Objective>().map(|o| format!("OBJ-{}", o.head.number));
    let about: Vec<String> = named.chain(ranked).take(ABOUT).collect();
    let fields = json!({ "document": "risk-assessment", "about": about });
    Ok(writer.finish(cover, status, "risk-assessment", &answer, fields))
}

/// The verdicts counted, before anything else.
fn in_short(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let open: Vec<&Record<Objective>> = desk.open::<Objective>().collect();
    let standings: Vec<_> = open.iter().map(|o| answer.standing(desk.isms(), o.head.id)).collect();
    let met = |wanted| standings.iter().filter(|s| s.met() == wanted && s.certainty.is_some()).count();
    let unknown = standings.iter().filter(|s| s.certainty.is_none()).count();
    let counts = [
        ("n", open.len().into()),
        ("met", met(Some(Met::Yes)).into()),
        ("short", met(Some(Met::No)).into()),
        ("close", met(Some(Met::Close)).into()),
        ("unknown", unknown.into()),
        ("free", met(None).into()),
    ];
    writer.section("paper-in-short");
    writer.say(w.tn("paper-objectives-counted", &counts));
    let today = answer.variant(certainty::TODAY);
    if let Some(v) = today.filter(|_| !answer.made.objectives.is_empty()) {
        let n = answer.made.objectives.len();
        writer.say(w.tn("home-joint", &[("value", w.percent(v.joint.mean).into()), ("n", n.into())]));
        writer.say(say::mean_loss(desk, &v.total));
    }
    let without = gaps(answer).count();
    if without + unknown > 0 {
        let text = w.tn("paper-unknown-counted", &[("risks", without.into()), ("objectives", unknown.into())]);
        writer.warn(w.t("unknown"), text);
    }
}

fn scope_and_criteria(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section("paper-scope");
    let scopes: Vec<_> = desk.all::<Scope>().filter_map(|s| s.counts()).filter(|s| s.within.is_none()).collect();
    if scopes.is_empty() {
        writer.warn(w.t("unknown"), w.t("paper-no-scope"));
    }
    for scope in scopes {
        writer.say(say::plain(&scope.statement.0));
    }
    writer.say(w.t("paper-method-short"));
    let Some(appetite) = desk.all::<Appetite>().find_map(|a| a.counts()) else {
        writer.warn(w.t("unknown"), w.t("paper-no-appetite"));
        return;
    };
    writer.heading("paper-criteria");
    writer.say(say::plain(&appetite.statement.0));
    let total = answer.variant(certainty::TODAY).map(|v| &v.total);
    writer.grid(&curve_grid(desk, appetite, total), "paper-no-curve");
    writer.grid(&ladder_grid(desk, appetite), "paper-no-ladder");
}

fn curve_grid(desk: &Desk<'_>, appetite: &Appetite, total: Option<&Losses>) -> Grid {
    let w = &desk.w;
    let columns = vec![
        (w.tn("paper-loss-of", &[("currency", desk.currency().into())]), Shape::Number),
        (w.t("paper-tolerated"), Shape::Number),
        (w.t("paper-found"), Shape::WithError),
        (w.t("paper-verdict"), Shape::Wide(1)),
    ];
    let mut grid = Grid::new(w.t("paper-appetite"), w.t("paper-appetite-caption"), columns);
    for point in &appetite.curve {
        let (Some(amount), Some(most)) = (point.amount, point.probability) else { continue };
        let found = total.and_then(|l| exceedance(l, amount.major()));
        let verdict = match found {
            None => Value::Unknown(w.t("unknown")),
            Some((p, e)) if (p - most.0).abs() < 2.0 * e => Value::Text(w.t("paper-close")),
            Some((p, _)) => Value::Text(w.t(if p <= most.0 { "paper-kept" } else { "paper-not-kept" })),
        };
        let found = found.map_or_else(|| Value::Unknown(w.t("unknown")), |(p, e)| Value::ShareErr(p, e));
        grid.rows.push(vec![Value::Money(amount.major()), Value::Share(most.0), found, verdict]);
    }
    grid
}

/// P(loss > amount), between the two points of the simulated curve around it by the logarithm of the amount, with the larger of their errors.
/// None beyond the part of the curve that rests on a hundred years or more.
fn exceedance(losses: &Losses, amount: f64) -> Option<(f64, f64)> {
    let firm: Vec<_> = losses.curve.iter().filter(|p| p.exceedances >= 100 && p.amount > 0.0).collect();
    let after = firm.iter().position(|p| p.amount >= amount)?;
    let b = firm.get(after)?;
    let Some(a) = after.checked_sub(1).and_then(|i| firm.get(i)) else {
        return Some((b.probability.value, b.probability.error)).filter(|_| b.amount == amount);
    };
    let part = (amount / a.amount).ln() / (b.amount / a.amount).ln();
    let value = a.probability.value + part * (b.probability.value - a.probability.value);
    Some((value, a.probability.error.max(b.probability.error)))
}

fn ladder_grid(desk: &Desk<'_>, appetite: &Appetite) -> Grid {
    let w = &desk.w;
    let columns = vec![
        (w.t("paper-mandate-holder"), Shape::Wide(1)),
        (w.tn("paper-accepts", &[("currency", desk.currency().into())]), Shape::Number),
        (w.t("paper-at-percentile"), Shape::Number),
        (w.tn("paper-funds", &[("currency", desk.currency().into())]), Shape::Number),
    ];
    let mut grid = Grid::new(w.t("paper-ladder"), w.t("paper-ladder-caption"), columns);
    for rung in &appetite.ladder {
        let money = |m: Option<isms::values::Money>| m.map_or(Value::Nothing, |m| Value::Money(m.major()));
        grid.rows.push(vec![
            rung.holder.map_or(Value::Nothing, |h| Value::Text(desk.who(h.id()))),
            money(rung.accept_up_to),
            rung.at_percentile.map_or(Value::Nothing, |s| Value::Share(s.0)),
            money(rung.fund_up_to),
        ]);
    }
    grid
}

fn objectives(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section_called(desk.kinds::<Objective>());
    let columns = vec![
        (w.or("kind-objective", "Objective"), Shape::Record(3)),
        (w.t("paper-owner"), Shape::Wide(2)),
        (w.t("home-certainty"), Shape::WithError),
        (w.t("paper-band"), Shape::Band),
        (w.t("chart-required"), Shape::Number),
        (w.t("paper-verdict"), Shape::Wide(2)),
    ];
    let mut grid = Grid::new(desk.kinds::<Objective>(), w.t("paper-objectives-caption"), columns);
    for objective in desk.open::<Objective>() {
        let standing = answer.standing(desk.isms(), objective.head.id);
        let unknown = || Value::Unknown(w.t("unknown"));
        grid.rows.push(vec![
            desk.record(objective.head.id),
            desk.owner(objective),
            standing.certainty.map_or_else(unknown, |c| Value::ShareErr(c.mean, c.error)),
            standing.certainty.map_or_else(unknown, |c| Value::Band(c.band.0, c.band.1)),
            standing.required.map_or(Value::Nothing, Value::Share),
            say::verdict(desk, &standing),
        ]);
    }
    writer.grid(&grid, "home-no-objective");
    writer.say(w.t("paper-band-note"));
}

/// Risks that have numbers and may be named, the greatest mean loss first, each with its scenario.
fn ranked<'a>(desk: &'a Desk<'_>, answer: &Answer, numbers: &Numbers) -> Vec<(&'a Record<Risk>, usize)> {
    let mean = |s: usize| numbers.means.get(s).map_or(0.0, |m| m.value);
    let named = answer.made.risks.iter().enumerate().filter_map(|(s, id)| Some((desk.typed::<Risk>(*id)?, s)));
    let mut all: Vec<_> = named.collect();
    all.sort_by(|a, b| mean(b.1).total_cmp(&mean(a.1)));
    all
}

/// What keeps a risk from having a number.
fn gaps(answer: &Answer) -> impl Iterator<Item = &Gap> {
    answer.made.gaps.iter().filter(|g| matches!(g.lacks, Lack::Estimate | Lack::Impossible))
}

/// Open risks without a number that may be named, and what they lack.
fn without_numbers<'a>(desk: &'a Desk<'_>, answer: &'a Answer) -> Vec<(&'a Record<Risk>, &'a Gap)> {
    gaps(answer).filter_map(|g| Some((desk.typed::<Risk>(g.record)?, g))).collect()
}

fn risks(writer: &mut Writer<'_>, answer: &Arc<Answer>, numbers: &Numbers) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section_called(desk.kinds::<Risk>());
    if let Some((chart, alt)) = total_chart(desk, answer) {
        writer.chart(chart, w.t("paper-total-caption"), alt);
    }
    let money = [("currency", desk.currency().into())];
    let mut columns = vec![
        (w.or("kind-risk", "Risk"), Shape::Record(4)),
        (w.t("paper-owner-state"), Shape::Wide(3)),
        (w.t("paper-estimates"), Shape::Wide(2)),
        (w.t("paper-mean-short"), Shape::Number),
    ];
    columns.extend(PERCENTILES.iter().map(|p| (format!("P{:.0}", 100.0 * p), Shape::WithError)));
    columns.push((w.t("paper-tail"), Shape::Number));
    let mut grid = Grid::new(desk.kinds::<Risk>(), w.tn("paper-risks-caption", &money), columns);
    let ranked = ranked(desk, answer, numbers);
    for (risk, scenario) in &ranked {
        grid.rows.push(risk_row(desk, answer, numbers, risk, *scenario));
    }
    let hidden = answer.made.risks.len() - ranked.len();
    writer.grid(&grid, "paper-no-risks");
    if hidden > 0 {
        writer.say(w.tn("paper-hidden-risks", &[("n", hidden.into())]));
    }
    let refused = ranked.iter().filter(|(_, s)| matches!(numbers.tails.get(*s), Some(Err(_))));
    let refused: Vec<String> = refused.map(|(r, _)| format!("RSK-{}", r.head.number)).collect();
    if !refused.is_empty() {
        writer.say(w.tn("paper-tails-refused", &[("keys", refused.join(", ").into())]));
    }
    writer.say(w.t("paper-risks-note"));
    writer.heading("paper-risks-unknown");
    let columns = vec![
        (w.or("kind-risk", "Risk"), Shape::Record(3)),
        (w.t("paper-owner-state"), Shape::Wide(2)),
        (w.t("paper-lacks"), Shape::Wide(2)),
    ];
    let mut grid = Grid::new(w.t("paper-risks-unknown"), w.t("paper-risks-unknown-caption"), columns);
    let named = without_numbers(desk, answer);
    let hidden = gaps(answer).count() - named.len();
    for (risk, gap) in named {
        let lacks = Value::Unknown(w.t(crate::pages::insight::objective::lack_word(gap.lacks)));
        grid.rows.push(vec![desk.record(risk.head.id), owner_and_state(desk, risk), lacks]);
    }
    writer.grid(&grid, "paper-risks-all-known");
    if hidden > 0 {
        writer.say(w.tn("paper-hidden-unknown", &[("n", hidden.into())]));
    }
}

fn owner_and_state(desk: &Desk<'_>, risk: &Record<Risk>) -> Value {
    let owner = risk.head.owner.map_or_else(|| desk.w.t("paper-no-owner"), |o| desk.title(o.id()));
    Value::Text(format!("{owner}\n{}", desk.state(risk)))
}

fn risk_row(desk: &Desk<'_>, answer: &Answer, numbers: &Numbers, risk: &Record<Risk>, scenario: usize) -> Vec<Value> {
    let unknown = || Value::Unknown(desk.w.t("unknown"));
    let mut row = vec![
        desk.record(risk.head.id),
        owner_and_state(desk, risk),
        estimates(desk, risk),
        numbers
            .means
            .get(scenario)
            .map_or_else(unknown, |m| if m.estimated { Value::About(m.value) } else { Value::Money(m.value) }),
    ];
    match numbers.tails.get(scenario) {
        Some(Ok(tails)) => {
            row.extend(tails.iter().map(|t| t.map_or_else(unknown, |(amount, error)| Value::MoneyErr(amount, error))));
        }
        _ => row.extend(PERCENTILES.map(|_| unknown())),
    }
    let contributions = answer.variant(certainty::TODAY).map(|v| &v.contributions[..]).unwrap_or_default();
    let tail: f64 = contributions.iter().map(|c| c.to_shortfall95).sum();
    let own = contributions.iter().find(|c| c.scenario == scenario).filter(|_| tail > 0.0);
    row.push(own.map_or_else(unknown, |c| Value::Share(c.to_shortfall95 / tail)));
    row
}

/// How many estimates count, and of which days.
fn estimates(desk: &Desk<'_>, risk: &Record<Risk>) -> Value {
    if !desk.reads(kind::of::<Estimate>()) {
        return Value::Unknown(desk.w.t("not-visible"));
    }
    let pool = pool::pool(desk.isms(), risk.head.id);
    let days: Vec<_> = pool.open.iter().filter(|e| e.body.is_complete()).map(|e| pool::made(e)).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Value::Unknown(desk.w.t("unknown"));
    };
    let (first, last) = (desk.w.month(*first), desk.w.month(*last));
    let when = if first == last { last } else { format!("{first} – {last}") };
    Value::Text(format!("{}\n{when}", desk.w.tn("paper-estimates-n", &[("n", days.len().into())])))
}

/// Chance of losing more than an amount in a year, all risks together, against the appetite.
fn total_chart(desk: &Desk<'_>, answer: &Answer) -> Option<(report::chart::Chart, String)> {
    let (w, currency) = (&desk.w, desk.currency());
    let today = &answer.variant(certainty::TODAY)?.total;
    let mut curves = vec![say::curve(w.t("curve-today"), Part::Today, today)];
    curves.extend(answer.variant(certainty::BEFORE).map(|v| say::curve(w.t("curve-before"), Part::Without, &v.total)));
    let after = answer.variant(certainty::AFTER).filter(|_| !answer.made.decided.is_empty());
    curves.extend(after.map(|v| say::curve(w.t("curve-after"), Part::Decided, &v.total)));
    let appetite = desk.all::<Appetite>().find_map(|a| a.counts());
    let points = appetite.map(|a| &a.curve[..]).unwrap_or_default().iter();
    let tolerance =
        points.filter_map(|p| Some(TolerancePoint { amount: p.amount?.major(), probability: p.probability?.0 }));
    let alt = say::one_in_ten(desk, today);
    let drawn = Exceedance {
        title: w.t("paper-total-caption"),
        desc: alt.clone(),
        across: w.tn("chart-loss-axis", &[("currency", currency.as_str().into())]),
        up: w.t("chart-chance-axis"),
        curves: curves.into_iter().filter(|c: &Curve| !c.points.is_empty()).collect(),
        tolerance: tolerance.collect(),
        marks: Vec::new(),
    };
    Some((drawn.chart(&crate::design::ChartWords { w, currency: &currency }), alt))
}

/// What counts for nothing because nobody said what it does.
fn missing(writer: &mut Writer<'_>, answer: &Answer) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    writer.section("paper-missing");
    writer.say(w.t("paper-missing-note"));
    let columns = vec![(w.t("paper-record"), Shape::Record(3)), (w.t("paper-lacks"), Shape::Wide(3))];
    let mut grid = Grid::new(w.t("paper-missing"), w.t("paper-missing-caption"), columns);
    let told = |g: &&Gap| !matches!(g.lacks, Lack::Estimate) && desk.get(g.record).is_some();
    for gap in answer.made.gaps.iter().filter(told) {
        let lacks = Value::Unknown(w.t(crate::pages::insight::objective::lack_word(gap.lacks)));
        grid.rows.push(vec![desk.record(gap.record), lacks]);
    }
    writer.grid(&grid, "paper-nothing-missing");
}
