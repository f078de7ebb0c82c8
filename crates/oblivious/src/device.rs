//! The device's side: seals requests, opens answers.

use std::fmt;

use ohttp::hpke::Kem;
use ohttp::{ClientRequest, ClientResponse, KeyConfig};

use crate::keys::SUITES;
use crate::{KEYS_MAX_BYTES, ObliviousError, Request, Response, SEALED_MAX_BYTES};

/// A request, sealed for a gateway.
#[derive(Debug)]
pub struct Sealed {
    /// What goes to the relay.
    pub bytes: Vec<u8>,
    /// What opens the answer.
    pub opener: Opener,
}

/// Opens the answer to one request.
pub struct Opener(ClientResponse);

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Opener").finish_non_exhaustive()
    }
}

impl Sealed {
    /// Seals a request under the best of a gateway's public keys: X-Wing where there is one.
    ///
    /// Whoever hands out the keys could hand out others to everybody, and know people again by
    /// them. Take them from where others do: from the relay, or a copy.
    ///
    /// # Errors
    /// [`ObliviousError::PublicKeys`], [`ObliviousError::TooLong`].
    pub fn of(request: &Request, public_keys: &[u8]) -> Result<Self, ObliviousError> {
        let mut key = best(public_keys).ok_or(ObliviousError::PublicKeys)?;
        let client = ClientRequest::from_config(&mut key);
        let client = client.map_err(|_| ObliviousError::PublicKeys)?;
        let sealed = client.encapsulate(&request.encode()?);
        let (bytes, opener) = sealed.map_err(|_| ObliviousError::PublicKeys)?;
        let opener = Opener(opener);
        Ok(Self { bytes, opener })
    }
}

impl Opener {
    /// Opens the answer.
    ///
    /// # Errors
    /// [`ObliviousError`].
    pub fn open(self, sealed: &[u8]) -> Result<Response, ObliviousError> {
        if sealed.len() > SEALED_MAX_BYTES {
            let max = SEALED_MAX_BYTES;
            return Err(ObliviousError::TooLong { max });
        }
        let opened = self.0.decapsulate(sealed);
        Response::parse(&opened.map_err(|_| ObliviousError::Closed)?)
    }
}

fn best(public_keys: &[u8]) -> Option<KeyConfig> {
    if public_keys.len() > KEYS_MAX_BYTES {
        return None;
    }
    let read = KeyConfig::decode_list(public_keys).ok()?;
    // One without a suite that is known here would be a key to nothing.
    let usable = |key: &KeyConfig| SUITES.iter().any(|suite| key.select(*suite).is_ok());
    let mut usable: Vec<KeyConfig> = read.into_iter().filter(usable).collect();
    let x_wing = usable.iter().position(is_x_wing).unwrap_or_default();
    (x_wing < usable.len()).then(|| usable.swap_remove(x_wing))
}

fn is_x_wing(key: &KeyConfig) -> bool {
    let encoded = key.encode().unwrap_or_default();
    encoded.get(1..3) == Some(u16::from(Kem::XWing).to_be_bytes().as_slice())
}
