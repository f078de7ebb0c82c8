//! QR codes in and out: a picture's bytes become the texts of the codes in it, a text becomes a
//! picture. No file system, no network, no clock: bytes in, bytes out.
//!
//! ```
//! use cleanbill_qr::{Limits, read, write};
//!
//! let picture = write::png("HC1:6BF+70790T9WJWG", &write::Style::default())?;
//! let found = read(&picture, &Limits::default())?;
//! assert_eq!(found[0].text, "HC1:6BF+70790T9WJWG");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Source of the symbol: ISO/IEC 18004:2015 (QR Code model 2, versions 1 to 40).

mod error;
mod gray;
mod limits;
mod picture;
mod read;
pub mod write;

pub use error::{PictureFormat, ReadError, WriteError};
pub use limits::Limits;
pub use read::{Found, Point, read};
