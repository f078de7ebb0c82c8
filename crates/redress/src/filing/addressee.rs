//! Whom something is filed with.

use super::FilingError;

/// Longest name of a region, bytes, as the ledger takes it.
const REGION_MAX_BYTES: usize = 80;

/// Whom something is filed with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// The authority as a whole.
    Authority,
    /// The offices of a region.
    Region(String),
}

impl Addressee {
    /// Takes the name of a region, or nothing for the authority. Whether there is such a region is
    /// for the caller to know: a name goes into the public ledger, and nobody may write there what
    /// they like.
    ///
    /// # Errors
    /// [`FilingError::Addressee`].
    pub fn new(region: Option<&str>) -> Result<Self, FilingError> {
        let Some(region) = region else {
            return Ok(Self::Authority);
        };
        let is_name = !region.is_empty()
            && region.len() <= REGION_MAX_BYTES
            && region.trim() == region
            && !region.chars().any(char::is_control);
        match is_name {
            true => Ok(Self::Region(region.to_owned())),
            false => Err(FilingError::Addressee),
        }
    }

    /// The region; `None` for the authority.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::Authority => None,
            Self::Region(region) => Some(region),
        }
    }
}
