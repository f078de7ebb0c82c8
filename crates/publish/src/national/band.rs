//! Solving a ribbon: Gaussian elimination in a band (Dillinger and Walzer, arXiv 2103.02515 §2).

use cleanbill_revocation::national::ribbon::{Equation, SPAN_WORDS};

/// 256 coefficients or bits, the first in the lowest bit of the first word.
type Span = [u64; SPAN_WORDS];

/// A system of equations in row echelon form: row i is zero or begins with bit i.
pub(super) struct Band {
    rows: Vec<Span>,
    constants: Vec<bool>,
}

impl Band {
    /// A system of so many unknown bits and no equation.
    pub(super) fn new(rows: u32) -> Self {
        Self {
            rows: vec![[0; SPAN_WORDS]; rows as usize],
            constants: vec![false; rows as usize],
        }
    }

    /// Adds the equation that its bits sum to `constant`; `false` if it contradicts the others.
    pub(super) fn insert(&mut self, equation: Equation, mut constant: bool) -> bool {
        let mut span = equation.coefficients;
        let mut at = equation.start as usize;
        loop {
            let Some(zeros) = leading_zeros(&span) else {
                // The sum of others, and so is the constant, or not.
                return !constant;
            };
            span = without_leading(&span, zeros);
            at += zeros as usize;
            let (Some(row), Some(row_constant)) =
                (self.rows.get_mut(at), self.constants.get_mut(at))
            else {
                return false;
            };
            if *row == [0; SPAN_WORDS] {
                (*row, *row_constant) = (span, constant);
                return true;
            }
            span = sum(&span, row);
            constant ^= *row_constant;
        }
    }

    /// Solves the system `columns` times; bits that no equation fixes come from `filler`, by the
    /// number of the word in the solution. Words of the columns lie beside each other.
    pub(super) fn solve(&self, columns: u8, filler: impl Fn(u64) -> u64) -> Vec<u64> {
        let columns = usize::from(columns);
        let mut solution = vec![0; self.rows.len() / 64 * columns];
        for column in 0..columns {
            // The 256 bits from the current row on.
            let mut window: Span = [0; SPAN_WORDS];
            for (block, (rows, constants)) in (self
                .rows
                .chunks(64)
                .zip(self.constants.chunks(64))
                .enumerate())
            .rev()
            {
                let index = block * columns + column;
                let free = filler(index as u64);
                for (bit, (row, constant)) in rows.iter().zip(constants).enumerate().rev() {
                    window = with_leading_zero(&window);
                    let value = match *row == [0; SPAN_WORDS] {
                        true => free >> bit & 1,
                        false => u64::from(parity(row, &window) ^ constant),
                    };
                    let [first, ..] = &mut window;
                    *first |= value;
                }
                if let Some(word) = solution.get_mut(index) {
                    let [first, ..] = window;
                    *word = first;
                }
            }
        }
        solution
    }
}

/// How many zeros stand before the first one; `None` if all are zero.
fn leading_zeros(span: &Span) -> Option<u32> {
    let at = span.iter().position(|word| *word != 0)?;
    Some(64 * at as u32 + span.get(at)?.trailing_zeros())
}

/// Moves the span so that it begins after `count` bits, fewer than 256.
fn without_leading(span: &Span, count: u32) -> Span {
    let mut moved = *span;
    moved.rotate_left((count / 64) as usize);
    // What was rotated to the end is zero.
    let by = count % 64;
    if by == 0 {
        return moved;
    }
    let [a, b, c, d] = moved;
    let back = 64 - by;
    [
        a >> by | b << back,
        b >> by | c << back,
        c >> by | d << back,
        d >> by,
    ]
}

/// Moves the span so that it begins one bit before; the last bit is lost.
const fn with_leading_zero(span: &Span) -> Span {
    let [a, b, c, d] = *span;
    [a << 1, b << 1 | a >> 63, c << 1 | b >> 63, d << 1 | c >> 63]
}

fn sum(one: &Span, other: &Span) -> Span {
    let [a, b, c, d] = one;
    let [e, f, g, h] = other;
    [a ^ e, b ^ f, c ^ g, d ^ h]
}

fn parity(row: &Span, window: &Span) -> bool {
    let selected = (row.iter().zip(window)).fold(0, |sum, (row, bits)| sum ^ (row & bits));
    selected.count_ones() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_fulfil_every_equation() {
        let equation = |number: u64| Equation {
            start: (number * 37 % 257) as u32,
            coefficients: [1, 2, 3, 4].map(|step: u64| {
                (number * 8 + step)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .rotate_left(17)
            }),
        };
        let mut band = Band::new(512);
        let accepted: Vec<_> = (0..400_u64)
            .filter(|number| band.insert(equation(*number), number % 3 == 0))
            .collect();
        assert!(accepted.len() > 350, "{}", accepted.len());
        let solution = band.solve(1, |index| index.wrapping_mul(0x1234_5678_9abc_def1));
        for number in accepted {
            let sum = equation(number).any_sum(&solution, 1);
            assert_eq!(sum, number % 3 == 0, "{number}");
        }
    }

    #[test]
    fn a_contradiction_is_refused_and_a_repetition_is_not() {
        let equation = Equation {
            start: 3,
            coefficients: [5, 0, 0, 1 << 63],
        };
        let mut band = Band::new(320);
        assert!(band.insert(equation, true));
        assert!(band.insert(equation, true));
        assert!(!band.insert(equation, false));
        assert!(band.insert(equation, true));
    }

    #[test]
    fn columns_differ_where_nothing_is_fixed() {
        let solution = Band::new(256).solve(3, |index| index + 1);
        assert_eq!(solution, (1..=12).collect::<Vec<_>>());
    }
}
