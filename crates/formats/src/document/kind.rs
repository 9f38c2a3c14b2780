//! Which kind of document a file of a folder is.

use super::{Notes, instruction, lines, lines::Line, names, prose};
use std::fmt;

/// Kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Policy,
    Guideline,
    Instruction,
    Course,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Policy => "policy",
            Kind::Guideline => "guideline",
            Kind::Instruction => "instruction",
            Kind::Course => "course",
        })
    }
}

/// A guess at the kind of a file: by `kind:` in its front matter, else by its shape, else by the names of its folders and its own.
/// `None` for what is no Markdown, what nothing speaks for, and what cannot be read at all.
pub fn kind_of(path: &str, text: &str) -> Option<Kind> {
    if !is_markdown(path) || text.len() > super::LARGEST {
        return None;
    }
    let text = prose::plain_ends(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let (front, all) = lines::split(&text, &mut Notes::default());
    front.kind().or_else(|| by_shape(&all)).or_else(|| by_path(path))
}

/// A path without a name (such as that of a pasted text) counts as Markdown.
fn is_markdown(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("md", |(_, ending)| ending).to_ascii_lowercase();
    ["md", "markdown", "mdown", "txt"].contains(&ending.as_str())
}

/// What only one kind has: questions, numbered statements, requirements, steps.
fn by_shape(all: &[Line]) -> Option<Kind> {
    use names::Section;
    let named = |of: fn(&str) -> Option<Section>, section: Section| {
        let mut headings = all.iter().filter_map(Line::heading).filter(|(level, _)| *level <= 2);
        headings.any(|(_, name)| of(name) == Some(section))
    };
    if super::course::asks(all) {
        Some(Kind::Course)
    } else if named(names::of_guideline, Section::Requirements) {
        Some(Kind::Guideline)
    } else if named(names::of_policy, Section::Statements) {
        Some(Kind::Policy)
    } else {
        instruction::steps_heading(all).map(|_| Kind::Instruction)
    }
}

/// The word nearest to the file counts: `policies/runbooks/restore.md` is an instruction.
fn by_path(path: &str) -> Option<Kind> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let of_name = name.split(['-', '_', ' ', '.']).rev().find_map(names::kind);
    of_name.or_else(|| parts.find_map(names::kind))
}
