//! The settings of an engine, and what is wrong with them.

/// What an engine is told before it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Trading pairs; each has one pool on every venue.
    pub pairs: u32,
    /// Places a pair is traded at.
    pub venues: u32,
    /// The part of every trade a pool keeps, in units of 1/10,000.
    pub fee_bps: u32,
    /// Opportunities that gain less are not reported, in units of the first token.
    pub least_profit: f64,
    /// Opportunities kept until somebody reads them; a power of two.
    pub kept: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config { pairs: 512, venues: 4, fee_bps: 30, least_profit: 1.0, kept: 1024 }
    }
}

/// Why a configuration cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NoPairs,
    TooManyPools,
    TooFewVenues,
    Fee,
    LeastProfit,
    Kept,
}

impl Config {
    /// The first thing that is wrong, if any. Reads five numbers: no file, no text, no network.
    pub fn validate(&self) -> Result<(), Fault> {
        if self.pairs == 0 {
            return Err(Fault::NoPairs);
        }
        if self.venues < 2 {
            return Err(Fault::TooFewVenues);
        }
        if self.pairs.checked_mul(self.venues).map_or(true, |pools| pools > 1 << 20) {
            return Err(Fault::TooManyPools);
        }
        if self.fee_bps >= 10_000 {
            return Err(Fault::Fee);
        }
        if !(self.least_profit.is_finite() && self.least_profit >= 0.0) {
            return Err(Fault::LeastProfit);
        }
        if !self.kept.is_power_of_two() {
            return Err(Fault::Kept);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_sound() {
        assert_eq!(Config::default().validate(), Ok(()));
    }

    #[test]
    fn every_fault_is_found() {
        let sound = Config::default;
        let faulty = [
            (Config { pairs: 0, ..sound() }, Fault::NoPairs),
            (Config { venues: 1, ..sound() }, Fault::TooFewVenues),
            (Config { pairs: u32::MAX, ..sound() }, Fault::TooManyPools),
            (Config { fee_bps: 10_000, ..sound() }, Fault::Fee),
            (Config { least_profit: f64::NAN, ..sound() }, Fault::LeastProfit),
            (Config { least_profit: -1.0, ..sound() }, Fault::LeastProfit),
            (Config { kept: 1000, ..sound() }, Fault::Kept),
            (Config { kept: 0, ..sound() }, Fault::Kept),
        ];
        for (config, fault) in faulty {
            assert_eq!(config.validate(), Err(fault), "{:?}", config);
        }
    }
}
