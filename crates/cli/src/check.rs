//! Checking many codes on all cores, answers in the order of the questions.

mod parts;

use std::path::Path;
use std::sync::RwLock;

use cleanbill_qr::{Limits, ReadError};
use cleanbill_verifier::{Report, Verdict, Verifier};
use rayon::prelude::*;

use self::parts::{Part, Parts, cards_of, is_part};
use crate::bundle::{Data, read_bounded};
use crate::error::CliError;
use crate::exit::Exit;
use crate::input::{InputError, Item, Items, Source, Work, document};

/// How many items are handed to the threads at a time; their answers are all that is held.
const BATCH: usize = 2_048;

/// What came of one code.
pub(crate) struct Checked {
    pub(crate) source: Source,
    pub(crate) finding: Finding,
}

/// A report, or why there was nothing to report on.
pub(crate) enum Finding {
    Report(Box<Report>),
    Failed(InputError),
}

impl Checked {
    fn failed(source: Source, error: InputError) -> Self {
        Self {
            source,
            finding: Finding::Failed(error),
        }
    }

    /// The report, if there is one.
    pub(crate) fn report(self) -> Option<Report> {
        match self.finding {
            Finding::Report(report) => Some(*report),
            Finding::Failed(_) => None,
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        match &self.finding {
            Finding::Report(report) => report.verdict(),
            Finding::Failed(_) => Verdict::Undetermined,
        }
    }
}

/// How many codes got which verdict.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tally {
    pub(crate) good: usize,
    pub(crate) refused: usize,
    pub(crate) undetermined: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Accepted
            | Verdict::Authentic
            | Verdict::NoPassNeeded
            | Verdict::NoCheckInForce => self.good += 1,
            Verdict::Refused => self.refused += 1,
            Verdict::Undetermined => self.undetermined += 1,
        }
    }

    pub(crate) const fn total(self) -> usize {
        self.good + self.refused + self.undetermined
    }

    /// "Could not be checked" outweighs "refused", which outweighs "good".
    pub(crate) const fn exit(self) -> Exit {
        if self.undetermined > 0 {
            Exit::NotDone
        } else if self.refused > 0 {
            Exit::Refused
        } else {
            Exit::Good
        }
    }
}

/// Checks every item and gives what `render` makes of each to `emit`, in order. Codes that are
/// parts of one card count as one where they follow each other.
pub(crate) fn check_all<R: Send>(
    items: Items,
    data: &Data,
    render: impl Fn(Checked) -> R + Sync,
    mut emit: impl FnMut(R) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let pictures = Pictures::default();
    let times = data.times();
    let check = |verifier: &mut Verifier<'_>, item: Item| -> Vec<Step<R>> {
        let step = |code| match code {
            Code::Part(part) => Step::Part(part),
            Code::Whole(source, text) => Step::Done(render(report(source, &text, verifier, times))),
            Code::Failed(source, error) => Step::Done(render(Checked::failed(source, error))),
        };
        codes_of(item, &pictures).into_iter().map(step).collect()
    };
    let mut items = items.peekable();
    while items.peek().is_some() {
        let batch: Vec<Item> = items.by_ref().take(BATCH).collect();
        let mut verifier = data.verifier();
        let answers: Vec<Vec<Step<R>>> = if batch.len() == 1 {
            let items = batch.into_iter();
            items.map(|item| check(&mut verifier, item)).collect()
        } else {
            batch
                .into_par_iter()
                .map_init(|| data.verifier(), check)
                .collect()
        };
        let mut parts = Parts::default();
        for step in answers.into_iter().flatten() {
            let (codes, done) = match step {
                Step::Part(part) => (parts.add(part), None),
                Step::Done(done) => (parts.take(), Some(done)),
            };
            for (source, text) in codes {
                emit(render(report(source, &text, &mut verifier, times)))?;
            }
            done.map_or(Ok(()), &mut emit)?;
        }
        for (source, text) in parts.take() {
            emit(render(report(source, &text, &mut verifier, times)))?;
        }
    }
    Ok(())
}

/// What became of a code: it was checked, or it is a part that waits for the others.
enum Step<R> {
    Done(R),
    Part(Part),
}

fn report(
    source: Source,
    text: &str,
    verifier: &mut Verifier<'_>,
    (at, clock): (i64, i64),
) -> Checked {
    let report = verifier.verify_as_of(text, at, clock);
    Checked {
        source,
        finding: Finding::Report(Box::new(report)),
    }
}

/// A code, and where it came from.
enum Code {
    Whole(Source, String),
    Part(Part),
    Failed(Source, InputError),
}

/// The codes of an item, one after the other.
fn codes_of(item: Item, pictures: &Pictures) -> Vec<Code> {
    let Item { source, work } = item;
    let (path, texts) = match work {
        Work::Text(text) => return vec![code(source, text)],
        Work::Failed(error) => return vec![Code::Failed(source, error)],
        Work::Picture(path) => match pictures.read(&path) {
            Ok(texts) => (path, texts),
            Err(error) => return vec![Code::Failed(source, error)],
        },
        Work::Document(path, document) => match document::read(&path, document) {
            Some(texts) => (path, texts.into_iter().flat_map(cards_of).collect()),
            None => return vec![Code::Failed(source, InputError::Unreadable)],
        },
    };
    match <[String; 1]>::try_from(texts) {
        Ok([text]) => vec![code(source, text)],
        Err(texts) => {
            let parts = texts.into_iter().zip(1..);
            parts
                .map(|(text, part)| code(Source::Part(path.clone(), part), text))
                .collect()
        }
    }
}

fn code(source: Source, text: String) -> Code {
    if is_part(&text) {
        Code::Part(Part { source, text })
    } else {
        Code::Whole(source, text)
    }
}

/// The few codes that arguments name.
pub(crate) fn read_texts(passes: &[String]) -> Result<Vec<String>, CliError> {
    const TEXTS_MAX: usize = 100;
    let pictures = Pictures::default();
    let failed = |error| CliError::PassInput { error };
    let mut texts = Vec::new();
    for item in Items::new(passes) {
        match item.work {
            Work::Text(text) => texts.push(text),
            Work::Picture(path) => texts.extend(pictures.read(&path).map_err(failed)?),
            Work::Document(path, document) => {
                let read = document::read(&path, document).ok_or(InputError::Unreadable);
                texts.extend(read.map_err(failed)?);
            }
            Work::Failed(error) => return Err(failed(error)),
        }
        if texts.len() > TEXTS_MAX {
            return Err(CliError::NotOnePass);
        }
    }
    Ok(texts)
}

/// Reads pictures so that all of them together stay within one picture's memory: small ones side
/// by side, a large one alone.
#[derive(Default)]
pub(crate) struct Pictures {
    large: RwLock<()>,
}

impl Pictures {
    /// The texts of all codes in a picture file.
    pub(crate) fn read(&self, path: &Path) -> Result<Vec<String>, InputError> {
        let whole = Limits::default();
        let bytes =
            read_bounded(path, whole.size_max_bytes as u64).map_err(|error| match error {
                CliError::TooLarge { .. } => InputError::Picture("qr.file-too-large"),
                _ => InputError::Unreadable,
            })?;
        let share = whole.memory_max_bytes / rayon::current_num_threads().max(1);
        let shared = {
            let _beside_others = self.large.read();
            cleanbill_qr::read(
                &bytes,
                &Limits {
                    memory_max_bytes: share,
                    ..whole
                },
            )
        };
        let found = match shared {
            Err(ReadError::PictureTooLarge { .. }) => {
                let _alone = self.large.write();
                cleanbill_qr::read(&bytes, &whole)
            }
            other => other,
        };
        match found {
            Ok(found) => Ok(found.into_iter().map(|code| code.text).collect()),
            Err(error) => Err(InputError::Picture(error.code())),
        }
    }
}
