//! What scanners, cameras and clipboards do to a code on its way here.

use crate::layout;

/// A known way in which a code arrives changed. Undone where it can be; the signature proves that
/// nothing else was changed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mangling {
    /// `%25` for `%`, `%20` for a space, …: an app that took the text for a web address.
    PercentEscaped,
    /// All letters small: Caps Lock on a scanner that types.
    LowerCase,
    /// A symbology identifier such as `]Q1` stands before (ISO/IEC 15424).
    SymbologyIdentifier,
    /// A byte order mark or white space stands before `HC1:`.
    LeadingSpace,
    /// Typed by a scanner into a computer with a Russian keyboard layout.
    RussianKeyboard,
    /// Typed by a scanner into a computer with a German keyboard layout.
    GermanKeyboard,
    /// Typed by a scanner into a computer with a French keyboard layout.
    FrenchKeyboard,
    /// `HC1` and something else than a colon: a keyboard layout that is not known here.
    OtherKeyboard,
}

impl Mangling {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PercentEscaped => "input.percent-escaped",
            Self::LowerCase => "input.lower-case",
            Self::SymbologyIdentifier => "input.symbology-identifier",
            Self::LeadingSpace => "input.leading-space",
            Self::RussianKeyboard => "input.keyboard-russian",
            Self::GermanKeyboard => "input.keyboard-german",
            Self::FrenchKeyboard => "input.keyboard-french",
            Self::OtherKeyboard => "input.keyboard-other",
        }
    }

    /// What `text` was before, if it looks mangled in this way.
    pub(crate) fn undo(self, text: &str) -> Option<String> {
        match self {
            Self::PercentEscaped => unescape(text),
            Self::LowerCase => text.starts_with("hc1:").then(|| text.to_ascii_uppercase()),
            Self::SymbologyIdentifier => strip_symbology(text).map(str::to_owned),
            Self::LeadingSpace => {
                let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
                let rest = text.trim_start_matches(blank);
                (rest.len() < text.len() && rest.starts_with("HC1:")).then(|| rest.to_owned())
            }
            Self::RussianKeyboard => layout::RUSSIAN.undo(text),
            Self::GermanKeyboard => layout::GERMAN.undo(text),
            Self::FrenchKeyboard => layout::FRENCH.undo(text),
            Self::OtherKeyboard => None,
        }
    }

    /// Those that can be undone, likeliest first.
    pub(crate) const UNDOABLE: [Self; 7] = [
        Self::PercentEscaped,
        Self::SymbologyIdentifier,
        Self::LeadingSpace,
        Self::LowerCase,
        Self::RussianKeyboard,
        Self::GermanKeyboard,
        Self::FrenchKeyboard,
    ];

    /// The mangling that `text` shows but that cannot be undone.
    pub(crate) fn recognise(text: &str) -> Option<Self> {
        let after = text.strip_prefix("HC1")?.chars().next()?;
        (!after.is_ascii_alphanumeric() && after != ':').then_some(Self::OtherKeyboard)
    }
}

/// `]`, a letter, a digit.
fn strip_symbology(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(']')?;
    let mut chars = rest.chars();
    let (letter, modifier) = (chars.next()?, chars.next()?);
    let identifier = letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric();
    identifier.then_some(chars.as_str())
}

/// Percent-decoding (RFC 3986 §2.1). `%` is a character of Base45, so this is tried only on what
/// does not decode as it is, and only if every `%` begins an escape.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('%');
    out.push_str(parts.next()?);
    let mut escapes = 0;
    for part in parts {
        let code = u8::from_str_radix(part.get(..2)?, 16).ok()?;
        if !code.is_ascii() {
            return None;
        }
        out.push(char::from(code));
        out.push_str(part.get(2..)?);
        escapes += 1;
    }
    (escapes > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mangling_is_undone() {
        let undo = |mangling: Mangling, text: &str| mangling.undo(text);
        let whole = Some("HC1:A %B".to_owned());
        assert_eq!(undo(Mangling::PercentEscaped, "HC1:A%20%25B"), whole);
        assert_eq!(undo(Mangling::PercentEscaped, "HC1%3AA %25B"), whole);
        assert_eq!(undo(Mangling::PercentEscaped, "HC1:A %B"), None);
        assert_eq!(undo(Mangling::PercentEscaped, "HC1:A"), None);
        assert_eq!(undo(Mangling::PercentEscaped, "HC1:%ff"), None);
        assert_eq!(undo(Mangling::PercentEscaped, "HC1:%é"), None);
        assert_eq!(undo(Mangling::LowerCase, "hc1:a %b"), whole);
        assert_eq!(undo(Mangling::SymbologyIdentifier, "]Q1HC1:A %B"), whole);
        assert_eq!(undo(Mangling::SymbologyIdentifier, "]é"), None);
        assert_eq!(undo(Mangling::LeadingSpace, "\u{feff} HC1:A %B"), whole);
        assert_eq!(undo(Mangling::LeadingSpace, "HC1:A %B"), None);
    }

    #[test]
    fn an_unknown_layout_is_recognised() {
        assert_eq!(
            Mangling::recognise("HC1Ñ6BF"),
            Some(Mangling::OtherKeyboard)
        );
        assert_eq!(Mangling::recognise("HC1:6BF"), None);
        assert_eq!(Mangling::recognise("HC16BF"), None);
        assert_eq!(Mangling::recognise("HC1"), None);
    }
}
