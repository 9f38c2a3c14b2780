//! What a worksheet's form says, and what it is filled from.

use super::super::form::{self, Pairs};
use isms::{
    assurance::test::{ItemResult, RunUnderWay, TestVerdict},
    field::Choice,
};
use service::assurance::{Conclusion, Seen, Worksheet};

/// Longest note that is read, in characters.
const LONGEST: usize = 2_000;

/// The worksheet that a form sent; `items` is how many were drawn.
pub fn read(pairs: &Pairs, items: usize, conclude: bool) -> Worksheet {
    let pick = |name: &str| form::first(pairs, name).unwrap_or_default().chars().take(LONGEST).collect::<String>();
    let seen = |index: usize| Seen {
        result: ItemResult::from_word(&pick(&format!("items.{index}.result"))).unwrap_or_default(),
        note: pick(&format!("items.{index}.note")),
        evidence: key(&pick(&format!("items.{index}.evidence"))),
    };
    let evidence = pairs.iter().filter(|(k, v)| k == "evidence" && !v.trim().is_empty()).take(50).map(|(_, v)| key(v));
    let conclusion =
        || Conclusion { verdict: TestVerdict::from_word(&pick("verdict")), because: pick("verdict_because") };
    Worksheet {
        version: pick("version").parse().ok(),
        seen: (0..items).map(seen).collect(),
        notes: pick("notes").replace("\r\n", "\n"),
        evidence: evidence.collect(),
        conclude: conclude.then(conclusion),
    }
}

/// The key in "EVD-3 Working paper", as a suggestion may leave it in an input.
fn key(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_owned()
}

/// A run with what a form said, so that nothing typed is lost when something is wrong; evidence stays as it was.
pub fn shown(run: &RunUnderWay, sheet: &Worksheet) -> RunUnderWay {
    let mut run = run.clone();
    for (item, seen) in run.items.iter_mut().zip(&sheet.seen) {
        (item.result, item.note) = (seen.result, seen.note.clone());
    }
    run.notes.0.clone_from(&sheet.notes);
    run
}
