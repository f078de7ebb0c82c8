//! Rulings: what a reviewer signs of acts that a holder objected to, so that whoever publishes can
//! verify it without reading the case (G08, G09).
//!
//! ```text
//! findings, reasons, order, case numbers ─ sealed ─ SHA-256 ─┐
//! contested acts, whether they stand, reviewer, time ────────┴─ Ruling ─ hash ─ reviewer's key
//! ```

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, encode_record, int, list, parse_record};
use cleanbill_crypto::sha256;
use cleanbill_health::DAY_SECS;
use cleanbill_webauthn::RelyingParty;
use thiserror::Error;

use crate::act::machine::DECIDE_WITHIN_DAYS;
use crate::act::{ActState, SignedAct};
use crate::approval::{
    APPROVALS_MAX, Approval, ApprovalError, Signer, verify_approval, verify_signature,
};
use crate::registry::StepRow;
use crate::staff::{OfficeKind, Origin, Role, Staff};

/// What is hashed begins with this, so that a signature over a ruling is one over no act, and one
/// over an act is no ruling.
const DOMAIN: &[u8] = b"cleanbill ruling 1";
/// Most acts of one ruling: as many as cases are decided together.
pub const RULED_ACTS_MAX: usize = 32;

/// What a reviewer's signature under a decision binds.
///
/// Its hash is SHA-256 of `cleanbill ruling 1` and the canonical CBOR of
/// `[[act, …], stands, decision, officer, office, at]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The hashes of the contested acts that it decides on, in their order, each once; none where
    /// no act waited.
    pub acts: Vec<[u8; 32]>,
    /// Whether they stand.
    pub stands: bool,
    /// SHA-256 of all else that was decided.
    pub decision: [u8; 32],
    /// Number of the reviewer.
    pub officer: i64,
    /// Name of their office.
    pub office: String,
    /// When, Unix seconds.
    pub at: i64,
}

impl Ruling {
    /// What is hashed, behind its domain.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            list(&self.acts, |act| bytes(act)),
            Value::Bool(self.stands),
            bytes(&self.decision),
            int(self.officer),
            self.office.as_str().into(),
            int(self.at),
        ])
    }

    /// The hash that the reviewer signs: the challenge of a passkey, the message of a raw key.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        sha256(&[DOMAIN, &self.encode()].concat())
    }

    /// Reads what was signed.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn parse(encoded: &[u8]) -> Result<Self, WireError> {
        parse_record(encoded, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            acts: fields.list(RULED_ACTS_MAX, Fields::bytes)?,
            stands: fields.bool()?,
            decision: fields.bytes()?,
            officer: fields.int()?,
            office: fields.text()?,
            at: fields.int()?,
        })
    }
}

/// A ruling with its signature, in words that need no database; not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRuling {
    /// What was signed.
    pub ruling: Ruling,
    /// By whom.
    pub approval: Approval,
}

/// Why a contested act does not take effect.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RulingError {
    /// There is no decision, or none that can be read.
    #[error("the holder objected, and no reviewer's decision is there")]
    Missing,
    /// The decision is on other acts.
    #[error("the reviewer's decision is on other acts")]
    Other,
    /// The decision says that the act lapses.
    #[error("the reviewer decided that the act lapses")]
    Lapses,
    /// It was decided before the objection, or when the act had lapsed, or is written down after
    /// that time.
    #[error("it was not decided between the objection and the day on which the act lapses")]
    Time,
    /// The reviewer has a part in the act, or stands on the word of who has.
    #[error("the reviewer or their office has a part in the act")]
    NotIndependent,
    /// The signature under the decision.
    #[error(transparent)]
    Signature(#[from] ApprovalError),
}

impl RulingError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "ruling.missing",
            Self::Other => "ruling.other",
            Self::Lapses => "ruling.lapses",
            Self::Time => "ruling.time",
            Self::NotIndependent => "ruling.not-independent",
            Self::Signature(error) => error.code(),
        }
    }
}

/// When the holder objected, by the steps of an act; Unix seconds.
#[must_use]
pub fn objected_at(steps: &[StepRow]) -> Option<i64> {
    let mut contested = steps.iter().filter(|s| s.state == ActState::Contested);
    contested.next().map(|step| step.at)
}

/// When an act lapses that was objected to at a time; Unix seconds.
#[must_use]
pub const fn lapses_at(objected_at: i64) -> i64 {
    objected_at.saturating_add(DECIDE_WITHIN_DAYS * DAY_SECS)
}

/// Checks that a reviewer signed that an act stands to which the holder objected: one who has no
/// part in it, between the objection (Unix seconds) and the day on which the act lapses. Steps that
/// say so are not asked.
///
/// # Errors
/// [`RulingError`].
pub fn check_ruling(
    act: &SignedAct,
    objected_at: i64,
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<(), RulingError> {
    let signed = act.ruling.as_ref().ok_or(RulingError::Missing)?;
    let ruling = &signed.ruling;
    if !ruling.acts.contains(&act.hash) {
        return Err(RulingError::Other);
    }
    if !ruling.stands {
        return Err(RulingError::Lapses);
    }
    if ruling.at < objected_at || ruling.at >= lapses_at(objected_at) {
        return Err(RulingError::Time);
    }
    // Who signed, and who only is said to have: nobody is kept from deciding by a row.
    let mut parties = vec![(act.content.officer, act.content.office.clone())];
    let approvals = act.approvals.iter().take(APPROVALS_MAX);
    parties.extend(approvals.filter_map(|approval| {
        let signer = verify_approval(&act.content, &act.hash, approval, staff, rps).ok()?;
        Some((signer.officer, signer.office))
    }));
    let who = (ruling.officer, ruling.office.as_str());
    if !is_apart(who, &parties, staff, ruling.at) {
        return Err(RulingError::NotIndependent);
    }
    verify_ruling(ruling, &signed.approval, staff, rps)?;
    Ok(())
}

/// Whether a reviewer of an office for reviews at `at` (Unix seconds) has no part in what these
/// officers and offices did, and stands on the word of somebody who has none either: their office,
/// their appointment and every key of theirs were signed by somebody outside. What the founding act
/// made stands on the pin.
#[must_use]
pub fn is_apart(
    (officer, office): (i64, &str),
    parties: &[(i64, String)],
    staff: &Staff,
    at: i64,
) -> bool {
    let is_party = |who: i64, of: &str| {
        let mut parties = parties.iter();
        parties.any(|(party, house)| *party == who || house == of)
    };
    let house = staff.office(office);
    let Some((house, appointment)) = house.zip(staff.appointment_at(officer, office, at)) else {
        return false;
    };
    let reviews = appointment.role == Role::Reviewer && house.spec.kind == OfficeKind::Review;
    let is_outside =
        |signer: &Signer| signer.officer != officer && !is_party(signer.officer, &signer.office);
    let stands = |origin: &Origin| origin.is_founding || origin.signers.iter().any(is_outside);
    let keys = staff.officer(officer).map_or(&[][..], |held| &held.keys);
    let keys = keys
        .iter()
        .filter(|key| key.ends_at.is_none_or(|end| at < end));
    let mut all = [&house.origin, &appointment.origin]
        .into_iter()
        .chain(keys.map(|key| &key.origin));
    !is_party(officer, office) && reviews && all.all(stands)
}

/// Verifies the signature under a ruling: by a key that was the reviewer's when they decided, over
/// this ruling and nothing else. Nobody who can only write rows makes one, or dates one back: its
/// time is signed with it.
///
/// # Errors
/// [`ApprovalError`].
pub fn verify_ruling(
    ruling: &Ruling,
    approval: &Approval,
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<Signer, ApprovalError> {
    let (officer, office) = (ruling.officer, ruling.office.as_str());
    if (approval.officer, approval.office.as_str()) != (officer, office) {
        return Err(ApprovalError::Key);
    }
    if approval.at < ruling.at {
        return Err(ApprovalError::BeforeAct);
    }
    let appointed = |at| staff.appointment_at(officer, office, at);
    let appointment = appointed(ruling.at).ok_or(ApprovalError::NotAppointed)?;
    appointed(approval.at).ok_or(ApprovalError::NotAppointed)?;
    if appointment.role != Role::Reviewer {
        return Err(ApprovalError::Role);
    }
    let key = staff.key_at(officer, &approval.key, ruling.at);
    let key = key.ok_or(ApprovalError::Key)?;
    verify_signature(approval, &ruling.hash(), &key.spec, rps)?;
    Ok(Signer {
        officer,
        office: office.to_owned(),
        role: appointment.role,
    })
}
