//! Questions of the kind "and if we did this?", asked again and again against one state of affairs.

use super::{
    block::column_mut,
    blocks::Store,
    outcome::{Losses, Outcome, VariantOutcome},
    plan::Plan,
    report, run,
    settings::{Question, Settings, SimulationError},
    simulate,
};
use crate::{Checked, Variant};

/// A reference whose losses of all years are kept, so that a variant costs no more than the scenarios that it touches.
///
/// The numbers are those of [`run`] with the reference as the first variant, to the bit; curves have the amounts of the reference.
pub struct Base<'a> {
    model: &'a Checked,
    settings: Settings,
    question: Question,
    outcome: Outcome,
    /// By account: the losses of all years.
    columns: Vec<Vec<f64>>,
    /// By account.
    amounts: Vec<Vec<f64>>,
}

impl<'a> Base<'a> {
    /// Simulates the first variant of a question and keeps it.
    ///
    /// # Errors
    /// As [`run`].
    pub fn new(model: &'a Checked, settings: &Settings, question: &Question) -> Result<Base<'a>, SimulationError> {
        question.check(model)?;
        let variants: Vec<Variant> = question.variants.iter().take(1).cloned().collect();
        let question = Question { variants, contributions: false, ..question.clone() };
        let plan = Plan::new(model, *settings, &question.variants, false)?;
        let mut store = Store::new(&plan)?;
        let (events, scenarios) = simulate(&plan, &mut store, |_, _| ())?;
        let variants = report::report(&plan, &store, &question, &scenarios, None);
        let columns = (0..1 + model.objectives.len()).map(|a| store.column(&plan, a)).collect();
        let amounts = |l: &Losses| l.curve.iter().map(|p| p.amount).collect();
        let accounts = variants.first().map(|v| {
            let objectives = v.objectives.iter().map(|o| &o.losses);
            std::iter::once(&v.total).chain(objectives).map(amounts).collect::<Vec<Vec<f64>>>()
        });
        let outcome = Outcome {
            seed: settings.seed,
            worlds: settings.worlds,
            years_per_world: settings.years_per_world,
            years: settings.years(),
            events,
            variants,
        };
        let amounts = accounts.unwrap_or_default();
        drop(plan);
        Ok(Base { model, settings: *settings, question, outcome, columns, amounts })
    }

    /// The reference.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Another variant, compared with the reference. Where annual layers are in play, everything is simulated again.
    ///
    /// # Errors
    /// As [`run`].
    pub fn what_if(&self, variant: &Variant) -> Result<VariantOutcome, SimulationError> {
        let mut question = self.question.clone();
        question.variants.push(variant.clone());
        question.check(self.model)?;
        let plan = Plan::new(self.model, self.settings, &question.variants, true)?;
        let known =
            if plan.layouts.iter().any(|l| !l.annual.is_empty()) { None } else { self.known(&plan, &question)? };
        match known {
            Some(outcome) => Ok(outcome),
            None => run(self.model, &self.settings, &question)?.variants.pop().ok_or(SimulationError::Broken),
        }
    }

    fn known(&self, plan: &Plan<'_>, question: &Question) -> Result<Option<VariantOutcome>, SimulationError> {
        let mut store = Store::new(plan)?;
        let (_, scenarios) = simulate(plan, &mut store, |block, columns| {
            let first = plan.first_year(block);
            for (account, of_all) in self.columns.iter().enumerate() {
                let from = of_all.get(first..first + block.years).unwrap_or_default();
                column_mut(columns, block.years, account).iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            }
        })?;
        let Some(reference) = self.outcome.variants.first() else { return Ok(None) };
        let second = scenarios.iter().skip(plan.scenarios.len());
        let of_scenario = |(s, (nested, kept)): (usize, (&super::estimate::Nested, &super::Estimated))| {
            if plan.walked(s) { nested.estimate() } else { *kept }
        };
        let scenarios = second.zip(&reference.scenarios).enumerate().map(of_scenario).collect();
        Ok(report::second(plan, &store, question, scenarios, &self.amounts))
    }
}
