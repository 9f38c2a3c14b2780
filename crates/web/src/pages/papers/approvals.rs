//! Who agreed to what: votes and decisions in words, and what is still missing, never blank.

use super::{desk::Desk, grid::Value};
use isms::{
    everywhere::{
        Approval,
        approval::{Verdict, Vote},
    },
    governance::Decision,
    kind,
    record::Record,
    risk::Risk,
    values::RecordId,
};

/// Requests for approval of a record that were not withdrawn, oldest first.
fn of<'a>(desk: &'a Desk<'_>, record: RecordId) -> impl Iterator<Item = &'a Record<Approval>> {
    desk.all::<Approval>().filter(move |a| a.body.of.is_some_and(|o| o.id() == record) && &*a.head.state != "void")
}

fn hidden(desk: &Desk<'_>) -> Option<Value> {
    (!desk.reads(kind::of::<Approval>())).then(|| Value::Unknown(desk.w.t("not-visible")))
}

fn not_yet(desk: &Desk<'_>) -> Value {
    Value::Unknown(desk.w.t("paper-not-yet-approved"))
}

fn said(desk: &Desk<'_>, approval: &Record<Approval>, vote: &Vote) -> String {
    let word = match vote.verdict {
        Verdict::Approve => "paper-approved-by",
        Verdict::Reject => "paper-rejected-by",
    };
    let who = vote.by.map_or_else(|| desk.w.t("someone"), |p| desk.title(p.id()));
    let on = vote.at.map_or_else(|| desk.w.t("unknown"), |at| desk.w.date(desk.day(at)));
    let key = format!("APR-{}", approval.head.number);
    desk.w.tn(word, &[("who", who.into()), ("on", on.into()), ("key", key.into())])
}

fn waiting(desk: &Desk<'_>, approval: &Record<Approval>, person: RecordId) -> String {
    let key = format!("APR-{}", approval.head.number);
    desk.w.tn("paper-asked-of", &[("who", desk.title(person).into()), ("key", key.into())])
}

fn voted(approval: &Approval, person: RecordId) -> Option<&Vote> {
    let is = |r: Option<isms::values::Ref<isms::context::Person>>| r.is_some_and(|p| p.id() == person);
    approval.votes.iter().find(|v| is(v.by) || is(v.on_behalf_of))
}

/// Every vote on a record, and everyone who was asked and has not voted.
pub fn all(desk: &Desk<'_>, record: RecordId) -> Value {
    if let Some(hidden) = hidden(desk) {
        return hidden;
    }
    let lines: Vec<String> = of(desk, record)
        .flat_map(|a| {
            let open = &*a.head.state == "asked";
            let asked = a.body.approvers.iter().map(|p| p.id()).filter(move |p| open && voted(&a.body, *p).is_none());
            let votes = a.body.votes.iter().map(move |v| said(desk, a, v));
            votes.chain(asked.map(move |p| waiting(desk, a, p))).collect::<Vec<_>>()
        })
        .collect();
    if lines.is_empty() { not_yet(desk) } else { Value::Text(lines.join("\n")) }
}

/// What the people who speak for an owner said about any of some records: their newest vote, that they were asked, or that they have not approved.
pub fn owner(desk: &Desk<'_>, people: &[RecordId], records: &[RecordId]) -> Value {
    if let Some(hidden) = hidden(desk) {
        return hidden;
    }
    let lines: Vec<String> = records
        .iter()
        .map(|record| {
            let asked: Vec<&Record<Approval>> = of(desk, *record).collect();
            let voted = asked.iter().rev().find_map(|a| Some((*a, people.iter().find_map(|p| voted(&a.body, *p))?)));
            let said = voted.map(|(a, v)| said(desk, a, v)).or_else(|| {
                let open = asked.iter().filter(|a| &*a.head.state == "asked");
                let asks = |a: &&Record<Approval>, p: &RecordId| a.body.approvers.iter().any(|x| x.id() == *p);
                open.rev().find_map(|a| people.iter().find(|p| asks(a, p)).map(|p| waiting(desk, a, *p)))
            });
            let said = said.unwrap_or_else(|| desk.w.t("paper-not-yet-approved"));
            if records.len() > 1 { format!("{}: {said}", desk.key(*record)) } else { said }
        })
        .collect();
    let none = desk.w.t("paper-not-yet-approved");
    let distinct: Vec<&String> = lines.iter().filter(|l| !l.ends_with(&none)).collect();
    if distinct.is_empty() { not_yet(desk) } else { Value::Text(lines.join("\n")) }
}

/// Whether an owner accepted what remains of a risk: by vote, by a decision to accept it, or as its state says without either.
pub fn acceptance(desk: &Desk<'_>, people: &[RecordId], risk: &Record<Risk>) -> Value {
    match owner(desk, people, &[risk.head.id]) {
        Value::Unknown(_) if desk.reads(kind::of::<Approval>()) => {}
        found => return found,
    }
    let decided = desk.all::<Decision>().filter(|d| {
        let accepts = d.body.about == isms::governance::decision::DecisionKind::Accept;
        accepts && is_taken(d) && d.body.concerns.iter().any(|r| r.id() == risk.head.id)
    });
    match decided.last() {
        Some(decision) => Value::Text(taken(desk, decision)),
        None if &*risk.head.state == "accepted" => Value::Text(desk.w.t("paper-accepted-without-vote")),
        None => not_yet(desk),
    }
}

/// Whether a decision was taken.
pub fn is_taken(decision: &Record<Decision>) -> bool {
    matches!(&*decision.head.state, "decided" | "reviewed")
}

fn taken(desk: &Desk<'_>, decision: &Record<Decision>) -> String {
    let who = decision.body.decided_by.map_or_else(|| desk.w.t("someone"), |b| desk.title(b.id()));
    let on = decision.body.decided_on.map_or_else(|| desk.w.t("unknown"), |d| desk.w.date(d));
    let key = format!("DEC-{}", decision.head.number);
    desk.w.tn("paper-decided-by", &[("who", who.into()), ("on", on.into()), ("key", key.into())])
}

/// The decisions whose chosen option holds a treatment, or that one is prepared; or that none was taken.
pub fn decisions(desk: &Desk<'_>, treatment: RecordId) -> Value {
    if !desk.reads(kind::of::<Decision>()) {
        return Value::Unknown(desk.w.t("not-visible"));
    }
    let holds = |o: &isms::governance::decision::DecisionOption| o.treatments.iter().any(|t| t.id() == treatment);
    let mut lines = Vec::new();
    for decision in desk.all::<Decision>().filter(|d| d.body.options.iter().any(holds)) {
        let key = format!("DEC-{}", decision.head.number);
        let chosen = decision.body.options.iter().any(|o| o.name == decision.body.chosen && holds(o));
        match &*decision.head.state {
            "decided" | "reviewed" if chosen => lines.push(taken(desk, decision)),
            "decided" | "reviewed" => lines.push(desk.w.tn("paper-not-chosen", &[("key", key.into())])),
            "prepared" | "tabled" => lines.push(desk.w.tn("paper-to-be-decided", &[("key", key.into())])),
            _ => {}
        }
    }
    if lines.is_empty() { Value::Unknown(desk.w.t("paper-no-decision")) } else { Value::Text(lines.join("\n")) }
}
