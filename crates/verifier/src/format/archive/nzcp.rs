//! NZ COVID Pass.

use cleanbill_archive::Limits;
use cleanbill_archive::nzcp::{Member, Nzcp, NzcpError};
use cleanbill_cose::DateClaim;
use cleanbill_crypto::Algorithm;
use cleanbill_health::Record;
use cleanbill_trust::Scope;
use serde_json::json;

use super::{Read, fault, name_of};
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Signed, Told};
use crate::{FaultMeaning, Format, Outcome};

pub(in super::super) fn read(text: &str) -> Read {
    let pass = Nzcp::parse(text, &Limits::default());
    Some(
        pass.map(|pass| mapped(&pass))
            .map_err(|error| outcome(&error)),
    )
}

fn outcome(error: &NzcpError) -> Outcome {
    let means = match error {
        NzcpError::TooLong { .. } => FaultMeaning::TooLong,
        NzcpError::Version => FaultMeaning::UnknownVersion,
        NzcpError::Claim { .. } => FaultMeaning::Missing,
        NzcpError::Credential {
            member: Member::GivenName,
        } => FaultMeaning::NoName,
        NzcpError::Tag
        | NzcpError::Algorithm
        | NzcpError::Kid
        | NzcpError::Issuer
        | NzcpError::Credential { .. } => FaultMeaning::Wrong,
        _ => FaultMeaning::Damaged,
    };
    fault(error.code(), means)
}

fn mapped(pass: &Nzcp) -> MappedPass {
    let record = Record::from(pass);
    let subject = pass.subject();
    MappedPass {
        format: Format::Nzcp,
        frame: Frame {
            issuer: Some(pass.issuer().to_owned()),
            not_before: Some(DateClaim::At(pass.not_before())),
            issued_at: None,
            expires_at: Some(DateClaim::At(pass.expires_at())),
            algorithm: Some(Algorithm::Es256),
        },
        proof: Proof::Key {
            scope: Scope::Nzcp,
            kid: pass.kid().to_vec(),
            issuer: Some(pass.issuer().to_owned()),
            signed: Signed {
                algorithm: Ok(Algorithm::Es256),
                message: pass.signed().to_vec(),
                signature: pass.signature().to_vec(),
            },
        },
        schema: Outcome::Passed,
        content: Mapped {
            name: name_of(&record),
            birth_date: Some(subject.birth_date.clone()),
            identifier: Some(pass.id()),
            record,
            facts: Vec::new(),
            told: Told::Read {
                findings: Vec::new(),
                payload: json!({
                    "iss": pass.issuer(),
                    "nbf": pass.not_before(),
                    "exp": pass.expires_at(),
                    "jti": pass.id(),
                    "vc": {
                        "type": ["VerifiableCredential", "PublicCovidPass"],
                        "version": "1.0.0",
                        "credentialSubject": {
                            "givenName": subject.given_name,
                            "familyName": subject.family_name,
                            "dob": subject.birth_date,
                        },
                    },
                }),
            },
        },
    }
}
