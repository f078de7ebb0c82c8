//! Where a verifier fetches from: a folder, or an address.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use super::http::Client;
use super::{FetchFault, Limits, UpdateError};

/// Where what is published is fetched from.
#[derive(Debug)]
pub struct Source(Kind);

#[derive(Debug)]
enum Kind {
    Folder(PathBuf),
    Http(Client),
}

/// What came of one file.
pub(super) enum Got {
    Bytes(Vec<u8>),
    /// It is what is here already.
    NotModified,
    Nothing,
}

impl Source {
    /// What a text names: an address if it begins with `https:` or `http:`, else a folder.
    /// `authorities` are certificates in PEM that are believed besides those of the system.
    ///
    /// # Errors
    /// [`UpdateError::Source`], [`UpdateError::PlainHttp`], [`UpdateError::Authority`],
    /// [`UpdateError::Client`].
    pub fn new(text: &str, authorities: &[u8], limits: &Limits) -> Result<Self, UpdateError> {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        let kind = match scheme {
            None if text.is_empty() => return Err(UpdateError::Source),
            None => Kind::Folder(PathBuf::from(text)),
            Some(_) => Kind::Http(Client::new(text, authorities, limits)?),
        };
        Ok(Self(kind))
    }

    /// One file of at most so many bytes; not if it is what is `here` already and the source can
    /// tell.
    pub(super) async fn get(
        &self,
        path: &str,
        size_max_bytes: u64,
        here: Option<&[u8]>,
    ) -> Result<Got, UpdateError> {
        let got = match &self.0 {
            Kind::Folder(folder) => read(&folder.join(path), size_max_bytes),
            Kind::Http(client) => client.get(path, size_max_bytes, here).await,
        };
        got.map_err(|fault| UpdateError::Fetch {
            path: path.to_owned(),
            fault,
        })
    }
}

fn read(path: &std::path::Path, size_max_bytes: u64) -> Result<Got, FetchFault> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Got::Nothing),
        Err(error) => return Err(FetchFault::Io(error.kind())),
    };
    let mut bytes = Vec::new();
    file.take(size_max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| FetchFault::Io(error.kind()))?;
    if bytes.len() as u64 > size_max_bytes {
        return Err(FetchFault::TooLarge { size_max_bytes });
    }
    Ok(Got::Bytes(bytes))
}
