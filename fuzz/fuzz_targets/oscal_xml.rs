#![no_main]

//! Whatever reads as an OSCAL document in XML survives as XML and as JSON, and its repair ends.

use formats::oscal::{Document, Form, repaired, validate};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if Form::of(data) != Form::Xml {
        return;
    }
    let Ok(document) = Document::read(data) else { return };
    let _ = validate(&document);
    let _ = repaired(&document);
    for form in [Form::Xml, Form::Json] {
        if let Ok(written) = document.write(form) {
            let again = Document::read(&written).map(|d| d.to_json());
            assert_eq!(again.ok(), Some(document.to_json()), "{form}");
        }
    }
});
