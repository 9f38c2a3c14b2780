//! The one way we write YAML, so that a folder of exports differs exactly where its content differs.

use super::{Tree, scalar};
use serde_json::Value;
use std::fmt::Write;

/// Longest key that YAML allows on the line of its colon, with room for quotes.
const LONGEST_SIMPLE_KEY: usize = 1000;

/// Writes a value as a YAML document: key order kept, two spaces a level, several lines of text as a literal block where
/// that is exact, quotes only where the reader would otherwise understand something else.
///
/// [`super::parse`] gives the same value back, with one exception that it reports: whole numbers beyond a signed 64-bit
/// integer are written but refused on reading.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => write_map(&mut out, map, 0),
        Value::Array(items) if !items.is_empty() => write_items(&mut out, items, 0),
        leaf => write_leaf(&mut out, leaf, 0),
    }
    out
}

type Map = serde_json::Map<String, Value>;

fn indent(out: &mut String, level: usize) {
    out.extend(std::iter::repeat_n("  ", level));
}

fn write_map(out: &mut String, map: &Map, level: usize) {
    for (i, (key, value)) in map.iter().enumerate() {
        if i > 0 {
            indent(out, level);
        }
        write_key(out, key, level);
        write_member(out, value, level);
    }
}

fn write_key(out: &mut String, key: &str, level: usize) {
    let text = if is_plain(key) { key.to_owned() } else { quoted(key) };
    if text.chars().count() > LONGEST_SIMPLE_KEY {
        let _ = writeln!(out, "? {text}");
        indent(out, level);
    } else {
        out.push_str(&text);
    }
    out.push(':');
}

fn write_member(out: &mut String, value: &Value, level: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            indent(out, level + 1);
            write_map(out, map, level + 1);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            indent(out, level + 1);
            write_items(out, items, level + 1);
        }
        leaf => {
            out.push(' ');
            write_leaf(out, leaf, level);
        }
    }
}

/// The items of a list; what an item holds begins on the line of its dash.
fn write_items(out: &mut String, items: &[Value], level: usize) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            indent(out, level);
        }
        out.push_str("- ");
        match item {
            Value::Object(map) if !map.is_empty() => write_map(out, map, level + 1),
            Value::Array(inner) if !inner.is_empty() => write_items(out, inner, level + 1),
            leaf => write_leaf(out, leaf, level),
        }
    }
}

/// A value that fits behind a colon or dash, with the end of its line.
fn write_leaf(out: &mut String, value: &Value, level: usize) {
    let _ = match value {
        Value::Null => writeln!(out, "null"),
        Value::Bool(b) => writeln!(out, "{b}"),
        Value::Number(n) => writeln!(out, "{n}"),
        Value::Array(_) => writeln!(out, "[]"),
        Value::Object(_) => writeln!(out, "{{}}"),
        Value::String(s) if is_plain(s) => writeln!(out, "{s}"),
        Value::String(s) if is_literal(s) => {
            write_literal(out, s, level + 1);
            Ok(())
        }
        Value::String(s) => writeln!(out, "{}", quoted(s)),
    };
}

fn write_literal(out: &mut String, text: &str, level: usize) {
    let body = text.trim_end_matches('\n');
    out.push_str(match text.len() - body.len() {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    for line in body.split('\n') {
        if !line.is_empty() {
            indent(out, level);
        }
        out.push_str(line);
        out.push('\n');
    }
    out.extend(text.get(body.len()..).unwrap_or_default().chars().skip(1));
}

/// Whether a literal block says exactly this: it cannot when the first line is indented or empty, when a line is blank but
/// not empty (editors strip those), or when a character needs an escape.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && text.chars().all(|c| c == '\n' || c == '\t' || !needs_escape(c))
        && text.split('\n').all(|line| line.is_empty() || !line.trim().is_empty() && !line.starts_with('\t'))
}

/// Whether the reader takes the bare text for this very text. Words that readers of YAML 1.1 take for something else
/// are quoted too: an export is read by others.
fn is_plain(text: &str) -> bool {
    let first_ok =
        text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '(' | '.' | '$' | '+' | '^'));
    first_ok
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && !text.chars().any(|c| needs_escape(c) || c == '\n' || c == '\t')
        && !is_old_word(text)
        && matches!(scalar::resolve(text), Ok(Tree::Str(_)))
}

fn is_old_word(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Characters outside YAML's printable set, and those that a reader may take for a line break or byte order mark.
fn needs_escape(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if needs_escape(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
