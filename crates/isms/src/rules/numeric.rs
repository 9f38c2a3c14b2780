//! Rules that need numbers: what is beyond appetite, what became worse than accepted, what did not help, what costs more than it saves.

use super::{Finding, Rule, Severity, Shape, day_of, days_before, every, key_of, money, percent, sources, today};
use crate::{
    analysis::{certainty::Met, model, numbers::Numbers, risk as one_risk},
    area::Area,
    assurance::Test,
    cadence::Cadence,
    communication::{Message, message::Direction},
    context::{Objective, Obligation, Role},
    control::Control,
    governance::{Body, Challenge, Decision, Disclosure, decision::DecisionKind},
    isms::Isms,
    policy::Requirement,
    proportion::{self, Setting},
    record::Record,
    risk::{Appetite, Risk, Treatment, estimate::pool},
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "RSK05",
        area: Area::Risk,
        severity: Severity::Deny,
        title: "Beyond appetite and nobody decided",
        what: "A risk that alone exceeds a point of the appetite in force, or what its owner may accept, without a decision since its newest estimate, or since that was first sent up; after 30 days, 60 in the smallest organisations.",
        why: "It was sent up and nothing came back: the organisation bears what it said it would not bear.",
        how: "Decide: treat it, accept it within a mandate, or change the appetite.",
        clauses: &["iso27001-2022:6.1.2 e", "iso27001-2022:6.1.3"],
        reads: &["risk", "estimate", "appetite", "decision", "disclosure", "message", "role", "treatment"],
        shape: Shape::Numbers(undecided),
    },
    Rule {
        code: "RSK08",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Residual worse than accepted",
        what: "An accepted risk whose average annual loss today is, beyond the error of the simulation and 5 %, above what the picture of the accepting decision showed.",
        why: "Someone accepted another risk than the one we now bear.",
        how: "Show the decider the new figure, and decide again.",
        clauses: &["iso27001-2022:6.1.3 f", "iso27001-2022:8.2"],
        reads: &["risk", "decision", "estimate", "control"],
        shape: Shape::Numbers(worse_than_accepted),
    },
    Rule {
        code: "RSK09",
        area: Area::Risk,
        severity: Severity::Warn,
        title: "Treatment done, and certainty did not move as predicted",
        what: "A decision whose chosen treatments are all done, and whose objective stands below the certainty that was predicted for them, beyond the error of the simulation.",
        why: "The money is spent and the objective is no more certain; the next prediction will be as good.",
        how: "Find out what differs from the prediction: the control, the estimate, or something else that became worse.",
        clauses: &["iso27001-2022:6.1.3", "iso27001-2022:9.1"],
        reads: &["decision", "treatment", "objective", "risk"],
        shape: Shape::Numbers(did_not_move),
    },
    Rule {
        code: "GOV03",
        area: Area::Governance,
        severity: Severity::Deny,
        title: "Below required certainty and not disclosed",
        what: "An objective below its required certainty, beyond the error of the simulation, of which the body that oversees it was told nothing within its cadence; or that no body oversees, where the size of the organisation asks for one.",
        why: "Do not tell: whoever could move means to it does not know that they should.",
        how: "Disclose it to the body, or name the body that oversees it.",
        clauses: &["iso27001-2022:5.1", "iso27001-2022:9.3"],
        reads: &["objective", "body", "disclosure"],
        shape: Shape::Numbers(undisclosed),
    },
    Rule {
        code: "GOV12",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Disclosure unchallenged, or outside what was computed",
        what: "A disclosure that was made and that the second line has not challenged within 14 days, where the size of the organisation asks for a second line; or that states a certainty outside the band in which 90 % of worlds lay.",
        why: "A body that hears one voice decides on that voice.",
        how: "Ask the second line for a challenge, or say why the figure differs from what was computed.",
        clauses: &["iso27001-2022:9.1", "iso27001-2022:9.3"],
        reads: &["disclosure", "challenge"],
        shape: Shape::Numbers(unchallenged),
    },
    Rule {
        code: "CTL06",
        area: Area::Control,
        severity: Severity::Note,
        title: "Control costs more than it removes",
        what: "An operating control whose yearly cost is above the average annual loss it takes off the risks it treats, each without insurance, and that no obligation demands. Unknown where a risk has no estimate or is insured.",
        why: "The money would make another objective more certain.",
        how: "Retire it, make it cheaper, or say which obligation or risk it really serves.",
        clauses: &["iso27001-2022:6.1.3"],
        reads: &["control", "risk", "obligation", "requirement"],
        shape: Shape::Numbers(costs_too_much),
    },
    Rule {
        code: "ASR01",
        area: Area::Assurance,
        severity: Severity::Note,
        title: "Test interval not proportionate to the risk",
        what: "An operating control that carries a quarter of all that controls take off the annual loss and is tested more seldom than every quarter, or a twentieth and more seldom than every half year.",
        why: "Where most rests on it, nobody looks for longest.",
        how: "Test it more often, or let a machine check it.",
        clauses: &["iso27001-2022:9.1"],
        reads: &["control", "test", "risk"],
        shape: Shape::Numbers(too_seldom),
    },
];

fn found(record: RecordId, message: String) -> Finding {
    Finding { record: Some(record), message }
}

fn undecided(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let tolerance = one_risk::tolerance(isms);
    let before = days_before(today(isms), proportion::days(isms, Setting::DecideWithin));
    let open = isms.all::<Risk>().filter(|r| r.is_open());
    open.filter_map(|risk| {
        let beyond = beyond(isms, numbers, risk, &tolerance)?;
        let newest = pool::pool(isms, risk.head.id).open.iter().map(|e| pool::made(e)).max()?;
        let raised = sent_up(isms, risk, newest).unwrap_or(newest);
        let waits = raised < before && !decided_since(isms, risk.head.id, newest);
        let key = key_of(isms, risk.head.id);
        waits.then(|| found(risk.head.id, format!("{key} {beyond}, and nobody has decided on it since {raised}")))
    })
    .collect()
}

/// By what a risk is beyond appetite, in words.
fn beyond(isms: &Isms, numbers: &Numbers, risk: &Record<Risk>, tolerance: &[(f64, f64)]) -> Option<String> {
    let cost = numbers.risks.get(&risk.head.id)?;
    let point = tolerance.iter().find_map(|(amount, accepted)| {
        let chance = cost.chance_of(*amount).filter(|p| p > accepted)?;
        let amount = money(isms, *amount);
        Some(format!("loses more than {amount} with {} a year, {} is accepted", percent(chance), percent(*accepted)))
    });
    point.or_else(|| {
        let (limit, p) = may_accept(isms, risk.head.owner?.id())?;
        let over = cost.at(p).map_or_else(|| cost.chance_of(limit).is_some_and(|c| c > 1.0 - p), |loss| loss > limit);
        let limit = money(isms, limit);
        over.then(|| format!("costs more than the {limit} at {} that its owner may accept", percent(p)))
    })
}

/// What an owner may accept by the ladder in force, with the percentile at which it is read.
fn may_accept(isms: &Isms, owner: RecordId) -> Option<(f64, f64)> {
    let roles = sources::<Role>(isms, owner).into_iter().filter(|r| r.body.holder.is_some_and(|h| h.id() == owner));
    let faces: Vec<RecordId> = roles.map(|r| r.head.id).chain([owner]).collect();
    let rungs = isms.all::<Appetite>().filter(|a| a.is_open()).filter_map(|a| a.counts()).flat_map(|a| &a.ladder);
    let mine = rungs.filter(|m| m.holder.is_some_and(|h| faces.contains(&h.id())));
    let amounts = mine.filter_map(|m| {
        let limit = m.accept_up_to.filter(|a| a.currency == isms.currency())?;
        Some((limit.major(), m.at_percentile.map_or(0.95, |p| p.0)))
    });
    amounts.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// When a risk was first sent up since a day: by a message up about it, or a disclosure of an objective it threatens.
fn sent_up(isms: &Isms, risk: &Record<Risk>, since: Date) -> Option<Date> {
    let up =
        |m: &&Record<Message>| m.body.direction == Direction::Up && m.body.about.iter().any(|a| a.id() == risk.head.id);
    let messages = every::<Message>(isms, risk.head.id).into_iter().filter(up).filter_map(|m| m.body.sent).map(day_of);
    let objectives = risk.body.threatens.iter().filter_map(|t| t.objective);
    let told = objectives.flat_map(|o| every::<Disclosure>(isms, o.id())).filter_map(|d| d.body.made);
    messages.chain(told).filter(|on| *on >= since).min()
}

fn decided_since(isms: &Isms, risk: RecordId, since: Date) -> bool {
    let treatments = every::<Treatment>(isms, risk).into_iter().map(|t| t.head.id);
    let about = treatments.chain([risk]).flat_map(|id| every::<Decision>(isms, id));
    let mut decided = about.filter(|d| matches!(&*d.head.state, "decided" | "reviewed"));
    decided.any(|d| d.body.decided_on.is_some_and(|on| on >= since))
}

fn worse_than_accepted(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let accepted = isms.all::<Risk>().filter(|r| &*r.head.state == "accepted");
    accepted
        .filter_map(|risk| {
            let (mean, error) = numbers.risks.get(&risk.head.id)?.mean;
            let decisions = every::<Decision>(isms, risk.head.id)
                .into_iter()
                .filter(|d| d.body.about == DecisionKind::Accept && matches!(&*d.head.state, "decided" | "reviewed"));
            let last = decisions.max_by_key(|d| d.body.decided_on)?;
            let key = key_of(isms, risk.head.id);
            let seen = last.body.picture.as_ref()?.risks.iter().find(|r| r.risk == key)?.mean?.major();
            let (now, then) = (money(isms, mean), money(isms, seen));
            let decision = key_of(isms, last.head.id);
            (mean - 2.0 * error > seen * 1.05).then(|| {
                found(risk.head.id, format!("{key} costs {now} a year on average; {decision} accepted {then}"))
            })
        })
        .collect()
}

fn did_not_move(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let decided = isms.all::<Decision>().filter(|d| matches!(&*d.head.state, "decided" | "reviewed"));
    decided
        .filter_map(|decision| {
            let chosen = decision.body.options.iter().find(|o| o.name == decision.body.chosen)?;
            let treatments: Vec<RecordId> = chosen.treatments.iter().map(|t| t.id()).collect();
            let done = |id: &RecordId| {
                isms.typed::<Treatment>(*id).is_some_and(|t| matches!(&*t.head.state, "done" | "verified"))
            };
            let first = *treatments.first().filter(|_| treatments.iter().all(done))?;
            let (predicted, objective) = (chosen.predicted_certainty?.0, objective_of(isms, &decision.body)?);
            let (now, error) = numbers.objectives.get(&objective)?.certainty?;
            let (treatment, objective, key) =
                (key_of(isms, first), key_of(isms, objective), key_of(isms, decision.head.id));
            (now + 2.0 * error < predicted).then(|| {
                let (now, predicted) = (percent(now), percent(predicted));
                found(
                    first,
                    format!("{treatment} is done and {objective} stands at {now}; {key} predicted {predicted}"),
                )
            })
        })
        .collect()
}

/// The one objective that a decision is to move: named, or the only one that its risks threaten.
fn objective_of(isms: &Isms, decision: &Decision) -> Option<RecordId> {
    if let Some(named) = decision.objectives.first() {
        return Some(named.id());
    }
    let risks = decision.concerns.iter().filter_map(|r| isms.typed::<Risk>(r.id()));
    let threatened: BTreeSet<RecordId> =
        risks.flat_map(|r| &r.body.threatens).filter_map(|t| t.objective).map(|o| o.id()).collect();
    threatened.first().copied().filter(|_| threatened.len() == 1)
}

fn undisclosed(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let below = |o: &&Record<Objective>| numbers.objectives.get(&o.head.id).is_some_and(|s| s.met == Some(Met::No));
    isms.all::<Objective>().filter(|o| o.is_open()).filter(below).filter_map(|o| untold(isms, o)).collect()
}

fn untold(isms: &Isms, objective: &Record<Objective>) -> Option<Finding> {
    let id = objective.head.id;
    let key = key_of(isms, id);
    let oversees = |b: &&Record<Body>| b.counts().is_some_and(|c| c.oversees.iter().any(|o| o.id() == id));
    let bodies: Vec<&Record<Body>> = sources::<Body>(isms, id).into_iter().filter(oversees).collect();
    if bodies.is_empty() {
        return proportion::expects(isms, Setting::BodyExpected)
            .then(|| found(id, format!("{key} is below its required certainty and no body oversees it")));
    }
    let told = |body: &Record<Body>| {
        let within = body
            .counts()
            .and_then(|c| c.cadence)
            .map_or_else(|| proportion::days(isms, Setting::MeetEvery), Cadence::days);
        let since = days_before(today(isms), within);
        every::<Disclosure>(isms, id).iter().any(|d| {
            let made = d.body.made.is_some_and(|on| on >= since);
            made && &*d.head.state != "drafted" && d.body.to.is_some_and(|to| to.id() == body.head.id)
        })
    };
    let deaf = bodies.into_iter().find(|b| !told(b))?;
    let body = key_of(isms, deaf.head.id);
    Some(found(id, format!("{key} is below its required certainty and was not disclosed to {body} within its cadence")))
}

fn unchallenged(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let expected = proportion::expects(isms, Setting::ChallengeExpected);
    let old = days_before(today(isms), proportion::days(isms, Setting::TellWithin));
    let made = isms.all::<Disclosure>().filter(|d| &*d.head.state == "made");
    made.filter_map(|disclosure| {
        let key = key_of(isms, disclosure.head.id);
        if let Some(outside) = outside(isms, numbers, disclosure) {
            return Some(found(disclosure.head.id, format!("{key} {outside}")));
        }
        let given = |c: &Record<Challenge>| &*c.head.state == "given";
        let alone = expected
            && disclosure.body.made.is_some_and(|on| on < old)
            && !sources::<Challenge>(isms, disclosure.head.id).iter().any(|c| given(c));
        alone.then(|| found(disclosure.head.id, format!("nobody of the second line has challenged {key}")))
    })
    .collect()
}

/// How the stated certainty departs from the band: of the picture that was sealed with it; without one, of today's numbers while it is new.
fn outside(isms: &Isms, numbers: &Numbers, disclosure: &Record<Disclosure>) -> Option<String> {
    let (stated, objective) = (disclosure.body.certainty?.0, disclosure.body.objective?.id());
    let key = key_of(isms, objective);
    let sealed = disclosure.body.picture.as_ref().map(|p| p.objectives.iter().find(|o| o.objective == key));
    let (low, high) = match sealed {
        Some(seen) => seen.and_then(|o| Some((o.low?.0, o.high?.0)))?,
        None => {
            let new = disclosure.body.made.is_some_and(|on| on >= days_before(today(isms), 31));
            numbers.objectives.get(&objective).filter(|_| new)?.band?
        }
    };
    let (said, low_said, high_said) = (percent(stated), percent(low), percent(high));
    (stated < low || stated > high).then(|| format!("states {said}; 90 % of worlds lay from {low_said} to {high_said}"))
}

fn operating(isms: &Isms) -> impl Iterator<Item = &Record<Control>> {
    isms.all::<Control>().filter(|c| model::is_live(*c) && &*c.head.state == "operating")
}

fn costs_too_much(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let binding = isms.all::<Obligation>().filter(|o| &*o.head.state == "applicable");
    let demanded: BTreeSet<String> = binding.flat_map(|o| &o.body.clauses).map(ToString::to_string).collect();
    operating(isms)
        .filter_map(|control| {
            let removed = *numbers.removed.get(&control.head.id)?;
            let cost = control.body.cost_yearly.filter(|c| c.currency == isms.currency())?.major();
            let asked = || is_demanded(isms, &control.body, &demanded);
            (cost > removed && !asked()).then(|| {
                let (key, cost, removed) =
                    (key_of(isms, control.head.id), money(isms, cost), money(isms, removed.max(0.0)));
                found(control.head.id, format!("{key} costs {cost} a year and takes {removed} off the annual loss"))
            })
        })
        .collect()
}

fn is_demanded(isms: &Isms, control: &Control, demanded: &BTreeSet<String>) -> bool {
    let clause = control.clauses.iter().any(|c| demanded.contains(&c.to_string()));
    clause
        || control.implements.iter().any(|d| {
            isms.typed::<Obligation>(d.id()).is_some()
                || isms.typed::<Requirement>(d.id()).and_then(|r| r.counts()).is_some_and(|r| !r.meets.is_empty())
        })
}

/// The longest interval between tests of a control that carries a share of all that controls remove.
fn interval(share: f64) -> Option<Cadence> {
    match share {
        s if s >= 0.25 => Some(Cadence::Quarterly),
        s if s >= 0.05 => Some(Cadence::HalfYearly),
        _ => None,
    }
}

fn too_seldom(isms: &Isms, numbers: &Numbers) -> Vec<Finding> {
    let total: f64 = numbers.removed.values().filter(|r| **r > 0.0).sum();
    operating(isms)
        .filter_map(|control| {
            let removed = numbers.removed.get(&control.head.id).filter(|_| total > 0.0)?;
            let wanted = interval(removed / total)?;
            let tests = sources::<Test>(isms, control.head.id).into_iter();
            let often = tests.map(|t| t.body.cadence.unwrap_or(Cadence::Yearly)).min()?;
            let (key, share, days, most) =
                (key_of(isms, control.head.id), percent(removed / total), often.days(), wanted.days());
            (often > wanted).then(|| {
                let said = format!("{key} carries {share} of what controls remove and is tested every {days} days; {most} would be proportionate");
                found(control.head.id, said)
            })
        })
        .collect()
}
