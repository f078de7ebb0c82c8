//! Text to a QR code as PNG, SVG or terminal text.
//!
//! Modes are chosen per stretch of the text (digits, alphanumeric, bytes) so that the symbol is as
//! small as the standard allows; bytes are UTF-8.
//!
//! # Error correction
//! Left to itself, a symbol gets the strongest of Q (25 %), M (15 %) and L (7 %) whose version
//! stays within [`Style::version_comfort`], by default 22: the largest that SMART Health Cards
//! holds to be scannable everywhere. The median EU pass of 541 characters gets Q, as the EU's
//! *Technical Specifications for Digital Green Certificates*, volume 3, recommend. A longer text
//! takes L in whatever version it needs, up to [`Style::version_max`].

mod modes;
mod picture;
mod symbol;
mod terminal;

pub use picture::{png, svg};
pub use symbol::{ErrorCorrection, Style, Symbol, encode};
pub use terminal::{Terminal, terminal};
