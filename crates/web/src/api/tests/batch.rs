//! Many operations as one act.

use super::*;

#[tokio::test]
async fn all_of_it_is_one_act() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    rig.risk(&ada, "Old").await;
    let operations = json!([
        {"method": "POST", "path": "/risks", "body": {"key": "RSK-7", "title": "Seven", "scenario": "x"}},
        {"method": "POST", "path": "/estimates", "body": {"title": "View", "risk": "RSK-7", "frequency_as": "loss-events", "loss_event_frequency": [1, 2]}},
        {"method": "POST", "path": "/risks", "body": {"title": "Next", "scenario": "x"}},
        {"method": "PATCH", "path": "/api/v1/risks/RSK-1", "if_match": "1", "body": {"tags": ["old"]}},
        {"method": "DELETE", "path": "/risks/RSK-1", "if_match": 1, "body": {"reason": "sold"}},
    ]);
    let key = [("idempotency-key", "b1")];
    let body = json!({"reason": "workshop", "operations": operations});
    let done = rig.call(&ada, "POST", "/batch", &key, Some(body.clone())).await;
    insta::assert_snapshot!(done.told(), @r#"
    200 {
      "act": 3,
      "results": [
        {
          "key": "RSK-7",
          "version": 1,
          "created": true
        },
        {
          "key": "EST-1",
          "version": 1,
          "created": true
        },
        {
          "key": "RSK-8",
          "version": 1,
          "created": true
        },
        {
          "key": "RSK-1",
          "version": 2,
          "created": false
        },
        {
          "key": "RSK-1",
          "version": 2,
          "created": false
        }
      ]
    }
    "#);
    let again = rig.call(&ada, "POST", "/batch", &key, Some(body)).await;
    assert_eq!((again.body, again.headers.get("idempotency-replayed").is_some()), (done.body.clone(), true));
    let act = rig.get(&ada, &format!("/acts/{}", done.body["act"])).await;
    assert_eq!((act.text("/reason"), act.body["changes"].as_array().map(Vec::len)), ("workshop\nsold", Some(4)));
}

#[tokio::test]
async fn or_nothing_of_it_and_every_fault_has_its_operation() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    rig.risk(&ada, "Old").await;
    let try_it = |operations: Value| {
        let (rig, ada) = (&rig, ada.clone());
        async move { rig.post(&ada, "/batch", json!({"operations": operations})).await }
    };
    let good = json!({"method": "POST", "path": "/risks", "body": {"title": "Good", "scenario": "x"}});
    let shape = try_it(json!([good, 1, {"method": "POST"}, {"method": "PUT", "path": "/risks", "luck": 1}, {"method": "POST", "path": "/lucks"}])).await;
    insta::assert_snapshot!(shape.faults().join("\n"), @r#"
    /operations/1 expected an operation with method and path
    /operations/2/path path is required: expected a path such as /risks/RSK-1
    /operations/3/luck unknown member; expected method, path, body, if_match
    /operations/4/path There is no collection "lucks"; /api/v1/kinds lists them.
    "#);
    let wishes = try_it(json!([
        good,
        {"method": "PATCH", "path": "/risks/RSK-1", "body": {"tags": []}},
        {"method": "PATCH", "path": "/risks/RSK-1", "if_match": "\"4\"", "body": {"tags": []}},
        {"method": "POST", "path": "/risks/RSK-9/analyse"},
        {"method": "POST", "path": "/risks/RSK-1/ponder"},
        {"method": "POST", "path": "/risks", "body": {"title": "x", "state": "closed"}},
    ]))
    .await;
    insta::assert_snapshot!(wishes.faults().join("\n"), @r#"
    /operations/1/if_match RSK-1 stands at version 1; send If-Match with the ETag you looked at.
    /operations/2/if_match RSK-1 stands at version 1, which If-Match does not name; look at it again and repeat your change
    /operations/3/path There is no RSK-9 here, or you may not see it.
    /operations/4/path A risk has no step "ponder"; it has analyse, treat, accept, reopen, retire.
    /operations/5/body/state a state changes by a step: POST /{plural}/{key}/{step}
    "#);
    let fields = try_it(json!([
        {"method": "POST", "path": "/risks", "body": {"title": "x", "scenaro": "x"}},
        {"method": "POST", "path": "/risks/RSK-1/analyse"},
    ]))
    .await;
    insta::assert_snapshot!(fields.faults().join("\n"), @r#"
    /operations/0/body/scenaro unknown field "scenaro"; did you mean scenario?
    /operations/1/path a risk needs at least one estimate that was given before this
    "#);
    let rules = try_it(json!([good, {"method": "POST", "path": "/risks", "body": {"title": " "}}])).await;
    insta::assert_snapshot!(rules.faults().join("\n"), @r"
    /operations/1/body/title a title is required
    /operations/1/body/scenario Scenario is required
    ");
    let alone =
        try_it(json!([{"method": "POST", "path": "/risks", "body": {"key": "RSK-1", "title": "x", "scenario": "y"}}]))
            .await;
    insta::assert_snapshot!(alone.faults().join("\n"), @r"/operations/0/body/key RSK-1 exists already");
    assert_eq!(rig.get(&ada, "/risks").await.body["total"], 1);
    assert_eq!(try_it(json!([])).await.status, 422);
}
