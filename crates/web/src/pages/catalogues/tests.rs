//! Frameworks through the real router: made, compared, moved and undone, mapped; and what hostile names do.

use crate::{Options, cx::encode, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode, header},
};
use isms::{authority::Role, kind};
use ledger::Ledger;
use serde_json::json;
use service::{Command, Request, Service, Viewer};
use tower::ServiceExt;
use uuid::Uuid;

struct Rig {
    service: Service,
    router: Router,
    org: Uuid,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::new(ledger);
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        Rig { service, router, org, _folder: folder }
    }

    async fn cookie(&self, org: Uuid, name: &str, role: Role) -> String {
        let person = Command::Create { kind: kind::by_name("person").unwrap(), fields: json!({ "title": name }) };
        let made = self.service.perform(&Viewer::system(org, None), Request::one("test", person)).await.unwrap();
        let account = self.service.enrol(org, name, Some(made.touched[0].id), &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn get(&self, cookie: &str, path: &str) -> (StatusCode, String) {
        let call = Call::builder().uri(path).header("cookie", cookie).body(Body::empty()).unwrap();
        let answer = self.router.clone().oneshot(call).await.unwrap();
        let status = answer.status();
        (status, String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap())
    }

    /// Posts a form; gives where it leads, or the page.
    async fn post(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> (StatusCode, String) {
        let body = form.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&");
        let call =
            Call::builder().method("POST").uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let call = call.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body)).unwrap();
        let answer = self.router.clone().oneshot(call).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).map(|l| l.to_str().unwrap().to_owned());
        let body = String::from_utf8(to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
        (status, to.unwrap_or(body))
    }

    async fn make(&self, name: &str, fields: serde_json::Value) {
        let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
        let request = Request { migrate: true, ..Request::one("test", made) };
        self.service.perform(&Viewer::system(self.org, None), request).await.unwrap();
    }
}

/// The text of a page's main matter, roughly.
fn text(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, m)| m).split_once("</main>").map_or(html, |(m, _)| m);
    let mut out = String::new();
    let mut tag = false;
    for c in main.chars() {
        match c {
            '<' => tag = true,
            '>' => {
                tag = false;
                out.push(' ');
            }
            c if !tag => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hidden(html: &str, name: &str) -> String {
    let at = format!("name=\"{name}\" value=\"");
    html.split_once(&at).and_then(|(_, rest)| rest.split_once('"')).map(|(v, _)| v.to_owned()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn made_compared_moved_and_undone() {
    let rig = Rig::new().await;
    let ada = rig.cookie(rig.org, "ada", Role::Officer).await;
    let one = [
        ("title", "House rules"),
        ("version", "1"),
        ("id", "house"),
        ("why", "We need them."),
        ("text", "1 Doors\n  1.1 Locks\n  1.2 Keys\n2 Copies\n"),
    ];
    let (status, page) = rig.post(&ada, "/catalogues/own", &one).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(text(&page).contains("4 requirements as understood") && hidden(&page, "go") == "keep");
    assert_eq!(rig.get(&ada, "/catalogues/house").await.0, StatusCode::NOT_FOUND, "a preview keeps nothing");
    let keep: Vec<_> = one.into_iter().chain([("go", "keep")]).collect();
    assert_eq!(rig.post(&ada, "/catalogues/own", &keep).await.1, "/catalogues/house?did=framework");
    let adopt = Command::Step { subject: "FRW-1".into(), version: None, step: "adopt".into(), reason: String::new() };
    rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", adopt)).await.unwrap();
    rig.make("control", json!({ "title": "Watch", "description": "x", "clauses": ["house:1.1", "house:1.2"] })).await;

    let deviation = json!({ "clause": "house:1.2", "ruling": "excluded", "reason": "No keys." });
    rig.make(
        "applicability",
        json!({ "title": "Statement", "framework": "FRW-1", "deviations": [deviation], "state": "in-force" }),
    )
    .await;

    let (_, edit) = rig.get(&ada, "/catalogues/house/edit").await;
    assert!(edit.contains("1.1 Locks") && edit.contains("readonly"));
    let two = [
        ("title", "House rules"),
        ("version", "2"),
        ("why", "Cards now."),
        ("text", "1 Doors\n  1.1 Locks and cards\n2 Copies\n3 Guests\n"),
        ("go", "keep"),
    ];
    assert_eq!(rig.post(&ada, "/catalogues/house/edit", &two).await.1, "/catalogues/house?did=framework");
    let (_, shown) = rig.get(&ada, "/catalogues/house").await;
    assert!(text(&shown).contains("Clauses mean this version: 1"), "{}", text(&shown));
    let to = shown.split_once("&amp;to=").and_then(|(_, r)| r.split_once('"')).unwrap().0.to_owned();
    let (_, compared) = rig.get(&ada, &format!("/catalogues/house/compare?to={to}")).await;
    insta::assert_snapshot!(text(&compared).split_once("House rules 2 ").unwrap().1, @"1 added, 1 gone, 1 with another title; 2 as they were. Added (1) Added Requirement Before After What of ours answers it 3 Guests Gone (1) Gone Requirement Before After What of ours answers it 1.2 Keys Statement SOA-1 , Watch CTL-1 Another title (1) Another title Requirement Before After What of ours answers it 1.1 Locks Locks and cards Watch CTL-1");

    let (_, plan) = rig.get(&ada, &format!("/catalogues/house/migrate?with=house&to={to}")).await;
    assert!(text(&plan).contains("1 still to decide"), "{}", text(&plan));
    let from = hidden(&plan, "from");
    let mut form = vec![
        ("with", "house"),
        ("from", &from),
        ("to", &to),
        ("req.0", "1.1"),
        ("do.0", "to:1.1"),
        ("req.1", "1.2"),
        ("do.1", "drop"),
        ("why.1", "cards now"),
        ("go", "look"),
    ];
    let (_, plan) = rig.post(&ada, "/catalogues/house/migrate", &form).await;
    assert!(text(&plan).contains("0 still to decide; 3 records change"), "{}", text(&plan));
    let seen = hidden(&plan, "seen");
    *form.last_mut().unwrap() = ("go", "apply");
    let (status, _) = rig.post(&ada, "/catalogues/house/migrate", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "what was not seen is not done");
    form.push(("seen", &seen));
    let (_, at) = rig.post(&ada, "/catalogues/house/migrate", &form).await;
    let at = at.strip_suffix("?did=moved").unwrap().to_owned();
    assert!(text(&rig.get(&ada, "/catalogues/house").await.1).contains("Clauses mean this version: 2"));
    assert!(text(&rig.get(&ada, &at).await.1).contains("3 records can go back, 0 things stay"));
    assert_eq!(rig.post(&ada, &at, &[]).await.1, format!("{at}?did=moved-back"));
    assert!(text(&rig.get(&ada, "/catalogues/house").await.1).contains("Clauses mean this version: 1"));
    assert_eq!(rig.post(&ada, &at, &[]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_reused_by_a_person_once_and_never_over_an_overlap() {
    let rig = Rig::new().await;
    let ada = rig.cookie(rig.org, "ada", Role::Officer).await;
    let at = "/catalogues/nist-csf-2.0/mapped/iso27001-2022";
    let (status, page) = rig.get(&ada, at).await;
    assert_eq!(status, StatusCode::OK);
    insta::assert_snapshot!(text(&page).split_once("Evidence is").unwrap().0.trim_start_matches("id=\"main\" tabindex=\"-1\" "), @"NIST Cybersecurity Framework 2.0 → ISO/IEC 27001:2022 Of 134 requirements 106 are related to one there, 0 are stated to have nothing in common, and of 28 nobody said anything.");
    let form = |relation: &'static str| {
        [("source", "PR.DS-11"), ("target", "A.8.13"), ("relation", relation), ("rationale", "The same.")]
    };
    let reuse = format!("{at}/reuse");
    for relation in ["intersects", "subset", "none", "", "<b>"] {
        assert_eq!(rig.post(&ada, &reuse, &form(relation)).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{relation}");
    }
    assert_eq!(rig.post(&ada, &reuse, &form("equal")).await.1, format!("{at}?did=reused"));
    assert_eq!(rig.post(&ada, &reuse, &form("equal")).await.0, StatusCode::UNPROCESSABLE_ENTITY, "once");
    assert!(text(&rig.get(&ada, "/catalogues/nist-csf-2.0/PR.DS-11").await.1).contains("evidence reused"));
    assert!(
        !text(&rig.get(&ada, "/catalogues/iso27001-2022/A.8.13").await.1).contains("evidence reused"),
        "not the other way"
    );
    let withdraw = [("source", "PR.DS-11"), ("target", "A.8.13"), ("go", "withdraw")];
    assert_eq!(rig.post(&ada, &reuse, &withdraw).await.1, format!("{at}?did=reuse-withdrawn"));
    assert_eq!(rig.post(&ada, &reuse, &withdraw).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let via = rig.get(&ada, "/catalogues/nis2-ir-2024-2690/mapped/nist-800-53-r5?via=iso27001-2022").await.1;
    assert!(text(&via).contains("pairs are reached that nobody stated"), "{}", text(&via));
    let table = "source,relation,target,rationale\nA.5.1,superset,GV.PO-01,more\nA.5.2,intersects,GV.RR-02,\n";
    let import = [
        ("from", "iso27001-2022"),
        ("to", "nist-csf-2.0"),
        ("title", "Lines"),
        ("provenance", "us"),
        ("text", table),
        ("go", "keep"),
    ];
    assert_eq!(rig.post(&ada, "/catalogues/mappings/import", &import).await.1, "/mappings/MAP-2?did=mapped");
    assert!(text(&rig.get(&ada, "/catalogues/mappings").await.1).contains("MAP-2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_and_other_organisations() {
    let rig = Rig::new().await;
    let ada = rig.cookie(rig.org, "ada", Role::Officer).await;
    let emil = rig.cookie(rig.org, "emil", Role::Employee).await;
    let other = rig.service.found("other", "Other").await.unwrap();
    let eve = rig.cookie(other, "eve", Role::Officer).await;
    let table = "ID\tTitle\tDescription\n<script>x</script>\t<b>bold</b>\t[x](javascript:alert(1))\na/b?c#d%2F..\tSlashes\tText\nä:ö\tColon\tText\n";
    let form =
        [("title", "<i>T</i>"), ("version", "1\"><"), ("id", "odd"), ("why", "x"), ("text", table), ("go", "keep")];
    assert_eq!(rig.post(&emil, "/catalogues/import", &form).await.0, StatusCode::FORBIDDEN);
    assert_eq!(rig.post(&ada, "/catalogues/import", &form).await.1, "/catalogues/odd?did=framework");
    let (_, page) = rig.get(&ada, "/catalogues/odd").await;
    assert!(!page.contains("<script>x") && !page.contains("<b>bold") && !page.contains("<i>T"));
    let links: Vec<String> = page
        .split("href=\"/catalogues/odd/")
        .skip(1)
        .filter_map(|l| Some(l.split_once('"')?.0.to_owned()))
        .filter(|l| !l.starts_with("edit") && !l.starts_with("migrate"))
        .collect();
    assert_eq!(links.len(), 3, "{links:?}");
    for link in links {
        let (status, page) = rig.get(&ada, &format!("/catalogues/odd/{link}")).await;
        assert_eq!(status, StatusCode::OK, "{link}");
        assert!(!page.contains("javascript:alert"));
    }
    for path in [
        "odd",
        "odd/ä:ö",
        "odd/compare",
        "odd/migrate",
        "odd/edit",
        "odd/mapped/nis2",
        "nis2/compare?with=odd",
        "nis2/migrate?with=odd",
        "migrations/99",
    ] {
        let (status, _) =
            rig.get(&eve, &format!("/catalogues/{}", encode(path).replace("%3F", "?").replace("%3D", "="))).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    for id in ["import", "a b", "../x", "<b>"] {
        let form = [("title", "T"), ("version", "1"), ("id", id), ("why", "x"), ("text", "1 One\n"), ("go", "keep")];
        assert_eq!(rig.post(&ada, "/catalogues/own", &form).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{id}");
    }
    let bad = [
        ("title", "T"),
        ("version", "1"),
        ("id", "t"),
        ("why", "x"),
        ("text", "ID,Title\n1,One\n1,Two\n"),
        ("go", "keep"),
    ];
    let (status, page) = rig.post(&ada, "/catalogues/import", &bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&page).contains("Row 3: 1 stands in row 2 too"), "{}", text(&page));
}
