//! Mail and webhooks against real peers: a mail server that others wrote, a receiver over TCP, and signatures computed by
//! another implementation.

mod peers;

use isms::{
    analysis::{
        asked::Asked,
        message::{Issue, Item},
    },
    communication::{Channel, Message},
    context::Person,
    isms::Isms,
    outer::Names,
    record::{AnyRecord, Record},
    view::View,
};
use jiff::{SignedDuration, Timestamp};
use peers::{Receiver, Server, python};
use serde_json::json;
use service::{
    AsOf, Command, Request, Service, Subject, Viewer,
    clock::SetClock,
    post::{Call, Letter, Mail, Post, Scribe, Settings, Webhooks, Written},
    work::{self, Work},
};
use std::sync::Arc;
use uuid::Uuid;

const START: &str = "2026-11-02T09:00:00Z";
const SECRET: &str = "an-example-of-a-long-random-secret";

fn letter(to: &str) -> Letter {
    Letter {
        id: Uuid::from_u128(7),
        to: to.into(),
        name: "Zoë Weiß".into(),
        subject: "Zwei Entscheidungen stehen an – bitte ansehen".into(),
        text: "Grüße aus dem ISMS.\n.\nEin Punkt allein beendet nichts.".into(),
        html: Some("<p>Grüße aus dem ISMS.</p>".into()),
        at: 1_790_000_000,
    }
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let server = Server::plain();
    let mail = Mail::new(&format!("smtp://127.0.0.1:{}", server.port), "Surety <isms@example.org>").unwrap();
    mail.deliver(&letter("zoe@example.org")).await.unwrap();
    let got = server.letter();
    assert_eq!((&got["from"], &got["to"][0]), (&json!("isms@example.org"), &json!("zoe@example.org")));
    // Python's own mail reader says what a reader's program would see.
    let seen = python(
        "import email, email.policy, json, sys; m = email.message_from_string(sys.stdin.read(), policy=email.policy.default)\n\
         print(json.dumps([m['subject'], m['to'], m['message-id'], m.get_body(('plain',)).get_content(), m.get_body(('html',)).get_content()]))",
        got["content"].as_str().unwrap(),
    );
    let seen: Vec<String> = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen[0], "Zwei Entscheidungen stehen an – bitte ansehen");
    assert_eq!(seen[1], "Zoë Weiß <zoe@example.org>");
    assert_eq!(seen[2], "<00000000000000000000000000000007@example.org>");
    assert_eq!(seen[3].trim().replace('\r', ""), letter("").text);
    assert!(seen[4].contains("Grüße"));

    let later = mail.deliver(&letter("later@example.org")).await.unwrap_err();
    assert!(!later.lasting && later.why.contains("451"), "{later:?}");
    let never = mail.deliver(&letter("never@example.org")).await.unwrap_err();
    assert!(never.lasting && never.why.contains("550"), "{never:?}");
}

#[tokio::test]
async fn beyond_this_machine_everything_is_encrypted() {
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let server = Server::encrypted(&cert, &key);
    let mail = |user: &str, query: &str| {
        let url = format!("smtp://{user}@localhost:{}?tls=required{query}", server.port);
        Mail::new(&url, "isms@example.org").unwrap()
    };
    let trusted = format!("&ca={}", cert.display());
    mail("me%40example.org:top%2Fsecret", &trusted).deliver(&letter("zoe@example.org")).await.unwrap();
    let got = server.letter();
    assert_eq!((&got["encrypted"], &got["user"]), (&json!(true), &json!("me@example.org")));

    let refused = mail("me%40example.org:wrong-one", &trusted).deliver(&letter("zoe@example.org")).await.unwrap_err();
    assert!(!refused.lasting, "a wrong password is ours to put right: {refused:?}");
    assert!(!refused.why.contains("wrong-one"), "{refused:?}");
    let stranger = mail("me%40example.org:top%2Fsecret", "").deliver(&letter("zoe@example.org")).await.unwrap_err();
    assert!(!stranger.lasting && stranger.why.to_lowercase().contains("certificate"), "{stranger:?}");

    let open = Server::plain();
    let url = format!("smtp://localhost:{}?tls=required", open.port);
    let insisted = Mail::new(&url, "isms@example.org").unwrap().deliver(&letter("zoe@example.org")).await;
    assert!(insisted.is_err(), "a server without STARTTLS gets nothing");
}

fn call(url: String) -> Call {
    Call {
        org: Uuid::from_u128(1),
        channel: Uuid::from_u128(2),
        url,
        id: "msg_1".into(),
        at: START.parse().unwrap(),
        body: br#"{"type":"message","data":{"title":"Gr\u00fc\u00dfe"}}"#.to_vec(),
    }
}

#[tokio::test]
async fn a_receiver_can_check_that_a_call_is_ours() {
    let receiver = Receiver::answering([200]).await;
    let hooks = Webhooks::new(SECRET).unwrap();
    hooks.deliver(call(receiver.url())).await.unwrap();
    let got = receiver.got().remove(0);
    assert_eq!(got.body, call(String::new()).body);
    assert_eq!((&*got.id, &*got.timestamp), ("msg_1", "1793610000"));
    let given = json!({ "secret": hooks.secret_of(Uuid::from_u128(1), Uuid::from_u128(2)), "id": got.id,
        "at": got.timestamp, "body": String::from_utf8(got.body).unwrap() });
    let expected = python(
        "import base64, hashlib, hmac, json, sys; g = json.load(sys.stdin)\n\
         key = base64.b64decode(g['secret'].removeprefix('whsec_'))\n\
         said = f\"{g['id']}.{g['at']}.{g['body']}\".encode()\n\
         print('v1,' + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode())",
        &given.to_string(),
    );
    assert_eq!(got.signature, expected.trim());
}

#[tokio::test]
async fn answers_say_whether_another_try_helps() {
    let hooks = Webhooks::new(SECRET).unwrap();
    for (answer, lasting) in [(500, false), (429, false), (404, false), (302, true), (410, true)] {
        let receiver = Receiver::answering([answer]).await;
        let error = hooks.deliver(call(receiver.url())).await.unwrap_err();
        assert_eq!(error.lasting, lasting, "{error:?}");
        assert_eq!(receiver.got().len(), 1, "a redirect is not followed");
    }
    let nobody = hooks.deliver(call("http://127.0.0.1:9/".into())).await.unwrap_err();
    assert!(!nobody.lasting && nobody.why.contains("cannot be reached"), "{nobody:?}");
    assert!(hooks.deliver(call("file:///etc/passwd".into())).await.unwrap_err().lasting);
}

struct Node {
    work: Work,
    clock: Arc<SetClock>,
    org: Uuid,
}

/// Says everything in one line.
struct Plain;

impl Scribe for Plain {
    fn issue(&self, isms: &Isms, channel: &Record<Channel>, issue: &Issue) -> Written {
        let about: Vec<String> = issue.about().iter().filter_map(|id| isms.key(*id)).collect();
        Written { title: channel.head.title.clone(), text: about.join(" "), html: None }
    }

    fn changes(&self, isms: &Isms, channel: &Record<Channel>, items: &[Item]) -> Written {
        let about: Vec<String> = items.iter().filter_map(|i| isms.key(i.record)).collect();
        Written { title: format!("Changed: {}", channel.head.title), text: about.join(" "), html: None }
    }

    fn letter(
        &self,
        view: &View,
        message: &Record<Message>,
        person: &Record<Person>,
        asked: &[Asked],
        _: Option<&str>,
    ) -> Written {
        let owed: Vec<String> = asked.iter().filter_map(|a| view.key(a.record)).collect();
        let text = format!("{} for {}; owed: {}", message.body.text.0, person.head.title, owed.join(" "));
        Written { title: message.head.title.clone(), text, html: None }
    }
}

async fn node(ledger: ledger::Ledger, mail: Option<u16>) -> Node {
    let clock = Arc::new(SetClock::at(START.parse().unwrap()));
    let service = Service::with_clock(ledger, clock.clone());
    let org = match service.ledger().orgs().await.unwrap().first() {
        Some(org) => org.id,
        None => service.found("one", "One").await.unwrap(),
    };
    let settings = Settings {
        mail: mail.map(|port| format!("smtp://127.0.0.1:{port}")),
        mail_from: Some("isms@example.org".into()),
        webhook_secret: Some(SECRET.into()),
        ..Settings::default()
    };
    service.posting(Post::new(&settings).unwrap(), Arc::new(Plain));
    Node { work: Work::new(service), clock, org }
}

impl Node {
    fn later(&self, hours: i64) {
        let now: Timestamp = self.work.service().now();
        self.clock.set(now + SignedDuration::from_hours(hours));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_tried_again_then_given_up_then_tried_at_will() {
    for scratch in ledger::testing::engines().await.unwrap() {
        let server = Server::plain();
        let node = node(scratch.ledger.clone(), Some(server.port)).await;
        let (service, ledger) = (node.work.service(), &scratch.ledger);
        assert!(service.queue_letter(node.org, &letter("later@example.org")).await.unwrap());
        assert!(!service.queue_letter(node.org, &letter("later@example.org")).await.unwrap(), "the same letter is one");
        for tries in 1..=work::TRIES {
            assert_eq!(node.work.drain().await.unwrap(), 1, "try {tries}");
            assert_eq!(node.work.drain().await.unwrap(), 0, "not at once again");
            node.later(8);
        }
        assert_eq!(node.work.drain().await.unwrap(), 0);
        let failed = ledger.failed_jobs(node.org, 9).await.unwrap();
        assert!(failed[0].error.as_deref().unwrap().contains("451"), "{failed:?}");
        service.try_again(node.org, failed[0].id).await.unwrap();
        assert_eq!(node.work.drain().await.unwrap(), 1);
        assert!(service.try_again(node.org, failed[0].id).await.is_err(), "it waits already");

        let refused = Letter { id: Uuid::from_u128(8), ..letter("never@example.org") };
        service.queue_letter(node.org, &refused).await.unwrap();
        node.work.drain().await.unwrap();
        assert_eq!(ledger.failed_jobs(node.org, 9).await.unwrap().len(), 1, "hopeless at the first try");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_nodes_send_a_letter_once_and_stop_when_asked() {
    for scratch in ledger::testing::engines().await.unwrap() {
        let server = Server::plain();
        let (a, b) = (
            node(scratch.ledger.clone(), Some(server.port)).await,
            node(scratch.ledger.clone(), Some(server.port)).await,
        );
        for n in 0..12 {
            let letter = Letter { id: Uuid::from_u128(n), ..letter(&format!("p{n}@example.org")) };
            a.work.service().queue_letter(a.org, &letter).await.unwrap();
        }
        a.work.tick().await.unwrap();
        b.work.tick().await.unwrap();
        assert_eq!(scratch.ledger.jobs(a.org, 99).await.unwrap().len(), 13, "both nodes queue the day's tidying once");
        let running = [a.work.clone().start(), b.work.clone().start()];
        let mut got: Vec<String> = (0..12).map(|_| server.letter()["to"][0].to_string()).collect();
        for one in running {
            one.stop().await;
        }
        got.sort();
        got.dedup();
        assert_eq!(got.len(), 12);
        assert_eq!(server.waiting(), 0, "none came twice");
        assert!(scratch.ledger.jobs(a.org, 99).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_without_a_mail_server_says_so() {
    let scratch = ledger::testing::engines().await.unwrap().remove(0);
    let node = node(scratch.ledger.clone(), None).await;
    node.work.service().queue_letter(node.org, &letter("zoe@example.org")).await.unwrap();
    node.work.drain().await.unwrap();
    let waiting = scratch.ledger.jobs(node.org, 9).await.unwrap();
    assert!(waiting[0].error.as_deref().unwrap().contains("SURETY_MAIL"), "{waiting:?}");
}

async fn make(node: &Node, name: &str, fields: serde_json::Value) -> String {
    let made = Command::Create { kind: isms::kind::by_name(name).unwrap(), fields };
    let request = Request { migrate: true, ..Request::one("test", made) };
    let receipt = node.work.service().perform(&Viewer::system(node.org, None), request).await;
    receipt.unwrap_or_else(|e| panic!("{name}: {e}")).touched[0].key.clone()
}

async fn messages(node: &Node) -> Vec<(String, String)> {
    let isms = node.work.service().isms(node.org, AsOf::Now).await.unwrap();
    isms.all::<Message>().map(|m| ((m as &dyn AnyRecord).key().to_string(), m.head.state.to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_that_is_due_goes_out_once_and_asks_for_nothing_that_was_done() {
    for scratch in ledger::testing::engines().await.unwrap() {
        let server = Server::plain();
        let node = node(scratch.ledger.clone(), Some(server.port)).await;
        make(&node, "organisation", json!({ "title": "One" })).await;
        for name in ["anna", "ben"] {
            make(&node, "person", json!({ "title": name, "email": format!("{name}@example.org") })).await;
        }
        make(&node, "policy", json!({ "title": "Clean desks", "purpose": "x", "state": "in-force" })).await;
        let channel = json!({ "title": "News", "purpose": "x", "level": "operational", "cadence": "monthly",
            "medium": "mail", "automatic": true, "state": "active" });
        make(&node, "channel", channel).await;
        let read =
            Command::Acknowledge { subject: Subject::from("POL-1"), edition: None, people: vec!["PER-2".into()] };
        let service = node.work.service();
        service.perform(&Viewer::system(node.org, None), Request::one("test", read)).await.unwrap();

        for _ in 0..2 {
            node.work.tick().await.unwrap();
            while node.work.drain().await.unwrap() > 0 {}
        }
        let sent = messages(&node).await;
        let mut got: Vec<_> = (0..2 * sent.len()).map(|_| server.letter()).collect();
        got.sort_by_key(|l| l["to"][0].to_string());
        assert!(sent.iter().all(|(_, state)| state == "sent") && !sent.is_empty(), "{sent:?}");
        let owed = |l: &serde_json::Value| {
            l["content"].as_str().and_then(|c| c.split("owed:").nth(1)).unwrap_or_default().contains("POL-1")
        };
        let annas = got.iter().filter(|l| l["to"][0] == "anna@example.org");
        assert!(annas.into_iter().all(&owed), "{got:?}");
        let bens: Vec<_> = got.iter().filter(|l| l["to"][0] == "ben@example.org").collect();
        assert!(!bens.is_empty() && bens.iter().all(|l| !owed(l)), "{got:?}");
        assert_eq!(server.waiting(), 0);

        // A month later nothing is new: a channel with nothing to tell is silent.
        node.later(24 * 40);
        node.work.tick().await.unwrap();
        while node.work.drain().await.unwrap() > 0 {}
        assert_eq!(messages(&node).await, sent);
        assert_eq!(server.waiting(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_called_with_what_was_sent() {
    let scratch = ledger::testing::engines().await.unwrap().remove(0);
    let receiver = Receiver::answering([503, 200]).await;
    let node = node(scratch.ledger.clone(), None).await;
    make(&node, "organisation", json!({ "title": "One" })).await;
    make(&node, "person", json!({ "title": "anna" })).await;
    let hook =
        json!({ "title": "Board", "purpose": "x", "medium": "webhook", "address": receiver.url(), "state": "active" });
    make(&node, "channel", hook).await;
    let text = json!({ "title": "Door open", "channel": "CHN-1", "text": "It stands open." });
    let key = make(&node, "message", text).await;
    let service = node.work.service();
    service.send_message(&Viewer::system(node.org, None), &key, "test").await.unwrap();
    assert_eq!(node.work.drain().await.unwrap(), 1);
    node.later(1);
    assert_eq!(node.work.drain().await.unwrap(), 1);
    let got = receiver.got();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].id, got[1].id, "a repeat is known by its name");
    let body: serde_json::Value = serde_json::from_slice(&got[1].body).unwrap();
    assert_eq!((&body["type"], &body["data"]["key"]), (&json!("message.sent"), &json!(key)));
}
