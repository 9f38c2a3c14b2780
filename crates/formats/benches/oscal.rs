//! NIST's moderate baseline (1.8 MB): reading and indexing it (budget 50 ms in release), reading, validating and writing it (60 ms),
//! and the low baseline in its three forms.

use formats::oscal::{Document, Form, validate};

fn main() {
    divan::main();
}

fn bytes(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var("SURETY_REAL").unwrap_or_else(|_| "../../../shared/real".into());
    let bytes = std::fs::read(format!("{folder}/oscal/{name}")).ok();
    if bytes.is_none() {
        eprintln!("skipped: {name} is not in ../shared/real/oscal");
    }
    bytes
}

#[divan::bench]
fn moderate_baseline(bencher: divan::Bencher) {
    let Some(bytes) = bytes("800-53r5-moderate-resolved.json") else { return };
    bencher.bench(|| {
        let reading = Document::read(&bytes).and_then(|d| d.to_catalogue());
        reading.map(|r| r.catalogue.index().get("ac-1").is_some())
    });
}

#[divan::bench]
fn moderate_read_validate_write(bencher: divan::Bencher) {
    let Some(bytes) = bytes("800-53r5-moderate-resolved.json") else { return };
    bencher.bench(|| Document::read(&bytes).and_then(|d| Ok((validate(&d).len(), d.write(Form::Json)?.len()))));
}

#[divan::bench]
fn moderate_validate(bencher: divan::Bencher) {
    let Some(bytes) = bytes("800-53r5-moderate-resolved.json") else { return };
    let document = Document::read(&bytes);
    bencher.bench(|| document.as_ref().map(|d| validate(d).len()));
}

#[divan::bench(args = ["json", "xml", "yaml"])]
fn low_read(bencher: divan::Bencher, ending: &str) {
    let Some(bytes) = bytes(&format!("800-53r5-low-resolved.{ending}")) else { return };
    bencher.bench(|| Document::read(&bytes).map(|d| d.notes().len()));
}

#[divan::bench(args = ["json", "xml", "yaml"])]
fn low_write(bencher: divan::Bencher, ending: &str) {
    let Some(bytes) = bytes("800-53r5-low-resolved.json") else { return };
    let form = Form::ALL.into_iter().find(|f| f.ending() == ending);
    let document = Document::read(&bytes).ok().zip(form);
    bencher.bench(|| document.as_ref().map(|(d, form)| d.write(*form).map(|w| w.len())));
}
