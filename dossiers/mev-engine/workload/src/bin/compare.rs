//! Detection in three ways, in one run: with an index of pools by pair and only the ways around that can gain; with the
//! index and both ways, as in version 1.0; and looking at every pool.
//!
//! ```text
//! cargo run --release --bin compare -- --rounds 1000 --output compare.csv
//! ```
//!
//! Each round times all on the same swaps, in the order index, both ways, scan, scan, both ways, index, so that
//! whatever the machine does meanwhile happens to all. One row per block of 64 detections:
//!
//! ```text
//! round         from 0
//! lookup        index, index-both-ways or scan
//! detection_ns  nanoseconds per detection, the mean of the block
//! ```
//!
//! The program fails where they do not find the same.

use mev_engine::config::Config;
use mev_engine::detect::{detect, Lookup};
use mev_engine::market::Market;
use mev_engine::options::Options;
use mev_engine::stream::Stream;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

const BLOCK: usize = 64;
const WAYS: [(Lookup, &str); 3] =
    [(Lookup::Index, "index"), (Lookup::IndexBothWays, "index-both-ways"), (Lookup::Scan, "scan")];

/// A value the compiler cannot know, so that no two detections are one.
fn opaque(pool: u32) -> u32 {
    // SAFETY: reads a valid, aligned, initialised local.
    unsafe { std::ptr::read_volatile(&pool) }
}

fn main() -> std::io::Result<()> {
    let options = Options::read(&["rounds", "seed", "output"]);
    let seed = options.get("seed", 1);
    let mut market = Market::new(&Config::default(), seed);
    let mut stream = Stream::new(market.pools.len(), seed);
    let mut file = BufWriter::new(File::create(options.output())?);
    writeln!(file, "round,lookup,detection_ns")?;
    let rounds: u32 = options.get("rounds", 1000);
    let warm_up = 20;
    for round in 0..warm_up + rounds {
        let swaps: Vec<_> = stream.by_ref().take(BLOCK).collect();
        for swap in &swaps {
            market.pools[swap.pool as usize].trade(swap.side, swap.paid);
        }
        let mut gains = [0.0; 3];
        for way in [0, 1, 2, 2, 1, 0] {
            let (lookup, name) = WAYS[way];
            let begun = Instant::now();
            let mut gain = 0.0;
            for swap in &swaps {
                gain += detect(&market, opaque(swap.pool), 1.0, lookup).map_or(0.0, |found| found.gain);
            }
            let nanoseconds = begun.elapsed().as_nanos() as f64 / BLOCK as f64;
            gains[way] = gain;
            if round >= warm_up {
                writeln!(file, "{},{},{:.3}", round - warm_up, name, nanoseconds)?;
            }
        }
        assert!(gains[0] == gains[1] && gains[1] == gains[2], "all find the same");
    }
    file.flush()
}
