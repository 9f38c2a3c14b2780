//! Files from outside: what they are is read from their content, and what they are called is made harmless.

use crate::{FileGiven, prepare::hash};
use isms::communication::report::{ReportFile, is_file_name};

/// Largest file, in bytes.
pub const LARGEST: usize = 25 << 20;

/// Sorts of files that are taken, for people.
pub const TAKEN: &str = "PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, ODS, TXT, CSV";

/// A file as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// What the sender calls it; never a path after [`name`].
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is too large.
    #[error("the file is larger than {} MB", LARGEST >> 20)]
    Large,
    /// Its content is of another sort, or not of the sort that its name says.
    #[error("expected {TAKEN}, with a content that fits the name")]
    Sort,
}

/// Sorts of files by the ending of their name: the media type, and how the content begins.
const SORTS: [(&str, &str, Magic); 12] = [
    ("pdf", "application/pdf", Magic::Begins(b"%PDF-")),
    ("png", "image/png", Magic::Begins(b"\x89PNG\r\n\x1a\n")),
    ("jpg", "image/jpeg", Magic::Begins(b"\xff\xd8\xff")),
    ("jpeg", "image/jpeg", Magic::Begins(b"\xff\xd8\xff")),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Magic::Zip(b"word/")),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Magic::Zip(b"xl/")),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Magic::Zip(b"ppt/")),
    ("odt", "application/vnd.oasis.opendocument.text", Magic::Zip(b"application/vnd.oasis.opendocument.text")),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        Magic::Zip(b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
    ("txt", "text/plain", Magic::Text),
    ("md", "text/plain", Magic::Text),
    ("csv", "text/csv", Magic::Text),
];

/// How a sort of content is known.
enum Magic {
    Begins(&'static [u8]),
    /// A ZIP archive that names this.
    Zip(&'static [u8]),
    /// UTF-8 without control characters that is no markup.
    Text,
}

/// The media type of a content, where it is of a sort that is taken and the name says the same.
pub fn sniff(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase())?;
    let (_, media, magic) = SORTS.iter().find(|(e, ..)| *e == ending)?;
    let fits = match magic {
        Magic::Begins(start) => bytes.starts_with(start),
        Magic::Zip(part) => bytes.starts_with(b"PK\x03\x04") && bytes.windows(part.len()).any(|w| w == *part),
        Magic::Text => std::str::from_utf8(bytes).is_ok_and(is_plain),
    };
    fits.then_some(media)
}

fn is_plain(text: &str) -> bool {
    !text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// A harmless name: the last part of a path, plain characters, 100 at most, the ending kept.
pub fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().map(|c| if is_file_name(&format!("x{c}x")) { c } else { '_' }).collect();
    let plain = plain.trim_matches(['.', ' ']);
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let (stem, ending): (String, String) = (stem.chars().take(90).collect(), ending.chars().take(8).collect());
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") }
}

/// A file that may be kept, as a record names it and as the act brings it along. `taken` are the names that it cannot have.
///
/// # Errors
/// [`Refused`].
pub fn accept(upload: Upload, taken: &[ReportFile]) -> Result<(ReportFile, FileGiven), Refused> {
    if upload.bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if upload.bytes.len() > LARGEST {
        return Err(Refused::Large);
    }
    let plain = name(&upload.name);
    let media = sniff(&plain, &upload.bytes).ok_or(Refused::Sort)?;
    let mut file = ReportFile {
        name: plain.clone(),
        media: media.into(),
        size: upload.bytes.len() as i64,
        hash: hash(&upload.bytes),
    };
    for n in 2..=taken.len() + 1 {
        if !taken.iter().any(|t| t.name.to_lowercase() == file.name.to_lowercase()) {
            break;
        }
        let (stem, ending) = plain.rsplit_once('.').unwrap_or((&plain, ""));
        file.name = format!("{stem} ({n}).{ending}");
    }
    Ok((file, FileGiven { media: media.into(), origin: "person", bytes: upload.bytes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_harmless() {
        for (given, kept) in [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\reports\\SOC 2.pdf", "SOC 2.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "a__Set-Cookie_ x.pdf"),
            ("..", "file"),
            ("<script>.pdf", "_script_.pdf"),
            (".htaccess", "htaccess"),
        ] {
            assert_eq!(name(given), kept);
            assert!(is_file_name(&name(given)), "{given}");
        }
        assert!(is_file_name(&name(&format!("{}.pdf", "é".repeat(5_000)))));
    }

    #[test]
    fn content_decides() {
        assert_eq!(sniff("a.pdf", b"%PDF-1.7 ..."), Some("application/pdf"));
        assert_eq!(sniff("a.csv", b"a,b\n1,2\n"), Some("text/csv"));
        assert_eq!(sniff("a.docx", b"PK\x03\x04...[Content_Types].xml...word/document.xml"), Some(SORTS[4].1));
        for (name, bytes) in [
            ("a.pdf", &b"<html>"[..]),
            ("a.html", b"<html>"),
            ("a.txt", b"\xef\xbb\xbf <svg onload=x>"),
            ("a.svg", b"<svg/>"),
            ("a.docm", b"PK\x03\x04word/"),
            ("a.txt", b"MZ\x00\x01"),
            ("a", b"%PDF-"),
        ] {
            assert_eq!(sniff(name, bytes), None, "{name}");
        }
    }

    #[test]
    fn the_same_name_twice_is_two_names() {
        let upload = || Upload { name: "a.txt".into(), bytes: b"x".to_vec() };
        let (one, _) = accept(upload(), &[]).unwrap();
        let (two, _) = accept(upload(), std::slice::from_ref(&one)).unwrap();
        let (three, _) = accept(upload(), &[one, two.clone()]).unwrap();
        assert_eq!((two.name.as_str(), three.name.as_str()), ("a (2).txt", "a (3).txt"));
        assert_eq!(accept(Upload { name: "a.txt".into(), bytes: vec![b'x'; LARGEST + 1] }, &[]), Err(Refused::Large));
    }
}
