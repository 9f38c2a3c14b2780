//! What changed between two versions of a text, for people: paragraphs first, then the words inside those that changed.
//!
//! Paragraphs and words are aligned by Myers' algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986) on
//! their text without regard to blanks. Changed paragraphs are paired by how many words they share. Where a text is so large or so
//! different that this would take long, less is aligned, and more shows as removed and added; nothing is ever left out.

use super::{
    align::{Run, aligned},
    prose::{Fence, plain_ends},
};
use std::ops::Range;

/// One paragraph of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it began in the old text, from 1; `None` when it was added.
    pub old_line: Option<usize>,
    /// Where it begins in the new text, from 1; `None` when it was removed.
    pub new_line: Option<usize>,
    pub change: Change,
    /// Its text in pieces: those that are not removed make the new paragraph, letter by letter.
    pub spans: Vec<Span>,
}

/// What became of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    Same,
    Added,
    Removed,
    /// Words of it changed.
    Changed,
}

/// A piece of a paragraph; its change is never [`Change::Changed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub change: Change,
    pub text: String,
}

/// A comparison in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Paragraphs.
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    /// Words, those of added and removed paragraphs among them.
    pub words_added: usize,
    pub words_removed: usize,
}

impl Summary {
    /// Whether nothing but blanks differs.
    pub fn is_same(&self) -> bool {
        *self == Summary::default()
    }
}

/// A part of a comparison that is shown, or how many unchanged paragraphs are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'b> {
    Block(&'b Block),
    Skipped(usize),
}

/// Most pairs of paragraphs between two equal ones that are weighed against each other.
const MOST_PAIRS: usize = 2_500;
/// Most words of a paragraph, before and after together, that are aligned one by one; beyond that its lines are.
const MOST_WORDS: usize = 8_000;
/// Share of common words from which two paragraphs are versions of one another.
const ALIKE: f64 = 0.4;

/// Compares two versions of a text.
pub fn redline(old: &str, new: &str) -> Vec<Block> {
    let (old, new) = (plain_ends(old), plain_ends(new));
    let (old, new) = (paragraphs(&old), paragraphs(&new));
    let keys = |all: &[Paragraph]| -> Vec<String> { all.iter().map(Paragraph::key).collect() };
    let mut out = Vec::with_capacity(new.len());
    for Run { same: alike, old: before, new: after } in aligned(&keys(&old), &keys(&new)) {
        let (before, after) = (old.get(before).unwrap_or_default(), new.get(after).unwrap_or_default());
        match alike {
            true => out.extend(before.iter().zip(after).map(|(b, a)| same(b, a))),
            false => replaced(before, after, &mut out),
        }
    }
    out
}

/// How much changed.
pub fn summary(blocks: &[Block]) -> Summary {
    let mut sum = Summary::default();
    for block in blocks {
        match block.change {
            Change::Same => {}
            Change::Added => sum.added += 1,
            Change::Removed => sum.removed += 1,
            Change::Changed => sum.changed += 1,
        }
        for span in &block.spans {
            let words = span.text.split_whitespace().count();
            match span.change {
                Change::Added => sum.words_added += words,
                Change::Removed => sum.words_removed += words,
                Change::Same | Change::Changed => {}
            }
        }
    }
    sum
}

/// The changes with as many unchanged paragraphs around each, and how many are left out between them.
pub fn only_changes(blocks: &[Block], context: usize) -> Vec<Shown<'_>> {
    let mut near = vec![false; blocks.len()];
    let mut until = 0;
    for (index, block) in blocks.iter().enumerate() {
        if block.change != Change::Same {
            let end = index.saturating_add(context).saturating_add(1).min(blocks.len());
            let begin = index.saturating_sub(context).max(until);
            near.get_mut(begin..end).unwrap_or_default().fill(true);
            until = end;
        }
    }
    let mut out = Vec::new();
    for (block, near) in blocks.iter().zip(near) {
        match (near, out.last_mut()) {
            (true, _) => out.push(Shown::Block(block)),
            (false, Some(Shown::Skipped(count))) => *count += 1,
            (false, _) => out.push(Shown::Skipped(1)),
        }
    }
    out
}

/// Lines without a blank one between them; a block of code stays whole.
#[derive(Debug)]
struct Paragraph<'a> {
    line: usize,
    text: &'a str,
}

impl Paragraph<'_> {
    /// Its words, as what two paragraphs are compared by.
    fn key(&self) -> String {
        super::prose::one_line(self.text)
    }
}

fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let mut out = Vec::new();
    let (mut fence, mut at) = (Fence::default(), 0);
    let mut open: Option<(usize, Range<usize>)> = None;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        let code = fence.takes(line, index + 1);
        match (line.trim().is_empty() && !code, &mut open) {
            (true, open) => out.extend(open.take()),
            (false, Some((_, range))) => range.end = end,
            (false, None) => open = Some((index + 1, at..end)),
        }
        at = end;
    }
    out.extend(open);
    out.into_iter()
        .map(|(line, range)| Paragraph { line, text: text.get(range).unwrap_or_default().trim_end() })
        .collect()
}

fn span(change: Change, text: &str) -> Span {
    Span { change, text: text.to_owned() }
}

fn same(old: &Paragraph, new: &Paragraph) -> Block {
    let spans = vec![span(Change::Same, new.text)];
    Block { old_line: Some(old.line), new_line: Some(new.line), change: Change::Same, spans }
}

fn removed(old: &Paragraph) -> Block {
    let spans = vec![span(Change::Removed, old.text)];
    Block { old_line: Some(old.line), new_line: None, change: Change::Removed, spans }
}

fn added(new: &Paragraph) -> Block {
    let spans = vec![span(Change::Added, new.text)];
    Block { old_line: None, new_line: Some(new.line), change: Change::Added, spans }
}

/// Paragraphs in place of others: those that are alike become changed ones, in order.
fn replaced(old: &[Paragraph], new: &[Paragraph], out: &mut Vec<Block>) {
    let (mut before, mut after) = (0, 0);
    for (b, a) in pairs(old, new) {
        out.extend(old.get(before..b).unwrap_or_default().iter().map(removed));
        out.extend(new.get(after..a).unwrap_or_default().iter().map(added));
        if let (Some(old), Some(new)) = (old.get(b), new.get(a)) {
            out.push(changed(old, new));
        }
        (before, after) = (b + 1, a + 1);
    }
    out.extend(old.get(before..).unwrap_or_default().iter().map(removed));
    out.extend(new.get(after..).unwrap_or_default().iter().map(added));
}

/// The words of a paragraph in order of the alphabet, to count common ones.
fn bag<'a>(paragraph: &Paragraph<'a>) -> Vec<&'a str> {
    let mut words: Vec<&str> = paragraph.text.split_whitespace().collect();
    words.sort_unstable();
    words
}

/// Twice the common words over all words (Dice's coefficient), from 0 to 1.
fn alike(old: &[&str], new: &[&str]) -> f64 {
    let (mut common, mut rest) = (0usize, new);
    for word in old {
        let skip = rest.iter().take_while(|w| *w < word).count();
        rest = rest.get(skip..).unwrap_or_default();
        if rest.first() == Some(word) {
            common += 1;
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    2.0 * common as f64 / (old.len() + new.len()).max(1) as f64
}

/// Positions of paragraphs that are versions of one another, so that the sum of their likeness is the largest (a longest common
/// subsequence with weights); with too many to weigh, each is only held against the one at the same place.
fn pairs(old: &[Paragraph], new: &[Paragraph]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let (old, new): (Vec<_>, Vec<_>) = (old.iter().map(bag).collect(), new.iter().map(bag).collect());
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let both = old.iter().zip(&new).enumerate();
        return both.filter(|(_, (o, n))| alike(o, n) >= ALIKE).map(|(i, _)| (i, i)).collect();
    }
    let weights: Vec<Vec<f64>> = old
        .iter()
        .map(|o| new.iter().map(|n| Some(alike(o, n)).filter(|w| *w >= ALIKE).unwrap_or_default()).collect())
        .collect();
    heaviest(&weights, new.len())
}

/// The heaviest chain through a table of weights that goes down and right at every step.
fn heaviest(weights: &[Vec<f64>], columns: usize) -> Vec<(usize, usize)> {
    let cell =
        |table: &[Vec<f64>], r: usize, c: usize| table.get(r).and_then(|t| t.get(c)).copied().unwrap_or_default();
    // Row r, column c: the best of the rows and columns from there on.
    let mut best = vec![vec![0.0; columns + 1]; weights.len() + 1];
    for r in (0..weights.len()).rev() {
        for c in (0..columns).rev() {
            let taken = cell(weights, r, c) + cell(&best, r + 1, c + 1);
            let left = cell(&best, r + 1, c).max(cell(&best, r, c + 1)).max(taken);
            if let Some(at) = best.get_mut(r).and_then(|row| row.get_mut(c)) {
                *at = left;
            }
        }
    }
    let (mut r, mut c, mut out) = (0, 0, Vec::new());
    while r < weights.len() && c < columns {
        let here = cell(&best, r, c);
        if here <= cell(&best, r + 1, c) {
            r += 1;
        } else if here <= cell(&best, r, c + 1) {
            c += 1;
        } else {
            out.push((r, c));
            (r, c) = (r + 1, c + 1);
        }
    }
    out
}

/// The words of a text, each with the blanks behind it.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let lead = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().find(char::is_whitespace).map_or(rest.len(), |at| at + lead);
        let behind = rest.get(word..).unwrap_or_default().trim_start();
        let (token, next) = rest.split_at(rest.len() - behind.len());
        out.push(token);
        rest = next;
    }
    out
}

/// A paragraph whose words changed.
fn changed(old: &Paragraph, new: &Paragraph) -> Block {
    let (mut before, mut after) = (words(old.text), words(new.text));
    if before.len() + after.len() > MOST_WORDS {
        before = old.text.split_inclusive('\n').collect();
        after = new.text.split_inclusive('\n').collect();
    }
    let keys = |tokens: &[&str]| -> Vec<String> { tokens.iter().map(|t| super::prose::one_line(t)).collect() };
    let mut spans: Vec<Span> = Vec::new();
    for run in aligned(&keys(&before), &keys(&after)) {
        let text = |tokens: &[&str], range: Range<usize>| tokens.get(range).unwrap_or_default().concat();
        let (gone, come) = (text(&before, run.old), text(&after, run.new));
        let pieces = match run.same {
            true => [(Change::Same, come), (Change::Removed, String::new())],
            false => [(Change::Removed, gone), (Change::Added, come)],
        };
        let said = pieces.into_iter().filter(|(_, text)| !text.is_empty());
        spans.extend(said.map(|(change, text)| Span { change, text }));
    }
    part(&mut spans);
    Block { old_line: Some(old.line), new_line: Some(new.line), change: Change::Changed, spans }
}

/// Parts removed words from their neighbours: the blanks in front of or behind them may be gone in the new text.
fn part(spans: &mut [Span]) {
    let blank = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
    for index in 0..spans.len() {
        let before = index.checked_sub(1).and_then(|i| spans.get(i)).and_then(|s| s.text.chars().next_back());
        let after = spans.get(index + 1).and_then(|s| s.text.chars().next());
        let Some(span) = spans.get_mut(index).filter(|s| s.change == Change::Removed) else { continue };
        if !blank(before) && !blank(span.text.chars().next()) {
            span.text.insert(0, ' ');
        }
        if !blank(after) && !blank(span.text.chars().next_back()) {
            span.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(blocks: &[Block]) -> String {
        let span = |s: &Span| match s.change {
            Change::Added => format!("{{+{}+}}", s.text),
            Change::Removed => format!("{{-{}-}}", s.text),
            Change::Same | Change::Changed => s.text.clone(),
        };
        let line = |n: Option<usize>| n.map_or("-".to_owned(), |n| n.to_string());
        let block = |b: &Block| {
            let text: String = b.spans.iter().map(span).collect();
            format!("{} {} {:?}: {text}", line(b.old_line), line(b.new_line), b.change)
        };
        blocks.iter().map(block).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_within_paragraphs() {
        let old = "# Access\n\nEveryone has an account\nof their own.\n\nOld rule that goes.\n\nPasswords have ten signs at least.\n\nEnd.";
        let new = "# Access\n\nEveryone has an   account of their own.\n\nPasswords have fourteen signs at least, and a manager.\n\nNew.\n\nEnd.";
        insta::assert_snapshot!(drawn(&redline(old, new)), @r"
    1 1 Same: # Access
    3 3 Same: Everyone has an   account of their own.
    6 - Removed: {-Old rule that goes.-}
    8 5 Changed: Passwords have {-ten -}{+fourteen +}signs at {-least. -}{+least, and a manager.+}
    - 7 Added: {+New.+}
    10 9 Same: End.
    ");
        insta::assert_debug_snapshot!(summary(&redline(old, new)), @r"
    Summary {
        added: 1,
        removed: 1,
        changed: 1,
        words_added: 6,
        words_removed: 6,
    }
    ");
        assert!(summary(&redline(old, &old.replace(' ', "  \t"))).is_same());
    }

    #[test]
    fn only_changes_says_how_much_it_leaves_out() {
        let old = (0..20).map(|n| format!("Paragraph {n} stands.\n\n")).collect::<String>();
        let blocks = redline(&old, &old.replace("10 stands", "10 falls"));
        let shown = only_changes(&blocks, 1);
        assert_eq!(shown.len(), 5);
        assert_eq!((shown.first(), shown.last()), (Some(&Shown::Skipped(9)), Some(&Shown::Skipped(8))));
        assert_eq!(only_changes(&redline(&old, &old), 1), [Shown::Skipped(20)]);
        assert_eq!(only_changes(&blocks, usize::MAX).len(), 20);
        assert!(only_changes(&[], 3).is_empty());
    }

    /// Work without an end would show as a test that takes minutes: none of these may.
    #[test]
    fn large_and_different_texts_end() {
        let many = |seed: u64, parted: &str, alphabet: u64| -> String {
            let mut state = seed;
            let mut out = String::new();
            while out.len() < 1 << 17 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                out.push_str(&format!("w{}{parted}", (state >> 33) % alphabet));
            }
            out
        };
        for (parted, alphabet) in
            [("\n\n", 3), ("\n\n", 500), ("\n\n", 1 << 30), (" ", 3), ("\n", 3), ("\n", 500), ("", 9)]
        {
            let (old, new) = (many(1, parted, alphabet), many(2, parted, alphabet));
            assert!(!redline(&old, &new).is_empty());
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(old in "([a-c]{1,2}[ \n\t]{1,2}|\n```\n|\n\n){0,30}", new in "([a-c]{1,2}[ \n\t]{1,2}|\n```\n|\n\n){0,30}") {
            let blocks = redline(&old, &new);
            let side = |gone: Change| -> Vec<String> {
                let spans = blocks.iter().map(|b| b.spans.iter().filter(|s| s.change != gone));
                spans.map(|s| s.map(|s| s.text.as_str()).collect::<String>()).filter(|t| !t.is_empty()).collect()
            };
            let texts = |text: &str| paragraphs(text).iter().map(|p| p.text.to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(side(Change::Removed), texts(&new));
            let words = |all: Vec<String>| all.iter().flat_map(|t| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>();
            prop_assert_eq!(words(side(Change::Added)), words(texts(&old)));
            prop_assert_eq!(summary(&redline(&old, &old)), Summary::default());
        }
    }
}
