//! zlib-rs: as fast as libdeflate on a pass, and it tells where the stream ended.

use zlib_rs::{Inflate, InflateFlush, Status};

use crate::{Backend, Format, Step, Stop};

/// The largest window that a stream may have (RFC 1951 §2): 2^15 bytes.
const WINDOW_BITS: u8 = 15;

pub(crate) struct State {
    inflate: Inflate,
    is_zlib: bool,
}

impl State {
    pub(crate) fn new(format: Format) -> Self {
        let is_zlib = format == Format::Zlib;
        Self {
            inflate: Inflate::new(is_zlib, WINDOW_BITS),
            is_zlib,
        }
    }
}

impl Backend for State {
    fn restart(&mut self) {
        self.inflate.reset(self.is_zlib);
    }

    fn step(&mut self, rest: &[u8], out: &mut [u8], written: usize) -> Step {
        let room = out.get_mut(written..).unwrap_or_default();
        let room_bytes = room.len();
        let (read_before, written_before) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(rest, room, InflateFlush::NoFlush);
        // Neither is more than a slice has.
        let read = (self.inflate.total_in() - read_before) as usize;
        let written = (self.inflate.total_out() - written_before) as usize;
        let stop = match status {
            Ok(Status::StreamEnd) => Stop::End,
            Ok(_) if written == room_bytes => Stop::Full,
            Ok(_) => Stop::Starved,
            Err(_) => Stop::Broken,
        };
        Step {
            read,
            written,
            stop,
        }
    }
}
