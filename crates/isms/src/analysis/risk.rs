//! One risk in numbers: the loss of a year without any control, as it is today, and with what is decided.
//!
//! Curves, percentiles and bands come from the exact engine, world by world, without sampling error within a world; where a model has what
//! that engine cannot compute (an insurance with a retention per event and a limit per year), from the simulation. The mean comes from the
//! closed form, which is its only source in the house. The answer is for the organisation: it releases aggregates only.

mod beliefs;
mod effects;
mod engines;

pub use beliefs::{Belief, Spread, beliefs};
pub use effects::{Effect, controls, treatments};

use super::model::Modelled;
use crate::{isms::Isms, risk::Appetite};
use quant::{Checked, Variant, decide, exact, simulate};

/// Worlds of the usual answer: ways that what nobody knows may be.
pub const WORLDS: usize = 256;
/// Worlds while someone drags a range: fewer, so that the answer comes while they look.
pub const QUICK_WORLDS: usize = 32;
/// The usual seed: the same worlds as the joint simulation's.
pub const SEED: u64 = 1;
/// The percentiles that are told, beside the chance of no loss.
pub const PERCENTILES: [f64; 4] = [0.5, 0.9, 0.95, 0.99];

/// How it is computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Worlds.
    pub worlds: usize,
    /// Points of the grid of losses of the exact engine; a power of two.
    pub grid: usize,
    /// Years in each world, where it must be simulated.
    pub years: usize,
    /// The seed of the worlds.
    pub seed: u64,
    /// Whether the mean is the closed form; else that of the worlds, which is faster and differs by a per cent or so.
    pub closed: bool,
}

impl Settings {
    /// The usual answer.
    pub const USUAL: Settings = Settings { worlds: WORLDS, grid: 1 << 12, years: 1 << 12, seed: SEED, closed: true };
    /// While someone looks on.
    pub const QUICK: Settings =
        Settings { worlds: QUICK_WORLDS, grid: 1 << 11, years: 1 << 11, seed: SEED, closed: false };
}

/// How the numbers came to be: enough to get them again to the last bit.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Method {
    /// `exact`, or `simulation` where the exact engine cannot compute the model.
    pub engine: &'static str,
    /// The version of the model.
    pub model_version: &'static str,
    /// The seed of the worlds.
    pub seed: u64,
    /// Worlds.
    pub worlds: usize,
    /// Points of the grid of losses of the exact engine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid: Option<usize>,
    /// Years that were simulated in each world.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_per_world: Option<usize>,
    /// SHA-256 of the model of this risk alone, as JSON.
    pub input_hash: String,
}

/// A probability with the band in which it lies in 90 % of worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// A loss in the year, money.
    pub amount: f64,
    /// The chance of losing more.
    pub probability: f64,
    /// 5 % of worlds lie below.
    pub low: f64,
    /// 5 % of worlds lie above.
    pub high: f64,
}

/// The loss of a year in one state of affairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Average loss a year: the closed form, or that of the worlds where the settings say so.
    pub mean: f64,
    /// Whether the mean is more than a closed form, and so only good to a few per cent (see [`decide::Mean::estimated`]).
    pub mean_estimated: bool,
    /// The average within each world: 5 % of worlds lie below and 5 % above; nothing where only simulated years would tell.
    pub mean_band: Option<(f64, f64)>,
    /// Chance of a year without any loss.
    pub p_none: f64,
    /// The loss that is not exceeded with each probability of [`PERCENTILES`]; nothing where it lies beyond the grid.
    pub percentiles: Vec<(f64, Option<f64>)>,
    /// The average loss of the worst 5 % of years; nothing where it lies beyond the grid.
    pub shortfall95: Option<f64>,
    /// The chance of losing more than an amount.
    pub curve: Vec<Point>,
    /// How far any probability may be off: because losses lie on a grid, or the greatest standard error of the simulation.
    pub error: f64,
}

impl Figures {
    /// The loss that is not exceeded with probability `p`, one of [`PERCENTILES`].
    pub fn percentile(&self, p: f64) -> Option<f64> {
        self.percentiles.iter().find(|(at, _)| *at == p).and_then(|(_, loss)| *loss)
    }
}

/// One risk in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskNumbers {
    /// Without any control or treatment.
    pub before: Figures,
    /// With the controls as tested and the treatments that are done.
    pub today: Figures,
    /// With the treatments that are decided as well.
    pub after: Figures,
    /// Whether a decided treatment changes anything here.
    pub changes: bool,
    /// Whether anything protects it.
    pub protected: bool,
    /// How.
    pub method: Method,
}

/// Why there are no numbers.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unknown {
    /// There is no estimate that can be computed.
    #[error("no estimate of it was given, or none that can be computed")]
    Estimate,
    /// The model is impossible.
    #[error(transparent)]
    Impossible(#[from] quant::Faults),
    /// The engine refuses.
    #[error(transparent)]
    Engine(#[from] exact::ExactError),
    /// The simulation refuses.
    #[error(transparent)]
    Simulation(#[from] simulate::SimulationError),
}

/// The numbers of the one risk in `made` (see [`of_risk`](super::model::of_risk)).
///
/// # Errors
/// [`Unknown`], saying what is missing or impossible.
pub fn numbers(made: &Modelled, settings: &Settings) -> Result<RiskNumbers, Unknown> {
    if made.model.scenarios.is_empty() {
        return Err(Unknown::Estimate);
    }
    let model = made.model.check()?;
    let protected = made.model.scenarios.iter().any(|s| !s.controls.is_empty());
    let changes = moves(made, &made.decided);
    let mut variants = vec![made.today()];
    variants.extend(changes.then(|| made.after()));
    variants.extend((protected || moves(made, &made.done)).then(|| made.before()));
    let (figures, method) = engines::figures(made, &model, &variants, settings)?;
    let of = |variant: Variant| {
        let at = variants.iter().position(|v| *v == variant).unwrap_or(0);
        figures.get(at).cloned().ok_or(Unknown::Estimate)
    };
    Ok(RiskNumbers {
        before: of(made.before())?,
        today: of(made.today())?,
        after: of(made.after())?,
        changes,
        protected,
        method,
    })
}

/// The loss of a year as it is today, of the one risk in `made`.
///
/// # Errors
/// [`Unknown`], saying what is missing or impossible.
pub fn today(made: &Modelled, settings: &Settings) -> Result<Figures, Unknown> {
    if made.model.scenarios.is_empty() {
        return Err(Unknown::Estimate);
    }
    let (figures, _) = engines::figures(made, &made.model.check()?, &[made.today()], settings)?;
    figures.into_iter().next().ok_or(Unknown::Estimate)
}

/// Whether some of these treatments do anything.
fn moves(made: &Modelled, treatments: &[usize]) -> bool {
    let stated = treatments.iter().filter_map(|i| made.model.treatments.get(*i));
    stated.into_iter().any(|t| !(t.effects.is_empty() && t.avoids.is_empty() && t.transfers.is_empty()))
}

/// Average loss a year in closed form: the one source of this figure.
pub fn mean(model: &Checked, variant: &Variant) -> decide::Mean {
    decide::mean_loss(model, variant)
}

/// What is tolerated for the organisation's whole annual loss by the appetite in force: (amount, highest accepted probability of losing
/// at least that). It is no line for one risk: a risk that lies above it alone breaks it, one below it may still do so with others.
pub fn tolerance(isms: &Isms) -> Vec<(f64, f64)> {
    let home = isms.currency();
    let Some(appetite) = isms.all::<Appetite>().filter(|a| super::model::is_live(*a)).find_map(|a| a.counts()) else {
        return Vec::new();
    };
    let points = appetite.curve.iter().filter_map(|p| Some((p.amount?, p.probability?.0)));
    points.filter(|(amount, _)| amount.currency == home).map(|(amount, p)| (amount.major(), p)).collect()
}

/// Everything that is told of a risk on its page.
#[derive(Clone, Debug)]
pub struct Told {
    /// The model of this risk alone and the records behind it.
    pub made: Modelled,
    /// The numbers, or why there are none.
    pub numbers: Result<RiskNumbers, Unknown>,
    /// What each estimate of the pool says, in its order; nothing of one that cannot be computed.
    pub beliefs: Vec<Option<Belief>>,
    /// What they say together.
    pub pool: Option<Belief>,
    /// What each control removes.
    pub controls: Vec<Effect>,
    /// What each open treatment would remove.
    pub treatments: Vec<Effect>,
}

/// Computes everything that is told of the one risk in `made`.
pub fn tell(made: Modelled, settings: &Settings) -> Told {
    let numbers = numbers(&made, settings);
    let (beliefs, pool) = beliefs(&made);
    let (mut controls, mut treatments) = (Vec::new(), Vec::new());
    if let (Ok(model), false) = (made.model.check(), made.model.scenarios.is_empty()) {
        (controls, treatments) = (effects::controls(&made, &model), effects::treatments(&made, &model));
    }
    Told { made, numbers, beliefs, pool, controls, treatments }
}
