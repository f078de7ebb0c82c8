//! What stands on the pages, and what they say about themselves.

use cleanbill_paper::{
    Labels, PrintedPass, render_a4, render_a4_large, render_card, render_light_sheet,
};

use crate::{poppler, sample};

/// Words and numbers, without what poppler places by its own rules where directions meet:
/// brackets, points and the spaces beside numbers.
fn words(text: &str) -> Vec<&str> {
    let kind = |it: char| (it.is_alphanumeric(), it.is_numeric());
    let mut words = Vec::new();
    for stretch in text.split(|it: char| !it.is_alphanumeric()) {
        let mut start = 0;
        let mut before = None;
        for (at, character) in stretch.char_indices() {
            if before.is_some_and(|before| before != kind(character)) {
                words.extend(stretch.get(start..at));
                start = at;
            }
            before = Some(kind(character));
        }
        words.extend(stretch.get(start..));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A text without its spaces.
fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every text that must be readable somewhere on a page.
fn facts(pass: &PrintedPass) -> Vec<&str> {
    let mut facts = vec![
        pass.title.as_str(),
        &pass.name,
        &pass.birth_date,
        &pass.validity,
        &pass.issuer,
        &pass.labels.birth_date,
        &pass.labels.linkable,
    ];
    facts.extend(pass.transliterated.as_deref());
    facts.extend(pass.receipt.as_deref());
    facts.extend(pass.collection_code.as_deref());
    facts.extend(
        pass.ground
            .iter()
            .flat_map(|row| [row.label.as_str(), &row.value]),
    );
    facts.extend(pass.notes.iter().map(String::as_str));
    facts
}

#[test]
fn text_is_read_back_in_every_script() {
    let passes = [
        sample::english(),
        sample::russian(),
        sample::greek(),
        sample::arabic(),
    ];
    for pass in passes {
        for pdf in [render_a4(&pass), render_card(&pass), render_a4_large(&pass)] {
            let text = poppler::text(&pdf.unwrap());
            let read = words(&text);
            for fact in facts(&pass) {
                for word in words(fact) {
                    assert!(read.contains(&word), "{word} of {fact} in {text}");
                }
            }
        }
    }
}

#[test]
fn lines_are_read_in_the_order_in_which_they_are_written() {
    let arabic = poppler::text(&render_a4(&sample::arabic()).unwrap());
    assert!(
        joined(&arabic).contains(&joined(&sample::arabic().name)),
        "{arabic}"
    );
    assert!(
        joined(&arabic).contains(&joined(&sample::arabic().birth_date)),
        "{arabic}"
    );
    assert!(
        joined(&arabic).contains(&joined(&sample::arabic().validity)),
        "{arabic}"
    );
    let mixed = poppler::text(&render_a4(&sample::mixed()).unwrap());
    for part in [
        "محمد",
        "Mohammed",
        "الفاسي",
        "King Hussein",
        "Αθήνα · Москва",
        "Łódź",
    ] {
        assert!(mixed.contains(part), "{part} in {mixed}");
    }
}

/// UTF-16 with byte order mark, as PDF writes texts beyond ASCII (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn lines_of_mixed_direction_say_their_text_exactly() {
    let pass = sample::mixed();
    let pdf = render_a4(&pass).unwrap();
    assert!(contains(&pdf, b"/ActualText"));
    // Escaped in a literal string or in hexadecimal digits, as the writer likes.
    let raw = utf16(&pass.name);
    let hexadecimal: String = raw.iter().map(|byte| format!("{byte:02X}")).collect();
    let escaped: Vec<u8> = raw
        .iter()
        .flat_map(|byte| match byte {
            b'(' | b')' | b'\\' => vec![b'\\', *byte],
            _ => vec![*byte],
        })
        .collect();
    let is_there = contains(&pdf, &raw)
        || contains(&pdf, &escaped)
        || contains(&pdf.to_ascii_uppercase(), hexadecimal.as_bytes());
    assert!(is_there);
}

#[test]
fn the_door_sees_nothing_of_the_ground() {
    for pass in [sample::english(), sample::russian(), sample::arabic()] {
        let door = poppler::text_of_upper_half(&render_a4(&pass).unwrap());
        assert!(
            door.contains(pass.name.split(' ').next().unwrap()),
            "{door}"
        );
        for row in &pass.ground {
            let shown = [&pass.validity, &pass.birth_date, &pass.name];
            let elsewhere = |word: &str| shown.iter().any(|text| text.contains(word));
            let long = |word: &&str| word.chars().count() > 4 && !elsewhere(word);
            for word in words(&row.value).into_iter().filter(long) {
                assert!(!door.contains(word), "{word} in {door}");
            }
        }
        assert!(
            !door.contains("8F3K"),
            "the receipt is not for the door: {door}"
        );
    }
}

#[test]
fn two_grounds_differ_only_below_the_fold() {
    let mut other = sample::english();
    other.ground.truncate(2);
    other.ground[0].value = "Exemption".to_owned();
    let [one, two] = [sample::english(), other].map(|pass| {
        let picture = poppler::draw(&render_a4(&pass).unwrap(), 1, 100);
        let (width, height) = picture.dimensions();
        image::imageops::crop_imm(&picture, 0, 0, width, height / 2).to_image()
    });
    assert_eq!(one, two);
}

#[test]
fn documents_are_tagged_and_say_so() {
    let sheet = sample::light(&sample::russian(), 3);
    let pages = [
        render_a4(&sample::russian()),
        render_card(&sample::russian()),
        render_a4_large(&sample::russian()),
        render_light_sheet(&sheet),
    ];
    for pdf in pages {
        let pdf = pdf.unwrap();
        let about = poppler::about(&pdf);
        for part in [
            "Tagged:          yes",
            "H1",
            "Figure",
            "Table",
            "/Scope /Row",
            "TD",
        ] {
            assert!(about.contains(part), "{part} in {about}");
        }
        for part in [
            "<pdfaid:part>2<",
            "<pdfaid:conformance>A<",
            "<pdfuaid:part>1<",
            "/Alt",
            "/Outlines",
            "/DisplayDocTitle true",
            "(ru)",
        ] {
            assert!(contains(&pdf, part.as_bytes()), "{part}");
        }
        assert!(about.contains("Creator:         Cleanbill"), "{about}");
        assert!(
            !about.contains("SHCHEGOLEVA"),
            "no name in what a file says of itself: {about}"
        );
    }
}

#[test]
fn sizes_are_those_of_the_standards() {
    let a4 = poppler::about(&render_a4(&sample::english()).unwrap());
    assert!(a4.contains("595.276 x 841.89 pts (A4)"), "{a4}");
    // 85.60 mm by 3 × 53.98 mm.
    let card = poppler::about(&render_card(&sample::english()).unwrap());
    assert!(card.contains("242.646 x 459.043 pts"), "{card}");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let pass = sample::arabic();
    assert_eq!(render_a4(&pass), render_a4(&pass));
    let mut later = sample::arabic();
    later.stamp.created_at += 1;
    assert_ne!(render_a4(&pass), render_a4(&later));
}

#[test]
fn labels_are_there_in_every_language() {
    let english = Labels::of("en");
    assert_eq!(Labels::of("xx"), english);
    assert_eq!(Labels::of("DE-at"), Labels::of("de"));
    for language in ["ar", "de", "es", "fr", "ru"] {
        let labels = Labels::of(language);
        assert_ne!(labels.linkable, english.linkable, "{language}");
        let mut pass = sample::english();
        pass.labels = labels;
        pass.language = language.to_owned();
        for render in [render_a4, render_a4_large, render_card] {
            render(&pass).unwrap();
        }
    }
}
