//! A kind of record: its names, its fields, its lifecycle, and the functions that make its records from bytes.

use crate::{
    area::Area,
    check::Check,
    field::{Described, Field, Fields},
    head::{Compartment, Head},
    lifecycle::{Lifecycle, Settled, UNSETTLED},
    record::{AnyRecord, Record, Refused},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::sync::Arc;

/// What `#[record]` writes down about a struct.
pub trait Named {
    /// In snake case: `risk`.
    const NAME: &'static str;
    /// Of keys: `RSK`.
    const PREFIX: &'static str;
    /// Of paths and folders: `risks`.
    const PLURAL: &'static str;
    /// English, singular.
    const LABEL: &'static str;
    /// English, plural.
    const LABELS: &'static str;
    /// One or two sentences.
    const ABOUT: &'static str;
    /// The number of the stored shape; older shapes are upgraded on read.
    const SCHEMA: i32;
    /// Whether it has an edition in force beside a draft.
    const VERSIONED: bool;
    /// Whether an organisation has exactly one.
    const SINGLE: bool;
    /// Where new records live.
    const COMPARTMENT: Compartment;
}

/// What a kind's file adds by hand: its lifecycle, and where needed its checks, guards and upgrades.
pub trait Kind:
    Named + Described + Serialize + DeserializeOwned + Clone + Default + PartialEq + Send + Sync + 'static
{
    /// States and steps.
    const LIFECYCLE: Lifecycle;

    /// Fields that cannot change any more in certain states.
    const SETTLED: Settled = UNSETTLED;

    /// Whether people write new ones; others come about by what people do, such as asking for an approval.
    const BY_HAND: bool = true;

    /// What must hold beside types and references; faults name the field by JSON pointer.
    fn check(&self, _check: &mut Check<'_>) {}

    /// Whether a step may be taken now; the error says what is missing.
    fn guard(_record: &Record<Self>, _step: &str, _check: &Check<'_>) -> Result<(), String> {
        Ok(())
    }

    /// Brings a stored body of an older schema to the present one.
    fn upgrade(_from: i32, body: Value) -> Value {
        body
    }
}

/// A record, or why it could not be made.
pub type Made = Result<Arc<dyn AnyRecord>, String>;

/// Everything generic code knows about a kind.
pub struct KindInfo {
    /// In snake case: `risk`.
    pub name: &'static str,
    /// Of keys: `RSK`.
    pub prefix: &'static str,
    /// Of paths and folders: `risks`.
    pub plural: &'static str,
    /// English, singular.
    pub label: &'static str,
    /// English, plural.
    pub labels: &'static str,
    /// One or two sentences.
    pub about: &'static str,
    /// Where it belongs.
    pub area: Area,
    /// The number of the stored shape.
    pub schema: i32,
    /// Whether it has an edition in force beside a draft.
    pub versioned: bool,
    /// Whether an organisation has exactly one.
    pub single: bool,
    /// Where new records live.
    pub compartment: Compartment,
    /// The body's fields.
    pub fields: &'static [Field],
    /// States and steps.
    pub lifecycle: Lifecycle,
    /// Fields that cannot change any more in certain states.
    pub settled: Settled,
    /// Whether people write new ones; others come about by what people do.
    pub by_hand: bool,
    /// Reads stored bytes.
    pub decode: fn(&[u8], i32) -> Made,
    /// Makes a record from a head and a body in stored form.
    pub make: fn(Head, Value) -> Made,
    /// The kind's own checks.
    pub check: fn(&dyn AnyRecord, &mut Check<'_>),
    /// The kind's own guard of a step.
    pub guard: fn(&dyn AnyRecord, &str, &Check<'_>) -> Result<(), String>,
}

impl KindInfo {
    /// The description of a kind, as a constant.
    pub const fn of<T: Kind + Fields>(area: Area) -> KindInfo {
        KindInfo {
            name: T::NAME,
            prefix: T::PREFIX,
            plural: T::PLURAL,
            label: T::LABEL,
            labels: T::LABELS,
            about: T::ABOUT,
            area,
            schema: T::SCHEMA,
            versioned: T::VERSIONED,
            single: T::SINGLE,
            compartment: T::COMPARTMENT,
            fields: T::FIELDS,
            lifecycle: T::LIFECYCLE,
            settled: T::SETTLED,
            by_hand: T::BY_HAND,
            decode: |bytes, schema| Record::<T>::decode(bytes, schema).map(|r| Arc::new(r) as Arc<dyn AnyRecord>),
            make: |head, body| Record::<T>::make(head, body).map(|r| Arc::new(r) as Arc<dyn AnyRecord>),
            check: |record, check| {
                if let Some(record) = record.as_any().downcast_ref::<Record<T>>() {
                    record.body.check(check);
                }
            },
            guard: |record, step, check| match record.as_any().downcast_ref::<Record<T>>() {
                Some(record) => T::guard(record, step, check),
                None => Err(Refused::OTHER_KIND.to_owned()),
            },
        }
    }

    /// Its place in [`KINDS`].
    pub fn index(&self) -> usize {
        KINDS.iter().position(|k| k.prefix == self.prefix).unwrap_or(0)
    }

    /// A field of the body by name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

impl PartialEq for KindInfo {
    fn eq(&self, other: &Self) -> bool {
        self.prefix == other.prefix
    }
}
impl Eq for KindInfo {}

impl std::fmt::Debug for KindInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

pub use crate::KINDS;

/// The kind of a key prefix.
pub fn by_prefix(prefix: &str) -> Option<&'static KindInfo> {
    KINDS.iter().copied().find(|k| k.prefix.eq_ignore_ascii_case(prefix))
}

/// The kind of a name such as `risk`.
pub fn by_name(name: &str) -> Option<&'static KindInfo> {
    KINDS.iter().copied().find(|k| k.name == name)
}

/// The kind of a path or folder such as `risks`.
pub fn by_plural(plural: &str) -> Option<&'static KindInfo> {
    KINDS.iter().copied().find(|k| k.plural == plural)
}

/// The kind of a Rust type.
pub fn of<T: Kind>() -> &'static KindInfo {
    by_prefix(T::PREFIX).unwrap_or(KINDS[0])
}
