use super::csv::{COLUMNS, CsvError, ROW_MAX_BYTES, Rows, TEMPLATE};
use super::*;

fn all(text: &[u8]) -> Vec<Result<Intake, IntakeError>> {
    let mut rows = Rows::new(text).unwrap();
    let mut all = Vec::new();
    while let Some(row) = rows.next_row().unwrap() {
        all.push(row.and_then(Told::check));
    }
    all
}

fn refused(text: &[u8]) -> CsvError {
    let mut rows = match Rows::new(text) {
        Ok(rows) => rows,
        Err(error) => return error,
    };
    loop {
        match rows.next_row() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("all was read"),
            Err(error) => return error,
        }
    }
}

#[test]
fn the_template_can_be_taken_as_it_is() {
    let header = TEMPLATE.lines().next().unwrap();
    assert_eq!(header.split(',').collect::<Vec<_>>(), COLUMNS);
    let taken: Vec<_> = all(TEMPLATE.as_bytes());
    assert_eq!(taken.len(), 4);
    for row in taken {
        let intake = row.unwrap();
        assert!(intake.record.unwrap().starts_with("example-"));
    }
}

#[test]
fn columns_may_come_in_any_order_with_any_separator_and_mark() {
    for separator in [",", ";", "\t"] {
        let text = format!(
            "\u{feff}GROUND{s}first_positive{s} surname {s}birth_date\r\n\
             recovery{s}2021-05-01{s}\"Muster{s}mann\"{s}1980\r\n\
             \r\n\
             recovery{s}2021-05-01{s}Muster{s}1980",
            s = separator
        );
        let taken = all(text.as_bytes());
        assert_eq!(taken.len(), 2, "{separator:?}");
        assert!(taken[1].is_ok(), "{separator:?}: {:?}", taken[1]);
    }
}

#[test]
fn a_bad_row_is_named_and_the_next_one_taken() {
    let text = b"surname,birth_date,ground,first_positive,dose,lot\n\
        Muster,1980,recovery,2021-05-01,,\n\
        Muster,1980,recovery,2021-13-01,,\n\
        Muster,1980,journey,2021-05-01,,\n\
        Muster,1980,recovery,2021-05-01,2,\n\
        Muster,1980,recovery\n\
        \xff\xfe,1980,recovery,2021-05-01,,\n\
        Muster,1980,recovery,2021-05-01,,\n";
    let codes: Vec<_> = all(text)
        .iter()
        .map(|row| row.as_ref().map_or_else(IntakeError::code, |_| "taken"))
        .collect();
    assert_eq!(
        codes,
        [
            "taken",
            "issue.date",
            "intake.ground",
            "intake.misplaced",
            "intake.row",
            "intake.row",
            "taken"
        ]
    );
}

#[test]
fn a_file_that_is_none_is_refused_as_a_whole() {
    assert_eq!(refused(b""), CsvError::Empty);
    assert_eq!(refused(b"\n"), CsvError::Empty);
    assert_eq!(
        refused(b"birth_date,ground,name\n"),
        CsvError::UnknownColumn { position: 3 }
    );
    assert_eq!(
        refused(b"birth_date,ground,lot,lot\n"),
        CsvError::DoubleColumn { column: "lot" }
    );
    assert_eq!(
        refused(b"surname,birth_date\n"),
        CsvError::MissingColumn { column: "ground" }
    );
}

#[test]
fn a_row_without_an_end_is_not_kept_in_memory() {
    let endless = std::io::Read::chain(
        &b"birth_date,ground\n1980,\"recovery"[..],
        std::io::Read::take(std::io::repeat(b'x'), 1 << 40),
    );
    let mut rows = Rows::new(endless).unwrap();
    assert_eq!(
        rows.next_row().unwrap_err(),
        CsvError::RowTooLong { row: 1 }
    );
    assert!(rows.next_row().unwrap().is_none());
    let long = format!(
        "birth_date,ground\n{}\n",
        "x".repeat(3 * ROW_MAX_BYTES as usize)
    );
    assert_eq!(refused(long.as_bytes()), CsvError::RowTooLong { row: 1 });
}

#[test]
fn lots_and_documents_are_compared_in_one_spelling() {
    assert_eq!(check_lot(" ab 12\u{a0}34 ").unwrap(), "AB1234");
    assert_eq!(check_lot("x".repeat(21).as_str()), Err(IntakeError::Lot));
    assert_eq!(check_lot("Лот"), Err(IntakeError::Lot));
    assert!(Document::new("passport", "ua", "XX 00-0001").is_ok());
    for (kind, country, number, part) in [
        ("ticket", "UA", "1", "document_type"),
        ("passport", "UKR", "1", "document_country"),
        ("passport", "UA", " - ", "document_number"),
    ] {
        assert_eq!(
            Document::new(kind, country, number),
            Err(IntakeError::Document { part })
        );
    }
}

#[test]
fn nothing_of_a_person_is_in_debug_output() {
    let intake = all(TEMPLATE.as_bytes()).remove(0).unwrap();
    let shown = format!("{intake:?} {:?}", intake.document);
    for secret in ["Приклад", "PRYKLAD", "1971", "XX000001", "AB1234"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

proptest::proptest! {
    #[test]
    fn arbitrary_files_never_panic(bytes: Vec<u8>) {
        let head = b"birth_date,ground,surname,dose\n".to_vec();
        for text in [bytes.clone(), [head, bytes].concat()] {
            if let Ok(mut rows) = Rows::new(text.as_slice()) {
                while let Ok(Some(_)) = rows.next_row() {}
            }
        }
    }
}
