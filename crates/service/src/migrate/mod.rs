//! Moving clauses from one version of a framework to another, or to another framework: planned, decided by a person, done as one act, and undone as one.
//!
//! A clause is a pointer and no words of the record that holds it. So its text in force and its draft are both moved, and no new
//! edition begins (`docs/decisions/0009-clauses-move-without-a-new-edition.md`).

mod plan;
mod rewrite;
mod undo;

pub use plan::{Blocked, Choice, Ground, Move, Offer, Plan, Side, Use, Wish};
pub use rewrite::{clauses, may_name};
pub use undo::{Conflict, Undo, Why};

use crate::{AsOf, Error, Receipt, Result, Service, Viewer};
use isms::{
    authority::{Action, Role},
    check::Fault,
    invariants,
    isms::Isms,
    record::AnyRecord,
    values::RecordId,
};
use ledger::Act;

/// What acts of this kind bear as their request's key.
const MARK: &str = "clauses:";
const UNDONE: &str = "clauses-undone:";

impl Service {
    /// What moving the clauses would mean, with the choices made so far.
    pub async fn plan_migration(&self, viewer: &Viewer, wish: &Wish) -> Result<Plan> {
        let view = self.view(viewer, AsOf::Now).await?;
        let library = self.library(view.for_the_organisation()).await?;
        plan::plan(&view, &library, wish)
    }

    /// Carries a plan out as one act. `seen` is the plan's mark as the person saw it.
    ///
    /// # Errors
    /// When something is undecided or in the way, when the records have changed since, or when the result breaks a rule.
    pub async fn migrate(&self, viewer: &Viewer, wish: &Wish, seen: &str) -> Result<Receipt> {
        let plan = self.plan_migration(viewer, wish).await?;
        if plan.mark() != seen {
            return Err(Error::fault("", "records or choices changed since this plan was shown; look at it again"));
        }
        self.carry(viewer, plan.request()?).await
    }

    /// What undoing a migration would mean now.
    pub async fn plan_undo(&self, viewer: &Viewer, seq: i64) -> Result<Undo> {
        let act = self.act(viewer.org, seq).await?;
        if !act.request.as_deref().is_some_and(|r| r.starts_with(MARK)) {
            return Err(Error::NotFound(format!("migration in act {seq}")));
        }
        let done = self.ledger().act_by_request(viewer.org, &format!("{UNDONE}{seq}")).await?;
        let view = self.view(viewer, AsOf::Now).await?;
        let touched = self.touched_by(viewer.org, seq).await?;
        Ok(undo::undo(&view, act, done, &touched))
    }

    /// Undoes a migration as one act, as far as records have not changed since.
    pub async fn undo_migration(&self, viewer: &Viewer, seq: i64) -> Result<Receipt> {
        let undo = self.plan_undo(viewer, seq).await?;
        let Some(request) = undo.request else {
            return Err(Error::fault("", "nothing is left to undo"));
        };
        self.carry(viewer, request).await
    }

    /// The migrations among the newest thousand acts, newest first.
    pub async fn migrations(&self, viewer: &Viewer) -> Result<Vec<Act>> {
        let mut acts = self.acts(viewer.org, None, 1_000).await?;
        acts.retain(|a| a.request.as_deref().is_some_and(|r| r.starts_with(MARK)));
        Ok(acts)
    }

    /// An act that touches text in force is marked as migrating, which skips what every other write must keep; so it is asked here: the
    /// right to edit each record, and every invariant. The second line may do this with clauses, and with nothing else.
    async fn carry(&self, viewer: &Viewer, request: crate::Request) -> Result<Receipt> {
        if !request.migrate {
            return self.perform(viewer, request).await;
        }
        if !may_carry(viewer) {
            return Err(Error::Denied("text in force is touched: only the second line may carry this out".into()));
        }
        let carrier =
            Viewer { roles: viewer.roles.iter().copied().chain([Role::Administrator]).collect(), ..viewer.clone() };
        let before = self.isms(viewer.org, AsOf::Now).await?;
        let proposal = self.propose(&carrier, &request).await?;
        let sight = viewer.sight(&before);
        let touched: Vec<RecordId> = proposal.changes.iter().map(|r| r.head().id).collect();
        let mut known = touched.iter().filter_map(|id| before.get(*id));
        if let Some(record) = known.find(|r| !viewer.system && !sight.may_on(&before, r.as_ref(), Action::Edit)) {
            return Err(Error::Denied(format!("your roles do not let you edit {}", record.key())));
        }
        let broken = invariants::broken(&before, &proposal.after, &touched);
        match broken.is_empty() {
            true => self.perform(&carrier, request).await,
            false => Err(Error::Invalid(broken.into_iter().map(|(id, f)| named(&proposal.after, id, f)).collect())),
        }
    }
}

/// Whether someone may move clauses of what is in force: the second line, and whoever may bypass guards anyway.
pub fn may_carry(viewer: &Viewer) -> bool {
    viewer.may_migrate() || viewer.roles.contains(&Role::Officer)
}

fn named(isms: &Isms, id: RecordId, fault: Fault) -> Fault {
    let key = isms.get(id).map(|r| r.key().to_string()).unwrap_or_default();
    Fault::at(fault.pointer, format!("{key}: {}", fault.message))
}

/// Whether someone was asked to approve the record as it stands.
fn waits_for_approval(isms: &Isms, record: &dyn AnyRecord) -> bool {
    let asked = isms.pointing_at(record.head().id).filter_map(|l| isms.get(l.source));
    asked.into_iter().any(|r| r.kind().name == "approval" && &*r.head().state == "asked")
}

#[cfg(test)]
mod tests;
