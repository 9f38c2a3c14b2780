//! Whether a metric predicts anything: its readings against what happened until the next one.
//!
//! Of each reading but the last, the incidents and findings are counted that came after it and not after the next, about what the metric
//! measures. Spearman's rank correlation says whether more or less of it follows high readings; its 90 % interval is Fisher's
//! (z plus or minus 1.645 / sqrt((n - 3) / 1.06), after Fieller, Hartley and Pearson 1957). Where nothing happened, or nothing varied, it is
//! unknown: what never happened cannot have been predicted.

use crate::{
    assurance::Finding,
    context::Objective,
    control::Control,
    isms::Isms,
    kind::{self, Kind},
    operations::Incident,
    policy::Metric,
    record::Record,
    risk::Risk,
    rules,
    values::RecordId,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What a metric predicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foresight {
    /// Periods that were compared.
    pub n: usize,
    /// What happened in them.
    pub events: usize,
    /// Spearman's rank correlation, -1 to 1.
    pub correlation: f64,
    /// Its 90 % interval from here
    pub low: f64,
    /// to here.
    pub high: f64,
}

/// What a metric predicts, once it has at least so many periods; none while it is unknown.
pub fn of(isms: &Isms, metric: &Record<Metric>, periods: usize) -> Option<Foresight> {
    let mut readings: Vec<(Date, f64)> = metric.body.readings.iter().filter_map(|r| Some((r.on?, r.value?))).collect();
    readings.sort_by_key(|(on, _)| *on);
    let n = readings.len().saturating_sub(1);
    if n < periods.max(4) {
        return None;
    }
    let happened = events(isms, metric);
    let after = readings.windows(2).map(|pair| match pair {
        [(from, _), (to, _)] => happened.iter().filter(|on| *on > from && *on <= to).count() as f64,
        _ => 0.0,
    });
    let after: Vec<f64> = after.collect();
    let values: Vec<f64> = readings.iter().take(n).map(|(_, v)| *v).collect();
    let rho = spearman(&values, &after)?;
    let half = 1.645 * (1.06 / (n as f64 - 3.0)).sqrt();
    let z = libm::atanh(rho.clamp(-0.999_999, 0.999_999));
    Some(Foresight {
        n,
        events: after.iter().sum::<f64>() as usize,
        correlation: rho,
        low: libm::tanh(z - half),
        high: libm::tanh(z + half),
    })
}

/// The days of incidents and findings about what a metric measures.
fn events(isms: &Isms, metric: &Record<Metric>) -> Vec<Date> {
    let mut about: BTreeSet<RecordId> = metric.body.measures.iter().map(|m| m.id()).collect();
    for id in about.clone() {
        if isms.typed::<Objective>(id).is_some() {
            about.extend(isms.pointing_from(id, kind::of::<Risk>()).map(|l| l.source));
        }
        if let Some(control) = isms.typed::<Control>(id) {
            about.extend(control.body.treats.iter().map(|r| r.id()));
        }
    }
    let incidents = pointing::<Incident>(isms, &about).into_iter().filter(|i| &*i.head.state != "dismissed");
    let days = incidents.filter_map(|i| i.body.detected.or(i.body.began).map(rules::day_of));
    let found = pointing::<Finding>(isms, &about).into_iter().filter_map(|f| f.body.found_on);
    days.chain(found).collect()
}

fn pointing<'i, T: Kind>(isms: &'i Isms, about: &BTreeSet<RecordId>) -> Vec<&'i Record<T>> {
    let links = about.iter().flat_map(|id| isms.pointing_from(*id, kind::of::<T>()));
    let ids: BTreeSet<RecordId> = links.map(|l| l.source).collect();
    ids.into_iter().filter_map(|id| isms.typed::<T>(id)).collect()
}

/// Spearman's rank correlation, ties sharing their mean rank; none where one side does not vary.
fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (ranks(a), ranks(b));
    let mean = (a.len() as f64 + 1.0) / 2.0;
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(&b).map(|(x, y)| f(x - mean, y - mean)).sum::<f64>();
    let (xx, yy, xy) = (sum(&|x, _| x * x), sum(&|_, y| y * y), sum(&|x, y| x * y));
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |v: &f64| {
        let below = values.iter().filter(|o| *o < v).count() as f64;
        let same = values.iter().filter(|o| *o == v).count() as f64;
        below + (same + 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_correlate_as_in_the_textbook() {
        let up = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(spearman(&up, &up), Some(1.0));
        assert_eq!(spearman(&up, &[5.0, 4.0, 3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(spearman(&up, &[2.0; 5]), None);
        assert_eq!(ranks(&[3.0, 1.0, 3.0]), [2.5, 1.0, 2.5]);
    }
}
