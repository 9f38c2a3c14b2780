//! A register: filter, sort, columns, saved views, bulk edit, downloads.

use super::{Page, crumbs, kind_of};
use crate::{
    cx::{Cx, encode},
    design::{
        self, BulkAction, Cell, Column, ColumnChoice, Direction, FilterBar, LinkTo, Pager, Role, Row, Table, ViewLink,
    },
    fault::Result,
    show::{self, role},
};
use axum::{extract::Path, response::Html};
use isms::{
    authority::Action,
    field::{Field, Ty},
    filter::Query,
    head,
    kind::KindInfo,
    lifecycle::Phase,
    table,
};
use maud::{Markup, html};

/// Rows of a page.
const ROWS: usize = 100;
/// What a register shows before anyone filters.
const OPEN: &str = "-is:closed";

/// The state of a register as its address says.
pub struct Asked {
    /// The filter's text.
    pub q: String,
    /// The shown columns.
    pub columns: Vec<String>,
    /// The first row.
    pub offset: usize,
    /// The parsed filter.
    pub query: Query,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// Reads the register's address.
pub fn asked(cx: &Cx, kind: &'static KindInfo) -> Asked {
    let q = cx.query.get("q").cloned().unwrap_or_else(|| if closes(kind) { OPEN.into() } else { String::new() });
    let parsed = cx.view.query(kind, &q);
    let (query, error) = match parsed {
        Ok(query) => (query, None),
        Err(fault) => (Query::default(), Some(fault.message)),
    };
    let chosen: Vec<String> =
        form_pairs(&cx.raw_query).into_iter().filter(|(k, _)| k == "columns").map(|(_, v)| v).collect();
    let chosen: Vec<String> = chosen
        .iter()
        .flat_map(|c| c.split(','))
        .filter(|c| table::column_of(kind, c).is_some())
        .map(str::to_owned)
        .collect();
    let columns = if chosen.is_empty() { defaults(kind) } else { chosen };
    let offset = cx.query.get("from").and_then(|f| f.parse().ok()).unwrap_or(0);
    Asked { q, columns, offset, query, error }
}

fn closes(kind: &KindInfo) -> bool {
    kind.lifecycle.states.iter().any(|s| s.phase == Phase::Closed)
}

/// All pairs of a query, in order.
pub fn form_pairs(raw: &str) -> Vec<(String, String)> {
    let uri = format!("/?{raw}").parse().unwrap_or_default();
    axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).map(|q| q.0).unwrap_or_default()
}

fn defaults(kind: &KindInfo) -> Vec<String> {
    let mut columns = vec!["key".to_owned(), "title".into()];
    columns.extend(kind.fields.iter().filter(|f| f.column).map(|f| f.name.to_owned()));
    columns.extend(["owner".to_owned(), "state".into()]);
    columns
}

/// Every column that can be shown, with its label.
pub fn all_columns(cx: &Cx, kind: &'static KindInfo) -> Vec<(String, String, Option<&'static Field>)> {
    let fixed = ["key", "title", "state", "owner"];
    let field = |name: &str| head::FIELDS.iter().find(|f| f.name == name).or_else(|| kind.field(name));
    let mut names: Vec<&str> = fixed.to_vec();
    names.extend(kind.fields.iter().filter(|f| !matches!(f.ty, Ty::Part(_))).map(|f| f.name));
    names.extend(head::FIELDS.iter().map(|f| f.name).filter(|n| !fixed.contains(n)));
    names.extend(["changed", "created", "version"]);
    if kind.versioned {
        names.push("edition");
    }
    let label = |name: &str| match field(name) {
        Some(field) => cx.field_label(kind, field),
        None => cx.w.t(&format!("column-{name}")).to_string(),
    };
    names.into_iter().map(|n| (n.to_owned(), label(n), field(n))).collect()
}

/// `GET /{plural}`
pub async fn show(cx: Cx, Path(plural): Path<String>) -> Result<Html<String>> {
    let kind = kind_of(&cx, &plural)?;
    let asked = asked(&cx, kind);
    let found = cx.view.page(kind, &asked.query, asked.offset, ROWS);
    let body = html! {
        (design::lede(&cx.kind_label(kind, true), Some(html! { (kind.about) })))
        (design::filter_bar(&cx.w, &bar(&cx, kind, &asked)))
        (design::register(&cx.w, &rows(&cx, kind, &asked, &found)))
    };
    let title = cx.kind_label(kind, true);
    Ok(Page::new(kind.area.name(), title, body).crumbs(crumbs(&cx, kind, None)).draw(&cx))
}

fn address(cx: &Cx, kind: &KindInfo, q: &str, columns: &[String], offset: usize) -> String {
    let mut out = format!("/{}?q={}", kind.plural, encode(q));
    if columns != defaults(kind) {
        out.push_str(&format!("&columns={}", encode(&columns.join(","))));
    }
    if offset > 0 {
        out.push_str(&format!("&from={offset}"));
    }
    cx.at(&out)
}

fn bar(cx: &Cx, kind: &'static KindInfo, asked: &Asked) -> FilterBar {
    let example = |q: &str| LinkTo::new(q, address(cx, kind, q, &asked.columns, 0));
    let first_state = kind.lifecycle.states.first().map_or("draft", |s| s.name);
    let export = |format: &str| {
        let to = address(cx, kind, &asked.q, &asked.columns, 0).replacen(
            &format!("/{}?", kind.plural),
            &format!("/{}/export/{format}?", kind.plural),
            1,
        );
        LinkTo::new(format.to_uppercase(), to)
    };
    let columns = all_columns(cx, kind).into_iter().map(|(name, label, _)| ColumnChoice {
        shown: asked.columns.contains(&name),
        name,
        label,
    });
    let may_create = kind.by_hand && cx.view.sight.may(kind, Action::Create) && !cx.is_past();
    FilterBar {
        action: format!("/{}", kind.plural),
        value: asked.q.clone(),
        examples: vec![
            example("owner:me"),
            example(&format!("state:{first_state}")),
            example("sort:-changed"),
            example("is:overdue"),
        ],
        error: asked.error.clone(),
        register: "register".into(),
        hidden: cx.as_of.iter().map(|a| ("as_of".to_owned(), a.clone())).collect(),
        columns: columns.collect(),
        views: views(cx, kind, asked),
        save_view: may_save(cx).then(|| {
            format!(
                "/saved-views/new?of_kind={}&filter={}&columns={}",
                kind.name,
                encode(&asked.q),
                encode(&asked.columns.join(","))
            )
        }),
        exports: vec![export("csv"), export("xlsx")],
        new: may_create.then(|| {
            LinkTo::new(
                cx.w.tn("new-kind", &[("kind", cx.kind_label(kind, false).into())]).to_string(),
                format!("/{}/new", kind.plural),
            )
        }),
    }
}

fn may_save(cx: &Cx) -> bool {
    isms::kind::by_name("saved_view").is_some_and(|k| cx.view.sight.may(k, Action::Create)) && !cx.is_past()
}

/// Saved views of this kind that are shared or mine, and the register as it opens.
fn views(cx: &Cx, kind: &'static KindInfo, asked: &Asked) -> Vec<ViewLink> {
    let open = if closes(kind) { OPEN } else { "" };
    let mut out = vec![ViewLink {
        label: cx.w.t("view-open").to_string(),
        href: address(cx, kind, open, &defaults(kind), 0),
        current: asked.q == open,
    }];
    if closes(kind) {
        out.push(ViewLink {
            label: cx.w.t("view-all").to_string(),
            href: address(cx, kind, "", &defaults(kind), 0),
            current: asked.q.is_empty(),
        });
    }
    let Some(saved) = isms::kind::by_name("saved_view") else { return out };
    let text = |r: &dyn isms::record::AnyRecord, name: &str| match r.body().named(name) {
        Some((_, isms::field::Val::Str(s))) => s.to_owned(),
        _ => String::new(),
    };
    for view in cx.view.records(saved).filter(|r| r.is_open() && text(r.as_ref(), "of_kind") == kind.name) {
        let mine = view.head().owner.is_some_and(|o| cx.view.sight.me.contains(&o.id()));
        let shared = matches!(view.body().named("shared"), Some((_, isms::field::Val::Flag(true))));
        if mine || shared {
            let q = text(view.as_ref(), "filter");
            let columns = words(view.as_ref(), "columns");
            let columns = if columns.is_empty() { defaults(kind) } else { columns };
            out.push(ViewLink {
                label: view.head().title.clone(),
                href: address(cx, kind, &q, &columns, 0),
                current: asked.q == q,
            });
        }
    }
    out
}

/// The words of a record's list.
fn words(record: &dyn isms::record::AnyRecord, name: &str) -> Vec<String> {
    use isms::field::Val;
    let Some((_, Val::List(list))) = record.body().named(name) else { return Vec::new() };
    list.iter().filter_map(|v| if let Val::Str(word) = v { Some((*word).to_owned()) } else { None }).collect()
}

/// The filter's text with another order.
fn sorted(q: &str, column: &str, descending: bool) -> String {
    let mut terms: Vec<&str> = q.split_whitespace().filter(|t| !t.starts_with("sort:")).collect();
    let sort = format!("sort:{}{column}", if descending { "-" } else { "" });
    terms.push(&sort);
    terms.join(" ")
}

fn rows(cx: &Cx, kind: &'static KindInfo, asked: &Asked, found: &isms::register::Page) -> Table {
    let labels = all_columns(cx, kind);
    let columns = asked.columns.iter().map(|name| {
        let label = labels.iter().find(|(n, _, _)| n == name);
        let ty = label.and_then(|(_, _, f)| f.map(|f| f.ty));
        let index = table::column_of(kind, name);
        let now = asked
            .query
            .sort
            .filter(|(c, _)| Some(*c) == index)
            .map(|(_, down)| if down { Direction::Down } else { Direction::Up });
        let set = match name.as_str() {
            "key" => Role::Key,
            "title" => Role::Lead,
            _ => ty.map_or(Role::Quiet, role),
        };
        let href = address(cx, kind, &sorted(&asked.q, name, now == Some(Direction::Up)), &asked.columns, 0);
        Column::new(label.map_or(name.clone(), |(_, l, _)| l.clone()), set).sorts(href, now)
    });
    let may_edit = cx.view.sight.may(kind, Action::Edit) && !cx.is_past();
    let rows = found.rows.iter().map(|record| Row {
        key: record.key().to_string(),
        href: cx.href(record.as_ref()),
        edit: (may_edit && record.is_open()).then(|| format!("{}/edit", show::path(record.as_ref()))),
        note: None,
        cells: asked
            .columns
            .iter()
            .map(|c| if c == "title" { Cell::Text(record.head().title.clone()) } else { cx.cell(record.as_ref(), c) })
            .collect(),
    });
    Table {
        id: "register".into(),
        caption: cx.kind_label(kind, true),
        columns: columns.collect(),
        rows: rows.collect(),
        summary: Some(summary(cx, kind, found.total)),
        bulk: if may_edit { bulk(cx, kind) } else { Vec::new() },
        bulk_action: format!("/{}/bulk", kind.plural),
        hidden: vec![("back".into(), address(cx, kind, &asked.q, &asked.columns, asked.offset))],
        empty: Some(empty(cx, kind)),
        below: Some(pager(cx, kind, asked, found.total)),
    }
}

fn bulk(cx: &Cx, kind: &KindInfo) -> Vec<BulkAction> {
    let mut out =
        vec![BulkAction { name: "edit".into(), label: cx.w.t("bulk-edit").to_string(), tone: design::Tone::Plain }];
    if cx.view.sight.may(kind, Action::Retire) {
        out.push(BulkAction {
            name: "retire".into(),
            label: cx.w.t("bulk-retire").to_string(),
            tone: design::Tone::Bad,
        });
    }
    out
}

fn summary(cx: &Cx, kind: &'static KindInfo, total: usize) -> Markup {
    let all = cx.view.count(kind, &Query::default());
    let number = |n: usize| cx.w.number(n as f64, 0).to_string();
    html! { (cx.w.tn("n-of-m", &[("n", number(total).into()), ("m", number(all).into())])) }
}

fn empty(cx: &Cx, kind: &KindInfo) -> Markup {
    let may = kind.by_hand && cx.view.sight.may(kind, Action::Create) && !cx.is_past();
    let action = may.then(|| {
        LinkTo::new(
            cx.w.tn("new-kind", &[("kind", cx.kind_label(kind, false).into())]).to_string(),
            format!("/{}/new", kind.plural),
        )
    });
    design::empty(&cx.w.t("register-empty"), action.as_ref())
}

fn pager(cx: &Cx, kind: &KindInfo, asked: &Asked, total: usize) -> Markup {
    let to = |offset: usize| address(cx, kind, &asked.q, &asked.columns, offset);
    let last = (asked.offset + ROWS).min(total);
    design::pager(
        &cx.w,
        &Pager {
            earlier: (asked.offset > 0).then(|| to(asked.offset.saturating_sub(ROWS))),
            later: (last < total).then(|| to(last)),
            position: (total > ROWS).then(|| {
                format!(
                    "{}–{} / {}",
                    cx.w.number((asked.offset + 1) as f64, 0),
                    cx.w.number(last as f64, 0),
                    cx.w.number(total as f64, 0)
                )
            }),
        },
    )
}
