//! On the pages of what can be tested or proved: the tests and evidence there are, and the way to more.

use super::{evidence::fresh, word};
use crate::{
    cx::Cx,
    design::{self, Tone},
};
use isms::{
    analysis::assured::{self, Status},
    assurance::{Evidence, Test, evidence::Proved, test::Subject},
    authority::Action,
    control::Control,
    field::Target,
    kind,
    record::{AnyRecord, Record},
};
use maud::{Markup, html};

/// Shown of each before "and more".
const SHOWN: usize = 5;

/// What stands beside the fields; nothing for kinds that can be neither tested nor proved.
pub fn beside(cx: &Cx, record: &dyn AnyRecord) -> Option<Markup> {
    let name = record.kind().name;
    let (testable, provable) = (Subject::KINDS.contains(&name), Proved::KINDS.contains(&name));
    let reads = cx.view.sight.reads(kind::of::<Test>());
    if !reads || !(testable || provable) {
        return None;
    }
    let may = |k| !cx.is_past() && record.is_open() && cx.view.sight.may(k, Action::Create);
    let key = record.key().to_string();
    let tests = if testable { of_kind::<Test>(cx, record) } else { Vec::new() };
    let proofs = of_kind::<Evidence>(cx, record);
    let proofs: Vec<_> = proofs.into_iter().filter(|e| proves(e, record)).collect();
    let isms = cx.view.for_the_organisation();
    let seen = record.typed::<Control>().map(|c| assured::look(isms, c));
    let body = html! {
        @if let Some(seen) = &seen { p { (status(cx, seen.status)) @for f in &seen.findings { " " (cx.link_to(*f)) } } }
        @if testable {
            @if seen.is_none() && tests.is_empty() { p { span.unknown { (cx.w.t("offers-no-test")) } } }
            @if !tests.is_empty() { ul.plain { @for test in tests.iter().take(SHOWN) { li { (test_line(cx, test)) } } } }
        }
        @if !proofs.is_empty() { ul.plain { @for evidence in proofs.iter().take(SHOWN) { li { (cx.link_to(evidence.head.id)) " " (fresh(cx, evidence)) } } } }
        @if proofs.len() > SHOWN { p.quiet { a href=(cx.at(&format!("/evidence?q=points:{key}"))) { (cx.w.tn("and-more", &[("n", (proofs.len() - SHOWN).into())])) } } }
        div.actions {
            @if testable && may(kind::of::<Test>()) { (design::link_button(&cx.w.t("define-test"), &format!("/tests/define?of={key}"), false)) }
            @if provable && may(kind::of::<Evidence>()) { (design::link_button(&cx.w.t("evidence-add"), &format!("/evidence/add?for={key}&back=/{}/{key}", record.kind().plural), false)) }
        }
    };
    Some(design::section("assurance", &cx.w.t("offers"), None, body))
}

fn proves(evidence: &Record<Evidence>, record: &dyn AnyRecord) -> bool {
    evidence.body.proves.iter().any(|p| p.id() == record.head().id)
}

fn of_kind<'a, T: kind::Kind>(cx: &'a Cx, record: &dyn AnyRecord) -> Vec<&'a Record<T>> {
    let pointing = cx.view.pointing_at(record.head().id);
    let mut found: Vec<&Record<T>> =
        pointing.into_iter().filter_map(|(_, r)| r.typed::<T>()).filter(|r| (*r as &dyn AnyRecord).is_open()).collect();
    found.sort_by_key(|r| r.head.number);
    found.dedup_by_key(|r| r.head.number);
    found
}

/// The newest conclusive run of a test, and when the next is due.
fn test_line(cx: &Cx, test: &Record<Test>) -> Markup {
    let seen = assured::look_at_test(cx.view.for_the_organisation(), test);
    let day = |key: &str, day: jiff::civil::Date| cx.w.tn(key, &[("day", cx.w.date(day).into())]);
    html! {
        (cx.link_to(test.head.id)) " " (status(cx, seen.status)) " "
        span.quiet {
            @if let Some(last) = seen.last { (cx.w.date(last)) }
            @if let Some(due) = seen.due { " · " (day("offers-due", due)) }
        }
    }
}

/// How it stands, as a tag.
pub fn status(cx: &Cx, status: Status) -> Markup {
    let tone = match status {
        Status::Passed => Tone::Good,
        Status::Failed => Tone::Bad,
        Status::Stale => Tone::Warn,
        Status::Planned | Status::Inherited => Tone::Note,
        Status::NoControl | Status::NoTest | Status::NeverRun => Tone::Unknown,
    };
    design::tag(tone, &word(cx, status))
}
