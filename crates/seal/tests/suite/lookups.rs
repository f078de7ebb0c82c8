use std::collections::BTreeSet;

use cleanbill_issuer::registry::LookupKind;
use cleanbill_seal::{FileKek, KeyRing, TokenUse};

use crate::setting::{Setting, randomness};

#[test]
fn a_handle_is_hashed_as_the_gateway_does() {
    let setting = Setting::new();
    let hash = setting
        .ring
        .lookup_hash(LookupKind::Handle, &[b"URN:UVCI:01:NL:187/37512422923#Z"]);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "fc47ee43f701e91ece02fdfa5906d970");
}

/// Whoever has the database and guesses a person or a document hashes without the key.
#[test]
fn no_hash_can_be_computed_without_the_ring() {
    let setting = Setting::new();
    let kek = FileKek::new(&[3; 32]).unwrap();
    let path = setting.folder.path().join("other.cbor");
    let other = KeyRing::create(&path, &kek, 0, &mut randomness(99)).unwrap();
    let (ring, fields) = (&setting.ring, [b"P".as_slice(), b"XX", b"C01X0006H"]);
    for kind in [
        LookupKind::PersonMatch,
        LookupKind::Document,
        LookupKind::Record,
    ] {
        assert_ne!(
            ring.lookup_hash(kind, &fields),
            other.lookup_hash(kind, &fields)
        );
    }
    assert_ne!(
        ring.product_tag("EU/1/20/1528"),
        other.product_tag("EU/1/20/1528")
    );
    assert_ne!(
        ring.token_tag(TokenUse::Session, b"t"),
        other.token_tag(TokenUse::Session, b"t")
    );
}

#[test]
fn kinds_uses_and_fields_do_not_mix() {
    let setting = Setting::new();
    let ring = &setting.ring;
    let hash = |kind, fields: &[&[u8]]| ring.lookup_hash(kind, fields);
    let person = LookupKind::PersonMatch;
    let hashes = BTreeSet::from([
        hash(person, &[b"AB", b"C"]),
        hash(person, &[b"A", b"BC"]),
        hash(person, &[b"ABC"]),
        hash(person, &[b"ABC", b""]),
        hash(LookupKind::Document, &[b"ABC"]),
        hash(LookupKind::Record, &[b"ABC"]),
        ring.request_tag("ABC"),
        ring.login_tag("ABC", ""),
    ]);
    assert_eq!(hashes.len(), 8);
    let uses = [
        TokenUse::Session,
        TokenUse::ApiKey,
        TokenUse::Invitation,
        TokenUse::Ceremony,
    ];
    let tags: BTreeSet<_> = uses.map(|token_use| ring.token_tag(token_use, b"t")).into();
    assert_eq!(tags.len(), 4);
    assert_ne!(ring.product_tag("A"), ring.lot_tag("A", ""));
    assert_ne!(ring.lot_tag("A", "B1"), ring.lot_tag("AB", "1"));
}
