use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::json::JsonError;
use proptest::prelude::*;

use super::{HealthLink, Scheme};
use crate::{AddressFault, Finding, Flags, Limits, LinkError, LinkKey, Payload};

const URL: &str = "https://links.example.org/m/9f2c";
/// 43 characters, from the specification's examples.
const KEY: &str = "rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q";

fn parse(text: &str) -> Result<HealthLink, LinkError> {
    HealthLink::parse(text, &Limits::default())
}

fn link(payload: &str) -> Result<HealthLink, LinkError> {
    parse(&format!("shlink:/{}", URL_SAFE_NO_PAD.encode(payload)))
}

/// A link with these members more.
fn with(members: &str) -> HealthLink {
    link(&format!(r#"{{"url":"{URL}","key":"{KEY}"{members}}}"#)).unwrap()
}

#[test]
fn a_payload_is_read() {
    let link = with(r#","flag":"LP","exp":1767225600,"label":"Jab","v":1"#);
    let payload = link.payload();
    assert_eq!(payload.url, URL);
    assert_eq!(payload.expires_at, Some(1_767_225_600));
    assert_eq!(payload.flags.letters(), "LP");
    assert_eq!(payload.label.as_deref(), Some("Jab"));
    assert_eq!((link.findings(), link.viewer()), (&[][..], None));
    assert_eq!(link.target().unwrap().as_str(), URL);
    assert!(link.has_expired(1_767_225_600));
    assert!(!link.has_expired(1_767_225_599));
}

#[test]
fn departures_are_told_and_read() {
    let long_label = format!(r#","label":"{}""#, "é".repeat(81));
    for (members, finding) in [
        (r#","exp":"1767225600""#, Finding::ExpiryText),
        (r#","exp":1767225600000"#, Finding::ExpiryMilliseconds),
        (r#","exp":-1"#, Finding::ExpiryMalformed),
        (r#","exp":1e300"#, Finding::ExpiryMalformed),
        (r#","exp":"soon""#, Finding::ExpiryMalformed),
        (r#","exp":[]"#, Finding::ExpiryMalformed),
        (r#","flag":1"#, Finding::FlagMalformed),
        (r#","flag":"PL""#, Finding::FlagOrder),
        (r#","flag":"LX""#, Finding::FlagUnknown),
        (r#","label":1"#, Finding::LabelMalformed),
        (&long_label, Finding::LabelTooLong),
        (r#","flags":"P""#, Finding::UnknownMember),
    ] {
        let link = with(members);
        assert_eq!(link.findings(), [finding], "{members}");
        assert!(link.target().is_ok(), "{members}");
    }
    for harmless in [
        r#","exp":1767225600.5"#,
        r#","exp":null,"flag":null,"label":null,"v":null"#,
        r#","extension":{"a":1},"_x":[]"#,
        r#","flag":"""#,
    ] {
        assert_eq!(with(harmless).findings(), [], "{harmless}");
    }
}

/// `exp` in milliseconds, as a text or not, is the same time.
#[test]
fn times_are_read_as_meant() {
    for exp in [
        "1767225600",
        "\"1767225600\"",
        "1767225600000",
        "1767225600.9",
    ] {
        let link = with(&format!(r#","exp":{exp}"#));
        assert_eq!(link.payload().expires_at, Some(1_767_225_600), "{exp}");
    }
    assert_eq!(with(r#","exp":"soon""#).payload().expires_at, None);
}

#[test]
fn links_that_must_not_be_followed_are_shown_and_have_no_target() {
    let elsewhere = |url: &str| link(&format!(r#"{{"url":"{url}","key":"{KEY}"}}"#)).unwrap();
    for (link, finding) in [
        (with(r#","flag":"PU""#), Finding::PasscodeOfFile),
        (with(r#","v":2"#), Finding::VersionUnknown),
        (with(r#","v":0"#), Finding::VersionMalformed),
        (with(r#","v":"1""#), Finding::VersionMalformed),
        (
            elsewhere("http://links.example.org"),
            Finding::Url(AddressFault::NotHttps),
        ),
        (
            elsewhere("https://links.example.org@evil.example"),
            Finding::Url(AddressFault::Credentials),
        ),
        (
            elsewhere("https://links.example.org/#x"),
            Finding::Url(AddressFault::Fragment),
        ),
        (elsewhere(""), Finding::Url(AddressFault::NotHttps)),
    ] {
        assert_eq!(link.findings(), [finding]);
        assert_eq!(link.target(), Err(LinkError::Blocked { finding }));
    }
    let long = format!("{URL}/{}", "x".repeat(128));
    assert_eq!(elsewhere(&long).findings(), [Finding::UrlTooLong]);
    assert!(elsewhere(&long).target().is_ok());
}

#[test]
fn what_is_no_link_is_refused() {
    for (payload, error) in [
        ("[]", LinkError::NotObject),
        ("{", LinkError::Json(JsonError::Malformed)),
        (
            r#"{"url":"a","url":"b"}"#,
            LinkError::Json(JsonError::DuplicateMember),
        ),
        (&format!(r#"{{"key":"{KEY}"}}"#), LinkError::NoUrl),
        (&format!(r#"{{"url":"{URL}"}}"#), LinkError::NoKey),
        (
            &format!(r#"{{"url":"{URL}","key":"AAAA"}}"#),
            LinkError::Key,
        ),
        // 43 characters, and the last has bits that belong to no byte.
        (
            &format!(r#"{{"url":"{URL}","key":"{}R"}}"#, &KEY[..42]),
            LinkError::Key,
        ),
        (
            &format!(r#"{{"url":"{URL}","key":"{KEY}="}}"#),
            LinkError::Key,
        ),
    ] {
        assert_eq!(link(payload), Err(error), "{payload}");
    }
    for text in ["", "shlink:", "shlink", "https://example.org/#x", "HC1:6BF"] {
        assert_eq!(parse(text), Err(LinkError::NotLink), "{text}");
        assert!(!HealthLink::is_like(text));
    }
    assert_eq!(parse("shlink:/é"), Err(LinkError::Base64));
    assert_eq!(parse("shlink:/e30="), Err(LinkError::Base64));
    assert_eq!(parse("shlink:/e30"), Err(LinkError::NoKey));
}

#[test]
fn a_viewer_stands_before_its_number_sign() {
    let bare = with("").to_string();
    let behind = |viewer: &str| parse(&format!("{viewer}{bare}"));
    let link = behind("https://viewer.example.org/shlink.html#").unwrap();
    assert_eq!(
        link.viewer(),
        Some("https://viewer.example.org/shlink.html")
    );
    assert_eq!(link.findings(), []);
    for viewer in [
        "https://viewer.example.org/?",
        "https://viewer.example.org/",
        " ",
    ] {
        assert_eq!(behind(viewer), Err(LinkError::Viewer), "{viewer}");
        assert!(!HealthLink::is_like(&format!("{viewer}{bare}")));
    }
    let odd = behind("http://viewer.example.org/#").unwrap();
    assert_eq!(odd.findings(), [Finding::Viewer(AddressFault::NotHttps)]);
    assert!(odd.target().is_ok(), "the viewer is never needed");
    let written = with("").with_viewer("https://viewer.example.org").unwrap();
    assert_eq!(
        written.to_string(),
        format!("https://viewer.example.org#{bare}")
    );
    assert_eq!(
        with("").with_viewer("javascript:0").unwrap_err().code(),
        "shlink.departs"
    );
}

#[test]
fn schemes_are_told_apart() {
    let bare = with(r#","flag":"U""#).to_string();
    let encoded = bare.strip_prefix("shlink:/").unwrap();
    let read = |prefix: &str| parse(&format!("{prefix}{encoded}")).unwrap();
    assert_eq!(read("shlink:/").scheme(), Scheme::Smart);
    let verifiable = read("vhlink:/");
    assert_eq!(verifiable.scheme(), Scheme::Verifiable);
    assert_eq!(verifiable.findings(), [Finding::DirectVerifiable]);
    assert_eq!(read("SHLink:/").findings(), [Finding::SchemeCase]);
    assert_eq!(read("shlink://").findings(), [Finding::DoubleSlash]);
    assert_eq!(
        parse(&format!("shlink:///{encoded}")),
        Err(LinkError::Base64)
    );
}

#[test]
fn nothing_that_departs_is_written() {
    let payload = || Payload::new(URL, LinkKey::new([1; 32]));
    let flags = |letters| Flags::parse(letters).0;
    let version = 2;
    for payload in [
        Payload::new("http://links.example.org", LinkKey::new([1; 32])),
        Payload::new(&format!("{URL}{}", "x".repeat(97)), LinkKey::new([1; 32])),
        Payload {
            flags: flags("PU"),
            ..payload()
        },
        Payload {
            label: Some("x".repeat(81)),
            ..payload()
        },
        Payload {
            version,
            ..payload()
        },
    ] {
        let error = HealthLink::new(Scheme::Smart, payload).unwrap_err();
        assert_eq!(error.code(), "shlink.departs");
    }
    let direct = Payload {
        flags: flags("U"),
        ..payload()
    };
    assert!(HealthLink::new(Scheme::Smart, direct.clone()).is_ok());
    assert!(HealthLink::new(Scheme::Verifiable, direct).is_err());
}

#[test]
fn nothing_that_opens_a_file_is_shown() {
    let link = with(r#","label":"for Somebody","exp":1767225600"#);
    let shown = format!("{link:?}");
    for secret in ["9f2c", &KEY[..8], "Somebody"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("1767225600"));
}

#[test]
fn codes_are_unique() {
    let fault = AddressFault::Host;
    let finding = Finding::UrlTooLong;
    let errors = [
        LinkError::TooLong { max: 1, actual: 2 },
        LinkError::NotLink,
        LinkError::Viewer,
        LinkError::Base64,
        LinkError::Json(JsonError::Malformed),
        LinkError::NotObject,
        LinkError::NoUrl,
        LinkError::NoKey,
        LinkError::Key,
        LinkError::Blocked { finding },
        LinkError::Departs { finding },
    ]
    .map(|error| error.code());
    let findings = [
        Finding::DoubleSlash,
        Finding::SchemeCase,
        Finding::Viewer(fault),
        Finding::UrlTooLong,
        Finding::Url(fault),
        Finding::ExpiryText,
        Finding::ExpiryMilliseconds,
        Finding::ExpiryMalformed,
        Finding::FlagMalformed,
        Finding::FlagOrder,
        Finding::FlagUnknown,
        Finding::PasscodeOfFile,
        Finding::DirectVerifiable,
        Finding::LabelTooLong,
        Finding::LabelMalformed,
        Finding::VersionUnknown,
        Finding::VersionMalformed,
        Finding::UnknownMember,
    ];
    let sentences: BTreeSet<_> = findings.iter().map(|finding| finding.sentence()).collect();
    assert_eq!(sentences.len(), findings.len());
    let codes: Vec<_> = errors
        .into_iter()
        .chain(findings.map(Finding::code))
        .collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.starts_with("shlink.")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_text_never_panics(text: String, payload: Vec<u8>) {
        let _ = parse(&text);
        let _ = parse(&format!("shlink:/{text}"));
        let _ = parse(&format!("{text}#vhlink:/{}", URL_SAFE_NO_PAD.encode(payload)));
    }

    #[test]
    fn what_is_written_is_read(
        path in "[a-zA-Z0-9_-]{0,90}",
        key: [u8; 32],
        expires_at in proptest::option::of(1..100_000_000_000_i64),
        letters in "L?P?",
        label in proptest::option::of(".{0,80}"),
    ) {
        let payload = Payload {
            expires_at,
            flags: Flags::parse(&letters).0,
            label,
            ..Payload::new(&format!("https://links.example.org/{path}"), LinkKey::new(key))
        };
        for scheme in Scheme::ALL {
            let link = HealthLink::new(scheme, payload.clone()).unwrap();
            prop_assert_eq!(parse(&link.to_string()).unwrap(), link);
        }
    }
}
