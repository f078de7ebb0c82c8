//! Authenticator data (section 6.1): what the authenticator says, and signs.

use cleanbill_cose::cbor::{CborError, Reader, Value};
use cleanbill_crypto::sha256;
use thiserror::Error;

use crate::limits::{self, AUTHENTICATOR_DATA_MAX_BYTES, CREDENTIAL_ID_MAX_BYTES};
use crate::{CredentialKey, CredentialKeyError, RelyingParty};

/// The flags of authenticator data (section 6.1; BE and BS of Level 3, section 6.1.3).
///
/// Bits 1 and 5 are reserved and ignored, as BE and BS were before they had a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// Bit 0: user present.
    pub const UP: u8 = 1 << 0;
    /// Bit 2: user verified.
    pub const UV: u8 = 1 << 2;
    /// Bit 3: backup eligible.
    pub const BE: u8 = 1 << 3;
    /// Bit 4: backup state.
    pub const BS: u8 = 1 << 4;
    /// Bit 6: attested credential data follows.
    pub const AT: u8 = 1 << 6;
    /// Bit 7: extensions follow.
    pub const ED: u8 = 1 << 7;

    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    /// UP: somebody touched the authenticator.
    #[must_use]
    pub const fn user_present(self) -> bool {
        self.has(Self::UP)
    }

    /// UV: the authenticator knew who, by PIN or biometrics.
    #[must_use]
    pub const fn user_verified(self) -> bool {
        self.has(Self::UV)
    }

    /// BE: the key may be copied to other devices of its owner (a synchronised passkey).
    #[must_use]
    pub const fn backup_eligible(self) -> bool {
        self.has(Self::BE)
    }

    /// BS: it was.
    #[must_use]
    pub const fn backup_state(self) -> bool {
        self.has(Self::BS)
    }
}

/// A credential as its authenticator made it (section 6.5.1, attested credential data).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttestedCredential<'b> {
    /// The model of the authenticator, as it claims; all zero where it keeps that to itself.
    pub aaguid: [u8; 16],
    /// The credential's id, 1 to 1,023 bytes.
    pub id: &'b [u8],
    /// Its public key.
    pub key: CredentialKey,
}

/// Authenticator data, taken apart.
///
/// ```text
/// rpIdHash 32 | flags 1 | signCount 4 | [AT: aaguid 16 | length 2 | id | COSE_Key] | [ED: map]
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthenticatorData<'b> {
    /// The SHA-256 digest of the relying party's id.
    pub rp_id_hash: [u8; 32],
    /// The flags.
    pub flags: Flags,
    /// How often the authenticator has signed; 0 where it does not count (section 6.1.1).
    pub sign_count: u32,
    /// The credential, in a registration.
    pub attested: Option<AttestedCredential<'b>>,
}

/// Why authenticator data is refused. Steps are those of section 7.1, then 7.2.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AuthenticatorDataError {
    /// More bytes than [`AUTHENTICATOR_DATA_MAX_BYTES`].
    #[error("authenticator data of {actual} bytes, at most {max} are read")]
    TooLong {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The bytes end inside a field (section 6.1).
    #[error("authenticator data ends too early")]
    Truncated,
    /// Bytes follow where the flags say that nothing does (section 6.1).
    #[error("{count} bytes follow the authenticator data")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The key or the extensions are not CBOR (sections 6.5.1 and 6.1).
    #[error("{0}")]
    Cbor(#[from] CborError),
    /// The credential's id is empty or longer than 1,023 bytes (Level 3, section 7.1).
    #[error("a credential id of {actual} bytes, 1 to {max} are read")]
    CredentialIdLength {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The credential's public key is refused.
    #[error("{0}")]
    Key(#[from] CredentialKeyError),
    /// The extensions are no map (section 9.5).
    #[error("the extensions of the authenticator data are no map")]
    Extensions,
    /// A registration without a credential (section 6.1, AT).
    #[error("the authenticator data has no credential")]
    NoCredential,
    /// An assertion with a credential, which it must not have (section 6.1, AT).
    #[error("the authenticator data of an assertion has a credential")]
    UnexpectedCredential,
    /// The authenticator was asked by another relying party (steps 13, 15).
    #[error("the authenticator data is of another relying party")]
    RelyingParty,
    /// Nobody touched the authenticator (steps 14, 16).
    #[error("the user was not present")]
    NotPresent,
    /// The authenticator did not verify who did (steps 15, 17).
    #[error("the user was not verified")]
    NotVerified,
    /// Backed up, and not eligible for it (Level 3, steps 17, 18).
    #[error("the credential is backed up and may not be")]
    BackupState,
}

impl AuthenticatorDataError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "webauthn.data-too-long",
            Self::Truncated => "webauthn.data-truncated",
            Self::TrailingBytes { .. } => "webauthn.data-trailing-bytes",
            Self::Cbor(error) => error.code(),
            Self::CredentialIdLength { .. } => "webauthn.data-credential-id-length",
            Self::Key(error) => error.code(),
            Self::Extensions => "webauthn.data-extensions",
            Self::NoCredential => "webauthn.data-no-credential",
            Self::UnexpectedCredential => "webauthn.data-unexpected-credential",
            Self::RelyingParty => "webauthn.data-relying-party",
            Self::NotPresent => "webauthn.data-not-present",
            Self::NotVerified => "webauthn.data-not-verified",
            Self::BackupState => "webauthn.data-backup-state",
        }
    }
}

impl<'b> AuthenticatorData<'b> {
    /// Takes authenticator data apart, to its last byte.
    ///
    /// # Errors
    /// [`AuthenticatorDataError`]: its shape only, nothing is compared.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, AuthenticatorDataError> {
        if bytes.len() > AUTHENTICATOR_DATA_MAX_BYTES {
            return Err(AuthenticatorDataError::TooLong {
                actual: bytes.len(),
                max: AUTHENTICATOR_DATA_MAX_BYTES,
            });
        }
        let (rp_id_hash, rest) = take::<32>(bytes)?;
        let ([flags], rest) = take::<1>(rest)?;
        let (sign_count, mut rest) = take::<4>(rest)?;
        let flags = Flags(flags);
        let attested = if flags.has(Flags::AT) {
            let (attested, behind) = AttestedCredential::take(rest)?;
            rest = behind;
            Some(attested)
        } else {
            None
        };
        if flags.has(Flags::ED) {
            let (extensions, behind) = take_cbor(rest)?;
            if extensions.as_map().is_none() {
                return Err(AuthenticatorDataError::Extensions);
            }
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(AuthenticatorDataError::TrailingBytes { count: rest.len() });
        }
        Ok(Self {
            rp_id_hash,
            flags,
            sign_count: u32::from_be_bytes(sign_count),
            attested,
        })
    }

    /// Sections 7.1, steps 13 to 15, and 7.2, steps 15 to 17, which are the same.
    pub(crate) fn verify(
        &self,
        rp: &RelyingParty,
        require_user_verification: bool,
    ) -> Result<(), AuthenticatorDataError> {
        // 7.1 step 13, 7.2 step 15: the hash of the relying party's id.
        if self.rp_id_hash != sha256(rp.id().as_bytes()) {
            return Err(AuthenticatorDataError::RelyingParty);
        }
        // 7.1 step 14, 7.2 step 16: UP.
        if !self.flags.user_present() {
            return Err(AuthenticatorDataError::NotPresent);
        }
        // 7.1 step 15, 7.2 step 17: UV, where it is required.
        if require_user_verification && !self.flags.user_verified() {
            return Err(AuthenticatorDataError::NotVerified);
        }
        // Level 3, 7.1 step 17 and 7.2 step 18: BS only with BE.
        if self.flags.backup_state() && !self.flags.backup_eligible() {
            return Err(AuthenticatorDataError::BackupState);
        }
        Ok(())
    }
}

impl<'b> AttestedCredential<'b> {
    fn take(bytes: &'b [u8]) -> Result<(Self, &'b [u8]), AuthenticatorDataError> {
        let (aaguid, rest) = take::<16>(bytes)?;
        let (length, rest) = take::<2>(rest)?;
        let actual = usize::from(u16::from_be_bytes(length));
        if actual == 0 || actual > CREDENTIAL_ID_MAX_BYTES {
            let max = CREDENTIAL_ID_MAX_BYTES;
            return Err(AuthenticatorDataError::CredentialIdLength { actual, max });
        }
        let (id, rest) = rest
            .split_at_checked(actual)
            .ok_or(AuthenticatorDataError::Truncated)?;
        let (key, rest) = take_cbor(rest)?;
        let key = CredentialKey::from_cose(&key)?;
        Ok((Self { aaguid, id, key }, rest))
    }
}

fn take<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), AuthenticatorDataError> {
    bytes
        .split_first_chunk::<N>()
        .map(|(head, rest)| (*head, rest))
        .ok_or(AuthenticatorDataError::Truncated)
}

/// One data item, and what follows it.
fn take_cbor(bytes: &[u8]) -> Result<(Value<'_>, &[u8]), AuthenticatorDataError> {
    let mut reader = Reader::new(bytes, &limits::cbor(AUTHENTICATOR_DATA_MAX_BYTES))?;
    let value = reader.value()?;
    let rest = bytes
        .split_at_checked(reader.position())
        .ok_or(AuthenticatorDataError::Truncated)?;
    Ok((value, rest.1))
}
