//! Random streams by name. A draw depends on the seed, on whose it is, on what for and on which block, and on nothing else: so
//! any number of threads gives the same result, and another scenario does not disturb the draws of the others.

use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the output.
pub(crate) fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// FNV-1a over a name, mixed.
pub(crate) fn name(text: &str) -> u64 {
    mix(text.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3)))
}

/// The key of a stream.
pub(crate) fn key(seed: u64, whose: u64, purpose: u64, block: u64) -> u64 {
    mix(mix(mix(mix(seed) ^ whose) ^ purpose.wrapping_mul(0xD6E8_FEB8_6659_FD93)) ^ block)
}

/// The stream of a key.
pub(crate) fn stream(key: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(key)
}

/// A uniform number in 0..1, never 0 or 1, from 64 random bits.
pub(crate) fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// A keyed permutation of 0..n: where `index` goes. A Feistel network of four rounds over the next even number of bits, walked until it lands inside.
pub(crate) fn permute(index: u64, n: u64, key: u64) -> u64 {
    if n <= 1 {
        return 0;
    }
    let half = (64 - (n - 1).leading_zeros()).div_ceil(2).max(1);
    let mask = (1_u64 << half) - 1;
    let mut x = index;
    loop {
        let (mut left, mut right) = (x >> half, x & mask);
        for round in 0..4 {
            (left, right) = (right, left ^ (mix(key ^ mix(right ^ (round << 40))) & mask));
        }
        x = (left << half) | right;
        if x < n {
            return x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_hits_every_place_once() {
        for n in [1, 2, 3, 7, 64, 100, 400] {
            let mut seen: Vec<u64> = (0..n).map(|i| permute(i, n, 42)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..n).collect::<Vec<_>>());
        }
    }
}
