//! From the tree to XML.

use super::dom::{Child, Element, OSCAL, escape, is_writable, parse, write_attribute, write_children};
use super::{BESIDE, BEYOND, MARKDOWN};
use crate::oscal::markup;
use crate::oscal::table::{Data, Def, Many, Member, Ty, table};
use crate::oscal::validate::stated;
use crate::oscal::{Document, Version};
use crate::place::{Fault, Limits};
use crate::yaml::{Entry, Node, Tree};

/// Writes a document, indented by two spaces a level where white space has no meaning.
pub(in crate::oscal) fn write(document: &Document) -> Result<Vec<u8>, Fault> {
    let model = document.model();
    let body = document.node().get(model.key());
    let Some(Node { value: Tree::Map(entries), .. }) = body else {
        let at = body.map_or(document.node().at, |b| b.at);
        return Err(Fault::expected(at, format!("/{model}"), "an object", body.map_or("nothing", |b| b.value.kind())));
    };
    let mut writer = Writer { version: stated(document).0, out: String::with_capacity(1 << 16) };
    writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    writer.out.extend([model.key(), " xmlns=\"", OSCAL, "\""]);
    let siblings: Vec<&Entry> = document.node().entries().iter().filter(|e| e.key != model.key()).collect();
    writer.inside(model.key(), entries, table().root(model), 0, &siblings);
    writer.out.push('\n');
    Ok(writer.out.into_bytes())
}

struct Writer {
    version: Version,
    out: String,
}

/// The text of a scalar.
fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Tree::Str(s) => is_writable(s).then(|| s.clone()),
        Tree::Null | Tree::Seq(_) | Tree::Map(_) => None,
        _ => Some(node.to_json().to_string()),
    }
}

/// A value whose type is the one that reading would give back.
fn fits(node: &Node, ty: Data) -> bool {
    match (&node.value, ty) {
        (Tree::Bool(_), Data::Bool) | (Tree::Int(_), Data::Natural | Data::Positive | Data::Decimal) => true,
        (Tree::Float(n), Data::Decimal) => n.fract() != 0.0,
        (Tree::Str(text), Data::Bool) => !matches!(text.trim(), "true" | "false" | "0" | "1"),
        (Tree::Str(text), Data::Natural | Data::Positive | Data::Decimal) => text.trim().parse::<f64>().is_err(),
        (Tree::Str(_), _) => true,
        _ => false,
    }
}

/// Names that are safe as XML names, whatever letters they have.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !text.starts_with("xml")
}

impl Writer {
    fn line(&mut self, level: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", level));
    }

    fn object(&mut self, name: &str, entries: &[Entry], def: &'static Def, level: usize) {
        self.line(level);
        self.out.extend(["<", name]);
        self.inside(name, entries, def, level, &[]);
    }

    /// Everything behind an element's name. `beside` are members that have no place in XML at all.
    fn inside(&mut self, name: &str, entries: &[Entry], def: &'static Def, level: usize, beside: &[&Entry]) {
        let mut left: Vec<&Entry> = Vec::new();
        let mut known: Vec<(usize, &Entry, &'static Member)> = Vec::new();
        let mut own = None;
        for entry in entries {
            if let Some((_, ty)) = def.value.filter(|(k, ty)| *k == entry.key && fits(&entry.node, *ty)) {
                own = Some((entry, ty));
                continue;
            }
            match def.any_member(&entry.key, self.version) {
                Some(member) if fits_member(&entry.node, member) => {
                    known.push((def.rank(&entry.key).unwrap_or_default(), entry, member));
                }
                _ if self.unknown_attribute(entry, def) => {}
                _ => left.push(entry),
            }
        }
        known.sort_by_key(|(rank, ..)| *rank);
        for (_, entry, _) in known.iter().filter(|(_, _, m)| m.flag) {
            if let (Some(text), Some(member)) = (scalar(&entry.node), def.any_member(&entry.key, self.version)) {
                write_attribute(&mut self.out, member.xml, &text);
            }
        }
        let inner: Vec<_> = known.iter().filter(|(_, _, m)| !m.flag).collect();
        if inner.is_empty() && left.is_empty() && beside.is_empty() && own.is_none() {
            return self.out.push_str("/>");
        }
        self.out.push('>');
        if let Some((entry, ty)) = own {
            self.text(&entry.node, ty);
        }
        for (_, entry, member) in &inner {
            self.member(entry, member, level + 1);
        }
        for entry in &left {
            self.beyond(entry, "json", level + 1);
        }
        for entry in beside {
            self.beyond(entry, BESIDE, level + 1);
        }
        if !inner.is_empty() || !left.is_empty() || !beside.is_empty() {
            self.line(level);
        }
        self.out.extend(["</", name, ">"]);
    }

    /// A member the schema does not know, if it can be an attribute and would be read as the same.
    fn unknown_attribute(&mut self, entry: &Entry, def: &Def) -> bool {
        let Tree::Str(text) = &entry.node.value else { return false };
        let known = def.members.iter().any(|m| m.xml == entry.key || m.key == entry.key);
        if known || !is_name(&entry.key) || !is_writable(text) || raw(&entry.key, text).is_some() {
            return false;
        }
        write_attribute(&mut self.out, &entry.key, text);
        true
    }

    fn member(&mut self, entry: &Entry, member: &'static Member, level: usize) {
        if let Some(wrap) = member.wrap {
            self.line(level);
            self.out.extend(["<", wrap, ">"]);
            self.each(entry, member, level + 1);
            self.line(level);
            self.out.extend(["</", wrap, ">"]);
        } else {
            self.each(entry, member, level);
        }
    }

    fn each(&mut self, entry: &Entry, member: &'static Member, level: usize) {
        match (&entry.node.value, member.many) {
            (Tree::Seq(items), Many::List | Many::OneOrList) => {
                items.iter().for_each(|item| self.one(item, member, level));
            }
            _ => self.one(&entry.node, member, level),
        }
    }

    fn one(&mut self, node: &Node, member: &'static Member, level: usize) {
        match (member.ty, &node.value) {
            (Ty::Def(def), Tree::Map(entries)) => self.object(member.xml, entries, table().def(def), level),
            (Ty::Data(Data::Multi), Tree::Str(text)) if member.bare => self.blocks(text, level),
            (Ty::Data(Data::Multi), Tree::Str(text)) => {
                self.line(level);
                self.out.extend(["<", member.xml, ">"]);
                self.blocks(text, level + 1);
                self.line(level);
                self.out.extend(["</", member.xml, ">"]);
            }
            (Ty::Data(ty), _) => {
                self.line(level);
                self.out.extend(["<", member.xml, ">"]);
                self.text(node, ty);
                self.out.extend(["</", member.xml, ">"]);
            }
            _ => {}
        }
    }

    fn text(&mut self, node: &Node, ty: Data) {
        let text = scalar(node).unwrap_or_default();
        if ty != Data::Line && ty != Data::Multi {
            return escape(&mut self.out, &text, false);
        }
        let children = markup::line_to_xml(&text);
        if markup::line_to_markdown(&children) != text {
            self.instruction(&text);
        }
        write_children(&mut self.out, &children, None);
    }

    /// Block markup, each on a line of its own.
    fn blocks(&mut self, text: &str, level: usize) {
        let children = markup::blocks_to_xml(text);
        if markup::blocks_to_markdown(&children) != text {
            self.line(level);
            self.instruction(text);
        }
        for child in &children {
            self.line(level);
            write_children(&mut self.out, std::slice::from_ref(child), None);
        }
    }

    /// The exact Markdown, for readers that know the instruction; others see the markup.
    fn instruction(&mut self, text: &str) {
        let exact = ascii(&quoted(text)).replace('>', "\\u003e");
        self.out.extend(["<?", MARKDOWN, " ", &exact, "?>"]);
    }

    /// A member without a place: unknown elements as they were read, all else as JSON.
    fn beyond(&mut self, entry: &Entry, element: &str, level: usize) {
        self.line(level);
        let text = entry.node.as_str().filter(|_| element != BESIDE);
        if let Some(elements) = text.and_then(|text| raw(&entry.key, text)) {
            return write_children(&mut self.out, &elements, None);
        }
        self.out.extend(["<", element, " xmlns=\"", BEYOND, "\""]);
        // A key may hold what XML cannot.
        let key = if is_writable(&entry.key) && !entry.key.starts_with('"') {
            entry.key.clone()
        } else {
            ascii(&quoted(&entry.key))
        };
        write_attribute(&mut self.out, "key", &key);
        self.out.push('>');
        escape(&mut self.out, &ascii(&entry.node.to_json().to_string()), false);
        self.out.extend(["</", element, ">"]);
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JSON text without characters that XML cannot hold.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match is_writable(c.encode_utf8(&mut [0; 4])) && c != '\u{7F}' {
            true => out.push(c),
            false => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out
}

fn fits_member(node: &Node, member: &Member) -> bool {
    let one = |node: &Node| match member.ty {
        Ty::Def(_) => matches!(node.value, Tree::Map(_)),
        Ty::Data(ty) => fits(node, ty) && scalar(node).is_some(),
    };
    match (&node.value, member.many) {
        (Tree::Seq(items), Many::List) => !items.is_empty() && items.iter().all(one),
        (Tree::Seq(items), Many::OneOrList) => !items.is_empty() && items.iter().all(one),
        (_, Many::List) => false,
        _ => one(node),
    }
}

/// Elements that were kept as text because nobody knew them: all of them of this name.
fn raw(name: &str, text: &str) -> Option<Vec<Child>> {
    if !text.starts_with('<') || !is_writable(text) {
        return None;
    }
    let whole = format!("<x xmlns=\"{OSCAL}\">{text}</x>");
    let root: Element = parse(whole.as_bytes(), &Limits::default()).ok()?.root;
    let fits = |c: &Child| matches!(c, Child::Element(e) if e.name == name);
    let mut again = String::new();
    write_children(&mut again, &root.children, None);
    (root.children.iter().all(fits) && again == text).then_some(root.children)
}
