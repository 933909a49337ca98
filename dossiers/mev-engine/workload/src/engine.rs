//! From bytes to opportunities.

use crate::config::{Config, Fault};
use crate::detect::{detect, Lookup, Opportunity};
use crate::market::Market;
use crate::ring::Ring;
use crate::wire::{decode, Broken, Frame};

/// What became of one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Nothing,
    Found,
    /// Found, but the buffer is full.
    Dropped,
}

/// Why a frame was not processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Broken(Broken),
    UnknownPool,
}

/// A market and what was found in it.
#[derive(Clone, Debug)]
pub struct Engine {
    pub market: Market,
    pub found: Ring<Opportunity>,
    least_profit: f64,
}

impl Engine {
    pub fn new(config: &Config, seed: u64) -> Result<Engine, Fault> {
        config.validate()?;
        Ok(Engine {
            market: Market::new(config, seed),
            found: Ring::new(config.kept),
            least_profit: config.least_profit,
        })
    }

    /// Decode a swap, carry it out, look for an opportunity behind it, take it and keep it.
    ///
    /// Taking the opportunity moves both pools back together, so that a market stays a market however long the
    /// stream is.
    #[inline]
    pub fn process(&mut self, frame: &Frame) -> Result<Outcome, Refused> {
        let swap = decode(frame).map_err(Refused::Broken)?;
        let pool = self.market.pools.get_mut(swap.pool as usize).ok_or(Refused::UnknownPool)?;
        pool.trade(swap.side, swap.paid);
        let found = match detect(&self.market, swap.pool, self.least_profit, Lookup::Index) {
            None => return Ok(Outcome::Nothing),
            Some(found) => found,
        };
        self.take(&found);
        Ok(if self.found.push(found).is_ok() { Outcome::Found } else { Outcome::Dropped })
    }

    fn take(&mut self, found: &Opportunity) {
        use crate::pool::Side;
        let got = self.market.pools[found.buy as usize].trade(Side::First, found.pay);
        self.market.pools[found.sell as usize].trade(Side::Second, got);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Side;
    use crate::wire::{encode, Swap};

    fn engine() -> Engine {
        Engine::new(&Config { pairs: 30, kept: 2, ..Config::default() }, 1).unwrap()
    }

    fn frame(pool: u32, paid: f64) -> Frame {
        encode(&Swap { number: 1, pool, side: Side::Second, paid })
    }

    #[test]
    fn a_small_swap_is_nothing_and_a_large_one_is_found_and_taken() {
        let mut engine = engine();
        assert_eq!(engine.process(&frame(7, 1.0)), Ok(Outcome::Nothing));
        assert_eq!(engine.process(&frame(7, 200_000.0)), Ok(Outcome::Found));
        let found = engine.found.pop().unwrap();
        assert!(found.gain >= 1.0);
        let again = detect(&engine.market, 7, 1.0, Lookup::Index);
        assert!(again.map_or(true, |rest| rest.gain < found.gain));
    }

    #[test]
    fn a_full_buffer_drops_and_says_so() {
        let mut engine = engine();
        let outcomes: Vec<_> = (0..3).map(|pool| engine.process(&frame(pool, 300_000.0)).unwrap()).collect();
        assert_eq!(outcomes, [Outcome::Found, Outcome::Found, Outcome::Dropped]);
    }

    #[test]
    fn damaged_frames_and_unknown_pools_are_refused() {
        let mut engine = engine();
        assert_eq!(engine.process(&[0; 32]), Err(Refused::Broken(Broken::Checksum)));
        assert_eq!(engine.process(&frame(120, 1.0)), Err(Refused::UnknownPool));
    }

    #[test]
    fn a_faulty_configuration_makes_no_engine() {
        assert_eq!(Engine::new(&Config { pairs: 0, ..Config::default() }, 1).err(), Some(Fault::NoPairs));
    }
}
