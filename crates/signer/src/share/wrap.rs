use core::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use cleanbill_crypto::sha256;
use zeroize::Zeroizing;

use super::split::{Secret, combine, split};
use super::text::{hex, parse, render, unhex, unhex_array};
use super::{CUSTODIANS_MAX, ShareError};

const SHARE_TITLE: &str = "cleanbill share of a key 1";
const WRAP_TITLE: &str = "cleanbill wrapped key 1";
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
/// A private key of 4,096 bits (RSA) has 2,400 bytes.
const KEY_MAX_BYTES: usize = 16_384;

/// A private key that its custodians can open together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// Key identifier.
    pub kid: [u8; 8],
    /// SHA-256 of the key's certificate.
    pub certificate: [u8; 32],
    /// How many custodians there are.
    pub custodians: u8,
    /// How many of them are needed.
    pub threshold: u8,
    /// Nonce, the private key (PKCS #8) as AES-256-GCM gives it, and tag.
    sealed: Vec<u8>,
}

/// What one custodian keeps. `Debug` shows its number only; the value is wiped when it is dropped.
#[derive(Clone)]
pub struct Share {
    /// Key identifier.
    pub kid: [u8; 8],
    /// Tells one wrapping of a key from another.
    wrapping: [u8; 8],
    /// From 1.
    pub number: u8,
    /// How many there are.
    pub custodians: u8,
    /// How many of them are needed.
    pub threshold: u8,
    value: Secret,
}

/// Wraps a private key (PKCS #8) for so many `custodians`, any `threshold` of whom open it again.
/// `kid` and `certificate` (SHA-256) say whose it is.
///
/// # Errors
/// [`ShareError::Threshold`], [`ShareError::TooLong`], [`ShareError::Failed`].
pub fn wrap(
    pkcs8: &[u8],
    kid: [u8; 8],
    certificate: [u8; 32],
    custodians: u8,
    threshold: u8,
    randomness: &mut dyn FnMut(&mut [u8]),
) -> Result<(WrappedKey, Vec<Share>), ShareError> {
    check_threshold(custodians, threshold)?;
    if pkcs8.len() > KEY_MAX_BYTES {
        return Err(ShareError::TooLong);
    }
    let mut key: Secret = Zeroizing::new([0; 32]);
    randomness(key.as_mut_slice());
    let mut nonce = [0; NONCE_BYTES];
    randomness(&mut nonce);
    let mut wrapped = WrappedKey {
        kid,
        certificate,
        custodians,
        threshold,
        sealed: Vec::with_capacity(NONCE_BYTES + pkcs8.len() + TAG_BYTES),
    };
    // Encrypted where it lies: what is left of the plaintext is the caller's.
    let mut sealed = Zeroizing::new(pkcs8.to_vec());
    let tag = aead(&key)?
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(wrapped.bound()),
            sealed.as_mut_slice(),
        )
        .map_err(|_| ShareError::Failed)?;
    for part in [nonce.as_slice(), &sealed, tag.as_ref()] {
        wrapped.sealed.extend_from_slice(part);
    }
    let wrapping = wrapped.id();
    let share = |(number, value)| Share {
        kid,
        wrapping,
        number,
        custodians,
        threshold,
        value,
    };
    let shares = split(&key, threshold, custodians, randomness);
    Ok((wrapped, shares.into_iter().map(share).collect()))
}

const fn check_threshold(custodians: u8, threshold: u8) -> Result<(), ShareError> {
    if threshold < 2 || threshold > custodians || custodians > CUSTODIANS_MAX {
        return Err(ShareError::Threshold);
    }
    Ok(())
}

fn aead(key: &Secret) -> Result<LessSafeKey, ShareError> {
    let key = UnboundKey::new(&AES_256_GCM, key.as_slice());
    key.map(LessSafeKey::new).map_err(|_| ShareError::Failed)
}

impl WrappedKey {
    /// Opens the key (PKCS #8) with the shares of enough custodians. More than enough do no harm,
    /// if all are true.
    ///
    /// # Errors
    /// [`ShareError`]: shares of another key, twice the same, too few, or a false one.
    pub fn open(&self, shares: &[Share]) -> Result<Zeroizing<Vec<u8>>, ShareError> {
        for (index, share) in shares.iter().enumerate() {
            let number = share.number;
            let claimed = (share.custodians, share.threshold);
            if (share.wrapping, share.kid, claimed)
                != (self.id(), self.kid, (self.custodians, self.threshold))
            {
                return Err(ShareError::OtherKey { number });
            }
            if shares.iter().take(index).any(|one| one.number == number) {
                return Err(ShareError::Twice { number });
            }
        }
        if shares.len() < usize::from(self.threshold) {
            return Err(ShareError::TooFew {
                given: shares.len(),
                needed: self.threshold,
            });
        }
        let key = combine(shares.iter().map(|share| (share.number, &share.value)));
        let malformed = || ShareError::WrapMalformed;
        let (nonce, rest) = self
            .sealed
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or_else(malformed)?;
        let split = rest.len().checked_sub(TAG_BYTES).ok_or_else(malformed)?;
        let (ciphertext, tag) = rest.split_at(split);
        let mut plaintext = Zeroizing::new(vec![0; split]);
        aead(&key)?
            .open_separate_gather(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(self.bound()),
                ciphertext,
                tag,
                plaintext.as_mut_slice(),
            )
            .map_err(|_| ShareError::NotOpened)?;
        Ok(plaintext)
    }

    /// What the ciphertext is bound to.
    fn bound(&self) -> Vec<u8> {
        let mut bound = b"cleanbill wrapped key 1".to_vec();
        bound.extend_from_slice(&self.kid);
        bound.extend_from_slice(&self.certificate);
        bound.extend_from_slice(&[self.custodians, self.threshold]);
        bound
    }

    /// Tells this wrapping from every other one.
    fn id(&self) -> [u8; 8] {
        sha256(&self.sealed)
            .first_chunk()
            .copied()
            .unwrap_or_default()
    }

    /// The file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let text = render(
            WRAP_TITLE,
            &[
                ("kid", &hex(&self.kid)),
                ("certificate", &hex(&self.certificate)),
                ("custodians", &self.custodians.to_string()),
                ("threshold", &self.threshold.to_string()),
                ("sealed", &hex(&self.sealed)),
            ],
        );
        text.to_string()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ShareError::WrapMalformed`].
    pub fn parse(text: &str) -> Result<Self, ShareError> {
        let read = || {
            let names = ["kid", "certificate", "custodians", "threshold", "sealed"];
            let [kid, certificate, custodians, threshold, sealed] = parse(text, WRAP_TITLE, names)?;
            let wrapped = Self {
                kid: unhex_array(&kid)?,
                certificate: unhex_array(&certificate)?,
                custodians: custodians.parse().ok()?,
                threshold: threshold.parse().ok()?,
                sealed: unhex(&sealed)?.to_vec(),
            };
            check_threshold(wrapped.custodians, wrapped.threshold).ok()?;
            Some(wrapped)
        };
        read().ok_or(ShareError::WrapMalformed)
    }
}

impl Share {
    /// The file, wiped when it is dropped.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        render(
            SHARE_TITLE,
            &[
                ("kid", &hex(&self.kid)),
                ("wrapping", &hex(&self.wrapping)),
                ("share", &self.number.to_string()),
                ("custodians", &self.custodians.to_string()),
                ("threshold", &self.threshold.to_string()),
                ("value", &hex(self.value.as_slice())),
            ],
        )
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ShareError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, ShareError> {
        let read = || {
            let names = [
                "kid",
                "wrapping",
                "share",
                "custodians",
                "threshold",
                "value",
            ];
            let [kid, wrapping, number, custodians, threshold, value] =
                parse(text, SHARE_TITLE, names)?;
            let share = Self {
                kid: unhex_array(&kid)?,
                wrapping: unhex_array(&wrapping)?,
                number: number.parse().ok()?,
                custodians: custodians.parse().ok()?,
                threshold: threshold.parse().ok()?,
                value: Zeroizing::new(unhex_array(&value)?),
            };
            check_threshold(share.custodians, share.threshold).ok()?;
            // A share with the number 0 would be the secret itself.
            let named = (1..=share.custodians).contains(&share.number);
            named.then_some(share)
        };
        read().ok_or(ShareError::Malformed)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
