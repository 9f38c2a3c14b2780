//! A record: what it is, what it is for, what is asked now, and everything that happened to it.

use super::{Page, crumbs, insight, record_of, timeline};
use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Relation, Step, Tone},
    fault::{Fault, Result},
    markdown,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    response::{Html, Redirect},
};
use isms::{
    analysis::mandate,
    authority::Action,
    check::Check,
    communication::Report,
    everywhere::{Approval, Comment},
    field::{Field, Fields},
    governance::Decision,
    kind,
    lifecycle::{self, Effect},
    record::AnyRecord,
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use service::{Command, Request};
use std::collections::BTreeMap;

/// Linked records of one verb that are shown before "and more".
const LINKS: usize = 12;

/// `GET /{plural}/{key}`
pub async fn show(cx: Cx, Path((plural, key)): Path<(String, String)>) -> Result<Html<String>> {
    let record = record_of(&cx, &plural, &key)?;
    let kind = record.kind();
    let (acts, neighbours) = timeline::of_record(&cx, record.as_ref()).await?;
    let head = record.head();
    let insight = insight::of(&cx, record.as_ref()).await?;
    let main = html! {
        (super::estimating::private(&cx, record.as_ref()))
        (asked_now(&cx, record.as_ref()))
        @if let Some(main) = &insight.main { (main) }
        (signals(&cx, record.as_ref()).await?)
        (in_force(&cx, record.as_ref()))
        (super::estimating::of_risk(&cx, record.as_ref()))
        @if let Some(report) = record.typed::<Report>() { (super::report::section(&cx, report).await?) }
        (groups(&cx, record.as_ref()))
        (super::estimating::of_person(&cx, record.as_ref()))
        (comments(&cx, record.as_ref()))
    };
    let beside = html! {
        @if let Some(beside) = &insight.beside { (beside) }
        (design::section("facts", &cx.w.t("facts"), None, facts(&cx, record.as_ref())))
        (super::oscal::of_record(&cx, record.as_ref()))
        (relations(&cx, record.as_ref()))
        (design::section("acts", &cx.w.t("acts"), None, design::timeline(&cx.w, &acts)))
    };
    let sentence = html! { (cx.state_tag(record.as_ref())) " " (cx.kind_label(kind, false)) " " span.key { (record.key().to_string()) } };
    let sentence = insight.lede.clone().unwrap_or(sentence);
    let body = html! { (design::lede(&head.title, Some(sentence))) (design::two_doing(actions(&cx, record.as_ref()), main, beside)) };
    let mut page =
        Page::new(kind.area.name(), head.title.clone(), body).crumbs(crumbs(&cx, kind, Some(record.key().to_string())));
    page.neighbours = neighbours;
    Ok(page.draw(&cx))
}

/// Open approvals of this record, with the visitor's buttons.
fn asked_now(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let pointing = cx.view.pointing_at(record.head().id);
    let mut open: Vec<_> = pointing
        .iter()
        .filter(|(link, r)| link.field().is_some_and(|f| f.name == "of") && &*r.head().state == "asked")
        .filter_map(|(_, r)| r.typed::<Approval>())
        .collect();
    if let Some(own) = record.typed::<Approval>().filter(|a| &*a.head.state == "asked") {
        open.push(own);
    }
    html! { @for approval in open { (approval_box(cx, approval)) } }
}

fn approval_box(cx: &Cx, approval: &isms::record::Record<Approval>) -> Markup {
    let me = cx.viewer().person;
    let mine = approval.body.approvers.iter().any(|a| Some(a.id()) == me)
        && !approval.body.votes.iter().any(|v| v.by.is_some_and(|b| Some(b.id()) == me));
    let action = format!("/approvals/APR-{}/vote", approval.head.number);
    html! {
        div.ask {
            h2 { a href={ "/approvals/APR-" (approval.head.number) } { (approval.head.title) } }
            @if !approval.body.reason.is_empty() { p { (approval.body.reason) } }
            p.quiet {
                (cx.w.t("waits-for")) " "
                @for (i, a) in approval.body.approvers.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(a.id())) }
                " · " (cx.w.tn("votes", &[("n", approval.body.votes.len().into()), ("m", approval.body.approvers.len().into())]))
            }
            @if mine && !cx.is_past() {
                form.stack method="post" action=(action) {
                    label.field { span.label { (cx.w.t("reason")) small { " " (cx.w.t("optional")) } } input type="text" name="reason"; }
                    div.actions {
                        button.first type="submit" name="verdict" value="approve" { (cx.w.t("approve")) }
                        button type="submit" name="verdict" value="reject" { (cx.w.t("reject")) }
                    }
                }
            }
        }
    }
}

/// What the rules find about this record.
async fn signals(cx: &Cx, record: &dyn AnyRecord) -> Result<Markup> {
    let all = cx.app.service.signals(cx.viewer(), &cx.view).await?;
    let here = isms::rules::about(&all, record.head().id);
    Ok(html! {
        @if !here.is_empty() {
            (design::section("signals", &cx.w.t("record-signals"), None, html! {
                ul.plain { @for s in &here { li { (super::rules::tagged(cx, s)) " " (s.message) } } }
            }))
        }
    })
}

/// For a versioned kind, what is in force and whether a draft differs from it.
fn in_force(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    if !record.kind().versioned {
        return html! {};
    }
    let Some(edition) = record.in_force() else {
        return design::notice(&design::Notice::text(Tone::Note, &cx.w.t("never-in-force")));
    };
    let since = cx.time(edition.since);
    let said = cx.w.tn("edition-in-force", &[("n", edition.number.into()), ("since", since.into())]);
    if !edition.has_draft {
        return html! { p.quiet { (said) } };
    }
    let rows = differing(cx, record, edition.body);
    html! {
        (design::notice(&design::Notice { tone: Tone::Note, body: html! { (said) " " (cx.w.t("draft-differs")) } }))
        (design::more(&cx.w.t("draft-changes"), false, design::timeline(&cx.w, &[design::Act { diffs: rows, at: cx.w.t("draft").to_string(), ..design::Act::default() }])))
    }
}

fn differing(cx: &Cx, record: &dyn AnyRecord, published: &dyn Fields) -> Vec<design::Diff> {
    let outer = |fields: &dyn Fields| {
        let mut out = serde_json::Map::new();
        isms::outer::write_fields(fields, &cx.view, &mut out);
        out
    };
    let (old, new) = (outer(published), outer(record.body()));
    let names = record.kind().fields.iter().filter(|f| old.get(f.name) != new.get(f.name));
    let changes: Vec<isms::diff::Changed> = names
        .map(|f| isms::diff::Changed {
            field: f.name.into(),
            label: f.label.into(),
            before: old.get(f.name).cloned().unwrap_or_default(),
            after: new.get(f.name).cloned().unwrap_or_default(),
        })
        .collect();
    timeline::diffs(cx, record.kind(), &changes)
}

/// Whether a field is told in a section of its own.
fn elsewhere(record: &dyn AnyRecord, field: &Field) -> bool {
    let made = match record.kind().name {
        "report" => matches!(field.name, "files" | "moment" | "links"),
        "channel" => field.name == "links",
        "response" => matches!(field.name, "asked" | "answers" | "links"),
        _ => false,
    };
    made || super::form::made_elsewhere(record.kind(), field)
}

/// The body's fields, group by group; relations have their own place.
fn groups(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let body = record.body();
    let mut groups: Vec<(&str, Vec<(usize, &'static Field)>)> = Vec::new();
    for (index, field) in body.fields().iter().enumerate() {
        let pure_relation = isms::filter::points(field.ty) && !field.verb.is_empty();
        if body.get(index).is_empty() || pure_relation || elsewhere(record, field) {
            continue;
        }
        match groups.iter_mut().find(|(g, _)| *g == field.group) {
            Some((_, fields)) => fields.push((index, field)),
            None => groups.push((field.group, vec![(index, field)])),
        }
    }
    if groups.is_empty() {
        return design::empty(&cx.w.t("record-empty"), None);
    }
    html! {
        @for (group, fields) in groups {
            @let rows = fields.iter().map(|(i, f)| (cx.field_label(record.kind(), f), cx.value(f, &body.get(*i)))).collect::<Vec<_>>();
            @let title = if group.is_empty() { cx.w.t("what-it-is").to_string() } else { cx.w.or(&format!("group-{}", group.to_lowercase().replace(' ', "-")), group).to_string() };
            (design::section(&format!("g-{}", group.to_lowercase().replace(' ', "-")), &title, None, design::facts(&rows)))
        }
    }
}

fn facts(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let head = record.head();
    let mut rows = Vec::new();
    let heads: &dyn Fields = head;
    for (index, field) in heads.fields().iter().enumerate().filter(|(_, f)| f.name != "title") {
        let value = heads.get(index);
        let usual = field.name == "compartment" && record.kind().compartment == head.compartment
            || field.name == "drafted_by" && head.drafted_by == Default::default();
        if !value.is_empty() && !usual {
            rows.push((cx.field_label(record.kind(), field), cx.value(field, &value)));
        }
    }
    if head.owner.is_none() {
        rows.insert(0, (cx.w.or("field-owner", "Owner").to_string(), design::unknown(&cx.w)));
    }
    for (name, value) in record.custom() {
        rows.push((
            name.replace('_', " "),
            html! { (value.as_str().map_or_else(|| value.to_string(), str::to_owned)) },
        ));
    }
    rows.push((cx.w.t("column-changed").to_string(), html! { (cx.time(head.changed)) }));
    rows.push((cx.w.t("column-version").to_string(), html! { (head.version) }));
    design::facts(&rows)
}

/// Both directions, as sentences.
fn relations(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let mut by_verb: BTreeMap<(u8, String), Vec<design::RecordLink>> = BTreeMap::new();
    let mut add = |order: u8, verb: &str, other: &dyn AnyRecord| {
        let links =
            by_verb.entry((order, cx.w.or(&format!("verb-{}", verb.replace(' ', "-")), verb).to_string())).or_default();
        let link = cx.link(other);
        if !links.iter().any(|l| l.key == link.key) {
            links.push(link);
        }
    };
    for (link, other) in cx.view.pointed_at_by(record) {
        if let Some((verb, _)) = link.field().and_then(|f| verbs(f, record, other.head().id)) {
            add(0, verb, other.as_ref());
        }
    }
    for (link, other) in cx.view.pointing_at(record.head().id) {
        let spoken_elsewhere = [kind::of::<Comment>(), kind::of::<Approval>()].contains(&other.kind());
        if let Some((_, inverse)) =
            link.field().filter(|_| !spoken_elsewhere).and_then(|f| verbs(f, other.as_ref(), record.head().id))
        {
            add(1, inverse, other.as_ref());
        }
    }
    if by_verb.is_empty() {
        return design::section(
            "relations",
            &cx.w.t("relations"),
            None,
            design::empty(&cx.w.t("relations-none"), None),
        );
    }
    let key = record.key().to_string();
    let list: Vec<Relation> = by_verb
        .into_iter()
        .map(|((_, verb), mut links)| {
            let more = links.len().saturating_sub(LINKS);
            let first =
                links.first().and_then(|l| isms::head::Key::parse(&l.key)).map(|k| k.kind.plural).unwrap_or_default();
            links.truncate(LINKS);
            Relation { verb, links, more: (more > 0).then(|| (more, cx.at(&format!("/{first}?q=points:{key}")))) }
        })
        .collect();
    design::section("relations", &cx.w.t("relations"), None, design::relations(&cx.w, &list))
}

/// The verbs of a relation: the field's own, or those of the field inside the part that points.
fn verbs(
    field: &'static Field,
    from: &dyn AnyRecord,
    to: isms::values::RecordId,
) -> Option<(&'static str, &'static str)> {
    if !field.verb.is_empty() {
        return Some((field.verb, field.inverse));
    }
    let (_, value) = from.body().named(field.name)?;
    inner_verbs(&value, to)
}

fn inner_verbs(value: &isms::field::Val<'_>, to: isms::values::RecordId) -> Option<(&'static str, &'static str)> {
    use isms::field::Val;
    match value {
        Val::List(list) => list.iter().find_map(|v| inner_verbs(v, to)),
        Val::Part(part) => part.fields().iter().enumerate().find_map(|(i, f)| {
            let inner = part.get(i);
            let mut hit = false;
            isms::isms::targets(&inner, &mut |id| hit |= id == to);
            if hit && !f.verb.is_empty() { Some((f.verb, f.inverse)) } else { inner_verbs(&inner, to).filter(|_| hit) }
        }),
        _ => None,
    }
}

/// Edit, the steps that may be taken, and the reason for those that may not.
fn actions(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    if cx.is_past() {
        return html! {};
    }
    let mut buttons = Vec::new();
    if cx.view.may_on(record, Action::Edit) && record.is_open() {
        buttons.push(design::link_button(&cx.w.t("edit"), &format!("{}/edit", path(record)), false));
    }
    let state = &*record.head().state;
    let steps = record.kind().lifecycle.steps.iter().filter(|s| s.from.contains(&state));
    let mut first = true;
    let mut grounds = Vec::new();
    for step in steps.filter(|s| s.effect != Effect::Discard || record.in_force().is_some()) {
        let ground = own_ground(cx, record, step);
        buttons.push(button(cx, record, step, ground.as_deref(), &mut first));
        grounds.extend(ground.map(|ground| (cx.step_label(step.name, step.label), ground)));
    }
    html! {
        div.next {
            (design::actions(&buttons))
            @for (label, ground) in &grounds { p.quiet { (cx.w.tn("step-own-ground", &[("step", label.as_str().into()), ("ground", ground.as_str().into())])) } }
        }
    }
}

/// Why the viewer may take an approved step without anyone's vote; the approval that the step leaves behind states the same.
fn own_ground(cx: &Cx, record: &dyn AnyRecord, step: &lifecycle::Step) -> Option<String> {
    let person = cx.viewer().person.filter(|_| step.approval && cx.view.may_on(record, Action::Step))?;
    mandate::ground(cx.view.for_the_organisation(), record, step.name, person)
}

fn button(
    cx: &Cx,
    record: &dyn AnyRecord,
    step: &'static lifecycle::Step,
    ground: Option<&str>,
    first: &mut bool,
) -> Markup {
    let label = cx.step_label(step.name, step.label);
    let action = if step.effect == Effect::Retire { Action::Retire } else { Action::Step };
    if !cx.view.may_on(record, action) {
        return design::step_denied(&cx.w, &label, &cx.w.t("step-not-yours"));
    }
    if let Some(decision) = record.typed::<Decision>().filter(|_| step.name == "review") {
        let first = std::mem::take(first) && super::governance::outcome::may(cx, decision);
        return design::link_button(&label, &format!("{}/outcome", path(record)), first);
    }
    let isms = cx.view.for_the_organisation();
    if let Err(missing) = (record.kind().guard)(record, step.name, &Check::new(isms, record)) {
        return design::step_denied(&cx.w, &label, &missing);
    }
    if step.approval && ground.is_none() {
        return ask_button(cx, record, step, &label);
    }
    let place = |state: &str| record.kind().lifecycle.states.iter().position(|s| s.name == state);
    let leads = *first && step.effect != Effect::Retire && place(step.to) > place(&record.head().state);
    *first &= !leads;
    design::step_button(
        &cx.w,
        &Step {
            action: format!("{}/step/{}", path(record), step.name),
            label,
            first: leads,
            ask: step.reason.then(|| cx.w.t("form-reason").to_string()),
            ask_required: step.reason,
            hidden: vec![("version".into(), record.head().version.to_string())],
        },
    )
}

/// A small form that asks people for their approval.
fn ask_button(cx: &Cx, record: &dyn AnyRecord, step: &'static lifecycle::Step, label: &str) -> Markup {
    let approvers = FieldView::new(
        "approvers",
        cx.w.t("approvers").to_string(),
        Control::Reference { kind: "person".into(), multiple: true, known: Vec::new() },
    )
    .help(cx.w.t("approvers-help").to_string())
    .required();
    design::menu(
        &format!("{label}…"),
        html! {
            form.stack method="post" action={ (path(record)) "/ask/" (step.name) } data-form {
                (design::enter_submits())
                p { (cx.w.t("needs-approval")) }
                (design::field(&cx.w, &approvers))
                label.field { span.label { (cx.w.t("form-reason")) @if !step.reason { small { " " (cx.w.t("optional")) } } } input type="text" name="reason" required[step.reason]; }
                div.actions { button.first type="submit" { (cx.w.t("ask-for-approval")) } }
            }
        },
    )
}

/// What people say about it.
fn comments(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    let pointing = cx.view.pointing_at(record.head().id);
    let said: Vec<_> = pointing
        .iter()
        .filter(|(l, _)| l.field().is_some_and(|f| f.name == "about"))
        .filter_map(|(_, r)| r.typed::<Comment>())
        .collect();
    let may = cx.view.sight.may(kind::of::<Comment>(), Action::Create)
        && !cx.is_past()
        && record.kind() != kind::of::<Comment>();
    if said.is_empty() && !may {
        return html! {};
    }
    let list = html! {
        @for comment in &said {
            div.comment {
                p.quiet { (comment.head.owner.map(|o| cx.link_to(o.id())).unwrap_or_default()) " · " (cx.time(comment.head.created)) }
                (design::prose(markdown::render(&comment.body.text.0)))
            }
        }
        @if may {
            form.stack method="post" action={ (path(record)) "/comment" } {
                label.field { span.label { (cx.w.t("comment")) } textarea name="text" rows="2" required data-grow {} }
                p.quiet { (cx.w.t("comment-help")) }
                div.actions { (design::button(&cx.w.t("comment-send"))) }
            }
        }
    };
    design::section("comments", &cx.w.t("comments"), None, list)
}

/// A comment's form.
#[derive(Deserialize)]
pub struct Said {
    text: String,
}

/// `POST /{plural}/{key}/comment`; people are mentioned by `@PER-3`.
pub async fn comment(cx: Cx, Path((plural, key)): Path<(String, String)>, Form(said): Form<Said>) -> Result<Redirect> {
    let record = record_of(&cx, &plural, &key)?;
    if said.text.trim().is_empty() {
        return Err(Fault::bad(cx.w.t("comment-empty").to_string()));
    }
    let words = said.text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | ')'));
    let mentions: Vec<&str> = words
        .filter_map(|w| w.strip_prefix('@'))
        .filter(|k| k.starts_with("PER-") && cx.view.by_key(k).is_some())
        .collect();
    let title = format!("{}: {}", record.key(), markdown::first_line(&said.text, 60));
    let mut fields = json!({ "title": title, "about": record.key().to_string(), "text": said.text.replace("\r\n", "\n"), "mentions": mentions });
    if let (Some(me), Some(members)) = (cx.viewer().person.and_then(|p| cx.view.get(p)), fields.as_object_mut()) {
        members.insert("owner".into(), json!(me.key().to_string()));
        members.insert("compartment".into(), json!(isms::field::Choice::word(&record.head().compartment)));
    }
    let create = Command::Create { kind: kind::of::<Comment>(), fields };
    cx.app.service.perform(cx.viewer(), Request::one("page", create)).await?;
    Ok(Redirect::to(&format!("{}?did=commented#comments", path(record.as_ref()))))
}
