//! ICAO VDS-NC.

use cleanbill_archive::Limits;
use cleanbill_archive::vds_nc::{Fault, Finding, Proof as Seal, VdsNc, VdsNcError};
use cleanbill_health::Record;
use cleanbill_trust::Scope;

use super::{Read, facts, fault, name_of};
use crate::content::ContentFinding;
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Sealed, Told};
use crate::{FaultMeaning, Format, FormatFault, Outcome, Reason};

pub(in super::super) fn read(text: &str) -> Read {
    let seal = VdsNc::parse(text, &Limits::default());
    Some(
        seal.map(|seal| mapped(&seal))
            .map_err(|error| outcome(&error)),
    )
}

fn outcome(error: &VdsNcError) -> Outcome {
    let means = match error {
        VdsNcError::Version { .. } | VdsNcError::Type => FaultMeaning::UnknownVersion,
        VdsNcError::TooMany { .. } => FaultMeaning::TooLong,
        VdsNcError::NoCertificate | VdsNcError::NoSignature | VdsNcError::Header => {
            FaultMeaning::Missing
        }
        VdsNcError::NotCanonical | VdsNcError::Algorithm => FaultMeaning::Wrong,
        _ => FaultMeaning::Damaged,
    };
    fault(error.code(), means)
}

fn mapped(seal: &VdsNc) -> MappedPass {
    let record = Record::from(seal);
    let holder = seal.holder();
    MappedPass {
        format: Format::VdsNc,
        frame: Frame {
            issuer: Some(seal.issuer().to_owned()),
            algorithm: seal.algorithm(),
            ..Frame::default()
        },
        proof: Proof::Certificate {
            scope: Scope::VdsNc,
            certificate: Box::new(seal.signer().clone()),
            sealed: Sealed {
                hash: seal.hash(),
                message: seal.signed().to_vec(),
                signature: seal.signature().to_vec(),
            },
        },
        schema: schema(seal, &record),
        content: Mapped {
            name: name_of(&record),
            birth_date: holder.birth_date.clone(),
            identifier: seal.id().map(str::to_owned),
            record,
            facts: said(seal),
            told: Told::Read {
                findings: seal.findings().iter().map(finding).collect(),
                payload: seal.data().clone(),
            },
        },
    }
}

/// A certificate of one country signs nothing in the name of another; a proof is about somebody,
/// and about something.
fn schema(seal: &VdsNc, record: &Record) -> Outcome {
    let wrong = |code, means| Outcome::Failed(Reason::Format(FormatFault { code, means }));
    if let Err(error) = seal.check_country() {
        wrong(error.code(), FaultMeaning::Wrong)
    } else if record.person.surname.original.is_none() {
        wrong(Fault::Missing.code(), FaultMeaning::NoName)
    } else if record.events.is_empty() {
        wrong(Fault::Missing.code(), FaultMeaning::NoEntry)
    } else {
        Outcome::Passed
    }
}

fn finding(finding: &Finding) -> ContentFinding {
    let what = match finding.fault {
        Fault::Missing => "missing",
        Fault::Type => "of another type than the profile says",
        _ => "in another form than the profile says",
    };
    ContentFinding {
        path: finding.field.name().to_owned(),
        code: finding.code(),
        text: format!("{} is {what}", finding.field.name()),
    }
}

fn said(seal: &VdsNc) -> Vec<(&'static str, String)> {
    let holder = seal.holder();
    let mut said = facts([
        ("sex", &holder.sex),
        ("travel document", &holder.document),
        ("other document", &holder.other_document),
    ]);
    match seal.proof() {
        Seal::Vaccinations(entries) => {
            for entry in entries {
                said.extend(facts([("brand", &entry.brand)]));
                for dose in &entry.doses {
                    said.extend(facts([
                        ("batch", &dose.lot),
                        ("country", &dose.country),
                        ("given by", &dose.provider),
                        ("next dose due", &dose.next_day),
                    ]));
                }
            }
        }
        Seal::Test(test) => said.extend(facts([
            ("test", &test.kind),
            ("result", &test.result),
            ("sample from", &test.sample_origin),
            ("reported at", &test.reported_at),
            ("tested by", &test.provider),
            ("country", &test.country),
        ])),
    }
    said
}
