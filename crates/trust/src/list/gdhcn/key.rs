//! One key of a document.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_icao9303::two_letters;
use cleanbill_jose::{Jwk, Limits};
use cleanbill_x509::{Certificate, DccUsage, parse_certificate};
use serde_json::{Map, Value};

use super::identity::{Domain, KeyUse, Participant, Place};
use super::{EntryError, Refusal};
use crate::chain::Authorities;
use crate::list::gateway::Chain;
use crate::signer::{Country, Kid, SignerRecord};

/// Bytes of a key identifier in the network: the start of a SHA-256.
const KID_BYTES: usize = 8;

/// Where an entry departs from the specification in a way that leaves no doubt about the key.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyDeviation {
    /// The members of the JWK give no key: a curve "UNKNOWN CURVE". The certificate does.
    JwkUnusable,
    /// A coordinate is a byte too long or too short.
    JwkLoose,
    /// The kid is not the start of the certificate's digest.
    KidDiffers,
    /// There is no certificate, only the bare key.
    NoCertificate,
}

impl KeyDeviation {
    /// Stable code of the deviation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::JwkUnusable => "trust.deviation.jwk-unusable",
            Self::JwkLoose => "trust.deviation.jwk-loose",
            Self::KidDiffers => "trust.deviation.kid-differs",
            Self::NoCertificate => "trust.deviation.no-certificate",
        }
    }
}

/// A key, and all that the list says of it.
#[derive(Clone, Debug)]
pub struct ListedKey {
    domain: Domain,
    participant: Participant,
    usage: KeyUse,
    kid: Kid,
    key: PublicKey,
    certificate: Option<Certificate>,
    deviations: Vec<KeyDeviation>,
}

impl ListedKey {
    /// For which kind of document.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        self.domain
    }

    /// Whose.
    #[must_use]
    pub const fn participant(&self) -> &Participant {
        &self.participant
    }

    /// What for.
    #[must_use]
    pub const fn usage(&self) -> KeyUse {
        self.usage
    }

    /// The key identifier as the list states it.
    #[must_use]
    pub const fn kid(&self) -> &Kid {
        &self.kid
    }

    /// The key's certificate, if the list has one.
    #[must_use]
    pub const fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    pub(super) fn into_certificate(self) -> Option<Certificate> {
        self.certificate
    }

    /// Where the entry departs from the specification.
    #[must_use]
    pub fn deviations(&self) -> &[KeyDeviation] {
        &self.deviations
    }

    /// Last second of the certificate, Unix seconds; `i64::MAX` without one.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        let certificate = self.certificate.as_ref();
        certificate.map_or(i64::MAX, Certificate::not_after)
    }

    /// SHA-256 of its certificate, or of the bare key (SubjectPublicKeyInfo).
    #[must_use]
    pub fn thumbprint(&self) -> [u8; 32] {
        match &self.certificate {
            Some(certificate) => certificate.thumbprint(),
            None => sha256(self.key.to_spki_der()),
        }
    }

    /// Whether its certificate is from one of the authorities that are known, at the instant `at`
    /// (Unix seconds). The document being signed is what makes it valid; this is the second ground.
    #[must_use]
    pub fn chain(&self, authorities: &Authorities, at: i64) -> Chain {
        match &self.certificate {
            Some(certificate) if !authorities.is_empty() => {
                match authorities.check(certificate, at) {
                    Ok(authority) => Chain::Holds {
                        authority: authority.thumbprint(),
                    },
                    Err(error) => Chain::Broken(error),
                }
            }
            _ => Chain::NotChecked,
        }
    }

    /// As a signer of EU Digital COVID Certificates.
    pub(super) fn dcc_record(&self) -> SignerRecord {
        match &self.certificate {
            Some(certificate) => {
                SignerRecord::from_certificate(self.kid.clone(), self.country(), certificate)
            }
            None => SignerRecord {
                kid: self.kid.clone(),
                country: self.country(),
                spki: self.key.to_spki_der().into(),
                usage: DccUsage::ANY,
                not_before: i64::MIN,
                not_after: i64::MAX,
                thumbprint: self.thumbprint(),
            },
        }
    }

    /// As a signer of another kind: which events it may sign is none of that kind's matters.
    pub(super) fn scoped_record(&self) -> SignerRecord {
        SignerRecord {
            usage: DccUsage::ANY,
            ..self.dcc_record()
        }
    }

    /// The participant's country; for those that are none (`WHO`, tests) what the certificate says.
    fn country(&self) -> Option<Country> {
        let stated = || self.certificate.as_ref()?.subject().country();
        two_letters(self.participant.as_str())
            .or_else(stated)
            .and_then(Country::new)
    }

    /// Reads an entry of the document at `place`.
    pub(super) fn read(entry: &Value, place: &Place<'_>) -> Result<Self, Refusal> {
        let unknown = |error| (None, error);
        let Value::Object(members) = entry else {
            return Err(unknown(EntryError::Reference));
        };
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let own = text("id").and_then(Place::of);
        let own = own.ok_or(unknown(EntryError::Identity))?;
        if text("type") != Some("JsonWebKey2020") {
            return Err(unknown(EntryError::Fields));
        }
        let jwk = jwk(members).map_err(unknown)?;
        let stated = jwk.kid().or(own.kid);
        let kid = stated.and_then(read_kid).ok_or(unknown(EntryError::Kid))?;
        Self::assemble(members, &jwk, &own, place, &kid).map_err(|error| (Some(kid), error))
    }

    fn assemble(
        members: &Map<String, Value>,
        jwk: &Jwk,
        own: &Place<'_>,
        place: &Place<'_>,
        kid: &Kid,
    ) -> Result<Self, EntryError> {
        if own
            .kid
            .is_some_and(|own| jwk.kid().is_some_and(|jwk| jwk != own))
        {
            return Err(EntryError::Identity);
        }
        let domain = agreed(coded(members, "domain")?, [own.domain, place.domain])?;
        let participant = [own.participant, place.participant];
        let participant = agreed(coded(members, "participant")?, participant)?;
        let usage = coded(members, "keyusage")?;
        let usage = same_use(usage, [own.usage, place.usage])?;
        let mut deviations = Vec::new();
        let (key, certificate) = key_of(jwk, kid, &mut deviations)?;
        Ok(Self {
            domain: Domain::of(domain).ok_or(EntryError::Domain)?,
            participant: Participant::of(participant).ok_or(EntryError::Identity)?,
            usage,
            kid: kid.clone(),
            key,
            certificate,
            deviations,
        })
    }
}

/// A key out of an entry that may be anything.
pub(super) fn public_key(entry: &Value) -> Option<PublicKey> {
    let jwk = jwk(entry.as_object()?).ok()?;
    let certified = jwk.certificates().first().map(|der| parse_certificate(der));
    match certified {
        Some(certificate) => certificate.ok()?.public_key().ok(),
        None => jwk.public_key().ok().cloned(),
    }
}

fn jwk(members: &Map<String, Value>) -> Result<Jwk, EntryError> {
    let Some(Value::Object(jwk)) = members.get("publicKeyJwk") else {
        return Err(EntryError::Fields);
    };
    Ok(Jwk::from_members(jwk.clone(), &Limits::default())?)
}

/// The key of the certificate, else that of the JWK's own members. Both there and different: none.
fn key_of(
    jwk: &Jwk,
    kid: &Kid,
    deviations: &mut Vec<KeyDeviation>,
) -> Result<(PublicKey, Option<Certificate>), EntryError> {
    let Some(der) = jwk.certificates().first() else {
        deviations.push(KeyDeviation::NoCertificate);
        return Ok((jwk.public_key()?.clone(), None));
    };
    let certificate = parse_certificate(der)?;
    let key = certificate.public_key()?;
    match jwk.public_key() {
        Ok(own) if *own != key => return Err(EntryError::KeyDiffers),
        Ok(_) if !jwk.deviations().is_empty() => deviations.push(KeyDeviation::JwkLoose),
        Ok(_) => {}
        Err(_) => deviations.push(KeyDeviation::JwkUnusable),
    }
    if kid.as_bytes() != certificate.kid() {
        deviations.push(KeyDeviation::KidDiffers);
    }
    Ok((key, Some(certificate)))
}

/// Base64 of 8 bytes stands for those, everything else for its characters.
fn read_kid(text: &str) -> Option<Kid> {
    let binary = STANDARD.decode(text).ok();
    let binary = binary.filter(|bytes| bytes.len() == KID_BYTES);
    Kid::new(binary.as_deref().unwrap_or(text.as_bytes()))
}

/// `{"code": "#DCC"}`, also with the whole address of the value set before the `#`.
fn coded<'v>(members: &'v Map<String, Value>, name: &str) -> Result<Option<&'v str>, EntryError> {
    let Some(coded) = members.get(name) else {
        return Ok(None);
    };
    let code = coded.get("code").and_then(Value::as_str);
    let (_, code) = code
        .and_then(|code| code.rsplit_once('#'))
        .ok_or(EntryError::Identity)?;
    Ok(Some(code))
}

/// What the entry's term, its name and the document's name say, as far as they do: the same.
fn agreed<'v>(term: Option<&'v str>, ids: [Option<&'v str>; 2]) -> Result<&'v str, EntryError> {
    let [own, place] = ids;
    let mut stated = [term, own, place].into_iter().flatten();
    let first = stated.next().ok_or(EntryError::Identity)?;
    if stated.all(|other| other == first) {
        Ok(first)
    } else {
        Err(EntryError::Identity)
    }
}

/// As [`agreed`], of uses, of which one has two names.
fn same_use(term: Option<&str>, ids: [Option<&str>; 2]) -> Result<KeyUse, EntryError> {
    let [own, place] = ids;
    let mut stated = [term, own, place].into_iter().flatten().map(KeyUse::of);
    let first = stated.next().ok_or(EntryError::Identity)?;
    let first = first.ok_or(EntryError::CertificateType)?;
    if stated.all(|other| other == Some(first)) {
        Ok(first)
    } else {
        Err(EntryError::Identity)
    }
}
