//! The readers, each from a file's bytes to texts; peers get the same decoder for the file.

use std::path::Path;

use base64::Engine as _;
use rxing::{BarcodeFormat, DecodeHints};

pub struct Reader {
    pub name: &'static str,
    pub read: fn(&[u8]) -> Vec<String>,
}

pub fn all() -> Vec<Reader> {
    let mut readers = vec![
        Reader {
            name: "cleanbill",
            read: cleanbill,
        },
        Reader {
            name: "rxing",
            read: |file| rxing(file, false),
        },
        Reader {
            name: "rxing+inverted",
            read: |file| rxing(file, true),
        },
        Reader {
            name: "zedbar",
            read: zedbar,
        },
    ];
    #[cfg(feature = "zxing-cpp")]
    readers.push(Reader {
        name: "zxing-cpp",
        read: zxing_cpp,
    });
    readers.shrink_to_fit();
    readers
}

fn cleanbill(file: &[u8]) -> Vec<String> {
    let found = cleanbill_qr::read(file, &cleanbill_qr::Limits::default()).unwrap_or_default();
    found.into_iter().map(|found| found.text).collect()
}

fn luma(file: &[u8]) -> image::GrayImage {
    image::load_from_memory(file)
        .expect("the bench's own pictures decode")
        .into_luma8()
}

fn rxing(file: &[u8], inverted: bool) -> Vec<String> {
    let picture = luma(file);
    let (width, height) = picture.dimensions();
    let mut hints = DecodeHints {
        AlsoInverted: Some(inverted),
        ..DecodeHints::default()
    };
    let result = rxing::helpers::detect_in_luma_with_hints(
        picture.into_raw(),
        width,
        height,
        Some(BarcodeFormat::QR_CODE),
        &mut hints,
    );
    result
        .map(|found| vec![found.getText().to_owned()])
        .unwrap_or_default()
}

fn zedbar(file: &[u8]) -> Vec<String> {
    use zedbar::config::{DecoderConfig, QrCode};
    let picture = luma(file);
    let (width, height) = picture.dimensions();
    let mut picture = zedbar::Image::from_gray(&picture, width, height).expect("a gray picture");
    let config = DecoderConfig::new().enable(QrCode).test_inverted(true);
    let mut scanner = zedbar::Scanner::with_config(config);
    let result = scanner.scan(&mut picture);
    result
        .symbols()
        .iter()
        .filter_map(|s| s.data_string().map(str::to_owned))
        .collect()
}

#[cfg(feature = "zxing-cpp")]
fn zxing_cpp(file: &[u8]) -> Vec<String> {
    use zxingcpp::{BarcodeFormat, ImageFormat, ImageView};
    let picture = luma(file);
    let (width, height) = picture.dimensions();
    let view = ImageView::from_slice(&picture, width, height, ImageFormat::Lum).expect("sized");
    let reader = zxingcpp::read()
        .formats([BarcodeFormat::QRCode])
        .try_harder(true);
    let found = reader.from(view).unwrap_or_default();
    found.iter().map(|barcode| barcode.text()).collect()
}

/// The files of the corpora's DCC specimens: the pictures of the quality assurance and the
/// pictures inside of the test data that are meant to decode. Empty where there are no corpora.
pub fn specimens() -> Vec<Vec<u8>> {
    let root = std::env::var("CLEANBILL_CORPORA").unwrap_or_else(|_| "../../shared/corpora".into());
    let mut files = Vec::new();
    collect(&Path::new(&root).join("dcc/quality-assurance"), &mut files);
    collect(&Path::new(&root).join("dcc/testdata"), &mut files);
    files
}

fn collect(folder: &Path, files: &mut Vec<Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let extension = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if extension.eq_ignore_ascii_case("png") {
            files.extend(std::fs::read(&path));
        } else if extension == "json" {
            files.extend(std::fs::read(&path).ok().and_then(|json| embedded(&json)));
        }
    }
}

fn embedded(json: &[u8]) -> Option<Vec<u8>> {
    let case: serde_json::Value = serde_json::from_slice(json).ok()?;
    if case["EXPECTEDRESULTS"]["EXPECTEDPICTUREDECODE"] != true {
        return None;
    }
    let picture = case["2DCODE"].as_str()?;
    base64::engine::general_purpose::STANDARD
        .decode(picture)
        .ok()
}
