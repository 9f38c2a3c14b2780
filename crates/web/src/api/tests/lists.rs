//! Collections: filters, shapes, pages that stay put while others write.

use super::*;

fn titles(answer: &Answer) -> Vec<&str> {
    answer.body["data"].as_array().map(|d| d.iter().filter_map(|r| r["title"].as_str()).collect()).unwrap_or_default()
}

#[tokio::test]
async fn pages_are_of_one_moment_while_others_write() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    for title in ["b", "d", "f", "h", "j"] {
        rig.risk(&ada, title).await;
    }
    let first = rig.get(&ada, "/risks?sort=title&limit=2&fields=title").await;
    assert_eq!((titles(&first), first.body["total"].as_i64()), (vec!["b", "d"], Some(5)));
    for title in ["a", "c", "e"] {
        rig.risk(&ada, title).await;
    }
    rig.call(&ada, "PATCH", "/risks/RSK-4", &[("if-match", "*")], Some(json!({"title": "0"}))).await;
    rig.clock.set(time("2026-03-22T09:00:00Z"));
    let link = first.header("link");
    let next = link.strip_prefix("</api/v1").and_then(|l| l.strip_suffix(">; rel=\"next\"")).unwrap();
    let second = rig.get(&ada, next).await;
    assert_eq!(
        (titles(&second), second.body["as_of"].as_i64()),
        (vec!["f", "h"], first.body["as_of"].as_i64()),
        "{next}: {}",
        second.told()
    );
    let cursor = second.text("/next");
    let third = rig.get(&ada, &format!("/risks?sort=title&limit=2&cursor={cursor}")).await;
    assert_eq!((titles(&third), &third.body["next"], third.header("link")), (vec!["j"], &Value::Null, ""));
    let misused = rig.get(&ada, &format!("/risks?sort=-title&cursor={cursor}")).await;
    assert_eq!(misused.faults(), ["cursor this cursor belongs to another filter, sort or as_of; begin without it"]);
}

#[tokio::test]
async fn filters_shapes_and_tags() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Officer, Role::Manager]).await;
    rig.post(&ada, "/objectives", json!({"title": "Deliver", "statement": "We deliver."})).await;
    let threatens = json!([{"objective": "OBJ-1", "share": "50 %"}]);
    let made = rig
        .post(&ada, "/risks", json!({"title": "Fire", "scenario": "x", "owner": "PER-1", "threatens": threatens}))
        .await;
    assert_eq!(made.status, 201, "{}", made.told());
    rig.risk(&ada, "Flood").await;
    for (filter, expected) in [
        ("owner:me", vec!["Fire"]),
        ("threatens:OBJ-1", vec!["Fire"]),
        ("-has:owner", vec!["Flood"]),
        ("F state:identified", vec!["Fire", "Flood"]),
        ("\"' OR 1=1 --\"", vec![]),
    ] {
        let found = rig.get(&ada, &format!("/risks?filter={}", crate::cx::encode(filter))).await;
        assert_eq!(titles(&found), expected, "{filter}: {}", found.told());
    }
    let wide = rig.get(&ada, "/risks/RSK-1?expand=owner,threatens&fields=owner,threatens").await;
    insta::assert_snapshot!(wide.body, @r#"{"key":"RSK-1","owner":{"key":"PER-1","title":"ada","state":"active"},"threatens":[{"objective":{"key":"OBJ-1","title":"Deliver","state":"proposed"},"share":0.5}]}"#);
    assert!(wide.header("etag").starts_with("W/"));
    for wrong in [
        "?filter=ownr:me",
        "?sort=luck",
        "?fields=title,luck",
        "?expand=title",
        "?limit=501",
        "?cursor=zz",
        "?as_of=yesterday",
        "?as_of=99",
        "?luck=1",
        "?limit=1&limit=2",
    ] {
        let answer = rig.get(&ada, &format!("/risks{wrong}")).await;
        assert_eq!((answer.status.as_u16(), answer.text("/type")), (400, "/api/v1#parameter"), "{wrong}");
        assert_eq!(answer.faults().len(), 1, "{wrong}");
    }
    let list = rig.get(&ada, "/risks").await;
    let tag = list.header("etag").to_owned();
    let same = rig.call(&ada, "GET", "/risks", &[("if-none-match", &tag)], None).await;
    assert_eq!((same.status.as_u16(), same.header("etag")), (304, tag.as_str()));
    rig.risk(&ada, "Frost").await;
    assert_eq!(rig.call(&ada, "GET", "/risks", &[("if-none-match", &tag)], None).await.status, 200);
    assert_eq!(rig.call(&ada, "GET", "/risks/RSK-1", &[("if-none-match", "\"1\"")], None).await.status, 304);
    let found = rig.get(&ada, "/search?q=flood").await;
    assert_eq!(found.body["data"], json!([{"kind": "risk", "key": "RSK-2", "title": "Flood", "state": "identified"}]));
}
