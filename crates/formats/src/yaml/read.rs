//! From parser events to nodes, on an explicit stack: nesting costs memory that the limits bound, never call depth.

use super::{Entry, Node, Tree, duplicate_key, scalar};
use crate::place::{At, Fault, Limits, push_step};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};
use std::borrow::Cow;
use std::collections::HashMap;

/// Every document of `text`.
pub(super) fn documents(text: &str, limits: &Limits) -> Result<Vec<Node>, Fault> {
    refuse_control_characters(text)?;
    let mut reader = Reader::new(limits);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|e| Fault::at(place(e.marker()), reader.pointer(), e.info()))?;
        reader.take(event, span)?;
    }
    Ok(reader.documents)
}

/// The parser takes a NUL for the end of the text; nothing may be cut off unnoticed.
fn refuse_control_characters(text: &str) -> Result<(), Fault> {
    let bad = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    match text.as_bytes().iter().position(bad) {
        Some(i) => Err(Fault::expected(At::of_byte(text.as_bytes(), i), "", "text", "a control character")),
        None => Ok(()),
    }
}

fn place(marker: &Marker) -> At {
    At::new(marker.line(), marker.col() + 1)
}

/// A list or map that is still open.
struct Open {
    at: At,
    anchor: usize,
    items: Vec<Node>,
    entries: Vec<Entry>,
    /// `Some` for a map; holds the key that waits for its value.
    map: Option<Option<(String, At)>>,
}

struct Reader<'l> {
    limits: &'l Limits,
    stack: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    /// What aliases and copies kept for them may still cost.
    budget: usize,
    documents: Vec<Node>,
}

/// A value that an alias may ask for again: a copy, unless it alone is beyond the budget.
struct Anchored {
    copy: Option<Node>,
    weight: usize,
    height: usize,
}

impl<'l> Reader<'l> {
    fn new(limits: &'l Limits) -> Self {
        Reader { limits, stack: Vec::new(), anchors: HashMap::new(), budget: limits.aliases, documents: Vec::new() }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let at = place(&span.start);
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag.as_deref(), at)?,
            Event::SequenceStart(anchor, tag) => self.open(at, anchor, None, tag.as_deref())?,
            Event::MappingStart(anchor, tag) => self.open(at, anchor, Some(None), tag.as_deref())?,
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            Event::Alias(id) => self.alias(id, at)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn awaits_key(&self) -> bool {
        self.stack.last().is_some_and(|open| matches!(open.map, Some(None)))
    }

    fn open(
        &mut self,
        at: At,
        anchor: usize,
        map: Option<Option<(String, At)>>,
        tag: Option<&Tag>,
    ) -> Result<(), Fault> {
        let own = if map.is_some() { "map" } else { "seq" };
        if tag.is_some_and(|t| !(t.is_yaml_core_schema() && t.suffix == own)) {
            return Err(self.unknown_tag(tag, at));
        }
        if self.awaits_key() {
            return Err(Fault::expected(at, self.pointer(), "a key that is text", "a list or map as a key"));
        }
        self.check_depth(self.stack.len() + 1, at)?;
        self.stack.push(Open { at, anchor, items: Vec::new(), entries: Vec::new(), map });
        Ok(())
    }

    fn check_depth(&self, depth: usize, at: At) -> Result<(), Fault> {
        if depth <= self.limits.depth {
            return Ok(());
        }
        let expected = format!("at most {} levels of nesting", self.limits.depth);
        Err(Fault::expected(at, self.pointer(), expected, "more"))
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        let value = match open.map {
            None => Tree::Seq(open.items),
            Some(_) => Tree::Map(self.without_duplicates(open.entries)?),
        };
        self.add(Node { at: open.at, value }, open.anchor)
    }

    fn without_duplicates(&self, entries: Vec<Entry>) -> Result<Vec<Entry>, Fault> {
        match duplicate_key(&entries) {
            None => Ok(entries),
            Some((first, second)) => {
                let found = format!("`{}` a second time (first at {})", second.key, first.key_at);
                Err(Fault::expected(second.key_at, self.pointer(), "every key once", found))
            }
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: At,
    ) -> Result<(), Fault> {
        if self.awaits_key() {
            return self.key(text, style, at);
        }
        let value = self.typed(text, style, tag, at)?;
        self.add(Node { at, value }, anchor)
    }

    /// Keys stay as written (`1: x` has the key "1"), because members are found by text.
    fn key(&mut self, text: Cow<'_, str>, style: ScalarStyle, at: At) -> Result<(), Fault> {
        if style == ScalarStyle::Plain && text.is_empty() {
            return Err(Fault::expected(at, self.pointer(), "a key", "nothing before the colon"));
        }
        if let Some(open) = self.stack.last_mut() {
            open.map = Some(Some((text.into_owned(), at)));
        }
        Ok(())
    }

    fn typed(&self, text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>, at: At) -> Result<Tree, Fault> {
        let plain =
            |text: &str| scalar::resolve(text).map_err(|why| Fault::expected(at, self.pointer(), "a value", why));
        let Some(tag) = tag else {
            return if style == ScalarStyle::Plain { plain(&text) } else { Ok(Tree::Str(text.into_owned())) };
        };
        if (tag.handle.is_empty() && tag.suffix == "!") || (tag.is_yaml_core_schema() && tag.suffix == "str") {
            return Ok(Tree::Str(text.into_owned()));
        }
        if !tag.is_yaml_core_schema() {
            return Err(self.unknown_tag(Some(tag), at));
        }
        match (tag.suffix.as_str(), plain(&text)?) {
            ("float", Tree::Int(n)) => Ok(Tree::Float(n as f64)),
            ("int", v @ Tree::Int(_)) | ("float", v @ Tree::Float(_)) => Ok(v),
            ("bool", v @ Tree::Bool(_)) | ("null", v @ Tree::Null) => Ok(v),
            _ => Err(self.unknown_tag(Some(tag), at)),
        }
    }

    fn unknown_tag(&self, tag: Option<&Tag>, at: At) -> Fault {
        let tag = tag.map(ToString::to_string).unwrap_or_default();
        Fault::expected(
            at,
            self.pointer(),
            "a value without a tag",
            format!("the tag `{tag}`, which does not fit here"),
        )
    }

    fn alias(&mut self, id: usize, at: At) -> Result<(), Fault> {
        if self.awaits_key() {
            return Err(Fault::expected(at, self.pointer(), "a key that is text", "an alias as a key"));
        }
        let Some(anchored) = self.anchors.get(&id) else {
            return Err(Fault::expected(
                at,
                self.pointer(),
                "an anchor defined earlier in this document",
                "an alias of none",
            ));
        };
        self.check_depth(self.stack.len() + anchored.height, at)?;
        let (weight, copy) = (anchored.weight, anchored.copy.clone());
        match (self.budget.checked_sub(weight), copy) {
            (Some(rest), Some(mut node)) => {
                self.budget = rest;
                node.at = at;
                self.add(node, 0)
            }
            _ => Err(Fault::at(at, self.pointer(), "aliases make this text too large; write the values out")),
        }
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Fault> {
        self.remember(&node, anchor);
        match self.stack.last_mut() {
            None => self.documents.push(node),
            Some(Open { items, map: None, .. }) => items.push(node),
            Some(Open { entries, map: Some(pending), .. }) => {
                if let Some((key, key_at)) = pending.take() {
                    entries.push(Entry { key, key_at, node });
                }
            }
        }
        Ok(())
    }

    fn remember(&mut self, node: &Node, anchor: usize) {
        if anchor == 0 {
            return;
        }
        let (weight, height) = measure(node);
        let rest = self.budget.checked_sub(weight);
        self.budget = rest.unwrap_or(self.budget);
        self.anchors.insert(anchor, Anchored { copy: rest.map(|_| node.clone()), weight, height });
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for open in &self.stack {
            match &open.map {
                None => push_step(&mut pointer, &open.items.len().to_string()),
                Some(Some((key, _))) => push_step(&mut pointer, key),
                Some(None) => {}
            }
        }
        pointer
    }
}

/// Weight (nodes plus bytes of text) and height (levels of lists and maps). Call depth is bounded by the depth limit.
fn measure(node: &Node) -> (usize, usize) {
    let together = |(w, h): (usize, usize), (own, n): (usize, &Node)| {
        let (weight, height) = measure(n);
        (w + own + weight, h.max(height + 1))
    };
    match &node.value {
        Tree::Seq(items) => items.iter().map(|n| (0, n)).fold((1, 1), together),
        Tree::Map(entries) => entries.iter().map(|e| (e.key.len(), &e.node)).fold((1, 1), together),
        Tree::Str(s) => (1 + s.len(), 0),
        _ => (1, 0),
    }
}
