//! Judging one pair: whether evidence for one requirement serves another, in a person's own words, in a mapping set of ours.

use super::{title, who, word};
use crate::{
    cx::{Cx, encode},
    design::{self, Control, FieldView, Form, Group, LinkTo, Opt, Tone},
    fault::{Fault, Result},
    pages::{
        Page,
        catalogues::{crumbs, find, library, segment},
        form::Pairs,
    },
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use formats::builtin;
use isms::{
    authority::Action,
    control::{Mapping, mapping::MappingRelation},
    field::Choice,
    kind, outer,
    record::{AnyRecord, Record},
};
use maud::html;
use serde_json::{Map, Value, json};
use service::{Command, Error, Request, Subject, library::crosswalk};

/// Whether the visitor may judge pairs: evidence is accepted by a person.
pub fn may(cx: &Cx) -> bool {
    !cx.is_past() && cx.viewer().person.is_some() && cx.view.sight.may(kind::of::<Mapping>(), Action::Create)
}

/// What is judged.
struct Pair {
    from: String,
    to: String,
    source: String,
    target: String,
}

impl Pair {
    /// Both requirements exist, in the versions that clauses mean.
    async fn new(cx: &Cx, from: String, to: String, source: String, target: String) -> Result<(Pair, [String; 2])> {
        let library = library(cx).await?;
        let there = |id: &str, requirement: &str| {
            let found = find(cx, &library, id)?.requirement(requirement).map(|r| format!("{requirement} {}", r.title));
            found.ok_or_else(|| Fault::missing(format!("requirement {requirement}")))
        };
        let names = [there(&from, &source)?, there(&to, &target)?];
        let names =
            [format!("{}: {}", title(&library, &from), names[0]), format!("{}: {}", title(&library, &to), names[1])];
        Ok((Pair { from, to, source, target }, names))
    }

    fn at(&self) -> String {
        format!("/catalogues/{}/mapped/{}", segment(&self.from), segment(&self.to))
    }

    fn ends(&self) -> [String; 2] {
        [format!("{}:{}", self.from, self.source), format!("{}:{}", self.to, self.target)]
    }
}

/// `GET /catalogues/{id}/mapped/{other}/reuse?source=..&target=..`
pub async fn show(cx: Cx, Path((from, to)): Path<(String, String)>) -> Result<Html<String>> {
    if !may(&cx) {
        return Err(Fault::denied(cx.w.t("fw-may-not")));
    }
    let asked = |name: &str| cx.query.get(name).cloned().unwrap_or_default();
    let (pair, names) = Pair::new(&cx, from, to, asked("source"), asked("target")).await?;
    Ok(page(&cx, &pair, &names, "", "", &[]).draw(&cx))
}

/// `POST /catalogues/{id}/mapped/{other}/reuse`: accepts, once; or withdraws.
pub async fn submit(cx: Cx, Path((from, to)): Path<(String, String)>, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    if !may(&cx) {
        return Err(Fault::denied(cx.w.t("fw-may-not")));
    }
    let pick = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let (pair, names) = Pair::new(&cx, from, to, pick("source"), pick("target")).await?;
    let (relation, rationale) = (pick("relation"), pick("rationale"));
    let withdraw = pick("go") == "withdraw";
    let mut errors: Vec<(String, String)> = Vec::new();
    let carries = MappingRelation::from_word(&relation).is_some_and(isms::analysis::algebra::carries);
    if !withdraw && !carries {
        errors.push(("f-relation".into(), cx.w.t("fw-reuse-carries")));
    }
    if !withdraw && rationale.is_empty() {
        errors.push(("f-rationale".into(), cx.w.t("fw-reuse-why")));
    }
    let command = if withdraw { withdrawn(&cx, &pair) } else { accepted(&cx, &pair, &relation, &rationale) };
    let command = match command {
        Ok(command) if errors.is_empty() => command,
        Ok(_) => {
            return Ok(page(&cx, &pair, &names, &relation, &rationale, &errors)
                .with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY));
        }
        Err(message) => {
            errors.push((String::new(), cx.w.t(message)));
            return Ok(page(&cx, &pair, &names, &relation, &rationale, &errors)
                .with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let [source, target] = pair.ends();
    let reason = if withdraw {
        format!("Reuse of evidence withdrawn: {source} for {target}")
    } else {
        format!("Reuse of evidence accepted: {source} for {target}")
    };
    match cx.app.service.perform(cx.viewer(), Request::one("page", command).because(reason)).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("{}?did={}", pair.at(), if withdraw { "reuse-withdrawn" } else { "reused" }))
                .into_response())
        }
        Err(Error::Invalid(faults)) => {
            errors.extend(faults.iter().map(|f| (String::new(), f.message.clone())));
            Ok(page(&cx, &pair, &names, &relation, &rationale, &errors)
                .with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Our own set between the two frameworks; the first that is open.
fn own<'v>(cx: &'v Cx, pair: &Pair) -> Option<&'v Record<Mapping>> {
    let mut sets = cx.view.all::<Mapping>().filter(|m| (*m as &dyn AnyRecord).is_open());
    sets.find(|m| m.body.from_framework == pair.from && m.body.to_framework == pair.to)
}

/// Lines of a set in their outer form.
fn lines(cx: &Cx, set: &Record<Mapping>) -> Vec<Value> {
    let mut body = Map::new();
    outer::write_fields(&set.body, &cx.view, &mut body);
    body.get("lines").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn accepted(cx: &Cx, pair: &Pair, relation: &str, rationale: &str) -> std::result::Result<Command, &'static str> {
    let by = cx.viewer().person.and_then(|p| cx.view.get(p)).map(|r| r.key().to_string()).ok_or("fw-reuse-nobody")?;
    let [source, target] = pair.ends();
    let line = json!({ "source": source, "target": target, "relation": relation, "rationale": rationale, "accepted_by": by, "accepted_on": cx.today().to_string() });
    let Some(set) = own(cx, pair) else {
        let fields = json!({
            "title": format!("{} → {}", pair.from, pair.to),
            "from_framework": pair.from,
            "to_framework": pair.to,
            "provenance": "Our own judgement, line by line.",
            "owner": by,
            "lines": [line],
        });
        return Ok(Command::Create { kind: kind::of::<Mapping>(), fields });
    };
    let mut lines = lines(cx, set);
    match lines.iter_mut().find(|l| l["source"] == source.as_str() && l["target"] == target.as_str()) {
        Some(old) if old.get("accepted_by").is_some() => return Err("fw-reuse-twice"),
        Some(old) => *old = line,
        None => lines.push(line),
    }
    Ok(edit(set, lines))
}

fn withdrawn(cx: &Cx, pair: &Pair) -> std::result::Result<Command, &'static str> {
    let [source, target] = pair.ends();
    let taken = |l: &&mut Value| {
        l["source"] == source.as_str() && l["target"] == target.as_str() && l.get("accepted_by").is_some()
    };
    let sets = cx.view.all::<Mapping>().filter(|m| (*m as &dyn AnyRecord).is_open());
    for set in sets.filter(|m| m.body.from_framework == pair.from && m.body.to_framework == pair.to) {
        let mut lines = lines(cx, set);
        if let Some(Value::Object(line)) = lines.iter_mut().find(taken) {
            line.shift_remove("accepted_by");
            line.shift_remove("accepted_on");
            return Ok(edit(set, lines));
        }
    }
    Err("fw-reuse-not-accepted")
}

fn edit(set: &Record<Mapping>, lines: Vec<Value>) -> Command {
    Command::Edit {
        subject: Subject::Id(set.head.id),
        version: Some(set.head.version),
        patch: json!({ "lines": lines }),
    }
}

fn page(
    cx: &Cx,
    pair: &Pair,
    names: &[String; 2],
    relation: &str,
    rationale: &str,
    errors: &[(String, String)],
) -> Page {
    let sets: Vec<_> = cx.view.all::<Mapping>().collect();
    let all = crosswalk::statements(&sets, builtin::mappings(), &pair.from, &pair.to);
    let known: Vec<_> = all.iter().filter(|s| s.source == pair.source && s.target == pair.target).collect();
    let taken = known.iter().any(|s| s.accepted());
    let heading = cx.w.t("fw-reuse-title");
    let hidden = vec![("source".into(), pair.source.clone()), ("target".into(), pair.target.clone())];
    let action = format!("{}/reuse", pair.at());
    let options = ["equal", "superset"].map(|r| Opt::new(r, cx.w.t(&format!("map-{r}"))));
    let mut field = FieldView::new("relation", cx.w.t("fw-relation"), Control::Choice { options: options.to_vec() })
        .help(cx.w.t("fw-reuse-help"))
        .needed();
    if !relation.is_empty() {
        field = field.value(relation);
    }
    let why = FieldView::new("rationale", cx.w.t("fw-rationale"), Control::Line).value(rationale).required();
    let form = Form {
        action: action.clone(),
        hidden: hidden.clone(),
        groups: vec![Group { fields: vec![field, why], ..Group::default() }],
        submit: cx.w.t("fw-reuse-accept"),
        cancel: Some(format!("{}?source={}", pair.at(), encode(&pair.source))),
        errors: errors.to_vec(),
        ..Form::default()
    };
    let body = html! {
        (design::lede(&heading, Some(html! { (names[0]) " → " (names[1]) })))
        (design::section("said", &cx.w.t("fw-says"), None, html! {
            @if known.is_empty() { p { (design::tag(Tone::Unknown, &cx.w.t("fw-unmapped"))) } }
            @else { ul.plain { @for s in &known { li { (cx.w.t(word(s.relation))) " " span.quiet { (who(cx, s)) } } } } }
        }))
        @if taken {
            (design::error_summary(&cx.w, errors))
            form.step method="post" action=(action) { (design::hidden_inputs(&hidden)) button type="submit" name="go" value="withdraw" { (cx.w.t("fw-reuse-withdraw")) } }
        } @else { (design::form(&cx.w, &form)) }
    };
    let way = [
        LinkTo::new(cx.w.t("fw-mappings"), "/catalogues/mappings"),
        LinkTo::new(format!("{} → {}", pair.from, pair.to), pair.at()),
        LinkTo::new(heading.clone(), ""),
    ];
    Page::new("control", heading, body).crumbs(crumbs(cx, &way))
}
