//! JPEG through crate `zune-jpeg`, straight to luma: a third of the memory of RGB.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::Budget;
use crate::colour::{fold, luma};
use crate::error::ReadError;
use crate::gray::Gray;

/// Rows of coefficients and of upsampled samples that the decoder keeps.
const SCRATCH_BYTES: u64 = 2 << 20;

/// Most scans of a progressive picture. libjpeg's writers make 10.
const SCANS_MAX: usize = 32;

/// What the frame header says (ITU-T T.81 B.2.2).
struct Frame {
    width: u32,
    height: u32,
    /// Whether the whole picture's coefficients are kept until the last scan: progressive, or one
    /// scan a component.
    buffered: bool,
    /// Samples of all components for each pixel, at most; 4:2:0 has 2 (1.5, rounded up).
    samples: u64,
}

pub(super) fn decode(bytes: &[u8], budget: &Budget<'_>) -> Result<Gray, ReadError> {
    let damaged = || budget.damaged();
    let frame = frame(bytes).ok_or_else(damaged)?;
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    // Luma and gray JPEG give one byte a pixel, any other colour space three; a buffered
    // picture takes two more for each sample.
    let options = DecoderOptions::new_safe()
        .jpeg_set_max_scans(SCANS_MAX)
        .set_max_width(budget.limits.side_max_pixels as usize)
        .set_max_height(budget.limits.side_max_pixels as usize);
    let coefficients = if frame.buffered {
        2 * frame.samples * pixels
    } else {
        0
    };
    budget.check(
        frame.width,
        frame.height,
        pixels + coefficients + SCRATCH_BYTES,
    )?;

    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| damaged())?;
    let as_luma = matches!(
        decoder.input_colorspace(),
        Some(ColorSpace::YCbCr | ColorSpace::Luma)
    );
    let (space, depth) = if as_luma {
        (ColorSpace::Luma, 1)
    } else {
        (ColorSpace::RGB, 3)
    };
    budget.check(
        frame.width,
        frame.height,
        depth * pixels + coefficients + SCRATCH_BYTES,
    )?;
    decoder.set_options(options.jpeg_set_out_colorspace(space));

    let size = decoder.output_buffer_size().ok_or_else(damaged)?;
    if size as u64 != depth * pixels {
        return Err(damaged());
    }
    let mut buffer = vec![0; size];
    decoder.decode_into(&mut buffer).map_err(|_| damaged())?;
    if !as_luma {
        fold::<3>(&mut buffer, |[r, g, b]| luma(r, g, b));
    }
    Gray::new(frame.width as usize, frame.height as usize, buffer).ok_or_else(damaged)
}

/// Walks the segments up to the first scan.
fn frame(bytes: &[u8]) -> Option<Frame> {
    let mut rest = bytes.get(2..)?;
    let mut frame: Option<(Frame, u8)> = None;
    loop {
        let marker = loop {
            let (byte, tail) = rest.split_first()?;
            rest = tail;
            match byte {
                0xff => {}
                0x00 => return None,
                marker => break *marker,
            }
        };
        // Markers without a segment: TEM and the restarts.
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        let (length, tail) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
        let segment = tail.get(..length)?;
        rest = tail.get(length..)?;
        match marker {
            0xc0..=0xc2 if frame.is_none() => frame = Some(frame_header(segment, marker == 0xc2)?),
            0xda => {
                let (mut frame, components) = frame?;
                frame.buffered |= segment.first() != Some(&components);
                return Some(frame);
            }
            _ => {}
        }
    }
}

/// Reads a start-of-frame segment; gives the number of components beside it.
fn frame_header(segment: &[u8], progressive: bool) -> Option<(Frame, u8)> {
    let [_precision, h1, h0, w1, w0, components, specs @ ..] = segment else {
        return None;
    };
    let factors = specs
        .chunks_exact(3)
        .take(usize::from(*components))
        .filter_map(|spec| spec.get(1))
        .map(|factor| (u64::from(factor >> 4), u64::from(factor & 15)));
    let (h_max, v_max) = factors
        .clone()
        .fold((1, 1), |(h, v), f| (f.0.max(h), f.1.max(v)));
    let sum: u64 = factors.map(|(h, v)| h * v).sum();
    let frame = Frame {
        width: u32::from(u16::from_be_bytes([*w1, *w0])),
        height: u32::from(u16::from_be_bytes([*h1, *h0])),
        buffered: progressive,
        samples: sum.div_ceil(h_max * v_max),
    };
    Some((frame, *components))
}
