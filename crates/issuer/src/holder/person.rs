use std::fmt;

use cleanbill_crypto::sha256;
use cleanbill_hcert::dcc::PersonName;
use cleanbill_health::BirthDate;
use cleanbill_icao9303::transliteration::Language;

use super::matching::match_keys;
use crate::error::RequestError;
use crate::field::{self, Field};
use crate::request::{PassRequest, check_name};
use cleanbill_cose::closed_list;
use cleanbill_cose::record::{self, WireError, encode_record, parse_record};

/// The version of the layout.
const LAYOUT: i64 = 1;
/// Most documents of one person.
pub const DOCUMENTS_MAX: usize = 8;

closed_list! {
    /// What sort of document somebody showed.
    DocumentKind {
        /// A passport.
        Passport = 1, "passport";
        /// An identity card.
        IdentityCard = 2, "identity-card";
        /// A residence permit.
        ResidencePermit = 3, "residence-permit";
        /// A card of the health insurance or a health service.
        HealthCard = 4, "health-card";
        /// A birth certificate.
        BirthCertificate = 5, "birth-certificate";
    }
}

/// A document that somebody showed, kept as a salted hash: it can be recognised when it is shown
/// again, and not read.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentHash {
    /// What sort of document.
    pub kind: DocumentKind,
    /// 128 random bits, fresh for each.
    pub salt: [u8; 16],
    /// SHA-256 of salt, kind, country and number.
    pub hash: [u8; 32],
}

impl DocumentHash {
    /// Hashes a document. `country` is ISO 3166-1 alpha-2; of `number` letters and digits count.
    /// `None` if there are none, or the country is no code.
    #[must_use]
    pub fn of(kind: DocumentKind, country: &str, number: &str, salt: [u8; 16]) -> Option<Self> {
        let hash = hash(kind, country, number, &salt)?;
        Some(Self { kind, salt, hash })
    }

    /// Whether this is that document.
    #[must_use]
    pub fn matches(&self, kind: DocumentKind, country: &str, number: &str) -> bool {
        self.kind == kind && hash(kind, country, number, &self.salt) == Some(self.hash)
    }
}

fn hash(kind: DocumentKind, country: &str, number: &str, salt: &[u8; 16]) -> Option<[u8; 32]> {
    let key = super::document_match_key(kind, country, number)?;
    Some(sha256(&[salt.as_slice(), &key].concat()))
}

/// Who somebody is, as far as a pass needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Names in the holder's script, and in `A`–`Z` as the holder spells them or by ICAO Doc 9303.
    name: PersonName,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or empty.
    birth_date: String,
    /// Two small letters (ISO 639-1): of the names and of what is written to the holder.
    language: Option<String>,
    documents: Vec<DocumentHash>,
}

impl PersonRecord {
    /// Takes names and a birth date as a request does: see [`PassRequest`] for both. A spelling in
    /// `A`–`Z` that is given wins over ours.
    ///
    /// # Errors
    /// [`RequestError`] of the first field that is at fault.
    pub fn new(
        name: PersonName,
        birth_date: &str,
        language: Option<&str>,
    ) -> Result<Self, RequestError> {
        let rules = language.map_or(Some(Language::Other), Language::from_code);
        let rules = rules.ok_or(RequestError::Language {
            field: field::LANGUAGE,
        })?;
        let mut name = name;
        check_name(&mut name, rules)?;
        let birth_date = birth_date.trim();
        if crate::calendar::BirthDate::parse(birth_date).is_none() {
            let field = field::BIRTH_DATE;
            return Err(RequestError::Date { field });
        }
        Ok(Self {
            name,
            birth_date: birth_date.to_owned(),
            language: language.map(str::to_owned),
            documents: Vec::new(),
        })
    }

    /// The person of a request.
    #[must_use]
    pub fn of(request: &PassRequest, language: Option<&str>) -> Self {
        Self {
            name: request.dcc.name.clone(),
            birth_date: request.dcc.birth_date.clone().unwrap_or_default(),
            language: language.map(str::to_owned),
            documents: Vec::new(),
        }
    }

    /// With a document beside those that are there; `None` beyond [`DOCUMENTS_MAX`].
    #[must_use]
    pub fn with_document(mut self, document: DocumentHash) -> Option<Self> {
        if self.documents.len() >= DOCUMENTS_MAX {
            return None;
        }
        self.documents.push(document);
        Some(self)
    }

    /// The names.
    #[must_use]
    pub const fn name(&self) -> &PersonName {
        &self.name
    }

    /// The birth date as it is known: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or empty.
    #[must_use]
    pub fn birth_date_text(&self) -> &str {
        &self.birth_date
    }

    /// The birth date; `None` if nothing is known.
    #[must_use]
    pub fn birth_date(&self) -> Option<BirthDate> {
        BirthDate::parse(&self.birth_date)
    }

    /// The language, ISO 639-1.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The documents.
    #[must_use]
    pub fn documents(&self) -> &[DocumentHash] {
        &self.documents
    }

    /// What leads to this person by name and birth date: see [`match_keys`].
    #[must_use]
    pub fn match_keys(&self) -> Vec<Vec<u8>> {
        match_keys(&self.name, &self.birth_date)
    }

    /// As canonical CBOR, to be sealed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let name = &self.name;
        encode_record(vec![
            record::int(LAYOUT),
            record::optional_text(name.surname.as_deref()),
            record::optional_text(name.surname_standardised.as_deref()),
            record::optional_text(name.forename.as_deref()),
            record::optional_text(name.forename_standardised.as_deref()),
            self.birth_date.as_str().into(),
            record::optional_text(self.language.as_deref()),
            record::list(&self.documents, |document| {
                cleanbill_cose::cbor::Value::Array(vec![
                    record::int(document.kind.number()),
                    record::bytes(&document.salt),
                    record::bytes(&document.hash),
                ])
            }),
        ])
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, WireError> {
        parse_record(
            bytes,
            |f| {
                if f.int()? != LAYOUT {
                    return Err(f.wrong());
                }
                Ok(Self {
                    name: PersonName {
                        surname: f.optional_text()?,
                        surname_standardised: f.optional_text()?,
                        forename: f.optional_text()?,
                        forename_standardised: f.optional_text()?,
                    },
                    birth_date: f.text()?,
                    language: f.optional_text()?,
                    documents: f.list(DOCUMENTS_MAX, |f| {
                        f.inner(|f| {
                            Ok(DocumentHash {
                                kind: f.member(DocumentKind::from_number)?,
                                salt: f.bytes()?,
                                hash: f.bytes()?,
                            })
                        })
                    })?,
                })
            },
            Self::encode,
        )
    }
}

/// The fields that differ between two versions of a person's record; documents, which nobody can
/// read, are not among them.
#[must_use]
pub fn changes(before: &PersonRecord, after: &PersonRecord) -> Vec<Field> {
    let (a, b) = (&before.name, &after.name);
    let differs = [
        (field::SURNAME, a.surname != b.surname),
        (
            field::SURNAME_STANDARDISED,
            a.surname_standardised != b.surname_standardised,
        ),
        (field::FORENAME, a.forename != b.forename),
        (
            field::FORENAME_STANDARDISED,
            a.forename_standardised != b.forename_standardised,
        ),
        (field::BIRTH_DATE, before.birth_date != after.birth_date),
        (field::LANGUAGE, before.language != after.language),
    ];
    let changed = differs.into_iter().filter(|(_, differs)| *differs);
    changed.map(|(field, _)| field).collect()
}

impl fmt::Debug for PersonRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonRecord(..)")
    }
}

impl fmt::Debug for DocumentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentHash")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
