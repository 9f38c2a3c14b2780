//! Registers, filters and the outer form: against slow and simple answers, and in the words people see.

use isms::{
    authority::{Role, Sight},
    context::Person,
    field::Choice,
    isms::{Isms, Moment},
    kind, outer,
    record::AnyRecord,
    values::RecordId,
    view::View,
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

fn moment() -> Moment {
    Moment { seq: 1, now: "2026-06-01T12:00:00Z".parse().unwrap() }
}

fn head(number: u32, title: &str, state: &str) -> isms::head::Head {
    let at: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    isms::head::Head {
        id: RecordId(Uuid::from_u128((u128::from(number) << 64) | (u128::from(number) * 7919))),
        number,
        title: title.into(),
        owner: None,
        scope: None,
        compartment: Default::default(),
        state: state.into(),
        next_review: None,
        tags: Vec::new(),
        drafted_by: Default::default(),
        version: 1,
        created: at,
        changed: at,
    }
}

fn control(number: u32, title: &str, state: &str, cost: Option<i64>) -> Arc<dyn AnyRecord> {
    let body = json!({ "description": format!("What {title} does"), "cost_yearly": cost.map(|c| format!("EUR {c}")) });
    (kind::by_name("control").unwrap().make)(head(number, title, state), body).unwrap()
}

fn all_roles() -> Sight {
    Sight { roles: Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect(), ..Sight::default() }
}

fn view(isms: Isms) -> View {
    View::new(Arc::new(isms), all_roles())
}

fn keys(view: &View, query: &str) -> Vec<u32> {
    let kind = kind::by_name("control").unwrap();
    let query = view.query(kind, query).unwrap_or_else(|f| panic!("{f}"));
    let page = view.page(kind, &query, 0, usize::MAX);
    assert_eq!(page.total, page.rows.len());
    assert_eq!(page.total, view.count(kind, &query));
    page.rows.iter().map(|r| r.head().number).collect()
}

#[derive(Clone, Debug)]
struct Made {
    number: u32,
    title: String,
    state: &'static str,
    cost: Option<i64>,
}

fn made() -> impl Strategy<Value = Made> {
    let title = prop::sample::select(vec![
        "Spare room",
        "spare parts",
        "Segmentation of networks",
        "Segmentation of Nets",
        "Ölwechsel",
        "Backup",
    ]);
    let state = prop::sample::select(vec!["proposed", "operating", "retired"]);
    (1..900u32, title, state, prop::option::of(0..50i64)).prop_map(|(number, title, state, cost)| Made {
        number,
        title: title.into(),
        state,
        cost,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_value_changed_step_by_step_is_the_value_loaded_at_once(all in prop::collection::vec(made(), 1..700)) {
        let mut isms = Isms::empty(Uuid::nil(), moment());
        let mut newest: std::collections::BTreeMap<u32, Made> = Default::default();
        let first = all.len() / 2;
        let mut past = None;
        for (at, m) in all.iter().enumerate() {
            if at == first { past = Some((isms.clone(), newest.clone())); }
            isms = isms.with(&[control(m.number, &m.title, m.state, m.cost)]);
            newest.insert(m.number, m.clone());
        }
        let loaded = Isms::load(Uuid::nil(), moment(), newest.values().map(|m| control(m.number, &m.title, m.state, m.cost)));
        let bytes = |i: &Isms| i.iter().map(|r| r.encode()).collect::<Vec<_>>();
        prop_assert_eq!(bytes(&isms), bytes(&loaded));
        prop_assert_eq!(isms.len(), newest.len());
        let (then, known) = past.unwrap();
        let back = newest.keys().map(|n| match known.get(n) {
            Some(m) => Ok(control(m.number, &m.title, m.state, m.cost)),
            None => Err(head(*n, "", "").id),
        });
        prop_assert_eq!(bytes(&isms.rewound(moment(), back.collect())), bytes(&then));
    }

    #[test]
    fn filters_answer_as_a_slow_look_does(all in prop::collection::vec(made(), 1..600), cost in 0..50i64) {
        let newest: std::collections::BTreeMap<u32, Made> = all.into_iter().map(|m| (m.number, m)).collect();
        let view = view(Isms::load(Uuid::nil(), moment(), newest.values().map(|m| control(m.number, &m.title, m.state, m.cost))));
        let slow = |f: &dyn Fn(&Made) -> bool| newest.values().filter(|m| f(m)).map(|m| m.number).collect::<Vec<u32>>();
        prop_assert_eq!(keys(&view, "spare"), slow(&|m| m.title.to_lowercase().contains("spare")));
        prop_assert_eq!(keys(&view, "-is:closed ölw"), slow(&|m| m.state != "retired" && m.title == "Ölwechsel"));
        prop_assert_eq!(keys(&view, &format!("cost_yearly>{cost} state:operating")), slow(&|m| m.state == "operating" && m.cost.is_some_and(|c| c > cost)));
        prop_assert_eq!(keys(&view, "no:cost_yearly"), slow(&|m| m.cost.is_none()));
        let mut by_title: Vec<&Made> = newest.values().collect();
        by_title.sort_by_key(|m| (m.title.to_lowercase(), m.number));
        prop_assert_eq!(keys(&view, "sort:title"), by_title.iter().map(|m| m.number).collect::<Vec<_>>());
    }

    #[test]
    fn no_filter_and_no_outer_form_makes_us_panic(text in ".{0,80}", n in any::<i64>()) {
        let view = view(Isms::empty(Uuid::nil(), moment()));
        for kind in isms::KINDS {
            let _ = view.query(kind, &text);
        }
        let hostile = json!({ "title": text, "threatens": [{ "objective": n }, text], "scenario": { "a": [n] }, "custom": n, "key": n });
        prop_assert!(outer::read(kind::by_name("risk").unwrap(), &hostile, &view).is_err());
    }
}

#[test]
fn what_the_compartments_hide_is_neither_listed_nor_counted_nor_found() {
    let incident = kind::by_name("incident").unwrap();
    let mut hidden = head(1, "Phishing wave", incident.lifecycle.initial());
    hidden.compartment = incident.compartment;
    let record = (incident.make)(hidden, json!({ "description": "Someone clicked." })).unwrap();
    let isms = Arc::new(Isms::load(Uuid::nil(), moment(), [record]));
    let count = |role| {
        let view = View::new(isms.clone(), Sight { roles: vec![role], ..Sight::default() });
        (view.count(incident, &Default::default()), view.search("phishing", 9).len(), view.records(incident).count())
    };
    assert_eq!(count(Role::Employee), (0, 0, 0));
    assert_eq!(count(Role::Officer), (1, 1, 1));
}

#[test]
fn a_wrong_filter_says_where_and_what_was_expected() {
    let view = view(Isms::load(Uuid::nil(), moment(), [control(1, "Backup", "operating", None)]));
    let control = kind::by_name("control").unwrap();
    let said = |text: &str| view.query(control, text).unwrap_err().message;
    insta::assert_snapshot!(said("backup state:done"), @r#"at character 8: expected a state of proposed, designed, implemented, operating, retiring, retired, found "done""#);
    insta::assert_snapshot!(said("cost_yearly>much"), @r#"at character 1: expected an amount such as EUR 1000000 or EUR 12.50, found "much""#);
    insta::assert_snapshot!(said("treats:RSK-9"), @"at character 1: there is no RSK-9; expected a key such as RSK-12, or me");
    assert!(
        said("colour:red")
            .starts_with("at character 1: a control has no field \"colour\"; expected one of key, state,")
    );
}

#[test]
fn every_fault_is_found_and_names_its_place() {
    let view = view(Isms::load(Uuid::nil(), moment(), [control(1, "Backup", "operating", None)]));
    let given = json!({
        "title": "Two\nlines", "scenario": 7, "effects": ["secrecy"], "threat": "CTL-1", "owner": "PER-9",
        "threatens": [{ "share": "150 %" }], "next_review": "soon", "vulnerabilty": "x"
    });
    let faults = outer::read(kind::by_name("risk").unwrap(), &given, &view).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    /title: expected one line of text, found "Two\nlines"
    /scenario: expected text, found 7
    /effects/0: expected one of confidentiality, integrity, availability, found "secrecy"
    /threat: expected a threat, but CTL-1 is a control
    /owner: there is no PER-9; expected the key of a person or team or role
    /threatens/0/share: expected a share from 0 to 1, or per cent such as "80 %", found "150 %"
    /threatens/0/objective: Objective is required
    /next_review: expected a date such as 2026-03-31, found "soon"
    /vulnerabilty: unknown field "vulnerabilty"; did you mean vulnerability?
    "#);
}

#[test]
fn what_is_written_reads_back_to_the_same_record() {
    let person = kind::of::<Person>();
    let body = json!({ "email": "a@example.org", "line": "second", "competence": [{ "skill": "FAIR", "until": "2027-01-01" }] });
    let record = (person.make)(head(3, "Analyst", "active"), body).unwrap();
    let view = view(Isms::load(Uuid::nil(), moment(), [record.clone()]));
    let written = outer::write(record.as_ref(), &view);
    let read = outer::read(person, &written, &view).unwrap();
    let again = record.with_body(record.head().clone(), Value::Object(read.body), read.custom).unwrap();
    assert_eq!(again.encode(), record.encode());
}
