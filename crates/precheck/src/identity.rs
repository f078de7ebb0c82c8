//! Identity documents: the keys and addresses of a service, in the form of a DID document.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::PublicKey;
use cleanbill_jose::{Jwk, json};
use cleanbill_x509::parse_certificate;
use serde_json::{Map, Value};

use crate::scheme::EncryptionScheme;
use crate::text::{Members, Odd, object};
use crate::{IdentityError, Limits, kid_of};

/// The type of a key.
const KEY_TYPE: &str = "JsonWebKey2020";
/// The type of an entry that names an encryption scheme, and the keys for it.
const SCHEME_TYPE: &str = "DccEncryptionScheme2021";
/// Before the name of a scheme in the identifier of its entry.
const SCHEME_PREFIX: &str = "ValidationServiceEncScheme-";

/// What a key is for, by the name at the end of its entry's identifier: `…#NAME-1`, `…/NAME-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// `AccessTokenSignKey`: signs access tokens, and the provider's calls.
    AccessTokenSign,
    /// `AccessTokenServiceKey`: the TLS key of the provider's token service.
    AccessTokenService,
    /// `ValidationServiceKey`: the TLS key of the validation service, by the provider's word.
    ValidationService,
    /// `ValidationServiceEncKey`: passes are encrypted to it.
    ValidationEncryption,
    /// `ValidationServiceSignKey`: signs results.
    ValidationSign,
}

impl KeyRole {
    /// The name before the number.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessTokenSign => "AccessTokenSignKey",
            Self::AccessTokenService => "AccessTokenServiceKey",
            Self::ValidationService => "ValidationServiceKey",
            Self::ValidationEncryption => "ValidationServiceEncKey",
            Self::ValidationSign => "ValidationServiceSignKey",
        }
    }

    /// Whether an entry with this identifier is such a key.
    fn names(self, id: &str) -> bool {
        let name = id.rsplit(['#', '/']).next().unwrap_or(id);
        let number = name.strip_prefix(self.name());
        let number = number.and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    }
}

/// A public key as the documents carry it: a certificate, its identifier, its use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeyJwk {
    /// `x5c`: certificates in DER, that of the key first.
    pub certificates: Vec<Vec<u8>>,
    /// `kid`.
    pub kid: String,
    /// `alg`, such as `ES256`, or `RSAOAEP` for encryption; the reference services differ.
    pub algorithm: Option<String>,
    /// `use`: `sig` or `enc`.
    pub key_use: Option<String>,
    /// The key by its members, for whoever writes none in a certificate.
    members: Option<PublicKey>,
}

impl PublicKeyJwk {
    /// A key with its certificate, named by it.
    #[must_use]
    pub fn of_certificate(der: &[u8], algorithm: &str, key_use: &str) -> Self {
        Self {
            certificates: vec![der.to_vec()],
            kid: kid_of(der),
            algorithm: Some(algorithm.to_owned()),
            key_use: Some(key_use.to_owned()),
            members: None,
        }
    }

    /// The key: that of the first certificate, else of the members.
    ///
    /// # Errors
    /// [`IdentityError`] where neither is a key that can be used, or both are and differ.
    pub fn public_key(&self) -> Result<PublicKey, IdentityError> {
        let Some(first) = self.certificates.first() else {
            return self.members.clone().ok_or(IdentityError::NoKey);
        };
        let certificate = parse_certificate(first).map_err(IdentityError::Certificate)?;
        let key = certificate.public_key()?;
        match &self.members {
            Some(members) if *members != key => Err(IdentityError::TwoKeys),
            _ => Ok(key),
        }
    }

    fn read(value: &Value, limits: &Limits) -> Result<Self, IdentityError> {
        const MEMBER: &str = "publicKeyJwk";
        let odd = || IdentityError::Member { member: MEMBER };
        let members = value.as_object().ok_or_else(odd)?;
        let jwk = Jwk::from_members(members.clone(), &cleanbill_jose::Limits::default())?;
        let read = Members::new(members, limits);
        Ok(Self {
            kid: read.text("kid")?,
            algorithm: read.maybe("alg")?,
            key_use: read.maybe("use")?,
            members: match jwk.member("kty") {
                None => None,
                Some(_) => Some(jwk.public_key()?.clone()),
            },
            certificates: jwk.certificates().to_vec(),
        })
    }

    /// As it is written.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        let certificates = self.certificates.iter().map(|der| STANDARD.encode(der));
        object([
            ("x5c", certificates.collect::<Vec<_>>().into()),
            ("kid", self.kid.as_str().into()),
            ("alg", self.algorithm.as_deref().into()),
            ("use", self.key_use.as_deref().into()),
        ])
    }

    /// Reads one that came in a message.
    pub(crate) fn maybe(
        value: Option<&Value>,
        limits: &Limits,
    ) -> Result<Option<Self>, IdentityError> {
        value.map(|value| Self::read(value, limits)).transpose()
    }
}

/// An entry of `verificationMethod`: a key, or a scheme and the keys for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationMethod {
    /// `id`: an address that ends with the name of the entry.
    pub id: String,
    /// `type`: `JsonWebKey2020` or `DccEncryptionScheme2021`.
    pub kind: String,
    /// `controller`: whose document it is in.
    pub controller: String,
    /// `publicKeyJwk`.
    pub key: Option<PublicKeyJwk>,
    /// `verificationMethods`: identifiers of the keys for a scheme.
    pub methods: Vec<String>,
}

/// An entry of `service`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEntry {
    /// `id`.
    pub id: String,
    /// `type`, such as `AccessTokenService`, `ValidationService`, `StatusService`.
    pub kind: String,
    /// `serviceEndpoint`: its address.
    pub endpoint: String,
    /// `name`, for people.
    pub name: String,
}

/// The identity document of a service provider or a validation service.
///
/// ```text
/// {"id":"https://…/identity",
///  "verificationMethod":[{"id":"…#ValidationServiceSignKey-1", "type":"JsonWebKey2020",
///     "controller":"https://…/identity", "publicKeyJwk":{"x5c":["MII…"], "kid":"…", …}}],
///  "service":[{"id":…, "type":"AccessTokenService", "serviceEndpoint":"https://…", "name":…}]}
/// ```
///
/// It is believed because of where it came from: TLS, or somebody's own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityDocument {
    /// `id`: its own address.
    pub id: String,
    /// `verificationMethod`.
    pub verification_methods: Vec<VerificationMethod>,
    /// `service`.
    pub services: Vec<ServiceEntry>,
}

impl From<Odd> for IdentityError {
    fn from(Odd(member): Odd) -> Self {
        Self::Member { member }
    }
}

impl IdentityDocument {
    /// Reads a document. Members that are not known are passed over.
    ///
    /// # Errors
    /// [`IdentityError`]; a certificate that cannot be read is one only when its key is asked for.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, IdentityError> {
        let value = json::parse(bytes, limits.document_bytes_max, limits.depth_max)?;
        let document = value.as_object();
        let document = document.ok_or(IdentityError::Member { member: "document" })?;
        let members = Members::new(document, limits);
        Ok(Self {
            id: members.text("id")?,
            verification_methods: entries(&members, "verificationMethod", limits, |entry| {
                Ok(VerificationMethod {
                    id: entry.text("id")?,
                    kind: entry.text("type")?,
                    controller: entry.maybe("controller")?.unwrap_or_default(),
                    key: PublicKeyJwk::maybe(entry.value("publicKeyJwk"), limits)?,
                    methods: entry.texts("verificationMethods")?,
                })
            })?,
            services: entries(&members, "service", limits, |entry| {
                Ok(ServiceEntry {
                    id: entry.text("id")?,
                    kind: entry.text("type")?,
                    endpoint: entry.text("serviceEndpoint")?,
                    name: entry.maybe("name")?.unwrap_or_default(),
                })
            })?,
        })
    }

    /// The document of a validation service at `url`, without a `/` at its end: the key that
    /// signs results, the keys that passes are encrypted to, and the one scheme for them.
    #[must_use]
    pub fn of_validation_service(url: &str, sign: &PublicKeyJwk, encrypt: &[PublicKeyJwk]) -> Self {
        let id = format!("{url}/identity");
        let key = |role: KeyRole, number: usize, key: &PublicKeyJwk| VerificationMethod {
            id: format!(
                "{id}/verificationMethod/{KEY_TYPE}#{}-{number}",
                role.name()
            ),
            kind: KEY_TYPE.to_owned(),
            controller: id.clone(),
            key: Some(key.clone()),
            methods: Vec::new(),
        };
        let mut methods = vec![key(KeyRole::ValidationSign, 1, sign)];
        let numbered = encrypt.iter().zip(1..);
        methods
            .extend(numbered.map(|(jwk, number)| key(KeyRole::ValidationEncryption, number, jwk)));
        let names = methods.iter().skip(1).map(|method| method.id.clone());
        let scheme = EncryptionScheme::RsaOaepSha256AesGcm.name();
        methods.push(VerificationMethod {
            methods: names.collect(),
            id: format!("{id}/verificationMethod/{SCHEME_TYPE}#{SCHEME_PREFIX}{scheme}"),
            kind: SCHEME_TYPE.to_owned(),
            controller: id.clone(),
            key: None,
        });
        Self {
            id,
            verification_methods: methods,
            services: Vec::new(),
        }
    }

    /// The part of the document that the addresses `/identity/ELEMENT` and
    /// `/identity/ELEMENT/TYPE` show: `verificationMethod` or `service`, of one type.
    #[must_use]
    pub fn narrowed(&self, element: Option<&str>, kind: Option<&str>) -> Self {
        let shows = |name: &str| element.is_none_or(|element| element == name);
        let is_kind = |found: &str| kind.is_none_or(|kind| kind == found);
        let methods = self.verification_methods.iter();
        let services = self.services.iter();
        Self {
            id: self.id.clone(),
            verification_methods: methods
                .filter(|method| shows("verificationMethod") && is_kind(&method.kind))
                .cloned()
                .collect(),
            services: services
                .filter(|service| shows("service") && is_kind(&service.kind))
                .cloned()
                .collect(),
        }
    }

    /// The document as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let methods = self.verification_methods.iter().map(|method| {
            let key = method.key.as_ref();
            let names = &method.methods;
            Value::Object(object([
                ("id", method.id.as_str().into()),
                ("type", method.kind.as_str().into()),
                ("controller", method.controller.as_str().into()),
                ("publicKeyJwk", key.map(PublicKeyJwk::to_json).into()),
                (
                    "verificationMethods",
                    (!names.is_empty()).then_some(names.as_slice()).into(),
                ),
            ]))
        });
        let services = self.services.iter().map(|service| {
            Value::Object(object([
                ("id", service.id.as_str().into()),
                ("type", service.kind.as_str().into()),
                ("serviceEndpoint", service.endpoint.as_str().into()),
                ("name", service.name.as_str().into()),
            ]))
        });
        Value::Object(object([
            ("id", self.id.as_str().into()),
            ("verificationMethod", methods.collect::<Vec<_>>().into()),
            ("service", services.collect::<Vec<_>>().into()),
        ]))
    }

    /// The keys of a role, each with its identifier.
    ///
    /// # Errors
    /// [`IdentityError`] if one of them cannot be used, or there is none.
    pub fn keys(&self, role: KeyRole) -> Result<Vec<(String, PublicKey)>, IdentityError> {
        let methods = self.verification_methods.iter();
        let named = methods.filter(|method| role.names(&method.id));
        let keys = named.filter_map(|method| method.key.as_ref());
        let keys = keys.map(|jwk| Ok((jwk.kid.clone(), jwk.public_key()?)));
        let keys = keys.collect::<Result<Vec<_>, IdentityError>>()?;
        match keys.is_empty() {
            true => Err(IdentityError::Missing { what: role.name() }),
            false => Ok(keys),
        }
    }

    /// The keys that passes are encrypted to under a scheme: those that its entry names.
    ///
    /// # Errors
    /// [`IdentityError`] if the scheme is not there, or none of its keys.
    pub fn encryption_keys(
        &self,
        scheme: EncryptionScheme,
    ) -> Result<Vec<(String, PublicKey)>, IdentityError> {
        let name = scheme.name();
        let missing = IdentityError::Missing { what: name };
        let mut methods = self.verification_methods.iter();
        let entry = methods.find(|method| {
            let last = method.id.rsplit(['#', '/']).next().unwrap_or_default();
            method.kind == SCHEME_TYPE && last.strip_prefix(SCHEME_PREFIX) == Some(name)
        });
        let named = &entry.ok_or(missing.clone())?.methods;
        let methods = self.verification_methods.iter();
        let keys = methods.filter(|method| named.contains(&method.id));
        let keys = keys.filter_map(|method| method.key.as_ref());
        let keys = keys.map(|jwk| Ok((jwk.kid.clone(), jwk.public_key()?)));
        let keys = keys.collect::<Result<Vec<_>, IdentityError>>()?;
        match keys.is_empty() {
            true => Err(missing),
            false => Ok(keys),
        }
    }

    /// The services of a type.
    pub fn services_of(&self, kind: &str) -> impl Iterator<Item = &ServiceEntry> {
        let services = self.services.iter();
        services.filter(move |service| service.kind == kind)
    }
}

/// Reads an array of objects; absent is empty.
fn entries<T>(
    members: &Members<'_>,
    name: &'static str,
    limits: &Limits,
    read: impl Fn(&Members<'_>) -> Result<T, IdentityError>,
) -> Result<Vec<T>, IdentityError> {
    let Some(value) = members.value(name) else {
        return Ok(Vec::new());
    };
    let odd = || IdentityError::Member { member: name };
    let list = value.as_array().ok_or_else(odd)?;
    if list.len() > limits.entries_max {
        let max = limits.entries_max;
        return Err(IdentityError::TooMany { max });
    }
    let entries = list.iter().map(|entry| {
        let entry = entry.as_object().ok_or_else(odd)?;
        read(&members.of(entry))
    });
    entries.collect()
}
