//! Judging answers: accept, refuse, ask again; what follows from one; and the supplier's date of assessment with the review.

use super::{ask::shortened, by_key, outer_list};
use crate::{Command, Error, Receipt, Request, Result, Service, Subject, Viewer};
use isms::{
    assurance::{Action, Evidence, Finding},
    context::Supplier,
    everywhere::{
        Response,
        response::{Answer, Judgement, Overall},
    },
    field::Choice,
    kind,
    outer::Names,
    view::View,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Our word on one answer.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// What we make of it.
    pub verdict: Judgement,
    /// Why, or what we ask in return.
    pub remark: String,
    /// Whether its files become evidence of ours.
    pub keep: bool,
}

/// What follows a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// Nothing yet.
    #[default]
    Keep,
    /// They are asked again.
    FollowUp,
    /// The review is closed.
    Close,
}

/// What a reviewer said.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The version of the response that was looked at.
    pub version: Option<i64>,
    /// On the answers, by question.
    pub words: HashMap<String, Word>,
    /// On the whole.
    pub verdict: Option<Overall>,
    /// Why.
    pub conclusion: String,
    /// What follows.
    pub then: Then,
}

/// What an answer leads to.
#[derive(Clone, Debug)]
pub struct Raise {
    /// The question.
    pub question: String,
    /// `finding` or `action`.
    pub what: String,
    /// What was found, or what is to be done.
    pub text: String,
    /// The supplier obligation, requirement or control it is against, by key; for a finding.
    pub against: Option<String>,
}

impl Service {
    /// Keeps the verdicts and takes the step that follows, as one act. Closing the review of a supplier's answers sets the
    /// day on which the supplier was assessed.
    ///
    /// # Errors
    /// What the service refuses; among it steps that verdicts are missing for.
    pub async fn judge(&self, viewer: &Viewer, view: &View, key: &str, review: Review) -> Result<Receipt> {
        let record = by_key::<Response>(view, key)?;
        if &*record.head.state != "submitted" {
            return Err(Error::Denied(format!("{key} is {}: only answers handed in are judged", record.head.state)));
        }
        let today = self.today(view.for_the_organisation()).to_string();
        let mut answers = record.body.answers.clone();
        let mut commands = Vec::new();
        for answer in &mut answers {
            let Some(word) = review.words.get(&answer.question) else { continue };
            answer.verdict = word.verdict;
            answer.remark.0 = word.remark.trim().replace("\r\n", "\n");
            if word.keep {
                commands.extend(evidence(view, key, answer, &today));
            }
        }
        let names = view.for_the_organisation().as_ref();
        let mut patch = json!({ "answers": outer_list(&answers, names), "conclusion": review.conclusion.trim().replace("\r\n", "\n"),
            "verdict": review.verdict.map(|v| v.word()) });
        let step = match review.then {
            Then::Keep => None,
            Then::FollowUp => Some("follow-up"),
            Then::Close => Some("review"),
        };
        if review.then == Then::Close {
            patch["reviewed_on"] = json!(today);
            let supplier =
                record.body.counterpart.and_then(|c| view.get(c.id())).filter(|r| r.typed::<Supplier>().is_some());
            if let Some(supplier) = supplier {
                let patch = json!({ "assessed_on": today });
                commands.push(Command::Edit { subject: Subject::Id(supplier.head().id), version: None, patch });
            }
        }
        let subject = || Subject::Id(record.head.id);
        commands.push(Command::Edit { subject: subject(), version: review.version, patch });
        let steps =
            step.map(|s| Command::Step { subject: subject(), version: None, step: s.into(), reason: String::new() });
        commands.extend(steps);
        let request = Request { via: "page", reason: format!("Review of {key}"), commands, ..Request::default() };
        self.perform(viewer, request).await
    }

    /// Raises a finding or an action out of an answer and notes it there.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn raise(&self, viewer: &Viewer, view: &View, key: &str, raise: Raise) -> Result<String> {
        let record = by_key::<Response>(view, key)?;
        let missing = || Error::NotFound(format!("answer to question {} in {key}", raise.question));
        let at = record.body.answers.iter().position(|a| a.question == raise.question).ok_or_else(missing)?;
        let text = raise.text.trim();
        let title = shortened(text.lines().next().unwrap_or_default());
        let shown = format!("{text}\n\n{key}, question {}", raise.question);
        let today = self.today(view.for_the_organisation()).to_string();
        let (kind, fields) = match raise.what.as_str() {
            "finding" => (
                kind::of::<Finding>(),
                json!({ "title": title, "description": shown, "found_on": today, "against": raise.against.iter().collect::<Vec<_>>() }),
            ),
            "action" => (kind::of::<Action>(), json!({ "title": title, "corrective_action": shown })),
            _ => return Err(Error::fault("/what", "expected finding or action")),
        };
        let reason = format!("Out of the answers in {key}");
        let create = Command::Create { kind, fields };
        let made = self.perform(viewer, Request::one("page", create).because(reason.clone())).await?;
        let raised = made.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
        let names = view.for_the_organisation().as_ref();
        let mut answers = outer_list(&record.body.answers, names);
        if let Some(list) = answers.get_mut(at).and_then(Value::as_object_mut) {
            let before = list.entry("raised").or_insert_with(|| json!([]));
            before.as_array_mut().into_iter().for_each(|b| b.push(json!(raised)));
        }
        let edit =
            Command::Edit { subject: Subject::Id(record.head.id), version: None, patch: json!({ "answers": answers }) };
        self.perform(viewer, Request::one("page", edit).because(reason)).await?;
        Ok(raised)
    }
}

/// The files of an answer as evidence of ours; those that are evidence already are left out.
fn evidence(view: &View, key: &str, answer: &Answer, today: &str) -> Vec<Command> {
    let known = |hash: &str| view.all::<Evidence>().any(|e| e.body.content_hash == hash);
    let new = answer.files.iter().filter(|f| !known(&f.hash));
    let fields = new.map(|f| {
        json!({ "title": shortened(&format!("{} ({key})", f.name)), "shows": format!("Handed in with question {} of {key}.", answer.question),
            "form": "file", "origin": "person", "file_name": f.name, "content_hash": f.hash, "until": today })
    });
    fields.map(|fields| Command::Create { kind: kind::of::<Evidence>(), fields }).collect()
}

/// The key of a counterpart, for those who may see it.
pub fn counterpart(view: &View, response: &Response) -> Option<String> {
    response.counterpart.and_then(|c| view.key(c.id()))
}
