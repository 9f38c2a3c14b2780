//! The decision: the options side by side, one of them chosen, why, and under which mandate.

use super::*;
use crate::design::{Control, Opt};
use isms::{
    analysis::mandate,
    authority::Action,
    context::{Organisation, Person, Role, organisation::Substitute},
    governance::Decision,
    risk::{Appetite, Treatment},
    values::Money,
};
use jiff::ToSpan;
use serde_json::json;

/// How the visitor comes to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a mandate they hold.
    Mandate,
    /// By one that they give themselves, where nobody has any yet and the organisation is small.
    First,
    /// By asking someone else.
    Ask,
}

/// Which of the ways is open.
pub fn way(cx: &Cx, progress: &Progress<'_>) -> Way {
    let isms = cx.view.for_the_organisation();
    let may = |action| cx.view.sight.may(kind::of::<Appetite>(), action);
    match progress.me {
        Some(me) if !mandate::held(isms, me.head.id).is_empty() => Way::Mandate,
        Some(_) if !mandate::in_force(isms) && mandate::is_small(isms) && may(Action::Create) && may(Action::Step) => {
            Way::First
        }
        _ => Way::Ask,
    }
}

/// The name of an option that does nothing; others go by their treatment's title.
fn names(cx: &Cx, progress: &Progress<'_>) -> Vec<(String, Option<String>)> {
    let mut all = vec![(cx.w.t("begin-nothing"), None)];
    for treatment in &progress.treatments {
        let title = shorten(&treatment.head.title, 120);
        let taken = all.iter().any(|(name, _)| *name == title);
        all.push((if taken { format!("{title} ({})", key(treatment)) } else { title }, Some(key(treatment))));
    }
    all
}

pub fn fields(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let cx = sheet.cx;
    let options =
        names(cx, progress).into_iter().map(|(name, key)| Opt::new(key.unwrap_or_else(|| "none".into()), name));
    let mut all = vec![
        sheet.field("chosen", Control::Choice { options: options.collect() }, "").required(),
        sheet.field("rationale", Control::Text { markdown: false, rows: 2 }, "").required(),
    ];
    match way(cx, progress) {
        Way::Mandate => {}
        Way::First => all.extend(ladder(sheet, progress)),
        Way::Ask => {
            let others = cx.view.all::<Person>().filter(|p| &*p.head.state == "active");
            let others = others.filter(|p| progress.me.is_none_or(|me| me.head.id != p.head.id));
            let options = others.map(|p| Opt::new(key(p), p.head.title.clone())).collect();
            all.push(sheet.field("decider", Control::Choice { options }, "").required());
        }
    }
    all
}

/// The first rung of the mandate ladder: the role, what it may accept and what it may spend.
fn ladder(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let tolerance = progress.objective.and_then(|o| o.body.tolerance);
    let default = tolerance.map(plain).unwrap_or_default();
    let held = progress.me.and_then(|me| mandate::roles_of(sheet.cx.view.for_the_organisation(), me.head.id).next());
    let role = held.map_or_else(|| sheet.cx.w.t("begin-role-default"), |r| r.head.title.clone());
    vec![
        sheet.field("role", Control::Line, &role).required(),
        sheet.money("accept", &default).required(),
        sheet.money("fund", &default).required(),
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let names = names(r.cx, progress);
    let word = r.maybe("chosen");
    let chosen = names.iter().find(|(_, key)| key.as_deref().unwrap_or("none") == word).cloned();
    if chosen.is_none() {
        r.wrong("chosen", "begin-fault-choose");
    }
    let (name, treatment) = chosen.unwrap_or_default();
    let treatment = progress.treatments.iter().find(|t| Some(key(t)) == treatment).copied();
    let rationale = r.text("rationale");
    let way = way(r.cx, progress);
    let mut commands = if way == Way::First { first_mandate(r, progress) } else { Vec::new() };
    let decider = match way {
        Way::Ask => json!(r.text("decider")),
        _ => mine(progress),
    };
    afford(r, progress, way, treatment);
    let key = fresh::<Decision>(r.cx.view.for_the_organisation());
    let mut fields = written(r.cx, progress, &names, treatment);
    fields["key"] = json!(key);
    fields["decided_by"] = decider;
    if way == Way::Ask {
        fields["rationale"] = json!(rationale);
        fields["chosen"] = json!(name);
        commands.push(create::<Decision>(fields));
        commands.push(step(key.as_str(), "table", ""));
        return commands;
    }
    fields["chosen"] = json!(name);
    fields["rationale"] = json!(rationale);
    fields["decided_on"] = today(r.cx);
    commands.push(create::<Decision>(fields));
    commands.extend(["table", "decide"].map(|s| step(key.as_str(), s, "")));
    commands.extend(carried_out(progress, treatment, &rationale));
    commands
}

/// What follows from it at once: the treatment is decided and the risk under treatment, or the risk is accepted.
fn carried_out(progress: &Progress<'_>, treatment: Option<&Record<Treatment>>, rationale: &str) -> Vec<Command> {
    let mut commands = Vec::new();
    let Some(risk) = progress.risk else { return commands };
    if risk.head.owner.is_none() {
        commands.push(edit(risk, json!({ "owner": mine(progress) })));
    }
    let subject = Subject::Id(risk.head.id);
    match treatment {
        Some(treatment) => {
            if &*treatment.head.state == "proposed" {
                commands.push(step(Subject::Id(treatment.head.id), "decide", ""));
            }
            if matches!(&*risk.head.state, "analysed" | "accepted") {
                commands.push(step(subject, "treat", ""));
            }
        }
        None if matches!(&*risk.head.state, "analysed" | "treated") => {
            commands.push(step(subject, "accept", rationale))
        }
        None => {}
    }
    commands
}

/// Everything of the decision but who and when.
fn written(
    cx: &Cx,
    progress: &Progress<'_>,
    names: &[(String, Option<String>)],
    treatment: Option<&Record<Treatment>>,
) -> Value {
    let risk = progress.risk.map(|r| shorten(&r.head.title, 120)).unwrap_or_default();
    let question = cx.w.tn("begin-question", &[("risk", risk.clone().into())]);
    let options: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(index, (name, treats))| {
            let predicted = progress.predicted.get(index).copied().flatten().map(|c| c.mean);
            let of = progress.treatments.iter().find(|t| treats.as_deref() == Some(&key(t)));
            json!({ "name": name, "cost": of.and_then(|t| cost(cx, t)).map(|c| c.to_string()), "treatments": treats.iter().collect::<Vec<_>>(), "predicted_certainty": predicted })
        })
        .collect();
    let spent = treatment.and_then(|t| cost(cx, t)).filter(|c| c.minor > 0);
    let moved =
        spent.map(|c| json!({ "amount": c.to_string(), "to": mine(progress), "period": cx.w.t("begin-first-year") }));
    json!({
        "title": risk,
        "question": question,
        "about": if treatment.is_some() { "treat" } else { "accept" },
        "owner": mine(progress),
        "options": options,
        "concerns": progress.risk.map(key).into_iter().collect::<Vec<_>>(),
        "allocations": moved.into_iter().collect::<Vec<_>>(),
        "next_review": cx.today().checked_add(1.year()).ok().map(|d| d.to_string()),
    })
}

/// What a treatment costs in its first year.
pub fn cost(cx: &Cx, treatment: &Record<Treatment>) -> Option<Money> {
    mandate::cost_of(&treatment.body, cx.view.for_the_organisation().currency())
}

/// Says so at the field where the choice costs more than may be spent.
fn afford(r: &mut Reading<'_>, progress: &Progress<'_>, way: Way, treatment: Option<&Record<Treatment>>) {
    let Some(cost) = treatment.and_then(|t| cost(r.cx, t)).filter(|c| c.minor > 0) else { return };
    let isms = r.cx.view.for_the_organisation();
    let held = || progress.me.map(|me| mandate::held(isms, me.head.id)).unwrap_or_default();
    let most = match way {
        Way::Ask => return,
        Way::Mandate => held().iter().filter_map(|h| h.rung.fund_up_to).map(|m| m.major()).fold(0.0, f64::max),
        Way::First => r.number("fund").unwrap_or_default(),
    };
    if cost.major() > most {
        r.wrong(if way == Way::First { "fund" } else { "chosen" }, "begin-fault-mandate");
    }
}

/// A role for the visitor, and an appetite whose ladder has it as its only rung, in force.
fn first_mandate(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let isms = r.cx.view.for_the_organisation().clone();
    let (title, accept, fund) = (r.text("role"), r.amount("accept"), r.amount("fund"));
    let held = progress.me.and_then(|me| mandate::roles_of(&isms, me.head.id).find(|x| x.head.title == title).map(key));
    let mut commands = Vec::new();
    let role = held.unwrap_or_else(|| {
        let key = fresh::<Role>(&isms);
        let purpose = r.cx.w.t("begin-role-purpose");
        let fields = json!({ "key": key, "title": title, "purpose": purpose, "owner": mine(progress), "holder": mine(progress), "from": today(r.cx) });
        commands.push(create::<Role>(fields));
        key
    });
    if let Some(organisation) = unreviewed(progress) {
        commands.push(edit(organisation, json!({ "substitute": "owner-review" })));
    }
    let appetite = fresh::<Appetite>(&isms);
    // What the objective bears is where the annual loss curve begins.
    let point = progress.objective.and_then(|o| o.body.tolerance.zip(o.body.required_certainty));
    let curve: Vec<Value> =
        point.map(|(t, c)| json!({ "amount": t.to_string(), "probability": 1.0 - c.0 })).into_iter().collect();
    commands.push(create::<Appetite>(json!({
        "key": appetite,
        "title": r.cx.w.t("begin-appetite"),
        "statement": r.cx.w.t("begin-appetite-statement"),
        "owner": mine(progress),
        "curve": curve,
        "ladder": [{ "holder": role, "accept_up_to": accept, "at_percentile": 0.95, "fund_up_to": fund }],
    })));
    commands.extend(["submit", "approve", "publish"].map(|s| step(appetite.as_str(), s, "")));
    commands
}

/// The organisation, while it does not say what stands in for a second pair of eyes.
fn unreviewed<'a>(progress: &Progress<'a>) -> Option<&'a Record<Organisation>> {
    progress.organisation.filter(|o| o.body.substitute != Some(Substitute::OwnerReview))
}
