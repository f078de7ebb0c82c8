//! Names of algorithms, hashes and curves.

use core::fmt;

/// A signature algorithm of JOSE (RFC 7518, section 3.1; RFC 8037) and COSE (RFC 9053, section 2;
/// RFC 8230), as far as health passes use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Algorithm {
    /// ECDSA with SHA-256; COSE −7.
    Es256,
    /// ECDSA with SHA-384; COSE −35.
    Es384,
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes; COSE −37.
    Ps256,
    /// Ed25519; COSE −8.
    EdDsa,
}

impl Algorithm {
    /// Every algorithm, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Es256, Self::Es384, Self::Ps256, Self::EdDsa];

    /// The number in the IANA registry "COSE Algorithms".
    #[must_use]
    pub const fn cose_id(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Es384 => -35,
            Self::Ps256 => -37,
            Self::EdDsa => -8,
        }
    }

    /// The algorithm with this number in the IANA registry "COSE Algorithms", if it is one of ours.
    #[must_use]
    pub const fn from_cose_id(id: i64) -> Option<Self> {
        match id {
            -7 => Some(Self::Es256),
            -35 => Some(Self::Es384),
            -37 => Some(Self::Ps256),
            -8 => Some(Self::EdDsa),
            _ => None,
        }
    }

    /// The value of `alg` in a JOSE header.
    #[must_use]
    pub const fn jose_name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Ps256 => "PS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm with this `alg` value in a JOSE header, if it is one of ours. Case matters.
    #[must_use]
    pub fn from_jose_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.jose_name() == name)
    }

    /// What a backend has to do for this algorithm.
    #[must_use]
    pub const fn scheme(self) -> Scheme {
        match self {
            Self::Es256 => Scheme::EcdsaFixed(Hash::Sha256),
            Self::Es384 => Scheme::EcdsaFixed(Hash::Sha384),
            Self::Ps256 => Scheme::RsaPss(Hash::Sha256),
            Self::EdDsa => Scheme::Ed25519,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.jose_name())
    }
}

/// A hash function of the SHA-2 family (FIPS 180-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// Every hash function, in the order of declaration.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// The length of a digest in bytes.
    #[must_use]
    pub const fn output_bytes(self) -> u8 {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// A prime-order elliptic curve of NIST (FIPS 186-5; SP 800-186).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Curve {
    /// P-256, secp256r1, prime256v1.
    P256,
    /// P-384, secp384r1.
    P384,
    /// P-521, secp521r1.
    P521,
}

impl Curve {
    /// The length of a coordinate, and of each half of an r‖s signature, in bytes.
    #[must_use]
    pub const fn coordinate_bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

/// A signature algorithm of X.509 certificates, as its `AlgorithmIdentifier` names it.
///
/// [`from_der`](Self::from_der) and [`to_der`](Self::to_der) convert to and from the DER of an
/// `AlgorithmIdentifier` (RFC 5280, section 4.1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CertificateAlgorithm {
    /// ECDSA; the signature is the DER sequence `Ecdsa-Sig-Value` (RFC 5758, section 3.2).
    Ecdsa(Hash),
    /// RSASSA-PKCS1-v1_5 (RFC 4055, section 5).
    RsaPkcs1(Hash),
    /// RSASSA-PSS, MGF1 and salt length as the hash (RFC 4055, section 3).
    RsaPss(Hash),
    /// Ed25519 (RFC 8410, section 3).
    Ed25519,
}

impl CertificateAlgorithm {
    /// What a backend has to do for this algorithm.
    #[must_use]
    pub const fn scheme(self) -> Scheme {
        match self {
            Self::Ecdsa(hash) => Scheme::EcdsaDer(hash),
            Self::RsaPkcs1(hash) => Scheme::RsaPkcs1(hash),
            Self::RsaPss(hash) => Scheme::RsaPss(hash),
            Self::Ed25519 => Scheme::Ed25519,
        }
    }
}

impl From<Algorithm> for CertificateAlgorithm {
    /// The certificate algorithm that uses the same key and hash. Of an ECDSA signature the form
    /// differs: see [`crate::ecdsa::fixed_to_der`].
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Es256 => Self::Ecdsa(Hash::Sha256),
            Algorithm::Es384 => Self::Ecdsa(Hash::Sha384),
            Algorithm::Ps256 => Self::RsaPss(Hash::Sha256),
            Algorithm::EdDsa => Self::Ed25519,
        }
    }
}

/// What a backend is asked to verify: the algorithm and the form of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// ECDSA, the signature r‖s, each as long as a coordinate (RFC 7518, section 3.4; RFC 9053,
    /// section 2.1).
    EcdsaFixed(Hash),
    /// ECDSA, the signature a DER `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279, section 2.2.3).
    EcdsaDer(Hash),
    /// RSASSA-PSS with MGF1 over the same hash and a salt as long as its digest (RFC 8017).
    RsaPss(Hash),
    /// RSASSA-PKCS1-v1_5 (RFC 8017).
    RsaPkcs1(Hash),
    /// Ed25519, pure (RFC 8032).
    Ed25519,
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EcdsaFixed(hash) => write!(f, "ECDSA with {} (r‖s)", hash.name()),
            Self::EcdsaDer(hash) => write!(f, "ECDSA with {} (DER)", hash.name()),
            Self::RsaPss(hash) => write!(f, "RSASSA-PSS with {}", hash.name()),
            Self::RsaPkcs1(hash) => write!(f, "RSASSA-PKCS1-v1_5 with {}", hash.name()),
            Self::Ed25519 => f.write_str("Ed25519"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Algorithm;

    #[test]
    fn names_and_numbers_lead_back() {
        for algorithm in Algorithm::ALL {
            assert_eq!(
                Algorithm::from_cose_id(algorithm.cose_id()),
                Some(algorithm)
            );
            assert_eq!(
                Algorithm::from_jose_name(algorithm.jose_name()),
                Some(algorithm)
            );
        }
    }

    #[test]
    fn unknown_names_and_numbers_are_none() {
        for name in ["none", "es256", "ES256 ", "RS256", "HS256", ""] {
            assert_eq!(Algorithm::from_jose_name(name), None, "{name}");
        }
        for id in [0, 5, -36, -38, -257, i64::MIN, i64::MAX] {
            assert_eq!(Algorithm::from_cose_id(id), None, "{id}");
        }
    }
}
