//! The organisation as a folder of YAML: exported, edited, reviewed, planned and applied as one act.
//!
//! A folder holds `surety.yaml`, which says what it was exported from, and one file per record, `risks/RSK-3.yaml`. A plan
//! compares three ways: what the folder was exported from, what the folder says, and what the server says now. Only what
//! changed in the folder is changed; what changed on the server alone is kept; what changed in both differently is a conflict.

pub(crate) mod entry;
mod export;
mod folder;
mod manifest;
mod merge;
pub(crate) mod plan;
mod problem;
mod show;

#[cfg(test)]
mod tests;

pub use export::{clear, export, write};
pub use folder::{Folder, Text};
pub use manifest::{FILE, Manifest};
pub use merge::{Conflict, Kept, Prefer};
pub use plan::{Options, Plan, RecordDiff, Verb, plan};
pub use problem::Problem;
pub use show::{Paint, json, text};

use crate::{AsOf, Error, Result, Service, Viewer, library::Library};
use isms::isms::{Isms, Moment};
use std::sync::Arc;
use uuid::Uuid;

impl Service {
    /// What a folder's manifest says of a value of an organisation.
    pub async fn manifest(&self, org: Uuid, isms: &Isms) -> Result<Manifest> {
        let row = self.ledger().orgs().await?.into_iter().find(|o| o.id == org);
        let row = row.ok_or_else(|| Error::NotFound("organisation of that name".into()))?;
        let hash = match isms.moment.seq {
            0 => ledger::hash::GENESIS,
            seq => self.act(org, seq).await?.hash,
        };
        Ok(Manifest::new(row.slug, row.name, isms.moment.seq, hash))
    }

    /// Works out what a folder would change in an organisation.
    pub async fn plan(&self, viewer: &Viewer, folder: &Folder, options: &Options) -> Result<Plan> {
        let now = self.isms(viewer.org, AsOf::Now).await?;
        let base = match &folder.manifest {
            Some(manifest) if !now.is_empty() => Some(self.base(viewer.org, manifest, &now).await?),
            _ => None,
        };
        let mut options = options.clone();
        options.restore |= now.is_empty() && folder.manifest.is_some();
        let mut plan = plan(&now, base.as_deref(), folder, viewer, &options, self.now(), self.0.ids);
        doubt_clauses(&mut plan, &self.library(&now).await?);
        Ok(plan)
    }

    /// Works out what a folder would make of an organisation that does not exist yet.
    pub fn plan_new(&self, folder: &Folder, options: &Options) -> Plan {
        let empty = Isms::empty(Uuid::nil(), Moment { seq: 0, now: self.now() });
        let options = Options { restore: true, ..options.clone() };
        let mut plan = plan(&empty, None, folder, &Viewer::system(Uuid::nil(), None), &options, self.now(), self.0.ids);
        doubt_clauses(&mut plan, &Library::builtin());
        plan
    }

    /// The value that a folder was exported from; it must be of this organisation's own history.
    async fn base(&self, org: Uuid, manifest: &Manifest, now: &Arc<Isms>) -> Result<Arc<Isms>> {
        let here = match manifest.seq {
            0 => return Ok(Arc::new(Isms::empty(org, Moment { seq: 0, now: self.now() }))),
            seq => self.ledger().act(org, seq).await?.map(|act| hex::encode(act.hash)),
        };
        if here.as_deref() != Some(manifest.hash.as_str()) {
            let found = here.unwrap_or_else(|| format!("{} acts", now.moment.seq));
            return Err(Error::fault(
                "",
                format!(
                    "{FILE}: the folder was exported from another history of {} (act {} with hash {}); this organisation has {found}; \
                 name the organisation it came from with --db and --org, or apply it to a new one with --new-org",
                    manifest.slug, manifest.seq, manifest.hash
                ),
            ));
        }
        self.isms(org, AsOf::Seq(manifest.seq)).await
    }
}

/// Clauses that name nothing in the library are worth a note: the framework may be imported later.
fn doubt_clauses(plan: &mut Plan, library: &Library) {
    for record in &plan.records {
        let faults = library.check(record.as_ref());
        plan.notes.extend(
            faults.into_iter().map(|f| format!("{}{}: {}", record.key(), f.pointer.replace('/', "."), f.message)),
        );
    }
}
