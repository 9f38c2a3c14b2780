use super::*;
use crate::{
    Command, Request,
    import::{About, Outcome, Stand, of_text},
};
use isms::{kind, outer};
use ledger::Ledger;
use proptest::prelude::*;
use serde_json::{Value, json};

struct Rig {
    service: Service,
    viewer: Viewer,
    _folder: tempfile::TempDir,
}

impl Rig {
    async fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::new(ledger);
        let viewer = Viewer::system(service.found("acme", "Acme").await.unwrap(), None);
        Rig { service, viewer, _folder: folder }
    }

    async fn make(&self, name: &str, fields: Value) {
        let request = Request {
            migrate: true,
            ..Request::one("test", Command::Create { kind: kind::by_name(name).unwrap(), fields })
        };
        self.service.perform(&self.viewer, request).await.unwrap();
    }

    async fn list(&self, version: &str, text: &str) -> crate::import::Imported {
        let about = About { id: "ours".into(), title: "Ours".into(), version: version.into(), ..About::default() };
        let (catalogue, odd) = of_text(text, &about);
        assert_eq!(odd, []);
        let stand = Stand { why: "We need it.".into(), ..Stand::default() };
        self.service.keep_catalogue(&self.viewer, catalogue, &stand).await.unwrap()
    }

    /// Every record in its outer form, without the framework.
    async fn told(&self) -> Vec<Value> {
        let isms = self.service.isms(self.viewer.org, AsOf::Now).await.unwrap();
        isms.iter().map(|r| outer::write(r.as_ref(), isms.as_ref())).collect()
    }

    async fn marks(&self) -> (String, String) {
        let isms = self.service.isms(self.viewer.org, AsOf::Now).await.unwrap();
        let library = self.service.library(&isms).await.unwrap();
        let mark = |v: &str| library.versions("ours").find(|s| s.catalogue.version == v).unwrap().mark();
        (mark("1"), mark("2"))
    }

    async fn wish(&self) -> Wish {
        let (one, two) = self.marks().await;
        let side = |mark: String| Side { id: "ours".into(), mark };
        Wish { from: side(one), to: side(two), ..Wish::default() }
    }
}

const ONE: &str = "1 Access\n  1.1 Accounts\n  1.2 Reviews\n2 Copies\n  2.1 Backups\n  2.2 Tapes\n";
const TWO: &str = "1 Access\n  1.1 Accounts of people\n  1.3 Machines\n2 Copies\n  2.1 Backups\n";

/// Two versions held, the first adopted; a control, and a statement with text in force and a draft.
async fn filled(clauses: &[&str]) -> Rig {
    let rig = Rig::new().await;
    assert_eq!(rig.list("1", ONE).await.outcome, Outcome::Created);
    let adopt = Command::Step { subject: "FRW-1".into(), version: None, step: "adopt".into(), reason: String::new() };
    rig.service.perform(&rig.viewer, Request::one("test", adopt)).await.unwrap();
    assert_eq!(rig.list("2", TWO).await.outcome, Outcome::Beside);
    assert_eq!(rig.list("2", TWO).await.outcome, Outcome::Same);
    let named: Vec<String> = clauses.iter().map(|c| format!("ours:{c}")).collect();
    rig.make("control", json!({ "title": "Doors", "description": "x", "clauses": named })).await;
    rig.make("control", json!({ "title": "Elsewhere", "description": "x", "clauses": ["nis2:Art. 21(2)(c)"] })).await;
    let deviations: Vec<Value> =
        named.iter().map(|c| json!({ "clause": c, "ruling": "excluded", "reason": "none here" })).collect();
    let statement =
        json!({ "title": "Statement", "framework": "FRW-1", "deviations": deviations, "state": "in-force" });
    rig.make("applicability", statement).await;
    let edit = Command::Edit { subject: "SOA-1".into(), version: None, patch: json!({ "introduction": "A draft." }) };
    rig.service.perform(&rig.viewer, Request::one("test", edit)).await.unwrap();
    rig
}

#[tokio::test]
async fn a_version_is_followed_by_a_plan_and_taken_back() {
    let rig = filled(&["1.1", "1.2", "2.2"]).await;
    let mut wish = rig.wish().await;
    let plan = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap();
    let told: Vec<String> = plan
        .moves
        .iter()
        .map(|m| format!("{} {:?} {:?} {} uses {:?}", m.requirement, m.ground, m.choice, m.uses.len(), m.changed))
        .collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        "1.1 Same Some(To([\"1.1\"])) 2 uses [Retitled]",
        "1.2 Nothing None 2 uses [Removed]",
        "2.2 Nothing None 2 uses [Removed]",
    ]
    "#);
    let refused = rig.service.migrate(&rig.viewer, &wish, &plan.mark()).await.unwrap_err();
    assert!(refused.to_string().contains("2 requirements are not decided yet"), "{refused}");
    wish.choices.insert("1.2".into(), Choice::To(vec!["1.1".into(), "1.3".into()]));
    wish.choices.insert("2.2".into(), Choice::Drop("no tapes are left".into()));
    let before = rig.told().await;
    let plan = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap();
    let act = rig.service.migrate(&rig.viewer, &wish, &plan.mark()).await.unwrap().act.unwrap();
    assert!(act.migrate && act.reason.ends_with("2.2 dropped: no tapes are left"), "{}", act.reason);
    let isms = rig.service.isms(rig.viewer.org, AsOf::Now).await.unwrap();
    let control = outer::write(isms.by_key(isms::head::Key::parse("CTL-1").unwrap()).unwrap().as_ref(), isms.as_ref());
    assert_eq!(control["clauses"], json!(["ours:1.1", "ours:1.3"]));
    let statement = isms.by_key(isms::head::Key::parse("SOA-1").unwrap()).unwrap();
    let whole = outer::write(statement.as_ref(), isms.as_ref());
    assert_eq!((whole["edition"].as_u64(), whole["in_force"]["deviations"].as_array().unwrap().len()), (Some(1), 2));
    let library = rig.service.library(&isms).await.unwrap();
    assert_eq!(library.find("ours").unwrap().catalogue.version, "2");
    let past = rig.service.isms(rig.viewer.org, AsOf::Seq(act.seq - 1)).await.unwrap();
    assert_eq!(rig.service.library(&past).await.unwrap().find("ours").unwrap().catalogue.version, "1");

    let add = Command::Edit {
        subject: "CTL-1".into(),
        version: None,
        patch: json!({ "clauses": ["ours:1.1", "ours:1.3", "ours:2.1"] }),
    };
    rig.service.perform(&rig.viewer, Request::one("test", add)).await.unwrap();
    rig.service.undo_migration(&rig.viewer, act.seq).await.unwrap();
    let mut after = rig.told().await;
    let control = after.iter_mut().find(|r| r["key"] == "CTL-1").unwrap();
    assert_eq!(
        control["clauses"],
        json!(["ours:1.2", "ours:2.2", "ours:1.1", "ours:2.1"]),
        "what was added since stays"
    );
    control["clauses"] = json!(["ours:1.1", "ours:1.2", "ours:2.2"]);
    assert_eq!(after, before);
    assert!(rig.service.undo_migration(&rig.viewer, act.seq).await.is_err());
}

#[tokio::test]
async fn what_someone_changed_since_is_listed_and_stays() {
    let rig = filled(&["2.2"]).await;
    let mut wish = rig.wish().await;
    wish.choices.insert("2.2".into(), Choice::To(vec!["2.1".into()]));
    let mark = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap().mark();
    let seq = rig.service.migrate(&rig.viewer, &wish, &mark).await.unwrap().act.unwrap().seq;
    let edit = Command::Edit { subject: "CTL-1".into(), version: None, patch: json!({ "clauses": ["ours:1.1"] }) };
    rig.service.perform(&rig.viewer, Request::one("test", edit)).await.unwrap();
    let undo = rig.service.plan_undo(&rig.viewer, seq).await.unwrap();
    assert_eq!(undo.conflicts.iter().map(|c| (c.field, c.why)).collect::<Vec<_>>(), [("clauses", Why::Changed)]);
    assert_eq!(undo.restored.len(), 2);
}

/// Between two frameworks only a mapping proposes, and a statement takes its framework along.
#[tokio::test]
async fn to_another_framework_where_a_mapping_says_equal() {
    let rig = filled(&["1.1", "2.1"]).await;
    rig.make("framework", json!({ "title": "CSF", "catalogue": "nist-csf-2.0", "why": "x" })).await;
    let line = |source: &str, relation: &str, target: &str| json!({ "source": format!("ours:{source}"), "relation": relation, "target": format!("nist-csf-2.0:{target}") });
    let lines = [
        line("1.1", "intersects", "PR.AA-05"),
        line("2.1", "equal", "PR.DS-11"),
        line("2.1", "intersects", "RC.RP-03"),
    ];
    rig.make("mapping", json!({ "title": "m", "from_framework": "ours", "to_framework": "nist-csf-2.0", "provenance": "us", "lines": lines })).await;
    let (mark, _) = rig.marks().await;
    let to = Side { id: "nist-csf-2.0".into(), mark: "built-in".into() };
    let mut wish = Wish { from: Side { id: "ours".into(), mark }, to, ..Wish::default() };
    let plan = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap();
    let told: Vec<_> =
        plan.moves.iter().map(|m| (m.requirement.as_str(), m.ground, m.choice.is_some(), m.offers.len())).collect();
    assert_eq!(told, [("1.1", Ground::Choose, false, 1), ("2.1", Ground::Equal, true, 2)]);
    wish.choices.insert("1.1".into(), Choice::To(vec!["PR.AA-05".into()]));
    let mark = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap().mark();
    let before = rig.told().await;
    let seq = rig.service.migrate(&rig.viewer, &wish, &mark).await.unwrap().act.unwrap().seq;
    let after = rig.told().await;
    let find = |key: &str| after.iter().find(|r| r["key"] == key).unwrap();
    assert_eq!(find("CTL-1")["clauses"], json!(["nist-csf-2.0:PR.AA-05", "nist-csf-2.0:PR.DS-11"]));
    assert_eq!(
        (&find("SOA-1")["framework"], &find("SOA-1")["in_force"]["framework"]),
        (&json!("FRW-2"), &json!("FRW-2"))
    );
    assert_eq!(find("MAP-1")["lines"].as_array().unwrap().len(), 3, "what is said of the old one stays");
    rig.service.undo_migration(&rig.viewer, seq).await.unwrap();
    assert_eq!(rig.told().await, before);
}

/// One organisation's content is not another's, whatever identifier it names.
#[tokio::test]
async fn content_is_read_by_those_who_hold_it() {
    let rig = filled(&["1.1"]).await;
    let other = Viewer::system(rig.service.found("other", "Other").await.unwrap(), None);
    let seen = async |viewer: &Viewer| {
        let isms = rig.service.isms(viewer.org, AsOf::Now).await.unwrap();
        rig.service.library(&isms).await.unwrap().versions("ours").count()
    };
    let named = Command::Create {
        kind: kind::by_name("framework").unwrap(),
        fields: json!({ "title": "t", "catalogue": "ours", "catalogue_version": "1", "why": "x" }),
    };
    rig.service.perform(&other, Request::one("test", named)).await.unwrap();
    assert_eq!((seen(&rig.viewer).await, seen(&other).await), (2, 0));
    let about = About { id: "ours".into(), title: "Theirs".into(), version: "1".into(), ..About::default() };
    let stand = Stand { why: "x".into(), ..Stand::default() };
    rig.service.keep_catalogue(&other, of_text("a A\n", &about).0, &stand).await.unwrap();
    assert_eq!((seen(&rig.viewer).await, seen(&other).await), (2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// There and back again leaves every record as it was, whatever was decided.
    #[test]
    fn undoing_gives_back_equal_records(
        named in prop::sample::subsequence(vec!["1", "1.1", "1.2", "2", "2.1", "2.2", "not there"], 1..6),
        decided in prop::collection::vec(0..4usize, 7),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let rig = filled(&named).await;
            let mut wish = rig.wish().await;
            for (requirement, decided) in named.iter().zip(decided) {
                let choice = match decided {
                    0 => Choice::Keep,
                    1 => Choice::Drop("why".into()),
                    2 => Choice::To(vec!["2.1".into()]),
                    _ => Choice::To(vec!["1.1".into(), "1.3".into()]),
                };
                wish.choices.insert((*requirement).into(), choice);
            }
            let before = rig.told().await;
            let mark = rig.service.plan_migration(&rig.viewer, &wish).await.unwrap().mark();
            let seq = rig.service.migrate(&rig.viewer, &wish, &mark).await.unwrap().act.unwrap().seq;
            prop_assert_ne!(&rig.told().await, &before);
            rig.service.undo_migration(&rig.viewer, seq).await.unwrap();
            prop_assert_eq!(rig.told().await, before);
            Ok(())
        })?;
    }
}
