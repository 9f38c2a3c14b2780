//! The agenda that writes itself: what is due for a body on a day, each item with its reason in figures.
//!
//! A body is asked about what its charter lets it oversee and decide, and nothing else; a management review hears of everything and of
//! each input of ISO/IEC 27001:2022, 9.3.2. Reasons are figures, not sentences: whoever shows them says them in the reader's words.

mod review;

pub use review::{Figure, Held};

use super::{
    certainty::Met,
    model::is_live,
    numbers::{Numbers, Sure},
    risk::tolerance,
};
use crate::{
    audience,
    cadence::Cadence,
    communication::{Channel, Message, message::Direction},
    context::Objective,
    governance::{
        Body, Challenge, Decision, Disclosure, Meeting,
        challenge::ChallengeVerdict,
        decision::DecisionKind,
        meeting::{ItemSort, MeetingForm, ReviewInput},
    },
    isms::Isms,
    kind,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
    risk::{Risk, Treatment},
    rules::{day_of, days_after, today},
    values::{Money, RecordId},
};
use jiff::civil::Date;

/// Something that a body is to deal with.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// What sort of item it makes.
    pub sort: ItemSort,
    /// Why it is due.
    pub why: Why,
    /// The records it is about, the one that matters first.
    pub about: Vec<RecordId>,
    /// The input of a management review that it is.
    pub input: Option<ReviewInput>,
    /// How long it should take.
    pub minutes: f64,
    /// Who presents it: whoever answers for the record.
    pub presenter: Option<RecordId>,
}

/// Why something is due.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A decision was put to the body.
    Tabled {
        /// How many options there are.
        options: usize,
    },
    /// A risk alone breaks the appetite, and no decision about it is open.
    BeyondAppetite {
        /// The loss in a year, in the organisation's currency.
        amount: f64,
        /// The chance of losing at least that, with its spread as rather too high than too low.
        chance: f64,
        /// The chance that is accepted.
        accepted: f64,
    },
    /// An insurance or other transfer ends unless it is renewed.
    Renewal {
        /// When.
        on: Date,
        /// What it costs a year.
        premium: Option<Money>,
    },
    /// An objective is less certain than it must be.
    Short {
        /// How certain, and one standard error.
        certainty: (f64, f64),
        /// What is required.
        required: f64,
    },
    /// An objective's certainty and what is required lie too near each other to tell.
    Close {
        /// How certain, and one standard error.
        certainty: (f64, f64),
        /// What is required.
        required: f64,
    },
    /// Nobody knows how certain an objective is.
    Unknown,
    /// A disclosure was asked for and is not made.
    Owed {
        /// By when.
        due: Option<Date>,
        /// Whether that has passed.
        late: bool,
    },
    /// A disclosure was made and no meeting has heard it.
    Told {
        /// What its author says.
        stated: Option<f64>,
        /// What the second line says of it.
        verdict: Option<ChallengeVerdict>,
        /// Whether a challenge is expected here and missing.
        unchallenged: bool,
        /// The band of its picture, where what is stated lies outside.
        beyond: Option<(f64, f64)>,
    },
    /// A decision is past its review date or its end.
    LookBack {
        /// Since when.
        due: Date,
    },
    /// A message was carried up and led to nothing.
    Escalated {
        /// When it was sent.
        sent: Option<Date>,
    },
    /// An input of a management review.
    Input(Held),
}

/// What is due for a body on a day: decisions first, then disclosures, look-backs, what was carried up, and for a management review its
/// inputs a to g.
pub fn agenda(isms: &Isms, numbers: &Numbers, body: &Record<Body>, form: MeetingForm, on: Date) -> Vec<Due> {
    let Some(charter) = body.counts() else { return Vec::new() };
    let desk = Desk { isms, numbers, body, charter, all: form == MeetingForm::ManagementReview, on };
    let mut due = desk.decisions();
    due.extend(desk.disclosures());
    due.extend(desk.look_backs());
    due.extend(desk.escalations());
    if desk.all {
        due.extend(review::inputs(isms, numbers, body.head.id, on));
    }
    due
}

/// When a body should meet next: its charter's cadence, else the organisation's size, after its last meeting; today where it never met.
pub fn should_meet(isms: &Isms, body: &Record<Body>) -> Date {
    let usual = proportion::days(isms, Setting::MeetEvery);
    let days = body.counts().and_then(|c| c.cadence).map_or(usual, Cadence::days);
    let last = met(isms, body.head.id).last().map(|(day, _)| *day);
    last.map_or(today(isms), |day| days_after(day, days))
}

/// A body's meetings that took place, the oldest first.
pub fn met(isms: &Isms, body: RecordId) -> Vec<(Date, &Record<Meeting>)> {
    let of = |m: &&Record<Meeting>| {
        m.body.body.is_some_and(|b| b.id() == body) && matches!(&*m.head.state, "held" | "closed")
    };
    let mut found: Vec<_> =
        isms.all::<Meeting>().filter(of).filter_map(|m| Some((day_of(m.body.begins?), m))).collect();
    found.sort_by_key(|(day, m)| (*day, m.head.number));
    found
}

/// A body's next meeting that is planned or under way.
pub fn next_meeting(isms: &Isms, body: RecordId) -> Option<&Record<Meeting>> {
    let of = |m: &&Record<Meeting>| m.body.body.is_some_and(|b| b.id() == body) && &*m.head.state == "planned";
    isms.all::<Meeting>().filter(of).min_by_key(|m| (m.body.begins, m.head.number))
}

/// The newest verdict of the second line on a record.
pub fn verdict(isms: &Isms, of: RecordId) -> Option<&Record<Challenge>> {
    let found = isms.pointing_from(of, kind::of::<Challenge>()).filter_map(|l| isms.typed::<Challenge>(l.source));
    let given = found.filter(|c| &*c.head.state == "given" && c.body.of.is_some_and(|o| o.id() == of));
    given.max_by_key(|c| (c.body.made, c.head.number))
}

/// Whether two items are the same thing to deal with.
pub fn is_same(due: &Due, sort: ItemSort, input: Option<ReviewInput>, about: &[RecordId]) -> bool {
    let first = due.about.first();
    due.sort == sort && due.input == input && (due.input.is_some() || first.is_some_and(|f| about.contains(f)))
}

struct Desk<'a> {
    isms: &'a Isms,
    numbers: &'a Numbers,
    body: &'a Record<Body>,
    charter: &'a Body,
    all: bool,
    on: Date,
}

impl<'a> Desk<'a> {
    fn decides(&self, kinds: &[DecisionKind]) -> bool {
        self.all || kinds.iter().any(|k| self.charter.decides.contains(k))
    }

    /// Whether an objective or one that it serves lies within the charter.
    fn oversees(&self, objective: RecordId) -> bool {
        let mut at = Some(objective);
        for _ in 0..16 {
            let Some(id) = at else { break };
            if self.charter.oversees.iter().any(|o| o.id() == id) {
                return true;
            }
            at = self.isms.typed::<Objective>(id).and_then(|o| o.body.parent).map(|p| p.id());
        }
        self.all
    }

    fn threatens_ours(&self, risk: &Risk) -> bool {
        self.all || risk.threatens.iter().filter_map(|t| t.objective).any(|o| self.oversees(o.id()))
    }

    fn is_ours(&self, decision: &Decision) -> bool {
        decision.decided_by.is_some_and(|b| b.id() == self.body.head.id)
    }

    fn item(&self, sort: ItemSort, why: Why, record: &dyn AnyRecord, minutes: f64) -> Due {
        let presenter = record.head().owner.and_then(|o| audience::answerable(self.isms, o.id()));
        Due { sort, why, about: vec![record.head().id], input: None, minutes, presenter }
    }

    fn decisions(&self) -> Vec<Due> {
        let mut due = Vec::new();
        let tabled = |d: &&Record<Decision>| &*d.head.state == "tabled" && self.is_ours(&d.body);
        for decision in self.isms.all::<Decision>().filter(tabled) {
            due.push(self.item(
                ItemSort::Decision,
                Why::Tabled { options: decision.body.options.len() },
                decision,
                20.0,
            ));
        }
        if self.decides(&[DecisionKind::Treat, DecisionKind::Accept]) {
            let mut risks: Vec<(f64, Due)> = self.isms.all::<Risk>().filter_map(|r| self.beyond(r)).collect();
            risks.sort_by(|a, b| b.0.total_cmp(&a.0));
            due.extend(risks.into_iter().map(|(_, d)| d));
        }
        if self.renews() {
            due.extend(self.isms.all::<Treatment>().filter_map(|t| self.renewal(t)));
        }
        due
    }

    /// A risk that alone breaks the appetite: by how many times, and the item.
    fn beyond(&self, risk: &'a Record<Risk>) -> Option<(f64, Due)> {
        if !is_live(risk)
            || &*risk.head.state == "accepted"
            || !self.threatens_ours(&risk.body)
            || self.is_open(risk.head.id)
        {
            return None;
        }
        let (amount, chance, accepted) = beyond_appetite(self.isms, self.numbers, risk.head.id)?;
        let times = chance / accepted.max(1e-9);
        Some((times, self.item(ItemSort::Decision, Why::BeyondAppetite { amount, chance, accepted }, risk, 15.0)))
    }

    /// Whether a decision about a record is being prepared, waits or holds.
    fn is_open(&self, about: RecordId) -> bool {
        let found = self.isms.pointing_from(about, kind::of::<Decision>());
        let open = |d: &Record<Decision>| matches!(&*d.head.state, "prepared" | "tabled");
        let holds = |d: &Record<Decision>| {
            &*d.head.state == "decided" && d.head.next_review.or(d.body.until).is_none_or(|day| day >= self.on)
        };
        found.filter_map(|l| self.isms.typed::<Decision>(l.source)).any(|d| open(d) || holds(d))
    }

    fn renews(&self) -> bool {
        let granted = |b: &Record<Body>| b.counts().is_some_and(|c| c.decides.contains(&DecisionKind::Insure));
        let anyone = self.isms.all::<Body>().any(granted);
        self.decides(&[DecisionKind::Insure]) || !anyone && self.decides(&[DecisionKind::Treat])
    }

    fn renewal(&self, treatment: &'a Record<Treatment>) -> Option<Due> {
        let terms = treatment.body.insurance.as_ref()?;
        let on = terms.renewal?;
        let runs = matches!(&*treatment.head.state, "under-way" | "done" | "verified");
        let pending = self.isms.pointing_from(treatment.head.id, kind::of::<Decision>()).any(|l| {
            let renewal = self
                .isms
                .typed::<Decision>(l.source)
                .filter(|d| d.body.renews.iter().any(|r| r.id() == treatment.head.id));
            renewal.is_some_and(|d| matches!(&*d.head.state, "prepared" | "tabled"))
        });
        let near = on <= days_after(self.on, proportion::days(self.isms, Setting::MeetEvery));
        (runs && near && !pending)
            .then(|| self.item(ItemSort::Decision, Why::Renewal { on, premium: terms.premium }, treatment, 15.0))
    }

    /// One item for each objective at most: what its owner told, else what they owe, else how it stands where that is not as it must be.
    fn disclosures(&self) -> Vec<Due> {
        let mut due: Vec<Due> = Vec::new();
        let mut covered: Vec<RecordId> = Vec::new();
        let to_us = |d: &&Record<Disclosure>| self.all || d.body.to.is_some_and(|t| t.id() == self.body.head.id);
        for disclosure in self.isms.all::<Disclosure>().filter(to_us) {
            let Some(why) = self.told(disclosure).or_else(|| self.owed(disclosure)) else { continue };
            let mut item = self.item(ItemSort::Disclosure, why, disclosure, 10.0);
            item.about.extend(disclosure.body.objective.map(|o| o.id()));
            covered.extend(disclosure.body.objective.map(|o| o.id()));
            due.push(item);
        }
        for objective in self.isms.all::<Objective>().filter(|o| is_live(*o) && self.oversees(o.head.id)) {
            let why = self.numbers.objectives.get(&objective.head.id).and_then(|s| standing(objective, s));
            if let Some(why) = why.filter(|_| !covered.contains(&objective.head.id)) {
                due.push(self.item(ItemSort::Disclosure, why, objective, 10.0));
            }
        }
        due
    }

    fn told(&self, disclosure: &Record<Disclosure>) -> Option<Why> {
        if &*disclosure.head.state != "made" || disclosure.body.meeting.is_some() {
            return None;
        }
        let verdict = verdict(self.isms, disclosure.head.id).and_then(|c| c.body.verdict);
        Some(Why::Told {
            stated: disclosure.body.certainty.map(|c| c.0),
            verdict,
            unchallenged: verdict.is_none() && proportion::expects(self.isms, Setting::ChallengeExpected),
            beyond: disclosure.body.beyond_band(),
        })
    }

    fn owed(&self, disclosure: &Record<Disclosure>) -> Option<Why> {
        let asked = disclosure.body.asked_by.is_some() || disclosure.body.due.is_some();
        let late = disclosure.body.due.is_some_and(|d| d < self.on);
        (&*disclosure.head.state == "drafted" && asked).then_some(Why::Owed { due: disclosure.body.due, late })
    }

    fn look_backs(&self) -> Vec<Due> {
        let decided = |d: &&Record<Decision>| &*d.head.state == "decided" && (self.all || self.is_ours(&d.body));
        let mut found: Vec<(Date, Due)> = Vec::new();
        for decision in self.isms.all::<Decision>().filter(decided) {
            let days = [decision.head.next_review, decision.body.until];
            let Some(due) = days.into_iter().flatten().filter(|d| *d <= self.on).min() else { continue };
            found.push((due, self.item(ItemSort::LookBack, Why::LookBack { due }, decision, 10.0)));
        }
        found.sort_by_key(|(due, _)| *due);
        found.into_iter().map(|(_, item)| item).collect()
    }

    fn escalations(&self) -> Vec<Due> {
        let unheard = |m: &&Record<Message>| {
            &*m.head.state == "sent" && m.body.direction == Direction::Up && m.body.led_to.is_empty()
        };
        let messages = self.isms.all::<Message>().filter(unheard).filter(|m| self.reaches(&m.body));
        let item = |m: &Record<Message>| {
            let mut due = self.item(ItemSort::Escalation, Why::Escalated { sent: m.body.sent.map(day_of) }, m, 10.0);
            due.about.extend(m.body.about.iter().take(4).map(|a| a.id()));
            due
        };
        messages.map(item).collect()
    }

    /// Whether what was carried up is about something within the charter; where it names nothing, whether its channel serves this level.
    fn reaches(&self, message: &Message) -> bool {
        let ours = |id: RecordId| {
            let risk = self.isms.typed::<Risk>(id).is_some_and(|r| self.threatens_ours(&r.body));
            let objective = self.isms.typed::<Objective>(id).is_some() && self.oversees(id);
            let decision = self.isms.typed::<Decision>(id).is_some_and(|d| self.is_ours(&d.body));
            risk || objective || decision || id == self.body.head.id
        };
        let channel = message.channel.and_then(|c| self.isms.typed::<Channel>(c.id()));
        let level = channel.is_some_and(|c| c.body.level == self.charter.level);
        self.all || message.about.iter().any(|a| ours(a.id())) || level
    }
}

fn standing(objective: &Record<Objective>, sure: &Sure) -> Option<Why> {
    objective.body.required_certainty?;
    match (sure.certainty, sure.required, sure.met) {
        (Some(certainty), Some(required), Some(Met::No)) => Some(Why::Short { certainty, required }),
        (Some(certainty), Some(required), Some(Met::Close)) => Some(Why::Close { certainty, required }),
        (None, _, _) => Some(Why::Unknown),
        _ => None,
    }
}

/// Where a risk alone breaks the appetite in force the most: the amount, the chance of losing at least that in a year, and the chance
/// that is accepted; nothing where it does not or is not known.
pub fn beyond_appetite(isms: &Isms, numbers: &Numbers, risk: RecordId) -> Option<(f64, f64, f64)> {
    let cost = numbers.risks.get(&risk)?;
    let points = tolerance(isms).into_iter().filter_map(|(amount, p)| Some((amount, cost.chance_of(amount)?, p)));
    let broken = points.filter(|(_, chance, accepted)| chance > accepted);
    broken.max_by(|a, b| (a.1 / a.2.max(1e-9)).total_cmp(&(b.1 / b.2.max(1e-9))))
}
