//! Single operations, timed by Criterion.rs. A sample is the mean of many iterations, so what is measured here is
//! the usual cost of an operation; how late a single swap can be is what `spikes` measures.

use criterion::{black_box, criterion_group, criterion_main, Criterion};
use mev_engine::config::Config;
use mev_engine::detect::{detect, Lookup};
use mev_engine::engine::Engine;
use mev_engine::market::Market;
use mev_engine::ring::Ring;
use mev_engine::stream::Stream;
use mev_engine::wire::{encode, Frame};

const SEED: u64 = 20_261_121;
const SWAPS: usize = 4096;

fn operations(criterion: &mut Criterion) {
    let config = Config::default();
    criterion.bench_function("detection", |bencher| {
        let mut market = Market::new(&config, SEED);
        let mut swaps = Stream::new(market.pools.len(), SEED);
        for swap in swaps.by_ref().take(SWAPS) {
            market.pools[swap.pool as usize].trade(swap.side, swap.paid);
        }
        let mut pools = swaps.take(SWAPS).map(|swap| swap.pool).collect::<Vec<u32>>().into_iter().cycle();
        bencher.iter(|| detect(&market, black_box(pools.next().unwrap()), 1.0, Lookup::Index))
    });
    criterion.bench_function("processing", |bencher| {
        let mut engine = Engine::new(&config, SEED).expect("the default is sound");
        let frames: Vec<Frame> =
            Stream::new(engine.market.pools.len(), SEED).take(SWAPS).map(|swap| encode(&swap)).collect();
        let mut frames = frames.iter().cycle();
        bencher.iter(|| {
            let outcome = engine.process(black_box(frames.next().unwrap()));
            (outcome, engine.found.pop())
        })
    });
    criterion.bench_function("buffer-push-pop", |bencher| {
        let mut ring = Ring::new(1024);
        bencher.iter(|| {
            let pushed = ring.push(black_box([1.0_f64; 4]));
            (pushed, black_box(&mut ring).pop())
        })
    });
    criterion.bench_function("config-validation", |bencher| bencher.iter(|| black_box(&config).validate()));
}

criterion_group!(benches, operations);
criterion_main!(benches);
