//! A contract: what the supplier owes under it, and what it does not pass on.

use super::parts;
use crate::{cx::Cx, design, pages::insight::Insight};
use isms::{
    analysis::supply::{exit, flow, holds, standing},
    context::{Contract, Supplier},
    record::Record,
};
use maud::html;

/// What is shown above the fields.
pub fn insight(cx: &Cx, record: &Record<Contract>) -> Insight {
    let isms = cx.view.for_the_organisation();
    let standings = standing::of_contract(isms, record.head.id);
    let supplier = record.body.supplier.and_then(|s| isms.typed::<Supplier>(s.id()));
    let mut gaps = supplier.map(|s| flow::of_supplier(isms, s)).unwrap_or_default();
    gaps.retain(|g| g.contract == Some(record.head.id));
    let ways = supplier.map(|s| exit::of(isms, s.head.id)).unwrap_or_default();
    let owed = supplier.is_some_and(|s| exit::is_owed(&s.body)) && holds(record, cx.today());
    let tally = parts::tally(cx, &standings);
    let main = html! {
        (design::section("owed", &cx.w.t("supply-owed"), Some(&tally), parts::obligations(cx, &standings)))
        @if !gaps.is_empty() { (design::section("gaps", &cx.w.t("flow"), Some(&cx.w.t("flow-note")), parts::gaps(cx, &gaps))) }
        @if owed || !ways.is_empty() {
            (design::section("exit", &cx.w.t("exit"), None, parts::ways_out(cx, &ways, owed, &format!("CTR-{}", record.head.number))))
        }
    };
    Insight { main: Some(main), ..Insight::default() }
}
