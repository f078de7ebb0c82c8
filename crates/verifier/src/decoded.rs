//! A pass that was decoded, whatever its format: what the stages ask of it.

use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::light::LightReading;
use cleanbill_hcert::{Envelope, Reading, find_dcc};
use cleanbill_health::Record;
use cleanbill_revocation::{KnownBy, Subject};
use cleanbill_trust::{Country, TrustedSigner};
use serde_json::Value as Json;

use crate::mapped::{MappedPass, Proof};
use crate::stage::content::{check_key_usage, check_schema, note_key_window, note_wire_form};
use crate::stage::light::{check_light_schema, check_light_time, check_light_usage};
use crate::stage::signature::{Signature, Trust, check_proof, check_signature};
use crate::stage::time::{check_time, check_window};
use crate::{Content, Format, Note, Outcome, Pass, Reason, SkipReason};

/// A pass that was decoded.
pub(crate) enum Decoded<'e> {
    /// The EU's certificate.
    Dcc(&'e Envelope<'e>, Reading),
    /// Our light pass.
    Light(&'e Envelope<'e>, LightReading),
    /// Any other.
    Mapped(Box<MappedPass>),
}

/// The outcomes of the stages that look at the pass itself.
pub(crate) struct OwnStages {
    pub(crate) time: Outcome,
    pub(crate) schema: Outcome,
    pub(crate) key_usage: Outcome,
}

impl<'e> Decoded<'e> {
    pub(crate) const fn format(&self) -> Format {
        match self {
            Self::Dcc(..) | Self::Light(..) => Format::Hcert,
            Self::Mapped(pass) => pass.format,
        }
    }

    /// The frame of the EU's family.
    const fn envelope(&self) -> Option<&'e Envelope<'e>> {
        match self {
            Self::Dcc(envelope, _) | Self::Light(envelope, _) => Some(envelope),
            Self::Mapped(_) => None,
        }
    }

    /// The key identifier, as it is on the wire.
    pub(crate) fn kid(&self) -> Option<&[u8]> {
        match self {
            Self::Dcc(envelope, _) | Self::Light(envelope, _) => envelope.cose.kid(),
            Self::Mapped(pass) => match &pass.proof {
                Proof::Key { kid, .. } => Some(kid),
                Proof::Certificate { .. } | Proof::None(_) => None,
            },
        }
    }

    /// When it was issued and when it ends.
    const fn dates(&self) -> (Option<DateClaim>, Option<DateClaim>) {
        match self {
            Self::Dcc(envelope, _) | Self::Light(envelope, _) => {
                (envelope.claims.issued_at, envelope.claims.expires_at)
            }
            Self::Mapped(pass) => (pass.frame.issued_at, pass.frame.expires_at),
        }
    }

    /// The same in Unix seconds.
    pub(crate) fn times(&self) -> (Option<i64>, Option<i64>) {
        let (issued_at, expires_at) = self.dates();
        let secs = |claim: Option<DateClaim>| claim.and_then(DateClaim::secs);
        (secs(issued_at), secs(expires_at))
    }

    pub(crate) fn check_signature<'t>(&self, trust: Trust<'t>) -> Signature<'t> {
        match self {
            Self::Dcc(envelope, _) | Self::Light(envelope, _) => {
                check_signature(&envelope.cose, trust.dcc)
            }
            Self::Mapped(pass) => check_proof(&pass.proof, trust),
        }
    }

    /// What is looked at in the pass itself: its time, its form, and who may sign such a pass.
    pub(crate) fn check_own(&self, signature: &Signature<'_>, at: i64) -> OwnStages {
        let signer = signature.signer;
        match self {
            Self::Dcc(envelope, reading) => OwnStages {
                time: check_time(envelope.claims.issued_at, envelope.claims.expires_at, at),
                schema: check_schema(reading),
                key_usage: check_key_usage(reading, signer),
            },
            Self::Light(envelope, reading) => OwnStages {
                time: check_light_time(&envelope.claims, at),
                schema: check_light_schema(reading),
                key_usage: check_light_usage(signer),
            },
            Self::Mapped(pass) => OwnStages {
                time: check_window(&pass.frame, at),
                schema: pass.schema.clone(),
                key_usage: match signer {
                    None => Outcome::Skipped(SkipReason::NotReached),
                    Some(_) if signature.is_in_scope => Outcome::Passed,
                    Some(_) => Outcome::Failed(Reason::KeyUsage),
                },
            },
        }
    }

    /// What revocation mechanisms look at.
    ///
    /// A light pass says no issue time, so no filter covers it: filters are for passes that live
    /// long (ADR 0016). Exact lists do.
    pub(crate) fn subject<'p>(&'p self, signer: &'p TrustedSigner) -> Subject<'p> {
        let (issued_at, _) = self.times();
        let subject = Subject {
            thumbprint: Some(&signer.thumbprint),
            kid: self.kid().unwrap_or(signer.kid.as_bytes()),
            identifier: self.identifier(),
            issued_at,
            ..Subject::default()
        };
        match self {
            Self::Dcc(envelope, _) | Self::Light(envelope, _) => Subject {
                kid: envelope.cose.kid().unwrap_or_default(),
                issuer: envelope.claims.issuer.as_deref(),
                country: match self {
                    Self::Dcc(_, reading) => reading.dcc.country(),
                    Self::Light(..) | Self::Mapped(_) => None,
                },
                algorithm: envelope.cose.algorithm().ok(),
                signature: envelope.cose.signature(),
                ..subject
            },
            Self::Mapped(pass) => Subject {
                issuer: pass.frame.issuer.as_deref(),
                country: signer.country.as_ref().map(Country::as_str),
                algorithm: pass.frame.algorithm,
                signature: pass.proof.signature(),
                known_by: match pass.format {
                    Format::Icvp => KnownBy::Signature,
                    Format::SmartHealthCard => KnownBy::Identifier,
                    _ => KnownBy::IdentifierHash,
                },
                ..subject
            },
        }
    }

    /// The identifier that it can be revoked by.
    fn identifier(&self) -> Option<&str> {
        match self {
            Self::Dcc(_, reading) => reading.dcc.uvci(),
            Self::Light(_, reading) => reading.light.handle.as_deref(),
            Self::Mapped(pass) => pass.content.identifier.as_deref(),
        }
    }

    /// What business rules see of the EU's certificate: what the issuer wrote, not what we made of
    /// it.
    pub(crate) fn as_dcc(&self) -> Option<Json> {
        let hcert = self.envelope()?.claims.hcert.as_ref()?;
        find_dcc(hcert).ok().map(render_json)
    }

    /// What it says in the common model.
    pub(crate) fn record(&self) -> Record {
        match self {
            Self::Dcc(_, reading) => Record::from(&reading.dcc),
            Self::Light(_, reading) => Record::from(&reading.light),
            Self::Mapped(pass) => pass.content.record.clone(),
        }
    }

    pub(crate) fn note(&self, signature: &Signature<'_>, notes: &mut Vec<Note>) {
        if let Some(envelope) = self.envelope() {
            note_wire_form(&envelope.cose, notes);
        }
        let (issued_at, expires_at) = self.dates();
        note_key_window(issued_at, expires_at, signature.signer, notes);
        if let Self::Dcc(_, reading) = self {
            let tolerances = reading.tolerances.iter();
            notes.extend(tolerances.map(|tolerance| Note::Tolerated(*tolerance)));
        }
    }

    pub(crate) fn into_pass(self) -> Pass {
        match self {
            Self::Dcc(envelope, reading) => Pass::new(envelope, Content::Dcc(reading)),
            Self::Light(envelope, reading) => Pass::new(envelope, Content::Light(reading)),
            Self::Mapped(pass) => Pass {
                issuer: pass.frame.issuer,
                not_before: pass.frame.not_before,
                issued_at: pass.frame.issued_at,
                expires_at: pass.frame.expires_at,
                algorithm: pass.frame.algorithm,
                content: Content::Mapped(Box::new(pass.content)),
            },
        }
    }
}
