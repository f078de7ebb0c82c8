//! Several byte strings as one, for what is kept between two requests.

/// Each after its length, two bytes; `None` where one is longer.
pub(crate) fn write_blobs(blobs: &[&[u8]]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for blob in blobs {
        let length = u16::try_from(blob.len()).ok()?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(blob);
    }
    Some(bytes)
}

/// What [`write_blobs`] wrote.
pub(crate) fn read_blobs(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut blobs = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<2>()?;
        let (blob, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        blobs.push(blob.to_vec());
        bytes = rest;
    }
    Some(blobs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blobs_are_read_as_they_were_written() {
        let long = vec![7; 70_000];
        assert_eq!(write_blobs(&[&long]), None);
        let written = write_blobs(&[b"", b"ab", &long[..65_535]]).unwrap();
        let read = read_blobs(&written).unwrap();
        assert_eq!(
            read,
            [b"".to_vec(), b"ab".to_vec(), long[..65_535].to_vec()]
        );
        for end in 1..6 {
            // Cut anywhere but between two, it is nothing.
            let whole = [2, 6].contains(&end);
            assert_eq!(read_blobs(&written[..end]).is_some(), whole, "{end}");
        }
    }
}
