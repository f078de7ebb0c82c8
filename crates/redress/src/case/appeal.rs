//! What is filed, and the commitments by which decisions and leaves speak of it.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, optional_int, parse_record,
};
use cleanbill_crypto::sha256;

use super::{CaseError, CaseKind, CaseNumber, CourtOrder, DoorSlip, FiledBy, TEXT_MAX_BYTES};

/// Longest name of an office, in characters.
const OFFICE_MAX_CHARS: usize = 80;
/// Most officers that an appeal names.
const PARTIES_MAX: usize = 8;
/// The layout of an appeal.
const LAYOUT: i64 = 1;

/// What an appeal is against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An act, by its hash.
    Act([u8; 32]),
    /// A refusal, by the office that refused and the day (since 1970-01-01).
    Refusal {
        /// Name of the office.
        office: String,
        /// The day.
        day: i32,
    },
    /// A look, by the public id of its access entry.
    Look([u8; 16]),
    /// A check at a door.
    Door(DoorSlip),
}

impl Subject {
    /// What kind of case it makes.
    #[must_use]
    pub const fn kind(&self) -> CaseKind {
        match self {
            Self::Act(_) => CaseKind::Act,
            Self::Refusal { .. } => CaseKind::Refusal,
            Self::Look(_) => CaseKind::Look,
            Self::Door(_) => CaseKind::Door,
        }
    }

    /// As canonical CBOR: what commitments and look-up tags are made of.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(self.fields())
    }

    fn fields(&self) -> Vec<Value<'_>> {
        let mut fields = vec![int(self.kind().number())];
        match self {
            Self::Act(hash) => fields.push(bytes(hash)),
            Self::Refusal { office, day } => fields.extend([office.as_str().into(), int(*day)]),
            Self::Look(id) => fields.push(bytes(id)),
            Self::Door(slip) => fields.push(Value::Array(slip.fields())),
        }
        fields
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(match fields.member(CaseKind::from_number)? {
            CaseKind::Act => Self::Act(fields.bytes()?),
            CaseKind::Refusal => Self::Refusal {
                office: fields.text()?,
                day: fields.number()?,
            },
            CaseKind::Look => Self::Look(fields.bytes()?),
            CaseKind::Door => Self::Door(fields.inner(DoorSlip::read)?),
        })
    }
}

/// Somebody who has a part in what is appealed against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Number of the officer; 0 where only the office is known.
    pub officer: i64,
    /// Name of their office.
    pub office: String,
}

/// An appeal as it is kept, sealed under the key of its case alone. What the appellant says in
/// their own words is a text of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The number of the case.
    pub number: CaseNumber,
    /// What it is against.
    pub subject: Subject,
    /// The row that it is against, where the authority has one. It is in no commitment of the
    /// subject.
    pub row: Option<i64>,
    /// Who had a part in a refusal or a look; of an act its signatures tell.
    pub parties: Vec<Party>,
    /// How it came in.
    pub filed_by: FiledBy,
    /// The day on which it came in, since 1970-01-01.
    pub day: i32,
    /// What a court ordered on it, if one did.
    pub order: Option<CourtOrder>,
}

impl Appeal {
    /// Checks names and the order.
    ///
    /// # Errors
    /// [`CaseError::Text`], [`CaseError::Order`].
    pub fn check(&self) -> Result<(), CaseError> {
        if let Subject::Refusal { office, .. } = &self.subject {
            let fits = !office.is_empty() && office.chars().count() <= OFFICE_MAX_CHARS;
            if !fits || !office.chars().all(prints) {
                return Err(CaseError::Text);
            }
        }
        if let Subject::Door(slip) = &self.subject {
            slip.check()?;
        }
        self.order.as_ref().map_or(Ok(()), CourtOrder::check)
    }

    /// As canonical CBOR; what is sealed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            int(LAYOUT),
            bytes(&self.number),
            Value::Array(self.subject.fields()),
            optional_int(self.row),
            list(&self.parties, |party| {
                Value::Array(vec![int(party.officer), party.office.as_str().into()])
            }),
            int(self.filed_by.number()),
            int(self.day),
            CourtOrder::optional(self.order.as_ref()),
        ])
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn parse(encoded: &[u8]) -> Result<Self, WireError> {
        parse_record(encoded, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        Ok(Self {
            number: fields.bytes()?,
            subject: fields.inner(Subject::read)?,
            row: fields.optional_number()?,
            parties: fields.list(PARTIES_MAX, |fields| {
                fields.inner(|party| {
                    Ok(Party {
                        officer: party.int()?,
                        office: party.text()?,
                    })
                })
            })?,
            filed_by: fields.member(FiledBy::from_number)?,
            day: fields.number()?,
            order: fields.optional_inner(CourtOrder::read)?,
        })
    }

    /// What the ledger holds of the filing: SHA-256 of `cleanbill appeal 1`, the secret of the case
    /// and the appeal. Who has both can show that it was filed, and nobody can try acts against it.
    #[must_use]
    pub fn commit(&self, secret: &[u8; 32]) -> [u8; 32] {
        sha256(&[b"cleanbill appeal 1", secret.as_slice(), &self.encode()].concat())
    }
}

/// What a decision says of what it is about: SHA-256 of `cleanbill appealed 1`, the secret of the
/// case and the subject.
#[must_use]
pub fn commit_subject(secret: &[u8; 32], subject: &Subject) -> [u8; 32] {
    sha256(
        &[
            b"cleanbill appealed 1",
            secret.as_slice(),
            &subject.encode(),
        ]
        .concat(),
    )
}

/// What a decision says of its reasons in writing: SHA-256 of `cleanbill reasons 1`, the secret of
/// the case and the text. Without the secret a guess at the text cannot be tried.
#[must_use]
pub fn commit_text(secret: &[u8; 32], text: &str) -> [u8; 32] {
    sha256(&[b"cleanbill reasons 1", secret.as_slice(), text.as_bytes()].concat())
}

/// Checks a text of a case: 1 to 16,384 bytes, lines of what prints.
///
/// # Errors
/// [`CaseError::Text`].
pub fn check_text(text: &str) -> Result<(), CaseError> {
    let fits = !text.trim().is_empty() && text.len() <= TEXT_MAX_BYTES;
    if fits && text.chars().all(|c| c == '\n' || prints(c)) {
        Ok(())
    } else {
        Err(CaseError::Text)
    }
}

/// Not a control, and nothing that turns the direction of what stands around it (Unicode Standard
/// Annex 9, section 2).
pub(super) const fn prints(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
