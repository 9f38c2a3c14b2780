//! What suppliers and others outside are part of: answers to review, questions to answer, what ends unless it is renewed.

use super::{Desk, Minutes, Why, Wish, page};
use crate::{
    context::Contract,
    everywhere::{Allowance, Questionnaire, Response, questionnaire::Asking},
    policy::Exception,
    record::{AnyRecord, Record},
    risk::Treatment,
};
use jiff::civil::Date;

pub(super) fn collect(desk: &mut Desk<'_>) {
    exceptions(desk);
    contracts(desk);
    insurance(desk);
    responses(desk);
    questionnaires(desk);
}

fn exceptions(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for exception in isms.all::<Exception>().filter(|e| &*e.head.state == "granted") {
        if let Some(expires) = exception.body.expires.filter(|_| desk.owns(&exception.head))
            && let Some(asked) = desk.put_by(Wish::Except, exception, expires, Why::Owner, page(exception, ""))
        {
            asked.about = exception.body.from.first().map(|f| f.id());
        }
    }
    for allowance in isms.all::<Allowance>().filter(|a| (*a as &dyn AnyRecord).is_open()) {
        let expires = allowance.body.expires.filter(|_| desk.owns(&allowance.head) && allowance.body.holds(desk.today));
        if let Some(expires) = expires
            && let Some(asked) = desk.put_by(Wish::Except, allowance, expires, Why::Owner, page(allowance, ""))
        {
            asked.about = allowance.body.record.map(|r| r.id());
        }
    }
}

/// The last day on which notice can be given; the last day of the contract where no notice is agreed.
fn notice(contract: &Record<Contract>) -> Option<Date> {
    let days = i32::try_from(contract.body.notice.unwrap_or(0).clamp(0, 3_660)).unwrap_or(0);
    contract.body.ends.map(|ends| crate::rules::days_after(ends, -days))
}

fn contracts(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for contract in isms.all::<Contract>().filter(|c| &*c.head.state == "signed") {
        let supplier = contract.body.supplier.and_then(|s| isms.get(s.id()));
        let owner = contract.head.owner.or(supplier.and_then(|s| s.head().owner)).map(|o| o.id());
        if let Some(due) = notice(contract).filter(|_| desk.mine(owner))
            && let Some(asked) = desk.put_by(Wish::Renew, contract, due, Why::Owner, page(contract, ""))
        {
            asked.about = supplier.map(|s| s.head().id);
        }
    }
}

fn insurance(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let holds = |t: &&Record<Treatment>| matches!(&*t.head.state, "decided" | "under-way" | "done" | "verified");
    for treatment in isms.all::<Treatment>().filter(holds) {
        let renewal = treatment.body.insurance.as_ref().and_then(|i| i.renewal);
        if let Some(due) = renewal.filter(|_| desk.owns(&treatment.head)) {
            desk.put_by(Wish::Renew, treatment, due, Why::Owner, page(treatment, ""));
        }
    }
}

fn responses(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    for response in isms.all::<Response>().filter(|r| &*r.head.state == "submitted") {
        let asked_in = response.body.questionnaire.and_then(|q| isms.typed::<Questionnaire>(q.id()));
        let owner = response.head.owner.or(asked_in.and_then(|q| q.head.owner)).map(|o| o.id());
        if desk.mine(owner)
            && let Some(asked) = desk.put(Wish::Judge, response, None, Why::Owner, page(response, "/review"))
        {
            asked.who_waits = response.body.counterpart.map(|c| c.id());
        }
    }
}

fn questionnaires(desk: &mut Desk<'_>) {
    let isms = desk.isms;
    let theirs =
        |q: &&Record<Questionnaire>| q.body.direction == Asking::WeAreAsked && (*q as &dyn AnyRecord).is_open();
    for questionnaire in isms.all::<Questionnaire>().filter(theirs) {
        let open = questionnaire
            .body
            .questions
            .iter()
            .filter(|q| q.answered_at.is_none() && q.answer.0.trim().is_empty())
            .count();
        if open == 0 || !desk.owns(&questionnaire.head) {
            continue;
        }
        let due = questionnaire.body.due;
        if let Some(asked) = desk.put(Wish::Reply, questionnaire, due, Why::Owner, page(questionnaire, "/work")) {
            asked.who_waits = questionnaire.body.counterparts.first().map(|c| c.id());
            asked.minutes = Minutes { value: open as f64 * Wish::Reply.minutes(), estimated: true };
        }
    }
}
