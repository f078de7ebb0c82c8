//! Keys shared among custodians: what opens, and what does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use cleanbill_crypto::{Algorithm, Signer, sha256};
use cleanbill_signer::share::{CUSTODIANS_MAX, Share, ShareError, WrappedKey, wrap};
use cleanbill_signer::{KeyType, SoftwareKey};
use proptest::prelude::*;

fn draws(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut count = 0_u32;
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            count += 1;
            let drawn = sha256(&[&[seed][..], &count.to_be_bytes()].concat());
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

fn shared(custodians: u8, threshold: u8) -> (WrappedKey, Vec<Share>) {
    wrap(
        b"a private key",
        [1; 8],
        [2; 32],
        custodians,
        threshold,
        &mut draws(7),
    )
    .unwrap()
}

#[test]
fn a_key_comes_back_as_it_was_and_signs() {
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    let pkcs8 = key.to_pkcs8_der().unwrap();
    let (wrapped, shares) = wrap(&pkcs8, [1; 8], [2; 32], 5, 3, &mut draws(1)).unwrap();
    let wrapped = WrappedKey::parse(&wrapped.to_text()).unwrap();
    let read: Vec<Share> = [4, 0, 2]
        .map(|index: usize| Share::parse(&shares[index].to_text()).unwrap())
        .into();
    let opened = wrapped.open(&read).unwrap();
    assert_eq!(*opened, *pkcs8);
    let again = SoftwareKey::from_pkcs8_der(&opened).unwrap();
    let signature = again.sign(b"message").unwrap();
    let verified = key
        .public_key()
        .verify(Algorithm::Es256, b"message", &signature);
    assert_eq!(verified, Ok(()));
}

#[test]
fn g13_too_few_foreign_and_false_shares_open_nothing() {
    let (wrapped, shares) = shared(5, 3);
    let too_few = |given| ShareError::TooFew { given, needed: 3 };
    assert_eq!(wrapped.open(&[]).unwrap_err(), too_few(0));
    assert_eq!(wrapped.open(&shares[..2]).unwrap_err(), too_few(2));
    let twice = [shares[0].clone(), shares[1].clone(), shares[0].clone()];
    let error = wrapped.open(&twice).unwrap_err();
    assert_eq!(error, ShareError::Twice { number: 1 });
    // The same key, shared again.
    let (other, others) = wrap(b"a private key", [1; 8], [2; 32], 5, 3, &mut draws(8)).unwrap();
    let mixed = [shares[0].clone(), shares[1].clone(), others[2].clone()];
    let error = wrapped.open(&mixed).unwrap_err();
    assert_eq!(error, ShareError::OtherKey { number: 3 });
    assert!(other.open(&others[..3]).is_ok());
    // A custodian who lies, with a right checksum.
    let text = shares[2].to_text();
    let lines = text.lines().take(6);
    let mut forged: String = lines.map(|line| format!("{line}\n")).collect();
    forged.push_str(&format!("value {}\n", "0".repeat(64)));
    let digest: String = sha256(forged.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    forged.push_str(&format!("sha256 {digest}\n"));
    let lie = Share::parse(&forged).unwrap();
    let lied = [shares[0].clone(), shares[1].clone(), lie];
    assert_eq!(wrapped.open(&lied).unwrap_err(), ShareError::NotOpened);
}

#[test]
fn numbers_of_custodians_have_bounds() {
    let attempt = |custodians, threshold| {
        wrap(b"k", [0; 8], [0; 32], custodians, threshold, &mut draws(1)).map(drop)
    };
    for (custodians, threshold) in [(1, 1), (5, 1), (5, 0), (0, 0), (4, 5), (65, 3), (255, 2)] {
        assert_eq!(attempt(custodians, threshold), Err(ShareError::Threshold));
    }
    assert_eq!(attempt(2, 2), Ok(()));
    assert_eq!(attempt(CUSTODIANS_MAX, CUSTODIANS_MAX), Ok(()));
    let long = vec![0; 16_385];
    let error = wrap(&long, [0; 8], [0; 32], 3, 2, &mut draws(1)).unwrap_err();
    assert_eq!(error, ShareError::TooLong);
}

#[test]
fn nothing_shows_a_share() {
    let (_, shares) = shared(3, 2);
    assert_eq!(format!("{:?}", shares[0]), "Share { number: 1, .. }");
}

proptest! {
    #[test]
    fn no_changed_byte_is_overlooked(at in 0_usize..300, with: u8) {
        let (wrapped, shares) = shared(3, 2);
        let share = shares[0].to_text();
        let mut bytes = share.as_bytes().to_vec();
        let at_share = at % bytes.len();
        let changed = bytes[at_share] != with && !with.is_ascii_whitespace();
        bytes[at_share] = with;
        if let (true, Ok(text)) = (changed, String::from_utf8(bytes)) {
            let refused = matches!(Share::parse(&text), Err(ShareError::Malformed));
            prop_assert!(refused || text.trim_end() == share.trim_end());
        }
        let mut bytes = wrapped.to_text().into_bytes();
        let at_wrap = at % bytes.len();
        let changed = bytes[at_wrap] != with && !with.is_ascii_whitespace();
        bytes[at_wrap] = with;
        if let (true, Ok(text)) = (changed, String::from_utf8(bytes)) {
            let parsed = WrappedKey::parse(&text);
            let refused = parsed == Err(ShareError::WrapMalformed);
            prop_assert!(refused || text.trim_end() == wrapped.to_text().trim_end());
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text: String) {
        prop_assert!(Share::parse(&text).is_err());
        prop_assert!(WrappedKey::parse(&text).is_err());
    }
}
