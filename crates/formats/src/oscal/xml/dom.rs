//! A small XML tree with places: bounded, without document types, external or user-defined entities.

use crate::place::{At, Fault, Limits, decode};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// The namespace of OSCAL documents.
pub(in crate::oscal) const OSCAL: &str = "http://csrc.nist.gov/ns/oscal/1.0";

/// Most attributes of one element; OSCAL needs seven.
const MOST_ATTRIBUTES: usize = 64;

/// An element. Attributes that only declare namespaces are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::oscal) struct Element {
    pub name: String,
    /// The namespace, where it is not OSCAL's.
    pub foreign: Option<String>,
    pub at: At,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Child>,
}

#[derive(Debug, Clone, PartialEq)]
pub(in crate::oscal) struct Attribute {
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(in crate::oscal) enum Child {
    Element(Element),
    Text(String),
    /// A processing instruction: target and content.
    Instruction(String, String),
}

impl Element {
    pub fn new(name: &str, children: Vec<Child>) -> Self {
        Element { name: name.to_owned(), children, ..Element::default() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(Attribute { name: name.to_owned(), value: value.to_owned() });
        self
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.name == name).map(|a| a.value.as_str())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|c| match c {
            Child::Element(e) => Some(e),
            _ => None,
        })
    }

    /// All text in it, tags left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                Child::Text(t) => out.push_str(t),
                Child::Element(e) => out.push_str(&e.text()),
                Child::Instruction(..) => {}
            }
        }
        out
    }
}

/// What was read, and what a tree does not hold.
pub(in crate::oscal) struct Parsed {
    pub root: Element,
    pub comments: usize,
    pub instructions: usize,
}

struct Places<'t> {
    text: &'t str,
    counted: usize,
    line: usize,
    col: usize,
}

impl Places<'_> {
    /// Places are asked for in the order of the text, so that nothing is counted twice.
    fn at(&mut self, offset: usize) -> At {
        for byte in self.text.as_bytes().get(self.counted..offset).unwrap_or_default() {
            match byte {
                b'\n' => (self.line, self.col) = (self.line + 1, 1),
                b if b & 0xC0 == 0x80 => {}
                _ => self.col += 1,
            }
        }
        self.counted = self.counted.max(offset);
        At::new(self.line, self.col)
    }
}

/// Reads an XML document, or the single root of one.
pub(in crate::oscal) fn parse(bytes: &[u8], limits: &Limits) -> Result<Parsed, Fault> {
    let text = decode(bytes, limits)?;
    refuse_characters(text)?;
    let mut reader = NsReader::from_str(text);
    let mut build = Build { limits, open: Vec::new(), root: None, comments: 0, instructions: 0 };
    let mut places = Places { text, counted: 0, line: 1, col: 1 };
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|e| {
            let offset = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            Fault::expected(places.at(offset), "", "well-formed XML", e.to_string())
        })?;
        let at = places.at(start);
        match event {
            Event::Start(e) => {
                let element = element(&reader, &e, at)?;
                build.start(element)?;
            }
            Event::Empty(e) => {
                let element = element(&reader, &e, at)?;
                build.start(element)?;
                build.end();
            }
            Event::End(_) => build.end(),
            Event::Eof => break,
            other => build.content(&other, at)?,
        }
    }
    let end = places.at(text.len());
    if let Some(open) = build.open.last() {
        return Err(Fault::expected(end, "", format!("the end of `{}`", open.name), "the end of the text"));
    }
    match build.root {
        Some(root) => Ok(Parsed { root, comments: build.comments, instructions: build.instructions }),
        None => Err(Fault::expected(end, "", "an element", "none")),
    }
}

/// XML 1.0 has no control characters, however they are written.
fn refuse_characters(text: &str) -> Result<(), Fault> {
    let control = text.bytes().position(|b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r'));
    let bad = control.or_else(|| text.find(['\u{FFFE}', '\u{FFFF}']));
    bad.map_or(Ok(()), |i| {
        Err(Fault::expected(At::of_byte(text.as_bytes(), i), "", "characters of XML 1.0", "a control character"))
    })
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>, at: At) -> Result<Element, Fault> {
    let (namespace, local) = reader.resolver().resolve_element(start.name());
    let foreign = match namespace {
        ResolveResult::Bound(Namespace(OSCAL)) => None,
        ResolveResult::Bound(Namespace(other)) => Some(other.to_owned()),
        ResolveResult::Unbound => Some(String::new()),
        ResolveResult::Unknown(prefix) => {
            return Err(Fault::expected(at, "", "a declared namespace", format!("the prefix `{prefix:.80}`")));
        }
    };
    let mut attributes = Vec::new();
    for (i, found) in start.attributes().enumerate() {
        if i >= MOST_ATTRIBUTES {
            return Err(Fault::at(at, "", format!("more than {MOST_ATTRIBUTES} attributes on one element")));
        }
        let found = found.map_err(|e| Fault::expected(at, "", "well-formed attributes", e.to_string()))?;
        let name: &str = found.key.as_ref();
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        let value =
            value.map_err(|e| Fault::expected(at, "", "an attribute without entities of its own", e.to_string()))?;
        if !is_writable(&value) {
            return Err(Fault::expected(
                at,
                "",
                "characters of XML 1.0",
                format!("a control character in `{name:.80}`"),
            ));
        }
        attributes.push(Attribute { name: name.to_owned(), value: value.into_owned() });
    }
    let local: &str = local.as_ref();
    Ok(Element { name: local.to_owned(), foreign, at, attributes, children: Vec::new() })
}

struct Build<'l> {
    limits: &'l Limits,
    open: Vec<Element>,
    root: Option<Element>,
    comments: usize,
    instructions: usize,
}

impl Build<'_> {
    fn start(&mut self, element: Element) -> Result<(), Fault> {
        if self.open.len() >= self.limits.depth {
            return Err(Fault::expected(
                element.at,
                "",
                format!("at most {} levels of nesting", self.limits.depth),
                "more",
            ));
        }
        if self.root.is_some() {
            return Err(Fault::expected(
                element.at,
                "",
                "one root element",
                format!("a second one, `{:.80}`", element.name),
            ));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Child::Element(done)),
            None => self.root = Some(done),
        }
    }

    fn content(&mut self, event: &Event<'_>, at: At) -> Result<(), Fault> {
        match event {
            Event::Text(t) => self.text(&t.xml10_content(), at),
            Event::CData(t) => self.text(&t.xml10_content(), at),
            Event::GeneralRef(r) => {
                let fault =
                    || Fault::expected(at, "", "a predefined entity or a character", format!("`&{:.80};`", &**r));
                let text = match r.resolve_char_ref().map_err(|_| fault())? {
                    Some(c) if is_writable(c.encode_utf8(&mut [0; 4])) => c.to_string(),
                    Some(_) => return Err(fault()),
                    None => quick_xml::escape::resolve_predefined_entity(r).ok_or_else(fault)?.to_owned(),
                };
                self.text(&text, at)
            }
            Event::DocType(_) => Err(Fault::expected(at, "", "no document type (OSCAL has none)", "`<!DOCTYPE`")),
            Event::Comment(_) => {
                self.comments += 1;
                Ok(())
            }
            Event::PI(pi) => {
                match self.open.last_mut() {
                    Some(parent) if pi.target() == super::MARKDOWN => {
                        parent.children.push(Child::Instruction(pi.target().to_owned(), pi.content().to_owned()));
                    }
                    _ => self.instructions += 1,
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str, at: At) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some(parent) => {
                match parent.children.last_mut() {
                    Some(Child::Text(before)) => before.push_str(text),
                    _ => parent.children.push(Child::Text(text.to_owned())),
                }
                Ok(())
            }
            None if text.trim().is_empty() => Ok(()),
            None => Err(Fault::expected(at, "", "an element", format!("the text `{:.40}`", text.trim()))),
        }
    }
}

/// Writes an element as it stands, without adding white space.
pub(in crate::oscal) fn write(out: &mut String, element: &Element, within: Option<&str>) {
    let own = element.foreign.as_deref();
    out.push('<');
    out.push_str(&element.name);
    if own != within {
        out.push_str(" xmlns=\"");
        escape(out, own.unwrap_or(OSCAL), true);
        out.push('"');
    }
    for attribute in &element.attributes {
        write_attribute(out, &attribute.name, &attribute.value);
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    write_children(out, &element.children, own);
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

pub(in crate::oscal) fn write_children(out: &mut String, children: &[Child], within: Option<&str>) {
    for child in children {
        match child {
            Child::Element(inner) => write(out, inner, within),
            Child::Text(text) => escape(out, text, false),
            Child::Instruction(target, content) => out.extend(["<?", target, " ", content, "?>"]),
        }
    }
}

pub(in crate::oscal) fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.extend([" ", name, "=\""]);
    escape(out, value, true);
    out.push('"');
}

/// Escapes text, and in attributes also what normalisation would change.
pub(in crate::oscal) fn escape(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
}

/// Whether XML 1.0 can hold every character of a text.
pub(in crate::oscal) fn is_writable(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..))
}
