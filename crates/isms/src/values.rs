//! The values that fields hold: identifiers, money, ranges, references.

use crate::field::Target;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, marker::PhantomData, str::FromStr};
use uuid::Uuid;

/// The identity of a record: a UUIDv7 that never changes and never shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct RecordId(pub Uuid);

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl RecordId {
    /// The 64 random bits at the end, for compact columns.
    pub fn low(&self) -> u64 {
        self.0.as_u64_pair().1
    }
}

/// A typed reference to a record of kind `K` (or of the kinds a marker names).
pub struct Ref<K>(RecordId, PhantomData<fn() -> K>);

impl<K> Ref<K> {
    /// A reference to a record.
    pub fn to(id: RecordId) -> Self {
        Ref(id, PhantomData)
    }

    /// What it points at.
    pub fn id(&self) -> RecordId {
        self.0
    }
}

impl<K> Clone for Ref<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Ref<K> {}
impl<K> PartialEq for Ref<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Default for Ref<K> {
    fn default() -> Self {
        Ref(RecordId::default(), PhantomData)
    }
}
impl<K> fmt::Debug for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
impl<K> Serialize for Ref<K> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}
impl<'de, K: Target> Deserialize<'de> for Ref<K> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        RecordId::deserialize(d).map(Ref::to)
    }
}

macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.to_owned())
            }
        }
    };
}

text_newtype!(
    /// Markdown as its author wrote it; sanitised where it is shown.
    Markdown
);
text_newtype!(
    /// An absolute `http`, `https` or `mailto` address.
    Url
);

impl Url {
    /// Whether the text is an address that may become a link.
    pub fn is_safe(text: &str) -> bool {
        ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
            && !text.chars().any(|c| c.is_control() || c.is_whitespace())
    }
}

/// A share of a whole, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub f64);

/// An amount in minor units (cents) of a currency. Written `EUR 1000000` or `EUR 12.50`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units: cents for EUR, yen for JPY.
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: Currency,
}

impl Default for Money {
    fn default() -> Self {
        Money { minor: 0, currency: Currency(*b"EUR") }
    }
}

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// Digits after the point, by ISO 4217.
    pub fn digits(&self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"CLP" | b"ISK" | b"VND" | b"XAF" | b"XOF" | b"XPF" | b"PYG" | b"UGX" | b"RWF"
            | b"GNF" | b"KMF" | b"DJF" | b"BIF" | b"VUV" => 0,
            b"BHD" | b"KWD" | b"OMR" | b"JOD" | b"TND" | b"IQD" | b"LYD" => 3,
            _ => 2,
        }
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl FromStr for Currency {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, String> {
        match code.as_bytes() {
            [a, b, c] if code.bytes().all(|l| l.is_ascii_uppercase()) => Ok(Currency([*a, *b, *c])),
            _ => Err(format!("expected a currency of three capital letters such as EUR, found {code:?}")),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// An amount in major units, rounded to the nearest minor unit.
    pub fn of_major(major: f64, currency: Currency) -> Money {
        Money { minor: (major * 10f64.powi(currency.digits() as i32)).round() as i64, currency }
    }

    /// The amount in major units, for arithmetic that is inexact anyway.
    pub fn major(&self) -> f64 {
        self.minor as f64 / 10f64.powi(self.currency.digits() as i32)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10u64.pow(self.currency.digits());
        let (whole, rest) = (self.minor.unsigned_abs() / scale, self.minor.unsigned_abs() % scale);
        let sign = if self.minor < 0 { "-" } else { "" };
        write!(f, "{} {sign}{whole}", self.currency.code())?;
        if rest > 0 { write!(f, ".{rest:0width$}", width = self.currency.digits() as usize) } else { Ok(()) }
    }
}

impl FromStr for Money {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("expected an amount such as EUR 1000000 or EUR 12.50, found {text:?}");
        let (code, amount) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let currency: Currency = code.parse()?;
        let amount = amount.trim().replace([',', '_'], "");
        let (negative, digits) = amount.strip_prefix('-').map_or((false, amount.as_str()), |rest| (true, rest));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
        let places = currency.digits() as usize;
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(cents) || cents.len() > places {
            return Err(wrong());
        }
        let minor: i64 = format!("{whole}{cents:0<places$}").parse().map_err(|_| wrong())?;
        Ok(Money { minor: if negative { -minor } else { minor }, currency })
    }
}

macro_rules! serde_as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
    };
}
serde_as_text!(Money);
serde_as_text!(Clause);

/// A calibrated 90 % range: one year in twenty lies below `low`, one in twenty above `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// 5th percentile.
    pub low: f64,
    /// 95th percentile.
    pub high: f64,
    /// The most likely value, where the author states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<f64>,
}

/// A requirement of a framework: `iso27001-2022:A.5.1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clause {
    /// The catalogue's identifier.
    pub framework: String,
    /// The requirement's identifier in it.
    pub requirement: String,
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.framework, self.requirement)
    }
}

impl FromStr for Clause {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().split_once(':') {
            Some((framework, requirement)) if !framework.is_empty() && !requirement.is_empty() => {
                Ok(Clause { framework: framework.trim().to_owned(), requirement: requirement.trim().to_owned() })
            }
            _ => Err(format!("expected a framework and requirement such as iso27001-2022:A.5.1, found {text:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn money_reads_what_it_writes(minor in -1_000_000_000_000i64..1_000_000_000_000, c in prop::sample::select(vec!["EUR", "JPY", "TND"])) {
            let money = Money { minor, currency: c.parse().unwrap() };
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }

        #[test]
        fn money_never_panics(text in ".{0,40}") {
            let _ = text.parse::<Money>();
        }
    }

    #[test]
    fn money_refuses_what_it_cannot_hold() {
        for wrong in ["", "EUR", "EUR x", "eur 5", "EUR 5.123", "EUR 99999999999999999999", "EUR 1-2"] {
            assert!(wrong.parse::<Money>().is_err(), "{wrong}");
        }
    }
}
