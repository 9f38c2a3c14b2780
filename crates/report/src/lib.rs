//! Print: workbooks as XLSX, tables as CSV, charts as SVG.

pub mod sheet;
