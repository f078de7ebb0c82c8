//! Documents made and signed by a key of the tests, and the way to the corpora.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cleanbill_crypto::ecdsa::fixed_to_der;
use cleanbill_crypto::{PublicKey, Signer as _, sha256};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::list::gdhcn::Signer;
use cleanbill_x509::{
    Certificate, DccUsage, Profile, Subject, Template, build_certificate, parse_certificate,
};
use serde_json::{Value, json};

/// 2026-11-23T00:00:00Z.
pub(crate) const AT: i64 = 1_795_392_000;
const YEAR: i64 = 365 * 86_400;
pub(crate) const NAME: &str = "did:web:lists.example:signer";
pub(crate) const ROOT: &str = "did:web:lists.example:v2:trustlist";

/// The trust lists of the corpora.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = cleanbill_testkit::corpora().map(|folder| folder.join("gdhcn/trustlist-dev"));
    if folder.is_none() {
        cleanbill_testkit::skip("the trust lists of the WHO's network");
    }
    folder
}

/// Every `did.json` below a folder, in order.
pub(crate) fn documents(folder: &Path) -> Vec<Vec<u8>> {
    let mut folders = vec![folder.to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("did.json") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

pub(crate) fn key() -> FixedKey {
    FixedKey::new(7)
}

pub(crate) fn signer() -> Signer {
    Signer::new(key().public_key().clone(), Some(NAME.to_owned()))
}

/// An authority's certificate, of key `number`.
pub(crate) fn authority(number: u32) -> Certificate {
    certificate(number, "XA", Profile::Authority, &FixedKey::new(number))
}

/// A signer's certificate, of key `number`, under the authority of key `by`.
pub(crate) fn signer_of(number: u32, by: u32) -> Certificate {
    let (key, authority) = (FixedKey::new(number), authority(by));
    let profile = Profile::Signer {
        authority: &authority,
        public_key: key.public_key(),
        usage: DccUsage::VACCINATION,
    };
    certificate(number, "XA", profile, &FixedKey::new(by))
}

fn certificate(number: u32, country: &str, profile: Profile<'_>, by: &FixedKey) -> Certificate {
    let common_name = format!("Key {number}");
    let template = Template {
        subject: Subject {
            country,
            organization: None,
            common_name: &common_name,
        },
        serial: &number.to_be_bytes(),
        not_before: AT - YEAR,
        not_after: AT + YEAR,
        profile,
    };
    parse_certificate(&build_certificate(&template, by).unwrap()).unwrap()
}

/// The two coordinates of a P-256 key.
fn coordinates(key: &PublicKey) -> [String; 2] {
    let point = &key.to_spki_der()[key.to_spki_der().len() - 64..];
    [&point[..32], &point[32..]].map(|half| URL_SAFE_NO_PAD.encode(half))
}

/// An entry of a list for a certificate.
pub(crate) fn entry(domain: &str, participant: &str, usage: &str, of: &Certificate) -> Value {
    let kid = STANDARD.encode(of.kid());
    let [x, y] = coordinates(&of.public_key().unwrap());
    json!({
        "id": format!("{ROOT}:{domain}:{participant}:{usage}#{kid}"),
        "type": "JsonWebKey2020",
        "controller": format!("{ROOT}:{domain}:{participant}"),
        "publicKeyJwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid,
            "x5c": [STANDARD.encode(of.der())]},
        "domain": {"code": format!("#{domain}")},
        "participant": {"code": format!("#{participant}")},
        "keyusage": {"code": format!("#{usage}")},
    })
}

/// A document at a place of the tree, not signed yet.
pub(crate) fn document(place: &str, entries: Vec<Value>) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
            "https://smart.who.int/trust/tng-context/v1.jsonld"],
        "id": format!("{ROOT}{place}"),
        "controller": ROOT,
        "verificationMethod": entries,
    })
}

/// What a JSON-LD document of the tests stands for, by the definitions of the corpora's contexts:
/// the quads are written down here a second time, so that reading them is not its own proof.
fn quads(document: &Value) -> String {
    let iri = |text: &str| format!("<{text}>");
    let security = |name: &str| format!("<https://w3id.org/security#{name}>");
    let kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
    let id = iri(document["id"].as_str().unwrap());
    let controller = iri(document["controller"].as_str().unwrap());
    let mut lines = vec![format!("{id} {} {controller} .\n", security("controller"))];
    for entry in document["verificationMethod"].as_array().unwrap() {
        let key = iri(entry["id"].as_str().unwrap());
        lines.push(format!("{id} {} {key} .\n", security("verificationMethod")));
        lines.push(format!("{key} {kind} {} .\n", security("JsonWebKey2020")));
        let controller = iri(entry["controller"].as_str().unwrap());
        lines.push(format!("{key} {} {controller} .\n", security("controller")));
        let jwk = serde_json::to_string(&entry["publicKeyJwk"]).unwrap();
        let jwk = jwk.replace('\\', "\\\\").replace('"', "\\\"");
        let json = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";
        lines.push(format!(
            "{key} {} \"{jwk}\"^^{json} .\n",
            security("publicKeyJwk")
        ));
        for (name, set) in [
            ("domain", "Domains"),
            ("participant", "Participants"),
            ("keyusage", "KeyUsage"),
        ] {
            if let Some(code) = entry[name]["code"].as_str() {
                let set = format!("https://smart.who.int/trust/ValueSet-{set}.jsonld");
                lines.push(format!("{key} <{set}> <{set}{code}> .\n"));
            }
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

/// The document with a proof by the key of the tests, its signature in ASN.1.
pub(crate) fn signed(document: Value) -> Value {
    sign(document, |fixed| fixed_to_der(fixed).unwrap())
}

/// As [`signed`], with the signature in a form of the caller's.
pub(crate) fn sign(mut document: Value, form: impl Fn(&[u8]) -> Vec<u8>) -> Value {
    let proof = format!(
        "_:c14n0 <http://purl.org/dc/terms/created> \
         \"2026-11-22T18:00:20Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n\
         _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
         <https://w3id.org/security#JsonWebSignature2020> .\n\
         _:c14n0 <https://w3id.org/security#proofPurpose> \
         <https://w3id.org/security#assertionMethod> .\n\
         _:c14n0 <https://w3id.org/security#verificationMethod> <{NAME}> .\n"
    );
    let header = URL_SAFE_NO_PAD.encode(r#"{"b64":false,"crit":["b64"],"alg":"ES256"}"#);
    let mut message = format!("{header}.").into_bytes();
    message.extend(sha256(proof.as_bytes()));
    message.extend(sha256(quads(&document).as_bytes()));
    let signature = URL_SAFE_NO_PAD.encode(form(&key().sign(&message).unwrap()));
    document["proof"] = json!({
        "type": "JsonWebSignature2020",
        "created": "2026-11-22T18:00:20Z",
        "proofPurpose": "assertionMethod",
        "verificationMethod": NAME,
        "jws": format!("{header}..{signature}"),
    });
    document
}

pub(crate) fn bytes(document: &Value) -> Vec<u8> {
    serde_json::to_vec(document).unwrap()
}
