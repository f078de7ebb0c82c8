//! The one spelling of each body in CBOR.

use cleanbill_cose::cbor::Value;

use super::body::{Body, FOUNDERS_MAX, HANDLES_MAX, Handle, KEYS_MAX};
use super::list::ActKind;
use super::spec::{
    AppointSpec, Corrected, KeySpec, OfficeSpec, Recipient, SPKI_MAX_BYTES, Touched,
};
use crate::staff::{KeyForm, OfficeKind, Role};
use cleanbill_cose::record::{self, Fields, WireError};

impl Body {
    pub(crate) fn fields(&self) -> Vec<Value<'_>> {
        use record::{bytes, int};
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
            _ => self.fields_of_authority(),
        }
    }

    /// Acts about the authority itself, and about more people than one.
    fn fields_of_authority(&self) -> Vec<Value<'_>> {
        use record::{bytes, int};
        match self {
            Self::Appoint(spec) => spec.fields(),
            Self::Dismiss { officer, office } => vec![int(*officer), office.as_str().into()],
            Self::OpenOffice(spec) => spec.fields(),
            Self::CloseOffice { office } => vec![office.as_str().into()],
            Self::WithdrawKey { keys } => vec![record::list(keys, |(kid, certificate)| {
                Value::Array(vec![bytes(kid), bytes(certificate)])
            })],
            Self::WithdrawValue {
                product,
                lot,
                touched,
            } => vec![
                product.as_str().into(),
                record::optional_text(lot.as_deref()),
                int(touched.passes),
                bytes(&touched.hash),
            ],
            Self::ImportRevocations { source, touched } => {
                vec![bytes(source), int(touched.passes), bytes(&touched.hash)]
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
                record::list(offices, |office| Value::Array(office.fields())),
                record::list(officers, |officer| Value::Array(officer.fields())),
            ],
            // The others are written above.
            _ => Vec::new(),
        }
    }
}

fn write_handles(handles: &[Handle]) -> Value<'_> {
    record::list(handles, |handle| record::bytes(handle))
}

pub(super) fn read(kind: ActKind, f: &mut Fields<'_>) -> Result<Body, WireError> {
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
        let kind = record::int(self.kind.number());
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
        let key = |key: &KeySpec| record::int(key.form.number());
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
            record::int(self.officer),
            self.office.as_str().into(),
            record::int(self.role.number()),
            key,
            record::optional_bytes(self.login.as_ref()),
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
