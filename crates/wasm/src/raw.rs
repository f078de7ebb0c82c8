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
//! Addresses are handed out and never taken: whatever a host passes is a number that chooses a
//! buffer or bounds a length, so that no line of this needs unsafe code but the names.

use std::sync::{Mutex, PoisonError};

use cleanbill_health::matching::PASSES_MAX;
use cleanbill_trust::set::Limits;

use crate::{Checker, answer};

/// Longest request, bytes: as many of the longest codes as are taken together, and a little.
const REQUEST_MAX_BYTES: usize = (PASSES_MAX + 1) << 13;
/// The version of these functions.
const ABI: u32 = 1;
/// The buffer of the request.
const REQUEST: u32 = 0;
/// The buffer of what comes beside it: a signed set, or the file of a release.
const BESIDE: u32 = 1;

/// What is kept from one call to the next.
struct State {
    checker: Option<Checker>,
    request: Vec<u8>,
    beside: Vec<u8>,
    answer: String,
}

static STATE: Mutex<State> = Mutex::new(State {
    checker: None,
    request: Vec::new(),
    beside: Vec::new(),
    answer: String::new(),
});

fn with<T>(change: impl FnOnce(&mut State) -> T) -> T {
    change(&mut STATE.lock().unwrap_or_else(PoisonError::into_inner))
}

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
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    with(|state| {
        let (bytes, max) = match buffer {
            REQUEST => (&mut state.request, REQUEST_MAX_BYTES),
            BESIDE => (&mut state.beside, Limits::DEFAULT.size_max_bytes),
            _ => return std::ptr::null_mut(),
        };
        if length > max {
            return std::ptr::null_mut();
        }
        // Nothing of what was there before stays behind what is written now.
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    })
}

/// Answers what stands in the buffers, and empties them; the length of the answer, bytes.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_ask() -> u32 {
    with(|state| {
        let (request, beside) = (
            std::mem::take(&mut state.request),
            std::mem::take(&mut state.beside),
        );
        state.answer = answer(&mut state.checker, &request, &beside);
        u32::try_from(state.answer.len()).unwrap_or(0)
    })
}

/// Where the answer is, until the next call.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_answer() -> *const u8 {
    with(|state| state.answer.as_ptr())
}
