//! Both files: lines of a name and a value, and a checksum at the end against damage. It proves
//! nothing about who wrote them.

use cleanbill_crypto::sha256;
use zeroize::Zeroizing;

/// Longer than any of these files is.
pub(super) const SIZE_MAX_BYTES: usize = 65_536;

/// The lines, and their checksum.
pub(super) fn render(title: &str, fields: &[(&str, &str)]) -> Zeroizing<String> {
    let length: usize = fields
        .iter()
        .map(|(name, value)| name.len() + value.len() + 2)
        .sum();
    // Room from the start: text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(title.len() + length + 128));
    text.push_str(title);
    text.push('\n');
    for (name, value) in fields {
        for part in [name, " ", value, "\n"] {
            text.push_str(part);
        }
    }
    let digest = hex(&sha256(text.as_bytes()));
    for part in ["sha256 ", &digest, "\n"] {
        text.push_str(part);
    }
    text
}

/// The values of these fields, in their order; `None` for anything that [`render`] does not write.
/// Ends of lines that a mail program changed are taken back.
pub(super) fn parse<const N: usize>(
    text: &str,
    title: &str,
    names: [&str; N],
) -> Option<[Zeroizing<String>; N]> {
    if text.len() > SIZE_MAX_BYTES {
        return None;
    }
    let mut lines = text.trim_end().lines();
    (lines.next()? == title).then_some(())?;
    let mut values = Vec::with_capacity(N);
    for name in names {
        let value = lines.next()?.strip_prefix(name)?.strip_prefix(' ')?;
        values.push(Zeroizing::new(value.to_owned()));
    }
    let values: [Zeroizing<String>; N] = values.try_into().ok()?;
    let mut fields = names.map(|name| (name, ""));
    for (field, value) in fields.iter_mut().zip(&values) {
        field.1 = value;
    }
    let written = render(title, &fields);
    let digest = lines.next()?;
    let matches = written.lines().last() == Some(digest) && lines.next().is_none();
    matches.then_some(values)
}

pub(super) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(base16ct::lower::encode_string(bytes))
}

pub(super) fn unhex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    base16ct::mixed::decode_vec(text).ok().map(Zeroizing::new)
}

pub(super) fn unhex_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex(text)?.as_slice().try_into().ok()
}
