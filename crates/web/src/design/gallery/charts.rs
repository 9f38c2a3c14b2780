//! Every chart in every state.

use maud::{Markup, html};
use report::chart::{
    Act, Bars, Bin, Calibration, Chart, Contribution, Curve, Exceedance, Frontier, Input, Interval, Mark, Moment, Part,
    Range, Set, TolerancePoint, Tornado, Trend, Unit, Wheel, pattern,
};

use super::super::*;
use crate::words::Words;

/// Charts of one sort: anchor, title, note, and each with what is special about it.
struct Sort {
    id: &'static str,
    title: &'static str,
    note: &'static str,
    charts: Vec<(&'static str, Chart)>,
}

/// Sections of charts; English and euros.
pub(super) fn charts(w: &Words) -> Markup {
    html! { @for s in sorts(w) {
        (section(s.id, s.title, Some(s.note), html! {
            div.charts {
                @for (i, (title, c)) in s.charts.iter().enumerate() {
                    div { h3 { (title) } (chart(w, title, c, Some(&format!("/gallery/charts/{}-{i}.svg", s.id)))) }
                }
            }
        }))
    } }
}

/// Every chart of the gallery as a file: its name and content.
pub(super) fn files(w: &Words) -> Vec<(String, String)> {
    let of = |s: Sort| -> Vec<(String, String)> {
        s.charts.iter().enumerate().map(|(i, (_, c))| (format!("{}-{i}.svg", s.id), c.standalone())).collect()
    };
    sorts(w).into_iter().flat_map(of).collect()
}

fn sorts(w: &Words) -> Vec<Sort> {
    let say = ChartWords { w, currency: "EUR" };
    let sort = |id, title, note, charts| Sort { id, title, note, charts };
    vec![
        sort(
            "exceedance",
            "Loss exceedance",
            "how probable it is to lose more",
            vec![
                ("What has been decided brings it within tolerance", losses().chart(&say)),
                ("Tolerated only once in 200 years", rare().chart(&say)),
                ("One point, met", single().chart(&say)),
                ("Many options", options().chart(&say)),
                ("Nothing to show", Exceedance::default().chart(&say)),
            ],
        ),
        sort(
            "tornado",
            "Tornado",
            "which estimate matters",
            vec![
                ("Twelve inputs and the rest", inputs(15).chart(&say)),
                ("Three", inputs(3).chart(&say)),
                ("Nothing to show", Tornado::default().chart(&say)),
            ],
        ),
        sort(
            "wheel",
            "Wheel",
            "what travels between the capabilities",
            vec![
                ("Seven, with what is broken", turning().chart(&say)),
                ("Nothing to show", Wheel::default().chart(&say)),
            ],
        ),
        sort(
            "frontier",
            "Frontier",
            "what money buys",
            vec![
                ("Certainty for cost", certainty_for_cost().chart(&say)),
                ("Remaining loss for cost", loss_for_cost().chart(&say)),
            ],
        ),
        sort(
            "trend",
            "Trend",
            "certainty from month to month",
            vec![
                ("Acts moved it", over_time().chart(&say)),
                ("Not known for a while", with_gap().chart(&say)),
                ("One moment", once().chart(&say)),
            ],
        ),
        sort(
            "lines",
            "Certainty as one line",
            "with its scale",
            vec![
                ("Short of what is required", line(Some(0.81)).chart("Certainty", "81 %, 90 % required", &say)),
                ("Met", line(Some(0.93)).chart("Certainty", "93 %, 90 % required", &say)),
                ("Unknown", line(None).chart("Certainty", "unknown, 90 % required", &say)),
            ],
        ),
        sort(
            "contributions",
            "Contributions",
            "they add up",
            vec![
                ("To the tail", contributions(&TAIL, 4).chart(&say)),
                ("With what takes away", contributions(&CHANGE, 0).chart(&say)),
                ("One of them unknown", contributions(&HALF_KNOWN, 8).chart(&say)),
            ],
        ),
        sort(
            "intervals",
            "Ranges",
            "90 % certain in somebody's view",
            vec![
                ("Three people and the pool, by logarithm", estimates().chart(&say)),
                ("Shares", shares().chart(&say)),
            ],
        ),
        sort(
            "calibration",
            "Calibration",
            "stated and observed",
            vec![("Overconfident", forecasts(true).chart(&say)), ("Well calibrated", forecasts(false).chart(&say))],
        ),
        sort(
            "patterns",
            "Architecture patterns",
            "areas, lines and controls",
            vec![
                ("Every sign", plan(12).chart(&say)),
                ("Many areas", plan(30).chart(&say)),
                ("Nothing to show", pattern::Pattern::default().chart(&say)),
            ],
        ),
    ]
}

/// A pattern of `n` areas, two of them around others, with a badge of each sign.
fn plan(n: usize) -> pattern::Pattern {
    use pattern::{Area, Badge, Line, Pattern, Sign};
    let badge = |i: usize| {
        let sign = Sign::ALL[i % Sign::ALL.len()];
        let label = format!("AC-{}", i + 1);
        Badge {
            title: "A control".into(),
            says: format!("{sign:?}"),
            href: Some("/gallery/charts".into()),
            label,
            sign,
        }
    };
    let area = |i: usize| Area {
        name: if i == 0 { "Someone outside".into() } else { format!("Area {i}") },
        within: (2..6).contains(&i).then_some(1),
        actor: i == 0,
        badges: (0..if i == 0 { 0 } else { i % 5 + 1 }).map(|b| badge(i + b)).collect(),
        ..Area::default()
    };
    let line = |from, to, label: &str| Line { from, to, label: label.into() };
    Pattern {
        title: "A pattern".into(),
        desc: "Areas with their controls.".into(),
        areas: (0..n).map(area).collect(),
        lines: vec![
            line(0, 2, "requests"),
            line(2, 3, "queries"),
            line(5, 8, "copies"),
            line(3, 11, "events"),
            line(10, 0, "reports"),
        ],
        legend: Sign::ALL.map(|s| (s, format!("{s:?}"))).to_vec(),
        headers: ["Area", "Control", "Title", "How it stands"].map(String::from),
    }
}

/// Probability of more than an amount: at most `top`, half of it at `half`, falling with `steep`.
fn falling(name: &str, part: Part, (top, half, steep): (f64, f64, f64), banded: bool) -> Curve {
    let at = |x: f64, shift: f64| top / (1.0 + (x / (half * shift)).powf(steep));
    let amounts = (0..=80).map(|i| 1e3 * 10_f64.powf(f64::from(i) / 16.0));
    let points = amounts.clone().map(|x| (x, at(x, 1.0))).collect();
    let band = amounts.filter(|_| banded).map(|x| (x, at(x, 0.55) * 0.8, (at(x, 1.7) * 1.2).min(1.0))).collect();
    Curve { name: name.into(), part, points, band }
}

fn limits(points: &[(f64, f64)]) -> Vec<TolerancePoint> {
    points.iter().map(|(amount, probability)| TolerancePoint { amount: *amount, probability: *probability }).collect()
}

fn exceedance(desc: &str, curves: Vec<Curve>, tolerance: &[(f64, f64)]) -> Exceedance {
    Exceedance {
        title: "Chance of losing more than an amount in the year".into(),
        desc: desc.into(),
        across: "loss in the year, EUR".into(),
        up: "chance of losing more".into(),
        curves,
        tolerance: limits(tolerance),
        marks: Vec::new(),
    }
}

fn losses() -> Exceedance {
    let curves = vec![
        falling("without controls", Part::Without, (0.62, 900e3, 1.3), false),
        falling("today", Part::Today, (0.46, 330e3, 1.1), true),
        falling("with what is decided", Part::Decided, (0.3, 190e3, 1.2), false),
    ];
    let tolerance = [(100e3, 0.40), (1e6, 0.06), (5e6, 0.03)];
    let mark = Mark { amount: 331e3, probability: 0.2299, label: "1 year in 4".into() };
    Exceedance {
        marks: vec![mark],
        ..exceedance("Today more than EUR 1 M in 10 % of years, tolerated 6 %; decided 4 %.", curves, &tolerance)
    }
}

fn rare() -> Exceedance {
    let curves = vec![
        falling("today", Part::Today, (0.46, 330e3, 1.1), true),
        falling("with insurance", Part::Option, (0.46, 120e3, 1.7), false),
    ];
    exceedance("By logarithm, because 1 year in 200 is tolerated.", curves, &[(1e6, 0.1), (3e6, 0.02), (10e6, 0.005)])
}

fn single() -> Exceedance {
    let curves = vec![falling("today", Part::Today, (0.2, 90e3, 1.2), true)];
    exceedance("More than EUR 500 k in 2 % of years, tolerated 10 %.", curves, &[(500e3, 0.1)])
}

fn options() -> Exceedance {
    let curves = vec![
        falling("without controls", Part::Without, (0.7, 900e3, 1.3), false),
        falling("today", Part::Today, (0.55, 400e3, 1.1), true),
        falling("restore drills", Part::Option, (0.5, 250e3, 1.15), false),
        falling("second control room", Part::Option, (0.36, 300e3, 1.4), false),
        falling("both, and segmentation of the network", Part::Option, (0.25, 120e3, 1.3), false),
    ];
    exceedance("Three options beside today.", curves, &[])
}

fn inputs(n: usize) -> Tornado {
    let names = [
        ("Attempts on the remote access", "4 to 30 a year"),
        ("Loss per hour of interruption", "EUR 8 k to 60 k"),
        ("Hours until restored", "3 to 40"),
        ("Restore works", "60 to 93 %"),
        ("Share of staff who click", "2 to 11 %"),
        ("Fines", "EUR 0 to 400 k"),
        ("Segmentation holds", "40 to 90 %"),
        ("Supplier out", "0.1 to 0.8 a year"),
        ("Reports within an hour, so that the duty officer can still act", "30 to 80 %"),
        ("Response", "EUR 20 k to 90 k"),
        ("Customers who leave", "0 to 2 %"),
        ("Patch delay", "4 to 21 days"),
        ("Replacement", "EUR 10 k to 50 k"),
        ("Insider", "0.01 to 0.1 a year"),
        ("Reputation", "EUR 0 to 30 k"),
    ];
    let input = |(i, (label, range)): (usize, &(&str, &str))| {
        let width = 260e3 / (1.0 + i as f64 * 0.55);
        let (at_low, at_high) =
            if i % 4 == 3 { (310e3 + width, 310e3 - width * 0.6) } else { (310e3 - width * 0.6, 310e3 + width * 1.4) };
        Input { label: (*label).into(), range: (*range).into(), at_low, at_high, href: (i == 0).then(|| "#".into()) }
    };
    Tornado {
        title: "Which estimate matters most".into(),
        desc: "Attempts on the remote access move the expected loss most, from EUR 154 k to 674 k.".into(),
        across: "expected loss in the year, EUR".into(),
        base: 310e3,
        inputs: names.iter().take(n).enumerate().map(input).collect(),
        ..Tornado::default()
    }
}

fn set(name: &str, cost: f64, value: f64, marks: &str) -> Set {
    let is = |c| marks.contains(c);
    Set { name: name.into(), cost, value, efficient: is('e'), current: is('n'), chosen: is('c'), ..Set::default() }
}

/// Sets of no distinction, scattered below a rising line without any randomness.
fn also(n: u32) -> impl Iterator<Item = Set> {
    (0..n).map(|i| {
        let (a, b) = (f64::from(i * 37 % 101) / 101.0, f64::from(i * 61 % 89) / 89.0);
        let cost = 20e3 + a * 480e3;
        set(&format!("set {i}"), cost, 0.8 + 0.12 * (1.0 - (-cost / 120e3).exp()) - 0.004 - b * 0.05, "")
    })
}

fn certainty_for_cost() -> Frontier {
    let best = [
        set("do nothing", 0.0, 0.81, "en"),
        set("restore drills", 25e3, 0.852, "e"),
        set("drills + spare servers", 95e3, 0.88, "e"),
        Set { band: Some((0.87, 0.94)), ..set("both + segmentation", 160e3, 0.91, "ec") },
        set("second control room", 420e3, 0.928, "e"),
    ];
    Frontier {
        title: "What certainty costs".into(),
        desc: "EUR 160 k bring 91 %, which is required and within the budget.".into(),
        across: "cost over three years, EUR".into(),
        up: "certainty".into(),
        unit: Unit::Share,
        sets: best.into_iter().chain(also(150)).collect(),
        budget: Some(250e3),
        need: Some(0.9),
    }
}

fn loss_for_cost() -> Frontier {
    let sets = vec![
        set("do nothing", 0.0, 410e3, "en"),
        set("restore drills", 25e3, 300e3, "e"),
        set("drills + training", 60e3, 240e3, "e"),
        set("training", 40e3, 380e3, ""),
        set("insurance", 130e3, 350e3, ""),
        set("drills + segmentation", 120e3, 160e3, "e"),
    ];
    Frontier {
        title: "What is left to lose for the money".into(),
        desc: "Drills and segmentation leave EUR 160 k a year.".into(),
        across: "cost, EUR".into(),
        up: "expected loss in the year, EUR".into(),
        sets,
        ..Frontier::default()
    }
}

fn day(year: i16, month: i8, day: i8) -> jiff::civil::Date {
    jiff::civil::Date::constant(year, month, day)
}

fn months(values: &[Option<f64>]) -> Vec<Moment> {
    let moment = |(i, v): (usize, &Option<f64>)| Moment {
        day: day(2025, 12, 1).saturating_add(jiff::Span::new().months(i as i64)),
        value: *v,
        band: v.map(|v| (v - 0.07, (v + 0.05).min(1.0))),
    };
    values.iter().enumerate().map(moment).collect()
}

fn trend(desc: &str, values: &[Option<f64>]) -> Trend {
    Trend {
        title: "How certain we have been".into(),
        desc: desc.into(),
        up: "certainty of keeping the lights on".into(),
        moments: months(values),
        required: vec![(day(2025, 12, 1), 0.85), (day(2026, 6, 1), 0.9)],
        acts: Vec::new(),
    }
}

fn over_time() -> Trend {
    let act = |d, label: &str, href: Option<&str>| Act { day: d, label: label.into(), href: href.map(Into::into) };
    let values = [0.72, 0.74, 0.74, 0.83, 0.86, 0.86, 0.88, 0.91, 0.91, 0.85, 0.84, 0.81].map(Some);
    Trend {
        acts: vec![
            act(day(2026, 3, 2), "Segmentation in force", Some("#")),
            act(day(2026, 7, 4), "Restore drills pass for the third time", Some("#")),
            act(day(2026, 9, 1), "Supplier without a measured obligation", None),
            act(day(2026, 9, 5), "Estimate of RSK-3 renewed by two people, each on their own, apart", Some("#")),
        ],
        ..trend("From 72 % in December to 81 % in November, 90 % required.", &values)
    }
}

fn with_gap() -> Trend {
    let known = [Some(0.72), Some(0.74), None, None, None, Some(0.7), Some(0.93), Some(0.94), Some(0.94)];
    trend("Unknown from February to April.", &known)
}

fn once() -> Trend {
    Trend { required: Vec::new(), ..trend("72 % in December.", &[Some(0.72)]) }
}

fn line(value: Option<f64>) -> CertaintyLine {
    CertaintyLine { value, low: value.map(|v| v - 0.07), high: value.map(|v| v + 0.06), need: Some(0.9) }
}

const TAIL: [(&str, f64); 8] = [
    ("Ransomware reaches operations", 1.34e6),
    ("Loss of the control room", 820e3),
    ("Supplier Kestrel Data out for a week", 310e3),
    ("Insider sabotage", 140e3),
    ("Metering data leaked", 90e3),
    ("Flood", 60e3),
    ("Billing stops", 41e3),
    ("Laptop lost", 8e3),
];

const CHANGE: [(&str, f64); 5] = [
    ("Segmentation", 0.062),
    ("Restore drills", 0.041),
    ("Estimate of RSK-3 renewed", -0.028),
    ("Supplier without obligation", -0.015),
    ("Training", 0.006),
];

const HALF_KNOWN: [(&str, f64); 3] = [("Ransomware", 900e3), ("Flood", 120e3), ("Cloud region lost", f64::NAN)];

fn contributions(parts: &[(&str, f64)], most: usize) -> Bars {
    let part =
        |(label, value): &(&str, f64)| Contribution { label: (*label).into(), value: *value, href: Some("#".into()) };
    Bars {
        title: "What makes up the whole".into(),
        desc: "Largest first.".into(),
        unit: if most == 0 { Unit::Points } else { Unit::Money },
        parts: parts.iter().map(part).collect(),
        most,
    }
}

fn range(name: &str, low: f64, high: f64, mid: Option<f64>, pool: bool) -> Range {
    Range { name: name.into(), low, high, mid, pool }
}

fn estimates() -> Interval {
    Interval {
        title: "Loss in one event, as four people see it".into(),
        desc: "Together EUR 30 k to 1.6 M; it was EUR 420 k.".into(),
        across: "loss in one event, EUR".into(),
        ranges: vec![
            range("Mara Lind", 40e3, 400e3, Some(120e3), false),
            range("Jonas Weber", 90e3, 2.1e6, Some(500e3), false),
            range("Amélie Roux", 20e3, 900e3, None, false),
            range("together", 30e3, 1.6e6, Some(260e3), true),
        ],
        actual: Some(420e3),
        ..Interval::default()
    }
}

fn shares() -> Interval {
    Interval {
        title: "How often the restore works".into(),
        desc: "Two estimates.".into(),
        across: "restores that work".into(),
        unit: Unit::Share,
        ranges: vec![
            range("Mara Lind", 0.6, 0.93, Some(0.8), false),
            range("Jonas Weber", 0.45, 0.8, Some(0.6), false),
        ],
        actual: None,
    }
}

fn forecasts(bold: bool) -> Calibration {
    let bin = |(i, count): (usize, &u64)| {
        let stated = 0.1 + 0.2 * i as f64;
        let observed = if bold { 0.5 + (stated - 0.5) * 0.4 } else { stated + if i % 2 == 0 { 0.02 } else { -0.03 } };
        let half = 1.64 * (observed * (1.0 - observed) / *count as f64).sqrt();
        Bin {
            stated,
            observed,
            interval: Some(((observed - half).max(0.0), (observed + half).min(1.0))),
            count: *count,
        }
    };
    Calibration {
        title: "What was stated and what happened".into(),
        desc: if bold { "Stated too boldly at both ends." } else { "As stated." }.into(),
        across: "stated probability".into(),
        up: "share that came true".into(),
        bins: [24, 31, 12, 40, 28].iter().enumerate().map(bin).collect(),
    }
}

/// Seven capabilities with flows of every width, two of them broken and one unknown.
fn turning() -> Wheel {
    use report::chart::{Chord, Segment};
    let names = ["Risk", "Governance", "Policy", "Instruction", "Communication", "Control", "Assurance"];
    let segment = |(i, name): (usize, &str)| Segment {
        name: name.into(),
        figures: format!("{} deny, {} warn", i % 3, i * 2),
        marked: i % 3 > 0,
        href: Some(format!("#{}", name.to_lowercase())),
    };
    let chord = |(i, (from, to)): (usize, (usize, usize))| {
        let share = (i != 4).then_some(1.0 - i as f64 * 0.12);
        let name = format!("Flow {i}");
        Chord { from, to, says: name.clone(), name, share, figures: vec![format!("{} of 8", 8 - i)], href: None }
    };
    let between = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 1), (0, 5), (5, 6), (6, 0), (7, 0)];
    Wheel {
        title: "The wheel".into(),
        desc: "Seven capabilities and what flows between them.".into(),
        segments: names.into_iter().enumerate().map(segment).collect(),
        hub: Some(Segment { name: "Operations".into(), figures: "1 warn".into(), ..Segment::default() }),
        chords: between.into_iter().enumerate().map(chord).collect(),
        headers: ["What", "From", "To", "Arrived"].map(String::from).to_vec(),
    }
}
