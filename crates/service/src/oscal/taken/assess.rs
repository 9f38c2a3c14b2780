//! Assessment plans become planned audits; results become findings and evidence that links to what was seen.

use super::{Desk, list, our_prop, said};
use isms::{
    assurance::{Audit, Evidence, Finding},
    values::Url,
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

/// The day of a moment, in UTC.
pub fn day(text: &str) -> Option<jiff::civil::Date> {
    text.parse::<Timestamp>().ok().map(|t| t.to_zoned(TimeZone::UTC).date())
}

/// An assessment plan as an audit that is planned.
pub fn plan(desk: &mut Desk<'_>, body: &Value) {
    let empty = Value::Null;
    let local = body.get("local-definitions").unwrap_or(&empty);
    let (activities, tasks) = (list(local, "activities"), list(body, "tasks"));
    let known = activities.iter().chain(tasks).find_map(|a| desk.known(said(a, "uuid"))).map(str::to_owned);
    let title = body.pointer("/metadata/title").and_then(Value::as_str).unwrap_or("Assessment").to_owned();
    let fallback = desk.named(&format!("assessment-plan/{title}"));
    let first = tasks.first().or(activities.first()).map(|t| said(t, "uuid").to_owned()).unwrap_or(fallback);
    if let Some(key) = known {
        // What our own documents or an earlier import speak of.
        desk.items.push(super::Item { fate: super::Fate::Known, kind: "audit", key, title });
        return;
    }
    let mut text = String::new();
    for (list, word) in [(activities, "activity"), (tasks, "task")] {
        for one in list {
            text.push_str(&format!("- {word} {}: {}\n", said(one, "title"), said(one, "description")));
        }
    }
    let range = |member: &str| {
        let all =
            tasks.iter().filter_map(|t| day(t.pointer(&format!("/timing/within-date-range/{member}"))?.as_str()?));
        let all: Vec<_> = all.collect();
        if member == "start" { all.into_iter().min() } else { all.into_iter().max() }
    };
    let mut clauses = Vec::new();
    for selection in list(body.get("reviewed-controls").unwrap_or(&empty), "control-selections") {
        for control in list(selection, "include-controls") {
            let id = said(control, "control-id");
            match desk.guess(id).and_then(|f| f.clause(id)) {
                Some(clause) => clauses.push(clause),
                None => desk.lost(
                    "/assessment-plan/reviewed-controls",
                    "control-id",
                    id,
                    "no framework taken up here has this requirement, or several have",
                ),
            }
        }
    }
    desk.unread(
        "/assessment-plan",
        body,
        &["metadata", "import-ssp", "local-definitions", "reviewed-controls", "tasks"],
        &[],
    );
    desk.unread("/assessment-plan/local-definitions", local, &["activities"], &[]);
    let fields = json!({
        "plan": text.trim(), "clauses": clauses, "from": range("start").map(|d| d.to_string()), "until": range("end").map(|d| d.to_string()),
    });
    desk.make::<Audit>(&first, &title, fields);
}

/// Results: findings that are not satisfied, and observations that link to evidence.
pub fn results(desk: &mut Desk<'_>, body: &Value) {
    for (index, result) in list(body, "results").iter().enumerate() {
        let at = format!("/assessment-results/results/{index}");
        let observations = list(result, "observations");
        for (n, observation) in observations.iter().enumerate() {
            evidence(desk, &format!("{at}/observations/{n}"), observation);
        }
        for (n, finding) in list(result, "findings").iter().enumerate() {
            self::finding(desk, &format!("{at}/findings/{n}"), finding, observations, said(result, "start"));
        }
        for (n, risk) in list(result, "risks").iter().enumerate() {
            desk.lost(
                &format!("{at}/risks/{n}"),
                "title",
                said(risk, "title"),
                "a risk without an estimate is no risk here; bring it in as a plan of action",
            );
        }
        let read = [
            "title",
            "description",
            "start",
            "end",
            "observations",
            "findings",
            "risks",
            "reviewed-controls",
            "local-definitions",
        ];
        desk.unread(&at, result, &read, &["key", "state", "owner", "version", "opinion"]);
    }
}

/// An observation is evidence where it leads somewhere.
pub fn evidence(desk: &mut Desk<'_>, pointer: &str, observation: &Value) {
    let uuid = said(observation, "uuid").to_owned();
    let all: Vec<&Value> =
        list(observation, "relevant-evidence").iter().filter(|e| Url::is_safe(said(e, "href"))).collect();
    let title = match said(observation, "title") {
        "" => super::super::loss::short(said(observation, "description")),
        title => title.to_owned(),
    };
    let (Some(first), true) = (all.first(), desk.known(&uuid).is_none()) else {
        match desk.known(&uuid).map(str::to_owned) {
            Some(key) => desk.items.push(super::Item { fate: super::Fate::Known, kind: "evidence", key, title }),
            None => desk.lost(
                pointer,
                "description",
                said(observation, "description"),
                "an observation without a link to evidence proves nothing by itself",
            ),
        }
        return;
    };
    for other in all.iter().skip(1) {
        desk.lost(
            pointer,
            "relevant-evidence",
            said(other, "href"),
            "a piece of evidence has one link; the first is kept",
        );
    }
    desk.unread(
        pointer,
        observation,
        &["title", "description", "methods", "types", "relevant-evidence", "collected", "expires"],
        &["key", "origin", "form", "accepted-by-auditor", "state", "owner", "version", "tag"],
    );
    let collected = said(observation, "collected");
    let fresh =
        day(collected).zip(day(said(observation, "expires"))).map(|(from, to)| i64::from((to - from).get_days()));
    let fields = json!({
        "shows": said(observation, "description"), "form": "link", "link": said(first, "href"),
        "collected": collected.parse::<Timestamp>().ok().map(|t| t.to_string()),
        "fresh_for": fresh.filter(|d| (0..=36_525).contains(d)),
    });
    desk.make::<Evidence>(&uuid, &title, fields);
}

fn finding(desk: &mut Desk<'_>, pointer: &str, finding: &Value, observations: &[Value], start: &str) {
    let empty = Value::Null;
    let target = finding.get("target").unwrap_or(&empty);
    let state = target.pointer("/status/state").and_then(Value::as_str).unwrap_or_default();
    let grade = our_prop(finding, "grade").unwrap_or_default();
    if state == "satisfied" && grade.is_empty() {
        desk.lost(
            pointer,
            "target",
            said(finding, "title"),
            "satisfied; a finding here says what is not as it should be",
        );
        return;
    }
    let id = said(target, "target-id");
    let clause = desk.guess(id).and_then(|f| f.clause(id));
    if clause.is_none() && !id.is_empty() {
        desk.lost(pointer, "target/target-id", id, "no framework taken up here has this requirement, or several have");
    }
    desk.unread(
        pointer,
        finding,
        &["title", "description", "target", "related-observations", "remarks"],
        &["grade", "found-on", "key", "state", "owner", "version", "from", "against", "clause", "tag"],
    );
    let mut description = said(finding, "description").to_owned();
    let mut seen = day(start);
    for related in list(finding, "related-observations") {
        let Some(observation) = observations.iter().find(|o| said(o, "uuid") == said(related, "observation-uuid"))
        else {
            continue;
        };
        seen = day(said(observation, "collected")).or(seen);
        description.push_str(&format!("\n\nSeen: {}", said(observation, "description")));
    }
    let found = our_prop(finding, "found-on").map(str::to_owned).or_else(|| seen.map(|d| d.to_string()));
    make(desk, finding, &description, grade, found, clause.into_iter().collect());
}

/// Proposes a finding.
pub fn make(
    desk: &mut Desk<'_>,
    of: &Value,
    description: &str,
    grade: &str,
    found: Option<String>,
    clauses: Vec<Value>,
) -> String {
    let known = ["major-nonconformity", "minor-nonconformity", "opportunity", "observation", "violation"];
    let grade = known.into_iter().find(|g| *g == grade).unwrap_or("minor-nonconformity");
    let title = said(of, "title").to_owned();
    let description = if description.trim().is_empty() { title.clone() } else { description.trim().to_owned() };
    let found = found.filter(|d| d.parse::<jiff::civil::Date>().is_ok());
    let uuid = said(of, "uuid").to_owned();
    desk.make::<Finding>(
        &uuid,
        &title,
        json!({ "grade": grade, "found_on": found, "description": description, "clauses": clauses }),
    )
}
