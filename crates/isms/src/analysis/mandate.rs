//! Mandates: what one person may decide without asking anyone, and why.
//!
//! A step that needs approval asks others. Three grounds stand in for their votes, and each is written into the approval that the
//! step leaves behind: a mandate on the ladder of the appetite in force; a decision that was decided and carries the step out; and,
//! in an organisation of fewer than fifty people that has said so, the owner's own dated review where nobody else is there to look.

use crate::{
    context::{
        Organisation, Role,
        organisation::{Profile, Substitute},
    },
    governance::{Decision, decision::DecisionOption},
    isms::Isms,
    record::{AnyRecord, Record},
    risk::{Appetite, Risk, Treatment, appetite::Mandate},
    values::{Currency, Money, RecordId},
};

/// A rung of the ladder in force that a person stands on, through a role they hold.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The appetite.
    pub appetite: &'a Record<Appetite>,
    /// The role.
    pub role: &'a Record<Role>,
    /// What it empowers to.
    pub rung: &'a Mandate,
    /// Whether no rung stands above it.
    pub highest: bool,
}

/// The roles that someone holds.
pub fn roles_of(isms: &Isms, person: RecordId) -> impl Iterator<Item = &Record<Role>> {
    let holds = move |r: &&Record<Role>| &*r.head.state == "active" && r.body.holder.is_some_and(|h| h.id() == person);
    isms.all::<Role>().filter(holds)
}

/// Every mandate in force that someone holds, the smallest first.
pub fn held(isms: &Isms, person: RecordId) -> Vec<Held<'_>> {
    let mut all = Vec::new();
    for appetite in isms.all::<Appetite>().filter(|a| &*a.head.state != "retired") {
        let Some(body) = appetite.counts() else { continue };
        for (index, rung) in body.ladder.iter().enumerate() {
            let role = roles_of(isms, person).find(|r| rung.holder.is_some_and(|h| h.id() == r.head.id));
            all.extend(role.map(|role| Held { appetite, role, rung, highest: index + 1 == body.ladder.len() }));
        }
    }
    all
}

/// Whether an appetite is in force, whoever holds its mandates.
pub fn in_force(isms: &Isms) -> bool {
    isms.all::<Appetite>().any(|a| &*a.head.state != "retired" && a.counts().is_some())
}

/// Whether the organisation is so small that owners may review alone: fewer than fifty people.
pub fn is_small(isms: &Isms) -> bool {
    isms.single::<Organisation>().is_some_and(|o| matches!(o.body.profile, Profile::Micro | Profile::Small))
}

/// Why `person` may take an approved step of a record without anyone's vote, in a sentence that is kept; none where they must ask.
pub fn ground(isms: &Isms, record: &dyn AnyRecord, step: &str, person: RecordId) -> Option<String> {
    if let Some(decision) = record.typed::<Decision>() {
        return (step == "decide").then(|| within(isms, decision, person))?;
    }
    if let Some(treatment) = record.typed::<Treatment>() {
        let chose = |_: &Decision, o: &DecisionOption| {
            let known = o.cost.map_or(0, |c| c.minor);
            o.treatments.iter().any(|t| t.id() == treatment.head.id)
                && first_year(isms, o).is_some_and(|cost| cost.minor <= known)
        };
        return (step == "decide").then(|| carried(isms, chose))?;
    }
    if let Some(risk) = record.typed::<Risk>() {
        let accepted = |d: &Decision, o: &DecisionOption| {
            o.treatments.is_empty() && d.concerns.iter().any(|r| r.id() == risk.head.id)
        };
        return (step == "accept").then(|| carried(isms, accepted))?;
    }
    alone(isms, record, person)
}

/// A decision within the decider's own mandate: what is chosen costs no more than they may fund. Choosing to bear a risk is left to
/// whoever holds the highest rung.
fn within(isms: &Isms, decision: &Record<Decision>, person: RecordId) -> Option<String> {
    let by = decision.body.decided_by?.id();
    let chosen = decision.body.options.iter().find(|o| o.name == decision.body.chosen)?;
    let mine = |h: &Held<'_>| by == person || by == h.role.head.id;
    let rung = held(isms, person).into_iter().filter(mine).find(|h| covers(isms, h, chosen))?;
    let (role, appetite) = (&rung.role.head, &rung.appetite.head);
    Some(format!("within the mandate of {} (ROL-{}) by APP-{}", role.title, role.number, appetite.number))
}

fn covers(isms: &Isms, held: &Held<'_>, chosen: &DecisionOption) -> bool {
    if chosen.treatments.is_empty() {
        return held.highest && held.rung.accept_up_to.is_some();
    }
    let funds = |cost: Money| {
        cost.minor == 0 || held.rung.fund_up_to.is_some_and(|f| f.currency == cost.currency && cost.minor <= f.minor)
    };
    chosen.cost.is_none_or(funds) && first_year(isms, chosen).is_some_and(funds)
}

/// What the treatments of an option cost in the first year by their own records, whatever the option states; none where their
/// currencies differ.
pub fn first_year(isms: &Isms, option: &DecisionOption) -> Option<Money> {
    let mut total = Money { minor: 0, currency: isms.currency() };
    for treatment in option.treatments.iter().filter_map(|t| isms.typed::<Treatment>(t.id())) {
        let cost = cost_of(&treatment.body, total.currency)?;
        total.minor = total.minor.saturating_add(cost.minor);
    }
    Some(total)
}

/// What a treatment costs in its first year: once, a year's running cost and a year's premium.
pub fn cost_of(treatment: &Treatment, currency: Currency) -> Option<Money> {
    let premium = treatment.insurance.as_ref().and_then(|i| i.premium);
    let parts = [treatment.cost_once, treatment.cost_yearly, premium];
    let home = parts.iter().flatten().all(|m| m.currency == currency);
    let minor = parts.iter().flatten().fold(0_i64, |sum, m| sum.saturating_add(m.minor));
    home.then_some(Money { minor, currency })
}

/// A decision that was decided and whose chosen option carries the step.
fn carried(isms: &Isms, carries: impl Fn(&Decision, &DecisionOption) -> bool) -> Option<String> {
    let mut decided = isms.all::<Decision>().filter(|d| &*d.head.state == "decided");
    let chosen = |d: &Decision| d.options.iter().any(|o| o.name == d.chosen && carries(d, o));
    let decision = decided.find(|d| chosen(&d.body))?;
    Some(format!("decided in DEC-{}", decision.head.number))
}

/// The owner's own dated review, where the organisation is small and names it as its substitute.
fn alone(isms: &Isms, record: &dyn AnyRecord, person: RecordId) -> Option<String> {
    let named = isms.single::<Organisation>()?.body.substitute == Some(Substitute::OwnerReview);
    let owner = record.head().owner?.id();
    let mine = owner == person || roles_of(isms, person).any(|r| r.head.id == owner);
    let said =
        "the owner's own dated review: the organisation is small and names it as its substitute for a second person";
    (named && is_small(isms) && mine).then(|| said.to_owned())
}
