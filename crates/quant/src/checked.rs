//! A model that has been checked: names are indexes, distributions are laws, and nothing impossible is left.

use crate::{
    dist::{Dist, Place},
    fault::{Fault, Faults, Problem},
    key,
    law::Law,
    model::*,
};
use std::collections::HashMap;

/// The most scenarios of a model.
pub const MAX_SCENARIOS: usize = 100_000;

/// A model that engines can compute.
#[derive(Clone, Debug)]
pub struct Checked {
    pub(crate) scenarios: Vec<CheckedScenario>,
    /// Controls first, then common causes.
    pub(crate) states: Vec<State>,
    /// Shape of each gamma factor: 1 / variance, with the key of its draws.
    pub(crate) levels: Vec<(u64, f64)>,
    pub(crate) transfers: Vec<CheckedTransfer>,
    pub(crate) treatments: Vec<CheckedTreatment>,
    pub(crate) objectives: Vec<CheckedObjective>,
    pub(crate) controls: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct CheckedScenario {
    pub id: String,
    pub key: u64,
    pub views: Vec<View>,
    /// Cumulated weights of the views, ending in 1.
    pub upto: Vec<f64>,
    pub switches: Vec<Switch>,
    pub level: Option<usize>,
}

/// One estimate.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub rate: Rate,
    pub primary: Vec<Law>,
    pub secondary: Option<(Law, Vec<Law>)>,
    /// The forms of the primary, then of the secondary losses: for words, never for numbers.
    pub forms: Vec<LossForm>,
    /// States whose expected effect is in the numbers already.
    pub assumes: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Rate {
    /// Events a year: the product of independent laws.
    Poisson { parts: Vec<Law>, each_year: bool },
    /// At most one event.
    Bernoulli(Law),
}

/// Something that is on or off for a whole year, for everyone who relies on it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub id: String,
    pub key: u64,
    /// Probability that it is on: a control's reliability, a cause's probability.
    pub on: Law,
    pub coverage: Law,
    /// The share of the effect that remains when off.
    pub rest: f64,
}

/// What a state does to a scenario.
#[derive(Clone, Debug)]
pub(crate) struct Switch {
    pub state: usize,
    pub factor: Factor,
    pub multiplier: Law,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CheckedTransfer {
    pub id: String,
    pub scenarios: Vec<usize>,
    pub per_event: Layer,
    pub annual: Layer,
}

#[derive(Clone, Debug)]
pub(crate) struct CheckedTreatment {
    pub id: String,
    pub key: u64,
    pub cost: f64,
    pub yearly_cost: f64,
    pub effects: Vec<CheckedEffect>,
    pub avoids: Vec<usize>,
    pub transfers: Vec<CheckedTransfer>,
    pub requires: Vec<usize>,
    pub excludes: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct CheckedEffect {
    pub scenario: usize,
    pub factor: Factor,
    pub multiplier: Law,
    pub through: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct CheckedObjective {
    pub id: String,
    pub losses: Vec<(usize, f64)>,
    /// The tolerance, or the target beneath a baseline.
    pub limit: f64,
    pub baseline: Option<Law>,
    pub further: Vec<f64>,
}

impl Checked {
    /// Identities of the scenarios, in the model's order: results are indexed like this.
    pub fn scenarios(&self) -> impl ExactSizeIterator<Item = &str> {
        self.scenarios.iter().map(|s| s.id.as_str())
    }

    /// Loss events a year on average before any control, each scenario at its most frequent estimate: how much work a simulated year is.
    pub fn events_a_year(&self) -> f64 {
        let rate = |view: &View| match &view.rate {
            Rate::Poisson { parts, .. } => parts.iter().map(Law::mean).product::<f64>(),
            Rate::Bernoulli(law) => law.mean(),
        };
        self.scenarios.iter().map(|s| s.views.iter().map(rate).fold(0.0, f64::max)).sum()
    }

    /// Identities of the treatments, in the model's order.
    pub fn treatments(&self) -> impl ExactSizeIterator<Item = &str> {
        self.treatments.iter().map(|t| t.id.as_str())
    }

    /// Identities of the objectives, in the model's order.
    pub fn objectives(&self) -> impl ExactSizeIterator<Item = &str> {
        self.objectives.iter().map(|o| o.id.as_str())
    }

    /// Identities of the controls, in the model's order.
    pub fn controls(&self) -> impl ExactSizeIterator<Item = &str> {
        self.states.iter().take(self.controls).map(|s| s.id.as_str())
    }
}

impl Model {
    /// Checks everything and reports every fault.
    ///
    /// # Errors
    /// [`Faults`], each saying which factor of which scenario is wrong, and what was expected.
    pub fn check(&self) -> Result<Checked, Faults> {
        let mut checker = Checker::new(self);
        let checked = checker.model(self);
        if checker.faults.is_empty() { Ok(checked) } else { Err(Faults(checker.faults)) }
    }
}

struct Checker {
    faults: Vec<Fault>,
    scenarios: HashMap<String, usize>,
    states: HashMap<String, usize>,
    levels: HashMap<String, usize>,
    treatments: HashMap<String, usize>,
    controls: usize,
}

/// Where the checker is: pointer, subject.
#[derive(Clone)]
struct At(String, String);

impl At {
    fn to(&self, member: impl std::fmt::Display) -> At {
        At(format!("{}/{member}", self.0), self.1.clone())
    }
}

impl Checker {
    fn new(model: &Model) -> Checker {
        let mut c = Checker {
            faults: Vec::new(),
            scenarios: HashMap::new(),
            states: HashMap::new(),
            levels: HashMap::new(),
            treatments: HashMap::new(),
            controls: model.controls.len(),
        };
        c.scenarios = c.index("scenarios", model.scenarios.iter().map(|s| &s.id));
        let states = model.controls.iter().map(|s| &s.id).chain(model.causes.iter().map(|s| &s.id));
        c.states = c.index("controls and causes", states);
        c.levels = c.index("levels", model.levels.iter().map(|s| &s.id));
        c.treatments = c.index("treatments", model.treatments.iter().map(|s| &s.id));
        c.index("objectives", model.objectives.iter().map(|s| &s.id));
        if model.scenarios.len() > MAX_SCENARIOS {
            c.rule(&At("/scenarios".into(), "the model".into()), "scenarios", "expected at most 100,000 scenarios");
        }
        c
    }

    fn index<'a>(&mut self, what: &str, ids: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
        let mut index = HashMap::new();
        for (i, id) in ids.enumerate() {
            if index.insert(id.clone(), i).is_some() {
                let at = At(format!("/{what}/{i}/id"), format!("{what} {id}"));
                self.fault(&at, "identity", Problem::Twice(id.clone()));
            }
        }
        index
    }

    fn fault(&mut self, at: &At, factor: &str, problem: Problem) {
        let factor = factor.to_owned();
        self.faults.push(Fault { pointer: at.0.clone(), subject: at.1.clone(), factor, problem });
    }

    fn rule(&mut self, at: &At, factor: &str, rule: &'static str) {
        self.fault(at, factor, Problem::Rule(rule));
    }

    /// The law of a distribution; on a fault a constant that is never computed with.
    fn law(&mut self, at: &At, factor: &str, dist: &Dist, place: Place) -> Law {
        dist.law(place).unwrap_or_else(|impossible| {
            self.fault(at, factor, impossible.into());
            Law::constant(0.0)
        })
    }

    fn number(&mut self, at: &At, factor: &str, found: f64, sound: bool, expected: &'static str) -> f64 {
        if !(found.is_finite() && sound) {
            self.fault(at, factor, Problem::Number { found, expected });
        }
        found
    }

    fn find(&mut self, at: &At, what: &'static str, id: &str) -> Option<usize> {
        let index = match what {
            "scenario" => &self.scenarios,
            "level" => &self.levels,
            "treatment" => &self.treatments,
            _ => &self.states,
        };
        let right = |i: &usize| what != "control" && what != "cause" || (what == "control") == (*i < self.controls);
        let found = index.get(id).copied().filter(right);
        if found.is_none() {
            self.fault(at, what, Problem::Unknown { what, id: id.to_owned() });
        }
        found
    }

    fn find_all(&mut self, at: &At, what: &'static str, ids: &[String]) -> Vec<usize> {
        ids.iter().enumerate().filter_map(|(i, id)| self.find(&at.to(i), what, id)).collect()
    }

    fn model(&mut self, m: &Model) -> Checked {
        fn each<T, U>(list: &[T], mut f: impl FnMut(usize, &T) -> U) -> Vec<U> {
            list.iter().enumerate().map(|(i, x)| f(i, x)).collect()
        }
        let mut states = each(&m.controls, |i, c| self.control(i, c));
        states.extend(each(&m.causes, |i, c| self.cause(i, c)));
        Checked {
            states,
            levels: each(&m.levels, |i, l| self.level(i, l)),
            scenarios: each(&m.scenarios, |i, s| self.scenario(i, s)),
            transfers: each(&m.transfers, |i, t| {
                self.transfer(&At(format!("/transfers/{i}"), format!("transfer {}", t.id)), t)
            }),
            treatments: each(&m.treatments, |i, t| self.treatment(i, t)),
            objectives: each(&m.objectives, |i, o| self.objective(i, o)),
            controls: m.controls.len(),
        }
    }

    fn control(&mut self, i: usize, c: &Control) -> State {
        let at = At(format!("/controls/{i}"), format!("control {}", c.id));
        let rest = c.variant_efficacy;
        State {
            id: c.id.clone(),
            key: key::name(&c.id),
            on: self.law(&at.to("reliability"), "reliability", &c.reliability, Place::Share),
            coverage: self.law(&at.to("coverage"), "coverage", &c.coverage, Place::Share),
            rest: self.number(
                &at.to("variant_efficacy"),
                "variant efficacy",
                rest,
                (0.0..=1.0).contains(&rest),
                "0 to 1",
            ),
        }
    }

    fn cause(&mut self, i: usize, c: &Cause) -> State {
        let at = At(format!("/causes/{i}"), format!("cause {}", c.id));
        let on = self.law(&at.to("probability"), "probability", &c.probability, Place::Share);
        State { id: c.id.clone(), key: key::name(&c.id), on, coverage: Law::constant(1.0), rest: 0.0 }
    }

    fn level(&mut self, i: usize, l: &Level) -> (u64, f64) {
        let at = At(format!("/levels/{i}/variance"), format!("level {}", l.id));
        let sound = l.variance > 1e-6 && l.variance <= 100.0;
        let variance = self.number(&at, "variance", l.variance, sound, "more than 0 and at most 100");
        (key::name(&l.id), 1.0 / variance)
    }

    fn scenario(&mut self, i: usize, s: &Scenario) -> CheckedScenario {
        let at = At(format!("/scenarios/{i}"), format!("scenario {}", s.id));
        let short = match (&s.frequency, &s.magnitude) {
            (Some(frequency), Some(magnitude)) => vec![Estimate {
                weight: 1.0,
                frequency: frequency.clone(),
                primary: vec![Loss { form: LossForm::default(), amount: magnitude.clone() }],
                secondary: None,
                assumes: Vec::new(),
            }],
            _ => Vec::new(),
        };
        if s.frequency.is_some() != s.magnitude.is_some() || (s.estimates.is_empty() == short.is_empty()) {
            self.rule(&at, "estimates", "expected either estimates, or one frequency and one magnitude");
        }
        let views = if short.is_empty() {
            s.estimates.iter().enumerate().map(|(j, e)| self.view(&at.to("estimates").to(j), e, false)).collect()
        } else {
            short.iter().map(|e| self.view(&at, e, true)).collect::<Vec<_>>()
        };
        let weights: Vec<f64> =
            if s.estimates.is_empty() { vec![1.0] } else { s.estimates.iter().map(|e| e.weight).collect() };
        let level = s.level.as_ref().and_then(|l| self.find(&at.to("level"), "level", l));
        if level.is_some() && views.iter().any(|v| matches!(v.rate, Rate::Bernoulli(_))) {
            self.rule(&at.to("level"), "level", "a scenario with at most one event a year cannot follow a level");
        }
        let mut switches = Vec::new();
        for (j, p) in s.controls.iter().enumerate() {
            let at = at.to("controls").to(j);
            let multiplier =
                self.law(&at.to("multiplier"), "multiplier of a control", &p.multiplier, Place::Multiplier);
            let state = self.find(&at.to("control"), "control", &p.control);
            switches.extend(state.map(|state| Switch { state, factor: p.factor, multiplier }));
        }
        for (j, d) in s.causes.iter().enumerate() {
            let at = at.to("causes").to(j);
            let multiplier = self.law(&at.to("multiplier"), "multiplier of a cause", &d.multiplier, Place::Multiplier);
            let state = self.find(&at.to("cause"), "cause", &d.cause);
            switches.extend(state.map(|state| Switch { state, factor: d.factor, multiplier }));
        }
        CheckedScenario {
            id: s.id.clone(),
            key: key::name(&s.id),
            views,
            upto: self.cumulate(&at, &weights),
            switches,
            level,
        }
    }

    fn cumulate(&mut self, at: &At, weights: &[f64]) -> Vec<f64> {
        let total: f64 = weights.iter().sum();
        let sound = weights.iter().all(|w| w.is_finite() && *w >= 0.0) && total > 0.0;
        self.number(
            &at.to("estimates"),
            "weights of estimates",
            total,
            sound || weights.is_empty(),
            "weights of 0 or more, with a sum above 0",
        );
        let mut sum = 0.0;
        let mut upto: Vec<f64> = weights
            .iter()
            .map(|w| {
                sum += w / total;
                sum
            })
            .collect();
        if let Some(last) = upto.last_mut() {
            *last = 1.0;
        }
        upto
    }

    fn view(&mut self, at: &At, e: &Estimate, short: bool) -> View {
        let primary = match e.primary.first() {
            Some(only) if short => vec![self.law(&at.to("magnitude"), "magnitude", &only.amount, Place::Amount)],
            _ => self.losses(&at.to("primary"), "primary loss", &e.primary),
        };
        if primary.is_empty() {
            self.rule(&at.to("primary"), "primary loss", "expected at least one form of loss");
        }
        let secondary = e.secondary.as_ref().map(|s| {
            let at = at.to("secondary");
            let probability =
                self.law(&at.to("probability"), "secondary loss event frequency", &s.probability, Place::Share);
            (probability, self.losses(&at.to("losses"), "secondary loss", &s.losses))
        });
        let assumes = self.find_all(&at.to("assumes"), "control", &e.assumes);
        let reactions = e.secondary.iter().flat_map(|s| &s.losses);
        let forms = e.primary.iter().chain(reactions).map(|l| l.form).collect();
        View { rate: self.frequency(&at.to("frequency"), &e.frequency), primary, secondary, forms, assumes }
    }

    fn losses(&mut self, at: &At, factor: &str, losses: &[Loss]) -> Vec<Law> {
        losses
            .iter()
            .enumerate()
            .map(|(i, l)| {
                self.law(&at.to(i).to("amount"), &format!("{factor}, {:?}", l.form), &l.amount, Place::Amount)
            })
            .collect()
    }

    fn frequency(&mut self, at: &At, f: &Frequency) -> Rate {
        match f {
            Frequency::Poisson { rate, each_year } => {
                let rate = self.law(&at.to("rate"), "loss event frequency", rate, Place::Rate);
                self.poisson(at, vec![rate], *each_year)
            }
            Frequency::Bernoulli { probability } => {
                let law = self.law(&at.to("probability"), "probability in a year", probability, Place::Share);
                Rate::Bernoulli(law)
            }
            Frequency::ThreatEvents { threat_events, susceptibility, each_year } => {
                let mut parts = self.threat_events(&at.to("threat_events"), threat_events);
                parts.push(self.susceptibility(&at.to("susceptibility"), susceptibility));
                self.poisson(at, parts, *each_year)
            }
        }
    }

    fn poisson(&mut self, at: &At, parts: Vec<Law>, each_year: bool) -> Rate {
        let mean: f64 = parts.iter().map(Law::mean).product();
        self.number(at, "frequency", mean, mean <= 1e6, "at most a million events a year on average");
        Rate::Poisson { parts, each_year }
    }

    fn threat_events(&mut self, at: &At, t: &ThreatEvents) -> Vec<Law> {
        match t {
            ThreatEvents::Direct(dist) => vec![self.law(at, "threat event frequency", dist, Place::Rate)],
            ThreatEvents::Contact { contacts, probability_of_action } => vec![
                self.law(&at.to("contacts"), "contact frequency", contacts, Place::Rate),
                self.law(&at.to("probability_of_action"), "probability of action", probability_of_action, Place::Share),
            ],
        }
    }

    fn susceptibility(&mut self, at: &At, s: &Susceptibility) -> Law {
        match s {
            Susceptibility::Direct(dist) => self.law(at, "susceptibility", dist, Place::Share),
            Susceptibility::Strength { capability, resistance } => {
                let c = self.law(&at.to("capability"), "threat capability", capability, Place::Any);
                let r = self.law(&at.to("resistance"), "resistance strength", resistance, Place::Any);
                Law::constant(exceeds(&c, &r))
            }
        }
    }

    fn transfer(&mut self, at: &At, t: &Transfer) -> CheckedTransfer {
        for (name, layer) in [("per_event", &t.per_event), ("annual", &t.annual)] {
            let at = at.to(name);
            self.number(&at.to("retention"), "retention", layer.retention, layer.retention >= 0.0, "0 or more");
            if let Some(limit) = layer.limit {
                self.number(&at.to("limit"), "limit", limit, limit >= 0.0, "0 or more");
            }
        }
        let scenarios = self.find_all(&at.to("scenarios"), "scenario", &t.scenarios);
        CheckedTransfer { id: t.id.clone(), scenarios, per_event: t.per_event, annual: t.annual }
    }

    fn treatment(&mut self, i: usize, t: &Treatment) -> CheckedTreatment {
        let at = At(format!("/treatments/{i}"), format!("treatment {}", t.id));
        let effects = t.effects.iter().enumerate().filter_map(|(j, e)| {
            let at = at.to("effects").to(j);
            let multiplier =
                self.law(&at.to("multiplier"), "multiplier of a treatment", &e.multiplier, Place::Multiplier);
            let through = e.through.as_ref().and_then(|c| self.find(&at.to("through"), "control", c));
            let scenario = self.find(&at.to("scenario"), "scenario", &e.scenario)?;
            Some(CheckedEffect { scenario, factor: e.factor, multiplier, through })
        });
        let effects = effects.collect();
        let yearly = t.yearly_cost.unwrap_or(t.cost);
        CheckedTreatment {
            id: t.id.clone(),
            key: key::name(&t.id),
            cost: self.number(&at.to("cost"), "cost", t.cost, t.cost >= 0.0, "0 or more"),
            yearly_cost: self.number(&at.to("yearly_cost"), "yearly cost", yearly, yearly >= 0.0, "0 or more"),
            effects,
            avoids: self.find_all(&at.to("avoids"), "scenario", &t.avoids),
            transfers: t
                .transfers
                .iter()
                .enumerate()
                .map(|(j, x)| self.transfer(&at.to("transfers").to(j), x))
                .collect(),
            requires: self.find_all(&at.to("requires"), "treatment", &t.requires),
            excludes: self.find_all(&at.to("excludes"), "treatment", &t.excludes),
        }
    }

    fn objective(&mut self, i: usize, o: &Objective) -> CheckedObjective {
        let at = At(format!("/objectives/{i}"), format!("objective {}", o.id));
        let mut losses: Vec<(usize, f64)> = Vec::new();
        for (j, l) in o.losses.iter().enumerate() {
            let at = at.to("losses").to(j);
            let share =
                self.number(&at.to("share"), "share of the loss", l.share, (0.0..=1.0).contains(&l.share), "0 to 1");
            let Some(scenario) = self.find(&at.to("scenario"), "scenario", &l.scenario) else { continue };
            if losses.iter().any(|(s, _)| *s == scenario) {
                self.fault(&at, "losses", Problem::Twice(l.scenario.clone()));
            }
            losses.push((scenario, share));
        }
        let (limit, baseline) = match &o.holds {
            Holds::LossAtMost { tolerance } => {
                let at = at.to("holds/tolerance");
                (self.number(&at, "tolerance", *tolerance, *tolerance >= 0.0, "0 or more"), None)
            }
            Holds::ResultAtLeast { target, baseline } => {
                let law = self.law(&at.to("holds/baseline"), "baseline", baseline, Place::Any);
                (self.number(&at.to("holds/target"), "target", *target, true, "a finite number"), Some(law))
            }
        };
        for (j, amount) in o.further.iter().enumerate() {
            self.number(&at.to("further").to(j), "further tolerance", *amount, *amount >= 0.0, "0 or more");
        }
        CheckedObjective { id: o.id.clone(), losses, limit, baseline, further: o.further.clone() }
    }
}

/// P(capability > resistance) for independent laws: the mean of P(capability > r) over 4,000 equally likely values of r.
fn exceeds(capability: &Law, resistance: &Law) -> f64 {
    const CELLS: u32 = 4_000;
    let at = |i: u32| capability.sf(resistance.quantile((f64::from(i) + 0.5) / f64::from(CELLS)));
    ((0..CELLS).map(at).sum::<f64>() / f64::from(CELLS)).clamp(0.0, 1.0)
}
