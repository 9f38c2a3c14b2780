//! The best sets of treatments for the money.
//!
//! Sets are ranked by mean loss in closed form. Where that is not the whole of it (tails, certainty, annual layers) [`Portfolio::best`] are the sets to
//! look at a second time with an engine.

use super::{
    choice::{Choice, Found, Step, order},
    plan::{Plan, Set, has, set_of},
    search::{Ground, within},
};
use crate::{checked::Checked, world::Variant};
use std::cmp::Ordering;

/// Up to this many treatments that are free to choose, every set is visited.
pub const MAX_COMPLETE: usize = 20;
/// The most treatments of a model whose sets can be searched.
pub const MAX_TREATMENTS: usize = 128;
/// The most sets of [`Question::best`].
const MAX_BEST: usize = 100_000;
/// How many sets the search keeps where it is not complete.
const WIDTH: usize = 900;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Budgets, money. Sets beyond the greatest are not looked at; without any, every set is.
    pub budgets: Vec<f64>,
    /// Treatments that are chosen in any case, by index.
    pub must: Vec<usize>,
    /// Treatments that are not chosen, by index.
    pub never: Vec<usize>,
    /// How many sets are wanted for a second look.
    pub best: usize,
    /// Where draws come from, should any be needed.
    pub seed: u64,
}

impl Default for Question {
    fn default() -> Question {
        Question { budgets: Vec::new(), must: Vec::new(), never: Vec::new(), best: 1_000, seed: 1 }
    }
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    /// An index that the model does not have.
    #[error("there is no treatment number {0}")]
    NoTreatment(usize),
    /// More treatments than can be searched.
    #[error("the model has {0} treatments, expected at most {MAX_TREATMENTS}")]
    TooMany(usize),
    /// A budget that is none.
    #[error("a budget is {0}, expected a finite amount of 0 or more")]
    Budget(f64),
    /// No set meets what must and must not be chosen, prerequisites, exclusions and the greatest budget.
    #[error("no set of treatments meets what must be chosen, prerequisites and exclusions within the greatest budget")]
    NoSet,
}

/// The best within a budget.
#[derive(Clone, Debug, PartialEq)]
pub struct ByBudget {
    /// Money.
    pub budget: f64,
    /// The set with the least mean loss; none where even what must be chosen is beyond the budget.
    pub min_loss: Option<Choice>,
    /// The set with the greatest net benefit.
    pub max_net_benefit: Option<Choice>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// The mean loss of doing nothing.
    pub nothing: f64,
    /// Whether every set was visited; otherwise a better one may exist.
    pub complete: bool,
    /// Whether any mean is more than a closed formula, see [`Mean::estimated`](super::Mean::estimated): the order of sets that are close is then to be
    /// looked at a second time.
    pub estimated: bool,
    /// How many possible sets were visited.
    pub visited: u64,
    /// The best within each budget, in the order asked.
    pub by_budget: Vec<ByBudget>,
    /// Sets for which none that is as cheap leaves less, by rising cost.
    pub frontier: Vec<Choice>,
    /// The sets with the greatest net benefit, the greatest first.
    pub best: Vec<Choice>,
}

impl Portfolio {
    /// What each step along the frontier costs and buys.
    pub fn steps(&self) -> Vec<Step> {
        self.frontier.windows(2).map(|w| Step::between(&w[0], &w[1])).collect()
    }

    /// The next euro: the step from the best that a budget allows to the next efficient set. None where there is no dearer one.
    pub fn next_step(&self, budget: f64) -> Option<Step> {
        let next = self.frontier.partition_point(|c| within(c.cost, budget));
        let from = next.checked_sub(1).and_then(|i| self.frontier.get(i))?;
        self.frontier.get(next).map(|to| Step::between(from, to))
    }

    /// Candidates for a second look: the efficient sets and the best, once each.
    pub fn candidates(&self) -> Vec<Choice> {
        let mut all = self.frontier.clone();
        let new = self.best.iter().filter(|c| !self.frontier.iter().any(|f| f.treatments == c.treatments));
        all.extend(new.cloned());
        all
    }
}

/// Searches the sets of treatments of a model.
///
/// # Errors
/// [`Refused`] for impossible questions.
pub fn portfolio(model: &Checked, question: &Question) -> Result<Portfolio, Refused> {
    check(model, question)?;
    let (must, never) = (set_of(&question.must), set_of(&question.never));
    let considered: Vec<usize> = (0..model.treatments.len()).filter(|t| has(must, *t) || !has(never, *t)).collect();
    let free: Vec<usize> = considered.iter().copied().filter(|t| !has(must, *t)).collect();
    let plan = Plan::new(model, &Variant::today(), &considered, question.seed);
    let most = question.budgets.iter().copied().reduce(f64::max).unwrap_or(f64::INFINITY);
    let complete = free.len() <= MAX_COMPLETE;
    let ground = Ground::new(model, &plan, must, free, most);
    let mut kept = Kept::new(question);
    if complete {
        ground.complete(&mut |f| kept.offer(f));
    } else {
        ground.beam(WIDTH, &mut |f| kept.offer(f));
    }
    if kept.visited == 0 {
        return Err(Refused::NoSet);
    }
    Ok(kept.answer(plan.loss(0), complete, plan.estimated()))
}

fn check(model: &Checked, question: &Question) -> Result<(), Refused> {
    let count = model.treatments.len();
    if count > MAX_TREATMENTS {
        return Err(Refused::TooMany(count));
    }
    if let Some(t) = question.must.iter().chain(&question.never).find(|t| **t >= count) {
        return Err(Refused::NoTreatment(*t));
    }
    match question.budgets.iter().find(|b| !(b.is_finite() && **b >= 0.0)) {
        Some(budget) => Err(Refused::Budget(*budget)),
        None => Ok(()),
    }
}

/// The order in which treatments are often bought: each by itself by (loss saved - cost) / cost, as long as the budget lasts and prerequisites and exclusions allow.
/// It counts what overlaps twice; it is here so that one can see what that costs.
///
/// # Errors
/// [`Refused`] for models with too many treatments.
pub fn greedy(model: &Checked, budget: f64) -> Result<(Vec<usize>, Choice), Refused> {
    check(model, &Question { budgets: vec![budget], ..Question::default() })?;
    let all: Vec<usize> = (0..model.treatments.len()).collect();
    let plan = Plan::new(model, &Variant::today(), &all, 1);
    let nothing = plan.loss(0);
    let ground = Ground::new(model, &plan, 0, all.clone(), budget);
    let worth = |t: &usize| {
        let alone = ground.weigh(set_of(&[*t]));
        (nothing - alone.loss - alone.yearly) / alone.yearly.max(f64::MIN_POSITIVE)
    };
    let mut ranked: Vec<(usize, f64)> = all.iter().map(|t| (*t, worth(t))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (mut set, mut taken): (Set, Vec<usize>) = (0, Vec::new());
    for (t, _) in ranked {
        let with = set | set_of(&[t]);
        if ground.possible(with) && within(ground.weigh(with).cost, budget) {
            set = with;
            taken.push(t);
        }
    }
    Ok((taken, ground.weigh(set).choice(nothing)))
}

/// The best so far.
struct Kept {
    budgets: Vec<(f64, Option<Found>, Option<Found>)>,
    frontier: Vec<Found>,
    best: Vec<Found>,
    wanted: usize,
    /// What a set must beat to be among the best.
    bar: f64,
    visited: u64,
}

impl Kept {
    fn new(question: &Question) -> Kept {
        Kept {
            budgets: question.budgets.iter().map(|b| (*b, None, None)).collect(),
            frontier: Vec::new(),
            best: Vec::new(),
            wanted: question.best.min(MAX_BEST),
            bar: f64::INFINITY,
            visited: 0,
        }
    }

    fn offer(&mut self, found: Found) {
        self.visited += 1;
        for (budget, least, net) in self.budgets.iter_mut().filter(|b| within(found.cost, b.0)) {
            debug_assert!(*budget >= 0.0);
            keep(least, found, |f| f.loss);
            keep(net, found, Found::total);
        }
        self.extend_frontier(found);
        if self.wanted > 0 && found.total() <= self.bar {
            self.best.push(found);
            if self.best.len() >= 2 * self.wanted + 64 {
                self.shorten();
            }
        }
    }

    fn shorten(&mut self) {
        self.best.sort_by(|a, b| order(a, b, Found::total));
        self.best.truncate(self.wanted);
        if self.best.len() == self.wanted {
            self.bar = self.best.last().map_or(f64::INFINITY, Found::total);
        }
    }

    /// Keeps the frontier: costs rise, losses fall.
    fn extend_frontier(&mut self, found: Found) {
        let at = self.frontier.partition_point(|f| f.cost <= found.cost);
        let beaten = |f: &Found| order(f, &found, |f| f.loss) != Ordering::Greater;
        if at.checked_sub(1).and_then(|i| self.frontier.get(i)).is_some_and(beaten) {
            return;
        }
        let from = self.frontier.partition_point(|f| f.cost < found.cost);
        let worse = self.frontier[from..].iter().take_while(|f| order(&found, f, |f| f.loss) == Ordering::Less).count();
        self.frontier.splice(from..from + worse, [found]);
    }

    fn answer(mut self, nothing: f64, complete: bool, estimated: bool) -> Portfolio {
        self.shorten();
        let choice = |f: &Found| f.choice(nothing);
        let by_budget = |(budget, least, net): &(f64, Option<Found>, Option<Found>)| ByBudget {
            budget: *budget,
            min_loss: least.as_ref().map(choice),
            max_net_benefit: net.as_ref().map(choice),
        };
        Portfolio {
            nothing,
            complete,
            estimated,
            visited: self.visited,
            by_budget: self.budgets.iter().map(by_budget).collect(),
            frontier: self.frontier.iter().map(choice).collect(),
            best: self.best.iter().map(choice).collect(),
        }
    }
}

fn keep(place: &mut Option<Found>, found: Found, by: impl Fn(&Found) -> f64) {
    if place.as_ref().is_none_or(|old| order(&found, old, by) == Ordering::Less) {
        *place = Some(found);
    }
}
