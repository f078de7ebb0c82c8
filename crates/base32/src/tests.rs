use proptest::prelude::*;

use super::*;

const ALPHABETS: [Alphabet; 2] = [Alphabet::Rfc4648, Alphabet::Crockford];
const SPARES: [Spare; 2] = [Spare::First, Spare::Last];

#[test]
fn it_is_the_base_32_of_the_rfc() {
    // RFC 4648, section 10, `foobar`, repeated so that the bytes fill the 16.
    let values = pack(*b"foobarfoobarfoob", Spare::Last);
    let text = write(Alphabet::Rfc4648, &values, CHARACTERS);
    assert_eq!(text, "MZXW6YTBOJTG633CMFZGM33PMI");
}

#[test]
fn it_is_the_number_of_crockford() {
    // 1234 is `16J` (<https://www.crockford.com/base32.html>).
    let values = pack(1234_u128.to_be_bytes(), Spare::First);
    let text = write(Alphabet::Crockford, &values, CHARACTERS);
    assert_eq!(text, format!("{}16J", "0".repeat(23)));
}

#[test]
fn alphabets_have_32_characters_that_are_none_of_the_others() {
    for alphabet in ALPHABETS {
        for value in 0..32 {
            let character = alphabet.character(value);
            assert_eq!(alphabet.value(character), Some(value));
            assert_eq!(alphabet.value(character.to_ascii_lowercase()), Some(value));
            assert_eq!(alphabet.character(value | 0xe0), character);
        }
    }
    for (alphabet, mistaken, meant) in [
        (Alphabet::Rfc4648, '0', 'O'),
        (Alphabet::Rfc4648, '1', 'I'),
        (Alphabet::Rfc4648, '8', 'B'),
        (Alphabet::Crockford, 'o', '0'),
        (Alphabet::Crockford, 'i', '1'),
        (Alphabet::Crockford, 'l', '1'),
    ] {
        assert_eq!(alphabet.value(mistaken), alphabet.value(meant));
    }
    for odd in ['9', '=', 'ı', 'İ', 'K', '\u{212a}', 'ſ', 'é', '\0'] {
        let known = odd.is_ascii_alphanumeric() && odd != '9';
        assert_eq!(Alphabet::Rfc4648.value(odd).is_some(), known, "{odd}");
    }
    assert_eq!(Alphabet::Crockford.value('u'), None);
}

#[test]
fn spare_bits_are_zero_or_it_is_no_code() {
    for value in 0..=255 {
        let mut values = [0; CHARACTERS];
        values[0] = value;
        assert_eq!(unpack(&values, Spare::First).is_some(), value < 8);
        assert_eq!(unpack(&values, Spare::Last).is_some(), value < 32);
        values[0] = 0;
        values[CHARACTERS - 1] = value;
        let whole = value < 32 && value % 4 == 0;
        assert_eq!(unpack(&values, Spare::Last).is_some(), whole);
    }
}

#[test]
fn a_text_of_another_length_is_told_and_bounded() {
    let read = |text: &str| read::<4>(Alphabet::Crockford, text);
    assert_eq!(read("12-34"), Ok([1, 2, 3, 4]));
    assert_eq!(read(" 1\u{2011}2\n3\u{2013}4 "), Ok([1, 2, 3, 4]));
    assert_eq!(read(""), Err(ReadError::Length { found: 0 }));
    assert_eq!(read("12345"), Err(ReadError::Length { found: 5 }));
    assert_eq!(read("1-U34"), Err(ReadError::Character { position: 2 }));
    let long = "1".repeat(1_000_000);
    assert_eq!(read(&long), Err(ReadError::Length { found: 99 }));
}

#[test]
fn bytes_of_any_number_are_those_of_the_rfc() {
    // RFC 4648, section 10, without the padding.
    for (text, bytes) in [
        ("", ""),
        ("MY", "f"),
        ("MZXQ", "fo"),
        ("MZXW6", "foo"),
        ("MZXW6YQ", "foob"),
        ("MZXW6YTB", "fooba"),
        ("MZXW6YTBOI", "foobar"),
    ] {
        assert_eq!(decode(text), Ok(bytes.into()), "{text}");
    }
    // One spelling: no padding, no small letters, no spare bits, no characters without a byte.
    for text in ["M", "MZX", "MZXW6Y", "MZ", "MZXR"] {
        assert_eq!(decode(text), Err(DecodeError::Incomplete), "{text}");
    }
    for (text, position) in [
        ("MY======", 3),
        ("mzxq", 1),
        ("MZ 6", 3),
        ("M1", 2),
        ("Mé", 2),
    ] {
        assert_eq!(
            decode(text),
            Err(DecodeError::Character { position }),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn sixteen_bytes_are_decoded_as_they_are_packed(bytes: [u8; 16]) {
        let text = write(Alphabet::Rfc4648, &pack(bytes, Spare::Last), CHARACTERS);
        prop_assert_eq!(decode(&text), Ok(bytes.to_vec()));
    }

    #[test]
    fn any_text_is_bytes_or_an_error(text: String) {
        if let Ok(bytes) = decode(&text) {
            prop_assert_eq!(bytes.len(), text.len() * 5 / 8);
        }
    }

    #[test]
    fn what_was_written_is_read(bytes: [u8; 16], group in 1_usize..30) {
        for (alphabet, spare) in ALPHABETS.into_iter().flat_map(|a| SPARES.map(|s| (a, s))) {
            let text = write(alphabet, &pack(bytes, spare), group);
            for typed in [text.clone(), text.to_lowercase(), text.replace('-', " – ")] {
                let values = read::<CHARACTERS>(alphabet, &typed).unwrap();
                prop_assert_eq!(unpack(&values, spare), Some(bytes));
            }
        }
    }

    #[test]
    fn what_is_read_has_one_spelling(values: [u8; 26]) {
        for spare in SPARES {
            if let Some(bytes) = unpack(&values, spare) {
                prop_assert_eq!(pack(bytes, spare), values);
            }
        }
    }

    #[test]
    fn any_text_is_a_code_or_an_error(text: String) {
        for alphabet in ALPHABETS {
            let _ = read::<CHARACTERS>(alphabet, &text);
        }
    }
}
