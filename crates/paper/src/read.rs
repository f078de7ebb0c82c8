//! From the text of a code to the page that shows it.
//!
//! Nothing is verified here: whoever prints has the pass from the authority, or prints what they
//! were given; a device checks the code, not the words around it.

mod forms;

use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::{Exemption, PersonName, Recovery, Test, Vaccination, code_name};
use cleanbill_hcert::{
    Dcc, Decoder, Limits, Payload, find_dcc, read_dcc, read_light, read_payload,
};

use crate::error::PaperError;
use crate::words::{self, Words};
use crate::{Labels, LightCode, LightSheet, PrintedPass, Row, Stamp, is_printable};

/// What is printed where nothing is known.
const UNKNOWN: &str = "—";

/// How a pass is to be printed, beside what its code says.
///
/// `Debug` shows the language: receipt and code are somebody's.
#[derive(Clone, PartialEq, Eq)]
pub struct Printing {
    /// Identity and time of the document.
    pub stamp: Stamp,
    /// Language of the page (RFC 5646): Arabic, English, French, German, Russian or Spanish;
    /// English for every other.
    pub language: String,
    /// How far the clocks of the place are ahead of UTC, seconds; dates are written by it.
    pub offset_secs: i32,
    /// The secret of the pass's commitment, as text.
    pub receipt: Option<String>,
    /// A one-time code with which the holder fetches the pass onto a phone.
    pub collection_code: Option<String>,
}

impl std::fmt::Debug for Printing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printing")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// What a code says, whatever its form.
#[derive(Default)]
struct Read {
    /// Person and entry, as the EU names them.
    dcc: Dcc,
    from: Option<DateClaim>,
    until: Option<DateClaim>,
    /// Who issued it, where no entry says so.
    issuer: Option<String>,
    /// What it is revoked by, where no entry says so.
    identifier: Option<String>,
}

/// The page of a full pass, from the text of its code (`HC1:…`, of a health card `shc:/…`).
///
/// A name in letters that the fonts do not have is printed in Latin letters, as the pass has it.
///
/// # Errors
/// [`PaperError::Unreadable`] with the code of what is wrong; [`PaperError::NotAFullPass`].
pub fn read_pass(code: &str, printing: Printing) -> Result<PrintedPass, PaperError> {
    let read = match code.starts_with(forms::CARD) {
        true => forms::card(code)?,
        false => read_hcert(code)?,
    };
    let dcc = &read.dcc;
    let (language, words, term) = words::of(&printing.language);
    let (name, transliterated) = names(&dcc.name);
    let facts = Facts { words, term: &term };
    let (ground, issuer) = facts.of(dcc);
    let identifier = dcc.uvci().or(read.identifier.as_deref());
    Ok(PrintedPass {
        stamp: printing.stamp,
        language: language.to_owned(),
        labels: Labels::of(language),
        title: words.pass.to_owned(),
        name,
        transliterated,
        birth_date: text_or_unknown(dcc.birth_date.as_deref()),
        validity: span(read.from, read.until, printing.offset_secs),
        ground,
        issuer: text_or_unknown(issuer.or(read.issuer.as_deref())),
        identifier: text_or_unknown(identifier),
        receipt: printing.receipt,
        collection_code: printing.collection_code,
        code: code.to_owned(),
        notes: Vec::new(),
    })
}

/// The EU's certificate, and the WHO's.
fn read_hcert(code: &str) -> Result<Read, PaperError> {
    let mut decoder = Decoder::default();
    let envelope = decoder.decode(code).map_err(unreadable)?;
    let claims = &envelope.claims;
    let payload = claims.hcert.as_ref().ok_or(PaperError::NotAFullPass)?;
    let read = match find_dcc(payload) {
        Ok(payload) => Read {
            dcc: read_dcc(payload).map_err(unreadable)?.dcc,
            ..Read::default()
        },
        Err(_) => match read_payload(&envelope, &Limits::default()) {
            Ok(Payload::Icvp(reading)) => forms::certificate(reading.icvp),
            _ => return Err(PaperError::NotAFullPass),
        },
    };
    Ok(Read {
        from: claims.not_before.or(claims.issued_at),
        until: claims.expires_at,
        issuer: claims.issuer.clone(),
        ..read
    })
}

/// A sheet of light passes of one person, from the texts of their codes (`HC1:…`).
///
/// # Errors
/// [`PaperError::Unreadable`], [`PaperError::NotALightPass`]; [`PaperError::SeveralHolders`] where
/// the codes are of more than one name or birth date.
pub fn read_light_sheet(codes: &[String], printing: Printing) -> Result<LightSheet, PaperError> {
    let (language, words, _) = words::of(&printing.language);
    let mut whose: Option<(PersonName, Option<String>)> = None;
    let mut days = Vec::with_capacity(codes.len());
    let mut decoder = Decoder::default();
    for code in codes {
        let envelope = decoder.decode(code).map_err(unreadable)?;
        let claims = &envelope.claims;
        let reading = read_light(claims).map_err(unreadable)?;
        let light = reading.ok_or(PaperError::NotALightPass)?.light;
        let this = (light.name, light.birth_date);
        match &whose {
            Some(other) if *other != this => return Err(PaperError::SeveralHolders),
            Some(_) => {}
            None => whose = Some(this),
        }
        let begins = claims.not_before.and_then(DateClaim::secs);
        let span = span(claims.not_before, claims.expires_at, printing.offset_secs);
        let code = code.clone();
        days.push((begins, LightCode { span, code }));
    }
    days.sort_by_key(|(begins, _)| *begins);
    let (name, birth_date) = whose.unwrap_or_default();
    let (name, transliterated) = names(&name);
    Ok(LightSheet {
        stamp: printing.stamp,
        language: language.to_owned(),
        labels: Labels::of(language),
        title: words.light_passes.to_owned(),
        name,
        transliterated,
        birth_date: text_or_unknown(birth_date.as_deref()),
        codes: days.into_iter().map(|(_, code)| code).collect(),
    })
}

fn unreadable(error: cleanbill_hcert::HcertError) -> PaperError {
    PaperError::Unreadable { code: error.code() }
}

fn text_or_unknown(text: Option<&str>) -> String {
    let text = text.filter(|text| !text.trim().is_empty());
    text.unwrap_or(UNKNOWN).to_owned()
}

/// The name in its own script, and in Latin letters where that says something else.
fn names(name: &PersonName) -> (String, Option<String>) {
    let joined = |parts: [Option<&str>; 2]| {
        let parts = parts.into_iter().flatten().map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let plain = |part: &Option<String>| part.as_ref().map(|part| part.replace('<', " "));
    let own = joined([name.surname.as_deref(), name.forename.as_deref()]);
    let parts = [&name.surname_standardised, &name.forename_standardised].map(plain);
    let latin = joined([parts[0].as_deref(), parts[1].as_deref()]);
    let has_no_letters = matches!(is_printable(&own), Err(PaperError::NotInFonts { .. }));
    if own.is_empty() || (has_no_letters && !latin.is_empty()) {
        return (latin, None);
    }
    let says_more = !latin.is_empty() && own.to_uppercase() != latin;
    (own, says_more.then_some(latin))
}

/// From when to when, by clocks `offset_secs` ahead of UTC; one date where it is one whole day.
fn span(from: Option<DateClaim>, until: Option<DateClaim>, offset_secs: i32) -> String {
    let local = |claim: Option<DateClaim>| {
        let secs = claim.and_then(DateClaim::secs)?;
        let shifted = secs.checked_add(i64::from(offset_secs))?;
        let at = jiff::Timestamp::from_second(shifted).ok()?;
        Some(at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    };
    match (local(from), local(until)) {
        (None, None) => UNKNOWN.to_owned(),
        (Some(from), None) => format!("{} –", from.date()),
        (None, Some(until)) => format!("– {}", until.date()),
        (Some(from), Some(until)) if from.date() == until.date() => from.date().to_string(),
        (Some(from), Some(until)) => format!("{} – {}", from.date(), until.date()),
    }
}

/// Rows on the ground, in the words of a language.
struct Facts<'w> {
    words: &'w Words,
    term: &'w dyn Fn(&str) -> Option<&'static str>,
}

impl Facts<'_> {
    /// Rows and issuer of the first entry; a sound pass has one.
    fn of<'d>(&self, dcc: &'d Dcc) -> (Vec<Row>, Option<&'d str>) {
        if let Some(entry) = dcc.vaccinations.first() {
            return (self.vaccination(entry), entry.issuer.as_deref());
        }
        if let Some(entry) = dcc.tests.first() {
            return (self.test(entry), entry.issuer.as_deref());
        }
        if let Some(entry) = dcc.recoveries.first() {
            return (self.recovery(entry), entry.issuer.as_deref());
        }
        match dcc.exemptions.first() {
            Some(entry) => (self.exemption(entry), entry.issuer.as_deref()),
            None => (Vec::new(), None),
        }
    }

    fn vaccination(&self, entry: &Vaccination) -> Vec<Row> {
        let words = self.words;
        let dose = match (entry.dose, entry.doses) {
            (Some(dose), Some(doses)) => Some(format!("{dose}/{doses}")),
            (Some(dose), None) => Some(dose.to_string()),
            (None, _) => None,
        };
        rows([
            (words.ground, Some(words.vaccination.to_owned())),
            (words.disease, self.named(entry.disease.as_ref())),
            (words.vaccine, self.named(entry.vaccine.as_ref())),
            (words.product, self.named(entry.product.as_ref())),
            (words.manufacturer, self.named(entry.manufacturer.as_ref())),
            (words.dose, dose),
            (words.date, entry.date.clone()),
            (words.country, entry.country.clone()),
        ])
    }

    fn test(&self, entry: &Test) -> Vec<Row> {
        let words = self.words;
        rows([
            (words.ground, Some(words.test.to_owned())),
            (words.disease, self.named(entry.disease.as_ref())),
            (words.test_type, self.named(entry.test_type.as_ref())),
            (words.test_name, entry.test_name.clone()),
            (words.device, entry.device.clone()),
            (words.sampled_at, entry.sampled_at.clone()),
            (words.result, self.named(entry.result.as_ref())),
            (words.centre, entry.centre.clone()),
            (words.country, entry.country.clone()),
        ])
    }

    fn recovery(&self, entry: &Recovery) -> Vec<Row> {
        let words = self.words;
        rows([
            (words.ground, Some(words.recovery.to_owned())),
            (words.disease, self.named(entry.disease.as_ref())),
            (words.first_positive, entry.first_positive.clone()),
            (words.valid_from, entry.valid_from.clone()),
            (words.valid_until, entry.valid_until.clone()),
            (words.country, entry.country.clone()),
        ])
    }

    fn exemption(&self, entry: &Exemption) -> Vec<Row> {
        let words = self.words;
        rows([
            (words.ground, Some(words.exemption.to_owned())),
            (words.disease, self.named(entry.disease.as_ref())),
            (words.valid_from, entry.valid_from.clone()),
            (words.valid_until, entry.valid_until.clone()),
            (words.country, entry.country.clone()),
        ])
    }

    /// A code, with what it is called.
    fn named(&self, code: Option<&String>) -> Option<String> {
        let code = code?;
        Some(match (self.term)(code).or_else(|| code_name(code)) {
            Some(name) => format!("{name} ({code})"),
            None => code.clone(),
        })
    }
}

fn rows<const N: usize>(rows: [(&str, Option<String>); N]) -> Vec<Row> {
    let filled = rows.into_iter().filter_map(|(label, value)| {
        let value = value.filter(|value| !value.trim().is_empty())?;
        let label = label.to_owned();
        Some(Row { label, value })
    });
    filled.collect()
}
