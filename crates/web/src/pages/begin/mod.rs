//! From an objective to a decision: one page that leads through the first of each, a small form at a time.
//!
//! Nothing about the path is stored. Where someone stands follows from the records, so the path can be left, taken up elsewhere,
//! and joined halfway by whoever brings a register.

mod convert;
mod known;
mod progress;
mod sheet;
mod steps;

pub use progress::any_decided;

use super::{Page, form};
use crate::{
    cx::{Cx, encode},
    design::{self, Form, Group, LinkTo, Notice, Tone},
    fault::{Fault, Result},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::{Action, Role},
    check::Fault as Wrong,
    context::{Objective, Person},
    control::Control,
    governance::Decision,
    kind,
    record::AnyRecord,
    risk::{Estimate, Risk, Treatment},
    values::RecordId,
    view::View,
};
use maud::{Markup, html};
use progress::{Progress, Step};
use service::{Error, Receipt, Request};
use sheet::{Reading, Sheet};

/// A form that was sent and could not be kept.
struct Refused<'a> {
    step: Step,
    typed: &'a form::Pairs,
    faults: &'a [Wrong],
}

/// `GET /begin`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    Ok(page(&cx, None).await?.draw(&cx))
}

/// `POST /begin/{step}`
pub async fn take(cx: Cx, Path(step): Path<String>, Sent(pairs): Sent<form::Pairs>) -> Result<Response> {
    let step = Step::of(&step).ok_or_else(|| Fault::missing(format!("step {step}")))?;
    let mut progress = progress::of(&cx);
    let to = address(&progress);
    if !progress.ready(step) || cx.is_past() {
        return Ok(Redirect::to(&to).into_response());
    }
    if step == Step::Decision {
        progress.predicted = known::predictions(&cx, &progress).await?;
    }
    let mut reading = Reading { cx: &cx, pairs: &pairs, faults: Vec::new() };
    let commands = steps::read(step, &mut reading, &progress);
    let mut faults = reading.faults;
    if faults.is_empty() {
        let key = form::first(&pairs, "request").filter(|k| !k.is_empty()).map(str::to_owned);
        let reason = cx.w.t(&format!("begin-reason-{}", step.word()));
        let request = Request { via: "page", reason, request: key, commands, ..Request::default() };
        match cx.app.service.perform(cx.viewer(), request).await {
            Ok(receipt) => {
                drop(progress);
                return done(cx, step, &pairs, to, &receipt).await;
            }
            Err(Error::Invalid(found)) => faults = found.into_iter().map(placed).collect(),
            Err(other) => return Err(other.into()),
        }
    }
    let refused = Refused { step, typed: &pairs, faults: &faults };
    Ok(page(&cx, Some(refused)).await?.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What follows an act: the account gets its person where the step made one, whoever is asked gets a link, and the page comes again.
async fn done(cx: Cx, step: Step, pairs: &form::Pairs, to: String, receipt: &Receipt) -> Result<Response> {
    let made = |prefix: &str| receipt.touched.iter().find(|t| t.created && t.key.starts_with(prefix));
    if step == Step::You
        && cx.viewer().person.is_none()
        && let Some(person) = made("PER-")
    {
        cx.app.service.enrol(cx.viewer().org, &cx.session.login, Some(person.id), &cx.viewer().roles).await?;
    }
    let login = form::first(pairs, "login").map(str::trim).unwrap_or_default();
    if step == Step::Second && !login.is_empty() && steps::invites(&cx) && !steps::looks_again(&cx, pairs) {
        return invited(cx, login, form::first(pairs, "other").unwrap_or_default(), made("PER-").map(|t| t.id)).await;
    }
    Ok(Redirect::to(&made("RSK-").map_or(to, |t| format!("/begin?risk={}#now", encode(&t.key)))).into_response())
}

/// An account for whoever is asked, and the link that signs them in once and leads to the form. An account that is there already
/// keeps its roles, and signs in as it does.
async fn invited(mut cx: Cx, login: &str, name: &str, made: Option<RecordId>) -> Result<Response> {
    let org = cx.viewer().org;
    let members = cx.app.service.ledger().members(org).await?;
    let known = members.iter().any(|(account, _)| account.login.eq_ignore_ascii_case(login));
    let person = made.or_else(|| steps::person(&cx, name).map(|p| p.head.id));
    let link = match (known, person) {
        (false, Some(_)) => {
            let account = cx.app.service.enrol(org, login, person, &[Role::Engineer]).await?;
            let risk = progress::of(&cx).risk.map(|r| key(r)).unwrap_or_default();
            let next = encode(&format!("/begin?risk={risk}"));
            Some(format!("/enter/{}?next={next}", cx.app.service.one_time_link(account).await?))
        }
        _ => None,
    };
    let isms = cx.app.service.isms(org, service::AsOf::Now).await?;
    cx.view = View::new(isms.clone(), cx.viewer().sight(&isms));
    let mut page = page(&cx, None).await?;
    let said = cx.w.t(if link.is_some() { "begin-invited" } else { "begin-asked" });
    let body = html! { p { (said) } @if let Some(link) = link { (design::code_block(&cx.w.t("new-link"), &link)) } };
    page.notice = Some(Notice { tone: Tone::Good, body });
    Ok(page.draw(&cx).into_response())
}

/// The page's address with the risk that is looked at.
fn address(progress: &Progress<'_>) -> String {
    progress.risk.map_or_else(|| "/begin#now".into(), |r| format!("/begin?risk={}#now", encode(&key(r))))
}

fn key(record: &dyn AnyRecord) -> String {
    record.key().to_string()
}

/// A fault of the service at the field of the form that it concerns; what belongs to none stands above the form.
fn placed(fault: Wrong) -> Wrong {
    const FIELDS: [(&str, &str); 9] = [
        ("/currency", "/currency"),
        ("/email", "/name"),
        ("/tolerance", "/tolerance"),
        ("/required_certainty", "/certainty"),
        ("/statement", "/statement"),
        ("/scenario", "/scenario"),
        ("/loss_event_frequency", "/said"),
        ("/primary_loss", "/loss"),
        ("/chosen", "/chosen"),
    ];
    let steps = fault.pointer.trim_start_matches('/');
    let (first, rest) = steps.split_once('/').unwrap_or((steps, ""));
    let inner = if first.parse::<usize>().is_ok() { format!("/{rest}") } else { fault.pointer.clone() };
    let found = FIELDS.iter().find(|(from, _)| inner.starts_with(from));
    Wrong::at(found.map_or("", |(_, to)| to), fault.message)
}

async fn page(cx: &Cx, refused: Option<Refused<'_>>) -> Result<Page> {
    let mut progress = progress::of(cx);
    let chosen = cx.query.get("step").and_then(|s| Step::of(s)).filter(|s| progress.ready(*s));
    let open = refused.as_ref().map(|r| r.step).or(chosen).or_else(|| progress.next()).filter(|_| !cx.is_past());
    if open == Some(Step::Decision) {
        progress.predicted = known::predictions(cx, &progress).await?;
    }
    let list = html! {
        ol.path {
            @for (i, step) in Step::ALL.into_iter().enumerate() {
                (entry(cx, &progress, step, i + 1, open, refused.as_ref()))
            }
        }
    };
    let main = html! { @if progress.next().is_none() { (finished(cx, &progress)) } (list) };
    let title = cx.w.t("begin-title");
    let beside = known::panel(cx, &progress).await?;
    let body = html! { (design::lede(&title, Some(html! { (cx.w.t("begin-lede")) }))) (design::two(main, beside)) };
    Ok(Page::new("begin", title, body))
}

/// Everything is decided: what that means, and where it goes on.
fn finished(cx: &Cx, progress: &Progress<'_>) -> Markup {
    let decision = progress.decision.map(|d| cx.href(d)).unwrap_or_default();
    let body = html! {
        p { strong { (cx.w.t("begin-finished")) } " " (cx.w.t("begin-finished-next")) }
        (design::actions(&[
            design::link_button(&cx.w.t("begin-see-decision"), &decision, false),
            design::link_button(&cx.w.t("begin-another"), "/begin?risk=new#now", false),
            design::link_button(&cx.w.t("begin-home"), "/", false),
        ]))
    };
    design::notice(&Notice { tone: Tone::Good, body })
}

/// One step of the path: done with what it made, open with its form, or waiting.
fn entry(
    cx: &Cx,
    progress: &Progress<'_>,
    step: Step,
    number: usize,
    open: Option<Step>,
    refused: Option<&Refused<'_>>,
) -> Markup {
    let (done, now) = (progress.done(step), open == Some(step));
    let class = if now {
        "now"
    } else if done {
        "done"
    } else {
        "later"
    };
    html! {
        li class=(class) id=[now.then_some("now")] aria-current=[now.then_some("step")] {
            div.head {
                span.number aria-hidden="true" { (number) }
                h2 { (cx.w.t(&format!("begin-step-{}", step.word()))) }
                @if done { (design::tag(Tone::Good, &cx.w.t("begin-done"))) }
                @else if !now && matches!(step, Step::Second | Step::Control) { (design::tag(Tone::Plain, &cx.w.t(passed(progress, step)))) }
            }
            @if done { (made(cx, progress, step)) }
            @if step == Step::Second && !progress.waiting.is_empty() { (waits(cx, progress)) }
            @if now { (opened(cx, progress, step, refused)) }
            @else if !cx.is_past() { (again(cx, progress, step)) }
        }
    }
}

/// What to call an optional step that is not done.
fn passed(progress: &Progress<'_>, step: Step) -> &'static str {
    match progress.next() {
        _ if step == Step::Second && !progress.waiting.is_empty() => "begin-under-way",
        Some(next) if next <= step => "begin-optional",
        _ => "begin-skipped",
    }
}

/// The form of the open step under the sentence that says what it is for.
fn opened(cx: &Cx, progress: &Progress<'_>, step: Step, refused: Option<&Refused<'_>>) -> Markup {
    let about = cx.w.t(&format!("begin-about-{}", step.word()));
    if !may(cx, step) {
        return html! { p { (about) } (design::notice(&Notice::text(Tone::Plain, &cx.w.t("begin-not-yours")))) };
    }
    let refused = refused.filter(|r| r.step == step);
    let choose = step == Step::Risk && !progress.candidates.is_empty() && refused.is_none();
    html! {
        p { (about) }
        @if step == Step::Decision { (known::options(cx, progress)) }
        @if step == Step::Decision { (mandate(cx, progress)) }
        @if choose { (candidates(cx, progress)) } @else { (small_form(cx, progress, step, refused)) }
        @if step == Step::Second { (other_way(cx, progress, refused)) }
        @if matches!(step, Step::Second | Step::Control) && !progress.done(step) { (onward(cx, progress, step)) }
    }
}

fn small_form(cx: &Cx, progress: &Progress<'_>, step: Step, refused: Option<&Refused<'_>>) -> Markup {
    let none = Vec::new();
    let (typed, faults) = refused.map_or((&none, &[][..]), |r| (r.typed, r.faults));
    let fields = steps::fields(step, &Sheet { cx, typed, faults }, progress);
    let groups = vec![Group { legend: String::new(), help: None, fields }];
    let errors = form::other_faults(&groups, faults);
    let errors = errors.into_iter().map(|(id, said)| (id, said.trim_start_matches(": ").to_owned())).collect();
    let risk = progress.risk.map(|r| key(r));
    let risk = risk.or_else(|| cx.query.get("risk").filter(|r| r.as_str() == "new").cloned());
    let to = risk.map(|r: String| format!("?risk={}", encode(&r))).unwrap_or_default();
    let submit = match (step, steps::way(cx, progress)) {
        (Step::Decision, steps::Way::Ask) => cx.w.t("begin-submit-ask"),
        _ => cx.w.t(&format!("begin-submit-{}", step.word())),
    };
    let form = Form {
        action: format!("/begin/{}{to}", step.word()),
        hidden: vec![("request".into(), cx.app.service.request_key())],
        groups,
        submit,
        cancel: None,
        ask_reason: false,
        errors,
    };
    design::form(&cx.w, &form)
}

/// What the decision rests on: the mandate held, the one that would be given, or why someone else must decide.
fn mandate(cx: &Cx, progress: &Progress<'_>) -> Markup {
    let said = match steps::way(cx, progress) {
        steps::Way::Mandate => "begin-by-mandate",
        steps::Way::First => "begin-first-mandate",
        steps::Way::Ask => "begin-ask-decider",
    };
    design::notice(&Notice::text(Tone::Note, &cx.w.t(said)))
}

/// Risks of a register to begin with, those that weigh most first.
fn candidates(cx: &Cx, progress: &Progress<'_>) -> Markup {
    const SHOWN: usize = 7;
    let rest = progress.candidates.len().saturating_sub(SHOWN);
    html! {
        p.quiet { (cx.w.t("begin-choose-risk")) }
        ul.plain.choices {
            @for risk in progress.candidates.iter().take(SHOWN) {
                li {
                    a href={ "/begin?risk=" (key(*risk)) "#now" } { (risk.head.title) }
                    @for e in known::estimates_of(cx, risk.head.id).iter().take(1) { " " span.quiet { (steps::stated(cx, &e.body)) } }
                }
            }
        }
        p {
            @if rest > 0 { a href="/risks" { (cx.w.tn("and-more", &[("n", rest.into())])) } " · " }
            a href="/begin?risk=new#now" { (cx.w.t("begin-new-risk")) }
        }
    }
}

/// Who asks nobody may look again from outside, and the other way round.
fn other_way(cx: &Cx, progress: &Progress<'_>, refused: Option<&Refused<'_>>) -> Markup {
    let again = steps::looks_again(cx, refused.map_or(&[][..], |r| r.typed));
    let to = to_step(progress, Step::Second);
    let (word, href) = match again {
        true => ("begin-ask-instead", to),
        false => ("begin-look-again", to.replace("#now", "&look=again#now")),
    };
    html! { p { a href=(href) { (cx.w.t(word)) } } }
}

/// Passing over a step that is worth taking and not needed.
fn onward(cx: &Cx, progress: &Progress<'_>, step: Step) -> Markup {
    let to = if step == Step::Second { Step::Treatment } else { Step::Estimate };
    let label = cx.w.t(&format!("begin-skip-{}", step.word()));
    html! { p { a href=(to_step(progress, to)) { (label) } } }
}

fn to_step(progress: &Progress<'_>, step: Step) -> String {
    let risk = progress.risk.map(|r| format!("&risk={}", key(r))).unwrap_or_default();
    format!("/begin?step={}{risk}#now", step.word())
}

/// The way back to a step: to add another, or to take up what was passed over.
fn again(cx: &Cx, progress: &Progress<'_>, step: Step) -> Markup {
    let more = match step {
        Step::Second | Step::Treatment => progress.ready(step),
        // Once estimates are given, whether they count another control would be unsaid.
        Step::Control => progress.ready(step) && progress.own.is_empty(),
        _ => false,
    };
    if !more || progress.done(Step::Decision) || !may(cx, step) {
        return html! {};
    }
    let label = cx.w.t(&format!("begin-{}-{}", if progress.done(step) { "more" } else { "take" }, step.word()));
    html! { p.quiet { a href=(to_step(progress, step)) { (label) } } }
}

/// What a step made, as links to the records.
fn made(cx: &Cx, progress: &Progress<'_>, step: Step) -> Markup {
    let link = |id: RecordId| cx.link_to(id);
    let counting = progress.risk.map(|r| known::estimates_of(cx, r.head.id)).unwrap_or_default();
    let estimate = |e: &&isms::record::Record<Estimate>| {
        let counts = !progress.waiting.is_empty() || counting.iter().any(|c| c.head.id == e.head.id);
        html! {
            li {
                @if let Some(person) = e.body.estimator { (link(person.id())) ": " }
                a href=(cx.href(*e)) { (steps::stated(cx, &e.body)) }
                @if !counts { " " span.quiet { (cx.w.t("begin-replaced")) } }
            }
        }
    };
    html! {
        ul.plain {
            @match step {
                Step::You => { @if let Some(me) = progress.me { li { (link(me.head.id)) } } },
                Step::Objective => { @if let Some(o) = progress.objective { li { (link(o.head.id)) " " span.quiet { (known::tolerance(cx, o)) } } } },
                Step::Risk => { @if let Some(r) = progress.risk { li { (link(r.head.id)) " " @if let Some(share) = progress.threatens() { span.quiet { (cx.w.tn("begin-lands", &[("share", cx.w.percent(share).into())])) } } } } },
                Step::Estimate => { @for e in progress.own.iter().take(1) { (estimate(e)) } },
                Step::Second => { @for e in progress.own.iter().skip(1) { (estimate(e)) } },
                Step::Control => { @for c in &progress.controls { li { (link(c.head.id)) } } },
                Step::Treatment => { @for t in &progress.treatments { li { (link(t.head.id)) } } },
                Step::Decision => { @if let Some(d) = progress.decision { li { (link(d.head.id)) ": " (d.body.chosen) } } },
            }
        }
    }
}

/// Who was asked and has not answered, and what that means meanwhile.
fn waits(cx: &Cx, progress: &Progress<'_>) -> Markup {
    html! {
        p {
            (cx.w.t("begin-waits")) " "
            @for (i, person) in progress.waiting.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*person)) }
            ". " (cx.w.t("begin-waits-sealed"))
        }
    }
}

/// Whether the visitor may make what a step makes.
fn may(cx: &Cx, step: Step) -> bool {
    let kind = match step {
        Step::You => kind::of::<Person>(),
        Step::Objective => kind::of::<Objective>(),
        Step::Risk => kind::of::<Risk>(),
        Step::Estimate | Step::Second => kind::of::<Estimate>(),
        Step::Control => kind::of::<Control>(),
        Step::Treatment => kind::of::<Treatment>(),
        Step::Decision => kind::of::<Decision>(),
    };
    cx.view.sight.may(kind, Action::Create)
}

/// The invitation on home while nothing was decided.
pub fn invitation(cx: &Cx) -> Markup {
    let to = LinkTo::new(cx.w.t("begin-go"), "/begin");
    design::section("begin", &cx.w.t("begin-title"), None, design::empty(&cx.w.t("begin-invitation"), Some(&to)))
}
