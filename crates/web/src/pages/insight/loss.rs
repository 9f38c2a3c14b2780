//! The loss of a year as chart, figures and words: the same on a risk's page, on the workbench and in a file.

use crate::{
    cx::Cx,
    design::{self, ChartWords, Column, Role, Row},
};
use isms::analysis::risk::{Figures, RiskNumbers, Spread, WORLDS};
use maud::{Markup, html};
use report::chart::{Chart, Curve, Exceedance, Part, Range, TolerancePoint, Unit};

/// The organisation's currency, as three letters.
pub fn currency(cx: &Cx) -> String {
    cx.view.for_the_organisation().currency().code().to_owned()
}

/// An amount, short: "EUR 1.3 M".
pub fn money(cx: &Cx, major: f64) -> String {
    cx.w.money_short(major, &currency(cx))
}

fn curve(name: String, part: Part, figures: &Figures, banded: bool) -> Curve {
    let points = figures.curve.iter().map(|p| (p.amount, p.probability)).collect();
    let band = figures.curve.iter().filter(|_| banded).map(|p| (p.amount, p.low, p.high)).collect();
    Curve { name, part, points, band }
}

/// What today's curve is called: with controls as tested, where there are any.
fn today_name(cx: &Cx, n: &RiskNumbers) -> String {
    cx.w.t(if n.protected { "loss-today" } else { "loss-today-bare" })
}

/// The chance of losing more than an amount in the year: without controls, today with its band, with what is decided; against what is
/// tolerated. `beside` is another curve to compare with.
pub fn chart(cx: &Cx, n: &RiskNumbers, tolerance: &[(f64, f64)], beside: Option<(&str, &Figures)>) -> Chart {
    let mut curves = Vec::new();
    if n.before != n.today {
        curves.push(curve(cx.w.t("loss-before"), Part::Without, &n.before, false));
    }
    curves.push(curve(today_name(cx, n), Part::Today, &n.today, true));
    if n.changes {
        curves.push(curve(cx.w.t("loss-after"), Part::Decided, &n.after, false));
    }
    curves.extend(beside.map(|(name, f)| curve(name.to_owned(), Part::Option, f, false)));
    // Points that are far above anything this risk alone comes near would press its curves flat; the last one always stays.
    let top = curves.iter().flat_map(|c| c.points.iter().map(|p| p.1)).fold(0.0, f64::max);
    let near = |(i, t): &(usize, &(f64, f64))| t.1 <= top * 3.0 || i + 1 == tolerance.len();
    let point = |(_, t): (usize, &(f64, f64))| TolerancePoint { amount: t.0, probability: t.1 };
    let tolerance = tolerance.iter().enumerate().filter(near).map(point);
    let currency = currency(cx);
    Exceedance {
        title: cx.w.t("loss-chart"),
        desc: sentence(cx, &n.today),
        across: cx.w.tn("loss-across", &[("currency", currency.as_str().into())]),
        up: cx.w.t("loss-up"),
        curves,
        tolerance: tolerance.collect(),
        marks: Vec::new(),
    }
    .chart(&ChartWords { w: &cx.w, currency: &currency })
}

/// The most important in one sentence: "EUR 120 k a year on average; one year in 20 costs more than EUR 600 k."
pub fn sentence(cx: &Cx, f: &Figures) -> String {
    let mean = money(cx, f.mean);
    match f.percentile(0.95) {
        Some(bad) if bad > 0.0 => cx.w.tn("loss-sentence", &[("mean", mean.into()), ("bad", money(cx, bad).into())]),
        _ => cx.w.tn("loss-sentence-rare", &[("mean", mean.into()), ("any", cx.w.percent(1.0 - f.p_none).into())]),
    }
}

/// The figures as a table: today first, beside it what would be without controls and with what is decided.
pub fn figures(cx: &Cx, n: &RiskNumbers) -> Markup {
    let mut states = vec![(today_name(cx, n), &n.today)];
    if n.before != n.today {
        states.push((cx.w.t("loss-before"), &n.before));
    }
    if n.changes {
        states.push((cx.w.t("loss-after"), &n.after));
    }
    let mut columns = vec![Column::new(cx.w.t("loss-figure"), Role::Lead)];
    columns.extend(states.iter().map(|(name, _)| Column::new(name, Role::Number)));
    let amount = |x: Option<f64>| match x {
        Some(x) if x > 0.0 => html! { (money(cx, x)) },
        Some(_) => html! { (cx.w.t("nothing")) },
        None => design::unknown(&cx.w),
    };
    let row = |label: String, cell: &dyn Fn(&Figures) -> Markup| {
        let mut cells = vec![label.into()];
        cells.extend(states.iter().map(|(_, f)| cell(f).into()));
        Row { cells, ..Row::default() }
    };
    let years = |n: u32| cx.w.tn("loss-one-in", &[("n", n.into())]);
    let rows = [
        row(
            cx.w.t("loss-mean"),
            &|f| html! { (money(cx, f.mean)) br; small { (f.mean_band.map(|band| between(cx, band)).unwrap_or_default()) } },
        ),
        row(cx.w.t("loss-any"), &|f| html! { (cx.w.percent(1.0 - f.p_none)) }),
        row(years(10), &|f| amount(f.percentile(0.9))),
        row(years(20), &|f| amount(f.percentile(0.95))),
        row(years(100), &|f| amount(f.percentile(0.99))),
        row(cx.w.t("loss-shortfall"), &|f| amount(f.shortfall95)),
    ];
    html! {
        div.figures { (design::plain_table(&cx.w, &cx.w.t("loss-figures"), &columns, &rows)) }
        p.quiet { (cx.w.t("loss-band-note")) }
    }
}

fn between(cx: &Cx, (low, high): (f64, f64)) -> String {
    cx.w.tn("loss-between", &[("low", money(cx, low).into()), ("high", money(cx, high).into())])
}

/// How the figures came to be, in one line.
pub fn method(cx: &Cx, n: &RiskNumbers) -> String {
    let m = &n.method;
    let whole = |n: usize| cx.w.number(n as f64, 0);
    let how = match (m.grid, m.years_per_world) {
        (_, Some(years)) => cx.w.tn("loss-method-simulation", &[("years", whole(years).into())]),
        (grid, None) => cx.w.tn("loss-method-exact", &[("grid", whole(grid.unwrap_or(0)).into())]),
    };
    let told = cx.w.tn(
        "loss-method",
        &[
            ("how", how.into()),
            ("version", m.model_version.into()),
            ("worlds", whole(m.worlds).into()),
            ("seed", m.seed.to_string().into()),
            ("hash", m.input_hash.get(..8).unwrap_or_default().into()),
            ("error", cx.w.number(n.today.error * 100.0, 2).into()),
        ],
    );
    let mean = match (n.today.mean_estimated, m.worlds < WORLDS) {
        (_, true) => "loss-method-mean-quick",
        (true, false) => "loss-method-mean-estimated",
        (false, false) => "loss-method-mean",
    };
    format!("{told} {}", cx.w.t(mean))
}

/// How often, as people say it: "3 times a year", "once in 20 years".
pub fn often(cx: &Cx, rate: f64) -> String {
    if rate <= 0.0 {
        return cx.w.t("often-never");
    }
    let plain = |x: f64| cx.w.number(x, usize::from(x < 9.95 && (x - x.round()).abs() > 0.04));
    match rate >= 0.95 {
        true => cx.w.tn("often-times", &[("n", plain(rate).into())]),
        false => cx.w.tn("often-once", &[("years", plain(1.0 / rate).into())]),
    }
}

/// The chance of at least one event in a year at a rate.
pub fn chance(rate: f64) -> f64 {
    -(-rate).exp_m1()
}

/// A range of how often in words: "between once in 33 years and once in 6 years; 3 % to 14 % in a year".
pub fn often_between(cx: &Cx, low: f64, high: f64) -> String {
    cx.w.tn(
        "often-between",
        &[
            ("low", often(cx, low).into()),
            ("high", often(cx, high).into()),
            ("least", cx.w.percent(chance(low)).into()),
            ("most", cx.w.percent(chance(high)).into()),
        ],
    )
}

/// Ranges of one quantity, by whom they were stated, and what they come to together.
pub fn intervals(
    cx: &Cx,
    title: &str,
    across: &str,
    unit: Unit,
    each: &[(String, Spread)],
    pool: Option<Spread>,
) -> Chart {
    let range = |name: String, s: Spread, pool: bool| Range { name, low: s.low, high: s.high, mid: Some(s.mean), pool };
    let mut ranges: Vec<Range> = each.iter().map(|(name, s)| range(name.clone(), *s, false)).collect();
    ranges.extend(pool.filter(|_| each.len() > 1).map(|s| range(cx.w.t("pool-together"), s, true)));
    let currency = currency(cx);
    report::chart::Interval {
        title: title.to_owned(),
        desc: cx.w.t("pool-desc"),
        across: across.to_owned(),
        unit,
        ranges,
        actual: None,
    }
    .chart(&ChartWords { w: &cx.w, currency: &currency })
}
