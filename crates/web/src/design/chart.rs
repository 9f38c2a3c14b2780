//! A chart in a page: the picture, the table behind it and the file of it.

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use report::chart::{Chart, Say, Word};

use super::table::{Column, Role, Row, plain_table};
use crate::words::Words;

/// The reader's words and the organisation's currency, for charts.
#[derive(Clone, Copy)]
pub struct ChartWords<'a> {
    pub w: &'a Words,
    /// ISO 4217.
    pub currency: &'a str,
}

impl Say for ChartWords<'_> {
    fn amount(&self, major: f64) -> String {
        self.w.money_short(major, self.currency)
    }

    fn amount_bare(&self, major: f64) -> String {
        self.w.amount_mark(major)
    }

    fn share(&self, share: f64) -> String {
        self.w.percent(share)
    }

    fn number(&self, x: f64, digits: usize) -> String {
        self.w.number(x, digits)
    }

    fn date(&self, day: Date) -> String {
        self.w.date(day)
    }

    fn month(&self, day: Date) -> String {
        self.w.month(day)
    }

    fn word(&self, word: Word) -> String {
        self.w.t(&word.key())
    }

    fn more(&self, n: usize) -> String {
        self.w.tn("chart-more", &[("n", n.into())])
    }
}

/// A chart that takes the width there is: wide or narrow, whichever stays legible. `title` names its table; `file` is
/// where the chart can be had as SVG ([`Chart::standalone`]).
pub fn chart(w: &Words, title: &str, chart: &Chart, file: Option<&str>) -> Markup {
    html! {
        figure.chart-view {
            div.chart-box { (PreEscaped(chart.wide.svg())) (PreEscaped(chart.narrow.svg())) }
            @if !chart.table.rows.is_empty() {
                figcaption.chart-foot {
                    details.more { summary { (w.t("chart-table")) } div { (behind(w, title, chart)) } }
                    @if let Some(href) = file { a href=(href) download { (w.t("chart-file")) } }
                }
            }
        }
    }
}

fn behind(w: &Words, title: &str, chart: &Chart) -> Markup {
    let table = &chart.table;
    let role = |i: usize| if i == 0 || table.words.contains(&i) { Role::Text } else { Role::Number };
    let columns: Vec<Column> = table.headers.iter().enumerate().map(|(i, h)| Column::new(h, role(i))).collect();
    let row = |cells: &Vec<String>| Row { cells: cells.iter().map(|c| c.as_str().into()).collect(), ..Row::default() };
    plain_table(w, title, &columns, &table.rows.iter().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_word_is_there_in_every_language() {
        for lang in Lang::ALL {
            let w = Words::of(lang);
            let say = ChartWords { w: &w, currency: "EUR" };
            for word in Word::ALL {
                assert!(!say.word(word).starts_with("chart-"), "{} is not in {}", word.key(), lang.tag());
            }
        }
    }
}
