//! Which questions are asked: a condition refers to an earlier question only, so that one pass from the top decides and no
//! circle can be written down.

use super::{AnswerForm, Question};
use crate::check::Check;
use std::collections::HashMap;

/// A question as far as branching looks at it.
pub trait Branching {
    /// Its identifier.
    fn id(&self) -> &str;
    /// `id=answer` of an earlier question; always asked where empty.
    fn condition(&self) -> &str;
    /// What sort of answer it wants.
    fn form(&self) -> AnswerForm;
    /// Words to choose from.
    fn choices(&self) -> &[String];
}

impl Branching for Question {
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

/// A condition's question and answer.
pub fn parts(condition: &str) -> Option<(&str, &str)> {
    condition.split_once('=').map(|(id, answer)| (id.trim(), answer.trim()))
}

/// Whether two answers are the same to a condition.
pub fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Which questions are asked, in their order. `answers` gives all words of the answer to the question at an index. A question
/// whose condition rests on one that is not asked is not asked either.
pub fn asked<Q: Branching>(questions: &[Q], answers: impl Fn(usize) -> Vec<String>) -> Vec<bool> {
    let (mut places, mut asked) = (HashMap::new(), Vec::with_capacity(questions.len()));
    for (index, question) in questions.iter().enumerate() {
        let met = match parts(question.condition()) {
            None => question.condition().is_empty(),
            Some((id, wanted)) => places.get(id).is_some_and(|at: &usize| {
                asked.get(*at) == Some(&true) && answers(*at).iter().any(|given| same(given, wanted))
            }),
        };
        asked.push(met);
        places.entry(question.id()).or_insert(index);
    }
    asked
}

/// Identifiers are given once; conditions refer to an earlier question and to an answer that it can have.
pub fn check<Q: Branching>(questions: &[Q], pointer: &str, check: &mut Check<'_>) {
    let mut before: HashMap<&str, &Q> = HashMap::new();
    for (index, question) in questions.iter().enumerate() {
        let at = |member: &str| format!("{pointer}/{index}/{member}");
        if !question.condition().is_empty() {
            let told = parts(question.condition()).and_then(|(id, answer)| Some((before.get(id)?, answer)));
            check.require(told.is_some(), &at("asked_when"), "expected id=answer of an earlier question");
            if let Some((earlier, answer)) = told
                && !possible(*earlier, answer)
            {
                check.fault(at("asked_when"), format!("question {} cannot be answered with {answer:?}", earlier.id()));
            }
        }
        if before.insert(question.id(), question).is_some() {
            check.fault(at("id"), "this identifier is given twice");
        }
    }
}

/// Whether a question can be answered with a word.
fn possible<Q: Branching>(question: &Q, answer: &str) -> bool {
    match question.form() {
        AnswerForm::YesOrNo => same(answer, "yes") || same(answer, "no"),
        AnswerForm::OneOf | AnswerForm::SeveralOf => question.choices().iter().any(|c| same(c, answer)),
        AnswerForm::Text | AnswerForm::Number | AnswerForm::Date => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn question(id: usize, condition: Option<usize>) -> Question {
        let asked_when = condition.map_or(String::new(), |c| format!("q{c}=yes"));
        Question { id: format!("q{id}"), asked_when, answer_form: AnswerForm::YesOrNo, ..Question::default() }
    }

    /// What a condition means, followed by hand; more steps than there are questions would be a circle.
    fn followed(questions: &[Question], yes: &[bool], at: usize, steps: usize) -> bool {
        assert!(steps <= questions.len(), "a circle");
        let Some((id, _)) = parts(&questions[at].asked_when) else { return true };
        let Some(on) = questions[..at].iter().position(|q| q.id == id) else { return false };
        yes[on] && followed(questions, yes, on, steps + 1)
    }

    proptest! {
        #[test]
        fn conditions_refer_to_earlier_questions_only(
            all in prop::collection::vec((prop::option::of(0usize..12), any::<bool>()), 1..12)
        ) {
            let questions: Vec<Question> = all.iter().enumerate().map(|(i, (c, _))| question(i, *c)).collect();
            let yes: Vec<bool> = all.iter().map(|(_, y)| *y).collect();
            let isms = crate::isms::Isms::empty(uuid::Uuid::nil(), crate::isms::Moment { seq: 0, now: jiff::Timestamp::UNIX_EPOCH });
            let head = serde_json::json!({"id": uuid::Uuid::nil(), "number": 1, "title": "t", "state": "draft",
                "version": 1, "created": "2026-01-01T00:00:00Z", "changed": "2026-01-01T00:00:00Z"});
            let body = super::super::Questionnaire { questions: questions.clone(), ..Default::default() };
            let record: crate::record::Record<super::super::Questionnaire> =
                serde_json::from_value(serde_json::json!({"head": head, "body": body})).unwrap();
            let mut found = Check::new(&isms, &record);
            check(&questions, "/questions", &mut found);
            let sound = all.iter().enumerate().all(|(i, (c, _))| c.is_none_or(|c| c < i));
            prop_assert_eq!(found.faults.is_empty(), sound);
            let asked = asked(&questions, |i| vec![if yes[i] { "Yes" } else { "no" }.to_owned()]);
            for (at, asked) in asked.iter().enumerate() {
                prop_assert_eq!(*asked, followed(&questions, &yes, at, 0));
            }
        }
    }
}
