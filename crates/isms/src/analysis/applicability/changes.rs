//! What differs between two statements about the same framework: two moments, what is in force and its draft, or what was issued and now.

use super::{Applies, Line, Statement};
use crate::{analysis::assured::Status, control::applicability::Ruling};
use std::collections::HashMap;

/// A line that another statement says something else about.
#[derive(Clone, Copy, Debug)]
pub struct Changed<'s, 'a> {
    /// As it was; none where the framework did not have it.
    pub before: Option<&'s Line<'a>>,
    /// As it is; none where the framework no longer has it.
    pub after: Option<&'s Line<'a>>,
}

/// Lines whose ruling or status differs, in the order of the later statement; lines that are gone follow.
pub fn changes<'s, 'a>(before: &'s Statement<'a>, after: &'s Statement<'a>) -> Vec<Changed<'s, 'a>> {
    let old: HashMap<&str, &Line<'_>> = before.lines.iter().map(|l| (l.point.id.as_str(), l)).collect();
    let new: HashMap<&str, &Line<'_>> = after.lines.iter().map(|l| (l.point.id.as_str(), l)).collect();
    let later = after.lines.iter().map(|l| Changed { before: old.get(l.point.id.as_str()).copied(), after: Some(l) });
    let gone = before.lines.iter().filter(|l| !new.contains_key(l.point.id.as_str()));
    let gone = gone.map(|l| Changed { before: Some(l), after: None });
    later.filter(|c| c.before.map(said) != c.after.map(said)).chain(gone).collect()
}

/// What a line says: whether it applies, by which ruling and to whom it is left; and its status, which only a line that applies has.
fn said(line: &Line<'_>) -> (Applies, Option<Ruling>, bool, Option<Status>) {
    let status = (line.applies == Applies::Yes).then_some(line.status);
    (line.applies, line.deviation.map(|d| d.ruling), line.inherited.is_some(), status)
}
