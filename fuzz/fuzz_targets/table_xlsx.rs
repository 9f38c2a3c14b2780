#![no_main]

//! The first byte chooses which part of a workbook the rest becomes: a mutated archive would fail its checksums before any part is
//! read. The archive itself is fuzzed too, as it is.

use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const XLSX: [(&str, &str); 7] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "xl/workbook.xml",
        r#"<workbook><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#,
    ),
    ("xl/sharedStrings.xml", r#"<sst uniqueCount="1"><si><t>Id</t></si></sst>"#),
    ("xl/styles.xml", r#"<styleSheet><cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>"#),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
];

const ODS: [(&str, &str); 3] = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ("content.xml", ""),
];

fn archive(parts: &[(&str, &str)], replaced: usize, with: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, text)) in parts.iter().enumerate() {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, stored).ok()?;
        zip.write_all(if i == replaced { with } else { text.as_bytes() }).ok()?;
    }
    zip.finish().ok().map(Cursor::into_inner)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let bytes = match choice {
        b'1'..=b'5' => archive(&XLSX, usize::from(choice - b'0'), rest),
        b'6' | b'7' => archive(&ODS, usize::from(choice - b'5'), rest),
        _ => Some(data.to_vec()),
    };
    let _ = bytes.map(|bytes| formats::table::read(&bytes, None));
});
