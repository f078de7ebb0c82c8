//! The text form of certificates and keys (RFC 7468), several to a file.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::limits::Limits;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
/// RFC 7468 §2: lines of exactly 64 characters but the last.
const LINE_CHARACTERS: usize = 64;

/// One block of a PEM text.
#[derive(Clone, PartialEq, Eq)]
pub struct PemBlock {
    /// What it says it is: `CERTIFICATE`, `PUBLIC KEY`, …
    pub label: String,
    /// The bytes inside; DER, if the label is true.
    pub der: Vec<u8>,
}

/// The bytes may be a private key: shows how many they are.
impl fmt::Debug for PemBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PemBlock")
            .field("label", &self.label)
            .field("der", &format_args!("{} bytes", self.der.len()))
            .finish()
    }
}

/// Why a text is not PEM. Lines are counted from 1.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemError {
    /// More bytes than [`Limits::pem_size_max_bytes`].
    #[error("{actual} bytes of PEM, more than {max}")]
    TooLarge {
        /// Size of the text in bytes.
        actual: usize,
        /// Most bytes allowed.
        max: usize,
    },
    /// More blocks than [`Limits::pem_blocks_max`].
    #[error("more than {max} PEM blocks")]
    TooMany {
        /// Most blocks allowed.
        max: usize,
    },
    /// There is no block at all.
    #[error("no PEM block")]
    NoBlock,
    /// A block has no end, or the end of another (RFC 7468 §2).
    #[error("the PEM block that begins at line {line} does not end")]
    NotEnded {
        /// Line of its beginning.
        line: usize,
    },
    /// What stands between the lines is not base64; headers of RFC 1421 are not either.
    #[error("the PEM block that begins at line {line} is not base64")]
    NotBase64 {
        /// Line of its beginning.
        line: usize,
    },
}

impl PemError {
    /// Stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "pem.too-large",
            Self::TooMany { .. } => "pem.too-many",
            Self::NoBlock => "pem.no-block",
            Self::NotEnded { .. } => "pem.not-ended",
            Self::NotBase64 { .. } => "pem.not-base64",
        }
    }
}

/// Whether a text has the beginning of a PEM block anywhere.
pub fn is_pem(text: &[u8]) -> bool {
    text.windows(BEGIN.len())
        .any(|window| window == BEGIN.as_bytes())
}

/// Reads every block of a text, in order. Text before, between and after blocks is passed over, as
/// tools write descriptions there; lines may end in LF or CR LF.
///
/// # Errors
/// [`PemError`]: one bad block spoils the text, since nobody can say what it was.
pub fn parse_pem(text: &[u8]) -> Result<Vec<PemBlock>, PemError> {
    let limits = &Limits::DEFAULT;
    if text.len() > limits.pem_size_max_bytes {
        return Err(PemError::TooLarge {
            actual: text.len(),
            max: limits.pem_size_max_bytes,
        });
    }
    let mut blocks = Vec::new();
    let mut lines = text.split(|byte| *byte == b'\n').zip(1..);
    while let Some((line_text, line)) = lines.next() {
        let Some(label) = label_of(line_text, BEGIN) else {
            continue;
        };
        if blocks.len() >= limits.pem_blocks_max {
            return Err(PemError::TooMany {
                max: limits.pem_blocks_max,
            });
        }
        let mut encoded = Vec::new();
        loop {
            let (inside, _) = lines.next().ok_or(PemError::NotEnded { line })?;
            match label_of(inside, END) {
                Some(ended) if ended == label => break,
                Some(_) => return Err(PemError::NotEnded { line }),
                None => encoded.extend(inside.iter().filter(|byte| !byte.is_ascii_whitespace())),
            }
        }
        let der = STANDARD
            .decode(&encoded)
            .map_err(|_| PemError::NotBase64 { line })?;
        blocks.push(PemBlock {
            label: label.to_owned(),
            der,
        });
    }
    if blocks.is_empty() {
        Err(PemError::NoBlock)
    } else {
        Ok(blocks)
    }
}

/// Writes one block, ended by a line feed.
pub fn render_pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut text = format!("{BEGIN}{label}{DASHES}\n");
    for (position, character) in encoded.chars().enumerate() {
        if position > 0 && position % LINE_CHARACTERS == 0 {
            text.push('\n');
        }
        text.push(character);
    }
    if !encoded.is_empty() {
        text.push('\n');
    }
    text + END + label + DASHES + "\n"
}

/// The label of a `-----BEGIN label-----` or `-----END label-----` line.
fn label_of<'a>(line: &'a [u8], start: &str) -> Option<&'a str> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    line.strip_prefix(start)?.strip_suffix(DASHES)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn several_blocks_with_text_between_and_either_line_ending() {
        let text = "subject=Somebody\r\n-----BEGIN CERTIFICATE-----\r\nAQID\r\nBA==\r\n\
            -----END CERTIFICATE-----\r\nnot \u{e9} base64\n-----BEGIN PUBLIC KEY-----\n\
            -----END PUBLIC KEY-----";
        let blocks = parse_pem(text.as_bytes()).unwrap();
        assert_eq!(
            blocks,
            [
                PemBlock {
                    label: "CERTIFICATE".into(),
                    der: vec![1, 2, 3, 4]
                },
                PemBlock {
                    label: "PUBLIC KEY".into(),
                    der: vec![]
                },
            ]
        );
        assert_eq!(
            format!("{:?}", blocks[0]),
            r#"PemBlock { label: "CERTIFICATE", der: 4 bytes }"#
        );
        assert!(is_pem(text.as_bytes()));
    }

    #[test]
    fn broken_texts_are_refused_by_line() {
        let refused = |text: &str| parse_pem(text.as_bytes()).unwrap_err();
        assert_eq!(refused(""), PemError::NoBlock);
        assert_eq!(refused("MAAA"), PemError::NoBlock);
        assert_eq!(
            refused("\n-----BEGIN A-----\nAQID"),
            PemError::NotEnded { line: 2 }
        );
        assert_eq!(
            refused("-----BEGIN A-----\nAQID\n-----END B-----\n-----END A-----"),
            PemError::NotEnded { line: 1 }
        );
        assert_eq!(
            refused("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END A-----"),
            PemError::NotBase64 { line: 1 }
        );
        assert_eq!(
            refused("-----BEGIN A-----\n-----BEGIN A-----\nAQID\n-----END A-----"),
            PemError::NotBase64 { line: 1 }
        );
        let many = "-----BEGIN A-----\n-----END A-----\n".repeat(4097);
        assert_eq!(refused(&many), PemError::TooMany { max: 4096 });
        let large = " ".repeat(4 * 1024 * 1024 + 1);
        assert!(matches!(
            refused(&large),
            PemError::TooLarge {
                actual: 4_194_305,
                ..
            }
        ));
    }

    proptest! {
        #[test]
        fn round_trip(der in proptest::collection::vec(any::<u8>(), 0..300)) {
            let text = render_pem("X509 CRL", &der);
            prop_assert!(text.lines().all(|line| line.len() <= 64));
            let label = "X509 CRL".to_owned();
            prop_assert_eq!(parse_pem(text.as_bytes()), Ok(vec![PemBlock { label, der }]));
        }

        #[test]
        fn never_panics(text in "(-----(BEGIN|END) [AB]-----|[A-Za-z=\r\n ]){0,12}") {
            let _ = parse_pem(text.as_bytes());
        }
    }
}
