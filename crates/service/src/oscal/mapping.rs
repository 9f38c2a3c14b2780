//! A mapping set, built in or our own, as a mapping collection: every line with relation and reason, what is left open on both
//! sides, and where it comes from. Absence of a pair says nothing, and the status says so.

use super::{
    Builder,
    catalog::{self, Named},
    make::{Maker, line, prop, text},
    put,
};
use crate::{Error, Result};
use formats::catalogue::{MappingSet, Relation};
use isms::{
    control::{Mapping, mapping::MappingRelation},
    field::Choice,
    record::Record,
};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A set in one shape, whatever it comes from.
struct Set {
    id: String,
    source: String,
    target: String,
    description: String,
    confidence: Option<&'static str>,
    props: Vec<Value>,
    lines: Vec<Pair>,
}

struct Pair {
    source: String,
    target: String,
    relation: &'static str,
    rationale: String,
    props: Vec<Value>,
}

/// The body of the mapping collection.
pub fn write(builder: &mut Builder<'_>, maker: &mut Maker<'_>, key: &str) -> Result<Value> {
    let set = match builder.view.by_key(key).and_then(|r| r.typed::<Mapping>()) {
        Some(record) => ours(maker, record),
        None => {
            let found = formats::builtin::mappings().iter().find(|m| m.id == key);
            built_in(maker, found.ok_or_else(|| Error::NotFound(format!("mapping set {key}")))?)
        }
    };
    let mut resources = Vec::new();
    let source = side(builder, maker, &set.source, &mut resources);
    let target = side(builder, maker, &set.target, &mut resources);
    let maps = maps(maker, &set, &source, &target);
    if maps.is_empty() {
        return Err(Error::fault("/key", format!("{key} has no line that a mapping collection can hold")));
    }
    let mut provenance = json!({
        "method": "human", "matching-rationale": "semantic", "status": "not-complete",
        "mapping-description": text(&set.description, "Where it comes from is not said."),
    });
    if let Some(category) = set.confidence {
        provenance["confidence-score"] = json!({ "category": category });
    }
    provenance["remarks"] = json!("Absence of a pair says nothing.");
    let mut mapping = json!({
        "uuid": maker.uuid(&format!("mapping/{}", set.id)),
        "method": "human", "matching-rationale": "semantic", "status": "not-complete",
        "source-resource": reference(&source), "target-resource": reference(&target), "maps": maps,
    });
    put(&mut mapping, "props", set.props.clone());
    gaps(maker, &set, &source, "source", &mut mapping);
    gaps(maker, &set, &target, "target", &mut mapping);
    let mut body = json!({ "provenance": provenance, "mappings": [mapping] });
    if !resources.is_empty() {
        body["back-matter"] = json!({ "resources": resources });
    }
    Ok(body)
}

/// One end of a set.
struct Side {
    framework: String,
    href: String,
    named: Option<Named>,
    lines: Vec<String>,
}

impl Side {
    fn control(&self, requirement: &str) -> Option<String> {
        match &self.named {
            Some(named) => named.control(requirement).map(str::to_owned),
            None => Some(super::tokens::token(requirement)),
        }
    }
}

fn side(builder: &mut Builder<'_>, maker: &Maker<'_>, framework: &str, resources: &mut Vec<Value>) -> Side {
    let lines = builder.library.find(framework).map(|s| s.outline.lines().iter().map(|p| p.id.clone()).collect());
    let named = Named::of(builder, framework).ok();
    let href = named.as_ref().map(|n| n.href.clone()).unwrap_or_else(|| {
        let uuid = maker.uuid(&format!("framework/{framework}"));
        resources.push(json!({ "uuid": uuid, "title": line(framework, "-") }));
        format!("#{uuid}")
    });
    Side { framework: framework.to_owned(), href, named, lines: lines.unwrap_or_default() }
}

fn reference(side: &Side) -> Value {
    json!({ "type": "catalog", "href": side.href, "props": [catalog::framework(&side.framework)] })
}

fn maps(maker: &mut Maker<'_>, set: &Set, source: &Side, target: &Side) -> Vec<Value> {
    let mut maps = Vec::new();
    for (index, pair) in set.lines.iter().enumerate() {
        let ends = (source.control(&pair.source), target.control(&pair.target));
        let (Some(from), Some(to)) = ends else {
            let what = format!("{} {} {}", pair.source, pair.relation, pair.target);
            maker.lost(
                &set.id,
                "lines",
                what,
                "an end is a heading or is not in its framework; a mapping names controls",
            );
            continue;
        };
        let mut map = json!({
            "uuid": maker.uuid(&format!("map/{}/{}/{}/{index}", set.id, pair.source, pair.target)),
            "relationship": pair.relation,
            "sources": [{ "type": "control", "id-ref": from }],
            "targets": [{ "type": "control", "id-ref": to }],
        });
        put(&mut map, "props", pair.props.clone());
        if !pair.rationale.trim().is_empty() {
            map["remarks"] = json!(text(&pair.rationale, "-"));
        }
        maps.push(map);
    }
    maps
}

/// Lines of one end that no pair names.
fn gaps(maker: &Maker<'_>, set: &Set, side: &Side, word: &str, mapping: &mut Value) {
    let named: HashSet<&str> = set
        .lines
        .iter()
        .filter(|p| p.relation != "no-relationship")
        .map(|p| if word == "source" { p.source.as_str() } else { p.target.as_str() })
        .collect();
    let open: Vec<String> =
        side.lines.iter().filter(|l| !named.contains(l.as_str())).filter_map(|l| side.control(l)).collect();
    if !open.is_empty() {
        let uuid = maker.uuid(&format!("gap/{}/{word}", set.id));
        mapping[format!("{word}-gap-summary")] = json!({ "uuid": uuid, "unmapped-controls": [{ "with-ids": open }] });
    }
}

/// The word of a relation.
fn word(relation: MappingRelation) -> &'static str {
    match relation {
        MappingRelation::Equal => "equal-to",
        MappingRelation::Subset => "subset-of",
        MappingRelation::Superset => "superset-of",
        MappingRelation::Intersects => "intersects-with",
        MappingRelation::None => "no-relationship",
    }
}

fn ours(maker: &mut Maker<'_>, record: &Record<Mapping>) -> Set {
    let body = &record.body;
    maker.title(record.head.title.clone());
    maker.lose(record, body, &["from_framework", "to_framework", "provenance", "based_on", "confidence", "lines"]);
    maker.answers_for(record.head.owner.map(|o| o.id()));
    let mut props = maker.props(record);
    props.extend(prop("based-on", &body.based_on));
    let mut lines = Vec::new();
    for row in &body.lines {
        let (Some(source), Some(target)) = (&row.source, &row.target) else { continue };
        let by = row.accepted_by.and_then(|p| maker.called(p.id())).unwrap_or_default();
        let on = row.accepted_on.map(|d| d.to_string()).unwrap_or_default();
        let props = [prop("gap", &row.gap), prop("accepted-by", by), prop("accepted-on", on)];
        lines.push(Pair {
            source: source.requirement.clone(),
            target: target.requirement.clone(),
            relation: word(row.relation),
            rationale: row.rationale.clone(),
            props: props.into_iter().flatten().collect(),
        });
    }
    Set {
        id: format!("MAP-{}", record.head.number),
        source: body.from_framework.clone(),
        target: body.to_framework.clone(),
        description: body.provenance.0.clone(),
        confidence: Some(body.confidence.word()),
        props,
        lines,
    }
}

fn built_in(maker: &mut Maker<'_>, set: &MappingSet) -> Set {
    maker.title(format!("{} mapped to {}", set.source, set.target));
    if !set.licence.is_empty() {
        maker.lost(&set.id, "licence", &set.licence, "a mapping collection has no member for it; it is said here");
    }
    for end in &set.dangling {
        maker.lost(&set.id, "dangling", end, "the published set names it and its catalogue does not have it");
    }
    let relation = |r: Relation| match r {
        Relation::Equal => "equal-to",
        Relation::Subset => "subset-of",
        Relation::Superset => "superset-of",
        Relation::Intersects => "intersects-with",
        Relation::None => "no-relationship",
    };
    let pair = |p: &formats::catalogue::Mapping| Pair {
        source: p.source.clone(),
        target: p.target.clone(),
        relation: relation(p.relation),
        rationale: String::new(),
        props: Vec::new(),
    };
    Set {
        id: set.id.clone(),
        source: set.source.clone(),
        target: set.target.clone(),
        description: set.origin.clone(),
        confidence: None,
        props: prop("set", &set.id).into_iter().collect(),
        lines: set.pairs.iter().map(pair).collect(),
    }
}
