//! Lists as others publish them: the corpora's, and small ones made here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::PublicKey;
use cleanbill_trust::list::gateway::{self, Chain, Upload};
use cleanbill_trust::list::{
    EntryError, ImportedList, Limits, ListError, ListSignature, SkippedEntry, certificates, german,
    jwks,
};
use cleanbill_trust::{Country, Kid, TrustStore, Validity};
use cleanbill_x509::{ChainError, DccUsage, parse_certificate, parse_pem};
use proptest::prelude::*;

/// 2022-08-01T00:00:00Z, just after the list of the corpora was made.
const AT: i64 = 1_659_312_000;

/// The folder of the corpora, if it is there; says so in one line if it is not.
fn corpora() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora");
    let folder = std::env::var_os("CLEANBILL_CORPORA").map_or_else(|| beside.into(), PathBuf::from);
    if folder.is_dir() {
        Some(folder)
    } else {
        println!("skipped: corpora not found");
        None
    }
}

/// The German demonstration list and the key that signs it.
fn german_list() -> Option<(Vec<u8>, PublicKey)> {
    let folder = corpora()?.join("dcc/trust");
    let list = std::fs::read(folder.join("covpass-demo-dsc-list.json")).unwrap();
    let key = std::fs::read(folder.join("covpass-demo-dsc-list-signing-key.pem")).unwrap();
    let key = PublicKey::from_spki_der(&parse_pem(&key).unwrap()[0].der).unwrap();
    Some((list, key))
}

/// The same entries as the gateway hands them out.
fn as_gateway_list(german: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(german).unwrap();
    let (_signature, json) = text.split_once('\n').unwrap();
    let start = json.find('[').unwrap();
    json[start..].strip_suffix('}').unwrap().as_bytes().to_vec()
}

#[test]
fn the_german_list_is_imported_whole() {
    let Some((bytes, key)) = german_list() else {
        return;
    };
    let list = german::parse_list(&bytes, Some(&key), &Limits::DEFAULT).unwrap();
    assert_eq!((list.signers.len(), list.skipped.len()), (610, 0));
    assert_eq!(list.signature, ListSignature::Verified);
    assert!(list.authorities.is_empty());
    let countries: std::collections::BTreeSet<_> = list.signers.iter().map(|s| s.country).collect();
    assert_eq!(countries.len(), 81);

    let store = TrustStore::new(list.signers.clone());
    assert_eq!(store.len(), 610);
    for signer in &list.signers {
        assert!(store.candidates(signer.kid.as_bytes()).contains(signer));
        assert_eq!(signer.kid.as_bytes(), &signer.thumbprint[..8]);
    }
    assert_eq!(store.candidates(&[]), []);
    assert_eq!(store.candidates(&[0; 8]), []);
    let usable = store
        .signers()
        .iter()
        .filter(|signer| signer.public_key().is_ok())
        .count();
    assert_eq!(usable, 609, "one signer has an RSA key of 1,024 bits");
    let in_time = store
        .signers()
        .iter()
        .filter(|s| s.validity_at(AT) == Validity::Within)
        .count();
    assert_eq!(in_time, 336, "as openssl reads the periods");
}

#[test]
fn a_german_list_that_was_changed_is_refused() {
    let Some((bytes, key)) = german_list() else {
        return;
    };
    let parse = |bytes: &[u8]| german::parse_list(bytes, Some(&key), &Limits::DEFAULT);
    for position in [0, 40, 100, 1_000_000, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        let error = parse(&changed).unwrap_err();
        assert!(
            matches!(error, ListError::Signature(_)),
            "{position}: {error}"
        );
        assert_eq!(error.code(), "trust.list.signature");
    }
    let mut longer = bytes.clone();
    longer.push(b'\n');
    assert!(matches!(parse(&longer), Err(ListError::Signature(_))));

    // Without the key it is read, and said to be unverified.
    let unchecked = german::parse_list(&longer, None, &Limits::DEFAULT).unwrap();
    assert_eq!(unchecked.signature, ListSignature::NotChecked);
    assert_eq!(unchecked.signers.len(), 610);
}

#[test]
fn what_is_no_german_list_says_why() {
    let parse = |text: &str| {
        german::parse_list(
            text.as_bytes(),
            None,
            &Limits {
                size_max_bytes: 99,
                entries_max: 2,
            },
        )
        .map(|list| list.signers.len())
    };
    assert_eq!(parse(""), Err(ListError::NoSignatureLine));
    assert_eq!(parse("{}"), Err(ListError::NoSignatureLine));
    assert_eq!(parse("?\n{}"), Err(ListError::SignatureEncoding));
    assert!(matches!(parse("AAAA\n"), Err(ListError::Json { .. })));
    assert!(matches!(
        parse("AAAA\n[]"),
        Err(ListError::Json { line: 1, .. })
    ));
    assert!(matches!(
        parse("AAAA\n{\"certificates\":[]} x"),
        Err(ListError::Json { .. })
    ));
    let twice = "AAAA\n{\"certificates\":[],\"certificates\":[]}";
    assert!(matches!(parse(twice), Err(ListError::Json { .. })));
    assert_eq!(parse("AAAA\r\n{\"certificates\":[]}"), Ok(0));
    assert_eq!(parse("AAAA\n{\"certificates\":[1,2]}"), Ok(0));
    assert_eq!(
        parse("AAAA\n{\"certificates\":[1,2,3]}"),
        Err(ListError::TooMany { max: 2 })
    );
    let large = " ".repeat(100);
    assert_eq!(
        parse(&large),
        Err(ListError::TooLarge {
            actual: 100,
            max: 99
        })
    );
}

#[test]
fn the_gateway_list_tells_what_speaks_for_each_signer() {
    let Some((bytes, _key)) = german_list() else {
        return;
    };
    let json = as_gateway_list(&bytes);
    let gateway = gateway::parse_list(&json, &[], AT, &Limits::DEFAULT).unwrap();
    assert_eq!(
        (gateway.list.signers.len(), gateway.evidence.len()),
        (610, 610)
    );
    assert_eq!(gateway.list.signature, ListSignature::Absent);
    let mut uploads: BTreeMap<&str, usize> = BTreeMap::new();
    for evidence in &gateway.evidence {
        assert_eq!(evidence.chain, Chain::NotChecked);
        let outcome = match &evidence.upload {
            Upload::Absent => "absent",
            Upload::Signed {
                registered: true, ..
            } => "registered",
            Upload::Signed {
                registered: false, ..
            } => "signed",
            Upload::Broken(error) => error.code(),
        };
        *uploads.entry(outcome).or_default() += 1;
    }
    let expected = [
        ("cms.digest-algorithm", 4),
        ("cms.signer-missing", 1),
        ("signed", 605),
    ];
    assert_eq!(uploads.into_iter().collect::<Vec<_>>(), expected);
}

/// One entry of a gateway's list, without a message.
fn entry(kind: &str, kid: &str, country: &str, pem: &str) -> String {
    let raw: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    format!(
        r#"{{"kid":"{kid}","country":"{country}","certificateType":"{kind}","rawData":"{raw}"}}"#
    )
}

const CSCA: &str = include_str!("data/csca.pem");
const SIGNER: &str = include_str!("data/signer.pem");
const STRANGER: &str = include_str!("data/stranger.pem");

#[test]
fn chains_are_checked_against_the_authorities_of_the_list() {
    let list = [
        entry("DSC", "AAAAAAAAAAA=", "xa", SIGNER),
        entry("CSCA", "", "XA", CSCA),
        entry("DSC", "AAAAAAAAAAA=", "XB", STRANGER),
        entry("AUTHENTICATION", "", "XB", STRANGER),
    ];
    let json = format!("[{}]", list.join(","));
    let gateway = gateway::parse_list(json.as_bytes(), &[], AT, &Limits::DEFAULT).unwrap();
    assert_eq!(gateway.list.skipped, []);
    assert_eq!(gateway.list.authorities.len(), 1);
    let authority = gateway.list.authorities[0].thumbprint();
    let chains: Vec<_> = gateway
        .evidence
        .iter()
        .map(|evidence| &evidence.chain)
        .collect();
    let holds = Chain::Holds { authority };
    assert_eq!(chains, [&holds, &Chain::Broken(ChainError::UnknownIssuer)]);
    assert!(
        gateway
            .evidence
            .iter()
            .all(|evidence| evidence.upload == Upload::Absent)
    );

    // The kid is that of the list though the certificate gives another, and both signers have it.
    let store = TrustStore::new(gateway.list.signers.clone());
    assert_eq!(store.candidates(&[0; 8]).len(), 2);
    assert_eq!(gateway.list.signers[0].country.unwrap().as_str(), "XA");

    // An authority that is given beside the list counts as well.
    let without = format!("[{}]", list[0]);
    let given = &gateway.list.authorities;
    let gateway = gateway::parse_list(without.as_bytes(), given, AT, &Limits::DEFAULT).unwrap();
    assert_eq!(gateway.evidence[0].chain, holds);
    assert!(gateway.list.authorities.is_empty());
}

#[test]
fn one_bad_entry_never_spoils_the_list() {
    let good = entry("DSC", "AQIDBAUGBwg=", "XA", SIGNER);
    let list = [
        "7".to_owned(),
        good.clone(),
        good.replace("country", "land"),
        good.replace("{\"kid\"", "{\"kid\":\"AA==\",\"kid\""),
        good.replace("\"XA\"", "\"XAB\""),
        good.replace("DSC", "dsc"),
        good.replace("AQIDBAUGBwg=", "*"),
        good.replace("MII", "M*I"),
        good.replace("MII", "AAA"),
        good.replace("{\"kid\"", "{\"signature\":\"*\",\"kid\""),
        good.replace("\"kid\":\"AQIDBAUGBwg=\",", ""),
    ];
    let json = format!("[{}]", list.join(","));
    let gateway = gateway::parse_list(json.as_bytes(), &[], AT, &Limits::DEFAULT).unwrap();
    assert_eq!(gateway.list.signers.len(), 1);
    let kid = Kid::new(&[1, 2, 3, 4, 5, 6, 7, 8]);
    let codes: Vec<_> = gateway
        .list
        .skipped
        .iter()
        .map(|entry| (entry.ordinal, entry.kid == kid, entry.error.code()))
        .collect();
    assert_eq!(
        codes,
        [
            (0, false, "trust.entry.fields"),
            (2, false, "trust.entry.fields"),
            (3, false, "trust.entry.fields"),
            (4, true, "trust.entry.country"),
            (5, true, "trust.entry.certificate-type"),
            (6, false, "trust.entry.kid"),
            (7, true, "trust.entry.base64"),
            (8, true, "x509.der.tag"),
            (9, true, "trust.entry.base64"),
            (10, false, "trust.entry.kid"),
        ]
    );
}

#[test]
fn certificates_in_a_file_are_sorted_into_signers_and_authorities() {
    let text = format!(
        "some text\n{CSCA}{SIGNER}-----BEGIN PUBLIC KEY-----\n\
        -----END PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
    );
    let list = certificates::parse_file(text.as_bytes(), &Limits::DEFAULT).unwrap();
    assert_eq!((list.signers.len(), list.authorities.len()), (1, 1));
    let signer = &list.signers[0];
    assert_eq!(signer.country.unwrap().as_str(), "XA");
    assert_eq!(signer.usage, DccUsage::VACCINATION);
    assert_eq!(signer.kid.as_bytes(), &signer.thumbprint[..8]);
    assert!(signer.public_key().is_ok());
    let not_certificate = SkippedEntry {
        ordinal: 2,
        kid: None,
        error: EntryError::NotCertificate,
    };
    assert_eq!(list.skipped[0], not_certificate);
    assert!(matches!(list.skipped[1].error, EntryError::Certificate(_)));

    let der = &parse_pem(SIGNER.as_bytes()).unwrap()[0].der;
    let one = certificates::parse_file(der, &Limits::DEFAULT).unwrap();
    assert_eq!(one.signers, list.signers);
    let none = certificates::parse_file(b"no certificate", &Limits::DEFAULT).unwrap();
    assert_eq!((none.signers.len(), none.skipped.len()), (0, 1));
    let few = Limits {
        entries_max: 1,
        ..Limits::DEFAULT
    };
    let refused = certificates::parse_file(text.as_bytes(), &few).map(drop);
    assert_eq!(refused, Err(ListError::TooMany { max: 1 }));
    let broken = certificates::parse_file(b"-----BEGIN CERTIFICATE-----", &Limits::DEFAULT);
    assert_eq!(broken.unwrap_err().code(), "pem.not-ended");
}

/// The public key of `data/signer.pem` as a JWK, with these members before it.
fn jwk(members: &str) -> String {
    let der = &parse_pem(SIGNER.as_bytes()).unwrap()[0].der;
    let spki = parse_certificate(der).unwrap().spki().to_vec();
    let [x, y] = [64, 32].map(|end| {
        let end = spki.len() - end + 32;
        URL_SAFE_NO_PAD.encode(&spki[end - 32..end])
    });
    format!(r#"{{{members}"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
}

fn x5c(pem: &str) -> String {
    let raw: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    format!(r#""kid":"1","x5c":["{raw}"],"#)
}

fn key_set(keys: &[String]) -> ImportedList {
    let json = format!(r#"{{"keys":[{}]}}"#, keys.join(","));
    jwks::parse_list(json.as_bytes(), Country::new("CH"), &Limits::DEFAULT).unwrap()
}

#[test]
fn keys_of_a_set_say_what_they_may_sign() {
    let list = key_set(&[
        jwk(r#""kid":"++TReQ3yT7E=","use":"sig","#),
        jwk(r#""kid":"--TReQ3yT7E","use":"v","#),
        jwk(r#""kid":"free text","use":"tr","#),
        jwk(r#""kid":"1","#),
    ]);
    assert_eq!(list.skipped, []);
    let kid = [0xfb, 0xe4, 0xd1, 0x79, 0x0d, 0xf2, 0x4f, 0xb1];
    let expected: [(&[u8], DccUsage); 4] = [
        (&kid, DccUsage::ANY),
        (&kid, DccUsage::VACCINATION),
        (b"free text", DccUsage::TEST.union(DccUsage::RECOVERY)),
        (b"1", DccUsage::ANY),
    ];
    for (signer, (kid, usage)) in list.signers.iter().zip(expected) {
        assert_eq!((signer.kid.as_bytes(), signer.usage), (kid, usage));
        assert_eq!(signer.country, Country::new("ch"));
        assert_eq!((signer.not_before, signer.not_after), (i64::MIN, i64::MAX));
        assert_eq!(signer.validity_at(AT), Validity::Within);
        assert!(signer.public_key().is_ok());
    }
    assert_eq!(TrustStore::new(list.signers).candidates(&kid).len(), 2);
}

#[test]
fn a_certificate_beside_the_key_gives_period_country_and_usage() {
    let with_use = x5c(SIGNER) + r#""use":"t","#;
    let list = key_set(&[jwk(&x5c(SIGNER)), jwk(&with_use), jwk(&x5c(CSCA))]);
    let usages: Vec<_> = list.signers.iter().map(|signer| signer.usage).collect();
    assert_eq!(usages, [DccUsage::VACCINATION, DccUsage::TEST]);
    assert_eq!(list.signers[0].country, Country::new("XA"));
    assert_eq!(list.signers[0].not_before, 1_622_505_600);
    let of_another = SkippedEntry {
        ordinal: 2,
        kid: Kid::new(b"1"),
        error: EntryError::KeyDiffers,
    };
    assert_eq!(list.skipped, [of_another]);
}

#[test]
fn keys_that_cannot_be_used_are_skipped() {
    let list = key_set(&[
        jwk(r#""kid":"1","use":"enc","#),
        jwk(r#""kid":"1","use":"","#),
        jwk(""),
        jwk(r#""kid":"1","d":"AAAA","#),
        r#"{"kid":"1","kty":"RSA","n":"AQAB","e":"AQAB"}"#.into(),
        r#"{"kid":"1","kty":"oct"}"#.into(),
        jwk(r#""kid":"1","x5c":["MAA="],"#),
        "null".into(),
    ]);
    assert!(list.signers.is_empty());
    let codes: Vec<_> = list
        .skipped
        .iter()
        .map(|entry| entry.error.code())
        .collect();
    assert_eq!(
        codes,
        [
            "trust.entry.use",
            "trust.entry.use",
            "trust.entry.kid",
            "jwk.private",
            "jwk.key",
            "jwk.unknown-key-type",
            "x509.der.truncated",
            "jwk.not-object",
        ]
    );
    let refused = jwks::parse_list(b"[]", None, &Limits::DEFAULT).unwrap_err();
    assert_eq!(refused.code(), "jwk-set.not-set");
}

proptest! {
    #[test]
    fn nothing_that_is_read_panics(bytes: Vec<u8>, position: prop::sample::Index, byte: u8) {
        let _ = certificates::parse_file(&bytes, &Limits::DEFAULT);
        let signer = entry("DSC", "AQIDBAUGBwg=", "XA", SIGNER);
        let mut list = format!("AAAA\n{{\"certificates\":[{signer}]}}").into_bytes();
        let position = position.index(list.len());
        list[position] = byte;
        if let Ok(list) = german::parse_list(&list, None, &Limits::DEFAULT) {
            prop_assert_eq!(list.signers.len() + list.authorities.len() + list.skipped.len(), 1);
        }
        let mut set = format!(r#"{{"keys":[{}]}}"#, jwk(&x5c(SIGNER))).into_bytes();
        let position = position % set.len();
        set[position] = byte;
        let _ = jwks::parse_list(&set, None, &Limits::DEFAULT);
    }
}
