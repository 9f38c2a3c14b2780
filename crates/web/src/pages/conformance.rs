//! Conformance by clause: what is asked, which live records answer it, what is missing. Nothing here can be ticked.

use super::{Page, applicability::say::status_tag, catalogues, proportion::profile_name, rules};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, LinkTo, Role, Row, Tone},
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Html};
use isms::{
    analysis::{
        applicability::{Ask, statement},
        conformance::{self, Answer, Seen, Standing, instead::Instead, probes::Probe},
        own_review,
    },
    context::Organisation,
    control::Applicability,
    kind,
    record::AnyRecord,
    rules::{Signal, Signals},
    values::Clause,
};
use maud::{Markup, html};
use service::library::Shelf;

/// Records named for one look; the register has the rest.
const NAMED: usize = 4;

/// The look of a standing; its word is always beside it.
fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Answered => Tone::Good,
        Standing::InPart => Tone::Warn,
        Standing::Unanswered => Tone::Unknown,
    }
}

/// All clauses of a framework as they stand for the organisation; the statement that counts is the one in force, if there is one.
fn answers<'s>(cx: &Cx, shelf: &Shelf, signals: &'s Signals) -> Vec<Answer<'s>> {
    let isms = cx.view.for_the_organisation();
    let framework = shelf.outline.id.as_str();
    let of_it = |a: &&isms::record::Record<Applicability>| {
        let adopted = a.counts().and_then(|b| b.framework).and_then(|f| isms.typed::<isms::control::Framework>(f.id()));
        adopted.is_some_and(|f| f.body.catalogue == framework)
    };
    let ask = isms.all::<Applicability>().filter(|a| (*a as &dyn AnyRecord).is_open()).find(of_it);
    let ask = ask.map_or(Ask::default(), |a| Ask::by(a, false));
    let assurance = cx.app.service.assurance(isms);
    conformance::answers(isms, framework, Some(&statement(&assurance, &shelf.outline, ask)), signals)
}

fn counted(answers: &[Answer<'_>], standing: Standing) -> usize {
    answers.iter().filter(|a| a.standing == standing).count()
}

const ORDER: [Standing; 3] = [Standing::Answered, Standing::InPart, Standing::Unanswered];

/// `GET /conformance`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let (library, signals) = (
        cx.app.service.library(cx.view.for_the_organisation()).await?,
        cx.app.service.signals(cx.viewer(), &cx.view).await?,
    );
    let row = |shelf: &Shelf| {
        let answers = answers(&cx, shelf, &signals);
        let number = |n: usize| Cell::Text(cx.w.number(n as f64, 0));
        let mut cells = vec![Cell::Text(shelf.outline.title.clone()), number(answers.len())];
        cells.extend(ORDER.map(|s| number(counted(&answers, s))));
        Row { href: cx.at(&format!("/conformance/{}", shelf.outline.id)), cells, ..Row::default() }
    };
    let rows: Vec<Row> = conformance::FRAMEWORKS.iter().filter_map(|id| library.find(id)).map(row).collect();
    let mut columns =
        vec![Column::new(cx.w.t("catalogue"), Role::Lead), Column::new(cx.w.t("conformance-clauses"), Role::Number)];
    columns.extend(ORDER.map(|s| Column::new(cx.w.t(&format!("conformance-{}", s.word())), Role::Number)));
    let body = html! {
        (design::lede(&cx.w.t("conformance"), Some(html! { (cx.w.t("conformance-about")) })))
        (design::plain_table(&cx.w, &cx.w.t("conformance"), &columns, &rows))
    };
    Ok(Page::new("control", cx.w.t("conformance"), body).crumbs(crumbs(&cx, None)).draw(&cx))
}

fn crumbs(cx: &Cx, last: Option<String>) -> Vec<LinkTo> {
    let mut all = vec![
        LinkTo::new(cx.w.t("rail-control"), cx.at("/area/control")),
        LinkTo::new(cx.w.t("conformance"), cx.at("/conformance")),
    ];
    all.extend(last.map(|l| LinkTo::new(l, "")));
    all
}

/// `GET /conformance/{framework}`
pub async fn show(cx: Cx, Path(framework): Path<String>) -> Result<Html<String>> {
    let (library, signals) = (
        cx.app.service.library(cx.view.for_the_organisation()).await?,
        cx.app.service.signals(cx.viewer(), &cx.view).await?,
    );
    let known = conformance::FRAMEWORKS.contains(&framework.as_str());
    let shelf = library.find(&framework).filter(|_| known);
    let shelf = shelf.ok_or_else(|| Fault::missing(format!("conformance with {framework}")))?;
    let all = answers(&cx, shelf, &signals);
    let only =
        cx.query.iter().find(|(k, _)| *k == "standing").and_then(|(_, v)| ORDER.into_iter().find(|s| s.word() == v));
    let numbers = ORDER.map(|s| (s, counted(&all, s)));
    let body = html! {
        (design::lede(&shelf.outline.title, Some(html! { (cx.w.tn("conformance-sum", &[
            ("n", all.len().into()), ("answered", numbers[0].1.into()), ("part", numbers[1].1.into()), ("none", numbers[2].1.into()),
        ])) })))
        p.quiet { (cx.w.t("conformance-how")) }
        (filters(&cx, &framework, only, &numbers, all.len()))
        @for answer in all.iter().filter(|a| only.is_none_or(|s| a.standing == s)) { (clause(&cx, shelf, answer)) }
    };
    let title = cx.w.tn("conformance-with", &[("framework", shelf.outline.title.clone().into())]);
    Ok(Page::new("control", title, body).crumbs(crumbs(&cx, Some(shelf.outline.title.clone()))).draw(&cx))
}

fn filters(cx: &Cx, framework: &str, only: Option<Standing>, numbers: &[(Standing, usize)], all: usize) -> Markup {
    let to = |query: &str| cx.at(&format!("/conformance/{framework}{query}"));
    let mut links = vec![LinkTo::new(format!("{} {all}", cx.w.t("conformance-all")), to(""))];
    links.extend(numbers.iter().map(|(s, n)| {
        LinkTo::new(
            format!("{} {n}", cx.w.t(&format!("conformance-{}", s.word()))),
            to(&format!("?standing={}", s.word())),
        )
    }));
    let current = only.and_then(|s| numbers.iter().position(|(t, _)| *t == s)).map_or(0, |i| i + 1);
    design::tabs(&cx.w.t("conformance"), &links, current)
}

fn clause(cx: &Cx, shelf: &Shelf, answer: &Answer<'_>) -> Markup {
    let id = answer.demand.clause;
    let title = shelf.requirement(id).map(|r| r.title.clone()).unwrap_or_default();
    let to = catalogues::href(cx, &Clause { framework: shelf.outline.id.clone(), requirement: id.to_owned() });
    let anchor: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let word = cx.w.t(&format!("conformance-{}", answer.standing.word()));
    let body = html! {
        p { (design::tag(tone(answer.standing), &word)) " " (cx.w.or(&format!("asks-{}-{anchor}", shelf.outline.id), answer.demand.asks)) " " a href=(to) { (id) } }
        ul.plain {
            @for seen in &answer.seen { li { (look(cx, seen)) } }
            @if answer.lacks_control() { li { (design::tag(Tone::Unknown, &cx.w.t("conformance-missing"))) " " (cx.w.t("conformance-no-control")) } }
            @if !answer.controls.is_empty() { li { (controls(cx, answer)) } }
        }
        (signals(cx, answer))
    };
    design::section(&anchor, &format!("{id} {title}"), None, body)
}

/// What one look found, by name as far as the viewer may see it, or that it found nothing, with the way to mend that.
fn look(cx: &Cx, seen: &Seen) -> Markup {
    let Probe { name, wants, kind, .. } = seen.probe;
    let wants = cx.w.or(&format!("look-{name}"), wants);
    if let Some(instead) = seen.instead {
        return stands_in(cx, seen, instead, &wants);
    }
    let Some(kind) = kind::by_name(kind) else { return html! { (wants) } };
    let register = cx.at(&format!("/{}", kind.plural));
    if seen.records.is_empty() {
        return html! { (design::tag(Tone::Unknown, &cx.w.t("conformance-missing"))) " " (wants) " " a href=(register) { (cx.kind_label(kind, true)) } };
    }
    html! { (wants) ": " (named(cx, seen, &register)) }
}

/// The records of a look by name, as far as the viewer may see them.
fn named(cx: &Cx, seen: &Seen, register: &str) -> Markup {
    let visible: Vec<_> = seen.records.iter().filter_map(|id| cx.view.get(*id)).collect();
    let rest = seen.records.len() - visible.len().min(NAMED);
    html! {
        @for (i, record) in visible.iter().take(NAMED).enumerate() { @if i > 0 { ", " } (design::record_link(&cx.link(record.as_ref()))) }
        @if rest > 0 { " " a href=(register) { (cx.w.tn("conformance-more", &[("n", rest.into())])) } }
    }
}

/// What stands in for what an organisation of this size is not expected to have, and why it does; or what would.
fn stands_in(cx: &Cx, seen: &Seen, instead: &Instead, wants: &str) -> Markup {
    let isms = cx.view.for_the_organisation();
    let does = cx.w.or(&format!("look-{}", instead.name), instead.wants);
    let register = cx.at(&format!("/{}", kind::by_name(instead.kind).map_or("", |k| k.plural)));
    let profile = profile_name(cx, isms::proportion::profile(isms));
    let args = [("wants", wants.into()), ("profile", profile.into())];
    if seen.records.is_empty() {
        return html! {
            (design::tag(Tone::Unknown, &cx.w.t("conformance-missing"))) " " (cx.w.tn("conformance-would-stand-in", &args))
            " " (does) ". " a href=(register) { (kind::by_name(instead.kind).map(|k| cx.kind_label(k, true)).unwrap_or_default()) }
            @if !own_review::counts(isms) { " " (cx.w.t("conformance-name-substitute")) @if let Some(o) = cx.view.all::<Organisation>().next() { " " (design::record_link(&cx.link(o))) } }
        };
    }
    html! {
        (does) ": " (named(cx, seen, &register))
        br; small.quiet { (cx.w.tn("conformance-stands-in", &args)) }
    }
}

fn controls(cx: &Cx, answer: &Answer<'_>) -> Markup {
    html! {
        (cx.w.t("conformance-controls")) ": "
        @for (i, (id, status)) in answer.controls.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*id)) " " (status_tag(&cx.w, *status)) }
    }
}

/// What the rules say that bears on the clause; what may not be seen is only counted.
fn signals(cx: &Cx, answer: &Answer<'_>) -> Markup {
    if answer.signals.is_empty() {
        return html! {};
    }
    let (seen, hidden): (Vec<&Signal>, Vec<&Signal>) =
        answer.signals.iter().copied().partition(|s| s.record.is_none_or(|r| cx.view.get(r).is_some()));
    let body = html! {
        ul.plain {
            @for s in &seen { li { (rules::tagged(cx, s)) " " (s.message) @if let Some(r) = s.record.and_then(|r| cx.view.get(r)) { " " a href=(cx.href(r.as_ref())) { (r.key().to_string()) } } } }
            @if !hidden.is_empty() { li.quiet { (cx.w.tn("conformance-hidden", &[("n", hidden.len().into())])) } }
        }
    };
    design::more(&cx.w.tn("conformance-signals", &[("n", answer.signals.len().into())]), false, body)
}
