//! Keys that officers sign with: registered, and used.

use std::fmt;

use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_issuer::act::{ActContent, KeySpec};
use cleanbill_issuer::approval::{Approval, ApprovalError, raw_algorithm, verify_approval};
use cleanbill_issuer::registry::{ActId, ApprovalRow, OfficerKeyId};
use cleanbill_issuer::staff::KeyForm;
use cleanbill_webauthn::{Assertion, Registration, RelyingParty, verify_registration};

use super::KnownStaff;
use crate::{AuthorityError, Caller};

/// A key that somebody wants to sign with from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewKey {
    /// A passkey: what the browser answered (`RegistrationResponseJSON`).
    Passkey(Vec<u8>),
    /// A key of a token or a file.
    Raw {
        /// `SubjectPublicKeyInfo`, DER.
        public_key: Vec<u8>,
        /// A signature over the challenge, so that nobody registers another's key.
        signature: Vec<u8>,
    },
}

/// A key that answers to its challenge.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct HeldKey {
    pub(crate) spec: KeySpec,
    pub(crate) credential_id: Vec<u8>,
}

impl NewKey {
    /// Verifies the key over the challenge.
    pub(crate) fn verify(
        &self,
        challenge: &[u8; 32],
        rps: &[RelyingParty],
    ) -> Result<HeldKey, AuthorityError> {
        match self {
            Self::Passkey(json) => verify_passkey(json, challenge, rps),
            Self::Raw {
                public_key,
                signature,
            } => {
                let key = PublicKey::from_spki_der(public_key).map_err(ApprovalError::from)?;
                let algorithm = raw_algorithm(key.kind()).ok_or(ApprovalError::KeyKind)?;
                key.verify(algorithm, challenge, signature)
                    .map_err(ApprovalError::from)?;
                Ok(HeldKey {
                    spec: KeySpec {
                        form: KeyForm::Raw,
                        public_key: key.to_spki_der().to_vec(),
                        credential: None,
                        rp_id: String::new(),
                    },
                    credential_id: Vec::new(),
                })
            }
        }
    }
}

fn verify_passkey(
    json: &[u8],
    challenge: &[u8; 32],
    rps: &[RelyingParty],
) -> Result<HeldKey, AuthorityError> {
    let registration = Registration::parse_json(json)?;
    let mut why = ApprovalError::RelyingParty.into();
    for rp in rps {
        match verify_registration(&registration, rp, challenge, true) {
            Ok(credential) => {
                return Ok(HeldKey {
                    spec: KeySpec {
                        form: KeyForm::Passkey,
                        public_key: credential.public_key.to_spki_der().to_vec(),
                        credential: Some(sha256(&credential.id)),
                        rp_id: rp.id().to_owned(),
                    },
                    credential_id: credential.id,
                });
            }
            Err(error) => why = error.into(),
        }
    }
    Err(why)
}

/// An officer's signature over the hash of an act.
#[derive(Clone, PartialEq, Eq)]
pub enum OfficerSignature {
    /// By a passkey, with the hash as challenge.
    Passkey(Assertion),
    /// By a raw key, over the hash, as JOSE and COSE write it.
    Raw(Vec<u8>),
}

impl fmt::Debug for OfficerSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passkey(_) => "Passkey(..)",
            Self::Raw(_) => "Raw(..)",
        })
    }
}

impl OfficerSignature {
    /// The approval that this signature by this key would be.
    pub(crate) fn approval(&self, officer: i64, office: &str, key: [u8; 32], at: i64) -> Approval {
        let mut approval = Approval {
            officer,
            office: office.to_owned(),
            key,
            form: KeyForm::Raw,
            authenticator_data: Vec::new(),
            client_data: Vec::new(),
            signature: Vec::new(),
            at,
        };
        match self {
            Self::Passkey(assertion) => {
                approval.form = KeyForm::Passkey;
                approval
                    .authenticator_data
                    .clone_from(&assertion.authenticator_data);
                approval.client_data.clone_from(&assertion.client_data_json);
                approval.signature.clone_from(&assertion.signature);
            }
            Self::Raw(signature) => approval.signature.clone_from(signature),
        }
        approval
    }

    /// Whether it may come from this key.
    pub(crate) fn may_be_of(&self, key: &KeySpec) -> bool {
        match self {
            Self::Passkey(assertion) => key.credential == Some(sha256(&assertion.credential_id)),
            Self::Raw(_) => key.form == KeyForm::Raw,
        }
    }
}

/// Verifies an officer's signature over an act; gives it in words and as a row.
pub(crate) fn verify_signed(
    known: &KnownStaff,
    caller: &Caller,
    content: &ActContent,
    act: ActId,
    signature: &OfficerSignature,
    now: i64,
    rps: &[RelyingParty],
) -> Result<(Approval, ApprovalRow), AuthorityError> {
    let hash = content.hash();
    let staff = known.verified.staff();
    let officer = staff.officer(caller.number);
    let keys = officer.map_or(&[][..], |officer| &officer.keys);
    let mut why = ApprovalError::Key;
    for key in keys.iter().filter(|key| signature.may_be_of(&key.spec)) {
        let key_hash = key.spec.hash();
        let approval = signature.approval(caller.number, &caller.office_name, key_hash, now);
        match verify_approval(content, &hash, &approval, staff, rps) {
            Ok(_) => {
                let key = known.key_id(&key_hash).ok_or(ApprovalError::Key)?;
                let row = approval_row(&approval, act, caller, key);
                return Ok((approval, row));
            }
            Err(error) => why = error,
        }
    }
    Err(why.into())
}

fn approval_row(
    approval: &Approval,
    act: ActId,
    caller: &Caller,
    key: OfficerKeyId,
) -> ApprovalRow {
    ApprovalRow {
        act,
        officer: caller.officer,
        office: caller.office,
        key,
        form: approval.form,
        authenticator_data: approval.authenticator_data.clone(),
        client_data: approval.client_data.clone(),
        signature: approval.signature.clone(),
        at: approval.at,
    }
}
