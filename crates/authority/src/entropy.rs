//! Where randomness comes from.

use zeroize::Zeroize;

/// The generator of the operating system, or in tests a counted one.
pub trait Entropy: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Bytes drawn at a time: some thirty passes' worth.
const BLOCK_BYTES: usize = 4_096;

/// Draws blocks, and hands out what was asked for: a call into the system a pass is more than the
/// pass needs. Each byte is handed out once and wiped.
pub(crate) struct Drawn<'e> {
    entropy: &'e dyn Entropy,
    block: Box<[u8; BLOCK_BYTES]>,
    used: usize,
}

impl<'e> Drawn<'e> {
    pub(crate) fn new(entropy: &'e dyn Entropy) -> Self {
        Self {
            entropy,
            block: Box::new([0; BLOCK_BYTES]),
            used: BLOCK_BYTES,
        }
    }

    /// Fills the bytes with ones that nobody had before.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        let end = self.used.saturating_add(bytes.len());
        if end > BLOCK_BYTES {
            if bytes.len() > BLOCK_BYTES {
                return self.entropy.fill(bytes);
            }
            self.entropy.fill(self.block.as_mut_slice());
            self.used = 0;
        }
        let end = self.used + bytes.len();
        if let Some(fresh) = self.block.get_mut(self.used..end) {
            bytes.copy_from_slice(fresh);
            fresh.zeroize();
        }
        self.used = end;
    }

    /// An array of fresh bytes.
    pub(crate) fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

impl Drop for Drawn<'_> {
    fn drop(&mut self) {
        self.block.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    struct Counted(AtomicU8);

    impl Entropy for Counted {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn no_byte_is_handed_out_twice() {
        let entropy = Counted(AtomicU8::new(0));
        let mut drawn = Drawn::new(&entropy);
        let mut all = Vec::new();
        for len in [1, 31, 4_000, 100, 4_096, 5_000, 16] {
            let mut bytes = vec![0; len];
            drawn.fill(&mut bytes);
            // The counted source never repeats a run longer than its period.
            assert!(
                bytes
                    .windows(2)
                    .all(|pair| pair[1] == pair[0].wrapping_add(1))
            );
            all.push(bytes);
        }
        assert_ne!(all[0], all[6][..1]);
        assert!(drawn.block[..drawn.used].iter().all(|byte| *byte == 0));
    }
}
