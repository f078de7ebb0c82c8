//! Signatures: the examples of the RFCs, and what is refused.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::encoding::to_base64url;
use crate::jwk::Jwk;

/// RFC 7515, appendix A.3.
const ES256: &str = "eyJhbGciOiJFUzI1NiJ9.\
     eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
     DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const ES256_KEY: &[u8] = br#"{"kty":"EC","crv":"P-256",
     "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
     "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

fn key() -> PublicKey {
    Jwk::parse(ES256_KEY, &Limits::default())
        .unwrap()
        .public_key()
        .unwrap()
        .clone()
}

fn parse(text: &str) -> Result<Jws<'_>, JwsError> {
    Jws::parse(text, &Limits::default())
}

/// Parses a JWS that has this header and an arbitrary payload and signature.
fn with_header(header: &[u8]) -> Result<Header, JwsError> {
    let text = format!("{}.e30.AAAA", to_base64url(header));
    parse(&text).map(|jws| jws.header)
}

#[test]
fn the_example_verifies_and_no_altered_one_does() {
    let jws = parse(ES256).unwrap();
    assert_eq!(jws.header().algorithm(), Algorithm::Es256);
    assert_eq!(jws.header().kid(), None);
    let payload =
        b"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
    assert_eq!(jws.verify(&key()), Ok(&payload[..]));
    assert_eq!(jws.unverified_payload(), payload);
    assert_eq!(jws.signature().len(), 64);

    let altered = ES256.replacen("eyJpc3Mi", "eyJpc3Ni", 1);
    assert_eq!(
        parse(&altered).unwrap().verify(&key()),
        Err(VerifyError::Invalid)
    );
    // Another spelling of the same header is another signed text.
    let spaced = ES256.replacen(
        "eyJhbGciOiJFUzI1NiJ9",
        &to_base64url(br#"{"alg": "ES256"}"#),
        1,
    );
    assert_eq!(
        parse(&spaced).unwrap().verify(&key()),
        Err(VerifyError::Invalid)
    );
}

#[test]
fn the_algorithm_has_to_go_with_the_key() {
    let other = ES256.replacen(
        "eyJhbGciOiJFUzI1NiJ9",
        &to_base64url(br#"{"alg":"EdDSA"}"#),
        1,
    );
    assert!(matches!(
        parse(&other).unwrap().verify(&key()),
        Err(VerifyError::AlgorithmMismatch { .. })
    ));
}

#[test]
fn three_parts_in_base64url() {
    for text in [
        "",
        ".",
        "a.b",
        "e30.e30",
        "e30.e30.e30.e30",
        "a.b.c.d.e",
        "....",
    ] {
        assert_eq!(parse(text), Err(JwsError::Parts), "{text}");
    }
    let parts: Vec<&str> = ES256.split('.').collect();
    for at in 0..3 {
        for suffix in ["=", "+", " ", "\n", "é"] {
            let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            parts[at].push_str(suffix);
            assert_eq!(
                parse(&parts.join(".")),
                Err(JwsError::Base64),
                "part {at} and {suffix:?}"
            );
        }
    }
    // "Q" and "R" differ in bits that no byte has.
    let stray_bits = ES256.strip_suffix('Q').unwrap().to_owned() + "R";
    assert_eq!(parse(&stray_bits), Err(JwsError::Base64));
}

#[test]
fn empty_parts_are_read_and_do_not_verify() {
    assert_eq!(parse(".."), Err(JwsError::Header(JsonError::Malformed)));
    let text = format!("{}..", to_base64url(br#"{"alg":"ES256"}"#));
    assert_eq!(
        parse(&text).unwrap().verify(&key()),
        Err(VerifyError::SignatureLength {
            expected: 64,
            actual: 0
        })
    );
}

#[test]
fn headers_that_are_refused() {
    let cases: [(&[u8], JwsError); 18] = [
        (br#"{"alg":"none"}"#, JwsError::Unsigned),
        (br#"{"alg":"NonE"}"#, JwsError::Unsigned),
        (br#"{"alg":"HS256"}"#, JwsError::UnknownAlgorithm),
        (br#"{"alg":"RS256"}"#, JwsError::UnknownAlgorithm),
        (br#"{"alg":"es256"}"#, JwsError::UnknownAlgorithm),
        (br#"{"alg":""}"#, JwsError::UnknownAlgorithm),
        (br#"{}"#, JwsError::NoAlgorithm),
        (br#"{"alg":-7}"#, JwsError::NoAlgorithm),
        (br#"{"alg":null}"#, JwsError::NoAlgorithm),
        (br#"{"alg":"ES256","kid":5}"#, JwsError::Kid),
        (br#"{"alg":"ES256","kid":null}"#, JwsError::Kid),
        (br#"{"alg":"ES256","crit":["exp"]}"#, JwsError::Critical),
        (br#"{"alg":"ES256","crit":[]}"#, JwsError::Critical),
        (
            br#"{"alg":"ES256","b64":false,"crit":["b64"]}"#,
            JwsError::Critical,
        ),
        (
            br#"{"alg":"ES256","b64":false}"#,
            JwsError::UnencodedPayload,
        ),
        (
            br#"{"alg":"ES256","b64":"false"}"#,
            JwsError::UnencodedPayload,
        ),
        (br#"["ES256"]"#, JwsError::HeaderNotObject),
        (
            br#"{"alg":"ES256","alg":"none"}"#,
            JwsError::Header(JsonError::DuplicateMember),
        ),
    ];
    for (header, error) in cases {
        assert_eq!(
            with_header(header),
            Err(error),
            "{}",
            String::from_utf8_lossy(header)
        );
    }
    for header in [&b""[..], b"{", b"\xff", br#"{"alg":"ES256"} x"#] {
        assert_eq!(
            with_header(header),
            Err(JwsError::Header(JsonError::Malformed))
        );
    }
}

#[test]
fn other_members_are_there_to_be_asked_for() {
    let header = with_header(br#"{"alg":"ES256","zip":"DEF","kid":"3Kf","b64":true}"#).unwrap();
    assert_eq!(header.kid(), Some("3Kf"));
    assert_eq!(header.member("zip"), Some(&json!("DEF")));
    assert_eq!(header.member("typ"), None);
}

#[test]
fn limits_are_kept() {
    let limits = Limits {
        jws_bytes_max: ES256.len(),
        ..Limits::default()
    };
    assert!(Jws::parse(ES256, &limits).is_ok());
    let longer = format!("{ES256}A");
    let (max, actual) = (ES256.len(), longer.len());
    assert_eq!(
        Jws::parse(&longer, &limits),
        Err(JwsError::TooLarge { max, actual })
    );
    let limits = Limits {
        header_bytes_max: 14,
        ..Limits::default()
    };
    assert_eq!(
        Jws::parse(ES256, &limits),
        Err(JwsError::Header(JsonError::TooLarge {
            max: 14,
            actual: 15
        }))
    );
    let limits = Limits {
        depth_max: 0,
        ..Limits::default()
    };
    assert_eq!(
        Jws::parse(ES256, &limits),
        Err(JwsError::Header(JsonError::TooDeep { max: 0 }))
    );
}

#[test]
fn debug_does_not_show_the_payload() {
    let shown = format!("{:?}", parse(ES256).unwrap());
    assert_eq!(
        shown,
        "Jws { header: Header { algorithm: Es256, kid: None, .. }, .. }"
    );
}

#[test]
fn codes_are_unique() {
    let codes = [
        JwsError::TooLarge { max: 1, actual: 2 },
        JwsError::Parts,
        JwsError::Base64,
        JwsError::Header(JsonError::Malformed),
        JwsError::HeaderNotObject,
        JwsError::NoAlgorithm,
        JwsError::Unsigned,
        JwsError::UnknownAlgorithm,
        JwsError::Kid,
        JwsError::Critical,
        JwsError::UnencodedPayload,
    ]
    .map(|error| error.code());
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.starts_with("jws.")));
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text: String) {
        prop_assert!(parse(&text).is_err());
    }

    #[test]
    fn arbitrary_parts_never_verify(
        header: Vec<u8>,
        payload: Vec<u8>,
        signature in proptest::collection::vec(any::<u8>(), 0..70),
        good_header: bool,
    ) {
        let header = if good_header { br#"{"alg":"ES256"}"#.to_vec() } else { header };
        let text = [header, payload.clone(), signature].map(|part| to_base64url(&part)).join(".");
        match parse(&text) {
            Ok(jws) => {
                prop_assert_eq!(jws.unverified_payload(), &payload[..]);
                prop_assert!(jws.verify(&key()).is_err());
            }
            Err(_) => prop_assert!(!good_header),
        }
    }

    #[test]
    fn any_changed_character_is_noticed(at in 0..ES256.len(), to in "[A-Za-z0-9._=-]") {
        let mut text = ES256.to_owned();
        text.replace_range(at..=at, &to);
        let verified = parse(&text).is_ok_and(|jws| jws.verify(&key()).is_ok());
        prop_assert_eq!(verified, text == ES256);
    }
}
