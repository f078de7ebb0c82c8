//! Departures from the specification that leave a link readable.

use crate::address::AddressFault;

/// A rule of the specification that a link breaks and that can be lived with, or at least told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// `shlink://` for `shlink:/`. National pilgrims' codes are written so.
    DoubleSlash,
    /// The scheme is not in small letters.
    SchemeCase,
    /// The viewer before `#` is not an address to open. It is never needed.
    Viewer(AddressFault),
    /// `url` is longer than 128 characters.
    UrlTooLong,
    /// `url` is not an address to open.
    Url(AddressFault),
    /// `exp` is a text, not a number. It is read as the number that it spells.
    ExpiryText,
    /// `exp` counts milliseconds. It is read as such: in seconds it would lie 3,000 years ahead.
    ExpiryMilliseconds,
    /// `exp` is nothing that could be a time. It is ignored.
    ExpiryMalformed,
    /// `flag` is not a text. It is ignored.
    FlagMalformed,
    /// The letters of `flag` are not in alphabetical order, or one is there twice.
    FlagOrder,
    /// A flag other than L, P and U. It is ignored, as the specification asks.
    FlagUnknown,
    /// P and U exclude each other: a file that is fetched directly cannot ask for a passcode.
    PasscodeOfFile,
    /// U in a Verifiable Health Link (IHE VHL, payload).
    DirectVerifiable,
    /// `label` is longer than 80 characters.
    LabelTooLong,
    /// `label` is not a text. It is ignored.
    LabelMalformed,
    /// `v` is a version that is not known here.
    VersionUnknown,
    /// `v` is not a whole number from 1.
    VersionMalformed,
    /// A member that the specification does not have and that is not marked as an extension by an
    /// underscore. It is ignored.
    UnknownMember,
}

impl Finding {
    /// Whether the link must not be followed.
    #[must_use]
    pub const fn blocks(self) -> bool {
        matches!(
            self,
            Self::Url(_) | Self::PasscodeOfFile | Self::VersionUnknown | Self::VersionMalformed
        )
    }

    /// The stable code of this finding.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DoubleSlash => "shlink.double-slash",
            Self::SchemeCase => "shlink.scheme-case",
            Self::Viewer(_) => "shlink.viewer-address",
            Self::UrlTooLong => "shlink.url-too-long",
            Self::Url(_) => "shlink.url-address",
            Self::ExpiryText => "shlink.expiry-text",
            Self::ExpiryMilliseconds => "shlink.expiry-milliseconds",
            Self::ExpiryMalformed => "shlink.expiry-malformed",
            Self::FlagMalformed => "shlink.flag-malformed",
            Self::FlagOrder => "shlink.flag-order",
            Self::FlagUnknown => "shlink.flag-unknown",
            Self::PasscodeOfFile => "shlink.passcode-of-file",
            Self::DirectVerifiable => "shlink.direct-verifiable",
            Self::LabelTooLong => "shlink.label-too-long",
            Self::LabelMalformed => "shlink.label-malformed",
            Self::VersionUnknown => "shlink.version-unknown",
            Self::VersionMalformed => "shlink.version-malformed",
            Self::UnknownMember => "shlink.unknown-member",
        }
    }

    /// In a sentence, for whoever made the link.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::DoubleSlash => "the scheme is followed by two slashes, not one",
            Self::SchemeCase => "the scheme is not in small letters",
            Self::Viewer(_) => "the viewer is not an address to open",
            Self::UrlTooLong => "the address is longer than 128 characters",
            Self::Url(_) => "the address is not one to open",
            Self::ExpiryText => "the expiry time is a text, not a number",
            Self::ExpiryMilliseconds => "the expiry time is in milliseconds, not seconds",
            Self::ExpiryMalformed => "the expiry time is no time and is ignored",
            Self::FlagMalformed => "the flags are no text and are ignored",
            Self::FlagOrder => "the flags are not in alphabetical order, each once",
            Self::FlagUnknown => "there is an unknown flag, which is ignored",
            Self::PasscodeOfFile => "a passcode is asked for where none can be given (P with U)",
            Self::DirectVerifiable => "a verifiable link leads to a file without a manifest (U)",
            Self::LabelTooLong => "the label is longer than 80 characters",
            Self::LabelMalformed => "the label is no text and is ignored",
            Self::VersionUnknown => "the link is of a newer version",
            Self::VersionMalformed => "the version is not a whole number from 1",
            Self::UnknownMember => "there is an unknown member, which is ignored",
        }
    }
}
