//! Documents as PDF: plain values in, the same bytes out every time.
//!
//! Nothing that a document says is ever read as code, no file or network is in reach, and the file carries neither clock nor
//! chance: the same [`Document`] gives the same bytes on every machine, so that the hash of what was issued can be had again.
//! (`docs/decisions/0007-documents-are-set-by-typst.md` says why and what it costs.)

mod document;
#[cfg(test)]
mod example;
#[cfg(test)]
mod tests;
mod values;
mod words;
mod world;

pub use document::*;

use typst::{
    diag::{Severity, SourceDiagnostic},
    foundations::Smart,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use values::Values;
use world::{Fonts, Room};

/// Most rows of all tables together; beyond it a workbook serves better.
pub const MOST_ROWS: usize = 20_000;

/// Largest picture, in bytes of SVG.
pub const LARGEST_FIGURE: usize = 4 << 20;

/// Why a document could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// A row is not as long as its table has columns.
    #[error("table {table:?}, row {row}: expected {expected} cells, found {found}")]
    Row {
        /// The table's caption.
        table: String,
        /// The row, from 1; 0 for the total.
        row: usize,
        /// As many as there are columns.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// There are too many rows to be read on paper.
    #[error("the tables have {0} rows, a document takes {MOST_ROWS}: leave some out, or give a workbook")]
    TooLong(usize),
    /// A picture is too large.
    #[error("figure {0:?} is larger than {size} MiB of SVG: draw less", size = LARGEST_FIGURE >> 20)]
    Figure(String),
    /// A title is what a document is found and read aloud by.
    #[error("a document needs a title")]
    Untitled,
    /// The typesetter refused; with the SVG of a figure that does not read, as a rule.
    #[error("the document could not be set: {0}")]
    Refused(String),
}

/// A document as tagged PDF (PDF/A-2a and PDF/UA-1) on A4. The same document gives the same bytes. Takes a core for about as
/// long as a page takes to draw; call it off the async threads.
///
/// # Errors
/// [`PrintError`]; what a document *says* is never a reason.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PrintError> {
    let values = Values { fonts: Fonts::built_in() };
    sound(document, &values)?;
    let inputs = values.document(document);
    let room = Room::new(inputs).ok_or_else(|| PrintError::Refused("the template has no place".into()))?;
    let pages = typst::compile::<PagedDocument>(&room).output.map_err(|e| refused(&e))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|e| PrintError::Refused(e.message().to_string()))?;
    let bytes = typst_pdf::pdf(&pages, &options(document, standards)).map_err(|e| refused(&e));
    // What the typesetter remembers between documents must not grow for ever.
    typst::comemo::evict(4);
    bytes
}

/// The identifier of the file hangs on what it says about itself, not on when it was made.
fn options(document: &Document, standards: PdfStandards) -> PdfOptions {
    let seal = document.seal.as_ref().map(|s| format!("{} {}", s.act, s.hash)).unwrap_or_default();
    let ident =
        [&document.organisation, &document.title, document.language.code(), &document.issued.text, &seal].join("\n");
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Surety".into())),
        timestamp: None,
        standards,
        ..PdfOptions::default()
    }
}

fn sound(document: &Document, values: &Values<'_>) -> Result<(), PrintError> {
    if !values.says(&document.title) {
        return Err(PrintError::Untitled);
    }
    let mut rows = 0;
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        match block {
            Block::Table(table) => {
                rows += table.rows.len();
                even(table)?;
            }
            Block::Figure(figure) if figure.svg.len() > LARGEST_FIGURE => {
                return Err(PrintError::Figure(figure.caption.clone()));
            }
            _ => {}
        }
    }
    if rows > MOST_ROWS { Err(PrintError::TooLong(rows)) } else { Ok(()) }
}

fn even(table: &Table) -> Result<(), PrintError> {
    let expected = table.columns.len();
    let numbered = table.total.iter().map(|row| (0, row)).chain((1..).zip(&table.rows));
    match numbered.into_iter().find(|(_, row)| row.len() != expected) {
        None => Ok(()),
        Some((row, cells)) => Err(PrintError::Row { table: table.caption.clone(), row, expected, found: cells.len() }),
    }
}

fn refused(found: &[SourceDiagnostic]) -> PrintError {
    let said = found.iter().filter(|d| d.severity == Severity::Error).map(|d| d.message.to_string());
    PrintError::Refused(said.collect::<Vec<_>>().join("; "))
}
