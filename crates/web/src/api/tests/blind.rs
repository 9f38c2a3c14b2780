//! Estimating blind, through every door that the API has.

use super::*;

fn view(risk: &str) -> Value {
    json!({"title": "A peculiar view", "risk": risk, "frequency_as": "loss-events", "loss_event_frequency": [0.25, 7.125],
           "primary_loss": [{"form": "response", "amount": [1375, 9125]}]})
}

/// Everything that someone can be told, in one text.
async fn everything(rig: &Rig, token: &str, act: i64) -> String {
    let paths = [
        "/estimates".into(),
        "/estimates?filter=text:peculiar".into(),
        "/estimates/EST-1".into(),
        "/estimates/EST-1/history".into(),
        "/estimates/EST-1/relations".into(),
        "/risks/RSK-1/relations".into(),
        "/risks/RSK-1/history".into(),
        "/search?q=peculiar".into(),
        "/search?q=EST-1".into(),
        "/acts".into(),
        format!("/acts/{act}"),
        "/analysis/backtest".into(),
        "/analysis/wheel?stops=risk".into(),
        format!("/estimates?as_of={act}"),
        "/batch".into(),
    ];
    let mut told = String::new();
    for path in &paths {
        told += &rig.get(token, path).await.told();
    }
    told
}

#[tokio::test]
async fn a_round_stays_blind_until_all_are_in() {
    let rig = Rig::new().await;
    let officer = rig.person("officer", &[Role::Officer]).await;
    let ada = rig.person("ada", &[Role::Engineer]).await;
    let bob = rig.person("bob", &[Role::Manager]).await;
    let (_, key) = (rig.risk(&officer, "Fire").await, "RSK-1");
    let ask = |people: Value, on: &'static str| json!({"estimators": people, "asked_on": on});
    let patch = |token: &str, path: &str, body: Value, reason: &'static str| {
        let (token, path) = (token.to_owned(), path.to_owned());
        let rig = &rig;
        async move { rig.call(&token, "PATCH", &path, &[("if-match", "*"), ("x-reason", reason)], Some(body)).await }
    };
    let early = patch(&officer, "/risks/RSK-1", ask(json!(["PER-2", "PER-3"]), "2027-01-01"), "").await;
    assert_eq!(early.faults(), ["/asked_on a round begins today at the latest, not in the future"]);
    let asked = patch(&officer, "/risks/RSK-1", ask(json!(["PER-2", "PER-3"]), "2026-03-02"), "").await;
    assert_eq!(asked.status, 200, "{}", asked.told());

    // Nobody estimates in another's name, and what is stated is its author's.
    let mut foreign = view(key);
    foreign["estimator"] = json!("PER-3");
    assert_eq!(
        rig.post(&ada, "/estimates", foreign).await.faults(),
        ["/estimator nobody makes this in another's name; ask them to make it themselves"]
    );
    let made = rig.post(&ada, "/estimates", view(key)).await;
    assert_eq!((made.status, made.text("/estimator"), made.text("/state")), (StatusCode::CREATED, "PER-2", "sealed"));
    let act: i64 = made.header("surety-act").parse().unwrap();
    for token in [&officer, &bob] {
        let told = everything(&rig, token, act).await;
        assert!(!told.contains("peculiar") && !told.contains("1375") && !told.contains("7.125"), "{told}");
        assert_eq!(rig.get(token, "/estimates/EST-1").await.status, 404);
        assert_eq!(rig.post(token, "/estimates/EST-1/give", json!({})).await.status, 404);
    }
    assert!(everything(&rig, &ada, act).await.contains("1375"));

    // Given, it waits for the others; a second one is refused.
    assert_eq!(rig.post(&ada, "/estimates/EST-1/give", json!({})).await.status, 200);
    let given = rig.get(&ada, "/estimates/EST-1").await;
    assert_eq!((given.text("/state"), given.text("/made")), ("given", "2026-03-02"));
    assert!(!everything(&rig, &bob, act).await.contains("peculiar"));
    assert_eq!(rig.get(&bob, "/estimates").await.body["total"], 0);
    let analysed = rig.post(&officer, "/risks/RSK-1/analyse", json!({})).await;
    assert_eq!(analysed.faults(), [" a risk needs at least one estimate that was given before this"]);

    // Breaking the round takes the second line and a reason.
    let alone = ask(json!(["PER-2"]), "2026-03-02");
    let manager = patch(&bob, "/risks/RSK-1", alone.clone(), "he left").await;
    assert!(manager.faults()[0].contains("only the second line"), "{}", manager.told());
    assert!(patch(&officer, "/risks/RSK-1", alone, "").await.faults()[0].contains("say why"));

    // The last one in opens all of them, and their past.
    let second = rig.post(&bob, "/estimates", view(key)).await;
    assert_eq!(second.text("/key"), "EST-2", "{}", second.told());
    let old = patch(&bob, "/estimates/EST-2", json!({"made": "2026-02-01"}), "").await;
    assert_eq!(old.status, 200, "{}", old.told());
    let stale = rig.post(&bob, "/estimates/EST-2/give", json!({})).await;
    assert!(stale.faults()[0].contains("asked for since 2026-03-02"), "{}", stale.told());
    patch(&bob, "/estimates/EST-2", json!({"made": null}), "").await;
    assert_eq!(rig.post(&bob, "/estimates/EST-2/give", json!({})).await.status, 200);
    let told = everything(&rig, &officer, act).await;
    assert!(told.contains("1375") && told.contains("EST-1"), "{told}");
    let changed = patch(&officer, "/estimates/EST-1", json!({"loss_event_frequency": [1, 2]}), "").await;
    assert!(changed.faults()[0].contains("only the author"), "{}", changed.told());
    let joined = patch(&officer, "/risks/RSK-1", ask(json!(["PER-1", "PER-2", "PER-3"]), "2026-03-02"), "").await;
    assert!(joined.faults()[0].contains("this round is complete"), "{}", joined.told());
}

#[tokio::test]
async fn whoever_left_is_taken_out_and_the_others_count() {
    let rig = Rig::new().await;
    let officer = rig.person("officer", &[Role::Officer]).await;
    let ada = rig.person("ada", &[Role::Engineer]).await;
    rig.risk(&officer, "Fire").await;
    rig.person("bob", &[Role::Manager]).await;
    let round = |people: Value| json!({"estimators": people, "asked_on": "2026-03-02"});
    let because = [("if-match", "*"), ("x-reason", "bob has left")];
    rig.call(&officer, "PATCH", "/risks/RSK-1", &because, Some(round(json!(["PER-2", "PER-3"])))).await;
    rig.post(&ada, "/estimates", view("RSK-1")).await;
    rig.post(&ada, "/estimates/EST-1/give", json!({})).await;
    assert_eq!(rig.get(&officer, "/estimates").await.body["total"], 0);
    let broken = rig.call(&officer, "PATCH", "/risks/RSK-1", &because, Some(round(json!(["PER-2"])))).await;
    assert_eq!(broken.status, 200, "{}", broken.told());
    assert_eq!(rig.get(&officer, "/estimates").await.body["total"], 1);
    assert_eq!(rig.post(&officer, "/risks/RSK-1/analyse", json!({})).await.status, 200);
}
