//! The one door to change, on both engines.

use isms::{authority::Role, kind, record::AnyRecord};
use jiff::Timestamp;
use serde_json::{Value, json};
use service::{AsOf, Command, Error, Request, Service, Subject, Viewer, clock::SetClock};
use std::sync::Arc;
use uuid::Uuid;

const START: &str = "2026-01-05T09:00:00Z";

struct Stage {
    service: Service,
    clock: Arc<SetClock>,
    org: Uuid,
    admin: Viewer,
}

/// Runs a story on every engine there is.
async fn each(story: impl AsyncFn(&Stage)) {
    for scratch in ledger::testing::engines().await.unwrap() {
        let clock = Arc::new(SetClock::at(START.parse().unwrap()));
        let service = Service::with_clock(scratch.ledger.clone(), clock.clone());
        let org = service.found("one", "One").await.unwrap();
        let stage = Stage { admin: Viewer::system(org, None), service, clock, org };
        story(&stage).await;
    }
}

fn create(kind: &str, fields: Value) -> Command {
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

fn edit(key: &str, version: Option<i64>, patch: Value) -> Command {
    Command::Edit { subject: Subject::from(key), version, patch }
}

fn step(key: &str, step: &str, reason: &str) -> Command {
    Command::Step { subject: Subject::from(key), version: None, step: step.into(), reason: reason.into() }
}

impl Stage {
    async fn act(&self, command: Command) -> service::Result<service::Receipt> {
        self.service.perform(&self.admin, Request::one("page", command)).await
    }

    async fn as_person(&self, viewer: &Viewer, command: Command) -> service::Result<service::Receipt> {
        self.service.perform(viewer, Request::one("page", command)).await
    }

    async fn record(&self, key: &str) -> Arc<dyn AnyRecord> {
        let isms = self.service.isms(self.org, AsOf::Now).await.unwrap();
        isms.by_key(isms::head::Key::parse(key).unwrap()).unwrap().clone()
    }

    async fn state(&self, key: &str) -> String {
        self.record(key).await.head().state.to_string()
    }

    async fn person(&self, name: &str, roles: &[Role]) -> Viewer {
        let made = self.act(create("person", json!({ "title": name }))).await.unwrap();
        Viewer { account: None, org: self.org, person: Some(made.touched[0].id), roles: roles.to_vec(), system: false }
    }

    fn later(&self, hours: i64) {
        let start: Timestamp = START.parse().unwrap();
        self.clock.set(start + jiff::SignedDuration::from_hours(hours));
    }
}

fn risk() -> Value {
    json!({ "title": "Loss of the control room", "scenario": "A fire stops the control room." })
}

fn faults(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(faults) => faults.iter().map(ToString::to_string).collect(),
        other => vec![other.to_string()],
    }
}

#[tokio::test]
async fn a_record_lives_and_its_past_stays() {
    each(async |s| {
        let made = s.act(create("risk", risk())).await.unwrap();
        assert_eq!((made.touched[0].key.as_str(), made.touched[0].version), ("RSK-1", 1));
        let first = made.act.unwrap().seq;
        s.later(24);
        s.act(edit("RSK-1", Some(1), json!({ "title": "Control room lost", "tags": ["ot"] }))).await.unwrap();
        let then = s.service.isms(s.org, AsOf::Seq(first)).await.unwrap();
        assert_eq!(then.iter().next().unwrap().head().title, "Loss of the control room");
        let by_date = s.service.isms(s.org, AsOf::Time("2026-01-05T12:00:00Z".parse().unwrap())).await.unwrap();
        assert_eq!(by_date.moment.seq, first);
        assert_eq!(s.record("RSK-1").await.head().title, "Control room lost");
        assert!(s.service.ledger().verify(s.org).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_half_done() {
    each(async |s| {
        let both =
            vec![create("risk", risk()), create("risk", json!({ "title": "", "scenario": "x", "colour": "red" }))];
        let refused = s
            .service
            .perform(&s.admin, Request { via: "api", commands: both, ..Request::default() })
            .await
            .unwrap_err();
        let said = faults(refused);
        assert!(said[0].starts_with("/1/colour: unknown field \"colour\""), "{said:?}");
        assert!(s.service.isms(s.org, AsOf::Now).await.unwrap().is_empty());
        assert_eq!(s.service.ledger().head(s.org).await.unwrap().seq, 0);
    })
    .await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_act() {
    each(async |s| {
        s.act(create("risk", risk())).await.unwrap();
        let again = s.act(edit("RSK-1", None, risk())).await.unwrap();
        assert!(again.act.is_none() && again.touched.is_empty());
        assert_eq!(s.record("RSK-1").await.head().version, 1);
    })
    .await;
}

#[tokio::test]
async fn versions_collide_and_requests_repeat() {
    each(async |s| {
        s.act(create("risk", risk())).await.unwrap();
        s.act(edit("RSK-1", Some(1), json!({ "tags": ["a"] }))).await.unwrap();
        let late = s.act(edit("RSK-1", Some(1), json!({ "tags": ["b"] }))).await.unwrap_err();
        assert!(matches!(late, Error::Conflict { found: 2, given: 1, .. }), "{late}");
        let request = Request { request: Some("once".into()), ..Request::one("api", create("risk", risk())) };
        let first = s.service.perform(&s.admin, request.clone()).await.unwrap();
        let second = s.service.perform(&s.admin, request).await.unwrap();
        assert!(second.repeated && second.act.unwrap().seq == first.act.unwrap().seq);
        assert_eq!(s.service.isms(s.org, AsOf::Now).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_people_cannot_break_an_invariant_together() {
    each(async |s| {
        let objective = json!({ "title": "Keep the lights on", "statement": "Few interruptions." });
        s.act(create("objective", objective.clone())).await.unwrap();
        let other = Service::new(s.service.ledger().clone());
        other.isms(s.org, AsOf::Now).await.unwrap();
        s.act(step("OBJ-1", "retire", "merged")).await.unwrap();
        let mut child = objective;
        child["parent"] = json!("OBJ-1");
        let refused = other.perform(&s.admin, Request::one("page", create("objective", child))).await.unwrap_err();
        assert_eq!(faults(refused), ["/parent: OBJ-1 is closed; choose one that is not"]);
    })
    .await;
}

#[tokio::test]
async fn retiring_blocks_or_detaches_as_the_relation_says() {
    each(async |s| {
        s.act(create("risk", risk())).await.unwrap();
        s.act(create(
            "control",
            json!({ "title": "Spare room", "description": "A second room.", "treats": ["RSK-1"] }),
        ))
        .await
        .unwrap();
        let improves = json!([{ "control": "CTL-1" }]);
        s.act(create("treatment", json!({ "title": "Build it", "treats": ["RSK-1"], "improves": improves })))
            .await
            .unwrap();
        let held = s.act(step("CTL-1", "retire", "no longer")).await.unwrap_err();
        assert_eq!(faults(held), ["/state: cannot be retired while TRT-1 rest on it; change or retire those first"]);
        s.act(step("TRT-1", "retire", "too dear")).await.unwrap();
        s.act(step("RSK-1", "retire", "the room is gone")).await.unwrap();
        let control = s.record("CTL-1").await;
        assert!(control.typed::<isms::control::Control>().unwrap().body.treats.is_empty());
    })
    .await;
}

#[tokio::test]
async fn steps_are_guarded_and_approved() {
    each(async |s| {
        let chief = s.person("Chief", &[Role::Board]).await;
        let owner = s.person("Owner", &[Role::Manager]).await;
        s.act(create("policy", json!({ "title": "Security policy", "purpose": "Why we do it." }))).await.unwrap();
        let empty = s.act(step("POL-1", "submit", "")).await.unwrap_err();
        assert_eq!(faults(empty), ["/step: a policy needs at least one statement before it is reviewed"]);
        s.act(edit("POL-1", None, json!({ "statements": [{ "number": "1", "text": "We do it." }] }))).await.unwrap();
        s.act(step("POL-1", "submit", "")).await.unwrap();
        let ask = |by: &str| Command::Ask {
            subject: "POL-1".into(),
            step: "approve".into(),
            approvers: vec![by.into()],
            quorum: None,
            reason: "yearly".into(),
        };
        let officer = s.person("Officer", &[Role::Officer]).await;
        let own = s.as_person(&officer, ask("PER-3")).await.unwrap_err();
        assert_eq!(faults(own), ["/approvers: nobody approves their own request"]);
        s.as_person(&officer, ask("PER-1")).await.unwrap();
        let direct = s.as_person(&officer, step("POL-1", "approve", "")).await.unwrap_err();
        assert!(faults(direct)[0].contains("needs an approval"), "no way around it");
        let vote = |approve| Command::Vote { approval: "APR-1".into(), approve, reason: "read it".into() };
        let stranger = s.as_person(&owner, vote(true)).await.unwrap_err();
        assert_eq!(stranger.to_string(), "you were not asked, or have voted already");
        s.act(edit("POL-1", None, json!({ "roles": "Everyone." }))).await.unwrap();
        assert_eq!(s.state("APR-1").await, "void", "a change voids what was asked about another version");
        s.as_person(&officer, ask("PER-1")).await.unwrap();
        let yes = Command::Vote { approval: "APR-2".into(), approve: true, reason: String::new() };
        s.as_person(&chief, yes).await.unwrap();
        assert_eq!((s.state("APR-2").await, s.state("POL-1").await), ("granted".into(), "approved".into()));
        s.act(step("POL-1", "publish", "")).await.unwrap();
        s.act(edit("POL-1", None, json!({ "purpose": "A better why." }))).await.unwrap();
        let policy = s.record("POL-1").await;
        let typed = policy.typed::<isms::policy::Policy>().unwrap();
        assert_eq!((&*policy.head().state, typed.counts().unwrap().purpose.0.as_str()), ("draft", "Why we do it."));
        s.act(step("POL-1", "discard", "")).await.unwrap();
        assert_eq!(s.record("POL-1").await.typed::<isms::policy::Policy>().unwrap().body.purpose.0, "Why we do it.");
    })
    .await;
}

#[tokio::test]
async fn roles_and_organisations_keep_people_apart() {
    each(async |s| {
        s.act(create("risk", risk())).await.unwrap();
        s.act(create("incident", json!({ "title": "Phishing", "description": "Someone clicked." }))).await.unwrap();
        let employee = s.person("Employee", &[Role::Employee]).await;
        let view = s.service.view(&employee, AsOf::Now).await.unwrap();
        assert!(
            view.by_key("RSK-1").is_none() && view.by_key("INC-1").is_none() && view.search("phishing", 9).is_empty()
        );
        let hidden = s.as_person(&employee, edit("RSK-1", None, json!({ "tags": ["x"] }))).await.unwrap_err();
        assert_eq!(hidden.to_string(), "there is no RSK-1", "what may not be seen is not there");
        let auditor = s.person("Auditor", &[Role::Auditor]).await;
        let denied = s.as_person(&auditor, edit("RSK-1", None, json!({ "tags": ["x"] }))).await.unwrap_err();
        assert_eq!(denied.to_string(), "your roles do not let you edit RSK-1");
        let two = s.service.found("two", "Two").await.unwrap();
        let there = Viewer::system(two, None);
        assert!(s.service.view(&there, AsOf::Now).await.unwrap().by_key("RSK-1").is_none());
        let across = s
            .service
            .perform(
                &there,
                Request::one(
                    "api",
                    create("control", json!({ "title": "x", "description": "y", "treats": ["RSK-1"] })),
                ),
            )
            .await;
        assert_eq!(faults(across.unwrap_err()), ["/treats/0: there is no RSK-1; expected the key of a risk"]);
    })
    .await;
}

#[tokio::test]
async fn signals_are_recorded_with_the_act_that_made_them() {
    each(async |s| {
        s.act(create("risk", risk())).await.unwrap();
        let view = s.service.view(&s.admin, AsOf::Now).await.unwrap();
        let standing = s.service.standing(&s.admin, &view).await.unwrap();
        let unthreatening = standing.iter().find(|t| t.signal.code == "RSK01").expect("it threatens no objective");
        assert_eq!(unthreatening.since, Some(1));
        s.act(create("objective", json!({ "title": "Lights on", "statement": "Few interruptions." }))).await.unwrap();
        s.act(edit("RSK-1", None, json!({ "threatens": [{ "objective": "OBJ-1" }] }))).await.unwrap();
        let view = s.service.view(&s.admin, AsOf::Now).await.unwrap();
        assert!(s.service.standing(&s.admin, &view).await.unwrap().iter().all(|t| t.signal.code != "RSK01"));
        assert!(s.service.ledger().verify(s.org).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test]
async fn people_sign_in_once_by_link_and_by_password_after() {
    each(async |s| {
        let account = s.service.enrol(s.org, "Chief@Example.org", None, &[Role::Board]).await.unwrap();
        let link = s.service.one_time_link(account).await.unwrap();
        let session = s.service.enter(&link).await.unwrap();
        assert!(s.service.enter(&link).await.is_err(), "once means once");
        assert_eq!(s.service.session(&session.token).await.unwrap().unwrap().login, "chief@example.org");
        assert!(s.service.set_password(account, "short", None).await.is_err());
        s.service.set_password(account, "a long enough password", None).await.unwrap();
        assert!(s.service.session(&session.token).await.unwrap().is_none(), "other sessions end");
        let again = s.service.sign_in("chief@example.org", "a long enough password").await.unwrap();
        assert!(s.service.sign_in("chief@example.org", "a wrong password").await.is_err());
        assert!(s.service.sign_in("nobody@example.org", "a wrong password").await.is_err());
        s.later(24 * 15);
        assert!(s.service.session(&again.token).await.unwrap().is_none(), "sessions expire");
    })
    .await;
}

#[tokio::test]
async fn who_read_what_is_known_to_every_node_and_to_the_past() {
    each(async |s| {
        let mara = s.person("Mara", &[Role::Employee]).await;
        let me = mara.person.unwrap();
        let note = json!({ "channel": "CHN-1", "title": "Week 2", "text": "What changed.", "sent": START });
        s.act(create("channel", json!({ "title": "Weekly", "purpose": "What changed." }))).await.unwrap();
        let id = s.act(create("message", note)).await.unwrap().touched[0].id;
        let read = |people: &[&str]| Command::Acknowledge {
            subject: Subject::from("MSG-1"),
            edition: None,
            people: people.iter().map(|p| (*p).to_owned()).collect(),
        };
        let done = s.as_person(&mara, read(&[])).await.unwrap().act.unwrap();
        assert!(s.as_person(&mara, read(&[])).await.unwrap().act.is_none(), "saying it twice is no act");
        let other = s.person("Jonas", &[Role::Employee]).await;
        let refused = faults(s.as_person(&other, read(&["PER-1"])).await.unwrap_err());
        assert!(refused[0].contains("nobody acknowledges or learns for somebody else"), "{refused:?}");

        let again = Service::with_clock(s.service.ledger().clone(), s.clock.clone());
        let now = again.isms(s.org, AsOf::Now).await.unwrap();
        assert_eq!(now.heard().read(id, me).map(|r| r.edition), Some(1));
        let before = again.isms(s.org, AsOf::Seq(done.seq - 1)).await.unwrap();
        assert!(before.heard().is_empty());
        s.act(Command::Acknowledge { subject: Subject::from("MSG-1"), edition: None, people: vec!["PER-2".into()] })
            .await
            .unwrap();
        let caught_up = again.isms(s.org, AsOf::Now).await.unwrap();
        assert_eq!(caught_up.heard().readers(id).count(), 2);
    })
    .await;
}

fn ask(key: &str, approvers: &[&str], quorum: Option<i64>) -> Command {
    Command::Ask {
        subject: key.into(),
        step: "accept".into(),
        approvers: approvers.iter().map(|a| (*a).to_owned()).collect(),
        quorum,
        reason: "it is cheap".into(),
    }
}

fn vote(key: &str) -> Command {
    Command::Vote { approval: key.into(), approve: true, reason: String::new() }
}

impl Stage {
    /// Puts a record there as it is given.
    async fn set(&self, kind: &str, fields: Value) {
        let request = Request { migrate: true, ..Request::one("test", create(kind, fields)) };
        self.service.perform(&self.admin, request).await.unwrap_or_else(|e| panic!("{kind}: {e}"));
    }

    /// A risk of PER-1 that was analysed; what it costs is known or not.
    async fn risk(&self, key: &str, known: bool) {
        let range = |low: f64, high: f64| json!({ "low": low, "high": high });
        let loss = json!([{ "form": "productivity", "amount": range(20_000.0, 90_000.0) }]);
        self.set("risk", json!({ "key": key, "title": key, "scenario": "x", "owner": "PER-1", "state": "analysed" }))
            .await;
        let mut estimate = json!({ "title": "e", "state": "given", "risk": key, "estimator": "PER-1", "made": "2026-01-02",
            "frequency_as": "loss-events" });
        if known {
            estimate["loss_event_frequency"] = range(0.5, 2.0);
            estimate["primary_loss"] = loss;
        }
        self.set("estimate", estimate).await;
    }

    async fn refused(&self, who: &Viewer, command: Command) -> String {
        faults(self.as_person(who, command).await.unwrap_err()).join("; ")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_risk_is_accepted_within_a_mandate_only() {
    each(async |s| {
        let owner = s.person("Owner", &[Role::Manager]).await;
        let lower = s.person("Lower", &[Role::Manager]).await;
        let upper = s.person("Upper", &[Role::Board]).await;
        let officer = s.person("Officer", &[Role::Officer]).await;
        s.set("organisation", json!({ "title": "One", "profile": "large", "currency": "EUR", "time_zone": "UTC" })).await;
        s.set("role", json!({ "title": "Site", "purpose": "x", "holder": "PER-2" })).await;
        s.set("role", json!({ "title": "Head", "purpose": "x", "holder": "PER-3", "deputy": "PER-1" })).await;
        let rung = |role, most| json!({ "holder": role, "accept_up_to": most, "at_percentile": 0.9 });
        let ladder = [rung("ROL-1", "EUR 1000"), rung("ROL-2", "EUR 900000")];
        s.set("appetite", json!({ "title": "A", "statement": "x", "state": "in-force", "ladder": ladder })).await;
        s.risk("RSK-1", true).await;

        // Asking whoever cannot accept it is refused at once, and says who could.
        let short = s.refused(&officer, ask("RSK-1", &["PER-2"], None)).await;
        assert!(short.contains("Lower (PER-2) may accept up to EUR 1000 a year, and RSK-1 costs up to EUR"), "{short}");
        assert!(short.ends_with("in 90 of 100 years; Head (ROL-2) could accept it"), "{short}");
        let own = s.refused(&officer, ask("RSK-1", &["PER-1"], None)).await;
        assert!(own.contains("nobody accepts their own risk alone") && own.ends_with("Head (ROL-2) could accept it"), "{own}");
        let nobody = s.refused(&owner, ask("RSK-1", &["PER-4"], None)).await;
        assert!(nobody.contains("nobody who agrees to accept RSK-1 has a mandate"), "{nobody}");

        // One vote suffices, and only the one that reaches it counts: not the owner's, not as a deputy either.
        s.as_person(&officer, ask("RSK-1", &["PER-1", "PER-2", "PER-3"], Some(1))).await.unwrap();
        for _ in 0..2 {
            assert!(s.refused(&owner, vote("APR-1")).await.contains("nobody accepts their own risk alone"));
        }
        assert!(s.refused(&lower, vote("APR-1")).await.contains("may accept up to EUR 1000"));
        for way in [step("RSK-1", "accept", "x"), edit("RSK-1", None, json!({ "state": "accepted" })), Command::Reach { subject: "RSK-1".into(), state: "accepted".into() }] {
            assert!(s.refused(&officer, way).await.contains("needs an approval"));
        }
        assert_eq!((s.state("APR-1").await, s.state("RSK-1").await), ("asked".into(), "analysed".into()));
        s.as_person(&upper, vote("APR-1")).await.unwrap();
        assert_eq!((s.state("APR-1").await, s.state("RSK-1").await), ("granted".into(), "accepted".into()));

        // Whoever asks votes for nobody, and what nobody knows only the highest rung accepts.
        s.risk("RSK-2", false).await;
        let unknown = s.refused(&officer, ask("RSK-2", &["PER-2"], None)).await;
        assert!(unknown.contains("what it costs is not known"), "{unknown}");
        s.as_person(&owner, ask("RSK-2", &["PER-3"], None)).await.unwrap();
        assert_eq!(s.refused(&owner, vote("APR-2")).await, "nobody approves their own request");
        s.as_person(&upper, vote("APR-2")).await.unwrap();
        assert_eq!(s.state("RSK-2").await, "accepted");

        // A decision that bears it carries it; one by which nobody bears anything does not.
        s.risk("RSK-3", true).await;
        let decided = |about, concerns| {
            json!({ "title": "d", "question": "q", "about": about, "decided_by": "ROL-2", "decided_on": "2026-01-04", "concerns": [concerns],
                "options": [{ "name": "Leave it", "cost": "EUR 0" }, { "name": "Other" }], "chosen": "Leave it", "rationale": "x", "state": "decided" })
        };
        s.set("decision", decided("approve", "RSK-3")).await;
        assert!(s.refused(&officer, step("RSK-3", "accept", "x")).await.contains("needs an approval"));
        s.set("decision", decided("accept", "RSK-3")).await;
        s.as_person(&officer, step("RSK-3", "accept", "x")).await.unwrap();
        assert_eq!(s.state("RSK-3").await, "accepted");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_appetite_another_one_accepts_and_the_owner_only_where_all_are_few() {
    each(async |s| {
        let owner = s.person("Owner", &[Role::Manager]).await;
        let other = s.person("Other", &[Role::Manager]).await;
        let officer = s.person("Officer", &[Role::Officer]).await;
        let organisation = json!({ "title": "One", "profile": "micro", "currency": "EUR", "time_zone": "UTC" });
        s.set("organisation", organisation).await;
        s.risk("RSK-1", true).await;
        s.risk("RSK-2", true).await;
        let own = s.refused(&officer, ask("RSK-1", &["PER-1"], None)).await;
        assert!(own.ends_with("ask somebody else, or let a decision carry it"), "{own}");
        s.as_person(&officer, ask("RSK-1", &["PER-2"], None)).await.unwrap();
        s.as_person(&other, vote("APR-1")).await.unwrap();
        assert_eq!(s.state("RSK-1").await, "accepted", "no ladder is asked");
        s.act(edit("ORG-1", None, json!({ "substitute": "owner-review" }))).await.unwrap();
        s.as_person(&officer, ask("RSK-2", &["PER-1"], None)).await.unwrap();
        s.as_person(&owner, vote("APR-2")).await.unwrap();
        assert_eq!(s.state("RSK-2").await, "accepted", "the owner's own dated review stands in");
    })
    .await;
}
