//! The national filter from a universe file.

mod band;
mod diff;
mod layout;

use std::io::{Read, Seek};

use cleanbill_revocation::KeyHash;
use cleanbill_revocation::national::ribbon::{Equation, Seed, Stage};
use cleanbill_revocation::national::{Coverage, Epoch, FilterParts, Limits, NationalFilter};

use crate::PublishError;
use crate::universe::{Summary, UniverseReader};
use band::Band;
use layout::{ATTEMPTS_MAX, LENGTHENINGS_MAX, columns_for, is_expected, rows_for};

pub use diff::diff;
pub use layout::size_bound_bits;

/// What a filter says of itself beside its universe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its version, 1 and up: one more than what is in force.
    pub version: u32,
    /// When it is built, Unix seconds.
    pub issued_at: i64,
}

/// A filter that was built, and proved right about every pass of its universe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFilter {
    /// The filter as it is published.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub filter: NationalFilter,
    /// What the universe file comes to.
    pub universe: Summary,
    /// How many passes that are not revoked come through the approximate ribbon.
    pub survivors: u64,
}

/// Builds the filter of a universe file, and checks it against every record before it returns.
///
/// Reads the file three times, more in rare cases; in memory it holds the revoked keys and those
/// that the approximate ribbon mistakes for them, two and a half times as many. The same file and
/// edition give the same bytes on every machine.
///
/// # Errors
/// What is wrong with the file; [`PublishError::TooLarge`] or [`PublishError::Encode`] for what no
/// reader would take. [`PublishError::Wrong`] if the
/// filter does not pass its check; nothing is returned then.
pub fn build_filter(
    mut file: impl Read + Seek,
    edition: Edition,
) -> Result<BuiltFilter, PublishError> {
    let universe = Universe::read(&mut file)?;
    let revoked = universe.revoked.len() as u64;
    let columns = columns_for(universe.summary.issued, revoked)?;
    let (approximate, survivors) = approximate(&mut file, &universe, columns)?;
    let (attempt, exact) = exact(&universe, &survivors)?;
    let parts = FilterParts {
        version: edition.version,
        issued_at: edition.issued_at,
        universe: universe.summary.digest,
        revoked: universe.summary.revoked,
        coverage: universe.coverage,
        columns,
        attempt,
        approximate,
        exact,
    };
    let bytes = parts.encode()?;
    let filter = NationalFilter::parse(&bytes, &Limits::DEFAULT)?;
    prove(&mut file, &filter, &universe.summary)?;
    Ok(BuiltFilter {
        bytes,
        filter,
        universe: universe.summary,
        survivors: survivors.len() as u64,
    })
}

/// What is kept of the file after it was read once.
struct Universe {
    coverage: Coverage,
    /// Ascending, each once.
    revoked: Vec<KeyHash>,
    summary: Summary,
}

impl Universe {
    fn read(file: &mut (impl Read + Seek)) -> Result<Self, PublishError> {
        let mut reader = from_start(file)?;
        let issuer: Box<str> = reader.issuer().into();
        let (mut epochs, mut revoked) = (Vec::new(), Vec::new());
        while let Some(header) = reader.next_epoch()? {
            while let Some(record) = reader.next_record()? {
                if record.revoked {
                    revoked.push(record.key);
                }
            }
            epochs.push(Epoch {
                kid: header.kid,
                from: header.from,
                until: header.until,
                issued: header.issued,
            });
        }
        revoked.sort_unstable();
        revoked.dedup();
        Ok(Self {
            coverage: Coverage::new(&issuer, epochs)?,
            revoked,
            summary: reader.finish()?,
        })
    }
}

/// Solves the ribbon that lets every revoked key through, and finds the others that come through.
/// A ribbon in which too many do is made longer and solved again.
fn approximate(
    file: &mut (impl Read + Seek),
    universe: &Universe,
    columns: u8,
) -> Result<(Vec<u64>, Vec<KeyHash>), PublishError> {
    let seed = Seed::new(&universe.summary.digest, Stage::Approximate, 0);
    for attempt in 0..=LENGTHENINGS_MAX {
        let mut words = Vec::new();
        if columns > 0 {
            let rows = rows_for(universe.revoked.len() as u64, attempt)?;
            let mut band = Band::new(rows);
            for equation in sorted(&universe.revoked, &seed, rows) {
                // All constants are zero, so no equation can contradict the others.
                band.insert(equation, false);
            }
            words = band.solve(columns, |index| seed.filler(index));
        }
        let survivors = survivors(file, universe, columns, &words)?;
        if attempt == LENGTHENINGS_MAX
            || is_expected(survivors.len() as u64, &universe.summary, columns)
        {
            return Ok((words, survivors));
        }
    }
    Err(PublishError::TooLarge)
}

/// The keys that are not revoked and come through all the same; ascending, each once.
fn survivors(
    file: &mut (impl Read + Seek),
    universe: &Universe,
    columns: u8,
    approximate: &[u64],
) -> Result<Vec<KeyHash>, PublishError> {
    if universe.revoked.is_empty() {
        return Ok(Vec::new());
    }
    let seed = Seed::new(&universe.summary.digest, Stage::Approximate, 0);
    let words = approximate.len().checked_div(columns.into()).unwrap_or(0);
    let rows = 64 * words as u32;
    let mut survivors = Vec::new();
    let mut reader = from_start(file)?;
    while reader.next_epoch()?.is_some() {
        while let Some(record) = reader.next_record()? {
            let equation = Equation::new(&record.key, &seed, rows);
            let comes_through = !equation.any_sum(approximate, columns.into());
            if record.revoked || !comes_through {
                continue;
            }
            // A key with both statuses always comes through, so it is met here.
            if universe.revoked.binary_search(&record.key).is_ok() {
                return Err(PublishError::Conflict);
            }
            survivors.push(record.key);
        }
    }
    unchanged(&reader.finish()?, &universe.summary)?;
    survivors.sort_unstable();
    survivors.dedup();
    Ok(survivors)
}

/// Solves the ribbon that tells the revoked keys from the survivors, and says in which attempt.
fn exact(universe: &Universe, survivors: &[KeyHash]) -> Result<(u8, Vec<u64>), PublishError> {
    if universe.revoked.is_empty() {
        return Ok((0, Vec::new()));
    }
    let keys = (universe.revoked.len() + survivors.len()) as u64;
    for attempt in 0..ATTEMPTS_MAX {
        let rows = rows_for(keys, attempt)?;
        let seed = Seed::new(&universe.summary.digest, Stage::Exact, attempt);
        let mut band = Band::new(rows);
        let solvable = sorted(&universe.revoked, &seed, rows)
            .into_iter()
            .all(|equation| band.insert(equation, true))
            && sorted(survivors, &seed, rows)
                .into_iter()
                .all(|equation| band.insert(equation, false));
        if solvable {
            return Ok((attempt, band.solve(1, |index| seed.filler(index))));
        }
    }
    Err(PublishError::Unsolvable {
        attempts: ATTEMPTS_MAX.into(),
    })
}

/// The equations in the order of their starts, in which a band is filled fastest.
fn sorted(keys: &[KeyHash], seed: &Seed, rows: u32) -> Vec<Equation> {
    let equations = keys.iter().map(|key| Equation::new(key, seed, rows));
    let mut equations: Vec<_> = equations.collect();
    equations.sort_unstable_by_key(|equation| equation.start);
    equations
}

/// Asks the filter about every pass of the universe.
fn prove(
    file: &mut (impl Read + Seek),
    filter: &NationalFilter,
    summary: &Summary,
) -> Result<(), PublishError> {
    let mut wrong = 0;
    let mut reader = from_start(file)?;
    while reader.next_epoch()?.is_some() {
        while let Some(record) = reader.next_record()? {
            wrong += u64::from(filter.holds(&record.key) != record.revoked);
        }
    }
    unchanged(&reader.finish()?, summary)?;
    match wrong {
        0 => Ok(()),
        wrong => Err(PublishError::Wrong { wrong }),
    }
}

/// A reader at the beginning of the file.
fn from_start<F: Read + Seek>(file: &mut F) -> Result<UniverseReader<&mut F>, PublishError> {
    file.rewind()?;
    UniverseReader::new(file)
}

fn unchanged(now: &Summary, before: &Summary) -> Result<(), PublishError> {
    match now == before {
        true => Ok(()),
        false => Err(PublishError::Changed),
    }
}
