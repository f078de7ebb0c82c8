//! Colours to gray.

/// Turns pixels of `N` bytes into gray at the front of the same buffer.
pub(crate) fn fold<const N: usize>(buffer: &mut [u8], gray: impl Fn([u8; N]) -> u8) {
    let mut to = 0;
    let mut from = 0;
    while let Some(pixel) = buffer
        .get(from..from + N)
        .and_then(|p| <[u8; N]>::try_from(p).ok())
    {
        if let Some(slot) = buffer.get_mut(to) {
            *slot = gray(pixel);
        }
        to += 1;
        from += N;
    }
}

/// Rec. 601 luma in 8-bit fixed point.
pub(crate) fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b);
    (sum >> 8) as u8
}

/// Transparent parts become white, the paper that a code without background expects.
pub(crate) fn over_white(l: u8, a: u8) -> u8 {
    let (l, a) = (u32::from(l), u32::from(a));
    ((l * a + 255 * (255 - a) + 127) / 255) as u8
}
