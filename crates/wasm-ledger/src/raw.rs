//! The verification for any host: four functions, and no import.
//!
//! A host asks for room, writes bytes there, calls, and reads the answer:
//!
//! ```text
//! cleanbill_ledger_room(REQUEST, length) → address    the JSON of a request
//! cleanbill_ledger_room(FILE, length) → address       the file, for `take` alone
//! cleanbill_ledger_ask() → length                     of the answer
//! cleanbill_ledger_answer() → address                 of the answer, JSON in UTF-8, until the next
//! cleanbill_ledger_abi() → 1                          the version of all this
//! ```
//!
//! What stands behind them is `crates/wasm-host`: addresses are handed out and never taken.

use cleanbill_ledger::BUNDLE_SIZE_MAX_BYTES;
use cleanbill_wasm_host::{ABI, Host};

use crate::{Verification, answer};

/// Longest request, bytes: receipts and a checkpoint, of a few kilobytes each.
const REQUEST_MAX_BYTES: usize = 4 << 20;

/// Beside a request comes a file.
static HOST: Host<Verification> = Host::new(REQUEST_MAX_BYTES, BUNDLE_SIZE_MAX_BYTES);

/// The version of these functions.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_abi() -> u32 {
    ABI
}

/// Room for so many bytes of a buffer; null for one that there is not, or that would be too long.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_room(buffer: u32, length: u32) -> *mut u8 {
    HOST.room(buffer, length)
}

/// Answers what stands in the buffers, and empties them; the length of the answer, bytes.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_ask() -> u32 {
    HOST.ask(answer)
}

/// Where the answer is, until the next call.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_answer() -> *const u8 {
    HOST.answer()
}
