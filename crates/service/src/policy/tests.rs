//! What a draft takes out, editions for a later day, and guards that a race does not pass; on a service over a temporary database.

use super::document::{Basis, Form, guideline_written, text};
use crate::{AsOf, Command, Error, Request, Service, Viewer, clock::SetClock};
use isms::{
    analysis::{impact, practice, reading},
    authority::Role,
    everywhere::Task,
    heard,
    instruction::Instruction,
    isms::Isms,
    kind,
    outer::Names,
    policy::{Guideline, Policy, Requirement},
    record::{AnyRecord, Record},
    values::RecordId,
};
use ledger::Ledger;
use serde_json::{Value, json};
use std::sync::Arc;

struct Rig {
    service: Service,
    clock: Arc<SetClock>,
    viewer: Viewer,
    address: String,
    _folder: tempfile::TempDir,
}

fn create(kind: &str, key: &str, mut fields: Value) -> Command {
    fields["key"] = json!(key);
    Command::Create { kind: kind::by_name(kind).unwrap(), fields }
}

fn reach(key: &str, state: &str) -> Command {
    Command::Reach { subject: key.into(), state: state.into() }
}

fn edit(key: &str, patch: Value) -> Command {
    Command::Edit { subject: key.into(), version: None, patch }
}

fn step(key: &str, step: &str) -> Command {
    Command::Step { subject: key.into(), version: None, step: step.into(), reason: "as tested".into() }
}

fn publish(key: &str, day: &str) -> Command {
    Command::Publish { subject: key.into(), version: None, from: day.parse().ok() }
}

/// What is in force: requirements, edition of the guideline, words of the first requirement.
const BEFORE: &str = "in-force 1, in-force 1: Within a day | Kept apart";

impl Rig {
    /// A policy of two statements and a guideline with two requirements in force, an instruction for each, and one reader.
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("db").display());
        let clock = Arc::new(SetClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let service = Service::with_clock(Ledger::open(&address).await.unwrap(), clock.clone());
        let viewer = Viewer::system(service.found("acme", "Acme").await.unwrap(), None);
        let rig = Rig { service, clock, viewer, address, _folder: folder };
        let requirement = |number: &str, text: &str| json!({ "title": format!("R{number}"), "guideline": "GDL-1", "number": number, "text": text, "state": "in-force" });
        let instruction = |of: &str| {
            json!({ "title": format!("How {of}"), "purpose": "x", "written_by": "TEA-1", "carries_out": [of],
                    "procedure": [{ "what": "Do it" }], "state": "in-force" })
        };
        let statements =
            json!([{ "number": "1", "text": "Copies exist." }, { "number": "2", "text": "Copies are tried." }]);
        rig.act(vec![
            create("team", "TEA-1", json!({ "title": "Grid", "line": "first" })),
            create("person", "PER-1", json!({ "title": "Ada", "teams": ["TEA-1"], "line": "first" })),
            create("person", "PER-2", json!({ "title": "Bo", "line": "second" })),
            create(
                "policy",
                "POL-1",
                json!({ "title": "Copies", "purpose": "x", "statements": statements, "state": "in-force" }),
            ),
            create(
                "guideline",
                "GDL-1",
                json!({ "title": "Copies", "purpose": "x", "audience": "line:first", "state": "in-force" }),
            ),
            create("requirement", "RQT-1", requirement("1", "Within a day")),
            create("requirement", "RQT-2", requirement("2", "Kept apart")),
            create("instruction", "IST-1", instruction("RQT-1")),
            create("instruction", "IST-2", instruction("RQT-2")),
        ])
        .await;
        rig
    }

    async fn act(&self, commands: Vec<Command>) {
        self.act_as(&self.viewer, commands).await.unwrap();
    }

    async fn act_as(&self, viewer: &Viewer, commands: Vec<Command>) -> crate::Result<crate::Receipt> {
        let request = Request { via: "test", commands, reason: "as tested".into(), ..Request::default() };
        self.service.perform(viewer, request).await
    }

    fn at(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }

    async fn isms(&self) -> Arc<Isms> {
        self.service.isms(self.viewer.org, AsOf::Now).await.unwrap()
    }

    /// The guideline's text becomes its draft.
    async fn write(&self, change: impl Fn(&str) -> String) {
        let view = self.service.view(&self.viewer, AsOf::Now).await.unwrap();
        let (id, _) = view.find("GDL-1").unwrap();
        let record = view.get(id).unwrap().typed::<Guideline>();
        let given = change(&text(&view, id, Form::Draft).unwrap());
        let written = guideline_written(&view, record, &given, &Basis::default()).unwrap();
        self.act(written.commands).await;
    }

    async fn text(&self, form: Form) -> String {
        let view = self.service.view(&self.viewer, AsOf::Now).await.unwrap();
        text(&view, view.find("GDL-1").unwrap().0, form).unwrap()
    }

    /// Keys of instructions that are behind, and the tasks that follow from it.
    async fn behind(&self) -> (Vec<String>, Vec<String>) {
        let isms = self.isms().await;
        let stale = isms.all::<Instruction>().filter(|i| practice::stale(&isms, i).is_some());
        let stale = stale.map(|i| (i as &dyn AnyRecord).key().to_string()).collect();
        let told = |t: &Record<Task>| {
            let about: Vec<String> = t.body.about.iter().filter_map(|a| isms.key(a.id())).collect();
            format!("{} {}", t.head.state, about.join(" "))
        };
        (stale, isms.all::<Task>().map(told).collect())
    }
}

fn id(isms: &Isms, key: &str) -> RecordId {
    isms.find(key).unwrap().0
}

/// Guideline and requirements as they count.
fn counts(isms: &Isms) -> String {
    let of = |key: &str| {
        let record = isms.get(id(isms, key)).unwrap();
        format!("{} {}", record.head().state, heard::edition_of(record.as_ref()).unwrap_or(0))
    };
    let words = |key: &str| {
        let found = isms.typed::<Requirement>(id(isms, key)).filter(|r| r.is_open());
        found.and_then(Record::counts).map_or("-", |b| b.text.0.as_str())
    };
    format!("{}, {}: {} | {}", of("GDL-1"), of("RQT-1"), words("RQT-1"), words("RQT-2"))
}

fn without_the_second(text: &str) -> String {
    text.split("### 2").next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_draft_takes_out_holds_until_it_is_published() {
    let rig = Rig::new().await;
    rig.at("2026-03-10T09:00:00Z");
    rig.write(without_the_second).await;
    let isms = rig.isms().await;
    assert_eq!(counts(&isms), "draft 1, in-force 1: Within a day | Kept apart");
    assert!(
        rig.text(Form::InForce).await.contains("Kept apart") && !rig.text(Form::Plain).await.contains("Kept apart")
    );
    let found = impact::of_draft(&isms, id(&isms, "GDL-1"));
    assert_eq!(found.requirements, [(id(&isms, "RQT-2"), impact::What::Removed)]);
    assert_eq!(found.instructions.len(), 1, "the impact tells what will be stale");
    assert_eq!(rig.behind().await, (vec![], vec![]), "nothing is stale before it is published");

    // Discarding the draft brings it back, and so does writing it again.
    rig.act(vec![step("GDL-1", "discard")]).await;
    assert_eq!(counts(rig.isms().await.as_ref()), BEFORE);
    assert!(rig.text(Form::Plain).await.contains("Kept apart"));
    let whole = rig.text(Form::Draft).await;
    rig.write(without_the_second).await;
    rig.write(|_| whole.clone()).await;
    let isms = rig.isms().await;
    let back = isms.typed::<Requirement>(id(&isms, "RQT-2")).unwrap();
    assert!(!back.body.withdrawn && &*back.head.state == "in-force", "{back:?}");

    rig.write(without_the_second).await;
    rig.act(vec![reach("GDL-1", "in-force")]).await;
    let isms = rig.isms().await;
    assert_eq!(counts(&isms), "in-force 2, in-force 1: Within a day | -");
    let gone = isms.typed::<Requirement>(id(&isms, "RQT-2")).unwrap();
    assert_eq!((&*gone.head.state, gone.body.withdrawn), ("retired", false), "taken up again it is what it was");
    assert!(!rig.text(Form::InForce).await.contains("Kept apart"));
    assert_eq!(rig.behind().await, (vec!["IST-2".into()], vec!["open IST-2".into()]));
    rig.at("2026-03-12T09:00:00Z");
    rig.act(vec![edit("IST-2", json!({ "purpose": "y" })), reach("IST-2", "in-force")]).await;
    assert_eq!(rig.behind().await, (vec![], vec!["done IST-2".into()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_test_judges_by_is_not_taken_out_and_a_statement_holds_until_publication() {
    let rig = Rig::new().await;
    rig.act(vec![create("test", "TST-1", json!({ "title": "Apart?", "of": ["RQT-2"], "criterion": "RQT-2" }))]).await;
    let refused = rig.act_as(&rig.viewer, vec![edit("RQT-2", json!({ "withdrawn": true }))]).await.unwrap_err();
    assert!(refused.to_string().contains("cannot be taken out while TST-1 rest on it"), "{refused}");
    let statements = json!([{ "number": "1", "text": "Copies exist." }]);
    rig.act(vec![edit("POL-1", json!({ "statements": statements }))]).await;
    let numbers = |isms: &Isms| isms.typed::<Policy>(id(isms, "POL-1")).unwrap().counts().unwrap().statements.len();
    assert_eq!(numbers(rig.isms().await.as_ref()), 2);
    rig.act(vec![reach("POL-1", "in-force")]).await;
    assert_eq!(numbers(rig.isms().await.as_ref()), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_for_a_later_day_comes_into_force_by_itself() {
    let rig = Rig::new().await;
    rig.at("2026-03-02T12:00:00Z");
    let change = |text: &str| without_the_second(text).replace("Within a day", "Within an hour");
    rig.write(change).await;
    rig.act(vec![reach("GDL-1", "approved")]).await;
    let told = |day: &str| rig.act_as(&rig.viewer, vec![publish("GDL-1", day)]);
    assert!(told("2026-03-02").await.unwrap_err().to_string().contains("2026-03-02 is past or today"));
    assert!(
        told("2027-03-03")
            .await
            .unwrap_err()
            .to_string()
            .contains("more than a year ahead; expected a day up to 2027-03-02")
    );
    told("2026-03-10").await.unwrap();

    // Published, and not in force: what counts is the former edition, what is prepared and read the coming one.
    let isms = rig.isms().await;
    assert_eq!(counts(&isms), "coming 1, coming 1: Within a day | Kept apart");
    assert_eq!(rig.behind().await.0, ["IST-1", "IST-2"]);
    let tasks = vec!["open IST-1 RQT-1".to_owned(), "open IST-2 RQT-2".to_owned()];
    assert_eq!(rig.behind().await.1, tasks);
    let ada = id(&isms, "PER-1");
    let owed = |isms: &Isms| {
        reading::owed_by(isms, ada)
            .iter()
            .filter(|o| o.record.kind().name == "guideline")
            .map(|o| (o.edition, o.since.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(owed(&isms), [(2, "2026-03-02T12:00:00Z".to_owned())], "due from the day of publication");
    let refused = rig.act_as(&rig.viewer, vec![edit("RQT-1", json!({ "text": "Some day" }))]).await.unwrap_err();
    assert!(refused.to_string().contains("RQT-1 is published and holds from 2026-03-10; call it back"), "{refused}");
    let read = Command::Acknowledge { subject: "GDL-1".into(), edition: Some(2), people: vec!["PER-1".into()] };
    rig.at("2026-03-05T09:00:00Z");
    rig.act(vec![read]).await;
    assert!(owed(rig.isms().await.as_ref()).is_empty());
    rig.act(vec![edit("IST-2", json!({ "purpose": "y" })), reach("IST-2", "in-force")]).await;
    assert_eq!(rig.behind().await.0, ["IST-1"], "who prepared is level before the day");

    // The day comes without an act, for every program that looks.
    let acts = rig.isms().await.moment.seq;
    rig.at("2026-03-10T00:30:00Z");
    let isms = rig.isms().await;
    let after = "in-force 2, in-force 2: Within an hour | -";
    assert_eq!((counts(&isms).as_str(), isms.moment.seq), (after, acts));
    assert!(owed(&isms).is_empty() && rig.text(Form::InForce).await.contains("an hour"));
    assert_eq!(rig.behind().await.0, ["IST-1"], "still counted from publication");
    assert!(
        !isms
            .typed::<Instruction>(id(&isms, "IST-2"))
            .unwrap()
            .body
            .carries_out
            .iter()
            .any(|r| r.id() == id(&isms, "RQT-2")),
        "what is retired leaves what detaches from it"
    );
    let other = Service::with_clock(Ledger::open(&rig.address).await.unwrap(), rig.clock.clone());
    assert_eq!(counts(other.isms(rig.viewer.org, AsOf::Now).await.unwrap().as_ref()), after);

    // Views of the past agree, before and after somebody writes.
    let then = |day: &str| AsOf::Time(format!("{day}T12:00:00Z").parse().unwrap());
    let coming = "coming 1, coming 1: Within a day | Kept apart";
    let seen =
        |service: Service, at: AsOf| async move { counts(service.isms(rig.viewer.org, at).await.unwrap().as_ref()) };
    assert_eq!(seen(rig.service.clone(), then("2026-03-09")).await, coming);
    assert_eq!(seen(rig.service.clone(), then("2026-03-10")).await, after);
    rig.at("2026-03-20T09:00:00Z");
    let bo = id(&isms, "PER-2");
    let writer = Viewer { person: Some(bo), ..rig.viewer.clone() };
    rig.act_as(&writer, vec![edit("GDL-1", json!({ "purpose": "Another" }))]).await.unwrap();
    for service in [rig.service.clone(), other] {
        assert_eq!(seen(service.clone(), AsOf::Now).await, after.replacen("in-force", "draft", 1));
        assert_eq!(seen(service.clone(), then("2026-03-12")).await, after);
        assert_eq!(seen(service.clone(), then("2026-03-09")).await, coming);
        assert_eq!(seen(service.clone(), then("2026-03-12")).await, after, "whichever was asked first");
    }

    // The editions say when, and whoever wrote before the day is no author of what was written after it.
    let isms = rig.isms().await;
    let gdl = isms.get(id(&isms, "GDL-1")).unwrap();
    let editions = rig.service.editions(&rig.viewer, gdl.head().id).await.unwrap();
    let told: Vec<String> = editions.iter().map(|e| format!("{} {} {}", e.number, e.since, e.published)).collect();
    assert_eq!(told[1..], ["2 2026-03-10T00:00:00Z 2026-03-02T12:00:00Z"], "{told:?}");
    for (edition, words) in editions.iter().zip(["Within a day", "Within an hour"]) {
        let text = rig.service.text_of(&rig.viewer, gdl.head().id, edition).await.unwrap().unwrap();
        assert!(text.contains(words), "{text}");
    }
    assert_eq!(rig.service.authors(&isms, rig.viewer.org, gdl.as_ref()).await.unwrap(), [bo]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_back_is_a_draft_and_its_work_is_done() {
    let rig = Rig::new().await;
    rig.at("2026-03-03T09:00:00Z");
    rig.write(|text| text.replace("Within a day", "Within an hour")).await;
    rig.act(vec![reach("GDL-1", "approved")]).await;
    rig.act(vec![publish("GDL-1", "2026-03-10")]).await;
    rig.act(vec![publish("GDL-1", "2026-03-12")]).await;
    rig.at("2026-03-11T09:00:00Z");
    assert_eq!(
        counts(rig.isms().await.as_ref()),
        "coming 1, coming 1: Within a day | Kept apart",
        "the day was changed"
    );
    rig.act(vec![step("GDL-1", "call-back")]).await;
    assert_eq!(rig.behind().await, (vec![], vec!["done IST-1 RQT-1".into()]));
    rig.at("2026-03-20T09:00:00Z");
    assert_eq!(counts(rig.isms().await.as_ref()), "draft 1, draft 1: Within a day | Kept apart");
    let refused = rig.act_as(&rig.viewer, vec![publish("IST-1", "2026-04-01")]).await.unwrap_err();
    assert!(refused.to_string().contains("only policies and guidelines"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_race_does_not_pass_four_eyes() {
    let rig = Rig::new().await;
    let isms = rig.isms().await;
    let who = |key: &str| Viewer {
        system: false,
        person: Some(id(&isms, key)),
        roles: vec![Role::Officer, Role::Board],
        ..rig.viewer.clone()
    };
    let (ada, bo) = (who("PER-1"), who("PER-2"));
    rig.act_as(&bo, vec![edit("POL-1", json!({ "purpose": "Bo's words", "owner": "PER-1" }))]).await.unwrap();
    rig.act_as(&bo, vec![step("POL-1", "submit")]).await.unwrap();
    let ask = Command::Ask {
        subject: "POL-1".into(),
        step: "approve".into(),
        approvers: vec!["PER-1".into()],
        quorum: None,
        reason: String::new(),
    };
    let request = Request { via: "test", commands: vec![ask], ..Request::default() };

    // Bo asks; the guards have looked; Ada, who is asked, writes before Bo's request is carried out.
    let looked = rig.isms().await;
    rig.service.guarded(&bo, &looked, &request).await.unwrap();
    rig.act_as(&ada, vec![edit("POL-1", json!({ "purpose": "Ada's words", "roles": "x" }))]).await.unwrap();
    rig.act_as(&bo, vec![edit("POL-1", json!({ "title": "Copies", "tags": ["x"] }))]).await.unwrap();
    let held = rig.service.held(rig.viewer.org).await.unwrap();
    let late = rig.service.attempt(&held, &bo, &request, None, looked.moment.seq).await.unwrap();
    assert!(late.is_none(), "what the guards saw is past: nothing is written");
    let refused = rig.service.perform(&bo, request).await.unwrap_err();
    assert!(matches!(&refused, Error::Invalid(_)) && refused.to_string().contains("wrote it"), "{refused}");
}
