//! A register as a file: everything that matches, with the columns shown.

use super::{kind_of, register};
use crate::{
    cx::Cx,
    fault::{Fault, Result},
};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use isms::{
    field::{Fields, Val},
    record::AnyRecord,
};
use report::{
    sheet::{Cell, Sheet, to_csv},
    workbook,
};

/// `GET /{plural}/export/{format}`
pub async fn download(cx: Cx, Path((plural, format)): Path<(String, String)>) -> Result<Response> {
    let kind = kind_of(&cx, &plural)?;
    let asked = register::asked(&cx, kind);
    if let Some(wrong) = asked.error {
        return Err(Fault::bad(wrong));
    }
    let found = cx.view.page(kind, &asked.query, 0, usize::MAX);
    let labels = register::all_columns(&cx, kind);
    let headers = asked
        .columns
        .iter()
        .map(|c| labels.iter().find(|(n, _, _)| n == c).map_or(c.clone(), |(_, l, _)| l.clone()))
        .collect();
    let rows = found.rows.iter().map(|r| asked.columns.iter().map(|c| cell(&cx, r.as_ref(), c)).collect()).collect();
    let sheet = Sheet { title: cx.kind_label(kind, true), headers, rows };
    let (bytes, media) = match format.as_str() {
        "csv" => (to_csv(&sheet).map_err(|e| e.to_string()), "text/csv; charset=utf-8"),
        "xlsx" => (
            workbook::of_sheet(sheet).map_err(|e| e.to_string()),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        other => return Err(Fault::missing(format!("download as {other}"))),
    };
    let bytes = bytes.map_err(Fault::bad)?;
    let name = format!("attachment; filename=\"{}-{}.{format}\"", kind.plural, cx.view.moment().seq);
    Ok(([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

fn cell(cx: &Cx, record: &dyn AnyRecord, column: &str) -> Cell {
    match column {
        "key" => return Cell::Text(record.key().to_string()),
        "state" => return Cell::Text(cx.state_label(record.kind(), &record.head().state)),
        "changed" => return Cell::Text(record.head().changed.to_string()),
        "created" => return Cell::Text(record.head().created.to_string()),
        "version" => return Cell::Number(record.head().version as f64),
        "edition" => return record.in_force().map_or(Cell::Empty, |e| Cell::Number(f64::from(e.number))),
        _ => {}
    }
    let found = (record.head() as &dyn Fields).named(column).or_else(|| record.body().named(column));
    found.map_or(Cell::Empty, |(field, value)| written(cx, field.ty, &value))
}

fn written(cx: &Cx, ty: isms::field::Ty, value: &Val<'_>) -> Cell {
    match value {
        Val::Empty => Cell::Empty,
        Val::Int(n) => Cell::Number(*n as f64),
        Val::Num(n) if ty == isms::field::Ty::Share => Cell::Share(*n),
        Val::Num(n) => Cell::Number(*n),
        Val::Date(d) => Cell::Date(*d),
        Val::Money(m) => Cell::Money(m.major(), m.currency.code().to_owned()),
        Val::Choice(word) => Cell::Text(cx.choice_label(ty, word)),
        other => Cell::Text(text(&isms::outer::write_val(other, &cx.view))),
    }
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(s) => s.clone(),
        serde_json::Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        serde_json::Value::Object(members) => {
            members.iter().map(|(k, v)| format!("{k}: {}", text(v))).collect::<Vec<_>>().join(", ")
        }
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}
