//! Where an import's events come from.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use cleanbill_fhir::{Entry, FhirError, Limits, Statement, StatementError, Statements};

use crate::AuthorityError;
use crate::intake::csv::Rows;
use crate::intake::{IntakeError, Told, fhir};
use crate::issuing::Events;

/// Rows of a CSV file.
pub(super) struct CsvEvents<R>(Rows<R>);

impl<R: Read> CsvEvents<R> {
    pub(super) fn new(input: R) -> Result<Self, AuthorityError> {
        Ok(Self(Rows::new(input)?))
    }
}

impl<R: Read + Send + 'static> Events for CsvEvents<R> {
    fn next(&mut self) -> Result<Option<Result<Told, IntakeError>>, AuthorityError> {
        Ok(self.0.next_row()?)
    }

    fn skip(&mut self) -> Result<bool, AuthorityError> {
        Ok(self.0.skip_row()?)
    }
}

/// Statements that wait to be taken: enough that reading and issuing go on side by side.
const WAITING_MAX: usize = 1_024;

type Row = Result<Told, IntakeError>;

/// What the reading thread has to say.
enum Word {
    Row(Box<Row>),
    /// The input cannot be read any further.
    Broken(FhirError),
    /// All of it was read.
    End,
}

/// Events of a FHIR bundle or of lines of resources, read by a thread of its own: the reader hands
/// entries out, and is not asked for them.
///
/// A bundle that turns out to be none at its end is an error then; the passes issued until then
/// stay, as those of any input that breaks off.
pub(super) struct FhirEvents {
    words: Receiver<Word>,
    is_over: bool,
}

impl FhirEvents {
    pub(super) fn new(input: impl Read + Send + 'static, is_lines: bool) -> Self {
        let (sender, words) = sync_channel(WAITING_MAX);
        // Ends by itself: when the input does, or when nobody listens any more.
        thread::spawn(move || read(input, is_lines, &sender));
        Self {
            words,
            is_over: false,
        }
    }
}

impl Events for FhirEvents {
    fn next(&mut self) -> Result<Option<Row>, AuthorityError> {
        if self.is_over {
            return Ok(None);
        }
        match self.words.recv() {
            Ok(Word::Row(row)) => return Ok(Some(*row)),
            Ok(Word::End) => self.is_over = true,
            Ok(Word::Broken(error)) => {
                self.is_over = true;
                return Err(error.into());
            }
            // The thread ended without a last word: it panicked.
            Err(_) => {
                self.is_over = true;
                return Err(AuthorityError::Damaged);
            }
        }
        Ok(None)
    }

    fn skip(&mut self) -> Result<bool, AuthorityError> {
        Ok(self.next()?.is_some())
    }
}

fn read(input: impl Read, is_lines: bool, words: &SyncSender<Word>) {
    let limits = Limits::default();
    let mut statements = Statements::new(&limits);
    let each = |entry: Result<Entry, FhirError>| match row_of(entry, &mut statements) {
        Some(row) => say(words, row),
        None => ControlFlow::Continue(()),
    };
    let read = if is_lines {
        cleanbill_fhir::read_ndjson(BufReader::new(input), &limits, each)
    } else {
        cleanbill_fhir::read_bundle(input, &limits, each)
    };
    let last = match read {
        Err(error) => Word::Broken(error),
        Ok(_) => {
            for late in statements.finish() {
                if say(words, told(late)).is_break() {
                    return;
                }
            }
            Word::End
        }
    };
    // Nobody listens: then nobody needs it.
    words.send(last).unwrap_or_default();
}

fn say(words: &SyncSender<Word>, row: Row) -> ControlFlow<()> {
    match words.send(Word::Row(Box::new(row))) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

fn row_of(entry: Result<Entry, FhirError>, statements: &mut Statements) -> Option<Row> {
    match entry {
        Ok(entry) => statements.add(entry).transpose().map(told),
        Err(error) => Some(Err(IntakeError::Resource { code: error.code() })),
    }
}

fn told(statement: Result<Statement, StatementError>) -> Row {
    match statement {
        Ok(statement) => fhir::told(&statement),
        Err(error) => Err(IntakeError::Resource { code: error.code() }),
    }
}
