//! Frameworks from OSCAL: the bytes are kept as they came, and a record says that the organisation looks at them.

use crate::{Error, Result, Service, Viewer};
use formats::{catalogue::Catalogue, oscal::Document};

/// Largest catalogue, in bytes.
const LARGEST: usize = 64 << 20;

/// What an import did, or would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A framework is new.
    Created,
    /// A framework that was only considered has another version now.
    Updated,
    /// A version is held beside the one that clauses mean, until someone moves them to it.
    Beside,
    /// Exactly these bytes were there.
    Same,
}

/// A catalogue that was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The identifier that clauses name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How many requirements it has.
    pub requirements: usize,
    /// SHA-256 of the bytes, in hexadecimal.
    pub hash: String,
    /// What it means for the organisation.
    pub outcome: Outcome,
    /// The framework's key, where it is known.
    pub key: Option<String>,
    /// What was odd about the text.
    pub notes: Vec<String>,
}

/// What a file is to be called, and where it came from.
#[derive(Clone, Debug, Default)]
pub struct Stand {
    /// The file's name, for messages and grounds.
    pub file: String,
    /// The identifier wished for; made from the title without one.
    pub id: Option<String>,
    /// Why it was taken up; said to be missing without it.
    pub why: String,
    /// Whether nothing is written.
    pub dry_run: bool,
}

impl Service {
    /// Imports a catalogue in JSON, XML or YAML. The same bytes again change nothing.
    pub async fn import_oscal(&self, viewer: &Viewer, bytes: &[u8], stand: &Stand) -> Result<Imported> {
        let (mut catalogue, notes) = read(bytes, &stand.file)?;
        catalogue.id = stand.id.clone().unwrap_or_else(|| slug(&catalogue.title));
        self.take_in(viewer, catalogue, bytes, notes, stand).await
    }
}

fn read(bytes: &[u8], file: &str) -> Result<(Catalogue, Vec<String>)> {
    if bytes.len() > LARGEST {
        return Err(Error::fault(
            "",
            format!("{file}: expected a catalogue of 64 MiB at most, found {} bytes", bytes.len()),
        ));
    }
    let reading = Document::parse(bytes).and_then(|d| d.to_catalogue());
    let reading = reading.map_err(|f| Error::fault("", format!("{file}: {f}")))?;
    Ok((reading.catalogue, reading.notes))
}

/// An identifier from a title: lower-case words with hyphens.
pub(super) fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let mut out = String::new();
    for word in words {
        if out.len() + word.len() > 60 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word.to_ascii_lowercase());
    }
    if out.is_empty() { "catalogue".into() } else { out }
}
