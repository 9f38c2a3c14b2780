//! Frameworks made here: pasted from a table, typed as lines, and new versions of those.

use super::{crumbs, find_version, library, may_make, segment};
use crate::{
    cx::Cx,
    design::{self, Column, Control, FieldView, Form, Group, LinkTo, Role, Row, Tone, Width},
    fault::{Fault, Result},
    pages::{Page, form::Pairs},
};
use axum::{
    Form as Sent,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use formats::{
    catalogue::Catalogue,
    outline::{Odd, written},
};
use maud::{Markup, html};
use service::{
    Error,
    import::{About, Stand, of_table, of_text},
};

/// What is asked for: the list itself, and what it is called.
#[derive(Clone, Default)]
struct Asked {
    about: About,
    why: String,
    text: String,
    go: bool,
}

impl Asked {
    fn read(pairs: &Pairs) -> Asked {
        let pick = |name: &str| {
            pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.replace("\r\n", "\n")).unwrap_or_default()
        };
        Asked {
            about: About {
                id: pick("id").trim().to_owned(),
                title: pick("title"),
                version: pick("version"),
                source: pick("source"),
                licence: pick("licence"),
            },
            why: pick("why").trim().to_owned(),
            text: pick("text"),
            go: pick("go") == "keep",
        }
    }
}

/// Which of the three ways in.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Table,
    Own,
    Version,
}

/// Nobody but who may make frameworks gets in.
fn allowed(cx: &Cx) -> Result<()> {
    match may_make(cx) {
        true => Ok(()),
        false => Err(Fault::denied(cx.w.t("fw-may-not"))),
    }
}

/// `GET /catalogues/import`
pub async fn table(cx: Cx) -> Result<Html<String>> {
    allowed(&cx)?;
    Ok(page(&cx, Way::Table, "/catalogues/import", &Asked::default(), &[], html! {}).draw(&cx))
}

/// `GET /catalogues/own`
pub async fn own(cx: Cx) -> Result<Html<String>> {
    allowed(&cx)?;
    Ok(page(&cx, Way::Own, "/catalogues/own", &Asked::default(), &[], html! {}).draw(&cx))
}

/// `GET /catalogues/{id}/edit`
pub async fn edit(cx: Cx, Path(id): Path<String>) -> Result<Html<String>> {
    allowed(&cx)?;
    let library = library(&cx).await?;
    let mark = cx.query.get("version").map_or("", String::as_str);
    let c = &find_version(&cx, &library, &id, mark)?.catalogue;
    let about = About {
        id: c.id.clone(),
        title: c.title.clone(),
        version: String::new(),
        source: c.source.clone(),
        licence: c.licence.clone(),
    };
    let asked = Asked { about, text: written(c), ..Asked::default() };
    Ok(page(&cx, Way::Version, &format!("/catalogues/{}/edit", segment(&id)), &asked, &[], html! {}).draw(&cx))
}

/// `POST /catalogues/import`
pub async fn keep_table(cx: Cx, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    allowed(&cx)?;
    let asked = Asked::read(&pairs);
    let action = "/catalogues/import";
    let (catalogue, read) = match of_table(asked.text.as_bytes(), None, &[], &asked.about) {
        Ok(read) => read,
        Err(error) => {
            return Ok(refused(&cx, Way::Table, action, &asked, &[("f-text".into(), error.to_string())], html! {}));
        }
    };
    let columns = html! {
        ul.plain { @for (header, name) in &read.columns { li { (header) " → " @match name { Some(n) => strong { (cx.w.t(&format!("fw-column-{}", n.replace('_', "-")))) }, None => span.quiet { (cx.w.t("fw-column-none")) } } } } }
        @for note in &read.notes { p.quiet { (note) } }
    };
    let columns = design::section("columns", &cx.w.t("fw-columns"), None, columns);
    finish(&cx, Way::Table, action, &asked, catalogue, &read.odd, columns).await
}

/// `POST /catalogues/own`
pub async fn keep_own(cx: Cx, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    allowed(&cx)?;
    let asked = Asked::read(&pairs);
    let (catalogue, odd) = of_text(&asked.text, &asked.about);
    finish(&cx, Way::Own, "/catalogues/own", &asked, catalogue, &odd, html! {}).await
}

/// `POST /catalogues/{id}/edit`: what the lines do not say (classes, guidance, parameters) stays as it was.
pub async fn keep_version(cx: Cx, Path(id): Path<String>, Sent(pairs): Sent<Pairs>) -> Result<Response> {
    allowed(&cx)?;
    let library = library(&cx).await?;
    let before = &find_version(&cx, &library, &id, "")?.catalogue;
    let mut asked = Asked::read(&pairs);
    asked.about.id.clone_from(&id);
    let (mut catalogue, odd) = of_text(&asked.text, &asked.about);
    let index = before.index();
    for new in &mut catalogue.requirements {
        if let Some(old) = index.get(&new.id) {
            let typed = new.clone();
            *new = old.clone();
            (new.title, new.text, new.parent) = (typed.title, typed.text, typed.parent);
        }
    }
    finish(&cx, Way::Version, &format!("/catalogues/{}/edit", segment(&id)), &asked, catalogue, &odd, html! {}).await
}

/// First a preview, then the catalogue.
async fn finish(
    cx: &Cx,
    way: Way,
    action: &str,
    asked: &Asked,
    catalogue: Catalogue,
    odd: &[Odd],
    more: Markup,
) -> Result<Response> {
    let mut errors: Vec<(String, String)> = odd.iter().take(100).map(|o| ("f-text".into(), said(cx, o))).collect();
    if asked.why.is_empty() {
        errors.push(("f-why".into(), cx.w.t("fw-why-missing")));
    }
    let preview = html! { (more) (preview(cx, &catalogue)) };
    let stand = Stand { why: asked.why.clone(), dry_run: !asked.go || !errors.is_empty(), ..Stand::default() };
    let kept = match errors.is_empty() || odd.is_empty() {
        true => cx.app.service.keep_catalogue(cx.viewer(), catalogue, &stand).await,
        false => return Ok(refused(cx, way, action, asked, &errors, preview)),
    };
    match kept {
        Ok(_) if !errors.is_empty() => Ok(refused(cx, way, action, asked, &errors, preview)),
        Ok(kept) if asked.go => {
            Ok(Redirect::to(&format!("/catalogues/{}?did=framework", segment(&kept.id))).into_response())
        }
        Ok(kept) => {
            let asked = Asked { about: About { id: kept.id.clone(), ..asked.about.clone() }, ..asked.clone() };
            Ok(page(cx, way, action, &asked, &[], preview).draw(cx).into_response())
        }
        Err(Error::Invalid(faults)) => {
            let place = |f: &isms::check::Fault| match f.pointer.as_str() {
                "/id" | "/title" | "/version" => format!("f-{}", f.pointer.trim_start_matches('/')),
                _ => "f-text".into(),
            };
            errors.extend(faults.iter().map(|f| (place(f), f.message.clone())));
            Ok(refused(cx, way, action, asked, &errors, preview))
        }
        Err(other) => Err(other.into()),
    }
}

fn said(cx: &Cx, odd: &Odd) -> String {
    let row = cx.w.tn("fw-row", &[("n", odd.row.into())]);
    if odd.column.is_empty() {
        format!("{row}: {}", odd.message)
    } else {
        format!("{row}, {}: {}", odd.column, odd.message)
    }
}

fn refused(cx: &Cx, way: Way, action: &str, asked: &Asked, errors: &[(String, String)], preview: Markup) -> Response {
    let asked = Asked { go: false, ..asked.clone() };
    page(cx, way, action, &asked, errors, preview).with_status(cx, StatusCode::UNPROCESSABLE_ENTITY)
}

/// The first requirements as they were understood.
fn preview(cx: &Cx, c: &Catalogue) -> Markup {
    const SHOWN: usize = 200;
    let rows: Vec<Row> = c
        .requirements
        .iter()
        .take(SHOWN)
        .map(|r| Row {
            key: r.id.clone(),
            cells: vec![
                r.id.clone().into(),
                r.title.clone().into(),
                r.parent.clone().unwrap_or_default().into(),
                r.class.clone().into(),
            ],
            ..Row::default()
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("fw-column-id"), Role::Lead),
        Column::new(cx.w.t("fw-column-title"), Role::Text),
        Column::new(cx.w.t("fw-column-parent"), Role::Quiet),
        Column::new(cx.w.t("fw-column-class"), Role::Quiet),
    ];
    let n = c.requirements.len();
    let more = n.saturating_sub(SHOWN);
    let title = cx.w.tn("fw-preview", &[("n", n.into())]);
    design::section(
        "preview",
        &title,
        None,
        html! {
            @if rows.is_empty() { (design::empty(&cx.w.t("fw-preview-none"), None)) } @else { (design::plain_table(&cx.w, &title, &columns, &rows)) }
            @if more > 0 { p.quiet { (cx.w.tn("fw-more", &[("n", more.into())])) } }
        },
    )
}

fn page(cx: &Cx, way: Way, action: &str, asked: &Asked, errors: &[(String, String)], preview: Markup) -> Page {
    let (title, about, help) = match way {
        Way::Table => ("fw-import", "fw-import-about", "fw-table-help"),
        Way::Own => ("fw-own", "fw-own-about", "fw-text-help"),
        Way::Version => ("fw-new-version", "fw-version-about", "fw-text-help"),
    };
    let sound = errors.is_empty() && !asked.text.trim().is_empty() && preview.0.contains("id=\"preview\"");
    let line =
        |name: &str, value: &str| FieldView::new(name, cx.w.t(&format!("fw-field-{name}")), Control::Line).value(value);
    let mut id = line("id", &asked.about.id).help(cx.w.t("fw-field-id-help")).width(Width::Third);
    if way == Way::Version {
        id = id.readonly();
    }
    let text = FieldView::new("text", cx.w.t("fw-field-text"), Control::Text { markdown: false, rows: 16 });
    let fields = vec![
        line("title", &asked.about.title).required().width(Width::Third),
        line("version", &asked.about.version).required().width(Width::Third),
        id,
        FieldView::new("why", cx.w.t("fw-field-why"), Control::Text { markdown: false, rows: 2 })
            .value(&asked.why)
            .required(),
        line("source", &asked.about.source).width(Width::Half),
        line("licence", &asked.about.licence).width(Width::Half),
        text.value(&asked.text).help(cx.w.t(help)).required(),
    ];
    let form = Form {
        action: action.into(),
        hidden: vec![("go".into(), if sound { "keep" } else { "look" }.into())],
        groups: vec![Group { fields, ..Group::default() }],
        submit: cx.w.t(if sound { "fw-keep" } else { "fw-look" }),
        cancel: Some("/catalogues".into()),
        errors: errors.to_vec(),
        ..Form::default()
    };
    let title = cx.w.t(title);
    let body = html! {
        (design::lede(&title, Some(html! { (cx.w.t(about)) })))
        @if sound { (design::notice(&design::Notice::text(Tone::Note, &cx.w.t("fw-sound")))) }
        (design::form(&cx.w, &form))
        (preview)
    };
    Page::new("control", title.clone(), body).crumbs(crumbs(cx, &[LinkTo::new(title, "")]))
}
