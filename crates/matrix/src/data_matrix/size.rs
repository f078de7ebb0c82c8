//! The sizes of a symbol and what each holds.
//!
//! Source: ISO/IEC 16022:2006, table 7 (squares and six rectangles); ISO/IEC 21471:2020, table 1
//! (eighteen longer rectangles, DMRE).

/// A size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Modules from top to bottom, with borders.
    pub(crate) rows: u8,
    /// Modules from left to right, with borders.
    pub(crate) columns: u8,
    /// Regions on top of each other, each with a border of its own.
    pub(crate) regions_down: u8,
    /// Regions beside each other.
    pub(crate) regions_across: u8,
    /// Words that say something.
    pub(crate) data: u16,
    /// Words that correct them.
    pub(crate) check: u16,
    /// Blocks that the words are dealt to, in turn.
    pub(crate) blocks: u8,
}

type Row = (u8, u8, u8, u8, u16, u16, u8);

const fn size((rows, columns, regions_down, regions_across, data, check, blocks): Row) -> Size {
    Size {
        rows,
        columns,
        regions_down,
        regions_across,
        data,
        check,
        blocks,
    }
}

/// All sizes, squares first.
pub(crate) const SIZES: [Size; 48] = [
    size((10, 10, 1, 1, 3, 5, 1)),
    size((12, 12, 1, 1, 5, 7, 1)),
    size((14, 14, 1, 1, 8, 10, 1)),
    size((16, 16, 1, 1, 12, 12, 1)),
    size((18, 18, 1, 1, 18, 14, 1)),
    size((20, 20, 1, 1, 22, 18, 1)),
    size((22, 22, 1, 1, 30, 20, 1)),
    size((24, 24, 1, 1, 36, 24, 1)),
    size((26, 26, 1, 1, 44, 28, 1)),
    size((32, 32, 2, 2, 62, 36, 1)),
    size((36, 36, 2, 2, 86, 42, 1)),
    size((40, 40, 2, 2, 114, 48, 1)),
    size((44, 44, 2, 2, 144, 56, 1)),
    size((48, 48, 2, 2, 174, 68, 1)),
    size((52, 52, 2, 2, 204, 84, 2)),
    size((64, 64, 4, 4, 280, 112, 2)),
    size((72, 72, 4, 4, 368, 144, 4)),
    size((80, 80, 4, 4, 456, 192, 4)),
    size((88, 88, 4, 4, 576, 224, 4)),
    size((96, 96, 4, 4, 696, 272, 4)),
    size((104, 104, 4, 4, 816, 336, 6)),
    size((120, 120, 6, 6, 1050, 408, 6)),
    size((132, 132, 6, 6, 1304, 496, 8)),
    size((144, 144, 6, 6, 1558, 620, 10)),
    size((8, 18, 1, 1, 5, 7, 1)),
    size((8, 32, 1, 2, 10, 11, 1)),
    size((12, 26, 1, 1, 16, 14, 1)),
    size((12, 36, 1, 2, 22, 18, 1)),
    size((16, 36, 1, 2, 32, 24, 1)),
    size((16, 48, 1, 2, 49, 28, 1)),
    size((8, 48, 1, 2, 18, 15, 1)),
    size((8, 64, 1, 4, 24, 18, 1)),
    size((8, 80, 1, 4, 32, 22, 1)),
    size((8, 96, 1, 4, 38, 28, 1)),
    size((8, 120, 1, 6, 49, 32, 1)),
    size((8, 144, 1, 6, 63, 36, 1)),
    size((12, 64, 1, 4, 43, 27, 1)),
    size((12, 88, 1, 4, 64, 36, 1)),
    size((16, 64, 1, 4, 62, 36, 1)),
    size((20, 36, 1, 2, 44, 28, 1)),
    size((20, 44, 1, 2, 56, 34, 1)),
    size((20, 64, 1, 4, 84, 42, 1)),
    size((22, 48, 1, 2, 72, 38, 1)),
    size((24, 48, 1, 2, 80, 41, 1)),
    size((24, 64, 1, 4, 108, 46, 1)),
    size((26, 40, 1, 2, 70, 38, 1)),
    size((26, 48, 1, 2, 90, 42, 1)),
    size((26, 64, 1, 4, 118, 50, 1)),
];

impl Size {
    pub(crate) fn of(columns: u32, rows: u32) -> Option<&'static Self> {
        SIZES
            .iter()
            .find(|size| u32::from(size.rows) == rows && u32::from(size.columns) == columns)
    }

    /// What a mirror shows of it.
    pub(crate) const fn mirrored(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            regions_down: self.regions_across,
            regions_across: self.regions_down,
            ..self
        }
    }

    /// Modules that carry words, from top to bottom and from left to right.
    pub(crate) fn inner(&self) -> (i32, i32) {
        let rows = i32::from(self.rows) - 2 * i32::from(self.regions_down);
        let columns = i32::from(self.columns) - 2 * i32::from(self.regions_across);
        (rows, columns)
    }

    pub(crate) fn words(&self) -> usize {
        usize::from(self.data) + usize::from(self.check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fill_the_modules_and_regions_are_equal() {
        for size in &SIZES {
            let (rows, columns) = size.inner();
            assert_eq!((rows * columns / 8) as usize, size.words(), "{size:?}");
            assert_eq!(size.rows % size.regions_down, 0);
            assert_eq!(size.columns % size.regions_across, 0);
            assert_eq!(size.check % u16::from(size.blocks), 0);
            assert_eq!(
                Size::of(size.columns.into(), size.rows.into()),
                Some(size),
                "twice in the table"
            );
        }
        assert_eq!(Size::of(11, 11), None);
    }
}
