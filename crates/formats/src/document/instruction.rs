//! Instructions: how it is done, in steps. They come from repositories and wikis, so their shape is the least certain.

use super::{
    Kind, Notes, Other, Read, front, lines,
    lines::Line,
    marks,
    names::{self, Section},
    prose::{self, Field},
    steps,
};
use crate::place::Fault;
use serde_json::json;

/// An instruction as a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Instruction {
    /// The key of its record, such as IST-4.
    pub key: Option<String>,
    pub title: String,
    /// Markdown; sections that have no field of their own stand here too, with their headings.
    pub purpose: String,
    pub steps: Vec<Step>,
    /// What shows afterwards that it was done, as Markdown.
    pub leaves_behind: String,
    /// Who wrote it.
    pub team: String,
    /// Requirements it carries out, by key or however the text names them.
    pub carries_out: Vec<String>,
    /// Controls it operates, likewise.
    pub operates: Vec<String>,
    /// Where in the work it lives, such as the template of a ticket.
    pub lives_in: String,
    /// Where the work is done: an address.
    pub workflow: String,
    pub tags: Vec<String>,
    /// Members of the front matter that mean nothing here.
    pub other: Other,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// Markdown.
    pub text: String,
    /// Empty where anyone may.
    pub who: String,
    /// How long it takes, where that is known.
    pub minutes: Option<f64>,
}

/// What a section of an instruction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Steps,
    Named(Section),
}

const OWN: [&str; 7] = ["key", "team", "carries_out", "operates", "lives_in", "workflow", "tags"];

/// Reads an instruction; every fault has its line.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Read<Instruction>, Vec<Fault>> {
    let text = lines::text_of(bytes.as_ref())?;
    let mut notes = Notes::default();
    let (mut front, all) = lines::split(&text, &mut notes);
    let (title, all) = lines::title(all, &mut front, &is_section, &mut notes);
    let mut instruction = Instruction {
        title,
        key: front.key(&mut notes),
        team: front.text("team", &mut notes).unwrap_or_default(),
        carries_out: front.list("carries_out", &mut notes),
        operates: front.list("operates", &mut notes),
        lives_in: front.text("lives_in", &mut notes).unwrap_or_default(),
        workflow: front.text("workflow", &mut notes).unwrap_or_default(),
        tags: front.list("tags", &mut notes),
        ..Instruction::default()
    };
    content(&mut instruction, &all, &mut notes);
    instruction.other = front.other(Kind::Instruction, &mut notes);
    notes.done(instruction)
}

fn is_section(name: &str) -> bool {
    names::is_steps(name) || names::of_instruction(name).is_some()
}

fn content(out: &mut Instruction, all: &[Line], notes: &mut Notes) {
    let begin = steps_heading(all);
    let mut found = begin.is_some();
    let (mut purpose, mut leaves_behind) = (Field::default(), Field::default());
    let parts = lines::parts(all, &|line, _, name| match names::of_instruction(name) {
        _ if names::is_steps(name) || Some(line.number) == begin => Some(What::Steps),
        named => named.map(What::Named),
    });
    for part in parts {
        match part.section {
            Some(What::Steps) => {
                let taken = steps::read(&part.lines, notes);
                if taken.steps.is_empty() && part.lines.iter().any(|l| !l.blank()) {
                    notes.remark(part.line, "no numbered list follows; the text is kept with the purpose");
                }
                purpose.lines(taken.before, &in_section);
                out.steps.extend(taken.steps);
            }
            Some(What::Named(Section::LeavesBehind)) => leaves_behind.lines(&part.lines, &in_section),
            None if !found && part.lines.iter().any(steps::is_item) => {
                found = true;
                first_list(out, &part.lines, &mut purpose, notes);
            }
            None => purpose.lines(&part.lines, &in_purpose),
            Some(What::Named(_)) => purpose.lines(&part.lines, &in_section),
        }
    }
    out.purpose = purpose.done();
    out.leaves_behind = leaves_behind.done();
}

/// The line of the heading that the steps stand beneath: one with the fixed name, else the first that sounds like it and has a
/// numbered list.
pub(super) fn steps_heading(all: &[Line]) -> Option<usize> {
    let headings: Vec<(usize, &Line, usize, &str)> =
        all.iter().enumerate().filter_map(|(i, l)| l.heading().map(|(level, name)| (i, l, level, name))).collect();
    if let Some((_, line, _, _)) = headings.iter().find(|(.., name)| names::is_steps(name)) {
        return Some(line.number);
    }
    let sounding = headings.iter().enumerate().filter(|(_, (.., name))| names::sounds_like_steps(name));
    let mut with_list = sounding.filter(|(at, (index, _, level, _))| {
        let next = headings.iter().skip(at + 1).find(|(_, _, l, _)| l <= level).map_or(all.len(), |(i, ..)| *i);
        all.get(index + 1..next).unwrap_or_default().iter().any(steps::is_item)
    });
    with_list.next().map(|(_, (_, line, ..))| line.number)
}

/// Without a heading for them, the first numbered list is the steps; what stands around it stays prose.
fn first_list(out: &mut Instruction, part: &[Line], purpose: &mut Field, notes: &mut Notes) {
    let begin = part.iter().position(steps::is_item).unwrap_or(part.len());
    let (before, rest) = part.split_at(begin);
    let (list, after) = rest.split_at(steps::end_of_list(rest));
    let taken = steps::read(list, notes);
    notes.remark(
        rest.first().map_or(1, |l| l.number),
        "no heading says where the steps are; the first numbered list is read as the steps",
    );
    purpose.lines(before, &in_purpose);
    purpose.lines(taken.before, &in_purpose);
    purpose.lines(after, &in_purpose);
    out.steps = taken.steps;
}

fn in_purpose(line: &str) -> bool {
    lines::heading(line).is_some_and(|(_, name)| is_section(name))
}

fn in_section(line: &str) -> bool {
    in_purpose(line) || lines::heading(line).is_some_and(|(level, _)| level <= 2)
}

impl Instruction {
    /// The instruction as it is read back after [`write`]: texts without blanks around them, blocks of code closed.
    pub fn tidy(&self) -> Instruction {
        Instruction {
            key: self.key.clone().filter(|k| marks::is_key(k)),
            title: prose::one_line(&self.title),
            purpose: prose::tidy(&self.purpose),
            steps: self.steps.iter().map(Step::tidy).collect(),
            leaves_behind: prose::tidy(&self.leaves_behind),
            team: prose::one_line(&self.team),
            carries_out: marks::tidy_list(&self.carries_out),
            operates: marks::tidy_list(&self.operates),
            lives_in: prose::one_line(&self.lives_in),
            workflow: prose::one_line(&self.workflow),
            tags: marks::tidy_list(&self.tags),
            other: front::tidy_other(&self.other, &OWN),
        }
    }
}

impl Step {
    pub(super) fn tidy(&self) -> Step {
        Step {
            text: prose::tidy(&self.text),
            who: prose::one_line(&self.who),
            minutes: marks::tidy_minutes(self.minutes),
        }
    }
}

/// The one way to write an instruction. It reads back as the same, provided that it has a title.
pub fn write(instruction: &Instruction) -> String {
    let i = instruction.tidy();
    let own = [
        json!(i.key),
        json!(i.team),
        json!(i.carries_out),
        json!(i.operates),
        json!(i.lives_in),
        json!(i.workflow),
        json!(i.tags),
    ];
    let own: Vec<(&str, serde_json::Value)> = OWN.into_iter().zip(own).collect();
    let mut out = front::written(&own, &i.other);
    out.push_str(&format!("# {}\n", i.title));
    prose::push_block(&mut out, &prose::escaped(&i.purpose, &in_purpose));
    if !i.steps.is_empty() || could_be_steps(&i.purpose) || could_be_steps(&i.leaves_behind) {
        out.push_str("\n## Steps\n");
    }
    steps::write(&mut out, &i.steps);
    if !i.leaves_behind.is_empty() {
        out.push_str("\n## Leaves behind\n");
        prose::push_block(&mut out, &prose::escaped(&i.leaves_behind, &in_section));
    }
    out
}

/// Whether prose has a numbered list, which would be taken for the steps if there were no heading of theirs.
fn could_be_steps(text: &str) -> bool {
    text.lines().any(|text| steps::is_item(&Line { number: 0, text, code: false }))
}
