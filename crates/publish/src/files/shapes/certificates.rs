//! Certificates of signers, which lists for others need and a set does not hold.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::sha256;
use cleanbill_x509::{is_pem, parse_pem};
use serde_json::Value;

/// Most certificates that are kept: as many as a set has signers.
const CERTIFICATES_MAX: usize = 10_000;
/// Longest certificate in bytes; those of signers have 1 to 2 kB.
const SIZE_MAX_BYTES: usize = 64 * 1024;

/// Certificates by their SHA-256, gathered from wherever. None of them is believed: a set says
/// which certificate each of its signers has, by this digest.
#[derive(Clone, Debug, Default)]
pub struct Certificates(HashMap<[u8; 32], Vec<u8>>);

impl Certificates {
    /// Adds whatever certificates a file has: a trust list in JSON (`rawData`, `x5c`; the first
    /// line may be a signature over it), PEM, or one certificate in DER. Returns how many were
    /// found. A file that is nothing of that has none.
    pub fn gather(&mut self, file: &[u8]) -> usize {
        if is_pem(file) {
            let blocks = parse_pem(file).unwrap_or_default();
            let certificates = blocks
                .into_iter()
                .filter(|block| block.label == "CERTIFICATE");
            return certificates.map(|block| self.add(block.der)).sum();
        }
        let list = serde_json::from_slice(file).ok().or_else(|| {
            let line = file.iter().position(|byte| *byte == b'\n')?;
            serde_json::from_slice(file.get(line..)?).ok()
        });
        match list {
            Some(list) => self.walk(&list),
            None if file.first() == Some(&0x30) => self.add(file.to_vec()),
            None => 0,
        }
    }

    /// The certificate with this SHA-256, in DER.
    pub(super) fn find(&self, thumbprint: &[u8; 32]) -> Option<&[u8]> {
        self.0.get(thumbprint).map(Vec::as_slice)
    }

    fn add(&mut self, der: Vec<u8>) -> usize {
        if self.0.len() >= CERTIFICATES_MAX || der.len() > SIZE_MAX_BYTES {
            return 0;
        }
        usize::from(self.0.insert(sha256(&der), der).is_none())
    }

    /// serde_json bounds the depth.
    fn walk(&mut self, value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(|item| self.walk(item)).sum(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| match (name.as_str(), value) {
                    ("rawData", Value::String(text)) => self.decode(text),
                    // The first is the key's own (RFC 7517 §4.7).
                    ("x5c", Value::Array(chain)) => chain
                        .first()
                        .and_then(Value::as_str)
                        .map_or(0, |text| self.decode(text)),
                    (_, value) => self.walk(value),
                })
                .sum(),
            _ => 0,
        }
    }

    fn decode(&mut self, text: &str) -> usize {
        STANDARD.decode(text).map_or(0, |der| self.add(der))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_found_in_every_form_of_list() {
        let der = [0x30, 1, 2];
        let text = STANDARD.encode(der);
        let gateway = format!(r#"[{{"rawData":"{text}"}}]"#);
        let german = format!("c2ln\n{{\"certificates\":[{{\"rawData\":\"{text}\"}}]}}");
        let jwks = format!(r#"{{"keys":[{{"x5c":["{text}","AAAA"]}}]}}"#);
        let pem = format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n");
        for file in [
            &der[..],
            gateway.as_bytes(),
            german.as_bytes(),
            jwks.as_bytes(),
            pem.as_bytes(),
        ] {
            let mut certificates = Certificates::default();
            assert_eq!(certificates.gather(file), 1);
            assert_eq!(certificates.gather(file), 0, "once");
            assert_eq!(certificates.find(&sha256(&der)), Some(&der[..]));
        }
    }

    #[test]
    fn whatever_else_has_none() {
        let deep = vec![b'['; 1 << 20];
        for file in [&b""[..], b"x", b"\n{", b"{\"rawData\":1}", &deep] {
            assert_eq!(Certificates::default().gather(file), 0);
        }
    }
}
