//! Files that records name: they come with the request or are held already, so that a hash is never only a claim.

use super::*;
use isms::{
    assurance::{Evidence, Test},
    communication::{Report, report::ReportFile},
    everywhere::{Questionnaire, Response},
};
use sha2::{Digest, Sha256};

/// Hashes and sizes of the files that came with a request.
pub(super) struct Given(HashMap<String, i64>);

impl Given {
    pub(super) fn of(request: &Request) -> Given {
        Given(request.files.iter().map(|f| (hash(&f.bytes), f.bytes.len() as i64)).collect())
    }

    fn holds(&self, file: &ReportFile) -> bool {
        self.0.get(&file.hash) == Some(&file.size)
    }
}

/// A content's address, as records write it.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Desk<'_> {
    /// Reports come about by issuing; one without files would show nothing.
    pub(super) fn with_files(&self, kind: &KindInfo) -> Result<()> {
        if kind == kind::of::<Report>() && self.given.0.is_empty() && !self.viewer.system {
            return Err(Error::Denied("reports are issued from what they show, never written by hand".into()));
        }
        Ok(())
    }

    /// A file that a record names anew must have come along; whoever holds the database may restore what they archived.
    pub(super) fn files_are_kept(&self, changes: &[Arc<dyn AnyRecord>]) -> Result<()> {
        if self.viewer.system {
            return Ok(());
        }
        let mut faults = Vec::new();
        for record in changes {
            let before: Vec<&ReportFile> =
                self.base.get(record.head().id).map_or_else(Vec::new, |r| named(r.as_ref()).map(|(_, f)| f).collect());
            let new = named(record.as_ref()).filter(|(_, f)| !before.contains(f) && !self.given.holds(f));
            faults.extend(new.map(|(at, f)| {
                Fault::at(format!("{at}/hash"), format!("{} was not given: a hash alone proves nothing", f.name))
            }));
        }
        faults.extend(changes.iter().filter_map(|r| self.evidence_is_kept(r.typed::<Evidence>()?)));
        faults.extend(changes.iter().filter_map(|r| self.population_is_kept(r.typed::<Test>()?)));
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    /// Evidence that says it is kept here must have come along, so that nobody reads a file by knowing its hash.
    fn evidence_is_kept(&self, evidence: &Record<Evidence>) -> Option<Fault> {
        let body = &evidence.body;
        let before = self.base.typed::<Evidence>(evidence.head.id).map(|e| (e.body.size, &e.body.content_hash));
        let fine = body.size.is_none()
            || before == Some((body.size, &body.content_hash))
            || self.given.0.get(&body.content_hash) == body.size.as_ref();
        (!fine).then(|| {
            Fault::at("/size", "expected no size: a file is kept by uploading it, a hash alone proves nothing")
        })
    }

    /// The same for the populations of tests.
    fn population_is_kept(&self, test: &Record<Test>) -> Option<Fault> {
        let before = self.base.typed::<Test>(test.head.id).map(|t| t.body.populations()).unwrap_or_default();
        let new =
            test.body.populations().into_iter().find(|h| !before.contains(h) && !self.given.0.contains_key(*h))?;
        Some(Fault::at(
            "/under_way/population_hash",
            format!("the population {new} was not given: begin the run with its list"),
        ))
    }
}

/// The files that a record names, each with its pointer.
fn named(record: &dyn AnyRecord) -> Box<dyn Iterator<Item = (String, &ReportFile)> + '_> {
    if let Some(report) = record.typed::<Report>() {
        return Box::new(report.body.files.iter().enumerate().map(|(i, f)| (format!("/files/{i}"), f)));
    }
    if let Some(questionnaire) = record.typed::<Questionnaire>() {
        return Box::new(questionnaire.body.source.iter().enumerate().map(|(i, f)| (format!("/source/{i}"), f)));
    }
    let Some(response) = record.typed::<Response>() else { return Box::new(std::iter::empty()) };
    let answers = response.body.answers.iter().enumerate();
    Box::new(answers.flat_map(|(a, answer)| {
        answer.files.iter().enumerate().map(move |(i, f)| (format!("/answers/{a}/files/{i}"), f))
    }))
}
