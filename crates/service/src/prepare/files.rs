//! Files that records name: they come with the request or are held already, so that a hash is never only a claim.

use super::*;
use isms::communication::{Report, report::ReportFile};
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

    /// A file that a report names anew must have come along; whoever holds the database may restore what they archived.
    pub(super) fn files_are_kept(&self, changes: &[Arc<dyn AnyRecord>]) -> Result<()> {
        if self.viewer.system {
            return Ok(());
        }
        let mut faults = Vec::new();
        for report in changes.iter().filter_map(|r| r.typed::<Report>()) {
            let before = self.base.typed::<Report>(report.head.id).map_or(&[][..], |r| &r.body.files);
            let new = report.body.files.iter().enumerate().filter(|(_, f)| !before.contains(f) && !self.given.holds(f));
            faults.extend(new.map(|(i, f)| {
                Fault::at(format!("/files/{i}/hash"), format!("{} was not given: a hash alone proves nothing", f.name))
            }));
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}
