//! What a search may cost.

/// Bounds on one search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most symbols taken from one picture. Default 64.
    pub symbols_max: usize,
    /// Most work, beyond looking at every pixel once or twice: places looked at, words multiplied.
    /// Default 20,000,000: about half a second of one core. The largest Aztec symbol takes a third
    /// of this, a usual one a twentieth, and a page without any next to nothing.
    pub work_max: u64,
    /// Most stretches of dark pixels in rows that are joined to blobs, at 16 bytes each. Default
    /// 500,000; a page of text at 2.5 megapixels has a third of this, noise has more.
    pub runs_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            symbols_max: 64,
            work_max: 20_000_000,
            runs_max: 500_000,
        }
    }
}

/// What is left of the work.
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    pub(crate) const fn left(&self) -> u64 {
        self.left
    }

    pub(crate) const fn new(left: u64) -> Self {
        Self { left }
    }

    /// Takes some; `None` once there is none left.
    pub(crate) fn spend(&mut self, work: usize) -> Option<()> {
        self.left = self.left.checked_sub(work as u64)?;
        Some(())
    }
}
