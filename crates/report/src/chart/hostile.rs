//! Whatever the data, no chart panics, and what it writes is well-formed XML with finite numbers.

use jiff::civil::Date;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

/// Numbers that break things, and ordinary ones.
fn number() -> impl Strategy<Value = f64> {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 1.0, -1.0];
    prop_oneof![prop::sample::select(odd.to_vec()), -1e18..1e18, 0.0..1.0, 1e3..1e8, 1e-12..1e-6]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[<>&\"'a-z\u{0}-\u{1f}\u{fffe}中 ]{0,60}",
        Just("]]><script>alert(1)</script>".into())
    ]
}

fn href() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![Just("/risks/RSK-1?a=1&b=\"2".to_owned()), Just("javascript:alert(1)".to_owned())])
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(Date::MIN),
        Just(Date::MAX),
        Just(Date::ZERO),
        (2020_i16..2030, 1_i8..13, 1_i8..29).prop_map(|(y, m, d)| Date::constant(y, m, d))
    ]
}

fn list<T: Strategy>(of: T) -> impl Strategy<Value = Vec<T::Value>> {
    prop::collection::vec(of, 0..40)
}

/// Reads a picture as XML and looks at every coordinate.
fn sound(svg: &str) -> Result<(), TestCaseError> {
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Start(e) | Event::Empty(e)) => {
                for a in e.attributes() {
                    let a = a.map_err(|e| TestCaseError::fail(format!("{e} in {svg}")))?;
                    let value = a.value.to_string();
                    let key = a.key.as_ref().to_owned();
                    prop_assert!(key != "href" || !value.contains("javascript"), "{value}");
                    let place = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "viewBox"];
                    let odd = ["NaN", "inf", "e+"].iter().any(|w| value.contains(w));
                    prop_assert!(!(odd && place.contains(&key.as_str())), "{key}={value}");
                }
            }
            Ok(_) => {}
            Err(e) => return Err(TestCaseError::fail(format!("{e} in {svg}"))),
        }
    }
}

fn check(chart: &Chart) -> Result<(), TestCaseError> {
    for svg in [chart.wide.svg(), chart.narrow.svg(), chart.standalone()] {
        sound(&svg)?;
        prop_assert!(!svg.contains("<script"));
    }
    prop_assert!(chart.table.rows.iter().all(|r| r.len() == chart.table.headers.len()));
    Ok(())
}

fn part() -> impl Strategy<Value = Part> {
    prop::sample::select(vec![Part::Without, Part::Today, Part::Decided, Part::Option])
}

fn curve() -> impl Strategy<Value = Curve> {
    let points = list((number(), number()));
    let band = list((number(), number(), number()));
    (text(), part(), points, band).prop_map(|(name, part, points, band)| Curve { name, part, points, band })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn exceedance(title in text(), curves in prop::collection::vec(curve(), 0..6), limits in list((number(), number())), marks in list((number(), number(), text()))) {
        let tolerance = limits.into_iter().map(|(amount, probability)| TolerancePoint { amount, probability }).collect();
        let marks = marks.into_iter().map(|(amount, probability, label)| Mark { amount, probability, label }).collect();
        check(&Exceedance { title, curves, tolerance, marks, ..Exceedance::default() }.chart(&English))?;
    }

    #[test]
    fn rows(base in number(), actual in prop::option::of(number()), most in 0..5_usize, data in list((text(), number(), number(), href()))) {
        let inputs = data.iter().cloned().map(|(label, at_low, at_high, href)| Input { label, at_low, at_high, href, ..Input::default() }).collect();
        check(&Tornado { base, inputs, ..Tornado::default() }.chart(&English))?;
        let parts = data.iter().cloned().map(|(label, value, _, href)| Contribution { label, value, href }).collect();
        check(&Bars { parts, most, ..Bars::default() }.chart(&English))?;
        let ranges = data.into_iter().map(|(name, low, high, href)| Range { name, low, high, mid: Some(high), pool: href.is_some() }).collect();
        check(&Interval { ranges, actual, ..Interval::default() }.chart(&English))?;
    }

    #[test]
    fn frontier(budget in prop::option::of(number()), need in prop::option::of(number()), data in list((text(), number(), number(), any::<[bool; 3]>(), href()))) {
        let set = |(name, cost, value, is, href): (String, f64, f64, [bool; 3], Option<String>)| {
            let [efficient, current, chosen] = is;
            Set { name, cost, value, band: chosen.then_some((cost, value)), efficient, current, chosen, href }
        };
        check(&Frontier { budget, need, sets: data.into_iter().map(set).collect(), ..Frontier::default() }.chart(&English))?;
    }

    #[test]
    fn trend(moments in list((day(), prop::option::of(number()), prop::option::of((number(), number())))), required in list((day(), number())), acts in list((day(), text(), href()))) {
        let moments = moments.into_iter().map(|(day, value, band)| Moment { day, value, band }).collect();
        let acts = acts.into_iter().map(|(day, label, href)| Act { day, label, href }).collect();
        check(&Trend { moments, required, acts, ..Trend::default() }.chart(&English))?;
    }

    #[test]
    fn wheel(names in prop::collection::vec((text(), href()), 0..9), chords in list((0..12_usize, 0..12_usize, prop::option::of(number()), text(), href()))) {
        let segments = names.into_iter().map(|(name, href)| Segment { name: name.clone(), figures: name, marked: href.is_some(), href }).collect();
        let chords = chords.into_iter().map(|(from, to, share, says, href)| Chord { from, to, share, name: says.clone(), says, figures: Vec::new(), href }).collect();
        check(&Wheel { segments, chords, headers: vec!["a".into(); 4], ..Wheel::default() }.chart(&English))?;
    }

    #[test]
    fn calibration_and_certainty(bins in list((number(), number(), prop::option::of((number(), number())), any::<u64>())), line in prop::array::uniform4(prop::option::of(number())), label in text()) {
        let bins = bins.into_iter().map(|(stated, observed, interval, count)| Bin { stated, observed, interval, count }).collect();
        check(&Calibration { bins, ..Calibration::default() }.chart(&English))?;
        let [value, low, high, need] = line;
        let line = CertaintyLine { value, low, high, need };
        sound(&certainty_line(&line, &label))?;
        check(&line.chart(&label, "", &English))?;
    }
}

#[test]
fn nothing_says_so() {
    let charts = [
        Exceedance::default().chart(&English),
        Tornado { base: f64::NAN, inputs: vec![Input::default()], ..Tornado::default() }.chart(&English),
        Frontier::default().chart(&English),
        Trend::default().chart(&English),
        Bars::default().chart(&English),
        Interval::default().chart(&English),
        Calibration::default().chart(&English),
    ];
    for chart in charts {
        assert!(chart.wide.svg().contains("nothing to show yet"));
        assert!(chart.standalone().contains("nothing to show yet"));
    }
}
