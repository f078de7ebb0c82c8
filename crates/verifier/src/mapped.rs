//! A pass of a format other than the EU's, as its reader hands it over.

use std::fmt;

use cleanbill_cose::DateClaim;
use cleanbill_crypto::{Algorithm, Hash};
use cleanbill_hcert::dcc::PersonName;
use cleanbill_health::Record;
use cleanbill_trust::Scope;
use cleanbill_x509::Certificate;
use serde_json::Value as Json;

use crate::content::ContentFinding;
use crate::format::shc::HealthCard;
use crate::{Format, Outcome, Reason};

/// What such a pass holds, in the common model. Personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Whose pass it is, as it writes the name.
    pub name: PersonName,
    /// Date of birth, as the pass writes it.
    pub birth_date: Option<String>,
    /// The identifier that it can be revoked by, in its scheme's own form.
    pub identifier: Option<String>,
    /// Person and events.
    pub record: Record,
    /// What else it says about the holder or itself, for the holder: a plain English label and the
    /// value as it stands. What the record says is not repeated.
    pub facts: Vec<(&'static str, String)>,
    /// What it says in its own form.
    pub(crate) told: Told,
}

/// What a pass says in its own form, and what is odd about that. A door asks for neither, so that
/// what takes long to tell is told when somebody asks.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// Known since it was read.
    Read {
        findings: Vec<ContentFinding>,
        payload: Json,
    },
    /// A SMART Health Card, or what would be one if it were signed.
    HealthCard(HealthCard),
}

impl Mapped {
    /// Departures from its format that decide nothing.
    #[must_use]
    pub fn findings(&self) -> Vec<ContentFinding> {
        match &self.told {
            Told::Read { findings, .. } => findings.clone(),
            Told::HealthCard(card) => card.findings(),
        }
    }

    /// All of its payload.
    #[must_use]
    pub fn payload(&self) -> Json {
        match &self.told {
            Told::Read { payload, .. } => payload.clone(),
            Told::HealthCard(card) => card.payload(),
        }
    }
}

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mapped")
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// Who signed, from when, until when: what stands around the content.
#[derive(Clone, Default)]
pub(crate) struct Frame {
    /// The issuer as its format names it.
    pub(crate) issuer: Option<String>,
    /// When it begins, if that is another instant than when it was issued.
    pub(crate) not_before: Option<DateClaim>,
    /// When it was issued.
    pub(crate) issued_at: Option<DateClaim>,
    /// When it ends; none for a pass that has no end.
    pub(crate) expires_at: Option<DateClaim>,
    /// How it is signed.
    pub(crate) algorithm: Option<Algorithm>,
}

/// What proves a pass.
pub(crate) enum Proof {
    /// A key that the data has to have.
    Key {
        /// For which passes the key has to be trusted.
        scope: Scope,
        /// Its identifier.
        kid: Vec<u8>,
        /// Where the format binds keys to issuers: only keys of this one count.
        issuer: Option<String>,
        /// What was signed.
        signed: Signed,
    },
    /// A certificate in the code, whose authority's key the data has to have.
    #[cfg_attr(
        not(feature = "archive"),
        allow(dead_code, reason = "of the formats read, VDS-NC alone has one")
    )]
    Certificate {
        /// For which passes the authority has to be trusted.
        scope: Scope,
        /// The signer's certificate.
        certificate: Box<Certificate>,
        /// What was signed.
        sealed: Sealed,
    },
    /// Nothing that could be checked: not signed, or in a way that nobody can check.
    None(Outcome),
}

impl Proof {
    /// The signature, if there is one.
    pub(crate) fn signature(&self) -> &[u8] {
        match self {
            Self::Key { signed, .. } => &signed.signature,
            Self::Certificate { sealed, .. } => &sealed.signature,
            Self::None(_) => &[],
        }
    }
}

/// Bytes and the signature over them.
pub(crate) struct Signed {
    /// How; or why that cannot be said.
    pub(crate) algorithm: Result<Algorithm, Reason>,
    /// The bytes that were signed.
    pub(crate) message: Vec<u8>,
    /// The signature; r‖s for ECDSA.
    pub(crate) signature: Vec<u8>,
}

/// Bytes, and the signature over them by the key of a certificate: ECDSA, of which the curve goes
/// with the hash (ES256, ES384, ES512).
pub(crate) struct Sealed {
    /// What is signed is first hashed with this.
    pub(crate) hash: Hash,
    /// The bytes that were signed.
    pub(crate) message: Vec<u8>,
    /// The signature, r‖s.
    pub(crate) signature: Vec<u8>,
}

/// A pass that was read: all that the stages ask of it.
pub(crate) struct MappedPass {
    /// Its format.
    pub(crate) format: Format,
    /// What stands around the content.
    pub(crate) frame: Frame,
    /// What proves it.
    pub(crate) proof: Proof,
    /// Whether it is what its format asks, as far as that decides.
    pub(crate) schema: Outcome,
    /// What it says.
    pub(crate) content: Mapped,
}
