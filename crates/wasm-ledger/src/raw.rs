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
//! Addresses are handed out and never taken, as in `crates/wasm`.

use std::sync::{Mutex, PoisonError};

use cleanbill_ledger::BUNDLE_SIZE_MAX_BYTES;

use crate::{Verification, answer};

/// The version of these functions.
const ABI: u32 = 1;
/// Longest request, bytes: receipts and a checkpoint, of a few kilobytes each.
const REQUEST_MAX_BYTES: usize = 4 << 20;
/// The buffer of the request.
const REQUEST: u32 = 0;
/// The buffer of a file.
const FILE: u32 = 1;

/// What is kept from one call to the next.
struct State {
    verification: Option<Verification>,
    request: Vec<u8>,
    file: Vec<u8>,
    answer: String,
}

static STATE: Mutex<State> = Mutex::new(State {
    verification: None,
    request: Vec::new(),
    file: Vec::new(),
    answer: String::new(),
});

fn with<T>(change: impl FnOnce(&mut State) -> T) -> T {
    change(&mut STATE.lock().unwrap_or_else(PoisonError::into_inner))
}

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
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    with(|state| {
        let (bytes, max) = match buffer {
            REQUEST => (&mut state.request, REQUEST_MAX_BYTES),
            FILE => (&mut state.file, BUNDLE_SIZE_MAX_BYTES),
            _ => return std::ptr::null_mut(),
        };
        if length > max {
            return std::ptr::null_mut();
        }
        // What was there before goes first: two of them need not fit.
        *bytes = Vec::new();
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Answers what stands in the buffers, and empties them; the length of the answer, bytes.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_ask() -> u32 {
    with(|state| {
        let (request, file) = (
            std::mem::take(&mut state.request),
            std::mem::take(&mut state.file),
        );
        state.answer = answer(&mut state.verification, &request, &file);
        u32::try_from(state.answer.len()).unwrap_or(0)
    })
}

/// Where the answer is, until the next call.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ledger_answer() -> *const u8 {
    with(|state| state.answer.as_ptr())
}
