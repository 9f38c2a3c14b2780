#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = formats::json::parse(data);
});
