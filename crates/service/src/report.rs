//! Reports: ready-made documents become a record and its files in one act, and are handed out again as they were issued.

use crate::{Command, Error, Receipt, Request, Result, Service, Viewer, command::FileGiven, prepare::hash};
use isms::{
    check::Fault,
    communication::{Report, report::ReportFile},
    kind,
    view::View,
};
use serde_json::{Value, json};

/// Largest file of a report, in bytes.
pub const LARGEST: usize = 64 << 20;

/// Most files of one report.
pub const MOST: usize = 20;

/// A document to be issued.
#[derive(Clone, Debug, Default)]
pub struct Issue {
    /// The way in: page, api, job, assistant.
    pub via: &'static str,
    /// Why, in the actor's words.
    pub reason: String,
    /// A key under which repeating it does nothing more.
    pub request: Option<String>,
    /// The report's fields in the outer form, all but its files: `title`, `moment` and `document` at least.
    pub fields: Value,
    /// The files, in the order in which they are shown.
    pub files: Vec<NewFile>,
    /// Whether it only is prepared, so that people can approve it before it is issued.
    pub prepare_only: bool,
}

/// A file as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// What it is called when it is fetched.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file as it was issued.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// What it is and what it is called.
    pub file: ReportFile,
    /// Its content, which has the hash that the record says.
    pub bytes: Vec<u8>,
}

impl Service {
    /// Keeps the files and makes the report in one act: both or neither.
    ///
    /// # Errors
    /// What the record's own rules refuse, [`Error::Invalid`] for files that are missing or too large or for a moment that
    /// has not come yet, [`Error::Denied`] for whoever may not make reports.
    pub async fn issue(&self, viewer: &Viewer, issue: Issue) -> Result<Receipt> {
        let head = self.ledger().head(viewer.org).await?.seq;
        let faults = faults(&issue, head);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        self.perform(viewer, request(issue)?).await
    }

    /// A report's file by its name, as far as the view may see the report; its content is hashed again, and refused when it
    /// is not what was issued.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there or may not be seen, [`Error::Stored`] when the ledger does not hold the
    /// content, [`Error::Ledger`] when the content has changed.
    pub async fn report_file(&self, view: &View, key: &str, name: &str) -> Result<Fetched> {
        let missing = || Error::NotFound(format!("file {name} of {key}"));
        let report = view.by_key(key).and_then(|r| r.typed::<Report>()).ok_or_else(missing)?;
        let file = report.body.files.iter().find(|f| f.name == name).ok_or_else(missing)?;
        let lost = || Error::Stored(format!("file {name} of {key} with hash {} is not held here", file.hash));
        let mut address = [0; 32];
        hex::decode_to_slice(&file.hash, &mut address).map_err(|_| lost())?;
        let bytes = self.ledger().get_file(view.org(), &address).await?.ok_or_else(lost)?;
        if bytes.len() as i64 != file.size {
            return Err(Error::Stored(format!("file {name} of {key} has {} bytes, not {}", bytes.len(), file.size)));
        }
        Ok(Fetched { file: file.clone(), bytes })
    }
}

pub(crate) fn faults(issue: &Issue, head: i64) -> Vec<Fault> {
    let mut faults = Vec::new();
    if issue.files.is_empty() || issue.files.len() > MOST {
        faults.push(Fault::at("/files", format!("expected 1 to {MOST} files, found {}", issue.files.len())));
    }
    for (i, file) in issue.files.iter().enumerate().filter(|(_, f)| f.bytes.is_empty() || f.bytes.len() > LARGEST) {
        let (size, most) = (file.bytes.len(), LARGEST >> 20);
        faults.push(Fault::at(format!("/files/{i}"), format!("expected 1 byte to {most} MiB, found {size} bytes")));
    }
    if issue.fields.get("moment").and_then(Value::as_i64).is_some_and(|act| act > head) {
        faults.push(Fault::at("/moment", format!("expected the number of an act up to {head}")));
    }
    faults
}

/// One record that names its files by their hashes, and the files.
pub(crate) fn request(issue: Issue) -> Result<Request> {
    let Issue { via, reason, request, mut fields, files, prepare_only } = issue;
    let members = fields.as_object_mut().ok_or_else(|| Error::fault("", "expected an object of fields"))?;
    let described = files
        .iter()
        .map(|f| json!({ "name": f.name, "media": f.media, "size": f.bytes.len(), "hash": hash(&f.bytes) }));
    members.insert("files".into(), described.collect());
    if !prepare_only {
        members.insert("state".into(), json!("issued"));
    }
    let given = |f: NewFile| FileGiven { media: f.media, origin: "machine", bytes: f.bytes };
    let commands = vec![Command::Create { kind: kind::of::<Report>(), fields }];
    Ok(Request { via, reason, request, migrate: false, commands, files: files.into_iter().map(given).collect() })
}
