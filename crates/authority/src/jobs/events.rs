//! Where an import's events come from.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use cleanbill_fhir::{Entry, FhirError, Limits, Statement, StatementError, Statements};
use zeroize::Zeroizing;

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

/// The longest bundle. It is held in memory, since JSON may say at its very end that it is none;
/// more than that is sent as lines.
const BUNDLE_MAX_BYTES: u64 = 256 << 20;

/// What the reading thread has to say.
enum Word {
    Row(Box<Row>),
    /// The input cannot be read any further.
    Broken(AuthorityError),
    /// All of it was read.
    End,
}

/// Events of a FHIR bundle or of lines of resources, read by a thread of its own: the reader hands
/// entries out, and is not asked for them.
///
/// A bundle is read to its end before its first event is given. Lines are given as they come; of
/// two people of one name among them the second is a row that is not taken, and so is every event
/// after that which names them.
pub(super) struct FhirEvents {
    words: Receiver<Word>,
    is_over: bool,
}

impl FhirEvents {
    pub(super) fn new(input: impl Read + Send + 'static, is_lines: bool) -> Self {
        let (sender, words) = sync_channel(WAITING_MAX);
        // Ends by itself: when the input does, or when nobody listens any more.
        thread::spawn(move || {
            let read = match is_lines {
                true => read_lines(input, &sender),
                false => read_whole(input, &sender),
            };
            let last = read.map_or_else(Word::Broken, |()| Word::End);
            // Nobody listens: then nobody needs it.
            sender.send(last).unwrap_or_default();
        });
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
                return Err(error);
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

fn read_lines(input: impl Read, words: &SyncSender<Word>) -> Result<(), AuthorityError> {
    let limits = Limits::default();
    let mut reading = Reading::new(&limits, true, |row| say(words, row));
    let read = cleanbill_fhir::read_ndjson(BufReader::new(input), &limits, |e| reading.take(e));
    reading.end(read.map(|_| ()))
}

fn read_whole(input: impl Read, words: &SyncSender<Word>) -> Result<(), AuthorityError> {
    let mut bundle = Zeroizing::new(Vec::new());
    let read = input.take(BUNDLE_MAX_BYTES + 1).read_to_end(&mut bundle);
    read.map_err(|error| FhirError::Read { kind: error.kind() })?;
    if bundle.len() as u64 > BUNDLE_MAX_BYTES {
        return Err(AuthorityError::TooLarge {
            size_max_bytes: BUNDLE_MAX_BYTES,
        });
    }
    read_bundle(&bundle, |_| ControlFlow::Continue(()))?;
    read_bundle(&bundle, |row| say(words, row))
}

fn read_bundle(
    bundle: &[u8],
    give: impl FnMut(Row) -> ControlFlow<()>,
) -> Result<(), AuthorityError> {
    let limits = Limits::default();
    let mut reading = Reading::new(&limits, false, give);
    let read = cleanbill_fhir::read_bundle(bundle, &limits, |entry| reading.take(entry));
    reading.end(read.map(|_| ()))
}

/// Entries on their way to rows.
struct Reading<G> {
    statements: Statements,
    give: G,
    /// Whether what was given cannot be taken back, so that one doubt is of one row.
    is_lines: bool,
    /// Why nothing of the input is to be trusted.
    doubt: Option<StatementError>,
    is_stopped: bool,
}

impl<G: FnMut(Row) -> ControlFlow<()>> Reading<G> {
    fn new(limits: &Limits, is_lines: bool, give: G) -> Self {
        Self {
            statements: Statements::new(limits),
            give,
            is_lines,
            doubt: None,
            is_stopped: false,
        }
    }

    fn take(&mut self, entry: Result<Entry, FhirError>) -> ControlFlow<()> {
        let row = match entry.map(|entry| self.statements.add(entry)) {
            Ok(Ok(None)) => return ControlFlow::Continue(()),
            Ok(Err(doubt @ StatementError::PersonTwice { .. })) if !self.is_lines => {
                self.doubt = Some(doubt);
                return ControlFlow::Break(());
            }
            Ok(Ok(Some(statement))) => fhir::told(&statement),
            Ok(Err(error)) => Err(IntakeError::Resource { code: error.code() }),
            Err(error) => Err(IntakeError::Resource { code: error.code() }),
        };
        let given = (self.give)(row);
        self.is_stopped = given.is_break();
        given
    }

    /// Gives the events whose people came after them.
    fn end(mut self, read: Result<(), FhirError>) -> Result<(), AuthorityError> {
        read?;
        if let Some(doubt) = self.doubt {
            return Err(IntakeError::Resource { code: doubt.code() }.into());
        }
        if self.is_stopped {
            return Ok(());
        }
        for late in self.statements.finish() {
            if (self.give)(told(late)).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn say(words: &SyncSender<Word>, row: Row) -> ControlFlow<()> {
    match words.send(Word::Row(Box::new(row))) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

fn told(statement: Result<Statement, StatementError>) -> Row {
    match statement {
        Ok(statement) => fhir::told(&statement),
        Err(error) => Err(IntakeError::Resource { code: error.code() }),
    }
}
