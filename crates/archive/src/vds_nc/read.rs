//! From JSON to a seal.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cleanbill_crypto::Hash;
use cleanbill_jose::json;
use cleanbill_x509::parse_certificate;
use serde_json::{Map, Value};

use super::{
    Dose, Fault, Field, Finding, Holder, Proof, Test, Vaccination, VdsNc, VdsNcError,
    canonical_json,
};
use crate::Limits;

/// With padding, as the published sample has it, or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn parse(text: &str, limits: &Limits) -> Result<VdsNc, VdsNcError> {
    let seal = json::parse(text.as_bytes(), limits.text_max_bytes, limits.depth_max)?;
    let (Some(data), Some(sig)) = (seal.get("data"), seal.get("sig")) else {
        return Err(VdsNcError::NotSeal);
    };
    let sig = sig.as_object().ok_or(VdsNcError::NotSeal)?;
    let object = |name: &str| data.get(name).and_then(Value::as_object);
    let (header, message) = object("hdr").zip(object("msg")).ok_or(VdsNcError::Header)?;
    let version = header.get("v").and_then(Value::as_i64);
    let issuer = header.get("is").and_then(Value::as_str);
    let (version, issuer) = version.zip(issuer).ok_or(VdsNcError::Header)?;
    let mut reader = Reader {
        findings: Vec::new(),
        entries_max: limits.entries_max,
    };
    let (id, proof) = match header.get("t").and_then(Value::as_str) {
        None => return Err(VdsNcError::Header),
        Some(_) if version != 1 => return Err(VdsNcError::Version { version }),
        Some("icao.vacc") => ("uvci", Proof::Vaccinations(reader.vaccinations(message)?)),
        Some("icao.test") => ("utci", Proof::Test(reader.test(message))),
        Some(_) => return Err(VdsNcError::Type),
    };
    let (hash, signer, signature) = read_signature(sig)?;
    Ok(VdsNc {
        issuer: issuer.to_owned(),
        id: reader.required(message, id, Field::Id),
        holder: reader.holder(message),
        proof,
        signer: parse_certificate(&signer)?,
        hash,
        signed: canonical_json(data)
            .ok_or(VdsNcError::NotCanonical)?
            .into_bytes(),
        signature,
        findings: reader.findings,
        data: data.clone(),
    })
}

/// *Signature zone*.
fn read_signature(sig: &Map<String, Value>) -> Result<(Hash, Vec<u8>, Vec<u8>), VdsNcError> {
    let text = |name: &str| sig.get(name).and_then(Value::as_str);
    let hash = match text("alg") {
        Some("ES256") => Hash::Sha256,
        Some("ES384") => Hash::Sha384,
        Some("ES512") => Hash::Sha512,
        _ => return Err(VdsNcError::Algorithm),
    };
    let signer = text("cer").ok_or(VdsNcError::NoCertificate)?;
    let signature = text("sigvl").ok_or(VdsNcError::NoSignature)?;
    let decode = |text: &str| BASE64.decode(text).map_err(|_| VdsNcError::Base64);
    Ok((hash, decode(signer)?, decode(signature)?))
}

/// Reads fields, and notes what is odd about them.
struct Reader {
    findings: Vec<Finding>,
    entries_max: usize,
}

type Object = Map<String, Value>;

impl Reader {
    fn note(&mut self, field: Field, fault: Fault) {
        self.findings.push(Finding { field, fault });
    }

    /// *Personal identification*: the same in both profiles but for the document's name.
    fn holder(&mut self, message: &Object) -> Holder {
        let Some(pid) = self.object(message, "pid", Field::Holder) else {
            return Holder::default();
        };
        let document = match self.optional(pid, "i", Field::Document) {
            None => self.optional(pid, "dn", Field::Document),
            document => document,
        };
        Holder {
            name: self.required(pid, "n", Field::Name),
            birth_date: self.day(pid, "dob", Field::BirthDate, false),
            sex: self.optional(pid, "sex", Field::Sex),
            document,
            other_document: self.optional(pid, "ai", Field::OtherDocument),
        }
    }

    /// *Vaccination event*.
    fn vaccinations(&mut self, message: &Object) -> Result<Vec<Vaccination>, VdsNcError> {
        let mut vaccinations = Vec::new();
        for entry in self.list(message, "ve", Field::Vaccinations)? {
            let Some(entry) = entry.as_object() else {
                self.note(Field::Vaccinations, Fault::Type);
                continue;
            };
            let mut doses = Vec::new();
            for dose in self.list(entry, "vd", Field::Doses)? {
                match dose.as_object() {
                    Some(dose) => doses.push(self.dose(dose)),
                    None => self.note(Field::Doses, Fault::Type),
                }
            }
            vaccinations.push(Vaccination {
                vaccine: self.required(entry, "des", Field::Vaccine),
                brand: self.optional(entry, "nam", Field::Brand),
                disease: self.optional(entry, "dis", Field::Disease),
                doses,
            });
        }
        Ok(vaccinations)
    }

    fn dose(&mut self, dose: &Object) -> Dose {
        // Some write the number as text.
        let number = match dose.get("seq") {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.parse().ok(),
            _ => None,
        };
        match dose.get("seq") {
            None => self.note(Field::Number, Fault::Missing),
            Some(Value::Number(_)) if number.is_some() => {}
            Some(_) => self.note(Field::Number, Fault::Type),
        }
        let number = number.and_then(|number| u32::try_from(number).ok());
        Dose {
            day: self.day(dose, "dvc", Field::Day, true),
            number,
            country: self.country(dose),
            provider: self.optional(dose, "adm", Field::Provider),
            lot: self.optional(dose, "lot", Field::Lot),
            next_day: self.day(dose, "dvn", Field::NextDay, false),
        }
    }

    /// *Test*: who, when, what came of it.
    fn test(&mut self, message: &Object) -> Test {
        let mut test = Test::default();
        if let Some(provider) = self.object(message, "sp", Field::Provider) {
            test.provider = self.required(provider, "spn", Field::Provider);
            test.country = self.country(provider);
        }
        if let Some(times) = self.object(message, "dat", Field::SampledAt) {
            test.sampled_at = self.required(times, "sc", Field::SampledAt);
            test.reported_at = self.required(times, "ri", Field::ReportedAt);
        }
        if let Some(result) = self.object(message, "tr", Field::Result) {
            test.kind = self.required(result, "tc", Field::TestKind);
            test.result = self.required(result, "r", Field::Result);
            test.sample_origin = self.optional(result, "m", Field::SampleOrigin);
        }
        test
    }

    fn object<'a>(&mut self, from: &'a Object, name: &str, field: Field) -> Option<&'a Object> {
        let found = from.get(name);
        let object = found.and_then(Value::as_object);
        if object.is_none() {
            self.note(field, found.map_or(Fault::Missing, |_| Fault::Type));
        }
        object
    }

    fn list<'a>(
        &mut self,
        from: &'a Object,
        name: &str,
        field: Field,
    ) -> Result<&'a [Value], VdsNcError> {
        let found = from.get(name);
        let Some(list) = found.and_then(Value::as_array) else {
            self.note(field, found.map_or(Fault::Missing, |_| Fault::Type));
            return Ok(&[]);
        };
        let (actual, max) = (list.len(), self.entries_max);
        if actual > max {
            return Err(VdsNcError::TooMany { actual, max });
        }
        if list.is_empty() {
            self.note(field, Fault::Missing);
        }
        Ok(list)
    }

    fn required(&mut self, from: &Object, name: &str, field: Field) -> Option<String> {
        if !from.contains_key(name) {
            self.note(field, Fault::Missing);
        }
        self.optional(from, name, field)
    }

    fn optional(&mut self, from: &Object, name: &str, field: Field) -> Option<String> {
        match from.get(name)? {
            Value::String(text) => Some(text.clone()),
            _ => {
                self.note(field, Fault::Type);
                None
            }
        }
    }

    /// `YYYY-MM-DD`; another form is kept and noted.
    fn day(
        &mut self,
        from: &Object,
        name: &str,
        field: Field,
        is_required: bool,
    ) -> Option<String> {
        let day = match is_required {
            true => self.required(from, name, field),
            false => self.optional(from, name, field),
        }?;
        if !crate::day::is_day(&day) {
            self.note(field, Fault::Form);
        }
        Some(day)
    }

    fn country(&mut self, from: &Object) -> Option<String> {
        let country = self.required(from, "ctr", Field::Country)?;
        let is_code = (1..=3).contains(&country.len());
        if !(is_code && country.bytes().all(|byte| byte.is_ascii_uppercase())) {
            self.note(Field::Country, Fault::Form);
        }
        Some(country)
    }
}
