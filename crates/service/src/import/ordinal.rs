//! From the steps of an ordinal scale to wide ranges, through a map that whoever imports sees and can replace.

use crate::ascode::Problem;
use formats::{table::Cell, table::parse_number, yaml, yaml::Node, yaml::Tree};
use isms::values::Range;

/// The map that is used unless another is given.
const FIVE_BY_FIVE: &str = include_str!("ordinal-5x5.yaml");

/// What one step of a scale may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The step's number.
    pub level: i64,
    /// What people call it.
    pub words: Vec<String>,
    /// The 90 % range it stands for.
    pub range: Range,
}

/// Likelihood as loss events a year, impact as loss per event.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordinal {
    /// Loss events a year.
    pub likelihood: Vec<Band>,
    /// Loss per event in the organisation's currency.
    pub impact: Vec<Band>,
}

impl Ordinal {
    /// The map in the repository, with its losses scaled.
    pub fn five_by_five(value_scale: f64) -> Ordinal {
        // The file is ours and a test reads it.
        Ordinal::read("ordinal-5x5.yaml", FIVE_BY_FIVE.as_bytes(), value_scale)
            .unwrap_or(Ordinal { likelihood: Vec::new(), impact: Vec::new() })
    }

    /// Reads a map; every fault is reported.
    pub fn read(file: &str, bytes: &[u8], value_scale: f64) -> Result<Ordinal, Vec<Problem>> {
        let node = yaml::parse(bytes).map_err(|f| vec![Problem::read(file, &f)])?;
        let mut problems = Vec::new();
        let mut scale = |name: &str, factor: f64| match node.get(name) {
            Some(list) if !list.items().is_empty() => {
                list.items().iter().filter_map(|n| band(file, n, factor, &mut problems)).collect()
            }
            _ => {
                problems.push(Problem::at(file, node.at, format!("expected {name}: with a list of levels")));
                Vec::new()
            }
        };
        let ordinal = Ordinal { likelihood: scale("likelihood", 1.0), impact: scale("impact", value_scale) };
        if problems.is_empty() { Ok(ordinal) } else { Err(problems) }
    }
}

fn band(file: &str, node: &Node, factor: f64, problems: &mut Vec<Problem>) -> Option<Band> {
    let number = |name: &str| match node.get(name).map(|n| &n.value) {
        Some(Tree::Int(n)) => Some(*n as f64),
        Some(Tree::Float(n)) => Some(*n),
        _ => None,
    };
    let level = number("level").filter(|l| l.fract() == 0.0 && (0.0..1000.0).contains(l));
    let range = number("low").zip(number("high")).filter(|(low, high)| 0.0 < *low && low <= high);
    let words = node.get("words").map_or(&[][..], Node::items);
    match (level, range) {
        (Some(level), Some((low, high))) => Some(Band {
            level: level as i64,
            words: words.iter().filter_map(Node::as_str).map(plain).collect(),
            range: Range { low: low * factor, high: high * factor, mode: None },
        }),
        _ => {
            problems.push(Problem::at(
                file,
                node.at,
                "expected a level with level:, words:, low: and high:, where 0 < low <= high",
            ));
            None
        }
    }
}

/// Finds the band of a cell: `4`, `4 - likely`, `likely (4)`, `Likely`.
pub fn find<'b>(bands: &'b [Band], cell: &Cell) -> Option<&'b Band> {
    let by_level = |n: f64| bands.iter().find(|b| b.level as f64 == n);
    match cell {
        Cell::Number(n) => by_level(*n),
        Cell::Text(text) => {
            let text = plain(text);
            if let Some(number) = parse_number(&text) {
                return by_level(number);
            }
            let by_word = |w: &str| bands.iter().find(|b| b.words.iter().any(|word| word == w));
            let parts =
                || text.split(|c: char| !c.is_alphanumeric() && c != ' ').map(str::trim).filter(|p| !p.is_empty());
            let number = |p: &str| parse_number(p.split(' ').next().unwrap_or(p)).and_then(by_level);
            by_word(&text).or_else(|| parts().find_map(by_word)).or_else(|| parts().find_map(number))
        }
        _ => None,
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The steps of a scale in words, for a message.
pub fn words(bands: &[Band]) -> String {
    bands
        .iter()
        .map(|b| format!("{} ({})", b.level, b.words.first().map_or("", String::as_str)))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_in_the_repository_is_sound() {
        let map = Ordinal::read("ordinal-5x5.yaml", FIVE_BY_FIVE.as_bytes(), 1.0).unwrap();
        for bands in [&map.likelihood, &map.impact] {
            assert_eq!(bands.iter().map(|b| b.level).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
            for pair in bands.windows(2) {
                assert!(
                    pair[1].range.low > pair[0].range.low && pair[1].range.low < pair[0].range.high,
                    "neighbours overlap"
                );
            }
            assert!(
                bands.iter().all(|b| (5.0..=20.0).contains(&(b.range.high / b.range.low))),
                "about an order of magnitude"
            );
        }
    }

    #[test]
    fn people_write_steps_in_many_ways() {
        let map = Ordinal::five_by_five(1.0);
        let level = |cell: Cell| find(&map.likelihood, &cell).map(|b| b.level);
        assert_eq!(level(Cell::Number(4.0)), Some(4));
        for four in ["4", "Likely", "4 - likely", "likely (4)", "4/5", "hoch", " HIGH "] {
            assert_eq!(level(Cell::Text(four.into())), Some(4), "{four}");
        }
        for none in ["", "9", "perhaps", "2.5"] {
            assert_eq!(level(Cell::Text(none.into())), None, "{none}");
        }
    }
}
