//! What outsiders ask us and what we ask them: questionnaires answered by link, customers' questionnaires answered out of
//! records, and the due-diligence pack.
//!
//! Whoever comes by a link has no account and no roles. The secret in the address names one record of one organisation, and
//! the functions here do that one thing with it; the act names the counterpart, not a person of ours.

pub mod answer;
pub mod ask;
pub mod customer;
pub mod link;
pub mod pack;
pub mod review;
pub mod upload;

pub use link::{Door, Opened};
pub use upload::Upload;

use crate::{AsOf, Error, Result, Service};
use isms::{context::Organisation, isms::Isms, kind::Kind, outer, outer::Names, record::Record};
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value};

/// How an act by link says where it came in.
pub const VIA: &str = "link";

impl Service {
    /// The day, where an organisation is.
    pub fn today(&self, isms: &Isms) -> Date {
        let zone = isms.single::<Organisation>().and_then(|o| TimeZone::get(&o.body.time_zone).ok());
        self.now().to_zoned(zone.unwrap_or(TimeZone::UTC)).date()
    }

    /// A file of an organisation by its address in hexadecimal; nothing where it is not held here.
    ///
    /// # Errors
    /// [`Error::Ledger`] when the content has changed.
    pub async fn kept_file(&self, org: uuid::Uuid, hash: &str) -> Result<Option<Vec<u8>>> {
        let mut address = [0; 32];
        match hex::decode_to_slice(hash, &mut address) {
            Ok(()) => Ok(self.ledger().get_file(org, &address).await?),
            Err(_) => Ok(None),
        }
    }

    async fn now_of(&self, org: uuid::Uuid) -> Result<std::sync::Arc<Isms>> {
        self.isms(org, AsOf::Now).await
    }
}

/// A part of a record in the form in which commands speak of it: keys instead of identifiers.
fn outer_form(part: &dyn isms::field::Fields, names: &dyn Names) -> Value {
    let mut out = Map::new();
    outer::write_fields(part, names, &mut out);
    Value::Object(out)
}

/// Parts likewise.
fn outer_list<'a, P: isms::field::Fields + 'a>(parts: impl IntoIterator<Item = &'a P>, names: &dyn Names) -> Value {
    parts.into_iter().map(|p| outer_form(p, names)).collect()
}

/// A record by its key, as far as a view shows it.
fn by_key<'a, T: Kind>(view: &'a isms::view::View, key: &str) -> Result<&'a Record<T>> {
    view.by_key(key).and_then(|r| r.typed::<T>()).ok_or_else(|| Error::NotFound(key.to_owned()))
}
