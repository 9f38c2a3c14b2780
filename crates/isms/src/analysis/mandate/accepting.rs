//! Whose agreement lets a risk be accepted: somebody else's than its owner's, and somebody's whose rung reaches what it costs.

use super::{Needs, borne, holds, in_force, rungs};
use crate::{
    analysis::own_review,
    audience,
    isms::Isms,
    outer::Names,
    picture::SeenRisk,
    record::Record,
    risk::{Risk, appetite::Mandate},
    values::RecordId,
};

/// Someone's agreement: who gave it and, where a deputy did, for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Who agreed.
    pub by: RecordId,
    /// Whose mandate it is.
    pub of: RecordId,
}

/// Why a risk cannot be accepted by what some people agree to, and who could accept it; nothing where it can.
///
/// A decision that was decided carries it, whoever agrees. Else the owner's own agreement counts for nothing, but in a small organisation
/// that says so, and among the others must be someone whose rung reaches the loss that was `seen`, read at the rung's percentile. What
/// nobody knows only the highest rung accepts. While no appetite is in force, no ladder is asked.
pub fn refusal(isms: &Isms, risk: &Record<Risk>, agreed: &[Agreed], seen: Option<&SeenRisk>) -> Option<String> {
    if borne(isms, risk.head.id).is_some() {
        return None;
    }
    let case = Case::of(isms, risk, seen);
    let others: Vec<RecordId> = agreed.iter().filter(|a| !case.own(a.by) && !case.own(a.of)).map(|a| a.of).collect();
    let why = if others.is_empty() {
        format!("nobody accepts their own risk alone, and nobody but the owner of {} agrees", case.key)
    } else if !in_force(isms) {
        return None;
    } else {
        case.short(&others)?
    };
    Some(format!("{why}; {}", case.instead()))
}

/// A risk to be accepted.
struct Case<'a> {
    isms: &'a Isms,
    key: String,
    /// Its owner, whose agreement does not count.
    owner: Option<RecordId>,
    needs: Needs,
}

impl Case<'_> {
    fn of<'a>(isms: &'a Isms, risk: &Record<Risk>, seen: Option<&SeenRisk>) -> Case<'a> {
        let key = isms.key(risk.head.id).unwrap_or_default();
        let owner = risk.head.owner.filter(|_| !own_review::counts(isms));
        let owner = owner.and_then(|o| audience::answerable(isms, o.id()));
        let bears = vec![(key.clone(), seen.cloned())];
        Case { isms, key, owner, needs: Needs { costs: Some(0), currency: isms.currency(), bears } }
    }

    fn own(&self, person: RecordId) -> bool {
        self.owner == Some(person)
    }

    /// What the best mandate of those who agree does not reach; nothing where one suffices.
    fn short(&self, agreed: &[RecordId]) -> Option<String> {
        let mut best = None;
        for (rung, highest) in rungs(self.isms) {
            let Some(who) = agreed.iter().find(|who| holds(self.isms, rung, **who)) else { continue };
            match self.needs.short(rung, highest) {
                None => return None,
                Some(why) => best = Some(format!("{} {why}", self.named(*who))),
            }
        }
        let none = || format!("nobody who agrees to accept {} has a mandate on the ladder in force", self.key);
        Some(best.unwrap_or_else(none))
    }

    /// Who could accept it: the lowest rung that reaches it and is not its owner's.
    fn instead(&self) -> String {
        let reaches = |(rung, highest): &(&Mandate, bool)| self.needs.short(rung, *highest).is_none();
        let holders = rungs(self.isms).into_iter().filter(reaches).filter_map(|(rung, _)| rung.holder);
        let others = holders.filter(|h| !audience::answerable(self.isms, h.id()).is_some_and(|p| self.own(p)));
        match others.map(|h| h.id()).next() {
            Some(body) if self.isms.typed::<crate::governance::Body>(body).is_some() => {
                format!("a decision of {} could accept it", self.named(body))
            }
            Some(role) => format!("{} could accept it", self.named(role)),
            None if in_force(self.isms) => {
                "nobody on the mandate ladder could accept it: change the ladder, or treat it first".into()
            }
            None => "ask somebody else, or let a decision carry it".into(),
        }
    }

    fn named(&self, id: RecordId) -> String {
        self.isms.get(id).map(|r| format!("{} ({})", r.head().title, r.key())).unwrap_or_default()
    }
}
