//! What could answer a question: earlier answers of ours, and records that speak of the same. Words are compared, nothing is
//! understood; so every suggestion carries its score, and a person decides.

use super::{Asking, Question, Questionnaire};
use crate::{
    field::{Fields, Val},
    kind,
    record::AnyRecord,
    values::RecordId,
    view::View,
};
use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

/// Kinds that can answer a question of others.
const ANSWERING: [&str; 6] = ["requirement", "control", "policy", "applicability", "certificate", "evidence"];

/// Words that say nothing about the matter, in the three languages of the interface.
const COMMON: &str = "the and are you your our for with that this have has does how what when which who from into any all is of to \
    in on do we be or an a by it as at not if can will their they there been was were must may please describe provide \
    der die das und ist sind sie ihr ihre wir unser unsere haben hat wie was wann welche wer mit von zu in im auf ein eine einen \
    einer es bei für nicht oder werden wird kann den dem des \
    le la les un une des du de et est sont vous votre vos nous notre nos avez comment que quoi quand quel quelle qui avec dans \
    pour par sur au aux ou en il elle ne pas ce cette ces se";

static NOTHING: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());

/// Below this a likeness is chance.
const LEAST: f64 = 0.3;

/// The words of a text that can tell it from others.
pub fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let all = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 1);
    all.filter(|w| !NOTHING.contains(w)).map(str::to_owned).collect()
}

/// Shared words over all words of both (Jaccard's index), from 0 to 1.
pub fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// An answer that we gave to a similar question.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// The questionnaire it stands in.
    pub from: RecordId,
    /// The question answered, with its answer, records and evidence.
    pub question: Question,
    /// Likeness of the two questions, from 0 to 1; 1 for the same words.
    pub score: f64,
}

/// A record that speaks of what is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The record.
    pub record: RecordId,
    /// Share of the question's words that the record uses, from 0 to 1.
    pub score: f64,
}

/// Earlier answers of ours that the viewer may see, the most alike first; of equals, the newest.
pub fn earlier(view: &View, asking: RecordId, question: &Question, most: usize) -> Vec<Earlier> {
    let wanted = words(&question.text.0);
    let mut found = Vec::new();
    let ours = view.all::<Questionnaire>().filter(|q| q.body.direction == Asking::WeAreAsked);
    for record in ours {
        let other = |q: &&Question| {
            let itself = record.head.id == asking && q.id == question.id;
            !itself && !q.answer.0.trim().is_empty()
        };
        for given in record.body.questions.iter().filter(other) {
            let score = likeness(&wanted, &words(&given.text.0));
            if score >= LEAST {
                found.push(Earlier { from: record.head.id, question: given.clone(), score });
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.question.answered_at.cmp(&a.question.answered_at)));
    found.truncate(most);
    found
}

/// Records that count and speak of what is asked, as far as the viewer may see them, those that use most of its words first.
pub fn records(view: &View, question: &Question, most: usize) -> Vec<Found> {
    let wanted = words(&question.text.0);
    let mut found = Vec::new();
    for kind in ANSWERING.iter().filter_map(|name| kind::by_name(name)) {
        for record in view.records(kind).filter(|r| r.is_open()) {
            let Some(body) = record.effective() else { continue };
            let shared = wanted.intersection(&spoken(record.as_ref(), body)).count();
            let score = shared as f64 / wanted.len().max(1) as f64;
            if shared >= 2 && score >= LEAST {
                found.push(Found { record: record.head().id, score });
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.record.cmp(&b.record)));
    found.truncate(most);
    found
}

fn spoken(record: &dyn AnyRecord, body: &dyn Fields) -> BTreeSet<String> {
    let mut all = words(&record.head().title);
    gather(&Val::Part(body), &mut all);
    all
}

fn gather(value: &Val<'_>, into: &mut BTreeSet<String>) {
    match value {
        Val::Str(text) => into.extend(words(text)),
        Val::List(list) => list.iter().for_each(|v| gather(v, into)),
        Val::Part(part) => (0..part.fields().len()).for_each(|i| gather(&part.get(i), into)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_of_words_that_matter() {
        let score = |a: &str, b: &str| (likeness(&words(a), &words(b)) * 100.0).round();
        assert_eq!(score("Do you encrypt backups?", "Encrypt: backups"), 100.0);
        assert_eq!(score("Do you encrypt data at rest?", "Is data encrypted?"), 25.0);
        assert_eq!(score("Is it so?", "Is it so?"), 100.0);
        assert_eq!(score("", ""), 0.0);
        assert_eq!(score("Werden Sicherungen verschlüsselt?", "Verschlüsselt ihr die Sicherungen?"), 100.0);
    }
}
