mod card;
mod hint;
mod keys;
mod ledger;
mod link;
mod precheck;
mod registry;
mod relay;
mod serve;
mod sunset;
mod witness;

use std::io::ErrorKind;
use std::path::PathBuf;

use cleanbill_audit::AuditError;
use cleanbill_forum::petitions::PetitionsError;
use cleanbill_health::matching::MatchError;
use cleanbill_issuer::{IcvpError, IssueError, LightError};
use cleanbill_oblivious::ObliviousError;
use cleanbill_paper::PaperError;
use cleanbill_policy::RuleBookError;
use cleanbill_policy::rehearsal::RehearsalError;
use cleanbill_publish::PublishError;
use cleanbill_publish::files::FilesError;
use cleanbill_publish::update::UpdateError;
use cleanbill_qr::WriteError;
use cleanbill_redress::filing::FilingError;
use cleanbill_redress::petition::PetitionId;
use cleanbill_revocation::national::ChainError;
use cleanbill_signer::SignerError;
use cleanbill_trust::list::{EntryError, ListError};
use cleanbill_trust::set::{BuildError, SetError, TargetType};
use cleanbill_verifier::{BundleError, Interruption, TogetherError};
use cleanbill_x509::X509Error;
use thiserror::Error;

pub(crate) use self::card::CardFault;
pub(crate) use self::keys::KeysError;
pub(crate) use self::ledger::LedgerFault;
pub(crate) use self::link::LinkFault;
pub(crate) use self::precheck::PrecheckFault;
pub(crate) use self::registry::RegistryError;
pub(crate) use self::relay::RelayFault;
pub(crate) use self::serve::ServeError;
pub(crate) use self::sunset::SunsetFault;
pub(crate) use self::witness::WitnessFault;
use crate::clock::render_time;
use crate::input::InputError;

/// Why a command could not be done. Holds paths and codes, never what a pass says.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum CliError {
    #[error("{path} cannot be read: {kind}", path = path.display())]
    Read { path: PathBuf, kind: ErrorKind },
    #[error("{path} cannot be written: {kind}; what was there is as it was", path = path.display())]
    Write { path: PathBuf, kind: ErrorKind },
    #[error("standard input cannot be read: {kind}")]
    Input { kind: ErrorKind },
    #[error("the output cannot be written: {kind}")]
    Output { kind: ErrorKind },
    #[error("{path} is larger than {size_max_bytes} bytes", path = path.display())]
    TooLarge { path: PathBuf, size_max_bytes: u64 },
    #[error("there is already an authority in {path}", path = path.display())]
    AuthorityExists { path: PathBuf },
    #[error("there is no authority in {path}", path = path.display())]
    NoAuthority { path: PathBuf },
    #[error("{path} is malformed: {detail}", path = path.display())]
    Malformed { path: PathBuf, detail: &'static str },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Bundle { path: PathBuf, error: SetError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    BundleContent { path: PathBuf, error: BundleError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Filter { path: PathBuf, error: ChainError },
    #[error("{error} [{code}]", code = error.code())]
    Universe { error: PublishError },
    #[error("{error} [{code}]", code = error.code())]
    Files { error: FilesError },
    #[error("{error} [{code}]", code = error.code())]
    Update { error: UpdateError },
    #[error("{error} [{code}]", code = error.code())]
    Audit { error: AuditError },
    #[error("nobody said where updates come from")]
    NoUpdateSource,
    #[error("another update is running")]
    UpdateBusy,
    #[error(
        "the bundle's national filter is older than the installed one, version {floor}: \
        {offered}"
    )]
    FilterRollback { floor: u32, offered: u32 },
    #[error(
        "the installed bundle revokes by what this one lacks: {}",
        listed(kinds)
    )]
    RevocationsLost { kinds: Vec<TargetType> },
    #[error("people would lose by the change of policies: {}", listed(policies))]
    PoliciesLost { policies: Vec<String> },
    #[error("the installed bundle {path} cannot be read, so nobody knows what would be lost: \
        {error} [{code}]", path = path.display(), code = error.code())]
    InstalledUnreadable { path: PathBuf, error: SetError },
    #[error("{path} is no file about revocation, or a broken one", path = path.display())]
    UnknownRevocationFile { path: PathBuf },
    #[error("{path} is neither overview, partitions nor archive of slices", path = path.display())]
    UnknownSlices { path: PathBuf },
    #[error("{path} holds no overview of revocation lists", path = path.display())]
    NoSlices { path: PathBuf },
    #[error("line {number} is no pass")]
    PassLine { number: usize },
    #[error("line {number} is of another issuer than the ones before it")]
    OtherIssuer { number: usize },
    #[error("line {number} is a pass without claim `iss`, which no filter covers")]
    WithoutIssuer { number: usize },
    #[error("line {number} is a pass that was issued after --closed-until")]
    IssuedAfterEnd { number: usize },
    #[error("passes may still be issued in the last second that would be covered, {}",
        render_time(*until))]
    StillOpen { until: i64 },
    #[error("{count} of the revoked passes were not issued")]
    NotIssued { count: usize },
    #[error("no issued pass and no issuer were given")]
    NothingIssued,
    #[error("{path} is not UTF-8 text", path = path.display())]
    NotText { path: PathBuf },
    #[error("there is no bundle, so no door can be answered")]
    NoBundle,
    #[error("{}{error} [{code}]", place(path.as_ref()), code = error.code())]
    Rules {
        path: Option<PathBuf>,
        error: RuleBookError,
    },
    #[error("{error} [{code}]", code = error.code())]
    Rehearsal { error: RehearsalError },
    #[error("{path} is no business rule and no value set", path = path.display())]
    NotARule { path: PathBuf },
    #[error("{path} holds no rule", path = path.display())]
    NoRules { path: PathBuf },
    #[error("{path} holds no pass", path = path.display())]
    EmptyPopulation { path: PathBuf },
    #[error("{count} policies are refused")]
    PoliciesRefused { count: usize },
    #[error("`{kid}` is no key identifier in base64")]
    Kid { kid: String },
    #[error("no root is pinned, so no bundle can be trusted")]
    NoPins,
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    List { path: PathBuf, error: ListError },
    #[error("{path} is none of the trust lists that are read", path = path.display())]
    UnknownList { path: PathBuf },
    #[error("{path} is signed, and no key to check it was given", path = path.display())]
    ListKeyMissing { path: PathBuf },
    #[error("{path} holds no public key", path = path.display())]
    NoPublicKey { path: PathBuf },
    #[error("not one signer could be read")]
    NoSigners,
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Key { path: PathBuf, error: SignerError },
    #[error("the key could not be made: {error} [{code}]", code = error.code())]
    MakeKey { error: SignerError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Certificate { path: PathBuf, error: X509Error },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Authority { path: PathBuf, error: EntryError },
    #[error("the signing key is not the one that its certificate names")]
    ForeignKey,
    #[error("the certificate could not be made: {error} [{code}]", code = error.code())]
    MakeCertificate { error: cleanbill_x509::BuildError },
    #[error("the bundle could not be made: {error} [{code}]", code = error.code())]
    MakeBundle { error: BuildError },
    #[error("{error} [{code}]", code = error.code())]
    Issue { error: IssueError },
    #[error("{error} [{code}]", code = error.code())]
    IssueIcvp { error: IcvpError },
    #[error("{error} [{code}]", code = error.code())]
    Light { error: LightError },
    #[error("no light pass can be made: {error} [{code}]", code = error.code())]
    NoLight { error: Interruption },
    #[error("exactly one pass is needed")]
    NotOnePass,
    #[error("{} [{code}]", error.sentence(), code = error.code())]
    PassInput { error: InputError },
    #[error("the QR code could not be drawn: {error} [{code}]", code = error.code())]
    Draw { error: WriteError },
    #[error("the page could not be made: {error} [{code}]", code = error.code())]
    Paper { error: PaperError },
    #[error("the operating system gives no randomness")]
    NoRandomness,
    #[error("nothing to measure: no text could be read")]
    NothingToMeasure,
    #[error("the worker threads could not be started")]
    Threads,
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Witness(#[from] WitnessFault),
    #[error("{error} [{code}]", code = error.code())]
    Together { error: TogetherError },
    #[error(transparent)]
    Precheck(#[from] PrecheckFault),
    #[error(transparent)]
    Registry(#[from] RegistryError),
    #[error(transparent)]
    Sunset(#[from] SunsetFault),
    #[error("{error} [{code}]", code = error.code())]
    Petition { error: PetitionsError },
    #[error("the key that signs passes counts from {signs_from} on, and the story begins {begins}")]
    Younger { signs_from: String, begins: String },
    #[error("{error} [{code}]", code = error.code())]
    Filing { error: FilingError },
    #[error("{error} [{code}]", code = error.code())]
    Oblivious { error: ObliviousError },
    #[error(transparent)]
    Card(#[from] CardFault),
    #[error(transparent)]
    Link(#[from] LinkFault),
    #[error(transparent)]
    Relay(#[from] RelayFault),
    #[error("the list is not fetched: {fault}")]
    Fetch { fault: RelayFault },
    #[error("the ledger cannot be relied upon: {code}")]
    LedgerUnsound { code: &'static str },
    #[error("petition {id} is not in the public ledger, or with another key")]
    PetitionNotPublished { id: PetitionId },
    #[error("the ledger has no petition of this epoch and region")]
    NoPetitions,
}

fn listed(items: &[impl ToString]) -> String {
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    items.join(", ")
}

/// Where a fault is, before its words.
fn place(path: Option<&PathBuf>) -> String {
    path.map_or_else(String::new, |path| format!("{}: ", path.display()))
}

impl From<MatchError> for CliError {
    fn from(error: MatchError) -> Self {
        Self::Together {
            error: TogetherError::Match(error),
        }
    }
}
