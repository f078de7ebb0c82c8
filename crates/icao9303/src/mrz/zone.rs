//! From what a reader gives to cells: white space, line breaks, small letters, confused letters.

use super::format::{Format, Span};
use super::{Limits, MrzError, Note};

const FILLER: u8 = b'<';

/// The cells of all lines one after the other, each of the type of its field.
pub(super) struct Zone {
    pub(super) format: Format,
    pub(super) notes: Vec<Note>,
    cells: Vec<u8>,
}

impl Zone {
    /// # Errors
    /// As [`super::Mrz::parse`], of length, characters and document code.
    pub(super) fn parse(text: &str, limits: &Limits) -> Result<Self, MrzError> {
        let size_max_bytes = limits.size_max_bytes;
        if text.len() > size_max_bytes {
            return Err(MrzError::TooLong { size_max_bytes });
        }
        let lines = lines(text)?;
        let cells = lines.concat();
        let chars = cells.len();
        let is_visa = cells.first() == Some(&b'V');
        let format = Format::of(chars, is_visa).ok_or(MrzError::Length { chars })?;
        let expected = format.columns();
        if lines.len() > 1 {
            let wrong = lines.iter().position(|line| line.len() != expected);
            if let Some((index, line)) = wrong.and_then(|index| Some((index, lines.get(index)?))) {
                return Err(MrzError::LineLength {
                    line: index + 1,
                    chars: line.len(),
                    expected,
                });
            }
        }
        if is_visa && format == Format::Td1 {
            return Err(MrzError::DocumentCode);
        }
        let mut zone = Self {
            format,
            notes: Vec::new(),
            cells,
        };
        zone.correct()?;
        match zone.cell(super::format::DOCUMENT_CODE) {
            b'A'..=b'Z' => Ok(zone),
            _ => Err(MrzError::DocumentCode),
        }
    }

    /// The cells of a field; all fields lie within the format's length.
    pub(super) fn field(&self, span: Span) -> &[u8] {
        let (first, last) = (self.index(span, span.first), self.index(span, span.last));
        self.cells.get(first..=last).unwrap_or_default()
    }

    /// The cell of a field that has one.
    pub(super) fn cell(&self, span: Span) -> u8 {
        self.field(span).first().copied().unwrap_or(FILLER)
    }

    const fn index(&self, span: Span, column: usize) -> usize {
        (span.line - 1) * self.format.columns() + column - 1
    }

    /// Puts right what only one type of character can be.
    fn correct(&mut self) -> Result<(), MrzError> {
        let layout = self.format.layout();
        for span in layout.letters() {
            self.correct_field(span, letter, |line, column| MrzError::NotLetter {
                line,
                column,
            })?;
        }
        for span in layout.digits() {
            self.correct_field(span, digit, |line, column| MrzError::NotDigit {
                line,
                column,
            })?;
        }
        Ok(())
    }

    fn correct_field(
        &mut self,
        span: Span,
        correct: fn(u8) -> Option<u8>,
        error: fn(usize, usize) -> MrzError,
    ) -> Result<(), MrzError> {
        for column in span.first..=span.last {
            let index = self.index(span, column);
            let Some(cell) = self.cells.get_mut(index) else {
                continue;
            };
            let right = correct(*cell).ok_or_else(|| error(span.line, column))?;
            if *cell != right {
                *cell = right;
                self.notes.push(Note::Corrected {
                    line: span.line,
                    column,
                });
            }
        }
        Ok(())
    }
}

/// The lines that are not empty, in capitals and without white space.
fn lines(text: &str) -> Result<Vec<Vec<u8>>, MrzError> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for raw in text.split(['\r', '\n']) {
        let mut line = Vec::new();
        for character in raw.chars().filter(|character| !character.is_whitespace()) {
            match character.to_ascii_uppercase() {
                capital @ ('A'..='Z' | '0'..='9' | '<') => line.push(capital as u8),
                _ => {
                    return Err(MrzError::Character {
                        line: lines.len() + 1,
                        column: line.len() + 1,
                    });
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    Ok(lines)
}

const fn letter(cell: u8) -> Option<u8> {
    Some(match cell {
        b'A'..=b'Z' | FILLER => cell,
        b'0' => b'O',
        b'1' => b'I',
        b'2' => b'Z',
        b'5' => b'S',
        b'8' => b'B',
        _ => return None,
    })
}

const fn digit(cell: u8) -> Option<u8> {
    Some(match cell {
        b'0'..=b'9' | FILLER => cell,
        b'O' => b'0',
        b'I' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'B' => b'8',
        _ => return None,
    })
}
