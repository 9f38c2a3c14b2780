//! The data types of OSCAL: what a scalar must look like, and how one that does not can be mended.
//!
//! The patterns are those of the Metaschema data types as the released JSON schemas state them.

use super::table::Data;

/// A data type's stable word for a rule, what it expects in words, and whether a text fits.
pub(super) struct Expected {
    pub rule: &'static str,
    pub words: &'static str,
}

/// What is expected of a type.
pub(super) fn expected(ty: Data) -> Expected {
    let (rule, words) = match ty {
        Data::String => ("string", "text of one line without blanks around it"),
        Data::Token => ("token", "a token: a letter or `_`, then letters, digits, `.`, `-` or `_`"),
        Data::Uuid => ("uuid", "a UUID of version 4 or 5"),
        Data::Uri => ("uri", "an absolute URI such as `https://example.org/`"),
        Data::Ref => ("uri-reference", "a URI or a relative reference without blanks"),
        Data::DateTime => ("date-time", "a date and time with its zone, such as `2024-02-29T12:00:00Z`"),
        Data::Date => ("date", "a date such as `2024-02-29`"),
        Data::Email => ("email", "an e-mail address"),
        Data::Line => ("markup-line", "markup of one line"),
        Data::Multi => ("markup-multiline", "markup"),
        Data::Base64 => ("base64", "data in base 64"),
        Data::Natural => ("natural-number", "a whole number of at least 0"),
        Data::Positive => ("positive-number", "a whole number of at least 1"),
        Data::Decimal => ("decimal", "a number"),
        Data::Bool => ("boolean", "true or false"),
    };
    Expected { rule, words }
}

/// Whether a text fits a type that is text in JSON. Numbers and truth values are no text there and never fit.
pub(super) fn fits(ty: Data, text: &str) -> bool {
    match ty {
        Data::String => is_string(text),
        Data::Token => is_token(text),
        Data::Uuid => is_uuid(text),
        Data::Uri => is_uri(text),
        Data::Ref => is_reference(text),
        Data::DateTime => split_date_time(text).is_some_and(|(_, zone)| !zone.is_empty()),
        Data::Date => date(text).is_some_and(is_zone_or_nothing),
        Data::Email => is_string(text) && text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()),
        Data::Line => !text.is_empty() && !text.contains('\n'),
        Data::Multi => true,
        Data::Base64 => is_base64(text),
        Data::Natural | Data::Positive | Data::Decimal | Data::Bool => false,
    }
}

/// A text that fits and says the same, if there is one.
pub(super) fn mended(ty: Data, text: &str) -> Option<String> {
    let tidy = || text.split_whitespace().collect::<Vec<_>>().join(" ");
    let candidate = match ty {
        Data::String | Data::Line => tidy(),
        Data::Email => text.trim().trim_start_matches("mailto:").to_owned(),
        Data::Token => as_token(text.trim()),
        Data::DateTime => as_date_time(text.trim()),
        Data::Base64 => text.split_whitespace().collect(),
        Data::Ref => text.trim().replace(' ', "%20"),
        _ => text.trim().to_owned(),
    };
    fits(ty, &candidate).then_some(candidate)
}

fn is_string(text: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '\u{FEFF}');
    edge(text.chars().next()) && edge(text.chars().next_back()) && !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

fn is_token(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    first && chars.all(in_token)
}

fn in_token(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}

/// `_` before what may not come first, `-` for every run of characters that may not occur.
fn as_token(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match in_token(c) {
            true => out.push(c),
            false if !out.ends_with('-') => out.push('-'),
            false => {}
        }
    }
    let out = out.trim_end_matches('-');
    let fits_first = out.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if fits_first || out.is_empty() { out.to_owned() } else { format!("_{out}") }
}

fn is_uuid(text: &str) -> bool {
    let fits = |(i, b): (usize, u8)| match i {
        8 | 13 | 18 | 23 => b == b'-',
        14 => matches!(b, b'4' | b'5'),
        19 => matches!(b, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
        _ => b.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let first = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let all = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    first && all && scheme.len() > 1 && !rest.is_empty() && is_reference(rest)
}

/// RFC 3986 wants everything else percent-encoded; letters beyond ASCII are let through as RFC 3987 does.
fn is_reference(text: &str) -> bool {
    let bad = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    };
    !text.contains(bad)
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && !body.is_empty()
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}

/// Takes two digits within a range off the front.
fn two(text: &str, most: u8) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let number = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    (number <= most).then_some((number, rest))
}

/// Takes a date off the front and gives what follows.
fn date(text: &str) -> Option<&str> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: u16 = year.bytes().all(|b| b.is_ascii_digit()).then(|| year.parse().ok()).flatten()?;
    let (month, rest) = two(rest.strip_prefix('-')?, 12)?;
    let (day, rest) = two(rest.strip_prefix('-')?, 31)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let longest = match month {
        0 => 0,
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (year >= 1900 && (1..=longest).contains(&day)).then_some(rest)
}

/// A date-time and its zone, which may be missing.
fn split_date_time(text: &str) -> Option<(&str, &str)> {
    let rest = date(text)?.strip_prefix('T')?;
    let (_, rest) = two(rest, 23)?;
    let (_, rest) = two(rest.strip_prefix(':')?, 59)?;
    let (_, rest) = two(rest.strip_prefix(':')?, 59)?;
    let rest = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return None;
            }
            zone
        }
    };
    let (moment, zone) = text.split_at_checked(text.len() - rest.len())?;
    is_zone_or_nothing(zone).then_some((moment, zone))
}

fn is_zone_or_nothing(zone: &str) -> bool {
    if zone.is_empty() || zone == "Z" {
        return true;
    }
    let clock = zone.strip_prefix(['+', '-']).and_then(|z| two(z, 14)).and_then(|(_, z)| two(z.strip_prefix(':')?, 59));
    clock.is_some_and(|(_, rest)| rest.is_empty())
}

/// A missing zone becomes `Z`, a date alone midnight there, and a blank between date and time a `T`.
fn as_date_time(text: &str) -> String {
    let text = match text.as_bytes().get(10) {
        Some(b' ' | b't') => text.char_indices().map(|(i, c)| if i == 10 { 'T' } else { c }).collect(),
        None if text.len() == 10 => format!("{text}T00:00:00"),
        _ => text.to_owned(),
    };
    let text = text.strip_suffix('z').map_or(text.clone(), |t| format!("{t}Z"));
    match split_date_time(&text) {
        Some((_, "")) => text + "Z",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_fit_and_mend() {
        for (ty, good, bad) in [
            (Data::Token, "ac-6.1_ä", "1.a"),
            (Data::String, "a b", " a"),
            (Data::String, "é", "a\nb"),
            (Data::Uuid, "0470d39a-3e02-4bff-82cf-676d522c1554", "0470d39a-3e02-1bff-82cf-676d522c1554"),
            (Data::Uri, "urn:x:y", "no-scheme"),
            (Data::Uri, "https://example.org/a#b", "https://a b"),
            (Data::Ref, "#ac-1", "a b"),
            (Data::DateTime, "2024-02-29T23:59:59.123456789+14:00", "2023-02-29T00:00:00Z"),
            (Data::DateTime, "2024-02-13T17:43:40.74643Z", "2024-02-13T17:43:40"),
            (Data::Date, "2024-02-13", "2024-13-01"),
            (Data::Email, "a@b", "ab"),
            (Data::Line, "x *y*", "x\ny"),
            (Data::Base64, "QUJD", "QU D="),
        ] {
            assert!(fits(ty, good), "{ty:?} {good}");
            assert!(!fits(ty, bad), "{ty:?} {bad}");
        }
        let mend = |ty, text| mended(ty, text).unwrap_or_default();
        assert_eq!(mend(Data::Token, "1.a"), "_1.a");
        assert_eq!(mend(Data::Token, "A 1: x!"), "A-1-x");
        assert_eq!(mend(Data::String, " a\n  b "), "a b");
        assert_eq!(mend(Data::DateTime, "2024-02-13T17:43:40"), "2024-02-13T17:43:40Z");
        assert_eq!(mend(Data::DateTime, "2024-02-13 17:43:40z"), "2024-02-13T17:43:40Z");
        assert_eq!(mend(Data::DateTime, "2024-02-13"), "2024-02-13T00:00:00Z");
        assert_eq!(mended(Data::Uuid, "x"), None);
        assert_eq!(mended(Data::Token, "???"), None);
    }
}
