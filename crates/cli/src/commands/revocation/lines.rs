//! Passes as lines: texts of codes, or what a filter needs of them.

use std::io::BufRead;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_cose::DateClaim;
use cleanbill_hcert::{Decoder, find_dcc, read_dcc};
use cleanbill_revocation::{KeyHash, Subject};

use crate::error::CliError;
use crate::input::read_bounded_line;

/// One issued pass, as far as a filter knows it.
pub(super) struct Issued {
    pub(super) kid: Vec<u8>,
    pub(super) issued_at: i64,
    pub(super) key: KeyHash,
    /// Claim `iss` and the identifier; compact lines have neither.
    issuer: Option<String>,
    identifier: Option<String>,
}

impl Issued {
    /// A line of either form; `None` if it is neither.
    pub(super) fn parse(line: &str) -> Option<Self> {
        if line.starts_with("HC1:") {
            return Self::decode(line);
        }
        let mut parts = line.split_ascii_whitespace();
        let issued = Self {
            kid: STANDARD.decode(parts.next()?).ok()?,
            issued_at: parts.next()?.parse().ok()?,
            key: parse_key(parts.next()?)?,
            issuer: None,
            identifier: None,
        };
        parts.next().is_none().then_some(issued)
    }

    /// The text of a code. Whether its signature is right does not matter here: what is looked up
    /// is what it says.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let mut decoder = Decoder::default();
        let envelope = decoder.decode(text).ok()?;
        let reading = read_dcc(find_dcc(envelope.claims.hcert.as_ref()?).ok()?).ok()?;
        let identifier = reading.dcc.uvci()?.to_owned();
        Some(Self {
            kid: envelope.cose.kid()?.to_vec(),
            issued_at: envelope.claims.issued_at.and_then(DateClaim::secs)?,
            key: key_of(&identifier),
            issuer: envelope.claims.issuer.clone(),
            identifier: Some(identifier),
        })
    }

    pub(super) fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// Whether it is a code that does not say its issuer: no filter covers it.
    pub(super) const fn is_without_issuer(&self) -> bool {
        self.identifier.is_some() && self.issuer.is_none()
    }

    pub(super) fn subject(&self) -> Subject<'_> {
        Subject {
            kid: &self.kid,
            issuer: self.issuer(),
            identifier: self.identifier.as_deref(),
            issued_at: Some(self.issued_at),
            ..Subject::default()
        }
    }
}

/// The look-up key of a revoked pass: from a code, a UVCI, or the key itself.
pub(crate) fn revoked_key(line: &str) -> Option<KeyHash> {
    if line.starts_with("HC1:") {
        return Issued::decode(line).map(|issued| issued.key);
    }
    if line.starts_with("URN:UVCI:") {
        return Some(key_of(line));
    }
    parse_key(line)
}

/// SHA-256 of the identifier, first 16 bytes.
fn key_of(identifier: &str) -> KeyHash {
    let subject = Subject {
        identifier: Some(identifier),
        ..Subject::default()
    };
    subject.identifier_hash().unwrap_or_default()
}

fn parse_key(hex: &str) -> Option<KeyHash> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        let digits = pair.len() == 2 && pair.bytes().all(|b| b.is_ascii_hexdigit());
        digits.then(|| u8::from_str_radix(pair, 16).ok())?
    });
    let bytes: Option<Vec<u8>> = pairs.collect();
    bytes?.try_into().ok()
}

/// Calls `take` with every line of a file (or of standard input, `-`) that is not empty, and its
/// number.
pub(super) fn each_line(
    path: &Path,
    mut take: impl FnMut(usize, &str) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    };
    let mut stream: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::io::BufReader::new(
            std::fs::File::open(path).map_err(failed)?,
        ))
    };
    let mut number = 0;
    while let Some(line) = read_bounded_line(&mut stream).map_err(failed)? {
        number += 1;
        if !line.trim().is_empty() {
            take(number, line.trim_end_matches(['\r', '\n']))?;
        }
    }
    Ok(())
}

/// Texts of codes, as arguments or as lines of files.
pub(super) fn passes(arguments: &[String]) -> Result<Vec<String>, CliError> {
    let mut passes = Vec::new();
    for argument in arguments {
        if argument.starts_with("HC1:") {
            passes.push(argument.clone());
        } else {
            each_line(Path::new(argument), |_, line| {
                passes.push(line.to_owned());
                Ok(())
            })?;
        }
    }
    Ok(passes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_in_each_form() {
        let issued = Issued::parse("AQID 1600000000 00112233445566778899aabbccddeeff").unwrap();
        assert_eq!(
            (issued.kid, issued.issued_at, issued.key[1]),
            (vec![1, 2, 3], 1_600_000_000, 0x11)
        );
        for odd in [
            "",
            "AQID",
            "AQID 1 00",
            "AQID x 00112233445566778899aabbccddeeff",
            "HC1:",
        ] {
            assert!(Issued::parse(odd).is_none(), "{odd}");
        }
        assert_eq!(
            revoked_key("URN:UVCI:01:XX:A#B"),
            Some(key_of("URN:UVCI:01:XX:A#B"))
        );
        assert_eq!(revoked_key("0+112233445566778899aabbccddeeff"), None);
    }
}
