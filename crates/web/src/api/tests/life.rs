//! The whole life of a risk.

use super::*;

#[tokio::test]
async fn a_risk_from_its_birth_to_its_end() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    let made = rig.post(&ada, "/risks", json!({"title": "Ransomware", "scenario": "Files are encrypted.", "effects": ["availability"], "reason": "workshop"})).await;
    assert_eq!((made.header("location"), made.header("etag")), ("/api/v1/risks/RSK-1", "\"1\""));
    let born = made.header("surety-act").to_owned();
    insta::assert_snapshot!(made.told(), @r#"
    201 {
      "key": "RSK-1",
      "title": "Ransomware",
      "state": "identified",
      "scenario": "Files are encrypted.",
      "effects": [
        "availability"
      ],
      "version": 1,
      "created": "2026-03-02T09:00:00Z",
      "changed": "2026-03-02T09:00:00Z"
    }
    "#);

    rig.clock.set(time("2026-03-05T09:00:00Z"));
    let path = "/risks/RSK-1";
    let patch = |tag: &'static str, body: Value| {
        let rig = &rig;
        let ada = ada.clone();
        async move { rig.call(&ada, "PATCH", path, &[("if-match", tag)], Some(body)).await }
    };
    let unconditional = rig.call(&ada, "PATCH", path, &[], Some(json!({"tags": ["a"]}))).await;
    assert_eq!((unconditional.status.as_u16(), unconditional.text("/type")), (428, "/api/v1#unconditional"));
    let patched = patch("\"1\"", json!({"tags": ["servers"], "effects": null, "vulnerability": "unpatched"})).await;
    assert_eq!((patched.status.as_u16(), patched.header("etag")), (200, "\"2\""), "{}", patched.told());
    assert!(patched.body.get("effects").is_none());
    let late = patch("\"1\"", json!({"tags": ["late"]})).await;
    insta::assert_snapshot!(late.told(), @r#"
    412 {
      "type": "/api/v1#changed",
      "title": "Someone changed the record",
      "status": 412,
      "detail": "RSK-1 stands at version 2, which If-Match does not name; look at it again and repeat your change"
    }
    "#);
    assert_eq!(patch("W/\"2\"", json!({"tags": ["weak"]})).await.status, 412);
    assert_eq!(patch("\"7\", \"2\"", json!({"tags": ["servers"]})).await.status, 200, "nothing changed");

    let refused = rig.post(&ada, "/risks/RSK-1/analyse", json!({})).await;
    insta::assert_snapshot!(refused.told(), @r#"
    409 {
      "type": "/api/v1#refused",
      "title": "The record does not allow this now",
      "status": 409,
      "detail": "a risk needs at least one estimate that was given before this",
      "faults": [
        {
          "pointer": "",
          "message": "a risk needs at least one estimate that was given before this"
        }
      ]
    }
    "#);
    let estimate = json!({"title": "View", "risk": "RSK-1", "frequency_as": "loss-events", "loss_event_frequency": [0.1, 2], "primary_loss": [{"form": "response", "amount": [1, 5]}]});
    let estimate = rig.post(&ada, "/estimates", estimate).await;
    assert_eq!(estimate.status, 201, "{}", estimate.told());
    let given = rig.post(&ada, "/estimates/EST-1/give", json!({})).await;
    assert_eq!(given.status, 200, "{}", given.told());
    let analysed = rig.post(&ada, "/risks/RSK-1/analyse", json!({"reason": "one estimate will do"})).await;
    assert_eq!((analysed.status.as_u16(), analysed.text("/state")), (200, "analysed"), "{}", analysed.told());

    let unreasoned = rig.call(&ada, "DELETE", path, &[("if-match", "*")], None).await;
    assert_eq!(unreasoned.faults(), ["/reason say why: close needs a reason"], "{}", unreasoned.told());
    let retired = rig.call(&ada, "DELETE", "/risks/RSK-1?reason=sold", &[("if-match", "\"3\"")], None).await;
    assert_eq!((retired.status.as_u16(), retired.text("/state")), (200, "closed"), "{}", retired.told());

    for moment in [born.as_str(), "2026-03-02", "2026-03-02T10:00:00Z"] {
        let was = rig.get(&ada, &format!("{path}?as_of={moment}&fields=state,version")).await;
        assert_eq!(was.body, json!({"key": "RSK-1", "state": "identified", "version": 1}), "{moment}");
    }
    let history = rig.get(&ada, &format!("{path}/history")).await;
    let states: Vec<_> = history.body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["act"]["reason"].clone(), e["changes"].as_array().unwrap().len()))
        .collect();
    assert_eq!(states[0], (json!("sold"), 1));
    assert_eq!(states.last().unwrap().0, json!("workshop"));
    let relations = rig.get(&ada, &format!("{path}/relations")).await;
    insta::assert_snapshot!(relations.body["data"], @r#"[{"direction":"in","field":"risk","verb":"is estimated by","record":{"kind":"estimate","key":"EST-1","title":"View","state":"given"}}]"#);
}

#[tokio::test]
async fn what_is_kept_may_be_sent_back_but_not_changed() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    rig.risk(&ada, "One").await;
    let whole = rig.get(&ada, "/risks/RSK-1").await.body;
    let put = rig.call(&ada, "PUT", "/risks/RSK-1", &[("if-match", "\"1\"")], Some(whole.clone())).await;
    assert_eq!(
        (put.status.as_u16(), put.header("etag"), put.header("surety-act")),
        (200, "\"1\"", ""),
        "{}",
        put.told()
    );
    let forged = json!({"title": "One", "scenario": "x", "state": "accepted", "version": 9, "in_force": {"title": "y"}, "edition": 3});
    let put = rig.call(&ada, "PUT", "/risks/RSK-1", &[("if-match", "\"1\"")], Some(forged)).await;
    assert_eq!(put.status, 422);
    insta::assert_snapshot!(put.faults().join("\n"), @r"
    /state a state changes by a step: POST /{plural}/{key}/{step}
    /version the system keeps this; leave it out
    /edition what is in force changes by publishing, not by writing it
    /in_force what is in force changes by publishing, not by writing it
    ");
}

#[tokio::test]
async fn an_idempotency_key_works_once_and_within_its_account() {
    let rig = Rig::new().await;
    let (ada, ben) = (rig.person("ada", &[Role::Manager]).await, rig.person("ben", &[Role::Manager]).await);
    let body = || Some(json!({"title": "Once", "scenario": "x"}));
    let key = [("idempotency-key", "k1")];
    let first = rig.call(&ada, "POST", "/risks", &key, body()).await;
    let again = rig.call(&ada, "POST", "/risks", &key, body()).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!((again.text("/key"), again.header("idempotency-replayed")), ("RSK-1", "true"));
    let other = rig.call(&ben, "POST", "/risks", &key, body()).await;
    assert_eq!((other.text("/key"), other.header("idempotency-replayed")), ("RSK-2", ""));
    let tag = [("idempotency-key", "k2"), ("if-match", "\"1\"")];
    let patch = || Some(json!({"tags": ["x"]}));
    assert_eq!(rig.call(&ada, "PATCH", "/risks/RSK-1", &tag, patch()).await.status, 200);
    assert_eq!(
        rig.call(&ada, "PATCH", "/risks/RSK-1", &tag, patch()).await.status,
        200,
        "although If-Match no longer holds"
    );
    let misused = rig.call(&ada, "PATCH", "/risks/RSK-2", &tag, patch()).await;
    assert_eq!((misused.status.as_u16(), misused.text("/type")), (400, "/api/v1#parameter"));
}

#[tokio::test]
async fn approvals_are_asked_for_and_voted_on_not_written() {
    let rig = Rig::new().await;
    let (ada, ben) =
        (rig.person("ada", &[Role::Officer, Role::Manager]).await, rig.person("ben", &[Role::Manager]).await);
    let options = json!([{"name": "nothing"}, {"name": "patch"}]);
    let decision = json!({"title": "Patch?", "question": "Do we patch?", "options": options, "chosen": "patch", "rationale": "cheap"});
    assert_eq!(rig.post(&ada, "/decisions", decision).await.status, 201);
    let tabled = rig.post(&ada, "/decisions/DEC-1/table", json!({})).await;
    assert_eq!(tabled.status, 200, "{}", tabled.told());
    let early = rig.post(&ada, "/decisions/DEC-1/decide", json!({})).await;
    assert_eq!((early.status.as_u16(), early.text("/type")), (409, "/api/v1#refused"));
    let vote = json!({"by": "PER-2", "verdict": "approve", "at": "2026-03-02T09:00:00Z"});
    let forged = json!({"title": "x", "of": "DEC-1", "of_version": 2, "step": "decide", "approvers": ["PER-2"], "votes": [vote]});
    assert_eq!(rig.post(&ada, "/approvals", forged.clone()).await.status, 403);
    let batched = rig
        .post(&ada, "/batch", json!({"operations": [{"method": "POST", "path": "/approvals", "body": forged}]}))
        .await;
    assert_eq!(batched.status, 403);
    let wrong = rig.post(&ada, "/decisions/DEC-1/ask/decide", json!({"quorum": 0, "who": "ben"})).await;
    insta::assert_snapshot!(wrong.faults().join("\n"), @r"
    /approvers approvers is required: expected a list of keys of people
    /quorum expected a whole number from 1
    /who unknown member; expected approvers, quorum
    ");
    let asked =
        rig.post(&ada, "/decisions/DEC-1/ask/decide", json!({"approvers": ["PER-2"], "reason": "it is time"})).await;
    assert_eq!((asked.status.as_u16(), asked.header("location")), (201, "/api/v1/approvals/APR-1"), "{}", asked.told());
    assert_eq!(rig.post(&ada, "/approvals/APR-1/vote", json!({"approve": true})).await.status, 403);
    let voted = rig.post(&ben, "/approvals/APR-1/vote", json!({"approve": true, "reason": "yes"})).await;
    assert_eq!((voted.status.as_u16(), voted.text("/state")), (200, "granted"), "{}", voted.told());
    assert_eq!(rig.get(&ada, "/decisions/DEC-1").await.text("/state"), "decided");
    assert_eq!(rig.get(&ada, "/approvals/APR-1").await.status, 200, "the route of votes does not hide its neighbours");
}
