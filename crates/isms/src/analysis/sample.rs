//! Samples that anyone can draw again.
//!
//! A population is a set of short texts (identifiers), kept as its sorted lines; its SHA-256 names it. Each item's *lot* is the
//! SHA-256 of `HASH:SEED:ITEM`, with the population's hash in hexadecimal and the seed as a decimal number; the sample is the
//! items with the smallest lots, in the order of their lots. Because lots of different items are as good as independent and
//! uniform, every subset of the sample's size is equally likely. It needs no generator of ours: with the file of the
//! population, `sha256sum` and `sort` draw the same sample on any machine. A larger sample of the same seed begins with the
//! smaller one, so that a sample can be extended without looking again at what was drawn first.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Most items of a population.
pub const MOST: usize = 200_000;

/// Longest item, in characters.
pub const LONGEST: usize = 200;

/// Largest sample; beyond it a check (a test by machine) is the better instrument.
pub const LARGEST: usize = 300;

/// What can be wrong with a population.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PopulationError {
    /// There is nothing in it.
    #[error("the population is empty: give one item a line")]
    Empty,
    /// There is too much in it.
    #[error("expected at most {MOST} items, found more: test a part, or let a check look at all of them")]
    TooMany,
    /// An item is too long to be an identifier.
    #[error("line {0}: expected an identifier of at most {LONGEST} characters")]
    TooLong(usize),
    /// An item holds a control character.
    #[error("line {0}: expected plain text without control characters")]
    NotText(usize),
    /// The bytes are no text.
    #[error("expected text in UTF-8")]
    NotUtf8,
}

/// What a sample is drawn from: sorted, each item once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    items: Vec<String>,
    hash: String,
}

impl Population {
    /// Of items in any order; space around them and items said twice do not count.
    ///
    /// # Errors
    /// [`PopulationError`] with the line (from 1) that is wrong.
    pub fn of<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Result<Population, PopulationError> {
        let mut set = BTreeSet::new();
        for (index, item) in items.into_iter().enumerate() {
            let item = item.as_ref().trim();
            if item.chars().count() > LONGEST {
                return Err(PopulationError::TooLong(index + 1));
            }
            if item.chars().any(char::is_control) {
                return Err(PopulationError::NotText(index + 1));
            }
            if !item.is_empty() {
                set.insert(item.to_owned());
            }
            if set.len() > MOST {
                return Err(PopulationError::TooMany);
            }
        }
        if set.is_empty() {
            return Err(PopulationError::Empty);
        }
        let items: Vec<String> = set.into_iter().collect();
        let hash = hex(&Sha256::digest(written(&items)));
        Ok(Population { items, hash })
    }

    /// Reads one item a line.
    ///
    /// # Errors
    /// As [`Population::of`].
    pub fn read(bytes: &[u8]) -> Result<Population, PopulationError> {
        let text = std::str::from_utf8(bytes).map_err(|_| PopulationError::NotUtf8)?;
        Population::of(text.trim_start_matches('\u{feff}').lines())
    }

    /// The text that is kept and hashed: the items, sorted by their bytes, each with a line feed after it.
    pub fn text(&self) -> String {
        written(&self.items)
    }

    /// SHA-256 of [`Population::text`], in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its items, sorted.
    pub fn items(&self) -> &[String] {
        &self.items
    }

    /// The sample of a seed: `size` items, or all of them where there are fewer, in the order of their lots.
    pub fn sample(&self, seed: i64, size: usize) -> Vec<&str> {
        let lot = |item: &str| Sha256::digest(format!("{}:{seed}:{item}", self.hash));
        let mut lots: Vec<_> = self.items.iter().map(|item| (lot(item), item.as_str())).collect();
        lots.sort_unstable();
        lots.into_iter().take(size).map(|(_, item)| item).collect()
    }
}

fn written(items: &[String]) -> String {
    items.iter().flat_map(|item| [item.as_str(), "\n"]).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn servers(n: usize) -> Population {
        Population::of((1..=n).map(|i| format!("srv-{i:02}"))).unwrap()
    }

    /// Drawn by `sha256sum` and `sort` in a shell, without us.
    #[test]
    fn the_sample_is_the_one_that_a_shell_draws() {
        let population = servers(12);
        assert_eq!(population.hash(), "65c08560c3df4b3e2706cccbc08ee9ad72f909b5d27dd2ead0a50a5ad1f161fb");
        assert_eq!(population.sample(2026, 4), ["srv-07", "srv-09", "srv-08", "srv-05"]);
    }

    proptest! {
        #[test]
        fn neither_order_nor_repetition_matters_and_samples_nest(
            mut items in prop::collection::vec("[a-z0-9 ]{1,8}", 1..60), seed in any::<i64>(), size in 0usize..80,
        ) {
            prop_assume!(items.iter().any(|i| !i.trim().is_empty()));
            let one = Population::of(&items).unwrap();
            items.reverse();
            items.extend(items.clone());
            let two = Population::read(items.join("\r\n").as_bytes()).unwrap();
            prop_assert_eq!(&one, &two);
            prop_assert_eq!(&Population::read(one.text().as_bytes()).unwrap(), &one);
            let sample = one.sample(seed, size);
            prop_assert_eq!(sample.len(), size.min(one.items().len()));
            prop_assert_eq!(&one.sample(seed, size + 1)[..sample.len()], &sample[..]);
        }

        #[test]
        fn hostile_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(population) = Population::read(&bytes) {
                prop_assert!(!population.items().is_empty());
            }
        }
    }

    /// Over many seeds every item, and every pair, is drawn as often as every other, within five standard errors.
    #[test]
    fn every_subset_is_equally_likely() {
        const DRAWS: usize = 4_000;
        let population = servers(12);
        let (mut single, mut pair) = (vec![0usize; 12], vec![0usize; 144]);
        for seed in 0..DRAWS as i64 {
            let drawn: Vec<usize> = population
                .sample(seed, 4)
                .iter()
                .filter_map(|s| population.items().iter().position(|i| i == s))
                .collect();
            for &a in &drawn {
                single[a] += 1;
                drawn.iter().filter(|b| **b > a).for_each(|b| pair[a * 12 + b] += 1);
            }
        }
        let near = |count: usize, p: f64| {
            let (mean, sd) = (p * DRAWS as f64, (p * (1.0 - p) * DRAWS as f64).sqrt());
            (count as f64 - mean).abs() < 5.0 * sd
        };
        assert!(single.iter().all(|n| near(*n, 4.0 / 12.0)), "{single:?}");
        let pairs = (0..12).flat_map(|a| (a + 1..12).map(move |b| a * 12 + b));
        assert!(pairs.clone().all(|at| near(pair[at], (4.0 / 12.0) * (3.0 / 11.0))), "{pair:?}");
    }

    #[test]
    fn what_is_no_population_says_where() {
        assert_eq!(Population::read(b" \n\n"), Err(PopulationError::Empty));
        assert_eq!(Population::read(b"a\nb\tc"), Err(PopulationError::NotText(2)));
        assert_eq!(Population::read(b"\xff"), Err(PopulationError::NotUtf8));
        assert_eq!(Population::of(["x".repeat(LONGEST + 1)]), Err(PopulationError::TooLong(1)));
        assert_eq!(Population::of((0..=MOST).map(|i| i.to_string())), Err(PopulationError::TooMany));
    }
}
