//! The logs that a witness knows.

use core::fmt;
use core::str::FromStr;

use cleanbill_ledger::{Checkpoint, EMPTY_ROOT, KeyUse, NoteError, VerifierKey};

use crate::error::WitnessError;

/// A log that is witnessed: its origin, and a key that signs its checkpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessedLog {
    origin: String,
    key: VerifierKey,
}

impl WitnessedLog {
    /// A log whose origin is the name of its key.
    ///
    /// # Errors
    /// [`WitnessError::Log`] for a key of a witness.
    pub fn new(key: VerifierKey) -> Result<Self, WitnessError> {
        let origin = key.name().to_owned();
        Self::with_origin(key, &origin)
    }

    /// A log of another origin.
    ///
    /// # Errors
    /// [`WitnessError::Log`] for a key of a witness, or what no checkpoint can have as its origin.
    pub fn with_origin(key: VerifierKey, origin: &str) -> Result<Self, WitnessError> {
        if key.key_use() != KeyUse::Log {
            return Err(WitnessError::Log {
                error: NoteError::KeyUse,
            });
        }
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: 0,
            root: EMPTY_ROOT,
            extensions: Vec::new(),
        };
        match Checkpoint::parse(&checkpoint.text()) {
            Ok(parsed) if parsed == checkpoint => Ok(Self {
                origin: checkpoint.origin,
                key,
            }),
            _ => Err(WitnessError::Log {
                error: NoteError::Checkpoint { line: 1 },
            }),
        }
    }

    /// The origin of its checkpoints.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A key that signs them.
    #[must_use]
    pub const fn key(&self) -> &VerifierKey {
        &self.key
    }
}

/// `name+hash+base64`, or that and `@origin`.
impl FromStr for WitnessedLog {
    type Err = WitnessError;

    fn from_str(text: &str) -> Result<Self, WitnessError> {
        // A name may have an @; the base64 after its second plus has none.
        let key_end = text.match_indices('+').nth(1).and_then(|(plus, _)| {
            let encoded = text.get(plus..)?;
            Some(plus + encoded.find('@')?)
        });
        let (key, origin) = match key_end.and_then(|end| text.split_at_checked(end)) {
            Some((key, origin)) => (key, origin.strip_prefix('@')),
            None => (text, None),
        };
        let key = VerifierKey::parse(key).map_err(|error| WitnessError::Log { error })?;
        match origin {
            Some(origin) => Self::with_origin(key, origin),
            None => Self::new(key),
        }
    }
}

impl fmt::Display for WitnessedLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.origin == self.key.name() {
            write!(f, "{}", self.key)
        } else {
            write!(f, "{}@{}", self.key, self.origin)
        }
    }
}
