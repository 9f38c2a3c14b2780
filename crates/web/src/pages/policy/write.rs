//! `/policies/{key}/write`, `/guidelines/{key}/write`: the whole document as one Markdown text, with what it means beside it.
//!
//! With a script every change is posted to `preview`; without one the button "Show" posts the form and the whole page comes back. A
//! guideline's requirements stay records of their own: the text says which is which by `{RQT-12}`.

mod side;

use super::{Page, document, page, pick};
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    pages::{crumbs, form::Pairs},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    authority::Action,
    context::{Objective, Obligation},
    kind::{self, KindInfo},
    outer::Names,
    policy::{Guideline, Policy},
    record::{AnyRecord, Record},
    risk::Appetite,
    values::RecordId,
};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use service::{
    Error, Request,
    policy::document::{self as doc, Basis, Form as Which, Written},
};
use std::{collections::HashSet, sync::Arc};

/// What is on the page.
struct Sheet {
    /// The document; none for a new one.
    record: Option<Arc<dyn AnyRecord>>,
    kind: &'static KindInfo,
    /// The text as it was typed.
    text: String,
    basis: Basis,
    /// Why, in the writer's words.
    reason: String,
    request: String,
}

type Faults = Vec<formats::Fault>;

impl Sheet {
    fn of_pairs(cx: &Cx, record: Option<Arc<dyn AnyRecord>>, kind: &'static KindInfo, pairs: &Pairs) -> Sheet {
        let versions = pick(pairs, "versions");
        let pair = |p: &str| p.split_once(':').and_then(|(k, v)| Some((k.to_owned(), v.parse().ok()?)));
        let reason = pick(pairs, "reason");
        let mut fields = Map::new();
        if record.is_none() {
            fields = new_fields(cx, pairs);
        }
        let basis = Basis { versions: versions.split(' ').filter_map(pair).collect(), reason: reason.clone(), fields };
        Sheet { record, kind, text: pick(pairs, "text"), basis, reason, request: pick(pairs, "request") }
    }

    fn written(&self, cx: &Cx) -> std::result::Result<Written, Faults> {
        let record = self.record.as_deref();
        if self.kind == kind::of::<Policy>() {
            doc::policy_written(&cx.view, record.and_then(|r| r.typed::<Policy>()), &self.text, &self.basis)
        } else {
            doc::guideline_written(&cx.view, record.and_then(|r| r.typed::<Guideline>()), &self.text, &self.basis)
        }
    }

    fn wish(&self, written: &Written) -> Request {
        Request {
            via: "page",
            commands: written.commands.clone(),
            reason: self.reason.clone(),
            request: Some(self.request.clone()).filter(|r| !r.is_empty()),
            ..Request::default()
        }
    }

    fn action(&self) -> String {
        match &self.record {
            Some(record) => format!("{}/write", path(record.as_ref())),
            None => format!("/{}/write", self.kind.plural),
        }
    }
}

/// What the form of a new document says beside its text; whoever writes it owns it.
fn new_fields(cx: &Cx, pairs: &Pairs) -> Map<String, Value> {
    let mut fields = Map::new();
    for name in ["level", "parent", "under"] {
        let value = pick(pairs, name);
        if let Some(word) = value.split_whitespace().next() {
            fields.insert(name.into(), json!(word));
        }
    }
    let me = cx.viewer().person.and_then(|p| cx.view.key(p));
    me.into_iter().for_each(|key| drop(fields.insert("owner".into(), json!(key))));
    fields
}

/// The versions that a writer sees, as they travel in the form.
fn versions(cx: &Cx, record: &dyn AnyRecord) -> String {
    let requirements = doc::requirements(&cx.view, record.head().id, Which::Draft);
    let own = format!("{}:{}", record.key(), record.head().version);
    let others = requirements.iter().map(|r| format!("{}:{}", (*r as &dyn AnyRecord).key(), r.head.version));
    std::iter::once(own).chain(others).collect::<Vec<_>>().join(" ")
}

fn existing(cx: &Cx, key: &str) -> Result<Arc<dyn AnyRecord>> {
    let record = document(cx, key, &["policy", "guideline"])?;
    if cx.is_past() {
        return Err(Fault::bad(cx.w.t("bench-past")));
    }
    if !cx.view.may_on(record.as_ref(), Action::Edit) || !record.is_open() {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    Ok(record)
}

/// `GET /policies/{key}/write`, `GET /guidelines/{key}/write`
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = existing(&cx, &key)?;
    let sheet = Sheet {
        kind: record.kind(),
        text: doc::text(&cx.view, record.head().id, Which::Draft).unwrap_or_default(),
        basis: Basis::default(),
        reason: String::new(),
        request: String::new(),
        record: Some(record),
    };
    Ok(drawn(&cx, &sheet, &[], None).await?.draw(&cx))
}

/// `GET /policies/write`, `GET /guidelines/write`: a new document; of a policy, `?from=grounds` proposes statements.
pub async fn new(cx: Cx) -> Result<Html<String>> {
    let kind = new_kind(&cx)?;
    let text = if cx.query.get("from").is_some_and(|f| f == "grounds") { proposal(&cx) } else { begun(&cx, kind) };
    let sheet = Sheet {
        record: None,
        kind,
        text,
        basis: Basis::default(),
        reason: String::new(),
        request: cx.app.service.request_key(),
    };
    Ok(drawn(&cx, &sheet, &[], None).await?.draw(&cx))
}

fn new_kind(cx: &Cx) -> Result<&'static KindInfo> {
    let plural = cx.path.split('/').nth(1).unwrap_or_default();
    let kind = kind::by_plural(plural).ok_or_else(|| Fault::missing(plural))?;
    if cx.is_past() || !cx.view.sight.may(kind, Action::Create) {
        return Err(Fault::denied(cx.w.t("step-not-yours")));
    }
    Ok(kind)
}

/// A text to begin from.
fn begun(cx: &Cx, kind: &KindInfo) -> String {
    let word = if kind.name == "policy" { "pol-begin-policy" } else { "pol-begin-guideline" };
    let text = cx.w.t(word).replace(" ¶ ", "\n\n");
    format!("{}\n\n", text.trim_end_matches('¶').trim_end())
}

/// Appetites, objectives and obligations that no statement of a policy derives from yet.
fn grounds(cx: &Cx) -> Vec<&Arc<dyn AnyRecord>> {
    let used: HashSet<RecordId> = cx
        .view
        .all::<Policy>()
        .filter(|p| (*p as &dyn AnyRecord).is_open())
        .flat_map(|p| p.body.statements.iter().chain(p.counts().into_iter().flat_map(|b| &b.statements)))
        .flat_map(|s| s.derived_from.iter().map(|g| g.id()))
        .collect();
    let kinds = [kind::of::<Appetite>(), kind::of::<Objective>(), kind::of::<Obligation>()];
    let all = kinds.into_iter().flat_map(|k| cx.view.records(k));
    all.filter(|r| r.is_open() && !used.contains(&r.head().id)).collect()
}

/// Statements for a person to write, each naming its ground.
fn proposal(cx: &Cx) -> String {
    let mut text = begun(cx, kind::of::<Policy>());
    if let Some(at) = text.find("**1**") {
        text.truncate(at);
    }
    for (index, ground) in grounds(cx).iter().enumerate() {
        let said = cx.w.tn("pol-to-write", &[("title", ground.head().title.as_str().into())]);
        text.push_str(&format!("**{}** {said} [{}]\n\n", index + 1, ground.key()));
    }
    text
}

/// `POST …/preview`: the parts of the page that change.
pub async fn preview(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Html<String>> {
    let record = existing(&cx, &key)?;
    let sheet = Sheet::of_pairs(&cx, Some(record.clone()), record.kind(), &pairs);
    parts_only(&cx, &sheet).await
}

/// `POST /policies/write/preview`
pub async fn preview_new(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Html<String>> {
    let sheet = Sheet::of_pairs(&cx, None, new_kind(&cx)?, &pairs);
    parts_only(&cx, &sheet).await
}

async fn parts_only(cx: &Cx, sheet: &Sheet) -> Result<Html<String>> {
    let parts = side::parts(cx, sheet).await?;
    Ok(Html(html! { @for (id, body) in &parts { div data-put=(id) { (body) } } }.into_string()))
}

/// `POST /policies/{key}/write`: shows or saves.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = existing(&cx, &key)?;
    let sheet = Sheet::of_pairs(&cx, Some(record.clone()), record.kind(), &pairs);
    taken(&cx, sheet, &pick(&pairs, "do")).await
}

/// `POST /policies/write`
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response> {
    let sheet = Sheet::of_pairs(&cx, None, new_kind(&cx)?, &pairs);
    taken(&cx, sheet, &pick(&pairs, "do")).await
}

async fn taken(cx: &Cx, sheet: Sheet, wish: &str) -> Result<Response> {
    if wish != "save" {
        return Ok(drawn(cx, &sheet, &[], None).await?.draw(cx).into_response());
    }
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let Ok(written) = sheet.written(cx) else {
        return Ok(drawn(cx, &sheet, &[cx.w.t("pol-mend")], None).await?.with_status(cx, unprocessable));
    };
    if !written.removed.is_empty() && sheet.reason.trim().is_empty() {
        let said = cx.w.tn("pol-removed-why", &[("keys", written.removed.join(", ").into())]);
        return Ok(drawn(cx, &sheet, &[said], None).await?.with_status(cx, unprocessable));
    }
    match cx.app.service.perform(cx.viewer(), sheet.wish(&written)).await {
        Ok(receipt) => {
            let made = receipt.touched.iter().find(|t| t.created && t.key.starts_with(sheet.kind.prefix));
            let home = match (&sheet.record, made) {
                (Some(record), _) => path(record.as_ref()),
                (None, Some(made)) => format!("/{}/{}", sheet.kind.plural, made.key),
                (None, None) => format!("/{}", sheet.kind.plural),
            };
            let did = if receipt.act.is_some() { "saved" } else { "unchanged" };
            Ok(Redirect::to(&format!("{home}?did={did}")).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let said: Vec<String> = faults.iter().map(|f| f.message.clone()).collect();
            Ok(drawn(cx, &sheet, &said, None).await?.with_status(cx, unprocessable))
        }
        Err(Error::Conflict { .. }) => {
            let theirs = sheet.record.as_ref().and_then(|r| doc::text(&cx.view, r.head().id, Which::Draft));
            Ok(drawn(cx, &sheet, &[], theirs).await?.with_status(cx, StatusCode::CONFLICT))
        }
        Err(other) => Err(other.into()),
    }
}

/// The page. `theirs` is the text that somebody else saved in between: it stands beside what was typed, and the next save is based on it.
async fn drawn(cx: &Cx, sheet: &Sheet, faults: &[String], theirs: Option<String>) -> Result<Page> {
    let w = &cx.w;
    let parts = side::parts(cx, sheet).await?;
    let back = sheet.record.as_ref().map_or_else(|| format!("/{}", sheet.kind.plural), |r| path(r.as_ref()));
    let (action, lines) = (sheet.action(), sheet.text.lines().count().clamp(16, 60));
    let errors: Vec<(String, String)> = faults.iter().map(|f| ("text".to_owned(), f.clone())).collect();
    let body = html! {
        (design::error_summary(w, &errors))
        @if let Some(theirs) = &theirs { (collided(cx, theirs, &sheet.text)) }
        @if sheet.record.is_none() { (begin_with(cx, sheet)) }
        form.bench.write method="post" action=(action) data-form data-leave=(w.t("form-leave")) data-bench={ (action) "/preview" } {
            button.away type="submit" name="do" value="show" tabindex="-1" aria-hidden="true" {}
            input type="hidden" name="request" value=(sheet.request);
            @if let Some(record) = &sheet.record {
                @let known = sheet.basis.versions.iter().map(|(k, v)| format!("{k}:{v}")).collect::<Vec<_>>().join(" ");
                input type="hidden" name="versions" value=(if known.is_empty() || theirs.is_some() { versions(cx, record.as_ref()) } else { known });
            }
            div.typed {
                @if sheet.record.is_none() { (placed(cx, sheet)) }
                label.field for="text" { span.label { (w.t("pol-text")) } }
                textarea.mono id="text" name="text" rows=(lines) spellcheck="true" aria-describedby="text-help" { "\n" (sheet.text) }
                p.quiet id="text-help" { (w.t(if sheet.kind.name == "policy" { "pol-text-help-policy" } else { "pol-text-help-guideline" })) }
                label.field { span.label { (w.t("form-reason")) small { " " (w.t("optional")) } } input type="text" name="reason" value=(sheet.reason); }
            }
            div.answer-side {
                @for (id, body) in &parts { @if id != "said" { div id=(id) { (body) } } }
                p.away id="said" role="status" { }
            }
            div.actions.keep {
                button.first type="submit" name="do" value="save" { (w.t("save")) }
                button type="submit" name="do" value="show" { (w.t("pol-show")) }
                a.button href=(back) data-cancel { (w.t("cancel")) }
            }
        }
    };
    let title = w.t("pol-write");
    Ok(match &sheet.record {
        Some(record) => page(cx, record.as_ref(), &title, body),
        None => {
            let title = w.tn("new-kind", &[("kind", cx.kind_label(sheet.kind, false).into())]);
            let body = html! { (design::lede(&title, Some(html! { (sheet.kind.about) }))) (body) };
            Page::new(sheet.kind.area.name(), title.clone(), body).crumbs(crumbs(cx, sheet.kind, Some(title)))
        }
    })
}

/// Both sides of a collision: nothing typed is lost, nothing saved is overwritten unseen.
fn collided(cx: &Cx, theirs: &str, mine: &str) -> Markup {
    let blocks = formats::document::redline(theirs, mine);
    let body = html! {
        p { (cx.w.t("pol-collided")) }
        (design::more(&cx.w.t("pol-collided-diff"), true, html! { article.redline { (super::redline::drawn(cx, &blocks, Some(1))) } }))
        (design::more(&cx.w.t("pol-collided-theirs"), false, html! { pre.lines { (theirs) } }))
    };
    design::notice(&Notice { tone: Tone::Warn, body })
}

/// For a new policy: from nothing, or from what no statement derives from.
fn begin_with(cx: &Cx, sheet: &Sheet) -> Markup {
    let open = grounds(cx);
    html! {
        @if sheet.kind.name == "policy" && !open.is_empty() && !cx.query.contains_key("from") {
            p {
                (cx.w.tn("pol-grounds", &[("n", open.len().into())])) " "
                a href="/policies/write?from=grounds" { (cx.w.t("pol-propose")) }
            }
        }
    }
}

/// Where a new document stands among the others.
fn placed(cx: &Cx, sheet: &Sheet) -> Markup {
    let of = |name: &str| sheet.basis.fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (parent, above) = if sheet.kind.name == "policy" { ("parent", "pol-parent") } else { ("under", "pol-under") };
    let policies: Vec<&Record<Policy>> = cx.view.all::<Policy>().filter(|p| (*p as &dyn AnyRecord).is_open()).collect();
    html! {
        @if sheet.kind.name == "policy" {
            label.field { span.label { (cx.w.t("pol-level")) }
                select name="level" {
                    option value="topic" selected[of("level") == "topic"] { (cx.w.t("pol-topic")) }
                    option value="top" selected[of("level") == "top"] { (cx.w.t("pol-top")) }
                }
            }
        }
        label.field { span.label { (cx.w.t(above)) small { " " (cx.w.t("optional")) } }
            select name=(parent) {
                option value="" {}
                @for policy in policies {
                    @let key = (policy as &dyn AnyRecord).key().to_string();
                    option value=(key) selected[of(parent) == key] { (policy.head.title) " " (key) }
                }
            }
        }
    }
}
