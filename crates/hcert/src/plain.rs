//! Signed links as plain base64: the signed message and nothing around it.
//!
//! ```text
//! 2D3ShE…   base64(61(18([<<{1: alg}>>, {4: kid}, <<{1: iss, 4: exp, −260: {5: […]}}>>, h'…'])))
//! ```
//!
//! One country hands out links for pilgrims in this form. It is told by all of its marks: both tags
//! (RFC 8392 §6), and the key of links alone in claim −260. Nothing else is read without `HC1:`.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cleanbill_cose::TagForm;

use crate::link::LINK_KEY;
use crate::{Envelope, HcertError};

/// With or without padding; bits that say nothing are refused.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How `61(18([` and an array of four, `D8 3D D2 84`, begin in base64.
const START: &str = "2D3Sh";

/// Whether `text` begins as a doubly tagged message does.
pub(crate) fn is_plain(text: &str) -> bool {
    text.starts_with(START)
}

/// Decodes all of `text` into `message`, which it replaces. The caller has bounded the text, and
/// with it the allocation.
///
/// # Errors
/// [`HcertError::NoPrefix`] if it is not base64 or gives more than `bytes_max`.
pub(crate) fn decode_into(
    text: &str,
    bytes_max: usize,
    message: &mut Vec<u8>,
) -> Result<(), HcertError> {
    message.clear();
    let decoded = ENGINE.decode_vec(text, message);
    if decoded.is_err() || message.len() > bytes_max {
        message.clear();
        return Err(HcertError::NoPrefix);
    }
    Ok(())
}

/// Whether the message is one that comes in this form: both tags, and links alone.
pub(crate) fn is_expected(envelope: &Envelope<'_>) -> bool {
    let hcert = envelope.claims.hcert.as_ref();
    let links_alone = hcert.is_some_and(|hcert| {
        let alone = hcert.as_map().is_some_and(|entries| entries.len() == 1);
        alone && hcert.field(LINK_KEY).is_some()
    });
    envelope.cose.tags() == TagForm::CwtSign1 && links_alone
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use cleanbill_cose::cbor::{Key, Value, encode_deterministic};

    use crate::{Decoder, HcertError, Limits, Payload, Wrapping, read_payload};

    /// `61(18([h'A10126', {4: kid}, claims, signature]))`, in base64.
    fn code(tags: &[u64], hcert: Vec<(Key<'static>, Value<'static>)>) -> String {
        let claims = Value::Map(vec![
            (Key::Int(1), Value::from("XX")),
            (Key::Int(4), Value::Int(9_223_372_036_854_775)),
            (Key::Int(-260), Value::Map(hcert)),
        ]);
        let claims = encode_deterministic(&claims);
        let kid = (Key::Int(4), Value::from(&b"12345678"[..]));
        let mut message = Value::Array(vec![
            Value::from(&b"\xa1\x01\x26"[..]),
            Value::Map(vec![kid]),
            Value::from(&claims[..]),
            Value::from(&[7; 64][..]),
        ]);
        for tag in tags.iter().rev() {
            message = Value::Tag(*tag, Box::new(message));
        }
        STANDARD.encode(encode_deterministic(&message))
    }

    fn link() -> (Key<'static>, Value<'static>) {
        let link = Value::Map(vec![(Key::from("u"), Value::from("shlink://e30"))]);
        (Key::Int(5), Value::Array(vec![link]))
    }

    fn refused(text: &str) -> HcertError {
        Decoder::default().decode(text).unwrap_err()
    }

    #[test]
    fn signed_links_are_read_without_prefix() {
        let text = code(&[61, 18], vec![link()]);
        for text in [text.as_str(), text.trim_end_matches('=')] {
            let mut decoder = Decoder::default();
            let envelope = decoder.decode(text).unwrap();
            assert_eq!(envelope.wrapping, Wrapping::PlainBase64);
            assert_eq!(envelope.cose.kid(), Some(&b"12345678"[..]));
            let Ok(Payload::Links(links)) = read_payload(&envelope, &Limits::default()) else {
                panic!("links");
            };
            assert_eq!(links.links, ["shlink://e30"]);
        }
    }

    #[test]
    fn nothing_else_is_read_without_prefix() {
        let dcc = || (Key::Int(1), Value::Map(Vec::new()));
        let icvp = (Key::Int(-6), Value::Map(Vec::new()));
        for (tags, hcert) in [
            (&[18][..], vec![link()]),
            (&[][..], vec![link()]),
            (&[61, 18][..], vec![dcc()]),
            (&[61, 18][..], vec![link(), dcc()]),
            (&[61, 18][..], vec![icvp]),
            (&[61, 18][..], vec![]),
        ] {
            assert_eq!(
                refused(&code(tags, hcert)),
                HcertError::NoPrefix,
                "{tags:?}"
            );
        }
        let whole = code(&[61, 18], vec![link()]);
        for text in [
            format!(" {whole}"),
            format!("{whole}\n"),
            format!("HC1:{whole}"),
            format!("{whole}A"),
            whole.replace('/', "_").replacen('S', "-", 1),
            "2D3ShE".to_owned(),
            "2D3Sh".to_owned(),
        ] {
            assert!(Decoder::default().decode(&text).is_err(), "{text}");
        }
    }
}
