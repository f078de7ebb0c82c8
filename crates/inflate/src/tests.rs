use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
use proptest::prelude::*;

use super::*;

const BOUND: usize = 32_768;
const FORMATS: [Format; 2] = [Format::Raw, Format::Zlib];

type Inflated = Result<Vec<u8>, InflateError>;

/// What every backend makes of a stream, by name.
fn inflate_all(format: Format, stream: &[u8], max: usize) -> [(&'static str, Inflated); 2] {
    let mut native = Bounded::new(State::new(format));
    let mut pure = Bounded::new(pure::State::new(format));
    let by_native = native.inflate(stream, max);
    let by_pure = pure.inflate(stream, max);
    [
        ("native", by_native.map(|len| native.out[..len].to_vec())),
        ("pure", by_pure.map(|len| pure.out[..len].to_vec())),
    ]
}

fn assert_all(format: Format, stream: &[u8], max: usize, expected: &Inflated) {
    for (name, result) in inflate_all(format, stream, max) {
        assert_eq!(&result, expected, "{name} {format:?}");
    }
}

fn deflate(format: Format, bytes: &[u8], level: u8) -> Vec<u8> {
    match format {
        Format::Raw => compress_to_vec(bytes, level),
        Format::Zlib => compress_to_vec_zlib(bytes, level),
    }
}

/// Bytes that compress to literals and to matches of many lengths and distances.
fn mixed(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * i / 7 % 251) as u8).collect()
}

#[test]
fn a_stream_comes_back_and_the_bound_is_exact() {
    let lens = [0, 1, 500, START_BYTES - 1, START_BYTES, START_BYTES + 1];
    for format in FORMATS {
        for len in lens.into_iter().chain([16_385, BOUND, 200_000]) {
            for (plain, level) in [(mixed(len), 0), (mixed(len), 9), (vec![7; len], 6)] {
                let stream = deflate(format, &plain, level);
                assert_all(format, &stream, len + 1, &Ok(plain.clone()));
                assert_all(format, &stream, len, &Ok(plain));
                if let Some(max) = len.checked_sub(1) {
                    assert_all(format, &stream, max, &Err(InflateError::TooLarge { max }));
                }
            }
        }
    }
}

#[test]
fn a_bomb_is_refused_at_the_bound() {
    for format in FORMATS {
        let bomb = deflate(format, &vec![0; 50_000_000], 9);
        assert!(bomb.len() < 100_000);
        let refused = Err(InflateError::TooLarge { max: BOUND });
        assert_all(format, &bomb, BOUND, &refused);
        // It is one whether or not its end is there.
        assert_all(format, &bomb[..bomb.len() / 2], BOUND, &refused);
        let mut inflater = Inflater::new(format);
        assert!(inflater.inflate(&bomb, BOUND).is_err());
        let kept = inflater.0.out.capacity();
        assert!(kept <= 2 * BOUND, "{kept}");
    }
}

#[test]
fn a_cut_stream_is_told_from_a_broken_one() {
    for format in FORMATS {
        for level in [0, 1, 9] {
            let plain = b"a clean bill of health, a clean bill of health; ".repeat(40);
            let whole = deflate(format, &plain, level);
            for end in 0..whole.len() {
                let cut = &whole[..end];
                assert_all(format, cut, BOUND, &Err(InflateError::Truncated));
            }
        }
    }
    // Block type 3 (RFC 1951 §3.2.3); a length without its complement (§3.2.4); a distance to
    // before the start (§3.2.5), fixed codes.
    for broken in [&[0x07][..], &[1, 2, 0, 2, 0, 1, 2], &[0x4b, 0x04, 0x12, 0]] {
        assert_all(Format::Raw, broken, BOUND, &Err(InflateError::Corrupt));
    }
}

#[test]
fn a_check_sum_is_verified() {
    let mut stream = deflate(Format::Zlib, b"some list", 9);
    *stream.last_mut().unwrap() ^= 1;
    assert_all(Format::Zlib, &stream, BOUND, &Err(InflateError::Corrupt));
}

#[test]
fn a_header_is_verified() {
    let sound = deflate(Format::Zlib, b"some list", 9);
    // A check that fails; another method; a window of 64 kB; a preset dictionary (RFC 1950 §2.2).
    for header in [[0x78, 0x9d], [0x79, 0x9b], [0x88, 0x1c], [0x78, 0xbb]] {
        let stream = [&header, &sound[2..]].concat();
        assert_all(Format::Zlib, &stream, BOUND, &Err(InflateError::Corrupt));
    }
}

#[test]
fn what_follows_is_counted() {
    for format in FORMATS {
        let whole = deflate(format, b"a clean bill of health", 9);
        let stream_bytes = whole.len();
        for more in [&b"\0"[..], &[0; 40], b"\xff", b"next"] {
            let longer = [&whole, more].concat();
            let followed = Err(InflateError::TrailingBytes { stream_bytes });
            assert_all(format, &longer, BOUND, &followed);
        }
        let twice = whole.repeat(2);
        let followed = Err(InflateError::TrailingBytes { stream_bytes });
        assert_all(format, &twice, BOUND, &followed);
    }
}

#[test]
fn a_decompressor_is_used_again_whatever_it_held() {
    for format in FORMATS {
        let mut inflater = Inflater::new(format);
        let long = mixed(100_000);
        for plain in [&b"first"[..], b"", b"second and longer", &long, b"short"] {
            let stream = deflate(format, plain, 9);
            // What went wrong before leaves nothing behind.
            let cut = stream.get(..stream.len() / 2).unwrap();
            assert_eq!(inflater.inflate(cut, 200_000), Err(InflateError::Truncated));
            assert_eq!(inflater.inflate(&stream, 200_000), Ok(plain));
            if let Some(max) = plain.len().checked_sub(1) {
                let too_large = Err(InflateError::TooLarge { max });
                assert_eq!(inflater.inflate(&stream, max), too_large);
            }
        }
    }
}

/// Both backends refuse, or both give the same.
fn assert_alike(format: Format, stream: &[u8], max: usize) -> Result<(), TestCaseError> {
    let [(_, native), (_, pure)] = inflate_all(format, stream, max);
    let is_whole =
        |result: &Inflated| matches!(result, Ok(_) | Err(InflateError::TrailingBytes { .. }));
    if is_whole(&native) || is_whole(&pure) {
        prop_assert_eq!(&native, &pure);
    }
    prop_assert!(native.map_or(0, |out| out.len()) <= max);
    Ok(())
}

fn formats() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Raw), Just(Format::Zlib)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn backends_agree_on_any_bytes(mut bytes: Vec<u8>, format in formats()) {
        if format == Format::Zlib {
            bytes.splice(0..0, [0x78, 0x9c]);
        }
        assert_alike(format, &bytes, 4_096)?;
    }

    /// Dynamic codes (RFC 1951 §3.2.7) are where decoders differ.
    #[test]
    fn backends_agree_on_altered_streams(
        len in 0_usize..3_000,
        level in 0_u8..10,
        format in formats(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        max in 0_usize..4_000,
    ) {
        let mut stream = deflate(format, &mixed(len), level);
        for (place, byte) in changes {
            let place = place.index(stream.len());
            stream[place] = byte;
        }
        assert_alike(format, &stream, max)?;
    }

    #[test]
    fn backends_agree_on_any_dynamic_block(
        mut bytes in proptest::collection::vec(any::<u8>(), 3..80),
    ) {
        bytes[0] = bytes[0] & !7 | 5;
        assert_alike(Format::Raw, &bytes, 4_096)?;
    }

    #[test]
    fn round_trip(
        bytes in proptest::collection::vec(any::<u8>(), 0..3_000),
        level in 0_u8..10,
        format in formats(),
    ) {
        for (name, result) in inflate_all(format, &deflate(format, &bytes, level), bytes.len()) {
            prop_assert_eq!(result.as_ref(), Ok(&bytes), "{}", name);
        }
    }
}
