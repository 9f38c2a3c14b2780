//! Numbers and dates that people typed as text, and text that must not become a formula.

use jiff::civil::Date;

/// A number in English (1,234.56), German (1.234,56), French (1 234,56) or Swiss (1'234.56) form. `None` if it is no number
/// or could be two: `1.234` is a thousand to some and one and a bit to others.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) =
        text.strip_prefix('-').map_or((1.0, text.strip_prefix('+').unwrap_or(text)), |rest| (-1.0, rest));
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = digits.split(|c: char| !c.is_ascii_digit()).collect();
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let plain = decimal(&parts, &marks)?;
    plain.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| sign * n)
}

/// The digits with a point for the decimal mark and no grouping.
fn decimal(parts: &[&str], marks: &[char]) -> Option<String> {
    let (&last, groups) = match marks.split_last() {
        None => return Some(parts.concat()),
        Some(split) => split,
    };
    let grouped = |parts: &[&str]| {
        parts.first().is_some_and(|p| (1..=3).contains(&p.len())) && parts.iter().skip(1).all(|p| p.len() == 3)
    };
    let is_space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\'' | '’');
    let (fraction, whole) = parts.split_last()?;
    match groups.first() {
        // One mark: a grouping space, or a decimal mark unless it might group.
        None if is_space(last) => grouped(parts).then(|| parts.concat()),
        None if !matches!(last, '.' | ',') => None,
        None if grouped(parts) && !whole.concat().starts_with('0') => None,
        None => Some(format!("{}.{fraction}", whole.concat())),
        // Several: all the same group, or the last one is the decimal mark.
        Some(first) if groups.iter().any(|g| g != first) || !(is_space(*first) || matches!(first, '.' | ',')) => None,
        Some(first) if *first == last => grouped(parts).then(|| parts.concat()),
        Some(_) if matches!(last, '.' | ',') && grouped(whole) => Some(format!("{}.{fraction}", whole.concat())),
        Some(_) => None,
    }
}

/// A date as `2026-01-31`, from ISO, German (31.1.2026), slashed (31/01/2026 or 01/31/2026, only where the day is clear) or
/// year-first forms; a time behind it is dropped. `None` if it is no date or could be two.
pub fn parse_date(text: &str) -> Option<String> {
    let date = text.trim().split(['T', ' ']).next()?;
    let mark = date.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '.' | '/'))?;
    let parts: Vec<&str> = date.split(mark).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |s: &str| s.parse::<i16>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a.len(), c.len(), mark) {
        (4, 1..=2, _) => (x, y, z),
        (1..=2, 4, '.') => (z, y, x),
        (1..=2, 4, _) if x > 12 || x == y => (z, y, x),
        (1..=2, 4, _) if y > 12 => (z, x, y),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}
