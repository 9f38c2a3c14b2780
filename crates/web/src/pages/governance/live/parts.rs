//! The parts of the screen.

use super::Clash;
use crate::{
    cx::Cx,
    design::{self, Tone},
    fault::Result,
    markdown,
    pages::{
        governance::{body_of, say},
        insight,
    },
};
use isms::{
    analysis::{agenda, mandate},
    audience,
    authority::Action,
    context::{Person, Team},
    field::Choice,
    governance::{
        Decision, Disclosure, Meeting,
        meeting::{AgendaItem, Presence},
    },
    outer::Names,
    record::{AnyRecord, Record},
    rules,
    values::RecordId,
};
use maud::{Markup, html};

fn address(meeting: &Record<Meeting>) -> String {
    format!("/meetings/MTG-{}/live", meeting.head.number)
}

/// Whether enough votes are there, in a sentence.
pub fn quorum(cx: &Cx, counted: Option<(usize, usize)>) -> Markup {
    match counted {
        None => html! { (cx.w.t("live-no-charter")) },
        Some((here, needed)) => {
            let tone = if here >= needed { Tone::Good } else { Tone::Warn };
            let word = if here >= needed { "live-quorum" } else { "live-no-quorum" };
            design::tag(tone, &cx.w.tn(word, &[("here", here.into()), ("needed", needed.into())]))
        }
    }
}

/// The agenda with the item that is being dealt with.
pub fn agenda(cx: &Cx, meeting: &Record<Meeting>, at: usize, open: bool) -> Markup {
    let current = meeting.body.current_item.and_then(|i| usize::try_from(i).ok());
    html! {
        @if meeting.body.agenda.is_empty() { (design::empty(&cx.w.t("live-empty"), None)) }
        ol {
            @for (i, item) in meeting.body.agenda.iter().enumerate() {
                @let n = i + 1;
                li {
                    a href=(cx.at(&format!("{}?item={n}", address(meeting)))) aria-current=[(n == at).then_some("true")] data-place=(n) { (item.topic) }
                    small.quiet {
                        " " (say::sort(cx, item.sort))
                        @if let Some(m) = item.minutes { " · " (cx.w.tn("live-minutes", &[("n", cx.w.number(m, 0).into())])) }
                        @if current == Some(n) { " · " strong { (cx.w.t("live-now")) } }
                        @if !item.result.is_empty() { " · " (item.result) }
                    }
                }
            }
        }
        p.actions {
            a.button href=(cx.at(&format!("{}?item={at}", address(meeting)))) data-refresh { (cx.w.t("live-refresh")) }
        }
        @if open && cx.view.may_on(meeting, Action::Edit) {
            form.step method="post" action={ "/meetings/MTG-" (meeting.head.number) "/agenda" } data-write-agenda { button type="submit" { (cx.w.t("agenda-write")) } }
        }
    }
}

/// The item's paper, what is decided on it and what was said.
pub async fn item(cx: &Cx, meeting: &Record<Meeting>, at: usize, open: bool, clash: Option<&Clash>) -> Result<Markup> {
    let found = meeting.body.agenda.get(at.saturating_sub(1));
    let open = open && cx.view.may_on(meeting, Action::Edit);
    let mut papers = Vec::new();
    for id in found.iter().flat_map(|i| &i.about).map(|a| a.id()) {
        papers.push(paper(cx, meeting, at, id, open).await?);
    }
    Ok(html! {
        @if let Some(i) = found {
            h2 { (at) ". " (i.topic) }
            @if open && meeting.body.current_item != i64::try_from(at).ok() {
                form.step method="post" action=(address(meeting)) {
                    input type="hidden" name="item" value=(at);
                    button type="submit" name="do" value="current" { (cx.w.t("live-make-current")) }
                }
            }
        }
        @for p in &papers { (p) }
        (notes(cx, meeting, at, found, open, clash))
        @if let (Some(i), true) = (found, open) {
            form.stack method="post" action=(address(meeting)) {
                input type="hidden" name="do" value="result"; input type="hidden" name="item" value=(at);
                label.field { span.label { (cx.w.t("live-result")) } input type="text" name="result" value=(i.result) maxlength="300"; }
                div.actions { (design::button(&cx.w.t("live-keep-result"))) }
            }
        }
    })
}

fn notes(
    cx: &Cx,
    meeting: &Record<Meeting>,
    at: usize,
    item: Option<&AgendaItem>,
    open: bool,
    clash: Option<&Clash>,
) -> Markup {
    let said = item.map_or(&meeting.body.minutes.0, |i| &i.discussion.0);
    if !open {
        return html! { @if !said.is_empty() { (design::section("said", &cx.w.t("live-said"), None, design::prose(markdown::render(said)))) } };
    }
    let text = clash.map_or(said, |c| &c.yours);
    html! {
        @if let Some(c) = clash {
            (design::section("clash", &cx.w.t("live-theirs"), None, html! { pre.words tabindex="0" { (c.theirs) } p.quiet { (cx.w.t("live-clash-help")) } }))
        }
        form.stack method="post" action=(address(meeting)) data-autosave[clash.is_none()] data-saved=(cx.w.t("live-saved")) {
            input type="hidden" name="do" value="note"; input type="hidden" name="item" value=(at);
            input type="hidden" name="base" value=(said);
            label.field { span.label { (cx.w.t(if clash.is_some() { "live-yours" } else { "live-said" })) } textarea name="discussion" rows="5" data-note { (text) } }
            div.actions { (design::button(&cx.w.t("live-keep"))) span.quiet role="status" data-status {} }
        }
    }
}

async fn paper(cx: &Cx, meeting: &Record<Meeting>, at: usize, id: RecordId, open: bool) -> Result<Markup> {
    let Some(record) = cx.view.get(id) else { return Ok(html! { p.quiet { (cx.w.t("not-visible")) } }) };
    if let Some(decision) = record.typed::<Decision>() {
        return of_decision(cx, meeting, at, decision, open).await;
    }
    if let Some(disclosure) = record.typed::<Disclosure>() {
        return Ok(of_disclosure(cx, meeting, at, disclosure, open));
    }
    Ok(html! { p { (design::record_link(&cx.link(record.as_ref()))) } })
}

fn of_disclosure(cx: &Cx, meeting: &Record<Meeting>, at: usize, record: &Record<Disclosure>, open: bool) -> Markup {
    let body = &record.body;
    let verdict = agenda::verdict(cx.view.for_the_organisation(), record.head.id);
    html! {
        div.ask {
            h3 { (design::record_link(&cx.link(record))) " " (cx.state_tag(record)) }
            p { (insight::disclosure::stated(cx, record)) }
            @if let Some(c) = verdict.filter(|c| cx.view.sees(*c)) {
                p { strong { (cx.w.t("challenge-verdict")) ": " (c.body.verdict.map(|v| cx.w.t(&format!("verdict-{}", v.word()))).unwrap_or_default()) } }
                (design::prose(markdown::render(&c.body.reasons.0)))
            } @else { p { (cx.w.t("agenda-unchallenged")) } }
            (design::prose(markdown::render(&body.uncertain.0)))
            @if !body.being_done.0.is_empty() { h4 { (cx.w.t("disclosure-done")) } (design::prose(markdown::render(&body.being_done.0))) }
            @if !body.asks.0.is_empty() { h4 { (cx.w.t("disclosure-asks")) } (design::prose(markdown::render(&body.asks.0))) }
            @if open && body.meeting.is_none() && &*record.head.state == "made" {
                form.step method="post" action=(address(meeting)) {
                    input type="hidden" name="item" value=(at); input type="hidden" name="disclosure" value={ "DSC-" (record.head.number) };
                    button type="submit" name="do" value="hear" { (cx.w.t("live-heard")) }
                }
            }
        }
    }
}

async fn of_decision(
    cx: &Cx,
    meeting: &Record<Meeting>,
    at: usize,
    record: &Record<Decision>,
    open: bool,
) -> Result<Markup> {
    let key = format!("DEC-{}", record.head.number);
    let state = &*record.head.state;
    let told = insight::decision::insight(cx, record).await?;
    Ok(html! {
        div.ask {
            h3 { (design::record_link(&cx.link(record))) " " (cx.state_tag(record)) }
            (design::prose(markdown::render(&record.body.question.0)))
            @if let Some(main) = told.main { (main) }
            @if open && state == "prepared" {
                form.step method="post" action=(address(meeting)) {
                    input type="hidden" name="item" value=(at); input type="hidden" name="decision" value=(key);
                    button.first type="submit" name="do" value="table" { (cx.w.t("live-table")) }
                }
            }
            @if open && state == "tabled" { (choose(cx, meeting, at, record, &key)) }
            @if matches!(state, "decided" | "reviewed") {
                p { strong { (record.body.chosen) } }
                (design::prose(markdown::render(&record.body.rationale.0)))
                @if !record.body.dissent.0.is_empty() { h4 { (cx.w.t("live-dissent")) } (design::prose(markdown::render(&record.body.dissent.0))) }
            }
        }
    })
}

/// When a decision is looked at again, where nobody says otherwise.
fn half_a_year(cx: &Cx) -> Option<jiff::civil::Date> {
    cx.today().checked_add(jiff::Span::new().months(6)).ok()
}

fn choose(cx: &Cx, meeting: &Record<Meeting>, at: usize, record: &Record<Decision>, key: &str) -> Markup {
    html! {
        form.stack method="post" action=(address(meeting)) data-decide {
            input type="hidden" name="item" value=(at); input type="hidden" name="decision" value=(key);
            input type="hidden" name="version" value=(record.head.version);
            fieldset.controls {
                legend.label { (cx.w.t("live-options")) }
                @for (i, option) in record.body.options.iter().enumerate() {
                    label.check {
                        input type="radio" name="option" value=(i + 1) required checked[!record.body.chosen.is_empty() && option.name == record.body.chosen];
                        " " kbd { (i + 1) } " " (option.name) " "
                        small.quiet {
                            (option.cost.map_or_else(|| cx.w.t("unknown"), |m| cx.w.money(m.minor, m.currency.code())))
                            @if let Some(p) = option.predicted_certainty { " · " (cx.w.t("decided-predicted")) " " (cx.w.percent(p.0)) }
                        }
                    }
                }
            }
            label.field { span.label { (cx.w.t("live-why")) } textarea name="rationale" rows="2" required { (record.body.rationale.0) } }
            label.field { span.label { (cx.w.t("live-dissent")) small { " " (cx.w.t("optional")) } } textarea name="dissent" rows="2" data-dissent { (record.body.dissent.0) } }
            @if record.body.allocations.is_empty() {
                label.field {
                    span.label { (cx.w.t("live-to")) small { " " (cx.w.t("optional")) } }
                    select name="to" { option value="" { (cx.w.t("nothing")) } @for t in cx.view.all::<Team>().filter(|t| (*t as &dyn AnyRecord).is_open()) { option value={ "TEA-" (t.head.number) } { (t.head.title) } } }
                }
            }
            label.field {
                span.label { (cx.w.t("live-review")) }
                input type="date" name="review" value=[record.head.next_review.or_else(|| half_a_year(cx)).map(|d| d.to_string())];
            }
            @if let Some(purse) = purse(cx, record) { p.quiet { (purse) } }
            p.quiet { (cx.w.t("live-sealed-note")) }
            div.actions { button.first type="submit" name="do" value="decide" { (cx.w.t("live-decide")) } }
        }
    }
}

/// What is left of the decider's budget, in a sentence.
pub fn purse(cx: &Cx, record: &Record<Decision>) -> Option<String> {
    let isms = cx.view.for_the_organisation();
    let body = cx.view.get(record.body.decided_by?.id())?.typed()?;
    let purse = mandate::purse(isms, body, record.body.decided_on.unwrap_or_else(|| rules::today(isms)))?;
    let money = |m: isms::values::Money| cx.w.money(m.minor, m.currency.code());
    let args = [
        ("free", money(purse.free).into()),
        ("budget", money(purse.budget).into()),
        ("committed", money(purse.committed).into()),
        ("until", cx.w.date(purse.until).into()),
    ];
    Some(cx.w.tn("purse", &args))
}

/// Who is there: those who sit in the body and whoever was noted beside them.
pub fn attendance(cx: &Cx, meeting: &Record<Meeting>, open: bool) -> Markup {
    let isms = cx.view.for_the_organisation();
    let mut people =
        body_of(cx, &meeting.body).and_then(|b| b.counts()).map(|c| c.people(isms, |_| true)).unwrap_or_default();
    let noted = meeting.body.attendance.iter().filter_map(|a| a.person).map(|p| p.id());
    // Whoever called the meeting sits in it as well, though they may have no vote: they usually write down what is decided.
    let called = meeting.head.owner.and_then(|o| audience::answerable(isms, o.id()));
    for person in noted.chain(called) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    let presence = |id: RecordId| {
        meeting.body.attendance.iter().find(|a| a.person.is_some_and(|p| p.id() == id)).map(|a| a.presence)
    };
    let open = open && cx.view.may_on(meeting, Action::Edit);
    design::section(
        "attendance",
        &cx.w.t("live-attendance"),
        None,
        html! {
            ul.plain {
                @for id in people {
                    @if let Some(person) = cx.view.get(id).and_then(|p| p.typed::<Person>()) {
                        li {
                            form.step method="post" action=(address(meeting)) {
                                input type="hidden" name="do" value="attend"; input type="hidden" name="person" value=[cx.view.key(id)];
                                @let here = presence(id);
                                @let came = matches!(here, Some(Presence::Present | Presence::Represented));
                                @if open {
                                    button.small type="submit" name="presence" value=(if came { "absent" } else { "present" }) aria-pressed=(if came { "true" } else { "false" }) { (person.head.title) }
                                } @else { (person.head.title) }
                                " " span.quiet { (here.map_or_else(|| cx.w.t("live-not-noted"), |p| cx.w.or(&format!("choice-{}", p.word()), p.word()))) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// How the meeting ends.
pub fn closing(cx: &Cx, meeting: &Record<Meeting>, open: bool) -> Markup {
    html! {
        div.actions {
            @if open && &*meeting.head.state == "planned" && cx.view.may_on(meeting, Action::Step) {
                form.step method="post" action=(address(meeting)) { button type="submit" name="do" value="hold" { (cx.w.t("live-hold")) } }
            }
            (design::link_button(&cx.w.t("live-agenda"), &cx.at(&format!("/meetings/MTG-{}/agenda", meeting.head.number)), false))
            (design::link_button(&cx.w.t("minutes"), &cx.at(&format!("/meetings/MTG-{}/minutes", meeting.head.number)), false))
        }
    }
}

/// The keys of this screen, which join the list that `?` opens.
pub fn keys(cx: &Cx) -> Markup {
    let keys = [
        ("J", "live-key-next"),
        ("K", "live-key-previous"),
        ("1 – 9", "live-key-choose"),
        ("D", "live-key-dissent"),
        ("M", "live-key-minutes"),
        ("A", "live-key-agenda"),
    ];
    html! {
        template id="meeting-keys" { @for (key, word) in keys { div { dt { kbd { (key) } } dd { (cx.w.t(word)) } } } }
    }
}
