//! The registry behind a publication: what approved acts take away, and nothing else of ours (G07).

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::{Path, PathBuf};

use cleanbill_authority::publishing::{
    Approved, CardRevocations, Finding, OwnSigner, Publishing, PublishingError, PublishingOptions,
    Revocations,
};
use cleanbill_issuer::act::Handle;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::registry::EpochId;
use cleanbill_publish::files::{ApprovedRevocations, Gatekeeper, NoApprovalNeeded};
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_store::StoreConfig;
use cleanbill_trust::set::{OpenedSet, Target, TargetType};
use cleanbill_verifier::bundle::{national_parts, national_target};
use cleanbill_webauthn::RelyingParty;
use serde::Deserialize;

use super::telling::Taken;
use crate::args::PublishOptions;
use crate::authority::Config;
use crate::bundle::{read_bounded, read_text};
use crate::clock;
use crate::commands::revocation::revoked_key;
use crate::epochs::{Register, ended_signers};
use crate::error::{CliError, RegistryError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, line};
use crate::own_ledger::Described;
use crate::standing::Standing;

/// A list of revocations that were made elsewhere.
const LIST_MAX_BYTES: u64 = 256 << 20;
/// Findings of one sort that are shown one by one.
const SHOWN_MAX: usize = 50;

/// What of `serve.toml` concerns whoever publishes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ServiceFile {
    database: Option<String>,
    rp_id: Option<String>,
    origins: Vec<String>,
}

/// A registry that was read and verified.
pub(super) struct Registry {
    runtime: tokio::runtime::Runtime,
    publishing: Publishing,
    approved: Approved,
    country: String,
    signers: Vec<([u8; 8], [u8; 32])>,
    /// Those that sign health cards: the key identifier, and what cards name them by.
    card_keys: BTreeMap<[u8; 8], [u8; 32]>,
    /// The revocation lists of health cards, once they are built.
    cards: Vec<CardRevocations>,
    withdrawn: BTreeSet<([u8; 8], [u8; 32])>,
    universe: PathBuf,
}

impl Registry {
    /// The registry that the options name, else that of the data folder. `None` where there is
    /// none, or nobody founded the authority yet.
    pub(super) fn open(home: &Home, options: &PublishOptions) -> Result<Option<Self>, CliError> {
        let Some((store, parties)) = settings(home, options)? else {
            return Ok(None);
        };
        let founding = home.folder().join("founding");
        let folder = home.folder().join("publisher");
        if options.registry.registry.is_none() && !founding.exists() && !folder.exists() {
            line("The registry was not founded yet: nothing of it is published.")?;
            return Ok(None);
        }
        if options.filter.is_some() || options.exact.is_some() {
            return Err(RegistryError::ListsGiven.into());
        }
        let country = Config::read(&home.config())?.country;
        let signers = own_signers(home)?;
        let mut lists = Vec::new();
        for path in &options.registry.revocation_list {
            lists.push(list(path)?);
        }
        let own = signers
            .iter()
            .map(|one| (one.kid, one.thumbprint))
            .collect();
        let card_keys = signers
            .iter()
            .filter_map(|one| Some((one.kid, one.card_key?)));
        let card_keys = card_keys.collect();
        let ended = ended_signers(home, clock::now())?;
        let ended = ended.iter().filter_map(|signer| {
            let kid = <[u8; 8]>::try_from(signer.kid.as_slice()).ok()?;
            Some((kid, signer.thumbprint?))
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| CliError::Threads)?;
        let wanted = PublishingOptions {
            founding,
            folder,
            relying_parties: vec![parties],
            is_ledgered: Described::find(home)?.is_some(),
            caps: Caps::default(),
            issuer: country.clone(),
            signers,
            lists,
        };
        let opened = runtime.block_on(async {
            let publishing = Publishing::open(&store, wanted).await?;
            let approved = publishing.approve(clock::now()).await?;
            Ok::<_, PublishingError>((publishing, approved))
        });
        let (publishing, approved) = opened.map_err(RegistryError::from)?;
        let registry = Self {
            withdrawn: approved.withdrawn.keys().copied().chain(ended).collect(),
            universe: publishing.universe(),
            signers: own,
            card_keys,
            cards: Vec::new(),
            country,
            runtime,
            publishing,
            approved,
        };
        Ok(Some(registry))
    }

    fn wait<T>(
        &self,
        task: impl Future<Output = Result<T, PublishingError>>,
    ) -> Result<T, CliError> {
        let done = self.runtime.block_on(task);
        Ok(done.map_err(RegistryError::from)?)
    }

    /// The targets that revoke by pass, built over all issued passes; from here on what was found
    /// is remembered.
    pub(super) fn targets(&mut self, standing: &Standing) -> Result<Vec<Target>, CliError> {
        let floor = standing.national_version();
        let now = clock::now();
        let built = self.publishing.revocations(&self.approved, floor, now);
        let Revocations {
            filter,
            exact,
            cards,
            universe,
            findings,
        } = self.wait(built)?;
        self.cards = cards;
        self.approved.findings.extend(findings);
        if let Some(summary) = universe {
            line(&format!(
                "{}✔{RESET} {} approved acts; {} passes covered, {} of them revoked",
                GOOD.render(),
                self.approved.acts,
                summary.issued,
                summary.revoked
            ))?;
        }
        let mut targets = vec![Target {
            kind: TargetType::REVOCATION_EXACT,
            critical: true,
            content: exact,
        }];
        targets.extend(filter.map(|filter| national_target(&filter, &[])));
        Ok(targets)
    }

    /// The revocation lists of health cards of ours.
    pub(super) fn cards(&self) -> &[CardRevocations] {
        &self.cards
    }

    /// Whether acts took this key away.
    pub(super) fn is_withdrawn(&self, key: &([u8; 8], [u8; 32])) -> bool {
        self.withdrawn.contains(key)
    }

    /// Our signers that acts take away.
    pub(super) fn removed_signers(&self) -> impl Iterator<Item = RemovedSigner> {
        let withdrawn = self.approved.withdrawn.iter();
        withdrawn.flat_map(|((kid, print), taken)| self.removed(kid, *print, taken.since))
    }

    /// Our signers that acts took away and others gave back, as they stood on the list.
    pub(super) fn restored_signers(&self) -> Vec<RemovedSigner> {
        let restored = self.approved.restored.iter();
        let removed = |((kid, thumbprint), taken): (&([u8; 8], [u8; 32]), &_)| {
            let taken: &cleanbill_issuer::publisher::Taken = taken;
            self.removed(kid, *thumbprint, taken.since)
        };
        restored.flat_map(removed).collect()
    }

    /// A signer by its key identifier; one of health cards also by what the cards name it by.
    fn removed(&self, kid: &[u8; 8], thumbprint: [u8; 32], from: i64) -> Vec<RemovedSigner> {
        let card_key = self.card_keys.get(kid).map(|key| key.to_vec());
        let kids = std::iter::once(kid.to_vec()).chain(card_key);
        let removed = |kid| RemovedSigner {
            kid,
            country: Some(self.country.clone()),
            thumbprint: Some(thumbprint),
            from,
        };
        kids.map(removed).collect()
    }

    /// What the ledger is told of the passes that these targets take away.
    pub(super) fn taken(&self, targets: &[Target]) -> Option<Taken<'_>> {
        let kind = TargetType::REVOCATION_NATIONAL;
        let target = targets.iter().find(|target| target.kind == kind)?;
        let (filter, deltas) = national_parts(&target.content)?;
        let chain = Chain::open(&filter, &deltas, 0, &NationalLimits::DEFAULT).ok()?;
        Some(Taken {
            edition: chain.tip().version,
            passes: self.approved.passes.iter().copied().collect(),
            universe: &self.universe,
        })
    }

    fn gate(&self) -> ApprovedRevocations<'_> {
        ApprovedRevocations {
            issuer: &self.country,
            signers: &self.signers,
            card_keys: &self.card_keys,
            passes: &self.approved.passes,
            withdrawn: &self.withdrawn,
            universe: &self.universe,
        }
    }

    /// Refuses a set that takes away anything else of ours than approved acts do.
    pub(super) fn check(&self, set: &OpenedSet<'_>) -> Result<(), CliError> {
        let checked = self.gate().check_set(set);
        Ok(checked.map_err(|error| RegistryError::Unapproved { error })?)
    }

    /// Names what was found. An alarm is no reason to keep the rest back, and one to look.
    pub(super) fn tell(&self) -> Result<Exit, CliError> {
        let (alarms, waiting): (Vec<&Finding>, Vec<&Finding>) = self
            .approved
            .findings
            .iter()
            .partition(|one| one.is_alarm());
        for finding in alarms.iter().take(SHOWN_MAX) {
            let code = finding.code();
            anstream::eprintln!("{}✘{RESET} {finding} [{code}]", BAD.render());
        }
        if let Some(more) = alarms.len().checked_sub(SHOWN_MAX).filter(|more| *more > 0) {
            anstream::eprintln!("{}✘{RESET} and {more} more", BAD.render());
        }
        if !waiting.is_empty() {
            let count = waiting.len();
            line(&format!(
                "{}{count} acts wait, or were undone{RESET}",
                FAINT.render()
            ))?;
        }
        if alarms.is_empty() {
            return Ok(Exit::Good);
        }
        line(&format!(
            "{}!{RESET} {} findings in the registry: nothing of them is published; somebody has \
             to look",
            OPEN.render(),
            alarms.len()
        ))?;
        Ok(Exit::Refused)
    }
}

/// Who says whether a set may leave: the registry's approved acts, where there is one.
pub(super) fn gatekeeper<T>(
    registry: Option<&Registry>,
    with: impl FnOnce(&dyn Gatekeeper) -> T,
) -> T {
    match registry {
        Some(registry) => with(&registry.gate()),
        None => with(&NoApprovalNeeded),
    }
}

/// The registry's database, also where there is none yet: the ledger's order lies there.
pub(super) fn store_of(home: &Home, options: &PublishOptions) -> Result<StoreConfig, CliError> {
    let own = || format!("sqlite:{}", home.folder().join("registry.sqlite").display());
    Ok(match settings(home, options)? {
        Some((store, _)) => store,
        None => StoreConfig::new(own()),
    })
}

fn settings(
    home: &Home,
    options: &PublishOptions,
) -> Result<Option<(StoreConfig, RelyingParty)>, CliError> {
    let own = home.folder().join("serve.toml");
    let path = match &options.registry.config {
        Some(path) => Some(path.clone()),
        None => Some(own).filter(|own| own.is_file()),
    };
    let file: ServiceFile = match &path {
        Some(path) => toml::from_str(&read_text(path)?).map_err(|_| CliError::Malformed {
            path: path.clone(),
            detail: "not settings of the service",
        })?,
        None => ServiceFile::default(),
    };
    let database = options.registry.registry.clone().or(file.database);
    let own = home.folder().join("registry.sqlite");
    let url = match database {
        Some(url) => url,
        None if own.is_file() => format!("sqlite:{}", own.display()),
        None => return Ok(None),
    };
    let rp_id = options.registry.rp_id.clone().or(file.rp_id);
    let mut origins = options.registry.origin.clone();
    if origins.is_empty() {
        origins = file.origins;
    }
    if origins.is_empty() {
        // As the service has it where nothing is set.
        origins.push("http://localhost:8080".to_owned());
    }
    let party = RelyingParty::new(rp_id.unwrap_or_else(|| "localhost".to_owned()), origins);
    let party = party.map_err(|_| RegistryError::RelyingParty)?;
    Ok(Some((StoreConfig::new(url), party)))
}

fn own_signers(home: &Home) -> Result<Vec<OwnSigner>, CliError> {
    let mut signers = Vec::new();
    for entry in Register::read(home)?.epoch {
        if entry.span.is_some() {
            let dsc = entry.certificate(home)?;
            signers.push(OwnSigner {
                epoch: EpochId(entry.number.into()),
                kid: dsc.kid(),
                thumbprint: dsc.thumbprint(),
                card_key: entry.card_key(home)?,
            });
        }
    }
    Ok(signers)
}

/// A list as it was approved, by its bytes, and the passes that it names.
fn list(path: &Path) -> Result<(Vec<u8>, Vec<Handle>), CliError> {
    let bytes = read_bounded(path, LIST_MAX_BYTES)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| CliError::NotText { path: path.into() })?;
    let mut handles = Vec::new();
    for (index, line) in text.lines().map(str::trim).enumerate() {
        if !line.is_empty() && !line.starts_with('#') {
            let number = index + 1;
            handles.push(revoked_key(line).ok_or(CliError::PassLine { number })?);
        }
    }
    Ok((bytes, handles))
}
