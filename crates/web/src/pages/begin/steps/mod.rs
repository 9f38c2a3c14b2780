//! The steps: each is a small form and the wishes that come of it, carried out together as one act.

mod control;
mod decision;
mod estimate;
mod objective;
mod risk;
mod treatment;
mod you;

pub use decision::{Way, cost, way};
pub use estimate::{invites, looks_again, person, stated};

use super::{
    progress::{Progress, Step},
    sheet::{Reading, Sheet},
};
use crate::{cx::Cx, design::FieldView};
use isms::{
    isms::Isms,
    kind::{self, Kind},
    record::Record,
};
use serde_json::Value;
use service::{Command, Subject};

/// The fields of a step's form.
pub fn fields(step: Step, sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    match step {
        Step::You => you::fields(sheet, progress),
        Step::Objective => objective::fields(sheet, progress),
        Step::Risk => risk::fields(sheet, progress),
        Step::Estimate => estimate::first(sheet, progress),
        Step::Second => estimate::second(sheet, progress),
        Step::Control => control::fields(sheet),
        Step::Treatment => treatment::fields(sheet),
        Step::Decision => decision::fields(sheet, progress),
    }
}

/// What a step's form wishes for. Nothing of it counts where the reading has faults.
pub fn read(step: Step, reading: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    match step {
        Step::You => you::read(reading, progress),
        Step::Objective => objective::read(reading, progress),
        Step::Risk => risk::read(reading, progress),
        Step::Estimate => estimate::read_first(reading, progress),
        Step::Second => estimate::read_second(reading, progress),
        Step::Control => control::read(reading, progress),
        Step::Treatment => treatment::read(reading, progress),
        Step::Decision => decision::read(reading, progress),
    }
}

fn create<T: Kind>(fields: Value) -> Command {
    Command::Create { kind: kind::of::<T>(), fields }
}

fn edit<T: Kind>(record: &Record<T>, patch: Value) -> Command {
    Command::Edit { subject: Subject::Id(record.head.id), version: Some(record.head.version), patch }
}

fn step(subject: impl Into<Subject>, name: &str, reason: &str) -> Command {
    Command::Step { subject: subject.into(), version: None, step: name.into(), reason: reason.into() }
}

/// The key that a new record of a kind asks for, so that others of the same act may point at it.
fn fresh<T: Kind>(isms: &Isms) -> String {
    let last = isms.table(kind::of::<T>()).last().map_or(0, |r| r.head().number);
    format!("{}-{}", T::PREFIX, last.saturating_add(1))
}

fn key<T: Kind>(record: &Record<T>) -> String {
    format!("{}-{}", T::PREFIX, record.head.number)
}

/// The visitor's own key; without a person of their own nothing after the first step is offered.
fn mine(progress: &Progress<'_>) -> Value {
    progress.me.map_or(Value::Null, |p| key(p).into())
}

/// An amount as a form shows it: major units without grouping.
fn plain(money: isms::values::Money) -> String {
    crate::pages::form::trimmed(money.major())
}

fn shorten(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= most {
        return line.to_owned();
    }
    format!("{}…", line.chars().take(most - 1).collect::<String>().trim_end())
}

fn today(cx: &Cx) -> Value {
    cx.today().to_string().into()
}
