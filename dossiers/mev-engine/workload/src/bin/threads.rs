//! Swaps processed per second by one, two and four threads, in one run.
//!
//! ```text
//! cargo run --release --bin threads -- --rounds 40 --swaps 200000 --output threads.csv
//! ```
//!
//! Each thread has an engine and a stream of its own, as if the pairs were divided among them: nothing is shared,
//! which is the best case. Each round measures every number of threads, in an order that rotates. One row per
//! measurement:
//!
//! ```text
//! round        from 0
//! threads      1, 2 or 4
//! swaps        processed by all threads
//! seconds      from the common start until the last thread was done
//! swaps_per_s  the quotient of the two
//! ```

use mev_engine::config::Config;
use mev_engine::engine::Engine;
use mev_engine::options::Options;
use mev_engine::stream::Stream;
use mev_engine::wire::{encode, Frame};
use std::fs::File;
use std::io::Write;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

const COUNTS: [usize; 3] = [1, 2, 4];
const FRAMES: usize = 16_384;

/// An engine and the frames it is given, again and again.
struct Shard {
    engine: Engine,
    frames: Vec<Frame>,
}

impl Shard {
    fn new(seed: u64) -> Shard {
        let engine = Engine::new(&Config::default(), seed).expect("the default is sound");
        let stream = Stream::new(engine.market.pools.len(), seed);
        Shard { frames: stream.take(FRAMES).map(|swap| encode(&swap)).collect(), engine }
    }

    fn work(&mut self, swaps: usize) {
        for frame in self.frames.iter().cycle().take(swaps) {
            self.engine.process(frame).expect("the stream is sound");
            self.engine.found.pop();
        }
    }
}

/// Seconds from when all threads were let go until the last one was done.
fn measure(shards: &mut [Shard], swaps: usize) -> f64 {
    let start = Barrier::new(shards.len() + 1);
    thread::scope(|scope| {
        let workers: Vec<_> = shards
            .iter_mut()
            .map(|shard| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    let begun = Instant::now();
                    shard.work(swaps);
                    (begun, Instant::now())
                })
            })
            .collect();
        start.wait();
        let times: Vec<_> = workers.into_iter().map(|worker| worker.join().expect("no panic")).collect();
        let first = times.iter().map(|time| time.0).min().expect("a thread");
        let last = times.iter().map(|time| time.1).max().expect("a thread");
        (last - first).as_secs_f64()
    })
}

fn main() -> std::io::Result<()> {
    let options = Options::read(&["rounds", "swaps", "output"]);
    let (rounds, swaps): (usize, usize) = (options.get("rounds", 40), options.get("swaps", 200_000));
    let mut shards: Vec<Shard> = (0..4).map(|seed| Shard::new(seed + 1)).collect();
    let mut file = File::create(options.output())?;
    writeln!(file, "round,threads,swaps,seconds,swaps_per_s")?;
    measure(&mut shards, swaps); // warm-up, not recorded
    for round in 0..rounds {
        for turn in 0..COUNTS.len() {
            let threads = COUNTS[(round + turn) % COUNTS.len()];
            let seconds = measure(&mut shards[..threads], swaps);
            let all = threads * swaps;
            writeln!(file, "{},{},{},{:.9},{:.1}", round, threads, all, seconds, all as f64 / seconds)?;
        }
    }
    Ok(())
}
