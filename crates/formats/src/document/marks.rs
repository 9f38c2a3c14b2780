//! The small marks of documents: numbers, record keys, lists, times.

use super::prose::one_line;

/// The number of a statement or requirement: 3, 3.1, 12a.
pub(super) fn is_number(text: &str) -> bool {
    let part = |p: &str| {
        let digits = p.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(p);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    text.len() <= 20 && text.split('.').all(part)
}

/// A key of a record, such as OBJ-9.
pub(super) fn is_key(text: &str) -> bool {
    text.split_once('-').is_some_and(|(prefix, number)| {
        (2..=6).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_uppercase())
            && (1..=9).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Keys parted by commas; `None` if anything else is among them.
pub(super) fn keys(text: &str) -> Option<Vec<String>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    text.split(',').map(|k| Some(k.trim()).filter(|k| is_key(k)).map(str::to_owned)).collect()
}

/// A text and the list of keys in brackets at its end.
pub(super) fn trailing_keys(text: &str) -> Option<(&str, Vec<String>)> {
    let (before, list) = text.strip_suffix(']')?.rsplit_once('[')?;
    let apart = before.is_empty() || before.ends_with(char::is_whitespace);
    if !apart { None } else { Some((before.trim_end(), keys(list)?)) }
}

/// The mark of an ordered list (`1.`, `1)`) and the text behind it with its blanks.
pub(super) fn ordered(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let behind = rest.strip_prefix(['.', ')'])?;
    let parted = behind.is_empty() || behind.starts_with([' ', '\t']);
    ((1..=9).contains(&digits) && parted).then(|| (text.get(..digits + 1).unwrap_or(text), behind))
}

/// What stands behind the mark of a list, ordered or not, with its blanks.
pub(super) fn behind_mark(text: &str) -> Option<&str> {
    let bullet = text.strip_prefix(['-', '*', '+']).filter(|t| t.starts_with([' ', '\t']));
    bullet.or_else(|| ordered(text).map(|(_, behind)| behind).filter(|t| !t.is_empty()))
}

/// Units of time in minutes, in the languages of our readers.
const UNITS: [(&[&str], f64); 4] = [
    (&["s", "sec", "sek", "second", "seconds", "sekunde", "sekunden", "seconde", "secondes"], 1.0 / 60.0),
    (&["min", "mins", "minute", "minutes", "minuten", "m"], 1.0),
    (&["h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures"], 60.0),
    (&["d", "day", "days", "tag", "tage", "jour", "jours"], 24.0 * 60.0),
];

/// A time such as `5 min` or `1,5 h`, in minutes. A bare number is none: nobody knows its unit.
pub(super) fn minutes(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number = text.get(..text.len() - unit.len()).filter(|n| n.starts_with(|c: char| c.is_ascii_digit()))?;
    let unit = unit.trim().trim_end_matches('.').to_lowercase();
    let (_, factor) = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str()))?;
    let number = match number.split_once(',') {
        Some((_, fraction)) if fraction.len() > 2 => return None,
        Some(_) => number.replace(',', "."),
        None => number.to_owned(),
    };
    number.parse::<f64>().ok().map(|n| n * factor).filter(|n| n.is_finite())
}

/// Minutes as [`minutes`] reads them.
pub(super) fn minutes_text(minutes: f64) -> String {
    format!("{minutes} min")
}

/// Minutes that can be written.
pub(super) fn tidy_minutes(minutes: Option<f64>) -> Option<f64> {
    minutes.filter(|m| m.is_finite() && *m >= 0.0).map(|m| m + 0.0)
}

/// Texts on one line each, without empty ones.
pub(super) fn tidy_list(list: &[String]) -> Vec<String> {
    list.iter().map(|t| one_line(t)).filter(|t| !t.is_empty()).collect()
}
