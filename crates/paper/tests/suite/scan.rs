//! Codes as scanners see them: clean, and after what printers, cameras and copiers do to them.

use std::io::Cursor;
use std::slice::from_ref;

use cleanbill_paper::{
    LightSheet, MODULE_MIN_MM, PaperError, SIDE_MIN_MM, render_a4, render_a4_large, render_card,
    render_light_sheet,
};
use cleanbill_qr::{Limits, read};
use image::imageops::{FilterType, blur, crop_imm, resize};
use image::{GrayImage, ImageFormat, Luma};

use crate::{poppler, sample};

fn scan(picture: &GrayImage) -> Vec<String> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    match read(png.get_ref(), &Limits::default()) {
        Ok(found) => found.into_iter().map(|found| found.text).collect(),
        Err(error) => panic!("{error}"),
    }
}

/// Gray dust, the same for every run.
fn with_noise(picture: &GrayImage) -> GrayImage {
    let mut state = 7_u32;
    let mut noisy = picture.clone();
    for pixel in noisy.pixels_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let shift = i32::try_from(state >> 26).unwrap() - 32;
        pixel.0[0] = u8::try_from((i32::from(pixel.0[0]) + shift).clamp(0, 255)).unwrap();
    }
    noisy
}

/// A weak copy: black becomes dark gray, white light gray.
fn faded(picture: &GrayImage) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([90 + picture.get_pixel(x, y).0[0] / 3])
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (x, y) = (x as f32 - width / 2.0, y as f32 - height / 2.0);
        let from = (
            x * cos + y * sin + width / 2.0,
            y * cos - x * sin + height / 2.0,
        );
        let inside = from.0 >= 0.0 && from.1 >= 0.0 && from.0 < width && from.1 < height;
        if inside {
            *picture.get_pixel(from.0 as u32, from.1 as u32)
        } else {
            Luma([255])
        }
    })
}

#[test]
fn a_page_scans_clean_and_degraded() {
    {
        let pass = sample::english();
        let picture = poppler::draw(&render_a4(&pass).unwrap(), 1, 300);
        let (width, height) = (picture.width() / 2, picture.height() / 2);
        // The quarter with the code: as much as a camera is held over.
        let picture = crop_imm(&picture, width, 0, width, height).to_image();
        let small = resize(&picture, width / 2, height / 2, FilterType::Triangle);
        let states = [
            ("clean", picture.clone()),
            ("blurred", blur(&picture, 2.0)),
            ("noisy", with_noise(&picture)),
            ("faded", faded(&picture)),
            ("turned", turned(&picture, 4.0)),
            ("150 dpi", small.clone()),
            ("150 dpi, blurred and noisy", with_noise(&blur(&small, 0.7))),
        ];
        for (state, picture) in states {
            assert_eq!(scan(&picture), from_ref(&pass.code), "{state}");
        }
    }
}

#[test]
fn cards_and_large_print_scan() {
    let pass = sample::russian();
    let card = render_card(&pass).unwrap();
    assert_eq!(scan(&poppler::draw(&card, 1, 300)), from_ref(&pass.code));
    let large = render_a4_large(&pass).unwrap();
    assert_eq!(scan(&poppler::draw(&large, 1, 150)), [pass.code]);
}

#[test]
fn a_short_pass_scans_at_150_dpi() {
    let mut pass = sample::english();
    pass.code = sample::code(200, 3);
    let picture = poppler::draw(&render_a4(&pass).unwrap(), 1, 150);
    assert_eq!(scan(&picture), [pass.code]);
}

#[test]
fn every_code_of_a_light_sheet_scans_alone() {
    let sheet: LightSheet = sample::light(&sample::english(), 14);
    let pdf = render_light_sheet(&sheet).unwrap();
    let mut found = Vec::new();
    for page in [1, 2] {
        let picture = poppler::draw(&pdf, page, 200);
        let (width, height) = picture.dimensions();
        let bands = if page == 1 { 4 } else { 1 };
        // 17 mm of margin and 34 mm of head, then rows of 56 mm.
        let mm = |millimetres: u32| millimetres * height / 297;
        for band in 0..bands {
            for column in 0..3 {
                if found.len() == sheet.codes.len() {
                    break;
                }
                let left = width * 16 / 210 + column * width * 170 / 630;
                let top = mm(49) + band * mm(56);
                let cell = crop_imm(&picture, left, top, width * 52 / 210, mm(50)).to_image();
                found.extend(scan(&cell));
            }
        }
    }
    let codes: Vec<_> = sheet.codes.iter().map(|light| light.code.clone()).collect();
    assert_eq!(found, codes);
}

/// Pixels of the first dark run of the picture's part, which is a finder pattern's upper edge:
/// seven modules (ISO/IEC 18004:2015, 6.3.3.1).
fn finder_edge(picture: &GrayImage) -> u32 {
    let row = picture
        .rows()
        .find(|row| row.clone().any(|pixel| pixel.0[0] < 128))
        .unwrap();
    let dark = row.skip_while(|pixel| pixel.0[0] >= 128);
    u32::try_from(dark.take_while(|pixel| pixel.0[0] < 128).count()).unwrap()
}

#[test]
fn modules_are_measured_large_enough() {
    for (chars, correction_may_drop) in [(60, false), (541, false), (1_100, true), (1_800, true)] {
        let mut pass = sample::english();
        pass.code = sample::code(chars, 5);
        let picture = poppler::draw(&render_a4(&pass).unwrap(), 1, 300);
        // Right of the names, below the title's rule.
        let (width, height) = picture.dimensions();
        let part = crop_imm(&picture, width / 2, height / 10, width / 2, height / 3).to_image();
        #[allow(clippy::cast_precision_loss)]
        let module_mm = finder_edge(&part) as f32 / 7.0 * 25.4 / 300.0;
        assert!(module_mm >= MODULE_MIN_MM, "{chars}: {module_mm} mm");
        let side_mm = module_mm * 21.0;
        assert!(
            correction_may_drop || side_mm * 3.0 >= SIDE_MIN_MM,
            "{chars}"
        );
        assert!(
            correction_may_drop || module_mm >= 0.55,
            "{chars}: {module_mm} mm"
        );
    }
}

#[test]
fn a_code_too_long_for_a_card_is_refused_and_fits_a4() {
    let mut pass = sample::english();
    pass.code = sample::code(1_800, 5);
    let error = render_card(&pass).unwrap_err();
    assert!(
        matches!(
            error,
            PaperError::CodeDoesNotFit {
                side_max_mm: 50,
                ..
            }
        ),
        "{error}"
    );
    render_a4(&pass).unwrap();
    pass.code = sample::code(5_000, 5);
    let error = render_a4(&pass).unwrap_err();
    assert_eq!(error.code(), "paper.code-does-not-fit");
}
