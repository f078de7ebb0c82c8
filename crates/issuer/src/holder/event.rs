use std::fmt;

use cleanbill_cose::cbor::Value;
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{EntryKind, Exemption, Recovery, Test, Vaccination};
use cleanbill_icao9303::transliteration::Language;

use super::PersonRecord;
use crate::error::RequestError;
use crate::field::{self, Field};
use crate::request::PassRequest;
use crate::text;
use cleanbill_cose::record::{self, Fields, WireError, encode_record, parse_record};

/// The version of the layout.
const LAYOUT: i64 = 1;

/// One health event, as it was entered; what only a pass has (issuer, identifier) is not in it.
#[derive(Clone, PartialEq, Eq)]
pub struct EventRecord {
    entry: Entry,
    lot: Option<String>,
    source_record: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Entry {
    Vaccination(Vaccination),
    Test(Test),
    Recovery(Recovery),
    Exemption(Exemption),
}

impl EventRecord {
    /// The event of a request, with the lot of a vaccine and the identifier that the source gave
    /// its record, each up to 80 characters. A pass shows neither.
    ///
    /// # Errors
    /// [`RequestError`]: too long, a character that does not print, or a lot of something that has
    /// none.
    pub fn of(
        request: &PassRequest,
        lot: Option<&str>,
        source_record: Option<&str>,
    ) -> Result<Self, RequestError> {
        let dcc = &request.dcc;
        let mut lot = lot.map(str::to_owned);
        text::normalise(field::V_LOT, &mut lot)?;
        let mut source_record = source_record.map(str::to_owned);
        text::normalise(field::SOURCE_RECORD, &mut source_record)?;
        let entry = if let Some(entry) = dcc.vaccinations.first() {
            Entry::Vaccination(entry.clone())
        } else if let Some(entry) = dcc.tests.first() {
            Entry::Test(entry.clone())
        } else if let Some(entry) = dcc.recoveries.first() {
            Entry::Recovery(entry.clone())
        } else {
            Entry::Exemption(dcc.exemptions.first().cloned().unwrap_or_default())
        };
        if lot.is_some() && !matches!(entry, Entry::Vaccination(_)) {
            let (group, member) = (field::REQUEST, Some("lot".to_owned()));
            return Err(RequestError::UnknownField { group, member });
        }
        Ok(Self {
            entry,
            lot,
            source_record,
        })
    }

    /// The request that gives a pass for this event to this person: the same that it was entered
    /// with.
    ///
    /// # Errors
    /// [`RequestError`], where what was sealed is no longer what a pass may say.
    pub fn request(&self, person: &PersonRecord) -> Result<PassRequest, RequestError> {
        let mut dcc = Dcc {
            name: person.name().clone(),
            birth_date: Some(person.birth_date_text().to_owned()),
            ..Dcc::default()
        };
        match &self.entry {
            Entry::Vaccination(entry) => dcc.vaccinations.push(entry.clone()),
            Entry::Test(entry) => dcc.tests.push(entry.clone()),
            Entry::Recovery(entry) => dcc.recoveries.push(entry.clone()),
            Entry::Exemption(entry) => dcc.exemptions.push(entry.clone()),
        }
        // The spelling in A–Z is in the record: no language is asked.
        PassRequest::new(dcc, Language::Other)
    }

    /// Why a pass can be given for it.
    #[must_use]
    pub const fn ground(&self) -> EntryKind {
        match self.entry {
            Entry::Vaccination(_) => EntryKind::Vaccination,
            Entry::Test(_) => EntryKind::Test,
            Entry::Recovery(_) => EntryKind::Recovery,
            Entry::Exemption(_) => EntryKind::Exemption,
        }
    }

    /// The code of the product; `None` of what has none.
    #[must_use]
    pub fn product(&self) -> Option<&str> {
        match &self.entry {
            Entry::Vaccination(entry) => entry.product.as_deref(),
            _ => None,
        }
    }

    /// The lot of the vaccine.
    #[must_use]
    pub fn lot(&self) -> Option<&str> {
        self.lot.as_deref()
    }

    /// The identifier that the source gave its record.
    #[must_use]
    pub fn source_record(&self) -> Option<&str> {
        self.source_record.as_deref()
    }

    /// The fields that differ between this event and the one in its place; the ground as a whole
    /// where it is another.
    #[must_use]
    pub fn changes(&self, after: &Self) -> Vec<Field> {
        if self.ground() != after.ground() {
            return vec![names(self.ground()).0];
        }
        let (before_values, after_values) = (self.values(), after.values());
        let pairs = before_values.iter().zip(&after_values);
        let differs = names(self.ground()).1.iter().zip(pairs);
        let changed = differs.filter(|(_, (a, b))| a != b);
        let mut fields: Vec<Field> = changed.map(|(field, _)| *field).collect();
        if self.lot != after.lot {
            fields.push(field::V_LOT);
        }
        if self.source_record != after.source_record {
            fields.push(field::SOURCE_RECORD);
        }
        fields
    }

    /// As canonical CBOR, to be sealed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(vec![
            record::int(LAYOUT),
            names(self.ground()).0.dcc().into(),
            Value::Array(self.values()),
            record::optional_text(self.lot()),
            record::optional_text(self.source_record()),
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
                let group = f.text()?;
                let wrong = f.wrong();
                Ok(Self {
                    entry: f.inner(|f| read_entry(&group, f, wrong))?,
                    lot: f.optional_text()?,
                    source_record: f.optional_text()?,
                })
            },
            Self::encode,
        )
    }

    /// The fields in the order of [`names`].
    fn values(&self) -> Vec<Value<'_>> {
        fn text(text: &Option<String>) -> Value<'_> {
            record::optional_text(text.as_deref())
        }
        match &self.entry {
            Entry::Vaccination(e) => vec![
                text(&e.disease),
                text(&e.vaccine),
                text(&e.product),
                text(&e.manufacturer),
                record::optional_int(e.dose),
                record::optional_int(e.doses),
                text(&e.date),
                text(&e.country),
            ],
            Entry::Test(e) => vec![
                text(&e.disease),
                text(&e.test_type),
                text(&e.test_name),
                text(&e.device),
                text(&e.sampled_at),
                text(&e.result),
                text(&e.centre),
                text(&e.country),
            ],
            Entry::Recovery(e) => vec![
                text(&e.disease),
                text(&e.first_positive),
                text(&e.valid_from),
                text(&e.valid_until),
                text(&e.country),
            ],
            Entry::Exemption(e) => vec![
                record::optional_int(e.layout),
                text(&e.disease),
                text(&e.valid_from),
                text(&e.valid_until),
                text(&e.country),
            ],
        }
    }
}

/// The group of a ground and its fields, in the order in which they are written.
const fn names(ground: EntryKind) -> (Field, &'static [Field]) {
    use field as f;
    match ground {
        EntryKind::Vaccination => (
            f::VACCINATION,
            &[
                f::V_DISEASE,
                f::V_VACCINE,
                f::V_PRODUCT,
                f::V_MANUFACTURER,
                f::V_DOSE,
                f::V_DOSES,
                f::V_DATE,
                f::V_COUNTRY,
            ],
        ),
        EntryKind::Test => (
            f::TEST,
            &[
                f::T_DISEASE,
                f::T_TYPE,
                f::T_NAME,
                f::T_DEVICE,
                f::T_SAMPLED_AT,
                f::T_RESULT,
                f::T_CENTRE,
                f::T_COUNTRY,
            ],
        ),
        EntryKind::Recovery => (
            f::RECOVERY,
            &[
                f::R_DISEASE,
                f::R_FIRST_POSITIVE,
                f::R_VALID_FROM,
                f::R_VALID_UNTIL,
                f::R_COUNTRY,
            ],
        ),
        EntryKind::Exemption => (
            f::EXEMPTION,
            &[
                f::X_LAYOUT,
                f::X_DISEASE,
                f::X_VALID_FROM,
                f::X_VALID_UNTIL,
                f::X_COUNTRY,
            ],
        ),
    }
}

fn read_entry(group: &str, f: &mut Fields<'_>, unknown: WireError) -> Result<Entry, WireError> {
    Ok(match group {
        "v" => Entry::Vaccination(Vaccination {
            disease: f.optional_text()?,
            vaccine: f.optional_text()?,
            product: f.optional_text()?,
            manufacturer: f.optional_text()?,
            dose: f.optional_number()?,
            doses: f.optional_number()?,
            date: f.optional_text()?,
            country: f.optional_text()?,
            ..Vaccination::default()
        }),
        "t" => Entry::Test(Test {
            disease: f.optional_text()?,
            test_type: f.optional_text()?,
            test_name: f.optional_text()?,
            device: f.optional_text()?,
            sampled_at: f.optional_text()?,
            result: f.optional_text()?,
            centre: f.optional_text()?,
            country: f.optional_text()?,
            ..Test::default()
        }),
        "r" => Entry::Recovery(Recovery {
            disease: f.optional_text()?,
            first_positive: f.optional_text()?,
            valid_from: f.optional_text()?,
            valid_until: f.optional_text()?,
            country: f.optional_text()?,
            ..Recovery::default()
        }),
        "xm" => Entry::Exemption(Exemption {
            layout: f.optional_number()?,
            disease: f.optional_text()?,
            valid_from: f.optional_text()?,
            valid_until: f.optional_text()?,
            country: f.optional_text()?,
            ..Exemption::default()
        }),
        _ => return Err(unknown),
    })
}

impl fmt::Debug for EventRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventRecord")
            .field("ground", &self.ground())
            .finish_non_exhaustive()
    }
}
