//! What every kind must keep, whoever adds it.

use isms::{
    KINDS,
    field::{Field, Ty},
    head::{self, Head},
    kind::{self, KindInfo},
    lifecycle::{Effect, Phase},
    outer,
    record::AnyRecord,
    values::RecordId,
};
use std::{collections::BTreeSet, sync::Arc};

fn unique<'a>(words: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = words.filter(|w| !seen.insert(*w)).collect();
    assert!(twice.is_empty(), "given twice: {twice:?}");
}

/// Every field at every depth, with its path.
fn walk(path: &str, fields: &'static [Field], visit: &mut dyn FnMut(&str, &'static Field)) {
    for field in fields {
        let path = format!("{path}.{}", field.name);
        visit(&path, field);
        if let Ty::Part(inner) = innermost(field.ty) {
            walk(&path, inner, visit);
        }
    }
}

fn innermost(ty: Ty) -> Ty {
    if let Ty::List(inner) = ty { innermost(*inner) } else { ty }
}

fn every_field(visit: &mut dyn FnMut(&str, &'static Field)) {
    KINDS.iter().for_each(|k| walk(k.name, k.fields, visit));
}

#[test]
fn names_are_unique() {
    unique(KINDS.iter().map(|k| k.prefix));
    unique(KINDS.iter().map(|k| k.name));
    unique(KINDS.iter().map(|k| k.plural));
    unique(KINDS.iter().map(|k| k.label));
    for kind in KINDS {
        assert!(kind.prefix.len() == 3 && kind.prefix.bytes().all(|b| b.is_ascii_uppercase()), "{}", kind.prefix);
        unique(kind.fields.iter().map(|f| f.name));
    }
}

#[test]
fn no_field_hides_what_every_record_has() {
    for kind in KINDS {
        for field in kind.fields {
            let taken = head::FIELDS.iter().any(|f| f.name == field.name) || outer::KEPT.contains(&field.name);
            assert!(!taken && field.name != "custom", "{kind:?}.{}", field.name);
        }
    }
}

#[test]
fn everything_says_what_it_is() {
    KINDS.iter().for_each(|k| assert!(k.about.ends_with('.'), "{} has no text", k.name));
    every_field(&mut |path, field| assert!(field.help.ends_with('.'), "{path} has no help text"));
    for kind in KINDS {
        let columns = kind.fields.iter().filter(|f| f.column).count();
        assert!((1..=6).contains(&columns), "{} shows {columns} columns", kind.name);
    }
}

#[test]
fn relations_are_complete() {
    every_field(&mut |path, field| {
        if let Ty::Ref(targets) = innermost(field.ty) {
            assert!(!field.verb.is_empty() && !field.inverse.is_empty(), "{path} lacks verb or inverse");
            targets.iter().for_each(|t| assert!(kind::by_name(t).is_some(), "{path} points at an unknown {t}"));
        }
        if let Some((name, words)) = field.shown_when.split_once('=') {
            let owner = KINDS.iter().find(|k| path.starts_with(&format!("{}.", k.name))).expect("a kind");
            let other = owner.field(name).unwrap_or_else(|| panic!("{path} is shown by an unknown {name}"));
            if let Ty::Choice(options) = other.ty {
                words.split('|').for_each(|w| assert!(options.iter().any(|o| o.value == w), "{path}: no word {w}"));
            }
        }
    });
}

/// A relation inside a part has its effect through the field that holds the part.
#[test]
fn retiring_is_the_same_inside_parts_as_outside() {
    for kind in KINDS {
        for field in kind.fields {
            let Ty::Part(inner) = innermost(field.ty) else { continue };
            walk(field.name, inner, &mut |path, leaf| {
                if matches!(innermost(leaf.ty), Ty::Ref(_)) {
                    assert_eq!(field.on_retire, leaf.on_retire, "{}: {path} and the field that holds it", kind.name);
                }
            });
        }
    }
}

#[test]
fn lifecycles_lead_somewhere() {
    for kind in KINDS {
        let life = kind.lifecycle;
        unique(life.states.iter().map(|s| s.name));
        unique(life.steps.iter().map(|s| s.name));
        for step in life.steps {
            assert!(life.state(step.to).is_some(), "{}: {} leads nowhere", kind.name, step.name);
            step.from.iter().for_each(|f| assert!(life.state(f).is_some(), "{}: no state {f}", kind.name));
            let closes = life.phase(step.to) == Phase::Closed;
            assert!(step.effect != Effect::Retire || closes, "{}: {} retires into an open state", kind.name, step.name);
        }
        // A requirement is published for a later day with its guideline, by no step of its own.
        let own = |name: &str| kind.name != "requirement" || name != isms::coming::STATE;
        for state in life.states.iter().filter(|s| own(s.name)) {
            assert!(life.path(life.initial(), state.name).is_some(), "{}: {} is out of reach", kind.name, state.name);
        }
        let retire = life.step("retire").unwrap_or_else(|| panic!("{} cannot be retired", kind.name));
        assert_eq!(retire.effect, Effect::Retire);
        let publishes = life.steps.iter().any(|s| s.effect == Effect::Publish);
        assert_eq!(kind.versioned, publishes, "{}", kind.name);
    }
}

#[test]
fn what_is_settled_exists() {
    for kind in KINDS {
        let rule = kind.settled;
        rule.states.iter().for_each(|s| assert!(kind.lifecycle.state(s).is_some(), "{}: no state {s}", kind.name));
        rule.fields
            .iter()
            .for_each(|f| assert!(*f == "title" || kind.field(f).is_some(), "{}: no field {f}", kind.name));
    }
}

fn empty(kind: &'static KindInfo) -> Arc<dyn AnyRecord> {
    let head = Head {
        id: RecordId(uuid::Uuid::from_u128(7)),
        number: 1,
        title: "A record".into(),
        owner: None,
        scope: None,
        compartment: kind.compartment,
        state: kind.lifecycle.initial().into(),
        next_review: None,
        tags: Vec::new(),
        drafted_by: Default::default(),
        version: 1,
        created: jiff::Timestamp::UNIX_EPOCH,
        changed: jiff::Timestamp::UNIX_EPOCH,
    };
    (kind.make)(head, serde_json::json!({})).expect("an empty body")
}

#[test]
fn empty_records_survive_storage() {
    for kind in KINDS {
        let record = empty(kind);
        let bytes = record.encode();
        let again = (kind.decode)(&bytes, kind.schema).unwrap_or_else(|e| panic!("{}: {e}", kind.name));
        assert_eq!(again.encode(), bytes, "{}", kind.name);
    }
}
