//! Appending, reading back, as of a moment.

use ledger::{ActDraft, Error};
use uuid::Uuid;

use crate::stage::{ORG, OTHER, answer, change, draft, each};

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_read_back_as_it_was_sealed() {
    each(async |stage| {
        let body = "{\"title\":\"Grüße\"}";
        let first = stage.append(ORG, vec![change(1, 1, body), change(2, 1, "\0\u{1}")]).await;
        let second = stage.append_all(ORG, vec![change(1, 2, "b")], vec![], vec![answer("seen")]).await;
        let ledger = &stage.ledger;
        assert_eq!(ledger.acts(ORG, None, 10).await.unwrap(), [second.clone(), first.clone()]);
        assert_eq!(ledger.acts(ORG, Some(2), 10).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(ledger.act(ORG, 1).await.unwrap(), Some(first.clone()));
        assert_eq!(second.previous, first.hash);
        let history = ledger.history(ORG, Uuid::from_u128(1)).await.unwrap();
        assert_eq!(
            history.iter().map(|c| (c.seq, c.version, &c.body[..])).collect::<Vec<_>>(),
            [(1, 1, body.as_bytes()), (2, 2, b"b"),]
        );
        assert_eq!(ledger.changes_of(ORG, 1).await.unwrap().len(), 2);
        assert_eq!(ledger.answers_of(ORG, 2).await.unwrap(), [answer("seen")]);
        assert_eq!(ledger.answers_for(ORG, Uuid::from_u128(1)).await.unwrap(), [(2, answer("seen"))]);
        let disclosure = ledger.disclose(ORG, 1, Uuid::from_u128(2)).await.unwrap().unwrap();
        assert!(disclosure.holds(ORG) && !disclosure.holds(OTHER));
        stage.sound(ORG).await;
        stage.sound(OTHER).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_must_follow_and_a_dropped_append_leaves_nothing() {
    each(async |stage| {
        stage.append(ORG, vec![change(1, 1, "a")]).await;
        let before = stage.ledger.head(ORG).await.unwrap();
        for (record, version, found) in [(1, 1, 1), (1, 3, 1), (2, 2, 0)] {
            let mut append = stage.ledger.begin(ORG).await.unwrap();
            let error = append.seal(draft(1), vec![change(record, version, "x")], vec![], vec![]).await.unwrap_err();
            assert!(matches!(error, Error::Version { found: f, .. } if f == found), "{error}");
            assert!(append.commit().await.is_err(), "half an act is never kept");
        }
        let mut append = stage.ledger.begin(ORG).await.unwrap();
        assert_eq!(append.next_keys("RSK", 5).await.unwrap(), 1);
        append.seal(draft(1), vec![change(1, 2, "x")], vec![], vec![]).await.unwrap();
        drop(append);
        assert_eq!(stage.ledger.head(ORG).await.unwrap(), before);
        let mut append = stage.ledger.begin(ORG).await.unwrap();
        assert_eq!(append.next_keys("RSK", 2).await.unwrap(), 1);
        assert_eq!(append.next_keys("RSK", 1).await.unwrap(), 3);
        append.commit().await.unwrap();
        stage.sound(ORG).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_once() {
    each(async |stage| {
        let request = ActDraft { request: Some("r1".into()), ..draft(1) };
        let mut append = stage.ledger.begin(ORG).await.unwrap();
        assert_eq!(append.act_by_request("r1").await.unwrap(), None);
        let act = append.seal(request.clone(), vec![change(1, 1, "a")], vec![], vec![]).await.unwrap();
        append.commit().await.unwrap();
        let mut append = stage.ledger.begin(ORG).await.unwrap();
        assert_eq!(append.act_by_request("r1").await.unwrap(), Some(act));
        let again = append.seal(request.clone(), vec![], vec![], vec![]).await.unwrap_err();
        assert!(matches!(again, Error::Taken { .. }), "{again}");
        drop(append);
        let mut append = stage.ledger.begin(OTHER).await.unwrap();
        append.seal(request, vec![], vec![], vec![]).await.expect("another organisation's keys are its own");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_writers_need_no_retry() {
    each(async |stage| {
        let writers = (0..8u128).map(|writer| {
            let ledger = stage.ledger.clone();
            tokio::spawn(async move {
                for version in 1..=10 {
                    let mut append = ledger.begin(ORG).await.unwrap();
                    append.seal(draft(1), vec![change(writer, version, "x")], vec![], vec![]).await.unwrap();
                    append.commit().await.unwrap();
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(stage.ledger.head(ORG).await.unwrap().seq, 80);
        stage.sound(ORG).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_act_takes_seconds_at_most() {
    each(async |stage| {
        let body = "x".repeat(300);
        let changes = (0..5000).map(|record| change(record, 1, &body)).collect();
        stage.append(ORG, changes).await;
        assert_eq!(stage.load(ORG).await.len(), 5000);
        stage.sound(ORG).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_do_not_see_each_other() {
    each(async |stage| {
        stage.append(ORG, vec![change(1, 1, "mine")]).await;
        stage.append(OTHER, vec![change(1, 1, "yours")]).await;
        assert_eq!(stage.load(ORG).await[0].body, b"mine");
        assert_eq!(stage.load(OTHER).await[0].body, b"yours");
        assert_ne!(stage.ledger.head(ORG).await.unwrap().hash, stage.ledger.head(OTHER).await.unwrap().hash);
        let file = stage.ledger.put_file(ORG, b"secret".to_vec(), "text/plain", "person", 1).await.unwrap();
        assert_eq!(stage.ledger.get_file(OTHER, &file.hash).await.unwrap(), None);
        assert_eq!(stage.ledger.get_file(ORG, &file.hash).await.unwrap().unwrap(), b"secret");
        let missing = stage.ledger.begin(Uuid::from_u128(9)).await.err().unwrap();
        assert!(matches!(missing, Error::Missing { .. }));
    })
    .await;
}

/// Everything can be awaited in a spawned task; that this compiles is the test.
#[tokio::test]
async fn futures_can_be_spawned() {
    fn send<F: Future + Send>(_: F) {}
    let stage = crate::stage::sqlite().await;
    let mut append = stage.ledger.begin(ORG).await.unwrap();
    send(append.seal(draft(1), vec![], vec![], vec![]));
    send(stage.ledger.load(ORG, |_| ()));
    send(stage.ledger.load_as_of(ORG, 1, |_| ()));
    send(stage.ledger.rewind(ORG, 1, 0));
    send(stage.ledger.verify(ORG));
    send(stage.ledger.rebuild_facts(ORG));
    send(stage.ledger.facts::<ledger::facts::Exposure>(ORG, &ledger::FactQuery::at(1)));
    send(stage.ledger.claim_job("node", 1, 2));
    send(ledger::archive::write(&stage.ledger, ORG, Vec::new()));
    send(ledger::archive::restore(&stage.ledger, &b""[..]));
}
