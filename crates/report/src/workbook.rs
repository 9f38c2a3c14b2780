//! Tables as a workbook (XLSX): a worksheet each, heads frozen, filters on, widths that fit, values of their type; and a
//! worksheet that says how the numbers came about. The same book gives the same bytes.

use crate::sheet::{Cell, Sheet};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::{HashMap, HashSet};

/// Excel's own limits, less the header.
const MOST_ROWS: usize = 1_048_575;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_TEXT: usize = 32_767;

/// Several tables that belong together.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// What it is, for the file's properties.
    pub title: String,
    /// Whose it is, for the file's properties.
    pub organisation: String,
    /// The day it was issued, for the file's properties: never the clock's.
    pub issued: Option<Date>,
    /// The tables, a worksheet each.
    pub sheets: Vec<Sheet>,
    /// How the numbers came about, on the last worksheet.
    pub method: Option<Method>,
}

/// The worksheet that says how numbers came about.
#[derive(Clone, Debug, Default)]
pub struct Method {
    /// Its name in the book's language.
    pub title: String,
    /// Names and values: model version, seed, input hash, act, what the columns mean.
    pub lines: Vec<(String, String)>,
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// More rows than a worksheet holds.
    #[error("a worksheet holds {MOST_ROWS} rows, {title:?} has {rows}: filter it, or take CSV")]
    TooLong {
        /// The table.
        title: String,
        /// Its rows.
        rows: usize,
    },
    /// More columns than a worksheet holds.
    #[error("a worksheet holds {MOST_COLUMNS} columns, {title:?} has {columns}: show fewer")]
    TooWide {
        /// The table.
        title: String,
        /// Its columns.
        columns: usize,
    },
    /// The writer refused.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// A workbook with one worksheet.
///
/// # Errors
/// [`BookError`], for a table that is too large.
pub fn of_sheet(sheet: Sheet) -> Result<Vec<u8>, BookError> {
    to_xlsx(&Book { title: sheet.title.clone(), sheets: vec![sheet], ..Book::default() })
}

/// A workbook with a worksheet for each table.
///
/// # Errors
/// [`BookError`], for a table that is too large.
pub fn to_xlsx(book: &Book) -> Result<Vec<u8>, BookError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    let mut names = HashSet::new();
    let mut formats = Formats::new();
    for sheet in &book.sheets {
        fits(sheet)?;
        let page = workbook.add_worksheet();
        page.set_name(name(&sheet.title, &mut names))?;
        write_sheet(page, sheet, &mut formats)?;
    }
    if let Some(method) = &book.method {
        let page = workbook.add_worksheet();
        page.set_name(name(&method.title, &mut names))?;
        write_method(page, method, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The writer would take the clock's time otherwise.
fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let issued = book.issued.unwrap_or(jiff::civil::date(2000, 1, 1));
    let day = day(issued).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    Ok(DocProperties::new().set_title(&book.title).set_company(&book.organisation).set_creation_datetime(&day))
}

fn fits(sheet: &Sheet) -> Result<(), BookError> {
    let (title, columns, rows) = (sheet.title.clone(), sheet.headers.len(), sheet.rows.len());
    if rows > MOST_ROWS {
        return Err(BookError::TooLong { title, rows });
    }
    if columns > MOST_COLUMNS { Err(BookError::TooWide { title, columns }) } else { Ok(()) }
}

/// The formats of the types; one for each currency met.
struct Formats {
    head: Format,
    text: Format,
    date: Format,
    share: Format,
    money: HashMap<String, Format>,
}

impl Formats {
    fn new() -> Formats {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            head: Format::new().set_bold(),
            text: top().set_text_wrap(),
            date: top().set_num_format("yyyy-mm-dd"),
            share: top().set_num_format("0.0%"),
            money: HashMap::new(),
        }
    }

    /// Only letters go into the format's own little language.
    fn money(&mut self, currency: &str) -> &Format {
        let code: String = currency.chars().filter(char::is_ascii_alphabetic).take(3).collect();
        let make = |code: &String| {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_num_format(format!("\"{code}\" #,##0.00;[Red]-\"{code}\" #,##0.00"))
        };
        self.money.entry(code).or_insert_with_key(make)
    }
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, formats: &mut Formats) -> Result<(), XlsxError> {
    for (column, text) in (0u16..).zip(&sheet.headers) {
        page.write_string_with_format(0, column, shortened(text), &formats.head)?;
        page.set_column_width(column, width(sheet, usize::from(column)) as f64)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write_cell(page, row, column, cell, formats)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape();
    page.set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    let last = u16::try_from(sheet.headers.len()).ok().and_then(|n| n.checked_sub(1));
    if let (Some(last), Ok(rows @ 1..)) = (last, u32::try_from(sheet.rows.len())) {
        page.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => page.write_string_with_format(row, column, shortened(text), &formats.text)?,
        Cell::Number(n) | Cell::Share(n) | Cell::Money(n, _) if !n.is_finite() => {
            page.write_string(row, column, n.to_string())?
        }
        Cell::Number(n) => page.write_number(row, column, *n)?,
        Cell::Share(n) => page.write_number_with_format(row, column, *n, &formats.share)?,
        Cell::Money(n, currency) => page.write_number_with_format(row, column, *n, formats.money(currency))?,
        Cell::Date(date) => match day(*date) {
            Ok(day) => page.write_datetime_with_format(row, column, &day, &formats.date)?,
            Err(_) => page.write_string(row, column, date.to_string())?,
        },
    };
    Ok(())
}

fn write_method(page: &mut Worksheet, method: &Method, formats: &Formats) -> Result<(), XlsxError> {
    page.set_column_width(0, 28)?;
    page.set_column_width(1, 90)?;
    for (row, (name, value)) in (0u32..).zip(&method.lines) {
        page.write_string_with_format(row, 0, shortened(name), &formats.head)?;
        page.write_string_with_format(row, 1, shortened(value), &formats.text)?;
    }
    Ok(())
}

/// Excel counts from 1900; what lies before is no date to it.
fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or(0);
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// Excel allows 31 letters and not all of them, and no name twice.
fn name(title: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).take(31).collect();
    let plain = if plain.trim().is_empty() { "Table".into() } else { plain };
    let numbered = |n: usize| match n {
        1 => plain.clone(),
        n => plain.chars().take(26).chain(format!(" {n}").chars()).collect(),
    };
    (1..).map(numbered).find(|name| taken.insert(name.to_lowercase())).unwrap_or(plain.clone())
}

fn width(sheet: &Sheet, column: usize) -> usize {
    let cells = sheet.rows.iter().take(200).filter_map(|r| r.get(column)).map(|c| match c {
        Cell::Text(t) => t.chars().count(),
        Cell::Money(..) => 18,
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
    use calamine::{Data, Reader, Xlsx};

    fn sheet(title: &str) -> Sheet {
        Sheet {
            title: title.into(),
            headers: vec!["Title".into(), "Loss".into(), "Certainty".into(), "Due".into()],
            rows: vec![vec![
                Cell::Text("=HYPERLINK(\"http://e.org\")".into()),
                Cell::Money(1.5, "EUR".into()),
                Cell::Share(0.71),
                Cell::Date(jiff::civil::date(2026, 3, 31)),
            ]],
        }
    }

    fn book() -> Book {
        let method = Method { title: "Method".into(), lines: vec![("Model".into(), "loss-2".into())] };
        let sheets = vec![sheet("Risks [2026]: all/most"), sheet("risks 2026 ALL most"), sheet("Risks 2026 allmost")];
        Book { title: "Risks".into(), sheets, method: Some(method), ..Book::default() }
    }

    #[test]
    fn a_workbook_reads_back_and_holds_no_formula() {
        let bytes = to_xlsx(&book()).unwrap();
        assert!(bytes == to_xlsx(&book()).unwrap(), "the same book is the same bytes");
        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let names = read.sheet_names();
        assert_eq!(names, ["Risks 2026 allmost", "risks 2026 ALL most", "Risks 2026 allmost 2", "Method"]);
        assert!(read.worksheet_formula(&names[0]).unwrap().used_cells().next().is_none());
        let range = read.worksheet_range(&names[0]).unwrap();
        assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "=HYPERLINK(\"http://e.org\")");
        assert_eq!(range.get_value((1, 2)), Some(&Data::Float(0.71)));
        assert!(matches!(range.get_value((1, 3)), Some(Data::DateTime(d)) if d.is_datetime()));
        let method = read.worksheet_range("Method").unwrap();
        assert_eq!(method.get_value((0, 1)).unwrap().to_string(), "loss-2");
    }

    #[test]
    fn what_excel_cannot_hold_is_written_as_text() {
        let odd = vec![
            Cell::Number(f64::NAN),
            Cell::Date(jiff::civil::date(-3, 1, 1)),
            Cell::Money(f64::INFINITY, "\"x".into()),
        ];
        let sheet = Sheet { title: String::new(), headers: vec!["a".into(); 3], rows: vec![odd] };
        let mut read: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(of_sheet(sheet).unwrap())).unwrap();
        let range = read.worksheet_range("Table").unwrap();
        assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "NaN");
    }
}
