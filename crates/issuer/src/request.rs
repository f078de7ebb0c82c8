use std::fmt;

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{EntryKind, Exemption, PersonName, Recovery, Test, Vaccination};
use cleanbill_health::parse_date;
use cleanbill_icao9303::transliteration::{Language, TransliterationError, transliterate};
use jiff::civil::Date;

use crate::authority::is_country;
use crate::calendar::{self, BirthDate};
use crate::error::RequestError;
use crate::field::{self, Field};
use crate::read::{self, Form};
use crate::text;

/// COVID-19 in SNOMED CT, the one disease of the DCC value set `disease-agent-targeted`.
const COVID_19: &str = "840539006";
/// Nucleic acid amplification, LOINC, DCC value set `covid-19-lab-test-type`.
const TYPE_NAAT: &str = "LP6464-4";
/// Rapid immunoassay, LOINC, of the same value set.
const TYPE_RAPID: &str = "LP217198-3";
/// Not detected and detected, SNOMED CT, DCC value set `covid-19-lab-result`.
const RESULTS: [&str; 2] = ["260415000", "260373001"];
/// The layout of the exemption group (ADR 0007).
const EXEMPTION_LAYOUT: i64 = 1;
/// The highest dose number: two digits, which is what printed forms have room for.
const COUNT_MAX: i64 = 99;

/// A request that a pass can be made of: one person, one ground, every value checked that can be
/// without a clock. What depends on the time of issuing is checked by [`issue`](crate::issue).
///
/// # Friendly form
///
/// ```
/// # let json = r#"
/// {
///   "name": {"surname": "Приклад", "forename": "Юлія", "language": "uk"},
///   "birth_date": "1971-08",
///   "vaccination": {
///     "vaccine": "1119349007", "product": "EU/1/20/1528", "manufacturer": "ORG-100030215",
///     "dose": 2, "doses": 2, "date": "2021-06-11"
///   }
/// }
/// # "#;
/// let request = cleanbill_issuer::PassRequest::from_json(json.as_bytes())?;
/// assert_eq!(request.name().forename_standardised.as_deref(), Some("YULIIA"));
/// # Ok::<(), cleanbill_issuer::RequestError>(())
/// ```
///
/// * `name`: `surname`, `forename`, one of them or both, in the holder's script, up to 80
///   characters; `surname_standardised`, `forename_standardised`, the holder's own spelling in
///   `A`–`Z` and `<`, which always wins over ours; `language`, two small letters (ISO 639-1), for
///   [`transliterate`].
/// * `birth_date`: `YYYY-MM-DD`, or `YYYY-MM`, `YYYY` or empty where no more is known.
/// * Exactly one ground. Each takes `disease` (SNOMED CT; default COVID-19) and `country` (where it
///   happened, ISO 3166-1 alpha-2; default the authority's):
///   * `vaccination`: `vaccine`, `product`, `manufacturer` (codes), `dose`, `doses` (1 to 99),
///     `date`;
///   * `test`: `type` (`LP6464-4` nucleic acid, `LP217198-3` rapid antigen), `sampled_at` (RFC
///     3339), `result` (`260415000` not detected, `260373001` detected), and where known `name`,
///     `device`, `centre`;
///   * `recovery`: `first_positive`, and where they differ from the authority's rule `valid_from`,
///     `valid_until`;
///   * `exemption`: `valid_from`, `valid_until`; no reason and no diagnosis (ADR 0007).
///
/// # DCC form
///
/// The payload that is to be signed, `{"ver", "nam", "dob", "v": [{…}]}`, with `t`, `r` or `xm` in
/// place of `v`. `ver` may be missing; `is` and `ci` are the authority's and refused; `co` may be
/// given as above.
///
/// In both forms a member that is unknown, or occurs twice, is an error; null means absent.
///
/// `Debug` shows the ground only.
#[derive(Clone, PartialEq, Eq)]
pub struct PassRequest {
    /// Normalised and complete but for version, issuer, UVCI and what the policy decides.
    pub(crate) dcc: Dcc,
    pub(crate) birth: BirthDate,
    pub(crate) event: Event,
}

/// The one ground, as issuing needs it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Vaccination {
        date: Date,
    },
    Test {
        sampled_at: i64,
        is_rapid: bool,
    },
    Recovery {
        first_positive: Date,
        valid_from: Option<Date>,
        valid_until: Option<Date>,
    },
    Exemption {
        valid_until: Date,
    },
}

impl PassRequest {
    /// Checks a draft whose `is` and `ci` are left empty.
    ///
    /// # Errors
    /// [`RequestError`] of the first field that is at fault.
    pub fn new(draft: Dcc, language: Language) -> Result<Self, RequestError> {
        let mut dcc = draft;
        check_version(&mut dcc)?;
        check_name(&mut dcc.name, language)?;
        let birth = check_birth_date(&mut dcc)?;
        match dcc.kinds().len() {
            0 => return Err(RequestError::NoGround),
            1 => {}
            _ => return Err(RequestError::ManyGrounds),
        }
        let event = if let Some(entry) = dcc.vaccinations.first_mut() {
            check_vaccination(entry)
        } else if let Some(entry) = dcc.tests.first_mut() {
            check_test(entry)
        } else if let Some(entry) = dcc.recoveries.first_mut() {
            check_recovery(entry)
        } else if let Some(entry) = dcc.exemptions.first_mut() {
            check_exemption(entry)
        } else {
            Err(RequestError::NoGround)
        }?;
        Ok(Self { dcc, birth, event })
    }

    /// Reads the friendly form.
    ///
    /// # Errors
    /// [`RequestError`]: the JSON, or the first field that is at fault.
    pub fn from_json(json: &[u8]) -> Result<Self, RequestError> {
        let (draft, language) = read::parse_draft(json, Form::Friendly)?;
        Self::new(draft, language)
    }

    /// Reads the DCC form.
    ///
    /// # Errors
    /// [`RequestError`]: the JSON, or the first field that is at fault.
    pub fn from_dcc_json(json: &[u8]) -> Result<Self, RequestError> {
        let (draft, language) = read::parse_draft(json, Form::Dcc)?;
        Self::new(draft, language)
    }

    /// What the pass will say, but for what the authority fills in.
    #[must_use]
    pub const fn draft(&self) -> &Dcc {
        &self.dcc
    }

    /// Why the pass is asked for.
    #[must_use]
    pub const fn ground(&self) -> EntryKind {
        match self.event {
            Event::Vaccination { .. } => EntryKind::Vaccination,
            Event::Test { .. } => EntryKind::Test,
            Event::Recovery { .. } => EntryKind::Recovery,
            Event::Exemption { .. } => EntryKind::Exemption,
        }
    }

    /// The name as the pass will carry it, transliterated; show it to the holder before signing.
    #[must_use]
    pub const fn name(&self) -> &PersonName {
        &self.dcc.name
    }
}

impl fmt::Debug for PassRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassRequest")
            .field("ground", &self.ground())
            .finish_non_exhaustive()
    }
}

/// 1.0.0 to 1.3.x; what is written is always the version that [`issue`](crate::issue) writes.
fn check_version(dcc: &mut Dcc) -> Result<(), RequestError> {
    let field = field::VERSION;
    let Some(version) = dcc.version.take() else {
        return Ok(());
    };
    let parts: Vec<Option<u8>> = version.split('.').map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(1), Some(0..=3), Some(_)] => Ok(()),
        _ => Err(RequestError::Version { field }),
    }
}

pub(crate) fn check_name(name: &mut PersonName, language: Language) -> Result<(), RequestError> {
    let parts = [
        (
            field::SURNAME,
            &mut name.surname,
            field::SURNAME_STANDARDISED,
            &mut name.surname_standardised,
        ),
        (
            field::FORENAME,
            &mut name.forename,
            field::FORENAME_STANDARDISED,
            &mut name.forename_standardised,
        ),
    ];
    for (field, written, standardised_field, standardised) in parts {
        text::normalise(field, written)?;
        text::normalise(standardised_field, standardised)?;
        match (written, &standardised) {
            (_, Some(own)) => check_standardised(standardised_field, own)?,
            (Some(written), None) => {
                let ours = transliterate(written, language);
                *standardised = Some(ours.map_err(|error| untransliterated(field, &error))?);
            }
            (None, None) => {}
        }
    }
    if name.surname_standardised.is_none() && name.forename_standardised.is_none() {
        let field = field::SURNAME;
        return Err(RequestError::Missing { field });
    }
    Ok(())
}

/// `A`–`Z` with single `<` between parts (ICAO Doc 9303, part 3, section 4.6).
fn check_standardised(field: Field, own: &str) -> Result<(), RequestError> {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase());
    if own.split('<').all(is_part) {
        Ok(())
    } else {
        Err(RequestError::Standardised { field })
    }
}

const fn untransliterated(field: Field, error: &TransliterationError) -> RequestError {
    match error {
        TransliterationError::Unknown { position } => RequestError::Transliteration {
            field,
            position: *position,
        },
        // Empty or too long; the remedy of anything later is the same, the holder's own spelling.
        _ => RequestError::TransliterationLength { field },
    }
}

fn check_birth_date(dcc: &mut Dcc) -> Result<BirthDate, RequestError> {
    let field = field::BIRTH_DATE;
    let text = dcc
        .birth_date
        .as_mut()
        .ok_or(RequestError::Missing { field })?;
    *text = text.trim().to_owned();
    BirthDate::parse(text).ok_or(RequestError::Date { field })
}

fn check_vaccination(entry: &mut Vaccination) -> Result<Event, RequestError> {
    check_empty(field::V_ISSUER, &entry.issuer)?;
    check_empty(field::V_UVCI, &entry.uvci)?;
    check_disease(field::V_DISEASE, &mut entry.disease)?;
    text::require(field::V_VACCINE, &mut entry.vaccine)?;
    text::require(field::V_PRODUCT, &mut entry.product)?;
    text::require(field::V_MANUFACTURER, &mut entry.manufacturer)?;
    check_count(field::V_DOSE, entry.dose)?;
    check_count(field::V_DOSES, entry.doses)?;
    let date = check_date(field::V_DATE, &mut entry.date)?;
    check_country(field::V_COUNTRY, &mut entry.country)?;
    Ok(Event::Vaccination { date })
}

fn check_test(entry: &mut Test) -> Result<Event, RequestError> {
    check_empty(field::T_ISSUER, &entry.issuer)?;
    check_empty(field::T_UVCI, &entry.uvci)?;
    check_disease(field::T_DISEASE, &mut entry.disease)?;
    let is_rapid = match text::require(field::T_TYPE, &mut entry.test_type)? {
        TYPE_NAAT => false,
        TYPE_RAPID => true,
        _ => {
            return Err(RequestError::Code {
                field: field::T_TYPE,
            });
        }
    };
    text::normalise(field::T_NAME, &mut entry.test_name)?;
    text::normalise(field::T_DEVICE, &mut entry.device)?;
    if !RESULTS.contains(&text::require(field::T_RESULT, &mut entry.result)?) {
        let field = field::T_RESULT;
        return Err(RequestError::Code { field });
    }
    text::normalise(field::T_CENTRE, &mut entry.centre)?;
    check_country(field::T_COUNTRY, &mut entry.country)?;
    let field = field::T_SAMPLED_AT;
    let sampled_at = text::require(field, &mut entry.sampled_at)?;
    let sampled_at = calendar::parse_time(sampled_at).ok_or(RequestError::Time { field })?;
    entry.sampled_at = calendar::render_time(sampled_at);
    Ok(Event::Test {
        sampled_at,
        is_rapid,
    })
}

fn check_recovery(entry: &mut Recovery) -> Result<Event, RequestError> {
    check_empty(field::R_ISSUER, &entry.issuer)?;
    check_empty(field::R_UVCI, &entry.uvci)?;
    check_disease(field::R_DISEASE, &mut entry.disease)?;
    check_country(field::R_COUNTRY, &mut entry.country)?;
    let first_positive = check_date(field::R_FIRST_POSITIVE, &mut entry.first_positive)?;
    let valid_from = check_optional_date(field::R_VALID_FROM, &mut entry.valid_from)?;
    let valid_until = check_optional_date(field::R_VALID_UNTIL, &mut entry.valid_until)?;
    if valid_from.is_some_and(|from| from < first_positive) {
        let field = field::R_VALID_FROM;
        return Err(RequestError::Order { field });
    }
    Ok(Event::Recovery {
        first_positive,
        valid_from,
        valid_until,
    })
}

fn check_exemption(entry: &mut Exemption) -> Result<Event, RequestError> {
    check_empty(field::X_ISSUER, &entry.issuer)?;
    check_empty(field::X_UVCI, &entry.uvci)?;
    check_disease(field::X_DISEASE, &mut entry.disease)?;
    check_country(field::X_COUNTRY, &mut entry.country)?;
    if *entry.layout.get_or_insert(EXEMPTION_LAYOUT) != EXEMPTION_LAYOUT {
        let field = field::X_LAYOUT;
        return Err(RequestError::Version { field });
    }
    let valid_from = check_date(field::X_VALID_FROM, &mut entry.valid_from)?;
    let valid_until = check_date(field::X_VALID_UNTIL, &mut entry.valid_until)?;
    if valid_until < valid_from {
        let field = field::X_VALID_UNTIL;
        return Err(RequestError::Order { field });
    }
    Ok(Event::Exemption { valid_until })
}

fn check_empty(field: Field, text: &Option<String>) -> Result<(), RequestError> {
    match text {
        None => Ok(()),
        Some(_) => Err(RequestError::SetByAuthority { field }),
    }
}

fn check_disease(field: Field, code: &mut Option<String>) -> Result<(), RequestError> {
    text::normalise(field, code)?;
    code.get_or_insert_with(|| COVID_19.to_owned());
    Ok(())
}

fn check_count(field: Field, count: Option<i64>) -> Result<(), RequestError> {
    match count {
        None => Err(RequestError::Missing { field }),
        Some(1..=COUNT_MAX) => Ok(()),
        Some(_) => Err(RequestError::Count { field }),
    }
}

fn check_country(field: Field, country: &mut Option<String>) -> Result<(), RequestError> {
    text::normalise(field, country)?;
    if country.as_deref().is_none_or(is_country) {
        Ok(())
    } else {
        Err(RequestError::Country { field })
    }
}

fn check_date(field: Field, text: &mut Option<String>) -> Result<Date, RequestError> {
    let text = text::require(field, text)?;
    parse_date(text).ok_or(RequestError::Date { field })
}

fn check_optional_date(
    field: Field,
    text: &mut Option<String>,
) -> Result<Option<Date>, RequestError> {
    text::normalise(field, text)?;
    match text {
        None => Ok(None),
        Some(_) => check_date(field, text).map(Some),
    }
}
