//! How do we know: tests are defined and run, evidence is attached and used again, findings are answered, and actions are closed
//! when someone saw that they helped.

pub mod define;
pub mod evidence;
pub mod multipart;
pub mod offers;
pub mod phases;
pub mod run;
mod sheet;
#[cfg(test)]
mod tests;
pub mod worksheet;

use super::{Page, crumbs, form};
use crate::{
    cx::{Cx, encode},
    design::{self, Control, FieldView, LinkTo},
    fault::{Fault, Result},
    show::path,
};
use isms::{
    assurance::{
        Test,
        test::{
            TestRun, TestVerdict,
            independence::{self, Dependence, Tie},
        },
    },
    check::Fault as Found,
    field::{Choice, Ty},
    kind::{self, KindInfo},
    record::{AnyRecord, Record},
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::Value;

/// A field of a kind as the forms of all records show it, under its own name.
pub fn field(cx: &Cx, kind: &KindInfo, name: &str, value: Option<&Value>, faults: &[Found]) -> Option<FieldView> {
    let heads = isms::head::FIELDS.iter();
    let field = kind.fields.iter().chain(heads).find(|f| f.name == name)?;
    Some(form::view(cx, kind, field, name, value, faults))
}

/// Faults as they stand above a form: those of `shown` fields link to them.
pub fn summary(cx: &Cx, kind: &KindInfo, faults: &[Found]) -> Vec<(String, String)> {
    let label = |name: &str| kind.field(name).map(|f| cx.field_label(kind, f));
    let said = |f: &Found| {
        let name = f.pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
        let message = label(name).map_or_else(|| f.message.clone(), |l| format!("{l}: {}", f.message));
        (format!("f-{}", f.pointer.trim_start_matches('/').replace(['/', '.'], "-")), message)
    };
    faults.iter().map(said).collect()
}

/// A page below a record: its crumbs lead over the record.
pub fn page_of(cx: &Cx, record: &dyn AnyRecord, title: &str, body: Markup) -> Page {
    let mut way = crumbs(cx, record.kind(), None);
    way.push(LinkTo::new(record.key().to_string(), cx.href(record)));
    way.push(LinkTo::new(title.to_owned(), String::new()));
    Page::new(record.kind().area.name(), title.to_owned(), body).crumbs(way)
}

/// Refuses what cannot be done on a page of the past.
pub fn now_only(cx: &Cx) -> Result<()> {
    if cx.is_past() { Err(Fault::bad(cx.w.t("assure-past"))) } else { Ok(()) }
}

/// The test of a path.
pub fn test_of(cx: &Cx, key: &str) -> Result<std::sync::Arc<dyn AnyRecord>> {
    super::record_of(cx, "tests", key)
}

/// The record as a test.
pub fn typed(record: &dyn AnyRecord) -> Result<&Record<Test>> {
    record.typed::<Test>().ok_or_else(|| Fault::missing("test"))
}

/// A verdict as a tag.
pub fn verdict(cx: &Cx, verdict: TestVerdict) -> Markup {
    let tone = match verdict {
        TestVerdict::Passed => design::Tone::Good,
        TestVerdict::PassedWithExceptions => design::Tone::Warn,
        TestVerdict::Failed => design::Tone::Bad,
        TestVerdict::Inconclusive => design::Tone::Unknown,
    };
    design::tag(tone, &word(cx, verdict))
}

/// The word of a choice in the visitor's language.
pub fn word<C: Choice>(cx: &Cx, choice: C) -> String {
    cx.choice_label(Ty::Choice(C::OPTIONS), choice.word())
}

/// The options of a choice.
pub fn options<C: Choice>(cx: &Cx) -> Vec<design::Opt> {
    let label = |o: &isms::field::Opt| design::Opt::new(o.value, cx.choice_label(Ty::Choice(C::OPTIONS), o.value));
    C::OPTIONS.iter().map(label).collect()
}

/// A field that names records of a kind by key.
pub fn reference(cx: &Cx, name: &str, label: String, kinds: &str, keys: &[String], multiple: bool) -> FieldView {
    let known =
        keys.iter().filter_map(|k| cx.view.by_key(k)).map(|r| design::Opt::new(r.key().to_string(), &r.head().title));
    let control = Control::Reference { kind: kinds.into(), multiple, known: known.collect() };
    FieldView::new(name, label, control).values(keys.iter().cloned())
}

/// How someone depends on what they test, in a sentence.
pub fn tie(cx: &Cx, d: &Dependence) -> Markup {
    let said = match d.tie {
        Tie::Owns => cx.w.t("tie-owns"),
        Tie::Operates => cx.w.t("tie-operates"),
        Tie::SameTeam(_) => cx.w.t("tie-team"),
    };
    html! {
        (cx.link_to(d.tester)) " " (said) " "
        @if let Tie::SameTeam(team) = d.tie { (cx.link_to(team)) " · " }
        (cx.link_to(d.subject))
    }
}

/// That testers are not independent, as a message; nothing where they are.
pub fn ties(cx: &Cx, all: &[Dependence], instead: &str) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let isms = cx.view.for_the_organisation();
    let stands = !instead.trim().is_empty() && independence::may_substitute(isms);
    let tone = if stands { design::Tone::Note } else { design::Tone::Warn };
    let body = html! {
        p { strong { (cx.w.t("not-independent")) } }
        ul.plain { @for d in all { li { (tie(cx, d)) } } }
        @if instead.trim().is_empty() { p { (cx.w.t(if independence::may_substitute(isms) { "not-independent-small" } else { "not-independent-large" })) } }
        @else { p { (cx.w.t("independence-instead")) " " (instead) } }
    };
    design::notice(&design::Notice { tone, body })
}

/// Where a finding about a run is written down: everything that is known stands in the form.
pub fn raise(cx: &Cx, test: &Record<Test>, run: &TestRun) -> String {
    let on = run.on.map(|d| cx.w.date(d)).unwrap_or_default();
    let title = cx.w.tn("raise-title", &[("test", test.head.title.as_str().into()), ("on", on.clone().into())]);
    let seen = run.items.iter().filter(|i| i.result == isms::assurance::test::ItemResult::Exception);
    let mut lines: Vec<String> = seen.map(|i| format!("- {}: {}", i.item, i.note)).collect();
    let counts =
        [("failed", run.failed.unwrap_or(0).into()), ("n", run.looked_at.unwrap_or(0).into()), ("on", on.into())];
    let first = if run.looked_at.is_some() { cx.w.tn("raise-text", &counts) } else { run.notes.0.clone() };
    lines.insert(0, format!("{first}\n"));
    let grade = if run.verdict == TestVerdict::Failed { "minor-nonconformity" } else { "observation" };
    let mut pairs = vec![
        ("title", title),
        ("from", format!("TST-{}", test.head.number)),
        ("found_on", run.on.map(|d| d.to_string()).unwrap_or_default()),
        ("grade", grade.into()),
        ("description", lines.join("\n")),
        ("clauses", clauses(cx, test).join(", ")),
    ];
    let subjects = test.body.of.iter().map(|s| s.id()).chain(test.body.criterion.map(|c| c.id()));
    pairs.extend(subjects.filter_map(|id| Some(("against", cx.view.get(id)?.key().to_string()))));
    let query: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={}", encode(v))).collect();
    format!("/findings/new?{}", query.join("&"))
}

/// Requirements of frameworks that the tested controls carry out.
fn clauses(cx: &Cx, test: &Record<Test>) -> Vec<String> {
    let isms = cx.view.for_the_organisation();
    let controls = test.body.of.iter().filter_map(|s| isms.typed::<isms::control::Control>(s.id()));
    let mut all: Vec<String> = controls.flat_map(|c| c.body.clauses.iter().map(ToString::to_string)).collect();
    all.dedup();
    all
}

/// Findings that came from a test, as far as they may be seen.
pub fn findings_from(cx: &Cx, test: RecordId) -> Vec<RecordId> {
    let pointing = cx.view.pointing_at(test);
    let mut found: Vec<RecordId> = pointing
        .iter()
        .filter(|(_, r)| r.kind() == kind::of::<isms::assurance::Finding>())
        .map(|(_, r)| r.head().id)
        .collect();
    found.dedup();
    found
}

/// Where a page leads back to.
pub fn back(record: &dyn AnyRecord, did: &str) -> String {
    format!("{}?did={did}", path(record))
}
