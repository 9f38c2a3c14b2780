//! An exception: when it ends, what stands in its place and how well that is known, and the risks it opens in money.

use super::{Insight, loss::money};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Notice, Role, Row, Tone},
    fault::Result,
    pages::{applicability::say, policy::extend},
};
use isms::{
    analysis::assured,
    authority::Action,
    control::Control,
    kind,
    policy::{Exception, exception::opened},
    record::{AnyRecord, Record},
};
use maud::{Markup, html};

/// What is shown above the fields.
pub async fn insight(cx: &Cx, exception: &Record<Exception>) -> Result<Insight> {
    let isms = cx.view.for_the_organisation();
    let found = opened::of(isms, &exception.body);
    let main = html! {
        p { strong { (runs_out(cx, exception)) } }
        (compensating(cx, exception))
        (opens(cx, exception, &found).await?)
    };
    Ok(Insight { main: Some(main), beside: Some(extend(cx, exception)), ..Insight::default() })
}

/// "expires in 12 days, on 3 December"; "expired 4 days ago"; that it has no end.
pub fn runs_out(cx: &Cx, exception: &Record<Exception>) -> String {
    let Some(on) = exception.body.expires else { return cx.w.t("pol-no-end") };
    let days = cx.today().until(on).map_or(0, |s| s.get_days());
    let word = if days < 0 { "pol-expired" } else { "pol-expires" };
    cx.w.tn(word, &[("n", days.abs().into()), ("on", cx.w.date(on).into())])
}

fn compensating(cx: &Cx, exception: &Record<Exception>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let controls: Vec<_> = exception.body.compensating.iter().filter_map(|c| isms.typed::<Control>(c.id())).collect();
    let body = html! {
        @if controls.is_empty() { p { (design::tag(Tone::Warn, &cx.w.t("pol-uncompensated"))) } }
        ul.plain { @for c in controls { li { (cx.link_to(c.head.id)) " " (say::status_tag(&cx.w, assured::look(isms, c).status)) } } }
    };
    design::section("compensating", &cx.w.t("pol-compensating"), None, body)
}

async fn opens(cx: &Cx, exception: &Record<Exception>, found: &opened::Opened) -> Result<Markup> {
    let isms = cx.view.for_the_organisation();
    if found.risks.is_empty() {
        let body =
            html! { p { (cx.w.t(if found.controls.is_empty() { "pol-opens-no-control" } else { "pol-opens-none" })) } };
        return Ok(design::section("opens", &cx.w.t("pol-opens"), None, body));
    }
    let numbers = cx.app.service.numbers(isms).await?;
    let rows: Vec<Row> = found
        .risks
        .iter()
        .map(|id| {
            let cost = numbers.risks.get(id);
            let mean = cost.map(|c| html! { (money(cx, c.mean.0)) " " small.quiet { "± " (money(cx, c.mean.1)) } });
            let bad = cost.and_then(|c| c.at(0.95)).map(|v| money(cx, v));
            let before = cost.map(|c| money(cx, c.before));
            Row {
                cells: vec![
                    Cell::Html(cx.link_to(*id)),
                    mean.map_or(Cell::Unknown, Cell::Html),
                    bad.map_or(Cell::Unknown, Cell::Text),
                    before.map_or(Cell::Unknown, Cell::Text),
                ],
                ..Row::default()
            }
        })
        .collect();
    let columns = [
        Column::new(cx.kind_label(kind::of::<isms::risk::Risk>(), false), Role::Lead),
        Column::new(cx.w.t("pol-cost-now"), Role::Number),
        Column::new(cx.w.t("pol-cost-bad"), Role::Number),
        Column::new(cx.w.t("pol-cost-before"), Role::Number),
    ];
    let title = cx.w.t("pol-opens");
    let body = html! {
        (beyond(cx, exception).await?)
        (design::plain_table(&cx.w, &title, &columns, &rows))
        p.quiet { (cx.w.t("pol-opens-how")) }
    };
    Ok(design::section("opens", &title, None, body))
}

/// That the granter may not bear it, and who may.
async fn beyond(cx: &Cx, exception: &Record<Exception>) -> Result<Markup> {
    let Some(granter) = exception.body.granted_by.map(|g| g.id()) else { return Ok(html! {}) };
    let found = cx.app.service.beyond(cx.view.for_the_organisation(), &exception.body, granter).await?;
    Ok(match found {
        None => html! {},
        Some(found) => {
            let body = html! {
                (cx.link_to(found.risk)) ": " (cx.w.tn("pol-beyond", &[("cost", money(cx, found.cost).into())])) " "
                @for (i, may) in found.may.iter().enumerate() { @if i > 0 { ", " } (cx.link_to(*may)) }
            };
            design::notice(&Notice { tone: Tone::Warn, body })
        }
    })
}

/// One press and a reason ask for more time.
fn extend(cx: &Cx, exception: &Record<Exception>) -> Markup {
    let may = cx.view.sight.may(kind::of::<Exception>(), Action::Create) && !cx.is_past();
    let until = extend::proposed(exception, cx.today()).filter(|_| may && &*exception.head.state == "granted");
    let Some(until) = until else { return html! {} };
    let body = html! {
        form.stack method="post" action=(extend::action(exception as &dyn AnyRecord)) {
            input type="hidden" name="request" value=(cx.app.service.request_key());
            label.field { span.label { (cx.w.t("pol-extend-to")) } input type="date" name="until" value=(until.to_string()) required; }
            label.field { span.label { (cx.w.t("form-reason")) } input type="text" name="reason" required; }
            p.quiet { (cx.w.t("pol-extend-how")) }
            div.actions { (design::first_button(&cx.w.t("pol-extend"))) }
        }
    };
    design::menu(&format!("{}…", cx.w.t("pol-extend")), body)
}
