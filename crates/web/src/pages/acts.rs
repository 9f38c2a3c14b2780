//! The ledger as people read it: acts, what each changed, and any two moments compared.

use super::{Page, timeline};
use crate::{
    cx::{Cx, encode, moment},
    design::{self, LinkTo, Pager},
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Html};
use isms::{diff, record::AnyRecord};
use maud::{Markup, html};
use std::sync::Arc;

const SHOWN: i64 = 50;

/// `GET /acts`
pub async fn list(cx: Cx) -> Result<Html<String>> {
    let upto = cx.view.moment().seq + 1;
    let before = cx.query.get("before").and_then(|b| b.parse().ok()).unwrap_or(upto).min(upto);
    let acts = cx.app.service.acts(cx.viewer().org, Some(before), SHOWN).await?;
    let mut shown = Vec::new();
    for act in &acts {
        let count = html! { (cx.w.tn("act-changes", &[("n", act.changes.into())])) };
        let touched = cx.app.service.ledger().changes_of(cx.viewer().org, act.seq).await?;
        let seen = touched.is_empty() || touched.iter().any(|c| crate::api::sees(&cx.view, c));
        shown.push(design::Act { what: count, ..timeline::told(&cx, act, seen) });
    }
    let last = acts.last().map(|a| a.seq).filter(|s| *s > 1);
    let pager = Pager {
        earlier: (before < upto).then(|| cx.at(&format!("/acts?before={}", (before + SHOWN).min(upto)))),
        later: last.map(|s| cx.at(&format!("/acts?before={s}"))),
        position: None,
    };
    let body = html! {
        (design::lede(&cx.w.t("rail-acts"), Some(html! { (cx.w.t("acts-about")) })))
        (compare_form(&cx, "", ""))
        (design::timeline(&cx.w, &shown))
        (design::pager(&cx.w, &pager))
    };
    Ok(Page::new("acts", cx.w.t("rail-acts").to_string(), body).draw(&cx))
}

/// `GET /acts/{seq}`
pub async fn show(cx: Cx, Path(seq): Path<i64>) -> Result<Html<String>> {
    let org = cx.viewer().org;
    let act = cx.app.service.act(org, seq).await?;
    let touched = cx.app.service.touched_by(org, seq).await?;
    let (seen, hidden): (Vec<_>, Vec<_>) =
        touched.into_iter().partition(|(_, after)| cx.view.get(after.head().id).is_some());
    let rows = [
        (cx.w.t("act-hash").to_string(), html! { code { (hex::encode(act.hash)) } }),
        (cx.w.t("act-previous").to_string(), html! { code { (hex::encode(act.previous)) } }),
        (cx.w.t("act-root").to_string(), html! { code { (hex::encode(act.changes_root)) } }),
        (cx.w.t("act-changes-count").to_string(), html! { (act.changes) }),
    ];
    let title = cx.w.tn("act-number", &[("n", cx.w.number(seq as f64, 0).to_string().into())]).to_string();
    let body = html! {
        (design::lede(&title, None))
        (design::timeline(&cx.w, &[timeline::told(&cx, &act, hidden.is_empty() || !seen.is_empty())]))
        (design::section("changed", &cx.w.t("act-what-changed"), None, changed(&cx, seen.iter().map(|(b, a)| (b.as_ref(), Some(a))))))
        @if !hidden.is_empty() { (design::quiet(html! { (cx.w.tn("n-not-visible", &[("n", hidden.len().into())])) })) }
        (design::section("proof", &cx.w.t("act-proof"), None, design::facts(&rows)))
        div.actions {
            @if seq > 1 { (design::link_button(&cx.w.t("act-earlier"), &format!("/acts/{}", seq - 1), false)) }
            (design::link_button(&cx.w.t("act-moment"), &format!("/?as_of={seq}"), false))
        }
    };
    let crumbs = vec![LinkTo::new(cx.w.t("rail-acts").to_string(), "/acts"), LinkTo::new(title.clone(), "")];
    Ok(Page::new("acts", title, body).crumbs(crumbs).draw(&cx))
}

type Form<'a> = Option<&'a Arc<dyn AnyRecord>>;

/// Records with what changed about each.
fn changed<'a>(cx: &Cx, forms: impl Iterator<Item = (Form<'a>, Form<'a>)>) -> Markup {
    let acts: Vec<design::Act> = forms
        .filter_map(|(before, after)| {
            let shown = after.or(before)?;
            let changes = match after {
                Some(after) => diff::between(before.map(AsRef::as_ref), after.as_ref(), &cx.view),
                None => Vec::new(),
            };
            let what = match after {
                Some(after) => timeline::what(cx, before.map(AsRef::as_ref), after.as_ref(), &changes),
                None => html! { (cx.w.t("act-not-yet")) },
            };
            Some(design::Act {
                at: shown.key().to_string(),
                what: html! { a.record href=(crate::show::path(shown.as_ref())) { (shown.head().title) } " " (what) },
                diffs: if before.is_some() { timeline::diffs(cx, shown.kind(), &changes) } else { Vec::new() },
                ..design::Act::default()
            })
        })
        .collect();
    if acts.is_empty() { design::empty(&cx.w.t("nothing-changed"), None) } else { design::timeline(&cx.w, &acts) }
}

fn compare_form(cx: &Cx, from: &str, to: &str) -> Markup {
    html! {
        form.filter method="get" action="/compare" {
            label { span { (cx.w.t("compare-from")) " " } input type="text" name="from" value=(from) placeholder="2026-03-31" required; }
            label { span { (cx.w.t("compare-to")) " " } input type="text" name="to" value=(to) placeholder=(cx.w.t("as-of-now")); }
            button type="submit" { (cx.w.t("compare")) }
        }
    }
}

/// `GET /compare?from=…&to=…`: what differs between two moments.
pub async fn compare(cx: Cx) -> Result<Html<String>> {
    let (from, to) =
        (cx.query.get("from").cloned().unwrap_or_default(), cx.query.get("to").cloned().unwrap_or_default());
    if from.is_empty() {
        return Err(Fault::bad("from: expected an act's number or a date such as 2026-03-31"));
    }
    let old = cx.app.service.view(cx.viewer(), moment(&from, &cx.tz)?).await?;
    let new = if to.is_empty() {
        cx.app.service.view(cx.viewer(), service::AsOf::Now).await?
    } else {
        cx.app.service.view(cx.viewer(), moment(&to, &cx.tz)?).await?
    };
    let mut forms: Vec<(Form<'_>, Form<'_>)> = Vec::new();
    for kind in isms::KINDS.iter().filter(|k| cx.view.sight.reads(k)) {
        for record in new.records(kind) {
            let before = old.get(record.head().id);
            if before.is_none_or(|b| b.head().version != record.head().version) {
                forms.push((before, Some(record)));
            }
        }
        forms.extend(old.records(kind).filter(|r| new.get(r.head().id).is_none()).map(|r| (Some(r), None)));
    }
    let total = forms.len();
    let shown = forms.into_iter().take(200);
    let said = cx
        .w
        .tn("compare-n", &[("n", total.into()), ("from", old.moment().seq.into()), ("to", new.moment().seq.into())]);
    let body = html! {
        (design::lede(&cx.w.t("compare"), Some(html! { (said) })))
        (compare_form(&cx, &from, &to))
        (changed(&cx, shown))
        @if total > 200 { (design::quiet(html! { (cx.w.tn("and-more", &[("n", (total - 200).into())])) })) }
    };
    let here = format!("/compare?from={}&to={}", encode(&from), encode(&to));
    let crumbs =
        vec![LinkTo::new(cx.w.t("rail-acts").to_string(), "/acts"), LinkTo::new(cx.w.t("compare").to_string(), here)];
    Ok(Page::new("acts", cx.w.t("compare").to_string(), body).crumbs(crumbs).draw(&cx))
}
