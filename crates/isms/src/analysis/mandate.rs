//! Mandates: what one person may decide without asking anyone, and why.
//!
//! A step that needs approval asks others. Three grounds stand in for their votes, and each is written into the approval that the
//! step leaves behind: a mandate on the ladder of the appetite in force; a decision that was decided and carries the step out; and,
//! in an organisation of fewer than fifty people that has said so, the owner's own dated review where nobody else is there to look.
//!
//! The other way round, nobody's agreement helps beyond a mandate: [`chartered`] and [`refusal`] say what a body's charter, its quorum, its
//! budget and the ladder do not reach, and who could decide instead; [`accepting`](accepting::refusal) says it of the acceptance of a risk.

pub mod accepting;

use super::own_review;
use crate::{
    audience,
    context::{Organisation, Role, organisation::Profile},
    everywhere::{Approval, approval::Verdict},
    field::Choice,
    governance::{Body, Decision, Meeting, decision::DecisionOption},
    isms::Isms,
    picture::SeenRisk,
    record::{AnyRecord, Record},
    risk::{Appetite, Risk, Treatment, appetite::Mandate},
    rules,
    values::{Currency, Money, RecordId},
};
use jiff::civil::Date;

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
        return (step == "accept").then(|| borne(isms, risk.head.id))?;
    }
    alone(isms, record, person)
}

/// A decision within the decider's own mandate, or one that a body took with its quorum and a member writes down.
fn within(isms: &Isms, decision: &Record<Decision>, person: RecordId) -> Option<String> {
    let by = decision.body.decided_by?.id();
    if refusal(isms, decision, rules::today(isms), false).is_some() {
        return None;
    }
    if isms.typed::<Body>(by).is_some() {
        return in_meeting(isms, decision, person);
    }
    let needs = Needs::of(isms, decision)?;
    let mine = |h: &Held<'_>| by == person || by == h.role.head.id;
    let rung = held(isms, person).into_iter().filter(mine).find(|h| needs.short(h.rung, h.highest).is_none())?;
    let (role, appetite) = (&rung.role.head, &rung.appetite.head);
    Some(format!("within the mandate of {} (ROL-{}) by APP-{}", role.title, role.number, appetite.number))
}

/// What a body decided in a meeting that had its quorum is written down by whoever sits in the body or called the meeting, and was there.
fn in_meeting(isms: &Isms, decision: &Record<Decision>, person: RecordId) -> Option<String> {
    let meeting = isms.typed::<Meeting>(decision.body.meeting?.id())?;
    let body = isms.typed::<Body>(meeting.body.body?.id())?;
    let charter = body.counts()?;
    let seated = charter.people(isms, |_| true).contains(&person);
    let called = meeting.head.owner.is_some_and(|o| audience::answerable(isms, o.id()) == Some(person));
    let (here, needed) = meeting.body.quorum(isms, charter);
    let writes = (seated || called) && meeting.body.here().contains(&person) && here >= needed;
    let said = format!(
        "decided by BOD-{} in MTG-{}, {here} votes present of {needed} needed",
        body.head.number, meeting.head.number
    );
    writes.then_some(said)
}

/// Whether a body's charter lets it take a decision of this kind, and, where it is `deciding`, whether the meeting it names had the quorum.
///
/// # Errors
/// What is missing, and who could decide instead.
pub fn chartered(isms: &Isms, decision: &Record<Decision>, deciding: bool) -> Result<(), String> {
    let Some(body) = decision.body.decided_by.and_then(|by| isms.typed::<Body>(by.id())) else { return Ok(()) };
    let (number, title, kind) = (body.head.number, &body.head.title, decision.body.about.word().replace('-', " "));
    let Some(charter) = body.counts() else {
        return Err(format!("the charter of {title} (BOD-{number}) is not in force yet, so it cannot decide"));
    };
    if !charter.decides.contains(&decision.body.about) {
        let message = format!("the charter of {title} (BOD-{number}) does not let it decide to {kind}");
        return Err(format!("{message}; {}", instead(isms, decision)));
    }
    let Some(meeting) = decision.body.meeting.and_then(|m| isms.typed::<Meeting>(m.id())) else { return Ok(()) };
    if meeting.body.body.is_some_and(|b| b.id() != body.head.id) {
        return Err(format!("MTG-{} is no meeting of BOD-{number}; name one of its own", meeting.head.number));
    }
    let (here, needed) = meeting.body.quorum(isms, charter);
    if deciding && here < needed {
        return Err(format!(
            "MTG-{} has {here} of the {needed} votes that {title} (BOD-{number}) needs to decide; note who came, or meet again",
            meeting.head.number
        ));
    }
    Ok(())
}

/// Why nobody may take a decision as it stands: its decider's mandate, budget or quorum does not reach, or they would approve their own
/// request. It says who could decide instead. Nothing is refused for want of a mandate while no appetite is in force. While approvals
/// are only `asked` for, nobody has voted yet.
pub fn refusal(isms: &Isms, decision: &Record<Decision>, on: Date, asked: bool) -> Option<String> {
    let by = decision.body.decided_by.map(|b| b.id());
    if let Some(body) = by.and_then(|b| isms.typed::<Body>(b)) {
        let unheard = !asked && decision.body.meeting.is_none() && !voted(isms, decision, body);
        if unheard {
            let key = body.head.number;
            return Some(format!(
                "name the meeting in which BOD-{key} decides it, or ask as many of its members for their votes as it needs to decide"
            ));
        }
        if let Some(short) = beyond_budget(isms, decision, body, on) {
            return Some(short);
        }
    }
    if let Some(own) = own_request(isms, decision) {
        return Some(own);
    }
    if !in_force(isms) {
        return None;
    }
    let Some(by) = by else {
        return Some("say who decides: a body, a role or a person that the mandate ladder names".into());
    };
    let Some(needs) = Needs::of(isms, decision) else { return Some("name the option that is chosen".into()) };
    let mut short = None;
    for (rung, highest) in rungs(isms).into_iter().filter(|(r, _)| holds(isms, r, by)) {
        match needs.short(rung, highest) {
            None => return None,
            Some(why) => short = Some(why),
        }
    }
    let nothing = needs.costs == Some(0) && needs.bears.is_empty();
    if short.is_none() && nothing {
        return None;
    }
    let name = isms.get(by).map(|r| format!("{} ({})", r.head().title, r.key())).unwrap_or_default();
    let why = short.unwrap_or_else(|| "has no mandate on the ladder in force".into());
    Some(format!("{name} {why}; {}", instead(isms, decision)))
}

/// What a decision takes of a mandate.
struct Needs {
    /// Minor units of the organisation's currency; none where the cost is not known in it.
    costs: Option<i64>,
    currency: Currency,
    /// Risks that someone bears by it, with what the picture saw of each.
    bears: Vec<(String, Option<SeenRisk>)>,
}

impl Needs {
    fn of(isms: &Isms, decision: &Record<Decision>) -> Option<Needs> {
        let (body, currency) = (&decision.body, isms.currency());
        let chosen = body.choice()?;
        let home = |m: Money| (m.currency == currency).then_some(m.minor);
        let mut moved = body.allocations.iter().filter_map(|a| a.amount).map(home);
        let moved = moved.try_fold(0_i64, |sum, m| Some(sum.saturating_add(m?)));
        let stated = chosen.cost.map_or(Some(0), home);
        let own = first_year(isms, chosen).map(|m| m.minor);
        let costs = moved.zip(stated).zip(own).map(|((a, b), c)| a.max(b).max(c));
        let seen = |key: &str| {
            let risks = body.picture.iter().flat_map(|p| &p.risks);
            risks.into_iter().find(|r| r.risk == key).cloned()
        };
        let risks = body.concerns.iter().filter(|_| body.bears(chosen)).filter_map(|r| isms.get(r.id()));
        let bears = risks.map(|r| r.key().to_string()).map(|key| (key.clone(), seen(&key))).collect();
        Some(Needs { costs, currency, bears })
    }

    /// What a rung does not reach; nothing where it suffices.
    fn short(&self, rung: &Mandate, highest: bool) -> Option<String> {
        let home = |m: Option<Money>| m.filter(|m| m.currency == self.currency).map(|m| m.minor);
        let fund = home(rung.fund_up_to).unwrap_or(0);
        match self.costs {
            Some(costs) if costs <= fund => {}
            Some(costs) => {
                let (costs, most) = (self.money(costs), self.money(fund));
                return Some(format!("may spend {most} on one decision, and this takes {costs}"));
            }
            None => {
                return Some("cannot decide while a cost is stated in another currency; state it in your own".into());
            }
        }
        self.bears.iter().find_map(|(key, seen)| {
            let most = home(rung.accept_up_to);
            let p = rung.at_percentile.map_or(0.95, |s| s.0);
            let loss = seen.as_ref().and_then(|s| s.at(p)).and_then(|m| home(Some(m)));
            match (most, loss) {
                (Some(most), Some(loss)) if loss <= most => None,
                (Some(_), None) if highest => None,
                (None, _) => Some(format!("may accept no risk, and {key} would be borne")),
                (Some(most), Some(loss)) => {
                    let (most, loss, p) = (self.money(most), self.money(loss), (100.0 * p).round());
                    Some(format!("may accept up to {most} a year, and {key} costs up to {loss} in {p} of 100 years"))
                }
                (Some(_), None) => Some(format!("may not accept {key}: what it costs is not known, and only the highest mandate bears what nobody knows")),
            }
        })
    }

    fn money(&self, minor: i64) -> String {
        Money { minor, currency: self.currency }.to_string()
    }
}

/// The rungs of the ladders in force, the smallest first, each with whether none stands above it.
pub fn rungs(isms: &Isms) -> Vec<(&Mandate, bool)> {
    let ladders = isms.all::<Appetite>().filter(|a| &*a.head.state != "retired").filter_map(|a| a.counts());
    ladders.flat_map(|a| a.ladder.iter().enumerate().map(|(i, rung)| (rung, i + 1 == a.ladder.len()))).collect()
}

/// Whether a rung is somebody's: the body's or role's own, or that of a role they hold.
fn holds(isms: &Isms, rung: &Mandate, by: RecordId) -> bool {
    let own = rung.holder.is_some_and(|h| h.id() == by);
    own || roles_of(isms, by).any(|r| rung.holder.is_some_and(|h| h.id() == r.head.id))
}

/// Who could decide: the lowest rung that suffices and, of a body, whose charter lets it.
pub fn instead(isms: &Isms, decision: &Record<Decision>) -> String {
    let needs = Needs::of(isms, decision);
    let may = |rung: &Mandate| {
        let body = rung.holder.and_then(|h| isms.typed::<Body>(h.id()));
        body.is_none_or(|b| b.counts().is_some_and(|c| c.decides.contains(&decision.body.about)))
    };
    let suffices = |rung: &Mandate, highest| needs.as_ref().is_none_or(|n| n.short(rung, highest).is_none());
    let found = rungs(isms).into_iter().filter(|(r, highest)| may(r) && suffices(r, *highest));
    let holder = found
        .filter_map(|(r, _)| isms.get(r.holder?.id()))
        .find(|h| Some(h.head().id) != decision.body.decided_by.map(|b| b.id()));
    match holder {
        Some(holder) => format!("{} ({}) could decide it", holder.head().title, holder.key()),
        None => "nobody on the mandate ladder could decide it: change a charter or the ladder first".into(),
    }
}

/// Whether as many members of a body voted for it as it needs, in writing.
fn voted(isms: &Isms, decision: &Record<Decision>, body: &Record<Body>) -> bool {
    let Some(charter) = body.counts() else { return false };
    let voters = charter.voters(isms);
    let asked = isms.pointing_at(decision.head.id).filter_map(|l| isms.typed::<Approval>(l.source));
    asked.filter(|a| a.body.step == "decide" && &*a.head.state != "void").any(|a| {
        let agreed = a.body.votes.iter().filter(|v| v.verdict == Verdict::Approve);
        let agreed = agreed.filter_map(|v| v.on_behalf_of.or(v.by)).filter(|v| voters.contains(&v.id()));
        agreed.count() >= charter.needed(isms)
    })
}

/// That whoever decides alone asked for it themselves: they own a treatment that the chosen option consists of. The owner's own dated
/// review stands in where the organisation is small and says so.
fn own_request(isms: &Isms, decision: &Record<Decision>) -> Option<String> {
    let by = decision.body.decided_by?.id();
    if isms.typed::<Body>(by).is_some() || own_review::counts(isms) {
        return None;
    }
    let decider = audience::answerable(isms, by)?;
    let treatments = decision.body.choice()?.treatments.iter().filter_map(|t| isms.typed::<Treatment>(t.id()));
    let asked =
        treatments.filter(|t| t.head.owner.is_some_and(|o| audience::answerable(isms, o.id()) == Some(decider)));
    let own = asked.into_iter().next()?;
    Some(format!(
        "nobody approves their own request: TRT-{} was asked for by whoever would decide; {}",
        own.head.number,
        instead(isms, decision)
    ))
}

/// A body's budget of a period: what it may spend, what its decisions have committed, what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purse {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// What it may spend.
    pub budget: Money,
    /// What decisions of the period have given away.
    pub committed: Money,
    /// What is left; negative where more was given away than there was.
    pub free: Money,
}

/// A body's budget of the period that a day lies in; none where its charter has none.
pub fn purse(isms: &Isms, body: &Record<Body>, on: Date) -> Option<Purse> {
    let (from, until, budget) = body.counts()?.budget_on(on)?;
    let within = |d: &&Record<Decision>| {
        matches!(&*d.head.state, "decided" | "reviewed")
            && d.body.decided_on.is_some_and(|day| from <= day && day <= until)
    };
    let taken = isms.all::<Decision>().filter(within).map(|d| takes(&d.body, body.head.id, budget.currency));
    let committed = taken.fold(0_i64, i64::saturating_add);
    let money = |minor| Money { minor, currency: budget.currency };
    let free = money(budget.minor.saturating_sub(committed));
    Some(Purse { from, until, budget, committed: money(committed), free })
}

/// What a decision takes out of a body's budget: what it moves from there, else, where the body itself decides, what the choice costs.
fn takes(decision: &Decision, body: RecordId, currency: Currency) -> i64 {
    let from = decision.allocations.iter().filter(|a| a.from.is_some_and(|f| f.id() == body));
    let moved = from.filter_map(|a| a.amount).filter(|m| m.currency == currency).map(|m| m.minor);
    let moved = moved.fold(0_i64, i64::saturating_add);
    let own = decision.decided_by.is_some_and(|b| b.id() == body) && decision.allocations.is_empty();
    let cost = decision.choice().and_then(|o| o.cost).filter(|m| m.currency == currency).map_or(0, |m| m.minor);
    if own { cost } else { moved }
}

fn beyond_budget(isms: &Isms, decision: &Record<Decision>, body: &Record<Body>, on: Date) -> Option<String> {
    let day = decision.body.decided_on.unwrap_or(on);
    let purse = purse(isms, body, day)?;
    let takes = takes(&decision.body, body.head.id, purse.budget.currency);
    (takes > 0 && takes > purse.free.minor).then(|| {
        let taken = Money { minor: takes, ..purse.free };
        format!(
            "BOD-{} has {} left of its {} until {}, and this takes {taken}; move budget to it first; {}",
            body.head.number,
            purse.free,
            purse.budget,
            purse.until,
            instead(isms, decision)
        )
    })
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

/// A decision that was decided and by whose choice someone bears a risk: what deciding it compared with the ladder.
fn borne(isms: &Isms, risk: RecordId) -> Option<String> {
    carried(isms, |d, o| d.bears(o) && d.concerns.iter().any(|r| r.id() == risk))
}

/// The owner's own dated review, where the organisation is small and names it as its substitute.
fn alone(isms: &Isms, record: &dyn AnyRecord, person: RecordId) -> Option<String> {
    let owner = record.head().owner?.id();
    let mine = owner == person || roles_of(isms, person).any(|r| r.head.id == owner);
    let said =
        "the owner's own dated review: the organisation is small and names it as its substitute for a second person";
    (own_review::counts(isms) && mine).then(|| said.to_owned())
}
