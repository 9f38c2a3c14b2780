//! Where instructions come from: a folder, a checked-out repository, an archive. Bounded, no links followed, nothing run; the
//! revision of a repository is read from its files.

use super::export;
use crate::{Error, Result};
use formats::document::LARGEST;
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    path::Path,
};

/// Most Markdown files.
pub const FILES: usize = 20_000;
/// Most entries of a folder or archive that are looked at.
const ENTRIES: usize = 200_000;
/// Largest total, in bytes.
const TOTAL: usize = 256 << 20;
/// Deepest folder.
const DEPTH: usize = 16;
/// Most notes that are kept.
const NOTES: usize = 100;
/// Largest file of git's own that is read, in bytes.
const GIT_FILE: u64 = 4 << 20;

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the repository, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The repository's name: `host/path` of its origin, else the folder's.
    pub repository: String,
    /// The commit, where it is known.
    pub revision: String,
    /// The folder of the repository that was read; empty for all of it.
    pub under: String,
    /// The Markdown files, by path.
    pub files: Vec<File>,
    /// What was left out, and why.
    pub notes: Vec<String>,
    /// Paths that are there and could not be read.
    pub unread: Vec<String>,
    /// Whether everything was looked at; only then is it known what is gone.
    pub complete: bool,
    /// The fingerprints of files as an export wrote them, by path.
    pub exported: BTreeMap<String, String>,
    bytes: usize,
    entries: usize,
}

impl Source {
    /// Files that are in memory already: all that a repository has.
    pub fn of(repository: &str, files: Vec<File>) -> Source {
        Source { repository: plain(repository), files, complete: true, ..Source::default() }.sorted()
    }

    /// Reads a folder; the repository around it, where there is one, says where it comes from.
    ///
    /// # Errors
    /// Where it is no folder.
    pub fn folder(dir: &Path) -> Result<Source> {
        let named = |e: std::io::Error| Error::fault("", format!("{}: {e}", dir.display()));
        let dir = dir.canonicalize().map_err(named)?;
        if !dir.is_dir() {
            return Err(Error::fault("", format!("{}: expected a folder", dir.display())));
        }
        let root = dir.ancestors().take(DEPTH).find(|a| a.join(".git").symlink_metadata().is_ok());
        let name = |path: &Path| path.file_name().map_or("folder".into(), |n| n.to_string_lossy().into_owned());
        let mut source = Source { complete: true, ..Source::default() };
        match root {
            Some(root) => {
                source.under = dir.strip_prefix(root).map_or_else(|_| String::new(), slashed);
                let git = git_folder(root);
                source.revision = git.as_deref().and_then(revision).unwrap_or_default();
                source.repository = git.as_deref().and_then(origin).unwrap_or_else(|| plain(&name(root)));
            }
            None => source.repository = plain(&name(&dir)),
        }
        let at = source.under.clone();
        let path = |name: String| if at.is_empty() { name } else { format!("{at}/{name}") };
        source.exported = export::noted(&dir).into_iter().map(|(name, print)| (path(name), print)).collect();
        source.walk(&dir, &at, 0);
        Ok(source.sorted())
    }

    /// Reads an archive as a browser sends it. `repository` names where it comes from; the file's name does where that is empty.
    ///
    /// # Errors
    /// Where it is no ZIP archive.
    pub fn zip(name: &str, repository: &str, bytes: &[u8]) -> Result<Source> {
        let refused = |e: zip::result::ZipError| Error::fault("/file", format!("{name}: expected a ZIP archive: {e}"));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
        let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).trim_end_matches(".zip");
        let comment = String::from_utf8_lossy(archive.comment()).trim().to_owned();
        let repository = if repository.trim().is_empty() { plain(stem) } else { plain(&address(repository)) };
        let revision = if is_revision(&comment) { comment } else { String::new() };
        let mut source = Source { repository, revision, complete: true, ..Source::default() };
        for index in 0..archive.len() {
            if source.full() {
                break;
            }
            source.entries += 1;
            let Ok(mut entry) = archive.by_index(index) else {
                source.note(&format!("entry {index}"), "it cannot be read");
                source.complete = false;
                continue;
            };
            let path = entry.enclosed_name().map(|p| slashed(&p));
            let Some(path) = path.filter(|_| entry.is_file() && !entry.is_symlink()) else { continue };
            if path.split('/').any(|part| part.starts_with('.')) || !is_markdown(&path) {
                continue;
            }
            source.read(path, &mut entry);
        }
        source.without_top();
        Ok(source.sorted())
    }

    fn sorted(mut self) -> Source {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files.dedup_by(|a, b| a.path == b.path);
        self
    }

    /// Archives of repositories have all in one folder, named after the revision: no part of the path.
    fn without_top(&mut self) {
        let top = self.files.first().and_then(|f| f.path.split_once('/')).map(|(top, _)| format!("{top}/"));
        let Some(top) = top.filter(|top| self.files.iter().all(|f| f.path.starts_with(top.as_str()))) else { return };
        let cut = |path: &mut String| *path = path.strip_prefix(&top).unwrap_or(path).to_owned();
        self.files.iter_mut().for_each(|f| cut(&mut f.path));
        self.unread.iter_mut().for_each(cut);
    }

    fn note(&mut self, path: &str, why: &str) {
        if self.notes.len() < NOTES {
            self.notes.push(format!("{path}: left out, {why}"));
        }
    }

    /// Whether a limit is reached; said once.
    fn full(&mut self) -> bool {
        let full = self.files.len() >= FILES || self.entries >= ENTRIES || self.bytes >= TOTAL;
        if full && self.complete {
            self.complete = false;
            let (total, entries) = (TOTAL >> 20, ENTRIES);
            let said =
                format!("only part of it was read: at most {FILES} Markdown files, {entries} entries and {total} MiB");
            self.notes.insert(0, said);
        }
        full
    }

    fn walk(&mut self, dir: &Path, at: &str, depth: usize) {
        let Ok(entries) = fs::read_dir(dir) else {
            self.complete = false;
            return self.note(at, "the folder cannot be read");
        };
        for entry in entries {
            if self.full() {
                return;
            }
            self.entries += 1;
            let Ok(entry) = entry else { continue };
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                self.note(at, "a file name that is not UTF-8");
                continue;
            };
            let path = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            match entry.file_type() {
                _ if name.starts_with('.') => {}
                Ok(t) if t.is_symlink() => self.note(&path, "a symbolic link"),
                Ok(t) if t.is_dir() && depth >= DEPTH => {
                    self.complete = false;
                    self.note(&path, "a folder too deep within the folder");
                }
                Ok(t) if t.is_dir() => self.walk(&entry.path(), &path, depth + 1),
                Ok(t) if t.is_file() && is_markdown(&name) => match fs::File::open(entry.path()) {
                    Ok(file) => self.read(path, file),
                    Err(e) => {
                        self.note(&path, &format!("it cannot be read: {e}"));
                        self.unread.push(path);
                    }
                },
                _ => {}
            }
        }
    }

    fn read(&mut self, path: String, from: impl Read) {
        let mut bytes = Vec::new();
        match from.take(LARGEST as u64 + 1).read_to_end(&mut bytes) {
            Ok(n) if n <= LARGEST => {
                self.bytes += n;
                self.files.push(File { path, bytes });
            }
            Ok(n) => {
                self.bytes += n;
                self.note(&path, "larger than 1 MiB");
                self.unread.push(path);
            }
            Err(e) => {
                self.note(&path, &format!("it cannot be read: {e}"));
                self.unread.push(path);
            }
        }
    }
}

fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    ["md", "markdown", "mdown"].contains(&ending.as_str())
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A name of one line without `#`, which parts it from the path.
fn plain(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !c.is_whitespace() && *c != '#').take(200).collect();
    if name.is_empty() { "folder".into() } else { name }
}

/// `https://someone:secret@host/path.git` and `git@host:path.git` as `host/path`.
fn address(url: &str) -> String {
    let url = url.trim();
    let bare = url.split_once("://").map_or_else(|| url.replacen(':', "/", 1), |(_, rest)| rest.to_owned());
    let (host, path) = bare.split_once('/').map_or((bare.as_str(), ""), |(h, p)| (h, p));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let path = path.trim_matches('/').trim_end_matches(".git");
    if path.is_empty() { host.to_owned() } else { format!("{host}/{path}") }
}

/// A small file of git's; a link is not followed.
fn small(path: &Path) -> Option<String> {
    let about = path.symlink_metadata().ok()?;
    if !about.is_file() || about.len() > GIT_FILE {
        return None;
    }
    let mut text = String::new();
    fs::File::open(path).ok()?.take(GIT_FILE).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Where git keeps what it knows: `.git`, or the place that a file of that name points to, as in a second worktree.
fn git_folder(root: &Path) -> Option<std::path::PathBuf> {
    let git = root.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = small(&git)?;
    let to = root.join(text.trim().strip_prefix("gitdir:")?.trim());
    to.is_dir().then_some(to)
}

/// The folder that several worktrees share.
fn shared(git: &Path) -> std::path::PathBuf {
    small(&git.join("commondir")).map_or_else(|| git.to_owned(), |to| git.join(to.trim()))
}

fn is_revision(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The commit that is checked out: named by `HEAD`, by a branch's file, or by the packed branches.
fn revision(git: &Path) -> Option<String> {
    let head = small(&git.join("HEAD"))?;
    let Some(name) = head.trim().strip_prefix("ref:").map(str::trim) else {
        return Some(head.trim().to_owned()).filter(|t| is_revision(t));
    };
    let sound = name.starts_with("refs/") && !name.split('/').any(|part| part.is_empty() || part.starts_with('.'));
    if !sound {
        return None;
    }
    let places = [git.to_owned(), shared(git)];
    let loose = places.iter().find_map(|p| small(&p.join(name)));
    let packed = || {
        let text = places.iter().find_map(|p| small(&p.join("packed-refs")))?;
        let line = text.lines().find_map(|l| l.split_once(' ').filter(|(_, n)| n.trim() == name));
        line.map(|(commit, _)| commit.to_owned())
    };
    loose.or_else(packed).map(|t| t.trim().to_owned()).filter(|t| is_revision(t))
}

/// The address of the remote called `origin`, without who may fetch from it.
fn origin(git: &Path) -> Option<String> {
    let text = small(&shared(git).join("config"))?;
    let mut here = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            here = line == "[remote \"origin\"]";
        } else if let Some((name, url)) = line.split_once('=').filter(|(name, _)| here && name.trim() == "url") {
            let _ = name;
            return Some(plain(&address(url)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn a_repository_says_where_it_comes_from_without_secrets() {
        for (url, name) in [
            ("https://ada:secret@git.example/grid/how.git", "git.example/grid/how"),
            ("git@git.example:grid/how.git", "git.example/grid/how"),
            ("ssh://git@git.example/grid/how", "git.example/grid/how"),
        ] {
            assert_eq!(address(url), name);
        }
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, ".git/HEAD", "ref: refs/heads/main\n");
        write(root, ".git/packed-refs", format!("# pack-refs with: peeled\n{COMMIT} refs/heads/main\n"));
        write(root, ".git/config", "[core]\n\turl = x\n[remote \"origin\"]\n\turl = https://a:b@git.example/how.git\n");
        write(root, "how/restore.md", "# Restore");
        let source = Source::folder(&root.join("how")).unwrap();
        assert_eq!((source.repository.as_str(), source.revision.as_str()), ("git.example/how", COMMIT));
        assert_eq!((source.under.as_str(), source.files[0].path.as_str()), ("how", "how/restore.md"));
        let loose = COMMIT.replace('0', "f");
        write(root, ".git/refs/heads/main", format!("{loose}\n"));
        assert_eq!(Source::folder(root).unwrap().revision, loose, "a branch's own file is newer than the packed ones");
        write(root, ".git/HEAD", "ref: refs/../../../secret");
        assert_eq!(Source::folder(root).unwrap().revision, "");
    }

    #[cfg(unix)]
    #[test]
    fn a_hostile_folder_is_read_without_harm() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path();
        write(outside.path(), "secret.md", "# Secret\n\n1. Know it");
        std::os::unix::fs::symlink(outside.path(), root.join("out")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), root.join("link.md")).unwrap();
        std::os::unix::fs::symlink(root, root.join("round")).unwrap();
        write(root, "huge.md", vec![b'x'; LARGEST + 1]);
        write(root, "bad.md", b"# \xff\xfe\n");
        write(root, ".hidden/how.md", "# Hidden");
        (0..10_000).for_each(|n| write(root, &format!("many/{n}.md"), "# Note"));
        let source = Source::folder(root).unwrap();
        assert_eq!(source.files.len(), 10_001);
        assert!(source.complete && source.unread == ["huge.md"]);
        let notes = source.notes.join("\n");
        for said in ["link.md: left out, a symbolic link", "out: left out", "round: left out", "larger than 1 MiB"] {
            assert!(notes.contains(said), "{said} in {notes}");
        }
        assert!(Source::folder(&root.join("bad.md")).is_err());
    }

    #[test]
    fn an_archive_is_a_folder_too() {
        use std::io::Write;
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [("how-main/a.md", "# A"), ("how-main/deep/b.md", "# B"), ("how-main/x.png", "")] {
            out.start_file(name, options).unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        out.set_comment(COMMIT).unwrap();
        let bytes = out.finish().unwrap().into_inner();
        let source = Source::zip("how-main.zip", "", &bytes).unwrap();
        assert_eq!(source.files.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["a.md", "deep/b.md"]);
        assert_eq!((source.repository.as_str(), source.revision.as_str()), ("how-main", COMMIT));
        assert!(Source::zip("x.zip", "", b"no archive").is_err());
    }
}
