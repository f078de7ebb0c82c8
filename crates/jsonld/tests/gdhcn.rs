//! Every document of WHO's development trust list: its signature holds over our canonical form, so
//! the form is that of the software that signed it; and no longer once anything is changed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::ecdsa::der_to_fixed;
use cleanbill_crypto::{Algorithm, Curve, KeyKind, PublicKey, sha256};
use cleanbill_jsonld::{Limits, canonicalise};
use serde_json::Value;

const CONTEXTS: [(&str, &str); 5] = [
    ("did-v1", "https://www.w3.org/ns/did/v1"),
    (
        "suites-jws-2020",
        "https://w3id.org/security/suites/jws-2020/v1",
    ),
    ("v1", "https://smart.who.int/trust/tng-context/v1.jsonld"),
    (
        "v1-DEV",
        "https://smart.who.int/trust/tng-context/v1-DEV.jsonld",
    ),
    (
        "v1-UAT",
        "https://smart.who.int/trust/tng-context/v1-UAT.jsonld",
    ),
];

struct List {
    contexts: BTreeMap<String, Value>,
    signer: PublicKey,
    documents: Vec<Value>,
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn list() -> Option<List> {
    let Some(corpora) = cleanbill_testkit::corpora() else {
        cleanbill_testkit::skip("WHO's development trust list");
        return None;
    };
    let folder = corpora.join("gdhcn/trustlist-dev");
    let context = |(file, url): (&str, &str)| {
        let path = folder.join("contexts").join(format!("{file}.jsonld"));
        (url.to_owned(), read(&path))
    };
    let contexts = CONTEXTS.into_iter().map(context).collect();
    let signer = read(&folder.join("WHO-signing-did.json"));
    let jwk = &signer["verificationMethod"][0]["publicKeyJwk"];
    let mut point = vec![4];
    for name in ["x", "y"] {
        point.extend(URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap());
    }
    let signer = PublicKey::from_ec_point(KeyKind::P256, &point).unwrap();
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    let documents = paths.iter().map(|path| read(path)).collect();
    Some(List {
        contexts,
        signer,
        documents,
    })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.file_name().unwrap() == "did.json" {
            paths.push(path);
        }
    }
}

/// Whether the proof of a document holds (JsonWebSignature2020, detached and unencoded).
fn holds(list: &List, document: &Value) -> bool {
    let mut document = document.clone();
    let mut proof = document.as_object_mut().unwrap().remove("proof").unwrap();
    let members = proof.as_object_mut().unwrap();
    let jws = members.remove("jws").unwrap();
    members.insert("@context".to_owned(), document["@context"].clone());
    let (header, signature) = jws.as_str().unwrap().split_once("..").unwrap();
    let mut message = format!("{header}.").into_bytes();
    for part in [&proof, &document] {
        let text = canonicalise(part, &list.contexts, &Limits::default()).unwrap();
        message.extend(sha256(text.as_bytes()));
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let signature = der_to_fixed(Curve::P256, &signature).unwrap();
    list.signer
        .verify(Algorithm::Es256, &message, &signature)
        .is_ok()
}

#[test]
fn every_signature_holds_over_our_canonical_form() {
    let Some(list) = list() else { return };
    assert!(list.documents.len() > 100);
    for document in &list.documents {
        assert!(holds(&list, document), "{}", document["id"]);
    }
}

#[test]
fn no_signature_holds_over_a_changed_document() {
    let Some(list) = list() else { return };
    let mut changed = 0;
    for document in list.documents.iter().take(40) {
        let kid = "/verificationMethod/0/publicKeyJwk/kid";
        for pointer in ["/id", "/controller", kid, "/proof/created", "/proof/nonce"] {
            let mut document = document.clone();
            let Some(Value::String(text)) = document.pointer_mut(pointer) else {
                continue;
            };
            let last = if text.ends_with('A') { "B" } else { "A" };
            text.replace_range(text.len() - 1.., last);
            assert!(!holds(&list, &document), "{pointer}");
            changed += 1;
        }
    }
    assert!(changed > 150);
}
