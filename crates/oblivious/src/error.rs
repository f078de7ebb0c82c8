use thiserror::Error;

/// What is wrong with an oblivious message, or its keys. Holds nothing of what is inside.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ObliviousError {
    /// Sealed under a key that the gateway does not have, or not any more.
    #[error("the request is sealed under a key that is not in use")]
    UnknownKey,
    /// Cut off, changed, or sealed under something else.
    #[error("the message cannot be opened")]
    Closed,
    /// What is inside is not a message of RFC 9292 with a known length, as it is taken here.
    #[error("what is inside is not a binary HTTP message")]
    Message,
    /// A part of the message is too long.
    #[error("the message is longer than {max} bytes")]
    TooLong {
        /// The most that is read, bytes.
        max: usize,
    },
    /// None of the gateway's public keys can be used.
    #[error("these are no public keys of a gateway, or none that is known here")]
    PublicKeys,
    /// The file of secrets is not one.
    #[error("these are no secrets of a gateway")]
    Secrets,
}

impl ObliviousError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey => "oblivious.unknown-key",
            Self::Closed => "oblivious.closed",
            Self::Message => "oblivious.message",
            Self::TooLong { .. } => "oblivious.too-long",
            Self::PublicKeys => "oblivious.public-keys",
            Self::Secrets => "oblivious.secrets",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::UnknownKey => "fetch the gateway's keys again; they are made anew every month",
            Self::Closed => "send it again, sealed anew",
            Self::Message | Self::TooLong { .. } => "see which requests the gateway takes",
            Self::PublicKeys => "fetch them from /.well-known/ohttp-gateway",
            Self::Secrets => "restore the file, or remove it: new secrets are made",
        }
    }
}
