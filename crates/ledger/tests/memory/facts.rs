//! Facts as intervals of acts.

use ledger::Error;
use ledger::facts::{Exposure, FactBatch, FactQuery, Measurement, Mode, Signal};
use uuid::Uuid;

use crate::stage::{ORG, Stage, draft, each};

pub fn exposure(asset: u128, vulnerability: &str, cvss: i64) -> Exposure {
    Exposure {
        asset: Uuid::from_u128(asset),
        vulnerability: vulnerability.into(),
        cvss: Some(cvss),
        epss: None,
        kev: false,
        reach: Some("network".into()),
        first_seen: 7,
        deadline: None,
        detail: None,
    }
}

pub fn batch(mode: Mode, facts: &[Exposure]) -> FactBatch {
    FactBatch::new("scanner", mode, facts).unwrap()
}

async fn seen(stage: &Stage, seq: i64) -> Vec<(String, i64)> {
    let facts = stage.ledger.facts::<Exposure>(ORG, &FactQuery::at(seq)).await.unwrap();
    let mut seen: Vec<_> = facts.into_iter().map(|i| (i.fact.vulnerability, i.fact.cvss.unwrap())).collect();
    seen.sort();
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_open_keep_and_close() {
    each(async |stage| {
        let (a, b, c) = (exposure(1, "a", 1), exposure(1, "b", 2), exposure(2, "c", 3));
        let worse = exposure(1, "b", 9);
        let steps = [
            (batch(Mode::Snapshot, &[a.clone(), b.clone(), b.clone()]), (3, 2, 0, 0)),
            (batch(Mode::Snapshot, &[b.clone(), c.clone()]), (2, 1, 1, 1)),
            (batch(Mode::Delta, std::slice::from_ref(&worse)), (1, 1, 1, 0)),
            (batch(Mode::Close, &[c.clone(), a.clone()]), (2, 0, 1, 0)),
            (batch(Mode::Snapshot, &[]), (0, 0, 1, 0)),
        ];
        for (batch, counts) in steps {
            let act = stage.append_all(ORG, vec![], vec![batch], vec![]).await;
            let b = &stage.ledger.batches_of(ORG, act.seq).await.unwrap()[0];
            assert_eq!((b.given, b.opened, b.closed, b.same), counts);
        }
        assert_eq!(seen(stage, 1).await, [("a".into(), 1), ("b".into(), 2)]);
        assert_eq!(seen(stage, 2).await, [("b".into(), 2), ("c".into(), 3)]);
        assert_eq!(seen(stage, 3).await, [("b".into(), 9), ("c".into(), 3)]);
        assert_eq!(seen(stage, 4).await, [("b".into(), 9)]);
        assert_eq!(seen(stage, 5).await, []);
        let touched = stage.ledger.facts::<Exposure>(ORG, &FactQuery::touched(2, 3)).await.unwrap();
        assert_eq!(touched.len(), 2);
        let of_asset = FactQuery::at(2).equals("asset", Uuid::from_u128(2));
        assert_eq!(stage.ledger.count_facts::<Exposure>(ORG, &of_asset).await.unwrap(), 1);
        let groups = stage.ledger.group_facts::<Exposure>(ORG, &FactQuery::at(2), "cvss").await.unwrap();
        assert_eq!(groups, [(2i64.into(), 1), (3i64.into(), 1)]);
        let page = stage.ledger.facts::<Exposure>(ORG, &FactQuery::at(1).limit(1)).await.unwrap();
        let rest = FactQuery::at(1).after(page[0].cursor.clone());
        assert_eq!(stage.ledger.facts::<Exposure>(ORG, &rest).await.unwrap().len(), 1);
        let last = stage.ledger.last_seen::<Exposure>(ORG, "scanner", 3).await.unwrap();
        assert_eq!(last.unwrap().0, 3);
        stage.sound(ORG).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_projection_is_named_and_rebuilt() {
    each(async |stage| {
        let facts = [exposure(1, "a", 1), exposure(1, "b", 2)];
        stage.append_all(ORG, vec![], vec![batch(Mode::Snapshot, &facts)], vec![]).await;
        stage
            .raw(
                "UPDATE exposure SET kev = 1 WHERE vulnerability = 'a'; DELETE FROM exposure WHERE vulnerability = 'b'",
            )
            .await;
        let report = stage.ledger.verify(ORG).await.unwrap();
        assert_eq!(report.problems.count, 2, "{:?}", report.problems);
        stage.ledger.rebuild_facts(ORG).await.unwrap();
        stage.sound(ORG).await;
        assert_eq!(seen(stage, 1).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn measured_values_survive_exactly_and_contradictions_are_refused() {
    each(async |stage| {
        let value = |at: i64, value: f64| Measurement { metric: Uuid::from_u128(1), at, value, note: None };
        let series: Vec<_> =
            [0.1 + 0.2, f64::MIN_POSITIVE, -1e300, 5.0].into_iter().zip(0..).map(|(v, at)| value(at, v)).collect();
        let signal =
            Signal { rule: "R1".into(), subject: Uuid::from_u128(3), severity: "high".into(), message: "!".into() };
        let batches = vec![
            FactBatch::new("hand", Mode::Delta, &series).unwrap(),
            FactBatch::new("R1", Mode::Snapshot, &[signal]).unwrap(),
        ];
        stage.append_all(ORG, vec![], batches, vec![]).await;
        let mut back = stage.ledger.facts::<Measurement>(ORG, &FactQuery::at(1)).await.unwrap();
        back.sort_by_key(|i| i.fact.at);
        assert_eq!(back.into_iter().map(|i| i.fact).collect::<Vec<_>>(), series);
        for bad in [
            FactBatch::new("hand", Mode::Delta, &[value(1, 1.0), value(1, 2.0)]).unwrap(),
            FactBatch::new("hand", Mode::Delta, &[value(1, f64::NAN)]).unwrap(),
        ] {
            let mut append = stage.ledger.begin(ORG).await.unwrap();
            let error = append.seal(draft(1), vec![], vec![bad], vec![]).await.unwrap_err();
            assert!(matches!(error, Error::Invalid(_)), "{error}");
        }
        stage.sound(ORG).await;
    })
    .await;
}
