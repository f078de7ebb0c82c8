//! What somebody asks to be filed, as a whole.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{bytes, encode_record, int, optional_text};
use cleanbill_crypto::sha256;
use cleanbill_ledger::commitment::commit_filing;
use cleanbill_ledger::leaf::Filing;

use super::{ANSWER_WITHIN_DAYS, Addressee, Content, FilingClass, FilingError};

/// Who may read what is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Visibility {
    /// The officers of the addressee; whoever has the content can tell that it was filed.
    Open = 1,
    /// As open, and the public as soon as an officer has looked at it.
    Shown = 2,
    /// The officers of the addressee alone; nobody can try contents against the ledger.
    Sealed = 3,
}

impl Visibility {
    /// The number that is stored; it never changes its meaning.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The one with this number.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Open),
            2 => Some(Self::Shown),
            3 => Some(Self::Sealed),
            _ => None,
        }
    }
}

/// Something to be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// With whom.
    pub addressee: Addressee,
    /// For whose eyes.
    pub visibility: Visibility,
    /// What.
    pub content: Content,
}

impl Request {
    /// What work is done over: all of the request, so that work for one is none for another.
    /// SHA-256 of `["cleanbill filing 1", region or null, visibility, kind, SHA-256 of the
    /// content]` in canonical CBOR.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let content = self.content.digest();
        sha256(&encode_record(vec![
            Value::from("cleanbill filing 1"),
            optional_text(self.addressee.region()),
            int(self.visibility.number()),
            int(self.content.kind().number()),
            bytes(&content),
        ]))
    }

    /// The leaf that tells of it, on this day. `secret` blinds what is sealed.
    #[must_use]
    pub fn leaf(&self, day: i32, secret: &[u8; 32]) -> Filing {
        let digest = self.content.digest();
        let (class, commitment) = match self.visibility {
            Visibility::Sealed => (FilingClass::Sealed, commit_filing(secret, &digest)),
            Visibility::Open | Visibility::Shown => (self.content.class(), digest),
        };
        Filing {
            class,
            region: self.addressee.region().map(str::to_owned),
            day,
            due: day.saturating_add(ANSWER_WITHIN_DAYS),
            commitment,
        }
    }

    /// Takes what is to be filed together.
    ///
    /// # Errors
    /// [`FilingError::NotShown`] if the public is to see a recording, of which the hash alone is
    /// filed.
    pub fn new(
        addressee: Addressee,
        visibility: Visibility,
        content: Content,
    ) -> Result<Self, FilingError> {
        if visibility == Visibility::Shown && matches!(content, Content::Recording { .. }) {
            return Err(FilingError::NotShown);
        }
        Ok(Self {
            addressee,
            visibility,
            content,
        })
    }
}
