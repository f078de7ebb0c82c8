//! How a host speaks to a module of ours without an import: two buffers in, one answer out.
//!
//! ```text
//! room(REQUEST, length) → address    the JSON of a request
//! room(BESIDE, length)  → address    what comes beside it, as bytes
//! ask() → length                     of the answer; takes both buffers away
//! answer() → address                 of the answer, UTF-8, until the next call
//! ```
//!
//! A module exports each of these as a function whose name says whose it is. Addresses are handed
//! out and never taken: whatever a host passes is a number that chooses a buffer or bounds a
//! length, so that no line of this needs unsafe code.
//!
//! ```
//! use cleanbill_wasm_host::Host;
//!
//! static HOST: Host<u32> = Host::new(1 << 16, 1 << 20);
//! assert!(HOST.room(0, 1 << 17).is_null());
//! let length = HOST.ask(|calls, request, _beside| {
//!     let before = calls.replace(1);
//!     format!("{} bytes after {before:?}", request.len())
//! });
//! assert_eq!(length, 18);
//! ```

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The version of these functions, which each module tells a host.
pub const ABI: u32 = 1;

/// The buffer of the request.
const REQUEST: u32 = 0;
/// The buffer of what comes beside it.
const BESIDE: u32 = 1;

/// What stands between a host and a module, which keeps an `S` from one call to the next.
pub struct Host<S> {
    request_max_bytes: usize,
    beside_max_bytes: usize,
    kept: Mutex<Kept<S>>,
}

struct Kept<S> {
    state: Option<S>,
    request: Vec<u8>,
    beside: Vec<u8>,
    answer: String,
}

impl<S> Host<S> {
    /// Nothing was asked yet. Longer requests, and more bytes beside them, are given no room.
    #[must_use]
    pub const fn new(request_max_bytes: usize, beside_max_bytes: usize) -> Self {
        Self {
            request_max_bytes,
            beside_max_bytes,
            kept: Mutex::new(Kept {
                state: None,
                request: Vec::new(),
                beside: Vec::new(),
                answer: String::new(),
            }),
        }
    }

    /// Room for so many bytes of a buffer; null for one that there is not, or that would be too
    /// long.
    pub fn room(&self, buffer: u32, length: u32) -> *mut u8 {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut kept = self.kept();
        let (bytes, max) = match buffer {
            REQUEST => (&mut kept.request, self.request_max_bytes),
            BESIDE => (&mut kept.beside, self.beside_max_bytes),
            _ => return std::ptr::null_mut(),
        };
        if length > max {
            return std::ptr::null_mut();
        }
        // What was there before goes first: two of them need not fit, and nothing of the one stays
        // behind the other.
        *bytes = Vec::new();
        *bytes = vec![0; length];
        bytes.as_mut_ptr()
    }

    /// Answers what stands in the buffers, and empties them; the length of the answer, bytes.
    pub fn ask(&self, answer: impl FnOnce(&mut Option<S>, &[u8], &[u8]) -> String) -> u32 {
        let mut kept = self.kept();
        let request = std::mem::take(&mut kept.request);
        let beside = std::mem::take(&mut kept.beside);
        kept.answer = answer(&mut kept.state, &request, &beside);
        u32::try_from(kept.answer.len()).unwrap_or(0)
    }

    /// Where the answer is, until the next call.
    pub fn answer(&self) -> *const u8 {
        self.kept().answer.as_ptr()
    }

    fn kept(&self) -> MutexGuard<'_, Kept<S>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> std::fmt::Debug for Host<S> {
    /// Nothing of what was asked or answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Host(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_that_there_is_not_or_that_is_too_long_is_given_no_room() {
        let host: Host<()> = Host::new(8, 16);
        for (buffer, length, has_room) in [
            (REQUEST, 8, true),
            (REQUEST, 9, false),
            (BESIDE, 16, true),
            (BESIDE, 17, false),
            (2, 1, false),
            (REQUEST, u32::MAX, false),
        ] {
            let address = host.room(buffer, length);
            assert_eq!(!address.is_null(), has_room, "{buffer} {length}");
        }
    }

    #[test]
    fn what_was_asked_is_there_once_and_what_is_kept_stays() {
        let host: Host<usize> = Host::new(8, 16);
        let _ = (host.room(REQUEST, 3), host.room(BESIDE, 5));
        let told = |state: &mut Option<usize>, request: &[u8], beside: &[u8]| {
            assert!(request.iter().chain(beside).all(|byte| *byte == 0));
            let count = state.map_or(1, |count| count + 1);
            *state = Some(count);
            format!("{count} {} {}", request.len(), beside.len())
        };
        assert_eq!(host.ask(told), 5);
        let told_again = |state: &mut Option<usize>, request: &[u8], beside: &[u8]| {
            assert_eq!((*state, request, beside), (Some(1), &[][..], &[][..]));
            String::new()
        };
        assert_eq!(host.ask(told_again), 0);
        assert!(!host.answer().is_null());
        assert_eq!(format!("{host:?}"), "Host(..)");
    }
}
