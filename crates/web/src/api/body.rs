//! Bodies: JSON that is sound, of bounded depth, and says nothing twice.

use super::problem::{self, Problem, Result};
use crate::App;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use isms::check::Fault;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// How deep objects and lists may be nested; the deepest record has five levels.
const DEPTH: usize = 32;

/// A request's body, not read yet, with its type.
pub struct Body {
    bytes: Bytes,
    media: Option<String>,
}

impl FromRequest<App> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Body> {
        let media =
            request.headers().get(header::CONTENT_TYPE).map(|m| String::from_utf8_lossy(m.as_bytes()).into_owned());
        let bytes = Bytes::from_request(request, app).await.map_err(|e| match e.status() {
            problem if problem == problem::TOO_LARGE.status => {
                Problem::new(&problem::TOO_LARGE, "A body may have 4 MiB at most.")
            }
            _ => Problem::new(&problem::MALFORMED, "The body ended too soon."),
        })?;
        Ok(Body { bytes, media })
    }
}

impl Body {
    /// The members of the body; `patch` accepts `application/merge-patch+json` too.
    pub fn object(&self, patch: bool) -> Result<Map<String, Value>> {
        self.media_type(patch)?;
        match parse(&self.bytes)? {
            Value::Object(members) => Ok(members),
            _ => Err(Problem::at("", "expected an object")),
        }
    }

    /// The members of the body, none where it is empty.
    pub fn optional(&self) -> Result<Map<String, Value>> {
        if self.bytes.is_empty() { Ok(Map::new()) } else { self.object(false) }
    }

    fn media_type(&self, patch: bool) -> Result<()> {
        let media = self.media.as_deref().unwrap_or_default();
        let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if essence == "application/json" || patch && essence == "application/merge-patch+json" {
            return Ok(());
        }
        let expected = if patch { "application/merge-patch+json or application/json" } else { "application/json" };
        Err(Problem::new(&problem::MEDIA_TYPE, format!("Expected Content-Type {expected}, found {media:?}.")))
    }
}

/// Reads JSON; the problem names line and column.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let value = Strict(0).deserialize(&mut from).and_then(|v| from.end().map(|()| v));
    value.map_err(|e| Problem::new(&problem::MALFORMED, format!("The body is not sound JSON: {e}.")))
}

/// A value at a depth.
struct Strict(usize);

impl Strict {
    fn deeper<E: Error>(&self) -> Result<Strict, E> {
        if self.0 < DEPTH {
            Ok(Strict(self.0 + 1))
        } else {
            Err(E::custom(format!("nested deeper than {DEPTH} levels")))
        }
    }
}

/// A text without U+0000, which not every database can keep.
fn text<E: Error>(text: &str) -> Result<String, E> {
    if text.contains('\0') {
        Err(E::custom("the character U+0000 is not allowed in texts"))
    } else {
        Ok(text.to_owned())
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("expected a finite number"))
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        text(value).map(Value::String)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self.deeper()?)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let name = text(&name)?;
            if members.contains_key(&name) {
                return Err(A::Error::custom(format!("the member {name:?} is given twice")));
            }
            let value = map.next_value_seed(self.deeper()?)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

/// Takes known members out of an object, collecting faults for those of another type and those that nobody asked for.
pub struct Members {
    members: Map<String, Value>,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl Members {
    /// All members of an object.
    pub fn of(members: Map<String, Value>) -> Members {
        Members { members, known: Vec::new(), faults: Vec::new() }
    }

    /// One member, if it is there, read by a function that gives nothing for another type.
    pub fn take<T>(&mut self, name: &'static str, expected: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.known.push(name);
        let value = self.members.shift_remove(name).filter(|v| !v.is_null())?;
        let found = read(&value);
        if found.is_none() {
            self.faults.push(Fault::at(isms::outer::pointer("", name), format!("expected {expected}")));
        }
        found
    }

    /// A text; empty where it is not there.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        self.take(name, "text", |v| v.as_str().map(str::to_owned))
    }

    /// A member that must be there.
    pub fn need<T>(&mut self, name: &'static str, expected: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let absent = self.members.get(name).is_none_or(Value::is_null);
        if absent {
            self.faults
                .push(Fault::at(isms::outer::pointer("", name), format!("{name} is required: expected {expected}")));
        }
        self.take(name, expected, read)
    }

    /// Every fault that was found, among them members that nobody asked for.
    pub fn done(mut self) -> Result<(), Vec<Fault>> {
        let known = self.known.join(", ");
        for name in self.members.keys() {
            self.faults.push(Fault::at(isms::outer::pointer("", name), format!("unknown member; expected {known}")));
        }
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }
}
