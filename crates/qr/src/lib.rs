//! QR codes in and out: a picture's bytes become the texts of the codes in it, a text becomes a
//! picture. No file system, no network, no clock: bytes in, bytes out.
//!
//! ```text
//! feature pictures   read, write: files of pictures; on unless it is switched off
//! feature matrix     Aztec and Data Matrix are read too; off unless it is switched on
//! always             scan: pixels that somebody else unpacked, such as a camera's
//! ```
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
//! Source of the symbol: ISO/IEC 18004:2015 (QR Code model 2, versions 1 to 40). The others are
//! those of `cleanbill-matrix`.

mod colour;
mod error;
mod gray;
mod limits;
#[cfg(feature = "pictures")]
mod picture;
mod read;
mod scan;
#[cfg(feature = "pictures")]
pub mod write;

pub use error::{PictureFormat, ReadError, WriteError};
pub use limits::Limits;
#[cfg(feature = "pictures")]
pub use read::read;
pub use read::{Found, Point, Symbology};
pub use scan::{Effort, scan};
