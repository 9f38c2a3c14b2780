//! The words and numbers of a chart come from the caller, in the reader's language.

use jiff::civil::Date;

/// How a chart writes what it shows. The web crate answers in the reader's language and currency.
pub trait Say {
    /// An amount of money in major units, short: "EUR 1.3 M".
    fn amount(&self, major: f64) -> String;
    /// An amount for a mark on an axis whose title names the currency: "1.3 M".
    fn amount_bare(&self, major: f64) -> String;
    /// A share from 0 to 1: "81 %".
    fn share(&self, share: f64) -> String;
    /// Any other number with `digits` decimals.
    fn number(&self, x: f64, digits: usize) -> String;
    /// A day: "17 Nov 2026".
    fn date(&self, day: Date) -> String;
    /// The month of a day, for a mark on an axis: "Nov 2026".
    fn month(&self, day: Date) -> String;
    /// One of the words a chart needs.
    fn word(&self, word: Word) -> String;
    /// A number of things left out: "5 more".
    fn more(&self, n: usize) -> String;
}

/// Every word that charts use themselves; all else is in the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// There is nothing to draw.
    Nothing,
    Unknown,
    Low,
    High,
    Mean,
    Required,
    Tolerated,
    /// A curve goes from beyond tolerance to within it here, or back.
    Crosses,
    /// Above what is tolerated.
    Beyond,
    Within,
    Others,
    Total,
    /// Share of the whole.
    Share,
    Value,
    /// What something is called.
    Name,
    Amount,
    Probability,
    /// The outcome with every input at its best estimate.
    Base,
    /// The outcome with an input at the low end of its range.
    AtLow,
    /// The outcome with an input at the high end of its range.
    AtHigh,
    /// High less low.
    Swing,
    Cost,
    Budget,
    /// Nothing better for the same money.
    Efficient,
    Current,
    Chosen,
    Date,
    Certainty,
    Act,
    Stated,
    Observed,
    /// How many statements.
    Count,
    /// What is stated is what happens.
    Perfect,
    Pool,
    /// What happened in the end.
    Actual,
    /// The state of a set or an act.
    State,
    /// Points of percent, short.
    Points,
}

impl Word {
    /// All words, so that a language can be checked for them.
    pub const ALL: [Word; 37] = [
        Word::Nothing,
        Word::Unknown,
        Word::Low,
        Word::High,
        Word::Mean,
        Word::Required,
        Word::Tolerated,
        Word::Crosses,
        Word::Beyond,
        Word::Within,
        Word::Others,
        Word::Total,
        Word::Share,
        Word::Value,
        Word::Name,
        Word::Amount,
        Word::Probability,
        Word::Base,
        Word::AtLow,
        Word::AtHigh,
        Word::Swing,
        Word::Cost,
        Word::Budget,
        Word::Efficient,
        Word::Current,
        Word::Chosen,
        Word::Date,
        Word::Certainty,
        Word::Act,
        Word::Stated,
        Word::Observed,
        Word::Count,
        Word::Perfect,
        Word::Pool,
        Word::Actual,
        Word::State,
        Word::Points,
    ];

    /// The word in English, which is also its key in the language files with hyphens for blanks and `chart-` before.
    pub fn english(self) -> &'static str {
        match self {
            Word::Nothing => "nothing to show yet",
            Word::Unknown => "unknown",
            Word::Low => "low",
            Word::High => "high",
            Word::Mean => "mean",
            Word::Required => "required",
            Word::Tolerated => "tolerated",
            Word::Crosses => "crosses tolerance",
            Word::Beyond => "beyond tolerance",
            Word::Within => "within tolerance",
            Word::Others => "others",
            Word::Total => "total",
            Word::Share => "share",
            Word::Value => "value",
            Word::Name => "name",
            Word::Amount => "amount",
            Word::Probability => "probability",
            Word::Base => "base",
            Word::AtLow => "input low",
            Word::AtHigh => "input high",
            Word::Swing => "swing",
            Word::Cost => "cost",
            Word::Budget => "budget",
            Word::Efficient => "efficient",
            Word::Current => "current",
            Word::Chosen => "chosen",
            Word::Date => "date",
            Word::Certainty => "certainty",
            Word::Act => "act",
            Word::Stated => "stated",
            Word::Observed => "observed",
            Word::Count => "count",
            Word::Perfect => "well calibrated",
            Word::Pool => "pool",
            Word::Actual => "what happened",
            Word::State => "state",
            Word::Points => "pts",
        }
    }

    /// The key in the language files: `chart-crosses-tolerance`.
    pub fn key(self) -> String {
        format!("chart-{}", self.english().replace(' ', "-"))
    }
}

/// What the numbers of an axis are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Money in major units.
    #[default]
    Money,
    /// A share from 0 to 1.
    Share,
    /// Points of percent, given as a share: a difference of two shares.
    Points,
    /// Any other number.
    Number,
}

impl Unit {
    /// A value in full.
    pub fn say(self, s: &dyn Say, x: f64) -> String {
        match self {
            Unit::Money => s.amount(x),
            Unit::Share => s.share(x),
            Unit::Points => {
                let plus = if x > 0.0 { "+" } else { "" };
                format!("{plus}{} {}", s.number(x * 100.0, 1), s.word(Word::Points))
            }
            Unit::Number => s.number(x, digits(x)),
        }
    }

    /// A value at a mark of an axis.
    pub fn mark(self, s: &dyn Say, x: f64) -> String {
        match self {
            Unit::Money => s.amount_bare(x),
            _ => self.say(s, x),
        }
    }
}

/// Decimals for about three figures.
fn digits(x: f64) -> usize {
    match x.abs() {
        0.0 => 0,
        a if a >= 100.0 || a.fract() == 0.0 => 0,
        a if a >= 1.0 => 1,
        a if a >= 0.1 => 2,
        _ => 3,
    }
}

/// English and euros: for tests, and for callers without a language of their own.
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

impl Say for English {
    fn amount(&self, major: f64) -> String {
        format!("EUR {}", self.amount_bare(major))
    }

    fn amount_bare(&self, major: f64) -> String {
        let (scaled, unit) = match major.abs() {
            a if a >= 999.5e6 => (major / 1e9, " bn"),
            a if a >= 999.5e3 => (major / 1e6, " M"),
            a if a >= 999.5 => (major / 1e3, " k"),
            _ => (major, ""),
        };
        let digits = usize::from(!unit.is_empty() && scaled.abs() < 9.95 && (scaled.fract() * 10.0).round() != 0.0);
        format!("{}{unit}", self.number(scaled, digits))
    }

    fn share(&self, share: f64) -> String {
        let percent = share * 100.0;
        let edge = percent > 0.0 && percent < 1.0 || percent > 99.0 && percent < 100.0;
        format!("{} %", self.number(percent, usize::from(edge)))
    }

    fn number(&self, x: f64, digits: usize) -> String {
        if x.is_finite() { format!("{x:.digits$}").replace('-', "−") } else { "–".to_owned() }
    }

    fn date(&self, day: Date) -> String {
        day.strftime("%-d %b %Y").to_string()
    }

    fn month(&self, day: Date) -> String {
        day.strftime("%b %Y").to_string()
    }

    fn word(&self, word: Word) -> String {
        word.english().to_owned()
    }

    fn more(&self, n: usize) -> String {
        format!("{n} more")
    }
}
