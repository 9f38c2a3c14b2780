//! Delimited text in the encodings that spreadsheets write.

use super::{Cell, Limits, MOST_CELLS, Raw, Row, TableError};

/// Reads every record.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, TableError> {
    let mut notes = Vec::new();
    let text = decode(bytes, &mut notes)?;
    let delimiter = delimiter(&text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut rows, mut cells) = (Vec::new(), 0);
    for (i, record) in reader.records().enumerate() {
        let number = i + 1;
        let record = record.map_err(|e| TableError::Row { row: number, message: e.to_string() })?;
        check(rows.len() < limits.rows, format!("the number of rows (at row {number})"), limits.rows)?;
        check(record.len() <= limits.columns, format!("the number of columns in row {number}"), limits.columns)?;
        cells += record.len();
        check(cells <= MOST_CELLS, format!("the number of cells (at row {number})"), MOST_CELLS)?;
        let largest = record.iter().map(str::len).max().unwrap_or(0);
        check(largest <= limits.cell, format!("a cell in row {number}"), limits.cell)?;
        let cell = |s: &str| if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) };
        rows.push(Row { number, cells: record.iter().map(cell).collect() });
    }
    Ok(Raw { name: String::new(), rows, notes })
}

pub(super) fn check(within: bool, what: String, limit: usize) -> Result<(), TableError> {
    if within { Ok(()) } else { Err(TableError::Limit { what, limit }) }
}

fn decode(bytes: &[u8], notes: &mut Vec<String>) -> Result<String, TableError> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => {
            let bytes = bytes.strip_prefix(crate::place::BOM).unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    notes.push("the text is not UTF-8; it was read as Windows-1252".into());
                    bytes.iter().map(|b| windows_1252(*b)).collect()
                }
            }
        }
    };
    if text.contains('\0') { Err(TableError::Kind("binary data (it holds NUL bytes)")) } else { Ok(text) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, TableError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(TableError::Kind("broken UTF-16"))
}

/// The bytes 0x80 to 0x9F of Windows-1252 (the WHATWG table, which keeps the five unassigned ones).
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|i| UPPER.get(usize::from(i))).copied().unwrap_or(char::from(byte))
}

/// The delimiter that splits the first records most evenly into most fields; the comma if none splits them.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: &u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(*delimiter)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(50).flatten().map(|r| r.len()).filter(|n| *n > 1).collect();
        let most = widths.iter().copied().max().unwrap_or(0);
        widths.iter().filter(|n| **n == most).count() * most
    };
    // `max_by_key` keeps the last of equals.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(score).unwrap_or(b',')
}
