//! Approvals: officers' signatures over the hash of an act, made with their own keys and verified
//! by everybody who relies on them (G07).

use cleanbill_crypto::{Algorithm, KeyError, KeyKind, PublicKey, VerifyError, sha256};
use cleanbill_webauthn::{
    Assertion, AssertionError, CredentialKey, CredentialKeyError, RelyingParty, verify_assertion,
};
use thiserror::Error;

use crate::act::{ActContent, ActKind, Body, KeySpec};
use crate::staff::{Appointment, KeyForm, OfficeKind, OfficerKey, Origin, Role, Staff};

/// Most approvals of one act that are looked at: every founder signs the founding act.
pub const APPROVALS_MAX: usize = 128;

/// An officer's signature over an act's hash, in words that need no database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The officer's number.
    pub officer: i64,
    /// The name of their office.
    pub office: String,
    /// SHA-256 of their public key.
    pub key: [u8; 32],
    /// How it signs.
    pub form: KeyForm,
    /// Authenticator data of a passkey; empty for a raw signature.
    pub authenticator_data: Vec<u8>,
    /// Client data of a passkey; empty for a raw signature.
    pub client_data: Vec<u8>,
    /// The signature: of a passkey as authenticators write it, of a raw key as JOSE and COSE do.
    pub signature: Vec<u8>,
    /// When, Unix seconds, by the authority's word: the signature does not cover it.
    pub at: i64,
}

/// Somebody who signed, after their signature was verified.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signer {
    /// The officer's number.
    pub officer: i64,
    /// The name of their office.
    pub office: String,
    /// Their role there.
    pub role: Role,
}

/// Why an approval, or all approvals of an act together, do not suffice.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApprovalError {
    /// More approvals than anybody makes.
    #[error("the act has more than {APPROVALS_MAX} approvals")]
    TooMany,
    /// The officer was not appointed to that office when the act was signed.
    #[error("the officer was not appointed to that office when the act was signed")]
    NotAppointed,
    /// The key was not the officer's when the act was signed.
    #[error("the key was not the officer's when the act was signed")]
    Key,
    /// A passkey's approval for a raw key, or the other way round; or a raw one with the parts of a
    /// passkey's.
    #[error("the approval has not the form of the officer's key")]
    Form,
    /// The relying party of the passkey is not one of the authority's.
    #[error("the passkey belongs to another relying party")]
    RelyingParty,
    /// The stored key cannot be read.
    #[error(transparent)]
    KeyBytes(#[from] KeyError),
    /// The stored key cannot be a passkey's.
    #[error(transparent)]
    CredentialKey(#[from] CredentialKeyError),
    /// The key is of a kind that signs no acts.
    #[error("a key of that kind signs no acts")]
    KeyKind,
    /// The passkey's signature, or what it was made over.
    #[error(transparent)]
    Assertion(#[from] AssertionError),
    /// The raw signature.
    #[error(transparent)]
    Signature(#[from] VerifyError),
    /// The approval is older than the act.
    #[error("the approval is older than the act")]
    BeforeAct,
    /// The officer has not the role that approves such an act.
    #[error("an officer of that role does not approve acts of this kind")]
    Role,
    /// The officer would appoint themselves.
    #[error("no officer appoints themselves")]
    Own,
    /// Who proposed the act has not signed it.
    #[error("who proposed the act has not signed it")]
    Proposer,
    /// No officer of a second office has signed.
    #[error("no officer of a second office has signed")]
    Second,
    /// The second officer, their office or their key is of the first one's own making.
    #[error("the second officer stands on the word of the first alone")]
    Independent,
    /// No independent reviewer has signed.
    #[error("no independent reviewer has signed")]
    Reviewer,
    /// Not every founder has signed.
    #[error("not every founder has signed")]
    Founder,
}

impl ApprovalError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMany => "approval.too-many",
            Self::NotAppointed => "approval.not-appointed",
            Self::Key => "approval.key",
            Self::Form => "approval.form",
            Self::RelyingParty => "approval.relying-party",
            Self::KeyBytes(error) => error.code(),
            Self::CredentialKey(error) => error.code(),
            Self::KeyKind => "approval.key-kind",
            Self::Assertion(error) => error.code(),
            Self::Signature(error) => error.code(),
            Self::BeforeAct => "approval.before-act",
            Self::Role => "approval.role",
            Self::Own => "approval.own",
            Self::Proposer => "approval.proposer",
            Self::Second => "approval.second",
            Self::Independent => "approval.independent",
            Self::Reviewer => "approval.reviewer",
            Self::Founder => "approval.founder",
        }
    }
}

/// Approvals that suffice for one act. Only [`check_approvals`] and [`check_founding`] make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedApprovals {
    act_hash: [u8; 32],
    officers: Vec<Signer>,
    reviewer: Option<Signer>,
}

impl CheckedApprovals {
    /// The hash of the act that was signed.
    #[must_use]
    pub const fn act_hash(&self) -> [u8; 32] {
        self.act_hash
    }

    /// The officers, proposer first: two of different offices, or all founders.
    #[must_use]
    pub fn officers(&self) -> &[Signer] {
        &self.officers
    }

    /// The reviewer, where one was needed.
    #[must_use]
    pub const fn reviewer(&self) -> Option<&Signer> {
        self.reviewer.as_ref()
    }

    /// All who signed.
    #[must_use]
    pub fn signers(&self) -> Vec<Signer> {
        let mut all = self.officers.clone();
        all.extend(self.reviewer.clone());
        all
    }
}

/// Verifies the signature over `act_hash`: of a passkey with its user verified and the hash as
/// challenge, or a raw one with the hash as message.
///
/// # Errors
/// [`ApprovalError`]: form, relying party, key, signature.
pub fn verify_signature(
    approval: &Approval,
    act_hash: &[u8; 32],
    key: &KeySpec,
    rps: &[RelyingParty],
) -> Result<(), ApprovalError> {
    if approval.form != key.form {
        return Err(ApprovalError::Form);
    }
    match key.form {
        KeyForm::Passkey => {
            let rp = rps.iter().find(|rp| rp.id() == key.rp_id);
            let rp = rp.ok_or(ApprovalError::RelyingParty)?;
            let public_key = CredentialKey::from_spki_der(&key.public_key)?;
            let assertion = Assertion {
                credential_id: Vec::new(),
                authenticator_data: approval.authenticator_data.clone(),
                client_data_json: approval.client_data.clone(),
                signature: approval.signature.clone(),
                user_handle: None,
            };
            verify_assertion(&assertion, &public_key, rp, act_hash, true)?;
        }
        KeyForm::Raw => {
            if !approval.authenticator_data.is_empty() || !approval.client_data.is_empty() {
                return Err(ApprovalError::Form);
            }
            let public_key = PublicKey::from_spki_der(&key.public_key)?;
            let algorithm = raw_algorithm(public_key.kind()).ok_or(ApprovalError::KeyKind)?;
            public_key.verify(algorithm, act_hash, &approval.signature)?;
        }
    }
    Ok(())
}

/// The one algorithm of a raw key: it follows from the key, so that nobody can choose another.
#[must_use]
pub const fn raw_algorithm(kind: KeyKind) -> Option<Algorithm> {
    match kind {
        KeyKind::P256 => Some(Algorithm::Es256),
        KeyKind::P384 => Some(Algorithm::Es384),
        KeyKind::Ed25519 => Some(Algorithm::EdDsa),
        KeyKind::Rsa { .. } => Some(Algorithm::Ps256),
        KeyKind::P521 => None,
    }
}

/// Verifies one approval: the officer was appointed when the act was signed and when they approved
/// it, the key was theirs, and the signature is one over this act.
///
/// # Errors
/// [`ApprovalError`]. Whether the officer's role suffices is not asked here.
pub fn verify_approval(
    act: &ActContent,
    act_hash: &[u8; 32],
    approval: &Approval,
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<Signer, ApprovalError> {
    if approval.at < act.at {
        return Err(ApprovalError::BeforeAct);
    }
    let officer = approval.officer;
    let appointed = |at| staff.appointment_at(officer, &approval.office, at);
    let appointment = appointed(act.at).ok_or(ApprovalError::NotAppointed)?;
    appointed(approval.at).ok_or(ApprovalError::NotAppointed)?;
    let key = staff.key_at(officer, &approval.key, act.at);
    let key = key.ok_or(ApprovalError::Key)?;
    verify_signature(approval, act_hash, &key.spec, rps)?;
    Ok(Signer {
        officer,
        office: approval.office.clone(),
        role: appointment.role,
    })
}

/// Whether an officer of this role, in an office of this kind, may be one of the two who approve.
/// Who reviews or audits takes no pass away.
#[must_use]
pub fn may_approve(kind: ActKind, role: Role, office: OfficeKind) -> bool {
    let role_fits = match kind {
        ActKind::WithdrawKey | ActKind::DeclareKey => {
            matches!(role, Role::OfficeHead | Role::KeyCustodian)
        }
        _ => role == Role::OfficeHead,
    };
    let office_fits =
        !kind.takes_away() || !matches!(office, OfficeKind::Review | OfficeKind::Audit);
    role_fits && office_fits
}

/// Checks that an act was approved as its kind asks: by the officer who proposed it and one of
/// another office, neither of the other's own making, and by an independent reviewer where one is
/// needed ([`ActContent::needs_reviewer`]).
///
/// Approvals that do not verify count for nothing, and take nothing from those that do.
///
/// # Errors
/// [`ApprovalError`]: what is missing, or the first approval that does not verify if it would have
/// been needed.
pub fn check_approvals(
    act: &ActContent,
    approvals: &[Approval],
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<CheckedApprovals, ApprovalError> {
    let act_hash = act.hash();
    let mut flaw = None;
    let signed = verified(act, &act_hash, approvals, staff, rps, &mut flaw)?;
    let proposer = signed
        .iter()
        .find(|s| s.signer.officer == act.officer && s.signer.office == act.office)
        .ok_or_else(|| flaw.clone().unwrap_or(ApprovalError::Proposer))?;
    may_sign(act, proposer)?;
    let mut why = flaw.clone().unwrap_or(ApprovalError::Second);
    let mut second = None;
    for other in &signed {
        if other.signer.office == proposer.signer.office
            || other.signer.officer == proposer.signer.officer
        {
            continue;
        }
        match may_sign(act, other).and_then(|()| check_independent(proposer, other)) {
            Ok(()) => {
                second = Some(other);
                break;
            }
            // A reviewer who also signed is no flaw of the second officer's.
            Err(_) if other.signer.role == Role::Reviewer => {}
            Err(error) => why = error,
        }
    }
    let second = second.ok_or(why)?;
    let reviewer = if act.needs_reviewer() {
        let reviewer = signed.iter().find(|other| {
            other.signer.role == Role::Reviewer
                && other.office_kind == OfficeKind::Review
                && is_independent_of(other, &[proposer, second])
        });
        let missing = || flaw.clone().unwrap_or(ApprovalError::Reviewer);
        Some(reviewer.ok_or_else(missing)?.signer.clone())
    } else {
        None
    };
    Ok(CheckedApprovals {
        act_hash,
        officers: vec![proposer.signer.clone(), second.signer.clone()],
        reviewer,
    })
}

/// Checks the one approval of an act that needs no second office, made by who did it.
///
/// # Errors
/// [`ApprovalError`].
pub fn check_own_approval(
    act: &ActContent,
    approvals: &[Approval],
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<Signer, ApprovalError> {
    let mut flaw = None;
    let signed = verified(act, &act.hash(), approvals, staff, rps, &mut flaw)?;
    signed
        .into_iter()
        .map(|s| s.signer)
        .find(|s| s.officer == act.officer && s.office == act.office)
        .ok_or_else(|| flaw.unwrap_or(ApprovalError::Proposer))
}

/// Checks the founding act, which is known from outside: every founder signs, with the key that
/// the act itself gives them, so that each vouches for all the others.
///
/// # Errors
/// [`ApprovalError::Founder`], [`ApprovalError::TooMany`], [`ApprovalError::Proposer`], or the
/// first approval that does not verify.
pub fn check_founding(
    act: &ActContent,
    approvals: &[Approval],
    rps: &[RelyingParty],
) -> Result<CheckedApprovals, ApprovalError> {
    let Body::Found { officers, .. } = &act.body else {
        return Err(ApprovalError::Founder);
    };
    if approvals.len() > APPROVALS_MAX {
        return Err(ApprovalError::TooMany);
    }
    let act_hash = act.hash();
    let mut signers = Vec::with_capacity(officers.len());
    for founder in officers {
        let key = founder.key.as_ref().ok_or(ApprovalError::Founder)?;
        let approval = approvals
            .iter()
            .find(|a| a.officer == founder.officer && a.office == founder.office)
            .filter(|a| a.key == key.hash())
            .ok_or(ApprovalError::Founder)?;
        verify_signature(approval, &act_hash, key, rps)?;
        signers.push(Signer {
            officer: founder.officer,
            office: founder.office.clone(),
            role: founder.role,
        });
    }
    if !signers
        .iter()
        .any(|s| s.officer == act.officer && s.office == act.office)
    {
        return Err(ApprovalError::Proposer);
    }
    Ok(CheckedApprovals {
        act_hash,
        officers: signers,
        reviewer: None,
    })
}

/// A verified approval with all that its officer stands on.
struct Verified<'a> {
    signer: Signer,
    office_kind: OfficeKind,
    origins: [&'a Origin; 3],
}

fn verified<'a>(
    act: &ActContent,
    act_hash: &[u8; 32],
    approvals: &[Approval],
    staff: &'a Staff,
    rps: &[RelyingParty],
    flaw: &mut Option<ApprovalError>,
) -> Result<Vec<Verified<'a>>, ApprovalError> {
    if approvals.len() > APPROVALS_MAX {
        return Err(ApprovalError::TooMany);
    }
    let mut signed = Vec::new();
    for approval in approvals {
        match verify_approval(act, act_hash, approval, staff, rps) {
            Ok(signer) => signed.extend(standing_of(signer, approval, act.at, staff)),
            Err(error) => {
                flaw.get_or_insert(error);
            }
        }
    }
    Ok(signed)
}

fn standing_of<'a>(
    signer: Signer,
    approval: &Approval,
    at: i64,
    staff: &'a Staff,
) -> Option<Verified<'a>> {
    let office = staff.office(&signer.office)?;
    let appointment: &Appointment = staff.appointment_at(signer.officer, &signer.office, at)?;
    let key: &OfficerKey = staff.key_at(signer.officer, &approval.key, at)?;
    Some(Verified {
        signer,
        office_kind: office.spec.kind,
        origins: [&office.origin, &appointment.origin, &key.origin],
    })
}

fn may_sign(act: &ActContent, who: &Verified<'_>) -> Result<(), ApprovalError> {
    if let Body::Appoint(spec) = &act.body
        && spec.officer == who.signer.officer
    {
        return Err(ApprovalError::Own);
    }
    if may_approve(act.kind(), who.signer.role, who.office_kind) {
        Ok(())
    } else {
        Err(ApprovalError::Role)
    }
}

fn check_independent(one: &Verified<'_>, other: &Verified<'_>) -> Result<(), ApprovalError> {
    if is_independent_of(one, &[other]) && is_independent_of(other, &[one]) {
        Ok(())
    } else {
        Err(ApprovalError::Independent)
    }
}

/// Whether office, appointment and key of an officer each stand on the word of somebody beside the
/// officer and `others` with all their offices. What the founding act made stands on the pin.
fn is_independent_of(officer: &Verified<'_>, others: &[&Verified<'_>]) -> bool {
    let own = &officer.signer;
    let is_apart = |other: &&Verified<'_>| {
        other.signer.office != own.office && other.signer.officer != own.officer
    };
    let is_outside = |signer: &Signer| {
        let is_of = |other: &&Verified<'_>| {
            other.signer.office == signer.office || other.signer.officer == signer.officer
        };
        signer.officer != own.officer && !others.iter().any(is_of)
    };
    others.iter().all(is_apart)
        && officer
            .origins
            .iter()
            .all(|origin| origin.is_founding || origin.signers.iter().any(is_outside))
}

/// The SHA-256 by which approvals speak of a key.
#[must_use]
pub fn key_hash(spki: &[u8]) -> [u8; 32] {
    sha256(spki)
}
