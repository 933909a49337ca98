//! How a swap travels: 32 bytes, little-endian, the last four of them a checksum.
//!
//! ```text
//! 0  number   u64
//! 8  paid     f64
//! 16 pool     u32
//! 20 side     u8, 0 or 1
//! 21 unused, zero
//! 28 checksum u32, FNV-1a of the bytes before
//! ```

use crate::pool::Side;

/// One pending swap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swap {
    pub number: u64,
    pub pool: u32,
    pub side: Side,
    pub paid: f64,
}

pub const SIZE: usize = 32;
pub type Frame = [u8; SIZE];

/// Why bytes are not a swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    Checksum,
    Side,
    Amount,
}

fn checksum(frame: &Frame) -> u32 {
    frame[..28].iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

pub fn encode(swap: &Swap) -> Frame {
    let mut frame = [0; SIZE];
    frame[..8].copy_from_slice(&swap.number.to_le_bytes());
    frame[8..16].copy_from_slice(&swap.paid.to_le_bytes());
    frame[16..20].copy_from_slice(&swap.pool.to_le_bytes());
    frame[20] = (swap.side == Side::Second) as u8;
    let sum = checksum(&frame);
    frame[28..].copy_from_slice(&sum.to_le_bytes());
    frame
}

#[inline]
pub fn decode(frame: &Frame) -> Result<Swap, Broken> {
    let sum = u32::from_le_bytes([frame[28], frame[29], frame[30], frame[31]]);
    if sum != checksum(frame) {
        return Err(Broken::Checksum);
    }
    let eight = |at: usize| <[u8; 8]>::try_from(&frame[at..at + 8]).expect("eight bytes");
    let paid = f64::from_le_bytes(eight(8));
    if !(paid.is_finite() && paid > 0.0) {
        return Err(Broken::Amount);
    }
    let side = match frame[20] {
        0 => Side::First,
        1 => Side::Second,
        _ => return Err(Broken::Side),
    };
    let pool = u32::from_le_bytes([frame[16], frame[17], frame[18], frame[19]]);
    Ok(Swap { number: u64::from_le_bytes(eight(0)), pool, side, paid })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Stream;

    #[test]
    fn what_was_encoded_is_decoded() {
        for swap in Stream::new(50, 9).take(500) {
            assert_eq!(decode(&encode(&swap)), Ok(swap));
        }
    }

    #[test]
    fn one_wrong_bit_is_noticed() {
        let frame = encode(&Stream::new(50, 9).next().unwrap());
        for bit in 0..SIZE * 8 {
            let mut damaged = frame;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode(&damaged), Err(Broken::Checksum), "bit {}", bit);
        }
    }

    #[test]
    fn impossible_amounts_are_refused() {
        for paid in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let swap = Swap { number: 1, pool: 1, side: Side::First, paid };
            assert_eq!(decode(&encode(&swap)), Err(Broken::Amount));
        }
    }
}
