use cleanbill_crypto::Algorithm;

use crate::cbor::{Reader, Value, parse_value};
use crate::{CoseError, Limits};

const ALG: i64 = 1;
const CRIT: i64 = 2;
const KID: i64 = 4;

/// Which header bucket named the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KidSource {
    /// Covered by the signature.
    Protected,
    /// Not covered: tolerated, since many passes carry it only there.
    Unprotected,
}

/// Both header buckets of a signature (RFC 9052 §3), protected first.
///
/// ```text
/// Headers = ( protected: bstr .cbor header_map / h'', unprotected: header_map )
/// header_map = { ? 1: alg, ? 2: [+ crit], ? 4: kid bstr, * label => any }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Header<'b> {
    raw: &'b [u8],
    protected: Option<Value<'b>>,
    unprotected: Value<'b>,
}

impl<'b> Header<'b> {
    pub(crate) fn read(reader: &mut Reader<'b>, limits: &Limits) -> Result<Self, CoseError> {
        let raw = reader.bytes().map_err(|_| CoseError::MalformedHeader)?;
        let protected = if raw.is_empty() {
            None
        } else {
            Some(parse_value(raw, limits)?)
        };
        let unprotected = reader.value()?;
        let header = Self {
            raw,
            protected,
            unprotected,
        };
        if header.buckets().any(|bucket| bucket.as_map().is_none()) {
            return Err(CoseError::MalformedHeader);
        }
        if header.buckets().any(|bucket| bucket.field(CRIT).is_some()) {
            return Err(CoseError::CriticalHeader);
        }
        Ok(header)
    }

    /// The bytes inside the protected bucket's byte string, as they are signed.
    #[must_use]
    pub const fn protected_bytes(&self) -> &'b [u8] {
        self.raw
    }

    /// The algorithm: the protected header's, else the unprotected one's.
    ///
    /// # Errors
    /// [`CoseError::MissingAlgorithm`], [`CoseError::UnsupportedAlgorithm`],
    /// [`CoseError::MalformedHeader`] if it is no integer.
    pub fn algorithm(&self) -> Result<Algorithm, CoseError> {
        let value = self.buckets().find_map(|bucket| bucket.field(ALG));
        let id = value.ok_or(CoseError::MissingAlgorithm)?;
        let id = id.as_int().ok_or(CoseError::MalformedHeader)?;
        Algorithm::from_cose_id(id).ok_or(CoseError::UnsupportedAlgorithm { id })
    }

    /// The key identifier: the protected header's, else the unprotected one's.
    #[must_use]
    pub fn kid(&self) -> Option<&[u8]> {
        self.buckets()
            .find_map(|bucket| bucket.field(KID))
            .and_then(Value::as_bytes)
    }

    /// Where [`Header::kid`] was found.
    #[must_use]
    pub fn kid_source(&self) -> Option<KidSource> {
        let protected = self
            .protected
            .as_ref()
            .is_some_and(|map| map.field(KID).is_some());
        if protected {
            Some(KidSource::Protected)
        } else {
            self.unprotected.field(KID).map(|_| KidSource::Unprotected)
        }
    }

    fn buckets(&self) -> impl Iterator<Item = &Value<'b>> {
        self.protected
            .iter()
            .chain(std::iter::once(&self.unprotected))
    }
}
