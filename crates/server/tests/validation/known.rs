//! What the service of these tests knows: one signer, one rule, one pass that may be revoked.

use cleanbill_crypto::{Signer, sha256};
use cleanbill_journey::{Assessment, Data, assess};
use cleanbill_policy::{PolicySet, RuleBook};
use cleanbill_precheck::{CheckType, Conditions};
use cleanbill_revocation::{Answer as Revoked, Mechanism, Revocation, Subject};
use cleanbill_server::Assessor;
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Country, Kid, ScopedStore, SignerRecord, TrustStore};
use cleanbill_verifier::DataTimes;
use cleanbill_x509::DccUsage;

use crate::stage::{DAY, KID, NOW};

/// One pass is revoked: the one with this in its identifier.
#[derive(Debug)]
struct Listed(Option<&'static str>);

impl Mechanism for Listed {
    fn name(&self) -> &'static str {
        "listed"
    }

    fn look_up(&self, subject: &Subject<'_>, _: i64) -> Revoked {
        let revoked = self.0.zip(subject.identifier);
        match revoked.is_some_and(|(listed, identifier)| identifier.contains(listed)) {
            true => Revoked::Revoked,
            false => Revoked::NotRevoked,
        }
    }
}

pub(crate) struct Known {
    trust: TrustStore,
    networks: ScopedStore,
    revocation: Revocation,
    rules: RuleBook,
    policies: PolicySet,
}

impl Assessor for Known {
    fn assess(
        &self,
        pass: &str,
        check: CheckType,
        conditions: &Conditions,
        now: i64,
    ) -> Option<Assessment> {
        let data = Data {
            trust: &self.trust,
            networks: &self.networks,
            revocation: &self.revocation,
            rules: &self.rules,
            policies: &self.policies,
            times: DataTimes {
                issued_at: NOW - DAY,
                expires_at: NOW + 60 * DAY,
            },
        };
        Some(assess(pass, check, conditions, &data, now))
    }
}

pub(crate) fn known(revoked: Option<&'static str>) -> Known {
    let key = FixedKey::new(1);
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::from(KID),
        country: Country::new("XX"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: NOW - 100 * DAY,
        not_after: NOW + 400 * DAY,
        thumbprint: sha256(spki),
    };
    let mut revocation = Revocation::new();
    revocation.push(Listed(revoked));
    let rule = br#"{"Identifier":"VR-YY-0001","Type":"Acceptance","Country":"YY",
        "Version":"1.0.0","SchemaVersion":"1.3.0","Engine":"CERTLOGIC","EngineVersion":"1.0.0",
        "CertificateType":"Vaccination","ValidFrom":"2021-01-01T00:00:00Z",
        "ValidTo":"2030-01-01T00:00:00Z","AffectedFields":["v.0.mp"],
        "Description":[{"lang":"en","desc":"One product only."}],
        "Logic":{"===":[{"var":"payload.v.0.mp"},"EU/1/20/1528"]}}"#;
    Known {
        trust: [record.into()].into_iter().collect(),
        networks: ScopedStore::default(),
        revocation,
        rules: RuleBook::parse([&rule[..]], []).unwrap(),
        policies: PolicySet::default(),
    }
}
