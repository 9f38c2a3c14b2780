//! Print: workbooks as XLSX, tables as CSV, charts as SVG.

pub mod chart;
pub mod sheet;
