//! The gain of trading once around two pools of the same pair.

use crate::market::Market;
use crate::pool::{Pool, Side};

/// A round trip that gains: pay the first token at `buy`, sell what that gets at `sell`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opportunity {
    pub buy: u32,
    pub sell: u32,
    /// What to pay, in the first token.
    pub pay: f64,
    /// What comes back beyond that.
    pub gain: f64,
}

/// How the pools of the same pair are found, and how many of the ways around them are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// By index, and only the ways that can gain.
    Index,
    /// By index, and both ways, as version 1.0 did.
    IndexBothWays,
    /// By looking at every pool, and both ways, as the scan of version 1.0 did.
    Scan,
}

/// Whether any payment gains when buying at one pool and selling at the other: A > B in the terms of `best_payment`.
#[inline]
pub fn can_gain(buy: &Pool, sell: &Pool) -> bool {
    buy.keeps * buy.keeps * buy.second * sell.first > buy.first * sell.second
}

/// The payment that gains most when buying at one pool and selling at the other; not above 0 where none gains.
///
/// With both fees, a payment d returns A d / (B + C d), where A = k² y1 x2, B = x1 y2 and C = k y2 + k² y1, for
/// reserves x (first token) and y (second token) and equal fees 1 - k. The derivative of that minus d is zero at
/// d = (sqrt(A B) - B) / C.
#[inline]
pub fn best_payment(buy: &Pool, sell: &Pool) -> f64 {
    let keeps = buy.keeps;
    let a = keeps * keeps * buy.second * sell.first;
    let b = buy.first * sell.second;
    let c = keeps * sell.second + keeps * keeps * buy.second;
    ((a * b).sqrt() - b) / c
}

/// The best round trip through a pool that was just traded on, if it gains `least` or more.
#[inline]
pub fn detect(market: &Market, pool: u32, least: f64, lookup: Lookup) -> Option<Opportunity> {
    match lookup {
        Lookup::Index => best_of::<true>(market, pool, least, market.siblings(pool)),
        Lookup::IndexBothWays => best_of::<false>(market, pool, least, market.siblings(pool)),
        Lookup::Scan => best_of::<false>(market, pool, least, market.siblings_by_scan(pool)),
    }
}

#[inline]
fn best_of<const ONLY_WHERE_IT_CAN_GAIN: bool>(
    market: &Market,
    pool: u32,
    least: f64,
    others: impl Iterator<Item = u32>,
) -> Option<Opportunity> {
    let mut best: Option<Opportunity> = None;
    for other in others {
        for (buy, sell) in [(pool, other), (other, pool)] {
            let (from, to) = (&market.pools[buy as usize], &market.pools[sell as usize]);
            if ONLY_WHERE_IT_CAN_GAIN && !can_gain(from, to) {
                continue;
            }
            let pay = best_payment(from, to);
            if pay <= 0.0 {
                continue;
            }
            let gain = to.quote(Side::Second, from.quote(Side::First, pay)) - pay;
            if gain >= least && best.map_or(true, |known| gain > known.gain) {
                best = Some(Opportunity { buy, sell, pay, gain });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn pools() -> (Pool, Pool) {
        let buy = Pool { pair: 0, first: 900.0, second: 2_100.0, keeps: 0.997 };
        (buy, Pool { first: 1_000.0, second: 2_000.0, ..buy })
    }

    fn gain(buy: &Pool, sell: &Pool, pay: f64) -> f64 {
        sell.quote(Side::Second, buy.quote(Side::First, pay)) - pay
    }

    #[test]
    fn no_other_payment_gains_more() {
        let (buy, sell) = pools();
        let best = best_payment(&buy, &sell);
        let most = gain(&buy, &sell, best);
        assert!(best > 0.0 && most > 0.0);
        for step in 1..400 {
            assert!(gain(&buy, &sell, best * f64::from(step) / 200.0) <= most + 1e-9);
        }
    }

    #[test]
    fn the_other_way_round_nothing_gains() {
        let (buy, sell) = pools();
        assert!(best_payment(&sell, &buy) < 0.0);
        assert!(can_gain(&buy, &sell) && !can_gain(&sell, &buy));
    }

    #[test]
    fn a_fresh_market_has_no_opportunity() {
        let market = Market::new(&Config { pairs: 30, ..Config::default() }, 1);
        for pool in 0..120 {
            assert_eq!(detect(&market, pool, 0.0, Lookup::Index), None);
        }
    }

    #[test]
    fn a_large_trade_makes_one_and_all_lookups_find_it() {
        let mut market = Market::new(&Config { pairs: 30, ..Config::default() }, 1);
        market.pools[7].trade(Side::Second, 200_000.0);
        let found = detect(&market, 7, 1.0, Lookup::Index).expect("an opportunity");
        assert_eq!(found.buy, 7, "the second token is cheap where it was just paid with");
        assert_eq!(Some(found), detect(&market, 7, 1.0, Lookup::IndexBothWays));
        assert_eq!(Some(found), detect(&market, 7, 1.0, Lookup::Scan));
    }
}
