//! How many filings a second are taken, and how long a receipt takes at a given rate.
//!
//! `cargo run --release -p cleanbill-forum --example filing_speed -- [FILINGS] [RATE] [ADDRESS]`
//!
//! First FILINGS (20,000) as fast as 256 people at once can file; the work that they do for it is
//! done before. Then RATE a second (200) for ten seconds. The ledger is sequenced and published
//! into a folder meanwhile, and each receipt is a proof that was read from its files. ADDRESS is
//! that of a PostgreSQL database; without one SQLite is used.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a measurement, run by hand"
)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cleanbill_crypto::sha256;
use cleanbill_forum::filings::{FilingLedger, Filings, FilingsError, Later, Options, Proof};
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::{KeyUse, LedgerPolicy, VerifierKey};
use cleanbill_publish::files::Destination;
use cleanbill_redress::filing::{Addressee, Challenge, Content, Request, Visibility, solve};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_sequencer::{LedgerFiles, Sequencer};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_testkit::FixedEdKey;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

/// 2026-11-23.
const NOW: i64 = 1_795_428_000;
const PEOPLE: u64 = 256;
/// As in the service: rounds are this far apart at the most and at the least.
const ROUND_EVERY: Duration = Duration::from_millis(250);
const ROUND_LEAST: Duration = Duration::from_millis(20);

struct Rounds {
    done: watch::Receiver<u64>,
    hurry: Arc<Notify>,
    files: LedgerFiles,
}

impl std::fmt::Debug for Rounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rounds").finish_non_exhaustive()
    }
}

impl FilingLedger for Rounds {
    fn next_round(&self) -> Later<'_, ()> {
        let mut done = self.done.clone();
        done.borrow_and_update();
        Box::pin(async move {
            let _ = tokio::time::timeout(ROUND_EVERY, done.changed()).await;
        })
    }

    fn hurry(&self) {
        self.hurry.notify_one();
    }

    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, FilingsError>> {
        Box::pin(async move {
            let proof = self.files.receipt(index, entry, None, secret).await;
            Ok(proof.unwrap().map(|proof| proof.to_text()))
        })
    }
}

fn drawing() -> impl Fn(&mut [u8]) + Send + Sync {
    let count = AtomicU64::new(0);
    move |bytes: &mut [u8]| {
        for part in bytes.chunks_mut(32) {
            let drawn = sha256(&count.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            part.copy_from_slice(&drawn[..part.len()]);
        }
    }
}

async fn sequence(mut sequencer: Sequencer, done: watch::Sender<u64>, hurry: Arc<Notify>) {
    let fill = drawing();
    loop {
        let mut draw = |bytes: &mut [u8]| fill(bytes);
        let round = sequencer.round(NOW, &mut draw).await.unwrap();
        done.send_modify(|count| *count += 1);
        if !round.is_more {
            let _ = tokio::time::timeout(ROUND_EVERY, hurry.notified()).await;
            tokio::time::sleep(ROUND_LEAST).await;
        }
    }
}

/// A letter of about a page, and the work for it.
fn letter(filings: &Filings, number: u64) -> (Request, Challenge, u64) {
    let text = format!("{number}: {}", "Please answer. ".repeat(130));
    let content = Content::text(text).unwrap();
    let request = Request::new(Addressee::Authority, Visibility::Open, content).unwrap();
    let challenge = filings.challenge(NOW);
    let counter = solve(&challenge, &request.digest(), u64::MAX).unwrap();
    (request, challenge, counter)
}

async fn file(filings: &Filings, letter: (Request, Challenge, u64)) -> bool {
    let (request, challenge, counter) = letter;
    let proof = Proof::Work { challenge, counter };
    filings
        .file(request, proof, NOW)
        .await
        .unwrap()
        .receipt
        .is_some()
}

async fn begin(folder: &std::path::Path, url: String) -> Filings {
    let store = Store::open(&StoreConfig::new(url)).await.unwrap();
    let log = FixedEdKey::new(1);
    let key = VerifierKey::of_signer("ledger.example/xx", KeyUse::Log, &log).unwrap();
    let options = cleanbill_sequencer::Options {
        signer: Arc::new(log),
        policy: LedgerPolicy::threshold(&key, None, &[], 0).unwrap(),
        blinding: BlindingKey::new([7; 32]),
        cover_one_in: 0,
    };
    let to = Arc::new(Destination::folder(&folder.join("ledger")).unwrap());
    let sequencer = Sequencer::open(store.sequencing(), to, options)
        .await
        .unwrap();
    let (done, rounds) = watch::channel(0);
    let hurry = Arc::new(Notify::new());
    let ledger = Rounds {
        done: rounds,
        hurry: hurry.clone(),
        files: sequencer.files(),
    };
    tokio::spawn(sequence(sequencer, done, hurry));
    let kek = FileKek::new(&[3; 32]).unwrap();
    let fill = drawing();
    let mut draw = |bytes: &mut [u8]| fill(bytes);
    let ring = KeyRing::create(&folder.join("ring"), &kek, NOW, &mut draw).unwrap();
    let options = Options {
        borne_per_second: 1 << 20,
        ..Options::default()
    };
    Filings::begin(
        &store,
        &ring,
        Arc::new(ledger),
        Arc::new(drawing()),
        options,
    )
    .unwrap()
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().map_or(20_000, |n| n.parse().unwrap());
    let rate: u64 = arguments.next().map_or(200, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("registry.sqlite").display());
    let filings = begin(folder.path(), arguments.next().unwrap_or(sqlite)).await;

    let begun = Instant::now();
    let letters: Vec<_> = (0..count).map(|n| letter(&filings, n)).collect();
    let each = begun.elapsed().as_secs_f64() * 1_000.0 / count as f64;
    println!("{each:.1} ms of work a filing");

    let letters = Arc::new(Mutex::new(letters));
    let begun = Instant::now();
    let mut people = JoinSet::new();
    for _ in 0..PEOPLE {
        let (filings, letters) = (filings.clone(), letters.clone());
        people.spawn(async move {
            let mut receipts = 0_u64;
            loop {
                let Some(next) = letters.lock().unwrap().pop() else {
                    return receipts;
                };
                receipts += u64::from(file(&filings, next).await);
            }
        });
    }
    let receipts: u64 = people.join_all().await.into_iter().sum();
    let took = begun.elapsed().as_secs_f64();
    let per_second = count as f64 / took;
    println!("{per_second:.0} filings/s by {PEOPLE} people, {receipts} of {count} with receipts");

    let letters: Vec<_> = (0..rate * 10)
        .map(|n| letter(&filings, count + n))
        .collect();
    let begun = tokio::time::Instant::now();
    let mut waiting = JoinSet::new();
    for (number, next) in letters.into_iter().enumerate() {
        let at = begun + Duration::from_secs_f64(number as f64 / rate as f64);
        tokio::time::sleep_until(at).await;
        let filings = filings.clone();
        waiting.spawn(async move {
            let begun = Instant::now();
            let has_receipt = file(&filings, next).await;
            (begun.elapsed(), has_receipt)
        });
    }
    let mut told = waiting.join_all().await;
    told.sort_unstable();
    let with: usize = told.iter().filter(|(_, has_receipt)| *has_receipt).count();
    let at = |share: f64| {
        told[((told.len() - 1) as f64 * share) as usize]
            .0
            .as_millis()
    };
    println!(
        "at {rate}/s: receipts p50 {} ms, p99 {} ms, slowest {} ms; {with} of {} with receipts",
        at(0.5),
        at(0.99),
        at(1.0),
        told.len()
    );
}
