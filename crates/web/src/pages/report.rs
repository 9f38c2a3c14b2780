//! A report's files: what they are, of which moment, and the files themselves.

use crate::{
    cx::{Cx, encode},
    design,
    fault::Result,
};
use axum::{
    extract::Path,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use isms::{communication::Report, record::Record};
use maud::{Markup, html};

/// Media types that are sent as what they are. Everything else, above all what a browser would run, is sent as bytes.
pub(super) const KNOWN: [&str; 6] = [
    "application/pdf",
    "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/png",
    "text/csv",
    "text/plain",
];

/// `GET /reports/{key}/files/{name}`: always a download, never a page.
pub async fn download(cx: Cx, Path((key, name)): Path<(String, String)>) -> Result<Response> {
    let fetched = cx.app.service.report_file(&cx.view, &key, &name).await?;
    let file = &fetched.file;
    let media = KNOWN.into_iter().find(|m| *m == file.media).unwrap_or("application/octet-stream");
    let digest = hex::decode(&file.hash).map(|h| STANDARD.encode(h)).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&file.name)),
        (HeaderName::from_static("content-digest"), format!("sha-256=:{digest}:")),
    ];
    Ok((headers, fetched.bytes).into_response())
}

/// A name for old readers in plain letters, and the real one (RFC 6266, RFC 8187).
pub(super) fn attachment(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " .-_".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", encode(name).replace('/', "%2F"))
}

/// The section of a report's page: the moment it shows, and its files with the hashes to check them by.
pub async fn section(cx: &Cx, report: &Record<Report>) -> Result<Markup> {
    let body = &report.body;
    let taken = match body.moment {
        Some(seq) if seq > 0 => Some((seq, cx.app.service.act(cx.view.org(), seq).await.ok())),
        _ => None,
    };
    let key = format!("RPT-{}", report.head.number);
    Ok(design::section(
        "files",
        &cx.w.t("report-files"),
        None,
        html! {
            @if let Some((seq, act)) = taken {
                p {
                    (cx.w.t("report-shows")) " "
                    a href={ "/?as_of=" (seq) } { (cx.w.tn("act-number", &[("n", cx.w.number(seq as f64, 0).to_string().into())])) }
                    @if let Some(act) = act { " · " (cx.time(service::stamp(act.at))) }
                }
            }
            @if body.files.is_empty() { (design::empty(&cx.w.t("report-no-files"), None)) }
            ul.plain {
                @for file in &body.files {
                    li {
                        a href=(cx.at(&format!("/reports/{key}/files/{}", encode(&file.name).replace('/', "%2F")))) download { (file.name) }
                        " " span.quiet { (file.media) " · " (cx.w.tn("bytes", &[("n", cx.w.number(file.size as f64, 0).to_string().into())])) }
                        p.quiet { "SHA-256 " code.hash { (file.hash) } }
                    }
                }
            }
            @if !body.files.is_empty() { p.quiet { (cx.w.t("report-check")) } }
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn names_cannot_leave_their_header() {
        assert_eq!(
            attachment("Maßnahmen (2).pdf"),
            "attachment; filename=\"Ma_nahmen _2_.pdf\"; filename*=UTF-8''Ma%C3%9Fnahmen%20%282%29.pdf"
        );
        let odd = attachment("a\"\r\n/b");
        assert_eq!(odd, "attachment; filename=\"a____b\"; filename*=UTF-8''a%22%0D%0A%2Fb");
    }
}
