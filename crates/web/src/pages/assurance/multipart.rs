//! Forms with files (`multipart/form-data`, RFC 7578), read from a body that is in memory and bounded already.
//!
//! Browsers write a small, regular part of the format; that is what is read. Anything else is refused with a reason. A part's
//! content is never interpreted here: its name and claimed type are plain text, its bytes are bytes.

use crate::fault::{Fault, Result};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
    response::{IntoResponse, Response},
};
use service::evidence::Upload;

/// Most parts of a form.
const MOST: usize = 200;

/// Longest head of a part, in bytes.
const HEAD: usize = 4_096;

/// What a form sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multipart {
    /// Fields without a file, in order.
    pub pairs: Vec<(String, String)>,
    /// Files that were chosen, with the field's name; a file input left empty is none.
    pub files: Vec<(String, Upload)>,
}

impl Multipart {
    /// The first value of a field; empty where it was not sent.
    pub fn first(&self, name: &str) -> &str {
        self.pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
    }

    /// Takes the first file of a field.
    pub fn take(&mut self, name: &str) -> Option<Upload> {
        let at = self.files.iter().position(|(k, _)| k == name)?;
        Some(self.files.swap_remove(at).1)
    }
}

impl<S: Send + Sync> FromRequest<S> for Multipart {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let boundary =
            boundary(kind).ok_or_else(|| wrong("the form was not sent as multipart/form-data").into_response())?;
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        read(&body, &boundary).map_err(IntoResponse::into_response)
    }
}

fn wrong(what: &str) -> Fault {
    Fault::bad(format!("form: {what}"))
}

/// The boundary of a content type.
fn boundary(kind: &str) -> Option<String> {
    let rest = kind.trim().strip_prefix("multipart/form-data")?;
    let value = rest.split(';').find_map(|p| p.trim().strip_prefix("boundary="))?;
    let value = value.trim().trim_matches('"');
    (!value.is_empty() && value.len() <= 70 && value.is_ascii()).then(|| value.to_owned())
}

/// Reads a whole body.
fn read(body: &[u8], boundary: &str) -> Result<Multipart> {
    let (first, next) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = body.strip_prefix(first.as_bytes()).ok_or_else(|| wrong("it does not begin with its boundary"))?;
    let mut out = Multipart::default();
    for _ in 0..=MOST {
        if rest.starts_with(b"--") {
            return Ok(out);
        }
        rest = rest.strip_prefix(b"\r\n").ok_or_else(|| wrong("a part does not begin on its own line"))?;
        let end = find(rest, b"\r\n\r\n").filter(|at| *at <= HEAD).ok_or_else(|| wrong("a part has no head"))?;
        let (head, tail) = rest.split_at(end);
        let content = tail.get(4..).unwrap_or_default();
        let length = find(content, next.as_bytes()).ok_or_else(|| wrong("it ends within a part"))?;
        let (bytes, tail) = content.split_at(length);
        keep(head, bytes, &mut out)?;
        rest = tail.get(next.len()..).unwrap_or_default();
    }
    Err(wrong("it has too many parts"))
}

fn keep(head: &[u8], bytes: &[u8], out: &mut Multipart) -> Result<()> {
    let head = std::str::from_utf8(head).map_err(|_| wrong("the head of a part is no text"))?;
    let line = |name: &str| {
        let named = |l: &&str| l.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        head.split("\r\n").find(named).and_then(|l| l.get(name.len()..)).map(str::trim)
    };
    let disposition = line("content-disposition:").ok_or_else(|| wrong("a part does not say what it is"))?;
    let name = parameter(disposition, "name").ok_or_else(|| wrong("a part has no name"))?;
    match parameter(disposition, "filename") {
        Some(file) if file.is_empty() && bytes.is_empty() => {}
        Some(file) => {
            let media = line("content-type:").unwrap_or("application/octet-stream").to_owned();
            out.files.push((name, Upload { name: file, media, bytes: bytes.to_vec() }));
        }
        None => {
            let text =
                String::from_utf8(bytes.to_vec()).map_err(|_| wrong(&format!("{name}: expected text in UTF-8")))?;
            out.pairs.push((name, text));
        }
    }
    Ok(())
}

/// A quoted parameter of a header, with the three characters that browsers escape in it (HTML, "multipart form data") put back.
fn parameter(header: &str, name: &str) -> Option<String> {
    let start = format!("; {name}=\"");
    let from = header.find(&start)? + start.len();
    let value = header.get(from..)?;
    let value = value.get(..value.find('"')?)?;
    Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = haystack.get(from..)?.iter().position(|b| *b == first).map(|at| at + from) {
        if haystack.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, file, bytes) in parts {
            let file = file.map(|f| format!("; filename=\"{f}\"\r\nContent-Type: text/plain")).unwrap_or_default();
            out.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
            out.extend(*bytes);
            out.extend(b"\r\n");
        }
        out.extend(b"--XX--\r\n");
        out
    }

    #[test]
    fn fields_and_files_come_apart() {
        let body = written(&[("a", None, b"1\r\n--X"), ("f", Some("x%22.txt"), b"\0\xff\r\n"), ("g", Some(""), b"")]);
        let read = read(&body, "XX").unwrap();
        assert_eq!(read.pairs, [("a".to_owned(), "1\r\n--X".to_owned())]);
        let upload = Upload { name: "x\".txt".into(), media: "text/plain".into(), bytes: b"\0\xff\r\n".to_vec() };
        assert_eq!(read.files, [("f".to_owned(), upload)]);
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for body in [
            "",
            "--XX",
            "--XX\r\n",
            "--XX\r\nx: y\r\n\r\nz\r\n--XX--",
            "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nz",
        ] {
            assert!(read(body.as_bytes(), "XX").is_err(), "{body:?}");
        }
        let many: Vec<(&str, Option<&str>, &[u8])> = vec![("a", None, b""); MOST + 1];
        assert!(read(&written(&many), "XX").is_err());
        for kind in [
            "",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=ä",
        ] {
            assert_eq!(boundary(kind), None, "{kind}");
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\""), Some("a b".into()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0usize..200) {
            let _ = read(&bytes, "XX");
            let whole = written(&[("a", Some("b"), &bytes)]);
            let _ = read(whole.get(..cut).unwrap_or(&whole), "XX");
            if !bytes.windows(6).any(|w| w == b"\r\n--XX") {
                prop_assert_eq!(&read(&whole, "XX").unwrap().files[0].1.bytes, &bytes);
            }
        }
    }
}
