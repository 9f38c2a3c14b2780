//! Questionnaires: what we ask others, and what others ask us.

use crate::{assurance::Evidence, field::Anything, kind::Kind, lifecycle::*, policy::Requirement, target, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

target!(
    /// Who is asked, or who asks.
    Counterpart: "supplier", "party", "team"
);

/// Questions that we ask others or others ask us; our answers point at the records they come from and the evidence behind them.
#[record(prefix = "QST", plural = "questionnaires", versioned)]
pub struct Questionnaire {
    /// What it is to find out.
    #[field(required)]
    pub purpose: Markdown,
    /// Who asks whom.
    #[field(width = "half", column)]
    pub direction: Asking,
    /// The others.
    #[field(verb = "is exchanged with", inverse = "exchanges", on_retire = "keep", width = "half", column)]
    pub counterparts: Vec<Ref<Counterpart>>,
    /// By when it should be answered.
    #[field(width = "half", column)]
    pub due: Option<Date>,
    /// The questions, in order.
    #[field(group = "Questions")]
    pub questions: Vec<Question>,
}

/// One question.
#[part]
pub struct Question {
    /// Its identifier, which stays when others are added.
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
    /// The requirement of ours that it is about.
    #[field(verb = "asks about", inverse = "is asked about in", on_retire = "keep", width = "half")]
    pub about: Option<Ref<Requirement>>,
    /// Our answer.
    pub answer: Markdown,
    /// Records that the answer comes from.
    #[field(verb = "answers from", inverse = "answers", on_retire = "keep", width = "half")]
    pub answered_from: Vec<Ref<Anything>>,
    /// Evidence that goes with it.
    #[field(verb = "shows", inverse = "is shown in", on_retire = "keep", width = "half")]
    pub evidence: Vec<Ref<Evidence>>,
}

/// Who asks whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Asking {
    /// We ask.
    #[default]
    WeAsk,
    /// We are asked.
    WeAreAsked,
}

/// What sort of answer a question wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum AnswerForm {
    /// Text.
    #[default]
    Text,
    /// Yes or no.
    YesOrNo,
    /// One of some words.
    OneOf,
    /// Several of some words.
    SeveralOf,
    /// A number.
    Number,
    /// A date.
    Date,
}

impl Kind for Questionnaire {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, question) in self.questions.iter().enumerate() {
            let at = |member: &str| format!("/questions/{index}/{member}");
            let before = &self.questions[..index];
            check.require(!before.iter().any(|q| q.id == question.id), &at("id"), "this identifier is given twice");
            let condition = question.asked_when.split_once('=').map(|(id, _)| id.trim());
            let known = question.asked_when.is_empty() || condition.is_some_and(|id| before.iter().any(|q| q.id == id));
            check.require(known, &at("asked_when"), "expected id=answer of an earlier question");
        }
    }
}
