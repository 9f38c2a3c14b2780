//! How far the organisation has come, derived from its records and never stored.

use super::convert;
use crate::cx::Cx;
use isms::{
    context::{Objective, Organisation, Person},
    control::Control,
    governance::Decision,
    head::DraftedBy,
    record::Record,
    risk::{
        Estimate, Risk, Treatment,
        estimate::{FrequencyForm, pool},
    },
    values::{RecordId, Ref},
};
use quant::simulate::Certainty;

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Who is here, and the few facts of the organisation that figures need.
    You,
    /// What must be achieved.
    Objective,
    /// What threatens it.
    Risk,
    /// What is done about it already; asked before any estimate, so that estimates say whether they count it.
    Control,
    /// The first estimate.
    Estimate,
    /// A second one.
    Second,
    /// What could be done.
    Treatment,
    /// What is done.
    Decision,
}

impl Step {
    /// All of them.
    pub const ALL: [Step; 8] = [
        Step::You,
        Step::Objective,
        Step::Risk,
        Step::Control,
        Step::Estimate,
        Step::Second,
        Step::Treatment,
        Step::Decision,
    ];

    /// The word in addresses and keys.
    pub fn word(self) -> &'static str {
        match self {
            Step::You => "you",
            Step::Objective => "objective",
            Step::Risk => "risk",
            Step::Estimate => "estimate",
            Step::Second => "second",
            Step::Control => "control",
            Step::Treatment => "treatment",
            Step::Decision => "decision",
        }
    }

    /// The step of a word.
    pub fn of(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// What there is, around one objective and one risk.
pub struct Progress<'a> {
    /// The visitor's person.
    pub me: Option<&'a Record<Person>>,
    /// The organisation.
    pub organisation: Option<&'a Record<Organisation>>,
    /// The objective that is looked at.
    pub objective: Option<&'a Record<Objective>>,
    /// The risk that is looked at.
    pub risk: Option<&'a Record<Risk>>,
    /// Open risks to choose from, where none is looked at: those that weigh most by their imported estimates first.
    pub candidates: Vec<&'a Record<Risk>>,
    /// Its estimates that were given by people, the visitor's own first; what waits blind for others is not among them.
    pub own: Vec<&'a Record<Estimate>>,
    /// People who were asked for theirs and have not given it.
    pub waiting: Vec<RecordId>,
    /// Its estimates that came from an imported register.
    pub imported: Vec<&'a Record<Estimate>>,
    /// Operating controls that treat it.
    pub controls: Vec<&'a Record<Control>>,
    /// Open treatments of it.
    pub treatments: Vec<&'a Record<Treatment>>,
    /// The newest decision about it that was not withdrawn.
    pub decision: Option<&'a Record<Decision>>,
    /// What each option would make of the certainty, doing nothing first; empty until it is asked for ([`predictions`](super::known::predictions)).
    pub predicted: Vec<Option<Certainty>>,
    known_as: bool,
}

/// Whether any decision was decided: before that, home leads here.
pub fn any_decided(cx: &Cx) -> bool {
    let isms = cx.view.for_the_organisation();
    isms.all::<Decision>().any(|d| matches!(&*d.head.state, "decided" | "reviewed"))
}

/// The estimates of a risk that count as given.
fn estimates(cx: &Cx, risk: RecordId) -> Vec<&Record<Estimate>> {
    let of = |e: &&Record<Estimate>| e.body.risk.is_some_and(|r| r.id() == risk);
    cx.view.all::<Estimate>().filter(of).filter(|e| &*e.head.state == "given" && e.body.is_complete()).collect()
}

fn decision_about(cx: &Cx, risk: RecordId) -> Option<&Record<Decision>> {
    let about = |d: &&Record<Decision>| d.is_open() && d.body.concerns.iter().any(|r| r.id() == risk);
    cx.view.all::<Decision>().filter(about).last()
}

/// Where the visitor stands.
pub fn of(cx: &Cx) -> Progress<'_> {
    let isms = cx.view.for_the_organisation();
    let risks: Vec<&Record<Risk>> = cx.view.all::<Risk>().filter(|r| r.is_open()).collect();
    let risk = focus(cx, &risks);
    let all = risk.map(|r| estimates(cx, r.head.id)).unwrap_or_default();
    let (imported, mut own): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| e.head.drafted_by == DraftedBy::Import);
    own.sort_by_key(|e| e.body.estimator.map(|p| p.id()) != cx.viewer().person);
    let treats = |risks: &[Ref<Risk>]| risks.iter().any(|x| risk.is_some_and(|r| r.head.id == x.id()));
    let me = cx.viewer().person.and_then(|p| isms.typed::<Person>(p));
    let controls = cx.view.all::<Control>().filter(|c| &*c.head.state == "operating");
    let treatments = cx.view.all::<Treatment>().filter(|t| t.is_open());
    Progress {
        me,
        organisation: isms.single::<Organisation>(),
        objective: objective(cx, risk),
        risk,
        candidates: if risk.is_none() && asked(cx) != Some("new") { weightiest(cx, risks) } else { Vec::new() },
        own,
        imported,
        waiting: risk.and_then(|r| pool::round(isms, r.head.id)).map(|r| r.waiting).unwrap_or_default(),
        controls: controls.filter(|c| treats(&c.body.treats)).collect(),
        treatments: treatments.filter(|t| treats(&t.body.treats)).collect(),
        decision: risk.and_then(|r| decision_about(cx, r.head.id)),
        predicted: Vec::new(),
        known_as: me.is_some_and(|p| !p.head.title.eq_ignore_ascii_case(&cx.session.login)),
    }
}

/// The risk named in the address, or `new`.
fn asked(cx: &Cx) -> Option<&str> {
    cx.query.get("risk").map(String::as_str).filter(|r| !r.is_empty())
}

/// The risk that is looked at: the one asked for; else the one that was begun and is not decided; else the only one there is.
fn focus<'a>(cx: &'a Cx, risks: &[&'a Record<Risk>]) -> Option<&'a Record<Risk>> {
    if let Some(key) = asked(cx) {
        let id = cx.view.by_key(key)?.head().id;
        return risks.iter().find(|r| r.head.id == id).copied();
    }
    let begun = |r: &&&Record<Risk>| {
        let mine = estimates(cx, r.head.id).iter().any(|e| e.head.drafted_by != DraftedBy::Import);
        mine && decision_about(cx, r.head.id).is_none_or(|d| !matches!(&*d.head.state, "decided" | "reviewed"))
    };
    match risks {
        [only] => Some(only),
        several => several.iter().filter(begun).max_by_key(|r| r.head.changed).copied(),
    }
}

/// The objective that the risk threatens; else the first that is agreed, or proposed.
fn objective<'a>(cx: &'a Cx, risk: Option<&Record<Risk>>) -> Option<&'a Record<Objective>> {
    let all: Vec<&Record<Objective>> = cx.view.all::<Objective>().filter(|o| o.is_open()).collect();
    let threatened = |o: &&&Record<Objective>| {
        risk.is_some_and(|r| r.body.threatens.iter().any(|t| t.objective.is_some_and(|x| x.id() == o.head.id)))
    };
    let agreed = |o: &&&Record<Objective>| &*o.head.state == "agreed" && o.body.parent.is_none();
    let found = all.iter().find(threatened).or_else(|| all.iter().find(agreed)).or_else(|| all.first());
    found.copied()
}

/// Loss events a year as stated, however they were.
pub fn frequency(e: &Estimate) -> f64 {
    let range = |r: Option<isms::values::Range>| r.map_or(0.0, convert::mean);
    match e.frequency_as {
        FrequencyForm::LossEvents => range(e.loss_event_frequency),
        FrequencyForm::ThreatEvents => range(e.threat_event_frequency) * range(e.susceptibility),
        FrequencyForm::Evidence => (e.events.unwrap_or(0) as f64 + 0.5) / e.observed_years.unwrap_or(1.0),
    }
}

/// Those with the largest mean annual loss by what is estimated of them first; those without any estimate last.
fn weightiest<'a>(cx: &Cx, mut risks: Vec<&'a Record<Risk>>) -> Vec<&'a Record<Risk>> {
    let weight = |r: &Record<Risk>| {
        let of = |e: &&Record<Estimate>| {
            let loss: f64 = e.body.primary_loss.iter().filter_map(|l| l.amount).map(convert::mean).sum();
            frequency(&e.body) * loss
        };
        estimates(cx, r.head.id).iter().map(of).fold(0.0, f64::max)
    };
    let mut weighed: Vec<(f64, &Record<Risk>)> = risks.drain(..).map(|r| (weight(r), r)).collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.head.number.cmp(&b.1.head.number)));
    weighed.into_iter().map(|(_, r)| r).collect()
}

impl Progress<'_> {
    /// Whether a step is done.
    pub fn done(&self, step: Step) -> bool {
        match step {
            Step::You => self.known_as && self.organisation.is_some_and(|o| !o.body.currency.is_empty()),
            Step::Objective => self.objective.is_some_and(|o| &*o.head.state == "agreed"),
            Step::Risk => self.threatens().is_some(),
            Step::Estimate => self.own.iter().any(|e| e.body.estimator.map(|p| p.id()) == self.me.map(|m| m.head.id)),
            Step::Second => self.own.len() > 1 && self.waiting.is_empty(),
            Step::Control => !self.controls.is_empty(),
            Step::Treatment => !self.treatments.is_empty(),
            Step::Decision => self.decision.is_some_and(|d| matches!(&*d.head.state, "decided" | "reviewed")),
        }
    }

    /// The share of the risk's loss that lands on the objective, where it threatens it.
    pub fn threatens(&self) -> Option<f64> {
        let (risk, objective) = (self.risk?, self.objective?.head.id);
        let found = risk.body.threatens.iter().find(|t| t.objective.is_some_and(|o| o.id() == objective))?;
        Some(found.share.map_or(1.0, |s| s.0))
    }

    /// Whether a step can be taken: what it builds on is there.
    pub fn ready(&self, step: Step) -> bool {
        let risk = self.risk.is_some();
        match step {
            Step::You => true,
            Step::Objective => self.done(Step::You),
            Step::Risk => self.done(Step::Objective),
            Step::Control | Step::Estimate => risk && self.done(Step::Risk),
            Step::Second | Step::Treatment => risk && self.done(Step::Estimate),
            Step::Decision => risk && self.done(Step::Estimate) && (self.done(Step::Treatment) || self.done(step)),
        }
    }

    /// The first step that waits for the visitor. A control and a second estimate may be passed over: that something came after
    /// them says that they were.
    pub fn next(&self) -> Option<Step> {
        let passed = |s: &Step| match s {
            Step::Control => self.done(Step::Estimate),
            Step::Second => self.done(Step::Treatment) || !self.waiting.is_empty(),
            _ => false,
        };
        Step::ALL.into_iter().find(|s| !self.done(*s) && !passed(s))
    }
}
