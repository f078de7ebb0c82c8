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
    for len in [0, 1, 500, 2_048, 2_049, BOUND] {
        let plain: Vec<u8> = (0..len).map(|i| (i * i % 251) as u8).collect();
        assert_all(&deflate(&plain).unwrap(), &Ok(plain.clone()));
        assert_all(&pure::deflate(&plain).unwrap(), &Ok(plain.clone()));
        let stored = store(&plain).unwrap();
        assert_eq!(stored.len(), len + 11);
        assert_all(&stored, &Ok(plain));
    }
}

#[test]
fn a_bomb_is_refused_at_the_bound() {
    let bomb = deflate(&vec![0; BOUND + 1]).unwrap();
    assert_all(
        &bomb,
        &Err(InflateError::TooLarge {
            size_max_bytes: BOUND,
        }),
    );
    let huge = deflate(&vec![0; 50_000_000]).unwrap();
    assert_all(
        &huge,
        &Err(InflateError::TooLarge {
            size_max_bytes: BOUND,
        }),
    );
}

#[test]
fn faults_are_told_apart() {
    let whole = deflate(b"a clean bill of health, a clean bill of health").unwrap();
    assert_all(b"", &Err(InflateError::NotZlib));
    assert_all(&[0xd2, 0x84, 0x43], &Err(InflateError::NotZlib));
    assert_all(&whole[..whole.len() - 1], &Err(InflateError::Corrupt));
    let mut longer = whole.clone();
    longer.push(0);
    assert_all(&longer, &Err(InflateError::TrailingBytes));
    let mut wrong_sum = whole;
    *wrong_sum.last_mut().unwrap() ^= 1;
    assert_all(&wrong_sum, &Err(InflateError::Corrupt));
}

#[test]
fn a_buffer_is_reused_whatever_it_held() {
    let mut out = vec![7; 9_000];
    let mut inflater = Inflater::default();
    for plain in [&b"first"[..], b"", b"second and longer"] {
        inflater
            .inflate_into(&deflate(plain).unwrap(), BOUND, &mut out)
            .unwrap();
        assert_eq!(out, plain);
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(mut bytes: Vec<u8>, zlib: bool) {
        if zlib {
            bytes.splice(0..0, [0x78, 0x9c]);
        }
        let results = inflate_all(&bytes, 4_096);
        prop_assert!(results.iter().all(|(_, r)| r.as_ref().map_or(0, Vec::len) <= 4_096));
    }

    #[test]
    fn round_trip(bytes in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        for (name, result) in inflate_all(&deflate(&bytes).unwrap(), BOUND) {
            prop_assert_eq!(result.as_ref(), Ok(&bytes), "{}", name);
        }
    }
}
