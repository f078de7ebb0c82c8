//! The printed pass: A4, large print, a paper card, and sheets of light passes, as PDF/A-2a
//! (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).
//!
//! Plain data in, bytes out: no clock, no randomness, no files. Equal input gives equal bytes.
//!
//! # What stands where
//! - [`render_a4`]: A4, folded once across the middle. The upper half is for the door: title, name,
//!   birth date, validity and the code, and nothing of the ground (G04). The lower half is the
//!   holder's: ground, issuer, identifier, receipt, notes.
//! - [`render_a4_large`]: the same at 16 points and more, on two or more pages.
//! - [`render_card`]: three panels of the size ID-1 on one page of 85.60 × 161.94 mm, folded to a
//!   card.
//! - [`render_light_sheet`]: dated codes of light passes, nine to twelve a page.
//!
//! [`read_pass`] and [`read_light_sheet`] make the words of a page from the text of a code.
//!
//! # Codes
//! Black on white, modules of at least [`MODULE_MIN_MM`], codes of at least [`SIDE_MIN_MM`], at
//! error correction Q where that fits, else M, else an error.
//!
//! # Texts
//! Latin, Cyrillic, Greek and Arabic script, shaped, in any mixture of directions. A text that is
//! too long is wrapped, then the part of the page is made smaller down to a stated size, then it
//! is an error. A character that the fonts do not have, a control character, a direction override
//! or a heap of marks is an error that names the field and the position, never a replacement:
//! [`is_printable`] tells beforehand.

mod a4;
mod card;
mod check;
mod code;
mod document;
mod error;
mod flow;
mod labels;
mod large;
mod light;
mod page;
mod pass;
mod read;
mod text;
mod words;

pub use a4::render_a4;
pub use card::render_card;
pub use code::{MODULE_MIN_MM, SIDE_MIN_MM};
pub use error::{Field, PaperError, Part, WriterFault};
pub use labels::Labels;
pub use large::render_a4_large;
pub use light::render_light_sheet;
pub use pass::{
    LIGHT_CODES_MAX, LightCode, LightSheet, MARKS_MAX, NOTES_MAX, PrintedPass, ROWS_MAX, Row,
    Stamp, TEXT_CHARS_MAX,
};
pub use read::{Printing, read_light_sheet, read_pass};
pub use text::is_printable;
