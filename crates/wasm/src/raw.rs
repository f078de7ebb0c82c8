//! The verifier for any host: four functions, and no import.
//!
//! A host asks for room, writes bytes there, calls, and reads the answer:
//!
//! ```text
//! cleanbill_room(REQUEST, length) → address    the JSON of a request
//! cleanbill_room(BESIDE, length) → address     the signed set for `open`, the file for `release`
//! cleanbill_ask() → length                     of the answer
//! cleanbill_answer() → address                 of the answer, JSON in UTF-8, until the next call
//! cleanbill_abi() → 1                          the version of all this
//! ```
//!
//! What stands behind them is `crates/wasm-host`: addresses are handed out and never taken.

use cleanbill_health::matching::PASSES_MAX;
use cleanbill_trust::set::Limits;
use cleanbill_wasm_host::{ABI, Host};

use crate::{Checker, answer};

/// Longest request, bytes: as many of the longest codes as are taken together, and a little.
const REQUEST_MAX_BYTES: usize = (PASSES_MAX + 1) << 13;

/// Beside a request comes a signed set, or the file of a release.
static HOST: Host<Checker> = Host::new(REQUEST_MAX_BYTES, Limits::DEFAULT.size_max_bytes);

/// The version of these functions.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_abi() -> u32 {
    ABI
}

/// Room for so many bytes of a buffer; null for one that there is not, or that would be too long.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_room(buffer: u32, length: u32) -> *mut u8 {
    HOST.room(buffer, length)
}

/// Answers what stands in the buffers, and empties them; the length of the answer, bytes.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ask() -> u32 {
    HOST.ask(answer)
}

/// Where the answer is, until the next call.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_answer() -> *const u8 {
    HOST.answer()
}
