//! PNG, WebP, BMP and GIF through crate `image`.

use std::io::Cursor;

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, Limits as DecoderLimits};

use super::Budget;
use crate::colour::{fold, luma, over_white};
use crate::error::{PictureFormat, ReadError};
use crate::gray::Gray;

/// What a decoder keeps beside the pixels that it hands over: its window, line buffers and
/// palettes. Measured at below 1 MiB for PNG and BMP.
const SCRATCH_BYTES: u64 = 1 << 20;

pub(super) fn decode(bytes: &[u8], budget: &Budget<'_>) -> Result<Gray, ReadError> {
    let input = Cursor::new(bytes);
    match budget.format {
        PictureFormat::Png => finish(PngDecoder::new(input), budget, 0),
        PictureFormat::Bmp => finish(BmpDecoder::new(input), budget, 0),
        // The frame's indices beside the canvas.
        PictureFormat::Gif => finish(GifDecoder::new(input), budget, 5),
        // The planes of the frame (lossy) or its transforms (lossless) beside the canvas.
        PictureFormat::WebP => finish(WebPDecoder::new(input), budget, 4),
        PictureFormat::Jpeg | PictureFormat::Svg => Err(budget.damaged()),
    }
}

/// `extra` is what the decoder holds beside its output, in bytes a pixel.
fn finish<D: ImageDecoder>(
    decoder: image::ImageResult<D>,
    budget: &Budget<'_>,
    extra: u64,
) -> Result<Gray, ReadError> {
    let mut decoder = decoder.map_err(|_| budget.damaged())?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let kind = decoder.color_type();
    let output = pixels.saturating_mul(u64::from(kind.bytes_per_pixel()));
    budget.check(width, height, output + pixels * extra + SCRATCH_BYTES)?;

    let mut limits = DecoderLimits::no_limits();
    limits.max_alloc = Some(budget.limits.memory_max_bytes as u64);
    decoder.set_limits(limits).map_err(|_| budget.damaged())?;
    let output = usize::try_from(output).map_err(|_| budget.damaged())?;
    let mut buffer = vec![0; output];
    decoder
        .read_image(&mut buffer)
        .map_err(|_| budget.damaged())?;
    flatten(&mut buffer, kind);
    Gray::new(width as usize, height as usize, buffer).ok_or_else(|| budget.damaged())
}

/// Turns pixels of `kind` into gray at the front of the same buffer, so that no second one is
/// needed. Transparent parts become white, the paper that a code without background expects.
fn flatten(buffer: &mut [u8], kind: ColorType) {
    match kind {
        ColorType::L8 => {}
        ColorType::La8 => fold::<2>(buffer, |[l, a]| over_white(l, a)),
        ColorType::Rgb8 => fold::<3>(buffer, |[r, g, b]| luma(r, g, b)),
        ColorType::Rgba8 => fold::<4>(buffer, |[r, g, b, a]| over_white(luma(r, g, b), a)),
        ColorType::L16 => fold::<2>(buffer, high),
        ColorType::La16 => fold::<4>(buffer, |[l0, l1, a0, a1]| {
            over_white(high([l0, l1]), high([a0, a1]))
        }),
        ColorType::Rgb16 => fold::<6>(buffer, |[r0, r1, g0, g1, b0, b1]| {
            luma(high([r0, r1]), high([g0, g1]), high([b0, b1]))
        }),
        ColorType::Rgba16 => fold::<8>(buffer, |[r0, r1, g0, g1, b0, b1, a0, a1]| {
            let l = luma(high([r0, r1]), high([g0, g1]), high([b0, b1]));
            over_white(l, high([a0, a1]))
        }),
        // No decoder above hands over anything else.
        _ => buffer.fill(u8::MAX),
    }
}

/// The upper eight bits of a native-endian sample.
const fn high(sample: [u8; 2]) -> u8 {
    (u16::from_ne_bytes(sample) >> 8) as u8
}
