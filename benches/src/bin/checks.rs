//! Checking passes, measured beside the bare signature and a peer, in one process on one core:
//! `cargo run --release --bin checks [CORPORA]`.
//!
//! The contenders take turns, round after round, so that a busy machine disturbs all of them alike;
//! figures are medians over the rounds.

use std::collections::HashSet;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::{Algorithm, KeyKind};
use cleanbill_hcert::inflate::Inflater;
use cleanbill_hcert::{Decoder, base45, find_dcc, read_dcc};
use cleanbill_policy::{Declared, Place, PolicySet, Region, RuleBook};
use cleanbill_trust::{Kid, SignerRecord, TrustStore};
use cleanbill_verifier::{DataTimes, Door, Outcome, Verifier};
use serde_json::Value;

const ROUNDS: usize = 41;
const AT: i64 = 1_622_000_000;
/// 1 December 2021, in the time of the ready policies.
const WINTER: i64 = 1_638_316_800;

/// One pass of the corpus whose signature is right, with all that the contenders need.
struct Pass {
    text: String,
    certificate: String,
    record: SignerRecord,
    compressed: Vec<u8>,
    message: Vec<u8>,
    signed: Vec<u8>,
    signature: Vec<u8>,
    key: ParsedPublicKey,
}

fn main() {
    let corpora = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "../../shared/corpora".to_owned());
    let passes = load(&Path::new(&corpora).join("dcc/testdata"));
    if passes.is_empty() {
        println!("skipped: no passes under {corpora}");
        return;
    }
    let trust: TrustStore = passes
        .iter()
        .map(|pass| pass.record.clone().into())
        .collect();
    let empty = TrustStore::default();
    let mut peer = dgc::TrustList::default();
    for pass in &passes {
        peer.add_key_from_certificate(&pass.certificate)
            .expect("a certificate that was read");
    }
    agree(&passes, &trust, &peer);

    let place = doors(&corpora);
    let regions = [region("DE"), region("AT")];
    let mut terms = Verifier::new(&trust).at_door(place.door(Place::Concert, &regions[0]));
    let travel = place.door(Place::InternationalTravel, &regions[1]);
    let mut rules = Verifier::new(&trust).at_door(travel);
    let mut verifier = Verifier::new(&trust);
    let mut without = Verifier::new(&empty);
    let mut decoder = Decoder::default();
    let (mut inflater, mut buffer) = (Inflater::default(), Vec::new());
    let mut contenders: Vec<(&str, Box<dyn FnMut(&Pass)>)> = vec![
        (
            "bare aws-lc-rs verification",
            Box::new(|pass| {
                black_box(pass.key.verify_sig(&pass.signed, &pass.signature)).expect("right");
            }),
        ),
        (
            "text → Report",
            Box::new(|pass| {
                black_box(verifier.verify(&pass.text, AT));
            }),
        ),
        (
            "all but the signature",
            Box::new(|pass| {
                black_box(without.verify(&pass.text, AT));
            }),
        ),
        (
            "  Base45",
            Box::new(|pass| {
                black_box(base45::decode(
                    pass.text.trim_start_matches("HC1:").as_bytes(),
                ))
                .ok();
            }),
        ),
        (
            "  inflate",
            Box::new(|pass| {
                inflater
                    .inflate_into(&pass.compressed, 32_768, &mut buffer)
                    .expect("it inflates");
            }),
        ),
        (
            "  COSE",
            Box::new(|pass| {
                let limits = cleanbill_cose::Limits::default();
                black_box(cleanbill_cose::parse_sign1(&pass.message, &limits)).ok();
            }),
        ),
        (
            "  text → claims",
            Box::new(|pass| {
                black_box(decoder.decode(&pass.text)).ok();
            }),
        ),
        (
            "crate dgc 0.0.7, validate",
            Box::new(|pass| {
                black_box(dgc::validate(&pass.text, &peer)).expect("read");
            }),
        ),
        (
            "text → Report at a concert's door",
            Box::new(|pass| {
                black_box(terms.verify(&pass.text, WINTER));
            }),
        ),
        (
            "text → Report under Germany's business rules",
            Box::new(|pass| {
                black_box(rules.verify(&pass.text, WINTER));
            }),
        ),
    ];

    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            passes.iter().for_each(&mut *run);
            times.push(start.elapsed().as_secs_f64() * 1e6 / passes.len() as f64);
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    println!(
        "{} ES256 passes, {ROUNDS} rounds, medians a pass\n",
        passes.len()
    );
    println!("| what | µs | × bare |\n|---|---:|---:|");
    for ((name, _), micros) in contenders.iter().zip(&medians) {
        println!("| {name} | {micros:.2} | {:.3} |", micros / medians[0]);
    }
    println!(
        "\ntext → Report: {:.3} × the bare verification",
        medians[1] / medians[0]
    );
    println!("ahead of dgc: {:.3} ×", medians[7] / medians[1]);
}

/// The ready policies, and the business rules of the corpora.
struct Doors {
    policies: PolicySet,
    rules: RuleBook,
}

impl Doors {
    fn door<'d>(&'d self, place: Place, region: &'d Region) -> Door<'d> {
        let data = DataTimes {
            issued_at: WINTER - 86_400,
            expires_at: WINTER + 86_400,
        };
        let door = Door {
            policies: &self.policies,
            rules: &self.rules,
            data,
            place,
            region,
        };
        assert!(door.policy(WINTER).is_some(), "a policy in force");
        door
    }
}

fn region(text: &str) -> Region {
    Region::parse(text).expect("a region")
}

fn doors(corpora: &str) -> Doors {
    let read = |path: &Path| fs::read(path).expect("a document");
    let rules = files(&Path::new(corpora).join("business-rules/DE"));
    let rules = rules.iter().filter(|path| path.ends_with("rule.json"));
    let rules: Vec<Vec<u8>> = rules.map(|path| read(path)).collect();
    let sets = files(&Path::new(corpora).join("dcc/valuesets"));
    let sets: Vec<Vec<u8>> = sets.iter().map(|path| read(path)).collect();
    let rules = RuleBook::parse(
        rules.iter().map(Vec::as_slice),
        sets.iter().map(Vec::as_slice),
    );
    let rules = rules.expect("rules");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/examples");
    let policies = files(Path::new(folder));
    let texts = policies
        .iter()
        .map(|path| fs::read_to_string(path).expect("a policy"));
    let texts: Vec<String> = texts.collect();
    let documents = texts.iter().map(String::as_str);
    let policies = PolicySet::load(documents, &rules, &Declared, i64::MAX);
    Doors { policies, rules }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Both must find every pass's signature right, or the comparison says nothing.
fn agree(passes: &[Pass], trust: &TrustStore, peer: &dgc::TrustList) {
    let mut verifier = Verifier::new(trust);
    for pass in passes {
        assert_eq!(
            verifier.verify(&pass.text, AT).stages.signature,
            Outcome::Passed
        );
        let (_, validity) = dgc::validate(&pass.text, peer).expect("read");
        assert!(validity.is_valid());
    }
}

fn load(folder: &Path) -> Vec<Pass> {
    let mut files = files(folder);
    files.sort();
    let mut seen = HashSet::new();
    let mut passes: Vec<Pass> = files.iter().filter_map(|path| pass(path)).collect();
    passes.retain(|pass| seen.insert(pass.text.clone()));
    // What the peer does not read cannot be compared.
    passes.retain(|pass| {
        let mut peer = dgc::TrustList::default();
        peer.add_key_from_certificate(&pass.certificate).is_ok()
            && dgc::validate(&pass.text, &peer).is_ok_and(|(_, validity)| validity.is_valid())
    });
    passes
}

fn pass(path: &Path) -> Option<Pass> {
    let case: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let text = case.get("PREFIX")?.as_str()?.to_owned();
    let encoded = case.pointer("/TESTCTX/CERTIFICATE")?.as_str()?.to_owned();
    let certificate = cleanbill_x509::parse_certificate(&STANDARD.decode(&encoded).ok()?).ok()?;
    let public_key = certificate.public_key().ok()?;
    let compressed = base45::decode(text.strip_prefix("HC1:")?.as_bytes()).ok()?;
    let mut message = Vec::new();
    Inflater::default()
        .inflate_into(&compressed, 32_768, &mut message)
        .ok()?;
    let mut decoder = Decoder::default();
    let envelope = decoder.decode(&text).ok()?;
    read_dcc(find_dcc(envelope.claims.hcert.as_ref()?).ok()?).ok()?;
    let algorithm = envelope.cose.algorithm().ok()?;
    let signed = envelope.cose.to_be_signed();
    let signature = envelope.cose.signature().to_vec();
    if algorithm != Algorithm::Es256 || public_key.kind() != KeyKind::P256 {
        return None;
    }
    public_key.verify(algorithm, &signed, &signature).ok()?;
    let kid = Kid::new(envelope.cose.kid()?)?;
    let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key.to_spki_der()).ok()?;
    key.verify_sig(&signed, &signature).ok()?;
    let record = SignerRecord::from_certificate(kid, None, &certificate);
    Some(Pass {
        text,
        certificate: encoded,
        record,
        compressed,
        message,
        signed,
        signature,
        key,
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
