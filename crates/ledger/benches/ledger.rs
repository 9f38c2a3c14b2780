//! Loading 100,000 records and appending one act, on a SQLite file.

use ledger::{ActDraft, ChangeDraft, Ledger, OrgRow};
use tokio::runtime::Runtime;
use uuid::Uuid;

const ORG: Uuid = Uuid::from_u128(1);
const RECORDS: u128 = 100_000;

fn main() {
    divan::main();
}

fn change(record: u128, version: i64) -> ChangeDraft {
    let filler = "a moderately long sentence about a risk and what it threatens; ".repeat(9);
    ChangeDraft {
        record: Uuid::from_u128(record.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)),
        version,
        kind: "risk".into(),
        compartment: "general".into(),
        schema: 1,
        body: format!("{{\"title\":\"Risk {record}\",\"text\":\"{filler}\"}}").into_bytes(),
        salt: record.to_be_bytes(),
    }
}

async fn append(ledger: &Ledger, changes: Vec<ChangeDraft>) {
    let mut append = ledger.begin(ORG).await.expect("begins");
    append.seal(ActDraft::default(), changes, vec![], vec![]).await.expect("seals");
    append.commit().await.expect("commits");
}

async fn filled(path: &std::path::Path, records: u128) -> Ledger {
    let ledger = Ledger::open(&format!("sqlite:{}", path.join("bench.db").display())).await.expect("opens");
    let org = OrgRow { id: ORG, slug: "bench".into(), name: String::new(), created: 0 };
    ledger.create_org(&org).await.expect("created");
    let start = std::time::Instant::now();
    append(&ledger, (0..records / 2).map(|record| change(record, 1)).collect()).await;
    println!("one act of {} changes: {:?}", records / 2, start.elapsed());
    append(&ledger, (records / 2..records).map(|record| change(record, 1)).collect()).await;
    ledger
}

#[divan::bench(sample_count = 10)]
fn load_100_000_records(bencher: divan::Bencher) {
    let (runtime, dir) = (Runtime::new().expect("a runtime"), tempfile::tempdir().expect("a folder"));
    let ledger = runtime.block_on(filled(dir.path(), RECORDS));
    bencher.bench_local(|| {
        let mut count = 0;
        runtime.block_on(ledger.load(ORG, |piece| count += piece.len())).expect("loads");
        assert_eq!(count, RECORDS as usize);
    });
}

#[divan::bench(sample_count = 50)]
fn append_one_change(bencher: divan::Bencher) {
    let (runtime, dir) = (Runtime::new().expect("a runtime"), tempfile::tempdir().expect("a folder"));
    let ledger = runtime.block_on(filled(dir.path(), 1000));
    let mut version = 1;
    bencher.bench_local(|| {
        version += 1;
        runtime.block_on(append(&ledger, vec![change(1, version)]));
    });
}

#[divan::bench(sample_count = 5)]
fn verify_100_000_changes(bencher: divan::Bencher) {
    let (runtime, dir) = (Runtime::new().expect("a runtime"), tempfile::tempdir().expect("a folder"));
    let ledger = runtime.block_on(filled(dir.path(), RECORDS));
    bencher.bench_local(|| assert!(runtime.block_on(ledger.verify(ORG)).expect("verifies").is_sound()));
}
