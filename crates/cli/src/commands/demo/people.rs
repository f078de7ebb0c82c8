//! A file of invented people, as a clinic would send it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::clock::{render_date, render_time};
use crate::error::CliError;

const DAY_SECS: i64 = 86_400;
const COLUMNS: &str = "record,surname,forename,language,birth_date,document_type,document_country,\
    document_number,ground,vaccine,product,manufacturer,lot,dose,doses,date,test_type,sampled_at,\
    result,centre,first_positive,valid_from,valid_until";
/// Words for "example" and the like, so that nobody takes them for somebody's.
const NAMES: [(&str, &str, &str); 10] = [
    ("Muster", "Zoë", "de"),
    ("Приклад", "Юлія", "uk"),
    ("Примерова", "Анна", "ru"),
    ("Exempel", "Anne-Marie", ""),
    ("Παράδειγμα", "Ελένη", "el"),
    ("van der Voorbeeld", "Jürgen", ""),
    ("Пример", "Стоян", "bg"),
    ("d'Exemple", "Éloïse", ""),
    ("Ejemplo Muñoz", "José", ""),
    ("Mustermann-Beispiel", "Ærøskøbing", ""),
];
/// One row in so many has a date of birth that no calendar has: what becomes of such rows is part
/// of the show.
const WRONG_EVERY: u32 = 300;

/// Writes so many rows, as of `now`. The same number and time give the same file.
pub(super) fn write_people(path: &Path, count: u32, now: i64) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::Write {
        path: path.into(),
        kind: error.kind(),
    };
    let mut file = BufWriter::new(File::create(path).map_err(failed)?);
    writeln!(file, "{COLUMNS}").map_err(failed)?;
    for number in 0..count {
        writeln!(file, "{}", row(number, now)).map_err(failed)?;
    }
    file.flush().map_err(failed)
}

fn row(number: u32, now: i64) -> String {
    let index = usize::try_from(number).unwrap_or(0) % NAMES.len();
    let (surname, forename, language) = NAMES.get(index).copied().unwrap_or_default();
    let born = match number % WRONG_EVERY {
        299 => "1987-02-30".to_owned(),
        _ => {
            let (year, month, day) = (1935 + number % 75, 1 + number % 12, 1 + number / 12 % 28);
            format!("{year}-{month:02}-{day:02}")
        }
    };
    let person =
        format!("demo-{number},{surname},{forename},{language},{born},passport,XX,D{number:08}");
    let before = |days: i64| render_date(now.saturating_sub(days * DAY_SECS));
    let some_days = i64::from(number % 120);
    let event = match number % 20 {
        0 => format!("recovery,,,,,,,,,,,,{},,", before(30 + some_days)),
        1 => {
            let until = render_date(now.saturating_add(180 * DAY_SECS));
            format!("exemption,,,,,,,,,,,,,{},{until}", before(7))
        }
        2 | 3 => {
            let sampled = render_time(now.saturating_sub(3_600 * (4 + some_days % 20)));
            format!("test,,,,,,,,LP6464-4,{sampled},260415000,Example test centre,,,")
        }
        _ => format!(
            "vaccination,1119349007,EU/1/20/1528,ORG-100030215,LOT{},2,2,{},,,,,,,",
            number % 40,
            before(14 + some_days)
        ),
    };
    format!("{person},{event}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 November 2026.
    const NOW: i64 = 1_795_219_200;

    #[test]
    fn every_row_has_as_many_cells_as_there_are_columns() {
        let columns = COLUMNS.split(',').count();
        for number in 0..40 {
            let row = row(number, NOW);
            assert_eq!(row.split(',').count(), columns, "{row}");
        }
    }
}
