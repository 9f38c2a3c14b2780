//! References from one document to another, answered from one folder and from nowhere else.
//!
//! Nothing here opens a file: a [`Source`] hands over bytes by relative path and is the jail. Nothing here asks the
//! network either; an absolute address is looked for in the folder under the end of its path, as a copy of what stands there.

mod closure;
mod href;

use super::{Deviation, Document};
use crate::place::{At, Fault};
use crate::yaml::Node;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

pub use href::{Href, join};

/// The files of one folder.
pub trait Source {
    /// The bytes of the file at `path`: relative to the folder, steps parted by `/`, never with `.` or `..`.
    /// Whatever leads out of the folder, such as a link, is refused.
    fn fetch(&self, path: &str) -> Result<Vec<u8>, Refusal>;
}

/// A folder without files, for documents that stand alone.
pub struct Empty;

impl Source for Empty {
    fn fetch(&self, _: &str) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Absent)
    }
}

/// Why a file of a folder is not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such file.
    #[error("is not in the folder")]
    Absent,
    /// It is there and yet elsewhere: a link, or a device.
    #[error("leads out of the folder")]
    Outside,
    /// It is more than one may ask for.
    #[error("has more than {0} bytes")]
    Large(usize),
    /// The system says no.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

/// How much one question may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Documents that lead to one another, the first one included.
    pub depth: usize,
    /// Different documents in all.
    pub documents: usize,
    /// Bytes of all of them.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { depth: 16, documents: 64, bytes: 256 << 20 }
    }
}

/// Why a question that spans documents has no answer: which document, how one came to it, and what is wrong there.
#[derive(Debug, Clone, PartialEq)]
pub struct Unresolved {
    /// The documents from the first to the one at fault, by their paths in the folder.
    pub chain: Vec<String>,
    /// What is wrong in the last of them.
    pub fault: Fault,
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (last, before) = self.chain.split_last().map_or(("", &[][..]), |(l, b)| (l.as_str(), b));
        write!(f, "{last}: {}", self.fault)?;
        match before {
            [] => Ok(()),
            before => write!(f, " (imported by {})", before.join(", which imports ")),
        }
    }
}

impl std::error::Error for Unresolved {}

/// A document of the folder with the path at which it was found.
#[derive(Debug, Clone)]
pub struct Found {
    pub path: String,
    pub document: Rc<Document>,
}

/// Documents of one folder, each read once.
pub struct Folder<'s> {
    source: &'s dyn Source,
    bounds: Bounds,
    read: RefCell<HashMap<String, Rc<Document>>>,
    bytes: Cell<usize>,
}

impl<'s> Folder<'s> {
    /// The documents of a source, as many as the bounds allow.
    pub fn new(source: &'s dyn Source, bounds: Bounds) -> Self {
        Folder { source, bounds, read: RefCell::default(), bytes: Cell::new(0) }
    }

    /// What `href` of the document at `base` leads to: a fragment is a resource of that document's back matter,
    /// anything else a file. Notes tell where another file than the named one was taken.
    pub fn follow(
        &self,
        base: &str,
        from: &Document,
        href: &Node,
        pointer: &str,
    ) -> Result<(Found, Vec<Deviation>), Fault> {
        let text = href.as_str().unwrap_or_default();
        let fault = |expected: &str, found: String| Fault::expected(href.at, pointer, expected, found);
        let mut tried = Vec::new();
        for option in self.options(from, text).map_err(|found| fault("a reference to a document", found))? {
            match self.open(base, &option) {
                Ok((found, exact)) => {
                    let note = (!exact).then(|| note(href.at, pointer, &option, &found.path));
                    return Ok((found, note.into_iter().collect()));
                }
                Err(Stop::Next(why)) => tried.push(why),
                Err(Stop::Fault(path, inner)) => {
                    return Err(fault("a readable OSCAL document", format!("{path}: {inner}")));
                }
                Err(Stop::Bound(why)) => return Err(fault("fewer or smaller documents", why)),
            }
        }
        Err(fault("a document of the folder", tried.join("; ")))
    }

    /// The addresses behind a reference, best first.
    fn options(&self, from: &Document, href: &str) -> Result<Vec<Opt>, String> {
        let Some(uuid) = href.strip_prefix('#') else {
            return Ok(vec![Opt::Href(href.to_owned())]);
        };
        let resource = resource(from, uuid)
            .ok_or_else(|| format!("`#{uuid}`, and no resource with that uuid in the back matter"))?;
        let mut options: Vec<Opt> = rlinks(resource).into_iter().map(Opt::Href).collect();
        options.extend(embedded(resource).map(|bytes| Opt::Bytes(uuid.to_owned(), bytes)));
        match options.is_empty() {
            true => Err(format!(
                "the resource `{uuid}`, which has neither an rlink nor base64 content in JSON, YAML or XML"
            )),
            false => Ok(options),
        }
    }

    fn open(&self, base: &str, option: &Opt) -> Result<(Found, bool), Stop> {
        match option {
            Opt::Bytes(uuid, bytes) => self.keep(format!("#{uuid}"), || Ok(bytes.clone())).map(|found| (found, true)),
            Opt::Href(href) => {
                let meant = join(base, href);
                let places = meant.candidates();
                for path in &places {
                    match self.keep(path.clone(), || self.source.fetch(path)) {
                        Err(Stop::Next(_)) if meant != Href::Local(path.clone()) => {}
                        other => return other.map(|found| (found, meant == Href::Local(path.clone()))),
                    }
                }
                let copies = if places.is_empty() {
                    String::new()
                } else {
                    format!("; no copy of it at `{}`", places.join("` or `"))
                };
                Err(Stop::Next(format!("`{href}`, which leads out of the folder{copies}")))
            }
        }
    }

    fn keep(&self, path: String, fetch: impl FnOnce() -> Result<Vec<u8>, Refusal>) -> Result<Found, Stop> {
        if let Some(document) = self.read.borrow().get(&path) {
            return Ok(Found { path, document: document.clone() });
        }
        if self.read.borrow().len() >= self.bounds.documents {
            return Err(Stop::Bound(format!("a document after the first {}", self.bounds.documents)));
        }
        let bytes = fetch().map_err(|why| match why {
            Refusal::Large(_) => Stop::Bound(format!("`{path}`, which {why}")),
            why => Stop::Next(format!("`{path}`, which {why}")),
        })?;
        self.bytes.set(self.bytes.get().saturating_add(bytes.len()));
        if self.bytes.get() > self.bounds.bytes {
            return Err(Stop::Bound(format!("more than {} bytes in all", self.bounds.bytes)));
        }
        let document = Rc::new(Document::read(&bytes).map_err(|fault| Stop::Fault(path.clone(), fault))?);
        self.read.borrow_mut().insert(path.clone(), document.clone());
        Ok(Found { path, document })
    }

    /// How many documents may lead to one another.
    pub fn depth(&self) -> usize {
        self.bounds.depth
    }
}

enum Opt {
    Href(String),
    Bytes(String, Vec<u8>),
}

enum Stop {
    Next(String),
    Fault(String, Fault),
    Bound(String),
}

fn note(at: At, pointer: &str, option: &Opt, path: &str) -> Deviation {
    let href = match option {
        Opt::Href(href) => href.as_str(),
        Opt::Bytes(..) => "",
    };
    let message = format!("`{href}` was read from `{path}` of the folder; nothing is fetched from elsewhere");
    Deviation {
        gravity: super::Gravity::Note,
        rule: "local-copy",
        pointer: pointer.to_owned(),
        at,
        message,
        repair: None,
    }
}

/// The resource of a document's back matter with this uuid.
pub fn resource<'d>(document: &'d Document, uuid: &str) -> Option<&'d Node> {
    let body = document.node().get(document.model().key())?;
    let resources = body.get("back-matter")?.get("resources").map(Node::items).unwrap_or_default();
    resources.iter().find(|r| r.get("uuid").and_then(Node::as_str).is_some_and(|u| u.eq_ignore_ascii_case(uuid)))
}

/// The links of a resource that may be OSCAL, those in JSON first since they are read fastest.
fn rlinks(resource: &Node) -> Vec<String> {
    let links = resource.get("rlinks").map(Node::items).unwrap_or_default().iter();
    let text = |n: &Node, key: &str| n.get(key).and_then(Node::as_str).unwrap_or_default().to_owned();
    let mut all: Vec<(u8, String)> = links
        .map(|l| (rank(&text(l, "media-type"), &text(l, "href")), text(l, "href")))
        .filter(|(r, _)| *r < 4)
        .collect();
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, href)| href).collect()
}

/// By media type, else by the ending of the name; 4 is what cannot be OSCAL.
fn rank(media: &str, href: &str) -> u8 {
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ending = path.rsplit_once('.').map_or("", |(_, e)| e);
    let word = if media.is_empty() { ending.to_owned() } else { media.to_ascii_lowercase() };
    let forms = [("json", 0), ("yaml", 1), ("yml", 1), ("xml", 2)];
    let known = forms.iter().find(|(form, _)| word.ends_with(form)).map(|(_, rank)| *rank);
    known.unwrap_or(if word.is_empty() || word == "text/plain" || word == "application/octet-stream" { 3 } else { 4 })
}

/// The base64 content of a resource (RFC 4648, section 4), where it is sound.
fn embedded(resource: &Node) -> Option<Vec<u8>> {
    unbase64(resource.get("base64")?.get("value")?.as_str()?)
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0u32);
    for c in text.trim_end_matches(['=', '\n', '\r', ' ']).bytes().filter(|c| !c.is_ascii_whitespace()) {
        bits = (bits << 6) | u32::from(digit(c)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xFF).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
