//! A buffer of fixed size that never allocates after it was made, and drops nothing unseen.

/// First in, first out; a full buffer takes no more.
#[derive(Clone, Debug)]
pub struct Ring<T> {
    slots: Box<[Option<T>]>,
    read: usize,
    written: usize,
}

impl<T> Ring<T> {
    /// A buffer for so many items; a power of two.
    pub fn new(size: usize) -> Ring<T> {
        assert!(size.is_power_of_two(), "the size of a ring is a power of two");
        Ring { slots: (0..size).map(|_| None).collect(), read: 0, written: 0 }
    }

    pub fn len(&self) -> usize {
        self.written.wrapping_sub(self.read)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Take an item in; it is given back where there is no room.
    #[inline]
    pub fn push(&mut self, item: T) -> Result<(), T> {
        if self.len() == self.slots.len() {
            return Err(item);
        }
        let place = self.written & (self.slots.len() - 1);
        self.slots[place] = Some(item);
        self.written = self.written.wrapping_add(1);
        Ok(())
    }

    /// The oldest item.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.is_empty() {
            return None;
        }
        let place = self.read & (self.slots.len() - 1);
        self.read = self.read.wrapping_add(1);
        self.slots[place].take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_in_first_out_many_times_around() {
        let mut ring = Ring::new(4);
        for i in 0..100 {
            ring.push(i).unwrap();
            ring.push(-i).unwrap();
            assert_eq!((ring.pop(), ring.pop(), ring.pop()), (Some(i), Some(-i), None));
        }
    }

    #[test]
    fn a_full_ring_gives_the_item_back() {
        let mut ring = Ring::new(2);
        assert_eq!((ring.push(1), ring.push(2), ring.push(3)), (Ok(()), Ok(()), Err(3)));
        assert_eq!(ring.len(), 2);
    }
}
