//! From a value to files: the same value gives the same bytes.

use super::{Manifest, manifest::FILE};
use formats::yaml;
use isms::{head::Key, kind, outer, outer::Names, record::AnyRecord};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// All files of a folder: paths with `/`, and their texts.
pub fn export<'r>(
    records: impl IntoIterator<Item = &'r Arc<dyn AnyRecord>>,
    names: &dyn Names,
    manifest: &Manifest,
) -> Vec<(String, String)> {
    let file = |r: &Arc<dyn AnyRecord>| {
        (format!("{}/{}.yaml", r.kind().plural, r.key()), yaml::write(&outer::write(r.as_ref(), names)))
    };
    std::iter::once((FILE.to_owned(), manifest.write())).chain(records.into_iter().map(file)).collect()
}

/// Whether a folder may be exported into: it is absent, empty or an earlier export. Gives the record files it holds.
///
/// # Errors
/// When the folder holds something else, or cannot be read.
pub fn clear(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>()?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let hidden = |e: &fs::DirEntry| e.file_name().to_string_lossy().starts_with('.');
    if entries.iter().all(hidden) {
        return Ok(Vec::new());
    }
    if !folder.join(FILE).is_file() {
        let what = format!(
            "{} is not empty and holds no {FILE}, so it is not an earlier export; name an empty folder",
            folder.display()
        );
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, what));
    }
    let mut files = Vec::new();
    for kind in isms::KINDS {
        let inner = folder.join(kind.plural);
        if inner.is_symlink() {
            return Err(io::Error::other(format!("{} is a symbolic link; expected a folder", inner.display())));
        }
        let Ok(entries) = fs::read_dir(&inner) else { continue };
        files.extend(entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| is_record(p)));
    }
    Ok(files)
}

/// Whether a path is one that an export writes.
fn is_record(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|s| s.to_str()).and_then(Key::parse);
    let folder = path.parent().and_then(|p| p.file_name()).and_then(|n| n.to_str()).and_then(kind::by_plural);
    path.extension().is_some_and(|e| e == "yaml") && stem.is_some_and(|key| Some(key.kind) == folder)
}

/// Writes the files into a folder; files of records that are not among them are taken away.
pub fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let stale = clear(folder)?;
    fs::create_dir_all(folder)?;
    let mut made = std::collections::HashSet::new();
    let mut kept = std::collections::HashSet::new();
    for (path, text) in files {
        let target = folder.join(path);
        if let Some(parent) = target.parent().filter(|p| !made.contains(*p)) {
            fs::create_dir_all(parent)?;
            made.insert(parent.to_owned());
        }
        replace(&target, text)?;
        kept.insert(target);
    }
    stale.iter().filter(|p| !kept.contains(*p)).try_for_each(fs::remove_file)
}

/// Leaves a file that says the same already untouched; never writes through a link.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    if target.is_symlink() {
        fs::remove_file(target)?;
    } else if fs::read(target).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    fs::write(target, text)
}
