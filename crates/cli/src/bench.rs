//! What a check costs on this machine. The repository's own benches, with peers, are in `benches/`.

use std::hint::black_box;

use cleanbill_crypto::{Algorithm, PublicKey, Signer};
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_hcert::{Dcc, Decoder};
use cleanbill_issuer::transliteration::Language;
use cleanbill_issuer::{Authority, KeyEpoch, PassRequest, ValidityPolicy, issue};
use cleanbill_signer::KeyType;
use cleanbill_trust::{Kid, SignerRecord, TrustStore};
use cleanbill_verifier::Verifier;
use cleanbill_x509::DccUsage;
use rayon::prelude::*;

use crate::check::Pictures;
use crate::clock::stopwatch;
use crate::entropy;
use crate::error::CliError;
use crate::input::{Items, Work, document};
use crate::publisher::make_key;

/// The instant of all checks here: 2021-11-19T18:00:00Z.
const AT: i64 = 1_637_344_800;

/// Time of one operation.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) micros: f64,
}

/// What is measured on.
pub(crate) struct Passes {
    pub(crate) texts: Vec<String>,
    pub(crate) trust: TrustStore,
    key: Option<PublicKey>,
}

/// One signature with everything that is needed to check it.
pub(crate) struct Bare {
    key: PublicKey,
    algorithm: Algorithm,
    message: Vec<u8>,
    signature: Vec<u8>,
}

impl Passes {
    /// 64 vaccination passes of a key that is made for them.
    pub(crate) fn make() -> Result<Self, CliError> {
        const COUNT: usize = 64;
        let key = make_key(KeyType::P256)?;
        let kid = *b"bench-01";
        let epoch = KeyEpoch {
            kid,
            not_before: 0,
            not_after: 2 * AT,
        };
        let failed = |error| CliError::Issue { error };
        let authority = Authority::new("XX", "Bench", epoch, ValidityPolicy::default())
            .map_err(|error| failed(error.into()))?;
        let request = PassRequest::new(sample(), Language::Other);
        let request = request.map_err(|error| failed(error.into()))?;
        let mut texts = Vec::new();
        for _ in 0..COUNT {
            let pass = issue(&request, &authority, AT, entropy::draw()?, &key).map_err(failed)?;
            texts.push(pass.text);
        }
        let spki = key.public_key().to_spki_der();
        let record = SignerRecord {
            kid: Kid::from(kid),
            country: None,
            spki: spki.into(),
            usage: DccUsage::ANY,
            not_before: i64::MIN,
            not_after: i64::MAX,
            thumbprint: cleanbill_crypto::sha256(spki),
        };
        let trust = TrustStore::new(vec![record.into()]);
        Ok(Self {
            texts,
            trust,
            key: Some(key.public_key().clone()),
        })
    }

    /// The passes that arguments name; their signers are not known, so signatures are not checked.
    pub(crate) fn read(arguments: &[String]) -> Result<Self, CliError> {
        let pictures = Pictures::default();
        let mut texts = Vec::new();
        for item in Items::new(arguments) {
            match item.work {
                Work::Text(text) => texts.push(text),
                Work::Picture(path) => texts.extend(pictures.read(&path).unwrap_or_default()),
                Work::Document(path, document) => {
                    texts.extend(document::read(&path, document).unwrap_or_default());
                }
                Work::Failed(_) => {}
            }
        }
        if texts.is_empty() {
            return Err(CliError::NothingToMeasure);
        }
        Ok(Self {
            texts,
            trust: TrustStore::default(),
            key: None,
        })
    }

    /// The bare signatures, if the key is known.
    pub(crate) fn bare(&self) -> Option<Vec<Bare>> {
        let key = self.key.as_ref()?;
        let mut decoder = Decoder::default();
        let bare = |text: &String| {
            let envelope = decoder.decode(text).ok()?;
            Some(Bare {
                key: key.clone(),
                algorithm: envelope.cose.algorithm().ok()?,
                message: envelope.cose.to_be_signed(),
                signature: envelope.cose.signature().to_vec(),
            })
        };
        self.texts.iter().map(bare).collect()
    }
}

fn sample() -> Dcc {
    let text = |value: &str| Some(value.to_owned());
    Dcc {
        name: PersonName {
            surname: text("Mustermann-Beispiel"),
            forename: text("Erika Maria"),
            ..PersonName::default()
        },
        birth_date: text("1964-08-12"),
        vaccinations: vec![Vaccination {
            disease: text("840539006"),
            vaccine: text("1119349007"),
            product: text("EU/1/20/1528"),
            manufacturer: text("ORG-100030215"),
            dose: Some(2),
            doses: Some(2),
            date: text("2021-06-11"),
            ..Vaccination::default()
        }],
        ..Dcc::default()
    }
}

/// Best of several rounds, so that a busy machine disturbs less.
fn best(checks: usize, mut run: impl FnMut(usize)) -> Measured {
    const ROUNDS: usize = 5;
    let share = checks.div_ceil(ROUNDS).max(1);
    run(share.min(100));
    let times = (0..ROUNDS).map(|_| {
        let watch = stopwatch();
        run(share);
        watch.elapsed().as_secs_f64() * 1e6 / share as f64
    });
    Measured {
        micros: times.fold(f64::INFINITY, f64::min),
    }
}

/// The signatures alone, keys parsed beforehand.
pub(crate) fn bare(signatures: &[Bare], checks: usize) -> Measured {
    best(checks, |share| {
        for bare in signatures.iter().cycle().take(share) {
            let result = bare
                .key
                .verify(bare.algorithm, &bare.message, &bare.signature);
            let _ = black_box(result);
        }
    })
}

/// Text to report on one thread.
pub(crate) fn whole(texts: &[String], trust: &TrustStore, checks: usize) -> Measured {
    let mut verifier = Verifier::new(trust);
    best(checks, |share| {
        for text in texts.iter().cycle().take(share) {
            black_box(verifier.verify(text, AT));
        }
    })
}

/// Text to report on every core.
pub(crate) fn on_all_cores(texts: &[String], trust: &TrustStore, checks: usize) -> Measured {
    best(checks, |share| {
        (0..share).into_par_iter().for_each_init(
            || Verifier::new(trust),
            |verifier, index| {
                if let Some(text) = texts.get(index % texts.len()) {
                    black_box(verifier.verify(text, AT));
                }
            },
        );
    })
}
