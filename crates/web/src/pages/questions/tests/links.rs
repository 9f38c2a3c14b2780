//! A supplier answers by link, is asked again, and is judged.

use super::*;
use isms::everywhere::Response;

#[tokio::test(flavor = "multi_thread")]
async fn a_supplier_answers_without_an_account() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    assert_eq!(token.len(), 64, "{token}");
    let page = rig.outside(&format!("/answer/{token}")).await;
    insta::assert_snapshot!(page.words(), @"Surety Autumn Acme asks you. 0 of 2 questions are dealt with. Please hand in by 20 Mar 2026. Access Own accounts? yes no no answer Add words or a file More about it, or why there is no answer optional A file that shows it PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS, TXT, CSV; 25 MB at most Incidents Within how many hours? Add words or a file More about it, or why there is no answer optional A file that shows it PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS, TXT, CSV; 25 MB at most Some questions depend on answers: they appear when you keep the draft. Keep the draft Hand in");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert!(page.header("x-robots-tag").starts_with("noindex") && page.header("cache-control") == "no-store");
    for hidden in ["Secretname", "Secret risk", "Internal purpose", "SUP-", "RSP-", "QST-", "Kestrel", "Halden"] {
        assert!(!page.text().contains(hidden), "{hidden} shows");
    }

    let kept = rig.answered(&token, false, &[("q0", "no"), ("q2", "")]).await;
    assert_eq!((kept.status.as_u16(), kept.header("location")), (303, format!("/answer/{token}?did=more").as_str()));
    let branched = rig.outside(&format!("/answer/{token}")).await.words();
    assert!(branched.contains("Who shares one?"), "{branched}");

    let early = rig.answered(&token, true, &[("q0", "no"), ("q1", "Nights"), ("q2", "soon")]).await;
    assert_eq!(early.status, 422);
    assert!(
        early.words().contains("expected a number such as 24") && early.text().contains("Nights"),
        "{}",
        early.words()
    );
    let missing = rig.answered(&token, true, &[("q0", "no"), ("q1", "Nights"), ("q2", "")]).await;
    assert!(missing.status == 422 && missing.words().contains("an answer, or the reason why there is none"));

    let handed = rig.answered(&token, true, &[("q0", "no"), ("q1", "Nights"), ("q2", "24")]).await;
    assert_eq!(handed.status, 303, "{}", handed.words());
    let record = rig.record("RSP-1").await;
    assert_eq!(&*record.head().state, "submitted");
    let after = rig.outside(&format!("/answer/{token}")).await.words();
    assert!(after.contains("Handed in on") && after.contains("Nights"), "{after}");
    let again = rig.answered(&token, false, &[("q0", "yes")]).await;
    assert_eq!(again.status, 403);

    let acts = rig.service.acts(rig.org, None, 1).await.unwrap();
    let supplier = rig.record("SUP-1").await.head().id;
    assert_eq!((acts[0].via.as_str(), acts[0].actor), ("link", Some(supplier.0)));
    assert_eq!(acts[0].reason, "Answers handed in by link: Security desk");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_judged_asked_again_and_reused() {
    let rig = Rig::new().await;
    let token = rig.asked("SUP-1").await;
    rig.answered(&token, true, &[("q0", "yes"), ("q2", "24")]).await;
    let early = rig.post("/responses/RSP-1/review", "v0=accepted&then=close&verdict=satisfactory").await;
    assert!(
        early.status == 422 && early.words().contains("1 answers are neither accepted nor refused yet"),
        "{}",
        early.words()
    );
    let back = rig.post("/responses/RSP-1/review", "v0=accepted&v2=follow-up&r2=Also+at+night%3F&then=follow-up").await;
    assert_eq!(back.status, 303, "{}", back.words());
    let page = rig.outside(&format!("/answer/{token}")).await.words();
    assert!(
        page.contains("Asked in return: Also at night?") && page.contains("Accepted; it stays as it is."),
        "{page}"
    );

    let changed = rig.answered(&token, true, &[("q0", "no"), ("q2", "12"), ("c2", "Also at night.")]).await;
    assert_eq!(changed.status, 303, "{}", changed.words());
    let record = rig.record("RSP-1").await;
    let body = &record.typed::<Response>().unwrap().body;
    assert_eq!(
        (body.answers[0].words(), body.answers[1].words()),
        (vec!["yes".into()], vec!["12".into()]),
        "accepted stays"
    );

    let raised = rig.post("/responses/RSP-1/raise", "question=c&what=action&text=Ask+for+eight+hours").await;
    assert_eq!(raised.header("location"), "/actions/ACT-1?did=created");
    let closed = rig
        .post("/responses/RSP-1/review", "v0=accepted&v2=accepted&verdict=with-conditions&conclusion=Fine&then=close")
        .await;
    assert_eq!(closed.status, 303, "{}", closed.words());
    assert_eq!(&*rig.record("RSP-1").await.head().state, "reviewed");
    let supplier = rig.record("SUP-1").await;
    let assessed = supplier.typed::<isms::context::Supplier>().unwrap().body.assessed_on;
    assert_eq!(assessed.map(|d| d.to_string()).as_deref(), Some("2026-03-02"));

    rig.clock.set("2026-09-01T09:00:00Z".parse().unwrap());
    let second = rig.asked_again("SUP-1").await;
    let offered = rig.outside(&format!("/answer/{second}")).await.words();
    assert!(offered.contains("your answer of") && offered.contains("given before still hold"), "{offered}");
    let unconfirmed = rig.answered(&second, true, &[("q0", "yes"), ("q2", "12"), ("c2", "Also at night.")]).await;
    assert!(
        unconfirmed.status == 422 && unconfirmed.words().contains("confirm that the answers"),
        "{}",
        unconfirmed.words()
    );
    let confirmed = rig.answered(&second, true, &[("q0", "yes"), ("q2", "8"), ("confirm", "true")]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.words());
    let record = rig.record("RSP-2").await;
    let body = &record.typed::<Response>().unwrap().body;
    assert!(body.answers[0].confirmed && body.answers[0].reused_from.is_some());
    assert!(body.answers[1].reused_from.is_none(), "what was changed is not reused");
}

impl Rig {
    /// Sessions have ended; the officer signs in again.
    async fn asked_again(&self, supplier: &str) -> String {
        let cookie = self.signed_in("officer", &[Role::Officer, Role::Manager]).await;
        let form = format!("counterpart={supplier}&recipient=Security+desk&days=30");
        let page = self.as_of(&cookie, "POST", "/questionnaires/QST-1/ask", Some(&form)).await;
        assert_eq!(page.status, 200, "{}", page.words());
        page.token("/answer/")
    }
}
