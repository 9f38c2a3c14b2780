//! What stands beside the text: what is wrong with it, how it reads, what it changes, and what that would do.

use super::Sheet;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::Result,
    markdown,
    pages::policy::{impact as blast, redline},
};
use isms::analysis::impact;
use maud::{Markup, html};
use service::{
    Error,
    policy::document::{Form as Which, Written, text},
};

/// The parts of the page that change with the text: the identifier of an element and what it holds.
pub async fn parts(cx: &Cx, sheet: &Sheet) -> Result<Vec<(String, Markup)>> {
    let part = |id: &str, body: Markup| (id.to_owned(), body);
    let written = match sheet.written(cx) {
        Ok(written) => written,
        Err(faults) => {
            let said = cx.w.tn("pol-faults", &[("n", faults.len().into())]);
            return Ok(vec![
                part("faults", wrong(cx, &faults)),
                part("shown", shown(cx, &sheet.text)),
                part("difference", html! {}),
                part("impact", html! {}),
                part("said", html! { (said) }),
            ]);
        }
    };
    let refused = match &sheet.record {
        Some(_) => refused(cx, sheet, &written).await?,
        None => Weighed { faults: Vec::new(), impact: None },
    };
    let in_force = sheet.record.as_ref().and_then(|r| text(&cx.view, r.head().id, Which::InForce)).unwrap_or_default();
    let blocks = formats::document::redline(&in_force, &written.plain);
    let difference = html! {
        p { (redline::told(cx, &blocks)) }
        article.redline { (redline::drawn(cx, &blocks, Some(0))) }
    };
    let section = |word: &str, open: bool, body: Markup| design::more(&cx.w.t(word), open, body);
    let told = redline::told(cx, &blocks);
    Ok(vec![
        part("faults", html! { (refusals(&refused.faults)) (notes(cx, &written)) }),
        part("shown", shown(cx, &written.plain)),
        part("difference", html! { @if sheet.record.is_some() { (section("pol-against-force", true, difference)) } }),
        part(
            "impact",
            html! { @if let Some(found) = &refused.impact { (section("pol-impact", true, blast::drawn(cx, found))) } },
        ),
        part("said", html! { (told) }),
    ])
}

struct Weighed {
    faults: Vec<String>,
    impact: Option<impact::Impact>,
}

/// What the service would refuse, or what publishing the text would do.
async fn refused(cx: &Cx, sheet: &Sheet, written: &Written) -> Result<Weighed> {
    let Some(record) = &sheet.record else { return Ok(Weighed { faults: Vec::new(), impact: None }) };
    let mut request = sheet.wish(written);
    if request.reason.trim().is_empty() {
        // A missing reason is asked for when it is saved; the preview shows what would happen.
        request.commands.iter_mut().for_each(|c| {
            if let service::Command::Step { reason, .. } = c {
                *reason = "preview".into();
            }
        });
    }
    match cx.app.service.propose(cx.viewer(), &request).await {
        Ok(proposal) => {
            let id = record.head().id;
            let after = impact::published(&proposal.after, id);
            let found = impact::impact(cx.view.for_the_organisation(), &after, id);
            Ok(Weighed { faults: Vec::new(), impact: Some(found) })
        }
        Err(Error::Invalid(faults)) => {
            Ok(Weighed { faults: faults.into_iter().map(|f| f.message).collect(), impact: None })
        }
        Err(Error::Conflict { .. }) => Ok(Weighed { faults: vec![cx.w.t("pol-changed-meanwhile")], impact: None }),
        Err(other) => Err(other.into()),
    }
}

fn shown(cx: &Cx, text: &str) -> Markup {
    design::more(
        &cx.w.t("pol-preview"),
        true,
        html! { div.leaf tabindex="0" { (design::prose(markdown::render(text))) } },
    )
}

fn wrong(cx: &Cx, faults: &[formats::Fault]) -> Markup {
    let body = html! {
        p { (cx.w.tn("pol-faults", &[("n", faults.len().into())])) }
        ul.plain { @for fault in faults { li { (fault) } } }
    };
    design::notice(&Notice { tone: Tone::Warn, body })
}

fn refusals(faults: &[String]) -> Markup {
    if faults.is_empty() {
        return html! {};
    }
    design::notice(&Notice { tone: Tone::Warn, body: html! { ul.plain { @for fault in faults { li { (fault) } } } } })
}

fn notes(cx: &Cx, written: &Written) -> Markup {
    html! {
        @if !written.removed.is_empty() {
            (design::notice(&Notice::text(Tone::Warn, &cx.w.tn("pol-will-retire", &[("keys", written.removed.join(", ").into())]))))
        }
        @if written.added > 0 { p.quiet { (cx.w.tn("pol-will-add", &[("n", written.added.into())])) } }
        @for remark in &written.remarks { p.quiet { (remark) } }
    }
}
