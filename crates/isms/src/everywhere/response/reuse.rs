//! Answers that a counterpart gave before are offered again, marked and dated, for the counterpart to confirm.

use super::{Answer, Asked, Judgement, Response};
use crate::{
    everywhere::questionnaire::AnswerForm,
    isms::Isms,
    record::Record,
    values::{RecordId, Ref},
};
use std::collections::HashMap;

/// The counterpart's newest earlier answers to the same questions: the same text, whatever the questionnaire. An answer that
/// we did not accept, or that does not fit the question any more, is not offered.
pub fn offered(isms: &Isms, counterpart: RecordId, asked: &[Asked]) -> Vec<Answer> {
    let mut earlier: Vec<&Record<Response>> = isms.all::<Response>().filter(|r| of(r, counterpart)).collect();
    earlier.sort_by_key(|r| (r.body.submitted_on, r.head.number));
    let mut known: HashMap<String, (&Record<Response>, &Answer)> = HashMap::new();
    for record in earlier {
        for (question, answer) in record.body.lines() {
            if let Some(answer) = answer.filter(|a| a.is_given() && a.verdict != Judgement::NotAccepted) {
                known.insert(plain(question), (record, answer));
            }
        }
    }
    asked.iter().filter_map(|q| known.get(&plain(q)).and_then(|(record, a)| taken(q, record, a))).collect()
}

fn of(record: &Record<Response>, counterpart: RecordId) -> bool {
    let handed_in = matches!(&*record.head.state, "submitted" | "reviewed");
    handed_in && record.body.counterpart.is_some_and(|c| c.id() == counterpart)
}

/// What makes two questions the same: their words and the sort of answer.
fn plain(question: &Asked) -> String {
    let words: Vec<String> = question.text.0.split_whitespace().map(str::to_lowercase).collect();
    format!("{:?} {}", question.answer_form, words.join(" "))
}

fn taken(question: &Asked, from: &Record<Response>, answer: &Answer) -> Option<Answer> {
    let words = matches!(question.answer_form, AnswerForm::OneOf | AnswerForm::SeveralOf);
    if words && !answer.choices.iter().all(|c| question.choices.contains(c)) {
        return None;
    }
    Some(Answer {
        question: question.id.clone(),
        text: answer.text.clone(),
        choices: answer.choices.clone(),
        number: answer.number,
        date: answer.date,
        comment: answer.comment.clone(),
        reused_from: Some(Ref::to(from.head.id)),
        reused_of: answer.reused_of.or(from.body.submitted_on),
        ..Answer::default()
    })
}
