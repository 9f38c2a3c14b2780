//! A mapping collection becomes mapping sets of our own; nobody has accepted any of it.

use super::{
    Desk,
    frame::{Frame, stem},
    list, our_prop, said,
};
use isms::control::Mapping;
use serde_json::{Value, json};
use std::collections::HashSet;

/// Takes every mapping of the collection.
pub fn take(desk: &mut Desk<'_>, body: &Value) {
    let provenance = body.get("provenance").cloned().unwrap_or_default();
    desk.unread(
        "/mapping-collection/provenance",
        &provenance,
        &["mapping-description", "method", "matching-rationale", "status", "confidence-score", "remarks"],
        &[],
    );
    let title = body.pointer("/metadata/title").and_then(Value::as_str).unwrap_or("Mapping").to_owned();
    for (index, mapping) in list(body, "mappings").iter().enumerate() {
        one(desk, &format!("/mapping-collection/mappings/{index}"), mapping, &provenance, &title);
    }
}

fn side(desk: &Desk<'_>, mapping: &Value, member: &str) -> Frame {
    let reference = mapping.get(member).cloned().unwrap_or_default();
    let href = said(&reference, "href");
    // Whom the importer named means one framework, not both ends.
    let by = |id: &str| our_prop(&reference, "framework") == Some(id);
    match desk.frame(&reference, href).filter(|f| by(&f.id) || desk.framework.is_none()) {
        Some(frame) => frame,
        None => Frame::of(desk, our_prop(&reference, "framework").unwrap_or(&stem(href).replace(['#', ':', ' '], "-"))),
    }
}

fn one(desk: &mut Desk<'_>, pointer: &str, mapping: &Value, provenance: &Value, title: &str) {
    let (from, to) = (side(desk, mapping, "source-resource"), side(desk, mapping, "target-resource"));
    if from.id == to.id {
        desk.lost(pointer, "", format!("{} to itself", from.id), "a mapping set leads from one framework to another");
        return;
    }
    let (mut lines, mut seen) = (Vec::new(), HashSet::new());
    for (index, map) in list(mapping, "maps").iter().enumerate() {
        let at = format!("{pointer}/maps/{index}");
        desk.unread(&at, map, &["relationship", "sources", "targets", "remarks"], &["gap"]);
        for source in list(map, "sources") {
            for target in list(map, "targets") {
                line(desk, &at, (&from, &to), map, (source, target), &mut seen, &mut lines);
            }
        }
    }
    if lines.is_empty() {
        desk.lost(pointer, "maps", "no line", "no line leads from a requirement to a requirement");
        return;
    }
    let why = |v: &Value| said(v, "mapping-description").to_owned();
    let mut description = [why(mapping), why(provenance)].into_iter().find(|t| !t.is_empty()).unwrap_or_default();
    description.push_str(&format!(
        "\n\nImported from {}; method {}, rationale {}, status {}.",
        desk.file.name,
        said(provenance, "method"),
        said(provenance, "matching-rationale"),
        said(provenance, "status")
    ));
    let score = mapping
        .get("confidence-score")
        .or_else(|| provenance.get("confidence-score"))
        .map(|s| said(s, "category").to_lowercase());
    let confidence =
        score.filter(|s| ["high", "moderate", "low"].contains(&s.as_str())).unwrap_or_else(|| "low".into());
    let read = [
        "source-resource",
        "target-resource",
        "maps",
        "mapping-description",
        "method",
        "matching-rationale",
        "status",
        "confidence-score",
        "source-gap-summary",
        "target-gap-summary",
    ];
    desk.unread(pointer, mapping, &read, &["key", "set", "state", "owner", "version", "based-on", "tag"]);
    let based = our_prop(mapping, "set").or_else(|| our_prop(mapping, "based-on")).unwrap_or_default();
    let fields = json!({
        "from_framework": from.id, "to_framework": to.id, "provenance": description.trim(), "confidence": confidence,
        "based_on": based, "lines": lines,
    });
    let uuid = said(mapping, "uuid").to_owned();
    desk.make::<Mapping>(&uuid, &format!("{title}: {} to {}", from.id, to.id), fields);
}

fn line(
    desk: &mut Desk<'_>,
    at: &str,
    (from, to): (&Frame, &Frame),
    map: &Value,
    (source, target): (&Value, &Value),
    seen: &mut HashSet<(String, String)>,
    lines: &mut Vec<Value>,
) {
    let ids = (said(source, "id-ref"), said(target, "id-ref"));
    let (Some(a), Some(b)) = (from.requirement(ids.0), to.requirement(ids.1)) else {
        desk.lost(at, "sources/targets", format!("{} {}", ids.0, ids.1), "the framework has no such requirement");
        return;
    };
    if [source, target].iter().any(|end| said(end, "type") == "statement") {
        desk.lost(
            at,
            "type",
            format!("{} {}", ids.0, ids.1),
            "a mapping of a statement stands for the whole requirement",
        );
    }
    let relation = match said(map, "relationship") {
        "equal-to" => "equal",
        "equivalent-to" => {
            desk.lost(
                at,
                "relationship",
                "equivalent-to",
                "the record knows equal and not equivalent; it is kept as intersects",
            );
            "intersects"
        }
        "subset-of" => "subset",
        "superset-of" => "superset",
        "no-relationship" => "none",
        "intersects-with" => "intersects",
        other => {
            desk.lost(
                at,
                "relationship",
                other,
                "an unknown relation; it is kept as intersects, from which nothing follows",
            );
            "intersects"
        }
    };
    if !seen.insert((a.clone(), b.clone())) {
        desk.lost(at, "", format!("{a} {b}"), "this pair comes a second time; the first counts");
        return;
    }
    let mut line =
        json!({ "source": format!("{}:{a}", from.id), "target": format!("{}:{b}", to.id), "relation": relation });
    for (field, text) in [("rationale", said(map, "remarks")), ("gap", our_prop(map, "gap").unwrap_or_default())] {
        if !text.is_empty() {
            line[field] = json!(text);
        }
    }
    lines.push(line);
}
