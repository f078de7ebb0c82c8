//! The keys that passes are encrypted to: made in memory, made anew, and gone.

use std::sync::{Arc, PoisonError, RwLock};

use cleanbill_authority::Entropy;
use cleanbill_crypto::Signer;
use cleanbill_precheck::{ContentKey, KeyUnwrap, PublicKeyJwk, SchemeError, kid_of};
use cleanbill_signer::DecryptionKey;
use cleanbill_x509::{
    Certificate, Profile, Subject, Template, build_certificate, parse_certificate,
};

use super::{ValidationParts, ValidationSettings};
use crate::StartError;

/// `alg` of a key that is encrypted to, as wallets know it from the reference service.
const ENCRYPTION: &str = "RSA-OAEP-256";
/// How far a certificate begins before now, for clocks that are behind, seconds.
const BACKDATED_SECS: i64 = 3_600;

struct Held {
    jwk: PublicKeyJwk,
    key: Arc<DecryptionKey>,
    made_at: i64,
}

/// The newest key, and older ones that wallets may have fetched.
pub(super) struct Keys {
    held: RwLock<Vec<Held>>,
    signer: Arc<dyn Signer + Send + Sync>,
    certificate: Certificate,
    entropy: Arc<dyn Entropy>,
    country: String,
    renew_secs: i64,
    keep_secs: i64,
}

impl Keys {
    /// # Errors
    /// [`StartError::ValidationKey`] if the certificate is not that of the signer.
    pub(super) fn new(
        parts: &ValidationParts,
        settings: &ValidationSettings,
    ) -> Result<Self, StartError> {
        let certificate = parse_certificate(&parts.certificate);
        let certificate = certificate.map_err(|_| StartError::ValidationKey)?;
        let key = certificate.public_key();
        if key.ok().as_ref() != Some(parts.signer.public_key()) || !certificate.is_ca() {
            return Err(StartError::ValidationKey);
        }
        let limits = &settings.limits;
        Ok(Self {
            held: RwLock::default(),
            signer: parts.signer.clone(),
            certificate,
            entropy: parts.entropy.clone(),
            country: settings.country.clone(),
            renew_secs: limits.key_secs,
            // A wallet that fetched a key just before it was made anew has all of its time.
            keep_secs: limits.key_secs.saturating_add(2 * limits.subject_secs),
        })
    }

    /// Makes a key where the newest is old, and forgets those that are over. Takes the processor's
    /// time.
    ///
    /// # Errors
    /// [`StartError::ValidationKey`].
    pub(super) fn renew(&self, now: i64) -> Result<(), StartError> {
        let is_due = {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            let newest = held.iter().map(|held| held.made_at).max();
            newest.is_none_or(|made_at| now.saturating_sub(made_at) >= self.renew_secs)
        };
        if !is_due {
            return Ok(());
        }
        let made = self.make(now)?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.retain(|held| now.saturating_sub(held.made_at) < self.keep_secs);
        held.insert(0, made);
        Ok(())
    }

    fn make(&self, now: i64) -> Result<Held, StartError> {
        let key = DecryptionKey::generate().map_err(|_| StartError::ValidationKey)?;
        let mut serial = [0; 16];
        self.entropy.fill(&mut serial);
        let template = Template {
            subject: Subject {
                country: &self.country,
                organization: None,
                common_name: "Pre-check encryption",
            },
            serial: &serial,
            not_before: now.saturating_sub(BACKDATED_SECS),
            not_after: now.saturating_add(self.keep_secs),
            profile: Profile::Encryption {
                authority: &self.certificate,
                public_key: key.public_key(),
            },
        };
        let certificate = build_certificate(&template, self.signer.as_ref());
        let certificate = certificate.map_err(|_| StartError::ValidationKey)?;
        Ok(Held {
            jwk: PublicKeyJwk::of_certificate(&certificate, ENCRYPTION, "enc"),
            key: Arc::new(key),
            made_at: now,
        })
    }

    /// The keys, the newest first.
    pub(super) fn public(&self) -> Vec<PublicKeyJwk> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.iter().map(|held| held.jwk.clone()).collect()
    }

    /// The key that signs results.
    pub(super) fn sign_jwk(&self) -> PublicKeyJwk {
        let algorithm = self.signer.algorithm().jose_name();
        PublicKeyJwk::of_certificate(self.certificate.der(), algorithm, "sig")
    }

    /// The identifier of the key that signs results.
    pub(super) fn sign_kid(&self) -> String {
        kid_of(self.certificate.der())
    }

    pub(super) fn signer(&self) -> &dyn Signer {
        self.signer.as_ref()
    }
}

impl KeyUnwrap for Keys {
    fn unwrap(&self, kid: &str, wrapped: &[u8]) -> Result<ContentKey, SchemeError> {
        let key = {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            let found = held.iter().find(|held| held.jwk.kid == kid);
            found.map(|held| held.key.clone())
        };
        key.ok_or(SchemeError::UnknownKey)?.unwrap(wrapped)
    }
}
