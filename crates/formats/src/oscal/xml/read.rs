//! From XML to the tree that JSON would give.

use super::dom::{Child, Element, write as write_raw};
use super::{BESIDE, BEYOND, MARKDOWN};
use crate::oscal::Version;
use crate::oscal::form::model_of_root;
use crate::oscal::markup;
use crate::oscal::table::{Data, Def, Many, Member, Ty, table};
use crate::place::{At, Fault, Limits};
use crate::yaml::{Entry, Node, Tree};

/// A whole document: an object with the root element as its one member.
pub(super) fn document(root: &mut Element, limits: &Limits, notes: &mut Vec<String>) -> Result<Node, Fault> {
    let Some(model) = model_of_root(&root.name) else {
        let models = crate::oscal::Model::ALL.map(crate::oscal::Model::key).join("`, `");
        let expected = format!("an OSCAL document with one of the roots `{models}`");
        return Err(Fault::expected(root.at, "", expected, format!("`{:.80}`", root.name)));
    };
    if let Some(namespace) = &root.foreign {
        notes.push(format!("the root's namespace is `{namespace:.200}`, not OSCAL's"));
    }
    if root.attributes.iter().any(|a| a.name.starts_with("xsi:")) {
        notes.push("where to find a schema (`xsi:`) is not part of the document's content and not carried".to_owned());
    }
    let stated = root.elements().find(|e| e.name == "metadata");
    let stated = stated.and_then(|m| m.elements().find(|e| e.name == "oscal-version"));
    let version = stated.and_then(|v| Version::parse(&v.text())).map_or(Version::NEWEST, Version::nearest);
    let mut beside = Vec::new();
    root.children.retain(|child| match child {
        Child::Element(e) if e.foreign.as_deref() == Some(BEYOND) && e.name == BESIDE => {
            beside.push(e.clone());
            false
        }
        _ => true,
    });
    let reader = Reader { version, limits, namespace: root.foreign.as_deref() };
    let node = reader.object(root, table().root(model))?;
    let mut entries = vec![Entry { key: root.name.clone(), key_at: root.at, node }];
    for element in &beside {
        reader.beyond(element, &mut entries)?;
    }
    Ok(Node { at: root.at, value: Tree::Map(entries) })
}

struct Reader<'d> {
    version: Version,
    limits: &'d Limits,
    /// The namespace of the document, where it is not OSCAL's.
    namespace: Option<&'d str>,
}

/// Elements of block markup.
const BLOCKS: [&str; 13] = ["p", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "img"];

fn entry(key: &str, at: At, value: Tree) -> Entry {
    Entry { key: key.to_owned(), key_at: at, node: Node { at, value } }
}

/// Adds a text to a member that collects them.
fn collect(entries: &mut Vec<Entry>, key: &str, at: At, text: String) {
    match entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.node.value) {
        Some(Tree::Str(before)) => before.push_str(&text),
        Some(_) => collect(entries, &format!("{key}_"), at, text),
        None => entries.push(entry(key, at, Tree::Str(text))),
    }
}

impl Reader<'_> {
    fn object(&self, element: &Element, def: &'static Def) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        for a in element.attributes.iter().filter(|a| !a.name.starts_with("xsi:")) {
            match def.of_xml(&a.name, true, self.version) {
                Some(Member { key, ty: Ty::Data(ty), .. }) => {
                    entries.push(entry(key, element.at, scalar(*ty, a.value.clone())));
                }
                _ => collect(&mut entries, &a.name, element.at, a.value.clone()),
            }
        }
        match def.value {
            Some((key, ty)) => entries.push(entry(key, element.at, self.value(element, ty))),
            None => self.content(element, def, &mut entries)?,
        }
        Ok(Node { at: element.at, value: Tree::Map(ordered(entries, def)) })
    }

    fn content(&self, element: &Element, def: &'static Def, entries: &mut Vec<Entry>) -> Result<(), Fault> {
        let bare = def.bare();
        let mut prose: Vec<Child> = Vec::new();
        let mut prose_at = None;
        for child in &element.children {
            match child {
                Child::Text(text) if text.trim().is_empty() => {}
                Child::Text(text) => collect(entries, "#text", element.at, text.clone()),
                Child::Instruction(..) => prose.push(child.clone()),
                Child::Element(e) if e.foreign.as_deref() == Some(BEYOND) && e.name == "json" => {
                    self.beyond(e, entries)?;
                }
                Child::Element(e) if e.foreign.as_deref() != self.namespace => unknown(e, entries),
                Child::Element(e) => match def.of_xml(&e.name, false, self.version) {
                    Some(member) => self.member(e, member, entries)?,
                    None if bare.is_some() && BLOCKS.contains(&e.name.as_str()) => {
                        prose_at.get_or_insert(e.at);
                        prose.push(child.clone());
                    }
                    None => unknown(e, entries),
                },
            }
        }
        let marked = prose.iter().any(|c| matches!(c, Child::Instruction(..)));
        if let Some(member) = bare.filter(|_| prose_at.is_some() || marked) {
            let at = prose_at.unwrap_or(element.at);
            entries.push(entry(member.key, at, Tree::Str(markdown(&prose, true))));
        }
        Ok(())
    }

    fn member(&self, element: &Element, member: &'static Member, entries: &mut Vec<Entry>) -> Result<(), Fault> {
        if member.wrap.is_some() {
            for inner in element.elements() {
                match inner.name == member.xml && inner.foreign.as_deref() == self.namespace {
                    true => self.add(inner, member, entries)?,
                    false => unknown(inner, entries),
                }
            }
            return Ok(());
        }
        self.add(element, member, entries)
    }

    fn add(&self, element: &Element, member: &'static Member, entries: &mut Vec<Entry>) -> Result<(), Fault> {
        let node = match member.ty {
            Ty::Def(def) => self.object(element, table().def(def))?,
            Ty::Data(ty) if element.attributes.is_empty() => Node { at: element.at, value: self.value(element, ty) },
            Ty::Data(_) => {
                unknown(element, entries);
                return Ok(());
            }
        };
        let known = entries.iter_mut().find(|e| e.key == member.key);
        match known.map(|e| &mut e.node.value) {
            Some(Tree::Seq(items)) => items.push(node),
            // A second one where one is allowed: kept as a list, for validation to tell.
            Some(first) => {
                let one = Node { at: element.at, value: std::mem::replace(first, Tree::Null) };
                *first = Tree::Seq(vec![one, node]);
            }
            None => {
                let at = node.at;
                let value = if member.many == Many::One { node.value } else { Tree::Seq(vec![node]) };
                entries.push(entry(member.key, at, value));
            }
        }
        Ok(())
    }

    fn value(&self, element: &Element, ty: Data) -> Tree {
        match ty {
            Data::Line => Tree::Str(markdown(&element.children, false)),
            Data::Multi => Tree::Str(markdown(&element.children, true)),
            _ => scalar(ty, element.text()),
        }
    }

    /// A member that had no place in XML.
    fn beyond(&self, element: &Element, entries: &mut Vec<Entry>) -> Result<(), Fault> {
        let key = element.attribute("key").unwrap_or("json");
        let quoted = || crate::json::parse(key.as_bytes()).ok().and_then(|n| n.as_str().map(str::to_owned));
        let key = if key.starts_with('"') { quoted().unwrap_or_default() } else { key.to_owned() };
        let inner = crate::json::parse_with(element.text().as_bytes(), self.limits);
        let mut node = inner.map_err(|f| Fault::expected(element.at, "", "JSON in this element", f.to_string()))?;
        relocate(&mut node, element.at);
        if entries.iter().any(|e| e.key == key) {
            return Err(Fault::expected(element.at, "", "every member once", format!("`{key:.80}` a second time")));
        }
        entries.push(Entry { key, key_at: element.at, node });
        Ok(())
    }
}

fn relocate(node: &mut Node, at: At) {
    node.at = at;
    match &mut node.value {
        Tree::Seq(items) => items.iter_mut().for_each(|n| relocate(n, at)),
        Tree::Map(entries) => entries.iter_mut().for_each(|e| {
            e.key_at = at;
            relocate(&mut e.node, at);
        }),
        _ => {}
    }
}

/// Unknown elements are kept as the text they are.
fn unknown(element: &Element, entries: &mut Vec<Entry>) {
    let mut raw = String::new();
    write_raw(&mut raw, element, None);
    collect(entries, &element.name, element.at, raw);
}

/// Numbers and truth values as such where the text is one, else text for validation to tell.
fn scalar(ty: Data, text: String) -> Tree {
    let word = text.trim();
    let typed = match ty {
        Data::Bool => match word {
            "true" | "1" => Some(Tree::Bool(true)),
            "false" | "0" => Some(Tree::Bool(false)),
            _ => None,
        },
        Data::Natural | Data::Positive => word.parse().ok().map(Tree::Int),
        Data::Decimal => {
            let float = || word.parse().ok().filter(|n: &f64| n.is_finite()).map(Tree::Float);
            word.parse().ok().map(Tree::Int).or_else(float)
        }
        _ => None,
    };
    typed.unwrap_or(Tree::Str(text))
}

/// The Markdown of some markup: what an instruction beside it says, as long as it still says the same.
fn markdown(children: &[Child], multi: bool) -> String {
    let own = if multi { markup::blocks_to_markdown(children) } else { markup::line_to_markdown(children) };
    for child in children {
        if let Child::Instruction(target, content) = child
            && target == MARKDOWN
            && let Ok(Node { value: Tree::Str(exact), .. }) = crate::json::parse(content.as_bytes())
            && markup::round(&exact, multi) == own
        {
            return exact;
        }
    }
    own
}

/// Members in the order of the schema; what is unknown stays behind what it stood behind.
fn ordered(entries: Vec<Entry>, def: &Def) -> Vec<Entry> {
    let mut last = 0;
    let mut ranked: Vec<(usize, Entry)> = Vec::with_capacity(entries.len());
    for entry in entries {
        last = def.rank(&entry.key).unwrap_or(last);
        ranked.push((last, entry));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, entry)| entry).collect()
}
