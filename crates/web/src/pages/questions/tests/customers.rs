//! A customer's workbook in, our answers out.

use super::*;
use formats::table;

const TABLE: &str = "Customer questionnaire,,,\nRef,Category,Question,Weight\n1.1,Access,Do administrators use separate accounts?,high\n,,,\n1.2,Access,Is remote access recorded?,low\n2.1,Continuity,Do you test restores?,=1+1\n";

impl Rig {
    async fn brought(&self) -> Got {
        let parts: [(&str, Option<&str>, &[u8]); 3] = [
            ("file", Some("customer.csv"), TABLE.as_bytes()),
            ("title", None, b"Customer"),
            ("due", None, b"2026-04-01"),
        ];
        self.sent(&self.cookie, "/questions", &parts).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customers_table_is_answered_in_its_own_order() {
    let rig = Rig::new().await;
    let control = rig.make("control", json!({ "title": "Separate accounts for administrators", "description": "Administrators use separate accounts.", "state": "operating" })).await;
    let brought = rig.brought().await;
    assert_eq!(brought.header("location"), "/questionnaires/QST-2/work?did=brought", "{}", brought.words());
    let page = rig.get("/questionnaires/QST-2/work?at=0&cite=0").await;
    let words = page.words();
    assert!(
        words.contains("Separate accounts for administrators") && words.contains("uses 100 % of the question’s words"),
        "{words}"
    );
    assert!(page.text().contains(&format!("value=\"{control}\"")), "the cited record is in the form");
    let saved = rig.post("/questionnaires/QST-2/work", &format!("at=0&answer=Yes%2C+they+do.&from={control}")).await;
    assert_eq!(saved.header("location"), "/questionnaires/QST-2/work?at=1&did=answered", "{}", saved.words());

    let book = rig.get("/questionnaires/QST-2/answers.xlsx").await;
    let sheet = table::read(&book.bytes, None).unwrap();
    let lines: Vec<String> = std::iter::once(sheet.headers.join(" | "))
        .chain(sheet.rows.iter().map(|r| r.cells.iter().map(table::Cell::shown).collect::<Vec<_>>().join(" | ")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
Ref | Category | Question | Weight | Our answer | Sources | State
1.1 | Access | Do administrators use separate accounts? | high | Yes, they do. | CTL-1 Separate accounts for administrators | answered
1.2 | Access | Is remote access recorded? | low |  |  | not answered
2.1 | Continuity | Do you test restores? | =1+1 |  |  | not answered
"#);

    rig.clock.set("2026-03-02T10:00:00Z".parse().unwrap());
    let patch = json!({ "description": "Changed." });
    let edit = Command::Edit { subject: control.as_str().into(), version: None, patch };
    rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", edit)).await.unwrap();
    let page = rig.get("/questionnaires/QST-2/work?at=0").await.words();
    assert!(
        page.contains("What this answer rests on is not as it was")
            && page.contains("1 of 3 answered; one of them stale."),
        "{page}"
    );

    rig.brought().await;
    let again = rig.get("/questionnaires/QST-3/work?at=0&use=0").await;
    assert!(again.text().contains("Yes, they do.") && again.words().contains("100 % alike"), "{}", again.words());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused_in_words() {
    let rig = Rig::new().await;
    for (name, bytes, column, says) in [
        ("a.pdf", &b"%PDF-1.7"[..], "", "a PDF"),
        ("a.xlsx", b"PK\x03\x04broken", "", "not a readable workbook"),
        ("a.csv", b"Question\n", "", "no row has a question"),
        ("a.csv", TABLE.as_bytes(), "Nothing", "there is no column"),
    ] {
        let got = rig
            .sent(&rig.cookie, "/questions", &[("file", Some(name), bytes), ("column", None, column.as_bytes())])
            .await;
        assert!(got.status == 422 && got.words().contains(says), "{name}: {} {}", got.status, got.words());
    }
    let huge = vec![b'x'; 18 << 20];
    assert_eq!(rig.sent(&rig.cookie, "/questions", &[("file", Some("a.csv"), &huge)]).await.status, 413);
}
