//! An area of the navigation: its registers, and what is under way in each.

use super::Page;
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Role, Row},
    fault::{Fault, Result},
};
use axum::{extract::Path, response::Html};
use isms::{area::Area, lifecycle::Phase};
use maud::html;

/// `GET /area/{area}`
pub async fn show(cx: Cx, Path(name): Path<String>) -> Result<Html<String>> {
    let area = Area::by_name(&name).ok_or_else(|| Fault::missing(format!("area {name}")))?;
    let kinds = isms::KINDS.iter().filter(|k| k.area == area && cx.view.sight.reads(k));
    let count = |kind, q: &str| cx.view.query(kind, q).map(|q| cx.view.count(kind, &q)).unwrap_or(0);
    let rows: Vec<Row> = kinds
        .map(|kind| {
            let register = |q: &str| cx.at(&format!("/{}?q={}", kind.plural, crate::cx::encode(q)));
            let closes = kind.lifecycle.states.iter().any(|s| s.phase == Phase::Closed);
            let figure = |q: &str| {
                let n = count(kind, q);
                if n == 0 {
                    Cell::Text("–".into())
                } else {
                    Cell::Html(html! { a href=(register(q)) { (cx.w.number(n as f64, 0)) } })
                }
            };
            Row {
                key: kind.prefix.into(),
                href: cx.at(&format!("/{}", kind.plural)),
                edit: None,
                note: None,
                cells: vec![
                    Cell::Text(cx.kind_label(kind, true)),
                    Cell::Html(html! { span.quiet { (kind.about) } }),
                    figure(if closes { "-is:closed" } else { "" }),
                    figure("is:draft"),
                    figure("is:overdue -is:closed"),
                ],
            }
        })
        .collect();
    let columns = [
        Column::new(cx.w.t("area-register").to_string(), Role::Lead),
        Column::new(cx.w.t("area-about").to_string(), Role::Quiet),
        Column::new(cx.w.t("area-open").to_string(), Role::Number),
        Column::new(cx.w.t("area-draft").to_string(), Role::Number),
        Column::new(cx.w.t("area-overdue").to_string(), Role::Number),
    ];
    let title = cx.w.t(&format!("rail-{}", area.name())).to_string();
    let question = cx.w.t(&format!("question-{}", area.name())).to_string();
    let body = html! {
        (design::lede(&title, Some(html! { (question) })))
        (design::plain_table(&cx.w, &title, &columns, &rows))
        @if area == Area::Communication {
            div.actions { (design::link_button(&cx.w.t("contacts"), &cx.at("/contacts"), false)) }
        }
        @if area == Area::Risk && cx.view.sight.reads(isms::kind::of::<isms::risk::Forecast>()) {
            div.actions {
                (design::link_button(&cx.w.t("backtest"), &cx.at("/backtesting"), false))
                (design::link_button(&cx.w.t("calibration"), &cx.at("/calibration"), false))
            }
        }
        @if matches!(area, Area::Risk | Area::Governance | Area::Communication) { p { (design::link_button(&cx.w.t("papers"), &cx.at("/papers"), false)) } }
        @if area == Area::Instruction { (super::instruction::links(&cx)) }
        @if area == Area::Policy {
            div.actions {
                @if !cx.is_past() && cx.view.sight.may(isms::kind::of::<isms::policy::Policy>(), isms::authority::Action::Create) {
                    (design::link_button(&cx.w.t("pol-new"), "/policies/write", false))
                    (design::link_button(&cx.w.t("pol-new-guideline"), "/guidelines/write", false))
                }
                (design::link_button(&cx.w.t("pol-budget"), &cx.at("/policies/reading"), false))
            }
        }
        @if area == Area::Governance { p { (design::link_button(&cx.w.t("answer-title"), &cx.at("/governance/answer"), false)) } }
        @if area == Area::Control {
            div.actions {
                (design::link_button(&cx.w.t("catalogues"), &cx.at("/catalogues"), false))
                (design::link_button(&cx.w.t("pattern-library"), &cx.at("/pattern-library"), false))
                (design::link_button(&cx.w.t("conformance"), &cx.at("/conformance"), false))
                (design::link_button(&cx.w.t("oscal-title"), &cx.at("/oscal"), false))
            }
        }
        @if area == Area::Everywhere && cx.view.sight.reads(isms::kind::of::<isms::everywhere::Questionnaire>()) {
            div.actions {
                (design::link_button(&cx.w.t("questions"), &cx.at("/questions"), false))
                (design::link_button(&cx.w.t("trust"), &cx.at("/trust"), false))
            }
        }
    };
    Ok(Page::new(area.name(), title, body).draw(&cx))
}
