//! Where something stands in a text, what is wrong with it, and how large a text may be.

use std::fmt;

/// A position in a text: line and column, both counted from 1, the column in characters. `0:0` means the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At {
    pub line: u32,
    pub col: u32,
}

impl At {
    /// Saturates instead of wrapping: a position only serves to find the place again.
    pub(crate) fn new(line: usize, col: usize) -> Self {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        At { line: small(line), col: small(col) }
    }

    /// The position of a byte offset in `text`; an offset inside a character or past the end gives the nearest one before.
    pub(crate) fn of_byte(text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset.min(text.len())).unwrap_or(text);
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let col = before.iter().skip(line_start).filter(|b| (**b & 0xC0) != 0x80).count() + 1;
        At::new(line, col)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.col)
    }
}

/// Why a text could not be read: where, what was expected there and what was found.
///
/// `message` is what was found when `expected` is given, and the whole sentence when it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line counted from 1; 0 when the fault concerns the text as a whole.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub col: u32,
    /// JSON pointer of the value concerned; empty for the root.
    pub pointer: String,
    pub message: String,
    pub expected: String,
}

impl Fault {
    /// A fault about the text as a whole, such as its size.
    pub fn whole(message: impl Into<String>) -> Self {
        Fault { line: 0, col: 0, pointer: String::new(), message: message.into(), expected: String::new() }
    }

    /// A fault at a place, told in one sentence.
    pub fn at(at: At, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Fault { line: at.line, col: at.col, pointer: pointer.into(), ..Fault::whole(message) }
    }

    /// A fault at a place, told as a contrast of what was expected and what was found.
    pub fn expected(at: At, pointer: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Fault { expected: expected.into(), ..Fault::at(at, pointer, found) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, column {}", self.line, self.col)?;
        }
        match (self.line > 0, self.pointer.is_empty()) {
            (true, false) => write!(f, " ({}): ", self.pointer)?,
            (false, false) => write!(f, "{}: ", self.pointer)?,
            (true, true) => f.write_str(": ")?,
            (false, true) => {}
        }
        if self.expected.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "expected {}, found {}", self.expected, self.message)
    }
}

impl std::error::Error for Fault {}

/// How much a reader of texts accepts before it gives up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest text in bytes.
    pub bytes: usize,
    /// Deepest nesting of lists and maps.
    pub depth: usize,
    /// What all aliases of a YAML text together may add, in nodes plus bytes of text.
    pub aliases: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, depth: 64, aliases: 1 << 20 }
    }
}

/// Decodes a text as UTF-8 without its byte order mark, within the size limit.
pub(crate) fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Fault> {
    if bytes.len() > limits.bytes {
        return Err(Fault::whole(format!("the text has {} bytes; the limit is {}", bytes.len(), limits.bytes)));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::expected(At { line: 1, col: 1 }, "", "UTF-8", "UTF-16; save the file as UTF-8"));
    }
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        let offset = e.valid_up_to();
        Fault::expected(At::of_byte(bytes, offset), "", "UTF-8", format!("an invalid byte at offset {offset}"))
    })
}

/// The UTF-8 byte order mark.
pub(crate) const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Appends one step to a JSON pointer, escaping as RFC 6901 asks.
pub(crate) fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}
