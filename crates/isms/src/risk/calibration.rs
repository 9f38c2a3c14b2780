//! Calibration: one person's exercise in stating how sure they are, with questions whose answers are known.

#[path = "calibration/bank.rs"]
pub mod bank;
#[path = "calibration/score.rs"]
pub mod score;

use crate::{context::Person, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// One person's exercise in calibration: questions with known answers, and how sure they were. Only they see their answers.
#[record(prefix = "CAL", plural = "calibrations")]
pub struct Calibration {
    /// Who took it.
    #[field(required, verb = "was taken by", inverse = "took", on_retire = "keep", width = "half", column)]
    pub person: Option<Ref<Person>>,
    /// When.
    #[field(required, width = "half", column)]
    pub taken: Option<Date>,
    /// Which of their exercises it is: it decides the questions.
    #[field(required, width = "half", column)]
    pub round: Option<i64>,
    /// What was answered.
    pub answers: Vec<Answer>,
}

/// One answer.
#[part]
pub struct Answer {
    /// The question, by its identifier in the bank.
    #[field(required, width = "third")]
    pub question: String,
    /// How it is answered.
    #[field(width = "third")]
    pub form: AnswerForm,
    /// What was said of a statement: whether it is true.
    #[field(width = "third")]
    pub said: bool,
    /// How sure they were of that, from 0.5 to 1.
    #[field(width = "third")]
    pub probability: Option<Share>,
    /// The low end of their 90 % range.
    #[field(width = "third")]
    pub low: Option<f64>,
    /// The high end of their 90 % range.
    #[field(width = "third")]
    pub high: Option<f64>,
    /// Whether it was right: the statement judged rightly, or the value inside the range.
    #[field(width = "third")]
    pub right: bool,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum AnswerForm {
    /// True or false, with a probability.
    #[default]
    Statement,
    /// A 90 % range.
    Interval,
}

impl Answer {
    /// Whether the answer is right by the bank; none where the question is unknown or the answer incomplete.
    pub fn judged(&self) -> Option<bool> {
        match (bank::find(&self.question)?.truth, self.form) {
            (bank::Truth::Statement(truth), AnswerForm::Statement) => self.probability.map(|_| self.said == truth),
            (bank::Truth::Value(value), AnswerForm::Interval) => {
                self.low.zip(self.high).map(|(low, high)| (low..=high).contains(&value))
            }
            _ => None,
        }
    }
}

impl Kind for Calibration {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[live("taken", "Taken"), closed("void", "Void")],
        steps: &[Step { name: "retire", label: "Void", ..retire(&["taken"], "void") }],
    };

    fn check(&self, check: &mut crate::check::Check<'_>) {
        check.require(self.round.is_none_or(|r| r >= 1), "/round", "expected 1 for the first exercise, then 2, 3 ...");
        let me = check.record.head().id;
        let mut all = check.isms.all::<Calibration>().filter(|c| c.head.id != me);
        let twice = all.any(|c| c.body.person == self.person && c.body.round == self.round);
        check.require(!twice, "/round", "this exercise was taken already");
        for (index, answer) in self.answers.iter().enumerate() {
            let at = |name: &str| format!("/answers/{index}/{name}");
            let again = self.answers[..index].iter().any(|a| a.question == answer.question);
            check.require(!again, &at("question"), "this question is answered twice");
            let sure = answer.probability.is_none_or(|p| (0.5..=1.0).contains(&p.0));
            check.require(sure, &at("probability"), "expected 0.5 (a guess) to 1 (certain)");
            let ordered = answer.low.zip(answer.high).is_none_or(|(low, high)| low <= high);
            check.require(ordered, &at("high"), "the high end lies below the low end");
            match answer.judged() {
                None => {
                    check.fault(at("question"), "expected a question of the bank with its kind of answer, complete")
                }
                Some(right) => {
                    check.require(right == answer.right, &at("right"), "the bank judges this answer otherwise")
                }
            }
        }
    }
}
