//! Small walks over the tree of a document.

use crate::place::At;
use crate::yaml::{Entry, Node, Tree};
use serde_json::Value;

/// The node that a JSON pointer names.
pub(super) fn find<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
    let mut steps = pointer.split('/').skip(1).map(|s| s.replace("~1", "/").replace("~0", "~"));
    steps.try_fold(root, |node, step| match &node.value {
        Tree::Seq(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(&step),
    })
}

/// A JSON value as a tree that stands at one place altogether.
pub(super) fn of_json(value: &Value, at: At) -> Node {
    let value = match value {
        Value::Null => Tree::Null,
        Value::Bool(b) => Tree::Bool(*b),
        Value::Number(n) => match n.as_i64() {
            Some(whole) => Tree::Int(whole),
            None => Tree::Float(n.as_f64().unwrap_or_default()),
        },
        Value::String(s) => Tree::Str(s.clone()),
        Value::Array(items) => Tree::Seq(items.iter().map(|v| of_json(v, at)).collect()),
        Value::Object(map) => {
            let entry = |(key, v): (&String, &Value)| Entry { key: key.clone(), key_at: at, node: of_json(v, at) };
            Tree::Map(map.iter().map(entry).collect())
        }
    };
    Node { at, value }
}

/// Writes JSON in two spaces a level, straight from the tree.
pub(super) fn write_json(node: &Node) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 << 16);
    write_value(&mut out, node, 0);
    out.push(b'\n');
    out
}

fn line(out: &mut Vec<u8>, level: usize) {
    out.push(b'\n');
    out.extend(std::iter::repeat_n(b' ', level * 2));
}

fn write_value(out: &mut Vec<u8>, node: &Node, level: usize) {
    match &node.value {
        Tree::Seq(items) if !items.is_empty() => {
            for (i, item) in items.iter().enumerate() {
                out.push(if i == 0 { b'[' } else { b',' });
                line(out, level + 1);
                write_value(out, item, level + 1);
            }
            line(out, level);
            out.push(b']');
        }
        Tree::Map(entries) if !entries.is_empty() => {
            for (i, entry) in entries.iter().enumerate() {
                out.push(if i == 0 { b'{' } else { b',' });
                line(out, level + 1);
                write_text(out, &entry.key);
                out.extend_from_slice(b": ");
                write_value(out, &entry.node, level + 1);
            }
            line(out, level);
            out.push(b'}');
        }
        Tree::Str(text) => write_text(out, text),
        _ => out.extend_from_slice(node.to_json().to_string().as_bytes()),
    }
}

/// A text in quotes, escaped as `serde_json` does it.
fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(i) = rest.iter().position(|b| *b < 0x20 || matches!(b, b'"' | b'\\')) {
        let (before, after) = rest.split_at(i);
        out.extend_from_slice(before);
        match after.first().copied().unwrap_or_default() {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            b @ (b'"' | b'\\') => out.extend([b'\\', b]),
            b => out.extend_from_slice(format!("\\u{b:04x}").as_bytes()),
        }
        rest = after.get(1..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}
