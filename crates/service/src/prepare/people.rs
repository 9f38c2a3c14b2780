//! Facts about people: who read which edition, who looked at which version, who took which course.

use super::*;
use isms::{
    communication::Course,
    heard::{self, Read, Taken, What},
    policy::Guideline,
};

impl Desk<'_> {
    /// Whom a fact is about: the actor, or those named by whoever holds the database.
    fn whom(&self, people: &[String]) -> Result<Vec<RecordId>> {
        let me = self.viewer.person;
        if people.is_empty() {
            return me.map(|p| vec![p]).ok_or_else(|| {
                Error::Denied("your account has no person in this organisation, so nothing can be said of them".into())
            });
        }
        let mut found = Vec::new();
        for key in people {
            match self.find(key) {
                Some((id, k)) if k == kind::of::<Person>() && (self.viewer.system || Some(id) == me) => found.push(id),
                Some((_, k)) if k == kind::of::<Person>() => {
                    return Err(Error::Denied("nobody acknowledges or learns for somebody else".into()));
                }
                _ => return Err(Error::fault("/people", format!("expected the key of a person, found {key:?}"))),
            }
        }
        Ok(found)
    }

    pub(super) fn acknowledge(&mut self, subject: &Subject, edition: Option<i64>, people: &[String]) -> Result<()> {
        let record = self.subject(subject, None)?;
        let Some(current) = heard::readable(record.as_ref()) else {
            return Err(Error::fault("", format!("nothing of {} is in force yet", record.key())));
        };
        let edition = edition.unwrap_or(current);
        if !(1..=current).contains(&edition) {
            let message = format!("{} has editions 1 to {current}, found {edition}", record.key());
            return Err(Error::fault("/edition", message));
        }
        for person in self.whom(people)? {
            let known = self.isms.heard().read(record.head().id, person);
            if known.is_none_or(|read| read.edition < edition) {
                self.note(person, record.head().id, What::Read(Read { edition, at: self.now }));
            }
        }
        Ok(())
    }

    pub(super) fn look(&mut self, subject: &Subject) -> Result<()> {
        let record = self.subject(subject, None)?;
        let version = record.head().version;
        for person in self.whom(&[])? {
            let known = self.isms.heard().looked(record.head().id, person);
            // The requirements of a guideline change without it.
            if known.is_none_or(|look| look.edition < version) || record.typed::<Guideline>().is_some() {
                self.note(person, record.head().id, What::Looked(Read { edition: version, at: self.now }));
            }
        }
        Ok(())
    }

    pub(super) fn complete(
        &mut self,
        subject: &Subject,
        score: Option<i64>,
        passed: bool,
        people: &[String],
    ) -> Result<()> {
        let record = self.subject(subject, None)?;
        if record.typed::<Course>().is_none() {
            return Err(Error::fault("", format!("{} is no course", record.key())));
        }
        let Some(edition) = heard::edition_of(record.as_ref()) else {
            return Err(Error::fault("", format!("nothing of {} is in force yet", record.key())));
        };
        if score.is_some_and(|s| !(0..=100).contains(&s)) {
            return Err(Error::fault("/score", "expected 0 to 100 per cent"));
        }
        for person in self.whom(people)? {
            self.note(person, record.head().id, What::Taken(Taken { edition, at: self.now, score, passed }));
        }
        Ok(())
    }

    fn note(&mut self, person: RecordId, record: RecordId, what: What) {
        let fact = Fact { person, record, what };
        self.isms.hear(&[fact]);
        self.facts.push(fact);
    }
}
