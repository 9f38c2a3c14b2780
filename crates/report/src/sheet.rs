//! A table as plain values, and as comma-separated text for programs; [`crate::workbook`] makes workbooks of it for people.

use jiff::civil::Date;
use std::borrow::Cow;

/// A table with a title.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Names the worksheet.
    pub title: String,
    /// Column heads.
    pub headers: Vec<String>,
    /// Rows, each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing stated.
    #[default]
    Empty,
    /// Text; never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A share from 0 to 1; workbooks show it in per cent.
    Share(f64),
    /// A date.
    Date(Date),
    /// An amount in major units, and its currency.
    Money(f64, String),
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be written: {0}")]
pub struct CsvError(#[from] csv::Error);

/// Text that a spreadsheet would run as a formula gets an apostrophe in front, which it shows as text.
///
/// Source of the list of first letters: OWASP, CSV Injection; with the full-width forms that some spreadsheets take for the
/// same.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Comma-separated values (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read umlauts.
///
/// # Errors
/// What the writer refuses.
pub fn to_csv(sheet: &Sheet) -> Result<Vec<u8>, CsvError> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(sheet.headers.iter().map(|h| harmless(h).into_owned()))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(written))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(out)
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text).into_owned(),
        Cell::Number(n) | Cell::Share(n) => n.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Money(amount, currency) => format!("{currency} {amount}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_harmless_and_quoted() {
        let hostile = "=HYPERLINK(\"http://e.org\")".to_owned();
        let sheet = Sheet {
            title: "Risks".into(),
            headers: vec!["Title".into(), "Loss".into(), "Due".into()],
            rows: vec![
                vec![Cell::Text(hostile), Cell::Share(0.15), Cell::Date(jiff::civil::date(2026, 3, 31))],
                vec![Cell::Text("Ärger, \"quoted\"\nline".into()), Cell::Money(12.5, "EUR".into()), Cell::Empty],
            ],
        };
        let text = String::from_utf8(to_csv(&sheet).unwrap()).unwrap();
        insta::assert_snapshot!(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), @r#"
        Title,Loss,Due
        "'=HYPERLINK(""http://e.org"")",0.15,2026-03-31
        "Ärger, ""quoted""
        line",EUR 12.5,
        "#);
    }
}
