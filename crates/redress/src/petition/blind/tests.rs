use std::collections::BTreeMap;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use rsa::RsaPrivateKey;

use super::*;
use crate::petition::PetitionError;
use crate::petition::tests::world::{Drawn, operator_key};

/// RFC 9474, appendix A.1.
fn vector() -> BTreeMap<&'static str, Vec<u8>> {
    let mut fields: BTreeMap<&str, String> = BTreeMap::new();
    let mut field = "";
    for line in include_str!("../../../tests/vectors/rfc9474-a1.txt").lines() {
        match line.strip_prefix("  ") {
            Some(digits) => fields.entry(field).or_default().push_str(digits),
            None => field = line,
        }
    }
    let bytes = |digits: String| {
        let pair = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(pair).collect()
    };
    fields
        .into_iter()
        .map(|(name, digits)| (name, bytes(digits)))
        .collect()
}

fn number(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
}

/// Draws what the vector drew: the randomizer, the salt, and r as the inverse of its inverse.
#[test]
fn the_vector_of_the_rfc_comes_out_byte_for_byte() {
    let vector = vector();
    let key = SignatureKey::new(&vector["n"]).unwrap();
    let inverse = number(&vector["inv"]);
    let factor = Option::<BoxedUint>::from(inverse.invert_odd_mod(key.odd_modulus())).unwrap();
    let mut draws = vec![
        factor.to_be_bytes().into_vec(),
        vector["salt"].clone(),
        vector["msg_prefix"].clone(),
    ];
    let mut draw = |bytes: &mut [u8]| bytes.copy_from_slice(&draws.pop().unwrap());
    let blinding = key.blind(&vector["msg"], &mut draw).unwrap();
    assert_eq!(blinding.blinded, vector["blinded_msg"]);
    assert_eq!(blinding.inverse.as_slice(), vector["inv"].as_slice());

    let primes = vec![number(&vector["p"]), number(&vector["q"])];
    let (n, e, d) = (&vector["n"], &vector["e"], &vector["d"]);
    let private = RsaPrivateKey::from_components(number(n), number(e), number(d), primes);
    let operator = OperatorKey::of(private.unwrap());
    let answer = operator.blind_sign(&blinding.blinded, &mut Drawn::new(1).draw());
    assert_eq!(answer.as_ref(), Ok(&vector["blind_sig"]));
    let signature = key.finalize(&blinding, &vector["msg"], &answer.unwrap());
    assert_eq!(signature.as_ref(), Ok(&vector["sig"]));
}

#[test]
fn signatures_of_many_messages_verify_elsewhere() {
    let operator = operator_key();
    let key = SignatureKey::new(&operator.modulus()).unwrap();
    // Of aws-lc, which knows nothing of blind signatures.
    let verifier =
        cleanbill_crypto::PublicKey::from_rsa_components(&operator.modulus(), &[1, 0, 1]).unwrap();
    let mut drawn = Drawn::new(7);
    for length in [0, 1, 31, 94, 1_000] {
        let message = vec![0xa5; length];
        let blinding = key.blind(&message, &mut drawn.draw()).unwrap();
        let answer = operator.blind_sign(&blinding.blinded, &mut drawn.draw());
        let signature = key.finalize(&blinding, &message, &answer.unwrap()).unwrap();
        let prepared = [blinding.randomizer.as_slice(), &message].concat();
        assert_eq!(verifier.verify_blind_rsa(&prepared, &signature), Ok(()));
        let mut other = signature;
        other[255] ^= 1;
        assert!(verifier.verify_blind_rsa(&prepared, &other).is_err());
    }
}

#[test]
fn the_same_blinded_message_is_answered_the_same() {
    let operator = operator_key();
    let key = SignatureKey::new(&operator.modulus()).unwrap();
    let blinding = key.blind(b"m", &mut Drawn::new(2).draw()).unwrap();
    let answers = [3, 4].map(|seed| {
        let mut drawn = Drawn::new(seed);
        operator.blind_sign(&blinding.blinded, &mut drawn.draw())
    });
    assert!(answers[0].is_ok());
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn what_is_no_number_of_the_key_is_refused() {
    let operator = operator_key();
    let key = SignatureKey::new(&operator.modulus()).unwrap();
    let blinding = key.blind(b"m", &mut Drawn::new(2).draw()).unwrap();
    let (short, long) = (vec![1; 255], vec![1; 257]);
    for wrong in [Vec::new(), short, long, operator.modulus(), vec![0xff; 256]] {
        let signed = operator.blind_sign(&wrong, &mut Drawn::new(1).draw());
        assert_eq!(signed, Err(PetitionError::BlindedMessage));
        let made = key.finalize(&blinding, b"m", &wrong);
        assert_eq!(made, Err(PetitionError::BlindSignature));
    }
    // An operator that answers with something else is found by the device.
    let other = operator.blind_sign(&[7; 256], &mut Drawn::new(1).draw());
    let made = key.finalize(&blinding, b"m", &other.unwrap());
    assert_eq!(made, Err(PetitionError::BlindSignature));
}

#[test]
fn keys_that_are_none_are_refused() {
    let modulus = operator_key().modulus();
    let mut even = modulus.clone();
    even[255] &= 0xfe;
    let mut short = modulus.clone();
    short[0] &= 0x7f;
    for wrong in [
        even,
        short,
        modulus[1..].to_vec(),
        vec![0xff; 128],
        Vec::new(),
    ] {
        assert_eq!(SignatureKey::new(&wrong).map(drop), Err(PetitionError::Key));
    }
    let secret = operator_key().to_secret();
    let again = OperatorKey::from_secret(&secret).unwrap();
    assert_eq!(again.modulus(), modulus);
    let mut other = secret.to_vec();
    other[255] ^= 2;
    assert!(OperatorKey::from_secret(&other).is_err());
    assert!(OperatorKey::from_secret(&secret[1..]).is_err());
    assert!(OperatorKey::from_secret(&[0; KEY_SECRET_BYTES]).is_err());
}

#[test]
fn randomness_that_is_none_ends_the_matter() {
    let key = SignatureKey::new(&operator_key().modulus()).unwrap();
    let made = key.blind(b"m", &mut |bytes: &mut [u8]| bytes.fill(0xff));
    assert_eq!(made, Err(PetitionError::Randomness));
}

/// With all private keys, every blinded message and every signature: for each pair there is a
/// blinding that leads from one to the other, so no pair fits better than another.
#[test]
fn g12_every_signature_fits_every_blinded_message() {
    let operator = operator_key();
    let key = SignatureKey::new(&operator.modulus()).unwrap();
    let params = BoxedMontyParams::new(key.odd_modulus().clone());
    let mut drawn = Drawn::new(11);
    let mut transcript = Vec::new();
    for signer in 0..8_u8 {
        let blinding = key.blind(&[signer], &mut drawn.draw()).unwrap();
        let answer = operator.blind_sign(&blinding.blinded, &mut drawn.draw());
        let answer = answer.unwrap();
        let signature = key.finalize(&blinding, &[signer], &answer).unwrap();
        transcript.push((blinding, answer, signature, signer));
    }
    let monty = |bytes: &[u8]| {
        let number = number_below(bytes, key.odd_modulus()).unwrap();
        BoxedMontyForm::new(number, &params)
    };
    for (asked, answer, _, _) in &transcript {
        for (blinding, _, signature, signer) in &transcript {
            // r = answer / signature; then blinded = m · r^e, and r takes the blinding off.
            let inverse = Option::<BoxedMontyForm>::from(monty(signature).invert()).unwrap();
            let factor = monty(answer).mul(&inverse);
            let e = BoxedUint::from(EXPONENT);
            let encoded = monty(signature).pow(&e);
            assert_eq!(encoded.mul(&factor.pow(&e)), monty(&asked.blinded));
            let taken_off = Option::<BoxedMontyForm>::from(factor.invert()).unwrap();
            let explained = Blinding {
                blinded: asked.blinded.clone(),
                randomizer: blinding.randomizer,
                inverse: zeroize::Zeroizing::new(taken_off.retrieve().to_be_bytes().into_vec()),
            };
            let made = key.finalize(&explained, &[*signer], answer);
            assert_eq!(made.as_ref(), Ok(signature));
        }
    }
}
