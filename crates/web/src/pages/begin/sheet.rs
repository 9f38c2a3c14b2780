//! The small forms: what was typed stays, what was not has a default, and every fault stands at its field.

use crate::{
    cx::Cx,
    design::{Control, FieldView, Opt, Width},
    pages::form::{self, Pairs},
};
use isms::{
    check::Fault,
    field::{Choice, Opt as Known},
};
use serde_json::{Value, json};

/// One form being drawn.
pub struct Sheet<'a> {
    /// Who looks.
    pub cx: &'a Cx,
    /// What was typed; empty when the form is new.
    pub typed: &'a Pairs,
    /// What is wrong with it.
    pub faults: &'a [Fault],
}

impl Sheet<'_> {
    /// A field with its words `begin-NAME` and `begin-NAME-help`.
    pub fn field(&self, name: &str, control: Control, default: &str) -> FieldView {
        let w = &self.cx.w;
        let value = form::first(self.typed, name).unwrap_or(if self.typed.is_empty() { default } else { "" });
        let mut field = FieldView::new(name, w.t(&format!("begin-{name}")), control).value(value);
        field.help = Some(w.t(&format!("begin-{name}-help")));
        field.errors = self.errors(name);
        field
    }

    /// A 90 % range sent as `NAME.low` and `NAME.high`.
    pub fn range(&self, name: &str, unit: Option<String>) -> FieldView {
        let ends = ["low", "high"].map(|end| form::first(self.typed, &format!("{name}.{end}")).unwrap_or_default());
        let mut field = self.field(name, Control::Range { unit }, "");
        field.values = ends.map(str::to_owned).to_vec();
        field
    }

    /// An amount in the organisation's currency.
    pub fn money(&self, name: &str, default: &str) -> FieldView {
        let currency = self.cx.view.for_the_organisation().currency().code().to_owned();
        self.field(name, Control::Money { currency }, default).width(Width::Half)
    }

    /// One of a few, each with its word `begin-NAME-VALUE`.
    pub fn choice(&self, name: &str, values: &[&str], default: &str) -> FieldView {
        let options = values.iter().map(|v| Opt::new(*v, self.cx.w.t(&format!("begin-{name}-{v}")))).collect();
        self.field(name, Control::Choice { options }, default).required()
    }

    /// One of a record's own closed list.
    pub fn known<T: Choice>(&self, name: &str, default: &str) -> FieldView {
        let label = |o: &Known| self.cx.w.or(&format!("choice-{}", o.value), o.label);
        let options = T::OPTIONS.iter().map(|o| Opt::new(o.value, label(o))).collect();
        self.field(name, Control::Choice { options }, default).required()
    }

    fn errors(&self, name: &str) -> Vec<String> {
        let pointer = format!("/{name}");
        self.faults.iter().filter(|f| f.pointer == pointer).map(|f| f.message.clone()).collect()
    }
}

/// A form being read: every fault is collected, none ends the reading.
pub struct Reading<'a> {
    /// Who sent it.
    pub cx: &'a Cx,
    /// What they sent.
    pub pairs: &'a Pairs,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// Notes a fault at a field, in words under `key`.
    pub fn wrong(&mut self, name: &str, key: &str) {
        self.faults.push(Fault::at(format!("/{name}"), self.cx.w.t(key)));
    }

    /// What stands in a field, without spaces around it; empty where nothing does.
    pub fn maybe(&self, name: &str) -> &'a str {
        form::first(self.pairs, name).map(str::trim).unwrap_or_default()
    }

    /// A text that must be there.
    pub fn text(&mut self, name: &str) -> String {
        let text = self.maybe(name).replace("\r\n", "\n");
        if text.is_empty() {
            self.wrong(name, "begin-fault-empty");
        }
        text
    }

    /// A number; none where nothing stands there.
    pub fn number(&mut self, name: &str) -> Option<f64> {
        let text = self.maybe(name);
        if text.is_empty() {
            return None;
        }
        let number = form::number(text.trim_end_matches('%')).as_f64().filter(|n| n.is_finite());
        if number.is_none() {
            self.wrong(name, "begin-fault-number");
        }
        number
    }

    /// A number of percent, both ends included, as a share.
    pub fn share(&mut self, name: &str) -> Option<f64> {
        if self.maybe(name).is_empty() {
            self.wrong(name, "begin-fault-empty");
        }
        let percent = self.number(name)?;
        if !(0.0..=100.0).contains(&percent) {
            self.wrong(name, "begin-fault-percent");
        }
        Some(percent / 100.0)
    }

    /// An amount in the organisation's currency, in the outer form; null where nothing stands there.
    pub fn money(&mut self, name: &str) -> Value {
        match self.number(name) {
            Some(n) if n < 0.0 => {
                self.wrong(name, "begin-fault-negative");
                Value::Null
            }
            Some(_) => {
                let code = self.cx.view.for_the_organisation().currency();
                json!(format!("{} {}", code.code(), form::amount(self.maybe(name))))
            }
            None => Value::Null,
        }
    }

    /// The same, where one must stand there.
    pub fn amount(&mut self, name: &str) -> Value {
        if self.maybe(name).is_empty() {
            self.wrong(name, "begin-fault-empty");
        }
        self.money(name)
    }

    /// Both ends of a 90 % range, each of which must pass `holds`; none where something is wrong with it.
    pub fn range(&mut self, name: &str, holds: impl Fn(f64) -> bool, expected: &str) -> Option<(f64, f64)> {
        let ends = ["low", "high"].map(|end| {
            let text = self.maybe(&format!("{name}.{end}")).trim_end_matches('%');
            form::number(text).as_f64()
        });
        match ends {
            [Some(low), Some(high)] if !holds(low) || !holds(high) => self.wrong(name, expected),
            [Some(low), Some(high)] if low > high => self.wrong(name, "begin-fault-order"),
            [Some(low), Some(high)] => return Some((low, high)),
            _ => self.wrong(name, "begin-fault-both"),
        }
        None
    }

    /// Whether a choice is one of these; anything else is a fault.
    pub fn choice(&mut self, name: &str, values: &[&'static str]) -> &'static str {
        let said = self.maybe(name);
        let found = values.iter().find(|v| **v == said).copied();
        found.unwrap_or_else(|| {
            self.wrong(name, "begin-fault-choose");
            values.first().copied().unwrap_or_default()
        })
    }
}
