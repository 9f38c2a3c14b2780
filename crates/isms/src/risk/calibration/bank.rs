//! The questions of the calibration exercise, and which of them a person gets in a round.
//!
//! `questions.en.txt` is the bank: identifier, value, unit, source and the question in English. Another language is a file of
//! the same form with the same identifiers; a question that it lacks is asked in English. The values never leave this module
//! before an answer is in.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// How many statements and how many ranges an exercise asks for.
pub const EACH: usize = 10;

/// What is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Truth {
    /// Whether the statement is true.
    Statement(bool),
    /// The value, in the question's unit.
    Value(f64),
}

/// A question with a known answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its identifier, which never changes its meaning.
    pub id: &'static str,
    /// What is true.
    pub truth: Truth,
    /// The unit of the value; empty for years and counts that name theirs.
    pub unit: &'static str,
    /// Where it can be looked up.
    pub source: &'static str,
    text: &'static str,
}

impl Question {
    /// The question in a language (`en`, `de`, `fr`); in English where that language does not have it yet.
    pub fn text(&self, lang: &str) -> &'static str {
        let file = TRANSLATED.iter().find(|(tag, _)| *tag == lang).map(|(_, file)| *file);
        let found = file.and_then(|file| file.lines().filter_map(read).find(|q| q.id == self.id));
        found.map_or(self.text, |q| q.text)
    }
}

/// The bank in other languages: language and file.
static TRANSLATED: &[(&str, &str)] = &[];

static BANK: LazyLock<Vec<Question>> =
    LazyLock::new(|| include_str!("questions.en.txt").lines().filter_map(read).collect());

/// A line `id | value | unit | source | question`; empty lines and those that begin with `#` say nothing.
fn read(line: &'static str) -> Option<Question> {
    let mut parts = line.split('|').map(str::trim);
    let id = parts.next().filter(|id| !id.is_empty() && !id.starts_with('#'))?;
    let truth = match parts.next()? {
        "true" => Truth::Statement(true),
        "false" => Truth::Statement(false),
        number => Truth::Value(number.parse().ok()?),
    };
    Some(Question { id, truth, unit: parts.next()?, source: parts.next()?, text: parts.next()? })
}

/// All questions.
pub fn all() -> &'static [Question] {
    &BANK
}

/// The question of an identifier.
pub fn find(id: &str) -> Option<&'static Question> {
    BANK.iter().find(|q| q.id == id)
}

/// The questions of a person's round: statements first, then ranges, [`EACH`] of both. The same person (the number in their
/// key) and round always get the same, and nobody gets one again before all of its kind were asked.
pub fn draw(person: u32, round: u32) -> Vec<&'static Question> {
    let (statements, values): (Vec<_>, Vec<_>) = BANK.iter().partition(|q| matches!(q.truth, Truth::Statement(_)));
    [statements, values].into_iter().flat_map(|some| dealt(some, person, round)).collect()
}

/// A hand of a deck that is shuffled anew, by the hash of person, deck and question, whenever it does not hold another hand.
fn dealt(mut deck: Vec<&'static Question>, person: u32, round: u32) -> Vec<&'static Question> {
    let hands = (deck.len() / EACH).max(1);
    let before = round.saturating_sub(1) as usize;
    let shuffle = before / hands;
    deck.sort_by_cached_key(|q| <[u8; 32]>::from(Sha256::digest(format!("{person}/{shuffle}/{}", q.id))));
    deck.into_iter().skip(before % hands * EACH).take(EACH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_bank_is_large_enough_and_every_question_is_whole() {
        let lines = include_str!("questions.en.txt").lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        assert_eq!(lines.count(), all().len(), "a line does not read");
        let ids: BTreeSet<_> = all().iter().map(|q| q.id).collect();
        assert_eq!(ids.len(), all().len(), "an identifier is given twice");
        let statements = all().iter().filter(|q| matches!(q.truth, Truth::Statement(_))).count();
        assert!(statements >= 40 && all().len() - statements >= 40, "{statements} of {}", all().len());
        let right = all().iter().filter(|q| q.truth == Truth::Statement(true)).count();
        assert!((0.4..0.6).contains(&(right as f64 / statements as f64)), "guessing true must not pay: {right}");
        for q in all() {
            assert!(!q.source.is_empty() && q.text.ends_with(['.', '?']), "{}", q.id);
            assert_eq!(matches!(q.truth, Truth::Value(_)), q.text.ends_with('?'), "{}", q.id);
        }
    }

    #[test]
    fn a_reload_asks_the_same_and_four_rounds_ask_nothing_twice() {
        assert_eq!(draw(3, 1), draw(3, 1));
        assert_ne!(draw(3, 1), draw(4, 1));
        let asked: Vec<_> = (1..=4).flat_map(|round| draw(3, round)).map(|q| q.id).collect();
        assert_eq!(asked.len(), 80);
        assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), 80);
        assert_eq!(draw(3, 5).len(), 20);
        assert_eq!(draw(3, u32::MAX).len(), 20);
    }
}
