//! All pools, and how the pools of a pair are found.

use crate::config::Config;
use crate::pool::Pool;
use crate::stream::Random;

/// The pools of a market and an index of them by pair.
#[derive(Clone, Debug)]
pub struct Market {
    pub pools: Vec<Pool>,
    by_pair: Vec<Vec<u32>>,
}

impl Market {
    /// A market of seeded reserves in which no pair can be traded around for a gain.
    ///
    /// The pools of a pair have the same price and different depths, and stand anywhere in the list, as pools do
    /// that are listed in the order they were founded.
    pub fn new(config: &Config, seed: u64) -> Market {
        let mut random = Random::new(seed);
        let mut pools = Vec::with_capacity((config.pairs * config.venues) as usize);
        for pair in 0..config.pairs {
            let price = random.between(0.5, 2.0);
            for _ in 0..config.venues {
                let first = random.between(2e5, 2e6);
                let keeps = 1.0 - f64::from(config.fee_bps) / 10_000.0;
                pools.push(Pool { pair, first, second: first * price, keeps });
            }
        }
        for last in (1..pools.len()).rev() {
            pools.swap(last, random.below(last as u32 + 1) as usize);
        }
        let mut by_pair = vec![Vec::new(); config.pairs as usize];
        for (place, pool) in pools.iter().enumerate() {
            by_pair[pool.pair as usize].push(place as u32);
        }
        Market { pools, by_pair }
    }

    /// The other pools of the pair that a pool trades, from the index.
    #[inline]
    pub fn siblings(&self, pool: u32) -> impl Iterator<Item = u32> + '_ {
        let pair = self.pools[pool as usize].pair;
        self.by_pair[pair as usize].iter().copied().filter(move |&other| other != pool)
    }

    /// The same, by looking at every pool.
    #[inline]
    pub fn siblings_by_scan(&self, pool: u32) -> impl Iterator<Item = u32> + '_ {
        let pair = self.pools[pool as usize].pair;
        let places = 0..self.pools.len() as u32;
        places.filter(move |&other| other != pool && self.pools[other as usize].pair == pair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_the_scan_finds() {
        let config = Config { pairs: 20, ..Config::default() };
        let market = Market::new(&config, 3);
        assert_eq!(market.pools.len(), 80);
        for pool in 0..80 {
            let found: Vec<u32> = market.siblings(pool).collect();
            assert_eq!(found.len(), 3);
            assert_eq!(found, market.siblings_by_scan(pool).collect::<Vec<u32>>());
        }
    }
}
