//! Rules of instruction: written where the work is done, looked at by someone else, and not left behind.

use super::{Rule, Severity, Shape, as_kind, day_of, days_before, sources, today};
use crate::{
    area::Area,
    context::{Team, person::Line},
    governance::{Challenge, challenge::ChallengeVerdict},
    instruction::Instruction,
    isms::Isms,
    policy::Requirement,
    record::{AnyRecord, Record},
    values::RecordId,
};
use jiff::civil::Date;

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
        what: "An instruction in force that nobody independent has challenged.",
        why: "Whether it meets what it claims to carry out is its author's opinion.",
        how: "Ask the second line for a challenge.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction", "challenge"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &[], f: never_validated },
    },
    Rule {
        code: "IST04",
        area: Area::Instruction,
        severity: Severity::Warn,
        title: "Instruction stale against its requirement",
        what: "A requirement changed more than 14 days ago, and its instruction was not challenged since.",
        why: "People work carefully by words that no longer hold.",
        how: "Bring the instruction up to date and have it challenged again.",
        clauses: &["iso27001-2022:A.5.37"],
        reads: &["instruction", "requirement", "challenge"],
        shape: Shape::PerRecord { kinds: &["instruction"], far: &[], f: left_behind },
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

/// The day of the last challenge that an instruction stood.
fn validated(isms: &Isms, instruction: RecordId) -> Option<Date> {
    let stood = |c: &&Record<Challenge>| {
        &*c.head.state == "given" && c.body.verdict.is_some_and(|v| v != ChallengeVerdict::Refused)
    };
    sources::<Challenge>(isms, instruction).into_iter().filter(stood).filter_map(|c| c.body.made).max()
}

fn never_validated(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    as_kind::<Instruction>(record)?.counts()?;
    validated(isms, record.head().id).is_none().then(|| format!("nobody has challenged {}", record.key()))
}

fn left_behind(isms: &Isms, record: &dyn AnyRecord) -> Option<String> {
    let instruction = as_kind::<Instruction>(record)?.counts()?;
    let last = validated(isms, record.head().id)?;
    let changed = |id: RecordId| {
        let edition = isms.get(id)?.in_force()?;
        let since = day_of(edition.since);
        (last < since && since < days_before(today(isms), 14)).then_some((id, since))
    };
    let (requirement, since) = instruction.carries_out.iter().find_map(|r| changed(r.id()))?;
    let requirement = isms.get(requirement)?.key();
    Some(format!("{} has not been challenged since {requirement} changed on {since}", record.key()))
}
