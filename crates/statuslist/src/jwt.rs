//! A status list token as JWT (section 5.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::Jws;
use serde_json::{Value, json};

use crate::{Limits, StatusListError, StatusListToken, claims};

/// The media type without `application/`, as RFC 7515 §4.1.9 has it written.
const TYPE: &str = "statuslist+jwt";

/// A status list token in the compact serialisation, of the right type, not verified yet.
///
/// ```text
/// {"alg":"ES256","kid":"12","typ":"statuslist+jwt"} . {"sub":…,"iat":…,"status_list":…} . r‖s
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusListJwt<'a> {
    jws: Jws<'a>,
    limits: Limits,
}

impl<'a> StatusListJwt<'a> {
    /// Reads the form and the header. The claims are read once the signature is verified.
    ///
    /// # Errors
    /// [`StatusListError::Jws`], [`StatusListError::Type`].
    pub fn parse(text: &'a str, limits: &Limits) -> Result<Self, StatusListError> {
        let jose = cleanbill_jose::Limits {
            jws_bytes_max: limits.token_size_max_bytes,
            ..cleanbill_jose::Limits::default()
        };
        let jws = Jws::parse(text, &jose)?;
        let typ = jws.header().member("typ").and_then(Value::as_str);
        // RFC 7515 §4.1.9: with the prefix it is the same; media types know no case (RFC 6838).
        let is_ours = typ.is_some_and(|typ| {
            let typ = typ.to_ascii_lowercase();
            typ.strip_prefix("application/").unwrap_or(&typ) == TYPE
        });
        if !is_ours {
            return Err(StatusListError::Type);
        }
        let limits = limits.clone();
        Ok(Self { jws, limits })
    }

    /// The key identifier of the header.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.jws.header().kid()
    }

    /// Has `verify` check the signature, and reads the claims if it says that it is good. Keys
    /// are no concern of this crate:
    /// `jwt.verify_with(|jws| jws.verify(key).is_ok())`.
    ///
    /// # Errors
    /// [`StatusListError`]: signature, claims, or list.
    pub fn verify_with(
        &self,
        verify: impl FnOnce(&Jws<'a>) -> bool,
    ) -> Result<StatusListToken, StatusListError> {
        if !verify(&self.jws) {
            return Err(StatusListError::Signature);
        }
        self.unverified()
    }

    /// Reads the claims, on which nobody can rely.
    ///
    /// # Errors
    /// [`StatusListError`]: claims or list.
    pub fn unverified(&self) -> Result<StatusListToken, StatusListError> {
        claims::from_json(self.jws.unverified_payload(), &self.limits)
    }
}

impl StatusListToken {
    /// The token as JWT, signed by `sign` with the algorithm of this JOSE name; an ECDSA signature
    /// is r‖s.
    ///
    /// # Errors
    /// That of `sign`.
    pub fn to_jwt<E>(
        &self,
        algorithm: &str,
        kid: &str,
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<String, E> {
        let header = json!({"alg": algorithm, "kid": kid, "typ": TYPE}).to_string();
        let payload = claims::to_json(self);
        let [header, payload] = [header, payload].map(|part| URL_SAFE_NO_PAD.encode(part));
        let signed = format!("{header}.{payload}");
        let signature = URL_SAFE_NO_PAD.encode(sign(signed.as_bytes())?);
        Ok(format!("{signed}.{signature}"))
    }
}
