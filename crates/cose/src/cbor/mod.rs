//! CBOR (RFC 8949) as a borrowed tree: read within [`Limits`](crate::Limits), written
//! deterministically.

mod error;
mod read;
mod value;
mod write;

pub use error::CborError;
pub use read::{Reader, parse_value};
pub use value::{Key, Value};
pub use write::{encode_deterministic, write_deterministic};
