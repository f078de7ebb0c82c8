//! A nation's filter, built and asked about every pass: `national_filter [--issued N --revoked R]`.
//!
//! Makes passes by number in a few key epochs, writes their universe file, builds the filter and
//! looks every pass up as a verifier does, from its identifier on; then a million passes that were
//! issued later and a million foreign ones; then a day with 2,000 changes. Prints what was measured
//! and fails if one answer was wrong.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "it measures time, and does not ship"
)]

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::time::Instant;

use cleanbill_publish::universe::{EpochHeader, Record, Summary, UniverseWriter};
use cleanbill_publish::{Edition, build_filter, diff, size_bound_bits, write_file};
use cleanbill_revocation::national::{Chain, Limits};
use cleanbill_revocation::{Answer, KeyHash, Mechanism, Subject};

/// Key epochs: one every four weeks.
const EPOCHS: u64 = 5;
/// Seconds of one epoch.
const EPOCH_SECS: i64 = 28 * 24 * 60 * 60;
/// When the first epoch begins.
const START: i64 = 1_800_000_000;
/// Passes outside the universe, of each kind.
const OUTSIDE: u64 = 1_000_000;
/// Changes of the day, three quarters of them revocations.
const CHANGES: u64 = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let (issued, revoked) = arguments()?;
    let folder = tempfile::tempdir()?;
    let nation = Nation { issued, revoked };
    println!("{issued} passes in {EPOCHS} epochs, {revoked} revoked");

    let clock = Instant::now();
    let path = folder.path().join("universe");
    let universe = nation.write(File::create(&path)?, false)?;
    println!(
        "universe file written      {:>9.2} s",
        clock.elapsed().as_secs_f64()
    );
    if (universe.issued, universe.revoked) != (issued, revoked) {
        return Err("the generator made other numbers".into());
    }

    let clock = Instant::now();
    let edition = Edition {
        version: 1,
        issued_at: START + 6 * EPOCH_SECS,
    };
    let built = build_filter(File::open(&path)?, edition)?;
    println!(
        "filter built and proved    {:>9.2} s",
        clock.elapsed().as_secs_f64()
    );
    let again = build_filter(File::open(&path)?, edition)?;
    if again.bytes != built.bytes {
        return Err("built twice, the filter differs".into());
    }
    write_file(folder.path(), "national-filter.v1", &built.bytes)?;

    let bits = 8.0 * built.bytes.len() as f64 / revoked as f64;
    let bound = size_bound_bits(issued, revoked) / revoked as f64;
    let parts = built.filter.parts();
    println!("size                       {:>9} bytes", built.bytes.len());
    println!("bits a revocation          {bits:>9.3}");
    println!("entropy bound              {bound:>9.3}");
    println!("size over bound            {:>9.4}", bits / bound);
    println!(
        "columns {}, attempts {}, survivors {} ({:.4} of the expected)",
        parts.columns,
        parts.attempt + 1,
        built.survivors,
        built.survivors as f64 * 2_f64.powi(parts.columns.into()) / (issued - revoked) as f64
    );

    let chain = Chain::open(&built.bytes, &[], 0, &Limits::DEFAULT)?;
    ask_everybody(&nation, &chain)?;
    measure(&nation, &chain);

    let clock = Instant::now();
    let later = folder.path().join("later");
    nation.write(File::create(&later)?, true)?;
    let next = Edition {
        version: 2,
        issued_at: edition.issued_at + 86_400,
    };
    let delta = diff(File::open(&path)?, File::open(&later)?, chain.tip(), next)?;
    let bytes = delta.encode()?;
    println!(
        "delta of {} and {} changes {:>9} bytes ({:.2} s)",
        delta.revoke.len(),
        delta.restore.len(),
        bytes.len(),
        clock.elapsed().as_secs_f64()
    );
    let chain = Chain::open(&built.bytes, &bytes, 2, &Limits::DEFAULT)?;
    let changed = Changed(nation);
    ask_everybody(&changed, &chain)?;
    Ok(())
}

/// What is true of each pass.
trait Truth {
    fn nation(&self) -> &Nation;
    fn is_revoked(&self, number: u64) -> bool;
}

/// A nation whose passes are numbers.
#[derive(Clone, Copy)]
struct Nation {
    issued: u64,
    revoked: u64,
}

/// The same a day later.
struct Changed(Nation);

impl Truth for Nation {
    fn nation(&self) -> &Nation {
        self
    }

    /// Every so manieth pass, exactly as many as wanted.
    fn is_revoked(&self, number: u64) -> bool {
        let (number, revoked, issued) = (
            u128::from(number),
            u128::from(self.revoked),
            u128::from(self.issued),
        );
        (number + 1) * revoked / issued > number * revoked / issued
    }
}

impl Truth for Changed {
    fn nation(&self) -> &Nation {
        &self.0
    }

    fn is_revoked(&self, number: u64) -> bool {
        self.0.is_revoked(number) != self.0.changes(number)
    }
}

impl Nation {
    /// Whether the pass changes on the day: a quarter are revoked ones, which are restored.
    fn changes(&self, number: u64) -> bool {
        let restored = (CHANGES / 4).min(self.revoked);
        let step = if self.is_revoked(number) {
            let rank = u128::from(number) * u128::from(self.revoked) / u128::from(self.issued);
            return rank < u128::from(restored);
        } else {
            self.issued / (CHANGES - restored)
        };
        // The neighbour if the pass itself is a revoked one.
        let first = number / step.max(1) * step.max(1);
        let chosen = if self.is_revoked(first) {
            first + 1
        } else {
            first
        };
        number == chosen && number / step.max(1) < CHANGES - restored
    }

    fn epoch(number: u64) -> u64 {
        number % EPOCHS
    }

    /// The UVCI: 128 bits from SplitMix64, in hexadecimal where the issuer has Base32.
    fn identifier(number: u64) -> String {
        let word = |index: u64| {
            let mut word = (2 * number + index).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^ (word >> 31)
        };
        format!("URN:UVCI:01:UT:{:016X}{:016X}", word(0), word(1))
    }

    fn kid(epoch: u64) -> [u8; 8] {
        (0x1122_3344_0000_0000 + epoch).to_be_bytes()
    }

    fn issued_at(number: u64) -> i64 {
        let in_epoch = (number / EPOCHS) as i64 % EPOCH_SECS;
        START + Self::epoch(number) as i64 * EPOCH_SECS + in_epoch
    }

    fn write(&self, file: File, changed: bool) -> Result<Summary, Box<dyn Error>> {
        let mut writer = UniverseWriter::new(file, "UT", EPOCHS as u16)?;
        for epoch in 0..EPOCHS {
            let mut records: Vec<Record> = (0..self.issued)
                .filter(|number| Self::epoch(*number) == epoch)
                .map(|number| Record {
                    key: key(&Self::identifier(number)),
                    revoked: self.is_revoked(number) != (changed && self.changes(number)),
                })
                .collect();
            records.sort_unstable_by_key(|record| record.key);
            let from = START + epoch as i64 * EPOCH_SECS;
            writer.begin(EpochHeader {
                kid: Self::kid(epoch).into(),
                from,
                until: from + EPOCH_SECS - 1,
                issued: records.len() as u64,
                revoked: records.iter().filter(|record| record.revoked).count() as u64,
            })?;
            for record in records {
                writer.push(record)?;
            }
        }
        Ok(writer.finish()?)
    }
}

fn key(identifier: &str) -> KeyHash {
    let subject = Subject {
        identifier: Some(identifier),
        ..Subject::default()
    };
    subject.identifier_hash().unwrap_or_default()
}

fn subject<'a>(identifier: &'a str, kid: &'a [u8], issuer: &'a str, at: i64) -> Subject<'a> {
    Subject {
        kid,
        issuer: Some(issuer),
        identifier: Some(identifier),
        issued_at: Some(at),
        ..Subject::default()
    }
}

/// Looks up every pass of the universe and the passes outside of it.
fn ask_everybody(truth: &impl Truth, chain: &Chain) -> Result<(), Box<dyn Error>> {
    let nation = truth.nation();
    let (mut false_hits, mut missed, mut guesses) = (0_u64, 0_u64, 0_u64);
    for number in 0..nation.issued {
        let identifier = Nation::identifier(number);
        let kid = Nation::kid(Nation::epoch(number));
        let subject = subject(&identifier, &kid, "UT", Nation::issued_at(number));
        match (chain.look_up(&subject, 0), truth.is_revoked(number)) {
            (Answer::Revoked, true) | (Answer::NotRevoked, false) => {}
            (Answer::Revoked, false) => false_hits += 1,
            (_, _) => missed += 1,
        }
    }
    for number in nation.issued..nation.issued + OUTSIDE {
        let identifier = Nation::identifier(number);
        let epoch = Nation::epoch(number);
        let after = START + (epoch as i64 + 1) * EPOCH_SECS;
        let (kid, later) = (Nation::kid(epoch), Nation::kid(EPOCHS));
        for subject in [
            subject(&identifier, &kid, "UT", after),
            subject(&identifier, &later, "UT", Nation::issued_at(number)),
            subject(&identifier, &kid, "XX", Nation::issued_at(number)),
            subject(&identifier, &later, "XX", Nation::issued_at(number)),
        ] {
            guesses += u64::from(chain.look_up(&subject, 0) != Answer::NotCovered);
        }
    }
    println!(
        "of {} passes: {false_hits} falsely revoked, {missed} missed; {OUTSIDE} later and \
         {OUTSIDE} foreign: {guesses} guessed",
        nation.issued
    );
    match false_hits + missed + guesses {
        0 => Ok(()),
        _ => Err("the filter is wrong".into()),
    }
}

/// One core; the median and the best of many rounds, as others may use the machine.
fn measure(nation: &Nation, chain: &Chain) {
    let count = nation.issued.min(500_000);
    let passes: Vec<_> = (0..count)
        .map(|index| {
            let number = index * (nation.issued / count);
            let kid = Nation::kid(Nation::epoch(number));
            (Nation::identifier(number), kid, Nation::issued_at(number))
        })
        .collect();
    let (median, best) = time(&passes, |(identifier, kid, at)| {
        chain.look_up(&subject(identifier, kid, "UT", *at), 0) == Answer::Revoked
    });
    println!("look-up with hashing       {median:>9.1} ns, at best {best:.1}");
    let keys: Vec<_> = passes
        .iter()
        .map(|(identifier, _, _)| key(identifier))
        .collect();
    let (median, best) = time(&keys, |key| chain.filter().holds(key));
    println!("the filter's share         {median:>9.1} ns, at best {best:.1}");
}

/// Nanoseconds for each of `items`, in rounds of 10,000: median and best.
fn time<T>(items: &[T], ask: impl Fn(&T) -> bool) -> (f64, f64) {
    let mut rounds: Vec<f64> = items
        .chunks(10_000)
        .map(|round| {
            let clock = Instant::now();
            for item in round {
                black_box(ask(item));
            }
            clock.elapsed().as_nanos() as f64 / round.len() as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    (rounds[rounds.len() / 2], rounds[0])
}

fn arguments() -> Result<(u64, u64), Box<dyn Error>> {
    let (mut issued, mut revoked) = (10_000_000, 100_000);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = words.next().and_then(|number| number.parse().ok());
        match (word.as_str(), number) {
            ("--issued", Some(number)) => issued = number,
            ("--revoked", Some(number)) => revoked = number,
            _ => return Err("usage: national_filter [--issued N] [--revoked R]".into()),
        }
    }
    match revoked <= issued && revoked > 0 && issued >= 4 * CHANGES {
        true => Ok((issued, revoked)),
        false => Err("there must be 8,000 passes or more, and 1 to all of them revoked".into()),
    }
}
