//! The model of one risk alone: what is drawn hangs on names, so that it gives the same numbers as the whole model, faster.

use super::*;

/// The model of one risk with these estimates, whether they are recorded or not: its controls, its treatments, the threat level
/// that it shares with others. There is no scenario where no estimate can be computed; `gaps` says why.
///
/// An insurance that covers other risks too is taken as if it covered this one alone: see [`shares_a_limit`].
pub fn of_risk(isms: &Isms, risk: &Record<Risk>, estimates: &[&Estimate]) -> Modelled {
    let mut made = Modelled { currency: Some(isms.currency()), ..Modelled::default() };
    let treatments: Vec<&Record<Treatment>> = treating(isms, risk.head.id).filter(|t| t.is_open()).collect();
    let improved = treatments.iter().flat_map(|t| &t.body.improves).filter_map(|i| i.control.map(|c| c.id()));
    let direct = treating::<Control>(isms, risk.head.id).filter(|c| is_live(*c)).map(|c| c.head.id);
    let wanted: BTreeSet<RecordId> = direct.chain(improved).collect();
    for control in isms.all::<Control>().filter(|c| wanted.contains(&c.head.id)) {
        add_control(isms, control, &mut made);
    }
    let estimates: Vec<quant::Estimate> = estimates.iter().filter_map(|e| estimate(isms, e, &made)).collect();
    let mut levels = BTreeMap::new();
    match estimates.is_empty() {
        true => made.gaps.push(Gap { record: risk.head.id, lacks: Lack::Estimate }),
        false => add_estimated(isms, risk, estimates, &mut made, &mut levels),
    }
    for count in levels.iter_mut().filter(|(level, _)| others_follow(isms, risk.head.id, level)).map(|(_, n)| n) {
        *count += 1;
    }
    keep_shared(&mut made, &levels);
    for treatment in treatments {
        add_treatment(isms, treatment, &mut made);
    }
    made
}

/// What treats a risk, in the order of keys.
fn treating<T: crate::kind::Kind>(isms: &Isms, risk: RecordId) -> impl Iterator<Item = &Record<T>> {
    let ids: BTreeSet<RecordId> = isms.pointing_from(risk, kind::of::<T>()).map(|l| l.source).collect();
    let mut found: Vec<&Record<T>> = ids.into_iter().filter_map(|id| isms.typed::<T>(id)).collect();
    found.sort_by_key(|r| r.head.number);
    found.into_iter()
}

/// Whether another risk that is estimated follows a threat level.
fn others_follow(isms: &Isms, risk: RecordId, level: &str) -> bool {
    let others = isms.all::<Risk>().filter(|r| r.head.id != risk && r.is_open());
    others.filter(|r| level_of(isms, r).as_deref() == Some(level)).any(|r| !pool(isms, r.head.id).is_empty())
}

/// Whether an insurance that is done or decided has a limit that the risk shares with other risks.
pub fn shares_a_limit(isms: &Isms, made: &Modelled) -> bool {
    let counted = made.done.iter().chain(&made.decided).filter_map(|i| made.treatments.get(*i));
    counted.filter_map(|id| isms.typed::<Treatment>(*id)).any(|t| {
        let limited = t.body.insurance.as_ref().is_some_and(|i| i.limit.is_some());
        t.body.option == TreatmentOption::Transfer && limited && t.body.treats.len() > 1
    })
}
