//! A document as numbered lines that know whether they are code, its title, and its sections.

use super::{LARGEST, Notes, front::Front, prose, shown};
use crate::place::{Fault, Limits, decode};

/// One line of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// As an editor counts, from 1.
    pub number: usize,
    pub text: &'a str,
    /// Inside a block of code, where nothing is structure.
    pub code: bool,
}

impl<'a> Line<'a> {
    pub fn blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The level and text of a heading, unless this is none.
    pub fn heading(&self) -> Option<(usize, &'a str)> {
        if self.code { None } else { heading(self.text) }
    }
}

/// The level (1 to 6) and text of a line that is a heading: `#` signs, a blank, text. One that is indented as inside a list is part
/// of the list.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = unindented(line)?;
    let text = rest.trim_start_matches('#');
    let level = rest.len() - text.len();
    let parted = text.is_empty() || text.starts_with([' ', '\t']);
    ((1..=6).contains(&level) && parted).then(|| (level, text.trim()))
}

/// The line without its indentation, unless it is indented as inside a list.
pub(super) fn unindented(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(' ').unwrap_or(line);
    (!rest.starts_with(' ')).then_some(rest)
}

/// The text of a document with line feeds as the only ends of lines.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, Vec<Fault>> {
    let limits = Limits { bytes: LARGEST, ..Limits::default() };
    decode(bytes, &limits).map(prose::plain_ends).map_err(|fault| vec![fault])
}

/// The front matter and the lines after it.
pub(super) fn split<'a>(text: &'a str, notes: &mut Notes) -> (Front, Vec<Line<'a>>) {
    let (front, first) = Front::split(text, notes);
    let mut fence = prose::Fence::default();
    let lines = text.split('\n').enumerate().skip(first).map(|(index, text)| {
        let code = fence.takes(text, index + 1);
        Line { number: index + 1, text, code }
    });
    let lines: Vec<Line> = lines.collect();
    if let Some(begun) = fence.open_since() {
        notes.fault(begun, "a line of ``` or ~~~ that ends the block of code which begins here", "the end of the text");
    }
    (front, lines)
}

/// The title and the lines without it; a fault and an empty title where there is none.
pub(super) fn title<'a>(
    mut lines: Vec<Line<'a>>,
    front: &mut Front,
    sections: &dyn Fn(&str) -> bool,
    notes: &mut Notes,
) -> (String, Vec<Line<'a>>) {
    let first = lines.iter().position(|l| !l.blank()).unwrap_or_default();
    let name = |at: usize| lines.get(at)?.heading().filter(|(level, name)| *level == 1 && !name.is_empty());
    let top = |at: &usize| name(*at).is_some_and(|(_, name)| *at == first || !sections(name));
    let found = (0..lines.len()).find(top).and_then(|at| Some((at, name(at)?.1)));
    if let Some((at, name)) = found {
        lines.remove(at);
        return (prose::one_line(name), lines);
    }
    if let Some(name) = underlined(lines.get(first), lines.get(first + 1)) {
        lines.drain(first..first + 2);
        return (name, lines);
    }
    if let Some(named) = front.text("title", notes).filter(|t| !t.is_empty()) {
        return (named, lines);
    }
    match lines.get(first).and_then(|l| l.heading()) {
        Some((_, name)) if !name.is_empty() && !sections(name) => {
            lines.remove(first);
            (prose::one_line(name), lines)
        }
        _ => {
            let (line, found) = lines.get(first).map_or((1, String::new()), |l| (l.number, shown(l.text)));
            notes.fault(line, "a title on a line of its own, such as `# Access to systems`", found);
            (String::new(), lines)
        }
    }
}

/// A title that is underlined with `=` signs.
fn underlined(name: Option<&Line>, under: Option<&Line>) -> Option<String> {
    let (name, under) = (name?, under?);
    let line = under.text.trim();
    let is = !name.blank() && !name.code && !line.is_empty() && line.bytes().all(|b| b == b'=');
    is.then(|| prose::one_line(name.text))
}

/// Lines that belong together; `section` is `None` for what stands before any heading we know, and beneath one we do not know.
#[derive(Debug)]
pub(super) struct Part<'a, S> {
    pub section: Option<S>,
    /// The line and level of the heading of the section.
    pub line: usize,
    pub level: usize,
    pub lines: Vec<Line<'a>>,
}

/// Cuts a document at the headings that `known` understands. A heading that it does not understand ends a section when it is of
/// the same level or above, and stays in the text either way.
pub(super) fn parts<'a, S>(
    lines: &[Line<'a>],
    known: &dyn Fn(&Line<'a>, usize, &str) -> Option<S>,
) -> Vec<Part<'a, S>> {
    let mut out = vec![Part { section: None, line: 1, level: 0, lines: Vec::new() }];
    for line in lines {
        if let Some((level, name)) = line.heading() {
            let open = out.last().map_or(0, |p| if p.section.is_some() { p.level } else { 0 });
            match known(line, level, name) {
                Some(section) => {
                    out.push(Part { section: Some(section), line: line.number, level, lines: Vec::new() });
                    continue;
                }
                None if level <= open => {
                    out.push(Part { section: None, line: line.number, level: 0, lines: Vec::new() });
                }
                None => {}
            }
        }
        if let Some(part) = out.last_mut() {
            part.lines.push(*line);
        }
    }
    out
}
