//! Texts that an incident plan keeps ready, filled from an incident.

use crate::{cx::Cx, design, markdown};
use isms::{
    operations::{Incident, Plan, plan::PlanForm},
    record::{AnyRecord, Record},
};
use maud::{Markup, html};

/// The texts of incident plans in force, filled in as far as the incident says.
pub fn section(cx: &Cx, incident: &Record<Incident>) -> Option<Markup> {
    if !(incident as &dyn AnyRecord).is_open() {
        return None;
    }
    let plans = cx.view.all::<Plan>().filter(|p| (*p as &dyn AnyRecord).is_open());
    let texts: Vec<_> = plans
        .filter_map(|p| Some((p, p.counts()?)))
        .filter(|(_, body)| body.form == PlanForm::Incident && !body.templates.0.trim().is_empty())
        .collect();
    if texts.is_empty() {
        return None;
    }
    let body = html! {
        @for (plan, body) in texts {
            (design::more(&plan.head.title, false, html! {
                (design::prose(markdown::render(&filled(cx, incident, &body.templates.0))))
                p.quiet { (cx.link_to(plan.head.id)) }
            }))
        }
    };
    Some(design::section("texts", &cx.w.t("templates"), Some(&cx.w.t("templates-note")), body))
}

/// Placeholders such as `{title}`; what is not known yet stays visible as a gap.
fn filled(cx: &Cx, incident: &Record<Incident>, text: &str) -> String {
    let body = &incident.body;
    let time = |at: Option<jiff::Timestamp>| at.map(|at| cx.time(at));
    let values = [
        ("{title}", Some(incident.head.title.clone())),
        ("{key}", Some(format!("INC-{}", incident.head.number))),
        ("{severity}", Some(body.severity.clone())),
        ("{description}", Some(body.description.0.clone())),
        ("{began}", time(body.began)),
        ("{detected}", time(body.detected)),
        ("{aware}", time(body.aware)),
        ("{recovered}", time(body.recovered)),
        ("{today}", Some(cx.w.date(cx.today()))),
        ("{organisation}", Some(cx.org_name.clone())),
    ];
    values.into_iter().fold(text.to_owned(), |text, (name, value)| {
        let value = value.filter(|v| !v.trim().is_empty());
        text.replace(name, &value.map_or_else(|| format!("**[{}]**", cx.w.t("templates-gap")), |v| markdown_safe(&v)))
    })
}

/// A value stays a value: it begins no heading and no link.
fn markdown_safe(text: &str) -> String {
    text.replace(['[', ']', '<', '>'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
