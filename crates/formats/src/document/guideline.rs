//! Guidelines: what a policy means in detail, as requirements that can be tested one by one.

use super::{
    Kind, MOST, Notes, Other, Read, front, lines,
    lines::{Line, Part},
    marks,
    names::{self, FieldName, Flag, Section},
    prose::{self, Field},
    shown,
};
use crate::place::Fault;
use serde_json::json;
use std::collections::HashMap;

/// A guideline as a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guideline {
    /// The key of its record, such as GDL-1.
    pub key: Option<String>,
    pub title: String,
    /// Markdown; sections that have no field of their own stand here too, with their headings.
    pub purpose: String,
    /// Whom and what it binds, as Markdown.
    pub applies_to: String,
    /// Markdown.
    pub roles: String,
    pub requirements: Vec<Requirement>,
    /// Members of the front matter that mean nothing here.
    pub other: Other,
}

/// One requirement of a guideline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Requirement {
    /// The key of its record, such as RQT-12, so that text and record stay in step.
    pub key: Option<String>,
    /// What people refer to it by, such as 1 or 2.3; never changed by reading or writing.
    pub number: String,
    /// One line.
    pub title: String,
    /// Markdown.
    pub text: String,
    pub strength: Strength,
    /// Whether people must do something for it, so that an instruction says how.
    pub needs_instruction: bool,
    /// How a tester tells whether it is met, as Markdown.
    pub criterion: String,
    pub serves: Option<Serves>,
    /// Keys of obligations.
    pub meets: Vec<String>,
    /// Requirements of frameworks, such as `iso27001-2022:A.8.5`.
    pub clauses: Vec<String>,
}

/// The statements of a policy that a requirement makes good; none named means the policy as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serves {
    /// The key of the policy.
    pub policy: String,
    /// Numbers of its statements.
    pub statements: Vec<String>,
}

/// How binding a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strength {
    #[default]
    Must,
    Should,
    May,
}

impl std::fmt::Display for Strength {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Strength::Must => "must",
            Strength::Should => "should",
            Strength::May => "may",
        })
    }
}

/// Reads a guideline; every fault has its line.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Read<Guideline>, Vec<Fault>> {
    let text = lines::text_of(bytes.as_ref())?;
    let mut notes = Notes::default();
    let (mut front, all) = lines::split(&text, &mut notes);
    let (title, all) = lines::title(all, &mut front, &|name| names::of_guideline(name).is_some(), &mut notes);
    let mut guideline = Guideline { title, key: front.key(&mut notes), ..Guideline::default() };
    let (mut purpose, mut applies_to, mut roles) = (Field::default(), Field::default(), Field::default());
    for part in lines::parts(&all, &|_, level, name| section(level, name)) {
        match part.section {
            None => purpose.lines(&part.lines, &in_purpose),
            Some(Section::AppliesTo) => applies_to.lines(&part.lines, &in_section),
            Some(Section::Roles) => roles.lines(&part.lines, &in_section),
            Some(Section::Requirements) => {
                let before = requirements(&part, &mut guideline.requirements, &mut notes);
                purpose.lines(before, &in_section);
            }
            Some(_) => purpose.lines(&part.lines, &in_section),
        }
    }
    guideline.purpose = purpose.done();
    guideline.applies_to = applies_to.done();
    guideline.roles = roles.done();
    guideline.other = front.other(Kind::Guideline, &mut notes);
    notes.done(guideline)
}

fn section(level: usize, name: &str) -> Option<Section> {
    names::of_guideline(name).filter(|_| level <= 2)
}

fn in_purpose(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, name)| section(level, name).is_some())
}

fn in_section(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, _)| level <= 2)
}

fn in_requirement(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, _)| level <= 3) || names::field(line).is_some()
}

/// Reads the requirements of a section into `out`; the lines in front of the first are given back.
fn requirements<'p, 'a>(part: &'p Part<'a, Section>, out: &mut Vec<Requirement>, notes: &mut Notes) -> &'p [Line<'a>] {
    let heads = |l: &&Line| l.heading().is_some_and(|(level, _)| level == part.level + 1);
    let begin = part.lines.iter().position(|l| heads(&l));
    let Some(begin) = begin else {
        if let Some(line) = part.lines.iter().find(|l| !l.blank()) {
            let expected = "a heading for each requirement, such as `### 1 Two factors (must)`";
            notes.fault(line.number, expected, shown(line.text));
        }
        return &[];
    };
    let mut seen: HashMap<String, usize> = out.iter().map(|r| (r.number.clone(), 0)).collect();
    let mut rest = part.lines.get(begin..).unwrap_or_default();
    while let Some((line, after)) = rest.split_first() {
        let end = after.iter().position(|l| heads(&l)).unwrap_or(after.len());
        let (own, next) = after.split_at(end);
        notes.bounded(line.number, out.len(), out.len() + 1, "requirements");
        if out.len() <= MOST {
            let requirement = requirement(line, own, notes);
            if let Some(first) =
                seen.insert(requirement.number.clone(), line.number).filter(|_| !requirement.number.is_empty())
            {
                let found = format!("{} a second time (first in line {first})", requirement.number);
                notes.fault(line.number, "each number once, because people refer to it", found);
            }
            out.push(requirement);
        }
        rest = next;
    }
    part.lines.get(..begin).unwrap_or_default()
}

/// `### 1 Two factors (must, instruction) {RQT-12}` and the lines beneath it.
fn requirement(line: &Line, own: &[Line], notes: &mut Notes) -> Requirement {
    let (_, name) = line.heading().unwrap_or((3, ""));
    let (first, rest) = name.split_once([' ', '\t']).unwrap_or((name, ""));
    let number = first.trim_end_matches(['.', ':', ')']);
    if !marks::is_number(number) {
        notes.fault(line.number, "a number in front of the title, such as `### 1 Two factors (must)`", shown(name));
        return Requirement::default();
    }
    let (rest, key) = trailing_key(rest.trim());
    let mut out = Requirement { key, number: number.to_owned(), ..Requirement::default() };
    match flags(rest) {
        Some((title, flags)) => {
            out.title = prose::one_line(title);
            out.needs_instruction = flags.contains(&Flag::Instruction);
            out.strength = strength(&flags, line.number, notes);
        }
        None => {
            out.title = prose::one_line(rest);
            notes.remark(line.number, "no word says how binding this is (must, should, may); it is read as must");
        }
    }
    body(&mut out, own, notes);
    out
}

fn strength(flags: &[Flag], line: usize, notes: &mut Notes) -> Strength {
    let mut said = flags.iter().filter_map(|f| match f {
        Flag::Must => Some(Strength::Must),
        Flag::Should => Some(Strength::Should),
        Flag::May => Some(Strength::May),
        Flag::Instruction => None,
    });
    let strength = said.next();
    if said.any(|other| Some(other) != strength) {
        notes.fault(line, "one of must, should and may", "several");
    }
    strength.unwrap_or_default()
}

/// `… {RQT-12}`
fn trailing_key(text: &str) -> (&str, Option<String>) {
    let parted = text.strip_suffix('}').and_then(|t| t.rsplit_once('{'));
    match parted.filter(|(_, key)| marks::is_key(key.trim())) {
        Some((before, key)) => (before.trim_end(), Some(key.trim().to_owned())),
        None => (text, None),
    }
}

/// `… (must, instruction)`: nothing if any of the words is another.
fn flags(text: &str) -> Option<(&str, Vec<Flag>)> {
    let (before, words) = text.strip_suffix(')')?.rsplit_once('(')?;
    let flags: Option<Vec<Flag>> = words.split(',').map(names::flag).collect();
    Some((before.trim_end(), flags?))
}

/// The prose and the fields of a requirement.
fn body(out: &mut Requirement, own: &[Line], notes: &mut Notes) {
    let (mut text, mut criterion) = (Field::default(), Field::default());
    let (mut in_criterion, mut first) = (false, HashMap::new());
    for line in own {
        let Some((name, value)) = names::field(line.text).filter(|_| !line.code) else {
            let field = if in_criterion { &mut criterion } else { &mut text };
            field.line(line, &in_requirement);
            continue;
        };
        in_criterion = name == FieldName::Criterion;
        text.part();
        if let Some(earlier) = first.insert(name_of(name), line.number) {
            notes.fault(
                line.number,
                format!("{} once", name_of(name)),
                format!("it a second time (first in line {earlier})"),
            );
        }
        match name {
            FieldName::Criterion => criterion.raw(names::field_value(line.text)),
            FieldName::Serves => out.serves = serves(value, line.number, notes),
            FieldName::Meets => out.meets = keys(value, line.number, notes),
            FieldName::Clauses => out.clauses = clauses(value, line.number, notes),
        }
    }
    out.text = text.done();
    out.criterion = criterion.done();
}

fn name_of(field: FieldName) -> &'static str {
    match field {
        FieldName::Criterion => "Criterion",
        FieldName::Serves => "Serves",
        FieldName::Meets => "Meets",
        FieldName::Clauses => "Clauses",
    }
}

/// `POL-2 1, 3.1`
fn serves(value: &str, line: usize, notes: &mut Notes) -> Option<Serves> {
    let (policy, rest) = value.split_once([' ', '\t']).unwrap_or((value, ""));
    let numbers: Vec<String> = rest.split(',').map(|n| n.trim().to_owned()).collect();
    let none = rest.trim().is_empty();
    if marks::is_key(policy) && (none || numbers.iter().all(|n| marks::is_number(n))) {
        let statements = if none { Vec::new() } else { numbers };
        return Some(Serves { policy: policy.to_owned(), statements });
    }
    notes.fault(
        line,
        "the key of a policy and numbers of its statements, such as `Serves: POL-2 1, 3.1`",
        shown(value),
    );
    None
}

fn keys(value: &str, line: usize, notes: &mut Notes) -> Vec<String> {
    marks::keys(value).unwrap_or_else(|| {
        notes.fault(line, "keys of obligations, such as `Meets: OBL-1, OBL-4`", shown(value));
        Vec::new()
    })
}

/// Clauses parted by commas; a comma inside one has a backslash in front.
fn clauses(value: &str, line: usize, notes: &mut Notes) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match (sign, out.last_mut()) {
            (',', _) => out.push(String::new()),
            ('\\', Some(last)) => last.extend(signs.next()),
            (_, Some(last)) => last.push(sign),
            (_, None) => {}
        }
    }
    let out: Vec<String> = out.iter().map(|c| prose::one_line(c)).collect();
    if out.len() == 1 && out.iter().all(String::is_empty) {
        return Vec::new();
    }
    if let Some(wrong) = out.iter().find(|c| !is_clause(c)) {
        let expected = "requirements of frameworks, such as `Clauses: iso27001-2022:A.8.5`";
        notes.fault(line, expected, shown(wrong));
    }
    out
}

fn is_clause(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(framework, id)| !framework.is_empty() && !id.is_empty() && !framework.contains(' '))
}

impl Guideline {
    /// The guideline as it is read back after [`write`]: texts without blanks around them, blocks of code closed.
    pub fn tidy(&self) -> Guideline {
        Guideline {
            key: self.key.clone().filter(|k| marks::is_key(k)),
            title: prose::one_line(&self.title),
            purpose: prose::tidy(&self.purpose),
            applies_to: prose::tidy(&self.applies_to),
            roles: prose::tidy(&self.roles),
            requirements: self.requirements.iter().map(Requirement::tidy).collect(),
            other: front::tidy_other(&self.other, &["key"]),
        }
    }
}

impl Requirement {
    fn tidy(&self) -> Requirement {
        Requirement {
            key: self.key.clone().filter(|k| marks::is_key(k)),
            title: prose::one_line(&self.title),
            text: prose::tidy(&self.text),
            criterion: prose::tidy(&self.criterion),
            clauses: marks::tidy_list(&self.clauses),
            ..self.clone()
        }
    }
}

/// The one way to write a guideline. It reads back as the same, provided that it has a title, that its numbers are numbers, each
/// once, and that its keys are keys.
pub fn write(guideline: &Guideline) -> String {
    let guideline = guideline.tidy();
    let mut out = front::written(&[("key", json!(guideline.key))], &guideline.other);
    out.push_str(&format!("# {}\n", guideline.title));
    prose::push_block(&mut out, &prose::escaped(&guideline.purpose, &in_purpose));
    for (name, text) in [("Applies to", &guideline.applies_to), ("Roles", &guideline.roles)] {
        if !text.is_empty() {
            out.push_str(&format!("\n## {name}\n"));
            prose::push_block(&mut out, &prose::escaped(text, &in_section));
        }
    }
    if !guideline.requirements.is_empty() {
        out.push_str("\n## Requirements\n");
    }
    for requirement in &guideline.requirements {
        write_requirement(&mut out, requirement);
    }
    out
}

fn write_requirement(out: &mut String, requirement: &Requirement) {
    let title = format!("### {} {}", requirement.number, requirement.title);
    let instruction = if requirement.needs_instruction { ", instruction" } else { "" };
    out.push_str(&format!("\n{} ({}{instruction})", title.trim_end(), requirement.strength));
    if let Some(key) = &requirement.key {
        out.push_str(&format!(" {{{key}}}"));
    }
    out.push('\n');
    prose::push_block(out, &prose::escaped(&requirement.text, &in_requirement));
    let serves = requirement.serves.as_ref().map(|s| format!("{} {}", s.policy, s.statements.join(", ")));
    let clauses: Vec<String> =
        requirement.clauses.iter().map(|c| c.replace('\\', "\\\\").replace(',', "\\,")).collect();
    let fields = [
        ("Serves", serves.unwrap_or_default()),
        ("Meets", requirement.meets.join(", ")),
        ("Clauses", clauses.join(", ")),
    ];
    // Each with two blanks at its end, which break the line where Markdown is shown.
    let said: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| format!("{name}: {}", value.trim()))
        .collect();
    prose::push_block(out, &said.join("  \n"));
    if !requirement.criterion.is_empty() {
        out.push('\n');
        prose::push_behind(out, "Criterion:", &requirement.criterion, &in_requirement);
    }
}
