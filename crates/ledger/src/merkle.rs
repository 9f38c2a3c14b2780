//! Merkle trees as RFC 6962 section 2.1 has them: a leaf is hashed after a zero byte, a node after a one.

use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// Hash of one leaf.
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// Hash of an inner node.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// A tree that grows leaf by leaf and remembers only its right edge: one hash per set bit of its size.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    size: u64,
    edge: Vec<Hash>,
}

impl Tree {
    /// Appends a leaf by its hash (see [`leaf`]).
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.edge.pop() {
                hash = node(&left, &hash);
            }
        }
        self.edge.push(hash);
        self.size += 1;
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root; of the empty tree the hash of nothing.
    pub fn root(&self) -> Hash {
        let fold = |right: Hash, left: &Hash| node(left, &right);
        match self.edge.split_last() {
            None => Sha256::digest([]).into(),
            Some((last, rest)) => rest.iter().rev().fold(*last, fold),
        }
    }
}

/// Root over leaf hashes.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::default();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    tree.root()
}

/// Largest power of two below `n` (which is at least 2).
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// The audit path of leaf `index` (RFC 6962 section 2.1.1): the hashes a verifier needs beside the leaf itself.
/// Empty when the index is outside.
pub fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 || index >= leaves.len() {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut inner, sibling) = match index.checked_sub(left.len()) {
        None => (path(left, index), root(right)),
        Some(index) => (path(right, index), root(left)),
    };
    inner.push(sibling);
    inner
}

/// The root that a leaf hash and its audit path lead to, or nothing when the path has the wrong length.
pub fn root_of_path(leaf: Hash, index: usize, size: usize, path: &[Hash]) -> Option<Hash> {
    match (size, path.split_last()) {
        (1, None) => (index == 0).then_some(leaf),
        (2.., Some((sibling, rest))) if index < size => {
            let left = split(size);
            match index.checked_sub(left) {
                None => Some(node(&root_of_path(leaf, index, left, rest)?, sibling)),
                Some(index) => Some(node(sibling, &root_of_path(leaf, index, size - left, rest)?)),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            many => {
                let (left, right) = many.split_at(split(many.len()));
                node(&by_definition(left), &by_definition(right))
            }
        }
    }

    #[test]
    fn roots_follow_the_definition_and_every_path_leads_to_them() {
        for size in 0..40usize {
            let leaves: Vec<Hash> = (0..size).map(|n| leaf(&n.to_be_bytes())).collect();
            assert_eq!(root(&leaves), by_definition(&leaves));
            for (index, hash) in leaves.iter().enumerate() {
                let path = path(&leaves, index);
                assert_eq!(root_of_path(*hash, index, size, &path), Some(root(&leaves)));
                assert_ne!(
                    root_of_path(*hash, (index + 1) % size, size, &path),
                    Some(root(&leaves)).filter(|_| size > 1)
                );
            }
        }
    }

    /// Test vector of the certificate transparency reference: leaves "", 00, 10.
    #[test]
    fn known_vectors() {
        insta::assert_snapshot!(hex::encode(leaf(b"")), @"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        insta::assert_snapshot!(hex::encode(root(&[leaf(b""), leaf(&[0])])), @"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }
}
