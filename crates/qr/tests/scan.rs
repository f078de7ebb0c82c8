//! Pixels that a camera hands over: read as a file of the same picture is, in every turn or a few.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

use cleanbill_qr::write::{self, Style};
use cleanbill_qr::{Effort, Limits, scan};
use image::{GrayImage, Luma};
use proptest::prelude::*;

const TEXT: &str = "HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE";

/// A frame of a camera with a code in its middle.
fn frame(ink: u8, paper: u8) -> GrayImage {
    let symbol = write::encode(TEXT, &Style::default()).unwrap();
    let (scale, left, top) = (4, 500, 200);
    GrayImage::from_fn(1280, 720, |x, y| {
        let module = |at: u32, start: u32| Some((at.checked_sub(start)? / scale) as usize);
        let dark = match (module(x, left), module(y, top)) {
            (Some(x), Some(y)) => symbol.is_dark(x, y),
            _ => false,
        };
        Luma([if dark { ink } else { paper }])
    })
}

fn texts(picture: &GrayImage, effort: Effort) -> Vec<String> {
    let (width, height) = picture.dimensions();
    let pixels = picture.as_raw().clone();
    let found = scan(pixels, width, height, effort, &Limits::default()).expect("it is a picture");
    found.into_iter().map(|found| found.text).collect()
}

#[test]
fn a_clear_a_dim_and_an_inverted_frame_read_in_every_turn() {
    for (ink, paper) in [(0, 255), (40, 80), (230, 20)] {
        let picture = frame(ink, paper);
        assert_eq!(texts(&picture, Effort::Picture), [TEXT]);
        for turn in [0, 1, 2, 3, 4, 5, u32::MAX] {
            assert_eq!(texts(&picture, Effort::Frame { turn }), [TEXT], "{turn}");
        }
    }
}

/// A dim code on a bright ground: most thresholds take its margin for ink.
#[test]
fn what_one_frame_misses_another_reads() {
    let mut picture = GrayImage::from_pixel(1280, 720, Luma([255]));
    let dim = image::imageops::crop_imm(&frame(64, 108), 470, 170, 300, 300).to_image();
    image::imageops::overlay(&mut picture, &dim, 400, 200);
    let read: Vec<bool> = (0..8)
        .map(|turn| !texts(&picture, Effort::Frame { turn }).is_empty())
        .collect();
    assert!(read.contains(&true) && read.contains(&false), "{read:?}");
    assert_eq!(texts(&picture, Effort::Picture), [TEXT]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the numbers say: no panic, and nothing for what is no picture.
    #[test]
    fn any_size_of_any_pixels_ends(
        pixels in proptest::collection::vec(any::<u8>(), 0..6_000),
        width in 0u32..90,
        height in 0u32..90,
        turn in proptest::option::of(any::<u32>()),
    ) {
        let effort = turn.map_or(Effort::Picture, |turn| Effort::Frame { turn });
        let area = (width * height) as usize;
        let fits = area > 0 && [area, 4 * area].contains(&pixels.len());
        let found = scan(pixels, width, height, effort, &Limits::default());
        prop_assert_eq!(found.is_some(), fits);
    }

    /// The same with pixels that are as many as they should be.
    #[test]
    fn any_picture_ends(
        width in 1u32..120,
        height in 1u32..120,
        turn in proptest::option::of(any::<u32>()),
        seed in any::<u64>(),
    ) {
        let effort = turn.map_or(Effort::Picture, |turn| Effort::Frame { turn });
        let mut state = seed | 1;
        let pixels = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                if state >> 63 == 0 { 0 } else { 255 }
            })
            .collect();
        prop_assert!(scan(pixels, width, height, effort, &Limits::default()).is_some());
    }
}
