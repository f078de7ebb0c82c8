//! PNG, WebP, BMP and GIF through crate `image`.

use std::io::Cursor;

use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, Limits as DecoderLimits};

use super::Budget;
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

pub(super) fn fold<const N: usize>(buffer: &mut [u8], gray: impl Fn([u8; N]) -> u8) {
    let mut to = 0;
    let mut from = 0;
    while let Some(pixel) = buffer
        .get(from..from + N)
        .and_then(|p| <[u8; N]>::try_from(p).ok())
    {
        if let Some(slot) = buffer.get_mut(to) {
            *slot = gray(pixel);
        }
        to += 1;
        from += N;
    }
}

/// The upper eight bits of a native-endian sample.
const fn high(sample: [u8; 2]) -> u8 {
    (u16::from_ne_bytes(sample) >> 8) as u8
}

/// Rec. 601 luma in 8-bit fixed point.
pub(super) fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b);
    (sum >> 8) as u8
}

fn over_white(l: u8, a: u8) -> u8 {
    let (l, a) = (u32::from(l), u32::from(a));
    ((l * a + 255 * (255 - a) + 127) / 255) as u8
}
