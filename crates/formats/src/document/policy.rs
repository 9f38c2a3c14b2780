//! Policies: why, and what must be met, in numbered statements.

use super::{
    Kind, MOST, Notes, Other, Read, front, lines,
    lines::{Line, Part},
    marks,
    names::{self, Section},
    prose::{self, Field},
    shown,
};
use crate::place::Fault;
use serde_json::json;
use std::collections::HashMap;

/// A policy as a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// The key of its record, such as POL-2.
    pub key: Option<String>,
    pub title: String,
    /// Markdown; sections that have no field of their own stand here too, with their headings.
    pub purpose: String,
    pub statements: Vec<Statement>,
    /// Markdown.
    pub roles: String,
    /// What follows from a violation, as Markdown.
    pub consequence: String,
    /// Members of the front matter that mean nothing here.
    pub other: Other,
}

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// What people refer to it by, such as 3 or 3.1; never changed by reading or writing.
    pub number: String,
    /// Markdown.
    pub text: String,
    /// Keys of records, such as OBJ-9, APP-1, OBL-1.
    pub derived_from: Vec<String>,
}

/// How the statements of a section are marked; the first one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `**3.1** Text`, which is how we write.
    Bold,
    /// `### 3.1 Text`
    Heading(usize),
    /// `3. Text`, `3.1 Text`
    Plain,
}

/// Reads a policy; every fault has its line.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Read<Policy>, Vec<Fault>> {
    let text = lines::text_of(bytes.as_ref())?;
    let mut notes = Notes::default();
    let (mut front, all) = lines::split(&text, &mut notes);
    let (title, all) = lines::title(all, &mut front, &|name| names::of_policy(name).is_some(), &mut notes);
    let mut policy = Policy { title, key: front.key(&mut notes), ..Policy::default() };
    let (mut purpose, mut roles, mut consequence) = (Field::default(), Field::default(), Field::default());
    for part in lines::parts(&all, &|_, level, name| section(level, name)) {
        match part.section {
            None => purpose.lines(&part.lines, &in_purpose),
            Some(Section::Roles) => roles.lines(&part.lines, &in_section),
            Some(Section::Consequence) => consequence.lines(&part.lines, &in_section),
            Some(Section::Statements) => {
                let before = statements(&part, &mut policy.statements, &mut notes);
                purpose.lines(before, &in_section);
            }
            Some(_) => purpose.lines(&part.lines, &in_section),
        }
    }
    policy.purpose = purpose.done();
    policy.roles = roles.done();
    policy.consequence = consequence.done();
    policy.other = front.other(Kind::Policy, &mut notes);
    notes.done(policy)
}

fn section(level: usize, name: &str) -> Option<Section> {
    names::of_policy(name).filter(|_| level <= 2)
}

fn in_purpose(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, name)| section(level, name).is_some())
}

fn in_section(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, _)| level <= 2)
}

fn in_statement(line: &str) -> bool {
    in_section(line) || bold(line).is_some()
}

/// `**3.1** Text`: the number and what follows it.
fn bold(line: &str) -> Option<(&str, &str)> {
    let (number, rest) = lines::unindented(line)?.strip_prefix("**")?.split_once("**")?;
    let number = number.trim_end_matches(['.', ':', ')']);
    let parted = rest.is_empty() || rest.starts_with([' ', '\t']);
    (marks::is_number(number) && parted).then(|| (number, rest.trim_start()))
}

/// `3. Text`, `3) Text`, `3.1 Text`: the number, what follows it, and whether a point or bracket ends the number.
fn plain(line: &str) -> Option<(&str, &str, bool)> {
    let (first, rest) = lines::unindented(line)?.split_once([' ', '\t'])?;
    let number = first.trim_end_matches(['.', ')', ':']);
    let ended = number.len() < first.len();
    let year = !ended && number.len() > 3 && !number.contains('.');
    (marks::is_number(number) && !year).then(|| (number, rest.trim_start(), ended))
}

/// `### 3.1 Text`, at this level.
fn headed<'a>(line: &Line<'a>, at: usize) -> Option<(&'a str, &'a str)> {
    let (_, name) = line.heading().filter(|(level, _)| *level == at)?;
    let (first, rest) = name.split_once([' ', '\t']).unwrap_or((name, ""));
    let number = first.trim_end_matches(['.', ':', ')']);
    marks::is_number(number).then(|| (number, rest.trim()))
}

/// Whether a number is the next one, so that a line that begins with it is no wrapped sentence.
fn follows(before: &str, number: &str) -> bool {
    let split = |n: &str| -> Vec<u32> { n.split('.').filter_map(|p| p.parse().ok()).collect() };
    let (before, number) = (split(before), split(number));
    let Some((last, parents)) = number.split_last() else { return false };
    let up = before.get(parents.len()).copied().unwrap_or_default();
    before.starts_with(parents) && up.checked_add(1) == Some(*last)
}

/// A statement while it is read.
struct Open {
    number: String,
    line: usize,
    field: Field,
}

/// Reads the statements of a section into `out`; the lines in front of the first are given back.
fn statements<'p, 'a>(part: &'p Part<'a, Section>, out: &mut Vec<Statement>, notes: &mut Notes) -> &'p [Line<'a>] {
    let form = part.lines.iter().filter(|l| !l.code).find_map(|l| form(l, part.level));
    let Some(form) = form else {
        if let Some(line) = part.lines.iter().find(|l| !l.blank()) {
            notes.fault(line.number, "a number in front of each statement, such as `**1** Text`", shown(line.text));
        }
        return &[];
    };
    let mut open: Vec<Open> = Vec::new();
    let mut begin = part.lines.len();
    let mut blank = true;
    for (index, line) in part.lines.iter().enumerate() {
        match mark(line, form, open.last().map(|o| o.number.as_str()), blank) {
            Some((number, rest)) => {
                begin = begin.min(index);
                let mut field = Field::default();
                field.raw(rest);
                if matches!(form, Form::Heading(_)) {
                    field.part();
                }
                open.push(Open { number: number.to_owned(), line: line.number, field });
                let count = out.len() + open.len();
                notes.bounded(line.number, count - 1, count, "statements");
            }
            None => {
                if let (Form::Heading(level), Some((at, name))) = (form, line.heading())
                    && at == level
                {
                    notes.fault(line.number, "the number of a statement in front of its heading", shown(name));
                }
                if let Some(last) = open.last_mut() {
                    last.field.line(line, &in_statement);
                }
            }
        }
        blank = line.blank();
    }
    close(open, out, notes);
    part.lines.get(..begin).unwrap_or_default()
}

fn form(line: &Line, section: usize) -> Option<Form> {
    let heading = line.heading().map(|(level, _)| level).filter(|level| *level > section);
    match heading {
        Some(level) => headed(line, level).map(|_| Form::Heading(level)),
        None if bold(line.text).is_some() => Some(Form::Bold),
        None => plain(line.text).map(|_| Form::Plain),
    }
}

/// The number and text of a line that begins a statement.
fn mark<'a>(line: &Line<'a>, form: Form, last: Option<&str>, after_blank: bool) -> Option<(&'a str, &'a str)> {
    if line.code {
        return None;
    }
    match form {
        Form::Bold => bold(line.text),
        Form::Heading(level) => headed(line, level),
        Form::Plain => {
            let (number, rest, ended) = plain(line.text)?;
            let begins = after_blank || ended || last.is_some_and(|last| follows(last, number));
            begins.then_some((number, rest))
        }
    }
}

fn close(open: Vec<Open>, out: &mut Vec<Statement>, notes: &mut Notes) {
    let mut lines: HashMap<String, usize> = out.iter().map(|s| (s.number.clone(), 0)).collect();
    for statement in open {
        if let Some(earlier) = lines.insert(statement.number.clone(), statement.line) {
            let hint = if earlier == 0 { "in an earlier section".into() } else { format!("in line {earlier}") };
            let found = format!("{} a second time (first {hint}); indent a list inside a statement", statement.number);
            notes.fault(statement.line, "each number once, because people refer to it", found);
        }
        if out.len() >= MOST {
            return;
        }
        let text = statement.field.done();
        let (text, derived_from) = match marks::trailing_keys(&text) {
            Some((text, keys)) => (prose::tidy(text), keys),
            None => (text, Vec::new()),
        };
        out.push(Statement { number: statement.number, text, derived_from });
    }
}

impl Policy {
    /// The policy as it is read back after [`write`]: texts without blanks around them, blocks of code closed.
    pub fn tidy(&self) -> Policy {
        Policy {
            key: self.key.clone().filter(|k| marks::is_key(k)),
            title: prose::one_line(&self.title),
            purpose: prose::tidy(&self.purpose),
            statements: self.statements.iter().map(Statement::tidy).collect(),
            roles: prose::tidy(&self.roles),
            consequence: prose::tidy(&self.consequence),
            other: front::tidy_other(&self.other, &["key"]),
        }
    }
}

impl Statement {
    fn tidy(&self) -> Statement {
        Statement { text: prose::tidy(&self.text), ..self.clone() }
    }
}

/// The one way to write a policy. It reads back as the same, provided that it has a title and its numbers are numbers, each once.
pub fn write(policy: &Policy) -> String {
    let policy = policy.tidy();
    let mut out = front::written(&[("key", json!(policy.key))], &policy.other);
    out.push_str(&format!("# {}\n", policy.title));
    prose::push_block(&mut out, &prose::escaped(&policy.purpose, &in_purpose));
    if !policy.statements.is_empty() {
        out.push_str("\n## Statements\n");
    }
    for statement in &policy.statements {
        out.push('\n');
        let text = with_keys(statement);
        prose::push_behind(&mut out, &format!("**{}**", statement.number), &text, &in_statement);
    }
    for (name, text) in [("Roles", &policy.roles), ("Consequence", &policy.consequence)] {
        if !text.is_empty() {
            out.push_str(&format!("\n## {name}\n"));
            prose::push_block(&mut out, &prose::escaped(text, &in_section));
        }
    }
    out
}

/// The text with its keys in brackets: behind a single paragraph, beneath anything longer. Empty brackets say that those in front
/// of them belong to the text.
fn with_keys(statement: &Statement) -> String {
    let text = &statement.text;
    if statement.derived_from.is_empty() && marks::trailing_keys(text).is_none() {
        return text.clone();
    }
    let keys = statement.derived_from.join(", ");
    let paragraph = prose::begins_plainly(text) && text.lines().all(|l| l.starts_with(char::is_alphanumeric));
    match (text.is_empty(), paragraph) {
        (true, _) => format!("[{keys}]"),
        (_, true) => format!("{text} [{keys}]"),
        (_, false) => format!("{text}\n\n[{keys}]"),
    }
}
