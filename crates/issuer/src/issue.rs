use std::fmt;

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::Signer;
use cleanbill_hcert::dcc::EntryKind;
use cleanbill_hcert::{Dcc, encode};
use cleanbill_health::DAY_SECS;
use jiff::civil::Date;

use crate::authority::{Authority, ValidityPolicy};
use crate::calendar::{self, BirthDate, days_after, end_of};
use crate::error::{IssueError, RequestError};
use crate::field::{self, Field};
use crate::handle;
use crate::request::{Event, PassRequest};

/// The version of the DCC schema that passes are written in.
const DCC_VERSION: &str = "1.3.0";
/// A recovery counts from the eleventh day after the first positive test
/// (Regulation (EU) 2021/953, article 7(1)).
const RECOVERY_STARTS_DAYS: i64 = 11;
/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

/// A pass, and what the authority keeps of it.
///
/// `Debug` shows the epoch, the times and the ground: the rest is somebody's, or leads to them.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedPass {
    /// What is drawn as a QR code: `HC1:…`.
    pub text: String,
    /// The signed message inside, `COSE_Sign1` with tag 18.
    pub cose: Vec<u8>,
    /// The payload inside, as a person can be shown it.
    pub dcc: Dcc,
    /// The unique certificate identifier, `ci` of the payload.
    pub uvci: String,
    /// SHA-256 of the UVCI, first 16 bytes: what revocations are exchanged by (ADR 0008).
    pub lookup_key: [u8; 16],
    /// The key identifier of the epoch.
    pub kid: [u8; 8],
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
    /// Why it was given.
    pub ground: EntryKind,
}

impl fmt::Debug for IssuedPass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedPass")
            .field("kid", &self.kid)
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .field("ground", &self.ground)
            .finish_non_exhaustive()
    }
}

/// Makes a pass of a request.
///
/// ```text
/// HC1: Base45 zlib 18([<<{1: alg, 4: kid}>>, {}, <<claims>>, signature])
/// claims = {1: country, 4: exp, 6: iat, -260: {1: dcc}}
/// ```
///
/// Equal arguments give equal bytes, but for the signature, if `signer` draws randomness for it.
/// `now` is the time of issuing in Unix seconds. `entropy` becomes the opaque part of the UVCI as
/// it is: it has to come fresh from a cryptographic generator for every pass. `signer` has to hold
/// the key of the authority's epoch; whether it does is the caller's to see to.
///
/// # Errors
/// [`IssueError`]; [`IssueError::Request`] where the request does not fit the time of issuing.
pub fn issue(
    request: &PassRequest,
    authority: &Authority,
    now: i64,
    entropy: [u8; 16],
    signer: &dyn Signer,
) -> Result<IssuedPass, IssueError> {
    let (signed, dcc, uvci) = sign(request, authority, now, entropy, signer)?;
    Ok(IssuedPass {
        text: encode(&signed.cose)?,
        cose: signed.cose,
        dcc,
        lookup_key: signed.lookup_key,
        uvci,
        kid: signed.kid,
        issued_at: now,
        expires_at: signed.expires_at,
        ground: signed.ground,
    })
}

/// A pass as it is kept, not yet as it is drawn.
///
/// `Debug` shows the epoch, the times and the ground.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedPass {
    /// The signed message, `COSE_Sign1` with tag 18; [`render_text`] makes a pass of it.
    pub cose: Vec<u8>,
    /// SHA-256 of the UVCI, first 16 bytes (ADR 0008).
    pub lookup_key: [u8; 16],
    /// The key identifier of the epoch.
    pub kid: [u8; 8],
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
    /// Why it was given.
    pub ground: EntryKind,
}

impl fmt::Debug for SignedPass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedPass")
            .field("kid", &self.kid)
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .field("ground", &self.ground)
            .finish_non_exhaustive()
    }
}

/// As [`issue`], without compressing and encoding: for those who issue many passes and draw few.
///
/// # Errors
/// As [`issue`].
pub fn issue_signed(
    request: &PassRequest,
    authority: &Authority,
    now: i64,
    entropy: [u8; 16],
    signer: &dyn Signer,
) -> Result<SignedPass, IssueError> {
    sign(request, authority, now, entropy, signer).map(|(signed, ..)| signed)
}

/// The text that is drawn as a QR code, `HC1:…`, of a pass that was kept as it was signed.
///
/// # Errors
/// [`IssueError::Hcert`].
pub fn render_text(cose: &[u8]) -> Result<String, IssueError> {
    Ok(encode(cose)?)
}

fn sign(
    request: &PassRequest,
    authority: &Authority,
    now: i64,
    entropy: [u8; 16],
    signer: &dyn Signer,
) -> Result<(SignedPass, Dcc, String), IssueError> {
    let country = authority.country();
    let uvci = handle::uvci(country, entropy).ok_or(RequestError::Country {
        field: field::AUTHORITY_COUNTRY,
    })?;
    let (dcc, expires_at) = prepare(request, authority, now, Some(&uvci))?;
    let payload = encode_deterministic(&claims(country, now, expires_at, &dcc));
    let kid = authority.epoch().kid;
    let signed = SignedPass {
        cose: sign1(&kid, &payload, signer)?,
        lookup_key: handle::lookup_key(&uvci),
        kid,
        issued_at: now,
        expires_at,
        ground: request.ground(),
    };
    Ok((signed, dcc, uvci))
}

/// What [`issue`] would sign, for a person to look at.
///
/// `Debug` shows the epoch, the times and the ground.
#[derive(Clone, PartialEq, Eq)]
pub struct PassPreview {
    /// The payload, without the unique certificate identifier, which is drawn when it is issued.
    pub dcc: Dcc,
    /// The key identifier of the epoch.
    pub kid: [u8; 8],
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
    /// Why it would be given.
    pub ground: EntryKind,
}

impl fmt::Debug for PassPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassPreview")
            .field("kid", &self.kid)
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .field("ground", &self.ground)
            .finish_non_exhaustive()
    }
}

/// Shows what [`issue`] would make of the same arguments. There is no signer among them: a preview
/// cannot sign.
///
/// # Errors
/// [`IssueError`], as [`issue`] would give it before it signs.
pub fn preview(
    request: &PassRequest,
    authority: &Authority,
    now: i64,
) -> Result<PassPreview, IssueError> {
    let (dcc, expires_at) = prepare(request, authority, now, None)?;
    Ok(PassPreview {
        dcc,
        kid: authority.epoch().kid,
        issued_at: now,
        expires_at,
        ground: request.ground(),
    })
}

/// The payload, and when it ends.
fn prepare(
    request: &PassRequest,
    authority: &Authority,
    now: i64,
    uvci: Option<&str>,
) -> Result<(Dcc, i64), IssueError> {
    check_window(authority, now)?;
    check_past(request, now)?;
    let mut dcc = request.dcc.clone();
    dcc.version = Some(DCC_VERSION.to_owned());
    complete(&mut dcc, authority, uvci);
    let ends = ends_at(request.event, &mut dcc, authority.validity(), now)?;
    let expires_at = ends.min(authority.epoch().not_after);
    if expires_at <= now {
        return Err(IssueError::Expired);
    }
    Ok((dcc, expires_at))
}

/// The claims of the CWT (eHN Electronic Health Certificate Specification, "CWT Claims").
fn claims<'a>(country: &'a str, issued_at: i64, expires_at: i64, dcc: &'a Dcc) -> Value<'a> {
    let hcert = Value::Map(vec![(Key::Int(1), dcc.to_value())]);
    Value::Map(vec![
        (Key::Int(1), Value::from(country)),
        (Key::Int(4), Value::Int(expires_at)),
        (Key::Int(6), Value::Int(issued_at)),
        (Key::Int(HCERT_CLAIM), hcert),
    ])
}

fn check_window(authority: &Authority, now: i64) -> Result<(), IssueError> {
    if !(0..=LATEST_SECS).contains(&now) {
        return Err(IssueError::Clock);
    }
    let epoch = authority.epoch();
    if (epoch.not_before..=epoch.not_after).contains(&now) {
        Ok(())
    } else {
        Err(IssueError::KeyWindow {
            not_before: epoch.not_before,
            not_after: epoch.not_after,
        })
    }
}

/// Birth and event have happened, in this order.
fn check_past(request: &PassRequest, now: i64) -> Result<(), IssueError> {
    let today = calendar::latest_today(now).ok_or(IssueError::Clock)?;
    let born = match request.birth {
        BirthDate::Unknown => None,
        BirthDate::From(date) => Some(date),
    };
    if born.is_some_and(|born| born > today) {
        let field = field::BIRTH_DATE;
        return Err(RequestError::Future { field }.into());
    }
    let (field, day): (Field, Date) = match request.event {
        Event::Vaccination { date } => (field::V_DATE, date),
        Event::Recovery { first_positive, .. } => (field::R_FIRST_POSITIVE, first_positive),
        Event::Test { sampled_at, .. } => {
            let field = field::T_SAMPLED_AT;
            if sampled_at > now {
                return Err(RequestError::Future { field }.into());
            }
            let day = calendar::latest_today(sampled_at).ok_or(RequestError::Time { field })?;
            (field, day)
        }
        // An exemption has no event, and may be written before it begins.
        Event::Exemption { .. } => return Ok(()),
    };
    if day > today {
        return Err(RequestError::Future { field }.into());
    }
    if born.is_some_and(|born| born > day) {
        return Err(RequestError::BeforeBirth { field }.into());
    }
    Ok(())
}

/// Fills in country, issuer and identifier of the one entry.
fn complete(dcc: &mut Dcc, authority: &Authority, uvci: Option<&str>) {
    let v = dcc
        .vaccinations
        .iter_mut()
        .map(|e| (&mut e.country, &mut e.issuer, &mut e.uvci));
    let t = dcc
        .tests
        .iter_mut()
        .map(|e| (&mut e.country, &mut e.issuer, &mut e.uvci));
    let r = dcc
        .recoveries
        .iter_mut()
        .map(|e| (&mut e.country, &mut e.issuer, &mut e.uvci));
    let x = dcc
        .exemptions
        .iter_mut()
        .map(|e| (&mut e.country, &mut e.issuer, &mut e.uvci));
    for (country, issuer, identifier) in v.chain(t).chain(r).chain(x) {
        country.get_or_insert_with(|| authority.country().to_owned());
        *issuer = Some(authority.issuer().to_owned());
        *identifier = uvci.map(str::to_owned);
    }
}

/// When the pass ends by the policy; writes `df` and `du` of a recovery.
fn ends_at(
    event: Event,
    dcc: &mut Dcc,
    policy: &ValidityPolicy,
    now: i64,
) -> Result<i64, IssueError> {
    match event {
        Event::Vaccination { .. } => Ok(now.saturating_add(policy.vaccination_secs)),
        Event::Test {
            sampled_at,
            is_rapid: false,
        } => Ok(sampled_at.saturating_add(policy.test_naat_secs)),
        Event::Test {
            sampled_at,
            is_rapid: true,
        } => Ok(sampled_at.saturating_add(policy.test_rapid_secs)),
        Event::Recovery {
            first_positive,
            valid_from,
            valid_until,
        } => {
            let days = policy.recovery_secs.div_euclid(DAY_SECS);
            let last = days_after(first_positive, days).ok_or(IssueError::Expired)?;
            let until = valid_until.map_or(last, |asked| asked.min(last));
            let from = match valid_from {
                Some(from) => from,
                None => {
                    days_after(first_positive, RECOVERY_STARTS_DAYS).ok_or(IssueError::Expired)?
                }
            };
            if until < from {
                let field = field::R_VALID_UNTIL;
                return Err(RequestError::Order { field }.into());
            }
            for entry in &mut dcc.recoveries {
                entry.valid_from = Some(from.to_string());
                entry.valid_until = Some(until.to_string());
            }
            end_of(until).ok_or(IssueError::Expired)
        }
        Event::Exemption { valid_until } => {
            let end = end_of(valid_until).ok_or(IssueError::Expired)?;
            let longest = policy.exemption_secs.map(|secs| now.saturating_add(secs));
            Ok(longest.map_or(end, |longest| longest.min(end)))
        }
    }
}
