//! What stands guard before a request: whoever wrote a text is never the only one who approves it, and whoever grants an exception may
//! bear the risks it opens. Both need more than the value (the history, the simulated numbers), so they are asked before it is worked out,
//! and again under the lock where the value has moved since.

use crate::{Command, Error, Request, Result, Service, Subject, Viewer};
use isms::{
    everywhere::{
        Approval,
        approval::{Outcome, Verdict, Vote},
    },
    isms::Isms,
    outer::Names,
    policy::{
        Exception,
        exception::opened::{self, Beyond},
    },
    record::{AnyRecord, Record},
    values::{RecordId, Ref},
};
use std::sync::Arc;

/// Kinds whose authors never approve alone.
const WRITTEN: [&str; 3] = ["policy", "guideline", "requirement"];

/// Whether guards have a say in a request.
pub(crate) fn is_guarded(viewer: &Viewer, request: &Request) -> bool {
    let held =
        |c: &Command| matches!(c, Command::Ask { .. } | Command::Step { .. } | Command::Vote { approve: true, .. });
    !viewer.system && !request.migrate && request.commands.iter().any(held)
}

impl Service {
    /// Refuses what the two guards refuse. Whoever holds the database passes, and so does a visibly marked migration.
    pub(crate) async fn guarded(&self, viewer: &Viewer, isms: &Arc<Isms>, request: &Request) -> Result<()> {
        if !is_guarded(viewer, request) {
            return Ok(());
        }
        for command in &request.commands {
            match command {
                Command::Ask { subject, step, approvers, quorum, .. } => {
                    let Some(record) = subject_of(isms, subject) else { continue };
                    self.not_only_authors(isms, viewer, record.as_ref(), approvers, *quorum).await?;
                    self.bearable(isms, record.as_ref(), step).await?;
                }
                Command::Step { subject, step, .. } => {
                    let Some(record) = subject_of(isms, subject) else { continue };
                    self.bearable(isms, record.as_ref(), step).await?;
                }
                Command::Vote { approval, approve: true, .. } => {
                    let Some(found) = subject_of(isms, approval) else { continue };
                    let Some(asked) = found.typed::<Approval>() else { continue };
                    let Some(record) = asked.body.of.and_then(|o| isms.get(o.id())) else { continue };
                    self.not_alone(isms, viewer, asked, record.as_ref()).await?;
                    self.bearable(isms, record.as_ref(), &asked.body.step).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn not_only_authors(
        &self,
        isms: &Isms,
        viewer: &Viewer,
        record: &dyn AnyRecord,
        approvers: &[String],
        quorum: Option<i64>,
    ) -> Result<()> {
        if !WRITTEN.contains(&record.kind().name) || approvers.is_empty() {
            return Ok(());
        }
        let asked: Vec<RecordId> = approvers.iter().filter_map(|k| isms.find(k)).map(|(id, _)| id).collect();
        let authors = self.authors(isms, viewer.org, record).await?;
        let own: Vec<RecordId> = asked.iter().copied().filter(|a| authors.contains(a)).collect();
        let needed = quorum.and_then(|q| usize::try_from(q).ok()).unwrap_or(asked.len()).clamp(1, asked.len().max(1));
        if own.len() < needed {
            return Ok(());
        }
        Err(Error::fault(
            "/approvers",
            format!(
                "{} wrote it and cannot be the only one who approves {}; ask someone else as well",
                names(isms, &own),
                record.key()
            ),
        ))
    }

    async fn not_alone(
        &self,
        isms: &Isms,
        viewer: &Viewer,
        asked: &Record<Approval>,
        record: &dyn AnyRecord,
    ) -> Result<()> {
        let Some(me) = viewer.person.filter(|_| WRITTEN.contains(&record.kind().name)) else { return Ok(()) };
        let authors = self.authors(isms, viewer.org, record).await?;
        let mut votes = asked.body.clone();
        let vote = Vote { by: Some(Ref::to(me)), verdict: Verdict::Approve, ..Vote::default() };
        votes.votes.push(vote);
        let agreed = votes.votes.iter().filter(|v| v.verdict == Verdict::Approve).filter_map(|v| v.by);
        let others = agreed.filter(|b| !authors.contains(&b.id())).count();
        if others > 0 || votes.outcome() != Outcome::Granted {
            return Ok(());
        }
        Err(Error::Denied(format!("you wrote {} yourself; somebody else must approve it first", record.key())))
    }

    /// Whoever grants an exception may bear the risks it opens.
    async fn bearable(&self, isms: &Arc<Isms>, record: &dyn AnyRecord, step: &str) -> Result<()> {
        let Some(exception) = record.typed::<Exception>().filter(|_| step == "grant") else { return Ok(()) };
        let Some(granter) = exception.body.granted_by else { return Ok(()) };
        match self.beyond(isms, &exception.body, granter.id()).await? {
            None => Ok(()),
            Some(found) => Err(Error::fault("/granted_by", told(isms, record, granter.id(), &found))),
        }
    }

    /// A risk that the granter of an exception may not bear; see [`opened::beyond`].
    ///
    /// # Errors
    /// As [`Service::numbers`].
    pub async fn beyond(&self, isms: &Arc<Isms>, exception: &Exception, granter: RecordId) -> Result<Option<Beyond>> {
        if opened::of(isms, exception).risks.is_empty() || !isms::analysis::mandate::in_force(isms) {
            return Ok(None);
        }
        let numbers = self.numbers(isms).await?;
        Ok(opened::beyond(isms, &numbers, exception, granter))
    }
}

fn subject_of<'i>(isms: &'i Isms, subject: &Subject) -> Option<&'i Arc<dyn AnyRecord>> {
    match subject {
        Subject::Id(id) => isms.get(*id),
        Subject::Key(key) => isms.find(key).and_then(|(id, _)| isms.get(id)),
    }
}

/// Titles with keys, for a sentence.
pub(crate) fn names(isms: &Isms, ids: &[RecordId]) -> String {
    let named = ids.iter().filter_map(|id| isms.get(*id)).map(|r| format!("{} ({})", r.head().title, r.key()));
    named.collect::<Vec<_>>().join(", ")
}

fn told(isms: &Isms, record: &dyn AnyRecord, granter: RecordId, found: &Beyond) -> String {
    let risk = isms.key(found.risk).unwrap_or_default();
    let may = if found.may.is_empty() { "nobody by the appetite in force".into() } else { names(isms, &found.may) };
    format!(
        "{} opens {risk}, which costs {} {:.0} in a year; that is beyond the mandate of {}. Who may bear it: {may}",
        record.key(),
        isms.currency().code(),
        found.cost,
        names(isms, &[granter]),
    )
}
