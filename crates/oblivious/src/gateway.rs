//! The authority's side: opens requests, seals answers.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use ohttp::{Error, KeyConfig, Server, ServerResponse};

use crate::{Keys, ObliviousError, Request, Response, SEALED_MAX_BYTES};

/// Opens what relays bring. Cheap to clone; all clones have the same keys.
#[derive(Clone)]
pub struct Gateway(Arc<RwLock<Arc<Served>>>);

/// The keys of one time.
struct Served {
    servers: Vec<Server>,
    public: Vec<u8>,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").finish_non_exhaustive()
    }
}

/// Seals the answer to one request, for whoever asked it.
pub struct Reply(ServerResponse);

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reply").finish_non_exhaustive()
    }
}

impl Gateway {
    /// A gateway with these keys.
    ///
    /// # Errors
    /// [`ObliviousError::Secrets`], if there are none.
    pub fn new(keys: &Keys) -> Result<Self, ObliviousError> {
        Ok(Self(Arc::new(RwLock::new(Arc::new(Served::of(keys)?)))))
    }

    /// Goes on with other keys.
    ///
    /// # Errors
    /// As [`Self::new`]; the old ones stay then.
    pub fn replace(&self, keys: &Keys) -> Result<(), ObliviousError> {
        let served = Arc::new(Served::of(keys)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = served;
        Ok(())
    }

    /// The newest public keys, X-Wing first ([`crate::KEYS_TYPE`]).
    #[must_use]
    pub fn public_keys(&self) -> Vec<u8> {
        self.served().public.clone()
    }

    /// Opens a request.
    ///
    /// A relay can bring the same request again: nothing here remembers it. The answer is then
    /// sealed for the device that asked first, and nobody else opens it.
    ///
    /// # Errors
    /// [`ObliviousError`].
    pub fn open(&self, sealed: &[u8]) -> Result<(Request, Reply), ObliviousError> {
        if sealed.len() > SEALED_MAX_BYTES {
            let max = SEALED_MAX_BYTES;
            return Err(ObliviousError::TooLong { max });
        }
        let served = self.served();
        for server in &served.servers {
            match server.decapsulate(sealed) {
                Ok((bytes, response)) => return Ok((Request::parse(&bytes)?, Reply(response))),
                Err(Error::KeyId) => {}
                Err(_) => return Err(ObliviousError::Closed),
            }
        }
        Err(match sealed.is_empty() {
            true => ObliviousError::Closed,
            false => ObliviousError::UnknownKey,
        })
    }

    fn served(&self) -> Arc<Served> {
        let served = self.0.read().unwrap_or_else(PoisonError::into_inner);
        served.clone()
    }
}

impl Served {
    fn of(keys: &Keys) -> Result<Self, ObliviousError> {
        let pairs = keys.pairs()?;
        let newest = pairs.last().ok_or(ObliviousError::Secrets)?;
        let public = KeyConfig::encode_list(newest).map_err(|_| ObliviousError::Secrets)?;
        let servers = pairs.into_iter().rev().flatten().map(Server::new);
        let servers: Result<Vec<Server>, Error> = servers.collect();
        Ok(Self {
            servers: servers.map_err(|_| ObliviousError::Secrets)?,
            public,
        })
    }
}

impl Reply {
    /// Seals the answer.
    ///
    /// # Errors
    /// [`ObliviousError::TooLong`], [`ObliviousError::Message`], [`ObliviousError::Closed`].
    pub fn seal(self, response: &Response) -> Result<Vec<u8>, ObliviousError> {
        let sealed = self.0.encapsulate(&response.encode()?);
        sealed.map_err(|_| ObliviousError::Closed)
    }
}
