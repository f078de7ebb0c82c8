use cleanbill_cose::{CoseSign1, DateClaim, KidSource, TagForm};
use cleanbill_crypto::{Algorithm, VerifyError};
use cleanbill_hcert::dcc::{EntryKind, Fault};
use cleanbill_hcert::{Decoder, Envelope, HcertError, Reading, find_dcc, read_dcc};
use cleanbill_trust::{TrustStore, TrustedSigner, Validity};
use cleanbill_x509::DccUsage;

use crate::report::{Note, Outcome, Pass, SignerFacts, Stages};
use crate::{Format, Mangling, Reason, Report, SkipReason};

/// How far a pass may begin after the clock's instant, in seconds: two clocks that are both right
/// differ by so much, and a fresh test is shown within a minute of being signed.
pub const CLOCK_LEEWAY_SECS: i64 = 60;

/// Checks codes one after the other against one set of trusted signers.
///
/// Holds buffers that are reused, so give each thread its own; the trust store is shared.
pub struct Verifier<'t> {
    trust: &'t TrustStore,
    decoder: Decoder,
}

/// What the signature stage found.
struct Signature<'t> {
    outcome: Outcome,
    /// The signer under whose key the signature is right.
    signer: Option<&'t TrustedSigner>,
}

impl<'t> Verifier<'t> {
    /// A verifier that believes the signers in `trust`.
    #[must_use]
    pub fn new(trust: &'t TrustStore) -> Self {
        Self {
            trust,
            decoder: Decoder::default(),
        }
    }

    /// Checks the text of one code at the instant `at` (Unix seconds).
    pub fn verify(&mut self, text: &str, at: i64) -> Report {
        let trust = self.trust;
        match self.decoder.decode(text) {
            Ok(envelope) => check(&envelope, trust, at),
            Err(error) => self.verify_mangled(text, at, error),
        }
    }

    /// A code that does not decode as it is may have been changed on its way.
    fn verify_mangled(&mut self, text: &str, at: i64, error: HcertError) -> Report {
        let trust = self.trust;
        for mangling in Mangling::UNDOABLE {
            let Some(original) = mangling.undo(text) else {
                continue;
            };
            if let Ok(envelope) = self.decoder.decode(&original) {
                let mut report = check(&envelope, trust, at);
                report.notes.insert(0, Note::Mangled(mangling));
                return report;
            }
        }
        undecodable(text, error)
    }
}

fn undecodable(text: &str, error: HcertError) -> Report {
    let format = Format::detect(text);
    let decode = match format {
        Format::Hcert => Outcome::Failed(Reason::Decode(error)),
        Format::Unknown => match unknown_reason(text, error) {
            // The scanner's fault, not the holder's.
            reason @ Reason::Mangled(_) => Outcome::Undetermined(reason),
            reason => Outcome::Failed(reason),
        },
        // Nothing is proven against whoever shows another scheme's pass.
        Format::Link => Outcome::Failed(Reason::FormatNotSupported(format)),
        _ => Outcome::Undetermined(Reason::FormatNotSupported(format)),
    };
    Report::undecoded(format, decode)
}

fn unknown_reason(text: &str, error: HcertError) -> Reason {
    let looks = |mangling: &Mangling| mangling.undo(text).is_some_and(|t| t.starts_with("HC1:"));
    let mangled = Mangling::UNDOABLE.into_iter().find(looks);
    match (mangled.or_else(|| Mangling::recognise(text)), error) {
        (Some(mangling), _) => Reason::Mangled(mangling),
        (None, error @ (HcertError::UnknownVersion { .. } | HcertError::TooLong { .. })) => {
            Reason::Decode(error)
        }
        (None, _) => Reason::NotAPass,
    }
}

fn check(envelope: &Envelope<'_>, trust: &TrustStore, at: i64) -> Report {
    let cose = &envelope.cose;
    let reading = match read(envelope) {
        Ok(reading) => reading,
        // Another payload, as WHO's, which has no claim −260 at all: nothing is proven against it.
        Err(error @ (HcertError::NotDcc { .. } | HcertError::NoHcertClaim)) => {
            let decode = Outcome::Undetermined(Reason::Decode(error));
            return Report::undecoded(Format::Hcert, decode);
        }
        Err(error) => {
            return Report::undecoded(Format::Hcert, Outcome::Failed(Reason::Decode(error)));
        }
    };
    let signature = check_signature(cose, trust);
    let (issued_at, expires_at) = (envelope.claims.issued_at, envelope.claims.expires_at);
    let stages = Stages {
        decode: Outcome::Passed,
        time: check_time(issued_at, expires_at, at),
        schema: check_schema(&reading),
        key_usage: check_key_usage(&reading, signature.signer),
        signature: signature.outcome,
        revocation: Outcome::Skipped(SkipReason::NoRevocationData),
        rules: Outcome::Skipped(SkipReason::NoPolicy),
    };
    let mut notes = Vec::new();
    note_wire_form(cose, &mut notes);
    note_key_window(issued_at, expires_at, signature.signer, &mut notes);
    notes.extend(
        reading
            .tolerances
            .iter()
            .map(|tolerance| Note::Tolerated(*tolerance)),
    );
    Report {
        format: Format::Hcert,
        stages,
        signer: cose.kid().map(|kid| SignerFacts {
            kid: kid.to_vec(),
            country: signature.signer.and_then(|signer| signer.country),
        }),
        pass: Some(Pass::new(&envelope.claims, cose.algorithm().ok(), reading)),
        notes,
    }
}

fn read(envelope: &Envelope<'_>) -> Result<Reading, HcertError> {
    let hcert = envelope
        .claims
        .hcert
        .as_ref()
        .ok_or(HcertError::NoHcertClaim)?;
    read_dcc(find_dcc(hcert)?)
}

/// Kids collide, so every signer that has this one is tried; the pass is bad only if none fits.
fn check_signature<'t>(cose: &CoseSign1<'_>, trust: &'t TrustStore) -> Signature<'t> {
    let open = |reason| Signature {
        outcome: Outcome::Undetermined(reason),
        signer: None,
    };
    let algorithm = match cose.algorithm() {
        Ok(algorithm) => algorithm,
        Err(error) => return open(Reason::Algorithm(error)),
    };
    if trust.is_empty() {
        return open(Reason::NoSigners);
    }
    let Some(kid) = cose.kid() else {
        return open(Reason::NoKid);
    };
    let candidates = trust.candidates(kid);
    if candidates.is_empty() {
        return open(Reason::UnknownKey);
    }
    let message = cose.to_be_signed();
    let mut worst = None;
    for signer in candidates {
        match verify_with(signer, algorithm, &message, cose.signature()) {
            Ok(()) => {
                return Signature {
                    outcome: Outcome::Passed,
                    signer: Some(signer),
                };
            }
            Err(outcome) => worst = Some(less_certain(worst, outcome)),
        }
    }
    let outcome = worst.unwrap_or(Outcome::Undetermined(Reason::UnknownKey));
    Signature {
        outcome,
        signer: None,
    }
}

fn verify_with(
    signer: &TrustedSigner,
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Outcome> {
    let key = signer
        .public_key()
        .map_err(|error| Outcome::Undetermined(Reason::UnusableKey(error)))?;
    key.verify(algorithm, message, signature)
        .map_err(|error| match error {
            VerifyError::Unsupported { .. } => Outcome::Undetermined(Reason::Signature(error)),
            _ => Outcome::Failed(Reason::Signature(error)),
        })
}

/// Among failing candidates an undetermined one wins: as long as one key could not be tried, the
/// pass is not proven bad. A wrong signature says more than one of another kind.
fn less_certain(worst: Option<Outcome>, next: Outcome) -> Outcome {
    let bad = Outcome::Failed(Reason::Signature(VerifyError::Invalid));
    match worst {
        Some(open @ Outcome::Undetermined(_)) => open,
        Some(worst) if worst == bad && !matches!(next, Outcome::Undetermined(_)) => worst,
        _ => next,
    }
}

fn check_time(issued_at: Option<DateClaim>, expires_at: Option<DateClaim>, at: i64) -> Outcome {
    for claim in [issued_at, expires_at].into_iter().flatten() {
        match claim {
            DateClaim::NotANumber => return Outcome::Failed(Reason::DateNotANumber),
            DateClaim::Absurd => return Outcome::Failed(Reason::AbsurdDate),
            DateClaim::At(_) => {}
        }
    }
    if let Some(issued_at) = issued_at.and_then(DateClaim::secs)
        && issued_at > at.saturating_add(CLOCK_LEEWAY_SECS)
    {
        return Outcome::Failed(Reason::NotYetValid { issued_at });
    }
    match expires_at.and_then(DateClaim::secs) {
        // A verifier must reject *after* it, so the second itself is still good (HCERT
        // specification §3.3.5; plain CWT is stricter, RFC 8392 §3.1.4).
        Some(expired_at) if at > expired_at => Outcome::Failed(Reason::Expired { expired_at }),
        Some(_) => Outcome::Passed,
        None => Outcome::Undetermined(Reason::NoExpiry),
    }
}

/// The weightiest finding names the outcome; all are in the reading.
fn check_schema(reading: &Reading) -> Outcome {
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
fn check_key_usage(reading: &Reading, signer: Option<&TrustedSigner>) -> Outcome {
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

fn note_wire_form(cose: &CoseSign1<'_>, notes: &mut Vec<Note>) {
    if cose.header().kid_source() == Some(KidSource::Unprotected) {
        notes.push(Note::UnprotectedKid);
    }
    if cose.tags() != TagForm::Sign1 {
        notes.push(Note::Tags(cose.tags()));
    }
}

fn note_key_window(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_expiry_is_the_last_good_one() {
        let check = |at| check_time(Some(DateClaim::At(100)), Some(DateClaim::At(200)), at);
        assert_eq!(check(200), Outcome::Passed);
        let expired = Reason::Expired { expired_at: 200 };
        assert_eq!(check(201), Outcome::Failed(expired));
    }
}
