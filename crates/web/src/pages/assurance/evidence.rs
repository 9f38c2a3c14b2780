//! Evidence: adding it as a file or link, offering what is there already, taking a file out again, and accepting it for something else.

use super::{super::form, field, form::Pairs, multipart::Multipart, now_only, reference, run::file_input, summary};
use crate::{
    cx::{Cx, encode},
    design::{self, Control, FieldView, LinkTo, Notice, Tone, Width},
    fault::{Fault, Result},
    pages::{Page, crumbs, record_of},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use isms::{
    assurance::Evidence,
    authority::Action,
    check::Fault as Found,
    field::{Target, Ty},
    kind,
    record::Record,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use service::{
    Error, Request,
    evidence::{Again, Kept, LARGEST},
};

/// Media types that a download may say it is. Everything else, above all what a browser would run, is sent as bytes.
const KNOWN: [&str; 7] = [
    "application/pdf",
    "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/png",
    "image/jpeg",
    "text/csv",
    "text/plain",
];

fn adder(cx: &Cx) -> Result<()> {
    now_only(cx)?;
    match cx.view.sight.may(kind::of::<Evidence>(), Action::Create) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("step-not-yours"))),
    }
}

/// Where the visitor came from, if it is a page of ours.
fn back(asked: &str) -> Option<String> {
    let ours = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\r', '\n']);
    (ours && asked.len() < 200).then(|| asked.to_owned())
}

/// What it shall prove, as far as evidence can prove it.
fn targets(cx: &Cx, keys: &[String]) -> Vec<String> {
    let may =
        |k: &str| cx.view.by_key(k).is_some_and(|r| isms::assurance::evidence::Proved::KINDS.contains(&r.kind().name));
    let key = |text: &String| text.split_whitespace().next().unwrap_or_default().to_owned();
    keys.iter().map(key).filter(|k| may(k)).collect()
}

fn draw(cx: &Cx, values: &Value, proves: &[String], back: &str, faults: &[Found]) -> Page {
    let (w, kind) = (&cx.w, kind::of::<Evidence>());
    let shown = |names: &[&str]| -> Vec<FieldView> {
        names.iter().filter_map(|n| field(cx, kind, n, values.get(*n), faults)).collect()
    };
    let title = w.t("evidence-add");
    let most = w.tn("evidence-file-help", &[("most", (LARGEST >> 20).into())]);
    let mut what = shown(&["title", "shows"]);
    what.iter_mut().filter(|f| f.name == "title").for_each(|f| {
        f.required = false;
        f.help = Some(w.t("evidence-title-help"));
    });
    let link = FieldView::new("link", w.t("evidence-link"), Control::Link)
        .value(values.get("link").and_then(Value::as_str).unwrap_or_default());
    let kinds = isms::assurance::evidence::Proved::KINDS.join(",");
    let body = html! {
        (design::lede(&title, Some(html! { (w.t("evidence-add-lede")) })))
        (design::error_summary(w, &summary(cx, kind, faults)))
        form.record method="post" enctype="multipart/form-data" action="/evidence/add" data-form {
            (design::enter_submits())
            input type="hidden" name="request" value=(cx.app.service.request_key());
            input type="hidden" name="back" value=(back);
            fieldset {
                legend { (w.t("evidence-source")) }
                (file_input(cx, "evidence-file", "evidence-file-short"))
                p.quiet { (most) }
                (design::fields(&cx.w, &[link]))
            }
            fieldset { legend { (w.t("evidence-what")) } (design::fields(&cx.w, &what))
                (design::fields(&cx.w, &[reference(cx, "proves", w.t("evidence-proves"), &kinds, proves, true)]))
            }
            fieldset { legend { (w.t("evidence-period")) } (design::fields(&cx.w, &shown(&["from", "until", "fresh_for"]))) }
            div.actions.keep {
                button.first type="submit" { (w.t("evidence-keep")) }
                a.button href=(if back.is_empty() { "/evidence" } else { back }) data-cancel { (w.t("cancel")) }
            }
        }
    };
    let mut way = crumbs(cx, kind, None);
    way.push(LinkTo::new(title.clone(), String::new()));
    Page::new("assurance", title, body).crumbs(way)
}

/// `GET /evidence/add?for=TST-3&back=/tests/TST-3/run`
pub async fn add(cx: Cx) -> Result<Response> {
    adder(&cx)?;
    let asked: Vec<String> = cx.query.get("for").into_iter().cloned().collect();
    let back = cx.query.get("back").and_then(|b| back(b)).unwrap_or_default();
    Ok(draw(&cx, &json!({ "fresh_for": 365 }), &targets(&cx, &asked), &back, &[]).draw(&cx).into_response())
}

/// `POST /evidence/add`
pub async fn keep(cx: Cx, mut sent: Multipart) -> Result<Response> {
    adder(&cx)?;
    let file = sent.take("file");
    let asked: Vec<String> =
        sent.pairs.iter().filter(|(k, v)| k == "proves" && !v.trim().is_empty()).map(|(_, v)| v.clone()).collect();
    let proves = targets(&cx, &asked);
    let back = back(sent.first("back")).unwrap_or_default();
    let values = read(&cx, &sent.pairs, &proves, file.is_some());
    let request = Request {
        request: Some(sent.first("request").to_owned()).filter(|k| !k.is_empty()),
        via: "page",
        ..Request::default()
    };
    let refused = |faults: &[Found]| {
        draw(&cx, &values, &proves, &back, faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY)
    };
    if sent.pairs.iter().any(|(k, _)| k == "_add" || k == "_remove") {
        return Ok(draw(&cx, &values, &proves, &back, &[]).draw(&cx).into_response());
    }
    if file.is_none() && sent.first("link").trim().is_empty() {
        return Ok(refused(&[Found::at("/file", cx.w.t("evidence-nothing"))]));
    }
    match cx.app.service.keep_evidence(cx.viewer(), request, values.clone(), file).await {
        Ok(Kept::Made(receipt)) => {
            let made = receipt.touched.iter().find(|t| t.created).map(|t| t.key.clone()).unwrap_or_default();
            let to = if back.is_empty() { format!("/evidence/{made}") } else { back };
            let and = if to.contains('?') { '&' } else { '?' };
            Ok(Redirect::to(&format!("{to}{and}did=created")).into_response())
        }
        Ok(Kept::Known(key)) => Ok(known(&cx, &key, &proves)?.with_status(&cx, StatusCode::CONFLICT)),
        Err(Error::Invalid(faults)) => Ok(refused(&faults)),
        Err(other) => Err(other.into()),
    }
}

fn read(cx: &Cx, pairs: &Pairs, proves: &[String], file: bool) -> Value {
    let all = form::read(cx, kind::of::<Evidence>(), pairs);
    let mut values = json!({ "proves": proves, "form": if file { "file" } else { "link" } });
    for name in ["title", "shows", "from", "until", "fresh_for"] {
        if let Some(value) = all.get(name).filter(|v| !v.is_null()) {
            values[name] = value.clone();
        }
    }
    if !file {
        values["link"] = all.get("link").cloned().unwrap_or_default();
        if values.get("title").is_none() {
            values["title"] = values["link"].clone();
        }
    }
    if let Some(me) = cx.viewer().person.and_then(|p| cx.view.get(p)) {
        values["owner"] = json!(me.key().to_string());
    }
    values
}

/// The same content is evidence already: it is offered for what was asked.
fn known(cx: &Cx, key: &str, proves: &[String]) -> Result<Page> {
    let record = record_of(cx, "evidence", key)?;
    let evidence = record.typed::<Evidence>().ok_or_else(|| Fault::missing("evidence"))?;
    let title = cx.w.t("evidence-known");
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t("evidence-known-lede")) " " (cx.link_to(evidence.head.id)) })))
        (design::facts(&[(cx.w.t("evidence-fresh"), fresh(cx, evidence)), (cx.w.t("evidence-hash"), html! { code.hash { (evidence.body.content_hash) } })]))
        (reuse_form(cx, evidence, proves))
    };
    let mut way = crumbs(cx, record.kind(), None);
    way.push(LinkTo::new(title.clone(), String::new()));
    Ok(Page::new("assurance", title, body).crumbs(way))
}

/// A form that accepts evidence for something else too, once, with a name and a reason.
pub fn reuse_form(cx: &Cx, evidence: &Record<Evidence>, proves: &[String]) -> Markup {
    let w = &cx.w;
    let kinds = isms::assurance::evidence::Proved::KINDS.join(",");
    let fields = [
        reference(cx, "proves", w.t("reuse-proves"), &kinds, proves, false).width(Width::Half),
        FieldView::new("clause", w.t("reuse-clause"), Control::Line).help(w.t("reuse-clause-help")).width(Width::Half),
        FieldView::new("because", w.t("reuse-because"), Control::Line).required(),
    ];
    html! {
        form.record method="post" action={ (path(evidence)) "/reuse" } data-form {
            input type="hidden" name="version" value=(evidence.head.version);
            (design::fields(&cx.w, &fields))
            p.quiet { (w.t("reuse-note")) }
            div.actions { button.first type="submit" { (w.t("reuse-accept")) } }
        }
    }
}

/// `POST /evidence/{key}/reuse`
pub async fn reuse(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = record_of(&cx, "evidence", &key)?;
    let evidence = record.typed::<Evidence>().ok_or_else(|| Fault::missing("evidence"))?;
    let pick = |name: &str| form::first(&pairs, name).unwrap_or_default().trim().to_owned();
    let asked: Vec<String> =
        pairs.iter().filter(|(k, v)| k == "proves" && !v.trim().is_empty()).map(|(_, v)| v.clone()).collect();
    let proves = targets(&cx, &asked);
    let again = Again {
        evidence: key.clone(),
        version: pick("version").parse().ok(),
        proves: proves.clone(),
        clause: pick("clause"),
        because: pick("because"),
    };
    match cx.app.service.reuse_evidence(cx.viewer(), again).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?did=saved", path(record.as_ref()))).into_response()),
        Err(Error::Invalid(faults)) => {
            let body = html! {
                (design::lede(&cx.w.t("reuse"), Some(html! { (cx.link_to(evidence.head.id)) })))
                (design::error_summary(&cx.w, &summary(&cx, record.kind(), &faults)))
                (reuse_form(&cx, evidence, &proves))
            };
            Ok(super::page_of(&cx, record.as_ref(), &cx.w.t("reuse"), body)
                .with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /evidence/{key}/file`: always a download, never a page, whatever it claims to be.
pub async fn file(cx: Cx, Path(key): Path<String>) -> Result<Response> {
    let kept = cx.app.service.evidence_file(&cx.view, &key).await?;
    let media = KNOWN.into_iter().find(|m| *m == kept.media).unwrap_or("application/octet-stream");
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&kept.name)),
    ];
    Ok((headers, kept.bytes).into_response())
}

/// A name for old readers in plain letters, and the real one (RFC 6266, RFC 8187).
fn attachment(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " .-_".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", encode(name).replace('/', "%2F"))
}

/// Until when it may be relied on, with the day; unknown where nobody said how long.
pub fn fresh(cx: &Cx, evidence: &Record<Evidence>) -> Markup {
    let Some(last) = evidence.body.fresh_until() else {
        return html! { span.unknown { (cx.w.t("evidence-freshness-unknown")) } };
    };
    let stale = evidence.body.is_stale(cx.today());
    let day = [("day", cx.w.date(last).into())];
    design::tag(
        if stale { Tone::Bad } else { Tone::Good },
        &cx.w.tn(if stale { "evidence-stale-since" } else { "evidence-fresh-until" }, &day),
    )
}

/// The file of a piece of evidence: what it is called, how large, its hash, and the way to it.
pub fn kept(cx: &Cx, evidence: &Record<Evidence>) -> Markup {
    let body = &evidence.body;
    let w = &cx.w;
    match body.size {
        Some(size) => html! {
            p {
                a href=(cx.at(&format!("{}/file", path(evidence)))) download { (body.file_name) } " "
                span.quiet { (w.tn("bytes", &[("n", w.number(size as f64, 0).into())])) }
            }
            p.quiet { "SHA-256 " code.hash { (body.content_hash) } }
        },
        None if !body.link.0.is_empty() => html! { p.quiet { (w.t("evidence-elsewhere")) } },
        None => design::notice(&Notice::text(Tone::Unknown, &w.t("evidence-not-kept"))),
    }
}

/// A choice's word for how it was accepted by an auditor.
pub fn accepted(cx: &Cx, evidence: &Evidence) -> String {
    use isms::field::Choice;
    cx.choice_label(Ty::Choice(isms::assurance::evidence::Acceptance::OPTIONS), evidence.accepted.word())
}

#[cfg(test)]
mod tests {
    use super::{attachment, back};

    #[test]
    fn names_stay_in_their_header_and_ways_back_on_our_site() {
        assert_eq!(attachment("a\"\r\n;b"), "attachment; filename=\"a____b\"; filename*=UTF-8''a%22%0D%0A%3Bb");
        for elsewhere in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb"] {
            assert_eq!(back(elsewhere), None, "{elsewhere}");
        }
        assert_eq!(back("/tests/TST-1/run"), Some("/tests/TST-1/run".into()));
    }
}
