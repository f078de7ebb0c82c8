//! Signers' keys without the bytes that all keys of a sort have in common.
//!
//! A form is a prefix and a suffix between which the key's own bytes stand: what
//! SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) makes of it is kept to the byte, also when it is odd.
//! Points stay whole: half of one would do, and would cost a square root at first use.

/// A sort of key.
struct Form {
    prefix: &'static [u8],
    /// Length of what stands between prefix and suffix, in bytes.
    len: usize,
    suffix: &'static [u8],
}

/// The exponent 65537 as DER integer: how every RSA key in use ends.
const RSA_F4: &[u8] = b"\x02\x03\x01\x00\x01";

/// Forms by number; part of the format.
const FORMS: &[Form] = &[
    // 0: EC on P-256 (RFC 5480), x‖y.
    Form {
        prefix: b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\
                  \x03\x01\x07\x03\x42\x00\x04",
        len: 64,
        suffix: b"",
    },
    // 1: EC on P-384, x‖y.
    Form {
        prefix: b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\
                  \x03\x62\x00\x04",
        len: 96,
        suffix: b"",
    },
    // 2: RSA of 2048 bits (RFC 3279 §2.3.1), n.
    Form {
        prefix: b"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\
                  \x82\x01\x0f\x00\x30\x82\x01\x0a\x02\x82\x01\x01\x00",
        len: 256,
        suffix: RSA_F4,
    },
    // 3: RSA of 3072 bits, n.
    Form {
        prefix: b"\x30\x82\x01\xa2\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\
                  \x82\x01\x8f\x00\x30\x82\x01\x8a\x02\x82\x01\x81\x00",
        len: 384,
        suffix: RSA_F4,
    },
    // 4: RSA of 4096 bits, n.
    Form {
        prefix: b"\x30\x82\x02\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\
                  \x82\x02\x0f\x00\x30\x82\x02\x0a\x02\x82\x02\x01\x00",
        len: 512,
        suffix: RSA_F4,
    },
    // 5: Ed25519 (RFC 8410).
    Form {
        prefix: b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00",
        len: 32,
        suffix: b"",
    },
];

/// The form of a key and its own bytes; without a form, the whole.
pub(super) fn shorten(spki: &[u8]) -> (Option<usize>, &[u8]) {
    let short = FORMS.iter().enumerate().find_map(|(number, form)| {
        let own = spki
            .strip_prefix(form.prefix)?
            .strip_suffix(form.suffix)
            .filter(|own| own.len() == form.len)?;
        Some((Some(number), own))
    });
    short.unwrap_or((None, spki))
}

/// The SubjectPublicKeyInfo; `None` if there is no such form or the length is not that of the form.
pub(super) fn restore(form: Option<usize>, own: &[u8]) -> Option<Box<[u8]>> {
    let Some(number) = form else {
        return Some(own.into());
    };
    let form = FORMS.get(number).filter(|form| form.len == own.len())?;
    Some([form.prefix, own, form.suffix].concat().into())
}
