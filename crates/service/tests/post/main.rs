//! Mail and webhooks against real peers: a mail server that others wrote, a receiver over TCP, and signatures computed by
//! another implementation.

mod peers;

use jiff::{SignedDuration, Timestamp};
use peers::{Receiver, Server, python};
use serde_json::json;
use service::{
    Service,
    clock::SetClock,
    post::{Call, Letter, Mail, Post, Settings, Webhooks},
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
        ..Settings::default()
    };
    Node { work: Work::new(service, Post::new(&settings).unwrap()), clock, org }
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
