//! The way back: every instruction as a Markdown file of a folder, in the form that bringing reads.
//!
//! What was written is noted beside the files ([`NOTE`]) with a fingerprint each. So a later export knows which files are its own, and
//! bringing the folder knows which of them nobody has changed.

use super::source::File;
use crate::{Error, Result, practice};
use formats::document::instruction;
use isms::{instruction::Instruction, record::AnyRecord, view::View};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The file that says which files an export wrote: their names with the SHA-256 of their bytes. Hidden, so that bringing leaves it out.
pub const NOTE: &str = ".surety-instructions.json";
/// Largest such file that is read, in bytes.
const NOTE_LARGEST: u64 = 4 << 20;

/// What an export did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have other words now.
    pub written: Vec<String>,
    /// Files that said the same already.
    pub same: usize,
}

/// Every open instruction that a viewer sees as a file `IST-4.md`, in key order: its edition in force; with `drafts` its draft where there
/// is one, and those that were never in force.
pub fn files(view: &View, drafts: bool) -> Vec<File> {
    let open = view.all::<Instruction>().filter(|r| r.is_open() && (drafts || r.in_force.is_some()));
    open.map(|record| {
        let mut document = practice::document(view, record, !drafts);
        document.other.insert("kind".into(), json!("instruction"));
        let path = format!("{}.md", (record as &dyn AnyRecord).key());
        File { path, bytes: instruction::write(&document).into_bytes() }
    })
    .collect()
}

/// Writes files into a folder, which is made where there is none: all of them or none. A file that an export did not write, or that
/// someone changed since, is overwritten only with `force`; what is no plain file never is.
///
/// # Errors
/// Names what stands in the way, and what the system refuses.
pub fn write(dir: &Path, files: &[File], force: bool) -> Result<Written> {
    fs::create_dir_all(dir).map_err(|e| named(dir, &e))?;
    let mut note = noted(dir);
    let (mut new, mut wrong) = (Vec::new(), Vec::new());
    let mut done = Written::default();
    for file in files {
        match standing(dir, file, &note, force) {
            Ok(true) => done.same += 1,
            Ok(false) => new.push(file),
            Err(why) => wrong.push(format!("{}: {why}", file.path)),
        }
        note.insert(file.path.clone(), print(&file.bytes));
    }
    if !wrong.is_empty() {
        let more = wrong.len().saturating_sub(5);
        wrong.truncate(5);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        return Err(Error::fault("", format!("nothing was written: {}{more}", wrong.join("; "))));
    }
    let bytes = serde_json::to_vec_pretty(&note).map_err(|e| Error::Internal(e.to_string()))?;
    let note = File { path: NOTE.into(), bytes };
    let staged: Vec<Staged> =
        new.iter().copied().chain([&note]).map(|file| Staged::new(dir, file)).collect::<Result<_>>()?;
    for staged in staged {
        staged.settle()?;
    }
    done.written = new.into_iter().map(|f| f.path.clone()).collect();
    Ok(done)
}

/// Which files of a folder an export wrote, with their fingerprints; none where that cannot be read.
pub(super) fn noted(dir: &Path) -> BTreeMap<String, String> {
    let path = dir.join(NOTE);
    let plain = path.symlink_metadata().is_ok_and(|m| m.is_file() && m.len() <= NOTE_LARGEST);
    let text = plain.then(|| fs::read(&path).ok()).flatten().unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

pub(super) fn print(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Whether a file stands there with these bytes already; `false` where it may be written.
fn standing(
    dir: &Path,
    file: &File,
    note: &BTreeMap<String, String>,
    force: bool,
) -> std::result::Result<bool, String> {
    let path = dir.join(&file.path);
    match path.symlink_metadata() {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(e.to_string()),
        Ok(about) if !about.is_file() => return Err("expected a plain file or none; move it away".into()),
        Ok(_) => {}
    }
    let bytes = fs::read(&path).map_err(|e| e.to_string())?;
    match note.get(&file.path) {
        _ if bytes == file.bytes => Ok(true),
        _ if force => Ok(false),
        Some(known) if *known == print(&bytes) => Ok(false),
        Some(_) => Err("it was changed since it was written; --force overwrites it".into()),
        None => Err("it was not written by an export; --force overwrites it".into()),
    }
}

fn named(path: &Path, error: &std::io::Error) -> Error {
    Error::fault("", format!("{}: {error}", path.display()))
}

/// A file under a temporary name, gone again unless it is settled.
struct Staged {
    temporary: PathBuf,
    path: PathBuf,
}

impl Staged {
    fn new(dir: &Path, file: &File) -> Result<Staged> {
        let staged = Staged {
            temporary: dir.join(format!(".{}.{}.part", file.path.trim_start_matches('.'), std::process::id())),
            path: dir.join(&file.path),
        };
        let at = |e: std::io::Error| named(&staged.temporary, &e);
        let mut to = fs::OpenOptions::new().write(true).create_new(true).open(&staged.temporary).map_err(at)?;
        to.write_all(&file.bytes).and_then(|()| to.sync_all()).map_err(at)?;
        Ok(staged)
    }

    fn settle(self) -> Result<()> {
        fs::rename(&self.temporary, &self.path).map_err(|e| named(&self.path, &e))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After settling nothing is there under this name.
        let _ = fs::remove_file(&self.temporary);
    }
}
