use super::*;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
    sheet.rows.iter().map(|r| r.cells.iter().map(Cell::shown).collect()).collect()
}

#[test]
fn delimited_text_in_many_encodings() -> Result<(), TableError> {
    let text = "Risk register\n\nTitel;Größe;;Titel;\n\"Feuer;\nHalle\";1.234,5;;x;\n";
    let utf16: Vec<u8> = "\u{FEFF}".chars().chain(text.chars()).map(|c| c as u16).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [text.as_bytes(), &utf16, &latin, format!("\u{FEFF}{text}").as_bytes()] {
        let sheet = read(bytes, None)?;
        assert_eq!(sheet.headers, ["Titel", "Größe", "Titel (2)"]);
        assert_eq!(texts(&sheet), [["Feuer;\nHalle", "1.234,5", "x"]]);
    }
    assert!(read(&latin, None)?.notes.iter().any(|n| n.contains("Windows-1252")));
    Ok(())
}

fn workbook() -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover")?.write(0, 0, "About")?;
    let sheet = book.add_worksheet().set_name("Risks")?;
    sheet.merge_range(0, 0, 0, 2, "Register 2026", &Format::new())?;
    for (column, title) in ["Id", "Amount", "Due"].into_iter().enumerate() {
        sheet.write(3, column as u16, title)?;
    }
    sheet.write(4, 0, "R-1")?.write(4, 1, 12.5)?.write(5, 0, "R-2")?.write(5, 1, true)?;
    sheet.write_with_format(
        4,
        2,
        &rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 31)?,
        &Format::new().set_num_format("yyyy-mm-dd"),
    )?;
    book.save_to_buffer()
}

#[test]
fn workbook_with_titles_and_dates() -> Result<(), Box<dyn std::error::Error>> {
    let bytes = workbook()?;
    assert_eq!(sheets(&bytes)?, ["Cover", "Risks"]);
    let sheet = read(&bytes, None)?;
    assert_eq!(
        (sheet.name.as_str(), sheet.header_row, sheet.headers.join(",").as_str()),
        ("Risks", 4, "Id,Amount,Due")
    );
    assert_eq!(
        sheet.rows.first().map(|r| (r.number, r.cells.clone())),
        Some((5, vec![Cell::Text("R-1".into()), Cell::Number(12.5), Cell::Date("2026-01-31".into())]))
    );
    assert!(matches!(read(&bytes, Some("Nope")), Err(TableError::NoSheet { .. })));
    assert!(matches!(
        read_with(&bytes, None, &Limits { bytes: bytes.len(), ..Limits::default() }),
        Err(TableError::Limit { .. })
    ));
    Ok(())
}

#[test]
fn other_kinds_are_named() {
    for bytes in [
        &b"%PDF-1.7"[..],
        b"<!DOCTYPE html><html>",
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1],
        b"a\0b,c",
        b"PK\x03\x04broken",
        b"",
    ] {
        assert!(read(bytes, None).is_err(), "{bytes:?}");
    }
}

#[test]
fn bombs_are_refused_before_they_are_opened() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())?;
    zip.write_all(&vec![b' '; 8 << 20])?;
    let bytes = zip.finish()?.into_inner();
    let refused = read_with(&bytes, None, &Limits { ratio: 100, ..Limits::default() });
    assert!(matches!(refused, Err(TableError::Limit { .. })), "{refused:?}");
    Ok(())
}

fn zip_of(files: &[(&str, &str)]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn ods(rows: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content.split("<cut/>").next().unwrap_or_default()),
    ])
}

#[test]
fn repeats_in_ods_are_bounded_before_they_are_written_out() -> Result<(), Box<dyn std::error::Error>> {
    let cell = |attributes: &str, text: &str| {
        format!(
            r#"<table:table-cell {attributes} office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let head = row("", &(cell("", "Id") + &cell("", "Title")));
    let (many_rows, many_columns) =
        (r#"table:number-rows-repeated="1048000""#, r#"table:number-columns-repeated="16000""#);
    let blank = format!("<table:table-cell {many_columns}/>");

    let padded = row("", &(cell("", "R-1") + &cell("", "Fire") + &blank)) + &row(many_rows, &blank);
    assert_eq!(texts(&read(&ods(&(head.clone() + &padded))?, None)?), [["R-1", "Fire"]]);

    let one = cell("", "x");
    let few_columns = cell(r#"table:number-columns-repeated="400""#, "x");
    for rows in [
        row(many_rows, &one),
        row("", &cell(many_columns, "x")),
        row("", &format!("{blank}{one}")),
        row(many_rows, &blank) + &row("", &one),
        row(r#"table:number-rows-repeated="100000""#, &few_columns),
    ] {
        let refused = read(&ods(&(head.clone() + &rows))?, None);
        assert!(matches!(refused, Err(TableError::Limit { .. })), "{rows}: {refused:?}");
    }
    for broken in [row(r#"table:number-rows-repeated="many""#, &one), "<cut/>".into(), row("", &(one + "<cut/>"))] {
        let refused = read(&ods(&(head.clone() + &broken))?, None);
        assert!(matches!(refused, Err(TableError::Workbook(_))), "{broken}: {refused:?}");
    }
    Ok(())
}

#[test]
fn declared_counts_and_wide_rows_reserve_no_memory() -> Result<(), Box<dyn std::error::Error>> {
    let strings = r#"<sst uniqueCount="999999999999"></sst>"#;
    let refused = read(&zip_of(&[("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", strings)])?, None);
    assert!(matches!(refused, Err(TableError::Limit { .. })), "{refused:?}");
    let wide = format!("{}\n", ",".repeat(499)).repeat(20_000);
    assert!(matches!(read(wide.as_bytes(), None), Err(TableError::Limit { .. })));
    Ok(())
}

#[test]
fn numbers_and_dates_refuse_ambiguity() {
    let numbers = ["1.234,56", "1,234.56", "1 234,5", "1'234.5", "-12", "1.234.567", "0.125", "1,5"].map(parse_number);
    assert_eq!(numbers, [1234.56, 1234.56, 1234.5, 1234.5, -12.0, 1234567.0, 0.125, 1.5].map(Some));
    assert_eq!(["1.234", "1,234", "1.2.3", "12a", "", "1,23,4.5", "."].map(parse_number), [None; 7]);
    let dates = ["2026-01-31T10:00", "31.1.2026", "31/01/2026", "01/31/2026", "2026/1/31"].map(parse_date);
    assert!(dates.iter().all(|d| d.as_deref() == Some("2026-01-31")), "{dates:?}");
    assert_eq!(["03/04/2026", "31.02.2026", "soon", "1-2"].map(parse_date), [const { None }; 4]);
}

#[test]
fn columns_are_found_across_languages() {
    let headers = ["Nr.", "Risiko-Beschreibung", "Eigentümer", "Statut"].map(String::from);
    let wanted = ["status", "owner", "risk description", "id"].map(|n| Wanted { name: n.into(), synonyms: vec![] });
    let mut pairs: Vec<_> = guess_columns(&headers, &wanted).iter().map(|g| (g.column, g.wanted)).collect();
    pairs.sort();
    assert_eq!(pairs, [(0, 3), (1, 2), (2, 1), (3, 0)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text: String, at in 0..4000usize, byte: u8) {
        let _ = (read(&bytes, None), read(text.as_bytes(), None), parse_number(&text), parse_date(&text));
        let mut book = workbook().unwrap_or_default();
        book.get_mut(at).into_iter().for_each(|b| *b = byte);
        let _ = read(&book, None);
    }
}

#[test]
fn a_reference_beyond_any_workbook_is_a_fault_of_the_file() -> Result<(), Box<dyn std::error::Error>> {
    let sheet = format!(r#"<worksheet><dimension ref="A1{}:C9"/><sheetData/></worksheet>"#, "8".repeat(90));
    let bytes = zip_of(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])?;
    let refused = read(&bytes, None);
    assert!(matches!(refused, Err(TableError::Workbook(_))), "{refused:?}");
    Ok(())
}
