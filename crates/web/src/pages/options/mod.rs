//! What could be done about an objective, side by side: what it costs, what it saves, how much more certain it makes us, and what to put to the board.

mod board;
mod frontier;
mod matters;
mod side;
mod study;
#[cfg(test)]
mod tests;

pub use board::propose;
pub use study::{Weighed, alone, is_priced, mean_loss, variant, with_needed};

use super::{
    Page, crumbs,
    insight::{method_line, not_computed, objective::why_unknown},
    record_of,
    register::form_pairs,
};
use crate::{
    cx::{Cx, encode},
    design::{self, LinkTo, Notice, Tone},
    fault::{Fault, Result},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    analysis::{certainty::Answer, model::Modelled},
    context::Objective,
    record::Record,
    risk::Treatment,
};
use maud::{Markup, html};
use quant::decide::Choice;
use std::sync::Arc;
use study::{Beside, Found, Ground, Search, clash};

/// The most sets that are compared at a time.
const MOST_SETS: usize = 8;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Sets of treatments by index, each with what it needs, in the order given.
    pub sets: Vec<Vec<usize>>,
    /// The most that may be spent in the first year, money.
    pub budget: Option<f64>,
    /// Whether boxes were ticked, so that a new set came in.
    ticked: bool,
}

impl Asked {
    /// Reads `set=TRT-1,TRT-4` (repeated), `with=TRT-1` (repeated, together one set) and `budget=250000`.
    ///
    /// # Errors
    /// Keys that name no open treatment, sets that exclude themselves, budgets that are no amount.
    pub fn read(cx: &Cx, made: &Modelled, pairs: &[(String, String)]) -> Result<Asked> {
        let of = |name: &'static str| {
            pairs.iter().filter(move |(k, v)| k == name && !v.trim().is_empty()).map(|(_, v)| v.as_str())
        };
        let mut asked = Asked { budget: budget(of("budget").next())?, ..Asked::default() };
        let ticked: Vec<&str> = of("with").collect();
        let ticked = Some(ticked.join(",")).filter(|t| !t.is_empty());
        asked.ticked = ticked.is_some();
        for text in of("set").map(str::to_owned).chain(ticked) {
            let set = read_set(cx, made, &text)?;
            if !asked.sets.contains(&set) {
                asked.sets.push(set);
            }
        }
        if asked.sets.len() > MOST_SETS {
            return Err(Fault::bad(format!(
                "set: expected at most {MOST_SETS} sets to compare, found {}",
                asked.sets.len()
            )));
        }
        Ok(asked)
    }

    /// The address of the page with these sets.
    pub fn href(&self, cx: &Cx, objective: &Record<Objective>, made: &Modelled) -> String {
        let mut query: Vec<String> = self.sets.iter().map(|s| format!("set={}", encode(&keys(made, s, ",")))).collect();
        query.extend(self.budget.map(|b| format!("budget={b}")));
        cx.at(&format!("/objectives/OBJ-{}/options?{}", objective.head.number, query.join("&")))
    }
}

fn budget(text: Option<&str>) -> Result<Option<f64>> {
    let Some(text) = text else { return Ok(None) };
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '_' | '\'')).collect();
    let amount = bare.parse::<f64>().ok().filter(|b| b.is_finite() && (0.0..=1e15).contains(b));
    amount
        .map(Some)
        .ok_or_else(|| Fault::bad(format!("budget: expected an amount of 0 or more such as 250000, found {text:?}")))
}

fn read_set(cx: &Cx, made: &Modelled, text: &str) -> Result<Vec<usize>> {
    let mut set = Vec::new();
    for key in text.split(',').map(str::trim).filter(|k| !k.is_empty()) {
        let found = cx.view.by_key(key).and_then(|r| made.treatment(r.head().id)).filter(|t| !made.done.contains(t));
        set.push(found.ok_or_else(|| Fault::missing(format!("open treatment {key}")))?);
    }
    let set = with_needed(made, &set);
    match clash(made, &set) {
        Some((a, b)) => {
            let name = |t: usize| made.model.treatments.get(t).map(|t| t.id.clone()).unwrap_or_default();
            Err(Fault::bad(format!("set: {} and {} exclude each other; leave one out", name(a), name(b))))
        }
        None => Ok(set),
    }
}

/// The keys of a set.
fn keys(made: &Modelled, set: &[usize], between: &str) -> String {
    let keys: Vec<&str> = set.iter().filter_map(|t| made.model.treatments.get(*t)).map(|t| t.id.as_str()).collect();
    keys.join(between)
}

/// The titles of a set that may be seen; doing nothing for the empty one.
fn titles(cx: &Cx, made: &Modelled, set: &[usize]) -> String {
    if set.is_empty() {
        return cx.w.t("do-nothing");
    }
    let title = |t: &usize| {
        made.treatments
            .get(*t)
            .and_then(|id| cx.view.get(*id))
            .map_or_else(|| cx.w.t("not-visible"), |r| r.head().title.clone())
    };
    set.iter().map(title).collect::<Vec<_>>().join(" + ")
}

/// Everything the sections show.
struct Shown<'a> {
    objective: &'a Record<Objective>,
    answer: &'a Arc<Answer>,
    ground: Ground,
    asked: Asked,
    /// The options of the first table, doing nothing not among them.
    sets: Vec<Vec<usize>>,
    search: Arc<Search>,
    beside: Arc<Beside>,
    /// Every set that was simulated.
    scored: Vec<(Choice, Found)>,
    required: Option<f64>,
    /// Whether the objective's certainty is known at all.
    known: bool,
}

impl Shown<'_> {
    fn found(&self, set: &[usize]) -> Option<&Found> {
        self.scored.iter().find(|(c, _)| c.treatments == set).map(|(_, f)| f)
    }
}

async fn shown<'a>(
    cx: &Cx,
    objective: &'a Record<Objective>,
    answer: &'a Arc<Answer>,
    asked: Asked,
) -> Result<Option<Shown<'a>>> {
    let isms = cx.view.for_the_organisation();
    let made = &answer.made;
    let Some(index) = made.objective(objective.head.id).filter(|_| answer.outcome.is_some()) else { return Ok(None) };
    let ground = Ground::of(&cx.view, made, index);
    let mut sets = ground.singles(made);
    asked.sets.iter().for_each(|s| {
        if !sets.contains(s) {
            sets.push(s.clone())
        }
    });
    let Some(search) = study::search(cx, answer, &ground).await? else { return Ok(None) };
    let Some(beside) = study::beside(cx, answer, &ground, &sets, asked.budget).await? else { return Ok(None) };
    let mut choices: Vec<Choice> = Vec::new();
    let all = beside.options.iter().map(|o| &o.choice).chain(&search.candidates).chain(&beside.within_budget);
    for choice in all {
        if !choices.iter().any(|c| c.treatments == choice.treatments) {
            choices.push(choice.clone());
        }
    }
    let variants: Vec<Vec<usize>> = choices.iter().map(|c| c.treatments.clone()).collect();
    let found = study::simulate(cx, answer, index, &variants).await?;
    let standing = answer.standing(isms, objective.head.id);
    let (required, known) = (standing.required, standing.certainty.is_some());
    let scored = choices.into_iter().zip(found).collect();
    Ok(Some(Shown { objective, answer, ground, asked, sets, search, beside, scored, required, known }))
}

/// `GET /objectives/{key}/options`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let record = record_of(&cx, "objectives", &key)?;
    let objective = record.typed::<Objective>().ok_or_else(|| Fault::missing(format!("objective {key}")))?;
    let answer = cx.app.service.certainty(cx.view.for_the_organisation()).await?;
    let asked = Asked::read(&cx, &answer.made, &form_pairs(&cx.raw_query))?;
    if asked.ticked {
        return Ok(Redirect::to(&asked.href(&cx, objective, &answer.made)).into_response());
    }
    let shown = shown(&cx, objective, &answer, asked).await?;
    let title = cx.w.t("options");
    let lede = html! { (cx.w.t("options-for")) " " a.record href=(cx.href(objective)) { (objective.head.title) } ". " (cx.w.t("options-lede")) };
    let body = html! {
        (design::lede(&title, Some(lede)))
        @match &shown {
            Some(shown) => (sections(&cx, shown)),
            None => (unknown(&cx, objective, &answer)),
        }
    };
    let mut crumbs = crumbs(&cx, record.kind(), None);
    crumbs.push(LinkTo::new(key, cx.href(objective)));
    crumbs.push(LinkTo::new(title.clone(), ""));
    Ok(Page::new(record.kind().area.name(), title, body).crumbs(crumbs).draw(&cx).into_response())
}

/// Why there is nothing to compare.
fn unknown(cx: &Cx, objective: &Record<Objective>, answer: &Answer) -> Markup {
    let gaps = answer.unknown(cx.view.for_the_organisation(), objective.head.id);
    html! { (why_unknown(cx, &gaps)) @if let Some(fault) = &answer.fault { (not_computed(cx, fault)) } }
}

fn sections(cx: &Cx, shown: &Shown<'_>) -> Markup {
    html! {
        @if !shown.known {
            (design::notice(&Notice { tone: Tone::Unknown, body: html! { p { (cx.w.t("options-unknown")) } (unknown(cx, shown.objective, shown.answer)) } }))
        }
        (side::section(cx, shown))
        (board::section(cx, shown))
        (frontier::section(cx, shown))
        (matters::section(cx, shown))
        (method_line(cx, &shown.answer.method))
    }
}

/// Open treatments of the objective's risks that state no effect on them, so that nothing can be said of them.
fn effectless(cx: &Cx, shown: &Shown<'_>) -> Vec<isms::values::RecordId> {
    let isms = cx.view.for_the_organisation();
    let risks = isms::analysis::model::threatening(isms, shown.objective.head.id);
    let made = &shown.answer.made;
    let silent = |t: &&Record<Treatment>| {
        let lacks =
            made.gaps.iter().any(|g| g.record == t.head.id && g.lacks == isms::analysis::model::Lack::TreatmentEffect);
        let index = made.treatment(t.head.id);
        lacks
            && index.is_some_and(|i| !made.done.contains(&i))
            && t.body.treats.iter().any(|r| risks.iter().any(|x| x.head.id == r.id()))
    };
    cx.view.all::<Treatment>().filter(silent).map(|t| t.head.id).collect()
}
