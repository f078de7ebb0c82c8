//! Where a pass stands, by the acts about it.

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{ActState, Body, Reason};
use cleanbill_issuer::approval::check_approvals;
use cleanbill_issuer::registry::{ActId, EpochRow, PassId, Shard};
use cleanbill_issuer::ruling::{check_ruling, objected_at};
use cleanbill_store::{ActFile, EventFacts, PassFacts};
use cleanbill_webauthn::RelyingParty;

use crate::staff::{KnownStaff, act_record};
use crate::{Authority, AuthorityError};

/// Where a pass stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassStatus {
    /// It counts.
    Valid,
    /// It counts, and another was issued in its place.
    Replaced,
    /// It counts, and will not from `effective_at` on (Unix seconds), unless the holder objects.
    Noticed {
        /// Why.
        reason: Reason,
        /// From when on.
        effective_at: i64,
    },
    /// It was taken back.
    Revoked {
        /// Why.
        reason: Reason,
        /// Since when, Unix seconds.
        since: i64,
    },
    /// Its time is over.
    Expired,
}

/// What takes passes away, as far as it concerns one holder.
pub(crate) struct Takings {
    takings: Vec<Taking>,
    epochs: Vec<EpochRow>,
}

/// The act that takes a pass away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TakingAct {
    /// Where its row lies.
    pub(crate) shard: Shard,
    /// Its key.
    pub(crate) id: ActId,
    /// Its hash.
    pub(crate) hash: [u8; 32],
    /// Whether it is about many, and names no holder.
    pub(crate) is_about_many: bool,
}

struct Taking {
    act: TakingAct,
    body: Body,
    reason: Reason,
    at: i64,
    state: ActState,
    effective_at: i64,
}

impl Authority {
    /// Reads the acts about a holder, and withdrawals, which are about many.
    pub(crate) async fn takings(
        &self,
        known: &KnownStaff,
        shard: Shard,
        acts: &[ActFile],
    ) -> Result<Takings, AuthorityError> {
        let withdrawals = self.inner.store.withdrawals(Shard::default()).await?;
        let mut takings = Vec::new();
        let of_holder = acts.iter().map(|file| (shard, file));
        let all = of_holder.chain(withdrawals.iter().map(|file| (Shard::default(), file)));
        for (shard, file) in all.filter(|(_, file)| file.act.kind.takes_away()) {
            // A row that nobody signed takes nothing away.
            takings.extend(taking(
                known,
                shard,
                file,
                &self.inner.options.relying_parties,
            ));
        }
        Ok(Takings {
            takings,
            epochs: self.inner.store.epochs().await?,
        })
    }
}

fn taking(
    known: &KnownStaff,
    shard: Shard,
    file: &ActFile,
    rps: &[RelyingParty],
) -> Option<Taking> {
    let directory = known.verified.directory();
    let signed = directory.signed(&act_record(file), shard).ok()?;
    let staff = known.verified.staff();
    check_approvals(&signed.content, &signed.approvals, staff, rps).ok()?;
    let content = &signed.content;
    let standing = Course {
        id: file.act.id,
        content,
        steps: &file.steps,
    }
    .standing()
    .ok()?;
    let state = standing.state?;
    // Steps that say that somebody decided decide nothing (G09).
    if let Some(at) = objected_at(&file.steps).filter(|_| state == ActState::Effective) {
        check_ruling(&signed, at, staff, rps).ok()?;
    }
    let content = &signed.content;
    matches!(
        state,
        ActState::Noticed | ActState::Contested | ActState::Effective
    )
    .then_some(Taking {
        act: TakingAct {
            shard,
            id: file.act.id,
            hash: signed.hash,
            is_about_many: file.act.holder.is_none(),
        },
        reason: content.reason?,
        at: content.at,
        body: content.body.clone(),
        effective_at: standing.effective_at?,
        state,
    })
}

impl Takings {
    /// Whether issuing this pass again was refused, by an act in force.
    pub(crate) fn refuse_reissue(&self, pass: &PassFacts) -> bool {
        self.takings.iter().any(|taking| {
            let of_pass = |handle| handle == pass.handle;
            taking.state == ActState::Effective
                && matches!(taking.body, Body::RefuseReissue { handle } if of_pass(handle))
        })
    }

    /// The acts that take this pass away, or will: those in force first.
    pub(crate) fn acts(
        &self,
        known: &(impl Fn(&str, Option<&str>) -> Tag + ?Sized),
        pass: &PassFacts,
        event: Option<&EventFacts>,
    ) -> Vec<TakingAct> {
        let of_pass = |taking: &&Taking| self.is_of_pass(taking, known, pass, event);
        let mut found: Vec<_> = self.takings.iter().filter(of_pass).collect();
        found.sort_by_key(|taking| taking.state != ActState::Effective);
        found.iter().map(|taking| taking.act).collect()
    }

    /// The same without these acts: a reviewer decided for the holder against them.
    pub(crate) fn without(mut self, acts: &[TakingAct]) -> Self {
        self.takings.retain(|taking| !acts.contains(&taking.act));
        self
    }

    fn is_of_pass(
        &self,
        taking: &Taking,
        known: &(impl Fn(&str, Option<&str>) -> Tag + ?Sized),
        pass: &PassFacts,
        event: Option<&EventFacts>,
    ) -> bool {
        match &taking.body {
            Body::Revoke { handles } => handles.contains(&pass.handle),
            Body::WithdrawKey { keys } => self.epochs.iter().any(|epoch| {
                epoch.id == pass.epoch && keys.contains(&(epoch.kid, sha256(&epoch.certificate)))
            }),
            Body::WithdrawValue { product, lot, .. } => {
                let tag = known(product, lot.as_deref());
                let is_of = event.is_some_and(|event| match tag {
                    Tag::Product(tag) => event.product_tag == tag,
                    Tag::Lot(tag) => event.lot_tag == tag,
                });
                is_of && pass.issued_at < taking.at
            }
            _ => false,
        }
    }

    /// Where a pass stands.
    pub(crate) fn status(
        &self,
        known: &(impl Fn(&str, Option<&str>) -> Tag + ?Sized),
        pass: &PassFacts,
        event: Option<&EventFacts>,
        replaced: &[PassId],
        now: i64,
    ) -> PassStatus {
        let of_pass = |taking: &&Taking| self.is_of_pass(taking, known, pass, event);
        let in_force = |taking: &&Taking| taking.state == ActState::Effective;
        let mut all = self.takings.iter().filter(of_pass);
        if let Some(taking) = all.clone().find(in_force) {
            return PassStatus::Revoked {
                reason: taking.reason,
                since: taking.effective_at,
            };
        }
        if pass.expires_at <= now {
            return PassStatus::Expired;
        }
        match all.next() {
            Some(taking) => PassStatus::Noticed {
                reason: taking.reason,
                effective_at: taking.effective_at,
            },
            None if replaced.contains(&pass.id) => PassStatus::Replaced,
            None => PassStatus::Valid,
        }
    }
}

/// The tag that events of a product or a lot carry.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tag {
    Product([u8; 8]),
    Lot([u8; 8]),
}
