//! Who may decide, and that they did.

use cleanbill_issuer::approval::{Approval, Signer};
use cleanbill_issuer::ruling::{is_apart, verify_ruling};
use cleanbill_issuer::staff::Staff;
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
    let parties = parties.iter();
    let parties: Vec<_> = parties.map(|p| (p.officer, p.office.clone())).collect();
    if is_apart((officer, office), &parties, staff, at) {
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
    Ok(verify_ruling(&decision.ruling(), approval, staff, rps)?)
}
