//! Made-up swaps, the same for the same seed.

use crate::pool::Side;
use crate::wire::Swap;

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, and good enough to make up trades with.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u32
    }

    /// A number between two others.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// An endless stream of swaps on the pools of a market.
///
/// Most are small, 100 to 1,000; one in sixteen is a hundred times that, enough to move a price beyond the fees.
#[derive(Clone, Debug)]
pub struct Stream {
    random: Random,
    pools: u32,
    next: u64,
}

impl Stream {
    pub fn new(pools: usize, seed: u64) -> Stream {
        Stream { random: Random::new(seed), pools: pools as u32, next: 0 }
    }
}

impl Iterator for Stream {
    type Item = Swap;

    fn next(&mut self) -> Option<Swap> {
        self.next += 1;
        let size = if self.random.below(16) == 0 { 100.0 } else { 1.0 };
        Some(Swap {
            number: self.next,
            pool: self.random.below(self.pools),
            side: if self.random.below(2) == 0 { Side::First } else { Side::Second },
            paid: size * self.random.between(100.0, 1_000.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_swaps() {
        let some = |seed| Stream::new(8, seed).take(100).collect::<Vec<Swap>>();
        assert_eq!(some(1), some(1));
        assert_ne!(some(1), some(2));
        assert!(some(1).iter().all(|swap| swap.pool < 8 && swap.paid >= 100.0 && swap.paid <= 100_000.0));
    }
}
