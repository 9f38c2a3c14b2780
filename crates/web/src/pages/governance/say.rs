//! Reasons of an agenda in the reader's words.

use crate::{cx::Cx, pages::insight::points, words::FluentValue};
use isms::{
    analysis::agenda::{Due, Figure, Held, Why},
    field::Choice,
    governance::meeting::{ItemSort, ReviewInput},
    picture::Picture,
};
use maud::{Markup, html};

/// The word of a sort of item.
pub fn sort(cx: &Cx, sort: ItemSort) -> String {
    cx.w.t(&format!("agenda-sort-{}", sort.word()))
}

/// What an item is called on the agenda.
pub fn topic(cx: &Cx, due: &Due) -> String {
    if let Some(input) = due.input {
        return cx.w.t(input_word(input));
    }
    let title = due.about.first().and_then(|id| cx.view.get(*id)).map(|r| r.head().title.clone()).unwrap_or_default();
    let word = match &due.why {
        Why::Tabled { .. } | Why::Told { .. } => return title,
        Why::BeyondAppetite { .. } => "agenda-topic-risk",
        Why::Renewal { .. } => "agenda-topic-renewal",
        Why::Short { .. } | Why::Close { .. } | Why::Unknown => "agenda-topic-objective",
        Why::Owed { .. } => "agenda-topic-owed",
        Why::LookBack { .. } => "agenda-topic-look-back",
        Why::Escalated { .. } => "agenda-topic-escalated",
        Why::Input(_) => "agenda-topic-input",
    };
    cx.w.tn(word, &[("title", title.into())])
}

fn input_word(input: ReviewInput) -> &'static str {
    use ReviewInput::*;
    match input {
        A => "agenda-input-a",
        B => "agenda-input-b",
        C => "agenda-input-c",
        D => "agenda-input-d",
        E => "agenda-input-e",
        F => "agenda-input-f",
        G => "agenda-input-g",
    }
}

/// Why it is due, in a sentence with its figures and their errors.
pub fn why(cx: &Cx, why: &Why) -> String {
    let w = &cx.w;
    let percent = |x: f64| FluentValue::from(w.percent(x));
    let sure = |c: &(f64, f64), required: f64| {
        [("value", percent(c.0)), ("error", points(cx, c.1).into()), ("required", percent(required))]
    };
    match why {
        Why::Tabled { options } => w.tn("agenda-tabled", &[("n", (*options).into())]),
        Why::BeyondAppetite { amount, chance, accepted } => {
            let amount = w.money_short(*amount, cx.view.for_the_organisation().currency().code());
            w.tn(
                "agenda-beyond",
                &[("amount", amount.into()), ("chance", percent(*chance)), ("accepted", percent(*accepted))],
            )
        }
        Why::Renewal { on, premium } => {
            let premium = premium.map_or_else(|| w.t("unknown"), |m| w.money(m.minor, m.currency.code()));
            w.tn("agenda-renewal", &[("on", w.date(*on).into()), ("premium", premium.into())])
        }
        Why::Short { certainty, required } => w.tn("agenda-short", &sure(certainty, *required)),
        Why::Close { certainty, required } => w.tn("agenda-close", &sure(certainty, *required)),
        Why::Unknown => w.t("agenda-unknown"),
        Why::Owed { due: None, .. } => w.t("agenda-owed"),
        Why::Owed { due: Some(due), late } => {
            w.tn(if *late { "agenda-owed-late" } else { "agenda-owed-by" }, &[("due", w.date(*due).into())])
        }
        Why::Told { stated, verdict, unchallenged, beyond } => {
            let stated = stated.map_or_else(|| w.t("unknown"), |s| w.percent(s));
            let mut said = w.tn("agenda-told", &[("stated", stated.into())]);
            if let Some((low, high)) = beyond {
                said += &format!(" {}", w.tn("disclosure-beyond", &[("low", percent(*low)), ("high", percent(*high))]));
            }
            if let Some(verdict) = verdict {
                let verdict = w.t(&format!("verdict-{}", verdict.word()));
                said += &format!(" {}", w.tn("agenda-verdict", &[("verdict", verdict.into())]));
            } else if *unchallenged {
                said += &format!(" {}", w.t("agenda-unchallenged"));
            }
            said
        }
        Why::LookBack { due } => w.tn("agenda-look-back", &[("due", w.date(*due).into())]),
        Why::Escalated { sent } => {
            let sent = sent.map_or_else(|| w.t("unknown"), |d| w.date(d));
            w.tn("agenda-escalated", &[("sent", sent.into())])
        }
        Why::Input(held) => input(cx, held),
    }
}

fn input(cx: &Cx, held: &Held) -> String {
    let since = held
        .since
        .map_or_else(|| cx.w.t("agenda-since-ever"), |d| cx.w.tn("agenda-since", &[("day", cx.w.date(d).into())]));
    if held.is_empty() {
        return format!("{} {since}", cx.w.t("agenda-holds-nothing"));
    }
    let counts: Vec<String> = held.figures.iter().map(|(f, n)| cx.w.tn(figure(*f), &[("n", (*n).into())])).collect();
    format!("{}. {since}", counts.join(", "))
}

fn figure(figure: Figure) -> &'static str {
    use Figure::*;
    match figure {
        OpenActions => "agenda-n-open-actions",
        LateActions => "agenda-n-late-actions",
        Issues => "agenda-n-issues",
        Parties => "agenda-n-parties",
        Obligations => "agenda-n-obligations",
        Nonconformities => "agenda-n-nonconformities",
        Measured => "agenda-n-measured",
        Unmeasured => "agenda-n-unmeasured",
        Audits => "agenda-n-audits",
        Met => "agenda-n-met",
        Unmet => "agenda-n-unmet",
        PartyFeedback => "agenda-n-party-feedback",
        Feedback => "agenda-n-feedback",
        Estimated => "agenda-n-estimated",
        BeyondAppetite => "agenda-n-beyond",
        OpenTreatments => "agenda-n-open-treatments",
        LateTreatments => "agenda-n-late-treatments",
        Opportunities => "agenda-n-opportunities",
        Chances => "agenda-n-chances",
    }
}

/// What was seen, line by line.
pub fn picture(w: &crate::words::Words, picture: &Picture) -> Vec<String> {
    let mut lines = Vec::new();
    for seen in &picture.objectives {
        let Some(certainty) = seen.certainty else {
            lines.push(w.tn("picture-unknown", &[("key", seen.objective.as_str().into())]));
            continue;
        };
        let error = crate::pages::insight::points_of(w, seen.error.map_or(0.0, |e| e.0));
        let required = seen.required.map_or_else(|| w.t("unknown"), |r| w.percent(r.0));
        let args = [
            ("key", seen.objective.as_str().into()),
            ("value", w.percent(certainty.0).into()),
            ("error", error.into()),
            ("required", required.into()),
        ];
        lines.push(w.tn("picture-objective", &args));
    }
    for seen in &picture.risks {
        let money = |m: Option<isms::values::Money>| {
            m.map_or_else(|| w.t("unknown"), |m| w.money_short(m.major(), m.currency.code()))
        };
        let args =
            [("key", seen.risk.as_str().into()), ("mean", money(seen.mean).into()), ("bad", money(seen.at_95).into())];
        lines.push(w.tn("picture-risk", &args));
    }
    if lines.is_empty() {
        lines.push(w.t("picture-nothing"));
    }
    lines
}

/// That a picture was taken, and of how much, in a line.
pub fn picture_short(w: &crate::words::Words, picture: &Picture) -> String {
    let args = [("objectives", picture.objectives.len().into()), ("risks", picture.risks.len().into())];
    w.tn("picture-taken", &args)
}

/// A section that shows a picture, or says that none was kept.
pub fn picture_section(cx: &Cx, seen: Option<&Picture>) -> Markup {
    let body = match seen {
        None => html! { p { (cx.w.t("picture-none")) } },
        Some(p) => {
            let act = cx.w.number(p.act.unwrap_or_default() as f64, 0);
            let at = p.at.map(|t| cx.time(t)).unwrap_or_default();
            let hash: String = p.input_hash.chars().take(12).collect();
            html! {
                ul.plain { @for line in picture(&cx.w, p) { li { (line) } } }
                p.quiet {
                    (cx.w.tn("picture-method", &[("act", act.into()), ("at", at.into()), ("model", p.model_version.as_str().into()), ("hash", hash.into())])) " "
                    @if let Some(act) = p.act { a href={ (cx.path) "?as_of=" (act) } { (cx.w.t("picture-go")) } }
                }
            }
        }
    };
    crate::design::section("picture", &cx.w.t("picture"), None, body)
}
