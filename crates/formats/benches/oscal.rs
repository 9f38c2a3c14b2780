//! Reading and indexing NIST's moderate baseline (1.8 MB); the budget is 50 ms in release.

fn main() {
    divan::main();
}

#[divan::bench]
fn moderate_baseline(bencher: divan::Bencher) {
    let folder = std::env::var("SURETY_REAL").unwrap_or_else(|_| "../../../shared/real".into());
    let Ok(bytes) = std::fs::read(format!("{folder}/oscal/800-53r5-moderate-resolved.json")) else {
        eprintln!("skipped: the document is not in ../shared/real/oscal");
        return;
    };
    bencher.bench(|| {
        let reading = formats::oscal::Document::parse(&bytes).and_then(|d| d.to_catalogue());
        reading.map(|r| r.catalogue.index().get("ac-1").is_some())
    });
}
