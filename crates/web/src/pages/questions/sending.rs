//! A sent form with files, read piece by piece within its limits.

use crate::fault::Fault;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use service::questions::{
    Upload,
    answer::{Filled, Sending},
    upload::LARGEST,
};
use std::collections::BTreeMap;

/// Most parts of one form: a question has an answer, a comment and a file, and some more for files taken away.
const MOST_PARTS: usize = 10_000;

/// Longest text of one part, in bytes.
const LONGEST: usize = 128 << 10;

/// What a form that could not be read says.
pub fn fault(error: MultipartError) -> Fault {
    Fault { status: error.status(), message: error.body_text() }
}

/// Reads the form of an answer page: `q3` is the answer to the question at place 3, `c3` the comment, `f3` a file, `x3` the
/// hash of a file that is taken away.
pub async fn read(mut form: Multipart) -> Result<Sending, Fault> {
    let (mut sending, mut filled) = (Sending::default(), BTreeMap::<usize, Filled>::new());
    let mut parts = 0;
    while let Some(field) = form.next_field().await.map_err(fault)? {
        parts += 1;
        if parts > MOST_PARTS {
            return Err(Fault::bad(format!("expected {MOST_PARTS} fields at most")));
        }
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "version" => sending.version = text(field).await?.trim().parse().ok(),
            "confirm" => sending.confirmed = text(field).await? == "true",
            "do" => sending.hand_in = text(field).await? == "hand-in",
            _ => one(&name, field, &mut filled).await?,
        }
    }
    sending.filled = filled.into_values().collect();
    Ok(sending)
}

async fn one(name: &str, field: Field<'_>, filled: &mut BTreeMap<usize, Filled>) -> Result<(), Fault> {
    let place = name.get(1..).and_then(|n| n.parse::<usize>().ok());
    let (Some(what), Some(question)) = (name.get(..1), place) else {
        return Err(Fault::bad(format!("{name:?}: unknown field")));
    };
    let entry = filled.entry(question).or_insert_with(|| Filled { question, ..Filled::default() });
    match what {
        "q" => entry.words.push(text(field).await?),
        "c" => entry.comment = text(field).await?,
        "x" => entry.without.push(text(field).await?),
        "f" => entry.files.extend(file(field).await?),
        _ => return Err(Fault::bad(format!("{name:?}: unknown field"))),
    }
    Ok(())
}

async fn text(field: Field<'_>) -> Result<String, Fault> {
    let bytes = limited(field, LONGEST)
        .await?
        .ok_or_else(|| Fault::bad(format!("expected {LONGEST} bytes of text at most")))?;
    String::from_utf8(bytes).map_err(|_| Fault::bad("expected text in UTF-8"))
}

/// A file; nothing where none was chosen. One that is too large comes with one byte too many, so that it is refused by name.
async fn file(field: Field<'_>) -> Result<Option<Upload>, Fault> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = limited(field, LARGEST).await?.unwrap_or_else(|| vec![0; LARGEST + 1]);
    Ok((!name.is_empty() || !bytes.is_empty()).then_some(Upload { name, bytes }))
}

/// Up to so many bytes; nothing where there are more.
async fn limited(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(fault)? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}
