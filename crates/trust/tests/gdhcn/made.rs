//! Lists signed here: what is taken of them, and what a forger may try.

use cleanbill_crypto::{PublicKey, Signer as _};
use cleanbill_jsonld::JsonLdError;
use cleanbill_testkit::FixedKey;
use cleanbill_trust::list::gdhcn::{
    Document, KeyDeviation, KeyUse, ProofError, Signer, is_document, parse_document, parse_signer,
};
use cleanbill_trust::list::{EntryError, Limits, ListError, ListSignature};
use cleanbill_trust::{Kid, Scope, ScopedStore};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    NAME, ROOT, authority, bytes, document, entry, sign, signed, signer, signer_of,
};

fn parse(document: &Value) -> Result<Document, ListError> {
    parse_document(&bytes(document), Some(&signer()), &Limits::DEFAULT)
}

fn skipped(document: Value) -> Vec<EntryError> {
    let document = parse(&signed(document)).unwrap();
    document
        .skipped()
        .iter()
        .map(|entry| entry.error.clone())
        .collect()
}

#[test]
fn a_list_is_read_by_domain_and_use() {
    let (dcc, icvp, link) = (signer_of(2, 1), signer_of(3, 1), signer_of(4, 1));
    let list = signed(document(
        "",
        vec![
            entry("DCC", "DEU", "DSC", &dcc),
            entry("ICVP", "XCL", "DSC", &icvp),
            entry("IPS-PILGRIMAGE", "XCL", "DSC", &link),
            entry("DCC", "DEU", "SCA", &authority(1)),
            entry("DCC", "DEU", "UP", &signer_of(5, 1)),
            entry("DCC", "DEU", "TLS", &signer_of(6, 1)),
            entry("IPS-PILGRIMAGE", "XCL", "DESC", &signer_of(8, 1)),
        ],
    ));
    assert!(is_document(&bytes(&list), &Limits::DEFAULT));
    let other = json!({"id": NAME, "verificationMethod": []});
    assert!(
        !is_document(&bytes(&other), &Limits::DEFAULT),
        "no list by its name"
    );
    let document = parse(&list).unwrap();
    assert_eq!(document.id(), ROOT);
    assert_eq!(document.created(), Some("2026-11-22T18:00:20Z"));
    assert_eq!(document.keys().len(), 7);
    assert!(
        document
            .keys()
            .iter()
            .all(|key| key.deviations().is_empty())
    );
    let list = document.into_list();
    assert_eq!(list.signature, ListSignature::Verified);
    assert_eq!(list.authorities, [authority(1)]);
    let [signer] = &list.signers[..] else {
        panic!("one signer of the DCC")
    };
    assert_eq!(signer.kid, Kid::from(dcc.kid()));
    assert_eq!(
        signer.country.unwrap().as_str(),
        "DE",
        "the participant's, not the subject's"
    );
    assert_eq!(signer.usage, dcc.dcc_usage());
    assert_eq!(signer.not_after, dcc.not_after());
    let scoped = ScopedStore::new(list.scoped);
    assert_eq!(scoped.len(), 2);
    for (scope, of) in [(Scope::Icvp, &icvp), (Scope::HealthLink, &link)] {
        let [found] = scoped.candidates(scope, &of.kid()) else {
            panic!("one signer of {scope:?}")
        };
        assert_eq!(found.issuer(), Some("XCL"));
    }
    assert_eq!(scoped.candidates(Scope::Icvp, &dcc.kid()), []);
}

/// RFC 7518 has r‖s, the WHO's software ASN.1.
#[test]
fn both_forms_of_a_signature_are_read() {
    let plain = || document(":DCC", vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1))]);
    assert!(parse(&signed(plain())).is_ok());
    assert!(parse(&sign(plain(), <[u8]>::to_vec)).is_ok());
    let broken = sign(plain(), |fixed| fixed[..63].to_vec());
    assert!(matches!(
        parse(&broken),
        Err(ListError::Proof(ProofError::Signature(_)))
    ));
}

#[test]
fn a_place_without_a_participant_takes_it_from_the_term() {
    let mut entry = entry("DCC", "DEU", "SCA", &authority(1));
    entry["keyusage"] = json!({"code": "#CSCA"});
    let id = entry["id"].as_str().unwrap().replace(":DEU:", ":-:");
    entry["id"] = json!(id);
    let document = parse(&signed(document(":DCC:-:SCA", vec![entry]))).unwrap();
    let [key] = document.keys() else {
        panic!("{:?}", document.skipped())
    };
    assert_eq!(key.participant().as_str(), "DEU");
    assert_eq!(key.usage(), KeyUse::Authority);
}

#[test]
fn names_and_members_have_to_agree() {
    let of = |domain, participant, usage| entry(domain, participant, usage, &signer_of(2, 1));
    let mut term = of("DCC", "DEU", "DSC");
    term["domain"] = json!({"code": "#ICVP"});
    assert_eq!(
        skipped(document(":DCC", vec![term])),
        [EntryError::Identity]
    );
    // An entry of one place in the document of another.
    for (place, entry) in [
        (":ICVP", of("DCC", "DEU", "DSC")),
        (":DCC:FRA", of("DCC", "DEU", "DSC")),
        (":DCC:DEU:DSC", of("DCC", "DEU", "UP")),
    ] {
        assert_eq!(
            skipped(document(place, vec![entry])),
            [EntryError::Identity],
            "{place}"
        );
    }
    let mut kid = of("DCC", "DEU", "DSC");
    kid["publicKeyJwk"]["kid"] = json!("AAAAAAAAAAA=");
    assert_eq!(skipped(document(":DCC", vec![kid])), [EntryError::Identity]);
    let unknown = of("YELLOW", "DEU", "DSC");
    assert_eq!(skipped(document("", vec![unknown])), [EntryError::Domain]);
    let use_unknown = of("DCC", "DEU", "XYZ");
    assert_eq!(
        skipped(document("", vec![use_unknown])),
        [EntryError::CertificateType]
    );
}

#[test]
fn the_certificate_is_the_key() {
    let certificate = signer_of(2, 1);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut entry = entry("DCC", "DEU", "DSC", &certificate);
        change(&mut entry["publicKeyJwk"]);
        parse(&signed(document(":DCC", vec![entry]))).unwrap()
    };
    let loose = with(&|jwk| {
        jwk.as_object_mut().unwrap().remove("x");
        jwk["crv"] = json!("UNKNOWN CURVE");
    });
    assert_eq!(loose.keys()[0].deviations(), [KeyDeviation::JwkUnusable]);
    assert_eq!(loose.into_list().signers[0].spki[..], *certificate.spki());

    let bare = with(&|jwk| {
        jwk.as_object_mut().unwrap().remove("x5c");
    });
    assert_eq!(bare.keys()[0].deviations(), [KeyDeviation::NoCertificate]);
    let signer = &bare.into_list().signers[0];
    assert_eq!(signer.spki[..], *certificate.spki());
    assert_eq!((signer.not_before, signer.not_after), (i64::MIN, i64::MAX));

    let other = entry("DCC", "DEU", "DSC", &signer_of(3, 1));
    let differs = with(&|jwk| {
        jwk["x"] = other["publicKeyJwk"]["x"].clone();
        jwk["y"] = other["publicKeyJwk"]["y"].clone();
    });
    assert_eq!(differs.skipped()[0].error, EntryError::KeyDiffers);
}

#[test]
fn a_kid_is_taken_as_it_is_stated() {
    let mut entry = entry("DCC", "DEU", "DSC", &signer_of(2, 1));
    let id = entry["id"].as_str().unwrap();
    let (path, _) = id.split_once('#').unwrap();
    entry["id"] = json!(format!("{path}#AQIDBAUGBwg="));
    entry["publicKeyJwk"]["kid"] = json!("AQIDBAUGBwg=");
    let document = parse(&signed(document(":DCC", vec![entry]))).unwrap();
    assert_eq!(document.keys()[0].deviations(), [KeyDeviation::KidDiffers]);
    assert_eq!(
        document.keys()[0].kid().as_bytes(),
        [1, 2, 3, 4, 5, 6, 7, 8]
    );
}

/// What makes no quad is covered by no signature: it must not get in.
#[test]
fn nothing_can_be_added_to_a_signed_list() {
    let honest = signed(document(
        ":DCC",
        vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1))],
    ));
    assert!(parse(&honest).is_ok());
    let forged = || entry("DCC", "DEU", "DSC", &signer_of(9, 1));
    let dropped = |count| ListError::Proof(ProofError::Canonical(JsonLdError::Dropped { count }));

    let mut relative = honest.clone();
    let mut key = forged();
    key["id"] = json!("#key");
    relative["verificationMethod"]
        .as_array_mut()
        .unwrap()
        .push(key);
    assert_eq!(parse(&relative).unwrap_err(), dropped(1));

    let mut undefined = honest.clone();
    undefined["keys"] = json!([forged()["publicKeyJwk"]]);
    assert_eq!(parse(&undefined).unwrap_err(), dropped(1));

    let mut full = honest.clone();
    full["verificationMethod"]
        .as_array_mut()
        .unwrap()
        .push(forged());
    let failed = |outcome| matches!(outcome, Err(ListError::Proof(ProofError::Signature(_))));
    assert!(failed(parse(&full)));

    // A context of the forger's own, in which what is added means nothing.
    for context in [
        json!({"forged": null}),
        json!("https://evil.example/context"),
    ] {
        let mut own = honest.clone();
        own["@context"].as_array_mut().unwrap().push(context);
        assert_eq!(parse(&own).unwrap_err(), ListError::Context);
    }
    let mut none = honest.clone();
    none.as_object_mut().unwrap().remove("@context");
    assert_eq!(parse(&none).unwrap_err(), ListError::Context);

    // Two lists of one name, of which a reader takes the one and a checker the other.
    let twice = String::from_utf8(bytes(&honest)).unwrap();
    let twice = twice.replacen('{', r#"{"verificationMethod":[],"#, 1);
    let outcome = parse_document(twice.as_bytes(), Some(&signer()), &Limits::DEFAULT);
    assert!(matches!(outcome, Err(ListError::StrictJson(_))));
}

#[test]
fn only_the_signer_that_was_given_is_believed() {
    let list = signed(document(
        ":DCC",
        vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1))],
    ));
    let with = |signer: Signer| parse_document(&bytes(&list), Some(&signer), &Limits::DEFAULT);
    let key = crate::support::key().public_key().clone();
    assert!(with(Signer::new(key.clone(), None)).is_ok());
    let renamed = Signer::new(key, Some("did:web:other.example".to_owned()));
    assert_eq!(
        with(renamed).unwrap_err(),
        ListError::Proof(ProofError::OtherSigner)
    );
    let stranger: PublicKey = FixedKey::new(99).public_key().clone();
    assert!(matches!(
        with(Signer::new(stranger, Some(NAME.to_owned()))),
        Err(ListError::Proof(ProofError::Signature(_)))
    ));
}

#[test]
fn proofs_of_other_forms_are_refused() {
    let list = signed(document(":DCC", vec![]));
    let with = |pointer: &str, value: Value| {
        let mut list = list.clone();
        *list.pointer_mut(pointer).unwrap() = value;
        parse(&list).unwrap_err()
    };
    let jws = list["proof"]["jws"].as_str().unwrap();
    let (_, signature) = jws.split_once("..").unwrap();
    let header = |json: &str| {
        use base64::Engine;
        let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json);
        json!(format!("{header}..{signature}"))
    };
    for (pointer, value, expected) in [
        ("/proof", Value::Null, ProofError::Missing),
        ("/proof", json!([]), ProofError::Form),
        (
            "/proof/type",
            json!("Ed25519Signature2018"),
            ProofError::Form,
        ),
        (
            "/proof/proofPurpose",
            json!("authentication"),
            ProofError::Form,
        ),
        ("/proof/jws", json!("a.b.c"), ProofError::Jws),
        ("/proof/jws", header(r#"{"alg":"ES256"}"#), ProofError::Jws),
        (
            "/proof/jws",
            header(r#"{"b64":false,"crit":["b64","x"],"alg":"ES256"}"#),
            ProofError::Jws,
        ),
        (
            "/proof/jws",
            header(r#"{"b64":false,"crit":["b64"],"alg":"none"}"#),
            ProofError::Algorithm,
        ),
    ] {
        assert_eq!(
            with(pointer, value),
            ListError::Proof(expected),
            "{pointer}"
        );
    }
}

#[test]
fn without_a_signer_a_list_is_read_and_says_so() {
    let list = document(":DCC", vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1))]);
    let read = parse_document(&bytes(&list), None, &Limits::DEFAULT).unwrap();
    assert_eq!(read.signature(), ListSignature::NotChecked);
    assert_eq!(read.into_list().signers.len(), 1);
}

#[test]
fn the_signer_is_read_from_its_own_document() {
    let mut entry = entry("DCC", "DEU", "DSC", &signer_of(7, 1));
    entry["id"] = json!(NAME);
    let one = json!({"id": NAME, "verificationMethod": [entry]});
    let signer = parse_signer(&bytes(&one), &Limits::DEFAULT).unwrap();
    assert_eq!(signer.name(), Some(NAME));
    let list = signed(document(":DCC", vec![]));
    assert!(parse_document(&bytes(&list), Some(&signer), &Limits::DEFAULT).is_ok());
    for other in [
        json!({"id": NAME, "verificationMethod": [entry, entry]}),
        json!({"id": NAME}),
        json!([]),
    ] {
        let outcome = parse_signer(&bytes(&other), &Limits::DEFAULT);
        assert_eq!(outcome.unwrap_err(), ListError::NotDocument);
    }
}

#[test]
fn documents_with_a_million_keys_end() {
    let list = document("", vec![json!("did:web:a"); 1_000_000]);
    let max = Limits::DEFAULT.size_max_bytes;
    let long = parse(&document(
        "",
        vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1)); 20_000],
    ));
    assert!(matches!(long, Err(ListError::TooLarge { max: found, .. }) if found == max));
    let many = parse_document(&bytes(&list), Some(&signer()), &Limits::DEFAULT);
    assert_eq!(many.unwrap_err(), ListError::TooMany { max: 10_000 });
}

#[test]
fn references_and_foreign_entries_are_skipped() {
    let read = |entry: Value| {
        let list = document(":DCC", vec![entry]);
        let document = parse_document(&bytes(&list), None, &Limits::DEFAULT).unwrap();
        document.skipped()[0].error.clone()
    };
    assert_eq!(
        read(json!("did:web:a.example:v2:trustlist:DCC:DEU")),
        EntryError::Reference
    );
    assert_eq!(read(json!({})), EntryError::Identity);
    let mut other = entry("DCC", "DEU", "DSC", &signer_of(2, 1));
    other["type"] = json!("Multikey");
    assert_eq!(read(other), EntryError::Fields);
}

proptest! {
    #[test]
    fn nothing_panics(bytes: Vec<u8>, at in 0..4_000_usize, byte: u8) {
        let _ = parse_document(&bytes, None, &Limits::DEFAULT);
        let mut list = crate::support::bytes(&document(
            ":DCC",
            vec![entry("DCC", "DEU", "DSC", &signer_of(2, 1))],
        ));
        if let Some(place) = list.get_mut(at) {
            *place = byte;
        }
        let _ = parse_document(&list, None, &Limits::DEFAULT);
        let _ = parse_signer(&list, &Limits::DEFAULT);
    }
}
