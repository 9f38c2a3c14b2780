use super::layout::{Rect, layout};
use super::*;
use crate::chart::English;
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{0,30}",
        "[<>&\"'\u{0}-\u{1f}\u{fffe}中W]{0,60}",
        Just("</a><script>alert(1)</script>\" onload=\"x".into())
    ]
}

fn badge() -> impl Strategy<Value = Badge> {
    let href =
        prop::option::of(prop_oneof![Just("/controls/CTL-1?a=1&b=\"2".to_owned()), Just("javascript:x".to_owned())]);
    (text(), text(), prop::sample::select(Sign::ALL.to_vec()), href).prop_map(|(label, says, sign, href)| Badge {
        label,
        title: says.clone(),
        says,
        sign,
        href,
    })
}

fn area() -> impl Strategy<Value = Area> {
    let place = || prop::option::weighted(0.4, 0_usize..15);
    let within = prop::option::weighted(0.5, 0_usize..34);
    (text(), within, any::<bool>(), (place(), place(), place()), prop::collection::vec(badge(), 0..9)).prop_map(
        |(name, within, actor, (row, column, width), badges)| Area { name, within, actor, row, column, width, badges },
    )
}

fn patterns() -> impl Strategy<Value = Pattern> {
    let line = (0_usize..34, 0_usize..34, text()).prop_map(|(from, to, label)| Line { from, to, label });
    (text(), prop::collection::vec(area(), 0..31), prop::collection::vec(line, 0..12)).prop_map(
        |(title, areas, lines)| {
            let legend = Sign::ALL.map(|s| (s, format!("{s:?}"))).to_vec();
            Pattern { desc: title.clone(), title, areas, lines, legend, headers: Default::default() }
        },
    )
}

fn holds(outer: &Rect, inner: &Rect) -> bool {
    let by = 0.01;
    inner.x >= outer.x - by
        && inner.y >= outer.y - by
        && inner.right() <= outer.right() + by
        && inner.bottom() <= outer.bottom() + by
}

fn apart(a: &Rect, b: &Rect) -> bool {
    a.right() <= b.x + 0.01 || b.right() <= a.x + 0.01 || a.bottom() <= b.y + 0.01 || b.bottom() <= a.y + 0.01
}

/// Every area stands once; two areas are apart or one holds the other; badges stand in theirs, apart from each other.
fn sound(pattern: &Pattern, width: f64, narrow: bool) -> Result<(), TestCaseError> {
    let laid = layout(pattern, width, narrow);
    let mut seen: Vec<usize> = laid.places.iter().map(|p| p.area).collect();
    seen.sort_unstable();
    prop_assert_eq!(seen, (0..pattern.areas.len()).collect::<Vec<_>>());
    for (i, place) in laid.places.iter().enumerate() {
        let whole = Rect { x: 0.0, y: 0.0, w: width, h: laid.height };
        prop_assert!(holds(&whole, &place.rect), "{place:?}");
        for other in laid.places.iter().skip(i + 1) {
            let nested = holds(&place.rect, &other.rect) && place.holds && apart(&place.solid, &other.rect);
            prop_assert!(nested || apart(&place.rect, &other.rect), "{place:?} {other:?}");
        }
        for (n, spot) in place.badges.iter().enumerate() {
            prop_assert!(holds(&place.solid, &spot.rect), "{spot:?} in {place:?}");
            prop_assert!(place.badges.iter().skip(n + 1).all(|o| apart(&spot.rect, &o.rect)));
        }
    }
    for way in route::ways(&laid, &pattern.lines).iter().flatten() {
        for pair in way.windows(2) {
            prop_assert!((pair[0].0 - pair[1].0).abs() < 0.06 || (pair[0].1 - pair[1].1).abs() < 0.06, "{way:?}");
        }
    }
    Ok(())
}

/// Well-formed, no script, no link that runs something.
fn harmless(svg: &str) -> Result<(), TestCaseError> {
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Start(e) | Event::Empty(e)) => {
                prop_assert!(e.name().as_ref() != "script");
                for a in e.attributes() {
                    let a = a.map_err(|e| TestCaseError::fail(e.to_string()))?;
                    let key = a.key.as_ref().to_owned();
                    prop_assert!(!key.starts_with("on"));
                    prop_assert!(key != "href" || !a.value.contains("javascript"));
                }
            }
            Ok(_) => {}
            Err(e) => return Err(TestCaseError::fail(format!("{e}: {svg}"))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn any_pattern_is_laid_out_and_drawn(pattern in patterns()) {
        sound(&pattern, WIDE, false)?;
        sound(&pattern, NARROW, true)?;
        let chart = pattern.chart(&English);
        harmless(&chart.wide.svg())?;
        harmless(&chart.narrow.svg())?;
        harmless(&chart.standalone())?;
        prop_assert!(!chart.standalone().contains("<a "));
        prop_assert_eq!(chart.wide.svg(), pattern.chart(&English).wide.svg());
    }
}

fn named(name: &str, within: Option<usize>) -> Area {
    Area { name: name.into(), within, ..Area::default() }
}

#[test]
fn a_line_runs_around_what_is_between() {
    let row = |n: &str, column| Area { row: Some(1), column: Some(column), ..named(n, None) };
    let pattern = Pattern {
        areas: vec![row("A", 1), row("B", 2), row("C", 3)],
        lines: vec![Line { from: 0, to: 2, label: "around".into() }, Line { from: 0, to: 1, label: "straight".into() }],
        ..Pattern::default()
    };
    let laid = layout(&pattern, WIDE, false);
    let ways = route::ways(&laid, &pattern.lines);
    let lengths: Vec<usize> = ways.iter().flatten().map(Vec::len).collect();
    assert_eq!(lengths, [6, 2], "{ways:?}");
    let middle = laid.places[1].rect;
    let crosses = |p: &[(f64, f64)]| {
        p.iter().any(|(x, y)| *x > middle.x && *x < middle.right() && *y > middle.y && *y < middle.bottom())
    };
    assert!(!crosses(&ways[0].clone().unwrap()));
}

#[test]
fn badges_are_links_that_say_what_they_are() {
    let badge = Badge {
        label: "AC-2".into(),
        title: "Account \"Management\"".into(),
        says: "Passed".into(),
        sign: Sign::Works,
        href: Some("/x?a=1&b".into()),
    };
    let pattern = Pattern { areas: vec![Area { badges: vec![badge], ..named("Edge", None) }], ..Pattern::default() };
    let svg = pattern.chart(&English).wide.svg();
    let link = svg.split("<a ").nth(1).and_then(|s| s.split("<rect").next()).unwrap_or_default();
    assert_eq!(
        link,
        r#"class="pt badge good" href="/x?a=1&amp;b" aria-label="AC-2 Account &quot;Management&quot;: Passed: Edge"><title>AC-2 Account &quot;Management&quot;: Passed: Edge</title>"#
    );
    assert!(svg.contains(r#"role="group""#) && svg.contains("<title>"));
}
