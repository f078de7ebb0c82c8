//! Cards in several codes, which the specification has given up and which still circulate.

use thiserror::Error;

use crate::Limits;
use crate::numeric::{NumericError, Part};

/// Why chunks do not make a card.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ChunkError {
    /// A code that is none.
    #[error(transparent)]
    Numeric(#[from] NumericError),
    /// More chunks than [`Limits::chunks_max`].
    #[error("a card of {count} codes, at most {max} are read")]
    TooMany {
        /// How many the code says there are.
        count: u32,
        /// The most that are read.
        max: usize,
    },
    /// A code with another count than those before it: of another card.
    #[error("the code is one of {actual}, the others of {expected}")]
    OtherCount {
        /// What those before it say.
        expected: u32,
        /// What this one says.
        actual: u32,
    },
    /// Two codes of the same number with different content: of different cards.
    #[error("two different codes with number {index}")]
    Conflict {
        /// The number of the chunk, from 1.
        index: u32,
    },
    /// More characters than [`Limits::jws_bytes_max`].
    #[error("codes of more than {max} characters")]
    TooLarge {
        /// The most that are read.
        max: usize,
    },
}

impl ChunkError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Numeric(error) => error.code(),
            Self::TooMany { .. } => "shc.chunks.too-many",
            Self::OtherCount { .. } => "shc.chunks.other-count",
            Self::Conflict { .. } => "shc.chunks.conflict",
            Self::TooLarge { .. } => "shc.chunks.too-large",
        }
    }
}

/// What became of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is a new one.
    New,
    /// It was there already, the same.
    Again,
}

/// Codes of one card, in whatever order they are scanned.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Chunks {
    chunks: Vec<Option<Vec<u8>>>,
    chars: usize,
}

impl Chunks {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a code; one without numbers is the first of one.
    ///
    /// # Errors
    /// [`ChunkError`]; nothing is taken then.
    pub fn add(&mut self, text: &str, limits: &Limits) -> Result<Added, ChunkError> {
        let part = Part::parse(text)?;
        let (index, count) = part
            .place
            .map_or((1, 1), |place| (place.index, place.count));
        let max = limits.chunks_max;
        let size = usize::try_from(count).ok().filter(|count| *count <= max);
        let size = size.ok_or(ChunkError::TooMany { count, max })?;
        let max = limits.jws_bytes_max;
        if self.chars.saturating_add(part.jws_chars()) > max {
            return Err(ChunkError::TooLarge { max });
        }
        let mut chunk = Vec::new();
        part.decode_into(&mut chunk)?;
        if self.chunks.is_empty() {
            self.chunks.resize(size, None);
        } else if self.chunks.len() != size {
            let expected = u32::try_from(self.chunks.len()).unwrap_or(u32::MAX);
            return Err(ChunkError::OtherCount {
                expected,
                actual: count,
            });
        }
        match self.chunks.get_mut(index.saturating_sub(1) as usize) {
            None => Err(NumericError::Place.into()),
            Some(Some(known)) if *known == chunk => Ok(Added::Again),
            Some(Some(_)) => Err(ChunkError::Conflict { index }),
            Some(place) => {
                self.chars += chunk.len();
                *place = Some(chunk);
                Ok(Added::New)
            }
        }
    }

    /// How many codes the card has; 0 before the first one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.chunks.len()
    }

    /// The numbers of those that are still missing, from 1.
    pub fn missing(&self) -> impl Iterator<Item = usize> {
        let places = self.chunks.iter().zip(1..);
        places
            .filter(|(chunk, _)| chunk.is_none())
            .map(|(_, index)| index)
    }

    /// The sizes of the chunks in characters, 0 for those that are missing.
    pub fn sizes(&self) -> impl Iterator<Item = usize> {
        self.chunks
            .iter()
            .map(|chunk| chunk.as_ref().map_or(0, Vec::len))
    }

    /// The JWS, once no code is missing.
    #[must_use]
    pub fn jws(&self) -> Option<String> {
        if self.chunks.is_empty() || self.missing().next().is_some() {
            return None;
        }
        let chunks: Vec<u8> = self.chunks.iter().flatten().flatten().copied().collect();
        String::from_utf8(chunks).ok()
    }
}

/// Without what the codes say: it is the holder's.
impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chunks")
            .field("count", &self.count())
            .field("missing", &self.missing().count())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(chunks: &mut Chunks, text: &str) -> Result<Added, ChunkError> {
        chunks.add(text, &Limits::DEFAULT)
    }

    #[test]
    fn any_order_makes_the_card() {
        let mut chunks = Chunks::new();
        assert_eq!(chunks.jws(), None);
        assert_eq!(add(&mut chunks, "shc:/3/3/29"), Ok(Added::New));
        assert_eq!(add(&mut chunks, "shc:/1/3/56"), Ok(Added::New));
        assert_eq!(add(&mut chunks, "shc:/3/3/29"), Ok(Added::Again));
        assert_eq!(chunks.missing().collect::<Vec<_>>(), [2]);
        assert_eq!(chunks.jws(), None);
        assert_eq!(add(&mut chunks, "shc:/2/3/76"), Ok(Added::New));
        assert_eq!(chunks.jws().as_deref(), Some("eyJ"));
    }

    #[test]
    fn a_code_without_numbers_is_all() {
        let mut chunks = Chunks::new();
        add(&mut chunks, "shc:/5676").unwrap();
        assert_eq!(chunks.jws().as_deref(), Some("ey"));
    }

    #[test]
    fn codes_of_other_cards_are_named() {
        let mut chunks = Chunks::new();
        add(&mut chunks, "shc:/1/2/56").unwrap();
        let before = chunks.clone();
        for (text, error) in [
            ("shc:/1/2/57", ChunkError::Conflict { index: 1 }),
            (
                "shc:/1/3/56",
                ChunkError::OtherCount {
                    expected: 2,
                    actual: 3,
                },
            ),
            (
                "shc:/56",
                ChunkError::OtherCount {
                    expected: 2,
                    actual: 1,
                },
            ),
            ("shc:/3/2/56", NumericError::Place.into()),
            ("shc:/2/2/567", NumericError::OddDigits.into()),
            ("shc:/1/65/56", ChunkError::TooMany { count: 65, max: 64 }),
        ] {
            assert_eq!(add(&mut chunks, text), Err(error), "{text}");
            assert_eq!(chunks, before, "{text}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let limits = Limits {
            jws_bytes_max: 3,
            ..Limits::DEFAULT
        };
        let mut chunks = Chunks::new();
        chunks.add("shc:/1/2/5656", &limits).unwrap();
        let error = chunks.add("shc:/2/2/5656", &limits);
        assert_eq!(error, Err(ChunkError::TooLarge { max: 3 }));
    }
}
