//! JSON Web Key Sets.
#![no_main]

use cleanbill_trust::list::{Limits, jwks};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = jwks::parse_list(bytes, None, &Limits::DEFAULT) {
        list.signers.iter().for_each(|signer| drop(signer.public_key().cloned()));
    }
});
