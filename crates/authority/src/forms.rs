//! In which form a pass is issued, and by which key (ADR 0037).
//!
//! ```text
//! Intake { request, lot, form } ─ Signing ─┬ dcc:  SigningKey ─ HC1, claim 1 ─┐
//!                                          ├ icvp: FormKey ─ HC1, claim −6 ───┼─ SignedForm ─ rows
//!                                          └ shc:  FormKey ─ JWS ─────────────┘
//! ```
//!
//! One key signs one form. Whatever the form, a pass is the same rows: event, act, access entry,
//! leaf, pass; there is no way to sign one without them.

use std::fmt;
use std::sync::Arc;

use cleanbill_crypto::Signer;
use cleanbill_hcert::light::encode_light;
use cleanbill_hcert::{Decoder, Limits, Payload, read_payload};
use cleanbill_issuer::act::Handle;
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::{
    CertificateDetails, Form, IssueError, KeyEpoch, NO_END, PassRequest, certificate_of,
    issue_card, issue_icvp, issue_signed, render_text,
};
use cleanbill_shc::code_text;

use crate::{AuthorityError, SigningKey};

/// In which form a pass is asked for, with what that form alone says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum InForm {
    /// The EU's certificate.
    #[default]
    Dcc,
    /// The WHO's certificate of vaccination or prophylaxis.
    Icvp(Box<CertificateDetails>),
    /// A SMART Health Card.
    Shc,
}

impl InForm {
    /// Its name alone.
    #[must_use]
    pub const fn form(&self) -> Form {
        match self {
            Self::Dcc => Form::Dcc,
            Self::Icvp(_) => Form::Icvp,
            Self::Shc => Form::Shc,
        }
    }

    /// As a pass that was issued has it: for one that takes its place.
    pub(crate) fn of(form: Form, signed: &[u8]) -> Result<Self, AuthorityError> {
        match form {
            Form::Dcc => Ok(Self::Dcc),
            Form::Shc => Ok(Self::Shc),
            Form::Icvp => {
                let damaged = |_| AuthorityError::Damaged;
                let mut decoder = Decoder::default();
                let text = render_text(signed)?;
                let envelope = decoder.decode(&text).map_err(damaged)?;
                match read_payload(&envelope, &Limits::default()).map_err(damaged)? {
                    Payload::Icvp(reading) => {
                        Ok(Self::Icvp(Box::new(CertificateDetails::of(reading.icvp))))
                    }
                    _ => Err(AuthorityError::Damaged),
                }
            }
        }
    }
}

/// A key that signs passes of one form, and no other.
#[derive(Clone)]
pub struct FormKey {
    /// The number of its epoch, among those of all forms.
    pub epoch: EpochId,
    /// Key identifier and times of its certificate.
    pub key: KeyEpoch,
    /// Who issues: of the WHO's certificates the country, of health cards the address under which
    /// the keys are published.
    pub issuer: String,
    /// Signs; counts its signatures.
    pub signer: Arc<dyn Signer + Send + Sync>,
}

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormKey")
            .field("epoch", &self.epoch)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// The keys of the forms beside the EU's: without one, that form is not issued.
#[derive(Debug, Clone, Default)]
pub struct FormKeys {
    /// Signs the WHO's certificates.
    pub icvp: Option<FormKey>,
    /// Signs health cards.
    pub shc: Option<FormKey>,
}

/// All keys that sign passes.
#[derive(Clone, Copy)]
pub(crate) struct Signing<'a> {
    pub(crate) dcc: &'a SigningKey,
    pub(crate) forms: &'a FormKeys,
}

/// A pass of any form as it is kept.
pub(crate) struct SignedForm {
    pub(crate) form: Form,
    /// `COSE_Sign1`, of a health card its JWS.
    pub(crate) bytes: Vec<u8>,
    pub(crate) handle: Handle,
    pub(crate) kid: [u8; 8],
    pub(crate) epoch: EpochId,
    pub(crate) issued_at: i64,
    pub(crate) expires_at: i64,
}

impl Signing<'_> {
    /// The key of a form, if it is of that form alone.
    fn key(&self, form: Form) -> Result<&FormKey, AuthorityError> {
        let (key, other) = match form {
            Form::Icvp => (self.forms.icvp.as_ref(), self.forms.shc.as_ref()),
            Form::Shc => (self.forms.shc.as_ref(), self.forms.icvp.as_ref()),
            Form::Dcc => (None, None),
        };
        let key = key.ok_or(AuthorityError::NoFormKey { form })?;
        let public = key.signer.public_key();
        let is_shared = public == self.dcc.signer.public_key()
            || other.is_some_and(|other| public == other.signer.public_key());
        match is_shared || key.epoch == self.dcc.epoch {
            true => Err(AuthorityError::FormKeyScope { form }),
            false => Ok(key),
        }
    }

    /// Signs a pass of a request in a form. `entropy` becomes its handle where the form has one of
    /// its own; `lot` is the vaccine's.
    pub(crate) fn sign(
        &self,
        request: &PassRequest,
        lot: Option<&str>,
        form: &InForm,
        now: i64,
        entropy: [u8; 16],
    ) -> Result<SignedForm, AuthorityError> {
        match form {
            InForm::Dcc => {
                let SigningKey { issuer, signer, .. } = self.dcc;
                let signed = issue_signed(request, issuer, now, entropy, signer.as_ref())?;
                Ok(SignedForm {
                    form: Form::Dcc,
                    bytes: signed.cose,
                    handle: signed.lookup_key,
                    kid: signed.kid,
                    epoch: self.dcc.epoch,
                    issued_at: signed.issued_at,
                    expires_at: signed.expires_at,
                })
            }
            InForm::Icvp(details) => {
                let key = self.key(Form::Icvp)?;
                let icvp = certificate_of(request, lot, details, &key.issuer);
                let (layout, signer) = (details.layout, key.signer.as_ref());
                let issued = issue_icvp(&icvp, layout, &key.issuer, &key.key, now, signer)?;
                Ok(SignedForm {
                    form: Form::Icvp,
                    bytes: issued.cose,
                    handle: issued.handle,
                    kid: issued.kid,
                    epoch: key.epoch,
                    issued_at: issued.issued_at,
                    expires_at: NO_END,
                })
            }
            InForm::Shc => {
                let key = self.key(Form::Shc)?;
                let by = (key.issuer.as_str(), &key.key);
                let (issuer, signer) = (&self.dcc.issuer, key.signer.as_ref());
                let card = issue_card(request, lot, issuer, by, now, entropy, signer)?;
                Ok(SignedForm {
                    form: Form::Shc,
                    bytes: card.jws.into_bytes(),
                    handle: card.handle,
                    kid: card.kid,
                    epoch: key.epoch,
                    issued_at: card.issued_at,
                    expires_at: card.expires_at,
                })
            }
        }
    }
}

/// The text of the code of a pass as it is kept.
pub(crate) fn code_of(form: Form, light: bool, signed: &[u8]) -> Result<String, AuthorityError> {
    match form {
        Form::Dcc if light => Ok(encode_light(signed).map_err(IssueError::from)?),
        Form::Dcc | Form::Icvp => Ok(render_text(signed)?),
        Form::Shc => {
            let jws = std::str::from_utf8(signed).map_err(|_| AuthorityError::Damaged)?;
            code_text(jws).ok_or(AuthorityError::Damaged)
        }
    }
}
