//! Distinguished names (RFC 5280 §4.1.2.4).

use crate::der::{DerError, Element, Reader, tag};
use crate::error::X509Error;
use crate::limits::Limits;

/// id-at-commonName, 2.5.4.3.
pub(crate) const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
/// id-at-countryName, 2.5.4.6.
pub(crate) const COUNTRY: &[u8] = &[0x55, 0x04, 0x06];
/// id-at-organizationName, 2.5.4.10.
pub(crate) const ORGANIZATION: &[u8] = &[0x55, 0x04, 0x0a];

/// A distinguished name: the raw DER, and the parts that a health pass scheme looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    raw: Box<[u8]>,
    country: Option<Box<str>>,
    organization: Option<Box<str>>,
    common_name: Option<Box<str>>,
}

impl Name {
    /// The name as it stands in the certificate: the DER of an `RDNSequence`.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The first countryName, as it stands; two upper-case letters if the certificate is right.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The first organizationName.
    pub fn organization(&self) -> Option<&str> {
        self.organization.as_deref()
    }

    /// The first commonName.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// Whether both names are the same: equal bytes, or the same attributes in the same order whose
    /// texts are equal but for the kind of string, ASCII case and runs of spaces (§7.1).
    /// Authorities do write their own name in one kind of string and quote it in another.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.raw == other.raw
            || matches!(
                (folded_attributes(&self.raw), folded_attributes(&other.raw)),
                (Some(ours), Some(theirs)) if ours == theirs
            )
    }

    pub(crate) fn parse(name: &Element<'_>, limits: &Limits) -> Result<Self, X509Error> {
        let (mut country, mut organization, mut common_name) = (None, None, None);
        let mut count = 0;
        for_each_attribute(name, |_, oid, value| {
            count += 1;
            let part = match oid {
                COUNTRY => &mut country,
                ORGANIZATION => &mut organization,
                COMMON_NAME => &mut common_name,
                _ => return,
            };
            if part.is_none() {
                *part = text(value).map(String::into_boxed_str);
            }
        })?;
        if count > limits.name_attributes_max {
            return Err(X509Error::TooMany {
                max: limits.name_attributes_max,
            });
        }
        Ok(Self {
            raw: name.der.into(),
            country,
            organization,
            common_name,
        })
    }
}

/// Goes through `RDNSequence ::= SEQUENCE OF SET OF SEQUENCE { type OID, value ANY }`, giving the
/// number of the set, the type and the value of each.
fn for_each_attribute<'a>(
    name: &Element<'a>,
    mut visit: impl FnMut(usize, &'a [u8], Element<'a>),
) -> Result<(), DerError> {
    let mut sets = name.reader();
    let mut ordinal = 0;
    while !sets.is_at_end() {
        let mut attributes = sets.expect(tag::SET)?.reader();
        while !attributes.is_at_end() {
            let mut attribute = attributes.expect(tag::SEQUENCE)?.reader();
            let oid = attribute.expect(tag::OID)?.content;
            let value = attribute.any()?;
            attribute.finish()?;
            visit(ordinal, oid, value);
        }
        ordinal += 1;
    }
    Ok(())
}

/// The text of a string of any kind that names use; `None` for others and for wrong encodings.
fn text(value: Element<'_>) -> Option<String> {
    match value.tag {
        tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::IA5_STRING => {
            std::str::from_utf8(value.content).ok().map(str::to_owned)
        }
        // T.61 is read as Latin-1 by everybody, and written so.
        tag::T61_STRING => Some(value.content.iter().map(|byte| char::from(*byte)).collect()),
        tag::BMP_STRING if value.content.len().is_multiple_of(2) => {
            let units = value
                .content
                .chunks_exact(2)
                .filter_map(|unit| unit.try_into().ok());
            char::decode_utf16(units.map(u16::from_be_bytes))
                .collect::<Result<_, _>>()
                .ok()
        }
        _ => None,
    }
}

/// The attributes for comparison; `None` if one of them is no text.
fn folded_attributes(raw: &[u8]) -> Option<Vec<(usize, &[u8], String)>> {
    let name = Reader::new(raw).any().ok()?;
    let mut attributes = Vec::new();
    for_each_attribute(&name, |set, oid, value| {
        let folded = text(value).map(|text| {
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            words.join(" ").to_ascii_lowercase()
        });
        attributes.push(folded.map(|folded| (set, oid, folded)));
    })
    .ok()?;
    attributes.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name of one countryName and one commonName, the latter in the given kind of string.
    fn name(kind: u8, common_name: &[u8]) -> Name {
        let wrap = |tag: u8, content: &[u8]| [&[tag, content.len() as u8], content].concat();
        let attribute = |oid: &[u8], kind: u8, value: &[u8]| {
            let pair = [wrap(tag::OID, oid), wrap(kind, value)].concat();
            wrap(tag::SET, &wrap(tag::SEQUENCE, &pair))
        };
        let country = attribute(COUNTRY, tag::PRINTABLE_STRING, b"XA");
        let der = wrap(
            tag::SEQUENCE,
            &[country, attribute(COMMON_NAME, kind, common_name)].concat(),
        );
        Name::parse(&Reader::new(&der).any().unwrap(), &Limits::DEFAULT).unwrap()
    }

    #[test]
    fn every_kind_of_string_is_read() {
        for (kind, bytes) in [
            (tag::UTF8_STRING, "Ärzte".as_bytes()),
            (tag::T61_STRING, &[0xc4, b'r', b'z', b't', b'e']),
            (
                tag::BMP_STRING,
                &[0, 0xc4, 0, b'r', 0, b'z', 0, b't', 0, b'e'],
            ),
        ] {
            let name = name(kind, bytes);
            assert_eq!(name.country(), Some("XA"));
            assert_eq!(name.common_name(), Some("Ärzte"));
        }
        assert_eq!(name(tag::BMP_STRING, &[0xd8, 0x00]).common_name(), None);
        assert_eq!(name(tag::UTF8_STRING, &[0xff]).common_name(), None);
        assert_eq!(name(tag::INTEGER, &[1]).common_name(), None);
    }

    #[test]
    fn names_are_the_same_whatever_the_kind_of_string() {
        let ours = name(tag::UTF8_STRING, b"National  CSCA");
        assert!(ours.is_same_as(&ours));
        assert!(ours.is_same_as(&name(tag::PRINTABLE_STRING, b"national csca ")));
        assert!(!ours.is_same_as(&name(tag::PRINTABLE_STRING, b"NationalCSCA")));
        assert!(!name(tag::INTEGER, &[1]).is_same_as(&name(tag::INTEGER, &[2])));
    }
}
