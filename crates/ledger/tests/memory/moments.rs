//! As of a moment equals replay, for random histories.

use std::collections::BTreeMap;

use ledger::{Ledger, OrgRow, StoredChange};
use proptest::prelude::*;
use uuid::Uuid;

use crate::stage::{self, Stage, change, draft};

type State = BTreeMap<Uuid, StoredChange>;

fn histories() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let act = proptest::collection::btree_set(0u8..6, 0..4).prop_map(|set| set.into_iter().collect());
    proptest::collection::vec(act, 1..8)
}

/// Appends the history; returns the state after every act.
async fn play(ledger: &Ledger, org: Uuid, acts: &[Vec<u8>]) -> Vec<State> {
    let row = OrgRow { id: org, slug: org.to_string(), name: String::new(), created: 0 };
    ledger.create_org(&row).await.unwrap();
    let mut states = vec![State::new()];
    for (n, records) in acts.iter().enumerate() {
        let mut state = states[n].clone();
        let mut append = ledger.begin(org).await.unwrap();
        let next = |record: &u8| {
            let id = Uuid::from_u128(u128::from(*record));
            change(u128::from(*record), state.get(&id).map_or(0, |c| c.version) + 1, &format!("{n}"))
        };
        let changes: Vec<_> = records.iter().map(next).collect();
        append.seal(draft(n as i64 / 2 * 10), changes, vec![], vec![]).await.unwrap();
        append.commit().await.unwrap();
        let sealed = ledger.changes_of(org, n as i64 + 1).await.unwrap();
        state.extend(sealed.into_iter().map(|c| (c.record, c)));
        states.push(state);
    }
    states
}

async fn check(stage: &Stage, org: Uuid, acts: &[Vec<u8>]) {
    let states = play(&stage.ledger, org, acts).await;
    let rows = |state: &State| state.values().cloned().collect::<Vec<_>>();
    assert_eq!(stage.load(org).await, rows(states.last().unwrap()));
    for (to, state) in states.iter().enumerate() {
        assert_eq!(stage.load_as_of(org, to as i64).await, rows(state));
        for (from, later) in states.iter().enumerate().skip(to) {
            let mut value = later.clone();
            for (record, before) in stage.ledger.rewind(org, from as i64, to as i64).await.unwrap() {
                match before {
                    Some(before) => value.insert(record, before),
                    None => value.remove(&record),
                };
            }
            assert_eq!(&value, state, "rewound from {from} to {to}");
        }
    }
    let upto = |time: i64| acts.iter().enumerate().filter(|(n, _)| *n as i64 / 2 * 10 <= time).count() as i64;
    for time in [-1, 0, 5, 10, 25, 100] {
        assert_eq!(stage.ledger.seq_at(org, time).await.unwrap(), upto(time));
    }
}

#[test]
fn any_moment_equals_replay() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(stage::each(async |stage| {
        let org = std::cell::Cell::new(100);
        let config = ProptestConfig { cases: 16, failure_persistence: None, ..Default::default() };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let outcome = tokio::task::block_in_place(|| {
            runner.run(&histories(), |acts| {
                let org = Uuid::from_u128(org.replace(org.get() + 1));
                tokio::runtime::Handle::current().block_on(check(stage, org, &acts));
                Ok(())
            })
        });
        outcome.unwrap();
    }));
}
