//! `kinds`: what there is to record.

use crate::{
    cli::Global,
    failure::{FINE, Failure, Outcome},
    out,
};
use isms::{
    field::{Field, Ty},
    head, kind,
};
use serde_json::{Value, json};

/// Lists the kinds, or the fields of one.
pub fn run(global: &Global, name: Option<&str>) -> Outcome {
    let Some(name) = name else {
        list(global);
        return Ok(FINE);
    };
    let found = kind::by_name(name).or_else(|| kind::by_plural(name)).or_else(|| kind::by_prefix(name));
    let kind = found.ok_or_else(|| Failure::said(format!("there is no kind {name:?}; surety kinds lists them")))?;
    let fields: Vec<&Field> = head::FIELDS.iter().chain(kind.fields).collect();
    if global.json {
        let states: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.name).collect();
        let fields: Vec<Value> = fields.iter().map(|f| describe(f)).collect();
        out::json(
            &json!({ "name": kind.name, "prefix": kind.prefix, "about": kind.about, "states": states, "fields": fields }),
        );
        return Ok(FINE);
    }
    let states: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.name).collect();
    out::line(&format!(
        "{} ({}-1, folder {}): {}\nstates: {}\n",
        kind.label,
        kind.prefix,
        kind.plural,
        kind.about,
        states.join(", ")
    ));
    let mut rows = Vec::new();
    fields.iter().for_each(|f| row(f, 0, &mut rows));
    out::table(&["FIELD", "TYPE", "", "HELP"], &rows);
    Ok(FINE)
}

fn list(global: &Global) {
    if global.json {
        let kinds = isms::KINDS.iter().map(
            |k| json!({ "name": k.name, "prefix": k.prefix, "plural": k.plural, "label": k.label, "about": k.about }),
        );
        return out::json(&Value::Array(kinds.collect()));
    }
    let row =
        |k: &&kind::KindInfo| vec![k.name.to_owned(), k.prefix.to_owned(), k.plural.to_owned(), k.about.to_owned()];
    out::table(&["KIND", "KEYS", "FOLDER", "ABOUT"], &isms::KINDS.iter().map(row).collect::<Vec<_>>());
}

fn row(field: &Field, depth: usize, rows: &mut Vec<Vec<String>>) {
    let required = if field.required { "required" } else { "" };
    rows.push(vec![
        format!("{}{}", "  ".repeat(depth), field.name),
        words(field.ty),
        required.into(),
        field.help.to_owned(),
    ]);
    parts(field.ty).iter().for_each(|f| row(f, depth + 1, rows));
}

fn words(ty: Ty) -> String {
    match ty {
        Ty::Line => "line".into(),
        Ty::Text => "text".into(),
        Ty::Int => "whole number".into(),
        Ty::Number => "number".into(),
        Ty::Share => "share 0..1".into(),
        Ty::Flag => "true or false".into(),
        Ty::Date => "date".into(),
        Ty::Time => "moment".into(),
        Ty::Money => "money".into(),
        Ty::Range => "range {low, high}".into(),
        Ty::Link => "address".into(),
        Ty::Clause => "framework:requirement".into(),
        Ty::Choice(options) => options.iter().map(|o| o.value).collect::<Vec<_>>().join(" | "),
        Ty::Ref([]) => "key".into(),
        Ty::Ref(kinds) => format!("key of {}", kinds.join(" or ")),
        Ty::List(inner) => format!("list of {}", words(*inner)),
        Ty::Part(_) => "fields".into(),
    }
}

fn describe(field: &Field) -> Value {
    let mut out = json!({ "name": field.name, "label": field.label, "type": words(field.ty), "required": field.required, "help": field.help });
    let inner = parts(field.ty);
    if let (false, Some(members)) = (inner.is_empty(), out.as_object_mut()) {
        members.insert("fields".into(), inner.iter().map(describe).collect());
    }
    out
}

/// The fields within a field.
fn parts(ty: Ty) -> &'static [Field] {
    match ty {
        Ty::Part(inner) => inner,
        Ty::List(inner) => parts(*inner),
        _ => &[],
    }
}
