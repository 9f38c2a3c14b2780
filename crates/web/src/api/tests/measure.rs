//! Measurements of suppliers over the API.

use super::*;

#[tokio::test]
async fn measurements_are_added_once() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    rig.post(&ada, "/suppliers", json!({"title": "Kestrel", "services": "x"})).await;
    rig.post(&ada, "/contracts", json!({"title": "Meters", "supplier": "SUP-1", "services": "x"})).await;
    let made = rig
        .post(&ada, "/supplier-obligations", json!({"title": "Up", "contract": "CTR-1", "text": "x", "target": 0.99}))
        .await;
    assert_eq!(made.status, 201, "{}", made.told());
    let path = "/supplier-obligations/SOB-1/measurements";
    let days = |answer: &Answer| {
        let list = answer.body["measurements"].as_array().cloned().unwrap_or_default();
        list.iter().map(|m| format!("{} {}", m["on"].as_str().unwrap_or_default(), m["value"])).collect::<Vec<_>>()
    };

    let one = json!({"on": "2026-01-31", "value": 0.995, "source": "Report", "reason": "monthly"});
    let first = rig.post(&ada, path, one.clone()).await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (200, "\"2\""), "{}", first.told());
    let again = rig.post(&ada, path, one).await;
    assert_eq!((again.status.as_u16(), again.header("etag"), again.header("surety-act")), (200, "\"2\"", ""));

    let many = json!({"measurements": [{"on": "2026-02-28", "value": 0.99}, {"on": "2025-12-31", "value": 1}, {"on": "2026-01-31", "value": 0.995}]});
    let key = [("idempotency-key", "k1")];
    let added = rig.call(&ada, "POST", path, &key, Some(many.clone())).await;
    assert_eq!(days(&added), ["2025-12-31 1", "2026-01-31 0.995", "2026-02-28 0.99"], "{}", added.told());
    let replayed = rig.call(&ada, "POST", path, &key, Some(many)).await;
    assert_eq!((replayed.status.as_u16(), replayed.header("idempotency-replayed")), (200, "true"));

    let wrong = json!({"measurements": [
        {"on": "2026-02-28", "value": 0.5}, {"on": "2026-03-31", "value": 1}, {"on": "2026-13-01", "value": "x", "who": 1}, 7,
    ]});
    insta::assert_snapshot!(rig.post(&ada, path, wrong).await.faults().join("\n"), @"
    /measurements/2/on expected a date such as 2026-03-31
    /measurements/2/value expected a number
    /measurements/2/who unknown member; expected on, value, source
    /measurements/3 expected an object
    ");
    let ahead = json!({"measurements": [{"on": "2026-02-28", "value": 0.5}, {"on": "2026-03-31", "value": 1}]});
    insta::assert_snapshot!(rig.post(&ada, path, ahead).await.faults().join("\n"), @"
    /measurements/0/value 2026-02-28 was measured before, as 0.99; expected another day; a measurement is corrected in the record
    /measurements/1/on expected a day up to 2026-03-02, found 2026-03-31
    ");
    let stale =
        rig.call(&ada, "POST", path, &[("if-match", "\"1\"")], Some(json!({"on": "2026-03-01", "value": 1}))).await;
    assert_eq!(stale.status, 412);
    let now = rig.get(&ada, "/supplier-obligations/SOB-1").await;
    assert_eq!(days(&now).len(), 3, "nothing of a refused request is kept");
}
