//! The other way round: what a person asked of others and waits for.

use super::{Wish, voting};
use crate::{
    assurance::Action,
    audience,
    authority::Sight,
    everywhere::{Approval, Response, Task},
    governance::{Body, Disclosure},
    instruction::Feedback,
    isms::Isms,
    kind,
    record::AnyRecord,
    risk::{Risk, estimate::pool},
    rules,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One thing that others owe.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    /// What was asked.
    pub what: Wish,
    /// Of which record.
    pub record: RecordId,
    /// What that is about.
    pub about: Option<RecordId>,
    /// Of whom; nobody where it is not clear.
    pub whom: Vec<RecordId>,
    /// Since when.
    pub since: Date,
    /// By when.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub late: bool,
}

/// What a person asked of others and has not got, the oldest first.
pub fn of_others(isms: &Isms, sight: &Sight, person: RecordId) -> Vec<Awaited> {
    let desk = super::Desk::of(isms, sight, person, 0);
    let mut waits = Waits { desk, out: Vec::new() };
    waits.approvals();
    waits.tasks();
    waits.actions();
    waits.disclosures();
    waits.rounds();
    waits.feedback();
    waits.responses();
    waits.out.sort_by_key(|a| (a.since, a.what, a.record));
    waits.out
}

struct Waits<'a> {
    desk: super::Desk<'a>,
    out: Vec<Awaited>,
}

impl Waits<'_> {
    fn put(
        &mut self,
        what: Wish,
        record: &dyn AnyRecord,
        about: Option<RecordId>,
        whom: Vec<RecordId>,
        since: Date,
        due: Option<Date>,
    ) {
        if self.desk.sees(record) {
            let late = due.is_some_and(|d| d < self.desk.today);
            self.out.push(Awaited { what, record: record.head().id, about, whom, since, due, late });
        }
    }

    fn approvals(&mut self) {
        let isms = self.desk.isms;
        for approval in isms.all::<Approval>().filter(|a| &*a.head.state == "asked") {
            if approval.body.asked_by.is_some_and(|p| p.id() == self.desk.me) {
                let (of, silent) = (approval.body.of.map(|o| o.id()), voting::silent(approval));
                self.put(Wish::Approve, approval, of, silent, rules::day_of(approval.head.created), None);
            }
        }
    }

    fn tasks(&mut self) {
        let isms = self.desk.isms;
        for task in isms
            .all::<Task>()
            .filter(|t| (*t as &dyn AnyRecord).is_open() && self.desk.owns(&t.head))
            .collect::<Vec<_>>()
        {
            if let Some(whom) = task.body.assignee.map(|p| p.id()).filter(|p| *p != self.desk.me) {
                self.put(Wish::Task, task, None, vec![whom], rules::day_of(task.head.created), task.body.due);
            }
        }
    }

    /// Actions on what is theirs that others carry out.
    fn actions(&mut self) {
        let isms = self.desk.isms;
        for action in isms.all::<Action>().filter(|a| matches!(&*a.head.state, "open" | "under-way")) {
            let mine = action
                .body
                .answers
                .iter()
                .map(|r| r.id())
                .find(|id| isms.get(*id).is_some_and(|r| self.desk.owns(r.head())));
            if let Some(about) = mine.filter(|_| !self.desk.owns(&action.head)) {
                let whom = action.head.owner.and_then(|o| audience::answerable(isms, o.id())).into_iter().collect();
                self.put(Wish::Act, action, Some(about), whom, rules::day_of(action.head.created), action.body.due);
            }
        }
    }

    /// Disclosures owed to bodies they sit in.
    fn disclosures(&mut self) {
        let isms = self.desk.isms;
        let sits = |b: &Body| b.members.iter().any(|m| self.desk.mine(m.who.map(|w| w.id())));
        let bodies: BTreeSet<RecordId> =
            isms.all::<Body>().filter(|b| sits(b.counts().unwrap_or(&b.body))).map(|b| b.head.id).collect();
        for disclosure in isms.all::<Disclosure>().filter(|d| &*d.head.state == "drafted") {
            let asked = disclosure.body.asked_by.or(disclosure.body.to).is_some_and(|b| bodies.contains(&b.id()));
            let objective = disclosure.body.objective.map(|o| o.id());
            let owner = || objective.and_then(|o| isms.get(o)).and_then(|o| o.head().owner).map(|o| o.id());
            let by = disclosure.body.by.map(|b| b.id()).or_else(owner);
            if asked && !self.desk.mine(by) {
                let whom = by.and_then(|o| audience::answerable(isms, o)).into_iter().collect();
                self.put(
                    Wish::Disclose,
                    disclosure,
                    objective,
                    whom,
                    rules::day_of(disclosure.head.created),
                    disclosure.body.due,
                );
            }
        }
    }

    /// Blind rounds on risks of theirs.
    fn rounds(&mut self) {
        let isms = self.desk.isms;
        for risk in isms.all::<Risk>().filter(|r| r.body.asked_on.is_some() && (*r as &dyn AnyRecord).is_open()) {
            let round = pool::round(isms, risk.head.id).filter(|r| r.is_open() && self.desk.owns(&risk.head));
            if let Some(round) = round {
                let whom: Vec<RecordId> = round.waiting.into_iter().filter(|p| *p != self.desk.me).collect();
                if !whom.is_empty() {
                    self.put(Wish::Estimate, risk, None, whom, round.since, None);
                }
            }
        }
    }

    /// What they said that nobody answered.
    fn feedback(&mut self) {
        let isms = self.desk.isms;
        let links = isms.pointing_from(self.desk.me, kind::of::<Feedback>());
        let said: Vec<_> = links.filter_map(|l| isms.typed::<Feedback>(l.source)).collect();
        for said in said {
            let mine = said.body.from.is_some_and(|p| p.id() == self.desk.me) && &*said.head.state == "said";
            if let Some(about) = said.body.about.and_then(|a| isms.get(a.id())).filter(|_| mine) {
                let whom = about.head().owner.and_then(|o| audience::answerable(isms, o.id())).into_iter().collect();
                let since = said.body.said_on.unwrap_or_else(|| rules::day_of(said.head.created));
                self.put(Wish::Answer, said, Some(about.head().id), whom, since, None);
            }
        }
    }

    /// Questionnaires of theirs that suppliers have not handed in.
    fn responses(&mut self) {
        let isms = self.desk.isms;
        for response in isms.all::<Response>().filter(|r| &*r.head.state == "asked") {
            let questionnaire = response.body.questionnaire.and_then(|q| isms.get(q.id()));
            let owner = response.head.owner.or(questionnaire.and_then(|q| q.head().owner)).map(|o| o.id());
            if self.desk.mine(owner) {
                let since = response.body.asked_on.unwrap_or_else(|| rules::day_of(response.head.created));
                let whom = response.body.counterpart.map(|c| c.id()).into_iter().collect();
                self.put(Wish::Reply, response, questionnaire.map(|q| q.head().id), whom, since, response.body.due);
            }
        }
    }
}
