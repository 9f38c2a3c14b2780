//! Whoever changes the database behind the ledger's back is found, column by column.

use proptest::prelude::*;

use crate::archive::fill;
use crate::stage::{ORG, Stage, each};

/// Covered tables, their keys, their other columns. That a checkpoint or an unreferenced file was removed altogether is
/// not seen here: checkpoints are to be kept elsewhere too, and records name the files they rest on.
const COVERED: &[(&str, &[&str], &[&str])] = &[
    (
        "act",
        &["org", "seq"],
        &[
            "at",
            "actor",
            "via",
            "reason",
            "request",
            "migrate",
            "changes",
            "changes_root",
            "batches",
            "batches_root",
            "answers",
            "answers_root",
            "previous",
            "hash",
        ],
    ),
    ("change", &["org", "seq", "idx"], &["record", "version", "kind", "compartment", "schema", "salt", "body"]),
    ("record", &["org", "record"], &["seq", "version", "kind", "compartment", "schema", "body"]),
    ("head", &["org"], &["seq", "at", "hash"]),
    ("batch", &["org", "seq", "idx"], &["fact", "source", "mode", "file", "given", "opened", "closed", "same"]),
    ("answer", &["org", "seq", "idx"], &["record", "analysis", "model", "input", "body"]),
    ("checkpoint", &["seq"], &["root"]),
    ("file", &["hash"], &["size"]),
    (
        "exposure",
        &["org", "source", "fact", "from_seq"],
        &[
            "to_seq",
            "digest",
            "asset",
            "vulnerability",
            "cvss",
            "epss",
            "kev",
            "reach",
            "first_seen",
            "deadline",
            "detail",
        ],
    ),
];

/// A literal with one character changed: of a number a digit, of bytes a hexadecimal digit, of text a letter.
fn flip(literal: &str, place: usize) -> String {
    let start = literal.find('\'').map_or(0, |quote| quote + 1);
    let start = if literal[start..].starts_with('\\') { literal.find('x').map_or(start, |x| x + 1) } else { start };
    let places: Vec<usize> = literal
        .char_indices()
        .map(|(i, _)| i)
        .filter(|i| *i >= start && literal.as_bytes()[*i].is_ascii_alphanumeric())
        .collect();
    let at = places[place % places.len()];
    let new = match literal.as_bytes()[at] {
        digit @ b'0'..=b'8' => digit + 1,
        b'9' => b'a' - 49 + 1,
        _ => b'0',
    };
    format!("{}{}{}", &literal[..at], char::from(new), &literal[at + 1..])
}

/// Changes one value, verifies, puts it back. True if it was found; none if the database itself refuses the value.
async fn found(stage: &Stage, table: &str, keys: &[&str], column: &str, row: usize, place: usize) -> Option<bool> {
    let columns: Vec<&str> = keys.iter().chain([&column]).copied().collect();
    let rows = stage.literals(table, &columns).await;
    let literals = &rows[row % rows.len()];
    let old = &literals[keys.len()];
    let new = match old.as_str() {
        "NULL" if ["cvss", "epss", "deadline"].contains(&column) => "5".to_owned(),
        "NULL" => "'x'".to_owned(),
        _ if column == "to_seq" => "3000".to_owned(),
        _ => flip(old, place),
    };
    let key = |changed: &str| {
        let value = |(name, old): (&&str, &String)| format!("{name} = {}", if *name == column { changed } else { old });
        keys.iter().zip(literals).map(value).collect::<Vec<_>>().join(" AND ")
    };
    stage.try_raw(&format!("UPDATE {table} SET {column} = {new} WHERE {}", key(old))).await.ok()?;
    let found = match stage.ledger.verify(ORG).await {
        Ok(report) => !report.is_sound(),
        Err(ledger::Error::Missing { .. }) => table == "head",
        Err(error) => panic!("a report was expected, whatever is wrong: {error}"),
    };
    stage.raw(&format!("UPDATE {table} SET {column} = {old} WHERE {}", key(&new))).await;
    Some(found)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_covered_column_is_watched() {
    each(async |stage| {
        fill(stage).await;
        for (table, keys, columns) in COVERED {
            for column in keys.iter().chain(*columns) {
                let outcome = found(stage, table, keys, column, 0, 0).await;
                assert_ne!(outcome, Some(false), "{table}.{column} can be changed unnoticed");
            }
        }
        stage.sound(ORG).await;
    })
    .await;
}

#[test]
fn any_character_of_any_row_is_watched() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let stage = crate::stage::sqlite().await;
        fill(&stage).await;
        let config = ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() };
        let places = (any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0..100usize, 0..2000usize);
        let outcome = tokio::task::block_in_place(|| {
            proptest::test_runner::TestRunner::new(config).run(&places, |(table, column, row, place)| {
                let (table, keys, columns) = COVERED[table.index(COVERED.len())];
                let columns: Vec<&str> = keys.iter().chain(columns).copied().collect();
                let column = columns[column.index(columns.len())];
                let outcome =
                    tokio::runtime::Handle::current().block_on(found(&stage, table, keys, column, row, place));
                prop_assert_ne!(outcome, Some(false), "{}.{} row {} place {}", table, column, row, place);
                Ok(())
            })
        });
        outcome.unwrap();
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_name_act_and_record() {
    each(async |stage| {
        fill(stage).await;
        stage.raw("UPDATE change SET kind = 'xxxx' WHERE seq = 2 AND version = 2").await;
        let report = stage.ledger.verify(ORG).await.unwrap();
        assert!(
            report.problems.named.iter().any(|p| p.act == Some(2) && p.what.starts_with("Merkle root of the changes"))
        );
        assert!(report.problems.named.iter().any(|p| p.record == Some(uuid::Uuid::from_u128(1))));
        stage.raw("UPDATE change SET kind = 'risk'; DELETE FROM change WHERE seq = 3").await;
        let report = stage.ledger.verify(ORG).await.unwrap();
        assert!(
            report.problems.named.iter().any(|p| p.to_string() == "act 3: number of changes is 1, expected 0"),
            "{:#?}",
            report.problems.named
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_even_be_read_is_named() {
    each(async |stage| {
        fill(stage).await;
        let long = if stage.options.url.starts_with("sqlite") { "zeroblob(64)" } else { "hash || hash" };
        stage.raw(&format!("UPDATE act SET previous = {long} WHERE seq = 3")).await;
        let report = stage.ledger.verify(ORG).await.unwrap();
        let last = report.problems.named.last().unwrap().to_string();
        assert_eq!(last, "cannot be read on: act 3: column 13 has 64 bytes, expected 32");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_or_missing_file_is_named() {
    each(async |stage| {
        let file = stage.ledger.put_file(ORG, b"evidence".to_vec(), "text/plain", "person", 1).await.unwrap();
        let path = stage.file(&file.hash);
        std::fs::write(&path, b"evidencf").unwrap();
        let report = stage.ledger.verify(ORG).await.unwrap();
        assert!(report.problems.named[0].what.contains(&hex::encode(file.hash)));
        assert!(stage.ledger.get_file(ORG, &file.hash).await.is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(!stage.ledger.verify(ORG).await.unwrap().is_sound());
    })
    .await;
}
