//! Courses: short cards of prose, and questions that show whether they were understood.

use super::{
    Kind, MOST, Notes, Other, Read, front, lines,
    lines::Line,
    marks,
    prose::{self, Field},
    shown,
};
use crate::place::Fault;
use serde_json::json;
use std::collections::BTreeSet;

/// A course as a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Course {
    /// The key of its record, such as CRS-2.
    pub key: Option<String>,
    pub title: String,
    /// What stands before the first section, as Markdown.
    pub intro: String,
    pub sections: Vec<Section>,
    /// In minutes.
    pub duration: Option<f64>,
    /// How many of a hundred points pass.
    pub pass_mark: Option<u8>,
    /// How often it is repeated, in words.
    pub cadence: String,
    /// Whom it is for, in words.
    pub audience: String,
    /// Members of the front matter that mean nothing here.
    pub other: Other,
}

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    pub title: String,
    /// Markdown.
    pub text: String,
    pub questions: Vec<Question>,
}

/// One question; at least one of its answers is right and one wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// Markdown.
    pub text: String,
    pub answers: Vec<Answer>,
    /// What is shown after answering, as Markdown.
    pub why: String,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Markdown.
    pub text: String,
    pub right: bool,
}

const OWN: [&str; 5] = ["key", "duration", "pass_mark", "cadence", "audience"];

/// Reads a course; every fault has its line.
pub fn read(bytes: impl AsRef<[u8]>) -> Result<Read<Course>, Vec<Fault>> {
    let text = lines::text_of(bytes.as_ref())?;
    let mut notes = Notes::default();
    let (mut front, all) = lines::split(&text, &mut notes);
    let (title, all) = lines::title(all, &mut front, &|_| false, &mut notes);
    let mut course = Course {
        title,
        key: front.key(&mut notes),
        duration: front.value("duration", "a time, such as 12 min,", &mut notes, duration),
        pass_mark: front.value("pass_mark", "a whole percentage, such as 80 %,", &mut notes, percent),
        cadence: front.text("cadence", &mut notes).unwrap_or_default(),
        audience: front.text("audience", &mut notes).unwrap_or_default(),
        ..Course::default()
    };
    sections(&mut course, &all, &mut notes);
    course.other = front.other(Kind::Course, &mut notes);
    notes.done(course)
}

/// A time with its unit, or a number of minutes.
fn duration(text: &str) -> Option<f64> {
    marks::minutes(text).or_else(|| marks::minutes(&format!("{text} min")))
}

fn percent(text: &str) -> Option<u8> {
    let number = text.strip_suffix('%').unwrap_or(text).trim_end();
    number.parse().ok().filter(|n| *n <= 100)
}

/// The heading of a section: of the second level, or another one of the first.
fn section<'a>(line: &Line<'a>) -> Option<&'a str> {
    line.heading().filter(|(level, _)| *level <= 2).map(|(_, name)| name)
}

/// `? How is it done?`
fn question(line: &str) -> Option<&str> {
    let rest = lines::unindented(line)?.strip_prefix('?')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim_start())
}

/// `- [x] Like this`: whether it is right, and its text.
fn answer(line: &str) -> Option<(bool, &str)> {
    let rest = line.strip_prefix(' ').unwrap_or(line).strip_prefix(['-', '*', '+'])?.trim_start();
    let (sign, rest) = rest.strip_prefix('[')?.split_once(']')?;
    match sign {
        "x" | "X" => Some((true, rest.trim_start())),
        " " | "" => Some((false, rest.trim_start())),
        _ => None,
    }
}

/// Whether a document asks a question with answers to tick.
pub(super) fn asks(all: &[Line]) -> bool {
    let asks = all.iter().any(|l| !l.code && question(l.text).is_some());
    asks && all.iter().any(|l| !l.code && answer(l.text).is_some())
}

fn in_text(line: &str) -> bool {
    lines::heading(line).is_some_and(|(level, _)| level <= 2) || question(line).is_some()
}

fn in_question(line: &str) -> bool {
    in_text(line) || answer(line).is_some()
}

fn sections(course: &mut Course, all: &[Line], notes: &mut Notes) {
    let mut rest = all;
    let begins = |l: &Line| section(l).is_some() || (!l.code && question(l.text).is_some());
    let cut = |lines: &[Line]| lines.iter().position(begins).unwrap_or(lines.len());
    let (before, after) = rest.split_at(cut(rest));
    let mut intro = Field::default();
    intro.lines(before, &in_text);
    course.intro = intro.done();
    rest = after;
    let mut count = 0;
    while let Some((line, after)) = rest.split_first() {
        let (own, next) = after.split_at(cut(after));
        let before = count;
        count += 1;
        match (section(line), course.sections.last_mut()) {
            (Some(title), _) => course.sections.push(card(title, line, own, notes)),
            (None, Some(last)) => {
                let asked = asked(line, own, notes);
                count += asked.answers.len();
                last.questions.push(asked);
            }
            (None, None) => {
                notes.fault(
                    line.number,
                    "a section, such as `## Passwords`, before its first question",
                    shown(line.text),
                );
            }
        }
        notes.bounded(line.number, before, count, "sections, questions and answers");
        rest = if count > MOST { &[] } else { next };
    }
}

fn card(title: &str, line: &Line, own: &[Line], notes: &mut Notes) -> Section {
    if title.is_empty() {
        notes.fault(line.number, "the title of the section behind its signs", "nothing");
    }
    let mut text = Field::default();
    text.lines(own, &in_text);
    Section { title: prose::one_line(title), text: text.done(), questions: Vec::new() }
}

/// Where the lines of a question go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Text,
    Answer,
    Why,
}

fn asked(line: &Line, own: &[Line], notes: &mut Notes) -> Question {
    let (mut text, mut why) = (Field::default(), Field::default());
    let mut answers: Vec<(bool, Field, usize)> = Vec::new();
    text.raw(question(line.text).unwrap_or_default());
    let (mut into, mut blank) = (Into::Text, false);
    for line in own {
        let chosen = answer(line.text).filter(|_| !line.code);
        into = match (chosen, answers.last_mut()) {
            (Some((right, said)), _) => {
                let mut field = Field::default();
                field.raw(said);
                answers.push((right, field, line.number));
                Into::Answer
            }
            (None, None) => {
                text.line(line, &in_question);
                Into::Text
            }
            (None, Some((_, last, _))) => {
                let own = line.code || line.blank() || line.text.starts_with("  ") || line.text.starts_with('\t');
                let lazy = !blank && !line.text.trim_start().starts_with('>');
                if into == Into::Answer && (own || lazy) {
                    last.raw(line.text.strip_prefix("  ").unwrap_or(line.text.trim_start()));
                    Into::Answer
                } else {
                    because(&mut why, line, into, notes);
                    Into::Why
                }
            }
        };
        blank = line.blank();
    }
    closed(line, text.done(), answers, why.done(), notes)
}

/// Adds a line to what is shown after answering: quoted as it should be, or text that follows.
fn because(why: &mut Field, line: &Line, into: Into, notes: &mut Notes) {
    let quoted = line.text.trim_start_matches(' ').strip_prefix('>').filter(|_| !line.code);
    if quoted.is_none() && into == Into::Answer {
        notes.remark(line.number, "text after the answers is shown after answering; begin it with `>`");
    }
    why.raw(quoted.map_or(line.text, |q| q.strip_prefix(' ').unwrap_or(q)));
}

fn closed(line: &Line, text: String, answers: Vec<(bool, Field, usize)>, why: String, notes: &mut Notes) -> Question {
    let answers: Vec<Answer> = answers
        .into_iter()
        .map(|(right, field, line)| {
            let text = field.done();
            if text.is_empty() {
                notes.fault(line, "the text of the answer behind its box", "nothing");
            }
            Answer { text, right }
        })
        .collect();
    let right = answers.iter().filter(|a| a.right).count();
    if right == 0 || right == answers.len() {
        let found = format!("{right} right and {} wrong", answers.len() - right);
        let expected = "at least one right answer (`- [x] …`) and one wrong one (`- [ ] …`) beneath the question";
        notes.fault(line.number, expected, found);
    }
    if text.is_empty() {
        notes.fault(line.number, "the question behind its sign", "nothing");
    }
    Question { text, answers, why }
}

impl Course {
    /// The questions of all sections in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|s| &s.questions)
    }

    /// The course as it is read back after [`write`]: texts without blanks around them, blocks of code closed.
    pub fn tidy(&self) -> Course {
        Course {
            key: self.key.clone().filter(|k| marks::is_key(k)),
            title: prose::one_line(&self.title),
            intro: prose::tidy(&self.intro),
            sections: self.sections.iter().map(Section::tidy).collect(),
            duration: marks::tidy_minutes(self.duration),
            pass_mark: self.pass_mark.map(|p| p.min(100)),
            cadence: prose::one_line(&self.cadence),
            audience: prose::one_line(&self.audience),
            other: front::tidy_other(&self.other, &OWN),
        }
    }
}

impl Section {
    fn tidy(&self) -> Section {
        let questions = self.questions.iter().map(|q| Question {
            text: prose::tidy(&q.text),
            answers: q.answers.iter().map(|a| Answer { text: prose::tidy(&a.text), right: a.right }).collect(),
            why: prose::tidy(&q.why),
        });
        Section { title: prose::one_line(&self.title), text: prose::tidy(&self.text), questions: questions.collect() }
    }
}

/// How many questions were answered rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    pub right: usize,
    pub of: usize,
    /// Nothing was ticked; these are not right either.
    pub unanswered: usize,
}

impl Score {
    /// The share that is right, in percent; `None` without questions.
    pub fn percent(&self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * self.right as f64 / self.of as f64)
    }

    /// Whether it reaches a mark in percent, by whole numbers: 4 of 5 is 80 %. `None` without questions.
    pub fn reaches(&self, mark: u8) -> Option<bool> {
        (self.of > 0).then(|| self.right.saturating_mul(100) >= self.of.saturating_mul(usize::from(mark)))
    }
}

/// Counts the questions where exactly the right answers were ticked. `answers` are in the order of [`Course::questions`], each with
/// the positions of what was ticked, from 0; one that is missing or empty is unanswered, and surplus ones count for nothing.
pub fn score(course: &Course, answers: &[BTreeSet<usize>]) -> Score {
    let mut score = Score::default();
    for (index, question) in course.questions().enumerate() {
        let right: BTreeSet<usize> =
            question.answers.iter().enumerate().filter(|(_, a)| a.right).map(|(i, _)| i).collect();
        let ticked = answers.get(index).filter(|t| !t.is_empty());
        score.of += 1;
        score.unanswered += usize::from(ticked.is_none());
        score.right += usize::from(ticked == Some(&right));
    }
    score
}

/// The one way to write a course. It reads back as the same, provided that it, its sections, questions and answers have texts, and
/// each question a right and a wrong answer.
pub fn write(course: &Course) -> String {
    let c = course.tidy();
    let pass_mark = c.pass_mark.map(|p| format!("{p} %"));
    let duration = c.duration.map(marks::minutes_text);
    let own = [json!(c.key), json!(duration), json!(pass_mark), json!(c.cadence), json!(c.audience)];
    let own: Vec<(&str, serde_json::Value)> = OWN.into_iter().zip(own).collect();
    let mut out = front::written(&own, &c.other);
    out.push_str(&format!("# {}\n", c.title));
    prose::push_block(&mut out, &prose::escaped(&c.intro, &in_text));
    for section in &c.sections {
        out.push_str(&format!("\n## {}\n", section.title));
        prose::push_block(&mut out, &prose::escaped(&section.text, &in_text));
        for question in &section.questions {
            write_question(&mut out, question);
        }
    }
    out
}

fn write_question(out: &mut String, question: &Question) {
    out.push('\n');
    prose::push_behind(out, "?", &question.text, &in_question);
    out.push('\n');
    for answer in &question.answers {
        out.push_str(if answer.right { "- [x]" } else { "- [ ]" });
        let plain = prose::begins_plainly(&answer.text);
        out.push_str(if plain { " " } else { "\n" });
        for (index, line) in answer.text.split('\n').enumerate() {
            if !line.is_empty() && (index > 0 || !plain) {
                out.push_str("  ");
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    if !question.why.is_empty() {
        out.push('\n');
    }
    for line in question.why.lines() {
        out.push_str(format!("> {line}").trim_end_matches(if line.is_empty() { " " } else { "" }));
        out.push('\n');
    }
}
