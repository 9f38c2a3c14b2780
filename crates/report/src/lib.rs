//! Print: documents as PDF, workbooks as XLSX, tables as CSV, charts as SVG.

pub mod chart;
pub mod print;
pub mod sheet;
pub mod workbook;
