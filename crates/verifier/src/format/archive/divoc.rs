//! DIVOC.

use cleanbill_archive::Limits;
use cleanbill_archive::divoc::{Divoc, DivocError, Evidence, Finding};
use cleanbill_cose::DateClaim;
use cleanbill_crypto::sha256;
use cleanbill_health::{Record, parse_instant};
use cleanbill_trust::{KID_SIZE_MAX_BYTES, Scope};

use super::{Read, facts, fault, name_of};
use crate::content::ContentFinding;
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Signed, Told};
use crate::{FaultMeaning, Format, Outcome};

pub(in super::super) fn read(text: &str) -> Read {
    let pass = Divoc::parse(text, &Limits::default());
    Some(
        pass.map(|pass| mapped(&pass))
            .map_err(|error| outcome(&error)),
    )
}

fn outcome(error: &DivocError) -> Outcome {
    let means = match error {
        DivocError::TooLong { .. } | DivocError::TooMany { .. } => FaultMeaning::TooLong,
        DivocError::Keyword | DivocError::SharedId | DivocError::Proof { .. } => {
            FaultMeaning::Wrong
        }
        // A context that is not known here, most likely of a country that came later.
        DivocError::JsonLd(_) => FaultMeaning::UnknownVersion,
        _ => FaultMeaning::Damaged,
    };
    fault(error.code(), means)
}

/// The name of a key as the store has it.
fn kid_of(method: &str) -> Vec<u8> {
    if method.len() <= KID_SIZE_MAX_BYTES {
        method.as_bytes().to_vec()
    } else {
        sha256(method.as_bytes()).to_vec()
    }
}

fn mapped(pass: &Divoc) -> MappedPass {
    let record = Record::from(pass);
    let date = |text: Option<&str>| text.and_then(parse_instant).map(DateClaim::At);
    MappedPass {
        format: Format::Divoc,
        frame: Frame {
            issuer: pass.issuer().map(str::to_owned),
            not_before: None,
            issued_at: date(pass.issued_at()),
            expires_at: date(pass.expires_at()),
            algorithm: Some(pass.algorithm()),
        },
        proof: Proof::Key {
            scope: Scope::Divoc,
            kid: kid_of(pass.verification_method()),
            issuer: None,
            signed: Signed {
                algorithm: Ok(pass.algorithm()),
                message: pass.signed().to_vec(),
                signature: pass.signature().to_vec(),
            },
        },
        schema: schema(pass),
        content: Mapped {
            name: name_of(&record),
            birth_date: pass.subject().birth_date.clone(),
            identifier: identifier(pass),
            facts: said(pass),
            told: Told::Read {
                findings: pass.findings().iter().map(finding).collect(),
                payload: pass.payload().clone(),
            },
            record,
        },
    }
}

/// It is about somebody, and about something.
fn schema(pass: &Divoc) -> Outcome {
    let Err(error) = pass.check_complete() else {
        return Outcome::Passed;
    };
    let means = match pass.subject().name {
        None => FaultMeaning::NoName,
        Some(_) => FaultMeaning::NoEntry,
    };
    fault(error.code(), means)
}

/// The number of the only entry's certificate.
fn identifier(pass: &Divoc) -> Option<String> {
    match pass.evidence() {
        [Evidence::Vaccination(dose)] => dose.certificate_id.clone(),
        [Evidence::Test(test)] => test.certificate_id.clone(),
        _ => None,
    }
}

fn finding(finding: &Finding) -> ContentFinding {
    let (path, text) = match finding {
        Finding::DosesOpen => (
            "evidence.dose",
            "the signature does not say which number is the dose and which the series",
        ),
        _ => ("evidence", "the signature leaves something open"),
    };
    ContentFinding {
        path: path.to_owned(),
        code: finding.code(),
        text: text.to_owned(),
    }
}

fn said(pass: &Divoc) -> Vec<(&'static str, String)> {
    let subject = pass.subject();
    let mut said = facts([
        ("document", &subject.id),
        ("sex", &subject.gender),
        ("age when issued", &subject.age),
        ("nationality", &subject.nationality),
    ]);
    for evidence in pass.evidence() {
        said.extend(match evidence {
            Evidence::Vaccination(dose) => facts([
                ("vaccine, as it says", &dose.vaccine),
                ("manufacturer, as it says", &dose.manufacturer),
                ("batch, as it says", &dose.batch),
                ("dose, as it says", &dose.dose),
                ("doses of the series, as it says", &dose.total_doses),
                ("counts from, as it says", &dose.effective_start),
                ("counts until, as it says", &dose.effective_until),
                ("country", &dose.country),
            ]),
            Evidence::Test(test) => facts([
                ("test, as it says", &test.kind),
                ("result, as it says", &test.result),
                ("sample from, as it says", &test.sample_origin),
                ("reported at, as it says", &test.result_at),
                ("country", &test.country),
            ]),
        });
    }
    said
}
