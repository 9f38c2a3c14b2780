//! Many operations as one act: all of them or none.

use super::{
    answer::{self, Expected},
    body::{Body, Members},
    caller::{Caller, kind_of},
    perform::{Done, perform},
    problem::{self, Problem, Result},
    wish::{Asked, Form, bounded},
    write::{REASON, mark},
};
use axum::http::StatusCode;
use isms::{check::Fault, head::Key, kind::KindInfo, view::View};
use serde_json::{Map, Value, json};
use service::Command;
use std::collections::{HashMap, HashSet};

/// Operations of one batch at most.
pub const OPERATIONS: usize = 1_000;

/// `POST /batch`
pub async fn run(caller: Caller, body: Body) -> Result {
    caller.only(&[])?;
    let (reason, operations) = read(body.object(false)?)?;
    let reason = reason.or(caller.header(&REASON)?.map(str::to_owned)).unwrap_or_default();
    let asked = operations.into_iter().enumerate().map(|(i, o)| operation(o, &reason).map_err(|p| placed(p, i, "")));
    let asked = all(asked.collect())?;
    let outline: Vec<Outline> = asked.iter().map(Outline::of).collect();
    let mut last = HashMap::new();
    let outcome = perform(&caller, None, |view| {
        last = numbers(view, &outline);
        wishes(asked, view, reason)
    });
    let done = outcome.await.map_err(|p| placed_all(p, &outline, &last))?;
    let view = caller.now().await?;
    let mut response =
        answer::json(StatusCode::OK, &json!({"act": done.act, "results": results(&done, &outline, &view)}));
    mark(&mut response, &done);
    Ok(response)
}

fn read(body: Map<String, Value>) -> Result<(Option<String>, Vec<Value>)> {
    let mut members = Members::of(body);
    let reason = members.text("reason");
    let operations = members.need("operations", "a list of operations", |v| v.as_array().cloned()).unwrap_or_default();
    members.done().map_err(Problem::invalid)?;
    match operations.len() {
        0 => Err(Problem::at("/operations", "expected at least one operation")),
        n if n > OPERATIONS => {
            Err(Problem::at("/operations", format!("expected {OPERATIONS} operations at most, found {n}")))
        }
        _ => Ok((reason, operations)),
    }
}

/// One operation, taken apart; it is done for the batch's reason unless it has its own.
fn operation(value: Value, reason: &str) -> Result<Asked> {
    let Value::Object(members) = value else {
        return Err(Problem::at("", "expected an operation with method and path"));
    };
    let mut members = Members::of(members);
    let method = members.need("method", "POST, PATCH, PUT or DELETE", |v| v.as_str().map(str::to_ascii_uppercase));
    let path = members.need("path", "a path such as /risks/RSK-1", |v| v.as_str().map(str::to_owned));
    let body = members.take("body", "an object", |v| v.as_object().cloned()).unwrap_or_default();
    let tag = members.take("if_match", "an ETag as text, or a version", |v| match v {
        Value::String(tag) => Some(tag.clone()),
        other => other.as_i64().map(|n| n.to_string()),
    });
    members.done().map_err(Problem::invalid)?;
    let (method, path) = (method.unwrap_or_default(), path.unwrap_or_default());
    let (kind, key, form) = route(&method, &path)?;
    let expected = tag.map_or(Expected::Unsaid, |t| Expected::read(&t));
    Ok(Asked { kind, key, form, body, expected, reason: Some(reason.to_owned()) })
}

/// The same routes as outside a batch.
fn route(method: &str, path: &str) -> Result<(&'static KindInfo, Option<String>, Form)> {
    let bare = path.strip_prefix("/api/v1").unwrap_or(path);
    let parts: Vec<&str> = bare.strip_prefix('/').unwrap_or_default().split('/').collect();
    let (key, form) = match (method, parts.as_slice()) {
        ("POST", [_]) => (None, Form::Create),
        ("PATCH", [_, key]) => (Some(*key), Form::Patch),
        ("PUT", [_, key]) => (Some(*key), Form::Put),
        ("DELETE", [_, key]) => (Some(*key), Form::Retire),
        ("POST", ["approvals", key, "vote"]) => (Some(*key), Form::Vote),
        ("POST", [_, key, step]) => (Some(*key), Form::Step((*step).to_owned())),
        ("POST", [_, key, "ask", step]) => (Some(*key), Form::Ask((*step).to_owned())),
        _ => {
            let message = format!(
                "{method} {path} is no operation; expected POST, PATCH, PUT or DELETE and a path such as /risks/RSK-1"
            );
            return Err(Problem::new(&problem::METHOD, message));
        }
    };
    let kind = parts.first().map_or(Err(Problem::missing(path)), |plural| kind_of(plural))?;
    Ok((kind, key.map(str::to_owned), form))
}

/// The commands, and the reasons of all operations as the reason of the act.
fn wishes(asked: Vec<Asked>, view: &View, reason: String) -> Result<(String, Vec<Command>)> {
    let mut promised = HashSet::new();
    let mut wishes = Vec::with_capacity(asked.len());
    for (index, asked) in asked.into_iter().enumerate() {
        let own =
            asked.body.get("key").and_then(Value::as_str).filter(|_| asked.form == Form::Create).map(str::to_owned);
        wishes.push(asked.wish(view, &promised).map_err(|p| placed(p, index, "/body")));
        promised.extend(own);
    }
    let (mut reasons, mut commands) = (vec![reason], Vec::new());
    for wish in all(wishes)? {
        commands.push(wish.command);
        if !reasons.contains(&wish.reason) {
            reasons.push(wish.reason);
        }
    }
    Ok((bounded(reasons.join("\n").trim().to_owned())?, commands))
}

/// Everything, or one problem with the faults of all.
fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(problem) => bad.push(problem),
        }
    }
    let Some(mut first) = bad.pop() else { return Ok(good) };
    if !bad.is_empty() {
        let mut faults: Vec<Value> = bad.into_iter().flat_map(|p| p.faults).collect();
        faults.append(&mut first.faults);
        first = Problem { faults, ..Problem::new(&problem::INVALID, "Several operations are wrong.") };
    }
    Err(first)
}

/// A problem of one operation, with the place of the operation before every pointer.
fn placed(mut problem: Problem, index: usize, below: &str) -> Problem {
    let at = format!("/operations/{index}");
    if problem.faults.is_empty() {
        let place = if problem.sort.name == problem::UNCONDITIONAL.name || problem.sort.name == problem::CHANGED.name {
            "if_match"
        } else {
            "path"
        };
        problem.faults.push(json!({"pointer": format!("{at}/{place}"), "message": problem.detail}));
        return problem;
    }
    for fault in &mut problem.faults {
        let inner = fault.get("pointer").and_then(Value::as_str).unwrap_or_default().to_owned();
        fault["pointer"] = json!(format!("{at}{below}{inner}"));
    }
    problem
}

/// What an operation was, kept for pointers and results.
struct Outline {
    kind: &'static KindInfo,
    key: Option<String>,
    creates: Option<&'static str>,
}

impl Outline {
    fn of(asked: &Asked) -> Outline {
        let own = asked.body.get("key").and_then(Value::as_str).map(str::to_owned);
        let (key, creates) = match asked.form {
            Form::Create => (own, Some(asked.kind.name)),
            Form::Ask(_) => (asked.key.clone(), Some("approval")),
            _ => (asked.key.clone(), None),
        };
        Outline { kind: asked.kind, key, creates }
    }

    fn is_create(&self) -> bool {
        self.creates == Some(self.kind.name)
    }
}

/// The numbers that new records have until their keys are settled, by key, with the operation that makes them: the service
/// names records by them in its faults.
fn numbers(view: &View, outline: &[Outline]) -> HashMap<String, usize> {
    let isms = view.for_the_organisation();
    let mut last: HashMap<&str, u32> = HashMap::new();
    let mut out = HashMap::new();
    for (index, operation) in outline.iter().enumerate().filter(|(_, o)| o.is_create()) {
        let kind = operation.kind;
        let last =
            last.entry(kind.prefix).or_insert_with(|| isms.table(kind).iter().last().map_or(0, |r| r.head().number));
        let asked = operation.key.as_deref().and_then(Key::parse).map(|k| k.number);
        let number = asked.unwrap_or(last.saturating_add(1));
        *last = number.max(*last);
        out.insert(format!("{}-{number}", kind.prefix), index);
    }
    out
}

/// The service counts commands and names records; callers know operations.
fn placed_all(mut problem: Problem, outline: &[Outline], made: &HashMap<String, usize>) -> Problem {
    for fault in &mut problem.faults {
        let text = |name: &str| fault.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (pointer, message) = (text("pointer"), text("message"));
        if pointer.starts_with("/operations") || fault.get("parameter").is_some() {
            continue;
        }
        let placed = place(&pointer, &message, outline, made);
        *fault = json!({"pointer": placed.pointer, "message": placed.message});
    }
    problem
}

fn place(pointer: &str, message: &str, outline: &[Outline], made: &HashMap<String, usize>) -> Fault {
    let (head, rest) = pointer.strip_prefix('/').map(|p| p.split_once('/').unwrap_or((p, ""))).unwrap_or_default();
    if let Some(index) = head.parse::<usize>().ok().filter(|i| *i < outline.len()) {
        let inner = match rest {
            "step" => "/path".to_owned(),
            "" => String::new(),
            rest => format!("/body/{rest}"),
        };
        return Fault::at(format!("/operations/{index}{inner}"), message);
    }
    if let Some((key, said)) = message.split_once(": ") {
        let by_key = || outline.iter().position(|o| !o.is_create() && o.key.as_deref() == Some(key));
        if let Some(index) = made.get(key).copied().or_else(by_key) {
            return Fault::at(format!("/operations/{index}/body{pointer}"), said);
        }
    }
    let index = if outline.len() == 1 { "/0" } else { "" };
    Fault::at(
        format!("/operations{index}{}", if index.is_empty() { String::new() } else { format!("/body{pointer}") }),
        message,
    )
}

/// For every operation, the key and version of its record as it stands now.
fn results(done: &Done, outline: &[Outline], view: &View) -> Vec<Value> {
    let mut open: Vec<_> = done
        .touched
        .iter()
        .filter(|t| t.created && outline.iter().all(|o| !o.is_create() || o.key.as_ref() != Some(&t.key)))
        .collect();
    let mut result = |operation: &Outline| {
        let key = match (operation.creates, &operation.key) {
            (Some(_), Some(key)) if operation.is_create() => key.clone(),
            (Some(kind), _) => {
                let at = open.iter().position(|t| t.kind == kind)?;
                open.remove(at).key.clone()
            }
            (None, key) => key.clone()?,
        };
        let touched = done.touched.iter().find(|t| t.key == key);
        let version = touched.map(|t| t.version).or_else(|| view.by_key(&key).map(|r| r.head().version));
        Some(json!({"key": key, "version": version, "created": touched.is_some_and(|t| t.created)}))
    };
    outline.iter().map(|o| result(o).unwrap_or(Value::Null)).collect()
}
