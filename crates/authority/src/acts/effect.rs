//! What follows from an act that takes effect, in its transaction.

use cleanbill_issuer::act::{ActContent, AppointSpec, Body};
use cleanbill_issuer::registry::{Changeset, EpochId, EpochRow, ProductRow, Shard};
use cleanbill_issuer::staff::{RejectedRow, StaffError};
use cleanbill_seal::TokenUse;
use cleanbill_store::ActFile;

use super::rows::{Ids, Place, held_at, with_changes};
use super::setting::check_setting;
use crate::staff::{CEREMONY_CERTIFICATE, KnownStaff, registered_key, tag_of};
use crate::{Authority, AuthorityError};

impl Authority {
    pub(super) async fn effect(
        &self,
        set: &mut Changeset,
        known: &KnownStaff,
        file: &ActFile,
        content: &ActContent,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let place = Place {
            act: file.act.id,
            at: content.at,
        };
        let shard = Shard::default();
        match &content.body {
            Body::OpenOffice(spec) => {
                let mut ids = Ids::reserve(self, shard, 1).await?;
                place.open(set, spec, &mut ids)?;
            }
            Body::Appoint(spec) => self.appoint(set, known, &place, spec, now).await?,
            Body::Dismiss { officer, office } => {
                let mut ids = Ids::reserve(self, shard, 1).await?;
                place.end(set, known, office, Some(*officer), &mut ids)?;
            }
            Body::CloseOffice { office } => {
                let count = held_at(known, office, None).count();
                let mut ids = Ids::reserve(self, shard, count.max(1)).await?;
                place.end(set, known, office, None, &mut ids)?;
            }
            Body::DeclareKey {
                kid,
                certificate,
                not_before,
                not_after,
            } => {
                let der = self.kept_certificate(certificate, now).await?;
                let epochs = self.inner.store.epochs().await?;
                let last = epochs.iter().map(|row| row.id.0).max().unwrap_or(0);
                set.epochs.push(EpochRow {
                    id: EpochId(last.saturating_add(1)),
                    kid: *kid,
                    certificate: der,
                    not_before: *not_before,
                    not_after: *not_after,
                    act: file.act.id,
                });
                return Ok(());
            }
            Body::ApproveProduct {
                product,
                approved_on,
            } => {
                set.products.push(ProductRow {
                    code: product.clone(),
                    approved_on: *approved_on,
                    act: file.act.id,
                });
                return Ok(());
            }
            Body::Configure { name, value } => {
                set.settings
                    .push((check_setting(name, value)?, value.clone()));
                return Ok(());
            }
            Body::Erase { .. } => {
                // The delivery channel serves notices only: nothing is left to give notice of.
                set.channels
                    .extend(file.act.holder.map(|holder| (holder, None)));
                return Ok(());
            }
            _ => return Ok(()),
        }
        self.check_staff_after(set, known, file)
    }

    async fn appoint(
        &self,
        set: &mut Changeset,
        known: &KnownStaff,
        place: &Place,
        spec: &AppointSpec,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let key = spec.key.as_ref().ok_or(StaffError::NoKey)?;
        let (_, credential_id) = registered_key(self, &key.hash(), now).await?;
        let directory = known.verified.directory();
        let office = directory
            .office_id(&spec.office)
            .ok_or(StaffError::NoOffice)?;
        let officer = directory.officer_id(spec.officer);
        let held = known.verified.staff().officer(spec.officer);
        let is_held = held.is_some_and(|officer| {
            let mut appointments = officer.appointments.iter();
            appointments.any(|held| held.ends_at.is_none())
        });
        let mut ids = Ids::reserve(self, Shard::default(), 4).await?;
        let key = (spec, credential_id.as_slice());
        place.appoint(set, key, office, (officer, !is_held), &mut ids)?;
        Ok(())
    }

    /// Verifies offices and officers as they will be: an act that would not count is not written.
    fn check_staff_after(
        &self,
        set: &Changeset,
        known: &KnownStaff,
        file: &ActFile,
    ) -> Result<(), AuthorityError> {
        let mut rows = known.rows.clone();
        // What is held may be older than the proposal.
        rows.acts.retain(|other| other.act.id != file.act.id);
        rows.acts.push(file.clone());
        let rows = with_changes(&rows, set);
        let rps = &self.inner.options.relying_parties;
        let after = KnownStaff::verify(known.founding, rows, rps)?;
        let act = RejectedRow::Act(file.act.id);
        let mut rejected = after.verified.rejected().iter();
        match rejected.find(|rejected| rejected.row == act) {
            Some(rejected) => Err(rejected.why.clone().into()),
            None => Ok(()),
        }
    }

    async fn kept_certificate(&self, hash: &[u8; 32], now: i64) -> Result<Vec<u8>, AuthorityError> {
        let tag = tag_of(&self.inner.ring, TokenUse::Ceremony, hash);
        let row = self.inner.store.ceremony(&tag, now).await?;
        let row = row.filter(|row| row.kind == CEREMONY_CERTIFICATE);
        Ok(row.ok_or(AuthorityError::KeyGone)?.state)
    }
}
