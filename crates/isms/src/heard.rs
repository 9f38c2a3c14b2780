//! Who has read what, and learnt what: facts about people that arrive one by one and are never edited.
//!
//! They are no records, because there are many of them and nobody maintains them: a person, a thing, an edition, a moment. The value
//! holds the latest of each pair, so that rules, due dates and reach can be pure functions of it.

use crate::{coming, context::Person, isms::Isms, record::AnyRecord, values::RecordId};
use jiff::Timestamp;

/// A person has read something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The edition they read, 1 for the first; 1 for what has no editions, such as a message.
    pub edition: i64,
    /// When.
    pub at: Timestamp,
}

/// A person has taken a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The edition of the course.
    pub edition: i64,
    /// When.
    pub at: Timestamp,
    /// Share of the questions answered rightly, in per cent; none where nothing was asked.
    pub score: Option<i64>,
    /// Whether the course's mark was reached; attendance alone passes only where the course asks nothing.
    pub passed: bool,
}

/// One fact about a person and a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Who.
    pub person: RecordId,
    /// What.
    pub record: RecordId,
    /// What happened.
    pub what: What,
}

/// What happened between a person and a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// They say that they have read an edition.
    Read(Read),
    /// They looked at a version (not an edition) as a reviewer, so that next time they are shown what changed since.
    Looked(Read),
    /// They took a course.
    Taken(Taken),
}

type Pairs<T> = imbl::OrdMap<(RecordId, RecordId), T>;

/// The latest fact of each kind for each record and person. Copies share what they have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    read: Pairs<Read>,
    looked: Pairs<Read>,
    taken: Pairs<Taken>,
}

fn of<T: Copy>(pairs: &Pairs<T>, record: RecordId) -> impl Iterator<Item = (RecordId, T)> + '_ {
    pairs.range((record, RecordId::default())..).take_while(move |((r, _), _)| *r == record).map(|((_, p), t)| (*p, *t))
}

impl Heard {
    /// Takes in a fact; an older edition or version never hides a newer one, a failed attempt never a passed one of the same edition.
    pub fn note(&mut self, fact: &Fact) {
        let pair = (fact.record, fact.person);
        let newest = |pairs: &mut Pairs<Read>, read: Read| {
            if pairs.get(&pair).is_none_or(|old| old.edition <= read.edition) {
                pairs.insert(pair, read);
            }
        };
        match fact.what {
            What::Read(read) => newest(&mut self.read, read),
            What::Looked(look) => newest(&mut self.looked, look),
            What::Taken(taken) => {
                let keeps = |old: &Taken| {
                    old.edition > taken.edition || (old.edition == taken.edition && old.passed && !taken.passed)
                };
                if !self.taken.get(&pair).is_some_and(keeps) {
                    self.taken.insert(pair, taken);
                }
            }
        }
    }

    /// What a person last read of a record.
    pub fn read(&self, record: RecordId, person: RecordId) -> Option<Read> {
        self.read.get(&(record, person)).copied()
    }

    /// The version that a reviewer last looked at, as `edition`.
    pub fn looked(&self, record: RecordId, person: RecordId) -> Option<Read> {
        self.looked.get(&(record, person)).copied()
    }

    /// How a person last fared in a course.
    pub fn taken(&self, course: RecordId, person: RecordId) -> Option<Taken> {
        self.taken.get(&(course, person)).copied()
    }

    /// Everyone who read a record, with the newest edition they read.
    pub fn readers(&self, record: RecordId) -> impl Iterator<Item = (RecordId, Read)> + '_ {
        of(&self.read, record)
    }

    /// Everyone who took a course.
    pub fn takers(&self, course: RecordId) -> impl Iterator<Item = (RecordId, Taken)> + '_ {
        of(&self.taken, course)
    }

    /// How many facts are held.
    pub fn len(&self) -> usize {
        self.read.len() + self.looked.len() + self.taken.len()
    }

    /// Whether none are.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The edition of a record that is in force: 1 for what has no editions; none while nothing is in force.
pub fn edition_of(record: &dyn AnyRecord) -> Option<i64> {
    match record.in_force() {
        Some(edition) => Some(i64::from(edition.number)),
        None if record.kind().versioned => None,
        None => Some(1),
    }
}

/// The edition that people may read by now: the one in force, or the next where that is published for a later day.
pub fn readable(record: &dyn AnyRecord) -> Option<i64> {
    let now = edition_of(record);
    if coming::day(record).is_some() { Some(now.map_or(1, |n| n.saturating_add(1))) } else { now }
}

/// Whether a person has read what is in force; true while nothing is.
pub fn is_current(isms: &Isms, record: &dyn AnyRecord, person: RecordId) -> bool {
    let read = isms.heard().read(record.head().id, person);
    edition_of(record).is_none_or(|edition| read.is_some_and(|r| r.edition >= edition))
}

/// The people of an audience who have not read what is in force of a record.
pub fn unread<'a>(
    isms: &Isms,
    record: &dyn AnyRecord,
    audience: &[&'a crate::record::Record<Person>],
) -> Vec<&'a crate::record::Record<Person>> {
    audience.iter().filter(|p| !is_current(isms, record, p.head.id)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> RecordId {
        RecordId(Uuid::from_u128(n))
    }

    fn read(edition: i64) -> Fact {
        Fact { person: id(1), record: id(2), what: What::Read(Read { edition, at: Timestamp::UNIX_EPOCH }) }
    }

    #[test]
    fn an_older_edition_never_hides_a_newer_one() {
        let mut heard = Heard::default();
        heard.note(&read(2));
        heard.note(&read(1));
        assert_eq!(heard.read(id(2), id(1)).map(|r| r.edition), Some(2));
        assert_eq!(heard.read(id(1), id(2)), None);
        assert_eq!(heard.readers(id(2)).count(), 1);
    }

    #[test]
    fn a_failed_attempt_never_hides_a_passed_one_of_the_same_edition() {
        let took = |edition, passed| Fact {
            person: id(1),
            record: id(2),
            what: What::Taken(Taken { edition, at: Timestamp::UNIX_EPOCH, score: Some(50), passed }),
        };
        let mut heard = Heard::default();
        [took(1, true), took(1, false)].iter().for_each(|f| heard.note(f));
        assert!(heard.taken(id(2), id(1)).is_some_and(|t| t.passed));
        heard.note(&took(2, false));
        assert!(heard.taken(id(2), id(1)).is_some_and(|t| !t.passed && t.edition == 2));
    }
}
