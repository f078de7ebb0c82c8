//! The verifier in WebAssembly. Bytes and texts come in, JSON goes out; there is no clock, no
//! network and no storage in it.
//!
//! ```text
//! feature bindgen   class Verifier for JavaScript, with TypeScript types; throws {code, params}
//! feature raw       four exported functions, no import: whoever runs it can see that it cannot
//!                   reach anything (guarantee G01)
//!        └── both: Checker ── cleanbill-verifier
//! ```
//!
//! What a door is told and what a holder is told are two answers of two functions: the page of a
//! door asks for [`Checker::check`] alone, which holds nothing of the ground (guarantee G04).

mod answer;
#[cfg(feature = "bindgen")]
pub mod bindgen;
mod checker;
mod error;
mod holder;
mod inspection;
mod named;
#[cfg(feature = "raw")]
pub mod raw;
mod request;
mod together;

pub use answer::{About, DoorAnswer, PolicyAnswer, ReleaseAnswer};
pub use checker::Checker;
pub use error::{Fault, WasmError};
pub use holder::Holder;
pub use inspection::Inspection;
pub use named::Named;
pub use request::{Compared, Inspected, Options, ReleaseOffered, Request, Shown, Together, answer};
pub use together::{HOLDERS_MAX, PAIRS_MAX, PairAnswer, TogetherAnswer, compare_holders};
