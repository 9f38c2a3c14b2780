//! Evidence: files are hashed here, kept with the act that names them, and offered again where the same content is known already.

use crate::{Command, Error, Receipt, Request, Result, Service, Subject, Viewer, command::FileGiven, prepare::hash};
use isms::{assurance::Evidence, head::Key, kind, outer::Names, record::Record, rules, view::View};
use serde_json::{Map, Value, json};

/// Largest file, in bytes: 25 MiB.
pub const LARGEST: usize = 25 << 20;

/// A file as someone sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What it was called; only shown, never a path.
    pub name: String,
    /// The media type that the sender claims.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What came of an upload.
#[derive(Clone, Debug)]
pub enum Kept {
    /// A new piece of evidence.
    Made(Box<Receipt>),
    /// The same content is evidence already: its key.
    Known(String),
}

/// A piece of evidence that someone accepts for something else too.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// The evidence, by key.
    pub evidence: String,
    /// The version that was looked at.
    pub version: Option<i64>,
    /// Records that it shall prove too, by key.
    pub proves: Vec<String>,
    /// The requirement of a framework for which it is accepted.
    pub clause: String,
    /// Why it fits.
    pub because: String,
}

impl Service {
    /// Keeps a piece of evidence: its fields in the outer form and the file, hashed here. Content that the viewer can see as
    /// evidence already is not kept twice; its key comes back, so that it can be used again.
    ///
    /// # Errors
    /// What the record's own rules refuse; [`Error::Invalid`] for a file that is empty or too large; [`Error::Denied`] for
    /// whoever may not add evidence.
    pub async fn keep_evidence(
        &self,
        viewer: &Viewer,
        mut request: Request,
        fields: Value,
        file: Option<Upload>,
    ) -> Result<Kept> {
        let Value::Object(mut fields) = fields else { return Err(Error::fault("", "expected an object of fields")) };
        fields.insert("collected".into(), json!(self.now().to_string()));
        if let Some(file) = file {
            if file.bytes.is_empty() || file.bytes.len() > LARGEST {
                let (size, most) = (file.bytes.len(), LARGEST >> 20);
                return Err(Error::fault(
                    "/file",
                    format!("expected a file of 1 byte to {most} MiB, found {size} bytes"),
                ));
            }
            let view = self.view(viewer, crate::AsOf::Now).await?;
            if let Some(known) = known(&view, &hash(&file.bytes)) {
                return Ok(Kept::Known(known));
            }
            describe(&mut fields, &file);
            request.files.push(FileGiven { media: media(&file.media), origin: "person", bytes: file.bytes });
        }
        request.commands = vec![Command::Create { kind: kind::of::<Evidence>(), fields: Value::Object(fields) }];
        Ok(Kept::Made(Box::new(self.perform(viewer, request).await?)))
    }

    /// Lets a piece of evidence prove something else too, and keeps who accepted that, when and why.
    ///
    /// # Errors
    /// [`Error::NotFound`] for evidence that is not there, [`Error::Invalid`] where nothing new or no reason is named or nobody
    /// who signs is known.
    pub async fn reuse_evidence(&self, viewer: &Viewer, again: Again) -> Result<Receipt> {
        let view = self.view(viewer, crate::AsOf::Now).await?;
        let missing = || Error::NotFound(format!("evidence {}", again.evidence));
        let evidence = view.by_key(&again.evidence).and_then(|r| r.typed::<Evidence>()).ok_or_else(missing)?;
        let me = viewer.person.and_then(|p| view.key(p));
        let me = me.ok_or_else(|| {
            Error::fault("", "your account is no person of this organisation, so you cannot accept evidence")
        })?;
        if again.because.trim().is_empty() {
            return Err(Error::fault("/because", "say why it fits"));
        }
        let proved: Vec<String> =
            evidence.body.proves.iter().filter_map(|p| view.for_the_organisation().key(p.id())).collect();
        let new: Vec<&String> = again.proves.iter().filter(|k| !proved.contains(k)).collect();
        if new.is_empty() && again.clause.trim().is_empty() {
            return Err(Error::fault(
                "/proves",
                "say for what else it is accepted: a record that it does not prove yet, or a clause",
            ));
        }
        let on = rules::today(view.for_the_organisation()).to_string();
        let row = |proves: Option<&String>| {
            let mut row = json!({ "by": me, "on": on, "because": again.because.trim() });
            if let Some(key) = proves {
                row["proves"] = json!(key);
            }
            if !again.clause.trim().is_empty() {
                row["clause"] = json!(again.clause.trim());
            }
            row
        };
        let mut rows = reused(&view, evidence);
        match new.as_slice() {
            [] => rows.push(row(None)),
            some => rows.extend(some.iter().map(|k| row(Some(k)))),
        }
        let proves: Vec<&String> = proved.iter().chain(new).collect();
        let patch = json!({ "proves": proves, "reused": rows });
        let subject = Subject::Id(evidence.head.id);
        let command = Command::Edit { subject, version: again.version, patch };
        self.perform(viewer, Request::one("page", command).because(again.because.trim())).await
    }

    /// The file of a piece of evidence, as far as the view may see it; its content is hashed again, and refused when it is not
    /// what was kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there, not kept here or may not be seen, [`Error::Stored`] when the ledger does not
    /// hold the content, [`Error::Ledger`] when the content has changed.
    pub async fn evidence_file(&self, view: &View, key: &str) -> Result<Upload> {
        let missing = || Error::NotFound(format!("file of {key}"));
        let evidence = view.by_key(key).and_then(|r| r.typed::<Evidence>()).ok_or_else(missing)?;
        let body = &evidence.body;
        body.size.ok_or_else(missing)?;
        let bytes = self.content(view, &body.content_hash).await?;
        let row = self.ledger().file(view.org(), &address(&body.content_hash)?).await?;
        let media = row.map(|r| r.media).unwrap_or_default();
        Ok(Upload { name: body.file_name.clone(), media, bytes })
    }

    /// The content under a hash in hexadecimal; whoever asks has made sure that the view may see it.
    pub(crate) async fn content(&self, view: &View, hash: &str) -> Result<Vec<u8>> {
        let bytes = self.ledger().get_file(view.org(), &address(hash)?).await?;
        bytes.ok_or_else(|| Error::Stored(format!("the file with hash {hash} is not held here")))
    }
}

fn address(hash: &str) -> Result<[u8; 32]> {
    let mut address = [0; 32];
    let wrong = |_| Error::Stored(format!("{hash:?} is no hash of 64 hexadecimal digits"));
    hex::decode_to_slice(hash, &mut address).map_err(wrong)?;
    Ok(address)
}

/// Evidence with the same content that the viewer can see, is open and is kept here.
fn known(view: &View, hash: &str) -> Option<String> {
    let same =
        |e: &&Record<Evidence>| e.body.content_hash == hash && e.body.size.is_some() && &*e.head.state == "active";
    let found = view.all::<Evidence>().find(same)?;
    Some(Key { kind: kind::of::<Evidence>(), number: found.head.number }.to_string())
}

fn describe(fields: &mut Map<String, Value>, file: &Upload) {
    let name = name(&file.name);
    if fields.get("title").and_then(Value::as_str).is_none_or(|t| t.trim().is_empty()) {
        fields.insert("title".into(), json!(name));
    }
    fields.insert("form".into(), json!("file"));
    fields.insert("file_name".into(), json!(name));
    fields.insert("content_hash".into(), json!(hash(&file.bytes)));
    fields.insert("size".into(), json!(file.bytes.len()));
}

/// The last part of a name, without what does not belong into one.
fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if plain.trim().is_empty() { "file".into() } else { plain.trim().into() }
}

/// A media type as it is kept: what is none becomes bytes.
fn media(given: &str) -> String {
    let fine = |c: char| c.is_ascii_alphanumeric() || "/.+-".contains(c);
    let sound = given.len() <= 100 && given.contains('/') && given.chars().all(fine);
    if sound { given.to_ascii_lowercase() } else { "application/octet-stream".into() }
}

/// The rows of reuse in the outer form.
fn reused(view: &View, evidence: &Record<Evidence>) -> Vec<Value> {
    let mut out = Map::new();
    isms::outer::write_fields(&evidence.body, view.for_the_organisation().as_ref(), &mut out);
    match out.remove("reused") {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_media_types_of_strangers_become_plain() {
        assert_eq!(name("C:\\temp\\..\\list.csv"), "list.csv");
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name("a\r\nSet-Cookie: x"), "aSet-Cookie: x");
        assert_eq!(name("/"), "file");
        assert_eq!(media("text/html; charset=utf-8"), "application/octet-stream");
        assert_eq!(media("Text/CSV"), "text/csv");
        assert_eq!(media("x\r\ny: z/"), "application/octet-stream");
    }
}
