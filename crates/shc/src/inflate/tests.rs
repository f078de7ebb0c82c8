use proptest::prelude::*;

use super::*;

const BOUND: usize = 32_768;

/// What every implementation makes of a stream, by name.
fn inflate_all(stream: &[u8], bound: usize) -> [(&'static str, Result<Vec<u8>, InflateError>); 2] {
    let (mut by_native, mut by_pure) = (Vec::new(), Vec::new());
    let native = Inflater::default().inflate_into(stream, bound, &mut by_native);
    let pure = pure::Inflater::default().inflate_into(stream, bound, &mut by_pure);
    [
        ("native", native.map(|()| by_native)),
        ("pure", pure.map(|()| by_pure)),
    ]
}

fn assert_all(stream: &[u8], expected: &Result<Vec<u8>, InflateError>) {
    for (name, result) in inflate_all(stream, BOUND) {
        assert_eq!(&result, expected, "{name}");
    }
}

#[test]
fn a_stream_comes_back() {
    for len in [0, 1, 500, 4_096, 4_097, BOUND] {
        let plain: Vec<u8> = (0..len).map(|i| (i * i % 251) as u8).collect();
        assert_all(&deflate(&plain).unwrap(), &Ok(plain.clone()));
        assert_all(&pure::deflate(&plain).unwrap(), &Ok(plain));
    }
}

#[test]
fn a_bomb_is_refused_at_the_bound() {
    for len in [BOUND + 1, 50_000_000] {
        let bomb = deflate(&vec![0; len]).unwrap();
        assert_all(&bomb, &Err(InflateError::TooLarge { max: BOUND }));
    }
}

#[test]
fn faults_are_told_apart() {
    let whole = deflate(b"a clean bill of health, a clean bill of health").unwrap();
    for end in 0..whole.len() {
        assert_all(&whole[..end], &Err(InflateError::Corrupt));
    }
    for more in [&b"\0"[..], b"\0\0\0\0\0\0\0\0\0", b"\xff", b"next"] {
        let longer = [&whole, more].concat();
        assert_all(&longer, &Err(InflateError::TrailingBytes));
    }
    assert_all(
        b"{\"iss\":\"https://example.org\"}",
        &Err(InflateError::Corrupt),
    );
}

#[test]
fn a_zlib_stream_shows_what_is_in_it() {
    // RFC 1950 around a stored block of nothing: header, 03 00, Adler-32 of nothing.
    assert_eq!(
        strip_zlib(&[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        Some(&[3, 0][..])
    );
    assert_eq!(strip_zlib(&[0x78, 0x9d, 3, 0, 0, 0, 0, 1]), None);
    assert_eq!(strip_zlib(&[0x78, 0x9c, 3]), None);
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes: Vec<u8>) {
        let [(_, native), (_, pure)] = inflate_all(&bytes, 4_096);
        prop_assert!(native.as_ref().map_or(0, Vec::len) <= 4_096);
        prop_assert_eq!(native.is_ok(), pure.is_ok());
    }

    #[test]
    fn round_trip(bytes in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        for (name, result) in inflate_all(&deflate(&bytes).unwrap(), BOUND) {
            prop_assert_eq!(result.as_ref(), Ok(&bytes), "{}", name);
        }
    }
}
