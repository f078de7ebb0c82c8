//! What each act says, beside who did it, when and why.

use cleanbill_cose::cbor::Value;
use cleanbill_crypto::sha256;

use super::list::ActKind;
use crate::code::closed_list;
use crate::staff::{KeyForm, OfficeKind, Role};
use crate::wire::{self, Fields, WireError, encode_record, parse_record};

/// Most passes that one act names: above any cap of two officers for one day.
pub const HANDLES_MAX: usize = 64;
/// Most offices and officers that one founding act names.
pub const FOUNDERS_MAX: usize = 64;
/// Most signing keys that one act withdraws.
pub const KEYS_MAX: usize = 64;
/// The longest public key of an officer, `SubjectPublicKeyInfo`: RSA of 4,096 bits with room.
pub const SPKI_MAX_BYTES: usize = 640;

/// The handle of a pass: SHA-256 of the UCI, first 16 bytes (ADR 0008).
pub type Handle = [u8; 16];
/// A public id: 128 bits that lead to a row only by way of the authority's key.
pub type PublicId = [u8; 16];

closed_list! {
    /// To whom a record is handed.
    Recipient {
        /// A court.
        Court = 1, "court";
        /// The police or a prosecutor.
        Police = 2, "police";
        /// The data protection authority.
        Supervisor = 3, "supervisor";
        /// Another body that a law names.
        Other = 4, "other";
    }
}

/// Passes that an act touches and does not name, as there are too many: how many, and the hash of
/// which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// How many passes.
    pub passes: u32,
    /// SHA-256 of `cleanbill touched 1` and of their handles, in order, each once.
    pub hash: [u8; 32],
}

impl Touched {
    /// Counts and hashes `handles`, which may come in any order and more than once.
    #[must_use]
    pub fn of(handles: &[Handle]) -> Self {
        let mut sorted = handles.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut hashed = b"cleanbill touched 1".to_vec();
        hashed.extend_from_slice(sorted.as_flattened());
        Self {
            passes: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
            hash: sha256(&hashed),
        }
    }
}

/// An office, as it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeSpec {
    /// What it is called; by this name acts speak of it, so it occurs once. No `|`.
    pub name: String,
    /// Its region, ISO 3166-2 or a country's code.
    pub region: String,
    /// What sort of office.
    pub kind: OfficeKind,
}

/// A key that an officer will sign with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpec {
    /// How it signs.
    pub form: KeyForm,
    /// `SubjectPublicKeyInfo`, DER, canonical, at most [`SPKI_MAX_BYTES`].
    pub public_key: Vec<u8>,
    /// SHA-256 of a passkey's credential identifier; `None` for a raw key.
    pub credential: Option<[u8; 32]>,
    /// A passkey's relying party; empty for a raw key.
    pub rp_id: String,
}

impl KeySpec {
    /// By what acts and approvals speak of the key: SHA-256 of `public_key`.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        sha256(&self.public_key)
    }
}

/// An officer, as they are appointed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointSpec {
    /// The officer's stable number, above 0.
    pub officer: i64,
    /// The office's name.
    pub office: String,
    /// As what.
    pub role: Role,
    /// A key that they sign with from now on; needed where they have none. Adding a key to an
    /// appointment that stands is an appointment to the same office and role.
    pub key: Option<KeySpec>,
    /// Keyed tag of a sign-in at an OpenID provider.
    pub login: Option<[u8; 16]>,
}

/// Which record was corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// The person's, which is now of this version, from 2.
    Person {
        /// The new version.
        version: i32,
    },
    /// An event's; a new one stands in its place.
    Event {
        /// The public id of the event that was wrong.
        wrong: PublicId,
        /// The public id of the event in its place.
        right: PublicId,
    },
}

/// What an act says. It names everything by what outsiders can know it by, so that what was signed
/// can be checked without the database: passes by handle, officers by number, offices by name, keys
/// by SHA-256, acts by their hash, holders and events by a public id. It holds no personal data.
///
/// As canonical CBOR an array of the fields in the order below; see `docs/DATA_MODEL.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Passes are issued: one, or a sheet of light passes.
    Issue {
        /// Their handles, 1 to [`HANDLES_MAX`].
        handles: Vec<Handle>,
        /// The key identifier that signed.
        kid: [u8; 8],
        /// Whether they are light passes.
        light: bool,
    },
    /// A pass is issued again.
    Reissue {
        /// The new pass.
        handle: Handle,
        /// The pass that it replaces.
        replaces: Handle,
        /// The key identifier that signed.
        kid: [u8; 8],
    },
    /// A record is corrected.
    Correct {
        /// Whose.
        subject: PublicId,
        /// Which record.
        record: Corrected,
    },
    /// Passes are taken back.
    Revoke {
        /// Their handles, 1 to [`HANDLES_MAX`], in order, each once.
        handles: Vec<Handle>,
    },
    /// An act that took passes away is undone.
    Restore {
        /// The hash of that act.
        undoes: [u8; 32],
    },
    /// An officer is appointed.
    Appoint(Box<AppointSpec>),
    /// An appointment ends, and with it all keys of the officer.
    Dismiss {
        /// The officer's number.
        officer: i64,
        /// The office's name.
        office: String,
    },
    /// An office is opened.
    OpenOffice(OfficeSpec),
    /// An office is closed; the appointments to it end.
    CloseOffice {
        /// Its name.
        office: String,
    },
    /// Signing keys are withdrawn.
    WithdrawKey {
        /// Key identifier and SHA-256 of the DSC of each, 1 to [`KEYS_MAX`].
        keys: Vec<([u8; 8], [u8; 32])>,
    },
    /// A product or lot is withdrawn.
    WithdrawValue {
        /// Product code.
        product: String,
        /// Lot number; `None` is the whole product.
        lot: Option<String>,
        /// The passes that stand on it.
        touched: Touched,
    },
    /// Revocations made elsewhere are taken over.
    ImportRevocations {
        /// SHA-256 of the list.
        source: [u8; 32],
        /// The passes of ours on it.
        touched: Touched,
    },
    /// A reissue is refused.
    RefuseReissue {
        /// The pass that was to be issued again.
        handle: Handle,
    },
    /// A child's record passes into their own hands.
    HandOver {
        /// Whose.
        subject: PublicId,
    },
    /// Somebody may act for a holder.
    Mandate {
        /// For whom.
        subject: PublicId,
        /// Who may.
        representative: PublicId,
        /// Whether they may also ask for corrections and appeal, beside looking.
        may_act: bool,
        /// Until when, Unix seconds.
        ends_at: i64,
    },
    /// A mandate ends.
    EndMandate {
        /// The hash of the act that gave it.
        mandate: [u8; 32],
    },
    /// A person's data key is destroyed.
    Erase {
        /// Whose.
        subject: PublicId,
    },
    /// A record is handed over.
    Disclose {
        /// Whose.
        subject: PublicId,
        /// To whom.
        recipient: Recipient,
        /// From when on the holder sees it, Unix seconds.
        visible_at: i64,
    },
    /// A signing key begins to sign.
    DeclareKey {
        /// Its key identifier.
        kid: [u8; 8],
        /// SHA-256 of its DSC.
        certificate: [u8; 32],
        /// `notBefore`, Unix seconds.
        not_before: i64,
        /// `notAfter`, Unix seconds.
        not_after: i64,
    },
    /// A list of delivered doses is taken over.
    ImportDeliveries {
        /// SHA-256 of the list.
        source: [u8; 32],
        /// How many rows of it.
        rows: u32,
        /// How many doses.
        doses: i64,
    },
    /// Entry of a lot at a clinic is held, or goes on.
    HoldEntry {
        /// The clinic's name.
        office: String,
        /// Product code.
        product: String,
        /// Lot number.
        lot: String,
        /// Whether entry is held from now on.
        held: bool,
    },
    /// A product is approved.
    ApproveProduct {
        /// Product code.
        product: String,
        /// From which day on, days since 1970-01-01.
        approved_on: i32,
    },
    /// A setting changes.
    Configure {
        /// Its name.
        name: String,
        /// Its new value.
        value: String,
    },
    /// An authority begins.
    Found {
        /// Its first offices, at least two.
        offices: Vec<OfficeSpec>,
        /// Its first officers, each with a key; all of them sign.
        officers: Vec<AppointSpec>,
    },
}

impl Body {
    /// What kind of act says this.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Issue { .. } => ActKind::Issue,
            Self::Reissue { .. } => ActKind::Reissue,
            Self::Correct { .. } => ActKind::Correct,
            Self::Revoke { .. } => ActKind::Revoke,
            Self::Restore { .. } => ActKind::Restore,
            Self::Appoint(_) => ActKind::Appoint,
            Self::Dismiss { .. } => ActKind::Dismiss,
            Self::OpenOffice(_) => ActKind::OpenOffice,
            Self::CloseOffice { .. } => ActKind::CloseOffice,
            Self::WithdrawKey { .. } => ActKind::WithdrawKey,
            Self::WithdrawValue { .. } => ActKind::WithdrawValue,
            Self::ImportRevocations { .. } => ActKind::ImportRevocations,
            Self::RefuseReissue { .. } => ActKind::RefuseReissue,
            Self::HandOver { .. } => ActKind::HandOver,
            Self::Mandate { .. } => ActKind::Mandate,
            Self::EndMandate { .. } => ActKind::EndMandate,
            Self::Erase { .. } => ActKind::Erase,
            Self::Disclose { .. } => ActKind::Disclose,
            Self::DeclareKey { .. } => ActKind::DeclareKey,
            Self::ImportDeliveries { .. } => ActKind::ImportDeliveries,
            Self::HoldEntry { .. } => ActKind::HoldEntry,
            Self::ApproveProduct { .. } => ActKind::ApproveProduct,
            Self::Configure { .. } => ActKind::Configure,
            Self::Found { .. } => ActKind::Found,
        }
    }

    /// A revocation of these passes: put in order, each once.
    #[must_use]
    pub fn revoke(mut handles: Vec<Handle>) -> Self {
        handles.sort_unstable();
        handles.dedup();
        Self::Revoke { handles }
    }

    /// As canonical CBOR.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_record(self.fields())
    }

    /// Reads what [`encode`](Self::encode) wrote for an act of this kind.
    ///
    /// # Errors
    /// [`WireError`]; other bytes of the same meaning are refused.
    pub fn parse(kind: ActKind, bytes: &[u8]) -> Result<Self, WireError> {
        parse_record(bytes, |fields| read(kind, fields), Self::encode)
    }

    pub(crate) fn fields(&self) -> Vec<Value<'_>> {
        use wire::{bytes, int};
        match self {
            Self::Issue {
                handles,
                kid,
                light,
            } => {
                vec![write_handles(handles), bytes(kid), Value::Bool(*light)]
            }
            Self::Reissue {
                handle,
                replaces,
                kid,
            } => {
                vec![bytes(handle), bytes(replaces), bytes(kid)]
            }
            Self::Correct { subject, record } => match record {
                Corrected::Person { version } => vec![bytes(subject), int(*version)],
                Corrected::Event { wrong, right } => {
                    vec![bytes(subject), Value::Null, bytes(wrong), bytes(right)]
                }
            },
            Self::Revoke { handles } => vec![write_handles(handles)],
            Self::Appoint(spec) => spec.fields(),
            Self::Dismiss { officer, office } => vec![int(*officer), office.as_str().into()],
            Self::OpenOffice(spec) => spec.fields(),
            Self::CloseOffice { office } => vec![office.as_str().into()],
            Self::WithdrawKey { keys } => vec![wire::list(keys, |(kid, certificate)| {
                Value::Array(vec![bytes(kid), bytes(certificate)])
            })],
            Self::WithdrawValue {
                product,
                lot,
                touched,
            } => vec![
                product.as_str().into(),
                wire::optional_text(lot.as_deref()),
                int(touched.passes),
                bytes(&touched.hash),
            ],
            Self::ImportRevocations { source, touched } => {
                vec![bytes(source), int(touched.passes), bytes(&touched.hash)]
            }
            Self::RefuseReissue { handle } => vec![bytes(handle)],
            Self::Mandate {
                subject,
                representative,
                may_act,
                ends_at,
            } => vec![
                bytes(subject),
                bytes(representative),
                Value::Bool(*may_act),
                int(*ends_at),
            ],
            Self::Restore { undoes: hash } | Self::EndMandate { mandate: hash } => {
                vec![bytes(hash)]
            }
            Self::HandOver { subject } | Self::Erase { subject } => vec![bytes(subject)],
            Self::Disclose {
                subject,
                recipient,
                visible_at,
            } => {
                vec![bytes(subject), int(recipient.number()), int(*visible_at)]
            }
            Self::DeclareKey {
                kid,
                certificate,
                not_before,
                not_after,
            } => {
                vec![
                    bytes(kid),
                    bytes(certificate),
                    int(*not_before),
                    int(*not_after),
                ]
            }
            Self::ImportDeliveries {
                source,
                rows,
                doses,
            } => {
                vec![bytes(source), int(*rows), int(*doses)]
            }
            Self::HoldEntry {
                office,
                product,
                lot,
                held,
            } => vec![
                office.as_str().into(),
                product.as_str().into(),
                lot.as_str().into(),
                Value::Bool(*held),
            ],
            Self::ApproveProduct {
                product,
                approved_on,
            } => {
                vec![product.as_str().into(), int(*approved_on)]
            }
            Self::Configure { name, value } => vec![name.as_str().into(), value.as_str().into()],
            Self::Found { offices, officers } => vec![
                wire::list(offices, |office| Value::Array(office.fields())),
                wire::list(officers, |officer| Value::Array(officer.fields())),
            ],
        }
    }
}

fn write_handles(handles: &[Handle]) -> Value<'_> {
    wire::list(handles, |handle| wire::bytes(handle))
}

fn read(kind: ActKind, f: &mut Fields<'_>) -> Result<Body, WireError> {
    Ok(match kind {
        ActKind::Issue => Body::Issue {
            handles: read_handles(f)?,
            kid: f.bytes()?,
            light: f.bool()?,
        },
        ActKind::Reissue => Body::Reissue {
            handle: f.bytes()?,
            replaces: f.bytes()?,
            kid: f.bytes()?,
        },
        ActKind::Correct => Body::Correct {
            subject: f.bytes()?,
            record: match f.optional_number()? {
                Some(version) => Corrected::Person { version },
                None => Corrected::Event {
                    wrong: f.bytes()?,
                    right: f.bytes()?,
                },
            },
        },
        ActKind::Revoke => Body::Revoke {
            handles: read_handles(f)?,
        },
        ActKind::Restore => Body::Restore { undoes: f.bytes()? },
        ActKind::RefuseReissue => Body::RefuseReissue { handle: f.bytes()? },
        ActKind::HandOver => Body::HandOver {
            subject: f.bytes()?,
        },
        ActKind::Erase => Body::Erase {
            subject: f.bytes()?,
        },
        ActKind::EndMandate => Body::EndMandate {
            mandate: f.bytes()?,
        },
        ActKind::Mandate => Body::Mandate {
            subject: f.bytes()?,
            representative: f.bytes()?,
            may_act: f.bool()?,
            ends_at: f.int()?,
        },
        ActKind::Disclose => Body::Disclose {
            subject: f.bytes()?,
            recipient: f.member(Recipient::from_number)?,
            visible_at: f.int()?,
        },
        _ => return read_of_authority(kind, f),
    })
}

/// Acts about the authority itself, and about more people than one.
fn read_of_authority(kind: ActKind, f: &mut Fields<'_>) -> Result<Body, WireError> {
    Ok(match kind {
        ActKind::Appoint => Body::Appoint(Box::new(AppointSpec::read(f)?)),
        ActKind::Dismiss => Body::Dismiss {
            officer: f.int()?,
            office: f.text()?,
        },
        ActKind::OpenOffice => Body::OpenOffice(OfficeSpec::read(f)?),
        ActKind::CloseOffice => Body::CloseOffice { office: f.text()? },
        ActKind::WithdrawKey => Body::WithdrawKey {
            keys: f.list(KEYS_MAX, |f| f.inner(|f| Ok((f.bytes()?, f.bytes()?))))?,
        },
        ActKind::WithdrawValue => Body::WithdrawValue {
            product: f.text()?,
            lot: f.optional_text()?,
            touched: read_touched(f)?,
        },
        ActKind::ImportRevocations => Body::ImportRevocations {
            source: f.bytes()?,
            touched: read_touched(f)?,
        },
        ActKind::DeclareKey => Body::DeclareKey {
            kid: f.bytes()?,
            certificate: f.bytes()?,
            not_before: f.int()?,
            not_after: f.int()?,
        },
        ActKind::ImportDeliveries => Body::ImportDeliveries {
            source: f.bytes()?,
            rows: f.number()?,
            doses: f.int()?,
        },
        ActKind::HoldEntry => Body::HoldEntry {
            office: f.text()?,
            product: f.text()?,
            lot: f.text()?,
            held: f.bool()?,
        },
        ActKind::ApproveProduct => Body::ApproveProduct {
            product: f.text()?,
            approved_on: f.number()?,
        },
        ActKind::Configure => Body::Configure {
            name: f.text()?,
            value: f.text()?,
        },
        ActKind::Found => Body::Found {
            offices: f.list(FOUNDERS_MAX, |f| f.inner(OfficeSpec::read))?,
            officers: f.list(FOUNDERS_MAX, |f| f.inner(AppointSpec::read))?,
        },
        // The others are read above.
        _ => return Err(f.wrong()),
    })
}

fn read_handles(f: &mut Fields<'_>) -> Result<Vec<Handle>, WireError> {
    f.list(HANDLES_MAX, Fields::bytes)
}

fn read_touched(f: &mut Fields<'_>) -> Result<Touched, WireError> {
    Ok(Touched {
        passes: f.number()?,
        hash: f.bytes()?,
    })
}

impl OfficeSpec {
    fn fields(&self) -> Vec<Value<'_>> {
        let kind = wire::int(self.kind.number());
        vec![self.name.as_str().into(), self.region.as_str().into(), kind]
    }

    fn read(f: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            name: f.text()?,
            region: f.text()?,
            kind: f.member(OfficeKind::from_number)?,
        })
    }
}

impl AppointSpec {
    fn fields(&self) -> Vec<Value<'_>> {
        let key = |key: &KeySpec| wire::int(key.form.number());
        let key = self.key.as_ref().map_or(Value::Null, |spec| {
            Value::Array(vec![
                key(spec),
                Value::Bytes(spec.public_key.clone().into()),
                spec.credential
                    .map_or(Value::Null, |hash| Value::Bytes(hash.to_vec().into())),
                Value::Text(spec.rp_id.clone().into()),
            ])
        });
        vec![
            wire::int(self.officer),
            self.office.as_str().into(),
            wire::int(self.role.number()),
            key,
            wire::optional_bytes(self.login.as_ref()),
        ]
    }

    fn read(f: &mut Fields<'_>) -> Result<Self, WireError> {
        Ok(Self {
            officer: f.int()?,
            office: f.text()?,
            role: f.member(Role::from_number)?,
            key: f.optional_inner(|f| {
                Ok(KeySpec {
                    form: f.member(KeyForm::from_number)?,
                    public_key: f.bytes_up_to(SPKI_MAX_BYTES)?,
                    credential: f.optional_bytes()?,
                    rp_id: f.text()?,
                })
            })?,
            login: f.optional_bytes()?,
        })
    }
}
