//! An authority with a signed set, passes by it, and all that can be asked about them.

use cleanbill_cose::cbor::{Key, Value as Cbor, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_health::parse_time;
use cleanbill_testkit::{FixedKey, FixedLedger};
use cleanbill_trust::set::{
    Inclusion, LedgerEvidence, PublicationKey, Root, SetContent, SetDraft, Target, TargetType,
    build_root, root_fingerprint,
};
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore};
use cleanbill_verifier::bundle::documents_target;
use cleanbill_x509::DccUsage;
use serde_json::{Value, json};

const KID: [u8; 8] = *b"kid-kid-";
const DAY: i64 = 86_400;
pub(crate) const ISSUED: &str = "2021-11-30";
const POLICIES: [&str; 2] = [
    include_str!("../../../../policies/ru-2021/places-1.toml"),
    include_str!("../../../../policies/ru-2021/places-2.toml"),
];

/// A signed set, and the key that passes are signed with.
pub(crate) struct World {
    pub(crate) set: Vec<u8>,
    pub(crate) pin: String,
    key: FixedKey,
}

pub(crate) fn time(text: &str) -> i64 {
    parse_time(text).unwrap()
}

impl World {
    /// With policies, and in no ledger.
    pub(crate) fn new() -> Self {
        Self::with(None)
    }

    /// Without policies, and in a ledger.
    pub(crate) fn ledgered(ledger: &mut FixedLedger) -> Self {
        Self::with(Some(ledger))
    }

    fn with(ledger: Option<&mut FixedLedger>) -> Self {
        let issued_at = time(ISSUED);
        let (key, root_key, publication) = (FixedKey::new(1), FixedKey::new(2), FixedKey::new(3));
        let root = Root {
            version: 1,
            issued_at,
            expires_at: issued_at + 100 * DAY,
            threshold: 1,
            keys: vec![root_key.public_key().clone()],
            publication_keys: vec![PublicationKey {
                key: publication.public_key().clone(),
                not_before: issued_at,
                not_after: issued_at + 100 * DAY,
            }],
        };
        let root = build_root(&root, None, &[&root_key]).unwrap();
        let about = match &ledger {
            None => documents_target(TargetType::POLICIES, POLICIES),
            Some(ledger) => policy_target(ledger),
        };
        let targets = [Target::dcc_signers(&trusting(&key)), about];
        let roots = [&root[..]];
        let content = SetContent {
            roots: &roots,
            version: 1,
            issued_at,
            expires_at: issued_at + 30 * DAY,
            targets: &targets,
            ledger: None,
        };
        let draft = SetDraft::new(content).unwrap();
        let evidence = ledger.map(|ledger| {
            let index = ledger.put(&draft.leaf().encode());
            let inclusion = Inclusion {
                index,
                hashes: ledger.inclusion(index),
            };
            let checkpoint = ledger.cosigned(issued_at).to_text();
            LedgerEvidence::new(checkpoint.into_bytes(), &inclusion)
        });
        Self {
            set: draft.finish(evidence, &publication).unwrap(),
            pin: root_fingerprint(&root).unwrap().to_string(),
            key,
        }
    }

    pub(crate) fn open(&self) -> Value {
        json!({"ask": "open", "pins": [self.pin], "clock": time("2021-12-01")})
    }

    /// Everything that is asked here, in order: of the set, of every code with and without a door,
    /// and what is no request.
    pub(crate) fn requests(&self) -> Vec<Value> {
        let at = time("2021-12-01");
        let mut requests = vec![
            json!({"ask": "about"}),
            self.open(),
            json!({"ask": "open", "pins": []}),
            json!({"ask": "open", "pins": ["00"]}),
            json!({"ask": "open", "pins": ["00".repeat(32)]}),
            json!({"ask": "open", "pins": [self.pin], "floor": {"root": 2, "manifest": 0}}),
            json!({"ask": "open", "pins": [self.pin], "clock": time("2022-06-01")}),
            json!({"ask": "open", "pins": [self.pin], "clock": time("2021-11-01")}),
            json!({"ask": "open", "pins": [self.pin], "ledger": "no policy"}),
            json!({"ask": "about"}),
            json!({"ask": "policies", "at": at}),
            json!({"ask": "policies", "at": time("2030-01-01")}),
            json!({"ask": "check", "clock": at, "place": "moon", "region": "RU"}),
            json!({"ask": "check", "clock": at, "place": "concert", "region": "Russia"}),
            json!({"ask": "check", "clock": at, "place": "concert"}),
            json!({"ask": "check", "clock": "soon"}),
            json!({"ask": "fly"}),
            json!(null),
        ];
        requests.extend(self.requests_together());
        for code in self.codes() {
            requests.push(json!({"ask": "inspect", "code": code, "clock": at}));
            requests.push(json!({"ask": "check", "code": code, "clock": at}));
            for clock in ["2021-12-01", "2022-02-15", "2021-11-20"] {
                requests.push(json!({
                    "ask": "check",
                    "code": code,
                    "place": "concert",
                    "region": "RU",
                    "clock": time(clock),
                    "at": at,
                }));
            }
        }
        requests
    }

    /// Who may be one person, and what passes come to together.
    fn requests_together(&self) -> Vec<Value> {
        let clock = time("2021-12-01");
        let [one, other] = self.halves();
        let holder = json!({"surname": "Müller", "forename": "Anna", "birth_date": "1964-08-12"});
        let mut requests = vec![
            json!({"ask": "compare", "holders": []}),
            json!({"ask": "compare", "holders": [holder, holder, {}]}),
            json!({"ask": "compare", "holders": vec![json!({}); 201]}),
            json!({"ask": "compare", "holders": [{"height": 180}]}),
            json!({"ask": "together", "codes": [one], "clock": clock}),
            json!({"ask": "together", "codes": vec![&one; 33], "clock": clock}),
            json!({"ask": "together", "codes": [one, "a bus ticket"], "clock": clock}),
        ];
        for same_person in [false, true] {
            for place in [Some("concert"), None] {
                requests.push(json!({
                    "ask": "together", "codes": [one, other], "same_person": same_person,
                    "clock": clock, "place": place, "region": place.map(|_| "RU"),
                }));
            }
        }
        requests
    }

    /// The two first doses of one person, as two countries count them.
    pub(crate) fn halves(&self) -> [String; 2] {
        ["2021-06-01", "2021-06-22"].map(|day| self.pass("ANNA", &dose(1, day), "2023-10-01"))
    }

    /// One code of every ground and of every way to be wrong.
    pub(crate) fn codes(&self) -> Vec<String> {
        let dose = |number, date| dose(number, date);
        let good = self.pass("ANNA", &dose(2, "2021-06-01"), "2023-10-01");
        let mut changed = good.clone();
        changed.replace_range(100..101, if &good[100..101] == "0" { "1" } else { "0" });
        let mut cut = good.clone();
        cut.truncate(150);
        let foreign = Self {
            key: FixedKey::new(9),
            set: Vec::new(),
            pin: String::new(),
        };
        vec![
            self.pass("ANNA", &recovery("2021-08-01"), "2023-10-01"),
            self.pass("ANNA", &test("260415000"), "2023-10-01"),
            self.pass("ANNA", &test("260373001"), "2023-10-01"),
            self.pass("ANNA", &exemption(), "2023-10-01"),
            self.pass("ANNA", &dose(1, "2021-06-01"), "2023-10-01"),
            self.pass("ANNA", &dose(2, "2021-06-01"), "2021-11-15"),
            // What somebody hostile has as a name.
            self.pass("<b>\u{202E}&\\\"", &dose(2, "2021-06-01"), "2023-10-01"),
            foreign.pass("ANNA", &dose(2, "2021-06-01"), "2023-10-01"),
            good.to_lowercase(),
            changed,
            cut,
            good,
            "a bus ticket".to_owned(),
            String::new(),
            "https://www.gosuslugi.ru.example/covid-cert/verify/1".to_owned(),
            "HC2:ABC".to_owned(),
            "HC1:".repeat(2_000),
        ]
    }

    pub(crate) fn pass(&self, forename: &str, entry: &str, expires: &str) -> String {
        self.pass_of(forename, "1964-08-12", entry, expires)
    }

    /// The two first doses of somebody who is too young to need a pass.
    pub(crate) fn halves_of_a_child(&self) -> [String; 2] {
        ["2021-06-01", "2021-06-22"]
            .map(|day| self.pass_of("ANNA", "2010-08-12", &dose(1, day), "2023-10-01"))
    }

    fn pass_of(&self, forename: &str, born: &str, entry: &str, expires: &str) -> String {
        let json = format!(
            r#"{{"ver":"1.3.0","nam":{{"fn":"BEISPIEL","fnt":"BEISPIEL","gn":"{forename}",
                "gnt":"ANNA"}},"dob":"{born}",{entry}}}"#
        );
        let dcc = parse_json(json.as_bytes(), &cleanbill_cose::Limits::default()).unwrap();
        let claims = Cbor::Map(vec![
            (Key::Int(1), Cbor::from("RU")),
            (Key::Int(4), Cbor::Int(time(expires))),
            (Key::Int(6), Cbor::Int(time("2021-10-01"))),
            (Key::Int(HCERT_CLAIM), Cbor::Map(vec![(Key::Int(1), dcc)])),
        ]);
        let message = sign1(&KID, &encode_deterministic(&claims), &self.key).unwrap();
        cleanbill_hcert::encode(&message).unwrap()
    }
}

fn policy_target(ledger: &FixedLedger) -> Target {
    Target {
        kind: TargetType::LEDGER_POLICY,
        critical: true,
        content: ledger.policy().to_text().into_bytes(),
    }
}

fn trusting(key: &FixedKey) -> TrustStore {
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::from(KID),
        country: Country::new("RU"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: 0,
        not_after: time("2030-01-01"),
        thumbprint: sha256(spki),
    };
    std::iter::once(record.into()).collect()
}

fn dose(number: u8, date: &str) -> String {
    format!(
        r#""v":[{{"tg":"840539006","vp":"1119349007","mp":"Sputnik-V","ma":"ORG-100030215",
            "dn":{number},"sd":2,"dt":"{date}","co":"RU","is":"Issuer",
            "ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

fn recovery(first_positive: &str) -> String {
    format!(
        r#""r":[{{"tg":"840539006","fr":"{first_positive}","df":"2021-01-01","du":"2022-12-31",
            "co":"RU","is":"Issuer","ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

fn test(result: &str) -> String {
    format!(
        r#""t":[{{"tg":"840539006","tt":"LP6464-4","nm":"x","sc":"2021-11-30T12:00:00Z",
            "tr":"{result}","tc":"Centre","co":"RU","is":"Issuer","ci":"URN:UVCI:01:RU:AAAA#B"}}]"#
    )
}

fn exemption() -> String {
    r#""xm":[{"xv":1,"tg":"840539006","df":"2021-06-01","du":"2022-06-01","co":"RU","is":"Issuer",
        "ci":"URN:UVCI:01:RU:AAAA#B"}]"#
        .to_owned()
}
