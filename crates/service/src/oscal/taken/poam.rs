//! A plan of action becomes findings (its risks) and actions (its items) with the milestones of the answers.

use super::{
    Desk,
    assess::{self, day},
    list, our_prop, said,
};
use isms::assurance::Action;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Takes the plan.
pub fn take(desk: &mut Desk<'_>, body: &Value) {
    let root = "/plan-of-action-and-milestones";
    for (index, observation) in list(body, "observations").iter().enumerate() {
        assess::evidence(desk, &format!("{root}/observations/{index}"), observation);
    }
    let (risks, findings) = (list(body, "risks"), list(body, "findings"));
    let mut keys: HashMap<String, String> = HashMap::new();
    for (index, risk) in risks.iter().enumerate() {
        let key = self::risk(desk, &format!("{root}/risks/{index}"), risk);
        keys.insert(said(risk, "uuid").to_owned(), key);
    }
    for finding in findings {
        // A finding whose risk stands in the plan is that risk.
        let same = list(finding, "related-risks").iter().find_map(|r| keys.get(said(r, "risk-uuid")).cloned());
        let key =
            same.unwrap_or_else(|| assess::make(desk, finding, said(finding, "description"), "", None, Vec::new()));
        keys.insert(said(finding, "uuid").to_owned(), key);
    }
    let mut used = HashSet::new();
    for (index, item) in list(body, "poam-items").iter().enumerate() {
        self::item(desk, &format!("{root}/poam-items/{index}"), item, risks, &keys, &mut used);
    }
    desk.unread(
        root,
        body,
        &["metadata", "import-ssp", "system-id", "observations", "risks", "findings", "poam-items"],
        &[],
    );
}

fn risk(desk: &mut Desk<'_>, pointer: &str, risk: &Value) -> String {
    let props = ["key", "state", "owner", "version", "grade", "found-on", "from", "against", "clause", "tag"];
    desk.unread(pointer, risk, &["title", "description", "statement", "status", "deadline", "remediations"], &props);
    if said(risk, "status") == "closed" && desk.known(said(risk, "uuid")).is_none() {
        desk.lost(
            pointer,
            "status",
            "closed",
            "it comes in as open; a finding is closed here once its actions are verified",
        );
    }
    let (description, statement) = (said(risk, "description"), said(risk, "statement"));
    let text = if statement.is_empty() || statement == description {
        description.to_owned()
    } else {
        format!("{description}\n\n{statement}")
    };
    let clauses: Vec<Value> = list(risk, "props")
        .iter()
        .filter(|p| said(p, "ns") == crate::oscal::NS && said(p, "name") == "clause")
        .filter_map(|p| said(p, "value").parse::<isms::values::Clause>().ok())
        .filter(|c| desk.library.missing(c).is_none())
        .map(|c| json!(c.to_string()))
        .collect();
    let found = our_prop(risk, "found-on").map(str::to_owned);
    let grade = our_prop(risk, "grade").unwrap_or_default().to_owned();
    assess::make(desk, risk, &text, &grade, found, clauses)
}

fn item(
    desk: &mut Desk<'_>,
    pointer: &str,
    item: &Value,
    risks: &[Value],
    keys: &HashMap<String, String>,
    used: &mut HashSet<String>,
) {
    if our_prop(item, "without-action").is_some() {
        return;
    }
    let props =
        ["key", "state", "owner", "version", "due", "done-on", "helped-when", "root-cause", "correction", "tag"];
    desk.unread(pointer, item, &["title", "description", "related-risks", "related-findings", "remarks"], &props);
    let related: Vec<&str> = list(item, "related-risks").iter().map(|r| said(r, "risk-uuid")).collect();
    let named = related.iter().copied().chain(list(item, "related-findings").iter().map(|f| said(f, "finding-uuid")));
    let mut answers: Vec<&String> = named.filter_map(|uuid| keys.get(uuid)).collect();
    answers.sort();
    answers.dedup();
    let mine = || risks.iter().filter(|r| related.contains(&said(r, "uuid")));
    let due = our_prop(item, "due")
        .map(str::to_owned)
        .or_else(|| mine().filter_map(|r| day(said(r, "deadline"))).max().map(|d| d.to_string()));
    let mut milestones = Vec::new();
    for answer in mine().flat_map(|r| list(r, "remediations")) {
        let fits = our_prop(answer, "key").is_none_or(|k| our_prop(item, "key").is_none_or(|own| own == k));
        if !(fits && used.insert(said(answer, "uuid").to_owned())) {
            continue;
        }
        for task in list(answer, "tasks") {
            let at = ["/timing/on-date/date", "/timing/within-date-range/end"]
                .into_iter()
                .find_map(|p| day(task.pointer(p)?.as_str()?));
            let mut milestone = json!({ "what": said(task, "title") });
            if let Some(at) = at {
                milestone["due"] = json!(at.to_string());
            }
            if let Some(done) = our_prop(task, "done").filter(|d| d.parse::<jiff::civil::Date>().is_ok()) {
                milestone["done"] = json!(done);
            }
            milestones.push(milestone);
        }
    }
    let (title, text) = (said(item, "title"), said(item, "description"));
    let date = |d: Option<String>| d.filter(|d| d.parse::<jiff::civil::Date>().is_ok());
    let fields = json!({
        "answers": answers, "due": date(due), "done_on": date(our_prop(item, "done-on").map(str::to_owned)),
        "corrective_action": if text.is_empty() { title } else { text }, "milestones": milestones,
        "helped_when": our_prop(item, "helped-when"), "root_cause": our_prop(item, "root-cause"), "correction": our_prop(item, "correction"),
    });
    let uuid = match said(item, "uuid") {
        "" => desk.named(&format!("poam-item/{title}/{text}")),
        uuid => uuid.to_owned(),
    };
    desk.make::<Action>(&uuid, title, fields);
}
