//! What follows from two mapping lines in a row.
//!
//! Relations are those of sets (NIST IR 8477). Sets would allow to say a little more through an overlap (A contains B, B overlaps C: A overlaps C); we say
//! nothing there, because published overlaps are loose words and a chain of them carries no evidence anyway.

use crate::control::mapping::MappingRelation as R;

/// The relation of A to C, where A is `first` to B and B is `second` to C; none where nothing follows.
pub fn compose(first: R, second: R) -> Option<R> {
    match (first, second) {
        (R::Equal, other) | (other, R::Equal) => Some(other),
        (R::Subset, R::Subset) => Some(R::Subset),
        (R::Superset, R::Superset) => Some(R::Superset),
        // A contains B and C contains B: they share at least B.
        (R::Superset, R::Subset) => Some(R::Intersects),
        (R::Subset, R::None) | (R::None, R::Superset) => Some(R::None),
        _ => None,
    }
}

/// The same line read from the other end.
pub fn turned(relation: R) -> R {
    match relation {
        R::Subset => R::Superset,
        R::Superset => R::Subset,
        same => same,
    }
}

/// Whether evidence for the source is enough for the target.
pub fn carries(relation: R) -> bool {
    matches!(relation, R::Equal | R::Superset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [R; 5] = [R::Equal, R::Subset, R::Superset, R::Intersects, R::None];

    /// The relation of two non-empty sets of points, as bits.
    fn relation(a: u8, b: u8) -> R {
        match (a & b == 0, a & !b == 0, b & !a == 0) {
            (true, ..) => R::None,
            (_, true, true) => R::Equal,
            (_, true, _) => R::Subset,
            (_, _, true) => R::Superset,
            _ => R::Intersects,
        }
    }

    /// Whether a stated relation is true of an exact one: of equal sets one may also say subset.
    fn allows(stated: R, exact: R) -> bool {
        match stated {
            R::Equal | R::None => stated == exact,
            R::Subset | R::Superset => stated == exact || exact == R::Equal,
            R::Intersects => exact != R::None,
        }
    }

    #[test]
    fn composition_is_what_sets_say() {
        for (first, second) in ALL.into_iter().flat_map(|a| ALL.map(|b| (a, b))) {
            let mut found = std::collections::HashSet::new();
            for (a, b, c) in (1..32u8).flat_map(|a| (1..32u8).flat_map(move |b| (1..32u8).map(move |c| (a, b, c)))) {
                if allows(first, relation(a, b)) && allows(second, relation(b, c)) {
                    found.insert(relation(a, c));
                }
            }
            match compose(first, second) {
                Some(said) => {
                    assert!(found.iter().all(|exact| allows(said, *exact)), "{first:?} {second:?}: {found:?}")
                }
                None if [first, second].contains(&R::Intersects) => {}
                None => {
                    assert!(!ALL.iter().any(|said| found.iter().all(|e| allows(*said, *e))), "{first:?} {second:?}")
                }
            }
        }
    }

    #[test]
    fn an_overlap_carries_nothing() {
        assert!(ALL.into_iter().filter_map(|r| compose(R::Intersects, r)).all(|r| !carries(r)));
        assert!(ALL.into_iter().filter_map(|r| compose(r, R::Intersects)).all(|r| !carries(r)));
        assert!(ALL.into_iter().all(|r| turned(turned(r)) == r));
    }
}
