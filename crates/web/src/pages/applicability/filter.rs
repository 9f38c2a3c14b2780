//! Which lines are listed: plain questions in the address, so that every list can be linked.

use super::Shown;
use crate::cx::{Cx, encode};
use isms::analysis::{
    applicability::{Applies, Line},
    assured::Status,
};
use maud::{Markup, html};

/// The sorts of reasons there are.
const REASONS: [&str; 5] = ["risk", "obligation", "contract", "level", "stated"];

/// Marks that a line may have.
const MARKS: [&str; 4] = ["contradicted", "inherited", "automated", "accepted"];

/// What is asked for; what is not known is not asked.
#[derive(Debug, Default)]
pub struct Filter {
    applies: Option<Applies>,
    status: Option<Status>,
    reason: Option<&'static str>,
    only: Option<&'static str>,
    text: String,
}

impl Filter {
    /// From the page's address.
    pub fn of(cx: &Cx) -> Filter {
        let given = |name: &str| cx.query.get(name).map(String::as_str).unwrap_or_default();
        let one = |name: &str, known: &[&'static str]| known.iter().copied().find(|k| *k == given(name));
        Filter {
            applies: [Applies::Yes, Applies::No, Applies::Undetermined]
                .into_iter()
                .find(|a| a.word() == given("applies")),
            status: Status::ALL.into_iter().find(|s| s.word() == given("status")),
            reason: one("reason", &REASONS),
            only: one("only", &MARKS),
            text: given("q").trim().chars().take(100).collect(),
        }
    }

    /// Whether anything is asked.
    pub fn asks(&self) -> bool {
        !self.query().is_empty()
    }

    /// As the query of an address.
    pub fn query(&self) -> String {
        let given = [
            ("applies", self.applies.map(|a| a.word())),
            ("status", self.status.map(|s| s.word())),
            ("reason", self.reason),
            ("only", self.only),
            ("q", Some(self.text.as_str()).filter(|t| !t.is_empty())),
        ];
        let pair = |(name, value): (&str, Option<&str>)| value.map(|v| format!("{name}={}", encode(v)));
        given.into_iter().filter_map(pair).collect::<Vec<_>>().join("&")
    }

    /// Whether a line is asked for.
    pub fn takes(&self, line: &Line<'_>) -> bool {
        let text = self.text.to_lowercase();
        self.applies.is_none_or(|a| line.applies == a)
            && self.status.is_none_or(|s| line.applies == Applies::Yes && line.status == s)
            && self.reason.is_none_or(|r| line.reasons.iter().any(|x| x.word() == r))
            && self.only.is_none_or(|mark| marked(line, mark))
            && (text.is_empty()
                || [&line.point.id, &line.point.label, &line.point.title]
                    .iter()
                    .any(|t| t.to_lowercase().contains(&text)))
    }
}

fn marked(line: &Line<'_>, mark: &str) -> bool {
    match mark {
        "contradicted" => !line.contradictions.is_empty(),
        "inherited" => line.inherited.is_some(),
        "automated" => line.applies == Applies::Yes && line.automated,
        _ => line.applies == Applies::Yes && line.accepted,
    }
}

/// The form above the list.
pub fn form(shown: &Shown<'_>, filter: &Filter) -> Markup {
    let w = &shown.cx.w;
    let select = |name: &str, label: String, chosen: Option<&str>, options: Vec<(&'static str, String)>| {
        html! {
            label.field {
                span.label { (label) }
                select name=(name) {
                    option value="" { (w.t("soa-any")) }
                    @for (value, text) in options { option value=(value) selected[chosen == Some(value)] { (text) } }
                }
            }
        }
    };
    let worded = |prefix: &str, all: &[&'static str]| all.iter().map(|v| (*v, w.t(&format!("{prefix}{v}")))).collect();
    let statuses: Vec<&'static str> = Status::ALL.iter().map(|s| s.word()).collect();
    let applies =
        vec![("yes", w.t("soa-applies")), ("no", w.t("soa-excluded")), ("undetermined", w.t("soa-undetermined"))];
    html! {
        form.filter method="get" action=(shown.path()) {
            @if let Some(as_of) = &shown.cx.as_of { input type="hidden" name="as_of" value=(as_of); }
            @if shown.draft { input type="hidden" name="draft" value="1"; }
            (select("applies", w.t("soa-applies-q"), filter.applies.map(|a| a.word()), applies))
            (select("status", w.t("soa-status"), filter.status.map(|s| s.word()), worded("soa-status-", &statuses)))
            (select("reason", w.t("soa-why"), filter.reason, worded("soa-reason-", &REASONS)))
            (select("only", w.t("soa-only"), filter.only, worded("soa-only-", &MARKS)))
            label.field { span.label { (w.t("soa-text")) } input type="search" name="q" value=(filter.text) maxlength="100"; }
            button type="submit" { (w.t("soa-filter")) }
            @if filter.asks() { a.button href={ (shown.at("")) "#lines" } { (w.t("soa-all-lines")) } }
        }
    }
}
