use cleanbill_inflate::{Format, inflate};

use super::*;

fn read(stream: &[u8], max: usize) -> Result<Vec<u8>, InflateError> {
    Ok(inflate(Format::Raw, stream, max)?)
}

#[test]
fn what_is_written_is_read() {
    let plain: Vec<u8> = (0..4_097).map(|i| (i * i % 251) as u8).collect();
    assert_eq!(read(&deflate(&plain).unwrap(), plain.len()), Ok(plain));
}

#[test]
fn faults_are_told_apart() {
    let whole = deflate(b"a clean bill of health").unwrap();
    let cut = whole.split_last().unwrap().1;
    assert_eq!(read(cut, 22), Err(InflateError::Corrupt));
    let longer = [&whole[..], b"\0"].concat();
    assert_eq!(read(&longer, 22), Err(InflateError::TrailingBytes));
    assert_eq!(read(&whole, 21), Err(InflateError::TooLarge { max: 21 }));
    let never = b"{\"iss\":\"https://example.org\"}";
    assert_eq!(read(never, 100), Err(InflateError::Corrupt));
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
