//! An organisation's own fields: ten flat types, declared by a record, kept beside every kind's own.

use crate::{
    check::Check, everywhere::FieldDefinition, everywhere::field_definition::CustomType, outer, values::Money,
};
use serde_json::Value;

/// Checks a record's custom fields against their declarations.
pub fn check(check: &mut Check<'_>) {
    let isms = check.isms;
    let kind = check.record.kind().name;
    for (name, value) in check.record.custom().clone() {
        let at = outer::pointer("/custom", &name);
        let declared = isms.all::<FieldDefinition>().find(|d| d.body.of_kind == kind && d.body.name == name);
        match declared {
            None => check.fault(at, format!("no field {name:?} is declared for this kind; declare it first")),
            Some(d) if fits(d.body.holds, &d.body.options, &value) => {}
            Some(d) => check.fault(at, format!("expected {}, found {value}", expected(d.body.holds, &d.body.options))),
        }
    }
}

fn fits(holds: CustomType, options: &[String], value: &Value) -> bool {
    match (holds, value) {
        (_, Value::Null) => true,
        (CustomType::Line, Value::String(s)) => !s.contains('\n'),
        (CustomType::Text, Value::String(_)) => true,
        (CustomType::Integer, Value::Number(n)) => n.is_i64(),
        (CustomType::Number, Value::Number(_)) => true,
        (CustomType::Flag, Value::Bool(_)) => true,
        (CustomType::Money, Value::String(s)) => s.parse::<Money>().is_ok(),
        (CustomType::Date, Value::String(s)) => s.parse::<jiff::civil::Date>().is_ok(),
        (CustomType::Moment, Value::String(s)) => s.parse::<jiff::Timestamp>().is_ok(),
        (CustomType::Choice, Value::String(s)) => options.contains(s),
        (CustomType::Link, Value::String(s)) => crate::values::Url::is_safe(s),
        _ => false,
    }
}

/// What a custom type accepts, in words.
pub fn expected(holds: CustomType, options: &[String]) -> String {
    match holds {
        CustomType::Line => "one line of text".into(),
        CustomType::Text => "text".into(),
        CustomType::Integer => "a whole number".into(),
        CustomType::Number => "a number".into(),
        CustomType::Flag => "true or false".into(),
        CustomType::Money => "an amount such as EUR 1000".into(),
        CustomType::Date => "a date such as 2026-03-31".into(),
        CustomType::Moment => "a moment such as 2026-03-31T09:00:00Z".into(),
        CustomType::Choice => format!("one of {}", options.join(", ")),
        CustomType::Link => "an address that begins with https://".into(),
    }
}
