//! From the options of a command to the database and organisation it speaks of.

use crate::{cli::Global, failure::Failure};
use isms::outer::Names;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ledger::{Ledger, Options, OrgRow};
use service::{AsOf, Service, Viewer};
use std::path::PathBuf;

/// An organisation in an open database.
pub struct Opened {
    pub service: Service,
    pub org: OrgRow,
}

/// The address of the database: a plain file name means SQLite.
pub fn url(global: &Global) -> String {
    let named = global.db.clone().or_else(|| std::env::var("SURETY_DB").ok().filter(|v| !v.is_empty()));
    address(&named.unwrap_or_else(|| "sqlite:surety.db".into()))
}

/// A plain file name means SQLite.
pub fn address(named: &str) -> String {
    let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| named.starts_with(scheme));
    if known || named.contains("://") { named.to_owned() } else { format!("sqlite:{named}") }
}

/// The file of an SQLite address.
pub fn file(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    Some(path.strip_prefix("//").unwrap_or(path)).filter(|p| *p != ":memory:")
}

/// Opens a database that must be there.
pub async fn existing(global: &Global) -> Result<Ledger, Failure> {
    let url = url(global);
    if let Some(path) = file(&url).filter(|p| !std::path::Path::new(p).exists()) {
        return Err(Failure::said(format!(
            "there is no database {path}; begin with surety demo or surety init, or name one with --db"
        )));
    }
    ledger(global, &url).await
}

/// Opens a database as the options say.
pub async fn ledger(global: &Global, url: &str) -> Result<Ledger, Failure> {
    let named = || std::env::var_os("SURETY_FILES").filter(|f| !f.is_empty()).map(PathBuf::from);
    let shared = || global.files.clone().or_else(named).unwrap_or_else(|| "surety-files".into());
    let files = if file(url).is_some() || url.starts_with("sqlite:") { global.files.clone() } else { Some(shared()) };
    Ok(Ledger::open_with(Options { files, read_only: global.read_only, ..Options::new(url) }).await?)
}

/// Opens a database that may be new.
pub async fn any(global: &Global) -> Result<Ledger, Failure> {
    ledger(global, &url(global)).await
}

impl Opened {
    /// The organisation that the options name.
    pub async fn open(global: &Global) -> Result<Opened, Failure> {
        let service = Service::new(existing(global).await?);
        let org = service.org(global.org.as_deref()).await?;
        Ok(Opened { service, org })
    }

    /// Whoever holds the database, as a person where one is named.
    pub async fn viewer(&self, person: Option<&str>) -> Result<Viewer, Failure> {
        let Some(key) = person else { return Ok(Viewer::system(self.org.id, None)) };
        let isms = self.service.isms(self.org.id, AsOf::Now).await?;
        match isms.find(key) {
            Some((id, kind)) if kind.name == "person" => Ok(Viewer::system(self.org.id, Some(id))),
            _ => Err(Failure::said(format!("expected the key of a person such as PER-3, found {key:?}"))),
        }
    }
}

/// Reads a moment of the past: an act, a date (its end), or a time.
pub fn as_of(text: Option<&str>) -> Result<AsOf, Failure> {
    let Some(text) = text else { return Ok(AsOf::Now) };
    if let Ok(seq) = text.parse::<i64>() {
        return Ok(AsOf::Seq(seq));
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(AsOf::Time(time));
    }
    let end = |date: Date| date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok().map(|z| z.timestamp());
    let wrong = || {
        Failure::said(format!(
            "expected an act's number, a date or a moment such as 2026-03-31T09:00:00Z, found {text:?}"
        ))
    };
    text.parse::<Date>().ok().and_then(end).map(AsOf::Time).ok_or_else(wrong)
}
