//! Rules of governance: bodies that may decide, decisions that move something and are looked at again.

use super::{Rule, Severity, Shape, as_kind, bodies::voters, lacks, listed, today};
use crate::{
    analysis::supply::sourcing,
    area::Area,
    governance::{Body, Decision, decision::DecisionKind},
    isms::Isms,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "GOV01",
        area: Area::Governance,
        severity: Severity::Deny,
        title: "Charter grants no decision rights, or the quorum cannot be reached",
        what: "A body whose charter names no kind of decision; or that has members, fewer of whom vote and work here than it takes to decide: as many as its charter says, else three, two in a medium organisation, one in a small.",
        why: "A body that may decide nothing, or never can, receives, notes and files.",
        how: "Say in its charter what it decides and with how many, fill its seats, or dissolve it.",
        clauses: &["iso27001-2022:5.1", "iso27001-2022:5.3"],
        reads: &["body", "role", "person", "team", "organisation"],
        shape: Shape::PerRecord { kinds: &["body"], far: &["role", "person"], f: powerless_body },
    },
    Rule {
        code: "GOV05",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Decision without a picture of the risk, or with one option only",
        what: "A decision that was put forward with fewer than two options, or without what the numbers said of its objectives and risks.",
        why: "Where there is no choice there is no decision; and where nobody kept what was known, nobody can learn from it.",
        how: "Add the options, doing nothing among them; name what it concerns and put it to the decider again, so that the picture is taken.",
        clauses: &["iso27001-2022:5.1"],
        reads: &["decision"],
        shape: Shape::PerRecord { kinds: &["decision"], far: &[], f: no_choice },
    },
    Rule {
        code: "GOV06",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Decision allocates nothing, names nobody or ends never",
        what: "A decision to spend or treat that moves neither money nor work, or any decision without someone to carry it out or a date to look at it again.",
        why: "What nobody must do with nothing until never does not happen.",
        how: "State what moves, who does it and when it is looked at again.",
        clauses: &["iso27001-2022:5.1", "iso27001-2022:7.1"],
        reads: &["decision"],
        shape: Shape::PerRecord { kinds: &["decision"], far: &[], f: without_consequence },
    },
    Rule {
        code: "GOV07",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Decision not compared with its outcome",
        what: "A decision past its review date, or past its end without an outcome.",
        why: "Nobody learns whether the predictions were any good.",
        how: "Say what came of it and mark it as reviewed.",
        clauses: &["iso27001-2022:9.3"],
        reads: &["decision"],
        shape: Shape::PerRecord { kinds: &["decision"], far: &[], f: never_compared },
    },
    Rule {
        code: "GOV08",
        area: Area::Governance,
        severity: Severity::Warn,
        title: "Supplier chosen without a security disclosure",
        what: "A decision to choose a supplier that was tabled or taken, or an important or critical supplier that was taken on, without a disclosure of its security. In an organisation of fewer than fifty people a dated assessment stands in.",
        why: "Whoever chose did not know what they chose; price and features were on the table and security was not.",
        how: "Disclose what is known and unknown about the supplier's security to whoever decides, and name the decision or supplier in it.",
        clauses: &["iso27001-2022:A.5.19", "iso27001-2022:5.1"],
        reads: &["decision", "supplier", "disclosure"],
        shape: Shape::PerRecord {
            kinds: &["decision", "supplier"],
            far: &["disclosure", "decision", "supplier"],
            f: untold,
        },
    },
];

fn powerless_body(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = as_kind::<Body>(record)?;
    let charter = body.counts().unwrap_or(&body.body);
    if charter.decides.is_empty() {
        return Some(format!("the charter of {} grants no decision rights", record.key()));
    }
    let stated = charter.quorum.and_then(|q| usize::try_from(q).ok());
    let needed = stated.unwrap_or_else(|| proportion::count(isms, Setting::Quorum));
    let votes = voters(isms, charter).len();
    let cannot = !charter.members.is_empty() && votes < needed;
    cannot.then(|| format!("{} takes {needed} to decide and has {votes} who vote", record.key()))
}

fn no_choice(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let decision = as_kind::<Decision>(record).filter(|d| &*d.head.state != "prepared")?;
    let count = decision.body.options.len();
    if count < 2 {
        return Some(format!("{} had {count} options to choose from", record.key()));
    }
    let blind = decision.body.picture.is_none();
    blind.then(|| format!("{} was put forward without a picture of what was known", record.key()))
}

fn decided(record: &dyn AnyRecord) -> Option<&Record<Decision>> {
    as_kind::<Decision>(record).filter(|d| &*d.head.state == "decided")
}

fn without_consequence(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    use DecisionKind::{Defund, Fund, Source, Treat};
    let decision = decided(record)?;
    let body = &decision.body;
    let moves = matches!(body.about, Treat | Fund | Defund | Source);
    let missing = listed(&[
        lacks(moves && body.allocations.is_empty(), "allocation of resources"),
        lacks(decision.head.owner.is_none() && body.carried_out_by.is_empty(), "owner"),
        lacks(decision.head.next_review.is_none() && body.until.is_none(), "review date"),
    ])?;
    Some(format!("{} has no {missing}", record.key()))
}

fn untold(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    sourcing::complaint(isms, record)
}

fn never_compared(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let decision = decided(record)?;
    let day = today(isms);
    if let Some(due) = decision.head.next_review.filter(|due| *due < day) {
        return Some(format!("{} should have been compared with its outcome by {due}", record.key()));
    }
    let over = decision.body.until.is_some_and(|until| until < day) && decision.body.outcome.0.is_empty();
    over.then(|| format!("{} has ended and nobody said what came of it", record.key()))
}
