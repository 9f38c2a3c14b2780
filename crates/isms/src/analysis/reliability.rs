//! How reliable a control is, from what was seen: a beta posterior, wide where nobody looked.
//!
//! The prior is what its owner states: exp(-failures a year x days / 365) (FAIR-CAM), believed like two observations; nothing stated is a uniform prior.
//! Every run of a test of its operation then counts: items of one run are alike, so that a run never weighs more than ten observations, and what was seen a
//! year ago weighs half.

use crate::{
    assurance::{
        Test,
        test::{Aspect, TestRun, TestVerdict},
    },
    control::Control,
    isms::Isms,
    kind,
    record::Record,
    values::{Range, RecordId},
};
use jiff::civil::Date;

/// What is believed about a control's reliability: a beta distribution, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// First shape: half-lives applied, prior included.
    pub alpha: f64,
    /// Second shape.
    pub beta: f64,
    /// Runs that counted.
    pub runs: usize,
    /// The newest of them.
    pub last: Option<Date>,
    /// Whether the owner stated how often and how long it fails.
    pub stated: bool,
}

/// The weight of the owner's own statement, in observations.
const STATED_WEIGHT: f64 = 2.0;
/// The most that one run weighs, in observations.
const RUN_WEIGHT: f64 = 10.0;
/// Days after which a run weighs half.
const HALF_LIFE: f64 = 365.0;

impl Posterior {
    /// Its mean.
    pub fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The posterior after one more run today that finds no fault in ten items: what a test could teach at best.
    pub fn after_a_pass(&self) -> Posterior {
        Posterior { alpha: self.alpha + RUN_WEIGHT, runs: self.runs + 1, ..self.clone() }
    }

    /// The posterior after one more run today of ten items, of which as many fail as are believed to.
    pub fn after_a_run(&self) -> Posterior {
        let works = RUN_WEIGHT * self.mean();
        Posterior {
            alpha: self.alpha + works,
            beta: self.beta + RUN_WEIGHT - works,
            runs: self.runs + 1,
            ..self.clone()
        }
    }

    /// As a distribution.
    pub fn dist(&self) -> quant::Dist {
        quant::Dist::Beta { alpha: self.alpha, beta: self.beta }
    }

    /// Its 5th and 95th percentile.
    pub fn band(&self) -> (f64, f64) {
        let law = self.dist().law(quant::Place::Share);
        law.map_or((0.0, 1.0), |law| (law.quantile(0.05), law.quantile(0.95)))
    }
}

/// What is believed about a control at the value's moment.
pub fn of(isms: &Isms, control: &Record<Control>) -> Posterior {
    let (alpha, beta, stated) = prior(&control.body);
    let mut posterior = Posterior { alpha, beta, runs: 0, last: None, stated };
    let today = isms.moment.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    for test in tests_of(isms, control.head.id).filter(|t| t.body.aspect == Aspect::Operation) {
        for run in &test.body.runs {
            let Some(on) = run.on.filter(|d| *d <= today) else { continue };
            let Some((works, weight)) = seen(run) else { continue };
            let age = f64::from((today - on).get_days());
            let weight = weight * libm::exp2(-age / HALF_LIFE);
            posterior.alpha += weight * works;
            posterior.beta += weight * (1.0 - works);
            posterior.runs += 1;
            posterior.last = posterior.last.max(Some(on));
        }
    }
    posterior
}

/// Tests of a control, in the order of keys.
pub fn tests_of(isms: &Isms, control: RecordId) -> impl Iterator<Item = &Record<Test>> {
    let mut ids: Vec<RecordId> = isms.pointing_from(control, kind::of::<Test>()).map(|l| l.source).collect();
    ids.dedup();
    let mut tests: Vec<&Record<Test>> = ids.into_iter().filter_map(|id| isms.typed(id)).collect();
    tests.retain(|t| t.body.of.iter().any(|s| s.id() == control));
    tests.sort_by_key(|t| t.head.number);
    tests.into_iter()
}

fn prior(control: &Control) -> (f64, f64, bool) {
    let middle = |r: Range| r.mode.unwrap_or(if r.low > 0.0 { (r.low * r.high).sqrt() } else { 0.5 * r.high });
    match (control.variance_frequency, control.variance_duration) {
        (Some(frequency), Some(duration)) => {
            let r = quant::reliability(middle(frequency).max(0.0), middle(duration).max(0.0)).clamp(0.05, 0.95);
            (STATED_WEIGHT * r, STATED_WEIGHT * (1.0 - r), true)
        }
        _ => (1.0, 1.0, false),
    }
}

/// The share that worked and the weight of a run, in observations; nothing where nothing can be concluded.
fn seen(run: &TestRun) -> Option<(f64, f64)> {
    let counted = run.looked_at.filter(|n| *n > 0).map(|n| {
        let failed = run.failed.unwrap_or(0).clamp(0, n);
        (1.0 - failed as f64 / n as f64, (n as f64).min(RUN_WEIGHT))
    });
    match run.verdict {
        TestVerdict::Inconclusive => None,
        // A run that failed although no item did failed as a whole.
        TestVerdict::Failed => Some(counted.filter(|(works, _)| *works < 1.0).unwrap_or((0.0, 1.0))),
        TestVerdict::Passed => Some(counted.unwrap_or((1.0, 1.0))),
        TestVerdict::PassedWithExceptions => Some(counted.unwrap_or((0.5, 1.0))),
    }
}
