use crate::cbor::{Key, Value, parse_value};
use crate::{CoseError, Limits};

const ISS: i64 = 1;
const EXP: i64 = 4;
const NBF: i64 = 5;
const IAT: i64 = 6;

/// The label under which a health certificate stands among the claims
/// (EU DCC specification, volume 1 §2.6; IANA CWT claims registry).
pub const HCERT_CLAIM: i64 = -260;

/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write. A date past it is a unit
/// mistake (milliseconds), or a scheme's way to say "never"; not a plan.
const LATEST_SECS: i64 = 253_402_300_799;

/// What a date claim says. Kept apart from the error type: a pass with an absurd date decodes,
/// and its *time* is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateClaim {
    /// Unix seconds, 0 …= 253 402 300 799; a fraction is cut off.
    At(i64),
    /// NaN or an infinity.
    NotANumber,
    /// Before 1970.
    Absurd,
    /// After 9999.
    Beyond,
}

impl DateClaim {
    /// The seconds, unless the claim is unusable.
    #[must_use]
    pub const fn secs(self) -> Option<i64> {
        match self {
            Self::At(secs) => Some(secs),
            Self::NotANumber | Self::Absurd | Self::Beyond => None,
        }
    }

    const fn from_secs(secs: i64) -> Self {
        if secs < 0 {
            Self::Absurd
        } else if secs <= LATEST_SECS {
            Self::At(secs)
        } else {
            Self::Beyond
        }
    }

    fn from_float(secs: f64) -> Self {
        if !secs.is_finite() {
            return Self::NotANumber;
        }
        // Saturates outside `i64`, which is outside the range just as well.
        Self::from_secs(secs.floor() as i64)
    }
}

/// The CWT claims of a pass (RFC 8392 §3.1).
///
/// ```text
/// { ? 1: iss tstr, ? 4: exp ~time, ? 5: nbf ~time, ? 6: iat ~time, -260: hcert map,
///   * label => any }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Claims<'b> {
    /// Claim 1: by the EU specification a country code; one country writes free text.
    pub issuer: Option<String>,
    /// Claim 4: when the credential ends.
    pub expires_at: Option<DateClaim>,
    /// Claim 5: before when the credential does not count. No DCC has it, so one of another type is
    /// as if it were not there.
    pub not_before: Option<DateClaim>,
    /// Claim 6: when it was signed.
    pub issued_at: Option<DateClaim>,
    /// Claim −260: format number → payload. `None` if the token is no health certificate.
    pub hcert: Option<Value<'b>>,
    /// How many claims there are beside these five. For a pass that may say nothing else.
    pub others: usize,
}

/// Reads the claims from all of `payload`. Claims that are not listed are ignored, as RFC 8392
/// §3 asks.
///
/// # Errors
/// [`CoseError::NotClaims`], [`CoseError::ClaimType`], or CBOR beyond the limits.
pub fn parse_claims<'b>(payload: &'b [u8], limits: &Limits) -> Result<Claims<'b>, CoseError> {
    let Value::Map(entries) = parse_value(payload, limits)? else {
        return Err(CoseError::NotClaims);
    };
    let mut claims = Claims {
        issuer: None,
        expires_at: None,
        not_before: None,
        issued_at: None,
        hcert: None,
        others: 0,
    };
    for (key, value) in entries {
        let Key::Int(label) = key else {
            claims.others += 1;
            continue;
        };
        match label {
            ISS => claims.issuer = text(&value)?,
            EXP => claims.expires_at = date(EXP, &value)?,
            NBF => claims.not_before = date(NBF, &value).unwrap_or_default(),
            IAT => claims.issued_at = date(IAT, &value)?,
            HCERT_CLAIM => claims.hcert = Some(value),
            _ => claims.others += 1,
        }
    }
    Ok(claims)
}

fn text(value: &Value<'_>) -> Result<Option<String>, CoseError> {
    match value {
        Value::Text(text) => Ok(Some(text.clone().into_owned())),
        Value::Null | Value::Undefined => Ok(None),
        _ => Err(CoseError::ClaimType { label: ISS }),
    }
}

/// Integers, and floats of every width (tolerance: 21 passes of the corpora carry them), with or
/// without tag 1.
fn date(label: i64, value: &Value<'_>) -> Result<Option<DateClaim>, CoseError> {
    match value.untagged() {
        Value::Int(secs) => Ok(Some(DateClaim::from_secs(*secs))),
        Value::Float(secs) => Ok(Some(DateClaim::from_float(*secs))),
        Value::Null | Value::Undefined => Ok(None),
        _ => Err(CoseError::ClaimType { label }),
    }
}
