//! Forms with files (`multipart/form-data`), taken into memory within the route's limit on bodies.
//!
//! A part's content is never interpreted here: its name and claimed type are plain text, its bytes are bytes.

use crate::{
    fault::{Fault, Result},
    pages::questions::sending::fault,
};
use axum::{
    extract::{FromRequest, Multipart as Parts, Request, multipart::Field},
    response::{IntoResponse, Response},
};
use service::evidence::Upload;

/// Most parts of a form.
const MOST: usize = 200;

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
        let parts = Parts::from_request(request, state).await;
        let parts = parts.map_err(|e| Fault { status: e.status(), message: e.body_text() }.into_response())?;
        read(parts).await.map_err(IntoResponse::into_response)
    }
}

async fn read(mut parts: Parts) -> Result<Multipart> {
    let mut out = Multipart::default();
    for _ in 0..MOST {
        let Some(part) = parts.next_field().await.map_err(fault)? else { return Ok(out) };
        keep(part, &mut out).await?;
    }
    Err(Fault::bad(format!("form: expected {MOST} parts at most")))
}

/// A part with a file name is a file, unless none was chosen.
async fn keep(part: Field<'_>, out: &mut Multipart) -> Result<()> {
    let name = part.name().map(str::to_owned).ok_or_else(|| Fault::bad("form: a part has no name"))?;
    // The three characters that browsers escape in a name (HTML, "multipart form data") are put back.
    let put_back = |name: &str| name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    let Some(file) = part.file_name().map(put_back) else {
        let bytes = part.bytes().await.map_err(fault)?;
        let text = String::from_utf8(bytes.to_vec());
        out.pairs.push((name.clone(), text.map_err(|_| Fault::bad(format!("form: {name}: expected text in UTF-8")))?));
        return Ok(());
    };
    let media = part.content_type().unwrap_or("application/octet-stream").to_owned();
    let bytes = part.bytes().await.map_err(fault)?.to_vec();
    if !(file.is_empty() && bytes.is_empty()) {
        out.files.push((name, Upload { name: file, media, bytes }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::header};

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

    async fn sent(body: impl Into<Body>, kind: &str) -> Option<Multipart> {
        let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(body.into()).unwrap();
        Multipart::from_request(request, &()).await.ok()
    }

    const FORM: &str = "multipart/form-data; boundary=XX";

    #[tokio::test]
    async fn fields_and_files_come_apart() {
        let body = written(&[("a", None, b"1\r\n--X"), ("f", Some("x%22.txt"), b"\0\xff\r\n"), ("g", Some(""), b"")]);
        let read = sent(body, FORM).await.unwrap();
        assert_eq!(read.pairs, [("a".to_owned(), "1\r\n--X".to_owned())]);
        let upload = Upload { name: "x\".txt".into(), media: "text/plain".into(), bytes: b"\0\xff\r\n".to_vec() };
        assert_eq!(read.files, [("f".to_owned(), upload)]);
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        for body in ["--XX", "--XX\r\n", "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nz"] {
            assert_eq!(sent(body, FORM).await, None, "{body:?}");
        }
        let many: Vec<(&str, Option<&str>, &[u8])> = vec![("a", None, b""); MOST + 1];
        assert_eq!(sent(written(&many), FORM).await, None);
        let no_text = written(&[("a", None, b"\xff")]);
        assert_eq!(sent(no_text, FORM).await, None);
        for kind in ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary="] {
            assert_eq!(sent(written(&[]), kind).await, None, "{kind}");
        }
    }
}
