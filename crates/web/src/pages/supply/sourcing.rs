//! Whether whoever chose a supplier was told how secure it is.

use crate::{
    cx::Cx,
    design::{self, Tone},
};
use isms::{
    analysis::supply::sourcing::{self, Told},
    context::Supplier,
    governance::Decision,
    record::Record,
};
use maud::{Markup, html};

/// A decision's section; nothing where it chooses no supplier.
pub fn of_decision(cx: &Cx, record: &Record<Decision>) -> Option<Markup> {
    let told = sourcing::of_decision(cx.view.for_the_organisation(), record);
    let key = format!("DEC-{}", record.head.number);
    // What is disclosed after the day of the decision comes too late.
    let open = matches!(&*record.head.state, "prepared" | "tabled");
    (told != Told::NotNeeded).then(|| section(cx, told, open.then_some(&*key), "sourcing-decision-lacks"))
}

/// A supplier's section.
pub fn of_supplier(cx: &Cx, record: &Record<Supplier>) -> Markup {
    let told = sourcing::of_supplier(cx.view.for_the_organisation(), record);
    section(cx, told, Some(&*format!("SUP-{}", record.head.number)), "sourcing-supplier-lacks")
}

fn section(cx: &Cx, told: Told, key: Option<&str>, lacks: &str) -> Markup {
    let body = html! {
        @match told {
            Told::NotNeeded => { p.quiet { (cx.w.t("sourcing-not-needed")) } }
            Told::Disclosed(id) => { p { (design::tag(Tone::Good, &cx.w.t("sourcing-told"))) " " (cx.link_to(id)) } }
            Told::Assessed => { p { (design::tag(Tone::Note, &cx.w.t("sourcing-assessed"))) " " (cx.w.t("sourcing-substitute")) } }
            Told::Nothing => {
                p { (design::tag(Tone::Bad, &cx.w.t("sourcing-missing"))) " " (cx.w.t(lacks)) }
                @if let Some(key) = key.filter(|_| !cx.is_past()) { p { a href={ "/disclosures/new?about=" (key) } { (cx.w.t("sourcing-disclose")) } } }
            }
        }
    };
    design::section("sourcing", &cx.w.t("sourcing"), None, body)
}
