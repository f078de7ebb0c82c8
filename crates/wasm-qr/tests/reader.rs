//! The answers, as a host reads them. What is built for WebAssembly is tried in crates/wasm.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use cleanbill_qr::write::{Style, encode};
use cleanbill_wasm_qr::{cleanbill_qr_abi, cleanbill_qr_room, read};

const TEXT: &str = "HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE";

/// A page of codes side by side, black on white, three pixels a module: gray, width and height.
fn page(texts: &[&str]) -> (Vec<u8>, u32, u32) {
    const SCALE: usize = 3;
    let symbols: Vec<_> = texts
        .iter()
        .map(|text| encode(text, &Style::default()).unwrap())
        .collect();
    let side = symbols
        .iter()
        .map(|symbol| symbol.side() + 8)
        .max()
        .unwrap();
    let (width, height) = (side * symbols.len() * SCALE, side * SCALE);
    let mut pixels = vec![u8::MAX; width * height];
    for (place, symbol) in symbols.iter().enumerate() {
        for (index, pixel) in pixels.iter_mut().enumerate() {
            let (x, y) = (index % width / SCALE, index / width / SCALE);
            let module = (x.checked_sub(place * side + 4), y.checked_sub(4));
            if let (Some(x), Some(y)) = module
                && symbol.is_dark(x, y)
            {
                *pixel = 0;
            }
        }
    }
    (pixels, width as u32, height as u32)
}

fn texts(mut answer: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    while let Some((length, rest)) = answer.split_first_chunk() {
        let (text, rest) = rest.split_at(u32::from_le_bytes(*length) as usize);
        found.push(String::from_utf8(text.to_vec()).unwrap());
        answer = rest;
    }
    found
}

#[test]
fn a_picture_answers_all_codes_and_a_frame_one() {
    let (pixels, width, height) = page(&["FIRST", TEXT]);
    assert_eq!(
        texts(&read(pixels.clone(), width, height, 0)),
        ["FIRST", TEXT]
    );
    assert_eq!(texts(&read(pixels, width, height, 1)).len(), 1);
}

#[test]
fn colours_are_read_as_gray_is() {
    let (pixels, width, height) = page(&[TEXT]);
    // White that is see-through in the place of black is paper, whatever its colour.
    let colours = |ink: [u8; 4]| -> Vec<u8> {
        let colour = |gray: &u8| if *gray == 0 { ink } else { [u8::MAX; 4] };
        pixels.iter().flat_map(colour).collect()
    };
    for (ink, expected) in [([0, 0, 90, 255], vec![TEXT]), ([0, 0, 0, 0], vec![])] {
        assert_eq!(texts(&read(colours(ink), width, height, 0)), expected);
        assert_eq!(texts(&read(colours(ink), width, height, 7)), expected);
    }
}

#[test]
fn what_is_no_picture_holds_no_code() {
    let (pixels, width, height) = page(&[TEXT]);
    for (width, height) in [
        (0, 0),
        (0, height),
        (width, height - 1),
        (width * 2, height),
        (u32::MAX, u32::MAX),
        (1 << 31, 2),
    ] {
        for effort in [0, 1, u32::MAX] {
            assert_eq!(read(pixels.clone(), width, height, effort), []);
        }
    }
    assert_eq!(read(Vec::new(), 0, 0, 0), []);
}

#[test]
fn no_more_room_is_given_than_a_picture_needs() {
    assert_eq!(cleanbill_qr_abi(), 1);
    assert!(cleanbill_qr_room((32 << 20) + 1).is_null());
    assert!(cleanbill_qr_room(u32::MAX).is_null());
    assert!(!cleanbill_qr_room(32 << 20).is_null());
}
