//! The decision that a reviewer signs.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, optional_int, parse_record,
};
use cleanbill_crypto::sha256;
use cleanbill_issuer::ruling::{RULED_ACTS_MAX, Ruling};

use super::{CaseError, CaseKind, CaseNumber, CourtEffect, CourtOrder, Ending, Finding, Outcome};

/// What is hashed begins with this.
const DOMAIN: &[u8] = b"cleanbill decision 1";
/// Most cases that are decided together: a lead and those that were joined to it.
pub const DECIDED_MAX: usize = RULED_ACTS_MAX;

/// A case, as a decision names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DecidedCase {
    /// Its number.
    pub number: CaseNumber,
    /// What it is against: [`commit_subject`](super::commit_subject).
    pub subject: [u8; 32],
    /// The reasons in writing: [`commit_text`](super::commit_text).
    pub reasons: [u8; 32],
}

/// All that a reviewer's signature binds. What is signed is its [`Ruling`]: that names the acts and
/// whether they stand, and this by its hash, so that acts can be published and cases stay sealed.
///
/// Its own hash is SHA-256 of `cleanbill decision 1` and the canonical CBOR of
/// `[kind, [[number, subject, reasons], …], [act, …], outcome, ending, [finding, …], order,
/// officer, office, at]`, where what is absent is null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What kind of cases.
    pub kind: CaseKind,
    /// The cases, in the order of their numbers.
    pub cases: Vec<DecidedCase>,
    /// The hashes of the acts that waited for it, in their order.
    pub acts: Vec<[u8; 32]>,
    /// What was decided.
    pub outcome: Outcome,
    /// Why there was nothing to decide; only where that is the outcome.
    pub ending: Option<Ending>,
    /// What was found, in the order of the list; at least one, unless there was nothing to decide.
    pub findings: Vec<Finding>,
    /// The court's order that it carries out. Of one case, never of several.
    pub order: Option<CourtOrder>,
    /// Number of the reviewer.
    pub officer: i64,
    /// Name of their office.
    pub office: String,
    /// When, Unix seconds.
    pub at: i64,
}

impl Decision {
    /// What is hashed, behind its domain.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            int(self.kind.number()),
            list(&self.cases, |case| {
                let parts = [
                    bytes(&case.number),
                    bytes(&case.subject),
                    bytes(&case.reasons),
                ];
                Value::Array(parts.to_vec())
            }),
            list(&self.acts, |act| bytes(act)),
            int(self.outcome.number()),
            optional_int(self.ending.map(Ending::number)),
            list(&self.findings, |finding| int(finding.number())),
            CourtOrder::optional(self.order.as_ref()),
            int(self.officer),
            self.office.as_str().into(),
            int(self.at),
        ])
    }

    /// What is signed.
    #[must_use]
    pub fn ruling(&self) -> Ruling {
        Ruling {
            acts: self.acts.clone(),
            stands: self.outcome.stands(),
            decision: sha256(&[DOMAIN, &self.encode()].concat()),
            officer: self.officer,
            office: self.office.clone(),
            at: self.at,
        }
    }

    /// The hash that the reviewer signs, of the ruling: the challenge of a passkey, the message of
    /// a raw key.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.ruling().hash()
    }

    /// Reads what was signed.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn parse(encoded: &[u8]) -> Result<Self, WireError> {
        parse_record(encoded, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let case = |fields: &mut Fields<'_>| {
            fields.inner(|case| {
                Ok(DecidedCase {
                    number: case.bytes()?,
                    subject: case.bytes()?,
                    reasons: case.bytes()?,
                })
            })
        };
        let kind = fields.member(CaseKind::from_number)?;
        let cases = fields.list(DECIDED_MAX, case)?;
        let acts = fields.list(RULED_ACTS_MAX, Fields::bytes)?;
        let outcome = fields.member(Outcome::from_number)?;
        let ending = fields.optional_number()?.map(Ending::from_number);
        let ending = ending.map(|one| one.ok_or_else(|| fields.wrong()));
        Ok(Self {
            kind,
            cases,
            acts,
            outcome,
            ending: ending.transpose()?,
            findings: fields.list(Finding::ALL.len(), |f| f.member(Finding::from_number))?,
            order: fields.optional_inner(CourtOrder::read)?,
            officer: fields.int()?,
            office: fields.text()?,
            at: fields.int()?,
        })
    }

    /// The case of this number in the decision.
    #[must_use]
    pub fn case(&self, number: &CaseNumber) -> Option<&DecidedCase> {
        self.cases.iter().find(|case| case.number == *number)
    }

    /// Checks that cases, acts, outcome, findings and order go together.
    ///
    /// # Errors
    /// [`CaseError::Findings`], [`CaseError::Order`].
    pub fn check(&self) -> Result<(), CaseError> {
        let cases = (1..=DECIDED_MAX).contains(&self.cases.len())
            && self.cases.is_sorted_by(|a, b| a.number < b.number)
            && self.acts.len() <= self.cases.len()
            && self.acts.is_sorted_by(|a, b| a < b)
            && (self.kind == CaseKind::Act || self.acts.is_empty());
        if cases && self.findings_carry() {
            self.check_order()
        } else {
            Err(CaseError::Findings)
        }
    }

    /// Whether the findings are in order, of this kind, and carry the outcome: what is upheld rests
    /// on what speaks for the appellant alone, what is dismissed on what speaks against, and what
    /// is upheld in part on both.
    fn findings_carry(&self) -> bool {
        let in_order = self.findings.is_sorted_by(|a, b| a < b);
        let fit = self.findings.iter().all(|finding| finding.fits(self.kind));
        let (for_them, against): (Vec<_>, Vec<_>) = (self.findings.iter())
            .copied()
            .partition(|finding| finding.is_for_appellant());
        let carries = match self.outcome {
            Outcome::Upheld => !for_them.is_empty() && against.is_empty(),
            Outcome::Partly => !for_them.is_empty() && !against.is_empty(),
            Outcome::Dismissed => for_them.is_empty() && !against.is_empty(),
            Outcome::Inadmissible => self.findings.is_empty(),
        };
        let ended = (self.outcome == Outcome::Inadmissible) == self.ending.is_some();
        in_order && fit && carries && ended
    }

    /// A court decides on one case, and a decision that says so has its order.
    fn check_order(&self) -> Result<(), CaseError> {
        let says_court = self.findings.iter().any(|finding| finding.is_of_court());
        let Some(order) = &self.order else {
            return if says_court {
                Err(CaseError::Order)
            } else {
                Ok(())
            };
        };
        order.check()?;
        let carried = match order.effect {
            CourtEffect::SetAside => self.outcome == Outcome::Upheld,
            CourtEffect::Stands => self.outcome == Outcome::Dismissed,
        };
        if says_court && carried && self.cases.len() == 1 {
            Ok(())
        } else {
            Err(CaseError::Order)
        }
    }
}

/// The commitment of a decision's leaf: SHA-256 of `cleanbill decided 1`, the secret of the case
/// and the hash of the decision.
#[must_use]
pub fn commit_decision(secret: &[u8; 32], hash: &[u8; 32]) -> [u8; 32] {
    sha256(&[b"cleanbill decided 1", secret.as_slice(), hash].concat())
}
