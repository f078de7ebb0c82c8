//! Offices and officers as signed acts made them, kept until the rows change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use cleanbill_crypto::sha256;
use cleanbill_issuer::act::{ActKind, ActRecord, Body};
use cleanbill_issuer::registry::{OfficerId, OfficerKeyId, Shard};
use cleanbill_issuer::staff::{
    KeyForm, RejectedRow, StaffRows as IssuerRows, VerifiedStaff, verify_staff,
};
use cleanbill_store::{ActFile, StaffRows, StaffVersion};
use cleanbill_webauthn::{CredentialKey, Descriptor, RelyingParty};

use super::pin;
use crate::{Authority, AuthorityError, Caller};

/// Who works in the authority.
#[derive(Debug)]
pub(crate) struct KnownStaff {
    pub(crate) verified: VerifiedStaff,
    pub(crate) rows: StaffRows,
    pub(crate) founding: [u8; 32],
    /// Officers' numbers by the tag of how they sign in at an OpenID provider.
    logins: BTreeMap<[u8; 16], i64>,
}

/// What was known last, and at which version of the rows.
#[derive(Default)]
pub(crate) struct StaffCache(Mutex<Option<(StaffVersion, Arc<KnownStaff>)>>);

/// A passkey that an officer signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInKey {
    /// The officer's number.
    pub officer: i64,
    /// Verifies their assertions.
    pub public_key: CredentialKey,
    /// The relying party that it was made for.
    pub rp_id: String,
}

pub(crate) fn act_record(file: &ActFile) -> ActRecord {
    ActRecord {
        row: file.act.clone(),
        steps: file.steps.clone(),
        approvals: file.approvals.clone(),
        ruling: file.ruling.clone(),
    }
}

impl KnownStaff {
    /// Works out who may do what: from signed acts, back to the founding one.
    pub(crate) fn verify(
        founding: [u8; 32],
        rows: StaffRows,
        rps: &[RelyingParty],
    ) -> Result<Self, AuthorityError> {
        let acts: Vec<ActRecord> = rows.acts.iter().map(act_record).collect();
        let claimed = IssuerRows {
            offices: rows.offices.clone(),
            officers: rows.officers.clone(),
            keys: rows.keys.clone(),
            appointments: rows.appointments.clone(),
        };
        let verified = verify_staff(&founding, &acts, &claimed, rps)?;
        let mut known = Self {
            logins: BTreeMap::new(),
            verified,
            rows,
            founding,
        };
        known.logins = known.signed_logins();
        Ok(known)
    }

    /// Logins that acts in force speak of; rows alone log nobody in.
    fn signed_logins(&self) -> BTreeMap<[u8; 16], i64> {
        let rejected: BTreeSet<_> = self
            .verified
            .rejected()
            .iter()
            .filter_map(|rejected| match rejected.row {
                RejectedRow::Act(act) => Some(act),
                _ => None,
            })
            .collect();
        let mut logins = BTreeMap::new();
        for file in &self.rows.acts {
            let act = &file.act;
            let content = self.verified.directory().content(act, Shard::default());
            let (Ok(content), false) = (content, rejected.contains(&act.id)) else {
                continue;
            };
            let specs = match content.body {
                Body::Appoint(spec) => vec![*spec],
                Body::Found { officers, .. } => officers,
                _ => Vec::new(),
            };
            for spec in specs {
                // The first act that names a login has it.
                if let Some(tag) = spec.login {
                    logins.entry(tag).or_insert(spec.officer);
                }
            }
        }
        logins
    }

    /// The officer as they stand now.
    pub(crate) fn caller(&self, number: i64, now: i64) -> Result<Caller, AuthorityError> {
        let staff = self.verified.staff();
        let directory = self.verified.directory();
        let (office_name, role) = staff
            .roles_at(number, now)
            .next()
            .ok_or(AuthorityError::NotAppointed)?;
        let office = staff.office(office_name);
        let ids = directory
            .officer_id(number)
            .zip(directory.office_id(office_name));
        let ((officer, office_id), office) = ids.zip(office).ok_or(AuthorityError::NotAppointed)?;
        Ok(Caller {
            officer,
            number,
            office: office_id,
            office_name: office_name.to_owned(),
            region: office.spec.region.clone(),
            role,
        })
    }

    /// The row of the key of this SHA-256.
    pub(crate) fn key_id(&self, hash: &[u8; 32]) -> Option<OfficerKeyId> {
        let directory = self.verified.directory();
        let mut rows = self.rows.keys.iter();
        let row = rows.find(|row| directory.key(row.id).as_ref() == Some(hash));
        row.map(|row| row.id)
    }

    /// The identifiers of an officer's passkeys, to ask for an answer by one of them.
    pub(crate) fn descriptors(&self, number: i64, now: i64) -> Vec<Descriptor> {
        let (staff, directory) = (self.verified.staff(), self.verified.directory());
        let rows = self.rows.keys.iter().filter(|row| {
            let hash = directory.key(row.id);
            let held = hash.and_then(|hash| staff.key_at(number, &hash, now));
            row.form == KeyForm::Passkey && held.is_some()
        });
        let descriptor = |id: &Vec<u8>| Descriptor {
            id: id.clone(),
            transports: Vec::new(),
        };
        rows.map(|row| descriptor(&row.credential_id)).collect()
    }
}

impl Authority {
    /// Who works here: verified anew where rows were added since.
    pub(crate) async fn known_staff(&self) -> Result<Arc<KnownStaff>, AuthorityError> {
        let inner = &self.inner;
        let version = inner.store.staff_version().await?;
        let cached = |at: StaffVersion| {
            let held = inner.staff.0.lock().unwrap_or_else(PoisonError::into_inner);
            let held = held.as_ref().filter(|(version, _)| *version == at);
            held.map(|(_, known)| known.clone())
        };
        if let Some(known) = cached(version) {
            return Ok(known);
        }
        let rows = inner.store.staff_rows().await?;
        let founding = self.founding_hash(&rows)?;
        let rps = inner.options.relying_parties.clone();
        let verify = move || KnownStaff::verify(founding, rows, &rps);
        let known = tokio::task::spawn_blocking(verify).await;
        let known = Arc::new(known.map_err(|_| AuthorityError::Damaged)??);
        let rejected = known.verified.rejected().len();
        if rejected > 0 {
            // Open acts are among them; rows that no act made are an alarm.
            tracing::info!(rejected, "offices and officers verified");
        }
        let mut held = inner.staff.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some((version, known.clone()));
        drop(held);
        Ok(known)
    }

    fn founding_hash(&self, rows: &StaffRows) -> Result<[u8; 32], AuthorityError> {
        let path = self.inner.options.founding.as_deref();
        let pinned = path.map(pin::read).transpose()?.flatten();
        let has_founding = rows.acts.iter().any(|file| file.act.kind == ActKind::Found);
        match pinned {
            Some(hash) => Ok(hash),
            None if has_founding => Err(AuthorityError::NotPinned),
            None => Err(AuthorityError::NotFounded),
        }
    }

    /// Whether the authority was founded, and its founding act is pinned.
    ///
    /// # Errors
    /// [`AuthorityError::NotPinned`], [`AuthorityError::Staff`], [`AuthorityError::Store`].
    pub async fn is_founded(&self) -> Result<bool, AuthorityError> {
        match self.known_staff().await {
            Ok(_) => Ok(true),
            Err(AuthorityError::NotFounded) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The officer of this number, as signed acts made them and as they stand at `now`.
    ///
    /// # Errors
    /// [`AuthorityError::NotAppointed`], also for whom only rows know.
    pub async fn caller(&self, number: i64, now: i64) -> Result<Caller, AuthorityError> {
        self.known_staff().await?.caller(number, now)
    }

    /// As [`caller`](Self::caller), by the key of the officer's row: a session knows that.
    ///
    /// # Errors
    /// As [`caller`](Self::caller).
    pub async fn caller_of(&self, officer: OfficerId, now: i64) -> Result<Caller, AuthorityError> {
        let known = self.known_staff().await?;
        let number = known.verified.directory().officer(officer);
        known.caller(number.ok_or(AuthorityError::NotAppointed)?, now)
    }

    /// The passkey of this identifier, if an officer has it at `now`.
    ///
    /// # Errors
    /// [`AuthorityError::NotAppointed`].
    pub async fn sign_in_key(
        &self,
        credential_id: &[u8],
        now: i64,
    ) -> Result<SignInKey, AuthorityError> {
        let known = self.known_staff().await?;
        let hash = Some(sha256(credential_id));
        for (officer, held) in known.verified.staff().officers() {
            let mut keys = held.keys.iter().filter(|key| {
                let ended = key.ends_at.is_some_and(|end| now >= end);
                key.spec.credential == hash && now > key.origin.at && !ended
            });
            if let Some(key) = keys.next() {
                let public_key = CredentialKey::from_spki_der(&key.spec.public_key);
                return Ok(SignInKey {
                    officer,
                    public_key: public_key.map_err(|_| AuthorityError::Damaged)?,
                    rp_id: key.spec.rp_id.clone(),
                });
            }
        }
        Err(AuthorityError::NotAppointed)
    }

    /// The number of the officer who signs in as this subject of this OpenID provider, as the act
    /// of their appointment says.
    ///
    /// # Errors
    /// [`AuthorityError::NotAppointed`].
    pub async fn officer_of_login(
        &self,
        provider: &str,
        subject: &str,
    ) -> Result<i64, AuthorityError> {
        let known = self.known_staff().await?;
        let tag = self.inner.ring.login_tag(provider, subject);
        let number = known.logins.get(&tag).copied();
        number.ok_or(AuthorityError::NotAppointed)
    }
}
