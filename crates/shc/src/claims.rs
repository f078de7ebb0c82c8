//! The claims that a verifier relies on.

use crate::ShcError;
use crate::finding::FindingKind;
use crate::tape::Node;

/// Seconds beyond which a time is none: the year 9999, and as far before 1970.
const TIME_MAX_SECS: f64 = 253_402_300_799.0;
/// What every name of a type of card starts with ("Health Cards are small").
pub(crate) const TYPE: &str = "https://smarthealth.cards#";

/// Checks what everything else relies on, and returns `nbf` and `exp`.
pub(crate) fn read_claims(root: Node<'_>) -> Result<(Option<i64>, Option<i64>), ShcError> {
    if root.text_of("iss").is_none() {
        return Err(ShcError::Issuer);
    }
    let time = |name| {
        root.get(name)
            .map(|time| seconds(time).ok_or(ShcError::Time))
            .transpose()
    };
    let bundle = root.get("vc").and_then(|vc| vc.get("credentialSubject"));
    let bundle = bundle.and_then(|subject| subject.get("fhirBundle"));
    if !bundle
        .and_then(|bundle| bundle.get("entry"))
        .is_some_and(Node::is_list)
    {
        return Err(ShcError::NoBundle);
    }
    Ok((time("nbf")?, time("exp")?))
}

/// A NumericDate (RFC 7519, section 2) in whole seconds, cut towards the past. Milliseconds come
/// out as a time far ahead, which is what they say.
pub(crate) fn seconds(node: Node<'_>) -> Option<i64> {
    let secs = node.number()?.floor();
    // A double of this size is a whole number of seconds without loss.
    Some(secs.clamp(-TIME_MAX_SECS, TIME_MAX_SECS) as i64)
}

/// What keeps a payload from being that of a health card: `vc.type` does not say so, or there is no
/// bundle.
pub(crate) fn not_a_card(root: Node<'_>) -> Option<FindingKind> {
    let vc = root.get("vc").filter(|vc| vc.is_object());
    if !vc.is_some_and(|vc| has_type(vc, "health-card")) {
        return Some(FindingKind::NotHealthCard);
    }
    let subject = vc.and_then(|vc| vc.get("credentialSubject"));
    let bundle = subject.and_then(|subject| subject.get("fhirBundle"));
    let is_there = bundle.is_some_and(Node::is_object);
    (!is_there).then_some(FindingKind::NoBundle)
}

/// Whether `vc.type` has this type of card.
pub(crate) fn has_type(vc: Node<'_>, name: &str) -> bool {
    let mut types = vc.list("type").filter_map(Node::text);
    types.any(|text| text.strip_prefix(TYPE) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examine::{Document, Question, examine};
    use crate::parse_unsigned;

    /// A verifier that does not examine a card must not judge it otherwise than one that does.
    #[test]
    fn what_is_no_card_is_so_for_verifier_and_examiner() {
        const GOOD: &str = r#"{"iss":"https://example.org","nbf":1,"vc":{
            "type":["https://smarthealth.cards#health-card"],
            "credentialSubject":{"fhirVersion":"4.0.1","fhirBundle":{"entry":[]}}}}"#;
        let kinds = [FindingKind::NotHealthCard, FindingKind::NoBundle];
        for (found, left_out) in [
            (None, "nbf"),
            (Some(FindingKind::NotHealthCard), "#health-card"),
            (Some(FindingKind::NotHealthCard), "type"),
            (Some(FindingKind::NotHealthCard), "vc"),
            (Some(FindingKind::NoBundle), "credentialSubject"),
            (Some(FindingKind::NoBundle), "fhirBundle"),
        ] {
            let text = GOOD.replace(left_out, "other");
            let limits = crate::Limits::DEFAULT;
            let read = parse_unsigned(&text, &limits).unwrap();
            assert_eq!(read.not_a_card, found, "{left_out}");
            let examined = examine(Document::Payload(&text), &Question::default());
            let mut examined = examined.findings.iter().map(|finding| finding.kind);
            assert_eq!(
                examined.find(|kind| kinds.contains(kind)),
                found,
                "{left_out}"
            );
        }
    }
}
