//! Reading a folder that may hold anything: bounded in size, number and depth, no links followed, the rest noted.

use super::{Manifest, Problem, manifest::FILE};
use std::{fs, io::Read, path::Path};

/// Largest file, in bytes.
const FILE_BYTES: u64 = 16 << 20;
/// Largest folder, in bytes.
const FOLDER_BYTES: u64 = 1 << 30;
/// Most files.
const FILES: usize = 300_000;
/// Deepest folder within the folder.
const DEPTH: usize = 4;
/// Most notes that are kept; a folder of junk has many.
const NOTES: usize = 100;

/// One file's text.
#[derive(Clone, Debug)]
pub struct Text {
    /// Path within the folder, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What was found in a folder.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// What it was exported from, where it says so.
    pub manifest: Option<Manifest>,
    /// Its YAML files, sorted by path.
    pub texts: Vec<Text>,
    /// What was left out, and why.
    pub notes: Vec<String>,
    /// What makes it unusable.
    pub problems: Vec<Problem>,
    bytes: u64,
}

impl Folder {
    /// Reads a folder.
    pub fn read(root: &Path) -> Folder {
        let mut folder = Folder::default();
        if !root.is_dir() {
            folder.problems.push(Problem::whole(&root.display().to_string(), "expected a folder"));
            return folder;
        }
        folder.walk(root, "", 0);
        folder.sorted()
    }

    /// A folder of texts that are in memory already.
    pub fn of(texts: Vec<Text>) -> Folder {
        Folder { texts, ..Folder::default() }.sorted()
    }

    fn sorted(mut self) -> Folder {
        self.texts.sort_by(|a, b| a.path.cmp(&b.path));
        if let Some(at) = self.texts.iter().position(|t| t.path == FILE) {
            match Manifest::read(&self.texts.remove(at).bytes) {
                Ok(manifest) => self.manifest = Some(manifest),
                Err(problems) => self.problems.extend(problems),
            }
        }
        self
    }

    fn note(&mut self, path: &str, why: &str) {
        if self.notes.len() < NOTES {
            self.notes.push(format!("{path}: left out, {why}"));
        }
    }

    fn walk(&mut self, root: &Path, at: &str, depth: usize) {
        let entries = match fs::read_dir(root.join(at)) {
            Ok(entries) => entries,
            Err(e) => return self.problems.push(Problem::whole(at, format!("cannot be read: {e}"))),
        };
        let mut names: Vec<_> = entries.filter_map(|e| e.ok()).take(FILES + 1).collect();
        names.sort_by_key(fs::DirEntry::file_name);
        for entry in names {
            if self.texts.len() >= FILES || self.bytes > FOLDER_BYTES {
                self.problems.push(Problem::whole(
                    at,
                    format!("the folder is too large; expected at most {FILES} files and 1 GiB"),
                ));
                return;
            }
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                self.note(at, "a file name that is not UTF-8");
                continue;
            };
            let path = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            match entry.file_type() {
                _ if name.starts_with('.') => self.note(&path, "a hidden file"),
                Ok(t) if t.is_symlink() => self.note(&path, "a symbolic link"),
                Ok(t) if t.is_dir() && depth >= DEPTH => self.note(&path, "a folder too deep within the folder"),
                Ok(t) if t.is_dir() => self.walk(root, &path, depth + 1),
                Ok(t) if t.is_file() && (name.ends_with(".yaml") || name.ends_with(".yml")) => self.file(root, path),
                Ok(t) if t.is_file() => self.note(&path, "not a .yaml file"),
                _ => self.note(&path, "neither file nor folder"),
            }
        }
    }

    fn file(&mut self, root: &Path, path: String) {
        let mut bytes = Vec::new();
        let read = fs::File::open(root.join(&path)).and_then(|f| f.take(FILE_BYTES + 1).read_to_end(&mut bytes));
        match read {
            Err(e) => self.problems.push(Problem::whole(&path, format!("cannot be read: {e}"))),
            Ok(n) if n as u64 > FILE_BYTES => {
                self.problems.push(Problem::whole(&path, "expected a file of 16 MiB at most"))
            }
            Ok(n) => {
                self.bytes += n as u64;
                self.texts.push(Text { path, bytes });
            }
        }
    }
}
