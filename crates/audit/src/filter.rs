//! The national filter, built again from what anybody may have, and compared byte for byte.

use std::io::Seek;

use cleanbill_ledger::Hash;
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_publish::universe::UniverseReader;
use cleanbill_publish::{Edition, PublishError, build_filter};
use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::national::{Chain, Limits as NationalLimits};
use cleanbill_revocation::{KeyHash, Limits};
use cleanbill_trust::set::{OpenedSet, TargetType};
use cleanbill_verifier::bundle::national_parts;

use crate::book::Context;
use crate::finding::{LeafFinding, SetFinding, hex};
use crate::findings::Findings;
use crate::log::PREFIX;
use crate::read::{LIST_MAX_BYTES, fetch_object, is_too_large};
use crate::source::{ReadSeek, SourceError};

/// Largest universe file that is read, in bytes: 1.9 thousand million passes.
const UNIVERSE_MAX_BYTES: u64 = 32 << 30;

/// A leaf of a list: its digest, its size in bytes, its place in the log.
pub(crate) type ListLeaf = (Hash, u64, u64);

/// What a set takes away, part by part.
struct Parts {
    filter: Vec<u8>,
    chain: Option<Chain>,
    exact: Vec<KeyHash>,
    edition: u32,
}

/// The list of the ledger, and which of it was met.
struct List {
    handles: Vec<KeyHash>,
    met: Vec<bool>,
}

impl List {
    /// Whether a pass is in the list, which is then noted.
    fn meets(&mut self, key: &KeyHash) -> bool {
        let found = self.handles.binary_search(key).ok();
        if let Some(met) = found.and_then(|at| self.met.get_mut(at)) {
            *met = true;
        }
        found.is_some()
    }
}

/// Checks the filter and the exact list of a set against the ledger's list and universe.
pub(crate) fn check_filter(
    context: &Context<'_>,
    set: &OpenedSet<'_>,
    list: &dyn Fn(Option<u32>) -> Option<ListLeaf>,
    universe: &dyn Fn(&Hash) -> Option<(u64, u64)>,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    let parts = match read_parts(set) {
        Ok(parts) => parts,
        Err(cause) => {
            let edition = 0;
            findings.push(SetFinding::FilterDiffers { edition, cause });
            return Ok(());
        }
    };
    if parts.chain.is_none() && parts.exact.is_empty() {
        return Ok(());
    }
    let wanted = parts.chain.is_some().then_some(parts.edition);
    let Some((digest, size, index)) = list(wanted) else {
        findings.push(SetFinding::ListMissing {
            version: set.floor(),
            edition: parts.edition,
        });
        return Ok(());
    };
    let max = size.min(LIST_MAX_BYTES);
    let path = object_path(&digest);
    let handles = match fetch_object(context.source, index, &path, &digest, max)? {
        Ok(bytes) => bytes.as_chunks::<16>().0.to_vec(),
        Err(finding) => {
            findings.push(finding);
            return Ok(());
        }
    };
    let met = vec![false; handles.len()];
    let mut list = List { handles, met };
    let edition = parts.edition;
    for key in &parts.exact {
        if !list.meets(key) {
            findings.push(extra(edition, key, "exact list"));
        }
    }
    if let Some(chain) = &parts.chain {
        let digest = chain.filter().parts().universe;
        let Some(file) = open_universe(context, &digest, universe, edition, findings)? else {
            return Ok(());
        };
        let compared = compare(file, &parts, chain, &mut list, findings);
        if let Err(error) = compared {
            let cause = error.code();
            findings.push(SetFinding::FilterDiffers { edition, cause });
            return Ok(());
        }
    }
    let unmet = list.handles.iter().zip(&list.met).filter(|(_, met)| !**met);
    for (key, _) in unmet {
        let handle = hex(key);
        findings.push(SetFinding::HandleMissing { edition, handle });
    }
    Ok(())
}

fn extra(edition: u32, key: &KeyHash, place: &'static str) -> SetFinding {
    SetFinding::ExtraHandle {
        edition,
        handle: hex(key),
        place,
    }
}

fn read_parts(set: &OpenedSet<'_>) -> Result<Parts, &'static str> {
    let mut parts = Parts {
        filter: Vec::new(),
        chain: None,
        exact: Vec::new(),
        edition: 0,
    };
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_EXACT) {
        let list = ExactList::parse(bytes, &Limits::DEFAULT).map_err(|error| error.code())?;
        parts.exact = list.keys().to_vec();
    }
    if let Ok(bytes) = set.target(&TargetType::REVOCATION_NATIONAL) {
        let (filter, deltas) = national_parts(bytes).ok_or("bundle.not-documents")?;
        let chain = Chain::open(&filter, &deltas, 0, &NationalLimits::DEFAULT);
        let chain = chain.map_err(|error| error.code())?;
        parts.edition = chain.tip().version;
        (parts.filter, parts.chain) = (filter, Some(chain));
    }
    Ok(parts)
}

/// The universe that the filter says it was built from, if the ledger tells of it.
fn open_universe(
    context: &Context<'_>,
    digest: &Hash,
    universe: &dyn Fn(&Hash) -> Option<(u64, u64)>,
    edition: u32,
    findings: &mut Findings,
) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
    let Some((size, index)) = universe(digest) else {
        // It may have been told before the first leaf that was read.
        if context.past {
            let cause = "audit.target-unledgered";
            findings.push(SetFinding::FilterDiffers { edition, cause });
        }
        return Ok(None);
    };
    let path = format!("{PREFIX}{}", object_path(digest));
    match context.source.open(&path, size.min(UNIVERSE_MAX_BYTES)) {
        Ok(Some(file)) => Ok(Some(file)),
        Ok(None) => {
            findings.push(LeafFinding::Missing { index, path });
            Ok(None)
        }
        Err(error) if is_too_large(&error) => {
            let cause = error.code();
            findings.push(LeafFinding::Differs { index, path, cause });
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Builds the filter again, and asks the published one about every pass of the universe.
fn compare(
    mut file: Box<dyn ReadSeek>,
    parts: &Parts,
    chain: &Chain,
    list: &mut List,
    findings: &mut Findings,
) -> Result<(), PublishError> {
    let edition = parts.edition;
    let header = chain.filter().parts();
    let own = Edition {
        version: header.version,
        issued_at: header.issued_at,
    };
    let built = build_filter(&mut file, own)?;
    let is_same = object_digest(&built.bytes) == object_digest(&parts.filter);
    if !is_same || built.universe.digest != header.universe {
        let cause = "audit.filter-differs";
        findings.push(SetFinding::FilterDiffers { edition, cause });
    }
    // Over deltas the universe's own marks are those of an older edition.
    let marks = chain.tip().version == header.version;
    file.rewind()?;
    let mut reader = UniverseReader::new(file)?;
    while reader.next_epoch()?.is_some() {
        while let Some(record) = reader.next_record()? {
            let (listed, held) = (list.meets(&record.key), chain.holds(&record.key));
            match (held, listed) {
                (true, false) => findings.push(extra(edition, &record.key, "filter")),
                (false, true) => findings.push(SetFinding::HandleMissing {
                    edition,
                    handle: hex(&record.key),
                }),
                (false, false) if marks && record.revoked => {
                    findings.push(extra(edition, &record.key, "universe"));
                }
                _ => {}
            }
        }
    }
    reader.finish()?;
    Ok(())
}
