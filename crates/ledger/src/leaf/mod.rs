//! Leaves: what the public ledger says, one canonical CBOR array each.
//!
//! ```text
//! leaf = [1, type, field, …]
//!
//!  1 batch         [day, root, slots, count]               passes, acts about one person, blinded
//!  2 act           [content, [approval, …]]                an act of the authority, and who signed
//!  3 blinded act   [kind, [signer, …], region, reason, basis, at, body, blinded]
//!  4 summary       [subject, day, table, size]             a day's counts: crate::table
//!  5 opening       [subject, first day, [[what, region, total, blinding], …]]
//!  6 counter       [kid, certificate, day, signatures]     how often a key has signed
//!  7 publication   [root version, manifest version, issued at, manifest]
//!  8 revocations   [edition, list, size, passes]           all handles that a set takes away
//!  9 document      [kind, document, size]                  a rule set, a policy, a list, …
//! 10 announcement  [kind, document, starts at, urgent, gained, lost]
//! 11 release       [version, target, file]                 the software
//! 12 witnesses     [old policy, new policy, from]
//! 13 key end       [kid, certificate, end, key]            a retired key: published or destroyed
//! 14 filing        [class, region, day, due, commitment]   what anybody filed
//! 15 filing answer [filing, day, step, due, reason, answer]
//! 16 removal       [filing, day, reason]                   what was filed and is not shown
//! 17 petition      [epoch, text, modulus, [region, …], [[signatures, answer days], …], opens,
//!                   closes]
//! 18 vouchers      [epoch, day, [[region, issued, exchanged], …]]     told in tens, rounded up
//! 19 signatures    [petition, day, batch, count]           a batch of signatures of a petition
//! 22 petition answer  [petition, day, answer]              the text of the answer is an object
//! ```
//!
//! Days count from 1970-01-01, times are Unix seconds, hashes SHA-256. There is no personal data in
//! any of them, and nothing that can be joined to a person: `docs/LEDGER.md` says why. Two leaves
//! of the same content are the same bytes; whatever is spelled in another way is refused.

mod act;
mod announcement;
mod batch;
mod filing;
mod key;
mod list;
mod opening;
mod petition;
mod petition_answer;
mod publication;
mod summary;

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, encode_record, int, parse_record};

pub use act::{Act, BlindedAct, LeafApproval, LeafSigner};
pub use announcement::{Announcement, Witnesses};
pub use batch::BatchLeaf;
pub use filing::{ANSWER_WITHIN_DAYS, Done, EXTEND_BY_DAYS_MAX, Filing, FilingAnswer, Removal};
pub use key::{KeyEnd, SignerCounter};
pub use list::{
    DocumentKind, EndOfKey, ExtensionReason, FilingClass, FilingStep, LeafType, RemovalReason,
    Subject,
};
pub use opening::{OpenedSum, Opening};
pub use petition::{
    ANSWER_DAYS_MAX, MODULUS_BYTES, Petition, REGIONS_MAX, SIGNATURES_MAX, Signatures,
    THRESHOLDS_MAX, Threshold, VOUCHER_STEP, VoucherCount, Vouchers,
};
pub use petition_answer::PetitionAnswer;
pub use publication::{Document, Publication, Release, RevocationSet};
pub use summary::Summary;

/// The layout of all leaves: the first field.
const LAYOUT: i64 = 1;
/// Largest leaf in bytes: what a bundle's entry can hold (C2SP tlog-tiles, log entries).
pub const LEAF_MAX_BYTES: usize = 65_535;

/// A leaf of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Leaf {
    /// Passes that were issued and acts about one person: blinded, mixed, and padded.
    Batch(BatchLeaf),
    /// An act of the authority about itself, as it was signed.
    Act(Act),
    /// An act of the authority whose content would tell of fewer than ten people.
    BlindedAct(BlindedAct),
    /// The counts of a day.
    Summary(Summary),
    /// Sums of counts that were hidden, opened.
    Opening(Opening),
    /// How often a key has signed.
    SignerCounter(SignerCounter),
    /// A signed set.
    Publication(Publication),
    /// All passes that a signed set takes away.
    Revocations(RevocationSet),
    /// A document that a signed set holds.
    Document(Document),
    /// A change of rules or policies that is told before it is in force.
    Announcement(Announcement),
    /// A release of the software.
    Release(Release),
    /// Another list of witnesses.
    Witnesses(Witnesses),
    /// The end of a signing key.
    KeyEnd(KeyEnd),
    /// Something was filed.
    Filing(Filing),
    /// A filing was answered, or its answer takes longer.
    FilingAnswer(FilingAnswer),
    /// A filing is not shown.
    Removal(Removal),
    /// A petition is put to signature.
    Petition(Petition),
    /// How many vouchers of an epoch there are.
    Vouchers(Vouchers),
    /// A batch of signatures of a petition.
    Signatures(Signatures),
    /// A petition was answered.
    PetitionAnswer(PetitionAnswer),
}

impl Leaf {
    /// The type that the second field tells.
    #[must_use]
    pub const fn leaf_type(&self) -> LeafType {
        match self {
            Self::Batch(_) => LeafType::Batch,
            Self::Act(_) => LeafType::Act,
            Self::BlindedAct(_) => LeafType::BlindedAct,
            Self::Summary(_) => LeafType::Summary,
            Self::Opening(_) => LeafType::Opening,
            Self::SignerCounter(_) => LeafType::SignerCounter,
            Self::Publication(_) => LeafType::Publication,
            Self::Revocations(_) => LeafType::Revocations,
            Self::Document(_) => LeafType::Document,
            Self::Announcement(_) => LeafType::Announcement,
            Self::Release(_) => LeafType::Release,
            Self::Witnesses(_) => LeafType::Witnesses,
            Self::KeyEnd(_) => LeafType::KeyEnd,
            Self::Filing(_) => LeafType::Filing,
            Self::FilingAnswer(_) => LeafType::FilingAnswer,
            Self::Removal(_) => LeafType::Removal,
            Self::Petition(_) => LeafType::Petition,
            Self::Vouchers(_) => LeafType::Vouchers,
            Self::Signatures(_) => LeafType::Signatures,
            Self::PetitionAnswer(_) => LeafType::PetitionAnswer,
        }
    }

    /// The entry of the log: canonical CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut fields = vec![int(LAYOUT), int(self.leaf_type().number())];
        fields.extend(self.fields());
        encode_record(fields)
    }

    fn fields(&self) -> Vec<Value<'_>> {
        match self {
            Self::Batch(leaf) => leaf.fields(),
            Self::Act(leaf) => leaf.fields(),
            Self::BlindedAct(leaf) => leaf.fields(),
            Self::Summary(leaf) => leaf.fields(),
            Self::Opening(leaf) => leaf.fields(),
            Self::SignerCounter(leaf) => leaf.fields(),
            Self::Publication(leaf) => leaf.fields(),
            Self::Revocations(leaf) => leaf.fields(),
            Self::Document(leaf) => leaf.fields(),
            Self::Announcement(leaf) => leaf.fields(),
            Self::Release(leaf) => leaf.fields(),
            Self::Witnesses(leaf) => leaf.fields(),
            Self::KeyEnd(leaf) => leaf.fields(),
            Self::Filing(leaf) => leaf.fields(),
            Self::FilingAnswer(leaf) => leaf.fields(),
            Self::Removal(leaf) => leaf.fields(),
            Self::Petition(leaf) => leaf.fields(),
            Self::Vouchers(leaf) => leaf.fields(),
            Self::Signatures(leaf) => leaf.fields(),
            Self::PetitionAnswer(leaf) => leaf.fields(),
        }
    }

    /// Reads an entry of the log, within [`LEAF_MAX_BYTES`].
    ///
    /// # Errors
    /// [`WireError`]: not canonical CBOR, another layout, an unknown type, a field out of range.
    pub fn parse(entry: &[u8]) -> Result<Self, WireError> {
        parse_record(entry, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        Ok(match fields.member(LeafType::from_number)? {
            LeafType::Batch => Self::Batch(BatchLeaf::read(fields)?),
            LeafType::Act => Self::Act(Act::read(fields)?),
            LeafType::BlindedAct => Self::BlindedAct(BlindedAct::read(fields)?),
            LeafType::Summary => Self::Summary(Summary::read(fields)?),
            LeafType::Opening => Self::Opening(Opening::read(fields)?),
            LeafType::SignerCounter => Self::SignerCounter(SignerCounter::read(fields)?),
            LeafType::Publication => Self::Publication(Publication::read(fields)?),
            LeafType::Revocations => Self::Revocations(RevocationSet::read(fields)?),
            LeafType::Document => Self::Document(Document::read(fields)?),
            LeafType::Announcement => Self::Announcement(Announcement::read(fields)?),
            LeafType::Release => Self::Release(Release::read(fields)?),
            LeafType::Witnesses => Self::Witnesses(Witnesses::read(fields)?),
            LeafType::KeyEnd => Self::KeyEnd(KeyEnd::read(fields)?),
            LeafType::Filing => Self::Filing(Filing::read(fields)?),
            LeafType::FilingAnswer => Self::FilingAnswer(FilingAnswer::read(fields)?),
            LeafType::Removal => Self::Removal(Removal::read(fields)?),
            LeafType::Petition => Self::Petition(Petition::read(fields)?),
            LeafType::Vouchers => Self::Vouchers(Vouchers::read(fields)?),
            LeafType::Signatures => Self::Signatures(Signatures::read(fields)?),
            LeafType::PetitionAnswer => Self::PetitionAnswer(PetitionAnswer::read(fields)?),
        })
    }
}

#[cfg(test)]
mod tests;
