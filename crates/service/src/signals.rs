//! Rule signals that appear or clear are recorded with the act that made them so: "since when" and "what changed" have an answer.

use crate::{Result, Service, Viewer};
use isms::{
    isms::Isms,
    memo::Analysis,
    rules::{self, Signal},
    values::RecordId,
    view::View,
};
use ledger::{FactBatch, FactQuery, Mode, facts::Signal as Recorded};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, PoisonError},
};
use uuid::Uuid;

/// Everything the rules read: all kinds, so that the memo answers only for the very same records on the very same day.
const ALL: Analysis = Analysis { name: "rules", version: 1, reads: &[], by_day: true };

/// The signals of one value, kept to find the next ones from.
#[derive(Clone, Default)]
pub struct Known {
    seq: i64,
    day: i64,
    signals: Arc<Vec<Signal>>,
}

/// A signal, and the act since which it stands.
pub struct Standing {
    /// The signal.
    pub signal: Signal,
    /// The act that made it appear; none where time alone did.
    pub since: Option<i64>,
}

fn day(isms: &Isms) -> i64 {
    isms.moment.now.as_second().div_euclid(86_400)
}

/// The signals of a value, from what is known of the one before where that is enough.
pub fn of(known: &Known, isms: &Isms) -> Known {
    if known.seq == isms.moment.seq && known.day == day(isms) {
        return known.clone();
    }
    Known { seq: isms.moment.seq, day: day(isms), signals: Arc::new(rules::run(isms)) }
}

/// The signals after a change, and what must be recorded about it.
pub fn after(
    before: &Known,
    was: &Isms,
    isms: &Isms,
    touched: &[RecordId],
    seq: i64,
) -> Result<(Known, Vec<FactBatch>)> {
    let signals =
        if before.day == day(isms) { rules::rerun(isms, was, &before.signals, touched) } else { rules::run(isms) };
    let key = |s: &Signal| (s.code, s.record, s.message.clone());
    let (old, new): (BTreeSet<_>, BTreeSet<_>) =
        (before.signals.iter().map(key).collect(), signals.iter().map(key).collect());
    let changed: BTreeSet<&str> = old.symmetric_difference(&new).map(|(code, _, _)| *code).collect();
    let mut batches = Vec::new();
    for code in changed {
        let mut seen = BTreeSet::new();
        let rows: Vec<Recorded> =
            signals.iter().filter(|s| s.code == code && seen.insert(s.record)).map(recorded).collect();
        batches.push(FactBatch::new(code, Mode::Snapshot, &rows)?);
    }
    Ok((Known { seq, day: day(isms), signals: Arc::new(signals) }, batches))
}

fn recorded(signal: &Signal) -> Recorded {
    Recorded {
        rule: signal.code.into(),
        subject: signal.record.map_or(Uuid::nil(), |r| r.0),
        severity: format!("{:?}", signal.severity).to_lowercase(),
        message: signal.message.clone(),
    }
}

impl Service {
    /// The signals of a view that its viewer may see: those kept with the current value, or found anew for any other.
    pub async fn signals(&self, viewer: &Viewer, view: &View) -> Result<Vec<Signal>> {
        let isms = view.for_the_organisation();
        let held = self.held(viewer.org).await?;
        let all = if isms.moment.seq == held.current().moment.seq {
            let mut known = held.signals.lock().unwrap_or_else(PoisonError::into_inner);
            *known = of(&known, isms);
            known.signals.clone()
        } else {
            self.memo().answer(isms, &ALL, rules::run)
        };
        Ok(all.iter().filter(|s| s.record.is_none_or(|r| view.get(r).is_some())).cloned().collect())
    }

    /// The same, each with the act since which it stands.
    pub async fn standing(&self, viewer: &Viewer, view: &View) -> Result<Vec<Standing>> {
        let query = FactQuery::at(view.moment().seq).limit(100_000);
        let recorded = self.ledger().facts::<Recorded>(viewer.org, &query).await?;
        let since: HashMap<(String, Uuid), i64> =
            recorded.into_iter().map(|i| ((i.fact.rule, i.fact.subject), i.from)).collect();
        let place = |s: &Signal| (s.code.to_owned(), s.record.map_or(Uuid::nil(), |r| r.0));
        let signals = self.signals(viewer, view).await?;
        Ok(signals.into_iter().map(|signal| Standing { since: since.get(&place(&signal)).copied(), signal }).collect())
    }
}
