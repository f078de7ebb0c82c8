//! The types of targets: their names, in one place.

use std::borrow::Cow;
use std::fmt;

/// Longest name in bytes: four times what ours have.
const NAME_SIZE_MAX_BYTES: usize = 64;

/// What a target holds, by name: 1 to 64 of `a`–`z`, `0`–`9`, `-` and `.`.
///
/// A name ends in the version of the target's format: a format that changes is a new type, and for
/// a while a set may carry both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetType(Cow<'static, str>);

impl TargetType {
    /// The signers of EU Digital COVID Certificates: [`encode_signers`](super::encode_signers).
    pub const DCC_SIGNERS: Self = Self(Cow::Borrowed("dcc-signers.v1"));

    /// The types that this version understands. A *critical* target of another type refuses the
    /// set.
    pub const KNOWN: &[Self] = &[Self::DCC_SIGNERS];

    /// Reads a name; `None` if it is not one.
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
        let fits = (1..=NAME_SIZE_MAX_BYTES).contains(&name.len()) && name.bytes().all(allowed);
        fits.then(|| Self(Cow::Owned(name.to_owned())))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this version understands the type.
    pub fn is_known(&self) -> bool {
        Self::KNOWN.contains(self)
    }
}

impl fmt::Display for TargetType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_names() {
        for known in TargetType::KNOWN {
            assert_eq!(TargetType::new(known.as_str()).as_ref(), Some(known));
        }
    }

    #[test]
    fn other_text_is_no_name() {
        for odd in ["", "Rules.v1", "a b", "a_b", "é", "a\n", &"a".repeat(65)] {
            assert_eq!(TargetType::new(odd), None, "{odd}");
        }
        assert!(!TargetType::new("dcc-signers.v2").unwrap().is_known());
    }
}
