//! The payload against the schema, and against what its signer may sign; and what is odd.

use cleanbill_cose::{CoseSign1, DateClaim, KidSource, TagForm};
use cleanbill_hcert::Reading;
use cleanbill_hcert::dcc::{EntryKind, Fault};
use cleanbill_trust::{TrustedSigner, Validity};
use cleanbill_x509::DccUsage;

use crate::{Note, Outcome, Reason, SkipReason};

/// The weightiest finding names the outcome; all are in the reading.
pub(crate) fn check_schema(reading: &Reading) -> Outcome {
    let faults = || reading.findings.iter().map(|finding| finding.fault);
    let refusing = faults().find(|fault| {
        matches!(
            fault,
            Fault::NoName | Fault::NoBirthDate | Fault::NoEntry | Fault::ManyEntries
        )
    });
    match refusing.or_else(|| faults().next()) {
        Some(fault) => Outcome::Failed(Reason::Schema(fault)),
        None => Outcome::Passed,
    }
}

/// An exemption is Cleanbill's own; only a key that may sign everything may sign it.
pub(crate) fn check_key_usage(reading: &Reading, signer: Option<&TrustedSigner>) -> Outcome {
    let Some(signer) = signer else {
        return Outcome::Skipped(SkipReason::NotReached);
    };
    let usage = signer.usage;
    let allows = |kind: &EntryKind| match kind {
        EntryKind::Vaccination => usage.allows_vaccination(),
        EntryKind::Test => usage.allows_test(),
        EntryKind::Recovery => usage.allows_recovery(),
        EntryKind::Exemption => usage == DccUsage::ANY,
    };
    if reading.dcc.kinds().iter().all(allows) {
        Outcome::Passed
    } else {
        Outcome::Failed(Reason::KeyUsage)
    }
}

pub(crate) fn note_wire_form(cose: &CoseSign1<'_>, notes: &mut Vec<Note>) {
    if cose.header().kid_source() == Some(KidSource::Unprotected) {
        notes.push(Note::UnprotectedKid);
    }
    if cose.tags() != TagForm::Sign1 {
        notes.push(Note::Tags(cose.tags()));
    }
}

pub(crate) fn note_key_window(
    issued_at: Option<DateClaim>,
    expires_at: Option<DateClaim>,
    signer: Option<&TrustedSigner>,
    notes: &mut Vec<Note>,
) {
    let Some(signer) = signer else { return };
    if let Some(issued_at) = issued_at.and_then(DateClaim::secs) {
        let validity = signer.validity_at(issued_at);
        if validity != Validity::Within {
            notes.push(Note::SignedOutsideKeyWindow(validity));
        }
    }
    if let Some(expires_at) = expires_at.and_then(DateClaim::secs)
        && expires_at > signer.not_after
    {
        notes.push(Note::OutlivesKey);
    }
}
