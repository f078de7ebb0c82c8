//! The German signed list, its signature not checked so that the JSON is reached.
#![no_main]

use cleanbill_trust::list::{Limits, german};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = german::parse_list(bytes, None, &Limits::DEFAULT) {
        list.signers.iter().for_each(|signer| drop(signer.public_key().cloned()));
    }
});
