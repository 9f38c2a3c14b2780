#![no_main]

//! Whatever reads as a document is written and read back as the same, and its comparison with another text loses none of either.

use formats::document::{Kind, course, guideline, instruction, kind_of, policy, redline, redline::Change};

macro_rules! same_again {
    ($module:ident, $text:expr) => {
        if let Ok(read) = $module::read($text) {
            let written = $module::write(&read.document);
            assert_eq!($module::read(&written).map(|r| r.document).as_ref(), Ok(&read.document));
        }
    };
}

/// The words of a comparison, without those of one side.
fn words(old: &str, new: &str, without: Change) -> Vec<String> {
    let blocks = redline(old, new);
    let side = |b: &redline::Block| -> String {
        b.spans.iter().filter(|s| s.change != without).map(|s| s.text.as_str()).collect()
    };
    blocks.iter().flat_map(|b| side(b).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _: Option<Kind> = kind_of("a.md", text);
    same_again!(policy, text);
    same_again!(guideline, text);
    same_again!(instruction, text);
    same_again!(course, text);
    let (old, new) = text.split_once('\u{1}').unwrap_or((text, ""));
    assert!(words(old, new, Change::Removed).iter().eq(new.split_whitespace()));
    assert!(words(old, new, Change::Added).iter().eq(old.split_whitespace()));
});
