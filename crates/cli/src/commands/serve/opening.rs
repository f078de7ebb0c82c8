//! Databases and keys, opened; on the first start made.

use std::path::Path;
use std::sync::Arc;

use cleanbill_authority::{Authority, Entropy, FormKeys, LedgerGate, Options, SigningKey};
use cleanbill_forum::filings::Filings;
use cleanbill_issuer::registry::{EpochId, Shard};
use cleanbill_publish::files::FilesError;
use cleanbill_seal::{FileKek, Kek, KeyRing, SealError};
use cleanbill_server::{Settings, SignerCheck, StartError};
use cleanbill_signer::epoch::Block;
use cleanbill_store::{Store, StoreConfig, lacks_key_store};
use cleanbill_webauthn::RelyingParty;

use super::readiness;
use crate::authority::{Floors, Issuing, form_epochs, load_forms, unsigning};
use crate::clock;
use crate::commands::keys;
use crate::error::{CliError, KeysError, ServeError};
use crate::home::Home;
use crate::output::{GOOD, RESET, line};
use crate::own_ledger::{Described, Gate, Going, Rounds, Witnesses, sequence};

/// Signatures that are counted ahead at a time: a power cut loses the rest of one block.
const COUNTED_AHEAD: u64 = 256;

/// An authority that can work.
pub(crate) struct Opened {
    pub(crate) authority: Authority,
    pub(super) signer_check: Arc<SignerCheck>,
    /// From when on its key signs passes, Unix seconds.
    pub(crate) signs_from: i64,
    /// The public ledger, to be kept going; `None` where none was begun.
    pub(super) rounds: Option<Rounds>,
    /// What waits for it.
    gate: Option<Arc<Gate>>,
}

impl Opened {
    /// Keeps the ledger going as long as what is given back is held, by this machine's clock.
    pub(crate) fn keep_ledger_going(&mut self, entropy: &Arc<dyn Entropy>) -> Going {
        self.keep_ledger_going_by(clock::now, entropy)
    }

    /// The same by another clock.
    pub(crate) fn keep_ledger_going_by(
        &mut self,
        now: impl Fn() -> i64 + Send + Sync + 'static,
        entropy: &Arc<dyn Entropy>,
    ) -> Going {
        let entropy = entropy.clone();
        let fill = move |bytes: &mut [u8]| entropy.fill(bytes);
        let rounds = self.rounds.take();
        Going::of(rounds.map(|rounds| tokio::spawn(rounds.run(move || Some(now()), fill))))
    }

    /// What waits for the ledger, where there is one.
    pub(crate) fn gate(&self) -> Option<&Gate> {
        self.gate.as_deref()
    }

    /// What anybody files; nothing without a public ledger.
    pub(super) fn filings(
        &self,
        entropy: &Arc<dyn Entropy>,
    ) -> Result<Option<Filings>, ServeError> {
        let Some(gate) = self.gate.clone() else {
            return Ok(None);
        };
        let (store, ring) = (self.authority.store(), self.authority.ring());
        let entropy = entropy.clone();
        let fill = Arc::new(move |bytes: &mut [u8]| entropy.fill(bytes));
        let options = cleanbill_forum::filings::Options::default();
        Ok(Some(Filings::begin(store, ring, gate, fill, options)?))
    }
}

pub(crate) async fn open(
    home: &Home,
    kek: Option<&Path>,
    settings: &Settings,
    config: &StoreConfig,
    entropy: &Arc<dyn Entropy>,
) -> Result<Opened, CliError> {
    let block = Block::new(COUNTED_AHEAD).unwrap_or(Block::ONE);
    let issuing = Issuing::load_with(home, clock::now(), block, clock::now)?;
    let store = open_store(config).await?;
    check_restored(&store, &issuing).await?;
    let forms = forms(home, &store, block).await?;
    let signer = Arc::new(issuing.signer);
    let signer_check = readiness::check_of(signer.clone());
    let signs_from = issuing.authority.epoch().not_before;
    let signing = SigningKey {
        issuer: issuing.authority,
        epoch: EpochId(epoch_number(&signer)),
        signer,
    };
    let (authority, (gate, rounds)) =
        assemble(home, kek, settings, (store, signing, forms), entropy).await?;
    Ok(Opened {
        authority,
        signer_check,
        signs_from,
        rounds,
        gate,
    })
}

/// The same beside the service that signs and sequences, for acts: it issues nothing.
pub(crate) async fn open_beside(
    home: &Home,
    settings: &Settings,
    config: &StoreConfig,
    entropy: &Arc<dyn Entropy>,
) -> Result<Authority, CliError> {
    let (issuer, number, signer) = unsigning(home, clock::now())?;
    let signing = SigningKey {
        issuer,
        epoch: EpochId(number.into()),
        signer: Arc::new(signer),
    };
    let store = open_store(config).await?;
    let assembled = assemble(
        home,
        None,
        settings,
        (store, signing, FormKeys::default()),
        entropy,
    );
    Ok(assembled.await?.0)
}

async fn open_store(config: &StoreConfig) -> Result<Store, CliError> {
    if lacks_key_store(config) {
        return Err(ServeError::KeysLost.into());
    }
    let store = Store::open(config).await.map_err(ServeError::from)?;
    if store.is_purge_begun().await.map_err(ServeError::from)? {
        return Err(ServeError::Purged.into());
    }
    Ok(store)
}

async fn assemble(
    home: &Home,
    kek: Option<&Path>,
    settings: &Settings,
    (store, signing, forms): (Store, SigningKey, FormKeys),
    entropy: &Arc<dyn Entropy>,
) -> Result<(Authority, Ledger), CliError> {
    let ring = open_ring(home, kek, &store, entropy.as_ref()).await?;
    let rp = RelyingParty::new(settings.rp_id.clone(), settings.origins.clone());
    let (gate, rounds) = ledger_of(home, &store)?;
    let options = Options {
        forms,
        ledger: gate.clone().map(|gate| gate as Arc<dyn LedgerGate>),
        founding: Some(home.folder().join("founding")),
        relying_parties: vec![rp.map_err(StartError::from).map_err(ServeError::from)?],
        ..Options::default()
    };
    let authority = Authority::new(store, ring, signing, entropy.clone(), &options);
    Ok((authority, (gate, rounds)))
}

/// What waits for the ledger, and what keeps it going.
type Ledger = (Option<Arc<Gate>>, Option<Rounds>);

/// The ledger of the data folder: what the authority waits for, and what keeps it going.
fn ledger_of(home: &Home, store: &Store) -> Result<Ledger, CliError> {
    let Some(described) = Described::find(home)? else {
        return Ok((None, None));
    };
    match described.destination() {
        Ok(to) => {
            let options = described.options(home)?;
            let (gate, rounds) = sequence(store.clone(), to, options, Witnesses::new()?);
            Ok((Some(Arc::new(gate)), Some(rounds)))
        }
        // Another process keeps it going: a service, while a file is imported beside it.
        Err(CliError::Files {
            error: FilesError::Busy,
        }) => {
            let gate = Gate::beside(described.reading()?);
            Ok((Some(Arc::new(gate)), None))
        }
        Err(error) => Err(error),
    }
}

/// A registry or a counter that was put back from a copy is seen before anything is signed.
async fn check_restored(store: &Store, issuing: &Issuing) -> Result<(), CliError> {
    let shard = Shard::default();
    let is_new = store.is_as_new_as_keys(shard).await;
    if !is_new.map_err(ServeError::from)? {
        return Err(ServeError::OlderThanKeys.into());
    }
    let epoch = EpochId(epoch_number(&issuing.signer));
    let issued = store.passes_of_epoch(shard, epoch).await;
    let floor = issued.map_err(ServeError::from)?;
    let check = issuing.signer.check_floor(floor);
    Ok(check.map_err(KeysError::from)?)
}

fn epoch_number<S: cleanbill_crypto::Signer>(
    signer: &cleanbill_signer::epoch::CountingSigner<S>,
) -> i64 {
    signer.epoch().number.into()
}

/// The keys of the forms beside the EU's; their counters are held against the registry too.
async fn forms(home: &Home, store: &Store, block: Block) -> Result<FormKeys, CliError> {
    let now = clock::now();
    let mut floors = Floors::new();
    for epoch in form_epochs(home, now)? {
        let issued = store.passes_of_epoch(Shard::default(), epoch).await;
        floors.insert(epoch, issued.map_err(ServeError::from)?);
    }
    load_forms(home, now, block, &floors, clock::now)
}

/// The key ring. A new one is made for databases that nobody founded an authority in, and for no
/// others: what an old one sealed nothing else opens.
async fn open_ring(
    home: &Home,
    kek: Option<&Path>,
    store: &Store,
    entropy: &dyn Entropy,
) -> Result<KeyRing, CliError> {
    let folder = home.folder().join("seal");
    let path = folder.join("ring");
    let kek_path = kek.map_or_else(|| folder.join("kek"), Path::to_path_buf);
    if path.is_file() {
        let kek = keys::kek(home, Some(&kek_path))?;
        let mut ring = KeyRing::open(&path, kek.as_ref()).map_err(ServeError::from)?;
        // A ring of an older program has no keys for what that did not know.
        let mut fill = |bytes: &mut [u8]| entropy.fill(bytes);
        let completed = ring.complete(kek.as_ref(), &mut fill);
        if completed.map_err(ServeError::from)? {
            let made = format!("{}✔{RESET} completed {}", GOOD.render(), path.display());
            line(&format!("{made}: it has new keys now; back it up"))?;
        }
        return Ok(ring);
    }
    let staff = store.staff_rows().await.map_err(ServeError::from)?;
    if !staff.acts.is_empty() {
        return Err(ServeError::RingLost.into());
    }
    std::fs::create_dir_all(&folder).map_err(|error| CliError::Write {
        path: folder.clone(),
        kind: error.kind(),
    })?;
    let kek: Box<dyn Kek> = if keys::kek_is_in_token(home)? {
        keys::kek(home, None)?
    } else {
        Box::new(file_kek(&kek_path, entropy)?)
    };
    let mut fill = |bytes: &mut [u8]| entropy.fill(bytes);
    let ring = KeyRing::create(&path, kek.as_ref(), clock::now(), &mut fill);
    let ring = ring.map_err(ServeError::from)?;
    let made = format!("{}✔{RESET} made {}", GOOD.render(), path.display());
    line(&format!("{made}: the keys that seal; back it up"))?;
    Ok(ring)
}

fn file_kek(path: &Path, entropy: &dyn Entropy) -> Result<FileKek, CliError> {
    if path.is_file() {
        return Ok(FileKek::open(path).map_err(ServeError::from)?);
    }
    let mut fill = |bytes: &mut [u8]| entropy.fill(bytes);
    let kek = FileKek::create(path, &mut fill);
    let kek = kek.map_err(|error: SealError| ServeError::from(error))?;
    let made = format!("{}✔{RESET} made {}", GOOD.render(), path.display());
    line(&format!(
        "{made}: opens the ring; keep it in another place than the backups"
    ))?;
    Ok(kek)
}
