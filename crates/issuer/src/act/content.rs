//! An act as it is signed, and what it must be to be one.

use cleanbill_cose::cbor::Value;
use cleanbill_crypto::sha256;
use cleanbill_health::DAY_SECS;

use super::body::{Body, FOUNDERS_MAX, HANDLES_MAX, Handle, KEYS_MAX};
use super::list::{ActKind, LegalBasis, Reason};
use super::spec::{AppointSpec, OfficeSpec};
use super::spelling::read;
use super::{ActError, SPKI_MAX_BYTES};
use crate::registry::Shard;
use crate::staff::KeyForm;
use cleanbill_cose::record::{
    Fields, WireError, encode_record, int, optional_bytes, optional_int, parse_record,
};

/// What is hashed begins with this, so that an officer's signature over an act is one over nothing
/// else.
const DOMAIN: &[u8] = b"cleanbill act 1";
/// Longest name of an office, a product, a lot or a setting, in characters.
const NAME_MAX_CHARS: usize = 80;
/// Latest time that an act can speak of: 9999-12-31T23:59:59Z.
const LATEST_SECS: i64 = 253_402_300_799;
/// How long a court can keep a holder from seeing that their record was handed over (G11).
pub const DISCLOSURE_DELAY_MAX_DAYS: i64 = 90;

/// All that approvals bind: who does what, where, when, why and on which basis.
///
/// Its hash is SHA-256 of `cleanbill act 1` and the canonical CBOR of
/// `[kind, shard, officer, office, region, reason, basis, evidence, at, body]`, where what is
/// absent is null and `body` is the array of [`Body`]. Officers sign that hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActContent {
    /// Where the rows of the act lie.
    pub shard: Shard,
    /// Number of the officer who did or proposed it.
    pub officer: i64,
    /// Name of their office.
    pub office: String,
    /// Region of that office.
    pub region: String,
    /// Why, for what takes a pass away.
    pub reason: Option<Reason>,
    /// On which ground of law.
    pub basis: Option<LegalBasis>,
    /// SHA-256 of the evidence on file.
    pub evidence: Option<[u8; 32]>,
    /// When it was proposed, Unix seconds.
    pub at: i64,
    /// What is done.
    pub body: Body,
}

/// The hash that approvals of the act sign: the challenge of a passkey, the message of a raw key.
#[must_use]
pub fn hash(act: &ActContent) -> [u8; 32] {
    sha256(&[DOMAIN, &act.encode()].concat())
}

impl ActContent {
    /// What is hashed, behind its domain.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            int(self.kind().number()),
            int(self.shard.0),
            int(self.officer),
            self.office.as_str().into(),
            self.region.as_str().into(),
            optional_int(self.reason.map(Reason::number)),
            optional_int(self.basis.map(LegalBasis::number)),
            optional_bytes(self.evidence.as_ref()),
            int(self.at),
            Value::Array(self.body.fields()),
        ])
    }

    /// Reads what was signed, from its leaf in the public ledger.
    ///
    /// # Errors
    /// [`WireError`]: not canonical, or a field out of range.
    pub fn parse(content: &[u8]) -> Result<Self, WireError> {
        parse_record(content, Self::read, Self::encode)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let kind = fields.member(ActKind::from_number)?;
        let wrong = |fields: &Fields<'_>| fields.wrong();
        Ok(Self {
            shard: Shard(fields.number()?),
            officer: fields.int()?,
            office: fields.text()?,
            region: fields.text()?,
            reason: match fields.optional_number()? {
                Some(number) => Some(Reason::from_number(number).ok_or_else(|| wrong(fields))?),
                None => None,
            },
            basis: match fields.optional_number()? {
                Some(number) => Some(LegalBasis::from_number(number).ok_or_else(|| wrong(fields))?),
                None => None,
            },
            evidence: fields.optional_bytes()?,
            at: fields.int()?,
            body: fields.inner(|body| read(kind, body))?,
        })
    }

    /// What kind of act it is.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        self.body.kind()
    }

    /// Its hash: [`hash`].
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        hash(self)
    }

    /// Whether it acts without an objection period (G08).
    #[must_use]
    pub fn acts_at_once(&self) -> bool {
        self.kind().takes_away() && self.reason.is_some_and(Reason::acts_at_once)
    }

    /// Whether an independent reviewer signs beside the two officers: a forgery (G07), and what
    /// takes away more passes than can be counted one by one, unless a key was compromised.
    #[must_use]
    pub fn needs_reviewer(&self) -> bool {
        match self.kind() {
            ActKind::WithdrawValue | ActKind::ImportRevocations => true,
            ActKind::WithdrawKey => self.reason != Some(Reason::KeyCompromised),
            kind => kind.takes_away() && self.reason.is_some_and(Reason::needs_reviewer),
        }
    }

    /// The passes that it takes away and names; empty where there are too many to name.
    #[must_use]
    pub fn handles(&self) -> &[Handle] {
        match &self.body {
            Body::Revoke { handles } => handles,
            Body::RefuseReissue { handle } => std::slice::from_ref(handle),
            _ => &[],
        }
    }

    /// Checks that reason, basis, evidence and body go together.
    ///
    /// # Errors
    /// [`ActError`] of the first thing that is wrong.
    pub fn check(&self) -> Result<(), ActError> {
        let kind = self.kind();
        if self.officer < 1 || !(0..=LATEST_SECS).contains(&self.at) {
            return Err(ActError::Range);
        }
        check_name(&self.office)?;
        check_name(&self.region)?;
        let fits = match self.reason {
            Some(reason) => reasons(kind).contains(&reason),
            None => reasons(kind).is_empty(),
        };
        if !fits {
            let reason = self.reason;
            return Err(ActError::Reason { kind, reason });
        }
        let basis = self.basis;
        let fits = match (basis, bases(kind)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(given), Some(allowed)) => allowed.contains(&given),
        };
        let asked = self.reason == Some(Reason::HolderAsked);
        if !fits || asked && basis != Some(LegalBasis::Consent) {
            return Err(ActError::Basis { kind, basis });
        }
        if let Some(reason @ (Reason::Forgery | Reason::HolderAsked)) = self.reason
            && self.evidence.is_none()
        {
            return Err(ActError::Evidence { reason });
        }
        self.check_body()
    }

    fn check_body(&self) -> Result<(), ActError> {
        match &self.body {
            Body::Issue { handles, .. } | Body::Revoke { handles } => {
                let in_order = handles.is_sorted_by(|a, b| a < b);
                check_count(handles.len(), HANDLES_MAX)?;
                if in_order {
                    Ok(())
                } else {
                    Err(ActError::Passes)
                }
            }
            Body::WithdrawKey { keys } => {
                check_count(keys.len(), KEYS_MAX)?;
                let in_order = keys.is_sorted_by(|a, b| a < b);
                if in_order {
                    Ok(())
                } else {
                    Err(ActError::Passes)
                }
            }
            Body::Mandate {
                ends_at,
                subject,
                representative,
                ..
            } => {
                check_range(*ends_at > self.at && *ends_at <= LATEST_SECS)?;
                check_range(subject != representative)
            }
            Body::Disclose { visible_at, .. } => self.check_delay(*visible_at),
            Body::DeclareKey {
                not_before,
                not_after,
                ..
            } => check_range(not_before < not_after),
            Body::ImportDeliveries { doses, .. } => check_range(*doses >= 0),
            _ => self.check_names(),
        }
    }

    /// The names of offices, products and settings in bodies that have some.
    fn check_names(&self) -> Result<(), ActError> {
        match &self.body {
            Body::Appoint(spec) => check_appointment(spec),
            Body::OpenOffice(spec) => check_office(spec),
            Body::Dismiss { office, officer } => {
                check_range(*officer > 0)?;
                check_name(office)
            }
            Body::CloseOffice { office } => check_name(office),
            Body::WithdrawValue { product, lot, .. } => {
                check_name(product)?;
                lot.as_deref().map_or(Ok(()), check_name)
            }
            Body::HoldEntry {
                office,
                product,
                lot,
                ..
            } => {
                check_name(office)?;
                check_name(product)?;
                check_name(lot)
            }
            Body::ApproveProduct { product, .. } => check_name(product),
            Body::Configure { name, .. } => check_name(name),
            Body::Found { offices, officers } => {
                check_count(offices.len(), FOUNDERS_MAX)?;
                check_count(officers.len(), FOUNDERS_MAX)?;
                offices.iter().try_for_each(check_office)?;
                officers.iter().try_for_each(check_appointment)
            }
            // The others are checked above, or are of a shape that cannot be wrong.
            _ => Ok(()),
        }
    }

    /// At once, or by a court's order up to 90 days later (G11).
    fn check_delay(&self, visible_at: i64) -> Result<(), ActError> {
        let delay = visible_at.saturating_sub(self.at);
        let max = match self.basis {
            Some(LegalBasis::CourtOrder) => DISCLOSURE_DELAY_MAX_DAYS * DAY_SECS,
            _ => 0,
        };
        if (0..=max).contains(&delay) {
            Ok(())
        } else {
            Err(ActError::DisclosureDelay)
        }
    }
}

/// The reasons for which an act of this kind may take passes away (G07); empty where none is given.
const fn reasons(kind: ActKind) -> &'static [Reason] {
    use Reason as R;
    match kind {
        ActKind::Revoke => &[
            R::EnteredInError,
            R::Duplicate,
            R::Corrected,
            R::ResultWithdrawn,
            R::LotWithdrawn,
            R::ProductWithdrawn,
            R::IssuedInError,
            R::Forgery,
            R::HolderAsked,
        ],
        ActKind::WithdrawKey => &[R::KeyCompromised, R::IssuedInError],
        ActKind::WithdrawValue => &[R::LotWithdrawn, R::ProductWithdrawn],
        // A list has no evidence for each of its passes: nothing on it acts at once.
        ActKind::ImportRevocations => &[
            R::EnteredInError,
            R::Duplicate,
            R::ResultWithdrawn,
            R::LotWithdrawn,
            R::ProductWithdrawn,
            R::IssuedInError,
        ],
        ActKind::RefuseReissue => &[
            R::EnteredInError,
            R::Duplicate,
            R::ResultWithdrawn,
            R::LotWithdrawn,
            R::ProductWithdrawn,
            R::IssuedInError,
            R::Forgery,
        ],
        _ => &[],
    }
}

/// The bases on which an act of this kind may rest; `None` where it need not name one.
const fn bases(kind: ActKind) -> Option<&'static [LegalBasis]> {
    use LegalBasis as B;
    match kind {
        // No consent: a holder's wish is a reason of its own, and checked with it.
        ActKind::Revoke => Some(&[
            B::PassLaw,
            B::MedicinesLaw,
            B::Consent,
            B::Correction,
            B::CourtOrder,
            B::SupervisoryOrder,
        ]),
        ActKind::WithdrawKey | ActKind::ImportRevocations | ActKind::RefuseReissue => Some(&[
            B::PassLaw,
            B::MedicinesLaw,
            B::CourtOrder,
            B::SupervisoryOrder,
        ]),
        ActKind::WithdrawValue => Some(&[B::PassLaw, B::MedicinesLaw]),
        ActKind::Erase => Some(&[B::Retention, B::CourtOrder, B::SupervisoryOrder, B::Erasure]),
        ActKind::Disclose => Some(&[B::CourtOrder, B::SupervisoryOrder, B::PassLaw]),
        ActKind::HandOver | ActKind::Mandate | ActKind::EndMandate => {
            Some(&[B::Representation, B::Consent, B::CourtOrder, B::PassLaw])
        }
        _ => None,
    }
}

const fn check_count(count: usize, max: usize) -> Result<(), ActError> {
    if count >= 1 && count <= max {
        Ok(())
    } else {
        Err(ActError::Passes)
    }
}

const fn check_range(holds: bool) -> Result<(), ActError> {
    if holds { Ok(()) } else { Err(ActError::Range) }
}

fn check_office(spec: &OfficeSpec) -> Result<(), ActError> {
    check_name(&spec.name)?;
    check_name(&spec.region)
}

fn check_appointment(spec: &AppointSpec) -> Result<(), ActError> {
    check_range(spec.officer > 0)?;
    check_name(&spec.office)?;
    let Some(key) = &spec.key else {
        return Ok(());
    };
    let fits = match key.form {
        KeyForm::Passkey => key.credential.is_some() && !key.rp_id.is_empty(),
        KeyForm::Raw => key.credential.is_none() && key.rp_id.is_empty(),
    };
    check_range(fits && (1..=SPKI_MAX_BYTES).contains(&key.public_key.len()))
}

/// A name that can stand in an act: 1 to 80 characters that print, no space around, no `|`.
fn check_name(name: &str) -> Result<(), ActError> {
    let fits = !name.is_empty()
        && name.trim() == name
        && name.chars().count() <= NAME_MAX_CHARS
        && !name
            .chars()
            .any(|c| c == '|' || crate::text::is_forbidden(c));
    if fits { Ok(()) } else { Err(ActError::Name) }
}
