//! What is searched: dark and light pixels, of whoever has them.

use crate::perspective::{Perspective, Place, Quad};

/// A picture in which every pixel is dark or light.
pub trait Bitmap {
    /// Pixels in a row.
    fn width(&self) -> u32;
    /// Rows.
    fn height(&self) -> u32;
    /// Whether a pixel is dark; `false` outside of the picture.
    fn is_dark(&self, x: u32, y: u32) -> bool;
}

/// The same, asked by places.
pub(crate) struct Pixels<'a, B>(pub(crate) &'a B);

impl<B: Bitmap> Pixels<'_, B> {
    /// Whether the pixel around a place is dark; `None` outside of the picture.
    pub(crate) fn at(&self, place: Place) -> Option<bool> {
        let (width, height) = (self.0.width() as f32, self.0.height() as f32);
        // Written so that what is not a number is outside.
        let inside = place.x >= 0.0 && place.y >= 0.0 && place.x < width && place.y < height;
        inside.then(|| self.0.is_dark(place.x as u32, place.y as u32))
    }

    /// The same; light outside, as paper is.
    pub(crate) fn is_dark(&self, place: Place) -> bool {
        self.at(place).unwrap_or(false)
    }
}

/// A grid of modules laid over the picture.
#[derive(Clone, Copy)]
pub(crate) struct Grid {
    /// The outer corners of the whole grid.
    pub(crate) quad: Quad,
    pub(crate) columns: u32,
    pub(crate) rows: u32,
}

impl Grid {
    /// `None` for no convex shape.
    pub(crate) fn map(&self) -> Option<impl Fn(f32, f32) -> Place + use<>> {
        let perspective = Perspective::onto(self.quad)?;
        let (width, height) = (1.0 / self.columns as f32, 1.0 / self.rows as f32);
        Some(move |x: f32, y: f32| perspective.of(x * width, y * height))
    }

    /// The module at each crossing, read in its middle.
    pub(crate) fn sample<B: Bitmap>(&self, pixels: &Pixels<'_, B>) -> Option<Modules> {
        let map = self.map()?;
        let mut modules = Modules::new(self.columns, self.rows);
        for y in 0..self.rows {
            for x in 0..self.columns {
                let middle = map(x as f32 + 0.5, y as f32 + 0.5);
                modules.set(x, y, pixels.is_dark(middle));
            }
        }
        Some(modules)
    }
}

/// The modules of one symbol, row by row from the upper left one; `true` is dark.
#[derive(Clone, PartialEq, Eq)]
pub struct Modules {
    columns: u32,
    rows: u32,
    dark: Vec<bool>,
}

/// Without the modules: they are the holder's.
impl std::fmt::Debug for Modules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Modules")
            .field("columns", &self.columns)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl Modules {
    /// Most modules a side: an Aztec symbol of 32 layers has 151, a Data Matrix 144.
    pub const SIDE_MAX: u32 = 151;

    /// All light. Sides are cut to [`Modules::SIDE_MAX`].
    #[must_use]
    pub fn new(columns: u32, rows: u32) -> Self {
        let (columns, rows) = (columns.min(Self::SIDE_MAX), rows.min(Self::SIDE_MAX));
        let dark = vec![false; (columns * rows) as usize];
        Self {
            columns,
            rows,
            dark,
        }
    }

    /// Modules in a row.
    #[must_use]
    pub const fn columns(&self) -> u32 {
        self.columns
    }

    /// Rows.
    #[must_use]
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    fn index(&self, x: u32, y: u32) -> Option<usize> {
        (x < self.columns && y < self.rows).then(|| (y * self.columns + x) as usize)
    }

    /// Makes a module dark or light; nothing outside of the symbol.
    pub fn set(&mut self, x: u32, y: u32, dark: bool) {
        let index = self.index(x, y);
        if let Some(module) = index.and_then(|index| self.dark.get_mut(index)) {
            *module = dark;
        }
    }

    /// Whether a module is dark; `false` outside of the symbol.
    #[must_use]
    pub fn is_dark(&self, x: u32, y: u32) -> bool {
        let index = self.index(x, y);
        index
            .and_then(|index| self.dark.get(index))
            .copied()
            .unwrap_or(false)
    }

    /// What a mirror shows, turned so that the lower left corner stays: rows for columns.
    pub(crate) fn mirrored(&self) -> Self {
        let mut out = Self::new(self.rows, self.columns);
        for y in 0..self.rows {
            for x in 0..self.columns {
                out.set(self.rows - 1 - y, self.columns - 1 - x, self.is_dark(x, y));
            }
        }
        out
    }
}
