//! What the conditions are asked of.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use cleanbill_authority::publishing::PublishingError;
use cleanbill_authority::sunset;
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::sunset::{KeyFacts, KeyPlace, PurgeFacts, Rehearsal};
use cleanbill_store::{PublisherReader, StoreConfig};
use cleanbill_webauthn::RelyingParty;
use cleanbill_x509::Certificate;

use crate::args::StoreOptions;
use crate::bundle::read_bounded;
use crate::clock;
use crate::commands::backup::waiting;
use crate::commands::serve::read_local;
use crate::epochs::{Entry, Register, State};
use crate::error::{CliError, RegistryError, ServeError, SunsetFault};
use crate::hex::hex;
use crate::home::Home;
use crate::lists;
use crate::standing::Installed;

/// As large as a trust list may be.
const LIST_MAX_BYTES: u64 = 64 << 20;

/// The registry, and for whom officers' passkeys were made.
pub(super) struct Place {
    pub(super) store: StoreConfig,
    pub(super) rp: RelyingParty,
}

impl Place {
    pub(super) fn find(home: &Home, options: &StoreOptions) -> Result<Self, CliError> {
        let (settings, store) = read_local(home, options)?;
        let rp = RelyingParty::new(settings.rp_id, settings.origins);
        Ok(Self {
            store,
            rp: rp.map_err(|_| SunsetFault::RelyingParty)?,
        })
    }
}

/// A foreign list: its bytes, and who is on it.
pub(super) struct ForeignList {
    bytes: Vec<u8>,
    signers: Vec<cleanbill_trust::TrustedSigner>,
}

/// The lists, each whole; nothing on them is believed.
pub(super) fn foreign_lists(paths: &[PathBuf]) -> Result<Vec<ForeignList>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        let list = lists::read_unproven(path, clock::now())?;
        if list.signers.is_empty() {
            return Err(SunsetFault::EmptyList { path: path.clone() }.into());
        }
        found.push(ForeignList {
            bytes: read_bounded(path, LIST_MAX_BYTES)?,
            signers: list.signers,
        });
    }
    Ok(found)
}

impl ForeignList {
    /// Whether a key is on it: its identifier, its certificate or the key itself; or its
    /// identifier anywhere in the text, also in an entry that nobody can read.
    fn has(&self, dsc: &Certificate) -> bool {
        let kid = dsc.kid();
        let spki = dsc.public_key().map(|key| key.to_spki_der().to_vec());
        let listed = self.signers.iter().any(|signer| {
            let same_key = signer
                .public_key()
                .is_ok_and(|key| spki.as_ref().is_ok_and(|own| *own == key.to_spki_der()));
            *signer.kid.as_bytes() == kid || signer.thumbprint == dsc.thumbprint() || same_key
        });
        let digits = hex(&kid);
        let spellings = [
            STANDARD_NO_PAD.encode(kid),
            URL_SAFE_NO_PAD.encode(kid),
            // As JSON escapes a slash.
            STANDARD_NO_PAD.encode(kid).replace('/', "\\/"),
            digits.to_uppercase(),
            digits,
        ];
        let is_in = |text: &String| {
            let mut windows = self.bytes.windows(text.len());
            windows.any(|window| window == text.as_bytes())
        };
        listed || spellings.iter().any(is_in)
    }
}

/// What is known of a key whose certificate is there.
pub(super) fn of_key(
    home: &Home,
    register: &Register,
    entry: &Entry,
    lists: &[ForeignList],
    passes_end: Option<i64>,
) -> Result<KeyFacts, CliError> {
    let dsc = entry.certificate(home)?;
    let place = if entry.token_id.is_some() {
        KeyPlace::Token
    } else if home.wrapped_key(&entry.name).is_file() {
        KeyPlace::Shared
    } else {
        KeyPlace::File
    };
    let installed = Installed::find(home)?;
    let removed = installed.is_some_and(|installed| {
        let thumbprint = Some(dsc.thumbprint());
        installed
            .removed
            .iter()
            .any(|signer| *signer.kid == dsc.kid() && signer.thumbprint == thumbprint)
    });
    Ok(KeyFacts {
        place,
        retired: register.state(entry, clock::now()) == State::Retired,
        ended: entry.end.is_some(),
        certificate_ends: dsc.not_after(),
        passes_end,
        lists: lists.iter().map(|list| list.has(&dsc)).collect(),
        removed,
    })
}

/// The latest end of a pass of an epoch, none where there is no registry yet; nothing is written.
pub(super) fn passes_end(place: &Place, number: u32) -> Result<Option<i64>, CliError> {
    let file = place.store.url.strip_prefix("sqlite:");
    if file.is_some_and(|file| !Path::new(file).exists()) {
        return Ok(None);
    }
    waiting(async {
        let reader = PublisherReader::open(&place.store).await?;
        let newest = reader.newest_expiry(EpochId(number.into())).await;
        reader.close().await;
        newest
    })?
    .map_err(|error| ServeError::from(error).into())
}

/// What is known of a registry and its authority; nothing is written.
pub(super) fn of_purge(
    home: &Home,
    place: &Place,
    rehearsal: Option<Rehearsal>,
) -> Result<PurgeFacts, CliError> {
    let founding = home.folder().join("founding");
    let asked = waiting(async {
        let founding = sunset::founding(&founding)?;
        let reader = PublisherReader::open(&place.store).await?;
        let rps = std::slice::from_ref(&place.rp);
        let decision = sunset::decision(&reader, &founding, rps).await;
        reader.close().await;
        Ok::<_, PublishingError>((founding, decision?))
    })?;
    let (founding, decision) = asked.map_err(RegistryError::from)?;
    let installed = Installed::find(home)?;
    Ok(PurgeFacts {
        founding,
        decision,
        has_set: installed.is_some(),
        policies_end: installed.and_then(|installed| installed.policies_end),
        rehearsal,
    })
}
