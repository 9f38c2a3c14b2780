//! Markdown within a line, as XML.

use super::{DEEPEST, text};
use crate::oscal::xml::dom::{Child, Element};

/// Longest label and longest target of a link, in bytes; what is longer is text.
const LONGEST_LINK: usize = 8192;

/// The inline markup of a text.
pub(in crate::oscal) fn line_to_xml(line: &str) -> Vec<Child> {
    inline(line, DEEPEST)
}

pub(super) fn inline(line: &str, depth: usize) -> Vec<Child> {
    let mut scan = Scan { text: line, pos: 0, plain: String::new(), out: Vec::new(), depth, hopeless: Vec::new() };
    scan.run();
    scan.out
}

struct Scan<'t> {
    text: &'t str,
    pos: usize,
    plain: String,
    out: Vec<Child>,
    depth: usize,
    /// Closing marks that are known not to follow any more, so that no text is searched twice for them.
    hopeless: Vec<&'static str>,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.pos..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.pos).and_then(|t| t.chars().next_back())
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let taken = match c {
                '\\' => self.escaped(),
                '`' => self.code(),
                '{' => self.insert(),
                '&' => self.entity(),
                _ if self.depth == 0 => false,
                '!' => self.rest().starts_with("![") && self.link(true),
                '[' => self.link(false),
                '*' => self.span("**", "strong") || self.span("*", "em"),
                '_' => self.span("__", "strong") || self.span("_", "em"),
                '~' => self.span("~", "sub"),
                '^' => self.span("^", "sup"),
                '"' => self.span("\"", "q"),
                _ => false,
            };
            if !taken {
                self.plain.push(c);
                self.pos += c.len_utf8();
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.out.push(Child::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn push(&mut self, element: Element, length: usize) -> bool {
        self.flush();
        self.out.push(Child::Element(element));
        self.pos += length;
        true
    }

    /// A backslash before punctuation makes it plain; before the end of a line it breaks the line.
    fn escaped(&mut self) -> bool {
        match self.rest().chars().nth(1) {
            Some('\n') => self.push(Element::new("br", Vec::new()), 2),
            Some(c) if c.is_ascii_punctuation() => {
                self.plain.push(c);
                self.pos += 2;
                true
            }
            _ => false,
        }
    }

    fn code(&mut self) -> bool {
        let rest = self.rest();
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let (mark, body) = rest.split_at(ticks);
        let known = ticks == 1;
        if known && self.hopeless.contains(&"`") {
            return false;
        }
        let mut from = 0;
        while let Some(i) = body.get(from..).and_then(|b| b.find(mark)).map(|i| i + from) {
            let run = body.get(i..).map_or(0, |b| b.len() - b.trim_start_matches('`').len());
            if run == ticks {
                let inner = body.get(..i).unwrap_or_default();
                let padded = inner.strip_prefix(' ').and_then(|t| t.strip_suffix(' '));
                let inner = padded.filter(|t| t.starts_with('`') || t.ends_with('`')).unwrap_or(inner);
                return self.push(Element::new("code", vec![text(inner)]), i + 2 * ticks);
            }
            from = i + run.max(1);
        }
        if known {
            self.hopeless.push("`");
        }
        self.plain.push_str(mark);
        self.pos += ticks;
        true
    }

    /// `{{ insert: param, id }}`.
    fn insert(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix("{{") else { return false };
        if self.hopeless.contains(&"}}") {
            return false;
        }
        let Some((inner, _)) = rest.split_once("}}") else {
            self.hopeless.push("}}");
            return false;
        };
        let parts = inner.trim().strip_prefix("insert:").and_then(|i| i.split_once(','));
        let Some((kind, id)) = parts.map(|(k, i)| (k.trim(), i.trim())) else { return false };
        let plain = |t: &str| !t.is_empty() && !t.contains(['{', '}', '"', '<', ' ', '\n', ',']);
        if !plain(kind) || !plain(id) {
            return false;
        }
        let element = Element::new("insert", Vec::new()).with("type", kind).with("id-ref", id);
        self.push(element, inner.len() + 4)
    }

    /// The named characters that Markdown written by others uses.
    fn entity(&mut self) -> bool {
        let named =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\''), ("&nbsp;", '\u{A0}')];
        let Some((name, c)) = named.into_iter().find(|(name, _)| self.rest().starts_with(name)) else { return false };
        self.plain.push(c);
        self.pos += name.len();
        true
    }

    /// `[text](href "title")`, or the same with `!` before it as an image.
    fn link(&mut self, image: bool) -> bool {
        if self.hopeless.contains(&"](") {
            return false;
        }
        let start = if image { 2 } else { 1 };
        let body = self.rest().get(start..).unwrap_or_default();
        if !body.contains("](") {
            self.hopeless.push("](");
            return false;
        }
        let Some(close) = matching(body) else { return false };
        let (label, tail) = body.split_at(close);
        let Some(target) = tail.strip_prefix("](") else { return false };
        let Some((href, title, length)) = destination(target) else { return false };
        let mut element = if image {
            Element::new("img", Vec::new()).with("alt", &unescaped(label)).with("src", &href)
        } else {
            Element::new("a", inline(label, self.depth - 1)).with("href", &href)
        };
        if let Some(title) = title {
            element = element.with("title", &title);
        }
        self.push(element, start + close + 2 + length)
    }

    fn span(&mut self, mark: &'static str, name: &str) -> bool {
        let Some(body) = self.rest().strip_prefix(mark) else { return false };
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inner_blank = body.chars().next().is_none_or(char::is_whitespace);
        let in_word = word(self.before()) && matches!(mark, "_" | "__" | "\"");
        if inner_blank || in_word || self.hopeless.contains(&mark) {
            return false;
        }
        let Some(end) = closing(body, mark) else {
            self.hopeless.push(mark);
            return false;
        };
        let inner = inline(body.get(..end).unwrap_or_default(), self.depth - 1);
        self.push(Element::new(name, inner), end + 2 * mark.len())
    }
}

/// Where the mark that closes a span stands: behind something that is no blank, outside code and escapes.
fn closing(body: &str, mark: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let (mut i, mut before) = (0, b' ');
    while let Some(byte) = bytes.get(i).copied() {
        let rest = bytes.get(i..).unwrap_or_default();
        match byte {
            b'\\' => i += 1,
            b'`' => {
                let skip = rest.iter().skip(1).position(|b| *b == b'`');
                i += skip.map_or(0, |s| s + 1);
            }
            _ if i > 0 && rest.starts_with(mark.as_bytes()) && !before.is_ascii_whitespace() => {
                let after = body.get(i + mark.len()..).unwrap_or_default();
                let run = after.starts_with(mark) && mark.len() == 1 && mark == "*";
                let in_word = after.starts_with(char::is_alphanumeric) && matches!(mark, "_" | "__" | "\"");
                if !run && !in_word {
                    return Some(i);
                }
                if run {
                    // Two stars open or close something stronger within.
                    i += 1;
                }
            }
            _ => {}
        }
        before = bytes.get(i).copied().unwrap_or(b' ');
        i += 1;
    }
    None
}

/// The bracket that closes a label, brackets within balanced.
fn matching(body: &str) -> Option<usize> {
    let (mut depth, mut skip) = (0usize, false);
    for (i, byte) in body.bytes().enumerate() {
        match byte {
            _ if depth > super::DEEPEST || i > LONGEST_LINK => return None,
            _ if skip => skip = false,
            b'\\' => skip = true,
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(i),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A link's target, its title if it has one, and how many bytes they take with the closing parenthesis.
fn destination(text: &str) -> Option<(String, Option<String>, usize)> {
    let mut depth = 0usize;
    let end = text.bytes().enumerate().take(LONGEST_LINK).find_map(|(i, b)| match b {
        _ if depth > super::DEEPEST => Some(text.len()),
        b'(' => {
            depth += 1;
            None
        }
        b')' if depth == 0 => Some(i),
        b')' => {
            depth -= 1;
            None
        }
        b' ' | b'\n' => Some(i),
        _ => None,
    })?;
    let (href, tail) = text.split_at_checked(end).filter(|(_, tail)| !tail.is_empty())?;
    if tail.starts_with(')') {
        return Some((unescaped(href), None, end + 1));
    }
    let whole = tail.trim_start().strip_prefix('"')?;
    let quoted = whole;
    let reach = (0..=quoted.len().min(LONGEST_LINK)).rev().find(|i| quoted.is_char_boundary(*i))?;
    let quoted = quoted.get(..reach)?;
    let close = closing(&format!("x{quoted}"), "\"")?.checked_sub(1)?;
    let (title, after) = quoted.split_at_checked(close)?;
    let after = after.strip_prefix('"')?.trim_start().strip_prefix(')')?;
    Some((unescaped(href), Some(unescaped(title)), text.len() - (whole.len() - quoted.len()) - after.len()))
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
        if c == '\\' && chars.peek() == Some(&'\\') {
            chars.next();
            out.push('\\');
        }
    }
    out
}
