//! The contexts that a list may name, and what they mean: the definitions of the specifications in
//! our own writing, so that importing needs no network.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::list::ListError;

/// W3C DID Core 1.0, <https://www.w3.org/TR/did-core/>.
const DID: &str = "https://www.w3.org/ns/did/v1";
/// JSON Web Signature 2020, <https://w3c-ccg.github.io/lds-jws2020/>.
const JWS_2020: &str = "https://w3id.org/security/suites/jws-2020/v1";
/// What the WHO adds, and how the names of its value sets end: production, acceptance, development.
const TNG: [(&str, &str); 3] = [
    ("https://smart.who.int/trust/tng-context/v1.jsonld", ""),
    (
        "https://smart.who.int/trust/tng-context/v1-UAT.jsonld",
        "-UAT",
    ),
    (
        "https://smart.who.int/trust/tng-context/v1-DEV.jsonld",
        "-DEV",
    ),
];

pub(super) type Known = BTreeMap<String, Value>;

/// The meaning of the contexts that a document names, in an array of addresses.
///
/// The contexts of a document are not signed. One that is brought along could give its names any
/// meaning, so none is taken.
pub(super) fn check(context: Option<&Value>) -> Result<Known, ListError> {
    let Some(Value::Array(addresses)) = context else {
        return Err(ListError::Context);
    };
    let mut known = Known::new();
    for address in addresses {
        let address = address.as_str().ok_or(ListError::Context)?;
        let context = definition(address).ok_or(ListError::Context)?;
        known.insert(address.to_owned(), json!({ "@context": context }));
    }
    Ok(known)
}

fn definition(address: &str) -> Option<Value> {
    if address == DID {
        return Some(did());
    }
    if address == JWS_2020 {
        return Some(jws_2020());
    }
    let (_, suffix) = TNG.iter().find(|(known, _)| *known == address)?;
    Some(tng(suffix))
}

fn security(name: &str) -> String {
    format!("https://w3id.org/security#{name}")
}

/// A term that stands for a reference.
fn reference(iri: &str) -> Value {
    json!({"@id": iri, "@type": "@id"})
}

/// The members of a DID document (DID Core 1.0 §5).
fn did() -> Value {
    let mut terms = Map::new();
    terms.insert("id".to_owned(), json!("@id"));
    terms.insert("type".to_owned(), json!("@type"));
    let known_as = reference("https://www.w3.org/ns/activitystreams#alsoKnownAs");
    terms.insert("alsoKnownAs".to_owned(), known_as);
    for (name, iri) in [
        ("assertionMethod", "assertionMethod"),
        ("authentication", "authenticationMethod"),
        ("capabilityDelegation", "capabilityDelegationMethod"),
        ("capabilityInvocation", "capabilityInvocationMethod"),
        ("controller", "controller"),
        ("keyAgreement", "keyAgreementMethod"),
        ("verificationMethod", "verificationMethod"),
    ] {
        terms.insert(name.to_owned(), reference(&security(iri)));
    }
    let endpoint = reference("https://www.w3.org/ns/did#serviceEndpoint");
    let service = json!({"@id": "https://www.w3.org/ns/did#service", "@type": "@id", "@context": {
        "id": "@id", "type": "@type", "serviceEndpoint": endpoint,
    }});
    terms.insert("service".to_owned(), service);
    Value::Object(terms)
}

/// The key and the proof (JSON Web Signature 2020 §4 and appendix A).
fn jws_2020() -> Value {
    let date =
        |iri: &str| json!({"@id": iri, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"});
    let purposes = json!({
        "id": "@id",
        "type": "@type",
        "assertionMethod": set(&security("assertionMethod")),
        "authentication": set(&security("authenticationMethod")),
        "capabilityDelegation": set(&security("capabilityDelegationMethod")),
        "capabilityInvocation": set(&security("capabilityInvocationMethod")),
        "keyAgreement": set(&security("keyAgreementMethod")),
    });
    let purpose = json!({
        "@id": security("proofPurpose"), "@type": "@vocab", "@context": purposes,
    });
    json!({
        "privateKeyJwk": {"@id": security("privateKeyJwk"), "@type": "@json"},
        "JsonWebKey2020": {"@id": security("JsonWebKey2020"), "@context": {
            "id": "@id",
            "type": "@type",
            "publicKeyJwk": {"@id": security("publicKeyJwk"), "@type": "@json"},
        }},
        "JsonWebSignature2020": {"@id": security("JsonWebSignature2020"), "@context": {
            "id": "@id",
            "type": "@type",
            "challenge": security("challenge"),
            "created": date("http://purl.org/dc/terms/created"),
            "domain": security("domain"),
            "expires": date(&security("expiration")),
            "jws": security("jws"),
            "nonce": security("nonce"),
            "proofPurpose": purpose,
            "verificationMethod": reference(&security("verificationMethod")),
        }},
    })
}

fn set(iri: &str) -> Value {
    json!({"@id": iri, "@type": "@id", "@container": "@set"})
}

/// Domain, participant and usage of a key, as codes of the WHO's value sets.
fn tng(suffix: &str) -> Value {
    let coded = |name: &str| {
        let set = format!("https://smart.who.int/trust/ValueSet-{name}{suffix}.jsonld");
        let base = format!("{set}#");
        json!({"@id": set, "@type": "@id", "@context": {
            "@base": base, "code": {"@id": "@id", "@type": "@id"},
        }})
    };
    json!({
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "proof": security("proof"),
        "domain": coded("Domains"),
        "participant": coded("Participants"),
        "keyusage": coded("KeyUsage"),
    })
}
