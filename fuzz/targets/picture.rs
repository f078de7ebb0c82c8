//! Pictures of every format, within a tenth of the usual work so that many are tried.
#![no_main]

use cleanbill_qr::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { work_max_pixels: 2_000_000, side_max_pixels: 1_024, ..Limits::default() };
    let _ = read(bytes, &limits);
});
