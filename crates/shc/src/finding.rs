//! What is wrong with a card, one thing at a time.

use std::fmt;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Against a recommendation: verifiers take such cards.
    Warning,
    /// Against a rule: some verifiers refuse such cards.
    Error,
}

impl Severity {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Where: names of members and places in lists, such as `entry[1].Immunization.status`. No
    /// name comes from the card: one that is not known shows as `?`. Empty for the whole.
    pub path: Box<str>,
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code(), self.path)
    }
}

/// Declares the kinds: name, code, severity, the public validator's name for it, what it is.
macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $severity:ident, $code:literal, $public:literal;
    )*) => {
        /// What can be wrong with a card, its container or its issuer's keys.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingKind {
            $($(#[doc = $doc])+ $name,)*
        }

        impl FindingKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("shc.finding.", $code),)*
                }
            }

            /// What it is, in English.
            #[must_use]
            pub fn describe(self) -> &'static str {
                let text = match self {
                    $(Self::$name => concat!($($doc),+),)*
                };
                text.trim_start().trim_end_matches('.')
            }

            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// What health-cards-dev-tools calls it (its `ErrorCode`, version 1.3.0).
            #[must_use]
            pub const fn public_code(self) -> &'static str {
                match self {
                    $(Self::$name => $public,)*
                }
            }
        }
    };
}

kinds! {
    /// White space or a byte order mark before or after the text.
    Surrounded, Error, "surrounded", "TRAILING_CHARACTERS";
    /// Not JSON, or JSON that is loose or beyond the limits.
    NotJson, Error, "not-json", "JSON_PARSE_ERROR";
    /// Not three parts of base64url.
    NotJws, Error, "not-jws", "JSON_PARSE_ERROR";
    /// A JWS of more than 1,195 characters does not fit one code.
    JwsTooLong, Warning, "jws-too-long", "JWS_TOO_LONG";
    /// The header is not a JSON object.
    Header, Error, "header", "JWS_HEADER_ERROR";
    /// `alg` is missing or not `ES256`.
    HeaderAlg, Error, "header-alg", "JWS_HEADER_ERROR";
    /// `zip` is missing or not `DEF`.
    HeaderZip, Error, "header-zip", "JWS_HEADER_ERROR";
    /// `kid` is missing or not a text.
    HeaderKid, Error, "header-kid", "JWS_HEADER_ERROR";
    /// The signature is a DER sequence and not r‖s.
    DerSignature, Error, "der-signature", "SIGNATURE_FORMAT_ERROR";
    /// The signature has not 64 bytes.
    SignatureLength, Error, "signature-length", "SIGNATURE_FORMAT_ERROR";
    /// The payload is compressed with the header and check sum of zlib, or is cut or broken.
    Deflate, Error, "deflate", "INFLATION_ERROR";
    /// The payload is not compressed.
    NotDeflated, Error, "not-deflated", "INFLATION_ERROR";
    /// `iss` does not start with `https://`.
    IssuerNotHttps, Error, "issuer-not-https", "INVALID_ISSUER_URL";
    /// `iss` ends with a slash.
    IssuerSlash, Error, "issuer-slash", "INVALID_ISSUER_URL";
    /// No key with this `kid` is known.
    UnknownKey, Error, "unknown-key", "JWS_VERIFICATION_ERROR";
    /// The signature is not one of the key that is named.
    BadSignature, Error, "bad-signature", "JWS_VERIFICATION_ERROR";
    /// The key is of another issuer than the card says.
    OtherIssuer, Error, "other-issuer", "ISSUER_KID_MISMATCH";
    /// The issuer is in no directory that was given.
    IssuerNotTrusted, Error, "issuer-not-trusted", "ISSUER_NOT_TRUSTED";

    /// A claim that has to be there is not.
    ClaimMissing, Error, "claim-missing", "SCHEMA_ERROR";
    /// A claim has another type than it has to.
    ClaimType, Error, "claim-type", "SCHEMA_ERROR";
    /// `nbf` is in the future.
    NotYetValid, Warning, "not-yet-valid", "NOT_YET_VALID";
    /// `nbf` is in milliseconds.
    NbfMilliseconds, Error, "nbf-milliseconds", "NOT_YET_VALID";
    /// `exp` is over.
    Expired, Warning, "expired", "EXPIRATION_ERROR";
    /// `exp` is not after `nbf`: the card never holds.
    NeverValid, Error, "never-valid", "EXPIRATION_ERROR";
    /// `exp` is in milliseconds.
    ExpMilliseconds, Warning, "exp-milliseconds", "EXPIRATION_ERROR";
    /// `vc` has a `@context`, which only takes room.
    Context, Warning, "context", "SCHEMA_ERROR";
    /// `vc.type` lacks `https://smarthealth.cards#health-card`.
    NotHealthCard, Error, "not-health-card", "SCHEMA_ERROR";
    /// `vc.type` says what is in the card, as older cards do, and leaves something out.
    TypeMissing, Warning, "type-missing", "SCHEMA_ERROR";
    /// `vc.type` names what is not in the card.
    TypeUnfounded, Warning, "type-unfounded", "SCHEMA_ERROR";
    /// `VerifiableCredential` in `vc.type` only takes room.
    TypeUnneeded, Warning, "type-unneeded", "SCHEMA_ERROR";
    /// `vc.type` has a type that is not known.
    TypeUnknown, Warning, "type-unknown", "SCHEMA_ERROR";
    /// `vc.rid` is longer than 24 characters, or not base64url.
    Rid, Error, "rid", "REVOCATION_ERROR";
    /// There is no FHIR bundle.
    NoBundle, Error, "no-bundle", "CRITICAL_DATA_MISSING";

    /// The bundle has no entry.
    NoEntries, Error, "no-entries", "CRITICAL_DATA_MISSING";
    /// An entry without a resource, or a resource without a type.
    NoResource, Error, "no-resource", "ERROR";
    /// A resource of a type that FHIR R4 does not have.
    UnknownResource, Error, "unknown-resource", "ERROR";
    /// An element that the resource or data type does not have.
    UnknownElement, Error, "unknown-element", "FHIR_SCHEMA_ERROR";
    /// An element of another JSON type, or one where a list belongs, or the other way round.
    ElementType, Error, "element-type", "FHIR_SCHEMA_ERROR";
    /// A value that its data type does not have: a date that is none, a text of spaces.
    ElementValue, Error, "element-value", "FHIR_SCHEMA_ERROR";
    /// An element that has to be there is not.
    ElementMissing, Error, "element-missing", "FHIR_SCHEMA_ERROR";
    /// An empty text, list or object.
    Empty, Error, "empty", "FHIR_SCHEMA_ERROR";
    /// `fullUrl` is not of the form `resource:0`.
    FullUrl, Error, "full-url", "FHIR_SCHEMA_ERROR";
    /// Two entries with the same `fullUrl`.
    DuplicateFullUrl, Error, "duplicate-full-url", "FHIR_SCHEMA_ERROR";
    /// A reference is not of the form `resource:0`.
    LongReference, Error, "long-reference", "SCHEMA_ERROR";
    /// A reference to what is not in the bundle.
    DanglingReference, Error, "dangling-reference", "SCHEMA_ERROR";
    /// The status of an immunization is not `completed`.
    NotCompleted, Error, "not-completed", "FHIR_SCHEMA_ERROR";
    /// An immunization says nowhere when it was, or in two ways.
    Occurrence, Error, "occurrence", "FHIR_SCHEMA_ERROR";
    /// A resource has an `id`, which only takes room.
    ResourceId, Warning, "resource-id", "FHIR_SCHEMA_ERROR";
    /// `meta` has something else than `security`, or not that.
    Meta, Warning, "meta", "FHIR_SCHEMA_ERROR";
    /// A resource has a narrative (`text`), which only takes room.
    Narrative, Warning, "narrative", "FHIR_SCHEMA_ERROR";
    /// `CodeableConcept.text`, which only takes room.
    ConceptText, Warning, "concept-text", "FHIR_SCHEMA_ERROR";
    /// `Coding.display`, which only takes room.
    CodingDisplay, Warning, "coding-display", "FHIR_SCHEMA_ERROR";

    /// The profile wants one patient.
    ProfilePatient, Error, "profile-patient", "PROFILE_ERROR";
    /// The profile wants a dose.
    ProfileImmunization, Error, "profile-immunization", "PROFILE_ERROR";
    /// The profile does not have this kind of resource.
    ProfileResource, Error, "profile-resource", "PROFILE_ERROR";
    /// The profile does not have this element.
    ProfileElement, Error, "profile-element", "PROFILE_ERROR";
    /// The profile wants a vaccine against COVID-19 that the United States authorised.
    ProfileVaccine, Error, "profile-vaccine", "PROFILE_ERROR";
    /// The profile wants a day of the dose, without time.
    ProfileOccurrence, Error, "profile-occurrence", "PROFILE_ERROR";
    /// The profile wants doses that were given.
    ProfileStatus, Error, "profile-status", "PROFILE_ERROR";

    /// A file or message without cards.
    NoCards, Error, "no-cards", "CRITICAL_DATA_MISSING";
    /// The name of the file does not end in `.smart-health-card`.
    FileExtension, Warning, "file-extension", "INVALID_FILE_EXTENSION";

    /// The text of a code does not start with `shc:/`, or the numbers of its chunk are impossible.
    CodePrefix, Error, "code-prefix", "INVALID_NUMERIC_QR_HEADER";
    /// Two codes of one number.
    CodeAgain, Error, "code-again", "INVALID_NUMERIC_QR_HEADER";
    /// A code that is the only one says that it is the first of one.
    CodeNumbered, Warning, "code-numbered", "INVALID_NUMERIC_QR_HEADER";
    /// Not an even number of digits that stand for characters.
    CodeDigits, Error, "code-digits", "INVALID_NUMERIC_QR";
    /// A code of more characters than version 22 holds.
    CodeTooBig, Error, "code-too-big", "INVALID_NUMERIC_QR";
    /// A card in several codes, which the specification has given up.
    CodesSeveral, Error, "codes-several", "QR_CHUNKING_DEPRECATED";
    /// A code of several is missing.
    CodeMissing, Error, "code-missing", "MISSING_QR_CHUNK";
    /// The codes are not of about the same size.
    CodesUnbalanced, Warning, "codes-unbalanced", "UNBALANCED_QR_CHUNKS";
    /// The card would have fitted one code.
    CodesUnneeded, Warning, "codes-unneeded", "INVALID_QR";

    /// The picture holds no code that could be read.
    NoCode, Error, "no-code", "QR_DECODE_ERROR";
    /// A symbol of a version above 22.
    SymbolVersion, Error, "symbol-version", "INVALID_QR_VERSION";
    /// A symbol larger than it had to be.
    SymbolLoose, Warning, "symbol-loose", "INVALID_QR_VERSION";
    /// A symbol with other segments than one of bytes and one of digits.
    SymbolSegments, Error, "symbol-segments", "INVALID_QR";

    /// Not a set of keys, or a key without what a key has to have.
    KeyForm, Error, "key-form", "INVALID_KEY_SCHEMA";
    /// `kty` is not `EC`.
    KeyType, Error, "key-type", "INVALID_KEY_WRONG_KTY";
    /// `crv` is not `P-256`.
    KeyCurve, Error, "key-curve", "INVALID_KEY_WRONG_CRV";
    /// `alg` is not `ES256`.
    KeyAlg, Warning, "key-alg", "INVALID_KEY_WRONG_ALG";
    /// `use` is not `sig`.
    KeyUse, Warning, "key-use", "INVALID_KEY_WRONG_USE";
    /// `kid` is not the thumbprint of the key.
    KeyKid, Error, "key-kid", "INVALID_KEY_WRONG_KID";
    /// A private key, published.
    KeyPrivate, Error, "key-private", "INVALID_KEY_PRIVATE";
    /// The certificates of the key do not make a chain, are of another key or issuer, or are over.
    KeyCertificates, Error, "key-certificates", "INVALID_KEY_X5C";
    /// The certificate is not valid yet, or no more.
    KeyCertificateTime, Warning, "key-certificate-time", "INVALID_KEY_X5C";
    /// The members do not make a key that is safe to use.
    KeyUnusable, Error, "key-unusable", "INVALID_KEY_UNKNOWN";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<_> = FindingKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), FindingKind::ALL.len());
    }

    /// The table of `docs/interop/shc.md` is what the code says.
    #[test]
    fn every_kind_is_documented() {
        let page = include_str!("../../../docs/interop/shc.md");
        for kind in FindingKind::ALL {
            let (code, public) = (kind.code(), kind.public_code());
            let severity = kind.severity().name();
            let row = format!("| `{code}` | {severity} | `{public}` |");
            assert!(page.contains(&row), "{row}");
        }
        assert_eq!(
            page.matches("| `shc.finding.").count(),
            FindingKind::ALL.len()
        );
    }
}
