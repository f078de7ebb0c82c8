//! One event becomes a pass: all of its rows, without a database.

use cleanbill_hcert::dcc::EntryKind;
use cleanbill_health::Ground;
use cleanbill_issuer::act::{ActContent, ActKeys, Body};
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::holder::{DocumentHash, EventRecord, PersonRecord, document_match_key};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, ActRow, DataKeyRow, EventId, EventRow, HolderId, LeafId, LeafRow,
    Lookup, LookupKind, PassId, PassRow, PersonRow, Shard, TallyKey,
};
use cleanbill_issuer::staff::{Purpose, Source};
use cleanbill_seal::{DataKey, KeyRing, Place, commitment};
use zeroize::Zeroizing;

use super::batch::Hashes;
use crate::entropy::Drawn;
use crate::forms::{SignedForm, Signing};
use crate::intake::{Document, Intake};
use crate::{AuthorityError, Caller};

/// How many internal keys one pass takes: holder, event, pass, act, access entry, leaf.
pub(crate) const IDS_PER_PASS: i64 = 6;

/// Under what all passes of a batch are issued.
pub(crate) struct Line<'a> {
    pub(crate) ring: &'a KeyRing,
    pub(crate) signing: Signing<'a>,
    pub(crate) caller: &'a Caller,
    pub(crate) source: Source,
    pub(crate) shard: Shard,
    pub(crate) now: i64,
}

/// Whose pass it is.
pub(crate) enum Whose<'k> {
    /// Somebody who is not known yet.
    New,
    /// A holder, whose record is added to.
    Known(HolderId, &'k DataKey),
}

/// One pass and all that is kept of it.
pub(crate) struct Made {
    pub(crate) person: Option<(PersonRow, DataKeyRow)>,
    pub(crate) event: EventRow,
    pub(crate) pass: PassRow,
    pub(crate) act: ActRow,
    pub(crate) access: AccessRow,
    pub(crate) leaf: LeafRow,
    pub(crate) lookups: Vec<(LookupKind, Lookup)>,
    pub(crate) tally: TallyKey,
    pub(crate) signed: SignedForm,
    /// The secret of the commitment, for the holder.
    pub(crate) secret: Zeroizing<[u8; 32]>,
    /// The data key of a new holder.
    pub(crate) data_key: Option<DataKey>,
}

impl Line<'_> {
    /// Makes the pass. `ids` is the first of [`IDS_PER_PASS`] keys that nobody else has.
    pub(crate) fn make(
        &self,
        intake: &Intake,
        hashes: Hashes,
        whose: Whose<'_>,
        ids: i64,
        drawn: &mut Drawn<'_>,
    ) -> Result<Made, AuthorityError> {
        let keys = Keys::new(ids, &whose);
        let lot = intake.lot.as_deref();
        let (request, form) = (&intake.request, &intake.form);
        let signed = self
            .signing
            .sign(request, lot, form, self.now, drawn.array())?;
        let (fresh, person) = match whose {
            Whose::Known(..) => (None, None),
            Whose::New => {
                let (key, row) =
                    self.ring
                        .generate_data_key(self.shard, keys.holder, &mut |bytes| {
                            drawn.fill(bytes)
                        })?;
                let person = self.person(intake, &keys, &key, drawn)?;
                (Some(key), Some((person, row)))
            }
        };
        let data_key = match (&whose, &fresh) {
            (Whose::Known(_, key), _) => *key,
            (Whose::New, Some(key)) => key,
            (Whose::New, None) => return Err(AuthorityError::Damaged),
        };
        let record = EventRecord::of(
            &intake.request,
            intake.lot.as_deref(),
            intake.record.as_deref(),
        )?;
        let secret = data_key.commitment_secret(keys.pass)?;
        Ok(Made {
            lookups: self.lookups(intake, hashes, &keys, &signed, person.is_some()),
            tally: self.tally(&record),
            event: self.event(&record, &keys, data_key, drawn)?,
            pass: self.pass(&keys, data_key, &signed, drawn)?,
            act: self.act(&keys, &signed),
            access: self.access(&keys),
            leaf: LeafRow {
                id: keys.leaf,
                kind: LeafKind::Commitment,
                act: Some(keys.act),
                body: commitment(&secret, &signed.bytes).to_vec(),
            },
            person,
            signed,
            secret,
            data_key: fresh,
        })
    }

    fn person(
        &self,
        intake: &Intake,
        keys: &Keys,
        data_key: &DataKey,
        drawn: &mut Drawn<'_>,
    ) -> Result<PersonRow, AuthorityError> {
        let mut record = PersonRecord::of(&intake.request, None);
        if let Some(Document {
            kind,
            country,
            number,
        }) = &intake.document
        {
            let hashed = DocumentHash::of(*kind, country, number, drawn.array());
            if let Some(hashed) = hashed {
                record = record
                    .with_document(hashed)
                    .ok_or(AuthorityError::Damaged)?;
            }
        }
        let place = Place::person(self.shard, keys.holder, 1);
        let plain = Zeroizing::new(record.encode());
        Ok(PersonRow {
            holder: keys.holder,
            version: 1,
            act: keys.act,
            sealed: data_key.seal(place, &plain, drawn.array())?,
        })
    }

    fn event(
        &self,
        record: &EventRecord,
        keys: &Keys,
        data_key: &DataKey,
        drawn: &mut Drawn<'_>,
    ) -> Result<EventRow, AuthorityError> {
        let product = record.product().unwrap_or_default();
        let lot = record.lot().unwrap_or_default();
        let place = Place::event(self.shard, keys.holder, keys.event);
        let plain = Zeroizing::new(record.encode());
        Ok(EventRow {
            id: keys.event,
            holder: keys.holder,
            corrects: None,
            office: self.caller.office,
            source: self.source,
            product_tag: self.ring.product_tag(product),
            lot_tag: self.ring.lot_tag(product, lot),
            act: keys.act,
            sealed: data_key.seal(place, &plain, drawn.array())?,
        })
    }

    fn pass(
        &self,
        keys: &Keys,
        data_key: &DataKey,
        signed: &SignedForm,
        drawn: &mut Drawn<'_>,
    ) -> Result<PassRow, AuthorityError> {
        let place = Place::pass(self.shard, keys.holder, keys.pass);
        Ok(PassRow {
            id: keys.pass,
            holder: keys.holder,
            event: keys.event,
            replaces: None,
            act: keys.act,
            handle: signed.handle,
            epoch: signed.epoch,
            light: false,
            form: signed.form,
            issued_at: signed.issued_at,
            expires_at: signed.expires_at,
            sealed: data_key.seal(place, &signed.bytes, drawn.array())?,
        })
    }

    fn act(&self, keys: &Keys, signed: &SignedForm) -> ActRow {
        let content = ActContent {
            shard: self.shard,
            officer: self.caller.number,
            office: self.caller.office_name.clone(),
            region: self.caller.region.clone(),
            reason: None,
            basis: None,
            evidence: None,
            at: self.now,
            body: Body::Issue {
                handles: vec![signed.handle],
                kid: signed.kid,
                light: false,
            },
        };
        content.to_row(ActKeys {
            id: keys.act,
            holder: Some(keys.holder),
            pass: Some(keys.pass),
            target: None,
            officer: self.caller.officer,
            office: self.caller.office,
        })
    }

    fn access(&self, keys: &Keys) -> AccessRow {
        AccessRow {
            id: keys.access,
            holder: keys.holder,
            officer: self.caller.officer,
            office: self.caller.office,
            role: self.caller.role,
            purpose: Purpose::Issue,
            basis: None,
            act: Some(keys.act),
            at: self.now,
            visible_at: self.now,
        }
    }

    fn lookups(
        &self,
        intake: &Intake,
        hashes: Hashes,
        keys: &Keys,
        signed: &SignedForm,
        is_new: bool,
    ) -> Vec<(LookupKind, Lookup)> {
        let to = |hash, target| Lookup { hash, target };
        let mut lookups = vec![(LookupKind::Handle, to(signed.handle, keys.pass.0))];
        if let Some(hash) = hashes.record {
            lookups.push((LookupKind::Record, to(hash, keys.event.0)));
        }
        if is_new {
            if let Some(hash) = hashes.document {
                lookups.push((LookupKind::Document, to(hash, keys.holder.0)));
            }
            for key in PersonRecord::of(&intake.request, None).match_keys() {
                let hash = self.ring.lookup_hash(LookupKind::PersonMatch, &[&key]);
                lookups.push((LookupKind::PersonMatch, to(hash, keys.holder.0)));
            }
        }
        lookups
    }

    fn tally(&self, record: &EventRecord) -> TallyKey {
        TallyKey {
            day: day_of(self.now),
            office: self.caller.office,
            ground: ground(record.ground()),
            product: record.product().unwrap_or_default().to_owned(),
            lot: record.lot().unwrap_or_default().to_owned(),
        }
    }
}

/// The ground as the common model calls it.
pub(crate) const fn ground(kind: EntryKind) -> Ground {
    match kind {
        EntryKind::Vaccination => Ground::Vaccination,
        EntryKind::Test => Ground::Test,
        EntryKind::Recovery => Ground::Recovery,
        EntryKind::Exemption => Ground::Exemption,
    }
}

/// What leads to the event of a record that its source named: the source is an office.
pub(crate) fn record_hash(ring: &KeyRing, caller: &Caller, intake: &Intake) -> Option<[u8; 16]> {
    let record = intake.record.as_deref()?;
    let office = caller.office_name.as_bytes();
    Some(ring.lookup_hash(LookupKind::Record, &[office, record.as_bytes()]))
}

/// What leads to the holder of a document.
pub(crate) fn document_hash(ring: &KeyRing, intake: &Intake) -> Option<[u8; 16]> {
    let document = intake.document.as_ref()?;
    let key = document_match_key(document.kind, &document.country, &document.number)?;
    Some(ring.lookup_hash(LookupKind::Document, &[&key]))
}

/// What leads to the holder of a document whose holder was erased: whoever shows it again is
/// somebody new, and no look-up is ever taken away.
pub(crate) fn hash_after_erasure(ring: &KeyRing, document: &[u8; 16]) -> [u8; 16] {
    ring.lookup_hash(LookupKind::Document, &[b"after erasure", document])
}

/// The internal keys of one pass.
struct Keys {
    holder: HolderId,
    event: EventId,
    pass: PassId,
    act: ActId,
    access: AccessId,
    leaf: LeafId,
}

impl Keys {
    const fn new(first: i64, whose: &Whose<'_>) -> Self {
        Self {
            holder: match whose {
                Whose::New => HolderId(first),
                Whose::Known(holder, _) => *holder,
            },
            event: EventId(first + 1),
            pass: PassId(first + 2),
            act: ActId(first + 3),
            access: AccessId(first + 4),
            leaf: LeafId(first + 5),
        }
    }
}
