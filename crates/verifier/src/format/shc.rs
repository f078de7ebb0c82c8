//! SMART Health Cards: codes, compact JWS, files with one card; and, unsigned, payloads and FHIR
//! bundles.

use cleanbill_cose::DateClaim;
use cleanbill_crypto::Algorithm;
use cleanbill_hcert::dcc::PersonName;
use cleanbill_health::Record;
use cleanbill_shc::file::{parse_file, parse_parameters};
use cleanbill_shc::{
    Card, Container, Content, Decoder, Document, FindingKind, Limits, Question, ShcError, detect,
    examine, parse_unsigned,
};
use cleanbill_trust::Scope;
use serde_json::Value as Json;

use crate::content::ContentFinding;
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Signed, Told};
use crate::{FaultMeaning, Format, FormatFault, Outcome, Reason};

/// Whether a text is one of these.
pub(super) fn is_told_by(text: &str) -> bool {
    detect(text, &Limits::DEFAULT).is_some()
}

/// The pass in a text.
///
/// # Errors
/// What becomes of the stage `decode`. One code of several proves nothing against the card.
pub(super) fn read(text: &str) -> Result<MappedPass, Outcome> {
    let limits = &Limits::DEFAULT;
    let text = text.trim();
    let cards = match detect(text, limits) {
        Some(Container::File) => parse_file(text.as_bytes(), limits),
        Some(Container::FhirParameters) => parse_parameters(text.as_bytes(), limits),
        Some(Container::Payload) => return unsigned(HealthCard::Payload(text.into())),
        Some(Container::FhirBundle) => return unsigned(HealthCard::FhirBundle(text.into())),
        _ => Ok(vec![Some(text.to_owned())]),
    };
    let cards = cards.map_err(|error| failed(error.code(), FaultMeaning::Damaged))?;
    // Whoever shows a file shows all that is in it: which card is meant is not guessed.
    let [card] = cards.as_slice() else {
        return Err(failed("shc.file.too-many", FaultMeaning::Wrong));
    };
    let card = card.as_deref().unwrap_or_default();
    match Decoder::new(*limits).decode(card) {
        Ok(card) => Ok(signed(card)),
        Err(error @ ShcError::Incomplete { .. }) => {
            Err(Outcome::Undetermined(fault(error.code(), meaning(error))))
        }
        Err(error) => Err(failed(error.code(), meaning(error))),
    }
}

const fn fault(code: &'static str, means: FaultMeaning) -> Reason {
    Reason::Format(FormatFault { code, means })
}

const fn failed(code: &'static str, means: FaultMeaning) -> Outcome {
    Outcome::Failed(fault(code, means))
}

const fn meaning(error: ShcError) -> FaultMeaning {
    match error {
        ShcError::TooLarge { .. } => FaultMeaning::TooLong,
        ShcError::Incomplete { .. } => FaultMeaning::PartMissing,
        ShcError::Issuer | ShcError::NoBundle | ShcError::Kid => FaultMeaning::Missing,
        ShcError::Algorithm
        | ShcError::Zip
        | ShcError::Critical
        | ShcError::DerSignature
        | ShcError::SignatureLength { .. }
        | ShcError::Time => FaultMeaning::Wrong,
        _ => FaultMeaning::Damaged,
    }
}

/// What a card says in its own form.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum HealthCard {
    /// A card.
    Signed(Box<Card>),
    /// The payload of one, which nobody signed.
    Payload(Box<str>),
    /// A FHIR bundle, which nobody signed.
    FhirBundle(Box<str>),
}

impl HealthCard {
    fn json(&self) -> &str {
        match self {
            Self::Signed(card) => card.payload_json(),
            Self::Payload(text) | Self::FhirBundle(text) => text,
        }
    }

    pub(crate) fn payload(&self) -> Json {
        serde_json::from_str(self.json()).unwrap_or(Json::Null)
    }

    /// Examines the card: what takes longest to read it, and no door needs.
    pub(crate) fn findings(&self) -> Vec<ContentFinding> {
        let findings = match self {
            Self::Signed(card) => card.findings(&Limits::DEFAULT),
            Self::Payload(text) => examine(Document::Payload(text), &Question::default()).findings,
            Self::FhirBundle(text) => {
                examine(Document::FhirBundle(text), &Question::default()).findings
            }
        };
        let findings = findings.iter().map(|finding| ContentFinding {
            path: finding.path.to_string(),
            code: finding.code(),
            text: finding.kind.describe().to_owned(),
        });
        findings.collect()
    }
}

fn signed(card: Card) -> MappedPass {
    let issuer = card.issuer().into_owned();
    let content = card.content();
    let frame = Frame {
        issuer: Some(issuer.clone()),
        not_before: None,
        issued_at: card.not_before().map(date),
        // A token ends *at* `exp` (RFC 7519 §4.1.4): the second before is the last good one.
        expires_at: card.expires_at().map(|end| date(end.saturating_sub(1))),
        algorithm: Some(Algorithm::Es256),
    };
    let proof = Proof::Key {
        scope: Scope::SmartHealthCard,
        kid: card.key_id(),
        // Another issuer's key proves nothing: cards say who issued them.
        issuer: Some(issuer),
        signed: Signed {
            algorithm: Ok(Algorithm::Es256),
            message: card.signed_message().to_vec(),
            signature: card.signature().to_vec(),
        },
    };
    let record = Record::from(&content);
    MappedPass {
        format: Format::SmartHealthCard,
        frame,
        proof,
        schema: check(&content, &record, card.not_a_card()),
        content: Mapped {
            identifier: card.rid().map(std::borrow::Cow::into_owned),
            ..mapped(&content, record, HealthCard::Signed(Box::new(card)))
        },
    }
}

/// What nobody signed says something, and proves nothing.
fn unsigned(card: HealthCard) -> Result<MappedPass, Outcome> {
    let read = parse_unsigned(card.json(), &Limits::DEFAULT);
    let read = read.map_err(|error| failed(error.code(), FaultMeaning::Damaged))?;
    let record = Record::from(&read.content);
    let is_bundle = matches!(card, HealthCard::FhirBundle(_));
    let not_a_card = read.not_a_card.filter(|_| !is_bundle);
    Ok(MappedPass {
        format: Format::SmartHealthCard,
        frame: Frame {
            issuer: read.issuer,
            ..Frame::default()
        },
        proof: Proof::None(Outcome::Failed(Reason::Unsigned)),
        schema: check(&read.content, &record, not_a_card),
        content: mapped(&read.content, record, card),
    })
}

fn date(secs: i64) -> DateClaim {
    match secs {
        ..0 => DateClaim::Absurd,
        _ => DateClaim::At(secs),
    }
}

/// Whose card it is and what happened has to be told, and that it is a health card; all else that
/// is wrong with cards in use decides nothing.
fn check(content: &Content, record: &Record, not_a_card: Option<FindingKind>) -> Outcome {
    match not_a_card {
        Some(kind) => failed(kind.code(), FaultMeaning::Wrong),
        None if content.patients.len() != 1 || record.person.surname.shown().is_none() => {
            failed("schema.no-name", FaultMeaning::NoName)
        }
        None if record.events.is_empty() => failed("schema.no-entry", FaultMeaning::NoEntry),
        None => Outcome::Passed,
    }
}

fn mapped(content: &Content, record: Record, card: HealthCard) -> Mapped {
    let shown = |name: &cleanbill_health::Name| name.shown().map(str::to_owned);
    let patient = content.patients.first();
    Mapped {
        name: PersonName {
            surname: shown(&record.person.surname),
            forename: shown(&record.person.forename),
            ..PersonName::default()
        },
        birth_date: patient.and_then(|patient| patient.birth_date.clone()),
        identifier: None,
        facts: facts(content),
        told: Told::HealthCard(card),
        record,
    }
}

/// What the common model has no place for.
fn facts(content: &Content) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut add = |label, value: Option<&String>| {
        facts.extend(value.map(|value| (label, value.clone())));
    };
    for dose in &content.immunizations {
        add("vaccine lot", dose.lot_number.as_ref());
        add("vaccinated by", dose.performer.as_ref());
        add("manufacturer", dose.manufacturer.as_ref());
        let status = dose.status.as_ref();
        add(
            "vaccination not given",
            status.filter(|status| *status != "completed"),
        );
    }
    for test in &content.observations {
        for code in &test.code {
            add("test", Some(&code.code));
        }
        add("result", test.value_text.as_ref());
        add("tested by", test.performer.as_ref());
    }
    for illness in &content.conditions {
        for code in &illness.code {
            add("illness", Some(&code.code));
        }
    }
    facts
}
