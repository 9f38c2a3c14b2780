//! Staleness in motion, on a service over a temporary database.

use super::*;
use crate::{AsOf, Command, Request, Service, Subject, Viewer, clock::SetClock};
use formats::document::instruction;
use isms::{analysis::practice, everywhere::Task, record::AnyRecord};
use ledger::Ledger;
use std::sync::Arc;

struct Rig {
    service: Service,
    clock: Arc<SetClock>,
    viewer: Viewer,
    _folder: tempfile::TempDir,
}

fn create(kind: &str, fields: Value) -> Command {
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

fn edit(key: &str, patch: Value) -> Command {
    Command::Edit { subject: Subject::from(key), version: None, patch }
}

impl Rig {
    /// Two requirements in force, and an instruction of one team for each.
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(
            Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap(),
            clock.clone(),
        );
        let org = service.found("acme", "Acme").await.unwrap();
        let rig = Rig { service, clock, viewer: Viewer::system(org, None), _folder: folder };
        let requirement = |n: u32| {
            json!({ "title": format!("R{n}"), "guideline": "GDL-1", "number": n.to_string(), "text": "Within a day",
                    "needs_instruction": true, "key": format!("RQT-{n}"), "state": "in-force" })
        };
        let instruction = |n: u32| {
            json!({ "title": format!("I{n}"), "purpose": "x", "written_by": "TEA-1", "carries_out": [format!("RQT-{n}")],
                    "procedure": [{ "what": "Do it" }], "key": format!("IST-{n}"), "state": "in-force" })
        };
        rig.act(vec![
            create("person", json!({ "title": "Lead", "key": "PER-1", "teams": ["TEA-1"] })),
            create("person", json!({ "title": "Second line", "line": "second", "key": "PER-2" })),
            create("team", json!({ "title": "Grid", "line": "first", "lead": "PER-1", "key": "TEA-1" })),
            create("guideline", json!({ "title": "Copies", "purpose": "x", "key": "GDL-1" })),
            create("requirement", requirement(1)),
            create("requirement", requirement(2)),
            create("instruction", instruction(1)),
            create("instruction", instruction(2)),
        ])
        .await;
        rig
    }

    async fn act(&self, commands: Vec<Command>) {
        let request = Request { via: "test", commands, ..Request::default() };
        self.service.perform(&self.viewer, request).await.unwrap();
    }

    async fn publish(&self, key: &str, patch: Value) {
        let reach = Command::Reach { subject: Subject::from(key), state: "in-force".into() };
        self.act(vec![edit(key, patch), reach]).await;
    }

    async fn view(&self) -> View {
        self.service.view(&self.viewer, AsOf::Now).await.unwrap()
    }

    /// State, due day and subjects of every task.
    async fn tasks(&self) -> Vec<String> {
        let view = self.view().await;
        let told = |t: &Record<Task>| {
            let about: Vec<String> = t.body.about.iter().filter_map(|a| view.key(a.id())).collect();
            let due = t.body.due.map(|d| d.to_string()).unwrap_or_default();
            format!(
                "{} {due} {} by {}",
                t.head.state,
                about.join(" "),
                t.body.assignee.and_then(|p| view.key(p.id())).unwrap_or_default()
            )
        };
        view.all::<Task>().map(told).collect()
    }

    async fn stale(&self) -> Vec<String> {
        let view = self.view().await;
        let isms = view.for_the_organisation();
        let all = view.all::<Instruction>().filter(|i| practice::stale(isms, i).is_some());
        all.map(|i| (i as &dyn AnyRecord).key().to_string()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_requirement_opens_exactly_the_work_that_follows() {
    let rig = Rig::new().await;
    assert!(rig.tasks().await.is_empty() && rig.stale().await.is_empty());
    rig.clock.set("2026-03-10T09:00:00Z".parse().unwrap());
    rig.publish("RQT-1", json!({ "title": "Another title" })).await;
    assert!(rig.tasks().await.is_empty(), "a title is no substance");
    rig.publish("RQT-1", json!({ "text": "Within an hour" })).await;
    assert_eq!(rig.stale().await, ["IST-1"], "the other instruction is untouched");
    let opened = ["open 2026-04-09 IST-1 RQT-1 by PER-1"];
    assert_eq!(rig.tasks().await, opened, "due after the days that a small organisation has");
    rig.publish("RQT-1", json!({ "text": "Within two hours" })).await;
    assert_eq!(rig.tasks().await, opened, "none twice");
    rig.act(vec![edit("IST-1", json!({ "carries_out": ["RQT-1", "RQT-2"] }))]).await;
    assert_eq!(rig.tasks().await, opened, "a draft closes nothing");

    rig.clock.set("2026-03-15T09:00:00Z".parse().unwrap());
    let verdict = |key: &str, verdict: &str| {
        json!({ "title": "Looked", "of": "IST-1", "of_edition": 1, "challenger": "PER-2", "made": "2026-03-15",
                "verdict": verdict, "reasons": "x", "key": key, "state": "given" })
    };
    rig.act(vec![create("challenge", verdict("CHA-1", "refused"))]).await;
    assert_eq!(rig.tasks().await, opened, "what was refused is not done");
    rig.act(vec![create("challenge", verdict("CHA-2", "stands"))]).await;
    assert_eq!(rig.tasks().await, ["done 2026-04-09 IST-1 RQT-1 by PER-1"]);
    let view = rig.view().await;
    let practice = practice::practice(view.for_the_organisation());
    let first = practice.followed.iter().find(|f| view.key(f.requirement).as_deref() == Some("RQT-1")).unwrap();
    assert_eq!((first.days, practice.all.arrived, practice.all.open), (5, 2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn renewing_closes_the_work_and_one_act_may_do_both() {
    let rig = Rig::new().await;
    rig.clock.set("2026-03-10T09:00:00Z".parse().unwrap());
    rig.publish("RQT-2", json!({ "criterion": "Measured" })).await;
    rig.publish("IST-2", json!({ "procedure": [{ "what": "Do it and measure" }] })).await;
    assert_eq!(rig.tasks().await, ["done 2026-04-09 IST-2 RQT-2 by PER-1"]);
    let reach = |key: &str| Command::Reach { subject: Subject::from(key), state: "in-force".into() };
    rig.clock.set("2026-03-11T09:00:00Z".parse().unwrap());
    rig.act(vec![
        edit("RQT-1", json!({ "strength": "should" })),
        edit("IST-1", json!({ "purpose": "y" })),
        reach("RQT-1"),
        reach("IST-1"),
    ])
    .await;
    assert_eq!(rig.tasks().await.len(), 1, "what changes together leaves nothing to do");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_that_wrote_it_does_not_challenge_it() {
    let rig = Rig::new().await;
    let own = json!({ "title": "Own", "of": "IST-1", "challenger": "PER-1" });
    let request = Request { via: "test", commands: vec![create("challenge", own)], ..Request::default() };
    let refused = rig.service.perform(&rig.viewer, request).await.unwrap_err().to_string();
    assert!(refused.contains("the team that wrote it cannot challenge it"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_survives_the_way_through_markdown() {
    let rig = Rig::new().await;
    let full = json!({ "leaves_behind": "A line in the log", "lives_in": "Tickets", "workflow": "https://w.example/1",
        "procedure": [{ "what": "Fetch", "who": "shift", "takes": 5.0 }, { "what": "Play" }], "tags": ["night"] });
    rig.act(vec![edit("IST-1", full)]).await;
    let view = rig.view().await;
    let record = view.all::<Instruction>().next().unwrap();
    let text = instruction::write(&document(&view, record, false));
    let read = instruction::read(&text).unwrap().document;
    let made = fields(&view, &read);
    assert!(made.notes.is_empty(), "{:?}", made.notes);
    rig.act(vec![edit("IST-1", Value::Object(made.fields))]).await;
    let view = rig.view().await;
    let again = view.all::<Instruction>().next().unwrap();
    assert_eq!((&again.body, again.head.version), (&record.body, record.head.version), "nothing was different");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_tells_of_instructions_behind() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
    let clock = Arc::new(SetClock::at("2026-11-21T12:00:00Z".parse().unwrap()));
    let service = Service::with_clock(ledger, clock);
    let demo = service.demo().await.unwrap();
    let isms = service.isms(demo.org, AsOf::Now).await.unwrap();
    for key in ["IST-1", "IST-50"] {
        let record = isms.by_key(isms::head::Key::parse(key).unwrap()).unwrap().typed::<Instruction>().unwrap();
        assert!(practice::stale(&isms, record).is_some(), "{key}");
        let about = |t: &&Record<Task>| t.body.about.iter().any(|a| a.id() == record.head.id);
        let open = isms.all::<Task>().filter(|t| &*t.head.state == "open").filter(about);
        assert_eq!(open.count(), 1, "{key} has one open task");
    }
}
