//! Issuing the WHO's certificate of vaccination or prophylaxis (ICVP).
//!
//! ```text
//! HC1: Base45 zlib 18([<<{1: alg, 4: kid}>>, {}, <<claims>>, signature])
//! claims = {1: issuer, 5: counts from, 6: iat, -260: {-6: icvp}}
//! ```
//!
//! There is no end: a certificate against yellow fever counts for life (IHR 2005, annex 7), and for
//! how long another does is the rule of whoever asks. Claim 5 is the first day on which it counts,
//! which the guide has in the envelope (REQ-DE-20): ten days after a vaccination against yellow
//! fever, else the day of the vaccination.

use std::fmt;

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{CoseError, HCERT_CLAIM, Limits, parse_sign1, sign1};
use cleanbill_crypto::Signer;
use cleanbill_hcert::dcc::Finding;
use cleanbill_hcert::icvp::{ICVP_KEY, IcvpReading, Product, WriteLayout, read_icvp};
use cleanbill_hcert::{HcertError, Icvp, encode};
use cleanbill_health::{DAY_SECS, parse_date};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::KeyEpoch;
use crate::act::Handle;
use crate::calendar::{days_after, end_of, latest_today};
use crate::form::signature_handle;
use crate::text::{CHARS_MAX, is_forbidden};

/// Days after a vaccination against yellow fever from which on it counts (IHR 2005, annex 7,
/// paragraph 2 (a) (iv)).
const YELLOW_FEVER_DAYS: i64 = 10;
/// The diseases that a certificate is for (value set `ICVPDiseaseTargeted`), ICD-11.
const YELLOW_FEVER: &str = "1D47";
const POLIO: &str = "1C81";
/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

/// A certificate, signed.
///
/// `Debug` shows the key and the times: the rest is somebody's.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedIcvp {
    /// What is drawn as a QR code: `HC1:…`.
    pub text: String,
    /// The signed message inside, `COSE_Sign1` with tag 18.
    pub cose: Vec<u8>,
    /// What it is revoked by: it has no identifier, so that is its signature's hash.
    pub handle: Handle,
    /// The key identifier.
    pub kid: [u8; 8],
    /// Claim `nbf`: from when on it counts, Unix seconds.
    pub counts_from: i64,
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
}

impl fmt::Debug for IssuedIcvp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedIcvp")
            .field("kid", &self.kid)
            .field("issued_at", &self.issued_at)
            .finish_non_exhaustive()
    }
}

/// Why no certificate is made. Names fields, never their content.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IcvpError {
    /// The clock does not show a time between 1970 and 9999.
    #[error("the clock is wrong")]
    Clock,
    /// The certificate of the key is not yet, or no longer, valid.
    #[error("the signing certificate is valid from {not_before} to {not_after}, and not now")]
    KeyWindow {
        /// `notBefore`, Unix seconds.
        not_before: i64,
        /// `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// A text that is too long, or has an invisible or direction-changing character.
    #[error("{field} is longer than {CHARS_MAX} characters, or has one that cannot be seen")]
    Text {
        /// The member, as the layout names it.
        field: &'static str,
    },
    /// Not one dose: a certificate is for one (REQ-CC-03 of the WHO's guide).
    #[error("a certificate is for one dose")]
    NotOneDose,
    /// The vaccination is in the future.
    #[error("the vaccination has not been yet")]
    Future,
    /// A product that the WHO lists, and that is neither against yellow fever nor against polio.
    #[error("certificates are for vaccines against yellow fever and polio")]
    OtherDisease,
    /// Anything that would be a finding on reading.
    #[error("no certificate can be made of this: {finding}")]
    Content {
        /// Where, and what.
        finding: Finding,
    },
    /// The message could not be signed.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// The text could not be made.
    #[error(transparent)]
    Hcert(#[from] HcertError),
}

impl IcvpError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Clock => "issue.icvp-clock",
            Self::KeyWindow { .. } => "issue.icvp-key-window",
            Self::Text { .. } => "issue.icvp-text",
            Self::NotOneDose => "issue.icvp-not-one-dose",
            Self::Future => "issue.icvp-future",
            Self::OtherDisease => "issue.icvp-other-disease",
            Self::Content { finding } => finding.fault.code(),
            Self::Cose(error) => error.code(),
            Self::Hcert(error) => error.code(),
        }
    }
}

/// Signs a certificate in `layout`. `issuer` is claim 1, the participant of the WHO's network as it
/// is named there; `epoch` is that of a key for certificates alone, which signs no other pass.
/// Equal arguments give equal bytes, but for the signature, if `signer` draws randomness for it.
///
/// # Errors
/// [`IcvpError`]. Nothing is signed that reading would find anything odd in.
pub fn issue_icvp(
    icvp: &Icvp,
    layout: WriteLayout,
    issuer: &str,
    epoch: &KeyEpoch,
    now: i64,
    signer: &dyn Signer,
) -> Result<IssuedIcvp, IcvpError> {
    if !(0..=LATEST_SECS).contains(&now) {
        return Err(IcvpError::Clock);
    }
    let (not_before, not_after) = (epoch.not_before, epoch.not_after);
    if !(not_before..=not_after).contains(&now) {
        return Err(IcvpError::KeyWindow {
            not_before,
            not_after,
        });
    }
    let icvp = normal(icvp)?;
    let product = check(&icvp, layout)?;
    let counts_from = counts_from(&icvp, &product, now)?;
    let hcert = Value::Map(vec![(Key::Int(ICVP_KEY), icvp.to_value(layout))]);
    let claims = Value::Map(vec![
        (Key::Int(1), Value::from(issuer)),
        (Key::Int(5), Value::Int(counts_from)),
        (Key::Int(6), Value::Int(now)),
        (Key::Int(HCERT_CLAIM), hcert),
    ]);
    let cose = sign1(&epoch.kid, &encode_deterministic(&claims), signer)?;
    let signed = parse_sign1(&cose, &Limits::default())?;
    Ok(IssuedIcvp {
        text: encode(&cose)?,
        handle: signature_handle(signer.algorithm(), signed.signature()),
        cose,
        kid: epoch.kid,
        counts_from,
        issued_at: now,
    })
}

/// Texts in NFC and without white space around; empty ones are absent.
fn normal(icvp: &Icvp) -> Result<Icvp, IcvpError> {
    let mut icvp = icvp.clone();
    let texts = [
        ("n", &mut icvp.name),
        ("dob", &mut icvp.birth_date),
        ("s", &mut icvp.sex),
        ("nt", &mut icvp.nationality),
        ("id", &mut icvp.document_number),
        ("dt", &mut icvp.document_kind),
        ("gn", &mut icvp.guardian),
        ("v", &mut icvp.template_version),
        ("d", &mut icvp.issued_on),
    ];
    let doses = icvp.doses.iter_mut().flat_map(|dose| {
        [
            ("vx.vp", &mut dose.product),
            ("vx.dv", &mut dose.date),
            ("vx.bo", &mut dose.batch),
            ("vx.cn", &mut dose.clinician),
            ("vx.is", &mut dose.issuer),
        ]
    });
    for (field, text) in texts.into_iter().chain(doses) {
        let Some(raw) = text.take() else { continue };
        let composed: String = raw.trim().nfc().collect();
        if composed.chars().count() > CHARS_MAX || composed.chars().any(is_forbidden) {
            return Err(IcvpError::Text { field });
        }
        *text = Some(composed).filter(|composed| !composed.is_empty());
    }
    Ok(icvp)
}

/// What is going to be written, read: nothing odd may be in it.
fn check(icvp: &Icvp, layout: WriteLayout) -> Result<Product, IcvpError> {
    let [dose] = icvp.doses.as_slice() else {
        return Err(IcvpError::NotOneDose);
    };
    let IcvpReading { findings, .. } = read_icvp(&icvp.to_value(layout))?;
    match (findings.first(), dose.who_product()) {
        (Some(finding), _) => Err(IcvpError::Content { finding: *finding }),
        (None, Some(product)) if targets(&product, &[YELLOW_FEVER, POLIO]) => Ok(product),
        (None, _) => Err(IcvpError::OtherDisease),
    }
}

fn targets(product: &Product, diseases: &[&str]) -> bool {
    let mut targeted = product.kind.diseases.iter();
    targeted.any(|disease| diseases.contains(disease))
}

fn counts_from(icvp: &Icvp, product: &Product, now: i64) -> Result<i64, IcvpError> {
    let written = icvp.doses.first().and_then(|dose| dose.date.as_deref());
    let day = written.and_then(parse_date).ok_or(IcvpError::Future)?;
    let today = latest_today(now).ok_or(IcvpError::Clock)?;
    if day > today {
        return Err(IcvpError::Future);
    }
    let days = if targets(product, &[YELLOW_FEVER]) {
        YELLOW_FEVER_DAYS
    } else {
        0
    };
    let first = days_after(day, days).and_then(end_of);
    Ok(first.ok_or(IcvpError::Clock)? + 1 - DAY_SECS)
}
