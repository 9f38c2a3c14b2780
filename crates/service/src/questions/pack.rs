//! The due-diligence pack: certificates, policies and evidence chosen for people who look at us from outside, in one ZIP with
//! an index of hashes and the moment. Whoever may see the records may fetch it as it would be now; for an outsider it is
//! issued as a report, sealed, and fetched by a link that ends.

use super::{Opened, VIA, outer_list};
use crate::{
    Command, Error, Receipt, Request, Result, Service, Subject, Viewer,
    prepare::hash,
    report::{Issue, LARGEST, NewFile},
};
use isms::{
    assurance::Evidence,
    context::{
        Organisation,
        organisation::trust::{self, Certified, Trust},
    },
    policy::Policy,
    record::Record,
    values::RecordId,
    view::View,
};
use serde_json::json;
use std::{fmt::Write as _, io::Write as _};

/// Its media type.
pub const MEDIA: &str = "application/zip";

/// How often one link may be fetched by.
const MOST_FETCHES: i64 = 50;

/// A file of the pack.
struct Entry {
    name: String,
    bytes: Vec<u8>,
}

/// A pack handed out.
#[derive(Clone, Debug)]
pub struct HandedOut {
    /// What was done.
    pub receipt: Receipt,
    /// The link's secret, told once.
    pub token: String,
}

impl Service {
    /// The pack as the view shows it now; the same moment gives the same bytes.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nothing is chosen or it is too large.
    pub async fn pack(&self, view: &View, organisation: &str) -> Result<Vec<u8>> {
        let isms = view.for_the_organisation();
        let empty = || Error::fault("", "choose certificates, policies or evidence on the organisation's page first");
        let settings = isms.single::<Organisation>().ok_or_else(empty)?;
        let today = self.today(isms);
        let lines = seen(trust::of(isms, &settings.body, today), view);
        let mut entries: Vec<Entry> = lines.certificates.iter().map(certificate).collect();
        entries.extend(lines.policies.iter().map(|p| policy(p)));
        let mut absent = Vec::new();
        for record in &lines.evidence {
            match self.kept_file(view.org(), &record.body.content_hash).await? {
                Some(bytes) => entries.push(Entry { name: format!("evidence/{}", file_name(record)), bytes }),
                None => absent.push(*record),
            }
        }
        if entries.is_empty() {
            return Err(empty());
        }
        let sealed = self.ledger().act(view.org(), view.moment().seq).await?;
        let sealed = sealed.map_or(view.moment().now, |a| crate::stamp(a.at));
        let index = index(organisation, view.moment().seq, &sealed.to_string(), &entries, &absent);
        entries.insert(0, Entry { name: "INDEX.md".into(), bytes: index.into_bytes() });
        let zip = zipped(&entries)?;
        if zip.len() > LARGEST {
            return Err(Error::fault(
                "",
                format!("the pack is larger than {} MB: choose less evidence", LARGEST >> 20),
            ));
        }
        Ok(zip)
    }

    /// Issues the pack for someone outside and makes the link to it, in one act.
    ///
    /// # Errors
    /// What [`Service::pack`] and [`Service::issue`] refuse.
    pub async fn hand_out(
        &self,
        viewer: &Viewer,
        view: &View,
        organisation: &str,
        recipient: &str,
        days: i64,
    ) -> Result<HandedOut> {
        let fresh = self.fresh_link(viewer.org, recipient, days)?;
        let bytes = self.pack(view, organisation).await?;
        let today = self.today(view.for_the_organisation());
        let file = NewFile { name: format!("due-diligence-{today}.zip"), media: MEDIA.into(), bytes };
        let recipient = recipient.trim();
        let issue = Issue {
            via: "page",
            reason: format!("Due-diligence pack for {recipient}"),
            fields: json!({ "title": super::ask::shortened(&format!("Due-diligence pack for {recipient}")), "moment": view.moment().seq,
                "document": "due-diligence-pack", "links": [fresh.link] }),
            files: vec![file],
            ..Issue::default()
        };
        let receipt = self.issue(viewer, issue).await?;
        Ok(HandedOut { receipt, token: fresh.token })
    }

    /// The file behind a link; every fetch is an act.
    ///
    /// # Errors
    /// [`Error::Denied`] when the link was used too often, [`Error::Stored`] when the file is not held any more.
    pub async fn fetch_pack(&self, opened: &Opened) -> Result<(String, Vec<u8>)> {
        let report = opened.report()?;
        let lost = || Error::Stored("the file behind this link is not held here".into());
        let file = report.body.files.first().ok_or_else(lost)?;
        let bytes = self.kept_file(opened.org, &file.hash).await?.ok_or_else(lost)?;
        let mut links = report.body.links.clone();
        if let Some(link) = links.get_mut(opened.link) {
            let fetched = link.fetched.unwrap_or(0).saturating_add(1);
            if fetched > MOST_FETCHES {
                return Err(Error::Denied(format!("this link was used {MOST_FETCHES} times; ask for another")));
            }
            (link.fetched, link.fetched_at) = (Some(fetched), Some(self.now()));
        }
        let patch = json!({ "links": outer_list(&links, opened.isms.as_ref()) });
        let edit = Command::Edit { subject: Subject::Id(opened.record), version: None, patch };
        let reason = format!("Fetched by link: {}", opened.recipient);
        self.perform(&Viewer::system(opened.org, None), Request::one(VIA, edit).because(reason)).await?;
        Ok((file.name.clone(), bytes))
    }
}

/// What of the lines a viewer may see.
pub fn seen<'a>(mut lines: Trust<'a>, view: &View) -> Trust<'a> {
    let sees = |id: RecordId| view.get(id).is_some();
    lines.certificates.retain(|c| sees(c.record.head.id));
    lines.policies.retain(|p| sees(p.head.id));
    lines.evidence.retain(|e| sees(e.head.id));
    lines.frameworks.retain(|f| sees(f.head.id));
    lines.sub_processors.retain(|(s, _)| sees(s.head.id));
    lines
}

fn certificate(line: &Certified<'_>) -> Entry {
    let body = &line.record.body;
    let mut text = format!("# {}\n\n", line.record.head.title);
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    for (name, value) in [
        ("Standard", body.standard.clone()),
        ("Number", body.number.clone()),
        ("Issued by", line.issuer.unwrap_or_default().to_owned()),
        ("Scope", line.scope.join("; ")),
        ("Valid from", day(body.valid_from)),
        ("Valid until", day(body.valid_until)),
        ("Conditions", body.conditions.0.clone()),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "- {name}: {}", value.replace('\n', " "));
        }
    }
    Entry { name: format!("certificates/CRT-{}.md", line.record.head.number), bytes: text.into_bytes() }
}

/// A policy as it is in force.
fn policy(record: &Record<Policy>) -> Entry {
    let title = record.in_force.as_ref().and_then(|e| e.title.as_ref()).unwrap_or(&record.head.title);
    let mut text = format!("# {title}\n\n");
    if let (Some(edition), Some(body)) = (&record.in_force, record.counts()) {
        let _ = writeln!(text, "Edition {}, in force since {}.\n\n{}\n", edition.number, edition.since, body.purpose.0);
        for statement in &body.statements {
            let _ = writeln!(text, "{}. {}\n", statement.number, statement.text.0);
        }
        for part in [&body.roles.0, &body.consequence.0].into_iter().filter(|p| !p.is_empty()) {
            let _ = writeln!(text, "{part}\n");
        }
    }
    Entry { name: format!("policies/POL-{}.md", record.head.number), bytes: text.into_bytes() }
}

/// The key goes before the name, so that two files of one name are two files.
fn file_name(record: &Record<Evidence>) -> String {
    let name = super::upload::name(&record.body.file_name);
    format!("EVD-{} {name}", record.head.number)
}

fn index(organisation: &str, seq: i64, sealed: &str, entries: &[Entry], absent: &[&Record<Evidence>]) -> String {
    let mut out = format!("# Due-diligence pack of {organisation}\n\nAs of act {seq}, {sealed}.\n\n");
    out.push_str("Every file with the SHA-256 of its content:\n\n");
    for entry in entries {
        let _ = writeln!(out, "- `{}` ({} bytes)\n  `{}`", entry.name, entry.bytes.len(), hash(&entry.bytes));
    }
    if !absent.is_empty() {
        out.push_str("\nEvidence that is not held as a file here; ask for it:\n\n");
        absent.iter().for_each(|e| {
            let _ = writeln!(out, "- EVD-{} {}", e.head.number, e.head.title);
        });
    }
    out
}

fn zipped(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let wrong = |e: &dyn std::fmt::Display| Error::Internal(format!("the pack could not be written: {e}"));
    for entry in entries {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(entry.name.as_str(), options).map_err(|e| wrong(&e))?;
        zip.write_all(&entry.bytes).map_err(|e| wrong(&e))?;
    }
    Ok(zip.finish().map_err(|e| wrong(&e))?.into_inner())
}
