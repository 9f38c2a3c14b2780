//! Flows through the real router, over a temporary database.

use crate::{Options, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request as Call, StatusCode},
};
use isms::{
    analysis::message::unanswered,
    authority::Role,
    communication::{Channel, Message},
    isms::Isms,
    kind,
    outer::Names,
    values::RecordId,
};
use ledger::Ledger;
use serde_json::{Value, json};
use service::{AsOf, Command, Request, Service, Viewer, clock::SetClock, post::Letter};
use std::sync::Arc;
use tower::ServiceExt;
use uuid::Uuid;

struct Rig {
    service: Service,
    router: Router,
    org: Uuid,
    cookie: String,
    _folder: tempfile::TempDir,
}

struct Got {
    status: StatusCode,
    place: String,
    text: String,
}

const CONTENT: &str = "Before you begin.\n\n## Look at the sender\n\nThe name is not the address.\n\n? What do you look at?\n\n- [x] The address\n- [ ] The picture\n\n? What do you do?\n\n- [x] Report it\n- [ ] Answer it\n";

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let clock = Arc::new(SetClock::at("2026-11-20T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(ledger, clock);
        let org = service.found("acme", "Acme").await.unwrap();
        let router = router(service.clone(), Options::default());
        let mut rig = Rig { service, router, org, cookie: String::new(), _folder: folder };
        rig.make("organisation", json!({ "title": "Acme", "currency": "EUR" })).await;
        let ada = json!({ "title": "Ada", "email": "ada@example.org", "line": "management-body" });
        rig.make("person", ada).await;
        rig.make("person", json!({ "title": "Ben", "line": "first" })).await;
        for (title, level) in [("Letter to the board", "strategic"), ("Steering", "tactical"), ("Shift", "operational")]
        {
            let fields = json!({ "title": title, "purpose": "x", "level": level, "cadence": "monthly", "medium": "page", "state": "active" });
            rig.make("channel", fields).await;
        }
        rig.make("finding", json!({ "title": "Door stands open", "description": "x", "state": "open" })).await;
        rig.make("course", json!({ "title": "Recognise", "outcome": "x", "content": CONTENT, "state": "in-force" }))
            .await;
        let ada = rig.isms().await.find("PER-1").unwrap().0;
        rig.cookie = rig.signed_in("ada", Some(ada), &[Role::Officer, Role::Manager, Role::Administrator]).await;
        rig
    }

    async fn make(&self, name: &str, fields: Value) -> String {
        let made = Command::Create { kind: kind::by_name(name).unwrap(), fields };
        let request = Request { migrate: true, ..Request::one("test", made) };
        let receipt = self.service.perform(&Viewer::system(self.org, None), request).await;
        receipt.unwrap_or_else(|e| panic!("{name}: {e}")).touched[0].key.clone()
    }

    async fn signed_in(&self, name: &str, person: Option<RecordId>, roles: &[Role]) -> String {
        let account = self.service.enrol(self.org, name, person, roles).await.unwrap();
        let link = self.service.one_time_link(account).await.unwrap();
        format!("{}={}", crate::cx::COOKIE, self.service.enter(&link).await.unwrap().token)
    }

    async fn isms(&self) -> Arc<Isms> {
        self.service.isms(self.org, AsOf::Now).await.unwrap()
    }

    async fn call(&self, cookie: &str, method: &str, path: &str, form: Option<&str>) -> Got {
        let mut call = Call::builder().method(method).uri(path).header("host", "surety.example");
        if !cookie.is_empty() {
            call = call.header("cookie", cookie).header("sec-fetch-site", "same-origin");
        }
        if form.is_some() {
            call = call.header("content-type", "application/x-www-form-urlencoded");
        }
        let call = call.body(form.map_or(Body::empty(), |f| Body::from(f.to_owned()))).unwrap();
        let (parts, body) = self.router.clone().oneshot(call).await.unwrap().into_parts();
        let place = parts.headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Got { status: parts.status, place, text }
    }

    async fn get(&self, path: &str) -> Got {
        self.call(&self.cookie, "GET", path, None).await
    }

    /// A page that must be there and says something.
    async fn says(&self, path: &str, words: &str) -> String {
        let got = self.get(path).await;
        assert!(got.status == 200 && got.text.contains(words), "{path} {}: {words} in {}", got.status, got.text);
        got.text
    }

    async fn post(&self, path: &str, form: &str) -> Got {
        self.call(&self.cookie, "POST", path, Some(form)).await
    }
}

#[tokio::test]
async fn a_matter_is_carried_up_with_its_history_and_stays_open_until_something_follows() {
    let rig = Rig::new().await;
    rig.says("/findings/FND-1", "Carry this up").await;
    assert_eq!(rig.post("/carry/FND-1", "way=up&channel=CHN-2&question=").await.status, 400);
    let sent = rig.post("/carry/FND-1", "way=up&channel=CHN-2&question=Who+pays+for+a+new+door%3F").await;
    assert_eq!((sent.status.as_u16(), &*sent.place), (303, "/messages/MSG-1?did=created"), "{}", sent.text);
    let page = rig.says("/messages/MSG-1", "Who pays for a new door?").await;
    assert!(page.contains("What happened so far") && page.contains("Door stands open"), "{page}");
    let isms = rig.isms().await;
    let steering = isms.typed::<Channel>(isms.find("CHN-2").unwrap().0).unwrap();
    assert_eq!(unanswered(&isms, Some(steering.head.id)).len(), 1);
    let issue = rig.service.next_issue(&isms, steering).await.unwrap();
    assert!(issue.about().contains(&isms.find("MSG-1").unwrap().0), "{issue:?}");
    rig.says("/channels/CHN-2", "Asked from below").await;

    let action = rig.make("action", json!({ "title": "New door", "answers": ["FND-1"], "correction": "x" })).await;
    let followed = rig.post("/messages/MSG-1/followed", &format!("by={action}+New+door")).await;
    assert_eq!(followed.status, 303, "{}", followed.text);
    assert!(unanswered(rig.isms().await.as_ref(), None).is_empty());
    assert_eq!(rig.post("/messages/MSG-1/followed", "by=PER-1").await.status, 422, "a person follows from nothing");
}

#[tokio::test]
async fn reading_is_what_a_person_says_and_says_once() {
    let rig = Rig::new().await;
    rig.make("objective", json!({ "title": "Supply", "state": "agreed" })).await;
    let prepared = rig.post("/channels/CHN-1/prepare", "").await;
    assert_eq!(prepared.place, "/messages/MSG-1?did=created", "{}", prepared.text);
    let draft = rig.says("/messages/MSG-1", "Ready to be sent").await;
    assert!(draft.contains("not known"), "unknown is said to be unknown: {draft}");
    assert_eq!(
        rig.post("/channels/CHN-1/prepare", "").await.place,
        "/channels/CHN-1?did=unchanged",
        "one draft at a time"
    );
    assert_eq!(rig.post("/messages/MSG-1/send", "").await.status, 303);
    let isms = rig.isms().await;
    let message = isms.all::<Message>().next().unwrap();
    assert_eq!((&*message.head.state, message.body.recipients), ("sent", Some(2)));
    rig.says("/messages/MSG-1", "0 of 2 said so").await;
    assert_eq!(rig.post("/messages/MSG-1/read", "").await.status, 303);
    let page = rig.says("/messages/MSG-1", "1 of 2 said so").await;
    assert!(page.contains("You said on") && !page.contains("I have read it"), "{page}");
    assert_ne!(rig.post("/messages/MSG-1/send", "").await.status, 303, "it is sent once");
}

#[tokio::test]
async fn a_feed_opens_by_its_secret_until_it_is_revoked() {
    let rig = Rig::new().await;
    rig.post("/carry/FND-1", "way=up&channel=CHN-2&question=Who+pays%3F+%3Cscript%3E").await;
    let made = rig.post("/channels/CHN-2/feed", "recipient=Reader").await;
    let token: String = made
        .text
        .split("/feed/")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let feed = rig.call("", "GET", &format!("/feed/{token}"), None).await;
    assert_eq!(feed.status, 200);
    assert!(
        feed.text.starts_with("<?xml") && feed.text.contains("<entry>") && !feed.text.contains("<script"),
        "{}",
        feed.text
    );
    let mut reader = quick_xml::Reader::from_str(&feed.text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    assert_eq!(rig.post("/channels/CHN-2/revoke", "link=0").await.status, 303);
    assert_eq!(rig.call("", "GET", &format!("/feed/{token}"), None).await.status, 410);
    assert_eq!(rig.call("", "GET", "/feed/unknown", None).await.status, 404);
}

#[tokio::test]
async fn a_course_is_taken_card_by_card_and_scored_honestly() {
    let rig = Rig::new().await;
    rig.says("/courses/CRS-1", "so nothing is known of its effect").await;
    rig.says("/courses/CRS-1/take", "Before you begin").await;
    rig.says("/courses/CRS-1/take?card=2", "The name is not the address").await;
    rig.says("/courses/CRS-1/take?card=99", "What do you look at?").await;
    let half = rig.post("/courses/CRS-1/take", "q0=0&q1=1").await;
    assert!(half.text.contains("not passed yet"), "{}", half.text);
    let full = rig.post("/courses/CRS-1/take", "q0=0&q1=0").await;
    assert!(full.text.contains("100") && full.text.contains("passed ("), "{}", full.text);
    let isms = rig.isms().await;
    let taken = isms.heard().taken(isms.find("CRS-1").unwrap().0, isms.find("PER-1").unwrap().0).unwrap();
    assert_eq!((taken.score, taken.passed), (Some(100), true));
    rig.says("/courses/CRS-1", "1 of 1 passed the questions").await;
}

#[tokio::test]
async fn what_was_given_up_is_listed_for_administrators_alone() {
    let rig = Rig::new().await;
    let (id, to) = (Uuid::from_u128(7), "ada@example.org".to_owned());
    let letter = Letter { id, to, name: String::new(), subject: "x".into(), text: "x".into(), html: None, at: 0 };
    rig.service.queue_letter(rig.org, &letter).await.unwrap();
    let ledger = rig.service.ledger();
    let job = ledger.claim_job("node", rig.service.now().as_microsecond(), i64::MAX).await.unwrap().unwrap();
    ledger.fail_job(job.org, job.id, "node", "550 no such mailbox", None).await.unwrap();
    rig.says("/post", "550 no such mailbox").await;
    let other = rig.signed_in("ben", None, &[Role::Manager]).await;
    assert_eq!(rig.call(&other, "GET", "/post", None).await.status, 403);
    assert_eq!(rig.call(&other, "POST", "/post/again", Some(&format!("job={}", job.id))).await.status, 403);
    assert_eq!(rig.post("/post/again", &format!("job={}", job.id)).await.status, 303);
    rig.says("/post", "Nothing was given up").await;
}

#[tokio::test]
async fn whom_to_call_and_what_to_say_stand_ready() {
    let rig = Rig::new().await;
    let contacts = json!([{ "who": "Duty desk", "address": "+49 30 1234", "note": "day and night" }]);
    let party = json!({ "title": "Responders", "relation": "retainer", "needs": "x", "call_when": "Any S1", "contacts": contacts });
    rig.make("party", party).await;
    let page = rig.says("/contacts", "tel:+49301234").await;
    assert!(page.contains("never tried"), "{page}");
    rig.make("asset", json!({ "title": "Desk" })).await;
    let plan = json!({ "title": "Incident plan", "form": "incident", "made_for": ["AST-1"], "activated_when": "x",
        "templates": "We are handling {title}, known since {aware}.", "state": "in-force" });
    rig.make("plan", plan).await;
    rig.make("incident", json!({ "title": "Strange mails", "description": "x" })).await;
    let page = rig.says("/incidents/INC-1", "We are handling Strange mails").await;
    assert!(page.contains("[to fill in]"), "{page}");
    for (lang, word) in [("de", "Wen man ruft"), ("fr", "Qui appeler")] {
        let cookie = format!("{}; lang={lang}", rig.cookie);
        assert!(rig.call(&cookie, "GET", "/contacts", None).await.text.contains(word));
    }
}

#[tokio::test]
async fn a_letter_asks_what_my_week_asks_in_the_readers_language() {
    use crate::Scribe;
    use service::post::Scribe as _;
    let rig = Rig::new().await;
    let clara = json!({ "title": "Clara", "email": "clara@example.org", "language": "de" });
    let key = rig.make("person", clara).await;
    let message = json!({ "title": "News", "channel": "CHN-1", "text": "Hello.", "direction": "across", "state": "sent",
        "sent": "2026-11-19T09:00:00Z" });
    let sent = rig.make("message", message).await;
    let letter = async || {
        let isms = rig.isms().await;
        let id = isms.find(&key).unwrap().0;
        let view = isms::view::View::new(isms.clone(), rig.service.reader(&isms, id).await.unwrap().sight(&isms));
        let asked = rig.service.asked(&isms, &view.sight, id, isms::analysis::asked::AHEAD).await.unwrap();
        let message = isms.typed::<Message>(isms.find(&sent).unwrap().0).unwrap();
        let person = isms.typed(id).unwrap();
        Scribe.letter(&view, message, person, &asked, Some("https://isms.example.org")).text
    };
    let text = letter().await;
    assert!(text.contains("Von Ihnen erbeten") || text.contains("##"), "{text}");
    assert!(text.contains("Recognise <https://isms.example.org/courses/CRS-1/take>"), "{text}");
    for n in 1..=12 {
        let task = json!({ "title": format!("Task {n}"), "assignee": key, "due": "2026-11-21", "takes": 7 });
        rig.make("task", task).await;
    }
    let text = letter().await;
    let tasks = text.lines().filter(|l| l.contains("/tasks/TSK-")).count();
    assert_eq!(text.lines().filter(|l| l.starts_with("- ")).count(), 11, "ten, and that there are more: {text}");
    assert!(tasks >= 9 && text.contains("7 Minuten") && text.contains("<https://isms.example.org/week>"), "{text}");
    let step = |n: u32| Command::Step {
        subject: service::Subject::from(format!("TSK-{n}").as_str()),
        version: None,
        step: "finish".into(),
        reason: String::new(),
    };
    for n in 1..=12 {
        rig.service.perform(&Viewer::system(rig.org, None), Request::one("test", step(n))).await.unwrap();
    }
    assert!(!letter().await.contains("Task "), "what is done is not asked");
}
