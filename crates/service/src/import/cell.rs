//! From a cell to a field's outer form, in the ways people write numbers, dates, money and names.

use formats::table::{Cell, parse_date, parse_number};
use isms::{
    field::{Field, Ty, Val},
    isms::Isms,
    outer::{self, Names},
    values::{Currency, Money},
};
use serde_json::{Map, Value, json};
use std::{cell::RefCell, collections::HashMap, str::FromStr};

/// Records by what people call them: titles, e-mail addresses, functions.
pub struct Titles<'i> {
    isms: &'i Isms,
    known: RefCell<HashMap<&'static str, HashMap<String, Vec<String>>>>,
}

impl<'i> Titles<'i> {
    /// Titles of a value, indexed when they are first asked for.
    pub fn new(isms: &'i Isms) -> Titles<'i> {
        Titles { isms, known: RefCell::default() }
    }

    /// The organisation's currency.
    fn currency(&self) -> Currency {
        self.isms.currency()
    }

    /// The key that a name stands for among some kinds.
    fn key(&self, kinds: &'static [&'static str], name: &str) -> Result<String, String> {
        if self.isms.find(name).is_some() {
            return Ok(name.to_owned());
        }
        let wanted = if kinds.is_empty() { "record".to_owned() } else { kinds.join(" or ") };
        let mut found: Vec<String> = kinds.iter().flat_map(|k| self.named(k, name)).collect();
        found.sort();
        found.dedup();
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(format!("the key, title or e-mail address of a {wanted}")),
            many => Err(format!("the key of a {wanted}, because {} bear that name", many.join(", "))),
        }
    }

    fn named(&self, kind: &'static str, name: &str) -> Vec<String> {
        let mut known = self.known.borrow_mut();
        let index = known.entry(kind).or_insert_with(|| self.index(kind));
        index.get(&name.trim().to_lowercase()).cloned().unwrap_or_default()
    }

    fn index(&self, kind: &str) -> HashMap<String, Vec<String>> {
        let mut index: HashMap<String, Vec<String>> = HashMap::new();
        let Some(kind) = isms::kind::by_name(kind) else { return index };
        for record in self.isms.table(kind).iter().filter(|r| r.is_open()) {
            let mut names = vec![record.head().title.to_lowercase()];
            if let Some((_, Val::Str(email))) = record.body().named("email") {
                names.push(email.to_lowercase());
            }
            names.into_iter().for_each(|n| index.entry(n).or_default().push(record.key().to_string()));
        }
        index
    }
}

/// A cell as a field's outer form; the error says what was expected. An empty cell says nothing.
pub fn value(field: &Field, cell: &Cell, titles: &Titles<'_>) -> Result<Option<Value>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if text.trim().is_empty() => Ok(None),
        Cell::Error(_) => Err(outer::expected(field.ty).to_owned()),
        cell => typed(field.ty, cell, titles).map(Some),
    }
}

fn typed(ty: Ty, cell: &Cell, titles: &Titles<'_>) -> Result<Value, String> {
    let shown = cell.shown();
    let text = shown.trim();
    let wrong = || outer::expected(ty).to_owned();
    let number = || match cell {
        Cell::Number(n) => Some(*n),
        Cell::Text(text) => parse_number(text),
        _ => None,
    };
    match ty {
        Ty::Line => Ok(json!(text.split_whitespace().collect::<Vec<_>>().join(" "))),
        Ty::Text | Ty::Link | Ty::Clause => Ok(json!(text)),
        Ty::Int => number().filter(|n| n.fract() == 0.0 && n.abs() < 9e15).map(|n| json!(n as i64)).ok_or_else(wrong),
        Ty::Number => number().map(|n| json!(n)).ok_or_else(wrong),
        Ty::Share => share(cell, number()).ok_or_else(wrong),
        Ty::Flag => flag(cell).ok_or_else(wrong),
        Ty::Date => date(text).map(|d| json!(d)).ok_or_else(wrong),
        Ty::Time => moment(text).map(|t| json!(t)).ok_or_else(wrong),
        Ty::Money => money(text, number(), titles.currency()).map(|m| json!(m.to_string())).ok_or_else(wrong),
        Ty::Range => range(text).ok_or_else(wrong),
        Ty::Choice(options) => choice(options, text),
        Ty::Ref(kinds) => titles.key(kinds, text).map(Value::from),
        Ty::List(inner) => list(*inner, text, titles),
        Ty::Part(fields) => part(fields, text, titles),
    }
}

/// Several in one cell: by line, by semicolon, else by comma.
fn list(inner: Ty, text: &str, titles: &Titles<'_>) -> Result<Value, String> {
    let mark = ['\n', ';', ','].into_iter().find(|c| text.contains(*c)).unwrap_or(',');
    let pieces = text.split(mark).map(str::trim).filter(|p| !p.is_empty());
    pieces.map(|p| typed(inner, &Cell::Text(p.to_owned()), titles)).collect::<Result<Vec<_>, _>>().map(Value::from)
}

/// A struct that begins with a reference, as its key alone.
fn part(fields: &'static [Field], text: &str, titles: &Titles<'_>) -> Result<Value, String> {
    let first = fields.first().ok_or_else(|| "nothing".to_owned())?;
    let inner = typed(first.ty, &Cell::Text(text.to_owned()), titles)?;
    Ok(Value::Object(Map::from_iter([(first.name.to_owned(), inner)])))
}

fn share(cell: &Cell, number: Option<f64>) -> Option<Value> {
    let percent = |text: &str| parse_number(text.trim().strip_suffix('%')?.trim()).map(|p| p / 100.0);
    let share = match cell {
        Cell::Text(text) => percent(text).or(number),
        _ => number,
    };
    share.filter(|s| (0.0..=1.0).contains(s)).map(|s| json!(s))
}

fn flag(cell: &Cell) -> Option<Value> {
    match cell {
        Cell::Bool(b) => Some(json!(b)),
        Cell::Number(n) if *n == 0.0 || *n == 1.0 => Some(json!(*n == 1.0)),
        Cell::Text(text) => match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" | "x" | "ja" | "j" | "wahr" | "oui" | "o" | "vrai" | "1" => Some(json!(true)),
            "no" | "n" | "false" | "-" | "nein" | "falsch" | "non" | "faux" | "0" => Some(json!(false)),
            _ => None,
        },
        _ => None,
    }
}

fn date(text: &str) -> Option<String> {
    parse_date(text).or_else(|| named_month(text))
}

/// `31 March 2026`, `31. März 2026`, `March 31, 2026`.
fn named_month(text: &str) -> Option<String> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "janv"],
        &["feb", "fév", "fev"],
        &["mar", "mär", "mrz"],
        &["apr", "avr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû", "aou"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "déc"],
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let [a, b, year] = words.as_slice() else { return None };
    let (day, month) = if a.starts_with(|c: char| c.is_ascii_digit()) { (*a, *b) } else { (*b, *a) };
    let month = MONTHS.iter().position(|names| names.iter().any(|n| month.starts_with(n)))?;
    let day = i8::from_str(day.trim_end_matches(|c: char| !c.is_ascii_digit())).ok()?;
    let month = i8::try_from(month + 1).ok()?;
    jiff::civil::Date::new(year.parse().ok()?, month, day).ok().map(|d| d.to_string())
}

fn moment(text: &str) -> Option<String> {
    let stated = text.parse::<jiff::Timestamp>().ok();
    let utc = || format!("{}Z", text.replacen(' ', "T", 1)).parse::<jiff::Timestamp>().ok();
    let midnight = || format!("{}T00:00:00Z", date(text)?).parse().ok();
    stated.or_else(utc).or_else(midnight).map(|t| t.to_string())
}

/// `EUR 1,000.00`, `1.000,00 €`, `$5`, `1000` in the organisation's currency.
fn money(text: &str, number: Option<f64>, currency: Currency) -> Option<Money> {
    const SIGNS: [(&str, &str); 4] = [("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY")];
    let by_sign = SIGNS.iter().find(|(sign, _)| text.contains(sign));
    let code = text.split(|c: char| !c.is_ascii_alphabetic()).find(|w| !w.is_empty());
    let stated: Currency = match (by_sign, code) {
        (Some((_, code)), _) => code.parse().ok()?,
        (None, Some(code)) => code.to_uppercase().parse().ok()?,
        (None, None) => currency,
    };
    let digits: String = text.chars().filter(|c| !c.is_alphabetic() && !"€$£¥".contains(*c)).collect();
    let amount = number.or_else(|| parse_number(digits.trim())).or_else(|| grouped(digits.trim()))?;
    let minor = amount * 10f64.powi(stated.digits() as i32);
    (minor.abs() < 9e17).then(|| Money { minor: minor.round() as i64, currency: stated })
}

/// `1.234` could be two things as a number, but nobody writes money with three decimals.
fn grouped(digits: &str) -> Option<f64> {
    let (whole, group) = digits.split_once(['.', ','])?;
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (plain(whole) && plain(group) && group.len() == 3).then(|| format!("{whole}{group}").parse().ok()).flatten()
}

/// `1 - 5`, `1 to 5`, `1 bis 5`, `1..5`.
fn range(text: &str) -> Option<Value> {
    let mark = ["..", " to ", " bis ", " à ", "–", " - ", "-"].into_iter().find(|m| text.contains(m))?;
    let (low, high) = text.split_once(mark)?;
    let (low, high) = (parse_number(low.trim())?, parse_number(high.trim())?);
    (low <= high).then(|| json!({ "low": low, "high": high }))
}

fn choice(options: &[isms::field::Opt], text: &str) -> Result<Value, String> {
    let plain = |s: &str| s.to_lowercase().replace(['_', ' '], "-");
    let found = options.iter().find(|o| plain(o.value) == plain(text) || plain(o.label) == plain(text));
    let words = || format!("one of {}", options.iter().map(|o| o.value).collect::<Vec<_>>().join(", "));
    found.map(|o| json!(o.value)).ok_or_else(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_money_as_people_write_them() {
        for text in ["2026-03-31", "31.03.2026", "31. März 2026", "March 31, 2026", "31 mars 2026", "31/03/2026"] {
            assert_eq!(date(text).as_deref(), Some("2026-03-31"), "{text}");
        }
        let eur = Currency(*b"EUR");
        for (text, shown) in [
            ("1.234", "EUR 1234"),
            ("EUR 1,000.50", "EUR 1000.50"),
            ("1.000,50 €", "EUR 1000.50"),
            ("$5", "USD 5"),
            ("1 000 000", "EUR 1000000"),
            ("chf 12", "CHF 12"),
        ] {
            assert_eq!(money(text, parse_number(text), eur).map(|m| m.to_string()).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(money("a lot", None, eur), None);
        assert_eq!(range("0.5 bis 2,5"), Some(json!({"low": 0.5, "high": 2.5})));
    }
}
