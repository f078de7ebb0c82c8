//! Which acts take something away, verified from the founding act on.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::act::{ActRecord, Handle, Reason};
use cleanbill_issuer::publisher::{
    Fate, Memory, RejectedAct, Selection, Selector, ShardedAct, Taken, signed_caps,
};
use cleanbill_issuer::registry::{ActId, Shard};
use cleanbill_issuer::staff::{StaffError, StaffRows, VerifiedStaff, verify_staff};
use cleanbill_store::{ActFile, PublisherReader};
use cleanbill_webauthn::RelyingParty;

use super::{Finding, Publishing, PublishingError};
use crate::staff::act_record;

/// Acts that are read together.
const PAGE_ACTS: u32 = 500;

/// What approved acts take away, and what was found on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// Passes that are revoked.
    pub passes: BTreeSet<Handle>,
    /// Signers that are withdrawn: key identifier and SHA-256 of the certificate.
    pub withdrawn: BTreeMap<([u8; 8], [u8; 32]), Taken>,
    /// Signers that were withdrawn by acts which are undone.
    pub restored: BTreeMap<([u8; 8], [u8; 32]), Taken>,
    /// How many acts are published.
    pub acts: usize,
    /// What is not published, or not as it stands in the registry.
    pub findings: Vec<Finding>,
    pub(super) memory: Memory,
    /// The passes that withdrawals touch, by act.
    pub(super) touched: BTreeMap<[u8; 32], Vec<Handle>>,
}

impl Publishing {
    /// Reads all acts that take away, verifies them back to the founding act, and holds them
    /// against what earlier runs saw; at `now` (Unix seconds).
    ///
    /// Nothing is written: [`revocations`](Self::revocations) does that.
    ///
    /// # Errors
    /// [`PublishingError`].
    pub async fn approve(&self, now: i64) -> Result<Approved, PublishingError> {
        let memory = self.folder.memory(self.founding)?;
        memory.check(&self.founding, now)?;
        let rps = &self.options.relying_parties;
        let mut findings = Vec::new();
        let staff = verified_staff(&self.reader, &self.founding, rps, &mut findings).await?;
        let configurations = configurations(&self.reader, &mut findings).await?;
        let most = &self.options.caps;
        let (caps, refused) = signed_caps(&staff, &configurations, rps, most);
        findings.extend(refused.into_iter().map(act));
        let mut selector = Selector::new(&staff, rps, &caps, &memory, now);
        let mut unreadable = 0;
        for shard in self.reader.shards().await? {
            let mut after: Option<ActId> = None;
            loop {
                let page = self.reader.takings(shard, after, PAGE_ACTS).await?;
                unreadable += page.unreadable;
                for file in &page.files {
                    if !self.is_told(shard, file).await? {
                        findings.push(Finding::NotTold {
                            hash: file.act.hash,
                        });
                        continue;
                    }
                    selector.push(&ShardedAct {
                        shard,
                        record: act_record(file),
                        touched: Vec::new(),
                    });
                }
                let Some(last) = page.last else { break };
                after = Some(last);
            }
        }
        if unreadable > 0 {
            findings.push(Finding::Unreadable { rows: unreadable });
        }
        let mut touched = BTreeMap::new();
        for wanted in selector.wanted() {
            if let Some(passes) = self.passes_touched(&wanted).await? {
                touched.insert(wanted.hash, passes.clone());
                selector.give(wanted.hash, passes);
            }
        }
        Ok(approved(selector.finish(), findings, touched))
    }
}

impl Publishing {
    /// Whether an act is in the public ledger, as far as it has to be: a compromised key waits for
    /// nobody.
    async fn is_told(&self, shard: Shard, file: &ActFile) -> Result<bool, PublishingError> {
        let is_free = !self.options.is_ledgered || file.act.reason == Some(Reason::KeyCompromised);
        Ok(is_free || self.reader.is_told(shard, file.act.id).await?)
    }
}

/// Offices and officers as signed acts made them, back to the founding act.
pub(crate) async fn verified_staff(
    reader: &PublisherReader,
    founding: &[u8; 32],
    rps: &[RelyingParty],
    findings: &mut Vec<Finding>,
) -> Result<VerifiedStaff, PublishingError> {
    let rows = reader.staff_rows().await?;
    let acts: Vec<ActRecord> = rows.acts.iter().map(act_record).collect();
    let claimed = StaffRows {
        offices: rows.offices,
        officers: rows.officers,
        keys: rows.keys,
        appointments: rows.appointments,
    };
    let staff = verify_staff(founding, &acts, &claimed, rps)?;
    for rejected in staff.rejected() {
        // An act that waits for signatures is nothing to be alarmed about.
        if rejected.why != StaffError::NotEffective {
            findings.push(Finding::Staff {
                what: Finding::row_name(rejected.row),
                why: rejected.why.clone(),
            });
        }
    }
    Ok(staff)
}

/// All acts that change settings.
pub(crate) async fn configurations(
    reader: &PublisherReader,
    findings: &mut Vec<Finding>,
) -> Result<Vec<ActRecord>, PublishingError> {
    let (mut acts, mut after, mut unreadable) = (Vec::new(), None, 0);
    loop {
        let page = reader.configurations(after, PAGE_ACTS).await?;
        unreadable += page.unreadable;
        acts.extend(page.files.iter().map(act_record));
        let Some(last) = page.last else { break };
        after = Some(last);
    }
    if unreadable > 0 {
        findings.push(Finding::Unreadable { rows: unreadable });
    }
    Ok(acts)
}

fn act(rejected: RejectedAct) -> Finding {
    Finding::Act {
        hash: rejected.hash,
        why: rejected.why,
    }
}

fn approved(
    selection: Selection,
    mut findings: Vec<Finding>,
    mut touched: BTreeMap<[u8; 32], Vec<Handle>>,
) -> Approved {
    findings.extend(selection.rejected.into_iter().map(act));
    findings.extend(selection.lost.into_iter().map(|lost| Finding::Lost {
        hash: lost.hash,
        why: lost.why,
    }));
    let published: BTreeSet<[u8; 32]> = selection
        .memory
        .acts()
        .filter(|(_, known)| known.fate() == Fate::Published)
        .map(|(hash, _)| *hash)
        .collect();
    touched.retain(|hash, _| published.contains(hash));
    Approved {
        passes: selection.passes.into_keys().collect(),
        withdrawn: selection.keys,
        restored: selection.restored_keys,
        acts: published.len(),
        findings,
        memory: selection.memory,
        touched,
    }
}
