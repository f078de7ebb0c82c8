//! Everything that is wrong with a card, for who makes or inspects one.
//!
//! A verifier asks [`Decoder`](crate::Decoder) and a key; that is enough to believe a card or not.
//! [`examine`] goes on where that stops, and collects findings, at the depth of the public
//! validator: container, JWS, claims, FHIR.

mod bundle;
mod codes;
mod file;
mod jws;
mod path;
mod payload;
mod profile;
mod schema;

use cleanbill_crypto::PublicKey;

use crate::finding::{Finding, FindingKind};
use crate::tape::Node;
use crate::{Card, Limits, SYMBOL_VERSION_MAX, ShcError};
pub(crate) use path::Path;

/// What is examined.
#[non_exhaustive]
#[derive(Clone, Copy)]
pub enum Document<'d> {
    /// A FHIR bundle, not signed.
    FhirBundle(&'d str),
    /// The payload of a card, expanded or minified, not signed.
    Payload(&'d str),
    /// A compact JWS.
    Jws(&'d str),
    /// A `.smart-health-card` file.
    File(&'d str),
    /// The answer of a FHIR server to `$health-cards-issue`.
    FhirParameters(&'d str),
    /// The texts of the codes of one card.
    Codes(&'d [&'d str]),
}

/// A set of rules beyond those that all cards follow.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// A COVID-19 vaccination card of the United States: the "data minimisation" profiles of the
    /// SMART Health Cards Vaccination and Testing guide (HL7, 0.6).
    UsaCovid19Immunization,
}

/// A key that is known.
#[derive(Clone, Debug)]
pub struct IssuerKey {
    /// Whose key; `None` for a key that may be anybody's.
    pub issuer: Option<String>,
    /// `kid`.
    pub kid: String,
    /// The key.
    pub key: PublicKey,
}

/// How to examine.
#[derive(Clone, Debug, Default)]
pub struct Question<'q> {
    /// The time, Unix seconds; without one, times are not judged.
    pub at: Option<i64>,
    /// Rules beyond those that all cards follow.
    pub profile: Option<Profile>,
    /// The keys that are known; without any, signatures are not judged.
    pub keys: &'q [IssuerKey],
    /// The issuers that are trusted; without a list, this is not judged.
    pub issuers: Option<&'q [String]>,
    /// How much is read.
    pub limits: Limits,
}

/// What an examination brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// What is wrong, in the order of reading; at most [`Limits::findings_max`].
    pub findings: Vec<Finding>,
    /// The cards, as a verifier reads them; none for what is not signed.
    pub cards: Vec<Result<Card, ShcError>>,
}

impl Examination {
    pub(crate) fn note(&mut self, kind: FindingKind, path: &Path<'_>, limits: &Limits) {
        if self.findings.len() < limits.findings_max {
            let path = path.to_string().into();
            self.findings.push(Finding { kind, path });
        }
    }
}

/// Examines a document.
#[must_use]
pub fn examine(document: Document<'_>, question: &Question<'_>) -> Examination {
    let mut found = Examination::default();
    let top = &Path::TOP;
    match document {
        Document::FhirBundle(text) => bundle::examine_text(text, question, top, &mut found),
        Document::Payload(text) => {
            payload::examine_text(text, question, top, &mut found);
        }
        Document::Jws(text) => jws::examine(text, question, top, &mut found),
        Document::File(text) => file::examine(text, question, &mut found),
        Document::FhirParameters(text) => file::examine_parameters(text, question, &mut found),
        Document::Codes(texts) => codes::examine(texts, question, &mut found),
    }
    found
}

/// What is wrong with the symbol that a text was read from: its version, 1 to 40, and the smallest
/// version that holds the same text at error correction L, if that is known. Of the segments only
/// that is told which the text rules out: a card is bytes up to the last slash, then digits.
#[must_use]
pub fn examine_symbol(text: &str, version: u8, smallest: Option<u8>) -> Vec<Finding> {
    let mut found = Examination::default();
    let (limits, path) = (&Limits::DEFAULT, &Path::TOP.name("symbol"));
    if version > SYMBOL_VERSION_MAX {
        found.note(FindingKind::SymbolVersion, path, limits);
    }
    if smallest.is_some_and(|smallest| smallest < version) {
        found.note(FindingKind::SymbolLoose, path, limits);
    }
    let digits = text.rsplit_once('/').map_or("", |(_, digits)| digits);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.is_empty() {
        found.note(FindingKind::SymbolSegments, path, limits);
    }
    found.findings
}

/// What is wrong with the payload of a card, whenever that is.
pub(crate) fn examine_card(payload: Node<'_>, limits: &Limits) -> Vec<Finding> {
    let question = Question {
        limits: *limits,
        ..Question::default()
    };
    let mut found = Examination::default();
    payload::examine(payload, &question, &Path::TOP, &mut found);
    if let Some(issuer) = payload.text_of("iss") {
        jws::examine_issuer(&issuer, &question, &Path::TOP, &mut found);
    }
    found.findings
}

/// The text without white space and byte order mark around it, which is a finding.
fn trim<'t>(
    text: &'t str,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> &'t str {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if trimmed.len() != text.len() {
        found.note(FindingKind::Surrounded, path, &question.limits);
    }
    trimmed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_judged_by_version_and_text() {
        let codes = |text, version, smallest| -> Vec<_> {
            let found = examine_symbol(text, version, smallest);
            found
                .iter()
                .map(|finding| finding.kind.public_code())
                .collect()
        };
        assert_eq!(codes("shc:/5676", 22, Some(22)), [""; 0]);
        assert_eq!(codes("shc:/1/2/5676", 22, None), [""; 0]);
        assert_eq!(codes("shc:/5676", 22, Some(17)), ["INVALID_QR_VERSION"]);
        let both = ["INVALID_QR_VERSION", "INVALID_QR_VERSION"];
        assert_eq!(codes("shc:/5676", 23, Some(17)), both);
        assert_eq!(codes("shc:/56a76", 10, Some(10)), ["INVALID_QR"]);
        assert_eq!(codes("shc:/", 10, Some(10)), ["INVALID_QR"]);
    }
}
