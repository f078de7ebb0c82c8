//! A signer, passes by it, and doors.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_health::parse_time;
use cleanbill_policy::{Declared, Place, PolicySet, Region, RuleBook};
use cleanbill_revocation::Revocation;
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore};
use cleanbill_verifier::{DataTimes, Door, Gate, Report, Verifier};
use cleanbill_x509::DccUsage;

pub(crate) const KID: [u8; 8] = *b"kid-kid-";

/// A health authority's key, a region, policies, and data published at an instant.
pub(crate) struct World {
    pub(crate) key: FixedKey,
    pub(crate) trust: TrustStore,
    pub(crate) policies: PolicySet,
    pub(crate) rules: RuleBook,
    pub(crate) revocation: Revocation,
    pub(crate) data: DataTimes,
    pub(crate) region: Region,
}

pub(crate) fn time(text: &str) -> i64 {
    parse_time(text).unwrap()
}

/// Trust in one key, under this identifier.
pub(crate) fn trusting(key: &FixedKey, kid: [u8; 8]) -> TrustStore {
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::from(kid),
        country: Country::new("RU"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: 0,
        not_after: time("2030-01-01"),
        thumbprint: sha256(spki),
    };
    std::iter::once(record.into()).collect()
}

impl World {
    /// Data that was published at `issued` and stood by for 30 days.
    pub(crate) fn new(policies: &[&str], issued: &str, region: &str) -> Self {
        let key = FixedKey::new(1);
        let rules = RuleBook::default();
        let issued_at = time(issued);
        let documents = policies.iter().copied();
        let policies = PolicySet::load(documents, &rules, &Declared, i64::MAX);
        assert_eq!(policies.refused(), []);
        Self {
            trust: trusting(&key, KID),
            key,
            policies,
            rules,
            revocation: Revocation::new(),
            data: DataTimes {
                issued_at,
                expires_at: issued_at + 30 * 86_400,
            },
            region: Region::parse(region).unwrap(),
        }
    }

    pub(crate) fn door(&self, place: Place) -> Door<'_> {
        Door {
            policies: &self.policies,
            rules: &self.rules,
            data: self.data,
            place,
            region: &self.region,
        }
    }

    pub(crate) fn verifier(&self, place: Place) -> Verifier<'_> {
        Verifier::new(&self.trust)
            .with_revocation(&self.revocation)
            .at_door(self.door(place))
    }

    pub(crate) fn gate(&self, place: Place) -> Gate<'_> {
        let verifier = Verifier::new(&self.trust).with_revocation(&self.revocation);
        Gate::at_door(verifier, self.door(place))
    }

    pub(crate) fn check(&self, place: Place, code: &str, at: &str) -> Report {
        self.verifier(place).verify(code, time(at))
    }
}

/// Whose pass, and which entry.
pub(crate) struct Draft<'d> {
    pub(crate) name: [&'d str; 2],
    pub(crate) born: &'d str,
    pub(crate) entry: String,
    pub(crate) issued: &'d str,
    pub(crate) expires: &'d str,
}

impl Draft<'_> {
    pub(crate) fn of(entry: String) -> Self {
        Self {
            name: ["BEISPIEL", "ANNA"],
            born: "1964-08-12",
            entry,
            issued: "2021-10-01",
            expires: "2023-10-01",
        }
    }

    pub(crate) fn signed(&self, key: &FixedKey) -> String {
        let [surname, forename] = self.name;
        let json = format!(
            r#"{{"ver":"1.3.0","nam":{{"fn":"{surname}","fnt":"{surname}","gn":"{forename}",
                "gnt":"{forename}"}},"dob":"{}",{}}}"#,
            self.born, self.entry
        );
        let dcc = parse_json(json.as_bytes(), &cleanbill_cose::Limits::default()).unwrap();
        let claims = Value::Map(vec![
            (Key::Int(1), Value::from("RU")),
            (Key::Int(4), Value::Int(time(self.expires))),
            (Key::Int(6), Value::Int(time(self.issued))),
            (Key::Int(HCERT_CLAIM), Value::Map(vec![(Key::Int(1), dcc)])),
        ]);
        let message = sign1(&KID, &encode_deterministic(&claims), key).unwrap();
        cleanbill_hcert::encode(&message).unwrap()
    }
}

pub(crate) fn dose(product: &str, number: u8, of: u8, date: &str) -> String {
    format!(
        r#""v":[{{"tg":"840539006","vp":"1119349007","mp":"{product}","ma":"ORG-100030215",
            "dn":{number},"sd":{of},"dt":"{date}","co":"RU","is":"Issuer",
            "ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

pub(crate) fn recovery(first_positive: &str) -> String {
    format!(
        r#""r":[{{"tg":"840539006","fr":"{first_positive}","df":"2021-01-01","du":"2022-12-31",
            "co":"RU","is":"Issuer","ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

pub(crate) fn test(method: &str, sampled: &str, result: &str) -> String {
    format!(
        r#""t":[{{"tg":"840539006","tt":"{method}","nm":"x","sc":"{sampled}","tr":"{result}",
            "tc":"Centre","co":"RU","is":"Issuer","ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

pub(crate) fn exemption(from: &str, until: &str) -> String {
    format!(
        r#""xm":[{{"xv":1,"tg":"840539006","df":"{from}","du":"{until}","co":"RU","is":"Issuer",
            "ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

pub(crate) const PCR: &str = "LP6464-4";
pub(crate) const ANTIBODY: &str = "94762-2";
pub(crate) const NEGATIVE: &str = "260415000";
pub(crate) const POSITIVE: &str = "260373001";

macro_rules! pack {
    ($($file:literal),*) => {
        [$(include_str!(concat!("../../../../policies/ru-2021/", $file, ".toml"))),*]
    };
}

/// The ready pack.
pub(crate) const RU_2021: [&str; 12] = pack![
    "places-1",
    "places-2",
    "places-3",
    "transport-1",
    "transport-2",
    "transport-3",
    "RU-SPE-places-1",
    "RU-SPE-places-2",
    "RU-SPE-places-3",
    "RU-TA-local-transport-1",
    "RU-TA-local-transport-2",
    "RU-TA-local-transport-3"
];
