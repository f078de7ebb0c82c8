//! Writing a compact JSON Web Signature (RFC 7515, section 7.1).

use cleanbill_crypto::{SignError, Signer};
use serde_json::{Map, Value};

use crate::encoding::to_base64url;

/// Signs `payload` as it stands; the parts are header, payload and signature, each base64url.
///
/// The header holds `alg`, which is the signer's, and what `header` says, in the order of names.
/// A header that names an algorithm itself is overruled.
///
/// ```
/// # use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
/// use cleanbill_jose::sign_jws;
/// # fn example(key: &dyn Signer) -> Result<(), SignError> {
/// let header = [("kid".to_owned(), "1".into()), ("typ".to_owned(), "JWT".into())];
/// let text = sign_jws(header.into_iter().collect(), b"{}", key)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`SignError`], that of the signer.
pub fn sign_jws(
    mut header: Map<String, Value>,
    payload: &[u8],
    signer: &dyn Signer,
) -> Result<String, SignError> {
    let algorithm = signer.algorithm().jose_name();
    header.insert("alg".to_owned(), algorithm.into());
    let header = to_base64url(Value::Object(header).to_string().as_bytes());
    let signed = format!("{header}.{}", to_base64url(payload));
    let signature = to_base64url(&signer.sign(signed.as_bytes())?);
    Ok(format!("{signed}.{signature}"))
}

#[cfg(test)]
mod tests {
    use cleanbill_crypto::{Algorithm, VerifyError};
    use cleanbill_testkit::FixedKey;

    use super::*;
    use crate::{Jws, Limits};

    #[test]
    fn what_is_written_is_read_and_verifies() {
        let key = FixedKey::new(1);
        let mut header = Map::new();
        header.insert("kid".to_owned(), "one".into());
        header.insert("alg".to_owned(), "none".into());
        let text = sign_jws(header, b"payload", &key).unwrap();
        let jws = Jws::parse(&text, &Limits::default()).unwrap();
        assert_eq!(jws.header().algorithm(), Algorithm::Es256);
        assert_eq!(jws.header().kid(), Some("one"));
        assert_eq!(jws.verify(key.public_key()), Ok(&b"payload"[..]));
        let other = FixedKey::new(2);
        assert_eq!(jws.verify(other.public_key()), Err(VerifyError::Invalid));
    }
}
