//! How the YAML 1.2 core schema understands an unquoted scalar (YAML 1.2.2, section 10.3.2).

use super::Tree;

/// Resolves a plain scalar, or says why its number cannot be held.
pub(super) fn resolve(text: &str) -> Result<Tree, &'static str> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Tree::Null),
        "true" | "True" | "TRUE" => return Ok(Tree::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Tree::Bool(false)),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return Ok(Tree::Str(text.to_owned()));
    }
    if is_special_float(text) {
        return Err("an infinity or not-a-number, which has no place in data; quote it if it is text");
    }
    if let Some(radix_value) = with_radix(text) {
        return radix_value.map(Tree::Int).ok_or(TOO_LARGE);
    }
    if is_int(text) {
        return text.parse().map(Tree::Int).map_err(|_| TOO_LARGE);
    }
    if is_float(text) {
        return finite(text).map(Tree::Float).ok_or(TOO_LARGE);
    }
    Ok(Tree::Str(text.to_owned()))
}

pub(crate) const TOO_LARGE: &str = "a number too large to be held exactly; quote it if it is an identifier";

/// The number a decimal text stands for, unless it is beyond the range of a 64-bit float.
pub(crate) fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|n: &f64| n.is_finite())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_special_float(text: &str) -> bool {
    matches!(unsigned(text), ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// `0o17` and `0xFF`: `None` if the text is neither, `Some(None)` if its value is beyond 64 bits.
fn with_radix(text: &str) -> Option<Option<i64>> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => (digits, 8),
        (_, Some(digits)) => (digits, 16),
        _ => return None,
    };
    let valid = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    valid.then(|| i64::from_str_radix(digits, radix).ok())
}

fn is_int(text: &str) -> bool {
    let digits = unsigned(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(text: &str) -> bool {
    let text = unsigned(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let mantissa_ok = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()),
        None => !mantissa.is_empty() && digits(mantissa),
    };
    mantissa_ok && exponent.is_none_or(is_int)
}
