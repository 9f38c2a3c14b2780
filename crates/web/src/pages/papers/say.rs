//! What several papers say in the same words, which are those of the pages.

use super::{desk::Desk, grid::Value};
use crate::pages::insight::{objective::lack_word, points_of};
use isms::analysis::certainty::{Met, Standing};
use quant::simulate::Losses;
use report::chart::{Curve, Part};

/// Markdown as plain text, paragraph marks kept as line ends: documents have no marks of their own.
pub fn plain(markdown: &str) -> String {
    let line = |line: &str| line.trim_start_matches(['#', '>', ' ']).replace(['*', '`'], "").trim().to_owned();
    markdown.lines().map(line).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// How a certainty stands against what is required, or what is missing for one.
pub fn verdict(desk: &Desk<'_>, standing: &Standing<'_>) -> Value {
    let w = &desk.w;
    let (Some(certainty), Some(required)) = (standing.certainty, standing.required) else {
        if standing.certainty.is_some() {
            return Value::Text(w.t("paper-none-required"));
        }
        let why =
            standing.unknown.iter().take(3).map(|g| format!("{}: {}", desk.key(g.record), w.t(lack_word(g.lacks))));
        return Value::Unknown(why.collect::<Vec<_>>().join("\n"));
    };
    let apart = [("points", points_of(w, (certainty.mean - required).abs()).into())];
    Value::Text(match standing.met() {
        Some(Met::Yes) => w.tn("paper-met", &apart),
        Some(Met::No) => w.tn("paper-short", &apart),
        _ => w.t("paper-close"),
    })
}

/// "One year in ten costs more than ..."
pub fn one_in_ten(desk: &Desk<'_>, losses: &Losses) -> String {
    let p90 = losses.percentiles.iter().find(|(p, _)| (*p - 0.9).abs() < 1e-9).and_then(|(_, x)| x.as_ref().ok());
    p90.map(|x| desk.w.tn("one-in-ten", &[("amount", desk.money(x.value).into())])).unwrap_or_default()
}

/// The mean with its error and the share of years without a loss, and one year in ten.
pub fn mean_loss(desk: &Desk<'_>, losses: &Losses) -> String {
    let mean = desk.w.tn(
        "mean-loss",
        &[
            ("mean", desk.money(losses.mean.value).into()),
            ("error", desk.money(losses.mean.error).into()),
            ("none", desk.w.percent(losses.p_none.value).into()),
        ],
    );
    format!("{mean} {}", one_in_ten(desk, losses))
}

/// A loss exceedance curve, as far as it rests on a hundred years or more; today's with its band.
pub fn curve(name: String, part: Part, losses: &Losses) -> Curve {
    let firm = || losses.curve.iter().filter(|p| p.exceedances >= 100);
    let band = if part == Part::Today { firm().map(|p| (p.amount, p.band.0, p.band.1)).collect() } else { Vec::new() };
    Curve { name, part, points: firm().map(|p| (p.amount, p.probability.value)).collect(), band }
}
