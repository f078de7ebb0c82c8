//! Dates as each language writes them: the month as a word, the year in full, 24 hours.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::Language;

type Months = [&'static str; 12];

const ENGLISH: Months = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// In the genitive, as after a day.
const RUSSIAN: Months = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const FRENCH: Months = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const GERMAN: Months = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: Months = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
/// Both names of each month, as the United Nations print them: the first is the one of the Levant
/// and Iraq, the second the one of Egypt, the Gulf and, nearly, the Maghreb.
const ARABIC: Months = [
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيو",
    "تموز/يوليو",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
];

/// Day, month, year, hour and minute in `language`, `offset_secs` east of UTC.
///
/// Arabic has Western digits: the Maghreb prints no others, the rest of the Arab world and the
/// United Nations print them beside the Arabic-Indic ones, and passes and passports, with which the
/// date is compared, have them everywhere.
pub(crate) fn write(language: Language, unix_secs: i64, offset_secs: i32) -> String {
    let at = local(unix_secs, offset_secs);
    let (day, year) = (at.day(), at.year());
    let (hour, minute) = (at.hour(), at.minute());
    let month = month(language, at.month());
    match language {
        Language::English => format!("{day} {month} {year}, {hour:02}:{minute:02}"),
        Language::Russian => format!("{day} {month} {year} г., {hour:02}:{minute:02}"),
        Language::French => {
            let ordinal = if day == 1 { "er" } else { "" };
            format!("{day}{ordinal} {month} {year} à {hour:02}:{minute:02}")
        }
        Language::German => format!("{day}. {month} {year}, {hour:02}:{minute:02} Uhr"),
        Language::Spanish => format!("{day} de {month} de {year}, {hour:02}:{minute:02}"),
        Language::Arabic => format!("{day} {month} {year}، الساعة {hour:02}:{minute:02}"),
    }
}

/// An instant outside of the years −9999 to 9999 is the nearest one inside; no clock is more than
/// 26 hours off UTC, so such an offset is none.
fn local(unix_secs: i64, offset_secs: i32) -> DateTime {
    let nearest = if unix_secs < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    let instant = Timestamp::from_second(unix_secs).unwrap_or(nearest);
    let offset = Offset::from_seconds(offset_secs).unwrap_or(Offset::UTC);
    offset.to_datetime(instant)
}

fn month(language: Language, month: i8) -> &'static str {
    let names = match language {
        Language::English => &ENGLISH,
        Language::Russian => &RUSSIAN,
        Language::French => &FRENCH,
        Language::German => &GERMAN,
        Language::Spanish => &SPANISH,
        Language::Arabic => &ARABIC,
    };
    usize::try_from(month)
        .ok()
        .and_then(|month| names.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 19 November 2021, 20:00 UTC.
    const AT: i64 = 1_637_352_000;

    #[test]
    fn every_language_writes_the_same_instant_its_own_way() {
        for (language, date) in [
            (Language::English, "19 November 2021, 21:00"),
            (Language::Russian, "19 ноября 2021 г., 21:00"),
            (Language::French, "19 novembre 2021 à 21:00"),
            (Language::German, "19. November 2021, 21:00 Uhr"),
            (Language::Spanish, "19 de noviembre de 2021, 21:00"),
            (
                Language::Arabic,
                "19 تشرين الثاني/نوفمبر 2021، الساعة 21:00",
            ),
        ] {
            assert_eq!(write(language, AT, 3_600), date);
        }
    }

    #[test]
    fn months_are_twelve_and_different() {
        for language in Language::ALL {
            let mut names: Vec<&str> = (1..=12).map(|number| month(language, number)).collect();
            assert!(names.iter().all(|name| !name.is_empty()));
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 12, "{language:?}");
        }
    }

    #[test]
    fn the_offset_moves_the_day_and_the_first_of_a_french_month_is_ordinal() {
        let eleven_pm = 1_640_991_600;
        assert_eq!(
            write(Language::English, eleven_pm, 0),
            "31 December 2021, 23:00"
        );
        assert_eq!(
            write(Language::French, eleven_pm, 7_200),
            "1er janvier 2022 à 01:00"
        );
        assert_eq!(
            write(Language::English, 0, -3_600),
            "31 December 1969, 23:00"
        );
    }

    #[test]
    fn no_instant_and_no_offset_is_too_far() {
        for secs in [i64::MIN, -1, i64::MAX] {
            for offset in [i32::MIN, 0, i32::MAX] {
                assert!(!write(Language::English, secs, offset).is_empty());
            }
        }
        assert!(write(Language::English, i64::MAX, 0).starts_with("30 December 9999"));
    }
}
