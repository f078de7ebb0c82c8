//! Aztec and Data Matrix symbols in picture files, alone and beside QR codes.
//!
//! The symbols are those of another writer: `crates/matrix/tests/golden`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

use std::io::Cursor;
use std::path::Path;

use cleanbill_qr::write::{Style, encode};
use cleanbill_qr::{Limits, ReadError, Symbology, read};
use image::imageops::{blur, overlay, resize};
use image::{GrayImage, ImageFormat, Luma, imageops};

/// What a golden symbol says, and its modules with a margin of four, at some pixels each.
fn golden(name: &str, scale: u32) -> (String, GrayImage) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../matrix/tests/golden");
    let text = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
    let (said, drawn) = text.split_once('\n').unwrap();
    let said: Vec<u8> = (0..said.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&said[at..at + 2], 16).unwrap())
        .collect();
    let said = match String::from_utf8(said) {
        Ok(text) => text,
        Err(error) => error
            .as_bytes()
            .iter()
            .map(|byte| char::from(*byte))
            .collect(),
    };
    let rows: Vec<&[u8]> = drawn.lines().map(str::as_bytes).collect();
    let dark = |x: u32, y: u32| {
        let (x, y) = ((x / scale).checked_sub(4)?, (y / scale).checked_sub(4)?);
        Some(*rows.get(y as usize)?.get(x as usize)? == b'X')
    };
    let (width, height) = (rows[0].len() as u32 + 8, rows.len() as u32 + 8);
    let picture = GrayImage::from_fn(width * scale, height * scale, |x, y| {
        Luma([if dark(x, y) == Some(true) { 20 } else { 235 }])
    });
    (said, picture)
}

fn qr(text: &str, scale: u32) -> GrayImage {
    let symbol = encode(text, &Style::default()).unwrap();
    let side = (u32::from(symbol.version()) * 4 + 17 + 8) * scale;
    GrayImage::from_fn(side, side, |x, y| {
        let module = |at: u32| (at / scale).checked_sub(4).map(|at| at as usize);
        let dark = module(x)
            .zip(module(y))
            .is_some_and(|(x, y)| symbol.is_dark(x, y));
        Luma([if dark { 0 } else { 255 }])
    })
}

fn png(picture: &GrayImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

fn found(picture: &GrayImage) -> Vec<(Symbology, String)> {
    let found = read(&png(picture), &Limits::default()).unwrap_or_default();
    found
        .into_iter()
        .map(|found| (found.symbology, found.text))
        .collect()
}

const SOME: [(&str, Symbology); 7] = [
    ("dm-2d-doc", Symbology::DataMatrix),
    ("dm-capitals", Symbology::DataMatrix),
    ("dm-16x48", Symbology::DataMatrix),
    ("dm-72", Symbology::DataMatrix),
    ("az-compact-2", Symbology::Aztec),
    ("az-full-4", Symbology::Aztec),
    ("az-full-9", Symbology::Aztec),
];

#[test]
fn symbols_read_clear_blurred_noisy_inverted_and_resized() {
    let noisy = |mut picture: GrayImage| {
        let mut state = 1u32;
        for pixel in picture.pixels_mut() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 24) as i32 / 4 - 32;
            pixel.0[0] = (i32::from(pixel.0[0]) + noise).clamp(0, 255) as u8;
        }
        picture
    };
    let inverted = |mut picture: GrayImage| {
        imageops::invert(&mut picture);
        picture
    };
    let resized = |picture: GrayImage| {
        let (width, height) = picture.dimensions();
        let filter = imageops::FilterType::Triangle;
        resize(&picture, width * 3 / 5, height * 3 / 5, filter)
    };
    let mut missed = Vec::new();
    for (name, symbology) in SOME {
        let (said, clear) = golden(name, 5);
        let expected = [(symbology, said)];
        for (kind, picture) in [
            ("clear", clear.clone()),
            ("upside down", imageops::rotate180(&clear)),
            ("blurred", blur(&clear, 1.8)),
            ("noisy", noisy(clear.clone())),
            ("inverted", inverted(clear.clone())),
            ("resized", resized(clear)),
        ] {
            if found(&picture) != expected {
                missed.push(format!("{name} {kind}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_qr_code_beside_others_is_one_of_several() {
    let mut page = GrayImage::from_pixel(1_200, 900, Luma([250]));
    let (aztec, picture) = golden("az-full-4", 5);
    overlay(&mut page, &picture, 40, 40);
    let (matrix, picture) = golden("dm-2d-doc", 5);
    overlay(&mut page, &picture, 500, 60);
    overlay(&mut page, &qr("HC1:6BF+70790T9WJWG", 5), 100, 560);
    let found = found(&page);
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, [&aztec, &matrix, "HC1:6BF+70790T9WJWG"]);
    assert_eq!(found[2].0.version(), Some(2));
}

#[test]
fn bytes_that_are_no_text_come_whole() {
    for name in ["dm-bytes", "az-compact-3"] {
        let (said, picture) = golden(name, 4);
        assert!(said.starts_with("\u{dc}\u{3}"));
        assert_eq!(found(&picture)[0].1, said, "{name}");
    }
}

#[test]
fn what_is_damaged_beyond_correction_is_no_code() {
    for (name, _) in SOME {
        let (_, mut picture) = golden(name, 4);
        let (width, height) = picture.dimensions();
        for y in height / 3..height * 2 / 3 {
            for x in 0..width {
                picture.put_pixel(x, y, Luma([235]));
            }
        }
        let error = read(&png(&picture), &Limits::default()).unwrap_err();
        assert_eq!(error, ReadError::NoCode { width, height }, "{name}");
    }
}
