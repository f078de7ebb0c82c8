//! A gray picture and the few filters that help a reader.

/// Eight-bit gray, row by row, 0 is black. `pixels.len() == width * height`, neither is zero.
#[derive(Clone)]
pub(crate) struct Gray {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Gray {
    /// Refuses a size of zero and pixels that do not fill it.
    pub(crate) fn new(width: usize, height: usize, mut pixels: Vec<u8>) -> Option<Self> {
        let size = width.checked_mul(height).filter(|size| *size > 0)?;
        if pixels.len() < size {
            return None;
        }
        pixels.truncate(size);
        pixels.shrink_to_fit();
        Some(Self {
            width,
            height,
            pixels,
        })
    }

    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) const fn height(&self) -> usize {
        self.height
    }

    pub(crate) const fn area(&self) -> usize {
        self.width * self.height
    }

    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    fn row(&self, y: usize) -> &[u8] {
        let start = y.min(self.height - 1) * self.width;
        self.pixels
            .get(start..start + self.width)
            .unwrap_or_default()
    }
}

impl Gray {
    /// Reduced to at most `area_max` pixels; `None` where it has no more.
    pub(crate) fn reduced_to(&self, area_max: usize) -> Option<Self> {
        if self.area() <= area_max {
            return None;
        }
        let factor = (area_max as f64 / self.area() as f64).sqrt();
        let side = |length: usize| ((length as f64 * factor) as usize).max(1);
        Some(self.resized(side(self.width), side(self.height)))
    }

    /// Scaled by a fraction.
    pub(crate) fn scaled(&self, numerator: usize, denominator: usize) -> Self {
        let side = |length: usize| (length * numerator / denominator).max(1);
        self.resized(side(self.width), side(self.height))
    }

    /// Area average when shrinking, bilinear when growing.
    fn resized(&self, width: usize, height: usize) -> Self {
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let columns = Weights::new(self.width, width);
        let rows = Weights::new(self.height, height);
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0u32; self.width];
        for y in 0..height {
            sums.fill(0);
            for (source, weight) in rows.of(y) {
                for (sum, &pixel) in sums.iter_mut().zip(self.row(source)) {
                    *sum += weight * u32::from(pixel);
                }
            }
            for x in 0..width {
                let sum: u64 = columns
                    .of(x)
                    .filter_map(|(source, weight)| Some((sums.get(source)?, weight)))
                    .map(|(&sum, weight)| u64::from(sum) * u64::from(weight))
                    .sum();
                pixels.push((sum >> (2 * WEIGHT_BITS)).min(255) as u8);
            }
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Unsharp masking: twice the pixel less the mean of its surroundings.
    pub(crate) fn sharpened(&self) -> Self {
        let soft = self.smoothed().smoothed();
        let pixels = self
            .pixels
            .iter()
            .zip(&soft.pixels)
            .map(|(&sharp, &soft)| (3 * i32::from(sharp) - 2 * i32::from(soft)).clamp(0, 255) as u8)
            .collect();
        Self { pixels, ..*self }
    }

    /// Binomial 3 × 3 mean.
    pub(crate) fn smoothed(&self) -> Self {
        let across = |row: &[u8]| -> Vec<u32> {
            let mut out = Vec::with_capacity(row.len());
            let mut left = row.first().copied().unwrap_or_default();
            let mut rest = row.iter().copied().peekable();
            while let Some(here) = rest.next() {
                let right = rest.peek().copied().unwrap_or(here);
                out.push(u32::from(left) + 2 * u32::from(here) + u32::from(right));
                left = here;
            }
            out
        };
        let mut above = across(self.row(0));
        let mut here = above.clone();
        let mut pixels = Vec::with_capacity(self.area());
        for y in 0..self.height {
            let below = across(self.row(y + 1));
            let sums = above.iter().zip(&here).zip(&below);
            pixels.extend(sums.map(|((a, h), b)| ((a + 2 * h + b + 8) >> 4) as u8));
            above = here;
            here = below;
        }
        Self { pixels, ..*self }
    }
}

/// Weights are fixed point with this many bits: a row's sums stay below 2^24.
const WEIGHT_BITS: u32 = 14;

/// For each position of the result, the first source position and the weights from there on,
/// which add up to `1 << WEIGHT_BITS`.
struct Weights {
    starts: Vec<(usize, usize)>,
    weights: Vec<u32>,
}

impl Weights {
    fn new(from: usize, to: usize) -> Self {
        let ratio = from as f64 / to as f64;
        let reach = ratio.max(1.0);
        let mut starts = Vec::with_capacity(to);
        let mut weights = Vec::new();
        for position in 0..to {
            let center = (position as f64 + 0.5) * ratio;
            let first = (center - reach).floor().max(0.0) as usize;
            let last = ((center + reach).ceil() as usize).min(from);
            starts.push((first, weights.len()));
            let tent =
                |source: usize| (1.0 - (source as f64 + 0.5 - center).abs() / reach).max(0.0);
            let total: f64 = (first..last).map(tent).sum();
            let one = f64::from(1u32 << WEIGHT_BITS);
            weights.extend((first..last).map(|source| (tent(source) / total * one).round() as u32));
        }
        Self { starts, weights }
    }

    fn of(&self, position: usize) -> impl Iterator<Item = (usize, u32)> {
        let (first, start) = self.starts.get(position).copied().unwrap_or_default();
        let end = self
            .starts
            .get(position + 1)
            .map_or(self.weights.len(), |next| next.1);
        let weights = self.weights.get(start..end).unwrap_or_default();
        (first..).zip(weights.iter().copied())
    }
}
