//! What each control takes off the average loss of a year, and what each open treatment would.
//!
//! Each is told alone: what all of them do together is less than the sum, because they protect the same thing.

use super::{super::model::Modelled, mean};
use crate::values::RecordId;
use quant::{Checked, Variant};

/// What something takes off the average loss of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The control or treatment.
    pub record: RecordId,
    /// Money a year; not a number where it cannot be told.
    pub removes: f64,
}

/// What the loss would be more if a control did not exist, for each control that protects the one risk in `made`.
pub fn controls(made: &Modelled, model: &Checked) -> Vec<Effect> {
    let protects = |i: usize| {
        let id = made.model.controls.get(i).map(|c| c.id.as_str());
        let mut stated = made.model.scenarios.iter().flat_map(|s| &s.controls);
        stated.any(|p| Some(p.control.as_str()) == id)
    };
    let today = made.today();
    let now = mean(model, &today).value;
    let one = |(i, record): (usize, &RecordId)| {
        let without = Variant { without: vec![i], ..today.clone() };
        Effect { record: *record, removes: mean(model, &without).value - now }
    };
    made.controls.iter().enumerate().filter(|(i, _)| protects(*i)).map(one).collect()
}

/// What the loss would be less if a treatment that is not done were, for each that says what it does.
pub fn treatments(made: &Modelled, model: &Checked) -> Vec<Effect> {
    let now = mean(model, &made.today()).value;
    let open = made.treatments.iter().enumerate().filter(|(i, _)| !made.done.contains(i));
    let stated = open.filter(|(i, _)| super::moves(made, &[*i]));
    let one = |(i, record): (usize, &RecordId)| {
        let mut treatments = made.done.clone();
        treatments.push(i);
        Effect { record: *record, removes: now - mean(model, &Variant::with(&treatments)).value }
    };
    stated.map(one).collect()
}
