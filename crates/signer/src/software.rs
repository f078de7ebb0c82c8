use core::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair, RSA_PSS_SHA256, RsaKeyPair,
};
use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use pem_rfc7468::LineEnding;
use zeroize::Zeroizing;

use crate::SignerError;

const LABEL: &str = "PRIVATE KEY";
const LABEL_ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// The longest key file read. An RSA key of 4096 bits has 3,272 bytes as PEM; the rest is for text
/// before it (RFC 7468, section 2).
const SIZE_MAX_BYTES: usize = 16_384;

/// What sort of key to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// P-256; signs ES256, the EU specification's first choice and the shortest code.
    P256,
    /// P-384; signs ES384.
    P384,
    /// RSA of 2048 bits; signs PS256, the EU specification's second choice.
    Rsa2048,
    /// RSA of 3072 bits; signs PS256.
    Rsa3072,
    /// Ed25519; signs EdDSA, which EU verifiers do not accept.
    Ed25519,
}

/// A private key in the memory of this process.
///
/// `Debug` shows the algorithm only. What this crate copies of the key it wipes; the key itself is
/// held, and freed, by aws-lc-rs.
pub struct SoftwareKey {
    secret: Secret,
    public: PublicKey,
}

enum Secret {
    P256(EcdsaKeyPair),
    P384(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl SoftwareKey {
    /// Generates a key from the randomness of aws-lc-rs, which the operating system seeds.
    ///
    /// # Errors
    /// [`SignerError::Generate`].
    pub fn generate(key_type: KeyType) -> Result<Self, SignerError> {
        let secret = match key_type {
            KeyType::P256 => {
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map(Secret::P256)
            }
            KeyType::P384 => {
                EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).map(Secret::P384)
            }
            KeyType::Rsa2048 => RsaKeyPair::generate(KeySize::Rsa2048).map(Secret::Rsa),
            KeyType::Rsa3072 => RsaKeyPair::generate(KeySize::Rsa3072).map(Secret::Rsa),
            KeyType::Ed25519 => Ed25519KeyPair::generate().map(Secret::Ed25519),
        };
        Self::new(secret.map_err(|_| SignerError::Generate)?)
    }

    /// Reads an unencrypted `PrivateKeyInfo` (RFC 5958, section 2) as DER.
    ///
    /// # Errors
    /// [`SignerError::TooLong`], [`SignerError::Rejected`], [`SignerError::PublicKey`].
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, SignerError> {
        check_size(der)?;
        if !is_one_sequence(der) {
            return Err(SignerError::Rejected);
        }
        // aws-lc-rs looks for one kind at a time, and says of all others that they are another.
        let secret = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der)
            .map(Secret::P256)
            .or_else(|_| {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, der).map(Secret::P384)
            })
            .or_else(|_| RsaKeyPair::from_pkcs8(der).map(Secret::Rsa))
            .or_else(|_| Ed25519KeyPair::from_pkcs8(der).map(Secret::Ed25519));
        Self::new(secret.map_err(|_| SignerError::Rejected)?)
    }

    /// Reads one PEM block `PRIVATE KEY` (RFC 7468, section 10); text before it is ignored.
    ///
    /// # Errors
    /// [`SignerError`]; [`SignerError::Encrypted`] and [`SignerError::PemLabel`] for blocks that
    /// hold a key in another form.
    pub fn from_pkcs8_pem(pem: &[u8]) -> Result<Self, SignerError> {
        check_size(pem)?;
        let label = pem_rfc7468::decode_label(pem).map_err(|_| SignerError::Pem)?;
        match label {
            LABEL => {}
            LABEL_ENCRYPTED => return Err(SignerError::Encrypted),
            _ => return Err(SignerError::PemLabel),
        }
        let (_, der) = pem_rfc7468::decode_vec(pem).map_err(|_| SignerError::Pem)?;
        Self::from_pkcs8_der(&Zeroizing::new(der))
    }

    /// The key as an unencrypted `PrivateKeyInfo` (RFC 5958, section 2), wiped when dropped.
    ///
    /// # Errors
    /// [`SignerError::Export`].
    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, SignerError> {
        let der: Result<Pkcs8V1Der<'static>, _> = match &self.secret {
            Secret::P256(pair) | Secret::P384(pair) => {
                let document = pair.to_pkcs8v1().map_err(|_| SignerError::Export)?;
                return Ok(Zeroizing::new(document.as_ref().to_vec()));
            }
            Secret::Rsa(pair) => pair.as_der(),
            Secret::Ed25519(pair) => pair.as_der(),
        };
        let der = der.map_err(|_| SignerError::Export)?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    /// The key as one PEM block `PRIVATE KEY` (RFC 7468, section 10), wiped when dropped.
    ///
    /// # Errors
    /// [`SignerError::Export`].
    pub fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, SignerError> {
        let der = self.to_pkcs8_der()?;
        pem_rfc7468::encode_string(LABEL, LineEnding::LF, &der)
            .map(Zeroizing::new)
            .map_err(|_| SignerError::Export)
    }

    fn new(secret: Secret) -> Result<Self, SignerError> {
        let spki: Result<PublicKeyX509Der<'_>, _> = match &secret {
            Secret::P256(pair) | Secret::P384(pair) => pair.public_key().as_der(),
            Secret::Rsa(pair) => pair.public_key().as_der(),
            Secret::Ed25519(pair) => pair.public_key().as_der(),
        };
        let spki = spki.map_err(|_| SignerError::Rejected)?;
        let public = PublicKey::from_spki_der(spki.as_ref())?;
        Ok(Self { secret, public })
    }
}

impl Signer for SoftwareKey {
    fn algorithm(&self) -> Algorithm {
        match self.secret {
            Secret::P256(_) => Algorithm::Es256,
            Secret::P384(_) => Algorithm::Es384,
            Secret::Rsa(_) => Algorithm::Ps256,
            Secret::Ed25519(_) => Algorithm::EdDsa,
        }
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        // aws-lc-rs takes this argument for the sake of ring's interface, and uses its own.
        let random = SystemRandom::new();
        let signature = match &self.secret {
            Secret::P256(pair) | Secret::P384(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec()),
            Secret::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PSS_SHA256, &random, message, &mut signature)
                    .map(|()| signature)
            }
            Secret::Ed25519(pair) => pair
                .try_sign(message)
                .map(|signature| signature.as_ref().to_vec()),
        };
        signature.map_err(|_| SignError::Failed)
    }
}

impl fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareKey")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}

fn check_size(bytes: &[u8]) -> Result<(), SignerError> {
    if bytes.len() > SIZE_MAX_BYTES {
        return Err(SignerError::TooLong {
            size_max_bytes: SIZE_MAX_BYTES,
        });
    }
    Ok(())
}

/// Whether the bytes are one DER `SEQUENCE` and nothing after it, which aws-lc-rs would ignore.
fn is_one_sequence(der: &[u8]) -> bool {
    match der {
        [0x30, 0x82, high, low, body @ ..] => {
            usize::from(u16::from_be_bytes([*high, *low])) == body.len()
        }
        [0x30, 0x81, length, body @ ..] | [0x30, length @ ..=0x7f, body @ ..] => {
            usize::from(*length) == body.len()
        }
        _ => false,
    }
}
