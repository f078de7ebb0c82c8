use cleanbill_jose::json::JsonError;
use cleanbill_jsonld::JsonLdError;
use thiserror::Error;

use super::zip::ZipError;

/// What of a proof is missing, or is not what it should be (*Linked Data Proofs 1.0*, section 5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofPart {
    /// `type`: `RsaSignature2018` or `Ed25519Signature2018`.
    Type,
    /// `proofPurpose`: `assertionMethod`.
    Purpose,
    /// `verificationMethod`: the name of the key.
    Method,
    /// `jws`: header, two points, signature.
    Signature,
    /// The header of `jws`: PS256 or `EdDSA` over bytes as they are (RFC 7797).
    Header,
}

impl ProofPart {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Purpose => "proofPurpose",
            Self::Method => "verificationMethod",
            Self::Signature => "jws",
            Self::Header => "the header of jws",
        }
    }
}

/// Why a text is not a DIVOC certificate.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DivocError {
    /// Longer than [`Limits::text_max_bytes`](crate::Limits::text_max_bytes).
    #[error("a code of {actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// Neither `B64:` and base 64, nor an archive, nor JSON.
    #[error("neither an archive nor a certificate")]
    Encoding,
    /// Not an archive of one certificate.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// The certificate is not JSON within the limits, or loose JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Not an object with `credentialSubject`, `evidence` and `proof`.
    #[error("not a certificate")]
    NotCertificate,
    /// More entries in a list than [`Limits::entries_max`](crate::Limits::entries_max).
    #[error("a list of {actual} entries, at most {max} are read")]
    TooMany {
        /// How many there are.
        actual: usize,
        /// The most that is read.
        max: usize,
    },
    /// A keyword of JSON-LD stands inside, with which the same signed statements could be written
    /// so that they read differently. No certificate has one.
    #[error("a keyword of JSON-LD stands inside the certificate")]
    Keyword,
    /// It names nobody, or has no evidence of a kind that is known. Read all the same; what it is
    /// worth is for a verifier to say.
    #[error("the certificate names nobody or nothing that happened")]
    Incomplete,
    /// Two of subject and evidence have the same `id`, so that the signature does not tell apart
    /// what is said of each.
    #[error("two parts of the certificate have the same id")]
    SharedId,
    /// The proof is missing, or a part of it is not what it should be.
    #[error("{} of the proof is missing or malformed", part.name())]
    Proof {
        /// Which one.
        part: ProofPart,
    },
    /// The certificate has no canonical form: a context that is not known (none is ever fetched),
    /// or a member that no context defines and so nothing signs.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
}

impl DivocError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "divoc.too-long",
            Self::Encoding => "divoc.encoding",
            Self::Zip(error) => error.code(),
            Self::Json(error) => error.code(),
            Self::NotCertificate => "divoc.not-certificate",
            Self::TooMany { .. } => "divoc.too-many",
            Self::Keyword => "divoc.keyword",
            Self::Incomplete => "divoc.incomplete",
            Self::SharedId => "divoc.shared-id",
            Self::Proof { .. } => "divoc.proof",
            Self::JsonLd(error) => error.code(),
        }
    }
}
