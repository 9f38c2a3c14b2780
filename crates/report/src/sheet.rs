//! A table as a file that a spreadsheet opens: CSV for programs, XLSX for people.

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use std::borrow::Cow;

/// Excel's own limits, less the header.
const MOST_ROWS: usize = 1_048_575;
const LONGEST_TEXT: usize = 32_767;

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
    /// A date.
    Date(Date),
    /// An amount in major units, and its currency.
    Money(f64, String),
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More rows than a worksheet holds.
    #[error("a worksheet holds {MOST_ROWS} rows, this table has {0}: filter it, or take CSV")]
    TooLong(usize),
    /// The writer refused.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] XlsxError),
    /// The writer refused.
    #[error("the table could not be written: {0}")]
    Csv(#[from] csv::Error),
}

/// Text that a spreadsheet would run as a formula gets an apostrophe in front, which it shows as text.
///
/// Source of the list of first letters: OWASP, CSV Injection.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Comma-separated values (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read umlauts.
pub fn to_csv(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(sheet.headers.iter().map(|h| harmless(h).into_owned()))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text).into_owned(),
            Cell::Number(n) => n.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::Money(amount, currency) => format!("{currency} {amount}"),
        }))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(out)
}

/// A workbook with one worksheet: heads frozen, filters on, widths that fit.
pub fn to_xlsx(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    if sheet.rows.len() > MOST_ROWS {
        return Err(Error::TooLong(sheet.rows.len()));
    }
    let mut workbook = Workbook::new();
    let (head, date, wrap) =
        (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_text_wrap());
    let page = workbook.add_worksheet();
    page.set_name(worksheet_name(&sheet.title))?;
    for (column, text) in (0u16..).zip(&sheet.headers) {
        page.write_string_with_format(0, column, text, &head)?;
        page.set_column_width(column, f64::from(width(sheet, usize::from(column)) as u32))?;
    }
    for (at, row) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    page.write_string_with_format(at, column, shortened(text), &wrap)?;
                }
                Cell::Number(n) => {
                    page.write_number(at, column, *n)?;
                }
                Cell::Date(d) => {
                    let day = ExcelDateTime::from_ymd(
                        u16::try_from(d.year()).unwrap_or(1900),
                        d.month().unsigned_abs(),
                        d.day().unsigned_abs(),
                    );
                    match day {
                        Ok(day) => page.write_datetime_with_format(at, column, &day, &date)?,
                        Err(_) => page.write_string(at, column, d.to_string())?,
                    };
                }
                Cell::Money(amount, currency) => {
                    let format = Format::new().set_num_format(format!("\"{currency}\" #,##0.00"));
                    page.write_number_with_format(at, column, *amount, &format)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    if let (Some(last), false) =
        (u16::try_from(sheet.headers.len()).ok().and_then(|n| n.checked_sub(1)), sheet.rows.is_empty())
    {
        page.autofilter(0, 0, sheet.rows.len() as u32, last)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Excel allows 31 letters and not all of them.
fn worksheet_name(title: &str) -> String {
    let plain: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if plain.trim().is_empty() { "Table".into() } else { plain }
}

fn width(sheet: &Sheet, column: usize) -> usize {
    let cells = sheet.rows.iter().take(200).filter_map(|r| r.get(column)).map(|c| match c {
        Cell::Text(t) => t.chars().count(),
        _ => 12,
    });
    cells.chain(sheet.headers.get(column).map(|h| h.chars().count())).max().unwrap_or(10).clamp(8, 60)
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Reader, Xlsx};

    fn sheet() -> Sheet {
        let hostile = "=HYPERLINK(\"http://e.org\")".to_owned();
        Sheet {
            title: "Risks [2026]: all/most".into(),
            headers: vec!["Title".into(), "Loss".into(), "Due".into()],
            rows: vec![
                vec![Cell::Text(hostile), Cell::Number(1.5), Cell::Date(jiff::civil::date(2026, 3, 31))],
                vec![Cell::Text("Ärger, \"quoted\"\nline".into()), Cell::Money(12.5, "EUR".into()), Cell::Empty],
            ],
        }
    }

    #[test]
    fn csv_is_harmless_and_quoted() {
        let text = String::from_utf8(to_csv(&sheet()).unwrap()).unwrap();
        insta::assert_snapshot!(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), @r#"
        Title,Loss,Due
        "'=HYPERLINK(""http://e.org"")",1.5,2026-03-31
        "Ärger, ""quoted""
        line",EUR 12.5,
        "#);
    }

    #[test]
    fn a_workbook_reads_back_and_holds_no_formula() {
        let bytes = to_xlsx(&sheet()).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let name = book.sheet_names()[0].clone();
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none());
        let range = book.worksheet_range(&name).unwrap();
        assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "=HYPERLINK(\"http://e.org\")");
    }
}
