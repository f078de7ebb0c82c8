//! Input that means harm, or is only odd.

use cleanbill_paper::{
    Field, PaperError, PrintedPass, Row, is_printable, render_a4, render_a4_large, render_card,
    render_light_sheet,
};
use proptest::prelude::*;

use crate::{poppler, sample};

fn named(name: &str) -> PrintedPass {
    PrintedPass {
        name: name.to_owned(),
        ..sample::english()
    }
}

fn refusal(name: &str) -> PaperError {
    let error = render_a4(&named(name)).unwrap_err();
    assert_eq!(render_card(&named(name)).unwrap_err(), error);
    assert_eq!(is_printable(name).unwrap_err(), error);
    error
}

#[test]
fn hostile_names_are_refused_by_position() {
    let field = Field::Name;
    for (name, error) in [
        ("", PaperError::EmptyField { field }),
        (" \u{200b}\u{ad} ", PaperError::EmptyField { field }),
        (
            "Ann\u{0}",
            PaperError::ControlCharacter { field, position: 3 },
        ),
        (
            "Ann\nBo",
            PaperError::ControlCharacter { field, position: 3 },
        ),
        (
            "A\u{9b}31m",
            PaperError::ControlCharacter { field, position: 1 },
        ),
        (
            "A\u{2028}B",
            PaperError::ControlCharacter { field, position: 1 },
        ),
        (
            "\u{202e}nnA",
            PaperError::DirectionOverride { field, position: 0 },
        ),
        (
            "Ann\u{202a}",
            PaperError::DirectionOverride { field, position: 3 },
        ),
        ("Ann 😀", PaperError::NotInFonts { field, position: 4 }),
        ("გიორგი", PaperError::NotInFonts { field, position: 0 }),
        ("王", PaperError::NotInFonts { field, position: 0 }),
        ("A\u{e000}", PaperError::NotInFonts { field, position: 1 }),
        ("A\u{ffff}", PaperError::NotInFonts { field, position: 1 }),
        ("A\u{e0041}", PaperError::NotInFonts { field, position: 1 }),
    ] {
        assert_eq!(refusal(name), error, "{name:?}");
    }
    let stacked = format!("Z{}", "\u{301}".repeat(80));
    let error = PaperError::MarksStacked {
        field,
        position: 5,
        max: 4,
    };
    assert_eq!(refusal(&stacked), error);
    let chars = 401;
    let error = PaperError::FieldTooLong {
        field,
        chars,
        max: 400,
    };
    assert_eq!(refusal(&"x".repeat(401)), error);
}

#[test]
fn errors_and_debug_say_nothing_of_the_person() {
    let pass = named("Zaphod\u{202e}Beeblebrox");
    let error = render_a4(&pass).unwrap_err();
    for said in [
        format!("{error} {error:?}"),
        format!("{pass:?} {:?}", pass.ground),
    ] {
        for part in ["Zaphod", "Beeblebrox", "Comirnaty", "8F3K", "HC1"] {
            assert!(!said.contains(part), "{said}");
        }
    }
}

#[test]
fn odd_but_honest_names_are_printed_whole() {
    for (name, parts) in [
        // Decomposed, as macOS writes it.
        ("Zoe\u{308} A\u{30a}lund", vec!["Zo", "lund"]),
        ("Nguyễn Thị Ánh", vec!["Nguyễn", "Thị", "Ánh"]),
        ("Əliyev Oʻtkir", vec!["Əliyev"]),
        ("\u{2068}Ann\u{2069} Bo\u{200f}", vec!["Ann", "Bo"]),
        ("خدیجه می\u{200c}نا", vec!["خدیجه"]),
        ("X", vec!["X"]),
    ] {
        let text = poppler::text(&render_a4(&named(name)).unwrap());
        for part in parts {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}

#[test]
fn long_names_wrap_and_are_never_cut() {
    // One word wider than any line: broken between letters.
    let word = "Abcdefghij".repeat(7);
    let text = poppler::text(&render_a4(&named(&word)).unwrap());
    let mut read: String = text.lines().map(str::trim_end).collect();
    read.retain(|it| it.is_ascii_lowercase() || it == 'A');
    assert_eq!(read.matches("Abcdefghij").count(), 7, "{text}");

    let names = "Hohenlohe-Waldenburg ".repeat(18);
    for error in [
        render_a4(&named(names.trim_end())).err(),
        render_card(&named(names.trim_end())).err(),
    ] {
        let code = error.map(|error| error.code());
        assert!(
            matches!(code, None | Some("paper.does-not-fit")),
            "{code:?}"
        );
    }
    let error = render_card(&sample::long()).unwrap_err();
    assert_eq!(error.code(), "paper.does-not-fit");
}

#[test]
fn too_many_rows_notes_and_codes_are_refused() {
    let row = || Row {
        label: "a".to_owned(),
        value: "b".to_owned(),
    };
    let mut pass = sample::english();
    pass.ground = (0..17).map(|_| row()).collect();
    let error = render_a4(&pass).unwrap_err();
    let field = Field::GroundRow(16);
    assert_eq!(
        error,
        PaperError::TooMany {
            field,
            count: 17,
            max: 16
        }
    );
    let mut pass = sample::english();
    pass.notes = vec!["a".to_owned(); 7];
    assert_eq!(render_a4_large(&pass).unwrap_err().code(), "paper.too-many");
    let mut sheet = sample::light(&sample::english(), 2);
    sheet.codes.clear();
    assert_eq!(
        render_light_sheet(&sheet).unwrap_err().code(),
        "paper.empty-field"
    );
    let sheet = sample::light(&sample::english(), 32);
    assert_eq!(
        render_light_sheet(&sheet).unwrap_err().code(),
        "paper.too-many"
    );
}

#[test]
fn the_documents_own_data_are_checked() {
    for language in ["", "en us", "ar\u{202e}", &"a".repeat(36)] {
        let mut pass = sample::english();
        pass.language = language.to_owned();
        assert_eq!(
            render_a4(&pass).unwrap_err(),
            PaperError::Language,
            "{language:?}"
        );
    }
    for created_at in [i64::MIN, -62_135_596_801, 253_402_300_800, i64::MAX] {
        let mut pass = sample::english();
        pass.stamp.created_at = created_at;
        assert_eq!(
            render_a4(&pass).unwrap_err(),
            PaperError::CreatedAt,
            "{created_at}"
        );
    }
    let mut pass = sample::english();
    pass.stamp.document_id.clear();
    assert_eq!(render_a4(&pass).unwrap_err().code(), "paper.empty-field");
    let mut pass = sample::english();
    pass.code.clear();
    assert_eq!(render_a4(&pass).unwrap_err().code(), "paper.empty-field");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever stands there: a page, or an error of the input, never a fault of the writer.
    #[test]
    fn any_text_gives_a_page_or_an_error_of_the_input(
        name in "\\PC{0,60}",
        issuer in "[a-zα-ω а-яا-ي\u{300}-\u{302}\u{64b}-\u{652}()0-9\u{200c}\u{2066}\u{2069}-]{1,80}",
    ) {
        for pass in [named(&name), PrintedPass { issuer, ..sample::english() }] {
            if let Err(error) = render_card(&pass) {
                prop_assert_ne!(error.code(), "paper.writer");
            }
        }
    }
}
