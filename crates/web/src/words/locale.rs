//! Dates, numbers and money as each language writes them: small tables of our own.
//!
//! A percent sign stands after a no-break space in all three languages (as ISO 80000-1 has it); French groups digits by
//! narrow no-break spaces. Currencies stand as their ISO 4217 codes, which no reader mistakes.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, tz::TimeZone};

use super::{Lang, Words};

const NBSP: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// (between groups of three digits, before decimals)
fn marks(lang: Lang) -> (char, char) {
    match lang {
        Lang::En => (',', '.'),
        Lang::De => ('.', ','),
        Lang::Fr => (NARROW, ','),
    }
}

/// Digits after the decimal mark of a currency (ISO 4217); 2 for those not listed.
pub fn exponent(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

fn grouped(lang: Lang, digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(marks(lang).0);
        }
        out.push(c);
    }
    out
}

/// `value` with `digits` decimals; what is no finite number is written as a dash.
pub(super) fn number(lang: Lang, value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.digits$}", value.abs());
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let sign = if negative { "−" } else { "" };
    let tail = if decimals.is_empty() { String::new() } else { format!("{}{decimals}", marks(lang).1) };
    format!("{sign}{}{tail}", grouped(lang, whole))
}

fn with_currency(lang: Lang, amount: &str, currency: &str) -> String {
    match lang {
        Lang::En => format!("{currency}{NBSP}{amount}"),
        Lang::De | Lang::Fr => format!("{amount}{NBSP}{currency}"),
    }
}

const MONTHS: [[&str; 12]; 3] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];

const SHORT_MONTHS: [[&str; 12]; 3] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
];

/// Monday first.
const WEEKDAYS: [[&str; 7]; 3] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
];

fn row(lang: Lang) -> usize {
    match lang {
        Lang::En => 0,
        Lang::De => 1,
        Lang::Fr => 2,
    }
}

fn pick<const N: usize>(table: &[[&'static str; N]; 3], lang: Lang, index: i8) -> &'static str {
    let index = usize::try_from(index).unwrap_or_default();
    table.get(row(lang)).and_then(|t| t.get(index)).copied().unwrap_or_default()
}

fn day(lang: Lang, d: Date) -> String {
    match (lang, d.day()) {
        (Lang::De, n) => format!("{n}."),
        (Lang::Fr, 1) => "1er".to_owned(),
        (_, n) => n.to_string(),
    }
}

fn weekday(lang: Lang, w: Weekday) -> &'static str {
    pick(&WEEKDAYS, lang, w.to_monday_zero_offset())
}

impl Words {
    /// "17 Nov 2026", "17. Nov. 2026", "17 nov. 2026".
    pub fn date(&self, d: Date) -> String {
        let l = self.language();
        format!("{} {} {}", day(l, d), pick(&SHORT_MONTHS, l, d.month() - 1), d.year())
    }

    /// "Nov 2026", "Nov. 2026", "nov. 2026".
    pub fn month(&self, d: Date) -> String {
        format!("{} {}", pick(&SHORT_MONTHS, self.language(), d.month() - 1), d.year())
    }

    /// "Tuesday 17 November 2026", "Dienstag, 17. November 2026", "mardi 17 novembre 2026".
    pub fn date_long(&self, d: Date) -> String {
        let l = self.language();
        let comma = if l == Lang::De { "," } else { "" };
        let month = pick(&MONTHS, l, d.month() - 1);
        format!("{}{comma} {} {month} {}", weekday(l, d.weekday()), day(l, d), d.year())
    }

    /// "17 Nov 2026, 14:02" on the clocks of `zone`.
    pub fn datetime(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(at);
        format!("{}, {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }

    /// A day seen from another: "today", "in 3 days", "2 weeks ago"; beyond two months the date itself.
    pub fn relative(&self, d: Date, today: Date) -> String {
        let days = (d - today).get_days();
        let count = |n: i32| [("n", n.into())];
        match days {
            0 => self.t("day-today"),
            1 => self.t("day-tomorrow"),
            -1 => self.t("day-yesterday"),
            2..=13 => self.tn("day-in-days", &count(days)),
            14..=60 => self.tn("day-in-weeks", &count(days / 7)),
            -13..=-2 => self.tn("day-days-ago", &count(-days)),
            -60..=-14 => self.tn("day-weeks-ago", &count(-days / 7)),
            _ => self.date(d),
        }
    }

    /// `value` with `digits` decimals: "1,234.5", "1.234,5", "1 234,5".
    pub fn number(&self, value: f64, digits: usize) -> String {
        number(self.language(), value, digits)
    }

    /// A share from 0 to 1 as percent, with one decimal only below 1 % and above 99 %, where it matters.
    pub fn percent(&self, share: f64) -> String {
        let percent = share * 100.0;
        let inside = percent > 0.0 && percent < 100.0;
        let digits = usize::from(inside && !(1.0..=99.0).contains(&percent));
        format!("{}{NBSP}%", self.number(percent, digits))
    }

    /// An amount in minor units (cents) of an ISO 4217 currency: "EUR 1,000,000", "1.000.000 EUR". Decimals are shown
    /// where there are any.
    pub fn money(&self, minor: i64, currency: &str) -> String {
        let unit = 10_u64.pow(exponent(currency));
        let (whole, rest) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
        let l = self.language();
        let mut amount = if minor < 0 { "−".to_owned() } else { String::new() };
        amount.push_str(&grouped(l, &whole.to_string()));
        if rest > 0 {
            let places = exponent(currency) as usize;
            amount.push_str(&format!("{}{rest:0places$}", marks(l).1));
        }
        with_currency(l, &amount, currency)
    }

    /// An amount in major units to two or three figures, for sentences and charts: "EUR 1.3 M", "EUR 420 k".
    pub fn money_short(&self, major: f64, currency: &str) -> String {
        let (scaled, unit) = self.scaled(major);
        let digits = usize::from(!unit.is_empty() && scaled.abs() < 9.95);
        with_currency(self.language(), &format!("{}{unit}", self.number(scaled, digits)), currency)
    }

    /// A round amount without its currency, for the marks of an axis that names it: "1 M", "2.5 M".
    pub fn amount_mark(&self, major: f64) -> String {
        let (scaled, unit) = self.scaled(major);
        let digits = usize::from(!unit.is_empty() && scaled.abs() < 9.95 && (scaled * 10.0).round() % 10.0 != 0.0);
        format!("{}{unit}", self.number(scaled, digits))
    }

    /// An amount in thousands, millions or billions, and the sign of that with a blank before.
    fn scaled(&self, major: f64) -> (f64, String) {
        // Thresholds lie where rounding would carry into the next unit.
        let (scaled, unit) = match major.abs() {
            s if s >= 999_500_000.0 => (major / 1e9, "unit-billion"),
            s if s >= 999_500.0 => (major / 1e6, "unit-million"),
            s if s >= 999.5 => (major / 1e3, "unit-thousand"),
            _ => return (major, String::new()),
        };
        (scaled, format!("{NBSP}{}", self.t(unit)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn each(f: impl Fn(Words) -> String) -> String {
        let said: Vec<String> = Lang::ALL.into_iter().map(|l| f(Words::of(l)).replace([NBSP, NARROW], "_")).collect();
        said.join(" | ")
    }

    #[test]
    fn money() {
        insta::assert_snapshot!(each(|w| w.money(100_000_000, "EUR")), @"EUR_1,000,000 | 1.000.000_EUR | 1_000_000_EUR");
        insta::assert_snapshot!(each(|w| w.money(-123_405, "EUR")), @"EUR_−1,234.05 | −1.234,05_EUR | −1_234,05_EUR");
        insta::assert_snapshot!(each(|w| w.money(1_234_567, "JPY")), @"JPY_1,234,567 | 1.234.567_JPY | 1_234_567_JPY");
        insta::assert_snapshot!(each(|w| w.money(1_234_050, "TND")), @"TND_1,234.050 | 1.234,050_TND | 1_234,050_TND");
        insta::assert_snapshot!(each(|w| w.money(i64::MIN, "EUR")), @"EUR_−92,233,720,368,547,758.08 | −92.233.720.368.547.758,08_EUR | −92_233_720_368_547_758,08_EUR");
        insta::assert_snapshot!(each(|w| w.money_short(999_900.0, "EUR")), @"EUR_1.0_M | 1,0_Mio._EUR | 1,0_M_EUR");
        insta::assert_snapshot!(each(|w| w.money_short(420_000.0, "EUR")), @"EUR_420_k | 420_Tsd._EUR | 420_k_EUR");
        insta::assert_snapshot!(each(|w| w.amount_mark(1_000_000.0)), @"1_M | 1_Mio. | 1_M");
        insta::assert_snapshot!(each(|w| w.amount_mark(2_500.0)), @"2.5_k | 2,5_Tsd. | 2,5_k");
        insta::assert_snapshot!(each(|w| w.money_short(12.0, "EUR")), @"EUR_12 | 12_EUR | 12_EUR");
    }

    #[test]
    fn numbers_and_shares() {
        insta::assert_snapshot!(each(|w| w.number(-1234.5, 1)), @"−1,234.5 | −1.234,5 | −1_234,5");
        insta::assert_snapshot!(each(|w| w.number(-0.001, 1)), @"0.0 | 0,0 | 0,0");
        insta::assert_snapshot!(each(|w| w.number(f64::NAN, 1)), @"– | – | –");
        insta::assert_snapshot!(each(|w| w.percent(0.81)), @"81_% | 81_% | 81_%");
        insta::assert_snapshot!(each(|w| w.percent(0.9951)), @"99.5_% | 99,5_% | 99,5_%");
        insta::assert_snapshot!(each(|w| w.percent(1.0)), @"100_% | 100_% | 100_%");
    }

    #[test]
    fn days_and_times() {
        let d = date(2026, 5, 1);
        insta::assert_snapshot!(each(|w| w.date(d)), @"1 May 2026 | 1. Mai 2026 | 1er mai 2026");
        insta::assert_snapshot!(each(|w| w.date_long(d)), @"Friday 1 May 2026 | Freitag, 1. Mai 2026 | vendredi 1er mai 2026");
        insta::assert_snapshot!(each(|w| w.relative(date(2026, 5, 4), d)), @"in 3 days | in 3 Tagen | dans 3 jours");
        insta::assert_snapshot!(each(|w| w.relative(date(2026, 4, 10), d)), @"3 weeks ago | vor 3 Wochen | il y a 3 semaines");
        insta::assert_snapshot!(each(|w| w.relative(date(2025, 4, 10), d)), @"10 Apr 2025 | 10. Apr. 2025 | 10 avr. 2025");
        let at: Timestamp = "2026-11-17T13:02:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        insta::assert_snapshot!(each(|w| w.datetime(at, &zone)), @"17 Nov 2026, 14:02 | 17. Nov. 2026, 14:02 | 17 nov. 2026, 14:02");
    }

    proptest! {
        #[test]
        fn money_keeps_every_digit(minor: i64) {
            let said = Words::for_lang("en").money(minor, "TND");
            let (whole, decimals) = said.split_once('.').map_or((said.as_str(), "000"), |(w, d)| (w, d));
            let digits: String = whole.chars().chain(decimals.chars()).filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits.parse::<u64>().unwrap(), minor.unsigned_abs());
        }
    }
}
