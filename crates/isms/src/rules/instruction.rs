//! Rules of instruction: written where the work is done, looked at by someone else, heard when it cannot be done, and not left behind.

use super::{Rule, Severity, Shape, as_kind, lacks, listed, sources};
use crate::{
    analysis::practice,
    area::Area,
    context::{Team, person::Line},
    instruction::{Feedback, Instruction, feedback::Workable},
    isms::Isms,
    policy::Requirement,
    proportion::{self, Setting},
    record::AnyRecord,
};

/// The area's rules.
pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "IST01",
        area: Area::Instruction,
        severity: Severity::Warn,
        title: "Requirement without an instruction",
        what: "A requirement in force that needs work in the first line and that no instruction carries out.",
        why: "Everyone who must meet it invents how.",
        how: "Ask the team that does the work to write down how.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["requirement", "instruction"],
        shape: Shape::PerRecord { kinds: &["requirement"], far: &[], f: nobody_says_how },
    },
    Rule {
        code: "IST02",
        area: Area::Instruction,
        severity: Severity::Note,
        title: "Instruction written by the second line",
        what: "An instruction whose team is not of the first line.",
        why: "Those who do the work did not write it, so it describes another work.",
        how: "Let the team that works by it write it; challenge it instead.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction", "team"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &[], f: written_from_afar },
    },
    Rule {
        code: "IST03",
        area: Area::Instruction,
        severity: Severity::Warn,
        title: "Instruction never validated",
        what: "An instruction whose edition in force nobody independent has challenged, where a second line is expected.",
        why: "Whether it meets what it claims to carry out is its author's opinion.",
        how: "Ask the second line for a challenge.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction", "challenge", "person", "team"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &["person"], f: never_validated },
    },
    Rule {
        code: "IST04",
        area: Area::Instruction,
        severity: Severity::Warn,
        title: "Instruction stale against its requirement",
        what: "The text, criterion or strength of a requirement changed, and its instruction was neither challenged nor renewed within the days that the organisation's size allows (14, 30 or 45).",
        why: "People work carefully by words that no longer hold.",
        how: "Bring the instruction up to date and have it challenged again.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction", "requirement", "challenge"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &[], f: left_behind },
    },
    Rule {
        code: "IST05",
        area: Area::Instruction,
        severity: Severity::Note,
        title: "Instruction not linked to the workflow it lives in",
        what: "An instruction in force that does not say in which tool it is met during the work, or has no address there.",
        why: "What is not where the work is done is read once and then remembered.",
        how: "Say where it lives, and link that place.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &[], f: lives_nowhere },
    },
    Rule {
        code: "IST06",
        area: Area::Instruction,
        severity: Severity::Warn,
        title: "Reported unworkable and unanswered",
        what: "Someone said that it cannot be done as written, and was not answered within the days that the organisation's size allows (14, 21 or 30).",
        why: "People who are not heard stop saying it and work around it.",
        how: "Answer: what changes, or why it stays.",
        clauses: &["iso27001-2022:A.5.37", "iso27001-2022:7.4"],
        reads: &["feedback"],
        shape: Shape::PerRecord { kinds: &["feedback"], far: &[], f: not_answered },
    },
];

fn nobody_says_how(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let requirement = as_kind::<Requirement>(record)?;
    let needed = requirement.counts().is_some_and(|r| r.needs_instruction);
    let carried = sources::<Instruction>(isms, requirement.head.id).iter().any(|i| i.counts().is_some());
    (needed && !carried).then(|| format!("no instruction in force carries out {}", record.key()))
}

fn written_from_afar(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let team = isms.typed::<Team>(as_kind::<Instruction>(record)?.body.written_by?.id())?;
    let afar = team.body.line != Line::First;
    afar.then(|| format!("{} was written by TEA-{}, which is not of the first line", record.key(), team.head.number))
}

fn never_validated(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let instruction = as_kind::<Instruction>(record)?;
    let (edition, team) = (instruction.in_force.as_ref()?, instruction.counts()?.written_by);
    if !proportion::expects(isms, Setting::ChallengeExpected) {
        return None;
    }
    let looked = practice::of_edition(isms, instruction);
    let own = |by| team.is_some_and(|t| practice::belongs(isms, by, t.id()));
    let independent = looked.iter().any(|c| c.body.challenger.is_none_or(|by| !own(by.id())));
    match (looked.is_empty(), independent) {
        (true, _) => Some(format!("nobody has challenged edition {} of {}", edition.number, record.key())),
        (false, false) => Some(format!("{} was challenged only by the team that wrote it", record.key())),
        (false, true) => None,
    }
}

fn left_behind(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let stale = practice::stale(isms, as_kind::<Instruction>(record)?)?;
    if stale.days <= i64::from(proportion::days(isms, Setting::StaleFor)) {
        return None;
    }
    let keys: Vec<String> = stale.requirements.iter().filter_map(|r| Some(isms.get(*r)?.key().to_string())).collect();
    let keys = listed(&keys)?;
    Some(format!("{} has been behind {keys} for {} days, since {}", record.key(), stale.days, stale.since))
}

fn lives_nowhere(_: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let body = as_kind::<Instruction>(record)?.counts()?;
    let place = lacks(body.lives_in.trim().is_empty(), "in which tool it lives");
    let address = lacks(body.workflow.0.trim().is_empty(), "the address there");
    let missing = listed(&[place, address])?;
    Some(format!("{} does not say {missing}", record.key()))
}

fn not_answered(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let feedback = as_kind::<Feedback>(record)?;
    let days = practice::unanswered(isms, feedback).filter(|_| feedback.body.says == Workable::Unworkable)?;
    let late = days > i64::from(proportion::days(isms, Setting::AnswerWithin));
    let about = feedback.body.about.and_then(|a| isms.get(a.id())).map(|r| r.key().to_string())?;
    late.then(|| {
        format!("{about} cannot be done as written, {} says, and nobody answered for {days} days", record.key())
    })
}
