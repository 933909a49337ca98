//! How late single swaps are: a steady stream, and bursts on top of it.
//!
//! ```text
//! cargo run --release --bin spikes -- --seconds 20 --output spikes.csv
//! ```
//!
//! Swaps arrive by a schedule, whatever the engine does (an open loop): 2,000 per second one by one, and every half
//! second 1,000 more at one moment. One thread sends them through a channel, another processes them. Latency counts
//! from when the swap was due, so time spent waiting behind others, and a sender that is late, are part of it. One
//! row per swap, in the order they were due:
//!
//! ```text
//! phase      spike for swaps of a burst and the 50 ms after it, calm for all others
//! due_s      seconds from the start of the run
//! latency_s  from then until it was processed
//! done_s     due_s and latency_s together
//! ```
//!
//! The first second is warm-up and not recorded. The program fails where a swap was lost.

use mev_engine::config::Config;
use mev_engine::engine::Engine;
use mev_engine::options::Options;
use mev_engine::stream::Stream;
use mev_engine::wire::{encode, Frame};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

const STEADY_NS: u64 = 500_000;
const BURST_EVERY_NS: u64 = 500_000_000;
const AFTER_BURST_NS: u64 = 50_000_000;
const WARM_UP_NS: u64 = 1_000_000_000;

/// When each swap is due, in nanoseconds from the start; bursts fall between two steady swaps.
fn schedule(seconds: u64, burst: usize) -> Vec<u64> {
    let end = WARM_UP_NS + seconds * 1_000_000_000;
    let mut due: Vec<u64> = (0..end).step_by(STEADY_NS as usize).collect();
    for at in (BURST_EVERY_NS / 2..end).step_by(BURST_EVERY_NS as usize) {
        due.extend(std::iter::repeat(at + STEADY_NS / 2).take(burst));
    }
    due.sort_unstable();
    due
}

fn is_spike(due: u64) -> bool {
    let burst = BURST_EVERY_NS / 2 + STEADY_NS / 2;
    due >= burst && (due - burst) % BURST_EVERY_NS < AFTER_BURST_NS
}

/// Sleep until shortly before a moment, then give way to others until it has come.
fn wait_for(moment: Instant) {
    const EARLY: Duration = Duration::from_micros(200);
    loop {
        let left = moment.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        } else if left > EARLY {
            thread::sleep(left - EARLY);
        } else {
            thread::yield_now();
        }
    }
}

fn main() -> std::io::Result<()> {
    let options = Options::read(&["seconds", "burst", "output"]);
    let mut engine = Engine::new(&Config::default(), 1).expect("the default is sound");
    let due = schedule(options.get("seconds", 20), options.get("burst", 1000));
    let frames: Vec<Frame> =
        Stream::new(engine.market.pools.len(), 1).take(due.len()).map(|swap| encode(&swap)).collect();
    let (sender, receiver) = channel::<usize>();
    let mut done = Vec::with_capacity(due.len());
    let begun = Instant::now();
    thread::scope(|scope| {
        let due = &due;
        scope.spawn(move || {
            for (place, &at) in due.iter().enumerate() {
                wait_for(begun + Duration::from_nanos(at));
                sender.send(place).expect("the engine is there");
            }
        });
        for place in receiver {
            engine.process(&frames[place]).expect("the stream is sound");
            engine.found.pop();
            done.push(begun.elapsed().as_nanos() as u64);
        }
    });
    assert_eq!(done.len(), due.len(), "no swap is lost");
    let mut file = BufWriter::new(File::create(options.output())?);
    writeln!(file, "phase,due_s,latency_s,done_s")?;
    for (&due, &done) in due.iter().zip(&done).filter(|(&due, _)| due >= WARM_UP_NS) {
        let phase = if is_spike(due) { "spike" } else { "calm" };
        let seconds = |ns: u64| format!("{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000);
        writeln!(file, "{},{},{},{}", phase, seconds(due), seconds(done - due), seconds(done))?;
    }
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_a_second_and_two_bursts() {
        let due = schedule(1, 1000);
        let recorded: Vec<u64> = due.iter().copied().filter(|&at| at >= WARM_UP_NS).collect();
        assert_eq!(recorded.len(), 2_000 + 2 * 1_000);
        assert!(recorded.windows(2).all(|pair| pair[0] <= pair[1]));
        let in_spikes = recorded.iter().filter(|&&at| is_spike(at)).count();
        assert_eq!(in_spikes, 2 * (1_000 + 100));
    }
}
