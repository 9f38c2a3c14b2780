//! Prose inside documents: Markdown that is kept as it is, except where a line would be taken for structure.

use super::{lines::Line, marks};

/// `\r\n` and `\r` as `\n`.
pub(super) fn plain_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// A text on one line, words parted by one blank each.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prose as it can be written: no blank lines around it, line feeds only, and no block of code left open.
pub(super) fn tidy(text: &str) -> String {
    let text = plain_ends(text.trim_end());
    let lead: usize = text.split_inclusive('\n').take_while(|l| l.trim().is_empty()).map(str::len).sum();
    let mut out = text.get(lead..).unwrap_or_default().to_owned();
    let mut fence = Fence::default();
    for (index, line) in out.split('\n').enumerate() {
        fence.takes(line, index + 1);
    }
    if let Some(end) = fence.end() {
        out.push('\n');
        out.push_str(&end);
    }
    out
}

/// Follows blocks of code from line to line.
#[derive(Debug, Default)]
pub(super) struct Fence {
    /// The sign, how often it stands there, and the line where it does.
    open: Option<(char, usize, usize)>,
}

impl Fence {
    /// Whether this line stands inside a block of code or ends one; the line that begins it does not count.
    pub fn takes(&mut self, line: &str, number: usize) -> bool {
        match self.open {
            Some((sign, least, _)) => {
                let line = line.trim();
                if line.chars().all(|c| c == sign) && line.len() >= least {
                    self.open = None;
                }
                true
            }
            None => {
                self.open = begins(line).map(|(sign, times)| (sign, times, number));
                false
            }
        }
    }

    pub fn open_since(&self) -> Option<usize> {
        self.open.map(|(_, _, line)| line)
    }

    /// The line that would end the open block.
    fn end(&self) -> Option<String> {
        self.open.map(|(sign, times, _)| sign.to_string().repeat(times))
    }
}

/// The sign and length of a fence that this line opens, be it behind the mark of a list.
fn begins(line: &str) -> Option<(char, usize)> {
    let mut rest = line.trim();
    while let Some(inner) = marks::behind_mark(rest) {
        rest = inner.trim_start();
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = rest.trim_start_matches(sign);
    let times = rest.len() - info.len();
    (times >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, times))
}

/// Which lines of a field would be taken for structure.
pub(super) type Guard<'g> = &'g dyn Fn(&str) -> bool;

/// The line parted where a backslash goes, if it is guarded behind the backslashes that it has already.
fn guarded<'a>(line: &'a str, guard: Guard) -> Option<(&'a str, &'a str)> {
    let rest = line.trim_start_matches(' ');
    let indent = line.get(..line.len() - rest.len())?;
    let bare = rest.trim_start_matches('\\');
    let is = if bare.len() == rest.len() { guard(line) } else { guard(&format!("{indent}{bare}")) };
    is.then_some((indent, rest))
}

/// The field for writing: a backslash in front of every line that is guarded.
pub(super) fn escaped(text: &str, guard: Guard) -> String {
    let mut fence = Fence::default();
    let lines = text.split('\n').enumerate().map(|(index, line)| match guarded(line, guard) {
        _ if fence.takes(line, index) => line.to_owned(),
        Some((indent, rest)) => format!("{indent}\\{rest}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A field as it is read, line by line.
#[derive(Debug, Default)]
pub(super) struct Field {
    text: String,
    any: bool,
    /// What comes next is a paragraph of its own.
    parted: bool,
}

impl Field {
    pub fn raw(&mut self, line: &str) {
        if self.parted {
            if line.trim().is_empty() {
                return;
            }
            self.parted = false;
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(if self.text.is_empty() { "" } else { "\n" });
        }
        if std::mem::replace(&mut self.any, true) {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    /// Adds a line, without the backslash that [`escaped`] put there.
    pub fn line(&mut self, line: &Line, guard: Guard) {
        match guarded(line.text, guard) {
            Some((indent, rest)) if !line.code && rest.starts_with('\\') => {
                let bare = rest.strip_prefix('\\').unwrap_or(rest);
                self.raw(&format!("{indent}{bare}"));
            }
            _ => self.raw(line.text),
        }
    }

    /// Adds lines as paragraphs of their own.
    pub fn lines(&mut self, lines: &[Line], guard: Guard) {
        self.part();
        for line in lines {
            self.line(line, guard);
        }
    }

    /// Parts what comes from what is there.
    pub fn part(&mut self) {
        self.parted = self.any;
    }

    pub fn done(&self) -> String {
        tidy(&self.text)
    }
}

/// Whether a text can begin behind a mark on the same line: its first line is plain, so that it means the same there.
pub(super) fn begins_plainly(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && marks::behind_mark(text).is_none()
}

/// A paragraph in front of the next thing: nothing for an empty one.
pub(super) fn push_block(out: &mut String, block: &str) {
    if !block.is_empty() {
        out.push('\n');
        out.push_str(block);
        out.push('\n');
    }
}

/// Behind a mark: on its line where that is plain, else beneath it.
pub(super) fn push_behind(out: &mut String, mark: &str, text: &str, guard: Guard) {
    out.push_str(mark);
    if begins_plainly(text) {
        let (first, more) = text.split_once('\n').map_or((text, None), |(f, m)| (f, Some(m)));
        out.push(' ');
        out.push_str(first);
        if let Some(more) = more {
            out.push('\n');
            out.push_str(&escaped(more, guard));
        }
    } else if !text.is_empty() {
        out.push_str("\n\n");
        out.push_str(&escaped(text, guard));
    }
    out.push('\n');
}
