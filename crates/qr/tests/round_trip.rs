//! What is written can be read, and nothing that is asked of the writer breaks it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

use cleanbill_qr::write::{self, ErrorCorrection, Style, Terminal};
use cleanbill_qr::{Limits, WriteError, read};
use proptest::prelude::*;

fn texts(picture: &[u8]) -> Vec<String> {
    let found = read(picture, &Limits::default()).expect("the picture reads");
    found.into_iter().map(|found| found.text).collect()
}

#[test]
fn a_median_pass_gets_q() {
    let text: String = "HC1:"
        .chars()
        .chain("6BFOXN*TS0BI".chars().cycle())
        .take(541)
        .collect();
    let symbol = write::encode(&text, &Style::default()).unwrap();
    assert!(symbol.error_correction() >= ErrorCorrection::Q);
    assert!(symbol.version() <= 22);
}

#[test]
fn the_version_is_read_too() {
    for length in [5, 100, 800, 2_000] {
        let text = "A".repeat(length);
        let symbol = write::encode(&text, &Style::default()).unwrap();
        let picture = write::png(&text, &Style::default()).unwrap();
        let found = read(&picture, &Limits::default()).unwrap();
        let version = found[0].symbology.version();
        assert_eq!(version, Some(symbol.version()), "{length}");
    }
}

#[test]
fn a_long_text_falls_back_to_m_then_l() {
    let choose = |length| {
        let symbol = write::encode(&"A".repeat(length), &Style::default()).unwrap();
        (symbol.version(), symbol.error_correction())
    };
    assert_eq!(choose(823), (22, ErrorCorrection::Q));
    assert_eq!(choose(824), (19, ErrorCorrection::M));
    assert_eq!(choose(1_134), (22, ErrorCorrection::M));
    assert_eq!(choose(1_135), (19, ErrorCorrection::L));
    assert_eq!(choose(4_296), (40, ErrorCorrection::L));
}

#[test]
fn a_text_that_does_not_fit_is_refused_with_its_size() {
    let error = write::png(&"A".repeat(4_297), &Style::default()).unwrap_err();
    let expected = WriteError::TooLong {
        size_bytes: 4_297,
        version_max: 40,
        error_correction: 'L',
    };
    assert_eq!(error, expected);
    assert_eq!(
        write::svg(&"x".repeat(10_000_000), &Style::default())
            .unwrap_err()
            .code(),
        "qr.text-too-long"
    );
    assert_eq!(write::png("", &Style::default()), Err(WriteError::Empty));
}

#[test]
fn a_style_out_of_range_is_refused_by_name() {
    for style in [
        Style {
            version_max: 0,
            ..Style::default()
        },
        Style {
            version_comfort: 41,
            ..Style::default()
        },
        Style {
            mask: Some(8),
            ..Style::default()
        },
        Style {
            quiet_zone_modules: 33,
            ..Style::default()
        },
        Style {
            module_pixels: 0,
            ..Style::default()
        },
    ] {
        let error = write::encode("A", &style).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "qr.style-out-of-range");
    }
}

#[test]
fn bytes_of_other_scripts_come_back() {
    for text in [
        "Ærøskøbing",
        "Καλημέρα 12345",
        "日本語のテキスト",
        "a\0b\u{7f}\n",
        "🩺",
    ] {
        let picture = write::png(text, &Style::default()).unwrap();
        assert_eq!(texts(&picture), [text]);
    }
}

#[test]
fn terminal_kinds_draw_the_same_symbol() {
    let style = Style::default();
    let draw = |kind| write::terminal("HC1:ABC", kind, &style).unwrap();
    let light = draw(Terminal::LightGround);
    let colours = draw(Terminal::Colours);
    assert_eq!(
        colours
            .replace("\x1b[38;5;16;48;5;231m", "")
            .replace("\x1b[0m", ""),
        light
    );
    // Version 1 with quiet zone: 29 modules, so 15 lines, the last of half a row.
    assert_eq!(light.lines().count(), 15);
    assert!(light.lines().all(|line| line.chars().count() == 29));
    let ascii = draw(Terminal::Ascii);
    assert_eq!(ascii.lines().count(), 29);
    assert!(
        ascii
            .lines()
            .nth(4)
            .unwrap()
            .starts_with("        ##############  ")
    );
    let inverse: String = draw(Terminal::DarkGround)
        .chars()
        .map(|c| match c {
            ' ' => '█',
            '█' => ' ',
            '▀' => '▄',
            '▄' => '▀',
            other => other,
        })
        .collect();
    let rows = |text: &str| text.lines().take(14).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&inverse), rows(&light));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read(text in "[0-9A-Z $%*+./:-]{1,1500}") {
        let picture = write::png(&text, &Style::default()).unwrap();
        prop_assert_eq!(texts(&picture), [text]);
    }

    #[test]
    fn any_text_is_written_or_refused(text in "\\PC{0,400}|[\\x00-\\x7f]{0,400}") {
        match write::png(&text, &Style { mask: Some(3), ..Style::default() }) {
            Ok(picture) => prop_assert_eq!(texts(&picture), [text]),
            Err(error) => prop_assert_eq!(error, WriteError::Empty),
        }
    }
}
