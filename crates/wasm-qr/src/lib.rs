//! The reader of QR codes in WebAssembly: four functions, and no import. A page runs it in its
//! camera's worker; it is a module of its own, so that a page can check what is typed before it is
//! there.
//!
//! ```text
//! cleanbill_qr_room(length) → address          for the pixels: one byte each, gray, or four, RGBA
//! cleanbill_qr_scan(width, height, effort) → length of the answer, bytes; takes the pixels away
//! cleanbill_qr_answer() → address              of the answer, until the next call
//! cleanbill_qr_abi() → 1                       the version of all this
//! ```
//!
//! The effort is 0 for a picture, which is looked at in every way, and the number of the frame for
//! one of a camera. The answer is the texts of the codes found, each after its length, four bytes,
//! little-endian, then UTF-8. Pixels that are not as many as were said hold none.
//!
//! Addresses are handed out and never taken, as in `crates/wasm`.

use std::sync::{Mutex, PoisonError};

use cleanbill_qr::{Effort, Limits, scan};

/// The version of these functions.
const ABI: u32 = 1;

/// Most bytes of pixels: four for each of eight million, which an A4 page at 300 dpi has.
const PIXELS_MAX_BYTES: usize = 4 << 23;

/// What a frame may cost: one code is answered at a time.
const FRAME: Limits = Limits {
    size_max_bytes: 0,
    side_max_pixels: 4_096,
    memory_max_bytes: PIXELS_MAX_BYTES,
    work_max_pixels: 20_000_000,
    codes_max: 1,
};

/// What a picture may cost: somebody waits for it, for seconds at most.
const PICTURE: Limits = Limits {
    side_max_pixels: 16_384,
    work_max_pixels: 100_000_000,
    codes_max: 16,
    ..FRAME
};

/// What is kept from one call to the next.
struct State {
    pixels: Vec<u8>,
    answer: Vec<u8>,
}

static STATE: Mutex<State> = Mutex::new(State {
    pixels: Vec::new(),
    answer: Vec::new(),
});

fn with<T>(change: impl FnOnce(&mut State) -> T) -> T {
    change(&mut STATE.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The texts of the codes in pixels, as they are answered. `effort` is 0 for a picture, else the
/// number of the frame.
#[must_use]
pub fn read(pixels: Vec<u8>, width: u32, height: u32, effort: u32) -> Vec<u8> {
    let (effort, limits) = match effort {
        0 => (Effort::Picture, PICTURE),
        frame => (Effort::Frame { turn: frame - 1 }, FRAME),
    };
    let found = scan(pixels, width, height, effort, &limits).unwrap_or_default();
    let mut answer = Vec::new();
    for found in found {
        let length = u32::try_from(found.text.len()).unwrap_or_default();
        answer.extend_from_slice(&length.to_le_bytes());
        answer.extend_from_slice(found.text.as_bytes());
    }
    answer
}

/// The version of these functions.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_qr_abi() -> u32 {
    ABI
}

/// Room for so many bytes of pixels; null where that would be too many.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_qr_room(length: u32) -> *mut u8 {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    with(|state| {
        if length > PIXELS_MAX_BYTES {
            return std::ptr::null_mut();
        }
        // What was there before goes first: two pictures need not fit.
        state.pixels = Vec::new();
        state.pixels = vec![0; length];
        state.pixels.as_mut_ptr()
    })
}

/// Reads the pixels; the length of the answer, bytes.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_qr_scan(width: u32, height: u32, effort: u32) -> u32 {
    with(|state| {
        let pixels = std::mem::take(&mut state.pixels);
        state.answer = read(pixels, width, height, effort);
        u32::try_from(state.answer.len()).unwrap_or_default()
    })
}

/// Where the answer is, until the next call.
#[expect(unsafe_code, reason = "the name of an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn cleanbill_qr_answer() -> *const u8 {
    with(|state| state.answer.as_ptr())
}
