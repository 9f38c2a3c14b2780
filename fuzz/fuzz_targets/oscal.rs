#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = formats::oscal::Document::parse(data).and_then(|d| d.to_catalogue());
});
