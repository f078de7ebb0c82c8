//! A picture file's bytes to a gray picture, within the limits.

mod jpeg;
mod raster;
mod svg;

use crate::error::{PictureFormat, ReadError};
use crate::gray::Gray;
use crate::limits::Limits;

/// Tells the format by the first bytes and decodes to gray on white.
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Gray, ReadError> {
    if bytes.len() > limits.size_max_bytes {
        return Err(ReadError::FileTooLarge {
            size_bytes: bytes.len(),
            max_bytes: limits.size_max_bytes,
        });
    }
    let format = recognise(bytes).ok_or(ReadError::UnknownFormat)?;
    let budget = Budget {
        format,
        file: bytes.len(),
        limits,
    };
    match format {
        PictureFormat::Jpeg => jpeg::decode(bytes, &budget),
        PictureFormat::Svg => svg::decode(bytes, &budget),
        _ => raster::decode(bytes, &budget),
    }
}

/// The format whose signature the bytes begin with.
fn recognise(bytes: &[u8]) -> Option<PictureFormat> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(PictureFormat::Png),
        [0xff, 0xd8, 0xff, ..] => Some(PictureFormat::Jpeg),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(PictureFormat::WebP),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(PictureFormat::Gif),
        [b'B', b'M', ..] => Some(PictureFormat::Bmp),
        _ => svg::recognise(bytes).then_some(PictureFormat::Svg),
    }
}

/// What a decoder may take, asked before it takes it.
struct Budget<'a> {
    format: PictureFormat,
    file: usize,
    limits: &'a Limits,
}

impl Budget<'_> {
    fn damaged(&self) -> ReadError {
        ReadError::Damaged {
            format: self.format,
        }
    }

    /// `decoder` is what decoding takes beside the file and the finished gray picture, in bytes.
    fn check(&self, width: u32, height: u32, decoder: u64) -> Result<(), ReadError> {
        if width == 0 || height == 0 {
            return Err(self.damaged());
        }
        if width.max(height) > self.limits.side_max_pixels {
            let max = self.limits.side_max_pixels;
            return Err(ReadError::SideTooLong {
                format: self.format,
                width,
                height,
                max,
            });
        }
        let needed_bytes = decoder.saturating_add(self.file as u64);
        let max_bytes = self.limits.memory_max_bytes as u64;
        if needed_bytes > max_bytes {
            let format = self.format;
            let error = ReadError::PictureTooLarge {
                format,
                width,
                height,
                needed_bytes,
                max_bytes,
            };
            return Err(error);
        }
        Ok(())
    }
}
