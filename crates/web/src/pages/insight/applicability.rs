//! What the analyses say about a Statement of Applicability: its totals, and the way to its lines.

use super::Insight;
use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::Result,
    pages::applicability::{in_short, totals_table},
    show::path,
};
use isms::{
    control::{Applicability, Control},
    kind,
    record::Record,
};
use maud::html;
use service::applicability::Asked;

/// What is shown above the fields.
pub async fn insight(cx: &Cx, record: &Record<Applicability>) -> Result<Insight> {
    if !cx.view.sight.reads(kind::of::<Control>()) {
        return Ok(Insight::default());
    }
    let isms = cx.view.for_the_organisation();
    let library = cx.app.service.library(cx.view.for_the_organisation()).await?;
    let main = match Asked::by_record(isms, &library, record) {
        Err(_) => design::notice(&Notice::text(Tone::Warn, &cx.w.t("soa-no-catalogue"))),
        Ok(asked) => {
            let statement = asked.statement(&cx.app.service.assurance(isms), false);
            let base = format!("{}/statement", path(record));
            let at = |query: &str| cx.at(&if query.is_empty() { base.clone() } else { format!("{base}?{query}") });
            let body = html! {
                p { (in_short(&cx.w, &statement.totals)) }
                (totals_table(cx, &statement.totals, &at))
                (design::actions(&[design::link_button(&cx.w.t("soa-open"), &at(""), true), design::link_button(&cx.w.t("soa-paper"), &cx.at(&format!("{}/paper", path(record))), false)]))
            };
            design::section("statement", &cx.w.t("soa-statement"), None, body)
        }
    };
    Ok(Insight { main: Some(main), ..Insight::default() })
}
