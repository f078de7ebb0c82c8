//! A batch inside the message that signs it (CMS SignedData, RFC 5652 §5).

use std::ops::Range;

use cleanbill_x509::{Certificate, parse_signed_message};

use super::{Batch, GatewayError};
use crate::{Limits, json};

/// A batch and who signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBatch {
    /// The batch.
    pub batch: Batch,
    /// The certificate of the key that signed, as it came in the message: whether it is one of an
    /// uploader of that country, and in its period, is the caller's to check.
    pub signer: Certificate,
}

/// Reads a batch with its signature: CMS in BER, or Base64 of that, as the gateway hands it out.
///
/// # Errors
/// [`GatewayError`]: no such message, a signature that is not the signer's, or no batch inside.
pub fn parse_signed_batch(bytes: &[u8], limits: &Limits) -> Result<SignedBatch, GatewayError> {
    const SEQUENCE: u8 = 0x30;
    let decoded;
    let ber = if bytes.first() == Some(&SEQUENCE) {
        bytes
    } else {
        let text = std::str::from_utf8(bytes).map_err(|_| GatewayError::Base64)?;
        decoded = json::base64(text.trim_ascii()).ok_or(GatewayError::Base64)?;
        &decoded
    };
    let message = parse_signed_message(ber)?;
    let content = attached_content(ber).ok_or(GatewayError::NoContent)?;
    // Refuses any content but the one in the message, so nothing hangs on how it was found.
    let signer = message.verify(&content)?.clone();
    let batch = Batch::parse(&content, limits)?;
    Ok(SignedBatch { batch, signer })
}

/// The content inside a message, which may be in pieces (X.690 §8.7.3). Still to be verified.
fn attached_content(ber: &[u8]) -> Option<Vec<u8>> {
    const OCTET_STRING: u8 = 0x04;
    const IN_PIECES: u8 = 0x24;
    // ContentInfo → [0] → SignedData → encapContentInfo → [0] → OCTET STRING.
    const WAY: [usize; 6] = [0, 1, 0, 2, 1, 0];
    let mut at = element(ber, 0..ber.len(), DEPTH_MAX)?;
    for place in WAY.into_iter().skip(1) {
        at = child(ber, at.inside, place)?;
    }
    match at.tag {
        OCTET_STRING => Some(ber.get(at.inside)?.to_vec()),
        IN_PIECES => {
            let mut whole = Vec::new();
            let mut rest = at.inside;
            while !rest.is_empty() {
                let piece = element(ber, rest.clone(), 0)?;
                if piece.tag != OCTET_STRING {
                    return None;
                }
                whole.extend_from_slice(ber.get(piece.inside)?);
                rest.start = piece.end;
            }
            Some(whole)
        }
        _ => None,
    }
}

/// As deep as the reader of messages goes (`cleanbill_x509::Limits::message_depth_max`).
const DEPTH_MAX: usize = 24;

/// An element of BER: where its contents are, and where the next one starts.
struct Element {
    tag: u8,
    inside: Range<usize>,
    end: usize,
}

/// The element at this place in the contents of another.
fn child(ber: &[u8], mut within: Range<usize>, place: usize) -> Option<Element> {
    for _ in 0..place {
        within.start = element(ber, within.clone(), DEPTH_MAX)?.end;
    }
    element(ber, within, DEPTH_MAX)
}

/// The element at the start of a range (X.690 §8.1), of definite or indefinite length.
fn element(ber: &[u8], within: Range<usize>, depth: usize) -> Option<Element> {
    const INDEFINITE: u8 = 0x80;
    const END_OF_CONTENTS: &[u8] = &[0, 0];
    let bytes = ber.get(within.clone())?;
    let [tag, first, rest @ ..] = bytes else {
        return None;
    };
    let tag = *tag;
    let start = within.start + 2;
    if *first == INDEFINITE {
        let mut at = start;
        while ber.get(at..at + 2)? != END_OF_CONTENTS {
            at = element(ber, at..within.end, depth.checked_sub(1)?)?.end;
        }
        let inside = start..at;
        return Some(Element {
            tag,
            inside,
            end: at + 2,
        });
    }
    let (len, start) = if *first < INDEFINITE {
        (usize::from(*first), start)
    } else {
        let size = usize::from(*first & 0x7f);
        let digits = rest.get(..size).filter(|_| size <= 4)?;
        let len = digits
            .iter()
            .fold(0, |len, digit| len << 8 | usize::from(*digit));
        (len, start + size)
    };
    let end = start.checked_add(len).filter(|end| *end <= within.end)?;
    Some(Element {
        tag,
        inside: start..end,
        end,
    })
}
