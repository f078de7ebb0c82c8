//! A founding that goes on: what is kept of it between its requests.

use cleanbill_issuer::act::{ActContent, ActKind, AppointSpec, Body, OfficeSpec};
use cleanbill_issuer::approval::Approval;
use cleanbill_issuer::registry::Shard;
use cleanbill_issuer::staff::{Role, StaffError};

use super::key::HeldKey;
use super::{read_blobs, write_blobs};
use crate::AuthorityError;

/// A founding that goes on.
pub(super) struct Draft {
    pub(super) at: i64,
    pub(super) offices: Vec<OfficeSpec>,
    pub(super) officers: Vec<AppointSpec>,
    pub(super) credential_ids: Vec<Vec<u8>>,
    pub(super) approvals: Vec<Approval>,
}

impl Draft {
    pub(super) fn content(&self) -> Result<ActContent, AuthorityError> {
        let first = self.offices.first().ok_or(StaffError::Founders)?;
        Ok(ActContent {
            shard: Shard::default(),
            officer: 1,
            office: first.name.clone(),
            region: first.region.clone(),
            reason: None,
            basis: None,
            evidence: None,
            at: self.at,
            body: Body::Found {
                offices: self.offices.clone(),
                officers: self.officers.clone(),
            },
        })
    }

    pub(super) fn add(&mut self, key: HeldKey) -> Result<(), AuthorityError> {
        let number = self.officers.len();
        let office = self.offices.get(number).ok_or(StaffError::Founders)?;
        let is_taken = self.officers.iter().any(|officer| {
            officer.key.as_ref().map(|key| &key.public_key) == Some(&key.spec.public_key)
        });
        if is_taken {
            return Err(StaffError::KeyTwice.into());
        }
        self.officers.push(AppointSpec {
            officer: i64::try_from(number + 1).unwrap_or(i64::MAX),
            office: office.name.clone(),
            role: Role::OfficeHead,
            key: Some(key.spec),
            login: None,
        });
        self.credential_ids.push(key.credential_id);
        Ok(())
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, AuthorityError> {
        let mut blobs = vec![
            self.at.to_be_bytes().to_vec(),
            self.content()?.body.encode(),
        ];
        blobs.push(vec![u8::try_from(self.credential_ids.len()).unwrap_or(0)]);
        blobs.extend(self.credential_ids.iter().cloned());
        for approval in &self.approvals {
            blobs.push(approval.officer.to_be_bytes().to_vec());
            blobs.push(approval.authenticator_data.clone());
            blobs.push(approval.client_data.clone());
            blobs.push(approval.signature.clone());
            blobs.push(approval.at.to_be_bytes().to_vec());
        }
        let blobs: Vec<&[u8]> = blobs.iter().map(Vec::as_slice).collect();
        write_blobs(&blobs).ok_or(AuthorityError::Damaged)
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut blobs = read_blobs(bytes)?.into_iter();
        let at = read_time(&blobs.next()?)?;
        let Body::Found { offices, officers } = Body::parse(ActKind::Found, &blobs.next()?).ok()?
        else {
            return None;
        };
        let count = *blobs.next()?.first()?;
        let credential_ids: Vec<_> = blobs.by_ref().take(count.into()).collect();
        let mut approvals = Vec::new();
        while let Some(number) = blobs.next() {
            let officer = read_time(&number)?;
            let spec = officers.iter().find(|spec| spec.officer == officer)?;
            let key = spec.key.as_ref()?;
            approvals.push(Approval {
                officer,
                office: spec.office.clone(),
                key: key.hash(),
                form: key.form,
                authenticator_data: blobs.next()?,
                client_data: blobs.next()?,
                signature: blobs.next()?,
                at: read_time(&blobs.next()?)?,
            });
        }
        Some(Self {
            at,
            offices,
            officers,
            credential_ids,
            approvals,
        })
    }
}

fn read_time(bytes: &[u8]) -> Option<i64> {
    bytes.try_into().ok().map(i64::from_be_bytes)
}
