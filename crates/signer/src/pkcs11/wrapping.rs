use std::fmt;
use std::sync::{Mutex, PoisonError};

use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use zeroize::Zeroizing;

use super::error::TokenError;
use super::token::Token;

/// AES-256 (PKCS #11 2.40, section 2.8).
const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;
const WRAPPED_BYTES: usize = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const TAG_BITS: u64 = 128;
/// Bound to what is wrapped to see that the token works. Nothing of a ring is bound to text.
const SELF_TEST: &[u8] = b"cleanbill wrapping self-test";

/// An AES-256 key that stays in its token, and wraps other keys there: `CKM_AES_GCM`, with what a
/// key is for as additional data.
pub struct WrappingKey {
    token: Token,
    label: String,
    /// `CKA_ID`: by which the key is known to be the same one.
    id: Vec<u8>,
    /// The key, and the life of the module in which the handle means it.
    handle: Mutex<(ObjectHandle, u64)>,
}

impl WrappingKey {
    /// Opens the one secret key of this label.
    ///
    /// # Errors
    /// [`TokenError`]; [`TokenError::KeyExtractable`] for a key that may leave the token,
    /// [`TokenError::WrappingKind`] for one that is not AES-256.
    pub fn open(token: &Token, label: &str) -> Result<Self, TokenError> {
        let (handle, generation, id) = token.persist(|session, generation| {
            let (handle, id) = find(session, label)?;
            Ok((handle, generation, id))
        })?;
        Ok(Self {
            token: token.clone(),
            label: label.to_owned(),
            id,
            handle: Mutex::new((handle, generation)),
        })
    }

    /// Generates a key inside the token, which never leaves it: sensitive, not extractable. `id` is
    /// its `CKA_ID`, drawn at random by the caller.
    ///
    /// # Errors
    /// [`TokenError`]; [`TokenError::KeyExists`] if a secret key has this label already.
    pub fn generate(token: &Token, label: &str, id: &[u8]) -> Result<Self, TokenError> {
        token.persist(|session, _| {
            if session.find_objects(&named(label))?.is_empty() {
                Ok(())
            } else {
                Err(TokenError::KeyExists)
            }
        })?;
        let length = KEY_BYTES.try_into().map_err(|_| TokenError::Unspecified)?;
        token.once(|session, _| {
            let template = [
                &named(label)[..],
                &[
                    Attribute::Id(id.to_vec()),
                    Attribute::Token(true),
                    Attribute::Private(true),
                    Attribute::Sensitive(true),
                    Attribute::Extractable(false),
                    Attribute::Encrypt(true),
                    Attribute::Decrypt(true),
                    Attribute::ValueLen(length),
                ],
            ];
            session.generate_key(&Mechanism::AesKeyGen, &template.concat())?;
            Ok(())
        })?;
        Self::open(token, label)
    }

    /// What tells this key from others: its `CKA_ID`.
    #[must_use]
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// Wraps a key for a purpose: 12 bytes of `nonce`, which is drawn at random, 32 sealed, 16 of
    /// tag.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn wrap(
        &self,
        purpose: &[u8],
        key: &[u8; KEY_BYTES],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<[u8; WRAPPED_BYTES], TokenError> {
        let sealed = self.token.persist(|session, generation| {
            let handle = self.handle(session, generation)?;
            let mut nonce = nonce;
            let mechanism = gcm(&mut nonce, purpose)?;
            Ok(session.encrypt(&mechanism, handle, key)?)
        })?;
        let mut wrapped = [0; WRAPPED_BYTES];
        let (before, after) = wrapped.split_at_mut(NONCE_BYTES);
        if sealed.len() != after.len() {
            return Err(TokenError::Unspecified);
        }
        before.copy_from_slice(&nonce);
        after.copy_from_slice(&sealed);
        Ok(wrapped)
    }

    /// Unwraps a key.
    ///
    /// # Errors
    /// [`TokenError::Unwrap`] where it was not wrapped for this purpose by this key, or was
    /// changed; [`TokenError`].
    pub fn unwrap(
        &self,
        purpose: &[u8],
        wrapped: &[u8; WRAPPED_BYTES],
    ) -> Result<Zeroizing<[u8; KEY_BYTES]>, TokenError> {
        match self.try_unwrap(purpose, wrapped) {
            // Modules tell of a wrong tag in many ways: if the key does its work, that was it.
            Err(TokenError::Device { error }) => match self.check() {
                Ok(()) => Err(TokenError::Unwrap),
                Err(_) => Err(TokenError::Device { error }),
            },
            other => other,
        }
    }

    /// Whether the token is there, and wraps and unwraps.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn check(&self) -> Result<(), TokenError> {
        // Always the same: the same nonce twice tells nothing.
        let wrapped = self.wrap(SELF_TEST, &[0; KEY_BYTES], [0; NONCE_BYTES])?;
        let key = self.try_unwrap(SELF_TEST, &wrapped)?;
        if *key == [0; KEY_BYTES] {
            Ok(())
        } else {
            Err(TokenError::SelfTest)
        }
    }

    fn try_unwrap(
        &self,
        purpose: &[u8],
        wrapped: &[u8; WRAPPED_BYTES],
    ) -> Result<Zeroizing<[u8; KEY_BYTES]>, TokenError> {
        let (nonce, sealed) = wrapped.split_at(NONCE_BYTES);
        let opened = self.token.persist(|session, generation| {
            let handle = self.handle(session, generation)?;
            let mut nonce = nonce.to_vec();
            let mechanism = gcm(&mut nonce, purpose)?;
            Ok(Zeroizing::new(session.decrypt(&mechanism, handle, sealed)?))
        })?;
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        if opened.len() != KEY_BYTES {
            return Err(TokenError::Unspecified);
        }
        key.copy_from_slice(&opened);
        Ok(key)
    }

    /// The handle in this life of the module; after a restart the key is looked for again.
    fn handle(&self, session: &Session, generation: u64) -> Result<ObjectHandle, TokenError> {
        let known = *self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        if known.1 == generation {
            return Ok(known.0);
        }
        let (handle, id) = find(session, &self.label)?;
        if id != self.id {
            return Err(TokenError::KeyChanged);
        }
        *self.handle.lock().unwrap_or_else(PoisonError::into_inner) = (handle, generation);
        Ok(handle)
    }
}

impl fmt::Debug for WrappingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WrappingKey")
            .field("token", &self.token)
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

fn gcm<'a>(nonce: &'a mut [u8], purpose: &'a [u8]) -> Result<Mechanism<'a>, TokenError> {
    let bits = TAG_BITS.into();
    Ok(Mechanism::AesGcm(GcmParams::new(nonce, purpose, bits)?))
}

fn named(label: &str) -> [Attribute; 3] {
    [
        Attribute::Class(ObjectClass::SECRET_KEY),
        Attribute::KeyType(KeyType::AES),
        Attribute::Label(label.as_bytes().to_vec()),
    ]
}

/// The key and its `CKA_ID`, found and judged.
fn find(session: &Session, label: &str) -> Result<(ObjectHandle, Vec<u8>), TokenError> {
    let key = match session.find_objects(&named(label))?.as_slice() {
        [] => return Err(TokenError::KeyMissing),
        [one] => *one,
        _ => return Err(TokenError::KeyAmbiguous),
    };
    let wanted = [
        AttributeType::Id,
        AttributeType::Extractable,
        AttributeType::Sensitive,
        AttributeType::ValueLen,
    ];
    let attributes = session.get_attributes(key, &wanted)?;
    let stays = attributes.contains(&Attribute::Extractable(false))
        && attributes.contains(&Attribute::Sensitive(true));
    if !stays {
        return Err(TokenError::KeyExtractable);
    }
    let length = KEY_BYTES.try_into().map_err(|_| TokenError::Unspecified)?;
    if !attributes.contains(&Attribute::ValueLen(length)) {
        return Err(TokenError::WrappingKind);
    }
    let id = attributes
        .into_iter()
        .find_map(|attribute| match attribute {
            Attribute::Id(id) => Some(id),
            _ => None,
        });
    let id = id.filter(|id| !id.is_empty());
    Ok((key, id.ok_or(TokenError::Unspecified)?))
}
