//! Print: documents as PDF, workbooks as XLSX, tables as CSV.

pub mod print;
pub mod sheet;
pub mod workbook;
