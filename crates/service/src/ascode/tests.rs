use super::*;
use crate::{Command, Request, Subject, clock::SetClock};
use isms::{
    field::{Field, Ty},
    head, kind,
};
use ledger::Ledger;
use proptest::prelude::*;
use serde_json::{Value, json};

const SAMPLE: &[(&str, &str)] = &[("sample.yaml", include_str!("sample.yaml"))];

async fn service(url: &str) -> Service {
    let clock = SetClock::at("2026-11-20T12:00:00Z".parse().unwrap());
    // Kept until the system empties its temporary folder: the ledger may write to it until the test's very end.
    let files = Some(tempfile::tempdir().unwrap().keep());
    let ledger = Ledger::open_with(ledger::Options { files, ..ledger::Options::new(url) }).await.unwrap();
    Service::with_clock(ledger, Arc::new(clock))
}

async fn sample() -> (Service, Uuid) {
    let service = service("sqlite::memory:").await;
    let org = service.found("harbour", "Harbour Works").await.unwrap();
    service.play(org, SAMPLE).await.unwrap();
    (service, org)
}

async fn exported(service: &Service, org: Uuid) -> Vec<(String, String)> {
    let isms = service.isms(org, AsOf::Now).await.unwrap();
    let manifest = service.manifest(org, &isms).await.unwrap();
    export(isms.iter(), isms.as_ref(), &manifest)
}

fn folder(files: &[(String, String)]) -> Folder {
    Folder::of(files.iter().map(|(path, text)| Text { path: path.clone(), bytes: text.clone().into_bytes() }).collect())
}

fn edit(files: &mut [(String, String)], path: &str, from: &str, to: &str) {
    let (_, text) = files.iter_mut().find(|(p, _)| p == path).expect(path);
    assert!(text.contains(from), "{path} has {text}");
    *text = text.replace(from, to);
}

fn shown(plan: &Plan) -> String {
    text(plan, Paint(false))
}

async fn change(service: &Service, org: Uuid, key: &str, patch: Value) {
    let command = Command::Edit { subject: Subject::from(key), version: None, patch };
    service.perform(&Viewer::system(org, None), Request::one("api", command)).await.unwrap();
}

/// Everything after the two lines that name the act.
fn beside_the_act(files: &[(String, String)]) -> Vec<(String, String)> {
    let strip = |text: &str| {
        text.lines()
            .filter(|l| !l.trim().starts_with("sequence:") && !l.trim().starts_with("hash:"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    files.iter().map(|(p, t)| (p.clone(), strip(t))).collect()
}

/// Export, apply, export into the same and into an empty organisation.
async fn round_trip(service: &Service, org: Uuid, slug: &str) {
    let first = exported(service, org).await;
    let seq = service.isms(org, AsOf::Now).await.unwrap().moment.seq;
    let viewer = Viewer::system(org, None);
    let plan = service.plan(&viewer, &folder(&first), &Options::default()).await.unwrap();
    assert_eq!(shown(&plan), "no changes\n");
    assert!(service.perform(&viewer, plan.request).await.unwrap().act.is_none());
    assert_eq!(service.isms(org, AsOf::Now).await.unwrap().moment.seq, seq);
    assert_eq!(exported(service, org).await, first);

    let plan = service.plan_new(&folder(&first), &Options::default());
    assert!(plan.is_sound(), "{}", shown(&plan));
    let other = service.found(slug, "Harbour Works").await.unwrap();
    let receipt = service.perform(&Viewer::system(other, None), plan.request).await.unwrap();
    assert!(receipt.act.is_none_or(|act| act.migrate), "putting a folder back is visibly marked");
    let mut again = exported(service, other).await;
    edit(&mut again, FILE, &format!("organisation: {slug}"), "organisation: harbour");
    let (first, again) = (beside_the_act(&first), beside_the_act(&again));
    for (a, b) in first.iter().zip(&again) {
        assert_eq!(a, b);
    }
    assert_eq!(first.len(), again.len());
}

#[tokio::test]
async fn an_export_reads_like_this() {
    let (service, org) = sample().await;
    let files = exported(&service, org).await;
    let find = |path: &str| files.iter().find(|(p, _)| p == path).map(|(_, t)| t.clone()).unwrap();
    insta::assert_snapshot!(find("risks/RSK-1.yaml"), @r#"
    key: RSK-1
    title: Crane control fails
    owner: PER-2
    tags:
      - ot
      - "2025"
    state: analysed
    scenario: |-
      A failed update stops the cranes: nothing moves.

      It takes a day to go back.
    threatens:
      - objective: OBJ-1
        share: 0.8
    "#);
    insta::assert_snapshot!(find("policies/POL-1.yaml"), @r#"
    key: POL-1
    title: Changes to industrial control systems
    owner: PER-1
    state: draft
    purpose: Nobody changes a crane by surprise.
    level: topic
    statements:
      - number: "1"
        text: Changes are tested on the test crane first.
    edition: 1
    in_force:
      title: Changes to control systems
      purpose: Nobody changes a crane by surprise.
      level: topic
      statements:
        - number: "1"
          text: Changes are tested on the test crane first.
    "#);
}

#[tokio::test]
async fn nothing_is_lost_on_the_way() {
    let (service, org) = sample().await;
    round_trip(&service, org, "elsewhere").await;
}

#[tokio::test]
async fn three_ways() {
    let (service, org) = sample().await;
    let viewer = Viewer::system(org, None);
    let mut files = exported(&service, org).await;
    change(&service, org, "RSK-1", json!({"vulnerability": "No test crane", "title": "Crane control stops"})).await;
    edit(&mut files, "risks/RSK-1.yaml", "owner: PER-2", "owner: PER-1");
    edit(&mut files, "risks/RSK-1.yaml", "title: Crane control fails", "title: Cranes stop");
    files.retain(|(p, _)| p != "comments/CMT-1.yaml");
    files.push(("risks/new.yaml".into(), "key: RSK-9\ntitle: Storm\nscenario: A storm closes the harbour\nstrikes: []\n---\nkind: risk\ntitle: Fog\nscenario: Fog\n".into()));
    let plan = service.plan(&viewer, &folder(&files), &Options::default()).await.unwrap();
    insta::assert_snapshot!(shown(&plan), @r#"
    note: risks/new.yaml: has no key, so applying it creates a new risk each time; write the key it is given into the file
    conflict: RSK-1 title was changed in the folder and on the server
        was     Crane control fails
        folder  Cranes stop
        server  Crane control stops
    kept: RSK-1 vulnerability: No test crane (folder: (empty))
    kept: missing from the folder, not retired without --prune: CMT-1
    0 errors, 1 conflict: nothing can be applied; choose a side with --ours or --theirs
    "#);
    let options = Options { prefer: Prefer::Ours, prune: true, reason: "Review".into(), ..Options::default() };
    let plan = service.plan(&viewer, &folder(&files), &options).await.unwrap();
    insta::assert_snapshot!(shown(&plan), @r#"
    note: risks/new.yaml: has no key, so applying it creates a new risk each time; write the key it is given into the file
    + RSK-9 Storm
        + title: Storm
        + state: identified
        + scenario: A storm closes the harbour
    + RSK-10 Fog
        + title: Fog
        + state: identified
        + scenario: Fog
    ~ RSK-1 Cranes stop
        ~ title: Crane control stops -> Cranes stop
        ~ owner: PER-2 -> PER-1
    - CMT-1 About the cranes
        ~ state: active -> retired
    kept: RSK-1 vulnerability: No test crane (folder: (empty))
    2 to create, 1 to change, 1 to retire
    "#);
    let act = service.perform(&viewer, plan.request).await.unwrap().act.unwrap();
    assert_eq!((act.via.as_str(), act.reason.as_str(), act.migrate), ("apply", "Review", false));
    let isms = service.isms(org, AsOf::Now).await.unwrap();
    let risk = isms.by_key(head::Key::parse("RSK-1").unwrap()).unwrap();
    assert_eq!(risk.head().title, "Cranes stop");
    assert_eq!(risk.body().named("vulnerability").unwrap().1.to_owned_text(), "No test crane");
}

trait OwnedText {
    fn to_owned_text(&self) -> String;
}

impl OwnedText for isms::field::Val<'_> {
    fn to_owned_text(&self) -> String {
        match self {
            isms::field::Val::Str(s) => (*s).to_owned(),
            other => format!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn every_fault_has_its_place() {
    let (service, org) = sample().await;
    let mut files = exported(&service, org).await;
    edit(&mut files, "risks/RSK-1.yaml", "owner: PER-2", "ownr: PER-2");
    edit(&mut files, "risks/RSK-1.yaml", "share: 0.8", "share: 8");
    edit(&mut files, "estimates/EST-1.yaml", "estimator: PER-2", "estimator: PER-77");
    edit(&mut files, "estimates/EST-1.yaml", "risk: RSK-1", "risk: OBJ-1");
    edit(&mut files, "people/PER-2.yaml", "joined: 2026-03-13", "joined: 13.3.2026");
    edit(&mut files, "policies/POL-1.yaml", "edition: 1", "edition: 7");
    for (path, text) in [
        ("risks/broken.yaml", "title: [1, 2\nscenario: x\n"),
        ("risks/twice.yaml", "title: A\ntitle: B\n"),
        ("risks/copy.yaml", "key: RSK-1\ntitle: A copy\nscenario: x\n"),
        ("risks/list.yaml", "- a\n- b\n"),
        ("junk/what.yaml", "title: Nobody knows\n"),
        ("risks/RSK-4.yaml", "key: RSK-5\ntitle: Which\nscenario: x\n"),
        ("risks/odd.yaml", "kind: dragon\ntitle: Fire\n"),
        ("risks/RSK-6.yaml", "title: No scenario\nstate: thinking\n"),
    ] {
        files.push((path.into(), text.into()));
    }
    let viewer = Viewer::system(org, None);
    let plan = service.plan(&viewer, &folder(&files), &Options::default()).await.unwrap();
    insta::assert_snapshot!(shown(&plan), @r#"
    error: estimates/EST-1.yaml:4:7: expected a risk, but OBJ-1 is a objective
    error: estimates/EST-1.yaml:5:12: there is no PER-77; expected the key of a person
    error: junk/what.yaml:1:1: expected a member kind: such as risk, or a file in a folder such as risks/
    error: people/PER-2.yaml:6:9: expected a date such as 2026-03-31, found "13.3.2026"
    error: policies/POL-1.yaml:10:10: edition is changed by putting a draft in force; expected no change here unless the act migrates (--migrate)
    error: risks/RSK-1.yaml:3:7: unknown field "ownr"; did you mean owner?
    error: risks/RSK-1.yaml:14:12: expected a share from 0 to 1, or per cent such as "80 %", found 8
    error: risks/RSK-4.yaml:1:6: the file is named RSK-4, the record RSK-5; expected the same key
    error: risks/RSK-6.yaml:2:8: expected one of identified, analysed, treated, accepted, closed, found "thinking"
    error: risks/broken.yaml:2:9: illegal placement of ':' indicator
    error: risks/copy.yaml:1:1: RSK-1 stands in risks/RSK-1.yaml:1 too; expected each record once
    error: risks/list.yaml:1:1: expected the fields of a record, found a list
    error: risks/odd.yaml:1:7: expected the name of a kind such as risk, found "dragon"
    error: risks/twice.yaml:2:1: expected every key once, found `title` a second time (first at line 1, column 1)
    14 errors, 0 conflicts: nothing can be applied
    "#);
}

#[tokio::test]
async fn guards_and_invariants_are_placed_too() {
    let (service, org) = sample().await;
    let viewer = Viewer::system(org, None);
    let mut files = exported(&service, org).await;
    files.push(("risks/RSK-7.yaml".into(), "title: Theft\nscenario: x\nstate: analysed\n".into()));
    let plan = service.plan(&viewer, &folder(&files), &Options::default()).await.unwrap();
    insta::assert_snapshot!(shown(&plan), @r#"
    error: risks/RSK-7.yaml:3:8: a risk needs at least one estimate that was given before this
    1 error, 0 conflicts: nothing can be applied
    "#);
    files.pop();
    files.push(("risks/RSK-7.yaml".into(), "title: Theft\n".into()));
    files.push(("risks/RSK-8.yaml".into(), "scenario: x\n".into()));
    let plan = service.plan(&viewer, &folder(&files), &Options::default()).await.unwrap();
    insta::assert_snapshot!(shown(&plan), @r#"
    error: risks/RSK-7.yaml:1:1: Scenario is required
    error: risks/RSK-8.yaml:1:1: a title is required
    2 errors, 0 conflicts: nothing can be applied
    "#);
}

#[tokio::test]
async fn a_folder_of_another_history_is_refused() {
    let (service, org) = sample().await;
    let mut files = exported(&service, org).await;
    let at = files[0].1.find("hash: ").unwrap() + 6;
    files[0].1.replace_range(at..at + 4, "beef");
    let error = service.plan(&Viewer::system(org, None), &folder(&files), &Options::default()).await.unwrap_err();
    assert!(error.to_string().contains("another history"), "{error}");
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        prop::sample::select(vec![
            "yes",
            "null",
            "1.5",
            "- x",
            "#x",
            "a: b",
            "2026-01-01",
            "'",
            "\"",
            "Ünïcødé 漢字 🚢",
            "~",
            "{x}",
            "!tag",
            "RSK-1",
            "x #y"
        ])
        .prop_map(str::to_owned),
        "\\PC{1,30}"
            .prop_map(|s| s.trim().to_owned())
            .prop_filter("not empty", |s| !s.is_empty() && !s.chars().any(|c| c.is_control())),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![words(), Just(String::new()), Just("  indented".to_owned())], 1..4)
        .prop_map(|lines| lines.join("\n").trim_end().to_owned())
}

/// A value of a type; references only to what is always there.
fn value(ty: Ty) -> BoxedStrategy<Value> {
    match ty {
        Ty::Line => words().prop_map(Value::from).boxed(),
        Ty::Text => texts().prop_map(Value::from).boxed(),
        Ty::Int => (0i64..10_000).prop_map(Value::from).boxed(),
        Ty::Number => (0.0f64..1e6).prop_map(Value::from).boxed(),
        Ty::Share => (0u32..=100).prop_map(|n| json!(f64::from(n) / 100.0)).boxed(),
        Ty::Flag => any::<bool>().prop_map(Value::from).boxed(),
        Ty::Date => (1u32..28, 1u32..13).prop_map(|(d, m)| json!(format!("2025-{m:02}-{d:02}"))).boxed(),
        Ty::Time => (0u32..24, 0u32..60).prop_map(|(h, m)| json!(format!("2025-03-04T{h:02}:{m:02}:07Z"))).boxed(),
        Ty::Money => (0u32..1_000_000).prop_map(|n| json!(format!("EUR {}.{:02}", n / 100, n % 100))).boxed(),
        Ty::Range => (0u32..100, 0u32..100)
            .prop_map(|(a, b)| json!({"low": f64::from(a) / 8.0, "high": f64::from(a + b)}))
            .boxed(),
        Ty::Link => Just(json!("https://example.org/a?b=c#d")).boxed(),
        Ty::Clause => Just(json!("iso27001-2022:A.5.1")).boxed(),
        Ty::Choice(options) => prop::sample::select(options.iter().map(|o| json!(o.value)).collect::<Vec<_>>()).boxed(),
        Ty::Ref(kinds) => {
            let key = if kinds.is_empty() || kinds.contains(&"person") { json!("PER-1") } else { Value::Null };
            Just(key).boxed()
        }
        Ty::List(Ty::Ref(kinds)) if !kinds.is_empty() && !kinds.contains(&"person") => Just(json!([])).boxed(),
        Ty::List(inner) => prop::collection::vec(value(*inner), 0..3).prop_map(Value::from).boxed(),
        Ty::Part(fields) => members(fields).boxed(),
    }
}

fn members(fields: &'static [Field]) -> impl Strategy<Value = Value> {
    let each: Vec<_> = fields
        .iter()
        .map(|f| {
            let given = value(f.ty);
            let optional = prop_oneof![1 => Just(Value::Null), 1 => value(f.ty)];
            if f.required { given } else { optional.boxed() }
        })
        .collect();
    each.prop_map(move |values| {
        fields
            .iter()
            .zip(values)
            .filter(|(_, v)| !v.is_null())
            .map(|(f, v)| (f.name.to_owned(), v))
            .collect::<serde_json::Map<_, _>>()
            .into()
    })
}

/// Records of any kind with any fields, in any state.
fn records() -> impl Strategy<Value = Vec<(usize, Value, Value, usize, bool)>> {
    let kinds: Vec<usize> = (0..isms::KINDS.len()).collect();
    let one = prop::sample::select(kinds).prop_flat_map(|index| {
        let kind = isms::KINDS[index];
        let states = 0..kind.lifecycle.states.len();
        (Just(index), members(kind.fields), members(head::FIELDS), states, any::<bool>())
    });
    prop::collection::vec(one, 1..12)
}

/// Puts random records in, visibly bypassing guards; what the kinds' own checks refuse is left out.
async fn random(service: &Service, org: Uuid, records: Vec<(usize, Value, Value, usize, bool)>) {
    let viewer = Viewer::system(org, None);
    let person =
        Command::Create { kind: kind::by_name("person").unwrap(), fields: json!({"key": "PER-1", "title": "Someone"}) };
    service.perform(&viewer, Request::one("api", person)).await.unwrap();
    for (index, body, head, state, beside) in records {
        let kind = isms::KINDS[index];
        let mut fields = head.as_object().cloned().unwrap_or_default();
        fields.extend(body.as_object().cloned().unwrap_or_default());
        fields.entry("title").or_insert(json!("Untitled"));
        if kind.versioned && beside {
            fields.insert("edition".into(), json!(3));
            let mut published = body.as_object().cloned().unwrap_or_default();
            published.insert("title".into(), json!("As it is in force"));
            fields.insert("in_force".into(), published.into());
        }
        let state = kind.lifecycle.states[state].name;
        fields.insert("state".into(), json!(state));
        let request = Request { migrate: true, ..Request::one("api", Command::Create { kind, fields: fields.into() }) };
        let Ok(proposal) = service.propose(&viewer, &request).await else { continue };
        let touched: Vec<_> = proposal.changes.iter().map(|r| r.head().id).collect();
        if isms::invariants::broken(&proposal.after, &proposal.after, &touched).is_empty() {
            service.perform(&viewer, request).await.unwrap();
        }
    }
}

fn random_round_trip(url: &str, cases: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let shared = runtime.block_on(service(url));
    let number = std::cell::Cell::new(0);
    let result = runner.run(&records(), |records| {
        runtime.block_on(async {
            number.set(number.get() + 1);
            let slug = format!("t-{}", shared.0.ids.token().0);
            let org = shared.found("harbour", "Harbour Works").await;
            let org = match org {
                Ok(org) => org,
                Err(_) => shared.org(Some("harbour")).await.map(|o| o.id).unwrap(),
            };
            shared.ledger().rename_org(org, &format!("old-{slug}"), "Old").await.unwrap();
            let org = shared.found("harbour", "Harbour Works").await.unwrap();
            random(&shared, org, records).await;
            round_trip(&shared, org, &slug).await;
        });
        Ok(())
    });
    result.unwrap();
}

#[test]
fn any_value_survives_on_sqlite() {
    random_round_trip("sqlite::memory:", 48);
}

#[test]
fn any_value_survives_on_postgres() {
    match std::env::var("SURETY_TEST_POSTGRES") {
        Ok(url) => random_round_trip(&url, 8),
        Err(_) => eprintln!("skipped: SURETY_TEST_POSTGRES is not set"),
    }
}
