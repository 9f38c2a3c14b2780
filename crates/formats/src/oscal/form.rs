//! The three forms of a document: found out by content, read into one tree, written from it.

use super::tree::write_json;
use super::{Document, Model, xml};
use crate::place::{Fault, Limits};
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
        Ok(document)
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

/// The model whose documents have this root, in any form.
pub(super) fn model_of_root(name: &str) -> Option<Model> {
    Model::ALL.into_iter().find(|m| m.key() == name)
}
