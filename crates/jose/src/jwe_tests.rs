use std::collections::BTreeSet;

use cleanbill_crypto::Aes256GcmKey;
use proptest::prelude::*;

use super::{JweError, RefusedAlgorithm, deflate, encrypt};
use crate::encoding::{base64url, to_base64url};
use crate::json::JsonError;
use crate::{Limits, jwe::Jwe};

/// Made with Node.js' OpenSSL, under the key that the specification of SMART Health Links has in
/// its examples: plain, and compressed.
const PLAIN: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwiY3R5IjoidGV4dC9wbGFpbiJ9.\
                     .AQEBAQEBAQEBAQEB.Hw0zjXeXp9k9vz9MhVc_v0gXK29mLg.kq9AZ4pTZy3lpuAT5HO_kw";
const DEFLATED: &str = "eyJhbGciOiJkaXIiLCJ6aXAiOiJERUYiLCJlbmMiOiJBMjU2R0NNIn0.\
                        .AgICAgICAgICAgIC.GnZrF1SgP80mgfKydAxn0HQBiN1sZ4oGflKYdHpU\
                        .psj0flxhRJda59VGrDUX7w";

fn key() -> Aes256GcmKey {
    let key = base64url("rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q").unwrap();
    Aes256GcmKey::new(&key.try_into().unwrap())
}

fn parse(text: &str) -> Result<Jwe<'_>, JweError> {
    Jwe::parse(text, &Limits::default())
}

fn decrypt(text: &str) -> Result<Vec<u8>, JweError> {
    parse(text)?.decrypt(&key(), &Limits::default())
}

fn with_header(header: &str) -> Result<(), JweError> {
    let (_, rest) = PLAIN.split_once('.').unwrap();
    parse(&format!("{}.{rest}", to_base64url(header.as_bytes()))).map(|_| ())
}

#[test]
fn what_others_encrypted_is_decrypted() {
    assert_eq!(decrypt(PLAIN).unwrap(), b"a clean bill of health");
    assert_eq!(
        decrypt(DEFLATED).unwrap(),
        "a clean bill of health ".repeat(20).as_bytes()
    );
    assert_eq!(
        parse(PLAIN).unwrap().header().content_type(),
        Some("text/plain")
    );
}

/// The same content, key and nonce give the same text as Node.js made.
#[test]
fn what_we_write_is_what_others_write() {
    let content = b"a clean bill of health";
    let ours = encrypt(content, Some("text/plain"), false, &key(), &[1; 12]).unwrap();
    let (ours, theirs) = (parse(&ours).unwrap(), parse(PLAIN).unwrap());
    assert_eq!(ours.ciphertext, theirs.ciphertext);
    assert_eq!(ours.header().content_type(), theirs.header().content_type());
    assert_eq!(ours.decrypt(&key(), &Limits::default()).unwrap(), content);
}

#[test]
fn every_other_algorithm_is_refused_by_name() {
    for (name, refused) in [
        ("PBES2-HS256+A128KW", RefusedAlgorithm::Pbes2),
        ("PBES2-HS512+A256KW", RefusedAlgorithm::Pbes2),
        ("RSA1_5", RefusedAlgorithm::Rsa15),
        ("RSA-OAEP-256", RefusedAlgorithm::RsaOaep),
        ("ECDH-ES", RefusedAlgorithm::EcdhEs),
        ("ECDH-ES+A256KW", RefusedAlgorithm::EcdhEs),
        ("A256KW", RefusedAlgorithm::KeyWrap),
        ("A256GCMKW", RefusedAlgorithm::KeyWrap),
        ("DIR", RefusedAlgorithm::Unknown),
        ("none", RefusedAlgorithm::Unknown),
    ] {
        let header = format!(r#"{{"alg":"{name}","enc":"A256GCM","p2c":2147483647,"p2s":"AA"}}"#);
        assert_eq!(with_header(&header), Err(JweError::Algorithm { refused }));
    }
    for name in ["A128GCM", "A256CBC-HS512", "a256gcm", ""] {
        let header = format!(r#"{{"alg":"dir","enc":"{name}"}}"#);
        assert_eq!(with_header(&header), Err(JweError::Encryption), "{name}");
    }
}

#[test]
fn headers_that_are_not_understood_are_refused() {
    for (header, error) in [
        ("[]", JweError::HeaderNotObject),
        ("{}", JweError::NoAlgorithm),
        (r#"{"alg":1,"enc":"A256GCM"}"#, JweError::NoAlgorithm),
        (r#"{"alg":"dir"}"#, JweError::NoEncryption),
        (r#"{"alg":"dir","enc":null}"#, JweError::NoEncryption),
        (
            r#"{"alg":"dir","enc":"A256GCM","crit":[]}"#,
            JweError::Critical,
        ),
        (
            r#"{"alg":"dir","enc":"A256GCM","zip":"ZSTD"}"#,
            JweError::Compression,
        ),
        (
            r#"{"alg":"dir","enc":"A256GCM","zip":true}"#,
            JweError::Compression,
        ),
        (
            r#"{"alg":"RSA1_5","alg":"dir","enc":"A256GCM"}"#,
            JweError::Header(JsonError::DuplicateMember),
        ),
        ("{", JweError::Header(JsonError::Malformed)),
    ] {
        assert_eq!(with_header(header), Err(error), "{header}");
    }
    assert_eq!(
        with_header(r#"{"alg":"dir","enc":"A256GCM","kid":"1"}"#),
        Ok(())
    );
}

#[test]
fn parts_have_their_lengths() {
    let parts: Vec<_> = PLAIN.split('.').collect();
    let with = |at: usize, part: &str| {
        let mut parts = parts.clone();
        parts[at] = part;
        parse(&parts.join(".")).map(|_| ())
    };
    assert_eq!(with(1, "AAAA"), Err(JweError::EncryptedKey));
    assert_eq!(with(2, "AQEBAQEBAQEBAQE"), Err(JweError::Nonce));
    assert_eq!(with(2, ""), Err(JweError::Nonce));
    assert_eq!(with(4, "kq9AZ4pTZy3lpuAT"), Err(JweError::Tag));
    assert_eq!(with(3, "Hw0="), Err(JweError::Base64));
    assert_eq!(parse("....").unwrap_err().code(), "jwe.header");
    assert_eq!(parse("a.b.c.d"), Err(JweError::Parts));
    assert_eq!(parse(&format!("{PLAIN}.")), Err(JweError::Parts));
}

/// A bomb is refused by its first excess byte, and never takes more memory than the bound.
#[test]
fn limits_are_exact() {
    let zeros = vec![0; 1_000_000];
    let bomb = encrypt(&zeros, None, true, &key(), &[3; 12]).unwrap();
    assert!(bomb.len() < 2_000);
    let bound = |content_bytes_max| Limits {
        content_bytes_max,
        ..Limits::default()
    };
    let jwe = parse(&bomb).unwrap();
    assert_eq!(jwe.decrypt(&key(), &bound(1_000_000)).unwrap(), zeros);
    let max = 999_999;
    assert_eq!(
        jwe.decrypt(&key(), &bound(max)),
        Err(JweError::ContentTooLarge { max })
    );
    let plain = parse(PLAIN).unwrap();
    assert!(plain.decrypt(&key(), &bound(22)).is_ok());
    assert_eq!(
        plain.decrypt(&key(), &bound(21)),
        Err(JweError::ContentTooLarge { max: 21 })
    );
    let limits = Limits {
        jwe_bytes_max: PLAIN.len() - 1,
        ..Limits::default()
    };
    let (max, actual) = (PLAIN.len() - 1, PLAIN.len());
    assert_eq!(
        Jwe::parse(PLAIN, &limits),
        Err(JweError::TooLarge { max, actual })
    );
}

#[test]
fn a_deflate_stream_is_whole_and_alone() {
    let stream = deflate::deflate(b"some content");
    for end in 0..stream.len() {
        let cut = deflate::inflate(&stream[..end], 100);
        assert_eq!(cut, Err(JweError::Deflate), "{end}");
    }
    let longer = [stream.as_slice(), b"\0"].concat();
    assert_eq!(deflate::inflate(&longer, 100), Err(JweError::Deflate));
}

#[test]
fn debug_shows_no_content() {
    let shown = format!("{:?}", parse(PLAIN).unwrap());
    assert_eq!(
        shown,
        "Jwe { header: JweHeader { key_management: Direct, encryption: A256Gcm, \
         compressed: false, .. }, .. }"
    );
}

#[test]
fn codes_are_unique() {
    let codes = [
        JweError::TooLarge { max: 1, actual: 2 },
        JweError::Parts,
        JweError::Base64,
        JweError::Header(JsonError::Malformed),
        JweError::HeaderNotObject,
        JweError::Critical,
        JweError::NoAlgorithm,
        JweError::Algorithm {
            refused: RefusedAlgorithm::Unknown,
        },
        JweError::NoEncryption,
        JweError::Encryption,
        JweError::Compression,
        JweError::EncryptedKey,
        JweError::Nonce,
        JweError::Tag,
        JweError::NotAuthentic,
        JweError::Deflate,
        JweError::ContentTooLarge { max: 1 },
        JweError::Failed,
    ]
    .map(|error| error.code());
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.starts_with("jwe.")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_text_never_panics(text: String) {
        prop_assert!(parse(&text).is_err());
    }

    #[test]
    fn arbitrary_streams_never_panic(bytes: Vec<u8>) {
        let _ = deflate::inflate(&bytes, 10_000);
    }

    #[test]
    fn round_trip(content: Vec<u8>, nonce: [u8; 12], compress: bool, cty: Option<String>) {
        let text = encrypt(&content, cty.as_deref(), compress, &key(), &nonce).unwrap();
        let jwe = parse(&text).unwrap();
        prop_assert_eq!(jwe.header().content_type(), cty.as_deref());
        prop_assert_eq!(jwe.header().is_compressed(), compress);
        prop_assert_eq!(jwe.decrypt(&key(), &Limits::default()).unwrap(), content);
        let other = Aes256GcmKey::new(&[9; 32]);
        prop_assert_eq!(jwe.decrypt(&other, &Limits::default()), Err(JweError::NotAuthentic));
    }

    #[test]
    fn any_changed_character_is_noticed(at in 0..PLAIN.len(), to in "[A-Za-z0-9._=-]") {
        let mut text = PLAIN.to_owned();
        text.replace_range(at..=at, &to);
        prop_assert_eq!(decrypt(&text).is_ok(), text == PLAIN);
    }
}
