//! The kinds of facts: one struct each, which is also its table and its line in a raw batch.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Row, Value};
use crate::error::Result;

/// A kind of fact.
pub trait Fact: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its table.
    const TABLE: Table;

    /// Its columns' values, key first.
    fn values(&self) -> Vec<Value>;

    #[doc(hidden)]
    fn from_row(row: &FactRow<'_>) -> Result<Self>;
}

/// What generic code knows of a kind of fact.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name of the table.
    pub name: &'static str,
    /// Names of the columns, those of the key first.
    pub columns: &'static [&'static str],
    /// How many of them are the key.
    pub key: usize,
    pub(crate) parse: fn(&[u8]) -> Result<Vec<Value>, serde_json::Error>,
    pub(crate) reread: fn(&FactRow<'_>) -> Result<Vec<Value>>,
}

impl Table {
    /// Which fact a row is: a hash of its key.
    pub(crate) fn identity(&self, values: &[Value]) -> [u8; 16] {
        digest(values.get(..self.key).unwrap_or(values))
    }
}

/// A row seen from the first fact column on.
#[doc(hidden)]
pub struct FactRow<'r> {
    pub(crate) row: &'r Row,
    pub(crate) first: usize,
}

/// The first half of a SHA-256 over typed, length-prefixed values.
pub(crate) fn digest(values: &[Value]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for value in values {
        let (tag, bytes) = match value {
            Value::Int(x) => (1u8, x.map(|x| x.to_be_bytes().to_vec())),
            Value::Real(x) => (2, x.map(|x| x.to_bits().to_be_bytes().to_vec())),
            Value::Text(x) => (3, x.as_ref().map(|x| x.as_bytes().to_vec())),
            Value::Bytes(x) => (4, x.clone()),
        };
        let bytes = bytes
            .map_or_else(|| vec![0], |bytes| [&[1], (bytes.len() as u64).to_be_bytes().as_slice(), &bytes].concat());
        hasher.update([tag]);
        hasher.update(bytes);
    }
    let whole: [u8; 32] = hasher.finalize().into();
    std::array::from_fn(|i| whole[i])
}

/// A Rust type that is a column.
trait Field: Sized {
    fn read(row: &FactRow<'_>, i: usize) -> Result<Self>;
}

macro_rules! field {
    ($($t:ty: |$row:ident, $i:ident| $e:expr;)*) => {$(
        impl Field for $t {
            fn read(row: &FactRow<'_>, i: usize) -> Result<Self> {
                let ($row, $i) = (row.row, row.first + i);
                $e
            }
        }
    )*};
}
field! {
    i64: |row, i| row.get(i);
    f64: |row, i| row.get(i);
    bool: |row, i| row.flag(i);
    String: |row, i| row.get(i);
    Uuid: |row, i| row.uuid(i);
    Option<i64>: |row, i| row.get(i);
    Option<String>: |row, i| row.get(i);
    Option<Uuid>: |row, i| row.uuid_opt(i);
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident in $table:literal
        key { $($(#[$kdoc:meta])* $key:ident: $kt:ty,)* }
        says { $($(#[$vdoc:meta])* $value:ident: $vt:ty,)* }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$kdoc])* pub $key: $kt,)*
                $($(#[$vdoc])* pub $value: $vt,)*
            }

            impl Fact for $name {
                const TABLE: Table = Table {
                    name: $table,
                    columns: &[$(stringify!($key),)* $(stringify!($value),)*],
                    key: [$(stringify!($key)),*].len(),
                    parse: |line| serde_json::from_slice::<$name>(line).map(|fact| fact.values()),
                    reread: |row| $name::from_row(row).map(|fact| fact.values()),
                };

                fn values(&self) -> Vec<Value> {
                    vec![$(Value::from(self.$key.clone()),)* $(Value::from(self.$value.clone()),)*]
                }

                fn from_row(row: &FactRow<'_>) -> Result<Self> {
                    let mut i = 0..;
                    let mut next = || i.next().unwrap_or_default();
                    Ok($name {
                        $($key: Field::read(row, next())?,)*
                        $($value: Field::read(row, next())?,)*
                    })
                }
            }
        )*

        /// Every kind of fact.
        pub const TABLES: &[Table] = &[$(<$name as Fact>::TABLE),*];
    };
}

facts! {
    /// One vulnerability on one asset.
    Exposure in "exposure"
    key {
        /// The asset.
        asset: Uuid,
        /// Name of the vulnerability, such as a CVE number.
        vulnerability: String,
    }
    says {
        /// CVSS base score in tenths (98 is 9.8).
        cvss: Option<i64>,
        /// EPSS probability in millionths.
        epss: Option<i64>,
        /// Listed as known exploited (CISA KEV).
        kev: bool,
        /// From where the weakness can be reached.
        reach: Option<String>,
        /// First seen by the source, microseconds UTC.
        first_seen: i64,
        /// When it must be gone, microseconds UTC.
        deadline: Option<i64>,
        /// Anything else the source says.
        detail: Option<String>,
    }

    /// What an automated check found on one subject. A row per state, not per run.
    CheckResult in "check_result"
    key {
        /// The check.
        check_id: Uuid,
        /// What was looked at: an asset, a host, an account.
        subject: String,
    }
    says {
        /// pass, fail, error, not applicable.
        outcome: String,
        /// Why.
        detail: Option<String>,
    }

    /// One value of a metric's series.
    Measurement in "measurement"
    key {
        /// The metric.
        metric: Uuid,
        /// When it was measured, microseconds UTC.
        at: i64,
    }
    says {
        /// The value, in the metric's unit; in raw batches a decimal string, so that it survives exactly.
        #[serde(with = "decimal")]
        value: f64,
        /// Remark.
        note: Option<String>,
    }

    /// Who has which right on which asset.
    AccessGrant in "access_grant"
    key {
        /// The account as the asset's source names it.
        account: String,
        /// The asset.
        asset: Uuid,
        /// The right.
        entitlement: String,
    }
    says {
        /// Who uses the account, if known.
        person: Option<Uuid>,
        /// Who approved it.
        approver: Option<Uuid>,
        /// Why.
        reason: Option<String>,
        /// When it ends, microseconds UTC.
        expires: Option<i64>,
    }

    /// A person read a version of something.
    Acknowledgement in "acknowledgement"
    key {
        /// Who.
        person: Uuid,
        /// What.
        record: Uuid,
        /// Which version.
        version: i64,
    }
    says {
        /// When, microseconds UTC.
        at: i64,
    }

    /// A person took a course.
    Completion in "completion"
    key {
        /// Who.
        person: Uuid,
        /// Which course.
        course: Uuid,
        /// Which version of it.
        version: i64,
    }
    says {
        /// When, microseconds UTC.
        at: i64,
        /// Score in per cent.
        score: Option<i64>,
        /// Whether it was passed.
        passed: bool,
        /// Until when it counts, microseconds UTC.
        expires: Option<i64>,
    }

    /// A rule has something to say about a record.
    Signal in "signal"
    key {
        /// The rule's code.
        rule: String,
        /// The record.
        subject: Uuid,
    }
    says {
        /// How serious.
        severity: String,
        /// What it says.
        message: String,
    }
}

/// Floats as the shortest decimal text that reads back to the same bits.
mod decimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let value = text.parse::<f64>().map_err(D::Error::custom)?;
        match value.is_finite() {
            true => Ok(value),
            false => Err(D::Error::custom("a measured value must be a finite number")),
        }
    }
}
