//! Golden symbols and pictures of them.

use cleanbill_matrix::{Bitmap, Modules};

/// A symbol of the folder `golden`.
pub(crate) struct Golden {
    pub(crate) name: String,
    pub(crate) said: Vec<u8>,
    pub(crate) modules: Modules,
}

impl Golden {
    /// Those whose name begins so, in order.
    pub(crate) fn all(prefix: &str) -> Vec<Self> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
        let mut all: Vec<Self> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "txt"))
            .map(|path| {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                Self::parse(name, &std::fs::read_to_string(path).unwrap())
            })
            .filter(|golden| golden.name.starts_with(prefix))
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    pub(crate) fn named(name: &str) -> Self {
        let mut all = Self::all(name).into_iter();
        all.find(|golden| golden.name == name).unwrap()
    }

    fn parse(name: String, text: &str) -> Self {
        let (said, drawn) = text.split_once('\n').unwrap();
        let byte = |at: usize| u8::from_str_radix(&said[at..at + 2], 16).unwrap();
        let rows: Vec<&str> = drawn.lines().collect();
        let mut modules = Modules::new(rows[0].len() as u32, rows.len() as u32);
        for (y, row) in (0..).zip(rows) {
            for (x, module) in (0..).zip(row.bytes()) {
                modules.set(x, y, module == b'X');
            }
        }
        Self {
            name,
            said: (0..said.len()).step_by(2).map(byte).collect(),
            modules,
        }
    }
}

/// How a symbol is looked at.
pub(crate) struct View {
    /// Pixels a module.
    pub(crate) scale: f32,
    /// Turned clockwise.
    pub(crate) degrees: f32,
    /// How much smaller the far side is, as a share.
    pub(crate) tilt: f32,
    /// Share of pixels turned over.
    pub(crate) noise: f32,
    /// How far modules run into each other, in modules.
    pub(crate) blur: f32,
    pub(crate) mirrored: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            scale: 4.0,
            degrees: 0.0,
            tilt: 0.0,
            noise: 0.0,
            blur: 0.0,
            mirrored: false,
        }
    }
}

/// A picture.
#[derive(Clone)]
pub(crate) struct Drawing {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: Vec<bool>,
}

impl Bitmap for Drawing {
    fn width(&self) -> u32 {
        self.width
    }
    fn height(&self) -> u32 {
        self.height
    }
    fn is_dark(&self, x: u32, y: u32) -> bool {
        x < self.width && y < self.height && self.dark[(y * self.width + x) as usize]
    }
}

impl Drawing {
    pub(crate) fn light(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            dark: vec![false; (width * height) as usize],
        }
    }

    /// A symbol alone, with room around it.
    pub(crate) fn of(golden: &Golden, view: &View) -> Self {
        let (columns, rows) = (
            golden.modules.columns() as f32,
            golden.modules.rows() as f32,
        );
        let (sin, cos) = view.degrees.to_radians().sin_cos();
        let half = |a: f32, b: f32| ((a * cos).abs() + (b * sin).abs()) / 2.0 + 4.0;
        let (width, height) = (half(columns, rows), half(rows, columns));
        let out = |half: f32| (2.0 * half * view.scale * (1.0 + view.tilt)) as u32;
        let mut drawing = Self::light(out(width), out(height));
        let mut random = Random(7);
        let blur = view.blur / 2.0;
        for y in 0..drawing.height {
            for x in 0..drawing.width {
                let px = x as f32 + 0.5 - drawing.width as f32 / 2.0;
                let py = y as f32 + 0.5 - drawing.height as f32 / 2.0;
                // The farther down, the nearer.
                let near = 1.0 + view.tilt * py / (drawing.height as f32 / 2.0);
                let (px, py) = (px / view.scale / near, py / view.scale / near);
                let (u, v) = (px * cos + py * sin, py * cos - px * sin);
                let u = if view.mirrored { -u } else { u };
                let dark = |du: f32, dv: f32| {
                    let (u, v) = (u + du + columns / 2.0, v + dv + rows / 2.0);
                    u >= 0.0 && v >= 0.0 && golden.modules.is_dark(u as u32, v as u32)
                };
                let around = [(0.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)];
                let votes = around
                    .iter()
                    .filter(|(du, dv)| dark(du * blur, dv * blur))
                    .count();
                let mut is_dark = votes >= 3;
                is_dark ^= random.below(1 << 16) < (view.noise * 65_536.0) as u32;
                drawing.dark[(y * drawing.width + x) as usize] = is_dark;
            }
        }
        drawing
    }

    /// Draws another picture over this one.
    pub(crate) fn paste(&mut self, other: &Self, left: u32, top: u32) {
        for y in 0..other.height {
            for x in 0..other.width {
                let at = (top + y) * self.width + left + x;
                self.dark[at as usize] = other.is_dark(x, y);
            }
        }
    }

    pub(crate) fn inverted(mut self) -> Self {
        self.dark.iter_mut().for_each(|dark| *dark = !*dark);
        self
    }
}

/// Numbers that look like chance and are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end)) as u32
    }
}
