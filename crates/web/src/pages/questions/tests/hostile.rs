//! Hostile hands: links that open nothing, files that are something else, forms that were never drawn.

use super::*;
use isms::everywhere::Response;

#[tokio::test(flavor = "multi_thread")]
async fn links_end() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    let status = async |path: String| rig.outside(&path).await.status.as_u16();
    let mut other = token.clone();
    other.replace_range(63..64, if token.ends_with('A') { "B" } else { "A" });
    for wrong in [other.as_str(), "x", "%2e%2e", &"A".repeat(64), &"A".repeat(4_000)] {
        let page = rig.outside(&format!("/answer/{wrong}")).await;
        assert_eq!((page.status.as_u16(), page.header("referrer-policy")), (404, "no-referrer"), "{wrong}");
        assert_eq!(rig.answered(wrong, false, &[("q0", "yes")]).await.status, 404);
    }
    assert_eq!(status(format!("/pack/{token}")).await, 404, "a link opens one thing only");
    assert_eq!(status(format!("/answer/{token}")).await, 200);
    let record = rig.record("RSP-1").await;
    let stored = String::from_utf8(record.encode()).unwrap();
    assert!(!stored.contains(&token), "only the hash is kept");

    let second = rig.post("/responses/RSP-1/link", "recipient=Someone+else&days=2").await.token("/answer/");
    assert_eq!(status(format!("/answer/{second}")).await, 200);
    assert_eq!(rig.post("/responses/RSP-1/revoke", "link=0").await.status, 303);
    assert_eq!((status(format!("/answer/{token}")).await, status(format!("/answer/{second}")).await), (410, 200));
    for days in ["0", "-1", "9999", "x"] {
        let page = rig.post("/responses/RSP-1/link", &format!("recipient=A&days={days}")).await;
        assert_eq!(page.status, 422, "{days}");
    }
    rig.clock.set("2026-03-04T09:00:01Z".parse().unwrap());
    assert_eq!(status(format!("/answer/{second}")).await, 410, "its two days are over");
    assert_eq!(rig.answered(&second, false, &[("q0", "yes")]).await.status, 410);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_were_never_drawn_do_nothing() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    for (field, value, status) in [
        ("q99", "x", 422),
        ("q18446744073709551615", "x", 422),
        ("q-1", "x", 400),
        ("zz", "x", 400),
        ("title", "mine", 400),
        ("q0", "perhaps", 422),
        ("q2", "NaN", 422),
        ("q2", "1e999", 422),
    ] {
        assert_eq!(rig.answered(&token, false, &[(field, value)]).await.status.as_u16(), status, "{field}={value}");
    }
    let long = "x".repeat(20_001);
    assert_eq!(rig.answered(&token, false, &[("q0", "no"), ("q1", &long)]).await.status, 422);
    assert_eq!(rig.record("RSP-1").await.head().version, 1, "nothing was kept");

    let script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    rig.answered(&token, false, &[("q0", "no"), ("q1", script), ("c2", script)]).await;
    for page in [rig.outside(&format!("/answer/{token}")).await, rig.get("/responses/RSP-1/review").await] {
        let text = page.text();
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script>alert") && !text.contains("<img src=x"));
    }
    let old = rig.answered(&token, false, &[("version", "1"), ("q0", "yes")]).await;
    assert!(old.status == 422 && old.words().contains("Someone else with a link kept answers"), "{}", old.words());
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_what_they_say_and_stay_where_they_are_put() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    let path = format!("/answer/{token}");
    let pdf = b"%PDF-1.7 and so on";
    for (name, bytes) in
        [("a.pdf", &b"<html>"[..]), ("a.svg", b"<svg/>"), ("a.html", b"<html>"), ("a.exe", b"MZ"), ("a.pdf", b"")]
    {
        let refused = rig.sent("", &path, &[("q0", None, b"yes"), ("f0", Some(name), bytes)]).await;
        assert_eq!(refused.status, 422, "{name}");
    }
    let large = vec![b'x'; service::questions::upload::LARGEST + 1];
    let refused = rig.sent("", &path, &[("q0", None, b"yes"), ("f0", Some("a.txt"), &large)]).await;
    assert!(refused.status == 422 && refused.words().contains("larger than 25 MB"), "{}", refused.words());
    let huge = vec![b'x'; 62 << 20];
    assert_eq!(rig.sent("", &path, &[("f0", Some("a.txt"), &huge)]).await.status, 413);

    let kept = rig.sent("", &path, &[("q0", None, b"yes"), ("f0", Some("../../etc/<b>soc 2.pdf"), pdf)]).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let record = rig.record("RSP-1").await;
    let file = record.typed::<Response>().unwrap().body.answers[0].files[0].clone();
    assert_eq!((file.name.as_str(), file.media.as_str(), file.size), ("_b_soc 2.pdf", "application/pdf", 18));
    let fetched = rig.get(&format!("/responses/RSP-1/files/{}", file.hash)).await;
    assert_eq!((fetched.bytes.as_slice(), fetched.header("content-type")), (&pdf[..], "application/pdf"));
    assert!(fetched.header("content-disposition").starts_with("attachment;"));
    assert_eq!(fetched.header("x-content-type-options"), "nosniff");
    assert_eq!(rig.get(&format!("/responses/RSP-1/files/{}", "0".repeat(64))).await.status, 404);

    let many: Vec<(&str, Option<&str>, Vec<u8>)> =
        (0..21).map(|n| ("f2", Some("a.txt"), format!("{n}").into_bytes())).collect();
    let parts: Vec<(&str, Option<&str>, &[u8])> = many.iter().map(|(n, f, b)| (*n, *f, b.as_slice())).collect();
    assert_eq!(rig.sent("", &path, &parts).await.status, 422, "20 files at most");
    rig.sent("", &path, &[("x0", None, file.hash.as_bytes()), ("q0", None, b"yes")]).await;
    assert!(rig.record("RSP-1").await.typed::<Response>().unwrap().body.answers[0].files.is_empty());
}

/// A form of ten thousand answers, and a questionnaire of the most questions there may be.
#[tokio::test(flavor = "multi_thread")]
async fn much_is_refused_or_handled() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    let names: Vec<String> = (0..10_001).map(|n| format!("q{n}")).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "x")).collect();
    assert_eq!(rig.answered(&token, true, &fields).await.status, 400);
    assert_eq!(rig.answered(&token, true, &fields[..9_000]).await.status, 422);

    let all: Vec<Value> =
        (0..2_000).map(|n| json!({ "id": format!("n{n}"), "text": format!("Question {n}?") })).collect();
    let fields = json!({ "title": "Long", "purpose": "x", "questions": all, "state": "in-force" });
    rig.make("questionnaire", fields).await;
    let page = rig.post("/questionnaires/QST-2/ask", "counterpart=SUP-2&recipient=A&days=3").await;
    let token = page.token("/answer/");
    let fields: Vec<(&str, &str)> = names[..2_000].iter().map(|n| (n.as_str(), "An answer.")).collect();
    let handed = rig.answered(&token, true, &fields).await;
    assert_eq!(handed.status, 303, "{}", handed.words().chars().take(400).collect::<String>());
}

/// Whoever may edit records cannot claim a file that was never given.
#[tokio::test(flavor = "multi_thread")]
async fn a_hash_alone_proves_nothing() {
    let rig = Rig::new().await;
    rig.asked("SUP-1").await;
    let account = rig.service.enrol(rig.org, "mallory", None, &[Role::Officer]).await.unwrap();
    let viewer =
        Viewer { account: Some(account), org: rig.org, person: None, roles: vec![Role::Officer], system: false };
    let file = json!({ "name": "a.pdf", "media": "application/pdf", "size": 3, "hash": "0".repeat(64) });
    let patch = json!({ "answers": [{ "question": "a", "choices": ["yes"], "files": [file] }] });
    let edit = Command::Edit { subject: "RSP-1".into(), version: None, patch };
    let refused = rig.service.perform(&viewer, Request::one("api", edit)).await.unwrap_err();
    assert!(refused.to_string().contains("a hash alone proves nothing"), "{refused}");
}
