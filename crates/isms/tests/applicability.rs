//! The Statement of Applicability: why lines apply, how their status is earned, and that its totals are a count of its lines.

mod forms;

use forms::{id, organisation, with};
use isms::{
    analysis::{
        applicability::{
            Applies, Ask, Contradiction, Line, Missing, Reason, Statement, changes, contradicted, missing, statement,
        },
        assured::{Assurance, Status},
        outline::{Outline, Point},
    },
    control::Applicability,
    isms::Isms,
};
use serde_json::{Value, json};

fn outline() -> Outline {
    let point = |id: &str, parent: &str, class: &str, levels: &[&str]| Point {
        id: id.into(),
        title: id.into(),
        parent: (!parent.is_empty()).then(|| parent.into()),
        class: class.into(),
        levels: levels.iter().map(|l| (*l).into()).collect(),
        ..Point::default()
    };
    let withdrawn = Point { withdrawn: true, ..point("old", "A", "control", &[]) };
    let requirements = ["1", "2", "3", "4", "5", "6", "7"].map(|id| point(id, "A", "control", &[])).into_iter();
    let more = [
        point("3.1", "3", "enhancement", &["moderate"]),
        point("clause", "", "clause", &[]),
        point("A", "", "theme", &[]),
        withdrawn,
    ];
    Outline { id: "fw".into(), requirements: requirements.chain(more).collect(), ..Outline::default() }
}

fn base() -> Value {
    json!([
        {"key": "PER-1"}, {"key": "PER-2"},
        {"key": "RSK-1", "scenario": "Fire"},
        {"key": "OBL-1", "demand": "Do", "state": "applicable", "clauses": ["fw:A"]},
        {"key": "OBL-2", "demand": "Do", "state": "applicable", "clauses": ["fw:4"], "applies_from": "2027-01-01"},
        {"key": "SUP-1", "services": "x", "state": "active"},
        {"key": "GDL-1", "purpose": "x", "state": "in-force"},
        {"key": "RQT-1", "guideline": "GDL-1", "number": "1", "text": "x", "clauses": ["fw:2"], "state": "in-force"},
        {"key": "FRW-1", "catalogue": "fw", "why": "x", "state": "adopted"},
        {"key": "CTL-1", "description": "x", "state": "operating", "treats": ["RSK-1"], "clauses": ["fw:1"]},
        {"key": "CTL-2", "description": "x", "state": "operating", "implements": ["RQT-1"]},
        {"key": "CTL-3", "description": "x", "state": "designed", "clauses": ["fw:1", "fw:3"]},
        {"key": "CTL-4", "description": "x", "state": "operating", "clauses": ["other:9"]},
        {"key": "SOA-1", "framework": "FRW-1", "baseline": "moderate", "state": "in-force",
         "deviations": [{"clause": "fw:5", "ruling": "excluded", "reason": "No"}],
         "inherited": [{"clause": "fw:6", "provider": "SUP-1"}]},
    ])
}

fn told<T>(isms: &Isms, tell: impl FnOnce(&Statement<'_>) -> T) -> T {
    let (outline, assurance) = (outline(), Assurance::of(isms));
    let record = isms.typed::<Applicability>(id("SOA-1")).expect("the statement");
    tell(&statement(&assurance, &outline, Ask::by(record, false)))
}

fn line<'s, 'a>(statement: &'s Statement<'a>, id: &str) -> &'s Line<'a> {
    statement.lines.iter().find(|l| l.point.id == id).unwrap_or_else(|| panic!("no line {id}"))
}

fn status(isms: &Isms, id: &str) -> Status {
    told(isms, |s| line(s, id).status)
}

#[test]
fn lines_apply_for_reasons_and_never_by_silence() {
    let isms = organisation(&base());
    told(&isms, |s| {
        let ids: Vec<&str> = s.lines.iter().map(|l| l.point.id.as_str()).collect();
        assert_eq!(
            ids,
            ["1", "2", "3", "4", "5", "6", "7", "3.1"],
            "headings, clauses and withdrawn ones are no lines"
        );
        let binding = Reason::Obligation(id("OBL-1"));
        assert_eq!(line(s, "1").reasons, [Reason::Risk(id("RSK-1")), binding], "an obligation binds what stands below");
        assert_eq!(line(s, "4").reasons, [binding], "an obligation of next year demands nothing yet");
        assert_eq!(line(s, "3.1").reasons, [binding, Reason::Baseline]);
        assert_eq!(line(s, "5").contradictions, [Contradiction::Obligation(id("OBL-1"))]);
        assert_eq!(line(s, "6").contradictions, [Contradiction::NotShown(id("SUP-1"))]);
        assert_eq!(s.outside, [id("CTL-4")], "what operates outside of the catalogue is listed");
    });
    let without = with(isms, &json!([{"key": "OBL-1", "demand": "Do", "state": "identified", "clauses": ["fw:A"]}]));
    told(&without, |s| {
        let undetermined = s.lines.iter().filter(|l| l.applies == Applies::Undetermined);
        assert_eq!(undetermined.map(|l| l.point.id.as_str()).collect::<Vec<_>>(), ["2", "3", "4", "6", "7"]);
    });
}

#[test]
fn a_status_is_earned_step_by_step() {
    let mut isms = organisation(&base());
    assert_eq!(status(&isms, "7"), Status::NoControl);
    assert_eq!(status(&isms, "3"), Status::Planned);
    assert_eq!(status(&isms, "6"), Status::Inherited);
    assert_eq!(status(&isms, "1"), Status::NoTest, "a planned control beside one that operates takes nothing away");
    let test = |runs: Value| json!([{"key": "TST-1", "of": ["CTL-1", "CTL-2"], "cadence": "quarterly", "runs": runs}]);
    let run = |on: &str, verdict: &str| json!({"on": on, "verdict": verdict});
    for (runs, expected) in [
        (json!([]), Status::NeverRun),
        (json!([run("2026-10-01", "inconclusive")]), Status::NeverRun),
        (json!([run("2026-11-21", "passed")]), Status::NeverRun),
        (json!([run("2026-08-19", "passed")]), Status::Stale),
        (json!([run("2026-08-20", "passed")]), Status::Passed),
        (json!([run("2026-08-20", "passed"), run("2026-11-01", "failed")]), Status::Failed),
        (json!([run("2026-11-01", "failed"), run("2026-11-02", "passed-with-exceptions")]), Status::Passed),
    ] {
        isms = with(isms, &test(runs.clone()));
        assert_eq!(status(&isms, "1"), expected, "{runs}");
        assert_eq!(status(&isms, "2"), expected, "through a requirement of ours: {runs}");
    }
    let finding = |state: &str, grade: &str| json!([{"key": "FND-1", "description": "x", "against": ["CTL-1"], "grade": grade, "state": state}]);
    assert_eq!(status(&with(isms.clone(), &finding("open", "minor-nonconformity")), "1"), Status::Failed);
    assert_eq!(status(&with(isms.clone(), &finding("open", "opportunity")), "1"), Status::Passed);
    assert_eq!(status(&with(isms.clone(), &finding("closed", "minor-nonconformity")), "1"), Status::Passed);
    let second = json!([{"key": "TST-2", "of": ["CTL-1"]}]);
    assert_eq!(status(&with(isms, &second), "1"), Status::NeverRun, "of several tests the weakest counts");
}

#[test]
fn evidence_travels_only_where_someone_accepted_it() {
    let isms = organisation(&base());
    let mapping = |relation: &str, accepted: Value| {
        let mut line = json!({"source": "other:9", "target": "fw:7", "relation": relation});
        line.as_object_mut().expect("a line").extend(accepted.as_object().expect("members").clone());
        json!([{"key": "MAP-1", "from_framework": "other", "to_framework": "fw", "provenance": "x", "lines": [line]}])
    };
    let by = json!({"accepted_by": "PER-1", "accepted_on": "2026-11-01"});
    assert_eq!(status(&with(isms.clone(), &mapping("superset", json!({}))), "7"), Status::NoControl);
    assert_eq!(status(&with(isms.clone(), &mapping("intersects", by.clone())), "7"), Status::NoControl);
    assert_eq!(status(&with(isms.clone(), &mapping("subset", by.clone())), "7"), Status::NoControl);
    let accepted = with(isms, &mapping("superset", by));
    assert_eq!(status(&accepted, "7"), Status::NoTest);
    told(&accepted, |s| assert_eq!(line(s, "7").through.first().and_then(|t| t.mapping), Some(id("MAP-1"))));
}

#[test]
fn totals_are_a_count_of_the_lines() {
    let isms = organisation(&base());
    told(&isms, |s| {
        let t = &s.totals;
        let count = |f: &dyn Fn(&Line<'_>) -> bool| s.lines.iter().filter(|l| f(l)).count();
        assert_eq!(t.lines, t.applicable + t.excluded + t.undetermined);
        assert_eq!(t.by_status.iter().sum::<usize>(), t.applicable);
        assert_eq!(t.excluded, count(&|l| l.applies == Applies::No));
        for status in Status::ALL {
            assert_eq!(t.of(status), count(&|l| l.applies == Applies::Yes && l.status == status), "{status:?}");
        }
        assert_eq!((t.lines, t.applicable, t.excluded, t.contradicted), (8, 7, 1, 2));
    });
}

#[test]
fn only_what_belongs_to_the_scope_counts() {
    let scopes = json!([{"key": "SCP-1", "statement": "a", "state": "in-force"},
        {"key": "SCP-2", "statement": "b", "within": "SCP-1", "state": "in-force"},
        {"key": "SCP-3", "statement": "c", "state": "in-force"}]);
    let mut isms = with(organisation(&base()), &scopes);
    let soa = json!({"key": "SOA-1", "framework": "FRW-1", "scope": "SCP-2", "state": "in-force"});
    isms = with(isms, &json!([soa]));
    for (home, expected) in [("SCP-1", Status::NoTest), ("SCP-2", Status::NoTest), ("SCP-3", Status::Planned)] {
        let control =
            json!([{"key": "CTL-1", "description": "x", "state": "operating", "clauses": ["fw:1"], "scope": home}]);
        assert_eq!(status(&with(isms.clone(), &control), "1"), expected, "{home}");
    }
}

#[test]
fn two_statements_differ_where_a_ruling_or_a_status_does() {
    let before = organisation(&base());
    let after = with(
        before.clone(),
        &json!([
            {"key": "TST-1", "of": ["CTL-1"], "runs": [{"on": "2026-11-01", "verdict": "passed"}]},
            {"key": "SOA-1", "framework": "FRW-1", "baseline": "moderate", "state": "in-force",
             "deviations": [{"clause": "fw:7", "ruling": "excluded", "reason": "No"}], "inherited": [{"clause": "fw:6", "provider": "SUP-1"}]},
        ]),
    );
    let outline = outline();
    let (was, is) = (Assurance::of(&before), Assurance::of(&after));
    let by = |isms| Ask::by(Isms::typed::<Applicability>(isms, id("SOA-1")).expect("the statement"), false);
    let (was, is) = (statement(&was, &outline, by(&before)), statement(&is, &outline, by(&after)));
    let found: Vec<(&str, Applies, Status)> =
        changes(&was, &is).iter().filter_map(|c| c.after.map(|l| (l.point.id.as_str(), l.applies, l.status))).collect();
    let expected = [
        ("1", Applies::Yes, Status::Passed),
        ("5", Applies::Yes, Status::NoControl),
        ("7", Applies::No, Status::NoControl),
    ];
    assert_eq!(found, expected);
    assert!(changes(&is, &is).is_empty());
}

#[test]
fn what_is_missing_is_one_thing() {
    let isms = organisation(&base());
    let (outline, assurance) = (outline(), Assurance::of(&isms));
    let record = isms.typed::<Applicability>(id("SOA-1")).expect("the statement");
    let statement = statement(&assurance, &outline, Ask::by(record, false));
    let lacks = |n: &str| statement.line(n).and_then(|l| missing(&assurance, l));
    assert_eq!(lacks("1"), Some(Missing::Test(id("CTL-1"))));
    assert_eq!(lacks("3"), Some(Missing::Operation(id("CTL-3"))));
    assert_eq!(lacks("5"), Some(Missing::Exclusion));
    assert_eq!(lacks("6"), Some(Missing::Report(id("SUP-1"))));
    assert_eq!(lacks("7"), Some(Missing::Control));
}

#[test]
fn exclusions_are_contradicted_without_a_catalogue_too() {
    let isms = organisation(&base());
    let found = |isms: &Isms| contradicted(isms, isms.typed::<Applicability>(id("SOA-1")).expect("the statement"));
    assert!(found(&isms).is_empty(), "what binds the chapter above is known from the catalogue alone");
    let control =
        json!([{"key": "CTL-5", "description": "x", "state": "designed", "treats": ["RSK-1"], "clauses": ["fw:5"]}]);
    let with = with(isms, &control);
    assert_eq!(found(&with), [("5".to_owned(), vec![Contradiction::Risk(id("RSK-1"))])]);
}
