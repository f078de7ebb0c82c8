//! Every kind of picture is read; what is too large is refused by its size before it is decoded.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

use cleanbill_qr::write::{self, Style};
use cleanbill_qr::{Limits, PictureFormat, ReadError, read};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};

const TEXT: &str = "HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE";

fn code(text: &str, scale: u32) -> GrayImage {
    let symbol = write::encode(text, &Style::default()).unwrap();
    let side = symbol.side() as u32 + 8;
    GrayImage::from_fn(side * scale, side * scale, |x, y| {
        let module = |at: u32| ((at / scale) as usize).checked_sub(4);
        let dark = match (module(x), module(y)) {
            (Some(x), Some(y)) => symbol.is_dark(x, y),
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    })
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn texts(picture: &[u8]) -> Vec<String> {
    let found = read(picture, &Limits::default()).expect("the picture reads");
    found.into_iter().map(|found| found.text).collect()
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    encoded(&picture.into(), ImageFormat::Png)
}

#[test]
fn every_format_is_told_by_its_content() {
    let picture = DynamicImage::ImageLuma8(code(TEXT, 4));
    for format in [
        ImageFormat::Png,
        ImageFormat::Bmp,
        ImageFormat::WebP,
        ImageFormat::Jpeg,
    ] {
        assert_eq!(texts(&encoded(&picture, format)), [TEXT], "{format:?}");
        let colour = DynamicImage::ImageRgb8(picture.to_rgb8());
        assert_eq!(texts(&encoded(&colour, format)), [TEXT], "{format:?}");
    }
    let colour = DynamicImage::ImageRgba8(picture.to_rgba8());
    assert_eq!(texts(&encoded(&colour, ImageFormat::Gif)), [TEXT]);
    let deep = DynamicImage::ImageRgb16(picture.to_rgb16());
    assert_eq!(texts(&encoded(&deep, ImageFormat::Png)), [TEXT]);
}

#[test]
fn transparent_ground_is_paper() {
    let ink = code(TEXT, 4);
    let picture = RgbaImage::from_fn(ink.width(), ink.height(), |x, y| {
        Rgba([0, 0, 0, 255 - ink.get_pixel(x, y).0[0]])
    });
    assert_eq!(texts(&png(picture)), [TEXT]);
}

#[test]
fn our_own_svg_reads() {
    let svg = write::svg(TEXT, &Style::default()).unwrap();
    assert_eq!(texts(svg.as_bytes()), [TEXT]);
    let prologue = "\u{feff}<?xml version=\"1.0\"?>\n\
                    <!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                    \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n";
    assert_eq!(texts(format!("{prologue}{svg}").as_bytes()), [TEXT]);
}

/// The ways in which QR writers draw: a rectangle a module, strokes, shared shapes, a clip.
#[test]
fn svg_of_other_writers_reads() {
    let symbol = write::encode(TEXT, &Style::default()).unwrap();
    let side = symbol.side() + 8;
    let modules: Vec<_> = (0..symbol.side())
        .flat_map(|y| (0..symbol.side()).map(move |x| (x, y)))
        .filter(|(x, y)| symbol.is_dark(*x, *y))
        .map(|(x, y)| (x + 4, y + 4))
        .collect();
    let each = |draw: &dyn Fn(usize, usize) -> String| -> String {
        modules.iter().map(|(x, y)| draw(*x, *y)).collect()
    };
    let head = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\">");
    let bodies = [
        each(&|x, y| format!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" fill=\"navy\"/>")),
        format!(
            "<path stroke=\"#000\" d=\"{}\"/>",
            each(&|x, y| format!("M{x} {y}.5h1"))
        ),
        format!(
            "<style>.m{{fill:rgb(0,0,0)}}</style>\
             <defs><rect id=\"m\" width=\"1\" height=\"1\"/></defs><g class=\"m\">{}</g>",
            each(&|x, y| format!("<use href=\"#m\" x=\"{x}\" y=\"{y}\"/>"))
        ),
        format!(
            "<clipPath id=\"c\">{}</clipPath><rect width=\"100%\" height=\"100%\" \
             style=\"fill:#112233\" clip-path=\"url('#c')\"/>",
            each(&|x, y| format!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>"))
        ),
        format!(
            "<rect width=\"100%\" height=\"100%\" fill=\"black\"/><g fill=\"white\" \
             transform=\"translate({side} 0) rotate(90)\">{}</g>",
            each(&|x, y| format!("<path d=\"M{x},{y}l1,0 0,1 -1,0z\"/>"))
        ),
    ];
    for body in bodies {
        assert_eq!(
            texts(format!("{head}{body}</svg>").as_bytes()),
            [TEXT],
            "{}",
            &body[..60]
        );
    }
}

#[test]
fn light_on_dark_reads_and_says_so() {
    let mut picture = code(TEXT, 4);
    image::imageops::invert(&mut picture);
    let found = read(&png(picture), &Limits::default()).unwrap();
    assert_eq!(found[0].text, TEXT);
    assert!(found[0].inverted);
}

#[test]
fn several_codes_come_from_top_to_bottom_with_their_places() {
    let mut page = GrayImage::from_pixel(1200, 900, Luma([255]));
    let places = [
        ("FIRST", 700, 40, false),
        ("SECOND", 60, 300, false),
        ("DARK", 600, 500, true),
    ];
    for (text, x, y, inverted) in places {
        let mut picture = code(text, 5);
        if inverted {
            image::imageops::invert(&mut picture);
        }
        image::imageops::overlay(&mut page, &picture, x, y);
    }
    let found = read(&png(page), &Limits::default()).unwrap();
    let got: Vec<_> = found
        .iter()
        .map(|found| (found.text.as_str(), found.inverted))
        .collect();
    assert_eq!(got, [("FIRST", false), ("SECOND", false), ("DARK", true)]);
    for (found, (_, x, y, _)) in found.iter().zip(places) {
        let corner = found.corners[0];
        let expected = (x as i32 + 20, y as i32 + 20);
        assert!((corner.x - expected.0).abs() <= 3 && (corner.y - expected.1).abs() <= 3);
    }
}

#[test]
fn a_phone_photo_of_twelve_megapixels_reads() {
    let mut page = GrayImage::from_fn(4032, 3024, |x, y| Luma([(120 + (x ^ y) % 60) as u8]));
    image::imageops::overlay(&mut page, &code(TEXT, 16), 1500, 900);
    assert_eq!(
        texts(&encoded(&DynamicImage::ImageLuma8(page), ImageFormat::Jpeg)),
        [TEXT]
    );
}

#[test]
fn pictures_without_a_code_say_so() {
    for (width, height) in [(1, 1), (1, 400), (400, 3), (39, 39), (333, 217)] {
        let picture = GrayImage::from_fn(width, height, |x, y| Luma([(x * 7 + y * 13) as u8]));
        let error = read(&png(picture), &Limits::default()).unwrap_err();
        assert_eq!(error, ReadError::NoCode { width, height });
    }
}

#[test]
fn a_picture_bomb_is_refused_by_its_size() {
    // A PNG header that claims 60,000 × 60,000, and nothing behind it.
    let mut png = png(GrayImage::new(1, 1));
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let error = read(&png, &Limits::default()).unwrap_err();
    let (width, height) = (60_000, 60_000);
    let format = PictureFormat::Png;
    assert_eq!(
        error,
        ReadError::SideTooLong {
            format,
            width,
            height,
            max: 16_384
        }
    );

    // A JPEG header that claims 16,000 × 16,000 below the side limit.
    let mut jpeg = encoded(&DynamicImage::ImageLuma8(code(TEXT, 2)), ImageFormat::Jpeg);
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x3e, 0x80, 0x3e, 0x80]);
    let error = read(&jpeg, &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "qr.picture-too-large");
    assert!(error.to_string().contains("16000 × 16000"));

    let limits = Limits {
        size_max_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(
        read(&[0; 101], &limits).unwrap_err().code(),
        "qr.file-too-large"
    );
    assert_eq!(read(b"", &limits), Err(ReadError::UnknownFormat));
}

/// Reflected CRC-32 of ISO/HDLC, as PNG states it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn hostile_svg_is_bounded() {
    let deep = "<g>".repeat(10_000);
    let many = "<rect x=\"1\"/>".repeat(60_000);
    let wide = format!(
        "<rect {}/>",
        (0..500).map(|i| format!("a{i}=\"\"")).collect::<String>()
    );
    let entity = "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>";
    let doubling: String = (1..30)
        .map(|i| {
            format!(
                "<g id=\"g{i}\"><use href=\"#g{}\"/><use href=\"#g{}\"/></g>",
                i - 1,
                i - 1
            )
        })
        .collect();
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">";
    for hostile in [
        format!("{head}{deep}"),
        format!("{head}{many}</svg>"),
        format!("{head}{wide}</svg>"),
        format!("{entity}{head}&a;</svg>"),
        format!("{head}<rect id=\"g0\" width=\"9\" height=\"9\"/>{doubling}</svg>"),
        format!("{head}<g id=\"a\"><use href=\"#a\"/></g></svg>"),
        format!(
            "{head}<path d=\"M0 0{}\"/></svg>",
            "L1e308 1e308 -1e308 4".repeat(9_000)
        ),
        "<svg viewBox=\"0 0 1e-300 1e300\"/>".to_owned(),
        "<svg viewBox=\"nan 0 1 1\"/>".to_owned(),
        "<svg/>".to_owned(),
    ] {
        let error = read(hostile.as_bytes(), &Limits::default()).unwrap_err();
        assert!(
            ["qr.damaged-picture", "qr.no-code"].contains(&error.code()),
            "{error}"
        );
    }
}
