//! What someone wishes to do.

use isms::{kind::KindInfo, picture::Picture, values::RecordId};
use jiff::civil::Date;
use serde_json::Value;

/// Names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// By key, such as `RSK-12`; may be one that an earlier command of the same request creates.
    Key(String),
    /// By identity.
    Id(RecordId),
}

impl From<&str> for Subject {
    fn from(key: &str) -> Subject {
        Subject::Key(key.to_owned())
    }
}

/// One wish. Fields are in the outer form (keys, not identifiers).
#[derive(Clone, Debug)]
pub enum Command {
    /// A new record. `key` in the fields asks for that key; without it the next one is taken.
    Create {
        /// Its kind.
        kind: &'static KindInfo,
        /// Its fields.
        fields: Value,
    },
    /// Changes the fields that are named; `null` clears one (RFC 7396).
    Edit {
        /// The record.
        subject: Subject,
        /// The version that was looked at.
        version: Option<i64>,
        /// The changes.
        patch: Value,
    },
    /// Sets all fields: what is not named is cleared.
    Replace {
        /// The record.
        subject: Subject,
        /// The version that was looked at.
        version: Option<i64>,
        /// All fields.
        fields: Value,
    },
    /// Takes a lifecycle step.
    Step {
        /// The record.
        subject: Subject,
        /// The version that was looked at.
        version: Option<i64>,
        /// The step's name.
        step: String,
        /// Why.
        reason: String,
    },
    /// Publishes what is approved: at once, or for a later day on which it comes into force by itself.
    Publish {
        /// The policy or guideline.
        subject: Subject,
        /// The version that was looked at.
        version: Option<i64>,
        /// The day from which it holds; at once where empty.
        from: Option<Date>,
    },
    /// Takes the steps on the shortest way to a state.
    Reach {
        /// The record.
        subject: Subject,
        /// The state.
        state: String,
    },
    /// Asks people to approve a step of the record as it stands.
    Ask {
        /// The record.
        subject: Subject,
        /// The step that follows.
        step: String,
        /// The people asked, by key; everyone who may approve, where empty.
        approvers: Vec<String>,
        /// How many must agree; all where empty.
        quorum: Option<i64>,
        /// Why.
        reason: String,
    },
    /// Votes on an approval.
    Vote {
        /// The approval.
        approval: Subject,
        /// Yes or no.
        approve: bool,
        /// Why.
        reason: String,
    },
    /// Says that people have read the edition in force of a record, or the next one where that is published for a later day.
    Acknowledge {
        /// The record.
        subject: Subject,
        /// The edition that was read; the newest published one where nothing is said.
        edition: Option<i64>,
        /// The people, by key; whoever asks, where empty. Only the database's holder may speak for others.
        people: Vec<String>,
    },
    /// Notes that the actor looked at a record as it stands, so that next time they are shown what changed since.
    Look {
        /// The record.
        subject: Subject,
    },
    /// Says that people took the edition in force of a course.
    Complete {
        /// The course.
        subject: Subject,
        /// Share of the questions answered rightly, in per cent.
        score: Option<i64>,
        /// Whether it was passed.
        passed: bool,
        /// The people, by key; whoever asks, where empty. Only the database's holder may speak for others.
        people: Vec<String>,
    },
    /// What the numbers say now, kept with every decision and disclosure that the same request puts, takes or makes. The service adds
    /// it; it changes nothing by itself.
    Seen {
        /// The picture, of all that the request decides or tells about.
        picture: Box<Picture>,
    },
    /// Puts back what was in force beside a draft; only when playing or applying a whole record.
    InForce {
        /// The record.
        subject: Subject,
        /// The edition's number.
        edition: u32,
        /// Its title.
        title: String,
        /// Its body in stored form.
        body: Value,
    },
}

/// A file that an act brings along; it is kept in the same transaction.
#[derive(Clone, PartialEq, Eq)]
pub struct FileGiven {
    /// Its media type.
    pub media: String,
    /// Where it came from: a person, connector, machine, assistant.
    pub origin: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for FileGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} bytes", self.media, self.bytes.len())
    }
}

/// Wishes that become one act, all or none.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The way in: page, api, apply, import, job, assistant.
    pub via: &'static str,
    /// Why, in the actor's words.
    pub reason: String,
    /// A key under which repeating the request does nothing more.
    pub request: Option<String>,
    /// Whether guards and approvals are bypassed; the act is visibly marked.
    pub migrate: bool,
    /// The wishes, in order.
    pub commands: Vec<Command>,
    /// The files that the wishes name by their hash.
    pub files: Vec<FileGiven>,
}

impl Request {
    /// A request with one wish.
    pub fn one(via: &'static str, command: Command) -> Request {
        Request { via, commands: vec![command], ..Request::default() }
    }

    /// The same with a reason.
    pub fn because(mut self, reason: impl Into<String>) -> Request {
        self.reason = reason.into();
        self
    }
}
