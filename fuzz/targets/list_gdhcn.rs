//! DID documents of the WHO's network: lists, and their signer's own.
#![no_main]

use cleanbill_crypto::PublicKey;
use cleanbill_trust::list::Limits;
use cleanbill_trust::list::gdhcn::{Signer, parse_document, parse_signer};

/// The base point of P-256: a key that signed nothing.
const POINT: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40,
    0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2,
    0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e,
    0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51,
    0xf5,
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT;
    if let Ok(document) = parse_document(bytes, None, &limits) {
        let list = document.into_list();
        list.signers.iter().for_each(|signer| drop(signer.public_key().cloned()));
        list.scoped.iter().for_each(|signer| drop(signer.public_key().cloned()));
    }
    let _ = parse_signer(bytes, &limits);
    if let Ok(key) = PublicKey::from_ec_point(cleanbill_crypto::KeyKind::P256, &POINT) {
        assert!(parse_document(bytes, Some(&Signer::new(key, None)), &limits).is_err());
    }
});
