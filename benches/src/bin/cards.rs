//! SMART Health Cards, read and verified, beside the bare signature, in one process on one core:
//! `cargo run --release --bin cards`. No corpus: the cards are made here.
//!
//! The contenders take turns, round after round, so that a busy machine disturbs all of them alike;
//! figures are medians over the rounds, of the processor's time, which what runs beside takes no
//! part of.

use std::hint::black_box;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    ParsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use cleanbill_health::Record;
use cleanbill_shc::{
    Coding, Content, Decoder, Draft, Immunization, Patient, code_text, write_card,
};
use rustix::time::{ClockId, clock_gettime};

const ROUNDS: usize = 41;
const CARDS: usize = 200;

struct Key {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

impl Key {
    fn new() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let spki = pair.public_key().as_der().expect("its encoding");
        let public = PublicKey::from_spki_der(spki.as_ref()).expect("a key that is read");
        Self { pair, public }
    }
}

impl Signer for Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        Ok(signature.expect("a signature").as_ref().to_vec())
    }
}

/// A card of three doses, as the specification's example has them, each of somebody else.
fn content(number: usize) -> Content {
    let dose = |day: &str, lot: usize| Immunization {
        status: Some("completed".into()),
        vaccine: vec![Coding {
            system: "http://hl7.org/fhir/sid/cvx".into(),
            code: "207".into(),
        }],
        occurrence: Some(day.into()),
        lot_number: Some(format!("{:07}", number * 7_919 + lot)),
        performer: Some("ABC General Hospital".into()),
        ..Immunization::default()
    };
    Content {
        patients: vec![Patient {
            family: Some(format!("Example{number}")),
            given: vec!["John".into(), "B.".into()],
            birth_date: Some(format!("19{:02}-01-20", number % 100)),
            ..Patient::default()
        }],
        immunizations: vec![
            dose("2021-01-01", 1),
            dose("2021-01-29", 7),
            dose("2022-09-05", 9),
        ],
        ..Content::default()
    }
}

/// A card with what the contenders need of it.
struct Card {
    code: String,
    jws: String,
    signed: Vec<u8>,
    signature: Vec<u8>,
}

fn make(number: usize, key: &Key) -> Card {
    let content = content(number);
    let draft = Draft {
        issuer: "https://spec.smarthealth.cards/examples/issuer",
        not_before: 1_620_992_383,
        expires_at: None,
        rid: Some("MKyCxh7p6uQ"),
        content: &content,
    };
    let jws = write_card(&draft, key).expect("a card");
    let (signed, signature) = jws.rsplit_once('.').expect("three parts");
    Card {
        code: code_text(&jws).expect("digits"),
        signed: signed.as_bytes().to_vec(),
        signature: URL_SAFE_NO_PAD.decode(signature).expect("base64url"),
        jws,
    }
}

type Contender<'c> = (&'static str, Box<dyn FnMut(&Card) + 'c>);

fn main() {
    let key = Key::new();
    let cards: Vec<Card> = (0..CARDS).map(|number| make(number, &key)).collect();
    let parsed = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.pair.public_key().as_ref());
    let parsed = parsed.expect("a key");
    let (mut reader, mut verifier, mut mapper) =
        (Decoder::default(), Decoder::default(), Decoder::default());
    let mut jws_reader = Decoder::default();
    let contenders: Vec<Contender<'_>> = vec![
        (
            "bare aws-lc-rs verification",
            Box::new(|card| {
                black_box(parsed.verify_sig(&card.signed, &card.signature)).expect("right");
            }),
        ),
        (
            "digits → card, verified",
            Box::new(|card| {
                let read = verifier.decode(&card.code).expect("a card");
                black_box(read.verify(&key.public)).expect("right");
            }),
        ),
        (
            "digits → card, verified, in the common model",
            Box::new(|card| {
                let read = mapper.decode(&card.code).expect("a card");
                black_box(read.verify(&key.public)).expect("right");
                black_box(Record::from(&read));
            }),
        ),
        (
            "  digits → card",
            Box::new(|card| {
                black_box(reader.decode(&card.code)).expect("a card");
            }),
        ),
        (
            "  JWS → card",
            Box::new(|card| {
                black_box(jws_reader.decode_jws(&card.jws)).expect("a card");
            }),
        ),
    ];
    run(contenders, &cards);
}

fn run(mut contenders: Vec<Contender<'_>>, cards: &[Card]) {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, contender), times) in contenders.iter_mut().zip(&mut times) {
            let start = seconds();
            cards.iter().for_each(&mut *contender);
            times.push((seconds() - start) * 1e6 / cards.len() as f64);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    let bare = medians.first().copied().unwrap_or(f64::NAN);
    let chars: usize = cards.iter().map(|card| card.jws.len()).sum();
    println!(
        "{} cards of {} characters on average",
        cards.len(),
        chars / cards.len()
    );
    for ((name, _), median) in contenders.iter().zip(medians) {
        println!(
            "{name:46} {median:7.2} µs  {:6.3} × bare  rate {:5.3}",
            median / bare,
            bare / median
        );
    }
}

/// Processor time of this thread.
fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
