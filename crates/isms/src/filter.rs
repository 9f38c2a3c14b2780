//! The registers' filter language: `owner:me state:open value>1000 "two words" -tag:old sort:-changed`.
//!
//! A query is parsed once against a kind's fields; a fault names the place in the text and what was expected.

use crate::{
    check::Fault,
    field::{Field, Ty},
    head,
    kind::KindInfo,
    lifecycle::Phase,
    table,
    values::{Money, RecordId},
};
use jiff::civil::Date;

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `:` or `=`.
    Is,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A text that occurs in key or title.
    Title(String),
    /// A text that occurs anywhere in the record: `text:word`.
    Anywhere(String),
    /// A column compared with one of several words.
    Column {
        /// The column.
        column: usize,
        /// How.
        op: Op,
        /// With what.
        words: Vec<u64>,
    },
    /// A text field (or list of texts) that contains one of several texts.
    Contains {
        /// The field.
        field: &'static str,
        /// Lower case.
        texts: Vec<String>,
    },
    /// A relation to one of several records.
    Points {
        /// The field; empty for any.
        field: &'static str,
        /// The records.
        targets: Vec<RecordId>,
    },
    /// `has:field`.
    Has(&'static str),
    /// `is:draft`, `is:live`, `is:closed`.
    Phase(Phase),
    /// `is:overdue`: next review before today.
    Overdue,
}

/// A parsed query: every condition must hold (or not hold, where negated).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Conditions, with whether each is negated.
    pub tests: Vec<(bool, Test)>,
    /// Column and whether descending.
    pub sort: Option<(usize, bool)>,
}

/// What words in a query stand for.
pub trait Meaning {
    /// The records that `me` stands for: the person and their teams and roles.
    fn me(&self) -> Vec<RecordId>;
    /// The record of a key.
    fn key(&self, key: &str) -> Option<RecordId>;
}

/// Parses a query for a kind.
pub fn parse(kind: &'static KindInfo, text: &str, meaning: &dyn Meaning) -> Result<Query, Fault> {
    if text.len() > 2_000 {
        return Err(Fault::at("/filter", "a filter may have 2,000 characters at most"));
    }
    let mut query = Query::default();
    for (at, term) in terms(text) {
        term_into(kind, &term, meaning, &mut query)
            .map_err(|m| Fault::at("/filter", format!("at character {}: {m}", at + 1)))?;
    }
    Ok(query)
}

/// Splits at spaces outside quotes; gives the position (in characters) of each term.
fn terms(text: &str) -> Vec<(usize, String)> {
    let (mut out, mut term, mut start, mut quoted) = (Vec::new(), String::new(), 0, false);
    for (at, letter) in text.chars().enumerate() {
        if letter == '"' {
            quoted = !quoted;
        }
        if letter.is_whitespace() && !quoted {
            if !term.is_empty() {
                out.push((start, std::mem::take(&mut term)));
            }
            continue;
        }
        if term.is_empty() {
            start = at;
        }
        term.push(letter);
    }
    if !term.is_empty() {
        out.push((start, term));
    }
    out
}

fn term_into(kind: &'static KindInfo, term: &str, meaning: &dyn Meaning, query: &mut Query) -> Result<(), String> {
    let (negated, bare) = match term.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, term),
    };
    let named = bare.find([':', '<', '>', '=']).filter(|at| *at > 0 && !bare[..*at].contains('"'));
    let Some(at) = named else {
        query.tests.push((negated, Test::Title(unquote(bare).to_lowercase())));
        return Ok(());
    };
    let (name, rest) = bare.split_at(at);
    let (op, value) = operator(rest);
    if name == "sort" {
        let (descending, column) = value.strip_prefix('-').map_or((false, value), |v| (true, v));
        let column = table::column_of(kind, column).ok_or_else(|| unknown(kind, column))?;
        query.sort = Some((column, descending));
        return Ok(());
    }
    let (no, test) = test(kind, name, op, value, meaning)?;
    query.tests.push((negated ^ no, test));
    Ok(())
}

fn operator(rest: &str) -> (Op, &str) {
    for (mark, op) in
        [("<=", Op::AtMost), (">=", Op::AtLeast), ("<", Op::Below), (">", Op::Above), (":", Op::Is), ("=", Op::Is)]
    {
        if let Some(value) = rest.strip_prefix(mark) {
            return (op, value);
        }
    }
    (Op::Is, rest)
}

fn unquote(text: &str) -> String {
    text.replace('"', "")
}

fn unknown(kind: &KindInfo, name: &str) -> String {
    let names: Vec<&str> =
        table::FIXED.iter().copied().chain(head::FIELDS.iter().chain(kind.fields).map(|f| f.name)).collect();
    format!(
        "a {} has no field {name:?}; expected one of {}, has, no, is, text, sort",
        kind.label.to_lowercase(),
        names.join(", ")
    )
}

/// A condition, and whether the word itself negates it (`no:owner`).
fn test(
    kind: &'static KindInfo,
    name: &str,
    op: Op,
    value: &str,
    meaning: &dyn Meaning,
) -> Result<(bool, Test), String> {
    let values: Vec<String> = value.split(',').map(unquote).filter(|v| !v.is_empty()).collect();
    let field = |name: &str| head::FIELDS.iter().find(|f| f.name == name).or_else(|| kind.field(name));
    match name {
        "text" => return Ok((false, Test::Anywhere(unquote(value).to_lowercase()))),
        "has" | "no" => {
            let field = field(value).ok_or_else(|| unknown(kind, value))?;
            return Ok((name == "no", Test::Has(field.name)));
        }
        "is" => return is(value).map(|t| (false, t)),
        "points" => return Ok((false, Test::Points { field: "", targets: records(&values, meaning)? })),
        _ => {}
    }
    if values.is_empty() {
        return Err(format!("{name} needs a value behind it"));
    }
    if let Some(column) = table::FIXED.iter().position(|f| *f == name) {
        let words = values.iter().map(|v| fixed_word(kind, name, v)).collect::<Result<_, _>>()?;
        return Ok((false, Test::Column { column, op, words }));
    }
    let field =
        field(name).or_else(|| (name == "tag").then(|| field("tags")).flatten()).ok_or_else(|| unknown(kind, name))?;
    field_test(kind, field, op, &values, meaning).map(|t| (false, t))
}

fn is(value: &str) -> Result<Test, String> {
    Ok(match value {
        "draft" => Test::Phase(Phase::Draft),
        "live" => Test::Phase(Phase::Live),
        "closed" => Test::Phase(Phase::Closed),
        "overdue" => Test::Overdue,
        other => return Err(format!("expected is:draft, is:live, is:closed or is:overdue, found is:{other}")),
    })
}

fn records(values: &[String], meaning: &dyn Meaning) -> Result<Vec<RecordId>, String> {
    let mut out = Vec::new();
    for value in values {
        match value.as_str() {
            "me" => out.extend(meaning.me()),
            key => out.push(
                meaning.key(key).ok_or_else(|| format!("there is no {key}; expected a key such as RSK-12, or me"))?,
            ),
        }
    }
    Ok(out)
}

fn fixed_word(kind: &KindInfo, name: &str, value: &str) -> Result<u64, String> {
    use crate::field::Val;
    match name {
        "key" => match crate::head::Key::parse(value).filter(|k| k.kind == kind) {
            Some(key) => Ok(u64::from(key.number)),
            None => value.parse().map_err(|_| format!("expected a key such as {}-12, found {value:?}", kind.prefix)),
        },
        "state" => match kind.lifecycle.states.iter().position(|s| s.name == value) {
            Some(at) => Ok(at as u64 + 1),
            None => {
                let states: Vec<&str> = kind.lifecycle.states.iter().map(|s| s.name).collect();
                Err(format!("expected a state of {}, found {value:?}", states.join(", ")))
            }
        },
        "changed" | "created" => {
            let date: Date =
                value.parse().map_err(|_| format!("expected a date such as 2026-03-31, found {value:?}"))?;
            let start = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|e| e.to_string())?;
            Ok(table::word(Ty::Time, &Val::Time(start.timestamp())))
        }
        _ => {
            let n: i64 = value.parse().map_err(|_| format!("expected a whole number, found {value:?}"))?;
            Ok(if name == "edition" { n.max(0) as u64 } else { table::word(Ty::Int, &Val::Int(n)) })
        }
    }
}

fn field_test(
    kind: &'static KindInfo,
    field: &'static Field,
    op: Op,
    values: &[String],
    meaning: &dyn Meaning,
) -> Result<Test, String> {
    if points(field.ty) {
        let keys = values.iter().all(|v| v == "me" || crate::head::Key::parse(v).is_some());
        if keys || !matches!(field.ty, Ty::Part(_) | Ty::List(Ty::Part(_))) {
            return Ok(Test::Points { field: field.name, targets: records(values, meaning)? });
        }
    }
    match field.ty {
        Ty::Line | Ty::Text | Ty::Link | Ty::Clause | Ty::List(_) | Ty::Part(_) if op == Op::Is => {
            Ok(Test::Contains { field: field.name, texts: values.iter().map(|v| v.to_lowercase()).collect() })
        }
        ty => {
            let words = values.iter().map(|v| field_word(ty, v)).collect::<Result<_, _>>()?;
            let column = table::column_of(kind, field.name).ok_or_else(|| unknown(kind, field.name))?;
            Ok(Test::Column { column, op, words })
        }
    }
}

/// Whether values of a type point at records.
pub fn points(ty: Ty) -> bool {
    match ty {
        Ty::Ref(_) => true,
        Ty::List(inner) => points(*inner),
        Ty::Part(fields) => fields.iter().any(|f| points(f.ty)),
        _ => false,
    }
}

fn field_word(ty: Ty, value: &str) -> Result<u64, String> {
    use crate::field::Val;
    let number = |v: &str| v.trim().replace(',', "").parse::<f64>().ok().filter(|n| n.is_finite());
    let val = match ty {
        Ty::Choice(options) => match options.iter().find(|o| o.value == value) {
            Some(option) => Some(Val::Choice(option.value)),
            None => {
                let words: Vec<&str> = options.iter().map(|o| o.value).collect();
                return Err(format!("expected one of {}, found {value:?}", words.join(", ")));
            }
        },
        Ty::Flag => match value {
            "yes" | "true" => Some(Val::Flag(true)),
            "no" | "false" => Some(Val::Flag(false)),
            _ => None,
        },
        Ty::Date => value.parse().ok().map(Val::Date),
        Ty::Time => value.parse().ok().map(Val::Time),
        Ty::Int => value.parse().ok().map(Val::Int),
        Ty::Share => match value.strip_suffix('%') {
            Some(percent) => number(percent).map(|p| Val::Num(p / 100.0)),
            None => number(value).map(Val::Num),
        },
        Ty::Number | Ty::Range => number(value).map(Val::Num),
        Ty::Money => value.parse::<Money>().ok().or_else(|| format!("EUR {value}").parse().ok()).map(Val::Money),
        _ => None,
    };
    match val {
        Some(val) => Ok(table::word(ty, &val)),
        None => Err(format!("expected {}, found {value:?}", crate::outer::expected(ty))),
    }
}
