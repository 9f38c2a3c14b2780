//! A large organisation for benches: 100,000 records of seven kinds with texts, owners and tags.

use crate::{Command, Request, Result, Service, Viewer};
use isms::kind;
use serde_json::{Value, json};

const RECORDS: usize = 100_000;
/// What of a hundred records is of which kind.
const SHARES: [(&str, usize); 7] =
    [("risk", 30), ("control", 20), ("asset", 20), ("estimate", 10), ("finding", 8), ("action", 7), ("task", 5)];

fn fields(kind: &str, n: usize) -> Value {
    let text = "Someone outside gains access through a supplier's account and stops the service for days. ".repeat(3);
    let title = format!(
        "{} {} of {kind} {n}",
        ["Loss", "Failure", "Theft", "Misuse", "Delay"][n % 5],
        ["access", "power", "data", "staff"][n % 4]
    );
    let mut fields = json!({ "title": title, "tags": [format!("tag{}", n % 50)], "owner": format!("PER-{}", n % 200 + 1), "next_review": format!("2027-{:02}-15", n % 12 + 1) });
    let more = match kind {
        "risk" => {
            json!({ "scenario": text, "vulnerability": "An account without a second factor", "effects": ["availability"] })
        }
        "control" => json!({ "description": text, "coverage": 0.5, "cost_yearly": format!("EUR {}", n % 9_000) }),
        "estimate" => json!({ "risk": format!("RSK-{}", n + 1), "loss_event_frequency": { "low": 0.1, "high": 0.5 } }),
        _ => json!({}),
    };
    for (name, value) in more.as_object().into_iter().flatten() {
        fields[name] = value.clone();
    }
    fields
}

/// Founds an organisation of 100,000 records, one act per kind.
///
/// # Errors
/// What the service refuses.
pub async fn fill(service: &Service) -> Result<Viewer> {
    let org = service.found("bench", "Bench").await?;
    let viewer = Viewer::system(org, None);
    let act = |commands: Vec<Command>| Request { via: "import", migrate: true, commands, ..Request::default() };
    let person = |n| json!({ "title": format!("Person {n}"), "key": format!("PER-{}", n + 1) });
    if let Some(kind) = kind::by_name("person") {
        service.perform(&viewer, act((0..200).map(|n| Command::Create { kind, fields: person(n) }).collect())).await?;
    }
    for (name, share) in SHARES {
        let Some(kind) = kind::by_name(name) else { continue };
        let commands = (0..share * RECORDS / 100).map(|n| Command::Create { kind, fields: fields(name, n) });
        service.perform(&viewer, act(commands.collect())).await?;
    }
    Ok(viewer)
}
