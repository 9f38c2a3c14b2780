//! `POST /supplier-obligations/{key}/measurements`: one measurement or many, added as one act.

use super::{
    answer::Expected,
    body::{Body, Members},
    caller::{At, Caller, find},
    perform::perform,
    problem::{self, Problem, Result},
    wish::bounded,
    write,
};
use isms::{
    authority::Action, check::Fault, control::SupplierObligation, kind, outer::pointer, record::Record, view::View,
};
use jiff::civil::Date;
use serde_json::{Map, Value};
use service::{
    Command,
    supply::{Given, Refusal, command},
};

/// Most measurements of one request.
pub const MOST: usize = 1_000;
/// How often a request is tried again when someone else changed the obligation in between.
const TRIES: usize = 4;

/// The endpoint. Without `If-Match` a change by someone else in between does not stand in the way, because nothing is replaced.
pub async fn add(caller: Caller, At(key): At<String>, body: Body) -> Result {
    caller.only(&[])?;
    let (given, many, reason) = read(body.object(false)?)?;
    let said = match reason {
        Some(reason) => Some(reason),
        None => caller.header(&write::REASON)?.map(str::to_owned),
    };
    let reason = bounded(said.unwrap_or_default())?;
    let expected = Expected::of(&caller)?;
    for tried in 1.. {
        let wishes = |view: &View| Ok((reason.clone(), wish(view, &key, &given, many, &expected)?));
        match perform(&caller, Some(key.clone()), wishes).await {
            Err(problem) if problem.sort == &problem::CHANGED && expected == Expected::Unsaid && tried < TRIES => {}
            Err(problem) => return Err(problem),
            Ok(done) => return write::show(&caller, done, None).await,
        }
    }
    Err(Problem::new(&problem::UNAVAILABLE, "Many change this obligation at once; repeat."))
}

/// What is to be done; nothing where all of it is there already.
fn wish(view: &View, key: &str, given: &[Given], many: bool, expected: &Expected) -> Result<Vec<Command>> {
    let record = find(view, kind::of::<SupplierObligation>(), key)?;
    if !view.may_on(record.as_ref(), Action::Edit) {
        return Err(Problem::new(&problem::FORBIDDEN, "your roles do not let you change supplier obligations"));
    }
    expected.check(key, record.head().version)?;
    let record: &Record<SupplierObligation> = record.typed().ok_or_else(|| Problem::missing(key))?;
    let place = |r: Refusal| {
        let at = if many { format!("/measurements/{}", r.index) } else { String::new() };
        Fault::at(pointer(&at, r.member), r.message)
    };
    let made = command(view.for_the_organisation(), record, given);
    Ok(made.map_err(|wrong| Problem::invalid(wrong.into_iter().map(place).collect()))?.into_iter().collect())
}

/// One measurement, or a list of them under `measurements`; and why.
fn read(mut body: Map<String, Value>) -> Result<(Vec<Given>, bool, Option<String>)> {
    let reason = match body.shift_remove("reason") {
        None | Some(Value::Null) => None,
        Some(Value::String(reason)) => Some(reason),
        Some(_) => return Err(Problem::at("/reason", "expected text")),
    };
    if !body.contains_key("measurements") {
        return one(body, "").map(|given| (vec![given], false, reason)).map_err(Problem::invalid);
    }
    let mut members = Members::of(body);
    let list = members.need("measurements", "a list of measurements", |v| v.as_array().cloned()).unwrap_or_default();
    members.done().map_err(Problem::invalid)?;
    if list.is_empty() || list.len() > MOST {
        return Err(Problem::at("/measurements", format!("expected 1 to {MOST} measurements")));
    }
    let (mut given, mut faults) = (Vec::new(), Vec::new());
    for (index, item) in list.into_iter().enumerate() {
        let at = format!("/measurements/{index}");
        match item {
            Value::Object(members) => one(members, &at).map_or_else(|f| faults.extend(f), |g| given.push(g)),
            _ => faults.push(Fault::at(at, "expected an object")),
        }
    }
    if faults.is_empty() { Ok((given, true, reason)) } else { Err(Problem::invalid(faults)) }
}

fn one(members: Map<String, Value>, at: &str) -> Result<Given, Vec<Fault>> {
    let mut members = Members::of(members);
    let on = members.need("on", "a date such as 2026-03-31", |v| v.as_str()?.parse::<Date>().ok());
    let value = members.need("value", "a number", |v| v.as_f64().filter(|x| x.is_finite()));
    let source = members.text("source").unwrap_or_default();
    let below = |f: Fault| Fault::at(format!("{at}{}", f.pointer), f.message);
    members.done().map_err(|faults| faults.into_iter().map(below).collect::<Vec<_>>())?;
    on.zip(value).map(|(on, value)| Given { on, value, source }).ok_or_else(Vec::new)
}
