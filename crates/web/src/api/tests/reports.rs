//! A report's page and its files, through the real router.

use super::*;
use service::report::{Issue, NewFile};

impl Rig {
    /// A page as a signed-in person sees it.
    async fn page(&self, name: &str, role: Role, path: &str) -> Answer {
        let account = self.service.enrol(self.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        let session = self.service.enter(&link).await.unwrap();
        let cookie = format!("{}={}", crate::cx::COOKIE, session.token);
        self.send(Request::builder().uri(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }
}

fn paper() -> Issue {
    let file =
        |name: &str, media: &str, bytes: &[u8]| NewFile { name: name.into(), media: media.into(), bytes: bytes.into() };
    let fields = json!({ "title": "Risk assessment 2026", "document": "risk-assessment", "moment": 1 });
    let files = vec![
        file("Maßnahmen 2026.pdf", "application/pdf", b"%PDF-1.7 a document"),
        file("page.html", "text/html", b"<script>alert(1)</script>"),
    ];
    Issue { via: "page", fields, files, ..Issue::default() }
}

#[tokio::test]
async fn files_are_downloads_and_never_pages() {
    let rig = Rig::new().await;
    rig.person("Ada", &[Role::Officer]).await;
    rig.service.issue(&Viewer::system(rig.org, None), paper()).await.unwrap();

    let page = rig.page("vera", Role::Board, "/reports/RPT-1").await;
    let html = page.body.as_str().unwrap();
    assert_eq!(page.status, StatusCode::OK);
    for what in ["/reports/RPT-1/files/Ma%C3%9Fnahmen%202026.pdf", "SHA-256", "as_of=1", "19 bytes"] {
        assert!(html.contains(what), "{what} is missing");
    }
    assert!(!html.contains("/reports/new"));

    let got = rig.page("vera", Role::Board, "/reports/RPT-1/files/Ma%C3%9Fnahmen%202026.pdf").await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, Some("%PDF-1.7 a document")));
    assert_eq!(got.header("content-type"), "application/pdf");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert!(got.header("content-disposition").starts_with("attachment; filename=\"Ma_nahmen 2026.pdf\""));
    assert!(got.header("content-digest").starts_with("sha-256=:"));

    let script = rig.page("vera", Role::Board, "/reports/RPT-1/files/page.html").await;
    assert_eq!(script.header("content-type"), "application/octet-stream");
    assert!(script.header("content-disposition").starts_with("attachment"));

    for (who, role, path) in [
        ("emil", Role::Employee, "/reports/RPT-1/files/page.html"),
        ("vera", Role::Board, "/reports/RPT-1/files/other.pdf"),
        ("vera", Role::Board, "/reports/RPT-2/files/page.html"),
        ("vera", Role::Board, "/reports/RPT-1/files/..%2F..%2Fdb"),
    ] {
        assert_eq!(rig.page(who, role, path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
    }
}

#[tokio::test]
async fn reports_are_not_written_by_hand() {
    let rig = Rig::new().await;
    let ada = rig.person("Ada", &[Role::Officer]).await;
    let made = rig.post(&ada, "/reports", json!({ "title": "Forged", "moment": 1 })).await;
    assert_eq!(made.status, StatusCode::FORBIDDEN, "{}", made.told());
    assert_eq!(rig.page("miriam", Role::Officer, "/reports/new").await.status, StatusCode::FORBIDDEN);
}
