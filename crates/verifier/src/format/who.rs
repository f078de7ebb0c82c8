//! The WHO's payloads of the `HC1:` family: certificates of vaccination, DDCC data sets, signed
//! links. Each is proven by a key of its own scope.

use cleanbill_cose::cbor::parse_value;
use cleanbill_cose::{DateClaim, KidSource, TagForm};
use cleanbill_hcert::dcc::{Fault, Finding, PersonName, Tolerance, render_json};
use cleanbill_hcert::ddcc::{DdccEvent, DdccReading};
use cleanbill_hcert::icvp::{Dose, IcvpReading};
use cleanbill_hcert::{Envelope, HealthLinks, Wrapping};
use cleanbill_health::{DAY_SECS, Person, Record, day_number, parse_date};
use cleanbill_trust::Scope;
use serde_json::Value as Json;

use crate::content::ContentFinding;
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Signed, Told};
use crate::{Format, Note, Outcome, Reason};

/// A certificate of vaccination or prophylaxis.
pub(super) fn icvp(envelope: &Envelope<'_>, reading: &IcvpReading) -> MappedPass {
    let icvp = &reading.icvp;
    let mut facts = Facts::default();
    facts.add("layout", Some(&icvp.layout.name().to_uppercase()));
    facts.add("sex", icvp.sex.as_ref());
    facts.add("nationality", icvp.nationality.as_ref());
    facts.add("identity document", icvp.document_number.as_ref());
    facts.add("kind of document", icvp.document_kind.as_ref());
    facts.add("parent or guardian", icvp.guardian.as_ref());
    facts.add("issued on", icvp.issued_on.as_ref());
    facts.add("template", icvp.template_version.as_ref());
    for dose in &icvp.doses {
        facts.dose(dose);
    }
    let valid = |date: fn(&Dose) -> Option<&String>| icvp.doses.first().and_then(date);
    let times = Times {
        from: valid(|dose| dose.valid_from.as_ref()),
        until: valid(|dose| dose.valid_until.as_ref()),
    };
    let who = (icvp.name.as_ref(), icvp.birth_date.as_ref());
    let mut findings = Findings::of(envelope, &reading.findings, &reading.tolerances);
    let frame = frame(envelope, &times, &mut findings);
    MappedPass {
        format: Format::Icvp,
        frame,
        proof: proof(envelope, Scope::Icvp),
        schema: schema(&reading.findings),
        content: Mapped {
            identifier: None,
            record: Record::from(icvp),
            facts: facts.0,
            told: Told::Read {
                findings: findings.0,
                payload: payload(envelope),
            },
            ..person(who)
        },
    }
}

/// A DDCC data set.
pub(super) fn ddcc(envelope: &Envelope<'_>, reading: &DdccReading) -> MappedPass {
    let ddcc = &reading.ddcc;
    let mut facts = Facts::default();
    facts.add("sex", ddcc.sex.as_ref().map(|sex| &sex.code));
    facts.add("identity document", ddcc.identifier.as_ref());
    facts.add("public health authority", ddcc.authority.as_ref());
    match &ddcc.event {
        DdccEvent::Vaccination(dose) => {
            facts.add("brand", dose.brand.as_ref().map(|brand| &brand.code));
            let maker = dose.manufacturer.as_ref();
            facts.add("manufacturer", maker.map(|maker| &maker.code));
            facts.add("batch", dose.lot.as_ref());
            facts.add("protects from", dose.counts_from.as_ref());
            facts.add(
                "country",
                dose.country.as_ref().map(|country| &country.code),
            );
            facts.add("centre", dose.centre.as_ref());
        }
        DdccEvent::Test(test) => {
            facts.add("brand", test.brand.as_ref().map(|brand| &brand.code));
            facts.add(
                "country",
                test.country.as_ref().map(|country| &country.code),
            );
            facts.add("centre", test.centre.as_ref());
        }
    }
    let times = Times {
        from: ddcc.valid_from.as_ref(),
        until: ddcc.valid_until.as_ref(),
    };
    let who = (ddcc.name.as_ref(), ddcc.birth_date.as_ref());
    let mut findings = Findings::of(envelope, &reading.findings, &reading.tolerances);
    let frame = frame(envelope, &times, &mut findings);
    MappedPass {
        format: Format::Ddcc,
        frame,
        proof: proof(envelope, Scope::Ddcc),
        schema: schema(&reading.findings),
        content: Mapped {
            identifier: ddcc.identifier_of_certificate.clone(),
            record: Record::from(ddcc),
            facts: facts.0,
            told: Told::Read {
                findings: findings.0,
                payload: payload(envelope),
            },
            ..person(who)
        },
    }
}

/// Signed links. They name nobody; what they lead to is fetched and read elsewhere, if at all.
pub(super) fn links(envelope: &Envelope<'_>, links: &HealthLinks) -> MappedPass {
    let mut facts = Facts::default();
    for link in &links.links {
        facts.add("link", Some(link));
    }
    let mut findings = Findings::of(envelope, &[], &[]);
    let mut frame = frame(envelope, &Times::default(), &mut findings);
    if frame.issued_at == Some(DateClaim::Beyond) {
        frame.issued_at = None;
        findings.tolerated(Tolerance::MillisecondTime);
    }
    MappedPass {
        format: Format::HealthLink,
        frame,
        proof: proof(envelope, Scope::HealthLink),
        schema: Outcome::Passed,
        content: Mapped {
            identifier: None,
            record: Record {
                person: Person::default(),
                events: Vec::new(),
            },
            facts: facts.0,
            told: Told::Read {
                findings: findings.0,
                payload: payload(envelope),
            },
            ..person((None, None))
        },
    }
}

/// The name is one text; a comparison with a document takes a surname alone for all of it.
fn person((name, birth_date): (Option<&String>, Option<&String>)) -> Mapped {
    Mapped {
        name: PersonName {
            surname: name.cloned(),
            ..PersonName::default()
        },
        birth_date: birth_date.cloned(),
        identifier: None,
        record: Record {
            person: Person::default(),
            events: Vec::new(),
        },
        facts: Vec::new(),
        told: Told::Read {
            findings: Vec::new(),
            payload: Json::Null,
        },
    }
}

/// The days of the certificate itself, where its layout has them.
#[derive(Default)]
struct Times<'a> {
    from: Option<&'a String>,
    until: Option<&'a String>,
}

/// The envelope's times, else the certificate's own days, in UTC. An end after 9999 is none: the
/// WHO's certificates last for life, and one country writes that so.
fn frame(envelope: &Envelope<'_>, times: &Times<'_>, findings: &mut Findings) -> Frame {
    let claims = &envelope.claims;
    let start = |day: &String| Some(day_number(parse_date(day)?) * DAY_SECS);
    let from = || times.from.and_then(start).map(DateClaim::At);
    let end = |day| start(day).map(|start| DateClaim::At(start + DAY_SECS - 1));
    let until = || times.until.and_then(end);
    let expires_at = match claims.expires_at {
        Some(DateClaim::Beyond) => {
            findings.tolerated(Tolerance::NoEnd);
            None
        }
        said => said.or_else(until),
    };
    Frame {
        issuer: claims.issuer.clone(),
        not_before: claims.not_before.or_else(from),
        issued_at: claims.issued_at,
        expires_at,
        algorithm: envelope.cose.algorithm().ok(),
    }
}

fn proof(envelope: &Envelope<'_>, scope: Scope) -> Proof {
    let cose = &envelope.cose;
    let Some(kid) = cose.kid() else {
        return Proof::None(Outcome::Undetermined(Reason::NoKid));
    };
    Proof::Key {
        scope,
        kid: kid.to_vec(),
        issuer: None,
        signed: Signed {
            algorithm: cose.algorithm().map_err(Reason::Algorithm),
            message: cose.to_be_signed(),
            signature: cose.signature().to_vec(),
        },
    }
}

/// Refused is what says nothing of anybody, or of several things; the rest is named.
fn schema(findings: &[Finding]) -> Outcome {
    let refusing = |fault: &Fault| {
        matches!(
            fault,
            Fault::NoName | Fault::NoBirthDate | Fault::NoEntry | Fault::ManyEntries
        )
    };
    let mut faults = findings.iter().map(|finding| finding.fault);
    match faults.find(refusing) {
        Some(fault) => Outcome::Failed(Reason::Schema(fault)),
        None => Outcome::Passed,
    }
}

fn payload(envelope: &Envelope<'_>) -> Json {
    match &envelope.claims.hcert {
        Some(hcert) => render_json(hcert),
        None => {
            let limits = cleanbill_cose::Limits::default();
            let content = parse_value(envelope.cose.payload(), &limits);
            content.as_ref().map_or(Json::Null, render_json)
        }
    }
}

#[derive(Default)]
struct Facts(Vec<(&'static str, String)>);

impl Facts {
    fn add(&mut self, label: &'static str, value: Option<&String>) {
        if let Some(value) = value {
            self.0.push((label, value.clone()));
        }
    }

    fn dose(&mut self, dose: &Dose) {
        match dose.who_product() {
            Some(product) => {
                let known = product.table.name();
                let named = format!("{} ({}; {known})", product.name(), product.manufacturer);
                self.0.push(("WHO product", named));
            }
            None => self.add("product id", dose.product.as_ref()),
        }
        self.add("which dose", dose.dose.as_ref());
        self.add("manufacturer", dose.manufacturer.as_ref());
        self.add("manufacturer id", dose.manufacturer_id.as_ref());
        self.add("batch", dose.batch.as_ref());
        self.add("clinician", dose.clinician.as_ref());
        self.add("authority", dose.issuer.as_ref());
    }
}

struct Findings(Vec<ContentFinding>);

impl Findings {
    /// What was odd about payload and envelope.
    fn of(envelope: &Envelope<'_>, findings: &[Finding], tolerances: &[Tolerance]) -> Self {
        let finding = |finding: &Finding| ContentFinding {
            path: finding.path.to_string(),
            code: finding.fault.code(),
            text: finding.to_string(),
        };
        let mut found = Self(findings.iter().map(finding).collect());
        for tolerance in tolerances {
            found.tolerated(*tolerance);
        }
        if envelope.wrapping == Wrapping::PlainBase64 {
            found.tolerated(Tolerance::PlainBase64);
        }
        if envelope.cose.header().kid_source() == Some(KidSource::Unprotected) {
            found.named(
                Note::UnprotectedKid.code(),
                "the key is named outside of the signature",
            );
        }
        if envelope.cose.tags() != TagForm::Sign1 {
            let code = Note::Tags(envelope.cose.tags()).code();
            found.named(code, "other tags than 18 stand before the message");
        }
        found
    }

    fn tolerated(&mut self, tolerance: Tolerance) {
        self.named(tolerance.code(), tolerance.text());
    }

    fn named(&mut self, code: &'static str, text: &str) {
        self.0.push(ContentFinding {
            path: String::new(),
            code,
            text: text.to_owned(),
        });
    }
}
