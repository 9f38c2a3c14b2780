//! Work: tasks, actions, treatments, findings, estimates, instructions, what people say about documents, reports that a law wants.

use super::{Desk, How, Minutes, Why, Wish, finds, page};
use crate::{
    assurance::{Action, Finding},
    audience, authority,
    context::Person,
    everywhere::Task,
    instruction::{Feedback, Instruction, feedback::Workable},
    kind,
    operations::Incident,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Estimate, Risk, Treatment, estimate::pool},
    rules,
    values::RecordId,
};

pub(super) fn collect(desk: &mut Desk<'_>) {
    tasks(desk);
    actions(desk);
    treatments(desk);
    findings(desk);
    estimates(desk);
    feedback(desk);
    instructions(desk);
    incidents(desk);
}

fn tasks(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for task in isms.all::<Task>().filter(|t| (*t as &dyn AnyRecord).is_open()) {
        let assigned = task.body.assignee.is_some_and(|a| a.id() == desk.me);
        let theirs = assigned || (task.body.assignee.is_none() && desk.owns(&task.head));
        if !theirs {
            continue;
        }
        let asker = task.head.owner.and_then(|o| audience::answerable(isms, o.id())).filter(|p| *p != desk.me);
        let may = desk.sight.may_on(isms, task, authority::Action::Step);
        let act = if may { How::Step { name: "finish" } } else { page(task, "") };
        if task.body.due.is_some_and(|d| !desk.soon(d)) {
            continue;
        }
        let why = if assigned { Why::Assigned } else { Why::Owner };
        if let Some(asked) = desk.put(Wish::Task, task, task.body.due, why, act) {
            asked.about = task.body.about.first().map(|r| r.id());
            asked.who_waits = asker;
            asked.minutes = task.body.takes.map_or(asked.minutes, |value| Minutes { value, estimated: false });
        }
    }
}

fn actions(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for action in isms.all::<Action>() {
        let answered = action.body.answers.first().map(|r| r.id());
        let (what, due) = match &*action.head.state {
            "open" | "under-way" if desk.owns(&action.head) => (Wish::Act, action.body.due),
            "done" if verifies(desk, action) => (Wish::Verify, action.body.done_on.map(|d| rules::days_after(d, 90))),
            _ => continue,
        };
        if due.is_none_or(|d| desk.soon(d))
            && let Some(asked) = desk.put(what, action, due, Why::Owner, page(action, ""))
        {
            asked.about = answered;
        }
    }
}

/// The owner of what is answered looks whether it helped, unless they did it themselves.
fn verifies(desk: &Desk<'_>, action: &Record<Action>) -> bool {
    let did = desk.owns(&action.head) || action.body.done_by.is_some_and(|p| p.id() == desk.me);
    let mut answered = action.body.answers.iter().filter_map(|r| desk.isms.get(r.id()));
    !did && action.body.effect.is_none() && answered.any(|r| desk.owns(r.head()))
}

fn treatments(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let under_way = |t: &&Record<Treatment>| matches!(&*t.head.state, "decided" | "under-way");
    for treatment in isms.all::<Treatment>().filter(under_way) {
        if let Some(due) = treatment.body.due.filter(|_| desk.owns(&treatment.head)) {
            desk.put_by(Wish::Treat, treatment, due, Why::Owner, page(treatment, ""));
        }
    }
}

fn findings(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for finding in isms.all::<Finding>().filter(|f| &*f.head.state == "open") {
        if !desk.owns(&finding.head) {
            continue;
        }
        if let Some(code) = finds(isms, "ASR10", finding) {
            desk.put(Wish::Find, finding, None, Why::Rule(code), page(finding, ""));
        }
    }
}

/// Blind rounds that wait for theirs, and estimates of theirs that are past their review.
fn estimates(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let mut risks: Vec<RecordId> = isms.pointing_from(desk.me, kind::of::<Risk>()).map(|l| l.source).collect();
    risks.dedup();
    let may = desk.sight.may(kind::of::<Estimate>(), authority::Action::Create);
    for id in risks.into_iter().filter(|_| may) {
        let Some(risk) = isms.typed::<Risk>(id).filter(|r| (*r as &dyn AnyRecord).is_open()) else { continue };
        let waits = pool::round(isms, id).filter(|r| r.waiting.contains(&desk.me));
        let owner = risk.head.owner.and_then(|o| audience::answerable(isms, o.id())).filter(|p| *p != desk.me);
        if waits.is_some()
            && let Some(asked) =
                desk.put(Wish::Estimate, risk, None, owner.map_or(Why::Assigned, Why::Asked), page(risk, "/estimate"))
        {
            asked.who_waits = owner;
        }
    }
    let mut own: Vec<RecordId> = isms.pointing_from(desk.me, kind::of::<Estimate>()).map(|l| l.source).collect();
    own.dedup();
    for estimate in own.into_iter().filter_map(|id| isms.typed::<Estimate>(id)) {
        let mine = estimate.body.estimator.is_some_and(|p| p.id() == desk.me) && &*estimate.head.state == "given";
        let risk = estimate.body.risk.and_then(|r| isms.typed::<Risk>(r.id()));
        let open = risk.filter(|r| may && mine && (*r as &dyn AnyRecord).is_open());
        if let (Some(due), Some(risk)) = (estimate.head.next_review, open)
            && let Some(asked) = desk.put_by(Wish::Estimate, estimate, due, Why::Rule("RSK11"), page(risk, "/estimate"))
        {
            asked.about = Some(risk.head.id);
        }
    }
}

/// What cannot be worked by is answered by whoever owns it; whoever said it says whether the answer settles it.
fn feedback(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let within = proportion::days(isms, Setting::AnswerWithin);
    for said in isms.all::<Feedback>() {
        let Some(about) = said.body.about.and_then(|a| isms.get(a.id())) else { continue };
        let from = said.body.from.map(|p| p.id());
        match &*said.head.state {
            "said" if said.body.says != Workable::Works && from != Some(desk.me) && answers(desk, about.as_ref()) => {
                let due =
                    rules::days_after(said.body.said_on.unwrap_or_else(|| rules::day_of(said.head.created)), within);
                if let Some(asked) = desk.put(Wish::Answer, said, Some(due), Why::Owner, page(said, "/edit")) {
                    asked.about = Some(about.head().id);
                    asked.who_waits = from;
                }
            }
            "answered" if from == Some(desk.me) && desk.sight.may(kind::of::<Feedback>(), authority::Action::Step) => {
                if let Some(asked) = desk.put(Wish::Settle, said, None, Why::Assigned, How::Step { name: "settle" }) {
                    asked.about = Some(about.head().id);
                    asked.who_waits = said.body.answered_by.map(|p| p.id());
                }
            }
            _ => {}
        }
    }
}

/// Its owner answers; the lead of the team that wrote it, where nobody owns it.
fn answers(desk: &Desk<'_>, about: &dyn AnyRecord) -> bool {
    let team = about.typed::<Instruction>().and_then(|i| i.body.written_by).map(|t| t.id());
    desk.mine(about.head().owner.map(|o| o.id()).or(team))
}

/// Instructions of their teams that are behind what they carry out.
fn instructions(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for instruction in isms.all::<Instruction>().filter(|i| (*i as &dyn AnyRecord).is_open()) {
        let team = instruction.body.written_by.map(|t| t.id());
        if !desk.ours(team) && !desk.owns(&instruction.head) {
            continue;
        }
        if let Some(code) = finds(isms, "IST04", instruction) {
            desk.put(Wish::Rewrite, instruction, None, Why::Rule(code), page(instruction, "/write"));
        }
    }
}

/// Reports to authorities whose clock runs.
fn incidents(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for incident in isms.all::<Incident>().filter(|i| (*i as &dyn AnyRecord).is_open()) {
        let handles =
            incident.body.roles.iter().any(|r| r.who.is_some_and(|p: crate::values::Ref<Person>| p.id() == desk.me));
        let due = incident.body.clocks.iter().filter(|c| c.met.is_none() && c.not_required_because.is_empty());
        let due = due.filter_map(|c| c.due).min().map(rules::day_of);
        if let Some(due) = due.filter(|_| handles || desk.owns(&incident.head)) {
            desk.put_by(Wish::Report, incident, due, Why::Owner, page(incident, ""));
        }
    }
}
