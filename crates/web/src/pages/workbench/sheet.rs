//! What stands on the workbench: texts as they were typed, and the estimate they make.
//!
//! Frequency may be stated as people think of it ("once in 20 years", "5 % a year"); it is kept as a rate. Whatever was typed stays as it
//! was typed, so that a fault loses nothing.

use super::super::form::{Pairs, number};
use crate::words::Words;
use isms::{
    field::Choice,
    risk::{
        Estimate,
        estimate::{Confidence, FrequencyForm, Loss, LossForm},
    },
    values::{Markdown, Range},
};
use std::collections::{BTreeMap, BTreeSet};

/// How the frequency is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Once in so many years.
    Once,
    /// The chance of at least one in a year, in percent.
    Percent,
    /// Loss events a year.
    Rate,
    /// So many events in so many years.
    Evidence,
    /// Threat events a year and the share that succeeds.
    Threat,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 5] = [Way::Once, Way::Percent, Way::Rate, Way::Evidence, Way::Threat];

    /// Its word in the form.
    pub fn word(self) -> &'static str {
        match self {
            Way::Once => "once",
            Way::Percent => "percent",
            Way::Rate => "rate",
            Way::Evidence => "evidence",
            Way::Threat => "threat",
        }
    }
}

/// Longest text of a number, and of the source.
const LONGEST: (usize, usize) = (40, 20_000);
/// The greatest amount per event, in major units of money.
pub const MOST_MONEY: f64 = 1e13;
/// The most events a year.
pub const MOST_EVENTS: f64 = 1e5;
/// The rarest: once in so many years.
pub const MOST_YEARS: f64 = 1e6;
/// High end over low end beyond which a range says nothing.
const WIDEST: f64 = 1e8;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field: `once`, `p.response`, `slef`.
    pub field: String,
    /// What was expected, in the visitor's language.
    pub message: String,
}

/// The texts of the form.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    texts: BTreeMap<String, String>,
    /// Keys of controls that were in place in the evidence.
    pub assumes: BTreeSet<String>,
}

impl Sheet {
    /// What a form sent; unknown names and endless texts are left out.
    pub fn of_pairs(pairs: &Pairs) -> Sheet {
        let mut sheet = Sheet::default();
        for (name, value) in pairs.iter().take(200) {
            match name.as_str() {
                "assumes" => drop(sheet.assumes.insert(value.chars().take(LONGEST.0).collect())),
                "source" => drop(sheet.texts.insert(name.clone(), value.chars().take(LONGEST.1).collect())),
                _ if name.len() <= LONGEST.0 => {
                    drop(sheet.texts.insert(name.clone(), value.trim().chars().take(LONGEST.0).collect()));
                }
                _ => {}
            }
        }
        sheet
    }

    /// What a recorded estimate says; `assumes` are the keys of its controls.
    pub fn of_estimate(estimate: &Estimate, assumes: BTreeSet<String>) -> Sheet {
        let mut sheet = Sheet { assumes, ..Sheet::default() };
        let way = match estimate.frequency_as {
            FrequencyForm::Evidence => Way::Evidence,
            FrequencyForm::ThreatEvents => Way::Threat,
            FrequencyForm::LossEvents => match estimate.loss_event_frequency {
                Some(r) if r.low <= 0.0 || r.high > 1.0 => Way::Rate,
                _ => Way::Once,
            },
        };
        sheet.put("way", way.word());
        if let Some(r) = estimate.loss_event_frequency {
            let inverse = |x: f64| if way == Way::Once { 1.0 / x } else { x };
            sheet.put_range(way.word(), Range { low: inverse(r.low), high: inverse(r.high), mode: r.mode });
        }
        let percent = |r: Range| Range { low: r.low * 100.0, high: r.high * 100.0, mode: r.mode.map(|m| m * 100.0) };
        for (name, range) in [
            ("tef", estimate.threat_event_frequency),
            ("susc", estimate.susceptibility.map(percent)),
            ("slef", estimate.secondary_frequency.map(percent)),
        ] {
            range.into_iter().for_each(|r| sheet.put_range(name, r));
        }
        estimate.events.into_iter().for_each(|n| sheet.put("events", &n.to_string()));
        estimate.observed_years.into_iter().for_each(|t| sheet.put("years", &written(t)));
        for (start, losses) in [("p", &estimate.primary_loss), ("s", &estimate.secondary_loss)] {
            for loss in losses {
                loss.amount.into_iter().for_each(|r| sheet.put_range(&format!("{start}.{}", loss.form.word()), r));
            }
        }
        estimate.confidence.into_iter().for_each(|c| sheet.put("confidence", c.word()));
        sheet.put("source", &estimate.source.0);
        sheet
    }

    fn put(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_owned(), text.to_owned());
    }

    fn put_range(&mut self, name: &str, range: Range) {
        self.put(&format!("{name}.low"), &written(range.low));
        self.put(&format!("{name}.high"), &written(range.high));
        range.mode.into_iter().for_each(|m| self.put(&format!("{name}.mode"), &written(m)));
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// How the frequency is entered.
    pub fn way(&self) -> Way {
        Way::ALL.into_iter().find(|w| w.word() == self.text("way")).unwrap_or(Way::Once)
    }

    /// Whether something is stated below a name.
    pub fn states(&self, name: &str) -> bool {
        ["low", "high"].iter().any(|end| !self.text(&format!("{name}.{end}")).is_empty())
    }

    /// The estimate that the texts make, as far as they can be read, and what is wrong with the others. `assumes` is left to the caller.
    pub fn read(&self, w: &Words) -> (Estimate, Vec<Wrong>) {
        let mut reader = Reader { sheet: self, w, wrong: Vec::new() };
        let mut out = Estimate::default();
        reader.frequency(&mut out);
        out.primary_loss = reader.losses("p");
        out.secondary_frequency = reader.share("slef");
        out.secondary_loss = reader.losses("s");
        if out.secondary_frequency.is_some() == out.secondary_loss.is_empty() && reader.wrong.is_empty() {
            reader.fault("slef", w.t("bench-secondary-half"));
        }
        out.confidence = Confidence::from_word(self.text("confidence"));
        out.source = Markdown(self.text("source").replace("\r\n", "\n").trim().to_owned());
        (out, reader.wrong)
    }
}

/// A number as it stands in an input: at most nine figures, no grouping.
fn written(x: f64) -> String {
    if !x.is_finite() {
        return String::new();
    }
    let digits = if x == 0.0 { 0 } else { (8.0 - x.abs().log10().floor()).clamp(0.0, 12.0) as usize };
    let text = format!("{x:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

struct Reader<'a> {
    sheet: &'a Sheet,
    w: &'a Words,
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    fn fault(&mut self, field: &str, message: String) {
        self.wrong.push(Wrong { field: field.to_owned(), message });
    }

    fn number(&mut self, field: &str, name: &str, least: f64, most: f64) -> Option<f64> {
        let text = self.sheet.text(name);
        if text.is_empty() {
            return None;
        }
        let Some(x) = number(text).as_f64() else {
            let message = self.w.tn("bench-no-number", &[("found", text.into())]);
            self.fault(field, message);
            return None;
        };
        if !(least..=most).contains(&x) {
            let ends = [("least", self.w.number(least, 0).into()), ("most", self.w.number(most, 0).into())];
            self.fault(field, self.w.tn("bench-bounds", &ends));
            return None;
        }
        Some(x)
    }

    /// Both ends, or nothing; low lies at or below high after `kept` has turned them into what is kept.
    fn range(&mut self, field: &str, (least, most): (f64, f64), kept: impl Fn(f64) -> f64) -> Option<Range> {
        if !self.sheet.states(field) {
            return None;
        }
        let before = self.wrong.len();
        let ends = ["low", "high"].map(|end| self.number(field, &format!("{field}.{end}"), least, most));
        let [Some(low), Some(high)] = ends else {
            if self.wrong.len() == before {
                self.fault(field, self.w.t("bench-both-ends"));
            }
            return None;
        };
        let (low, high) = (kept(low), kept(high));
        if low > high {
            self.fault(field, self.w.t(if field == "once" { "bench-reversed-once" } else { "bench-reversed" }));
            return None;
        }
        if low > 0.0 && high / low > WIDEST {
            self.fault(field, self.w.t("bench-too-wide"));
            return None;
        }
        let mode = number(self.sheet.text(&format!("{field}.mode"))).as_f64();
        Some(Range { low, high, mode: mode.filter(|m| low < *m && *m < high) })
    }

    fn share(&mut self, field: &str) -> Option<Range> {
        let range = self.range(field, (0.0, 100.0), |x| x / 100.0)?;
        Some(Range { mode: None, ..range })
    }

    fn frequency(&mut self, out: &mut Estimate) {
        match self.sheet.way() {
            Way::Once => out.loss_event_frequency = self.range("once", (1e-3, MOST_YEARS), |years| 1.0 / years),
            Way::Percent => {
                // Exactly: a chance p of at least one event is a rate of -ln(1 - p).
                out.loss_event_frequency = self.range("percent", (0.0, 99.99), |p| -(-p / 100.0).ln_1p());
            }
            Way::Rate => out.loss_event_frequency = self.range("rate", (0.0, MOST_EVENTS), |x| x),
            Way::Evidence => {
                out.frequency_as = FrequencyForm::Evidence;
                let events = self.number("events", "events", 0.0, 1e6);
                if events.is_some_and(|n| n.fract() != 0.0) {
                    self.fault("events", self.w.t("bench-whole"));
                }
                out.events = events.map(|n| n as i64);
                out.observed_years = self.number("years", "years", 0.01, 1e5);
            }
            Way::Threat => {
                out.frequency_as = FrequencyForm::ThreatEvents;
                out.threat_event_frequency = self.range("tef", (0.0, MOST_EVENTS), |x| x);
                out.susceptibility = self.share("susc");
            }
        }
    }

    fn losses(&mut self, start: &str) -> Vec<Loss> {
        let one = |o: &isms::field::Opt| {
            let range = self.range(&format!("{start}.{}", o.value), (0.0, MOST_MONEY), |x| x)?;
            Some(Loss { form: LossForm::from_word(o.value)?, amount: Some(range) })
        };
        LossForm::OPTIONS.iter().filter_map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(texts: &[(&str, &str)]) -> Sheet {
        Sheet::of_pairs(&texts.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect())
    }

    fn read(texts: &[(&str, &str)]) -> (Estimate, Vec<Wrong>) {
        sheet(texts).read(&Words::for_lang("en"))
    }

    #[test]
    fn once_in_years_and_percent_a_year_are_different_inputs() {
        let (once, _) = read(&[("way", "once"), ("once.low", "100"), ("once.high", "20")]);
        assert_eq!(once.loss_event_frequency, Some(Range { low: 0.01, high: 0.05, mode: None }));
        let (percent, _) = read(&[("way", "percent"), ("percent.low", "1"), ("percent.high", "5 ")]);
        let high = percent.loss_event_frequency.map(|r| r.high);
        assert!((high.unwrap_or_default() - 0.051_293_294_387_550_58).abs() < 1e-15);
    }

    #[test]
    fn what_is_impossible_is_said_beside_its_field() {
        let said = |texts: &[(&str, &str)]| {
            let wrong = read(texts).1;
            wrong.iter().map(|w| format!("{}: {}", w.field, w.message)).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(said(&[("once.low", "5"), ("once.high", "50")]), @"once: The rarest must have at least as many years as the most often.");
        insta::assert_snapshot!(said(&[("way", "rate"), ("rate.low", "9"), ("rate.high", "x")]), @"rate: Expected a number, found “x”.");
        insta::assert_snapshot!(said(&[("p.response.low", "1e300"), ("p.response.high", "5")]), @"p.response: Expected 0 to 10,000,000,000,000.");
        insta::assert_snapshot!(said(&[("p.response.low", "1")]), @"p.response: Give both ends of the range.");
        insta::assert_snapshot!(said(&[("slef.low", "10"), ("slef.high", "20")]), @"slef: Reactions need both: how often others react, and at least one loss that follows.");
    }

    proptest! {
        #[test]
        fn an_estimate_comes_back_as_it_was(low in 1e-3..1e3_f64, by in 1.0..50.0_f64, loss in 1.0..1e9_f64) {
            let amount = Range { low: loss, high: loss * by, mode: None };
            let estimate = Estimate {
                loss_event_frequency: Some(Range { low, high: low * by, mode: None }),
                primary_loss: vec![Loss { form: LossForm::Response, amount: Some(amount) }],
                ..Estimate::default()
            };
            let (back, wrong) = Sheet::of_estimate(&estimate, BTreeSet::new()).read(&Words::for_lang("en"));
            prop_assert_eq!(&wrong, &[]);
            let near = |a: Range, b: Range| (a.low / b.low - 1.0).abs() < 1e-7 && (a.high / b.high - 1.0).abs() < 1e-7;
            prop_assert!(near(back.loss_event_frequency.unwrap(), estimate.loss_event_frequency.unwrap()));
            prop_assert!(near(back.primary_loss[0].amount.unwrap(), amount));
        }

        #[test]
        fn nothing_that_is_sent_breaks_it(pairs in proptest::collection::vec(("(way|once.low|rate.high|p.response.low|[a-z.]{0,50})", ".{0,60}"), 0..30)) {
            let _ = Sheet::of_pairs(&pairs).read(&Words::for_lang("de"));
        }
    }
}
