//! Answering by link: drafts are kept as often as one likes, handing in is one step, and every act names the counterpart.

use super::{Opened, Upload, VIA, outer_list, upload};
use crate::{Command, Error, FileGiven, Receipt, Request, Result, Service, Subject, Viewer};
use formats::table::{parse_date, parse_number};
use isms::{
    check::Fault,
    everywhere::{
        questionnaire::AnswerForm,
        response::{Answer, Asked, Judgement, LONGEST, MOST_FILES, Response},
    },
    values::Markdown,
};
use serde_json::json;

/// What was filled in for one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The question's place among those asked, from 0.
    pub question: usize,
    /// The words of the answer; one unless the question takes several.
    pub words: Vec<String>,
    /// What is added, or why there is no answer.
    pub comment: String,
    /// Hashes of files that are taken away again.
    pub without: Vec<String>,
    /// New files.
    pub files: Vec<Upload>,
}

/// What one sending of the form holds.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// The version of the response that was looked at.
    pub version: Option<i64>,
    /// The questions that were on the form.
    pub filled: Vec<Filled>,
    /// Whether answers taken over from before still hold.
    pub confirmed: bool,
    /// Whether the answers are handed in.
    pub hand_in: bool,
}

impl Service {
    /// Keeps what was filled in, and hands it in where that is asked for.
    ///
    /// # Errors
    /// [`Error::Invalid`] with pointers `/q3` (the question's place) and `/confirm`, [`Error::Conflict`] when someone else
    /// who has a link kept something in the meantime, [`Error::Denied`] once the answers were handed in.
    pub async fn respond(&self, opened: &Opened, sending: Sending) -> Result<Receipt> {
        let record = opened.response()?;
        if &*record.head.state != "asked" {
            return Err(Error::Denied("these answers were handed in already".into()));
        }
        let mut body = record.body.clone();
        let (hand_in, version) = (sending.hand_in, sending.version.or(Some(record.head.version)));
        let files = fill(&mut body, sending)?;
        let names = opened.isms.as_ref();
        let mut patch = json!({ "answers": outer_list(&body.answers, names) });
        let subject = || Subject::Id(opened.record);
        let mut commands = Vec::new();
        if hand_in {
            patch["submitted_on"] = json!(self.today(names).to_string());
        }
        commands.push(Command::Edit { subject: subject(), version, patch });
        if hand_in {
            commands.push(Command::Step {
                subject: subject(),
                version: None,
                step: "submit".into(),
                reason: String::new(),
            });
        }
        let who = &opened.recipient;
        let reason =
            if hand_in { format!("Answers handed in by link: {who}") } else { format!("Draft kept by link: {who}") };
        let counterpart = record.body.counterpart.map(|c| c.id());
        let viewer = Viewer::system(opened.org, counterpart);
        let request = Request { via: VIA, reason, commands, files, ..Request::default() };
        self.perform(&viewer, request).await
    }
}

/// Puts what was filled in into the answers; gives the new files.
fn fill(body: &mut Response, sending: Sending) -> Result<Vec<FileGiven>> {
    let (mut faults, mut given) = (Vec::new(), Vec::new());
    for filled in sending.filled {
        let Some(question) = body.asked.get(filled.question).cloned() else {
            faults.push(Fault::at("", format!("there is no question {}", filled.question)));
            break;
        };
        let at = format!("/q{}", filled.question);
        let place = body.answers.iter().position(|a| a.question == question.id);
        let old = place.and_then(|p| body.answers.get(p)).cloned();
        let old = old.unwrap_or_else(|| Answer { question: question.id.clone(), ..Answer::default() });
        if old.verdict == Judgement::Accepted {
            continue;
        }
        match filled_in(&question, old, filled, &mut given) {
            Ok(new) => match place.and_then(|p| body.answers.get_mut(p)) {
                Some(place) => *place = new,
                None => body.answers.push(new),
            },
            Err(message) => faults.push(Fault::at(at, message)),
        }
    }
    if body.answers.iter().map(|a| a.files.len()).sum::<usize>() > MOST_FILES {
        faults.push(Fault::at("", format!("{MOST_FILES} files may come along at most")));
    }
    body.answers.retain(|a| a.is_given() || !a.comment.0.is_empty() || !a.files.is_empty() || !a.remark.0.is_empty());
    confirm(body, sending.confirmed);
    if sending.hand_in && faults.is_empty() {
        faults = ready(body);
        let asked: Vec<String> = body.lines().iter().map(|(q, _)| q.id.clone()).collect();
        body.answers.retain(|a| asked.contains(&a.question));
    }
    if faults.is_empty() { Ok(given) } else { Err(Error::Invalid(faults)) }
}

fn confirm(body: &mut Response, confirmed: bool) {
    let taken_over = body.answers.iter_mut().filter(|a| a.reused_from.is_some());
    taken_over.for_each(|a| a.confirmed |= confirmed);
}

/// What is missing before the answers can be handed in.
fn ready(body: &Response) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (question, answer) in body.lines() {
        let at = body.asked.iter().position(|q| q.id == question.id).unwrap_or_default();
        if !answer.is_some_and(|a| a.is_given() || !a.comment.0.trim().is_empty()) {
            faults.push(Fault::at(format!("/q{at}"), "an answer, or the reason why there is none"));
        }
    }
    let unconfirmed = body.lines().iter().any(|(_, a)| a.is_some_and(|a| a.reused_from.is_some() && !a.confirmed));
    if unconfirmed {
        faults.push(Fault::at("/confirm", "confirm that the answers taken over from before still hold"));
    }
    faults.truncate(200);
    faults
}

fn filled_in(question: &Asked, old: Answer, filled: Filled, given: &mut Vec<FileGiven>) -> Result<Answer, String> {
    let mut new = Answer { text: Markdown::default(), choices: Vec::new(), number: None, date: None, ..old.clone() };
    let words: Vec<String> =
        filled.words.iter().map(|w| w.trim().replace("\r\n", "\n")).filter(|w| !w.is_empty()).collect();
    read(question, words, &mut new)?;
    let comment = filled.comment.trim().replace("\r\n", "\n");
    if comment.chars().count() > LONGEST {
        return Err(format!("expected {LONGEST} characters at most"));
    }
    new.comment = Markdown(comment);
    new.files.retain(|f| !filled.without.contains(&f.hash));
    for upload in filled.files {
        let called = upload::name(&upload.name);
        let (file, content) = upload::accept(upload, &new.files).map_err(|e| format!("{called}: {e}"))?;
        if !new.files.iter().any(|f| f.hash == file.hash) {
            new.files.push(file);
            given.push(content);
        }
    }
    let same = new.says_like(&old) && new.comment == old.comment && new.files == old.files;
    if !same {
        new.verdict = Judgement::NotJudged;
    }
    if !new.says_like(&old) {
        (new.reused_from, new.reused_of, new.confirmed) = (None, None, false);
    }
    Ok(new)
}

/// Reads the words in the sense of the question.
fn read(question: &Asked, words: Vec<String>, into: &mut Answer) -> Result<(), String> {
    let several = question.answer_form == AnswerForm::SeveralOf;
    if words.len() > 1 && !several {
        return Err("expected one answer".into());
    }
    let known = |w: &String| match question.answer_form {
        AnswerForm::YesOrNo => w == "yes" || w == "no",
        _ => question.choices.contains(w),
    };
    match (question.answer_form, words.first()) {
        (_, None) => {}
        (AnswerForm::Text, Some(text)) if text.chars().count() > LONGEST => {
            return Err(format!("expected {LONGEST} characters at most"));
        }
        (AnswerForm::Text, Some(text)) => into.text = Markdown(text.clone()),
        (AnswerForm::Number, Some(text)) => {
            into.number = Some(parse_number(text).ok_or("expected a number such as 24 or 0.5")?);
        }
        (AnswerForm::Date, Some(text)) => {
            let date = parse_date(text).and_then(|d| d.parse().ok());
            into.date = Some(date.ok_or("expected a date such as 2026-03-31")?);
        }
        _ if !words.iter().all(known) => return Err("expected one of the answers offered".into()),
        _ => into.choices = words,
    }
    Ok(())
}
