use super::*;

const BOUND: usize = 32_768;

fn inflate(stream: &[u8]) -> Result<Vec<u8>, InflateError> {
    let mut out = Vec::new();
    Inflater::default()
        .inflate_into(stream, BOUND, &mut out)
        .map(|()| out)
}

#[test]
fn a_stream_comes_back() {
    for len in [0, 1, 500, 2_048, 2_049, BOUND] {
        let plain: Vec<u8> = (0..len).map(|i| (i * i % 251) as u8).collect();
        assert_eq!(inflate(&deflate(&plain).unwrap()), Ok(plain.clone()));
        let stored = store(&plain).unwrap();
        assert_eq!(stored.len(), len + 11);
        assert_eq!(inflate(&stored), Ok(plain));
    }
}

#[test]
fn faults_are_told_apart() {
    let whole = deflate(b"a clean bill of health, a clean bill of health").unwrap();
    let cut = whole.split_last().unwrap().1;
    let longer = [&whole[..], b"\0"].concat();
    let mut wrong_sum = whole.clone();
    *wrong_sum.last_mut().unwrap() ^= 1;
    let bomb = deflate(&vec![0; BOUND + 1]).unwrap();
    let size_max_bytes = BOUND;
    for (stream, fault) in [
        (&b""[..], InflateError::NotZlib),
        (&[0xd2, 0x84, 0x43], InflateError::NotZlib),
        (cut, InflateError::Corrupt),
        (&longer, InflateError::TrailingBytes),
        (&wrong_sum, InflateError::Corrupt),
        (&bomb, InflateError::TooLarge { size_max_bytes }),
    ] {
        assert_eq!(inflate(stream), Err(fault));
    }
}
