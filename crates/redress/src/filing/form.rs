//! Whether bytes begin and end as a file of their kind does. Nothing is read any further: no
//! decoder runs over what a stranger sent.

use super::FileKind;

/// Where the end of a PDF is looked for (ISO 32000-1, annex H, implementation note 18).
const PDF_TAIL_BYTES: usize = 1_024;
/// Most pixels of a side of a PNG: what a viewer opens without harm.
const PNG_SIDE_MAX: u32 = 20_000;
/// Signature, and the chunk that tells the size (PNG 3, sections 5.2 and 11.2.1).
const PNG_HEAD: &[u8; 16] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
/// The last chunk (PNG 3, section 11.2.5).
const PNG_TAIL: &[u8; 12] = b"\0\0\0\0IEND\xaeB`\x82";

/// Whether these bytes may be a file of this kind, and of no other.
pub(super) fn is_of(kind: FileKind, bytes: &[u8]) -> bool {
    match kind {
        FileKind::Pdf => is_pdf(bytes),
        FileKind::Png => is_png(bytes),
        FileKind::Jpeg => {
            // ISO/IEC 10918-1, annex B: start of image, a marker, end of image.
            bytes.len() >= 4 && bytes.starts_with(b"\xff\xd8\xff") && bytes.ends_with(b"\xff\xd9")
        }
        FileKind::Plain => str::from_utf8(bytes).is_ok_and(is_text),
    }
}

/// Whether a text has no control characters but those of lines and columns.
pub(super) fn is_text(text: &str) -> bool {
    let is_allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(is_allowed)
}

fn is_pdf(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(PDF_TAIL_BYTES);
    let is_begun = bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.");
    let mut tails = bytes.get(tail..).unwrap_or_default().windows(5);
    is_begun && tails.any(|five| five == b"%%EOF")
}

fn is_png(bytes: &[u8]) -> bool {
    let side = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    let is_side = |at| side(at).is_some_and(|pixels| (1..=PNG_SIDE_MAX).contains(&pixels));
    bytes.starts_with(PNG_HEAD) && bytes.ends_with(PNG_TAIL) && is_side(16) && is_side(20)
}
