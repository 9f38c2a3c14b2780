//! Files in and out: bounded, inside one folder, never overwritten by accident.

use crate::failure::Failure;
use formats::oscal::{
    Document, Form,
    folder::{Refusal, Source},
};
use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// The most bytes of one file.
const LARGEST: usize = 64 << 20;

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let named = |e: std::io::Error| Failure::said(format!("{}: {e}", file.display()));
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if file.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(named)?;
    } else {
        File::open(file).and_then(|f| f.take(most).read_to_end(&mut bytes)).map_err(named)?;
    }
    if bytes.len() > LARGEST {
        return Err(Failure::said(format!("{}: expected at most {LARGEST} bytes", file.display())));
    }
    Ok(bytes)
}

/// The document of a file; a failure names the file, the line and the pointer.
pub fn document(file: &Path) -> Result<Document, Failure> {
    Document::read(&bytes(file)?).map_err(|fault| Failure::said(format!("{}: {fault}", file.display())))
}

/// Writes to a file that is not there yet, or to any with `force`; to standard output without one.
pub fn write(out: Option<&Path>, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let Some(out) = out else {
        let mut stdout = std::io::stdout().lock();
        // A closed pipe is nobody's fault here.
        let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
        return Ok(());
    };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).create_new(!force);
    let named = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::said(format!("{}: exists already; --force overwrites it", out.display()))
        }
        _ => Failure::said(format!("{}: {e}", out.display())),
    };
    options.open(out).and_then(|mut f| f.write_all(bytes)).map_err(named)
}

/// The form that the ending of a file's name stands for.
pub fn form_of(out: Option<&Path>) -> Option<Form> {
    let ending = out?.extension()?.to_str()?.to_ascii_lowercase();
    Form::ALL.into_iter().find(|f| f.ending() == ending || (ending == "yml" && *f == Form::Yaml))
}

/// One folder as a source: whatever leads out of it is refused, also by a link.
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// A folder that exists.
    pub fn open(folder: &Path) -> Result<Directory, Failure> {
        let named = |e: std::io::Error| Failure::said(format!("{}: {e}", folder.display()));
        let root = folder.canonicalize().map_err(named)?;
        match root.is_dir() {
            true => Ok(Directory { root }),
            false => Err(Failure::said(format!("{}: expected a folder", folder.display()))),
        }
    }

    /// The folder of a file, and the file's path in it.
    pub fn around(file: &Path, folder: Option<&Path>) -> Result<(Directory, String), Failure> {
        let own = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let directory = Directory::open(folder.unwrap_or(own))?;
        let path = file.canonicalize().ok().and_then(|f| Some(f.strip_prefix(&directory.root).ok()?.to_owned()));
        // A document from elsewhere counts as one at the top of the folder.
        let name = || file.file_name().map(PathBuf::from).unwrap_or_default();
        let path = path.unwrap_or_else(name);
        let steps: Vec<String> = path.iter().map(|s| s.to_string_lossy().into_owned()).collect();
        Ok((directory, steps.join("/")))
    }
}

impl Source for Directory {
    fn fetch(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        let told = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Refusal::Absent,
            _ => Refusal::Unreadable(e.to_string()),
        };
        let full = self.root.join(path).canonicalize().map_err(told)?;
        if !full.starts_with(&self.root) {
            return Err(Refusal::Outside);
        }
        let file = File::open(&full).map_err(told)?;
        if !file.metadata().map_err(told)?.is_file() {
            return Err(Refusal::Outside);
        }
        let mut bytes = Vec::new();
        file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(told)?;
        if bytes.len() > LARGEST {
            return Err(Refusal::Large(LARGEST));
        }
        Ok(bytes)
    }
}
