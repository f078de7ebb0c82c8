//! The extensions that matter for a pass (RFC 5280 §4.2.1).

use crate::der::{DerError, Reader, tag};
use crate::deviation::{Deviation, Deviations};
use crate::error::X509Error;
use crate::limits::Limits;
use crate::usage::DccUsage;

/// Content octets of the extensions' object identifiers, 2.5.29.x.
pub(crate) mod oid {
    pub(crate) const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 14];
    pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
    pub(crate) const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
    pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
    pub(crate) const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 35];
    pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
}

/// What the extensions say; `None` where the extension is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    /// `cA` of the basic constraints.
    pub(crate) is_ca: Option<bool>,
    pub(crate) key_usage: Option<KeyUsage>,
    /// The DCC types that the extended key usage names; `None` also if it names none.
    pub(crate) dcc_usage: Option<DccUsage>,
    /// Whether the extended key usage names `id-kp-clientAuth`.
    pub(crate) client_authentication: bool,
    pub(crate) subject_key_id: Option<Box<[u8]>>,
    pub(crate) authority_key_id: Option<Box<[u8]>>,
    /// The addresses among the subject's alternative names; none if the extension is malformed.
    pub(crate) subject_uris: Box<[Box<str>]>,
    /// Whether there is a critical extension other than these six.
    pub(crate) unknown_critical: bool,
}

/// The bits of the key usage extension (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage(u8);

impl KeyUsage {
    /// The bits of a key that signs passes.
    pub(crate) const DIGITAL_SIGNATURE: Self = Self(0x80);
    /// The bits of a key to which other keys are encrypted.
    pub(crate) const KEY_ENCIPHERMENT: Self = Self(0x20);
    /// The bits of a key that signs certificates and lists of revoked ones.
    pub(crate) const AUTHORITY: Self = Self(0x04 | 0x02);

    /// `digitalSignature`: the key signs what is neither a certificate nor a revocation list.
    pub const fn digital_signature(self) -> bool {
        self.0 & 0x80 != 0
    }

    /// `keyEncipherment`: other keys are encrypted to this one.
    pub const fn key_encipherment(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// `keyCertSign`: the key signs certificates.
    pub const fn key_cert_sign(self) -> bool {
        self.0 & 0x04 != 0
    }

    /// `cRLSign`: the key signs lists of revoked certificates.
    pub const fn crl_sign(self) -> bool {
        self.0 & 0x02 != 0
    }

    /// The first octet of the bit string, `digitalSignature` in its highest bit. The ninth bit,
    /// `decipherOnly`, is not kept.
    pub(crate) const fn first_octet(self) -> u8 {
        self.0
    }
}

impl Extensions {
    /// Reads `[3] EXPLICIT SEQUENCE OF Extension`, if it is there.
    pub(crate) fn parse(
        tbs: &mut Reader<'_>,
        limits: &Limits,
        deviations: &mut Deviations,
    ) -> Result<Self, X509Error> {
        let mut read = Self::default();
        let Some(wrapper) = tbs.optional(tag::constructed(3))? else {
            return Ok(read);
        };
        let mut wrapper = wrapper.reader();
        let mut list = wrapper.expect(tag::SEQUENCE)?.reader();
        wrapper.finish()?;
        let mut seen: Vec<&[u8]> = Vec::new();
        while !list.is_at_end() {
            let extension = Extension::parse(&mut list, deviations)?;
            if seen.contains(&extension.oid) {
                return Err(X509Error::DuplicateExtension);
            }
            if seen.len() >= limits.extensions_max {
                return Err(X509Error::TooMany {
                    max: limits.extensions_max,
                });
            }
            seen.push(extension.oid);
            read.take(&extension, deviations)?;
        }
        Ok(read)
    }

    fn take(
        &mut self,
        extension: &Extension<'_>,
        deviations: &mut Deviations,
    ) -> Result<(), DerError> {
        let mut value = extension.value.clone();
        match extension.oid {
            oid::BASIC_CONSTRAINTS => self.is_ca = Some(basic_constraints(&mut value, deviations)?),
            oid::KEY_USAGE => self.key_usage = Some(key_usage(&mut value)?),
            oid::EXTENDED_KEY_USAGE => {
                let (dcc, client) = extended_key_usage(&mut value, deviations)?;
                self.dcc_usage = dcc;
                self.client_authentication = client;
            }
            oid::SUBJECT_KEY_ID => {
                self.subject_key_id = Some(value.expect(tag::OCTET_STRING)?.content.into());
            }
            oid::AUTHORITY_KEY_ID => {
                // Issuer and serial number of the authority may follow; they are not used.
                let mut fields = value.expect(tag::SEQUENCE)?.reader();
                let key_id = fields.optional(tag::primitive(0))?;
                self.authority_key_id = key_id.map(|key_id| key_id.content.into());
            }
            oid::SUBJECT_ALT_NAME => {
                // Passes of the DCC do not need it: one that is malformed names nobody.
                self.subject_uris = alternative_uris(value).unwrap_or_default();
                return Ok(());
            }
            _ => {
                self.unknown_critical |= extension.critical;
                return Ok(());
            }
        }
        value.finish()
    }
}

/// `Extension ::= SEQUENCE { extnID OID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`.
struct Extension<'a> {
    oid: &'a [u8],
    critical: bool,
    /// Over the content of the octet string.
    value: Reader<'a>,
}

impl<'a> Extension<'a> {
    fn parse(list: &mut Reader<'a>, deviations: &mut Deviations) -> Result<Self, DerError> {
        let mut fields = list.expect(tag::SEQUENCE)?.reader();
        let oid = fields.expect(tag::OID)?.content;
        let critical = default_false(&mut fields, deviations)?;
        let value = fields.expect(tag::OCTET_STRING)?.reader();
        fields.finish()?;
        Ok(Self {
            oid,
            critical,
            value,
        })
    }
}

/// A `BOOLEAN DEFAULT FALSE`, tolerating that the default is written out.
fn default_false(fields: &mut Reader<'_>, deviations: &mut Deviations) -> Result<bool, DerError> {
    let Some(element) = fields.optional(tag::BOOLEAN)? else {
        return Ok(false);
    };
    let value = element.boolean()?;
    if !value {
        deviations.note(Deviation::ExplicitDefault);
    }
    Ok(value)
}

/// `SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }`. Chains have two
/// levels, so that every length is long enough.
fn basic_constraints(
    value: &mut Reader<'_>,
    deviations: &mut Deviations,
) -> Result<bool, DerError> {
    let mut fields = value.expect(tag::SEQUENCE)?.reader();
    let is_ca = default_false(&mut fields, deviations)?;
    fields.optional(tag::INTEGER)?;
    fields.finish()?;
    Ok(is_ca)
}

/// `SEQUENCE OF GeneralName`, of which `[6] IA5String` is a URI (RFC 5280 §4.2.1.6).
fn alternative_uris(mut value: Reader<'_>) -> Result<Box<[Box<str>]>, DerError> {
    let mut names = value.expect(tag::SEQUENCE)?.reader();
    value.finish()?;
    let mut uris: Vec<Box<str>> = Vec::new();
    while !names.is_at_end() {
        let Some(uri) = names.optional(tag::primitive(6))? else {
            names.any()?;
            continue;
        };
        if let Ok(uri) = std::str::from_utf8(uri.content)
            && uri.is_ascii()
        {
            uris.push(uri.into());
        }
    }
    Ok(uris.into())
}

/// A BIT STRING of nine named bits.
fn key_usage(value: &mut Reader<'_>) -> Result<KeyUsage, DerError> {
    let bits = value.expect(tag::BIT_STRING)?;
    match bits.content {
        [0] => Ok(KeyUsage(0)),
        [0..=7, first] | [0..=7, first, _] => Ok(KeyUsage(*first)),
        _ => Err(bits.bad_content()),
    }
}

/// `id-kp-clientAuth`, 1.3.6.1.5.5.7.3.2 (RFC 5280 §4.2.1.12).
const CLIENT_AUTHENTICATION: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02];

/// `SEQUENCE OF OID`: those of the DCC, `None` if it names none; and whether it names TLS clients.
fn extended_key_usage(
    value: &mut Reader<'_>,
    deviations: &mut Deviations,
) -> Result<(Option<DccUsage>, bool), DerError> {
    let mut purposes = value.expect(tag::SEQUENCE)?.reader();
    if purposes.is_at_end() {
        deviations.note(Deviation::EmptyExtendedKeyUsage);
    }
    let mut named: Option<DccUsage> = None;
    let mut client = false;
    while !purposes.is_at_end() {
        let purpose = purposes.expect(tag::OID)?;
        client |= purpose.content == CLIENT_AUTHENTICATION;
        if let Some((usage, mistaken)) = DccUsage::from_key_purpose(purpose.content) {
            named = Some(named.map_or(usage, |named| named.union(usage)));
            if mistaken {
                deviations.note(Deviation::MistakenUsageArc);
            }
        }
    }
    Ok((named, client))
}
