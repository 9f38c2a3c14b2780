//! Responses: one questionnaire of ours as one counterpart was asked it, with their answers and what we make of them.

#[path = "response/reuse.rs"]
pub mod reuse;

use super::{
    Questionnaire,
    questionnaire::{AnswerForm, Counterpart, MOST, Question, branching},
};
use crate::{
    check::Check,
    communication::report::{ReportFile, check_files, is_hash},
    kind::Kind,
    lifecycle::*,
    record::Record,
    target,
    values::*,
};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use surety_derive::{Choice, part, record};

target!(
    /// What an answer led to.
    Raised: "finding", "action", "task"
);

/// One edition of a questionnaire as one counterpart was asked it: the questions as they stood, the answers in the counterpart's words, and our verdict on each.
#[record(prefix = "RSP", plural = "responses")]
pub struct Response {
    /// The questionnaire.
    #[field(required, verb = "answers", inverse = "is answered in", on_retire = "keep", width = "half", column)]
    pub questionnaire: Option<Ref<Questionnaire>>,
    /// The edition of it that was asked.
    #[field(width = "half")]
    pub of_edition: Option<i64>,
    /// Who is asked.
    #[field(required, verb = "is asked of", inverse = "is asked in", on_retire = "keep", width = "half", column)]
    pub counterpart: Option<Ref<Counterpart>>,
    /// By when the answers should be in.
    #[field(width = "half", column)]
    pub due: Option<Date>,
    /// When it was asked.
    #[field(group = "Dates", width = "third")]
    pub asked_on: Option<Date>,
    /// When the answers were handed in last.
    #[field(group = "Dates", width = "third", column)]
    pub submitted_on: Option<Date>,
    /// When we judged them.
    #[field(group = "Dates", width = "third")]
    pub reviewed_on: Option<Date>,
    /// What we make of the answers as a whole.
    #[field(group = "Review", width = "half", column)]
    pub verdict: Option<Overall>,
    /// Why, and under which conditions.
    #[field(group = "Review")]
    pub conclusion: Markdown,
    /// The questions as they were asked.
    #[field(group = "Questions")]
    pub asked: Vec<Asked>,
    /// The answers, one to a question.
    #[field(group = "Answers")]
    pub answers: Vec<Answer>,
    /// Addresses by which the counterpart answers without an account.
    #[field(group = "Links")]
    pub links: Vec<Link>,
}

/// One question as it was asked.
#[part]
pub struct Asked {
    /// Its identifier in the questionnaire.
    #[field(required, width = "third")]
    pub id: String,
    /// The heading it stands under.
    #[field(width = "third")]
    pub section: String,
    /// What sort of answer it wants.
    #[field(width = "third")]
    pub answer_form: AnswerForm,
    /// The question.
    #[field(required)]
    pub text: Markdown,
    /// Words to choose from.
    pub choices: Vec<String>,
    /// `id=answer` of the question on which it depends; always asked where empty.
    #[field(width = "half")]
    pub asked_when: String,
}

/// The answer to one question.
#[part]
pub struct Answer {
    /// The question's identifier.
    #[field(required, width = "third")]
    pub question: String,
    /// The answer in words.
    pub text: Markdown,
    /// The words chosen.
    pub choices: Vec<String>,
    /// The number given.
    #[field(width = "third")]
    pub number: Option<f64>,
    /// The date given.
    #[field(width = "third")]
    pub date: Option<Date>,
    /// What the counterpart adds, or why there is no answer.
    pub comment: Markdown,
    /// Files that came with it.
    pub files: Vec<ReportFile>,
    /// The earlier response it was taken over from.
    #[field(verb = "takes answers over from", inverse = "lends answers to", on_retire = "keep", width = "half")]
    pub reused_from: Option<Ref<Response>>,
    /// When it was given there.
    #[field(width = "half")]
    pub reused_of: Option<Date>,
    /// Whether the counterpart said that an answer taken over still holds.
    pub confirmed: bool,
    /// What we make of it.
    #[field(width = "third")]
    pub verdict: Judgement,
    /// Our reason, or what we ask in return.
    pub remark: Markdown,
    /// What it led to.
    #[field(verb = "led to", inverse = "comes from the answers in", on_retire = "keep")]
    pub raised: Vec<Ref<Raised>>,
}

/// An address that opens one thing for someone without an account; only its hash is kept.
#[part]
pub struct Link {
    /// Whom it was handed to.
    #[field(required, width = "half")]
    pub recipient: String,
    /// SHA-256 of its secret, in hexadecimal.
    #[field(required)]
    pub hash: String,
    /// When it was made.
    #[field(required, width = "third")]
    pub made: Option<Timestamp>,
    /// When it ends by itself.
    #[field(required, width = "third")]
    pub expires: Option<Timestamp>,
    /// When it was revoked.
    #[field(width = "third")]
    pub revoked: Option<Timestamp>,
    /// How often something was fetched by it.
    #[field(width = "third")]
    pub fetched: Option<i64>,
    /// When something was fetched by it last.
    #[field(width = "third")]
    pub fetched_at: Option<Timestamp>,
}

/// What we make of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Judgement {
    /// Nobody looked at it yet.
    #[default]
    #[choice(label = "Not judged")]
    NotJudged,
    /// It will do.
    Accepted,
    /// We ask again.
    FollowUp,
    /// It will not do.
    NotAccepted,
}

/// What we make of all answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Overall {
    /// They will do.
    Satisfactory,
    /// They will do while conditions are kept.
    WithConditions,
    /// They will not do.
    Unsatisfactory,
}

impl branching::Branching for Asked {
    fn id(&self) -> &str {
        &self.id
    }
    fn condition(&self) -> &str {
        &self.asked_when
    }
    fn form(&self) -> AnswerForm {
        self.answer_form
    }
    fn choices(&self) -> &[String] {
        &self.choices
    }
}

impl From<&Question> for Asked {
    fn from(q: &Question) -> Asked {
        Asked {
            id: q.id.clone(),
            section: q.section.clone(),
            answer_form: q.answer_form,
            text: q.text.clone(),
            choices: q.choices.clone(),
            asked_when: q.asked_when.clone(),
        }
    }
}

impl Link {
    /// Whether it still opens anything.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_some_and(|end| now < end)
    }
}

impl Answer {
    /// Whether the question itself is answered; a comment alone is none.
    pub fn is_given(&self) -> bool {
        !self.text.0.trim().is_empty() || !self.choices.is_empty() || self.number.is_some() || self.date.is_some()
    }

    /// The answer as words, one for each choice.
    pub fn words(&self) -> Vec<String> {
        let mut all = self.choices.clone();
        all.extend(Some(self.text.0.trim().to_owned()).filter(|t| !t.is_empty()));
        all.extend(self.number.map(|n| n.to_string()));
        all.extend(self.date.map(|d| d.to_string()));
        all
    }

    /// Whether it says the same as another, whoever gave it when.
    pub fn says_like(&self, other: &Answer) -> bool {
        (&self.text, &self.choices, self.number, self.date) == (&other.text, &other.choices, other.number, other.date)
    }
}

/// How far the answers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are asked, given the answers so far.
    pub asked: usize,
    /// Of these, answered, or passed over with a reason.
    pub dealt_with: usize,
    /// Of these, judged by us; what we ask about again is not.
    pub judged: usize,
}

impl Response {
    /// The answers by question.
    pub fn by_question(&self) -> HashMap<&str, &Answer> {
        self.answers.iter().map(|a| (a.question.as_str(), a)).collect()
    }

    /// Which questions are asked, given the answers so far.
    pub fn is_asked(&self) -> Vec<bool> {
        let answers = self.by_question();
        let words = |at: usize| self.asked.get(at).and_then(|q| answers.get(q.id.as_str()));
        branching::asked(&self.asked, |at| words(at).map_or_else(Vec::new, |a| a.words()))
    }

    /// The questions that are asked, with their answers.
    pub fn lines(&self) -> Vec<(&Asked, Option<&Answer>)> {
        let (asked, answers) = (self.is_asked(), self.by_question());
        let all = self.asked.iter().zip(asked).filter(|(_, asked)| *asked);
        all.map(|(q, _)| (q, answers.get(q.id.as_str()).copied())).collect()
    }

    /// How far the answers are.
    pub fn progress(&self) -> Progress {
        let lines = self.lines();
        let count = |met: &dyn Fn(&Answer) -> bool| lines.iter().filter(|(_, a)| a.is_some_and(met)).count();
        Progress {
            asked: lines.len(),
            dealt_with: count(&|a| a.is_given() || !a.comment.0.trim().is_empty()),
            judged: count(&|a| matches!(a.verdict, Judgement::Accepted | Judgement::NotAccepted)),
        }
    }
}

/// Longest text of an answer, in characters.
pub const LONGEST: usize = 20_000;

/// Most files of one response.
pub const MOST_FILES: usize = 20;

impl Kind for Response {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("asked", "Asked"),
            live("submitted", "Submitted"),
            live("reviewed", "Reviewed"),
            closed("withdrawn", "Withdrawn"),
        ],
        steps: &[
            step("submit", "Hand in", &["asked"], "submitted"),
            step("follow-up", "Ask again", &["submitted"], "asked"),
            step("review", "Close the review", &["submitted"], "reviewed"),
            Step { name: "retire", label: "Withdraw", ..retire(&["asked", "submitted"], "withdrawn") },
        ],
    };

    const BY_HAND: bool = false;

    const SETTLED: Settled = Settled {
        states: &["asked", "submitted", "reviewed", "withdrawn"],
        fields: &["questionnaire", "of_edition", "counterpart", "asked"],
    };

    fn check(&self, check: &mut Check<'_>) {
        check.require(self.asked.len() <= MOST, "/asked", &format!("expected {MOST} questions at most"));
        branching::check(&self.asked, "/asked", check);
        let questions: HashMap<&str, &Asked> = self.asked.iter().map(|q| (q.id.as_str(), q)).collect();
        let mut seen = std::collections::HashSet::new();
        for (index, answer) in self.answers.iter().enumerate() {
            let at = |member: &str| format!("/answers/{index}/{member}");
            match questions.get(answer.question.as_str()) {
                None => check.fault(at("question"), format!("no question {:?} was asked", answer.question)),
                Some(question) => fits(question, answer, &at, check),
            }
            check.require(seen.insert(&answer.question), &at("question"), "this question is answered twice");
            check_files(&answer.files, &at("files"), check);
        }
        let files: usize = self.answers.iter().map(|a| a.files.len()).sum();
        check.require(files <= MOST_FILES, "/answers", &format!("a response may have {MOST_FILES} files at most"));
        for (index, link) in self.links.iter().enumerate() {
            let at = format!("/links/{index}/hash");
            check.require(is_hash(&link.hash), &at, "expected 64 hexadecimal digits in lower case");
        }
    }

    fn guard(record: &Record<Self>, step: &str, _: &Check<'_>) -> Result<(), String> {
        let (body, progress) = (&record.body, record.body.progress());
        match step {
            "submit" if progress.dealt_with < progress.asked => {
                let open = progress.asked - progress.dealt_with;
                Err(format!("{open} questions have neither an answer nor a reason why there is none"))
            }
            "follow-up" if !body.answers.iter().any(|a| a.verdict == Judgement::FollowUp) => {
                Err("mark at least one answer as one to ask about again".into())
            }
            "review" if body.reviewed_on.is_none() => {
                Err("close it where the answers are judged: that also notes when the supplier was assessed".into())
            }
            "review" if body.verdict.is_none() => Err("say what you make of the answers as a whole".into()),
            "review" if progress.judged < progress.asked => {
                Err(format!("{} answers are neither accepted nor refused yet", progress.asked - progress.judged))
            }
            _ => Ok(()),
        }
    }
}

/// An answer is of the sort that its question wants.
fn fits(question: &Asked, answer: &Answer, at: &dyn Fn(&str) -> String, check: &mut Check<'_>) {
    let form = question.answer_form;
    let known = |word: &String| match form {
        AnswerForm::YesOrNo => branching::same(word, "yes") || branching::same(word, "no"),
        _ => question.choices.contains(word),
    };
    let most = match form {
        AnswerForm::YesOrNo | AnswerForm::OneOf => 1,
        AnswerForm::SeveralOf => question.choices.len(),
        _ => 0,
    };
    let chosen = answer.choices.len() <= most && answer.choices.iter().all(known);
    check.require(chosen, &at("choices"), "expected words of the question");
    let number = answer.number.is_none_or(|n| form == AnswerForm::Number && n.is_finite());
    check.require(number, &at("number"), "this question does not ask for a number");
    check.require(
        answer.date.is_none() || form == AnswerForm::Date,
        &at("date"),
        "this question does not ask for a date",
    );
    let text = answer.text.0.is_empty() || form == AnswerForm::Text;
    check.require(text, &at("text"), "this question does not ask for text; add words as a comment");
    for (member, text) in [("text", &answer.text.0), ("comment", &answer.comment.0)] {
        let short = text.chars().count() <= LONGEST;
        check.require(short, &at(member), &format!("expected {LONGEST} characters at most"));
    }
}
