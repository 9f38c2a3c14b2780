//! Measurements of what suppliers owe: added one by one or by the table, each day once, the oldest first.
//!
//! A measurement is only ever added: the same one again changes nothing, another value for a day that was measured is refused,
//! because correcting what was found is a change of the record that someone makes on purpose.

mod table;

use crate::{Command, Error, Receipt, Request, Result, Service, Subject, Viewer};
use isms::{
    check::Fault,
    control::{SupplierObligation, supplier_obligation::Measurement},
    isms::Isms,
    record::Record,
    rules::today,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
pub use table::TableOptions;

/// A measurement to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The last day of the period measured.
    pub on: Date,
    /// What was found.
    pub value: f64,
    /// Where it comes from.
    pub source: String,
}

/// Why a measurement cannot be added: its place in what was given, the member, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its place in what was given, counted from 0.
    pub index: usize,
    /// `on` or `value`.
    pub member: &'static str,
    /// What was expected.
    pub message: String,
}

/// The measurements after some were added; nothing where all of them are there already.
///
/// # Errors
/// Days that lie ahead, values that are no number, and days that were measured with another result.
pub fn added(held: &[Measurement], given: &[Given], today: Date) -> Result<Option<Vec<Measurement>>, Vec<Refusal>> {
    let (mut all, mut wrong) = (held.to_vec(), Vec::new());
    for (index, new) in given.iter().enumerate() {
        let mut refuse = |member, message: String| wrong.push(Refusal { index, member, message });
        if new.on > today {
            refuse("on", format!("expected a day up to {today}, found {}", new.on));
        } else if !new.value.is_finite() {
            refuse("value", "expected a number".into());
        } else if let Some(old) = all.iter().find(|m| m.on == Some(new.on)) {
            if old.value != Some(new.value) {
                let known = old.value.map(|v| v.to_string()).unwrap_or_default();
                let advice = "expected another day; a measurement is corrected in the record";
                refuse("value", format!("{} was measured before, as {known}; {advice}", new.on));
            }
        } else {
            all.push(Measurement { on: Some(new.on), value: Some(new.value), source: new.source.clone() });
        }
    }
    all.sort_by_key(|m| m.on);
    match wrong.is_empty() {
        true => Ok((all.len() > held.len()).then_some(all)),
        false => Err(wrong),
    }
}

/// The edit that adds measurements to an obligation; nothing where all of them are there already.
///
/// # Errors
/// As [`added`].
pub fn command(
    isms: &Isms,
    record: &Record<SupplierObligation>,
    given: &[Given],
) -> Result<Option<Command>, Vec<Refusal>> {
    let all = added(&record.body.measurements, given, today(isms))?;
    Ok(all.map(|all| Command::Edit {
        subject: Subject::Id(record.head.id),
        version: Some(record.head.version),
        patch: json!({ "measurements": all.iter().map(outer).collect::<Vec<_>>() }),
    }))
}

fn outer(measurement: &Measurement) -> Value {
    let mut members = Map::new();
    members.extend(measurement.on.map(|on| ("on".to_owned(), json!(on.to_string()))));
    members.extend(measurement.value.map(|value| ("value".to_owned(), json!(value))));
    if !measurement.source.is_empty() {
        members.insert("source".into(), json!(measurement.source));
    }
    Value::Object(members)
}

impl Service {
    /// Adds one measurement as an act of its own.
    ///
    /// # Errors
    /// [`Error::Invalid`] with pointers `/on` and `/value`; what [`Service::perform`] refuses.
    pub async fn measure(
        &self,
        viewer: &Viewer,
        isms: &Isms,
        key: &str,
        given: Given,
        reason: &str,
    ) -> Result<Receipt> {
        let found = isms::head::Key::parse(key).and_then(|k| isms.by_key(k));
        let record = found.and_then(|r| r.typed::<SupplierObligation>());
        let record = record.ok_or_else(|| Error::NotFound(format!("supplier obligation {key}")))?;
        let fault = |r: Refusal| Fault::at(format!("/{}", r.member), r.message);
        let command =
            command(isms, record, &[given]).map_err(|wrong| Error::Invalid(wrong.into_iter().map(fault).collect()))?;
        match command {
            Some(command) => self.perform(viewer, Request::one("page", command).because(reason)).await,
            None => Ok(Receipt::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn given(day: i8, value: f64) -> Given {
        Given { on: date(2026, 10, day), value, source: "Report".into() }
    }

    #[test]
    fn the_same_again_changes_nothing_and_another_value_is_refused() {
        let today = date(2026, 10, 20);
        let held = added(&[], &[given(3, 1.0), given(1, 2.0)], today).unwrap().unwrap();
        assert_eq!(held.iter().map(|m| m.value).collect::<Vec<_>>(), [Some(2.0), Some(1.0)]);
        assert_eq!(added(&held, &[given(3, 1.0), given(1, 2.0)], today), Ok(None));
        let wrong = added(&held, &[given(2, 0.0), given(3, 9.0), given(21, 1.0)], today).unwrap_err();
        let said: Vec<String> = wrong.iter().map(|r| format!("{} {} {}", r.index, r.member, r.message)).collect();
        insta::assert_snapshot!(said.join("\n"), @"
        1 value 2026-10-03 was measured before, as 1; expected another day; a measurement is corrected in the record
        2 on expected a day up to 2026-10-20, found 2026-10-21
        ");
    }

    proptest! {
        #[test]
        fn in_any_order_and_any_number_of_times_the_result_is_the_same(mut days in prop::collection::vec(1i8..28, 0..12), cut in 0usize..12) {
            let each = |days: &[i8]| days.iter().map(|d| given(*d, f64::from(*d))).collect::<Vec<_>>();
            let today = date(2026, 10, 28);
            let once = added(&[], &each(&days), today).unwrap().unwrap_or_default();
            let (first, rest) = days.split_at(cut.min(days.len()));
            let part = added(&[], &each(first), today).unwrap().unwrap_or_default();
            let twice = added(&part, &each(rest), today).unwrap().unwrap_or(part);
            prop_assert_eq!(&twice, &once);
            days.sort_unstable();
            days.dedup();
            prop_assert_eq!(once.len(), days.len());
        }
    }
}
