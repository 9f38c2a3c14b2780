//! What a picture is computed from, in one fingerprint: where it is the same, the picture is.

use super::{
    certainty,
    model::{self, Modelled},
    risk::Settings,
};
use crate::{
    context::Objective,
    isms::Isms,
    outer::Names,
    risk::{Estimate, Risk},
    values::RecordId,
};
use sha2::{Digest, Sha256};

/// SHA-256 over everything that a picture of some objectives and risks depends on, but the moment: the version of the model and its
/// settings, the joint model, what of it is done, decided and missing, the model of each risk alone, and what is required. Records are
/// named by key, so that the same history played again has the same fingerprint.
pub fn of_picture(isms: &Isms, objectives: &[RecordId], risks: &[RecordId]) -> String {
    let made = model::of(isms);
    let usual = (quant::MODEL_VERSION, certainty::SEED, certainty::WORLDS, certainty::YEARS, Settings::USUAL);
    let objectives: Vec<_> = objectives.iter().filter_map(|id| objective(isms, *id)).collect();
    let risks: Vec<_> = risks.iter().filter_map(|id| risk(isms, *id)).collect();
    let all = (usual, isms.currency(), joint(isms, &made), objectives, risks);
    hex::encode(Sha256::digest(format!("{all:?}")))
}

/// A model: its hash, what is done and decided, and what is missing.
type Joint = (String, Vec<usize>, Vec<usize>, Vec<(Option<String>, model::Lack)>);

fn joint(isms: &Isms, made: &Modelled) -> Joint {
    let mut gaps: Vec<_> = made.gaps.iter().map(|g| (isms.key(g.record), g.lacks)).collect();
    gaps.sort();
    (model::input_hash(&made.model), made.done.clone(), made.decided.clone(), gaps)
}

/// An objective: its key, what is required of it and what threatens it.
type Wanted = (Option<String>, Option<f64>, Vec<Option<String>>);

fn objective(isms: &Isms, id: RecordId) -> Option<Wanted> {
    let record = isms.typed::<Objective>(id)?;
    let threatening = model::threatening(isms, id).iter().map(|r| isms.key(r.head.id)).collect();
    Some((isms.key(id), record.body.required_certainty.map(|s| s.0), threatening))
}

/// Its key and the model of it alone.
fn risk(isms: &Isms, id: RecordId) -> Option<(Option<String>, Joint)> {
    let record = isms.typed::<Risk>(id)?;
    let pool = model::pool(isms, id);
    let made = model::of_risk(isms, record, &pool.iter().map(|e| &e.body).collect::<Vec<&Estimate>>());
    Some((isms.key(id), joint(isms, &made)))
}
