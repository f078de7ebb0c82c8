//! The pictures of `benches/` as bare gray pixels, for readers that open no files: `frames FOLDER`.
//! Each file holds width and height, four bytes each, little-endian, then the pixels;
//! `cases.json` says what each says. `benches/peers/reader.mjs` reads them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "it measures, and does not ship"
)]

#[path = "../../../benches/src/bin/pictures/set.rs"]
mod set;

use std::fs;
use std::path::Path;

use image::imageops::{invert, overlay, resize};
use image::{GrayImage, Luma};
use serde_json::{Value, json};

/// A frame of a camera, as the pages ask for it.
const FRAME: (u32, u32) = (1280, 720);
/// Frames of each kind.
const FRAMES: usize = 20;

fn main() {
    let folder = std::env::args_os().nth(1).expect("names a folder");
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    let mut cases: Vec<Value> = Vec::new();
    let mut put = |class: &str, text: &str, picture: &GrayImage| {
        let file = format!("{}.gray", cases.len());
        let (width, height) = picture.dimensions();
        let sides = [width.to_le_bytes(), height.to_le_bytes()].concat();
        fs::write(
            folder.join(&file),
            [&sides, picture.as_raw().as_slice()].concat(),
        )
        .unwrap();
        cases.push(json!({ "file": file, "class": class, "text": text }));
    };
    let degraded = set::make();
    for case in &degraded {
        put(case.class, &case.text, &gray(&case.file));
    }
    for case in set::clean(FRAMES) {
        let clear = in_frame(&gray(&case.file), 255);
        put("frame: clear", &case.text, &clear);
        let mut dim = clear.clone();
        dim.pixels_mut()
            .for_each(|pixel| pixel.0[0] = 40 + pixel.0[0] / 8);
        put("frame: dim", &case.text, &dim);
        let mut inverted = clear;
        invert(&mut inverted);
        put("frame: inverted", &case.text, &inverted);
    }
    for (name, class) in [
        ("frame: tilted", "perspective and JPEG noise"),
        ("frame: turned and blurred", "rotation and blur"),
        ("frame: blurred", "blur"),
    ] {
        for case in degraded
            .iter()
            .filter(|case| case.class == class)
            .take(FRAMES)
        {
            put(name, &case.text, &in_frame(&gray(&case.file), 230));
        }
    }
    for seed in 0..FRAMES as u32 {
        put("frame: no code", "", &cluttered(seed));
    }
    fs::write(folder.join("cases.json"), Value::from(cases).to_string()).unwrap();
}

fn gray(file: &[u8]) -> GrayImage {
    image::load_from_memory(file)
        .expect("our own pictures open")
        .into_luma8()
}

/// In the middle of a frame; made smaller where it is larger.
fn in_frame(picture: &GrayImage, paper: u8) -> GrayImage {
    let (width, height) = FRAME;
    let mut frame = GrayImage::from_pixel(width, height, Luma([paper]));
    let most = f64::from(height) / f64::from(picture.height());
    let side = |side: u32| (f64::from(side) * most.min(1.0)) as u32;
    let (w, h) = (side(picture.width()), side(picture.height()));
    let picture = resize(picture, w, h, image::imageops::FilterType::Triangle);
    overlay(
        &mut frame,
        &picture,
        i64::from(width - w) / 2,
        i64::from(height - h) / 2,
    );
    frame
}

/// What a camera sees before a code comes: edges and noise all over.
fn cluttered(seed: u32) -> GrayImage {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let mut frame = GrayImage::from_pixel(FRAME.0, FRAME.1, Luma([120]));
    for _ in 0..400 {
        let (x, y) = (random() % FRAME.0, random() % FRAME.1);
        let block =
            GrayImage::from_pixel(4 + random() % 90, 4 + random() % 60, Luma([random() as u8]));
        overlay(&mut frame, &block, i64::from(x), i64::from(y));
    }
    frame.pixels_mut().for_each(|pixel| {
        pixel.0[0] = pixel.0[0].saturating_add((random() % 16) as u8);
    });
    frame
}
