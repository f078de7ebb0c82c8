//! Everything that a verifier decides on, from one signed set.

mod announced;
mod revocation;

use cleanbill_cose::Limits as CborLimits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_policy::{PolicySet, RuleBook, RuleBookError};
use cleanbill_revocation::Revocation;
use cleanbill_trust::ledger::{Known, LedgerError, Ledgered, check_ledgered};
use cleanbill_trust::set::{Floor, OpenedSet, SetError, Target, TargetType};
use cleanbill_trust::{ScopedStore, TrustStore};
use thiserror::Error;

use crate::Verifier;
use crate::data::DataTimes;

/// Most items in a target: ten times the largest national set of rules and policies, or all signers
/// of the network with four facts each.
const ITEMS_MAX: usize = 10_000;

/// Trust, rules, policies and revocations, as one version published them.
#[derive(Debug)]
pub struct Bundle {
    /// The signers of the EU's certificate that are believed.
    pub trust: TrustStore,
    /// The signers of other passes that are believed, each within its scope.
    pub networks: ScopedStore,
    /// The ways in which passes are revoked; empty if the set has none.
    pub revocation: Revocation,
    /// The rules that policies name.
    pub rules: RuleBook,
    /// The policies that hold, and those that do not with the reason.
    pub policies: PolicySet,
    /// When it was published, and until when its publisher stands by it.
    pub data: DataTimes,
    /// Its version.
    pub version: Floor,
    /// What people were told of its policies beforehand.
    pub announcements: SetAnnouncements,
    /// That it is in the public ledger; `None` if it names none, and none is known.
    pub ledger: Option<Ledgered>,
}

/// Why a set holds no bundle.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleError {
    /// The signers cannot be read.
    #[error(transparent)]
    Set(#[from] SetError),
    /// It is not in the ledger in which it has to be.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A target is no array of documents.
    #[error("target `{target}` is not a list of documents")]
    Documents {
        /// The target.
        target: &'static str,
    },
    /// The rules cannot be read.
    #[error(transparent)]
    Rules(#[from] RuleBookError),
    /// Revocation data cannot be read.
    #[error("target `{target}` cannot be read [{code}]")]
    Revocation {
        /// The target.
        target: &'static str,
        /// The code of the cause.
        code: &'static str,
    },
}

impl BundleError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Set(error) => error.code(),
            Self::Ledger(error) => error.code(),
            Self::Documents { .. } => "bundle.not-documents",
            Self::Rules(error) => error.code(),
            Self::Revocation { code, .. } => code,
        }
    }
}

impl Bundle {
    /// Reads what a set holds, if it is in the ledger that is `known` (guarantee G06). A policy
    /// that breaks a guarantee is left out and named in [`PolicySet::refused`], one that tightens
    /// without proof that it was told among them; anything else that is wrong refuses the bundle.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn read(set: &OpenedSet<'_>, known: &Known) -> Result<Self, BundleError> {
        let ledger = check_ledgered(set, known)?;
        let policy = ledger.as_ref().map(|ledgered| &ledgered.policy);
        let announcements = SetAnnouncements::of(set, policy)?;
        let manifest = set.manifest();
        let rules = documents(set, &TargetType::RULES, "rules.v1")?;
        let value_sets = documents(set, &TargetType::VALUE_SETS, "value-sets.v1")?;
        let bytes = |documents: &[String]| -> Vec<Vec<u8>> {
            documents
                .iter()
                .map(|text| text.as_bytes().to_vec())
                .collect()
        };
        let (rules, value_sets) = (bytes(&rules), bytes(&value_sets));
        let rules = RuleBook::parse(
            rules.iter().map(Vec::as_slice),
            value_sets.iter().map(Vec::as_slice),
        )?;
        let policies = documents(set, &TargetType::POLICIES, "policies.v1")?;
        let policies = policies.iter().map(String::as_str);
        let policies = PolicySet::load(policies, &rules, &announcements, manifest.issued_at);
        Ok(Self {
            trust: set.trust()?,
            networks: set.scoped_trust()?,
            revocation: revocation::read(set)?,
            rules,
            policies,
            data: DataTimes {
                issued_at: manifest.issued_at,
                expires_at: manifest.expires_at,
            },
            version: set.floor(),
            announcements,
            ledger,
        })
    }

    /// A verifier that believes whom it names and looks up what it says is revoked. Give each
    /// thread its own.
    #[must_use]
    pub fn verifier(&self) -> Verifier<'_> {
        Verifier::new(&self.trust)
            .with_networks(&self.networks)
            .with_revocation(&self.revocation)
    }
}

/// The items of an array that is all of `bytes`. The set that holds them is bounded.
fn read_array(bytes: &[u8]) -> Option<Vec<Value<'_>>> {
    let limits = CborLimits {
        size_max_bytes: bytes.len(),
        items_max: ITEMS_MAX,
        ..CborLimits::default()
    };
    match parse_value(bytes, &limits) {
        Ok(Value::Array(items)) => Some(items),
        _ => None,
    }
}

/// The texts of a target; none if the set does not have it.
fn documents(
    set: &OpenedSet<'_>,
    kind: &TargetType,
    target: &'static str,
) -> Result<Vec<String>, BundleError> {
    let Ok(bytes) = set.target(kind) else {
        return Ok(Vec::new());
    };
    read_documents(bytes).ok_or(BundleError::Documents { target })
}

/// The texts of a target of documents; `None` if it is none. The opposite of [`documents_target`].
#[must_use]
pub fn read_documents(bytes: &[u8]) -> Option<Vec<String>> {
    let items = read_array(bytes)?;
    let text = |item: Value<'_>| match item {
        Value::Text(text) => Some(text.into_owned()),
        _ => None,
    };
    items.into_iter().map(text).collect()
}

pub use announced::{Rehearsed, SetAnnouncements};
pub use revocation::{
    national_parts, national_target, national_version, read_removed_signers,
    removed_signers_target, slices_overview, slices_target,
};

/// A target of documents, for whoever publishes. Critical are revocations: a verifier that does not
/// know them would accept revoked passes; one that knows no policies decides on none.
#[must_use]
pub fn documents_target<'d>(
    kind: TargetType,
    documents: impl IntoIterator<Item = &'d str>,
) -> Target {
    let items = documents.into_iter().map(Value::from).collect();
    Target {
        critical: kind == TargetType::REVOCATION_BATCHES,
        kind,
        content: encode_deterministic(&Value::Array(items)),
    }
}
