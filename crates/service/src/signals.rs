//! Rule signals that appear or clear are recorded with the act that made them so: "since when" and "what changed" have an answer.

use crate::{Result, Service, Viewer};
use imbl::ordset::DiffItem;
use isms::{
    isms::Isms,
    memo::Analysis,
    rules::{self, Signal, Signals},
    values::RecordId,
    view::View,
};
use ledger::{FactBatch, FactQuery, Mode, facts::Signal as Recorded};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::PoisonError,
};
use uuid::Uuid;

/// Everything the rules read: all kinds, so that the memo answers only for the very same records on the very same day.
const ALL: Analysis = Analysis { name: "rules", version: 1, reads: &[], by_day: true };

/// The signals of one value, kept to find the next ones from.
#[derive(Clone, Default)]
pub struct Known {
    seq: i64,
    day: i64,
    signals: Signals,
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
    Known { seq: isms.moment.seq, day: day(isms), signals: rules::run(isms) }
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
    let mut changed: BTreeMap<&str, (Vec<Signal>, Vec<Signal>)> = BTreeMap::new();
    for difference in before.signals.diff(&signals) {
        match difference {
            DiffItem::Add(s) => changed.entry(s.code).or_default().0.push(s.clone()),
            DiffItem::Remove(s) => changed.entry(s.code).or_default().1.push(s.clone()),
        }
    }
    let rows = |signals: &mut dyn Iterator<Item = &Signal>| {
        let mut seen = BTreeSet::new();
        signals.filter(|s| seen.insert(s.record)).map(recorded).collect::<Vec<Recorded>>()
    };
    let mut batches = Vec::new();
    for (code, (opened, closed)) in changed {
        batches.push(match (opened.is_empty(), closed.is_empty()) {
            (false, true) => FactBatch::new(code, Mode::Delta, &rows(&mut opened.iter()))?,
            (true, false) if closed.iter().all(|c| !signals.iter().any(|s| s.code == code && s.record == c.record)) => {
                FactBatch::new(code, Mode::Close, &rows(&mut closed.iter()))?
            }
            _ => FactBatch::new(code, Mode::Snapshot, &rows(&mut signals.iter().filter(|s| s.code == code)))?,
        });
    }
    Ok((Known { seq, day: day(isms), signals }, batches))
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
    /// The signals of a view, of everything in it: whoever shows them leaves out what their viewer may not see. Those kept with
    /// the current value, or found anew for any other. Rules that wait for numbers speak here as they last did, without a wait;
    /// [`Service::all_signals`] waits for them.
    pub async fn signals(&self, viewer: &Viewer, view: &View) -> Result<Signals> {
        let isms = view.for_the_organisation();
        let held = self.held(viewer.org).await?;
        let current = held.current();
        if isms.moment.seq == current.moment.seq && day(isms) == day(&current) {
            let mut known = held.signals.lock().unwrap_or_else(PoisonError::into_inner);
            *known = of(&known, isms);
            let mut signals = known.signals.clone();
            signals.extend(held.numeric.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
            return Ok(signals);
        }
        Ok(Signals::clone(&self.memo().answer(isms, &ALL, rules::run)))
    }

    /// Those that the viewer may see, each with the act since which it stands.
    pub async fn standing(&self, viewer: &Viewer, view: &View) -> Result<Vec<Standing>> {
        let query = FactQuery::at(view.moment().seq).limit(100_000);
        let recorded = self.ledger().facts::<Recorded>(viewer.org, &query).await?;
        let since: HashMap<(String, Uuid), i64> =
            recorded.into_iter().map(|i| ((i.fact.rule, i.fact.subject), i.from)).collect();
        let place = |s: &Signal| (s.code.to_owned(), s.record.map_or(Uuid::nil(), |r| r.0));
        let signals = self.all_signals(viewer, view).await?;
        let seen = signals.iter().filter(|s| s.record.is_none_or(|r| view.get(r).is_some()));
        Ok(seen.map(|signal| Standing { since: since.get(&place(signal)).copied(), signal: signal.clone() }).collect())
    }
}
