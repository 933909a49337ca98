//! Finds arbitrage behind pending swaps, on constant-product pools.
//!
//! A swap arrives as bytes, is decoded and checked, and moves the pool it trades on. Where another venue trades
//! the same pair, the two prices may then be further apart than the fees, and trading once around is an
//! opportunity. Everything is synthetic: the pools, the swaps, and the money.

pub mod config;
pub mod detect;
pub mod engine;
pub mod market;
pub mod options;
pub mod pool;
pub mod ring;
pub mod stream;
pub mod wire;
