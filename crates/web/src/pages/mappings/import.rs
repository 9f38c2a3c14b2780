//! A mapping set of ours from a table: source, relation, target, rationale; or a spreadsheet in NIST's OLIR columns.

use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Form, Group, LinkTo, Opt, Tone, Width},
    fault::{Fault, Result},
    pages::{
        Page,
        catalogues::{called, crumbs, library, ours},
        form::Pairs,
    },
};
use axum::{
    Form as Sent,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::html;
use service::{
    Error,
    import::{MappingStand, Pairs as Found},
};

fn allowed(cx: &Cx) -> Result<()> {
    match super::reuse::may(cx) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("fw-may-not"))),
    }
}

/// `GET /catalogues/mappings/import`
pub async fn show(cx: Cx) -> Result<Html<String>> {
    allowed(&cx)?;
    Ok(page(&cx, &MappingStand::default(), "", &[], None).await?.draw(&cx))
}

/// `POST /catalogues/mappings/import`: first a preview, then the set.
pub async fn keep(cx: Cx, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    allowed(&cx)?;
    let pick = |name: &str| pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let text = pick("text");
    let stand = MappingStand {
        from: pick("from"),
        to: pick("to"),
        title: pick("title"),
        provenance: pick("provenance"),
        sheet: None,
        dry_run: pick("go") != "keep",
    };
    let library = library(&cx).await?;
    if [&stand.from, &stand.to].iter().any(|id| library.find(id).is_none_or(|s| !ours(&cx, s))) {
        return Err(Fault::missing("such framework"));
    }
    match cx.app.service.import_mapping(cx.viewer(), text.as_bytes(), &stand).await {
        Ok((found, _)) if !found.odd.is_empty() => {
            let errors = found.odd.iter().take(100).map(|o| ("f-text".into(), o.to_string())).collect();
            refused(&cx, &stand, &text, errors, Some(found)).await
        }
        Ok((_, Some(key))) => Ok(Redirect::to(&format!("/mappings/{key}?did=mapped")).into_response()),
        Ok((found, None)) => Ok(page(&cx, &stand, &text, &[], Some(found)).await?.draw(&cx).into_response()),
        Err(Error::Invalid(faults)) => {
            refused(&cx, &stand, &text, faults.iter().map(|f| ("f-text".into(), f.to_string())).collect(), None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(
    cx: &Cx,
    stand: &MappingStand,
    text: &str,
    errors: Vec<(String, String)>,
    found: Option<Found>,
) -> Result<Response> {
    Ok(page(cx, stand, text, &errors, found).await?.with_status(cx, StatusCode::UNPROCESSABLE_ENTITY))
}

async fn page(
    cx: &Cx,
    stand: &MappingStand,
    text: &str,
    errors: &[(String, String)],
    found: Option<Found>,
) -> Result<Page> {
    let library = library(cx).await?;
    let mut options: Vec<Opt> =
        library.all().filter(|s| ours(cx, s)).map(|s| Opt::new(&s.catalogue.id, called(&s.catalogue))).collect();
    options.sort_by(|a, b| a.label.cmp(&b.label));
    let choice = |name: &str, value: &str| {
        let field =
            FieldView::new(name, cx.w.t(&format!("fw-map-{name}")), Control::Choice { options: options.clone() })
                .required()
                .width(Width::Half);
        if value.is_empty() { field } else { field.value(value) }
    };
    let sound = errors.is_empty() && found.as_ref().is_some_and(|f| !f.lines.is_empty());
    let fields = vec![
        choice("from", &stand.from),
        choice("to", &stand.to),
        FieldView::new("title", cx.w.t("fw-field-title"), Control::Line)
            .value(&stand.title)
            .required()
            .width(Width::Half),
        FieldView::new("provenance", cx.w.t("fw-map-provenance"), Control::Line)
            .value(&stand.provenance)
            .required()
            .width(Width::Half),
        FieldView::new("text", cx.w.t("fw-map-text"), Control::Text { markdown: false, rows: 12 })
            .value(text)
            .help(cx.w.t("fw-map-text-help"))
            .required(),
    ];
    let form = Form {
        action: "/catalogues/mappings/import".into(),
        hidden: vec![("go".into(), if sound { "keep" } else { "look" }.into())],
        groups: vec![Group { fields, ..Group::default() }],
        submit: cx.w.t(if sound { "fw-keep" } else { "fw-look" }),
        cancel: Some("/catalogues/mappings".into()),
        errors: errors.to_vec(),
        ..Form::default()
    };
    let title = cx.w.t("fw-map-import");
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t("fw-map-import-about")) })))
        @if let Some(found) = found.as_ref().filter(|_| sound) { (design::notice(&design::Notice::text(Tone::Note, &cx.w.tn("fw-map-sound", &[("n", found.lines.len().into())])))) }
        (design::form(&cx.w, &form))
        @if let Some(found) = &found { (design::section("preview", &cx.w.tn("fw-map-sound", &[("n", found.lines.len().into())]), None, html! {
            ul.plain { @for l in found.lines.iter().take(200) { li { (l.source) " " (cx.w.t(super::word(service::library::crosswalk::relation(l.relation)))) " " (l.target) " " span.quiet { (l.rationale) } } } }
        })) }
    };
    let way = [LinkTo::new(cx.w.t("fw-mappings"), "/catalogues/mappings"), LinkTo::new(title.clone(), "")];
    Ok(Page::new("control", title, body).crumbs(crumbs(cx, &way)))
}
