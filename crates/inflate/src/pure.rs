//! miniz_oxide: small in a page.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::{Backend, Format, Step, Stop};

pub(crate) struct State {
    decompressor: Box<DecompressorOxide>,
    flags: u32,
}

impl State {
    pub(crate) fn new(format: Format) -> Self {
        let flags = match format {
            Format::Raw => 0,
            Format::Zlib => TINFL_FLAG_PARSE_ZLIB_HEADER,
        };
        Self {
            decompressor: Box::default(),
            flags: flags | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        }
    }
}

impl Backend for State {
    fn restart(&mut self) {
        self.decompressor.init();
    }

    fn step(&mut self, rest: &[u8], out: &mut [u8], written: usize) -> Step {
        let (status, read, written) =
            decompress(&mut self.decompressor, rest, out, written, self.flags);
        let stop = match status {
            TINFLStatus::Done => Stop::End,
            TINFLStatus::HasMoreOutput => Stop::Full,
            TINFLStatus::FailedCannotMakeProgress => Stop::Starved,
            _ => Stop::Broken,
        };
        Step {
            read,
            written,
            stop,
        }
    }
}
