//! What an issue of a channel says: composed from the value, never written from nothing.
//!
//! Each level is told what it can act on. Those who direct hear how certain each objective is, what moved and what must be
//! decided; those who steer hear of treatments, resources and findings; those who do the work hear what changed for them.
//! An issue without an item is none: nobody is told that there is nothing to tell.

mod operational;
mod strategic;
mod tactical;

use super::numbers::Numbers;
use crate::{
    cadence::Tier,
    communication::{Channel, Message, message::Direction},
    head::Compartment,
    isms::Isms,
    record::{AnyRecord, Record},
    rules,
    values::{Money, RecordId},
};
use jiff::{Timestamp, civil::Date};
use surety_derive::Choice;

/// How far a first issue looks back, in days, where the channel has no cadence.
const FIRST_LOOK: i32 = 31;

/// Certainty that moved by less is not news, even beyond the error of the simulation.
pub const NEWS: f64 = 0.005;

/// One issue, ready to be put into words.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// The channel.
    pub channel: RecordId,
    /// For whom.
    pub level: Tier,
    /// What happened after this moment is told.
    pub since: Timestamp,
    /// Up to this one.
    pub until: Timestamp,
    /// What there is to tell; sections without items are left out.
    pub sections: Vec<Section>,
}

impl Issue {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// The records it speaks of, each once, in the order in which they come.
    pub fn about(&self) -> Vec<RecordId> {
        let mut all = Vec::new();
        for item in self.sections.iter().flat_map(|s| &s.items) {
            if !all.contains(&item.record) {
                all.push(item.record);
            }
        }
        all
    }
}

/// Items of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What they are about.
    pub topic: Topic,
    /// The items.
    pub items: Vec<Item>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Topic {
    /// How certain each objective is.
    Certainty,
    /// What waits for a decision.
    Decisions,
    /// What an owner owes a body.
    Disclosures,
    /// What was carried up and not answered.
    Asked,
    /// Treatments that are late or were done.
    Treatments,
    /// Resources that were allocated.
    Resources,
    /// What was found.
    Findings,
    /// Departures that end soon.
    Exceptions,
    /// Instructions behind their requirements.
    Stale,
    /// What came into force for these readers.
    Changed,
    /// What is to be learnt.
    Courses,
    /// What incidents taught.
    Lessons,
}

/// One thing to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is about.
    pub record: RecordId,
    /// What is said of it.
    pub says: Says,
}

/// What is said of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// How certain an objective is; nothing known stays nothing known.
    Certain {
        /// Certainty and one standard error of the simulation.
        now: Option<(f64, f64)>,
        /// What is required.
        required: Option<f64>,
        /// What it was at the last issue, where it moved beyond the errors of both.
        before: Option<f64>,
    },
    /// It waits for a decision.
    Waits {
        /// By whom; nobody where nobody is named.
        by: Vec<RecordId>,
        /// Since when.
        since: Date,
    },
    /// It is owed.
    Owed {
        /// To whom.
        to: Option<RecordId>,
        /// By when.
        due: Option<Date>,
    },
    /// It was asked from below.
    AskedFromBelow {
        /// When.
        at: Timestamp,
    },
    /// It is late.
    Late {
        /// When it was due.
        due: Date,
    },
    /// It was done in this time.
    Done,
    /// It was allocated.
    Allocated {
        /// How much money.
        amount: Option<Money>,
        /// How many person-days.
        days: Option<f64>,
    },
    /// It was found in this time.
    Found,
    /// It ends.
    Ends {
        /// When.
        on: Date,
    },
    /// It lags behind what it carries out.
    Behind {
        /// Since when.
        since: Date,
    },
    /// It came into force in this time.
    InForce {
        /// Which edition.
        edition: i64,
        /// Since when.
        since: Date,
        /// For how many of the readers.
        readers: usize,
    },
    /// It is to be taken.
    ToTake {
        /// By how many of the readers.
        readers: usize,
        /// The first day on which one of them is due.
        due: Date,
    },
    /// It taught something.
    Taught {
        /// What.
        lesson: String,
    },
}

/// What an issue is composed from.
pub(super) struct Ground<'a> {
    pub isms: &'a Isms,
    pub level: Tier,
    pub audience: Vec<RecordId>,
    pub since: Timestamp,
    pub numbers: &'a Numbers,
    pub before: Option<&'a Numbers>,
}

impl Ground<'_> {
    fn today(&self) -> Date {
        rules::today(self.isms)
    }

    fn is_new(&self, at: Timestamp) -> bool {
        at > self.since
    }

    /// Days as the organisation counts them are new from the day of the last issue on: its own day is told twice rather than never.
    fn is_new_day(&self, day: Date) -> bool {
        day >= rules::day_of(self.since)
    }
}

/// The moment of a channel's last issue among people of its level; none before the first.
pub fn last_issue(isms: &Isms, channel: RecordId) -> Option<Timestamp> {
    let sent = isms.all::<Message>().filter(|m| &*m.head.state == "sent" && is_issue(m));
    sent.filter(|m| m.body.channel.is_some_and(|c| c.id() == channel)).filter_map(|m| m.body.sent).max()
}

/// Whether a message is an issue of its channel: neither a matter that was carried up with a question nor a change carried down.
fn is_issue(message: &Record<Message>) -> bool {
    message.body.direction != Direction::Down && message.body.question.0.trim().is_empty()
}

/// Since when an issue tells what happened: the last one, or a cadence ago.
pub fn since(isms: &Isms, channel: &Record<Channel>) -> Timestamp {
    let back = channel.body.cadence.map_or(FIRST_LOOK, |c| c.days());
    let first = || isms.moment.now - jiff::SignedDuration::from_hours(24 * i64::from(back));
    last_issue(isms, channel.head.id).unwrap_or_else(first)
}

/// The day on which a channel's next issue is due; none where it has no cadence or is closed. The first is due at once.
pub fn due(isms: &Isms, channel: &Record<Channel>) -> Option<Date> {
    let cadence = channel.body.cadence.filter(|_| (channel as &dyn AnyRecord).is_open())?;
    Some(match last_issue(isms, channel.head.id) {
        Some(last) => cadence.due_after(rules::day_of(last)),
        None => rules::today(isms),
    })
}

/// A draft of a channel that waits to be sent.
pub fn draft(isms: &Isms, channel: RecordId) -> Option<&Record<Message>> {
    let drafts = isms.all::<Message>().filter(|m| &*m.head.state == "draft" && is_issue(m));
    drafts.into_iter().find(|m| m.body.channel.is_some_and(|c| c.id() == channel))
}

/// Composes the next issue of a channel. `before` are the numbers as they were at the last one.
pub fn compose(isms: &Isms, channel: &Record<Channel>, numbers: &Numbers, before: Option<&Numbers>) -> Issue {
    let audience = crate::audience::people_or_none(isms, &channel.body.audience);
    let since = since(isms, channel);
    let audience = audience.iter().map(|p| p.head.id).collect();
    let ground = Ground { isms, level: channel.body.level, audience, since, numbers, before };
    let sections = match channel.body.level {
        Tier::Strategic => strategic::sections(&ground),
        Tier::Tactical => tactical::sections(&ground),
        Tier::Operational => operational::sections(&ground),
    };
    let sections = sections.into_iter().map(|s| open_to_all(isms, s)).filter(|s| !s.items.is_empty()).collect();
    Issue { channel: channel.head.id, level: channel.body.level, since, until: isms.moment.now, sections }
}

/// An issue goes to everyone of its audience, so that nothing of a closed compartment may stand in it.
fn open_to_all(isms: &Isms, section: Section) -> Section {
    let open = |i: &Item| isms.get(i.record).is_some_and(|r| r.head().compartment == Compartment::default());
    Section { topic: section.topic, items: section.items.into_iter().filter(open).collect() }
}

/// What came into force for some readers within a time: for carrying a change down to those whom it touches.
pub fn changes(isms: &Isms, channel: &Record<Channel>, since: Timestamp) -> Vec<Item> {
    let audience = crate::audience::people_or_none(isms, &channel.body.audience);
    let audience = audience.iter().map(|p| p.head.id).collect();
    let numbers = Numbers::default();
    operational::changed(&Ground { isms, level: channel.body.level, audience, since, numbers: &numbers, before: None })
}

/// What was carried up on a channel and led to nothing yet, the oldest first.
pub fn unanswered(isms: &Isms, channel: Option<RecordId>) -> Vec<&Record<Message>> {
    let up = isms.all::<Message>().filter(|m| &*m.head.state == "sent" && m.body.direction == Direction::Up);
    let asks = up.filter(|m| !m.body.question.0.trim().is_empty());
    let here = asks.filter(|m| channel.is_none_or(|id| m.body.channel.is_some_and(|c| c.id() == id)));
    let mut open: Vec<_> = here.filter(|m| m.body.led_to.is_empty()).collect();
    open.sort_by_key(|m| (m.body.sent, m.head.id));
    open
}

/// The level above, where one is.
pub fn above(level: Tier) -> Option<Tier> {
    match level {
        Tier::Operational => Some(Tier::Tactical),
        Tier::Tactical => Some(Tier::Strategic),
        Tier::Strategic => None,
    }
}

/// The level at which a matter lies: that of the last message about it, else the one at which such things arise.
pub fn level_of(isms: &Isms, record: &dyn AnyRecord) -> Tier {
    let told = isms.all::<Message>().filter(|m| &*m.head.state == "sent");
    let about = told.filter(|m| m.body.about.iter().any(|a| a.id() == record.head().id));
    let last = about.max_by_key(|m| (m.body.sent, m.head.id)).and_then(|m| m.body.channel);
    let level = last.and_then(|c| isms.typed::<Channel>(c.id())).map(|c| c.body.level);
    level.unwrap_or(match record.kind().name {
        "objective" | "decision" | "disclosure" | "policy" => Tier::Tactical,
        _ => Tier::Operational,
    })
}

/// How many of those a message was sent to have read it, and how many there are today.
pub fn read_by(isms: &Isms, message: &Record<Message>) -> (Vec<RecordId>, Vec<RecordId>) {
    let all = super::reading::concerned(isms, message);
    let has = |p: RecordId| isms.heard().read(message.head.id, p).is_some();
    all.iter().map(|p| p.head.id).partition(|p| has(*p))
}
