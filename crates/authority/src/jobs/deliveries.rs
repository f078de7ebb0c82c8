//! Lists of delivered doses: rows of product, lot, clinic and doses, taken over by one act.
//!
//! A list is taken once, by whomever: doses that were counted twice would let as many be made up.
//! Nobody counts deliveries to their own office.

use std::io::Read;

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActError, ActKind, Body};
use cleanbill_issuer::registry::{
    Changeset, DeliveryRow, JobErrorRow, JobId, JobProgress, Lookup, LookupKind, OfficeId, RowId,
    Shard,
};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::{Source, StaffError};
use cleanbill_seal::IdKind;
use cleanbill_store::{JobRow, JobState, StoreError};
use csv::{ByteRecord, ReaderBuilder};

use crate::acts::{IDS_PER_ACT, Ids, NewAct, Subject};
use crate::forms::InForm;
use crate::intake::csv::{BYTE_ORDER_MARK, CsvError, delimiter_of};
use crate::intake::{IntakeError, check_lot};
use crate::issuing::{JobEnd, Progressing, Setting};
use crate::staff::KnownStaff;
use crate::{Authority, AuthorityError, Caller};

/// The columns of a list, in any order; all of them are needed.
pub const DELIVERY_COLUMNS: [&str; 4] = ["product", "lot", "clinic", "doses"];
/// The longest list: what is longer is sent in parts.
pub const DELIVERY_LIST_MAX_BYTES: u64 = 16 << 20;
/// What sort of job the import of such a list is.
pub const DELIVERY_JOB: u8 = 4;

/// The longest product code: that of a name in an act.
const PRODUCT_CHARS_MAX: usize = 80;
/// The most doses of one row: more than any country has people.
const DOSES_MAX: i64 = 2_000_000_000;

/// A row that can be taken.
struct Delivered {
    office: OfficeId,
    product: String,
    lot: String,
    doses: i64,
}

/// A list, read.
#[derive(Default)]
struct List {
    taken: Vec<Delivered>,
    /// Number of the row, field and code.
    refused: Vec<(i64, &'static str, &'static str)>,
    rows: i64,
}

impl Authority {
    /// Takes over a list of delivered doses, whose SHA-256 is `input_hash`: CSV with the columns
    /// [`DELIVERY_COLUMNS`]. From then on no clinic can enter more doses of a lot than reached it.
    ///
    /// Rows that cannot be taken are kept with the job, by number, field and code. The others are
    /// taken all at once, with one act.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::TooLarge`], [`AuthorityError::Csv`] for
    /// what is no such list; [`AuthorityError::AlreadyTaken`] for a list that another officer took.
    pub async fn import_deliveries(
        &self,
        caller: &Caller,
        input: impl Read + Send + 'static,
        input_hash: [u8; 32],
        now: i64,
    ) -> Result<JobEnd, AuthorityError> {
        caller.may(Permission::Deliveries)?;
        let setting = Setting {
            inner: self.inner.clone(),
            caller: caller.clone(),
            source: Source::Csv,
            now,
            stream_form: InForm::Dcc,
        };
        // The same file as another sort of job is another job.
        let of_list = sha256(&[b"cleanbill deliveries".as_slice(), &input_hash].concat());
        let known = self.known_staff().await?;
        let by = caller.office;
        let staff = known.clone();
        let read = tokio::task::spawn_blocking(move || read_list(input, &staff, by));
        let list = read.await.map_err(|_| AuthorityError::Damaged)??;
        let job = self.job_of(&setting, DELIVERY_JOB, of_list).await?;
        let public = self
            .inner
            .ring
            .public_id(IdKind::Job, setting.shard(), job.id.0)?;
        let was_done = job.state != JobState::Running || job.done_rows > 0;
        let mut progress = Progressing {
            rows: list.rows,
            ..Progressing::default()
        };
        if !was_done && list.rows > 0 {
            progress.good = i64::try_from(list.taken.len()).unwrap_or(i64::MAX);
            progress.bad = i64::try_from(list.refused.len()).unwrap_or(i64::MAX);
            self.take_list(caller, &known, (&job, input_hash), list, now)
                .await?;
        }
        if job.state == JobState::Running {
            let (from, to) = (JobState::Running, JobState::Done);
            let store = &self.inner.store;
            match store
                .set_job_state(job.id, from, to, Some(progress.rows))
                .await
            {
                // Another copy of the request was first.
                Ok(()) | Err(StoreError::JobMoved) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(JobEnd {
            job: public,
            progress,
            was_done,
        })
    }

    /// Writes a list: its act, its rows, and that it was taken.
    async fn take_list(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        (job, source): (&JobRow, [u8; 32]),
        list: List,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let inner = &self.inner;
        let mut set = Changeset {
            name: "deliveries",
            job: Some(list.progress(job.id)),
            job_errors: list.errors(job.id),
            ..Changeset::default()
        };
        if !list.taken.is_empty() {
            let doses = list.taken.iter().map(|row| row.doses);
            let body = Body::ImportDeliveries {
                source,
                rows: u32::try_from(list.taken.len()).unwrap_or(u32::MAX),
                doses: doses.fold(0, i64::saturating_add),
            };
            debug_assert_eq!(body.kind(), ActKind::ImportDeliveries);
            let content = Self::content(caller, Shard::default(), body, now);
            content.check()?;
            let count = IDS_PER_ACT + list.taken.len();
            let mut ids = Ids::reserve(self, Shard::default(), count).await?;
            let new = NewAct {
                content: &content,
                subject: Subject {
                    target: Some(RowId(job.id.0)),
                    ..Subject::default()
                },
                now,
            };
            let act = self.write_act(&mut set, caller, known, &new, &mut ids)?;
            for row in list.taken {
                set.deliveries.push(DeliveryRow {
                    id: RowId(ids.take()?),
                    office: row.office,
                    product: row.product,
                    lot: row.lot,
                    doses: row.doses,
                    act,
                });
            }
            // Claimed once, whoever asks.
            let parts: [&[u8]; 3] = [b"", b"deliveries", &source];
            let hash = inner.ring.lookup_hash(LookupKind::Record, &parts);
            let target = act.0;
            set.lookups
                .insert(LookupKind::Record, vec![Lookup { hash, target }]);
        }
        match inner.store.apply(&set).await {
            Ok(_) => Ok(()),
            Err(StoreError::LookupTaken { .. } | StoreError::JobMoved) => {
                Err(AuthorityError::AlreadyTaken)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl List {
    fn progress(&self, job: JobId) -> JobProgress {
        JobProgress {
            job,
            rows_before: 0,
            rows_after: self.rows,
            good: i64::try_from(self.taken.len()).unwrap_or(i64::MAX),
            bad: i64::try_from(self.refused.len()).unwrap_or(i64::MAX),
        }
    }

    fn errors(&self, job: JobId) -> Vec<JobErrorRow> {
        let row = |(row, field, code): &(i64, &'static str, &'static str)| JobErrorRow {
            job,
            row: *row,
            field: (*field).to_owned(),
            code: (*code).to_owned(),
        };
        self.refused.iter().map(row).collect()
    }
}

fn read_list(input: impl Read, known: &KnownStaff, by: OfficeId) -> Result<List, AuthorityError> {
    let mut bytes = Vec::new();
    let read = input
        .take(DELIVERY_LIST_MAX_BYTES + 1)
        .read_to_end(&mut bytes);
    read.map_err(|error| CsvError::Read(error.kind()))?;
    if bytes.len() as u64 > DELIVERY_LIST_MAX_BYTES {
        return Err(AuthorityError::TooLarge {
            size_max_bytes: DELIVERY_LIST_MAX_BYTES,
        });
    }
    let office = |name: &str| known.verified.directory().office_id(name);
    Ok(parse_list(&bytes, &office, by)?)
}

fn parse_list(
    bytes: &[u8],
    office: &dyn Fn(&str) -> Option<OfficeId>,
    by: OfficeId,
) -> Result<List, CsvError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter_of(bytes))
        .flexible(true)
        .from_reader(bytes);
    let unread = |_| CsvError::Read(std::io::ErrorKind::InvalidData);
    let header = reader.byte_headers().map_err(unread)?.clone();
    let places = places(&header)?;
    let mut list = List::default();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(unread)? {
        list.rows += 1;
        let row = (record.len() == header.len()).then_some(&record);
        match row.ok_or(("", IntakeError::Row.code())).and_then(|row| {
            let cells = places.map(|place| row.get(place).and_then(text));
            delivered(cells, office, by)
        }) {
            Ok(delivered) => list.taken.push(delivered),
            Err((field, code)) => list.refused.push((list.rows, field, code)),
        }
    }
    Ok(list)
}

fn text(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok().map(str::trim)
}

/// Where the columns are.
fn places(header: &ByteRecord) -> Result<[usize; DELIVERY_COLUMNS.len()], CsvError> {
    if header.iter().all(|name| name.trim_ascii().is_empty()) {
        return Err(CsvError::Empty);
    }
    let mut found = [None; DELIVERY_COLUMNS.len()];
    for (position, name) in header.iter().enumerate() {
        let name = name.trim_ascii().to_ascii_lowercase();
        let mut known = DELIVERY_COLUMNS.iter().zip(&mut found);
        let known = known.find(|(column, _)| column.as_bytes() == name);
        let position_said = position + 1;
        let unknown = CsvError::UnknownColumn {
            position: position_said,
        };
        let (column, place) = known.ok_or(unknown)?;
        if place.replace(position).is_some() {
            return Err(CsvError::DoubleColumn { column });
        }
    }
    let mut places = [0; DELIVERY_COLUMNS.len()];
    for ((place, found), column) in places.iter_mut().zip(found).zip(DELIVERY_COLUMNS) {
        *place = found.ok_or(CsvError::MissingColumn { column })?;
    }
    Ok(places)
}

/// A row, or the field at fault and why.
fn delivered(
    cells: [Option<&str>; DELIVERY_COLUMNS.len()],
    office: &dyn Fn(&str) -> Option<OfficeId>,
    by: OfficeId,
) -> Result<Delivered, (&'static str, &'static str)> {
    let [Some(product), Some(lot), Some(clinic), Some(doses)] = cells else {
        return Err(("", IntakeError::Row.code()));
    };
    let is_code = (1..=PRODUCT_CHARS_MAX).contains(&product.len())
        && product
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'|');
    if !is_code {
        return Err(("product", ActError::Name.code()));
    }
    let lot = check_lot(lot).map_err(|error| ("lot", error.code()))?;
    let office = office(clinic).ok_or(("clinic", StaffError::NoOffice.code()))?;
    if office == by {
        return Err(("clinic", AuthorityError::NotIndependent.code()));
    }
    let number = IntakeError::Number { column: "doses" };
    let number = ("doses", number.code());
    let doses: i64 = doses.parse().map_err(|_| number)?;
    if !(1..=DOSES_MAX).contains(&doses) {
        return Err(number);
    }
    Ok(Delivered {
        office,
        product: product.to_owned(),
        lot,
        doses,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<List, CsvError> {
        let office = |name: &str| match name {
            "Clinic North" => Some(OfficeId(1)),
            "Ministry" => Some(OfficeId(9)),
            _ => None,
        };
        parse_list(text.as_bytes(), &office, OfficeId(9))
    }

    #[test]
    fn good_rows_are_taken_and_bad_ones_named() {
        let text = "\u{feff}Doses;Clinic;lot;PRODUCT\n\
            100;Clinic North; ab 1;EU/1/20/1528\n\
            0;Clinic North;AB1;EU/1/20/1528\n\
            +7;Clinic North;AB1;EU/1/20/1528\n\
            1e3;Clinic North;AB1;EU/1/20/1528\n\
            9;Clinic Nowhere;AB1;EU/1/20/1528\n\
            9;Ministry;AB1;EU/1/20/1528\n\
            9;Clinic North;;EU/1/20/1528\n\
            9;Clinic North;AB1;\n\
            9;Clinic North;AB1\n";
        let list = list(text).unwrap();
        let taken: Vec<_> = list
            .taken
            .iter()
            .map(|row| (row.lot.as_str(), row.doses))
            .collect();
        assert_eq!(taken, [("AB1", 100), ("AB1", 7)]);
        assert_eq!(
            list.refused,
            [
                (2, "doses", "intake.number"),
                (4, "doses", "intake.number"),
                (5, "clinic", "staff.no-office"),
                (6, "clinic", "authority.not-independent"),
                (7, "lot", "intake.lot"),
                (8, "product", "act.name"),
                (9, "", "intake.row"),
            ]
        );
        assert_eq!(list.rows, 9);
    }

    #[test]
    fn what_is_no_list_is_refused_as_a_whole() {
        let refused = |text| list(text).err().unwrap();
        assert_eq!(refused(""), CsvError::Empty);
        assert_eq!(
            refused("product,lot,clinic,doses,note\n"),
            CsvError::UnknownColumn { position: 5 }
        );
        assert_eq!(
            refused("lot,clinic,doses\n"),
            CsvError::MissingColumn { column: "product" }
        );
        assert_eq!(
            refused("lot,lot,clinic,doses,product\n"),
            CsvError::DoubleColumn { column: "lot" }
        );
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_lists_never_panic(bytes: Vec<u8>) {
            let head = b"product,lot,clinic,doses\n".to_vec();
            for text in [bytes.clone(), [head, bytes].concat()] {
                let list = parse_list(&text, &|_| Some(OfficeId(1)), OfficeId(2));
                if let Ok(list) = list {
                    let rows = list.taken.len() + list.refused.len();
                    assert_eq!(i64::try_from(rows), Ok(list.rows));
                }
            }
        }
    }
}
