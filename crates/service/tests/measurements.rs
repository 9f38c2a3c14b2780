//! Measurements of suppliers from a table: all rows or none, each fault with its row and column, the same again for nothing.

use serde_json::json;
use service::{Command, Request, Service, Viewer, clock::SetClock, import::Fate, supply::TableOptions};
use std::sync::Arc;

async fn staged() -> (Service, Viewer, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger::Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
    let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
    let service = Service::with_clock(ledger, clock);
    let org = service.found("acme", "Acme").await.unwrap();
    let viewer = Viewer::system(org, None);
    let make = |kind: &str, fields| Command::Create { kind: isms::kind::by_name(kind).unwrap(), fields };
    let commands = vec![
        make("supplier", json!({"key": "SUP-1", "title": "Kestrel", "services": "x"})),
        make("contract", json!({"key": "CTR-1", "title": "Meters", "supplier": "SUP-1", "services": "x"})),
        make(
            "supplier_obligation",
            json!({"key": "SOB-1", "title": "Up", "contract": "CTR-1", "text": "x", "target": 0.99}),
        ),
    ];
    service.perform(&viewer, Request { via: "test", commands, ..Request::default() }).await.unwrap();
    (service, viewer, folder)
}

#[tokio::test]
async fn all_rows_or_none() {
    let (service, viewer, _folder) = staged().await;
    let options = TableOptions { file: "up.csv".into(), ..TableOptions::default() };
    let read = async |text: &str| service.import_measurements(&viewer, text.as_bytes(), &options).await.unwrap();

    let wrong =
        "Pflicht;Datum;Wert;Quelle\nSOB-1;31.01.2026;99,5 %;Bericht\nSOB-9;28.02.2026;viel;\nSOB-1;2026-03-31;1;\n";
    let table = read(wrong).await;
    let said: Vec<String> = table
        .rows
        .iter()
        .flat_map(|r| match &r.fate {
            Fate::Faulty(faults) => faults.iter().map(|f| format!("{} {}: {}", r.row, f.column, f.message)).collect(),
            other => vec![format!("{} {other:?}", r.row)],
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    2 Update
    3 Pflicht: expected the key of a supplier obligation in force, such as SOB-3, found "SOB-9"
    3 Wert: expected a number, found "viel"
    4 Datum: expected a day up to 2026-03-02, found 2026-03-31
    "#);
    assert!(!table.is_sound() && table.request.commands.is_empty());

    let good = "obligation,date,value,source\nSOB-1,2026-01-31,0.995,Report\nSOB-1,2025-12-31,0.98,Report\n";
    let table = read(good).await;
    assert!(table.is_sound() && table.count(|f| *f == Fate::Update) == 2);
    let receipt = service.perform(&viewer, table.request).await.unwrap();
    assert_eq!(receipt.touched.len(), 1, "one act, one record");
    let again = read(good).await;
    assert!(again.request.commands.is_empty() && again.count(|f| *f == Fate::Same) == 2);
}
