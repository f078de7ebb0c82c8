//! The national filter from the installed one and the deltas that it lacks: a few kilobytes for a
//! day, instead of all of it.

use cleanbill_crypto::sha256;
use cleanbill_revocation::national::{Chain, Limits};
use cleanbill_trust::set::TargetEntry;
use cleanbill_verifier::bundle::{national_parts, national_target};

use super::source::{Got, Source};
use crate::files::delta_path;

/// Most deltas that are fetched one by one: a month. Past that the whole is asked for.
const DELTAS_MAX: usize = 31;

/// The target that the manifest lists, and what it cost. `None` if it cannot be had this way, for
/// whatever reason: another filter, a gap, a server that lies. The digest decides.
pub(super) async fn go_on(
    source: &Source,
    entry: &TargetEntry,
    installed: &[u8],
) -> Option<(Vec<u8>, u64)> {
    let (filter, mut deltas) = national_parts(installed)?;
    let chain = Chain::open(&filter, &deltas, 0, &Limits::DEFAULT).ok()?;
    let mut tip = chain.tip().digest;
    let mut content = installed.to_vec();
    let mut cost = 0_u64;
    for _ in 0..DELTAS_MAX {
        let room = u64::from(entry.size_bytes).checked_sub(content.len() as u64)?;
        if room == 0 {
            break;
        }
        let Ok(Got::Bytes(delta)) = source.get(&delta_path(&tip), room, None).await else {
            return None;
        };
        if delta.is_empty() {
            return None;
        }
        cost = cost.saturating_add(delta.len() as u64);
        tip = sha256(&delta);
        deltas.extend_from_slice(&delta);
        content = national_target(&filter, &deltas).content;
    }
    entry.matches(&content).then_some((content, cost))
}
