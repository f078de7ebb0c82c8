//! The degraded set: 900 pictures in nine classes of 100, the same on every machine.
//!
//! A capture is imagined from the symbol's plane outwards: the symbol is laid on paper, seen
//! through a projection, averaged over each pixel's area (4 × 4 samples), blurred by the lens, lit
//! unevenly, given noise, and stored. The ranges were set on the peers, so that zxing-cpp 3.1 reads
//! about 96 of 100, and are fixed since: they are not to be tuned to a reader.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use qrcodegen::{QrCode, QrCodeEcc};

/// One picture and what it says.
pub struct Case {
    pub class: &'static str,
    pub text: String,
    pub file: Vec<u8>,
}

pub const PER_CLASS: usize = 100;

/// What is done to a symbol; lengths in pixels unless they say otherwise.
#[derive(Clone, Copy)]
pub struct Capture {
    /// Pixels a module.
    scale: f64,
    /// Degrees.
    turn: f64,
    /// How far each corner strays, as a share of the side.
    stray: f64,
    /// Standard deviation of the lens blur, in modules.
    blur: f64,
    /// Standard deviation of the sensor noise, in gray levels.
    noise: f64,
    /// Quality of the JPEG; 0 stores a PNG.
    jpeg: u8,
    inverted: bool,
    /// Gray levels of ink and paper.
    ink: f64,
    paper: f64,
    /// How much darker the picture is at one side, as a share.
    shade: f64,
}

const PLAIN: Capture = Capture {
    scale: 4.0,
    turn: 0.0,
    stray: 0.0,
    blur: 0.0,
    noise: 0.0,
    jpeg: 0,
    inverted: false,
    ink: 20.0,
    paper: 240.0,
    shade: 0.0,
};

/// The classes: name, parameters as printed in the report, and how one is drawn.
type Class = (&'static str, &'static str, fn(&mut Random) -> Capture);

pub const CLASSES: [Class; 9] = [
    ("rotation", "±15°, 1.7–3.5 px a module", |r| Capture {
        turn: 15.0 * r.sign(),
        scale: r.range(1.7, 3.5),
        ..PLAIN
    }),
    (
        "blur",
        "Gaussian σ 0.3–0.53 modules, 4 px a module",
        |r| Capture {
            blur: r.range(0.3, 0.53),
            noise: 2.0,
            ..PLAIN
        },
    ),
    ("half size", "1.5–2.2 px a module", |r| Capture {
        scale: r.range(1.5, 2.2),
        ..PLAIN
    }),
    (
        "perspective",
        "corners stray by up to 4–22 % of the side, 3 px a module",
        |r| Capture {
            stray: r.range(0.04, 0.22),
            scale: 3.0,
            ..PLAIN
        },
    ),
    (
        "JPEG noise",
        "quality 5–30 after noise σ 10–45, 3 px a module",
        |r| Capture {
            scale: 3.0,
            noise: r.range(10.0, 45.0),
            jpeg: r.range(5.0, 30.0) as u8,
            ..PLAIN
        },
    ),
    (
        "inverted",
        "light on dark, 1.8–4 px a module, noise σ 4",
        |r| Capture {
            inverted: true,
            scale: r.range(1.8, 4.0),
            noise: 4.0,
            ..PLAIN
        },
    ),
    (
        "rotation and blur",
        "any angle, σ 0.25–0.48 modules, 2.5–4 px a module",
        |r| Capture {
            turn: r.range(0.0, 360.0),
            blur: r.range(0.25, 0.48),
            scale: r.range(2.5, 4.0),
            noise: 3.0,
            ..PLAIN
        },
    ),
    (
        "perspective and JPEG noise",
        "corners stray by up to 3–10 %, quality 15–60 after noise σ 4–20, shade 0–50 %, 3.5 px",
        |r| Capture {
            stray: r.range(0.03, 0.1),
            scale: 3.5,
            noise: r.range(4.0, 20.0),
            jpeg: r.range(15.0, 60.0) as u8,
            shade: r.range(0.0, 0.5),
            ..PLAIN
        },
    ),
    (
        "half size and JPEG noise",
        "1.8–2.8 px a module, quality 25–75 after noise σ 3–15",
        |r| Capture {
            scale: r.range(1.8, 2.8),
            noise: r.range(3.0, 15.0),
            jpeg: r.range(25.0, 75.0) as u8,
            ..PLAIN
        },
    ),
];

/// Makes the set.
pub fn make() -> Vec<Case> {
    let mut random = Random(0x00c1_ea4b_1110_2026);
    let mut cases = Vec::with_capacity(CLASSES.len() * PER_CLASS);
    for (class, _, draw) in CLASSES {
        for _ in 0..PER_CLASS {
            let text = pass_like(&mut random);
            let capture = draw(&mut random);
            let file = shoot(&text, &capture, &mut random);
            cases.push(Case { class, text, file });
        }
    }
    cases
}

/// A clean picture, as a printing office would make it: 4 pixels a module, one file a text.
pub fn clean(count: usize) -> Vec<Case> {
    let mut random = Random(0x00c1_ea4b_1110_0001);
    let clean = |random: &mut Random| {
        let text = pass_like(random);
        let file = shoot(
            &text,
            &Capture {
                ink: 0.0,
                paper: 255.0,
                ..PLAIN
            },
            random,
        );
        Case {
            class: "clean",
            text,
            file,
        }
    };
    (0..count).map(|_| clean(&mut random)).collect()
}

/// A text like an EU pass: the alphabet of Base45 behind `HC1:`, lengths as of the published
/// specimens (quantiles; median 541).
fn pass_like(random: &mut Random) -> String {
    const QUANTILES: [f64; 7] = [349.0, 440.0, 505.0, 541.0, 580.0, 642.0, 797.0];
    const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let place = random.range(0.0, 6.0);
    let below = place as usize;
    let length =
        QUANTILES[below] + (QUANTILES[below + 1] - QUANTILES[below]) * (place - below as f64);
    let body = (4..length as usize).map(|_| {
        let index = random.range(0.0, 45.0) as usize;
        char::from(ALPHABET[index.min(44)])
    });
    "HC1:".chars().chain(body).collect()
}

fn shoot(text: &str, capture: &Capture, random: &mut Random) -> Vec<u8> {
    let code = QrCode::encode_text(text, QrCodeEcc::Quartile).expect("a pass fits");
    let modules = f64::from(code.size());
    // The symbol with its quiet zone, turned, and some paper around it.
    let radians = capture.turn.to_radians();
    let reach = radians.sin().abs() + radians.cos().abs();
    let side = ((modules + 8.0) * capture.scale * reach * (1.0 + capture.stray)).ceil();
    let margin = 6.0 + random.range(0.0, 12.0);
    let side = (side + 2.0 * margin) as usize;

    let half = side as f64 / 2.0;
    let arm = (modules + 8.0) * capture.scale / 2.0;
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y): (f64, f64)| {
        let (sin, cos) = radians.sin_cos();
        let mut stray = || -random.range(0.0, capture.stray) * 2.0 * arm;
        let (inward_x, inward_y) = (x * stray(), y * stray());
        let (x, y) = (x * arm + inward_x, y * arm + inward_y);
        (half + x * cos - y * sin, half + x * sin + y * cos)
    });
    let project = Projection::onto_unit_square(corners);
    let at = |x: f64, y: f64| {
        let (u, v) = project.map(x, y);
        let (x, y) = (u * (modules + 8.0) - 4.0, v * (modules + 8.0) - 4.0);
        let dark = code.get_module(x.floor() as i32, y.floor() as i32);
        if dark != capture.inverted {
            capture.ink
        } else {
            capture.paper
        }
    };
    let mut pixels: Vec<f64> = (0..side * side)
        .map(|index| {
            let (x, y) = ((index % side) as f64, (index / side) as f64);
            let samples = (0..16).map(|s| {
                at(
                    x + (f64::from(s % 4) + 0.5) / 4.0,
                    y + (f64::from(s / 4) + 0.5) / 4.0,
                )
            });
            samples.sum::<f64>() / 16.0
        })
        .collect();
    blur(&mut pixels, side, capture.blur * capture.scale);
    let direction = random.range(0.0, std::f64::consts::TAU);
    let gray: Vec<u8> = pixels
        .iter()
        .enumerate()
        .map(|(index, pixel)| {
            let (x, y) = (
                (index % side) as f64 / half - 1.0,
                (index / side) as f64 / half - 1.0,
            );
            let along = (x * direction.cos() + y * direction.sin()) / 2.0 + 0.5;
            let lit = pixel * (1.0 - capture.shade * along.clamp(0.0, 1.0));
            (lit + capture.noise * random.normal())
                .round()
                .clamp(0.0, 255.0) as u8
        })
        .collect();
    store(&gray, side as u32, capture.jpeg)
}

fn store(gray: &[u8], side: u32, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let kind = ExtendedColorType::L8;
    if quality > 0 {
        let encoder = JpegEncoder::new_with_quality(&mut file, quality);
        encoder
            .write_image(gray, side, side, kind)
            .expect("memory takes it");
    } else {
        PngEncoder::new(&mut file)
            .write_image(gray, side, side, kind)
            .expect("memory takes it");
    }
    file
}

fn blur(pixels: &mut [f64], side: usize, sigma: f64) {
    if sigma <= 0.0 {
        return;
    }
    let reach = (3.0 * sigma).ceil() as isize;
    let weight = |d: isize| (-(d * d) as f64 / (2.0 * sigma * sigma)).exp();
    let total: f64 = (-reach..=reach).map(weight).sum();
    for (stride, step) in [(1, side), (side, 1)] {
        for line in 0..side {
            let start = line * step;
            let source: Vec<f64> = (0..side).map(|i| pixels[start + i * stride]).collect();
            for i in 0..side {
                let sum: f64 = (-reach..=reach)
                    .map(|d| {
                        let j = (i as isize + d).clamp(0, side as isize - 1) as usize;
                        weight(d) * source[j]
                    })
                    .sum();
                pixels[start + i * stride] = sum / total;
            }
        }
    }
}

/// A plane projection (homography) from the picture to the unit square.
struct Projection([f64; 9]);

impl Projection {
    /// Heckbert's square-to-quadrilateral mapping, inverted.
    fn onto_unit_square([p0, p1, p2, p3]: [(f64, f64); 4]) -> Self {
        let (dx1, dy1) = (p1.0 - p2.0, p1.1 - p2.1);
        let (dx2, dy2) = (p3.0 - p2.0, p3.1 - p2.1);
        let (sx, sy) = (p0.0 - p1.0 + p2.0 - p3.0, p0.1 - p1.1 + p2.1 - p3.1);
        let det = dx1 * dy2 - dx2 * dy1;
        let g = (sx * dy2 - dx2 * sy) / det;
        let h = (dx1 * sy - sx * dy1) / det;
        let [a, b, c] = [p1.0 - p0.0 + g * p1.0, p3.0 - p0.0 + h * p3.0, p0.0];
        let [d, e, f] = [p1.1 - p0.1 + g * p1.1, p3.1 - p0.1 + h * p3.1, p0.1];
        Self([
            e - f * h,
            c * h - b,
            b * f - c * e,
            f * g - d,
            a - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ])
    }

    fn map(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = g * x + h * y + i;
        ((a * x + b * y + c) / w, (d * x + e * y + f) / w)
    }
}

/// SplitMix64: small, seeded, the same everywhere.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn sign(&mut self) -> f64 {
        if self.next() & 1 == 0 { 1.0 } else { -1.0 }
    }

    /// Sum of twelve: near enough to normal for noise.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.range(-0.5, 0.5)).sum()
    }
}
