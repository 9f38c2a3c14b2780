//! Weeks through the real router, over the demonstration: one for each role, and the presses of the list.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode},
};
use ledger::Ledger;
use service::{Service, clock::SetClock, demo::Demo};
use std::sync::Arc;
use tower::ServiceExt;

struct Rig {
    service: Service,
    router: Router,
    demo: Demo,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::with_clock(ledger, Arc::new(SetClock::at("2026-11-21T12:00:00Z".parse().unwrap())));
        let demo = service.demo().await.unwrap();
        Rig { router: router(service.clone(), Options::default()), service, demo, _folder: folder }
    }

    async fn cookie(&self, name: &str) -> String {
        let account = self.demo.accounts.iter().find(|a| a.login.starts_with(name)).unwrap();
        let link = self.service.one_time_link(account.id).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn send(&self, cookie: &str, path: &str, form: Option<&str>) -> (StatusCode, String, String) {
        let mut call = Call::builder().uri(path).header("cookie", cookie).header("sec-fetch-site", "same-origin");
        if form.is_some() {
            call = call.method("POST").header("content-type", "application/x-www-form-urlencoded");
        }
        let body = form.map_or(Body::empty(), |f| Body::from(f.to_owned()));
        let answer = self.router.clone().oneshot(call.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let to = parts.headers.get("location").map(|l| l.to_str().unwrap().to_owned()).unwrap_or_default();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, to, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn page(&self, cookie: &str, path: &str) -> String {
        let (status, _, html) = self.send(cookie, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {html}");
        for key in [">week-", ">wish-", ">press-", ">why-", ">rules-", ">proportion", ">setting-", ">severity-"] {
            assert!(!html.contains(key), "{path}: a word is missing at {key}");
        }
        text(&html)
    }
}

/// The text of a page's matter, tags taken out.
fn text(html: &str) -> String {
    let main = html.split("<main").nth(1).and_then(|m| m.split_once('>')).map_or(html, |(_, m)| m);
    let main = main.split("</main>").next().unwrap_or(main);
    let parts = main.split('<').map(|p| p.split_once('>').map_or(p, |(_, text)| text).trim());
    parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

#[tokio::test]
async fn everyone_has_a_week_and_every_press_leads_somewhere() {
    let rig = Rig::new().await;
    for role in ["officer", "manager", "engineer", "auditor", "board", "administrator", "employee"] {
        let cookie = rig.cookie(role).await;
        let words = rig.page(&cookie, "/week").await;
        println!("{role}: {}", words.chars().take(300).collect::<String>());
        assert!(
            words.contains("minutes") || words.contains("hours") || words.contains("Nothing is asked"),
            "{role}: {words}"
        );
        rig.page(&cookie, "/week?tab=others").await;
        for lang in ["de", "fr"] {
            rig.page(&format!("{cookie}; lang={lang}"), "/week").await;
        }
        let (status, _, digest) = rig.send(&cookie, "/week.txt", None).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!digest.contains("wish-"), "{digest}");
    }
    let others = rig.page(&rig.cookie("officer").await, "/week?tab=others").await;
    assert!(others.contains("Return the old badge at the desk"), "{others}");
}

#[tokio::test]
async fn a_task_is_finished_in_place_and_taken_back() {
    let rig = Rig::new().await;
    let cookie = rig.cookie("engineer").await;
    let words = rig.page(&cookie, "/week").await;
    assert!(words.contains("Return the old badge at the desk") && words.contains("5 minutes"), "{words}");
    let (status, to, _) = rig.send(&cookie, "/week/TSK-50", Some("act=step&step=finish")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/week?done=step&key=TSK-50&from=open"));
    let words = rig.page(&cookie, &to).await;
    assert!(words.contains("“Return the old badge at the desk” is done.") && words.contains("Undo"), "{words}");
    assert!(!rig.page(&cookie, "/week").await.contains("Return the old badge at the desk"));
    let (status, to, _) = rig.send(&cookie, "/week/TSK-50/undo", Some("from=open")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(rig.page(&cookie, &to).await.contains("stands as it did before"));
    assert!(rig.page(&cookie, "/week").await.contains("Return the old badge at the desk"));
    let employee = rig.cookie("employee").await;
    let (status, ..) = rig.send(&employee, "/week/TSK-50", Some("act=step&step=finish")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "what may not be seen is not there");
}

#[tokio::test]
async fn an_employee_reads_finishes_and_discusses_tasks_of_their_own_and_no_others() {
    let rig = Rig::new().await;
    let cookie = rig.cookie("employee").await;
    let org = rig.demo.org;
    let fields = serde_json::json!({ "title": "Return the spare key", "key": "TSK-990", "assignee": "PER-7", "due": "2026-11-25" });
    let made = service::Command::Create { kind: isms::kind::by_name("task").unwrap(), fields };
    rig.service.perform(&service::Viewer::system(org, None), service::Request::one("test", made)).await.unwrap();
    assert!(rig.page(&cookie, "/week").await.contains("Return the spare key"));
    assert!(rig.page(&cookie, "/tasks/TSK-990").await.contains("Return the spare key"));
    assert!(rig.page(&cookie, "/tasks").await.contains("Return the spare key"));
    let (known, _, other) = rig.send(&cookie, "/tasks/TSK-50", None).await;
    let (unknown, _, nothing) = rig.send(&cookie, "/tasks/TSK-4711", None).await;
    assert_eq!((known, unknown), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(other.replace("TSK-50", "TSK-4711"), nothing, "nothing tells a hidden task from none");
    let (status, ..) = rig.send(&cookie, "/tasks/TSK-990/comment", Some("text=Where+to%3F")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, ..) = rig.send(&cookie, "/tasks/TSK-990/edit", None).await;
    assert_ne!(status, StatusCode::OK, "reading and finishing is all");
    let (status, ..) = rig.send(&cookie, "/week/TSK-990", Some("act=step&step=finish")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(!rig.page(&cookie, "/week").await.contains("Return the spare key"));
}

#[tokio::test]
async fn reading_is_said_in_place_and_stays_said() {
    let rig = Rig::new().await;
    let cookie = rig.cookie("engineer").await;
    let (_, _, html) = rig.send(&cookie, "/week", None).await;
    let key = html.split("/week/POL-").nth(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let key = format!("POL-{}", key.expect("a policy to read"));
    let (status, to, body) = rig.send(&cookie, &format!("/week/{key}"), Some("act=acknowledge&edition=1")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    let words = rig.page(&cookie, &to).await;
    assert!(words.contains("What was read stays read"), "{words}");
    let (_, _, html) = rig.send(&cookie, "/week", None).await;
    assert!(!html.contains(&format!("\"/week/{key}\"")) || html.contains("name=\"edition\" value=\"2\""));
}

#[tokio::test]
async fn what_needs_no_change_and_what_came_of_a_decision_are_said_at_once() {
    let rig = Rig::new().await;
    let cookie = rig.cookie("manager").await;
    let words = rig.page(&cookie, "/week").await;
    assert!(words.contains("Copies the intruder cannot reach") && words.contains("Insure cyber loss"), "{words}");
    let (status, to, body) = rig.send(&cookie, "/week/DEC-1", Some("act=review")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    assert!(rig.page(&cookie, &to).await.contains("the day of the next look is set"));
    assert!(!rig.page(&cookie, "/week").await.contains("Copies the intruder cannot reach"));
    let (_, _, html) = rig.send(&cookie, "/decisions/DEC-1", None).await;
    assert!(html.contains("Looked at again: nothing has to change"), "the act says that it was looked at");

    let page = rig.page(&cookie, "/decisions/DEC-4/outcome").await;
    assert!(page.contains("unknown → unknown") && page.contains("OBJ-1"), "{page}");
    let (status, _, body) = rig.send(&cookie, "/decisions/DEC-4/outcome", Some("version=1&outcome=+")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert!(text(&body).contains("say what came of it"), "{body}");
    let (status, to, body) =
        rig.send(&cookie, "/decisions/DEC-4/outcome", Some("version=1&outcome=No+claim.&again=")).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/decisions/DEC-4?did=compared"), "{body}");
    assert!(rig.page(&cookie, "/decisions/DEC-4").await.contains("No claim."));
    assert!(!rig.page(&cookie, "/week").await.contains("Insure cyber loss"));
    let engineer = rig.cookie("engineer").await;
    let (status, ..) = rig.send(&engineer, "/decisions/DEC-9/outcome", Some("version=1&outcome=x")).await;
    assert!(status.is_client_error(), "{status}");
}
