//! Signing links to health records: Verifiable Health Links in the `HC1:` family.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::Signer;
use cleanbill_hcert::link::LINK_KEY;
use cleanbill_hcert::{HealthLinks, encode};

use crate::KeyEpoch;
use crate::error::IssueError;

/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

/// The code for signed links.
///
/// ```text
/// HC1: Base45 zlib 18([<<{1: alg, 4: kid}>>, {}, <<claims>>, signature])
/// claims = {1: issuer, ? 4: exp, 6: iat, -260: {5: [+ {"u": link}]}}
/// ```
///
/// `issuer` is the participant of the WHO's network; `epoch` is that of a key for links alone.
/// `expires_at` is when the signature ends, Unix seconds: a link has an end of its own inside.
///
/// # Errors
/// [`IssueError::Clock`], [`IssueError::KeyWindow`], [`IssueError::Expired`], and what signing and
/// encoding give.
pub fn issue_links(
    links: &HealthLinks,
    issuer: &str,
    epoch: &KeyEpoch,
    expires_at: Option<i64>,
    now: i64,
    signer: &dyn Signer,
) -> Result<String, IssueError> {
    if !(0..=LATEST_SECS).contains(&now) {
        return Err(IssueError::Clock);
    }
    let (not_before, not_after) = (epoch.not_before, epoch.not_after);
    if !(not_before..=not_after).contains(&now) {
        return Err(IssueError::KeyWindow {
            not_before,
            not_after,
        });
    }
    if expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(IssueError::Expired);
    }
    let mut claims = vec![
        (Key::Int(1), Value::from(issuer)),
        (Key::Int(6), Value::Int(now)),
    ];
    claims.extend(expires_at.map(|at| (Key::Int(4), Value::Int(at))));
    let hcert = Value::Map(vec![(Key::Int(LINK_KEY), links.to_value())]);
    claims.push((Key::Int(HCERT_CLAIM), hcert));
    let claims = encode_deterministic(&Value::Map(claims));
    Ok(encode(&sign1(&epoch.kid, &claims, signer)?)?)
}
