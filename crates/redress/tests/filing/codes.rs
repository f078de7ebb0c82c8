use cleanbill_redress::filing::{FOLLOW_CODE_CHARACTERS, FilingError, FollowCode};
use proptest::prelude::*;

fn typed(code: &FollowCode) -> String {
    code.to_string()
}

#[test]
fn what_was_printed_before_is_read() {
    for (bytes, text) in [
        (*b"foobarfoobarfoob", "36DX-QP4R-BJCS-QPYR-K1E9-K6YV-V24Q"),
        (
            core::array::from_fn(|i| i as u8),
            "0004-1061-050R-3GG2-8A1C-60T3-GF7P",
        ),
    ] {
        let code = FollowCode::new(bytes);
        assert_eq!(code.to_string(), text);
        assert_eq!(FollowCode::parse(text), Ok(code));
    }
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let code = FollowCode::new([0x5a; 16]);
    let text = typed(&code);
    assert_eq!(text.len(), FOLLOW_CODE_CHARACTERS + 6);
    let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o");
    assert_eq!(FollowCode::parse(&sloppy), Ok(code.clone()));
    assert_eq!(FollowCode::parse(&text.replace('1', "l")), Ok(code.clone()));
    assert_eq!(format!("{code:?}"), "FollowCode { .. }");
}

#[test]
fn what_is_too_short_too_long_or_no_code_is_refused() {
    let text = typed(&FollowCode::new([1; 16]));
    for wrong in [
        "",
        &text[..text.len() - 1],
        &format!("{text}0"),
        // No digit of the alphabet.
        &text.replacen('0', "U", 1),
        // Beyond 128 bits.
        &format!("Z{}", &text[1..]),
        &"0".repeat(100_000),
    ] {
        assert_eq!(FollowCode::parse(wrong), Err(FilingError::Code));
    }
}

proptest! {
    #[test]
    fn every_code_is_read_as_it_was_written(random: [u8; 16]) {
        let code = FollowCode::new(random);
        prop_assert_eq!(FollowCode::parse(&typed(&code)), Ok(code));
    }

    /// One in 1,024 slips of the pen would be another code; none leads to the same one.
    #[test]
    fn a_slip_of_the_pen_leads_to_no_code_of_the_same_hash(
        random: [u8; 16],
        at in 0_usize..FOLLOW_CODE_CHARACTERS,
        digit in prop::sample::select(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".to_vec()),
    ) {
        let code = FollowCode::new(random);
        let mut text = typed(&code).replace('-', "").into_bytes();
        prop_assume!(text[at] != digit);
        text[at] = digit;
        let read = FollowCode::parse(std::str::from_utf8(&text).unwrap());
        prop_assert_ne!(read.map(|read| read.hash()), Ok(code.hash()));
    }

    #[test]
    fn any_text_is_a_code_or_an_error(text: String) {
        let _ = FollowCode::parse(&text);
    }
}
