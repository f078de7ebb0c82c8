//! Counters under attack: rolled back, deleted, damaged, shared, and killed in the middle.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use cleanbill_signer::epoch::{Block, CountingSigner, Epoch, EpochError, SignatureCounter, Tally};
use cleanbill_signer::{KeyType, SoftwareKey};
use tempfile::TempDir;

const KID: [u8; 8] = *b"kidkidki";
const TEN: Block = Block::new(10).unwrap();

struct Counter {
    _folder: TempDir,
    path: PathBuf,
}

impl Counter {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counter");
        SignatureCounter::create(&path, KID).unwrap();
        Self {
            _folder: folder,
            path,
        }
    }

    fn open(&self, block: Block) -> SignatureCounter {
        SignatureCounter::open(&self.path, KID, block, 0).unwrap()
    }

    fn refusal(&self, floor: u64) -> EpochError {
        SignatureCounter::open(&self.path, KID, TEN, floor).unwrap_err()
    }

    fn tally(&self) -> Tally {
        SignatureCounter::read(&self.path, KID).unwrap()
    }
}

fn count(counter: &SignatureCounter, signatures: u64) {
    for _ in 0..signatures {
        counter.count(1, u64::MAX).unwrap();
    }
}

/// Runs this one test again in a process of its own, with `path` in its environment.
fn again(test: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]);
    command.env("COUNTER_OF_CHILD", path);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn path_of_child() -> Option<PathBuf> {
    std::env::var_os("COUNTER_OF_CHILD").map(PathBuf::from)
}

#[test]
fn a_closed_counter_is_exact_and_its_numbers_only_grow() {
    let counter = Counter::new();
    let (mut total, mut last) = (0, Tally::default());
    for signatures in [3, 0, 10, 11, 25] {
        let open = counter.open(TEN);
        count(&open, signatures);
        total += signatures;
        assert!(counter.tally().signatures() >= total);
        let tally = open.close().unwrap();
        assert_eq!(tally.signatures(), total);
        assert_eq!(counter.tally(), tally);
        assert!(tally.reserved >= last.reserved && tally.returned >= last.returned);
        last = tally;
    }
}

#[test]
fn dropping_is_closing() {
    let counter = Counter::new();
    count(&counter.open(TEN), 3);
    assert_eq!(counter.tally().signatures(), 3);
}

#[test]
fn a_killed_signer_leaves_a_counter_that_is_never_too_low() {
    const SIGNED: u64 = 23;
    if let Some(path) = path_of_child() {
        let counter = SignatureCounter::open(&path, KID, TEN, 0).unwrap();
        count(&counter, SIGNED);
        std::process::abort();
    }
    let counter = Counter::new();
    let test = "a_killed_signer_leaves_a_counter_that_is_never_too_low";
    for run in 1..=3 {
        let output = again(test, &counter.path).output().unwrap();
        assert_eq!(output.status.code(), None, "killed by a signal: {output:?}");
        // Three blocks of ten each time: at most nine too many.
        assert_eq!(counter.tally().signatures(), 30 * run);
        assert!(counter.tally().signatures() >= SIGNED * run);
    }
    count(&counter.open(TEN), 1);
    assert_eq!(counter.tally().signatures(), 91);
}

#[test]
fn what_is_on_the_disk_is_never_below_what_was_counted() {
    let counter = Counter::new();
    let open = counter.open(TEN);
    for counted in 1..=35 {
        count(&open, 1);
        assert!(counter.tally().signatures() >= counted, "{counted}");
    }
}

#[test]
fn two_processes_cannot_share_a_counter() {
    if let Some(path) = path_of_child() {
        let refusal = SignatureCounter::open(&path, KID, TEN, 0).unwrap_err();
        assert_eq!(refusal, EpochError::CounterInUse);
        return;
    }
    let counter = Counter::new();
    let open = counter.open(TEN);
    let test = "two_processes_cannot_share_a_counter";
    let output = again(test, &counter.path).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    // Nor can two parts of one process.
    assert_eq!(counter.refusal(0), EpochError::CounterInUse);
    drop(open);
    counter.open(TEN);
}

#[test]
fn threads_share_one_counter_and_none_is_lost() {
    let counter = Counter::new();
    let open = counter.open(Block::new(7).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| count(&open, 100));
        }
    });
    assert_eq!(open.close().unwrap().signatures(), 400);
}

#[test]
fn an_older_file_is_seen_by_a_running_signer() {
    let counter = Counter::new();
    let older = fs::read(&counter.path).unwrap();
    let open = counter.open(TEN);
    count(&open, 10);
    fs::write(&counter.path, older).unwrap();
    for _ in 0..2 {
        assert_eq!(open.count(1, 100), Err(EpochError::CounterChanged));
    }
    assert_eq!(open.close(), Err(EpochError::CounterChanged));
}

#[test]
fn an_older_file_is_seen_later_only_by_what_is_known_to_be_issued() {
    let counter = Counter::new();
    let older = fs::read(&counter.path).unwrap();
    count(&counter.open(TEN), 12);
    fs::write(&counter.path, older).unwrap();
    let rolled_back = EpochError::CounterRolledBack {
        found: 0,
        floor: 12,
    };
    assert_eq!(counter.refusal(12), rolled_back);
    // Without such knowledge the file alone cannot tell: that is why the list is compared (G06).
    assert!(SignatureCounter::open(&counter.path, KID, TEN, 0).is_ok());
}

#[test]
fn a_deleted_counter_does_not_begin_again() {
    let counter = Counter::new();
    let open = counter.open(TEN);
    count(&open, 10);
    fs::remove_file(&counter.path).unwrap();
    assert_eq!(open.count(1, 100), Err(EpochError::CounterMissing));
    drop(open);
    assert_eq!(counter.refusal(0), EpochError::CounterMissing);
    assert!(!counter.path.exists());
}

#[test]
fn a_counter_is_never_begun_twice() {
    let counter = Counter::new();
    count(&counter.open(TEN), 3);
    let again = SignatureCounter::create(&counter.path, KID);
    assert_eq!(again, Err(EpochError::CounterExists));
    let other = SignatureCounter::create(&counter.path, [1; 8]);
    assert_eq!(other, Err(EpochError::CounterExists));
    assert_eq!(counter.tally().signatures(), 3);
}

#[test]
fn damaged_and_foreign_counters_are_told_apart() {
    let counter = Counter::new();
    let foreign = SignatureCounter::open(&counter.path, [0; 8], TEN, 0).unwrap_err();
    assert_eq!(foreign, EpochError::CounterForeign);
    let text = fs::read_to_string(&counter.path).unwrap();
    for damaged in [
        "".to_owned(),
        text[..text.len() / 2].to_owned(),
        text.replace("reserved 0", "reserved 9"),
        format!("{text}\n"),
        "x".repeat(100_000),
    ] {
        fs::write(&counter.path, damaged).unwrap();
        assert_eq!(counter.refusal(0), EpochError::CounterMalformed);
    }
    fs::write(&counter.path, [0xff; 40]).unwrap();
    assert_eq!(counter.refusal(0), EpochError::CounterMalformed);
}

#[test]
fn what_cannot_be_counted_is_not_signed() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let path = inside.join("counter");
    SignatureCounter::create(&path, KID).unwrap();
    // A folder stands where the new file would be written first.
    let open = SignatureCounter::open(&path, KID, TEN, 0).unwrap();
    fs::create_dir(inside.join("counter.new")).unwrap();
    let refusal = open.count(1, 100).unwrap_err();
    assert_eq!(refusal.code(), "epoch.counter-write");
    assert_eq!(open.count(1, 100), Err(refusal.clone()));
    assert_eq!(open.check(1, 100), Err(refusal));
    // Once there is room it goes on, from what the file says.
    fs::remove_dir(inside.join("counter.new")).unwrap();
    open.check(1, 100).unwrap();
    open.count(1, 100).unwrap();
    assert_eq!(open.check(1, 1), Ok(()), "one of the block was given");
    assert_eq!(open.close().unwrap().signatures(), 1);
    let capped = SignatureCounter::open(&path, KID, TEN, 0).unwrap();
    assert_eq!(capped.check(1, 1).unwrap_err().code(), "epoch.cap-reached");
}

#[test]
fn a_counter_that_was_changed_while_it_could_not_be_written_ends_the_signer() {
    let counter = Counter::new();
    let open = counter.open(TEN);
    count(&open, 10);
    let beside = counter.path.with_extension("new");
    fs::create_dir(&beside).unwrap();
    open.count(1, 100).unwrap_err();
    let older = Counter::new();
    fs::copy(&older.path, &counter.path).unwrap();
    fs::remove_dir(beside).unwrap();
    assert_eq!(open.count(1, 100), Err(EpochError::CounterChanged));
}

/// Counts how often it is asked, and can fail.
struct Spy {
    key: SoftwareKey,
    asked: Arc<AtomicUsize>,
    fails: bool,
}

impl Signer for Spy {
    fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }

    fn public_key(&self) -> &PublicKey {
        self.key.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.fails {
            return Err(SignError::KeyUnavailable);
        }
        self.key.sign(message)
    }
}

fn counting(counter: &Counter, now: i64, fails: bool) -> (CountingSigner<Spy>, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let spy = Spy {
        key: SoftwareKey::generate(KeyType::P256).unwrap(),
        asked: Arc::clone(&asked),
        fails,
    };
    let epoch = Epoch {
        number: 4,
        kid: KID,
        certificate: Vec::new(),
        not_before: 1_000,
        not_after: 2_000,
        signatures_max: 25,
    };
    let clock = AtomicI64::new(now);
    let signer = CountingSigner::new(spy, epoch, counter.open(TEN), move || {
        clock.load(Ordering::SeqCst)
    });
    (signer, asked)
}

#[test]
fn an_epoch_signs_within_its_bounds_and_then_asks_for_rotation() {
    let counter = Counter::new();
    let (signer, asked) = counting(&counter, 1_500, false);
    for _ in 0..25 {
        let signature = signer.sign(b"message").unwrap();
        let public = signer.public_key();
        assert_eq!(
            public.verify(Algorithm::Es256, b"message", &signature),
            Ok(())
        );
        assert_eq!(signer.refusal(), None);
    }
    for _ in 0..2 {
        assert_eq!(signer.sign(b"message"), Err(SignError::Refused));
        let full = EpochError::CapReached {
            number: 4,
            signatures_max: 25,
        };
        assert!(full.asks_for_rotation());
        assert_eq!(signer.refusal(), Some(full));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 25);
    assert_eq!(signer.close().unwrap().signatures(), 25);
    // Nor does it go on after a restart.
    let (signer, asked) = counting(&counter, 1_500, false);
    assert_eq!(signer.sign(b"message"), Err(SignError::Refused));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn outside_of_its_time_nothing_is_counted_and_the_key_not_asked() {
    let counter = Counter::new();
    for (now, code) in [
        (999, Some("epoch.not-yet")),
        (1_000, None),
        (2_000, None),
        (2_001, Some("epoch.over")),
    ] {
        let before = counter.tally().signatures();
        let (signer, asked) = counting(&counter, now, false);
        let signed = signer.sign(b"message").is_ok();
        let refusal = signer.refusal();
        assert_eq!(refusal.as_ref().map(EpochError::code), code, "{now}");
        drop(signer);
        assert_eq!(signed, code.is_none());
        assert_eq!(asked.load(Ordering::SeqCst), usize::from(signed));
        assert_eq!(counter.tally().signatures() - before, u64::from(signed));
    }
}

#[test]
fn a_signature_that_the_key_did_not_give_stays_counted() {
    let counter = Counter::new();
    let (signer, _) = counting(&counter, 1_500, true);
    assert_eq!(signer.sign(b"message"), Err(SignError::KeyUnavailable));
    assert_eq!(signer.refusal(), None);
    assert_eq!(signer.close().unwrap().signatures(), 1);
}
