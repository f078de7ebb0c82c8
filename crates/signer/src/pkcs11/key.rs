use std::fmt;
use std::sync::{Mutex, PoisonError};

use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer, sha256};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;

use super::error::TokenError;
use super::token::Token;

/// P-256 as `CKA_EC_PARAMS`: its object identifier, 1.2.840.10045.3.1.7 (RFC 5480, section
/// 2.1.1.1), as DER.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
/// r‖s on P-256, in bytes.
const SIGNATURE_BYTES: usize = 64;
/// Signed when a key is opened. No message of ours is text, so that it is no signature of anything.
const SELF_TEST: &[u8] = b"cleanbill key self-test";

/// Which key of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyName {
    /// The one private key with this `CKA_LABEL`.
    Label(String),
    /// The one private key with this `CKA_ID`.
    Id(Vec<u8>),
}

impl KeyName {
    fn attribute(&self) -> Attribute {
        match self {
            Self::Label(label) => Attribute::Label(label.clone().into_bytes()),
            Self::Id(id) => Attribute::Id(id.clone()),
        }
    }
}

/// A key on P-256 that stays in its token, and signs ES256 there.
pub struct Pkcs11Key {
    token: Token,
    name: KeyName,
    public: PublicKey,
    /// The private half, and the life of the module in which the handle means it.
    handle: Mutex<(ObjectHandle, u64)>,
}

impl Pkcs11Key {
    /// Opens a key that is in the token, and has it sign once to see that it is whole.
    ///
    /// # Errors
    /// [`TokenError`]; [`TokenError::KeyExtractable`] for a key that may leave the token.
    pub fn open(token: &Token, name: KeyName) -> Result<Self, TokenError> {
        let (handle, generation, public) = token.persist(|session, generation| {
            let (handle, public) = find(session, &name)?;
            Ok((handle, generation, public))
        })?;
        Ok(Self {
            token: token.clone(),
            name,
            public,
            handle: Mutex::new((handle, generation)),
        })
    }

    /// Generates a key inside the token, which never leaves it: sensitive, not extractable. `id` is
    /// its `CKA_ID`, drawn at random by the caller.
    ///
    /// # Errors
    /// [`TokenError`]; [`TokenError::KeyExists`] if a key has this label or id already.
    pub fn generate(token: &Token, label: &str, id: &[u8]) -> Result<Self, TokenError> {
        let names = [KeyName::Label(label.to_owned()), KeyName::Id(id.to_vec())];
        let [by_label, by_id] = &names;
        token.persist(|session, _| {
            for name in &names {
                let class = Attribute::Class(ObjectClass::PRIVATE_KEY);
                if !session.find_objects(&[class, name.attribute()])?.is_empty() {
                    return Err(TokenError::KeyExists);
                }
            }
            Ok(())
        })?;
        let half = |private: bool, more: &[Attribute]| {
            let both = [
                Attribute::Token(true),
                Attribute::Private(private),
                by_label.attribute(),
                by_id.attribute(),
            ];
            [&both[..], more].concat()
        };
        let public = half(
            false,
            &[Attribute::Verify(true), Attribute::EcParams(P256.to_vec())],
        );
        let private = half(
            true,
            &[
                Attribute::Sensitive(true),
                Attribute::Extractable(false),
                Attribute::Sign(true),
            ],
        );
        token.once(|session, _| {
            let mechanism = Mechanism::EccKeyPairGen;
            session.generate_key_pair(&mechanism, &public, &private)?;
            Ok(())
        })?;
        Self::open(token, KeyName::Id(id.to_vec()))
    }

    /// Destroys a key for good, both halves.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn destroy(token: &Token, name: &KeyName) -> Result<(), TokenError> {
        token.once(|session, _| {
            let objects = session.find_objects(&[name.attribute()])?;
            if objects.is_empty() {
                return Err(TokenError::KeyMissing);
            }
            for object in objects {
                session.destroy_object(object)?;
            }
            Ok(())
        })
    }

    /// Signs ES256 over `message`: r‖s. If the token was away and is back, connects anew first.
    ///
    /// # Errors
    /// [`TokenError`], which the port [`Signer`] only tells in part.
    pub fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        let digest = sha256(message);
        self.token.persist(|session, generation| {
            let handle = self.handle(session, generation)?;
            sign_digest(session, handle, &digest)
        })
    }

    /// Whether the token is there and signs: it signs a text that is no message of ours.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn check(&self) -> Result<(), TokenError> {
        self.sign_message(SELF_TEST).map(drop)
    }

    /// The handle in this life of the module; after a restart the key is looked for again.
    fn handle(&self, session: &Session, generation: u64) -> Result<ObjectHandle, TokenError> {
        let known = *self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        if known.1 == generation {
            return Ok(known.0);
        }
        let (handle, public) = find(session, &self.name)?;
        if public != self.public {
            return Err(TokenError::KeyChanged);
        }
        *self.handle.lock().unwrap_or_else(PoisonError::into_inner) = (handle, generation);
        Ok(handle)
    }
}

impl Signer for Pkcs11Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(self.sign_message(message)?)
    }
}

impl fmt::Debug for Pkcs11Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs11Key")
            .field("token", &self.token)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The private half of a key and its public key, found, judged and tried.
fn find(session: &Session, name: &KeyName) -> Result<(ObjectHandle, PublicKey), TokenError> {
    let class = Attribute::Class(ObjectClass::PRIVATE_KEY);
    let private = only(session, &[class, name.attribute()])?;
    check_private(session, private)?;
    // Both halves have the same id; the private one may not show the point.
    let id = read(session, private, AttributeType::Id)?;
    let class = Attribute::Class(ObjectClass::PUBLIC_KEY);
    let public = only(session, &[class, id])?;
    let Attribute::EcPoint(point) = read(session, public, AttributeType::EcPoint)? else {
        return Err(TokenError::Unspecified);
    };
    // A DER OCTET STRING (PKCS #11 2.40, section 2.3.3); some modules give the bare point.
    let point = match point.as_slice() {
        [0x04, 0x41, point @ ..] if point.len() == 65 => point,
        point => point,
    };
    let public = PublicKey::from_ec_point(KeyKind::P256, point)?;
    let signature = sign_digest(session, private, &sha256(SELF_TEST))?;
    public
        .verify(Algorithm::Es256, SELF_TEST, &signature)
        .map_err(|_| TokenError::SelfTest)?;
    Ok((private, public))
}

fn check_private(session: &Session, private: ObjectHandle) -> Result<(), TokenError> {
    let elliptic = Attribute::KeyType(KeyType::EC);
    let curve = Attribute::EcParams(P256.to_vec());
    if read(session, private, AttributeType::KeyType)? != elliptic
        || read(session, private, AttributeType::EcParams)? != curve
    {
        return Err(TokenError::KeyKind);
    }
    let stays = read(session, private, AttributeType::Extractable)?
        == Attribute::Extractable(false)
        && read(session, private, AttributeType::Sensitive)? == Attribute::Sensitive(true);
    stays.then_some(()).ok_or(TokenError::KeyExtractable)
}

fn only(session: &Session, template: &[Attribute]) -> Result<ObjectHandle, TokenError> {
    match session.find_objects(template)?.as_slice() {
        [] => Err(TokenError::KeyMissing),
        [one] => Ok(*one),
        _ => Err(TokenError::KeyAmbiguous),
    }
}

fn read(
    session: &Session,
    object: ObjectHandle,
    wanted: AttributeType,
) -> Result<Attribute, TokenError> {
    let mut attributes = session.get_attributes(object, &[wanted])?;
    attributes.pop().ok_or(TokenError::Unspecified)
}

fn sign_digest(
    session: &Session,
    key: ObjectHandle,
    digest: &[u8; 32],
) -> Result<Vec<u8>, TokenError> {
    let signature = session.sign(&Mechanism::Ecdsa, key, digest)?;
    if signature.len() == SIGNATURE_BYTES {
        Ok(signature)
    } else {
        Err(TokenError::Unspecified)
    }
}
