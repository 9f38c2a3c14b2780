//! The three forms of a document: found out by content, read into one tree, written from it.

use super::table::{Data, Def, Ty, table};
use super::tree::write_json;
use super::{Document, Model, Version, xml};
use crate::place::{Fault, Limits};
use crate::yaml::{Node, Tree};
use std::fmt;

/// How a document is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Json,
    Xml,
    Yaml,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Json, Form::Xml, Form::Yaml];

    /// The form of a text by its first sign: `<` for XML, a brace for JSON, else YAML.
    pub fn of(bytes: &[u8]) -> Form {
        let bytes = bytes.strip_prefix(crate::place::BOM).unwrap_or(bytes);
        match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
            Some(b'<') => Form::Xml,
            Some(b'{' | b'[') => Form::Json,
            _ => Form::Yaml,
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Xml => "xml",
            Form::Yaml => "yaml",
        }
    }

    /// The media type that OSCAL documents of this form are linked by.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Json => "application/oscal+json",
            Form::Xml => "application/oscal+xml",
            Form::Yaml => "application/oscal+yaml",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Form::Json => "JSON",
            Form::Xml => "XML",
            Form::Yaml => "YAML",
        })
    }
}

impl Document {
    /// Reads a document in JSON, XML or YAML, whichever it is, and finds out which model it is. What the schema does not know
    /// is kept; only a text that cannot be understood at all is refused.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        Self::read_with(bytes, &Limits::default())
    }

    /// [`Document::read`] with other limits.
    pub fn read_with(bytes: &[u8], limits: &Limits) -> Result<Self, Fault> {
        let form = Form::of(bytes);
        let mut notes = Vec::new();
        if crate::json::has_bom(bytes) {
            notes.push("the text begins with a byte order mark".to_owned());
        }
        let root = match form {
            Form::Json => crate::json::parse_with(bytes, limits)?,
            Form::Yaml => crate::yaml::parse_with(bytes, limits)?,
            Form::Xml => xml::read(bytes, limits, &mut notes)?,
        };
        let mut document = Self::of_node(root, notes)?;
        document.form = form;
        if form == Form::Yaml {
            document.restore_texts(bytes);
        }
        Ok(document)
    }

    /// YAML takes `version: 5.10` for the number 5.1; where OSCAL has text it is read as the text that was written.
    fn restore_texts(&mut self, bytes: &[u8]) {
        let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
        let model = self.model;
        let (Tree::Map(entries), notes) = (&mut self.root.value, &mut self.notes) else { return };
        for entry in entries.iter_mut().filter(|e| e.key == model.key()) {
            restore(&mut entry.node, table().root(model), &lines, notes);
        }
    }

    /// The form this was read from.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Writes the document in a form. JSON and YAML hold whatever the tree holds. XML does too: what has no place in the
    /// schema stands in an element of our own namespace, and Markdown that XML cannot say exactly beside its markup; an error
    /// only if the document has no body that is an object.
    pub fn write(&self, form: Form) -> Result<Vec<u8>, Fault> {
        match form {
            Form::Json => Ok(write_json(&self.root)),
            Form::Yaml => Ok(crate::yaml::write(&self.to_json()).into_bytes()),
            Form::Xml => xml::write(self),
        }
    }
}

fn restore(node: &mut Node, def: &'static Def, lines: &[&[u8]], notes: &mut Vec<String>) {
    let Tree::Map(entries) = &mut node.value else { return };
    for entry in entries {
        let Some(member) = def.any_member(&entry.key, Version::NEWEST) else { continue };
        let mut one = |node: &mut Node| match member.ty {
            Ty::Def(inner) => restore(node, table().def(inner), lines, notes),
            Ty::Data(Data::Natural | Data::Positive | Data::Decimal | Data::Bool) => {}
            Ty::Data(_) => {
                if let Some(text) = written(node, lines) {
                    notes.push(format!("{}: `{}` at {} is no text in YAML; read as one", member.key, text, node.at));
                    node.value = Tree::Str(text);
                }
            }
        };
        match &mut entry.node.value {
            Tree::Seq(items) => items.iter_mut().for_each(one),
            _ => one(&mut entry.node),
        }
    }
}

/// What was written for a number or truth value, if it can be told for sure.
fn written(node: &Node, lines: &[&[u8]]) -> Option<String> {
    if !matches!(node.value, Tree::Int(_) | Tree::Float(_) | Tree::Bool(_)) {
        return None;
    }
    let line = std::str::from_utf8(lines.get(usize::try_from(node.at.line).ok()?.checked_sub(1)?)?).ok()?;
    let rest: String = line.chars().skip(usize::try_from(node.at.col).ok()?.checked_sub(1)?).collect();
    let word = rest.split([' ', ',', ']', '}', '\r', '\t']).next()?;
    let again = crate::yaml::parse(word.as_bytes()).ok()?;
    (again.value == node.value).then(|| word.to_owned())
}

/// The model whose documents have this root, in any form.
pub(super) fn model_of_root(name: &str) -> Option<Model> {
    Model::ALL.into_iter().find(|m| m.key() == name)
}
