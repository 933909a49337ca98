//! A pool of two tokens whose product of reserves a trade keeps.

/// Which token a trade pays with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Pays the first token and takes the second.
    First,
    /// Pays the second token and takes the first.
    Second,
}

/// The reserves of one pool. `keeps` is 1 minus the fee.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    pub pair: u32,
    pub first: f64,
    pub second: f64,
    pub keeps: f64,
}

impl Pool {
    /// What a payment would get; the pool stays as it is.
    #[inline]
    pub fn quote(&self, side: Side, paid: f64) -> f64 {
        let (into, out_of) = match side {
            Side::First => (self.first, self.second),
            Side::Second => (self.second, self.first),
        };
        let counted = paid * self.keeps;
        out_of * counted / (into + counted)
    }

    /// Trade: the payment goes in, and what it gets comes out and is returned.
    #[inline]
    pub fn trade(&mut self, side: Side, paid: f64) -> f64 {
        let got = self.quote(side, paid);
        match side {
            Side::First => {
                self.first += paid;
                self.second -= got;
            }
            Side::Second => {
                self.second += paid;
                self.first -= got;
            }
        }
        got
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Pool {
        Pool { pair: 0, first: 1_000.0, second: 2_000.0, keeps: 0.997 }
    }

    #[test]
    fn a_trade_gets_what_was_quoted_and_never_shrinks_the_product() {
        for side in [Side::First, Side::Second] {
            let mut traded = pool();
            let quoted = traded.quote(side, 50.0);
            let before = traded.first * traded.second;
            assert_eq!(traded.trade(side, 50.0), quoted);
            assert!(traded.first * traded.second > before);
        }
    }

    #[test]
    fn going_there_and_back_costs_the_fee_twice() {
        let mut traded = pool();
        let got = traded.trade(Side::First, 1.0);
        let back = traded.trade(Side::Second, got);
        assert!(back < 1.0 && back > 0.99, "{}", back);
    }

    #[test]
    fn no_payment_empties_a_pool() {
        assert!(pool().quote(Side::First, 1e18) < 2_000.0);
    }
}
