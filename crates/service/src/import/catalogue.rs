//! Catalogues taken in, wherever they come from: the bytes are kept as they came, and a record says that the organisation holds them.
//!
//! A framework that is in use keeps meaning the version it meant: a newer one is held beside it until someone moves the clauses over
//! ([`crate::migrate`]).

use super::oscal::{Imported, Outcome, Stand, slug};
use crate::{AsOf, Command, Error, Request, Result, Service, Subject, Viewer};
use formats::{
    catalogue::Catalogue,
    outline::{self, Odd, Read},
    table,
};
use isms::{control::Framework, field::Choice, head::DraftedBy, isms::Isms, kind, record::Record};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a list of requirements is called.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The identifier that clauses name; made from the title where empty.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Where it comes from.
    pub source: String,
    /// What its licence allows.
    pub licence: String,
}

impl About {
    fn catalogue(&self, requirements: Vec<formats::catalogue::Requirement>) -> Catalogue {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = line(&self.title);
        let id = if self.id.trim().is_empty() { slug(&title) } else { self.id.trim().to_owned() };
        Catalogue {
            id,
            title,
            version: line(&self.version),
            source: self.source.trim().to_owned(),
            licence: self.licence.trim().to_owned(),
            requirements,
            ..Catalogue::default()
        }
    }
}

/// A catalogue from a table, with what is odd about its rows.
///
/// # Errors
/// When it is no table at all.
pub fn of_table(
    bytes: &[u8],
    sheet: Option<&str>,
    named: &[(String, String)],
    about: &About,
) -> Result<(Catalogue, Read)> {
    let sheet = table::read(bytes, sheet).map_err(|e| Error::fault("", e.to_string()))?;
    let read = outline::read(&sheet, named);
    Ok((about.catalogue(read.requirements.clone()), read))
}

/// A catalogue from lines with indentation.
pub fn of_text(text: &str, about: &About) -> (Catalogue, Vec<Odd>) {
    let (requirements, odd) = outline::typed(text);
    (about.catalogue(requirements), odd)
}

impl Service {
    /// Takes in a catalogue that was made here or out of a table. The same content again changes nothing.
    pub async fn keep_catalogue(&self, viewer: &Viewer, catalogue: Catalogue, stand: &Stand) -> Result<Imported> {
        let mut faults = Vec::new();
        let mut require = |sound: bool, at: &str, message: &str| {
            if !sound {
                faults.push(isms::check::Fault::at(at, message));
            }
        };
        require(
            !catalogue.title.is_empty() && catalogue.title.chars().count() <= 300,
            "/title",
            "expected a title of 300 characters at most",
        );
        require(
            !catalogue.version.is_empty() && catalogue.version.chars().count() <= 60,
            "/version",
            "expected a version, such as 1.0, so that a later one can be told from it",
        );
        require(!catalogue.requirements.is_empty(), "/requirements", "expected one requirement at least");
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let bytes = serde_json::to_vec(&catalogue).map_err(|e| Error::Stored(e.to_string()))?;
        self.take_in(viewer, catalogue, &bytes, Vec::new(), stand).await
    }

    /// Keeps bytes that read as a catalogue, and says so in a record.
    pub(super) async fn take_in(
        &self,
        viewer: &Viewer,
        catalogue: Catalogue,
        bytes: &[u8],
        notes: Vec<String>,
        stand: &Stand,
    ) -> Result<Imported> {
        if let Some(wrong) = outline::wrong_framework(&catalogue.id) {
            return Err(Error::fault("/id", wrong));
        }
        let hash = hex::encode(Sha256::digest(bytes));
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let found = isms
            .all::<Framework>()
            .filter(|f| f.body.catalogue == catalogue.id && &*f.head.state != "dropped")
            .max_by_key(|f| (&*f.head.state == "adopted", f.head.number));
        let outcome = outcome(found, &hash);
        refuse_other_bytes(&isms, &catalogue, &hash, &stand.file)?;
        let request = request(&catalogue, &hash, stand, found, self.now().to_zoned(TimeZone::UTC).date());
        let mut imported = Imported {
            requirements: catalogue.requirements.len(),
            id: catalogue.id.clone(),
            title: catalogue.title.clone(),
            version: catalogue.version.clone(),
            hash,
            outcome,
            key: found.map(|f| format!("FRW-{}", f.head.number)),
            notes,
        };
        if outcome == Outcome::Same {
            if !stand.dry_run {
                self.store(viewer, &catalogue, bytes).await?;
            }
            return Ok(imported);
        }
        self.propose(viewer, &request).await?;
        if !stand.dry_run {
            self.store(viewer, &catalogue, bytes).await?;
            let receipt = self.perform(viewer, request).await?;
            imported.key = imported.key.or_else(|| receipt.touched.first().map(|t| t.key.clone()));
        }
        Ok(imported)
    }

    /// The ledger keeps one content of an identifier and version; each organisation's own, so that none stands in another's way.
    async fn store(&self, viewer: &Viewer, catalogue: &Catalogue, bytes: &[u8]) -> Result<()> {
        let id = format!("{}/{}", viewer.org.simple(), catalogue.id);
        Ok(self.ledger().put_catalogue(&id, &catalogue.version, bytes).await.map(drop)?)
    }
}

fn outcome(found: Option<&Record<Framework>>, hash: &str) -> Outcome {
    match found {
        None => Outcome::Created,
        Some(f) if f.body.content_hash == hash || f.body.versions.iter().any(|v| v.content_hash == hash) => {
            Outcome::Same
        }
        Some(f) if &*f.head.state == "adopted" => Outcome::Beside,
        Some(_) => Outcome::Updated,
    }
}

/// A version never changes: other content under the same identifier and version is another version.
fn refuse_other_bytes(isms: &Isms, catalogue: &Catalogue, hash: &str, file: &str) -> Result<()> {
    let ours = isms.all::<Framework>().filter(|f| f.body.catalogue == catalogue.id);
    let mut versions = ours.flat_map(|f| {
        let held = f.body.versions.iter().map(|v| (&v.version, &v.content_hash));
        held.chain([(&f.body.catalogue_version, &f.body.content_hash)]).collect::<Vec<_>>()
    });
    let other = |(version, held): (&String, &String)| *version == catalogue.version && !held.is_empty() && held != hash;
    if !versions.any(other) {
        return Ok(());
    }
    let (id, version) = (&catalogue.id, &catalogue.version);
    let file = if file.is_empty() { String::new() } else { format!("{file}: ") };
    let message =
        format!("{file}{id} {version} is held with another content; expected a new version, or another identifier");
    Err(Error::fault("/version", message))
}

fn request(
    catalogue: &Catalogue,
    hash: &str,
    stand: &Stand,
    found: Option<&Record<Framework>>,
    today: Date,
) -> Request {
    let held = |version: &str, hash: &str| json!({ "version": if version.is_empty() { "unnamed" } else { version }, "content_hash": hash, "held_since": today.to_string() });
    let beside = |f: &Record<Framework>, more: Value| {
        let mut versions: Vec<Value> = f.body.versions.iter().map(|v| json!({ "version": v.version, "content_hash": v.content_hash, "held_since": v.held_since.map(|d| d.to_string()) })).collect();
        versions.push(more);
        versions
    };
    let edit = |f: &Record<Framework>, patch: Value| Command::Edit {
        subject: Subject::Id(f.head.id),
        version: Some(f.head.version),
        patch,
    };
    let command = match found {
        Some(f) if &*f.head.state == "adopted" => {
            edit(f, json!({ "versions": beside(f, held(&catalogue.version, hash)) }))
        }
        Some(f) => edit(
            f,
            json!({ "catalogue_version": catalogue.version, "content_hash": hash, "versions": beside(f, held(&f.body.catalogue_version, &f.body.content_hash)) }),
        ),
        None => Command::Create { kind: kind::of::<Framework>(), fields: fresh(catalogue, hash, stand) },
    };
    let from = if stand.file.is_empty() { String::new() } else { format!(" from {}", stand.file) };
    let via = if stand.why.is_empty() { "import" } else { "page" };
    Request::one(via, command).because(format!("{} {}{from}", catalogue.title, catalogue.version))
}

fn fresh(catalogue: &Catalogue, hash: &str, stand: &Stand) -> Value {
    let unsaid = || format!("Imported from {}; to be said before it is adopted.", stand.file);
    let by = if stand.why.is_empty() { DraftedBy::Import } else { DraftedBy::Person };
    json!({
        "title": catalogue.title.chars().take(300).collect::<String>(),
        "catalogue": catalogue.id,
        "catalogue_version": catalogue.version,
        "content_hash": hash,
        "why": if stand.why.is_empty() { unsaid() } else { stand.why.clone() },
        "drafted_by": by.word(),
    })
}
