//! Frameworks from OSCAL: the bytes are kept as they came, and a record says that the organisation looks at them.

use crate::{AsOf, Command, Error, Request, Result, Service, Subject, Viewer};
use formats::{catalogue::Catalogue, oscal::Document};
use isms::{control::Framework, field::Choice, head::DraftedBy, kind};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Largest catalogue, in bytes.
const LARGEST: usize = 64 << 20;

/// What an import did, or would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A framework is new.
    Created,
    /// A framework has another version now.
    Updated,
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
    /// Whether nothing is written.
    pub dry_run: bool,
}

impl Service {
    /// Imports a catalogue in JSON, XML or YAML. The same bytes again change nothing.
    pub async fn import_oscal(&self, viewer: &Viewer, bytes: &[u8], stand: &Stand) -> Result<Imported> {
        let (mut catalogue, notes) = read(bytes, &stand.file)?;
        catalogue.id = stand.id.clone().unwrap_or_else(|| slug(&catalogue.title));
        let hash = hex::encode(Sha256::digest(bytes));
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let found = isms.all::<Framework>().find(|f| f.body.catalogue == catalogue.id && &*f.head.state != "dropped");
        let key = found.map(|f| format!("FRW-{}", f.head.number));
        let outcome = match found {
            None => Outcome::Created,
            Some(f) if f.body.content_hash == hash => Outcome::Same,
            Some(_) => Outcome::Updated,
        };
        self.refuse_other_bytes(&catalogue, &hash, &stand.file).await?;
        let request = request(&catalogue, &hash, &stand.file, key.as_deref());
        let mut imported = Imported {
            requirements: catalogue.requirements.len(),
            id: catalogue.id.clone(),
            title: catalogue.title.clone(),
            version: catalogue.version.clone(),
            hash,
            outcome,
            key,
            notes,
        };
        if outcome == Outcome::Same {
            return Ok(imported);
        }
        self.propose(viewer, &request).await?;
        if !stand.dry_run {
            self.ledger().put_catalogue(&catalogue.id, &catalogue.version, bytes).await?;
            let receipt = self.perform(viewer, request).await?;
            imported.key = imported.key.or_else(|| receipt.touched.first().map(|t| t.key.clone()));
        }
        Ok(imported)
    }

    /// A version never changes: other bytes under the same identifier and version are another catalogue.
    async fn refuse_other_bytes(&self, catalogue: &Catalogue, hash: &str, file: &str) -> Result<()> {
        let rows = self.ledger().catalogues().await?;
        let same = rows.iter().find(|r| hex::encode(r.hash) == hash);
        if let Some(row) = same.filter(|r| r.id != catalogue.id) {
            return Err(Error::fault("", format!("{file}: these bytes were imported as {} already", row.id)));
        }
        let taken =
            rows.iter().any(|r| r.id == catalogue.id && r.version == catalogue.version && hex::encode(r.hash) != hash);
        match taken {
            true => {
                let (id, version) = (&catalogue.id, &catalogue.version);
                let message = format!(
                    "{file}: {id} {version} was imported with another content; expected a new version in the file, or another identifier (--id)"
                );
                Err(Error::fault("", message))
            }
            false => Ok(()),
        }
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

fn request(catalogue: &Catalogue, hash: &str, file: &str, key: Option<&str>) -> Request {
    let command = match key {
        Some(key) => Command::Edit {
            subject: Subject::from(key),
            version: None,
            patch: json!({ "catalogue_version": catalogue.version, "content_hash": hash }),
        },
        None => Command::Create {
            kind: kind::of::<Framework>(),
            fields: json!({
                "title": catalogue.title.chars().take(300).collect::<String>(),
                "catalogue": catalogue.id,
                "catalogue_version": catalogue.version,
                "content_hash": hash,
                "why": format!("Imported from {file}; to be said before it is adopted."),
                "drafted_by": DraftedBy::Import.word(),
            }),
        },
    };
    Request::one("import", command).because(format!("{} {} from {file}", catalogue.title, catalogue.version))
}

/// An identifier from a title: lower-case words with hyphens.
fn slug(title: &str) -> String {
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
