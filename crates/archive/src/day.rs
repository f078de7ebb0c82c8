/// Whether the text is `YYYY-MM-DD` in digits (ISO 8601); whether there was such a day is not
/// looked at.
pub(crate) fn is_day(text: &str) -> bool {
    let matches = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(matches)
}
