//! Light passes: for a day each, made ahead in batches, without a ground (ADR 0016).
//!
//! ```text
//! now, offset ─ light_windows ─┐
//! full pass (name, birth date) ┤
//! ask: window → policy? ───────┼─ issue_light_batch ─ LightBatch { passes, withheld }
//! Authority, entropy, Signer ──┘
//! ```
//!
//! Nothing in a light pass depends on why the full pass was given: the windows are days by the
//! policy's clock, all of the same length for everybody, and there is no time of issuing. Whether
//! the full pass is accepted in all of a window is for the policy to say, so it is asked: a window
//! in which it is not is withheld, never shortened, because a shorter one would tell of a test.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{CoseError, HCERT_CLAIM, parse_claims, sign1};
use cleanbill_crypto::Signer;
use cleanbill_hcert::dcc::Finding;
use cleanbill_hcert::light::{LIGHT_KEY, LIGHT_LIFE_MAX_SECS, PolicyMark, encode_light};
use cleanbill_hcert::{Dcc, HcertError, LightPass, read_light};
use cleanbill_health::DAY_SECS;
use thiserror::Error;

use crate::Authority;
use crate::handle;

/// How long each light pass lasts, in seconds: one day, for everybody and every ground. Whoever
/// could choose would choose by the ground.
pub const LIGHT_WINDOW_SECS: i64 = DAY_SECS;

/// How many days a batch reaches ahead at most, today included: as long as the objection against a
/// revocation takes (guarantee G08), so that light passes outlive none but a forgery's.
pub const LIGHT_WINDOWS_MAX: u16 = 14;

/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

/// When a light pass counts; Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LightWindow {
    /// First good second: claim `nbf`.
    pub not_before: i64,
    /// Last good second: claim `exp`.
    pub expires_at: i64,
}

impl LightWindow {
    /// Both ends are good.
    #[must_use]
    pub const fn range(self) -> RangeInclusive<i64> {
        self.not_before..=self.expires_at
    }
}

/// A light pass, and what the authority keeps of it.
///
/// `Debug` shows the window: the rest is somebody's, or leads to them.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedLight {
    /// What is drawn as a QR code: `HC1:…`.
    pub text: String,
    /// The signed message inside, `COSE_Sign1` with tag 18.
    pub cose: Vec<u8>,
    /// Its own identifier, written like a UVCI.
    pub handle: String,
    /// SHA-256 of the handle, first 16 bytes: what it can be revoked by (ADR 0008).
    pub lookup_key: [u8; 16],
    /// When it counts.
    pub window: LightWindow,
    /// The policy that it counts under.
    pub policy: PolicyMark,
}

impl fmt::Debug for IssuedLight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedLight")
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

/// What came of a request for light passes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LightBatch {
    /// The passes, by their windows.
    pub passes: Vec<IssuedLight>,
    /// The windows for which there is none.
    pub withheld: Vec<LightWindow>,
}

/// Why no light pass is made.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LightError {
    /// The clock does not show a time between 1970 and 9999.
    #[error("the clock is wrong")]
    Clock,
    /// The DSC of this key epoch is not yet, or no longer, valid.
    #[error("the signing certificate is valid from {not_before} to {not_after}, and not now")]
    KeyWindow {
        /// The DSC's `notBefore`, Unix seconds.
        not_before: i64,
        /// The DSC's `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// No window at all, or more than [`LIGHT_WINDOWS_MAX`].
    #[error("light passes are made for 1 to {count_max} days at a time")]
    Count {
        /// What is allowed.
        count_max: u16,
    },
    /// A window that is over, too long, or too far ahead.
    #[error("a window is over, longer than 48 hours, or too far ahead")]
    Window,
    /// Name, birth date or policy do not fit a light pass, which is stricter than others.
    #[error("no light pass can be made of this pass: {finding}")]
    Content {
        /// Where, and what.
        finding: Finding,
    },
    /// The source of randomness repeats itself.
    #[error("the source of randomness repeats itself")]
    Entropy,
    /// The message could not be signed.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// The text could not be made.
    #[error(transparent)]
    Hcert(#[from] HcertError),
}

impl LightError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Clock => "issue.light-clock",
            Self::KeyWindow { .. } => "issue.light-key-window",
            Self::Count { .. } => "issue.light-count",
            Self::Window => "issue.light-window",
            Self::Content { .. } => "issue.light-content",
            Self::Entropy => "issue.light-entropy",
            Self::Cose(error) => error.code(),
            Self::Hcert(error) => error.code(),
        }
    }
}

/// The days from today on, by a clock `offset_secs` east of UTC; `now` in Unix seconds. Today's has
/// begun already.
///
/// # Errors
/// [`LightError::Clock`], [`LightError::Count`].
pub fn light_windows(
    now: i64,
    offset_secs: i32,
    count: u16,
) -> Result<Vec<LightWindow>, LightError> {
    check_clock(now)?;
    if !(1..=LIGHT_WINDOWS_MAX).contains(&count) {
        return Err(LightError::Count {
            count_max: LIGHT_WINDOWS_MAX,
        });
    }
    let since_midnight = (now + i64::from(offset_secs)).rem_euclid(DAY_SECS);
    let today = now - since_midnight;
    let windows = (0..i64::from(count)).map(|day| {
        let not_before = today + day * LIGHT_WINDOW_SECS;
        LightWindow {
            not_before,
            expires_at: not_before + LIGHT_WINDOW_SECS - 1,
        }
    });
    Ok(windows.collect())
}

/// Makes the light passes of one full pass, whose name and birth date they repeat as they stand.
///
/// ```text
/// HC1: Base45 zlib(stored) 18([<<{1: alg, 4: kid}>>, {}, <<claims>>, signature])
/// claims = {1: country, 4: exp, 5: nbf, -260: {-70048: light}}
/// ```
///
/// `ask` says under which policy the full pass is accepted at every instant of a window from `now`
/// on; `None` withholds the window. It is the caller's word that the full pass is genuine and the
/// holder's. A window that the DSC does not outlast is withheld too. `entropy` fills bytes from a
/// cryptographic generator; each handle is 128 bits of it.
///
/// # Errors
/// [`LightError`]; then nothing was made.
pub fn issue_light_batch(
    full: &Dcc,
    windows: &[LightWindow],
    ask: &mut dyn FnMut(LightWindow) -> Option<PolicyMark>,
    authority: &Authority,
    now: i64,
    entropy: &mut dyn FnMut(&mut [u8]),
    signer: &dyn Signer,
) -> Result<LightBatch, LightError> {
    check_clock(now)?;
    check_epoch(authority, now)?;
    check_windows(windows, now)?;
    let mut batch = LightBatch::default();
    let mut handles = BTreeSet::new();
    for window in windows {
        let outlasted = window.expires_at <= authority.epoch().not_after;
        let Some(policy) = ask(*window).filter(|_| outlasted) else {
            batch.withheld.push(*window);
            continue;
        };
        let mut random = [0; 16];
        entropy(&mut random);
        if random == [0; 16] || !handles.insert(random) {
            return Err(LightError::Entropy);
        }
        let pass = issue_one(full, *window, policy, authority, random, signer)?;
        batch.passes.push(pass);
    }
    Ok(batch)
}

fn issue_one(
    full: &Dcc,
    window: LightWindow,
    policy: PolicyMark,
    authority: &Authority,
    random: [u8; 16],
    signer: &dyn Signer,
) -> Result<IssuedLight, LightError> {
    let country = authority.country();
    // An authority's country is two letters, so the handle can always be written.
    let handle = handle::uvci(country, random).unwrap_or_default();
    let light = LightPass {
        name: full.name.clone(),
        birth_date: full.birth_date.clone(),
        handle: Some(handle.clone()),
        policy: Some(policy.clone()),
    };
    let hcert = Value::Map(vec![(Key::Int(LIGHT_KEY), light.to_value())]);
    let claims = Value::Map(vec![
        (Key::Int(1), Value::from(country)),
        (Key::Int(4), Value::Int(window.expires_at)),
        (Key::Int(5), Value::Int(window.not_before)),
        (Key::Int(HCERT_CLAIM), hcert),
    ]);
    let payload = encode_deterministic(&claims);
    check_content(&payload)?;
    let cose = sign1(&authority.epoch().kid, &payload, signer)?;
    Ok(IssuedLight {
        text: encode_light(&cose)?,
        cose,
        lookup_key: handle::lookup_key(&handle),
        handle,
        window,
        policy,
    })
}

/// What no verifier would accept is not signed.
fn check_content(payload: &[u8]) -> Result<(), LightError> {
    let claims = parse_claims(payload, &cleanbill_cose::Limits::default())?;
    let findings = read_light(&claims)?.map(|reading| reading.findings);
    match findings.unwrap_or_default().first() {
        None => Ok(()),
        Some(finding) => Err(LightError::Content { finding: *finding }),
    }
}

fn check_clock(now: i64) -> Result<(), LightError> {
    if (0..=LATEST_SECS - i64::from(LIGHT_WINDOWS_MAX + 2) * DAY_SECS).contains(&now) {
        Ok(())
    } else {
        Err(LightError::Clock)
    }
}

fn check_epoch(authority: &Authority, now: i64) -> Result<(), LightError> {
    let epoch = authority.epoch();
    if (epoch.not_before..=epoch.not_after).contains(&now) {
        Ok(())
    } else {
        Err(LightError::KeyWindow {
            not_before: epoch.not_before,
            not_after: epoch.not_after,
        })
    }
}

fn check_windows(windows: &[LightWindow], now: i64) -> Result<(), LightError> {
    if windows.is_empty() || windows.len() > usize::from(LIGHT_WINDOWS_MAX) {
        return Err(LightError::Count {
            count_max: LIGHT_WINDOWS_MAX,
        });
    }
    let horizon = now + i64::from(LIGHT_WINDOWS_MAX) * DAY_SECS;
    let sound = |window: &LightWindow| {
        let life_secs = window.expires_at.saturating_sub(window.not_before);
        (0..=LIGHT_LIFE_MAX_SECS).contains(&life_secs)
            && window.expires_at >= now
            && window.expires_at <= horizon
    };
    if windows.iter().all(sound) {
        Ok(())
    } else {
        Err(LightError::Window)
    }
}
