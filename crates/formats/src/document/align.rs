//! Two lists held against each other, in bounded time whatever they are.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::{collections::HashMap, ops::Range};

/// A run of items that are the same on both sides, or that stand in place of one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub same: bool,
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Most items of both sides together that are aligned exactly.
const MOST: usize = 4_000;

/// Aligns by Myers' algorithm. Lists that are too long for it are cut first where an item stands once on either side (as in the
/// patience diff of Bram Cohen); a stretch between two cuts that is still too long counts as replaced.
pub(super) fn aligned(old: &[String], new: &[String]) -> Vec<Run> {
    let (old, new) = interned(old, new);
    let mut out = Vec::new();
    let (mut o, mut n) = (0, 0);
    for (next_o, next_n) in cuts(&old, &new).into_iter().chain([(old.len(), new.len())]) {
        stretch(&old, &new, o..next_o, n..next_n, &mut out);
        (o, n) = (next_o, next_n);
    }
    joined(out)
}

/// Small numbers in place of texts: equal ones for equal texts.
fn interned(old: &[String], new: &[String]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut number = |text| {
        let next = numbers.len();
        *numbers.entry(text).or_insert(next)
    };
    let old = old.iter().map(|t| number(t.as_str())).collect();
    (old, new.iter().map(|t| number(t.as_str())).collect())
}

/// Where to cut: the longest chain of items that stand once on either side; none for lists that are short enough.
fn cuts(old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    if old.len() + new.len() <= MOST {
        return Vec::new();
    }
    let (old, new) = (once(old), once(new));
    let mut both: Vec<(usize, usize)> = old.iter().filter_map(|(item, o)| Some((*o, *new.get(item)?))).collect();
    both.sort_unstable();
    longest(&both)
}

fn once(items: &[usize]) -> HashMap<usize, usize> {
    let mut seen: HashMap<usize, Option<usize>> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        seen.entry(*item).and_modify(|at| *at = None).or_insert(Some(index));
    }
    seen.into_iter().filter_map(|(item, at)| Some((item, at?))).collect()
}

/// The longest chain that rises on both sides, of pairs in the order of the first (by patience sorting).
fn longest(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The top of each pile, and for each pair the one beneath it, by their positions in `pairs`.
    let mut tops: Vec<usize> = Vec::new();
    let mut beneath: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, n)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs.get(*top).is_some_and(|(_, other)| other < n));
        beneath.push(pile.checked_sub(1).and_then(|p| tops.get(p)).copied());
        match tops.get_mut(pile) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let mut out = Vec::with_capacity(tops.len());
    let mut at = tops.last().copied();
    while let Some(index) = at {
        out.extend(pairs.get(index));
        at = beneath.get(index).copied().flatten();
    }
    out.reverse();
    out
}

/// Aligns what stands between two cuts.
fn stretch(old: &[usize], new: &[usize], o: Range<usize>, n: Range<usize>, out: &mut Vec<Run>) {
    let (before, after) = (old.get(o.clone()).unwrap_or_default(), new.get(n.clone()).unwrap_or_default());
    let head = before.iter().zip(after).take_while(|(b, a)| b == a).count();
    let (before, after) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(b, a)| b == a).count();
    let (o_end, n_end) = (o.end - tail, n.end - tail);
    let same = |o: Range<usize>, n: Range<usize>| Run { same: true, old: o, new: n };
    out.push(same(o.start..o.start + head, n.start..n.start + head));
    middle(old, new, o.start + head..o_end, n.start + head..n_end, out);
    out.push(same(o_end..o.end, n_end..n.end));
}

/// Aligns what neither begins nor ends alike.
fn middle(old: &[usize], new: &[usize], o: Range<usize>, n: Range<usize>, out: &mut Vec<Run>) {
    if o.len() + n.len() > MOST {
        out.push(Run { same: false, old: o, new: n });
        return;
    }
    let (before, after) = (old.get(o.clone()).unwrap_or_default(), new.get(n.clone()).unwrap_or_default());
    let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    out.extend(capture_diff_slices(Algorithm::Myers, before, after).iter().map(|op| Run {
        same: matches!(op, DiffOp::Equal { .. }),
        old: shift(op.old_range(), o.start),
        new: shift(op.new_range(), n.start),
    }));
}

/// Runs of one sort that follow each other as one, without empty ones.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.into_iter().filter(|r| !(r.old.is_empty() && r.new.is_empty())) {
        match out.last_mut() {
            Some(last) if last.same == run.same => (last.old.end, last.new.end) = (run.old.end, run.new.end),
            _ => out.push(run),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long lists with nothing in common but their ends, and with items that stand once.
    #[test]
    fn long_lists() {
        let list = |middle: &str, len: usize| -> Vec<String> {
            let own = (0..len).map(|n| if n % 1_000 == 7 { format!("once {n}") } else { middle.to_owned() });
            [vec!["head".to_owned()], own.collect(), vec!["tail".to_owned()]].concat()
        };
        let runs = aligned(&list("a", 9_000), &list("b", 9_000));
        assert_eq!(runs.iter().filter(|r| r.same).map(|r| r.old.len()).sum::<usize>(), 2 + 9);
        let runs = aligned(&vec!["a".to_owned(); 9_000], &vec!["b".to_owned(); 9_000]);
        assert_eq!(runs, [Run { same: false, old: 0..9_000, new: 0..9_000 }]);
        let mut new = list("a", 9_000);
        new.insert(4_000, "new".to_owned());
        let runs = aligned(&list("a", 9_000), &new);
        assert_eq!(runs.iter().filter(|r| !r.same).map(|r| (r.old.len(), r.new.len())).collect::<Vec<_>>(), [(0, 1)]);
        assert!(aligned(&[], &[]).is_empty());
    }
}
