//! Who may decide, and that they did.

use cleanbill_issuer::approval::{Approval, ApprovalError, Signer, verify_signature};
use cleanbill_issuer::staff::{OfficeKind, Origin, Role, Staff};
use cleanbill_webauthn::RelyingParty;

use super::{CaseError, Decision, Party};

/// Checks that a reviewer has no part in what is decided, and stands on the word of somebody who
/// has none either: they are no officer of an office that proposed or signed it, and their office,
/// their appointment and every key of theirs were signed by somebody outside those offices. What
/// the founding act made stands on the pin.
///
/// # Errors
/// [`CaseError::NotIndependent`], also for whom is no reviewer of an office for reviews at `at`.
pub fn check_independence(
    (officer, office): (i64, &str),
    parties: &[Party],
    staff: &Staff,
    at: i64,
) -> Result<(), CaseError> {
    let apart = parties
        .iter()
        .all(|party| party.officer != officer && party.office != office);
    let house = staff.office(office).ok_or(CaseError::NotIndependent)?;
    let appointment = staff.appointment_at(officer, office, at);
    let appointment = appointment.ok_or(CaseError::NotIndependent)?;
    let reviews = appointment.role == Role::Reviewer && house.spec.kind == OfficeKind::Review;
    let is_outside = |signer: &Signer| {
        let is_party =
            |party: &Party| party.officer == signer.officer || party.office == signer.office;
        signer.officer != officer && !parties.iter().any(is_party)
    };
    let stands = |origin: &Origin| origin.is_founding || origin.signers.iter().any(is_outside);
    let keys = staff.officer(officer).map_or(&[][..], |held| &held.keys);
    let keys = keys
        .iter()
        .filter(|key| key.ends_at.is_none_or(|end| at < end));
    let all = [&house.origin, &appointment.origin]
        .into_iter()
        .chain(keys.map(|key| &key.origin));
    if apart && reviews && all.into_iter().all(stands) {
        Ok(())
    } else {
        Err(CaseError::NotIndependent)
    }
}

/// Verifies the signature under a decision: by a key that was the reviewer's when they decided,
/// over this decision and nothing else. Nobody who can only write rows makes one, or dates one
/// back: its time is signed with it.
///
/// # Errors
/// [`CaseError::Findings`], [`CaseError::Order`]; [`CaseError::Signature`].
pub fn verify_decision(
    decision: &Decision,
    approval: &Approval,
    staff: &Staff,
    rps: &[RelyingParty],
) -> Result<Signer, CaseError> {
    decision.check()?;
    if (approval.officer, approval.office.as_str()) != (decision.officer, &decision.office) {
        return Err(ApprovalError::Key.into());
    }
    if approval.at < decision.at {
        return Err(ApprovalError::BeforeAct.into());
    }
    let appointed = |at| staff.appointment_at(decision.officer, &decision.office, at);
    let appointment = appointed(decision.at).ok_or(ApprovalError::NotAppointed)?;
    appointed(approval.at).ok_or(ApprovalError::NotAppointed)?;
    if appointment.role != Role::Reviewer {
        return Err(ApprovalError::Role.into());
    }
    let key = staff.key_at(decision.officer, &approval.key, decision.at);
    let key = key.ok_or(ApprovalError::Key)?;
    verify_signature(approval, &decision.hash(), &key.spec, rps)?;
    Ok(Signer {
        officer: decision.officer,
        office: decision.office.clone(),
        role: appointment.role,
    })
}
