//! Questionnaires: what we ask others, and what others ask us.

#[path = "questionnaire/branching.rs"]
pub mod branching;
#[path = "questionnaire/stale.rs"]
pub mod stale;
#[path = "questionnaire/suggest.rs"]
pub mod suggest;

use crate::{
    assurance::Evidence, communication::report::ReportFile, field::Anything, kind::Kind, lifecycle::*,
    policy::Requirement, target, values::*,
};
use jiff::{Timestamp, civil::Date};
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
    /// The workbook or table in which others sent it to us, kept as it came.
    #[field(group = "Source")]
    pub source: Vec<ReportFile>,
    /// The sheet of it that holds the questions.
    #[field(group = "Source", width = "half")]
    pub source_sheet: String,
    /// The column of it that holds the questions.
    #[field(group = "Source", width = "half")]
    pub source_column: String,
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
    /// The row of the source in which it stands.
    #[field(width = "third")]
    pub row: Option<i64>,
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
    /// When someone last stood by our answer: what changed since makes it stale.
    #[field(width = "half")]
    pub answered_at: Option<Timestamp>,
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
        let most = format!("a questionnaire may have {MOST} questions at most");
        check.require(self.questions.len() <= MOST, "/questions", &most);
        branching::check(&self.questions, "/questions", check);
        crate::communication::report::check_files(&self.source, "/source", check);
    }
}

/// Most questions of one questionnaire: what a page, a form and a person can still hold.
pub const MOST: usize = 2_000;
