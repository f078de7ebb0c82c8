//! Events as rows of a CSV file (RFC 4180), by a template.
//!
//! The first row names the columns ([`COLUMNS`]), in any order; those not needed may be left out.
//! Cells are separated by commas, semicolons or tabs, as the first row shows; the text is UTF-8,
//! with or without a byte order mark. A row that cannot be taken is reported with its number, the
//! column and a code; all others are taken.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{Exemption, PersonName, Recovery, Test, Vaccination};
use cleanbill_icao9303::transliteration::Language;
use csv::{ByteRecord, ReaderBuilder};
use thiserror::Error;

use super::{Document, IntakeError, Told};
use crate::InForm;

/// The longest row: every cell at the limit of its field stays below.
pub const ROW_MAX_BYTES: u64 = 32_768;
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// What `csv` reads ahead of the row that it is at.
const BUFFER_BYTES: usize = 8_192;

/// The columns, in the order of the template.
pub const COLUMNS: [&str; 29] = [
    "record",
    "surname",
    "forename",
    "surname_standardised",
    "forename_standardised",
    "language",
    "birth_date",
    "document_type",
    "document_country",
    "document_number",
    "ground",
    "disease",
    "country",
    "vaccine",
    "product",
    "manufacturer",
    "lot",
    "dose",
    "doses",
    "date",
    "test_type",
    "test_name",
    "device",
    "sampled_at",
    "result",
    "centre",
    "first_positive",
    "valid_from",
    "valid_until",
];

/// An empty file with all columns, and one made-up row a ground.
pub const TEMPLATE: &str = include_str!("template.csv");

/// Which columns belong to which ground, beside those that every row has.
const GROUNDS: [(&str, &[&str]); 4] = [
    (
        "vaccination",
        &[
            "vaccine",
            "product",
            "manufacturer",
            "lot",
            "dose",
            "doses",
            "date",
        ],
    ),
    (
        "test",
        &[
            "test_type",
            "test_name",
            "device",
            "sampled_at",
            "result",
            "centre",
        ],
    ),
    ("recovery", &["first_positive", "valid_from", "valid_until"]),
    ("exemption", &["valid_from", "valid_until"]),
];

/// Why a file cannot be read at all.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CsvError {
    /// There is no first row.
    #[error("the file is empty: its first row has to name the columns")]
    Empty,
    /// The first row has a column that the template does not have.
    #[error("column {position} of the first row is none of the template's")]
    UnknownColumn {
        /// From 1.
        position: usize,
    },
    /// The first row names a column twice.
    #[error("column {column} occurs twice in the first row")]
    DoubleColumn {
        /// Which.
        column: &'static str,
    },
    /// A column that every row needs is not there.
    #[error("column {column} is missing in the first row")]
    MissingColumn {
        /// Which.
        column: &'static str,
    },
    /// A row is longer than any row can be, or a quotation mark is never closed.
    #[error("row {row} is longer than {ROW_MAX_BYTES} bytes; is a quotation mark left open?")]
    RowTooLong {
        /// From 1, not counting the first.
        row: u64,
    },
    /// The file cannot be read any further.
    #[error("the file cannot be read: {0:?}")]
    Read(io::ErrorKind),
}

impl CsvError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "csv.empty",
            Self::UnknownColumn { .. } => "csv.unknown-column",
            Self::DoubleColumn { .. } => "csv.double-column",
            Self::MissingColumn { .. } => "csv.missing-column",
            Self::RowTooLong { .. } => "csv.row-too-long",
            Self::Read(_) => "csv.read",
        }
    }
}

/// Reads rows one after the other; memory is bounded by one row.
pub struct Rows<R> {
    reader: csv::Reader<Metered<R>>,
    budget: Arc<AtomicU64>,
    /// For every column of the template, where it is in a row.
    places: [Option<usize>; COLUMNS.len()],
    width: usize,
    record: ByteRecord,
    row: u64,
    is_over: bool,
}

/// Gives the first line back before the rest, and stops when a row is longer than allowed.
struct Metered<R> {
    inner: io::Chain<io::Cursor<Vec<u8>>, R>,
    budget: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let count = self.inner.read(buffer)?;
        let left = left.saturating_sub(count as u64);
        self.budget.store(left, Ordering::Relaxed);
        Ok(count)
    }
}

impl<R: Read> Rows<R> {
    /// Reads the first row.
    ///
    /// # Errors
    /// [`CsvError`].
    pub fn new(mut input: R) -> Result<Self, CsvError> {
        let head = read_head(&mut input)?;
        let delimiter = delimiter_of(&head);
        let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&head).to_vec();
        let budget = Arc::new(AtomicU64::new(ROW_MAX_BYTES));
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(Metered {
                inner: io::Cursor::new(head).chain(input),
                budget: Arc::clone(&budget),
            });
        let headers = reader.byte_headers().map_err(|error| fault(&error, 0))?;
        let width = headers.len();
        let places = places(headers)?;
        Ok(Self {
            reader,
            budget,
            places,
            width,
            record: ByteRecord::new(),
            row: 0,
            is_over: false,
        })
    }

    /// The number of the row that was read last, from 1, not counting the first.
    #[must_use]
    pub const fn row(&self) -> u64 {
        self.row
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// [`CsvError`], after which there is no next row.
    pub fn next_row(&mut self) -> Result<Option<Result<Told, IntakeError>>, CsvError> {
        if !self.advance()? {
            return Ok(None);
        }
        Ok(Some(self.told()))
    }

    /// Passes over a row that was taken before; whether there was one.
    ///
    /// # Errors
    /// [`CsvError`], after which there is no next row.
    pub fn skip_row(&mut self) -> Result<bool, CsvError> {
        self.advance()
    }

    fn advance(&mut self) -> Result<bool, CsvError> {
        if self.is_over {
            return Ok(false);
        }
        let budget = ROW_MAX_BYTES + BUFFER_BYTES as u64;
        self.budget.store(budget, Ordering::Relaxed);
        let read = self.reader.read_byte_record(&mut self.record);
        match read {
            Ok(true) => self.row += 1,
            Ok(false) => self.is_over = true,
            Err(error) => {
                self.is_over = true;
                return Err(fault(&error, self.row + 1));
            }
        }
        Ok(!self.is_over)
    }

    fn told(&self) -> Result<Told, IntakeError> {
        if self.record.len() != self.width {
            return Err(IntakeError::Row);
        }
        let row = Row { rows: self };
        row.check_utf8()?;
        row.told()
    }
}

/// The first line, unread: up to the limit of a row.
fn read_head(input: &mut impl Read) -> Result<Vec<u8>, CsvError> {
    let mut head = vec![0; BUFFER_BYTES];
    let mut filled = 0;
    while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(CsvError::Read(error.kind())),
        }
        if head.get(..filled).is_some_and(|head| head.contains(&b'\n')) {
            break;
        }
    }
    head.truncate(filled);
    Ok(head)
}

/// The separator that the first line has most of.
pub(crate) fn delimiter_of(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

fn places(headers: &ByteRecord) -> Result<[Option<usize>; COLUMNS.len()], CsvError> {
    if headers.iter().all(|name| name.trim_ascii().is_empty()) {
        return Err(CsvError::Empty);
    }
    let mut places = [None; COLUMNS.len()];
    for (position, name) in headers.iter().enumerate() {
        let name = name.trim_ascii().to_ascii_lowercase();
        let known = COLUMNS.iter().zip(&mut places);
        let (column, place) = known
            .into_iter()
            .find(|(column, _)| column.as_bytes() == name)
            .ok_or(CsvError::UnknownColumn {
                position: position + 1,
            })?;
        if place.replace(position).is_some() {
            return Err(CsvError::DoubleColumn { column });
        }
    }
    for needed in ["birth_date", "ground"] {
        let at = COLUMNS.iter().position(|column| *column == needed);
        if at
            .and_then(|at| places.get(at).copied().flatten())
            .is_none()
        {
            return Err(CsvError::MissingColumn { column: needed });
        }
    }
    Ok(places)
}

fn fault(error: &csv::Error, row: u64) -> CsvError {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            CsvError::RowTooLong { row }
        }
        csv::ErrorKind::Io(error) => CsvError::Read(error.kind()),
        _ => CsvError::Read(io::ErrorKind::InvalidData),
    }
}

/// One row, cell by cell.
struct Row<'a, R> {
    rows: &'a Rows<R>,
}

impl<R: Read> Row<'_, R> {
    fn check_utf8(&self) -> Result<(), IntakeError> {
        let is_text = |cell: &[u8]| std::str::from_utf8(cell).is_ok();
        if self.rows.record.iter().all(is_text) {
            Ok(())
        } else {
            Err(IntakeError::Row)
        }
    }

    /// The cell, unless it is empty.
    fn cell(&self, column: &'static str) -> Option<&str> {
        let at = COLUMNS.iter().position(|known| *known == column)?;
        let place = (*self.rows.places.get(at)?)?;
        let text = std::str::from_utf8(self.rows.record.get(place)?)
            .ok()?
            .trim();
        Some(text).filter(|text| !text.is_empty())
    }

    fn text(&self, column: &'static str) -> Option<String> {
        self.cell(column).map(str::to_owned)
    }

    fn int(&self, column: &'static str) -> Result<Option<i64>, IntakeError> {
        self.cell(column)
            .map(|text| text.parse().map_err(|_| IntakeError::Number { column }))
            .transpose()
    }

    fn told(&self) -> Result<Told, IntakeError> {
        let ground = self.ground()?;
        let mut draft = Dcc {
            name: PersonName {
                surname: self.text("surname"),
                surname_standardised: self.text("surname_standardised"),
                forename: self.text("forename"),
                forename_standardised: self.text("forename_standardised"),
            },
            birth_date: Some(self.text("birth_date").unwrap_or_default()),
            ..Dcc::default()
        };
        match ground {
            "vaccination" => draft.vaccinations.push(self.vaccination()?),
            "test" => draft.tests.push(self.test()),
            "recovery" => draft.recoveries.push(self.recovery()),
            _ => draft.exemptions.push(self.exemption()),
        }
        Ok(Told {
            draft,
            language: self.language()?,
            lot: self.text("lot"),
            document: self.document()?,
            record: self.text("record"),
            form: InForm::Dcc,
        })
    }

    /// The ground, all of whose foreign cells are empty.
    fn ground(&self) -> Result<&'static str, IntakeError> {
        let wanted = self.cell("ground").unwrap_or_default();
        let (ground, own) = GROUNDS
            .into_iter()
            .find(|(ground, _)| *ground == wanted)
            .ok_or(IntakeError::Ground)?;
        for (_, columns) in GROUNDS {
            for column in columns {
                if !own.contains(column) && self.cell(column).is_some() {
                    return Err(IntakeError::Misplaced { column });
                }
            }
        }
        Ok(ground)
    }

    fn language(&self) -> Result<Language, IntakeError> {
        let Some(code) = self.cell("language") else {
            return Ok(Language::default());
        };
        Language::from_code(code).ok_or(IntakeError::Language)
    }

    fn document(&self) -> Result<Option<Document>, IntakeError> {
        let parts = ["document_type", "document_country", "document_number"].map(|c| self.cell(c));
        match parts {
            [None, None, None] => Ok(None),
            [kind, country, number] => Document::new(
                kind.unwrap_or_default(),
                country.unwrap_or_default(),
                number.unwrap_or_default(),
            )
            .map(Some),
        }
    }

    fn vaccination(&self) -> Result<Vaccination, IntakeError> {
        Ok(Vaccination {
            disease: self.text("disease"),
            vaccine: self.text("vaccine"),
            product: self.text("product"),
            manufacturer: self.text("manufacturer"),
            dose: self.int("dose")?,
            doses: self.int("doses")?,
            date: self.text("date"),
            country: self.text("country"),
            ..Vaccination::default()
        })
    }

    fn test(&self) -> Test {
        Test {
            disease: self.text("disease"),
            test_type: self.text("test_type"),
            test_name: self.text("test_name"),
            device: self.text("device"),
            sampled_at: self.text("sampled_at"),
            result: self.text("result"),
            centre: self.text("centre"),
            country: self.text("country"),
            ..Test::default()
        }
    }

    fn recovery(&self) -> Recovery {
        Recovery {
            disease: self.text("disease"),
            first_positive: self.text("first_positive"),
            valid_from: self.text("valid_from"),
            valid_until: self.text("valid_until"),
            country: self.text("country"),
            ..Recovery::default()
        }
    }

    fn exemption(&self) -> Exemption {
        Exemption {
            disease: self.text("disease"),
            valid_from: self.text("valid_from"),
            valid_until: self.text("valid_until"),
            country: self.text("country"),
            ..Exemption::default()
        }
    }
}
