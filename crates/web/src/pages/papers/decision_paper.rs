//! The decision paper: what a body is asked to decide, with its options side by side; read in three minutes, with an annex for those who want more.

use super::{
    approvals,
    desk::Desk,
    grid::{Grid, Shape, Value},
    options::{self, Found, Weighed},
    say,
    writer::{Cover, Paper, Status, Writer},
};
use crate::{
    design::ChartWords,
    fault::{Fault, Result},
    pages::insight::{objective as page, points_of},
};
use isms::{
    analysis::certainty::{self, Answer},
    context::Objective,
    governance::Decision,
    record::Record,
    risk::{Appetite, Risk, Treatment, estimate::pool},
    values::{Money, RecordId},
};
use quant::simulate::Drag;
use report::{
    chart::{Chart, Exceedance, Part},
    print::Text,
};
use serde_json::json;

/// Drags that are named.
const MOST: usize = 4;

/// Writes it.
pub async fn write(desk: &Desk<'_>, decision: &Record<Decision>, status: &Status) -> Result<Paper> {
    let answer = desk.service.certainty(desk.isms()).await?;
    let weighed = options::weigh(desk, &answer, &decision.body).await?;
    let objectives = options::objectives(desk, &answer, decision, &weighed);
    let w = &desk.w;
    let mut writer = Writer::new(desk);
    asked(&mut writer, decision);
    side_by_side(&mut writer, &answer, &weighed, objectives.first().copied());
    recommended(&mut writer, decision);
    drags(&mut writer, &answer, objectives.first().copied());
    uncertain(&mut writer, &answer, decision, objectives.first().copied());
    resources(&mut writer, decision);
    writer.section("paper-annex");
    picture(&mut writer, &answer, &weighed, objectives.first().copied());
    annex(&mut writer, &answer, &weighed, &objectives);
    writer.method(&answer, w.t("paper-decision-method"), Vec::new());
    let cover = Cover {
        title: decision.head.title.clone(),
        subtitle: w.t("paper-decision-paper"),
        facts: facts(desk, decision, &weighed),
        contents: false,
    };
    let key = format!("DEC-{}", decision.head.number);
    let treatments = weighed.iter().flat_map(|o| &o.treatments).filter(|t| desk.get(**t).is_some());
    let mut about = vec![key.clone()];
    about.extend(treatments.map(|t| desk.key(*t)));
    about.dedup();
    let audience: Vec<String> = decision.body.decided_by.iter().map(|b| desk.key(b.id())).collect();
    let fields = json!({ "document": "decision-paper", "about": about, "audience": audience });
    let name = format!("decision-paper-{key}");
    Ok(writer.finish(cover, status, &name, &answer, fields))
}

/// The record of a key, if the reader may see it.
pub fn decision<'a>(desk: &'a Desk<'_>, key: &str) -> Result<&'a Record<Decision>> {
    let found = desk.view.by_key(key).and_then(|r| r.typed::<Decision>());
    found.ok_or_else(|| Fault::missing(format!("decision {key}")))
}

fn facts(desk: &Desk<'_>, decision: &Record<Decision>, options: &[Weighed]) -> Vec<(String, String)> {
    let (w, body) = (&desk.w, &decision.body);
    let mut facts =
        vec![(w.or("kind-decision", "Decision"), format!("DEC-{} · {}", decision.head.number, desk.state(decision)))];
    let decider = body.decided_by.map_or_else(|| w.t("unknown"), |b| desk.who(b.id()));
    facts.push((w.t("paper-decider"), decider));
    facts.push((w.t("paper-mandate"), mandate(desk, body, options)));
    facts.extend(body.meeting.map(|m| (w.or("kind-meeting", "Meeting"), desk.title(m.id()))));
    facts.extend(body.decided_on.map(|d| (w.t("paper-decided-on"), w.date_long(d))));
    facts.push((w.t("paper-currency"), desk.currency()));
    facts
}

/// What was recorded, or what the ladder says the decider may spend beside what the dearest option costs.
fn mandate(desk: &Desk<'_>, decision: &Decision, options: &[Weighed]) -> String {
    let w = &desk.w;
    if !decision.mandate.trim().is_empty() {
        return decision.mandate.clone();
    }
    let ladder = desk.all::<Appetite>().find_map(|a| a.counts()).map(|a| &a.ladder[..]).unwrap_or_default();
    let holds =
        |m: &&isms::risk::appetite::Mandate| m.holder.zip(decision.decided_by).is_some_and(|(h, d)| h.id() == d.id());
    let Some(most) = ladder.iter().find(holds).and_then(|m| m.fund_up_to) else { return w.t("paper-no-mandate") };
    let beyond = options.iter().filter_map(|o| o.cost).any(|c| c.currency == most.currency && c.minor > most.minor);
    let word = if beyond { "paper-mandate-beyond" } else { "paper-mandate-covers" };
    w.tn(word, &[("amount", w.money(most.minor, most.currency.code()).into())])
}

fn asked(writer: &mut Writer<'_>, decision: &Record<Decision>) {
    writer.section("paper-question");
    writer.say(Text::default().strong(say::plain(&decision.body.question.0)));
    if approvals::is_taken(decision) {
        let text = writer.desk.w.t("paper-taken-note");
        writer.note(writer.desk.w.t("paper-taken"), text);
    }
}

fn side_by_side(writer: &mut Writer<'_>, answer: &Answer, options: &[Weighed], main: Option<(usize, RecordId)>) {
    let (desk, w) = (writer.desk, &writer.desk.w);
    let money = [("currency", desk.currency().into())];
    let columns = vec![
        (w.t("paper-option"), Shape::Wide(1)),
        (w.tn("paper-first-year", &money), Shape::Number),
        (w.tn("paper-mean", &money), Shape::Number),
        (w.t("home-certainty"), Shape::WithError),
        (w.t("paper-gain"), Shape::WithError),
        (w.t("paper-pays"), Shape::WithError),
    ];
    let of = main.map_or_else(|| w.t("unknown"), |(_, id)| desk.title(id));
    let mut grid = Grid::new(w.t("paper-options"), w.tn("paper-options-caption", &[("objective", of.into())]), columns);
    let known = main.is_some_and(|(_, id)| answer.standing(desk.isms(), id).unknown.is_empty());
    for option in options {
        let name =
            if option.chosen { format!("{} ({})", option.name, w.t("chart-chosen")) } else { option.name.clone() };
        let mut row = vec![Value::Text(name), cost(desk, option)];
        match &option.found {
            Ok(found) => row.extend(numbers(desk, found, main.map(|(o, _)| o), known)),
            Err(_) => row.extend((0..4).map(|_| Value::Unknown(w.t("unknown")))),
        }
        grid.rows.push(row);
    }
    writer.grid(&grid, "paper-no-options");
    let why = options.iter().filter_map(|o| o.found.as_ref().err().map(|e| (o, e)));
    writer.bullets(why.map(|(o, e)| Text::default().strong(&o.name).plain(format!(": {e}"))).collect());
    let done = options.iter().filter_map(|o| o.found.as_ref().ok()).flat_map(|f| f.done.iter().copied());
    let mut done: Vec<RecordId> = done.collect();
    done.dedup();
    if !done.is_empty() {
        writer.say(w.tn("paper-done-already", &[("keys", desk.keys(done).into())]));
    }
    writer.say(w.t("paper-options-note"));
}

fn cost(desk: &Desk<'_>, option: &Weighed) -> Value {
    match option.cost {
        Some(m) if m.currency == desk.isms().currency() => Value::Money(m.major()),
        Some(m) => Value::Text(desk.w.money(m.minor, m.currency.code())),
        None if option.treatments.is_empty() => Value::Money(0.0),
        None => Value::Unknown(desk.w.t("paper-not-stated")),
    }
}

fn numbers(desk: &Desk<'_>, found: &Found, main: Option<usize>, known: bool) -> [Value; 4] {
    let unknown = || Value::Unknown(desk.w.t("unknown"));
    let objective = main.and_then(|o| found.outcome.objectives.get(o));
    let certainty = objective.filter(|_| known).map(|o| &o.certainty);
    [
        if found.mean.estimated { Value::About(found.mean.value) } else { Value::Money(found.mean.value) },
        certainty.map_or_else(unknown, |c| Value::ShareErr(c.mean, c.error)),
        match objective {
            Some(o) if found.pays.is_some() => Value::Gain(o.gain.value, o.gain.error),
            Some(_) => Value::Nothing,
            None => unknown(),
        },
        found.pays.map_or(Value::Nothing, |(p, e)| Value::ShareErr(p, e)),
    ]
}

fn recommended(writer: &mut Writer<'_>, decision: &Record<Decision>) {
    let (w, body) = (writer.desk.w, &decision.body);
    let title = if approvals::is_taken(decision) { w.t("paper-chosen") } else { w.t("paper-recommendation") };
    let mut text = Text::default();
    if !body.chosen.is_empty() {
        text = text.strong(format!("{}. ", body.chosen));
    }
    let why = say::plain(&body.rationale.0);
    text = text.plain(if why.is_empty() { w.t("paper-no-rationale") } else { why });
    writer.note(title, text);
    let dissent = say::plain(&body.dissent.0);
    let dissent = if dissent.is_empty() { w.t("paper-no-dissent") } else { dissent };
    writer.say(Text::default().strong(format!("{}: ", w.t("paper-dissent"))).plain(dissent));
}

/// Losses that land on the objective: today and with each option, against what it tolerates.
fn picture(writer: &mut Writer<'_>, answer: &Answer, options: &[Weighed], main: Option<(usize, RecordId)>) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let Some((index, id)) = main else { return };
    if let Some((chart, alt)) = chart(desk, answer, options, index, id) {
        writer.chart(chart, w.tn("paper-losses-caption", &[("objective", desk.title(id).into())]), alt);
    }
}

/// The risks that cost the objective most certainty.
fn drags(writer: &mut Writer<'_>, answer: &Answer, main: Option<(usize, RecordId)>) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let Some(today) = main.and_then(|(_, id)| answer.objective(certainty::TODAY, id)) else { return };
    let mut drags: Vec<_> = today.drags.iter().filter(|d| d.gain.value > 0.0).collect();
    drags.sort_by(|a, b| b.gain.value.total_cmp(&a.gain.value));
    let item = |d: &&Drag| {
        let risk = *answer.made.risks.get(d.scenario)?;
        let (points, error) = (points_of(&w, d.gain.value), points_of(&w, d.gain.error));
        let gain = w.tn("paper-drag", &[("points", points.into()), ("error", error.into())]);
        Some(match desk.get(risk) {
            Some(r) => Text::default().strong(r.key().to_string()).plain(format!(" {}: {gain}", r.head().title)),
            None => format!("{}: {gain}", w.t("not-visible")).into(),
        })
    };
    writer.section("holds-back");
    if drags.is_empty() {
        writer.say(w.t("nothing-holds-back"));
    }
    writer.bullets(drags.iter().take(MOST).filter_map(item).collect());
}

fn chart(desk: &Desk<'_>, answer: &Answer, options: &[Weighed], index: usize, id: RecordId) -> Option<(Chart, String)> {
    let (w, currency) = (&desk.w, desk.currency());
    let objective = desk.typed::<Objective>(id)?;
    let today = answer.objective(certainty::TODAY, id)?;
    let mut curves = vec![say::curve(w.t("curve-today"), Part::Today, &today.losses)];
    for option in options.iter().filter(|o| !o.treatments.is_empty()) {
        let Some(found) = option.found.as_ref().ok().and_then(|f| f.outcome.objectives.get(index)) else { continue };
        curves.push(say::curve(option.name.clone(), Part::Option, &found.losses));
    }
    let alt = say::one_in_ten(desk, &today.losses);
    let drawn = Exceedance {
        title: w.tn("chart-losses-of", &[("name", objective.head.title.as_str().into())]),
        desc: alt.clone(),
        across: w.tn("chart-loss-axis", &[("currency", currency.as_str().into())]),
        up: w.t("chart-chance-axis"),
        curves,
        tolerance: page::tolerance(desk.view, objective),
        marks: Vec::new(),
    };
    Some((drawn.chart(&ChartWords { w, currency: &currency }), alt))
}

/// What nobody knows well: the band over worlds, risks with one estimate, what is missing.
fn uncertain(writer: &mut Writer<'_>, answer: &Answer, decision: &Record<Decision>, main: Option<(usize, RecordId)>) {
    let (desk, w) = (writer.desk, writer.desk.w);
    writer.section("paper-uncertain");
    let mut items: Vec<Text> = Vec::new();
    if let Some((_, id)) = main {
        let standing = answer.standing(desk.isms(), id);
        if let Some(c) = standing.certainty {
            let (low, high) = (w.percent(c.band.0), w.percent(c.band.1));
            items.push(w.tn("paper-band-says", &[("low", low.into()), ("high", high.into())]).into());
        }
        for gap in standing.unknown.iter().take(MOST) {
            let lacks = w.t(page::lack_word(gap.lacks));
            items.push(Text::default().strong(desk.key(gap.record)).plain(format!(": {lacks}")));
        }
        if let (None, Some(so_far)) = (standing.certainty, standing.so_far) {
            let value = w.percent(so_far.certainty.mean);
            items.push(w.tn("certainty-so-far", &[("value", value.into()), ("n", so_far.drags.len().into())]).into());
        }
    }
    for risk in decision.body.concerns.iter().filter_map(|r| desk.typed::<Risk>(r.id())) {
        let pool = pool::pool(desk.isms(), risk.head.id);
        let count = pool.open.iter().filter(|e| e.body.is_complete()).count();
        let newest = pool.open.iter().map(|e| pool::made(e)).max();
        if let Some(newest) = newest.filter(|_| count < 2) {
            let said = w.tn("paper-one-estimate", &[("day", w.date(newest).into())]);
            items.push(Text::default().strong(format!("RSK-{}", risk.head.number)).plain(format!(" {said}")));
        }
    }
    if items.is_empty() {
        items.push(w.t("paper-nothing-uncertain").into());
    }
    writer.bullets(items);
}

fn resources(writer: &mut Writer<'_>, decision: &Record<Decision>) {
    let (desk, w) = (writer.desk, writer.desk.w);
    writer.section("paper-resources");
    let columns = vec![
        (w.t("paper-from"), Shape::Wide(1)),
        (w.t("paper-to"), Shape::Wide(1)),
        (w.t("chart-amount"), Shape::Number),
        (w.t("paper-effort"), Shape::Number),
        (w.t("paper-period"), Shape::Word),
    ];
    let mut grid = Grid::new(w.t("paper-resources"), w.t("paper-resources-caption"), columns);
    let purse = |p: Option<isms::values::Ref<isms::governance::decision::Purse>>| {
        p.map_or_else(|| Value::Unknown(w.t("paper-not-stated")), |p| Value::Text(desk.who(p.id())))
    };
    for a in &decision.body.allocations {
        let amount = |m: Money| Value::Text(w.money(m.minor, m.currency.code()));
        grid.rows.push(vec![
            purse(a.from),
            purse(a.to),
            a.amount.map_or(Value::Nothing, amount),
            a.effort.map_or(Value::Nothing, Value::Count),
            Value::text(&a.period),
        ]);
    }
    writer.grid(&grid, "paper-no-resources");
}

/// What those who want more find: every objective touched, and the treatments behind the options.
fn annex(writer: &mut Writer<'_>, answer: &Answer, options: &[Weighed], objectives: &[(usize, RecordId)]) {
    let (desk, w) = (writer.desk, writer.desk.w);
    let columns = vec![
        (w.t("paper-option"), Shape::Wide(2)),
        (w.or("kind-objective", "Objective"), Shape::Wide(2)),
        (w.t("home-certainty"), Shape::WithError),
        (w.t("paper-band"), Shape::Band),
        (w.t("paper-gain"), Shape::WithError),
        (w.t("paper-predicted"), Shape::Number),
    ];
    let mut grid = Grid::new(w.t("paper-by-objective"), w.t("paper-by-objective-caption"), columns);
    for option in options {
        let Ok(found) = &option.found else { continue };
        for (n, (index, id)) in objectives.iter().enumerate() {
            let Some(o) = found.outcome.objectives.get(*index) else { continue };
            let unknown = || Value::Unknown(w.t("unknown"));
            let known = answer.standing(desk.isms(), *id).unknown.is_empty();
            let certain = known.then_some(&o.certainty);
            let predicted = option.predicted.filter(|_| n == 0);
            grid.rows.push(vec![
                Value::text(&option.name),
                Value::Text(desk.title(*id)),
                certain.map_or_else(unknown, |c| Value::ShareErr(c.mean, c.error)),
                certain.map_or_else(unknown, |c| Value::Band(c.band.0, c.band.1)),
                if found.pays.is_some() { Value::Gain(o.gain.value, o.gain.error) } else { Value::Nothing },
                predicted.map_or(Value::Nothing, Value::Share),
            ]);
        }
    }
    writer.grid(&grid, "paper-no-objective-moves");
    let money = [("currency", desk.currency().into())];
    let columns = vec![
        (w.t("paper-option"), Shape::Wide(2)),
        (w.t("paper-treatments"), Shape::Wide(3)),
        (w.tn("paper-cost-year", &money), Shape::Number),
        (w.tn("paper-saves", &money), Shape::WithError),
        (w.t("paper-pays-in-a-year"), Shape::WithError),
    ];
    let mut grid = Grid::new(w.t("paper-option-costs"), w.t("paper-option-costs-caption"), columns);
    for option in options.iter().filter(|o| !o.treatments.is_empty()) {
        let names = option.treatments.iter().map(|t| treatment(desk, *t)).collect::<Vec<_>>().join("\n");
        let mut row = vec![Value::text(&option.name), Value::Text(names), Value::Money(option.yearly)];
        match &option.found {
            Ok(f) => {
                let saved = &f.outcome.saved;
                row.push(Value::MoneyErr(saved.mean.value, saved.mean.error));
                row.push(Value::ShareErr(saved.pays.value, saved.pays.error));
            }
            Err(_) => row.extend([Value::Unknown(w.t("unknown")), Value::Unknown(w.t("unknown"))]),
        }
        grid.rows.push(row);
    }
    writer.grid(&grid, "paper-no-treatments");
}

fn treatment(desk: &Desk<'_>, id: RecordId) -> String {
    match desk.typed::<Treatment>(id) {
        Some(t) => format!("TRT-{} {} ({})", t.head.number, t.head.title, desk.state(t)),
        None => desk.w.t("not-visible"),
    }
}
