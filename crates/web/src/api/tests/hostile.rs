//! Input that means harm, or is merely wrong.

use super::*;

async fn raw(rig: &Rig, token: &str, media: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/risks").header("authorization", format!("Bearer {token}"));
    let request = if media.is_empty() { request } else { request.header("content-type", media) };
    rig.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn bodies_that_do_not_read() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    let mut told = String::new();
    let deep = format!("{{\"title\": {}1{}}}", "[".repeat(90), "]".repeat(90));
    for (media, body) in [
        ("application/json", "{\n  \"title\": \"x\",\n  oops}"),
        ("application/json", "{\"title\": \"a\", \"title\": \"b\"}"),
        ("application/json", deep.as_str()),
        ("application/json", "{\"title\": \"\\u0000\"}"),
        ("application/json", "{\"title\": 1e999}"),
        ("application/json", "[]"),
        ("application/json", "{} {}"),
        ("application/json", ""),
        ("text/plain", "{}"),
        ("", "{}"),
        ("application/merge-patch+json", "{}"),
    ] {
        let answer = raw(&rig, &ada, media, body.to_owned()).await;
        assert_eq!(answer.header("content-type"), "application/problem+json");
        told += &format!("{} {} {}\n", answer.status.as_u16(), answer.text("/type"), answer.text("/detail"));
    }
    insta::assert_snapshot!(told, @r#"
    400 /api/v1#malformed The body is not sound JSON: key must be a string at line 3 column 3.
    400 /api/v1#malformed The body is not sound JSON: the member "title" is given twice at line 1 column 22.
    400 /api/v1#malformed The body is not sound JSON: nested deeper than 32 levels at line 1 column 42.
    400 /api/v1#malformed The body is not sound JSON: the character U+0000 is not allowed in texts at line 1 column 18.
    400 /api/v1#malformed The body is not sound JSON: number out of range at line 1 column 15.
    422 /api/v1#invalid expected an object
    400 /api/v1#malformed The body is not sound JSON: trailing characters at line 1 column 4.
    400 /api/v1#malformed The body is not sound JSON: EOF while parsing a value at line 1 column 0.
    415 /api/v1#media-type Expected Content-Type application/json, found "text/plain".
    415 /api/v1#media-type Expected Content-Type application/json, found "".
    415 /api/v1#media-type Expected Content-Type application/json, found "application/merge-patch+json".
    "#);
    assert_eq!(raw(&rig, &ada, "application/json", vec![0xff, 0xfe, b'{']).await.status, 400);
    let huge = format!("{{\"title\": \"{}\"}}", "x".repeat(5 << 20));
    let answer = raw(&rig, &ada, "application/json", huge).await;
    assert_eq!((answer.status.as_u16(), answer.text("/type")), (413, "/api/v1#too-large"));
}

#[tokio::test]
async fn wrong_types_name_every_place() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    let body = json!({
        "title": ["x"], "scenario": {"a": 1}, "owner": "RSK-1", "effects": ["luck"], "threatens": [{"share": 2}, {"objective": "OBJ-9"}],
        "next_review": "2026-02-30", "compartment": "secret", "__proto__": {}, "a/b~c": 1, "key": 5,
    });
    let answer = rig.post(&ada, "/risks", body.clone()).await;
    assert_eq!(answer.status, 422);
    insta::assert_snapshot!(answer.faults().join("\n"), @r"/key expected a key such as RSK-12, or none for the next one");
    let mut body = body;
    body.as_object_mut().unwrap().shift_remove("key");
    insta::assert_snapshot!(rig.post(&ada, "/risks", body).await.faults().join("\n"), @r#"
    /title expected one line of text, found a list
    /scenario expected text, found an object
    /owner there is no RSK-1; expected the key of a person or team or role
    /effects/0 expected one of confidentiality, integrity, availability, found "luck"
    /threatens/0/share expected a share from 0 to 1, or per cent such as "80 %", found 2
    /threatens/0/objective Objective is required
    /threatens/1/objective there is no OBJ-9; expected the key of a objective
    /threatens/1/objective Objective is required
    /next_review expected a date such as 2026-03-31, found "2026-02-30"
    /compartment expected one of general, incident, personnel, whistle-blowing, found "secret"
    /__proto__ unknown field "__proto__"; expected one of scenario, threat, vulnerability, strikes, effects, threatens, estimators, asked_on
    /a~1b~0c unknown field "a/b~c"; expected one of scenario, threat, vulnerability, strikes, effects, threatens, estimators, asked_on
    "#);
    let odd = "'; DROP TABLE record; -- <script>alert(1)</script> \u{202e}\u{1f4a9} \u{7f}";
    let made = rig.post(&ada, "/risks", json!({"title": odd, "scenario": odd, "reason": "ok"})).await;
    assert_eq!((made.status.as_u16(), rig.get(&ada, "/risks/RSK-1").await.text("/title")), (201, odd));
    let reason = rig.post(&ada, "/risks", json!({"title": "x", "scenario": "y", "reason": "\u{1b}[2J"})).await;
    assert_eq!(reason.faults(), ["/reason expected text of 2000 characters at most"]);
}

#[tokio::test]
async fn paths_and_headers_that_lead_nowhere() {
    let rig = Rig::new().await;
    let ada = rig.person("ada", &[Role::Manager]).await;
    rig.risk(&ada, "x").await;
    for (method, path, status) in [
        ("GET", "/lucks", 404),
        ("GET", "/risks/RSK-99999999999999", 404),
        ("GET", "/risks/PER-1", 404),
        ("GET", "/risks/%ff", 404),
        ("GET", "/risks/..%2f..%2fetc", 404),
        ("GET", "/risks/RSK-1/nonsense", 405),
        ("GET", "/a/b/c/d/e", 404),
        ("PUT", "/risks", 405),
        ("DELETE", "/me", 405),
        ("POST", "/risks/RSK-1/ponder", 404),
        ("GET", "/acts/0", 404),
        ("GET", "/acts/x", 404),
        ("GET", "/acts/99999999999999999999", 404),
        ("GET", "/acts/999", 404),
        ("GET", "/kinds/luck", 404),
        ("GET", "/search", 400),
    ] {
        let answer = rig.call(&ada, method, path, &[], None).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}: {}", answer.told());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
    }
    for header in [("idempotency-key", ""), ("idempotency-key", "a b"), ("if-match", "nonsense")] {
        let status =
            rig.call(&ada, "PATCH", "/risks/RSK-1", &[("if-match", "\"1\""), header], Some(json!({}))).await.status;
        assert!(status == 400 || header.0 == "if-match" && status == 200, "{header:?}: {status}");
    }
    for authorization in ["Bearer nonsense", "Basic YTpi", "Bearer", "\u{e4}"] {
        let answer = rig.call("", "GET", "/me", &[("authorization", authorization)], None).await;
        assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer realm=\"surety\""));
    }
}
