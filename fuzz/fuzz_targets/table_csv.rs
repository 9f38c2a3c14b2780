#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if !data.starts_with(b"PK") {
        let _ = formats::table::read(data, None);
    }
});
