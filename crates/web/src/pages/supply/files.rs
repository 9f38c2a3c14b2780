//! The register of information as files: a workbook for people, an archive of CSV files for programs.

use super::dora::told;
use crate::{
    cx::Cx,
    fault::{Fault, Result},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use isms::analysis::supply::dora::{self, Column, Filled, Value};
use report::{
    sheet::{Cell, Sheet, to_csv},
    workbook::{Book, Method, to_xlsx},
};
use std::io::{Cursor, Write};

fn download(cx: &Cx, bytes: Vec<u8>, media: &str, ending: &str) -> Response {
    let name = format!("attachment; filename=\"register-of-information-{}.{ending}\"", cx.view.moment().seq);
    ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
}

/// A value as the regulation writes it; what is unknown as `unknown` says.
fn written(value: &Value, unknown: Cell) -> Cell {
    match value {
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Word(english, _) => Cell::Text((*english).to_owned()),
        Value::Date(day) => Cell::Date(*day),
        Value::Number(n) => Cell::Number(*n),
        Value::Flag(on) => Cell::Text(if *on { "Yes" } else { "No" }.to_owned()),
        Value::Unknown => unknown,
        Value::Nothing => Cell::Empty,
    }
}

fn sheet(table: &Filled, header: impl Fn(&Column) -> String, unknown: &Cell) -> Sheet {
    let row = |r: &dora::Row| r.cells.iter().map(|c| written(&c.value, unknown.clone())).collect();
    Sheet {
        title: table.template.code.to_owned(),
        headers: table.template.columns.iter().map(header).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// Every cell that is unknown or wrong, with the record and field that fill it.
fn gaps(cx: &Cx, register: &[Filled]) -> Sheet {
    let mut rows = Vec::new();
    for table in register {
        for (index, row) in table.rows.iter().enumerate() {
            for (column, cell) in table.template.columns.iter().zip(&row.cells) {
                let what = match cell.wrong {
                    Some(wrong) => told(cx, wrong),
                    None if cell.is_unknown() => cx.w.t("unknown"),
                    None => continue,
                };
                let from = cell.from.and_then(|(id, field)| Some((cx.view.get(id)?.key().to_string(), field)));
                let (record, field) = from.unwrap_or_default();
                rows.push(vec![
                    Cell::Text(table.template.code.to_owned()),
                    Cell::Text(column.code.to_owned()),
                    Cell::Number((index + 1) as f64),
                    Cell::Text(what),
                    Cell::Text(record),
                    Cell::Text(field.to_owned()),
                ]);
            }
        }
    }
    let heads = ["dora-template", "dora-column", "dora-row", "dora-what", "dora-record", "dora-field"];
    Sheet { title: cx.w.t("dora-missing"), headers: heads.iter().map(|h| cx.w.t(h)).collect(), rows }
}

/// The workbook: a worksheet for each template, one of what is missing, one on the method.
pub fn xlsx(cx: &Cx, register: &[Filled]) -> Result<Response> {
    let unknown = Cell::Text(cx.w.t("unknown"));
    let head = |c: &Column| format!("{} {}", c.code, cx.w.t(c.name));
    let mut sheets: Vec<Sheet> = register.iter().map(|t| sheet(t, head, &unknown)).collect();
    sheets.push(gaps(cx, register));
    let act = cx.view.moment().seq.to_string();
    let lines = vec![(cx.w.t("dora-method-name"), cx.w.t("dora-method")), (cx.w.t("act"), act)];
    let method = Some(Method { title: cx.w.t("dora-method-name"), lines });
    let book =
        Book { title: cx.w.t("dora"), organisation: cx.org_name.clone(), issued: Some(cx.today()), sheets, method };
    let bytes = to_xlsx(&book).map_err(|e| Fault::bad(e.to_string()))?;
    Ok(download(cx, bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"))
}

/// The archive: `b_02.01.csv` and so on with the columns' codes, unknown cells empty, and `missing.csv`.
pub fn zip(cx: &Cx, register: &[Filled]) -> Result<Response> {
    let failed = |e: &dyn std::fmt::Display| Fault::bad(e.to_string());
    let head = |c: &Column| format!("c{}", c.code);
    let mut files: Vec<(String, Sheet)> =
        register.iter().map(|t| (format!("{}.csv", t.template.file()), sheet(t, head, &Cell::Empty))).collect();
    files.push(("missing.csv".into(), gaps(cx, register)));
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, sheet) in &files {
        let bytes = to_csv(sheet).map_err(|e| failed(&e))?;
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).map_err(|e| failed(&e))?;
        archive.write_all(&bytes).map_err(|e| failed(&e))?;
    }
    let bytes = archive.finish().map_err(|e| failed(&e))?.into_inner();
    Ok(download(cx, bytes, "application/zip", "zip"))
}
