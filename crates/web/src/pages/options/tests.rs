//! The page and its button through the real router.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Http, StatusCode},
};
use isms::{authority::Role, governance::Decision, kind};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{AsOf, Command, Request, Service, Viewer};
use tower::ServiceExt;

/// A node with one objective, two risks, and four treatments of which one excludes another and one has no stated cost.
struct Rig {
    service: Service,
    router: Router,
    viewer: Viewer,
    _folder: tempfile::TempDir,
}

fn made(kind: &str, key: &str, fields: Value) -> Command {
    let mut fields = fields;
    fields["key"] = json!(key);
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

fn estimate(key: &str, risk: &str, rate: (f64, f64)) -> Command {
    let loss = json!([{ "form": "productivity", "amount": { "low": 50_000, "high": 900_000 } }]);
    made(
        "estimate",
        key,
        json!({ "title": key, "risk": risk, "made": "2026-01-10", "loss_event_frequency": { "low": rate.0, "high": rate.1 }, "primary_loss": loss }),
    )
}

fn treatment(key: &str, title: &str, more: Value) -> Command {
    let mut fields = json!({ "title": title, "treats": ["RSK-1"] });
    fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    made("treatment", key, fields)
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::new(ledger);
        let org = service.found("acme", "Acme").await.unwrap();
        let viewer = Viewer::system(org, None);
        let threatens = json!([{ "objective": "OBJ-1" }]);
        let risk =
            |key: &str| made("risk", key, json!({ "title": key, "scenario": "It happens.", "threatens": threatens }));
        let cut =
            |low: f64, high: f64| json!([{ "control": "CTL-1", "frequency_factor": { "low": low, "high": high } }]);
        let commands = vec![
            made(
                "objective",
                "OBJ-1",
                json!({ "title": "Keep going", "tolerance": "EUR 500000", "required_certainty": 0.9 }),
            ),
            risk("RSK-1"),
            risk("RSK-2"),
            estimate("EST-1", "RSK-1", (0.3, 2.0)),
            estimate("EST-2", "RSK-2", (0.05, 0.4)),
            made("control", "CTL-1", json!({ "title": "Second factor", "description": "Asked at every sign-in." })),
            treatment("TRT-1", "Roll out keys", json!({ "cost_once": "EUR 60000", "improves": cut(0.2, 0.5) })),
            treatment(
                "TRT-2",
                "Close the service",
                json!({ "option": "avoid", "cost_yearly": "EUR 150000", "excludes": ["TRT-1"] }),
            ),
            treatment(
                "TRT-3",
                "Insure",
                json!({ "option": "transfer", "insurance": { "premium": "EUR 40000", "retention": "EUR 100000", "limit": "EUR 2000000" } }),
            ),
            treatment("TRT-4", "Rumoured tool", json!({ "improves": cut(0.5, 0.9) })),
        ];
        let request = Request { via: "test", migrate: true, commands, ..Request::default() };
        service.perform(&viewer, request).await.unwrap();
        for key in ["EST-1", "EST-2"] {
            let command = Command::Reach { subject: key.into(), state: "given".into() };
            service.perform(&viewer, Request { migrate: true, ..Request::one("test", command) }).await.unwrap();
        }
        let router = router(service.clone(), Options::default());
        Rig { service, router, viewer, _folder: folder }
    }

    /// A session's cookie for someone with a role.
    async fn enter(&self, name: &str, role: Role) -> String {
        let account = self.service.enrol(self.viewer.org, name, None, &[role]).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("surety={}", self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, method: &str, path: &str, form: &str) -> (StatusCode, String, String) {
        let request =
            Http::builder().method(method).uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        let request =
            request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(form.to_owned()));
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let text = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).replace('\u{a0}', " ");
        (parts.status, to, text)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn options_are_compared_and_put_to_the_board() {
    let rig = Rig::new().await;
    let officer = rig.enter("officer", Role::Officer).await;
    let page = "/objectives/OBJ-1/options";

    let (status, _, text) = rig.send(&officer, "GET", &format!("{page}?set=TRT-1,TRT-3&budget=100000"), "").await;
    assert_eq!(status, 200, "{text}");
    for said in [
        "Roll out keys",
        "Insure",
        "Rumoured tool",
        "Most certain for the budget",
        "What it is worth to know better",
        "Put to the board",
    ] {
        assert!(text.contains(said), "{said} is not on the page");
    }
    let row = text.split("<tr").find(|r| r.contains("Rumoured tool")).unwrap();
    assert_eq!(
        row.matches("unknown").count(),
        8,
        "first year, year, net benefit and pays are unknown, twice each: {row}"
    );

    let (status, to, _) = rig.send(&officer, "GET", &format!("{page}?with=TRT-1&with=TRT-3"), "").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/objectives/OBJ-1/options?set=TRT-1%2CTRT-3"));
    for (query, status) in [("set=TRT-1,TRT-2", 400), ("set=TRT-99", 404), ("budget=-5", 400), ("budget=NaN", 400)] {
        assert_eq!(rig.send(&officer, "GET", &format!("{page}?{query}"), "").await.0, status, "{query}");
    }

    let form = "set=TRT-1%2CTRT-3&set=TRT-2&title=What+now%3F&about=fund&reason=";
    let auditor = rig.enter("auditor", Role::Auditor).await;
    assert_eq!(rig.send(&auditor, "POST", page, form).await.0, StatusCode::FORBIDDEN);
    let (status, to, text) = rig.send(&officer, "POST", page, form).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/decisions/DEC-1?did=created"), "{text}");
    let isms = rig.service.isms(rig.viewer.org, AsOf::Now).await.unwrap();
    let decision = isms.all::<Decision>().next().unwrap();
    assert_eq!(&*decision.head.state, "prepared");
    let told = decision
        .body
        .options
        .iter()
        .map(|o| (o.name.as_str(), o.cost.map(|c| c.to_string()), o.predicted_certainty.map(|s| s.0)));
    let told: Vec<_> = told.collect();
    let names: Vec<_> = told.iter().map(|(name, cost, _)| (*name, cost.as_deref().unwrap_or("unknown"))).collect();
    assert_eq!(
        names,
        [("Do nothing", "EUR 0"), ("Roll out keys + Insure", "EUR 100000"), ("Close the service", "EUR 150000")]
    );
    let certain: Vec<f64> = told.iter().map(|(_, _, certainty)| certainty.unwrap()).collect();
    assert!(certain[0] < certain[1] && certain[0] < certain[2], "{certain:?}");
    assert_eq!(decision.body.concerns.len(), 2);

    for path in ["/decisions/DEC-1", "/treatments/TRT-1", "/controls/CTL-1"] {
        let (status, _, text) = rig.send(&officer, "GET", path, "").await;
        assert_eq!(status, 200, "{path}: {text}");
    }
}
