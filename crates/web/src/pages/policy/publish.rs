//! `GET /policies/{key}/publish`: whom it will be asked of, what it costs them, when it takes effect, and the button that does it.

use super::{document, hours, impact, links, page};
use crate::{
    cx::Cx,
    design::{self, Notice, Step, Tone},
    fault::Result,
    show::path,
};
use axum::{extract::Path, response::Html};
use isms::{
    analysis::{impact as weigh, impact::Readers, reading},
    authority::Action,
    record::AnyRecord,
};
use maud::{Markup, html};

/// `GET /policies/{key}/publish`, `/guidelines/{key}/publish`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = document(&cx, &key, &["policy", "guideline"])?;
    let isms = cx.view.for_the_organisation();
    let id = record.head().id;
    let after = weigh::published(isms, id);
    let found = weigh::impact(isms, &after, id);
    let along = weigh::drafts_of(isms, id);
    let audience = after.get(id).map_or(0, |r| reading::concerned(&after, r.as_ref()).len());
    let asked: usize = found.readers.iter().filter(|r| r.at_once).map(Readers::people).sum();
    let facts = [
        (
            cx.w.t("pol-audience"),
            html! { (audience_of(&cx, record.as_ref())) " · " (cx.w.tn("pol-people", &[("n", audience.into())])) },
        ),
        (
            cx.w.t("pol-asked"),
            html! { (cx.w.tn("pol-people", &[("n", asked.into())])) " · " (hours(&cx, found.hours())) },
        ),
        (cx.w.t("pol-takes-effect"), html! { (cx.w.t("pol-at-once-effect")) }),
    ];
    let body = html! {
        (ready(&cx, record.as_ref()))
        (design::facts(&facts))
        @if !along.is_empty() { p { (cx.w.t("pol-along")) " " (links(&cx, &along)) } }
        (design::section("impact", &cx.w.t("pol-impact"), None, impact::drawn(&cx, &found)))
    };
    Ok(page(&cx, record.as_ref(), &cx.w.t("pol-publish"), body).draw(&cx))
}

/// The audience as it is stated in the draft.
fn audience_of(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    match record.body().named("audience") {
        Some((_, isms::field::Val::Str(text))) if !text.trim().is_empty() => html! { code { (text) } },
        _ => html! { (cx.w.t("pol-everyone")) },
    }
}

/// The button, or what is missing.
fn ready(cx: &Cx, record: &dyn AnyRecord) -> Markup {
    if cx.is_past() {
        return html! {};
    }
    if &*record.head().state != "approved" {
        let review = format!("{}/review", path(record));
        let body = html! { (cx.w.tn("pol-not-approved", &[("state", cx.state_label(record.kind(), &record.head().state).into())])) " " a href=(review) { (cx.w.t("pol-to-review")) } };
        return design::notice(&Notice { tone: Tone::Note, body });
    }
    let label = cx.w.t("pol-publish-now");
    if !cx.view.may_on(record, Action::Step) {
        return design::step_denied(&cx.w, &label, &cx.w.t("step-not-yours"));
    }
    let step = Step {
        action: format!("{}/step/publish", path(record)),
        label,
        first: true,
        hidden: vec![("version".into(), record.head().version.to_string())],
        ..Step::default()
    };
    html! { div.actions { (design::step_button(&cx.w, &step)) } }
}
