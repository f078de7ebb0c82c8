//! Which module carries which bit of which word.
//!
//! Source: ISO/IEC 16022:2006, annex F.1.

use super::size::Size;
use crate::Modules;

/// The words of a symbol, data and check, as they stand in its modules. The lowest row is the solid
/// border, as is the first column.
pub(super) fn words(modules: &Modules, size: &Size) -> Vec<u8> {
    let (rows, columns) = size.inner();
    let mut walk = Walk {
        modules,
        size,
        rows,
        columns,
        taken: vec![false; (rows * columns).max(0) as usize],
        words: Vec::with_capacity(size.words()),
    };
    walk.run();
    walk.words.truncate(size.words());
    walk.words
}

/// Row and column of the eight bits of a word, the highest first.
type Shape = [(i32, i32); 8];

struct Walk<'a> {
    modules: &'a Modules,
    size: &'a Size,
    rows: i32,
    columns: i32,
    taken: Vec<bool>,
    words: Vec<u8>,
}

impl Walk<'_> {
    /// Diagonals up and down, with four shapes of their own at the corners.
    fn run(&mut self) {
        let (rows, columns) = (self.rows, self.columns);
        let (mut row, mut column) = (4, 0);
        loop {
            if let Some(corner) = self.corner(row, column) {
                self.word(corner);
            }
            loop {
                if row < rows && column >= 0 && !self.is_taken(row, column) {
                    self.word(usual(row, column));
                }
                row -= 2;
                column += 2;
                if row < 0 || column >= columns {
                    break;
                }
            }
            row += 1;
            column += 3;
            loop {
                if row >= 0 && column < columns && !self.is_taken(row, column) {
                    self.word(usual(row, column));
                }
                row += 2;
                column -= 2;
                if row >= rows || column < 0 {
                    break;
                }
            }
            row += 3;
            column += 1;
            if row >= rows && column >= columns {
                return;
            }
        }
    }

    fn corner(&self, row: i32, column: i32) -> Option<Shape> {
        let (r, c) = (self.rows, self.columns);
        let lower = [(r - 1, 0), (r - 1, 1), (r - 1, 2)];
        let left = [(r - 3, 0), (r - 2, 0), (r - 1, 0)];
        let wide = [(0, c - 4), (0, c - 3), (0, c - 2), (0, c - 1), (1, c - 1)];
        let high = [(0, c - 2), (0, c - 1), (1, c - 1), (2, c - 1), (3, c - 1)];
        let whole =
            |[a, b, d]: [(i32, i32); 3], [e, f, g, h, i]: [(i32, i32); 5]| [a, b, d, e, f, g, h, i];
        if (row, column) == (r, 0) {
            return Some(whole(lower, high));
        }
        if (row, column) == (r - 2, 0) && c % 4 != 0 {
            return Some(whole(left, wide));
        }
        if (row, column) == (r - 2, 0) && c % 8 == 4 {
            return Some(whole(left, high));
        }
        if (row, column) == (r + 4, 2) && c % 8 == 0 {
            let ends = [(r - 1, 0), (r - 1, c - 1), (0, c - 3)];
            let rest = [(0, c - 2), (0, c - 1), (1, c - 3), (1, c - 2), (1, c - 1)];
            return Some(whole(ends, rest));
        }
        None
    }

    fn index(&self, row: i32, column: i32) -> Option<usize> {
        let inside = (0..self.rows).contains(&row) && (0..self.columns).contains(&column);
        inside.then(|| (row * self.columns + column) as usize)
    }

    fn is_taken(&self, row: i32, column: i32) -> bool {
        let index = self.index(row, column);
        index.is_none_or(|index| self.taken.get(index) == Some(&true))
    }

    fn word(&mut self, shape: Shape) {
        let mut word = 0;
        for (row, column) in shape {
            let (row, column) = self.wrapped(row, column);
            word = word << 1 | u8::from(self.is_dark(row, column));
            let index = self.index(row, column);
            if let Some(taken) = index.and_then(|index| self.taken.get_mut(index)) {
                *taken = true;
            }
        }
        self.words.push(word);
    }

    /// What leaves on one side comes in on the other.
    fn wrapped(&self, mut row: i32, mut column: i32) -> (i32, i32) {
        if row < 0 {
            row += self.rows;
            column += 4 - (self.rows + 4) % 8;
        }
        if column < 0 {
            column += self.columns;
            row += 4 - (self.columns + 4) % 8;
        }
        // Only longer rectangles need it (ISO/IEC 21471:2020, annex E).
        if row >= self.rows {
            row -= self.rows;
        }
        (row, column)
    }

    /// A module by its place among those that carry words: borders of regions are passed over.
    fn is_dark(&self, row: i32, column: i32) -> bool {
        let place = |at: i32, modules: i32, regions: u8| {
            let each = (modules / i32::from(regions)).max(1);
            u32::try_from(at + 2 * (at / each) + 1).ok()
        };
        let y = place(row, self.rows, self.size.regions_down);
        let x = place(column, self.columns, self.size.regions_across);
        x.zip(y).is_some_and(|(x, y)| self.modules.is_dark(x, y))
    }
}

/// The shape of most words: its last bit at the place given, the others up and left of it.
const fn usual(row: i32, column: i32) -> Shape {
    [
        (row - 2, column - 2),
        (row - 2, column - 1),
        (row - 1, column - 2),
        (row - 1, column - 1),
        (row - 1, column),
        (row, column - 2),
        (row, column - 1),
        (row, column),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::size::SIZES;
    use super::*;

    #[test]
    fn every_size_has_as_many_words_as_its_table_says() {
        for size in &SIZES {
            let modules = Modules::new(size.columns.into(), size.rows.into());
            assert_eq!(words(&modules, size).len(), size.words(), "{size:?}");
        }
    }

    /// Each module that carries a bit carries one only: turning it changes one word by one bit.
    #[test]
    fn every_module_is_one_bit_of_one_word() {
        for size in SIZES.iter().filter(|size| size.words() < 200) {
            let blank = Modules::new(size.columns.into(), size.rows.into());
            let mut bits = 0;
            for y in 0..size.rows.into() {
                for x in 0..size.columns.into() {
                    let mut modules = blank.clone();
                    modules.set(x, y, true);
                    let ones: u32 = words(&modules, size).iter().map(|w| w.count_ones()).sum();
                    assert!(ones <= 1);
                    bits += ones;
                }
            }
            assert_eq!(bits as usize, 8 * size.words(), "{size:?}");
        }
    }
}
