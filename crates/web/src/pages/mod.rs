//! Pages, most of them generated from the kinds' descriptions.

pub mod accounts;
pub mod acts;
pub mod applicability;
pub mod area;
pub mod assurance;
pub mod backtesting;
pub mod begin;
pub mod bulk;
pub mod calibration;
pub mod catalogues;
pub mod communication;
pub mod conformance;
pub mod edit;
pub mod estimating;
pub mod events;
pub mod export;
pub mod form;
pub mod governance;
pub mod home;
pub mod insight;
pub mod instruction;
pub mod mappings;
pub mod options;
pub mod oscal;
pub mod papers;
pub mod patterns;
pub mod policy;
pub mod proportion;
pub mod questions;
pub mod record;
pub mod register;
pub mod report;
pub mod rules;
pub mod search;
pub mod sign_in;
pub mod step;
pub mod supply;
pub mod timeline;
pub mod trust;
pub mod week;
pub mod wheel;
pub mod workbench;
pub mod you;

use crate::{
    cx::{Cx, encode},
    design::{self, Frame, LinkTo, Moment, Notice, RailItem, Tone, User},
    fault::{Fault, Result},
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use isms::{
    area::Area,
    kind::{self, KindInfo},
    record::AnyRecord,
};
use maud::Markup;
use std::sync::Arc;

/// What a page says about itself.
pub struct Page {
    /// Its name.
    pub title: String,
    /// The way to it, after its area.
    pub crumbs: Vec<LinkTo>,
    /// The entry of the rail it lies in.
    pub rail: String,
    /// The matter.
    pub body: Markup,
    /// Earlier and later moments that matter to this page.
    pub neighbours: (Option<i64>, Option<i64>),
    /// A message above the matter.
    pub notice: Option<Notice>,
}

impl Page {
    /// A page in an entry of the rail.
    pub fn new(rail: &str, title: impl Into<String>, body: Markup) -> Page {
        Page {
            title: title.into(),
            crumbs: Vec::new(),
            rail: rail.into(),
            body,
            neighbours: (None, None),
            notice: None,
        }
    }

    /// With the way to it.
    pub fn crumbs(mut self, crumbs: Vec<LinkTo>) -> Page {
        self.crumbs = crumbs;
        self
    }

    /// Draws it.
    pub fn draw(self, cx: &Cx) -> Html<String> {
        Html(design::frame(&cx.w, &self.frame(cx), self.body.clone()).into_string())
    }

    /// Draws it with a status.
    pub fn with_status(self, cx: &Cx, status: StatusCode) -> Response {
        (status, self.draw(cx)).into_response()
    }

    fn frame(&self, cx: &Cx) -> Frame {
        let moment = cx.view.moment();
        let sealed = cx.w.tn(
            "sealed",
            &[("act", cx.w.number(moment.seq as f64, 0).to_string().into()), ("at", cx.time(cx.sealed_at).into())],
        );
        Frame {
            title: self.title.clone(),
            organisation: cx.org_name.clone(),
            sealed: sealed.to_string(),
            rail: rail(cx, &self.rail),
            crumbs: self.crumbs.clone(),
            moment: Some(self.moment(cx)),
            user: Some(user(cx)),
            flash: self.notice.clone().or_else(|| flash(cx)),
            search: cx.at("/search"),
            events: (!cx.is_past()).then(|| "/events".into()),
        }
    }

    fn moment(&self, cx: &Cx) -> Moment {
        let kept = |skip: &str| {
            cx.query
                .iter()
                .filter(|(k, _)| *k != skip && *k != "did")
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect::<Vec<_>>()
        };
        let mut rest = kept("as_of");
        rest.sort();
        let query = rest.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&");
        let at = |seq: i64| format!("{}?{query}{}as_of={seq}", cx.path, if query.is_empty() { "" } else { "&" });
        let act = cx.w.number(cx.view.moment().seq as f64, 0);
        let past = cx.as_of.as_ref().map(|_| {
            cx.w.tn("moment", &[("at", cx.time(cx.sealed_at).into()), ("act", act.to_string().into())]).to_string()
        });
        Moment {
            past,
            date: cx.today().to_string(),
            action: cx.path.clone(),
            hidden: rest.clone(),
            previous: self.neighbours.0.map(at),
            next: self.neighbours.1.map(at),
            now: if query.is_empty() { cx.path.clone() } else { format!("{}?{query}", cx.path) },
        }
    }
}

/// What was just done, told once: a word in the address, shown as a sentence.
fn flash(cx: &Cx) -> Option<Notice> {
    let did = cx.query.get("did")?;
    let known = [
        "created",
        "saved",
        "unchanged",
        "stepped",
        "asked",
        "voted",
        "commented",
        "retired",
        "bulk",
        "password",
        "invited",
        "given",
        "sealed",
        "framework",
        "moved",
        "moved-back",
        "reused",
        "reuse-withdrawn",
        "mapped",
        "asked-again",
        "judged",
        "revoked",
        "brought",
        "answered",
        "challenged",
        "said",
        "read-it",
        "seen-it",
        "agenda",
        "told",
    ];
    known.contains(&did.as_str()).then(|| Notice::text(Tone::Good, &cx.w.t(&format!("did-{did}"))))
}

fn rail(cx: &Cx, current: &str) -> Vec<RailItem> {
    let item = |name: &str, href: &str, phone: bool, separator: bool| RailItem {
        label: cx.w.t(&format!("rail-{name}")).to_string(),
        href: cx.at(href),
        count: None,
        phone,
        current: current == name,
        separator,
    };
    let mut items = vec![item("home", "/", true, false)];
    if !begin::any_decided(cx) {
        items.push(item("begin", "/begin", false, false));
    }
    items.push(item("week", "/week", true, false));
    for (index, area) in Area::ALL.into_iter().filter(|a| *a != Area::Everywhere).enumerate() {
        if isms::KINDS.iter().any(|k| k.area == area && cx.view.sight.reads(k)) {
            items.push(item(area.name(), &format!("/area/{}", area.name()), area == Area::Risk, index == 0));
        }
    }
    items.push(item("everywhere", "/area/everywhere", false, true));
    items.push(item("rules", "/rules", false, false));
    items.push(item("wheel", "/wheel", false, false));
    items.push(item("acts", "/acts", false, false));
    items.push(item("search", "/search", true, false));
    items
}

fn user(cx: &Cx) -> User {
    let name = cx
        .viewer()
        .person
        .and_then(|p| cx.view.get(p))
        .map_or_else(|| cx.session.login.clone(), |r| r.head().title.clone());
    let mut links = vec![LinkTo::new(cx.w.t("you").to_string(), "/you")];
    if cx.viewer().roles.contains(&isms::authority::Role::Administrator) {
        links.push(LinkTo::new(cx.w.t("accounts").to_string(), "/accounts"));
    }
    User { name, links, sign_out: "/sign-out".into(), hidden: Vec::new() }
}

/// The kind of a path, if the visitor may read it.
pub fn kind_of(cx: &Cx, plural: &str) -> Result<&'static KindInfo> {
    kind::by_plural(plural)
        .filter(|k| cx.view.sight.reads(k) || cx.view.sight.may(k, isms::authority::Action::Create))
        .ok_or_else(|| Fault::missing(format!("page /{plural}")))
}

/// The record of a path.
pub fn record_of(cx: &Cx, plural: &str, key: &str) -> Result<Arc<dyn AnyRecord>> {
    let kind = kind_of(cx, plural)?;
    let record = cx.view.by_key(key).filter(|r| r.kind() == kind).cloned();
    record.ok_or_else(|| Fault::missing(format!("{} {key}", kind.label.to_lowercase())))
}

/// The crumbs of a kind's pages.
pub fn crumbs(cx: &Cx, kind: &KindInfo, last: Option<String>) -> Vec<LinkTo> {
    let area = LinkTo::new(
        cx.w.t(&format!("rail-{}", kind.area.name())).to_string(),
        cx.at(&format!("/area/{}", kind.area.name())),
    );
    let register = LinkTo::new(cx.kind_label(kind, true), cx.at(&format!("/{}", kind.plural)));
    let mut all = vec![area, register];
    all.extend(last.map(|l| LinkTo::new(l, String::new())));
    all
}

/// The gallery of the design system.
pub async fn gallery() -> Html<String> {
    Html(design::gallery().into_string())
}

/// The gallery of charts.
pub async fn gallery_of_charts() -> Html<String> {
    Html(design::gallery_of_charts().into_string())
}

/// A chart of the gallery as a file.
pub async fn gallery_file(Path(file): Path<String>) -> Response {
    match design::gallery_files().into_iter().find(|(name, _)| *name == file) {
        Some((_, svg)) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One asset; its name carries its hash, so it may be kept for ever.
pub async fn asset(Path(name): Path<String>) -> Response {
    match design::asset(&name) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.bytes.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Every other address.
pub async fn nothing_here(uri: axum::http::Uri) -> Fault {
    Fault::missing(format!("page {}", uri.path()))
}
