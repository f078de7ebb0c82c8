//! Names and birth dates in travel documents, after ICAO Doc 9303 (eighth edition, 2021).
//!
//! ```text
//! P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<   TD3, a passport: 2 lines of 44
//! │ │  │       │ └ secondary identifier: forenames, `<` between components
//! │ │  │       └ `<<` between the identifiers
//! │ │  └ primary identifier: surname
//! │ └ issuing state
//! └ document code
//!
//! L898902C36UTO7408122F1204159ZE184226B<<<<<10
//! │        ││  │     │││     ││             │└ check digit of all but nationality and sex
//! │        ││  │     │││     ││             └ check digit
//! │        ││  │     │││     │└ personal number
//! │        ││  │     │││     └ check digit
//! │        ││  │     ││└ date of expiry
//! │        ││  │     │└ sex
//! │        ││  │     └ check digit
//! │        ││  └ birth date, YYMMDD
//! │        │└ nationality
//! │        └ check digit
//! └ document number
//! ```
//!
//! * [`transliteration`]: names in the letters of a passport's machine readable zone.
//! * [`mrz`]: the zone of passports, identity cards and visas; only name and birth date leave it.
//! * [`compare`]: whether the holder of a document is the person that a pass names.
//!
//! Nothing here reads a clock, and no error or `Debug` output holds a name, a date or a number of
//! somebody's.

pub mod compare;
mod composition;
mod country;
pub mod mrz;
pub mod transliteration;

pub use country::two_letters;
