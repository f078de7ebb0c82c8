//! `publish` over a registry: what approved acts take away is revoked at `verify`, nothing else is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use cleanbill_authority::intake::Told;
use cleanbill_authority::{
    ActView, Authority, Caller, Entropy, FormKeys, FoundingDraft, InForm, Invited, Issued, NewKey,
    OfficerSignature, Options, Proposal, SigningKey, Why,
};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_issuer::act::{LegalBasis, NoticeChannel, OfficeSpec, Reason};
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_issuer::transliteration::Language;
use cleanbill_issuer::{Authority as Issuer, KeyEpoch, ValidityPolicy};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::{Store, StoreConfig};

use crate::sandbox::{Ran, Sandbox};

pub(crate) const DAY: i64 = 86_400;

#[expect(
    clippy::disallowed_methods,
    reason = "the command reads the clock of this machine too"
)]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha256(&count.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// An authority in the data folder of a sandbox, at work since forty days.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) authority: Authority,
    people: BTreeMap<&'static str, (i64, SoftwareKey)>,
    pub(crate) now: i64,
}

async fn open(sandbox: &Sandbox, forms: FormKeys) -> Authority {
    let data = sandbox.path("data");
    let url = format!("sqlite:{}", data.join("registry.sqlite").display());
    let store = Store::open(&StoreConfig::new(url)).await.unwrap();
    let entropy = Arc::new(Counted(AtomicU64::new(0)));
    let kek = FileKek::new(&[7; 32]).unwrap();
    let ring = KeyRing::create(&data.join("ring"), &kek, 0, &mut |bytes| {
        entropy.fill(bytes)
    });
    let der = std::fs::read(data.join("certificates/dsc.der")).unwrap();
    let dsc = cleanbill_x509::parse_certificate(&der).unwrap();
    let epoch = KeyEpoch {
        kid: dsc.kid(),
        not_before: dsc.not_before(),
        not_after: dsc.not_after(),
    };
    let pem = std::fs::read(data.join("keys/dsc.pem")).unwrap();
    let signing = SigningKey {
        issuer: Issuer::new("XX", "Test", epoch, ValidityPolicy::default()).unwrap(),
        epoch: EpochId(1),
        signer: Arc::new(SoftwareKey::from_pkcs8_pem(&pem).unwrap()),
    };
    let options = Options {
        founding: Some(data.join("founding")),
        forms,
        ..Options::default()
    };
    Authority::new(store, ring.unwrap(), signing, entropy, &options)
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_keys(&[], |_| FormKeys::default()).await
    }

    /// One that has more keys: made by these commands, told by their files.
    pub(crate) async fn with_keys(
        commands: &[&[&str]],
        forms: impl FnOnce(&Sandbox) -> FormKeys,
    ) -> Self {
        let sandbox = Sandbox::empty();
        let start = now() - 40 * DAY;
        let at = (start - 20 * DAY).to_string();
        sandbox
            .run(&["init", "--country", "XX", "--at", &at])
            .succeeded();
        for command in commands {
            let at = ["--lead-days", "0", "--days", "365", "--at", &at];
            sandbox.run(&[command, &at[..]].concat()).succeeded();
        }
        let forms = forms(&sandbox);
        let authority = open(&sandbox, forms).await;
        let mut world = Self {
            sandbox,
            authority,
            people: BTreeMap::new(),
            now: start,
        };
        world.found().await;
        for (name, office, role) in [
            ("reviewer", "Review board", Role::Reviewer),
            ("south", "Clinic South", Role::OfficeHead),
            ("nurse", "Clinic North", Role::Clinic),
        ] {
            world.appoint(name, office, role).await;
        }
        world
    }

    fn new_key(key: &SoftwareKey, challenge: &[u8; 32]) -> NewKey {
        NewKey::Raw {
            public_key: key.public_key().to_spki_der().to_vec(),
            signature: key.sign(challenge).unwrap(),
        }
    }

    async fn found(&mut self) {
        let office = |name: &str, region: &str, kind| OfficeSpec {
            name: name.to_owned(),
            region: region.to_owned(),
            kind,
        };
        let draft = FoundingDraft {
            offices: vec![
                office("Ministry", "XX", OfficeKind::Authority),
                office("Clinic North", "XX-A", OfficeKind::Clinic),
                office("Review board", "XX", OfficeKind::Review),
                office("Clinic South", "XX-B", OfficeKind::Clinic),
            ],
        };
        let (authority, now) = (&self.authority, self.now);
        let make = || SoftwareKey::generate(KeyType::P256).unwrap();
        let (ministry, north) = (make(), make());
        let first = authority.begin_founding(now).await.unwrap();
        let key = Self::new_key(&ministry, &authority.registration_challenge(&first));
        let second = authority.found(&first, draft, &key, now).await.unwrap();
        let key = Self::new_key(&north, &authority.registration_challenge(&second));
        authority.join_founding(&second, &key, now).await.unwrap();
        let hash = authority.founding_act(&second, now).await.unwrap().hash;
        for (number, key) in [(1, &ministry), (2, &north)] {
            let signature = OfficerSignature::Raw(key.sign(&hash).unwrap());
            let signed = authority.sign_founding(&second, number, &signature, now + number);
            signed.await.unwrap();
        }
        self.people.insert("ministry", (1, ministry));
        self.people.insert("north", (2, north));
        self.now += 10;
    }

    pub(crate) async fn caller(&self, name: &str) -> Caller {
        self.authority
            .caller(self.people[name].0, self.now)
            .await
            .unwrap()
    }

    async fn appoint(&mut self, name: &'static str, office: &str, role: Role) {
        let ministry = self.caller("ministry").await;
        let invited = Invited {
            office: office.to_owned(),
            role,
            officer: None,
        };
        let token = self
            .authority
            .invite(&ministry, &invited, self.now)
            .await
            .unwrap();
        let person = SoftwareKey::generate(KeyType::P256).unwrap();
        let key = Self::new_key(&person, &self.authority.registration_challenge(&token));
        let registered = self
            .authority
            .register(&token, &key, self.now)
            .await
            .unwrap();
        self.people.insert(name, (registered.officer, person));
        let proposal = Proposal::Appoint {
            key: registered.fingerprint,
            login: None,
        };
        let act = self.propose(&proposal, "ministry").await;
        self.approve(&act, "north").await;
    }

    pub(crate) async fn propose(&mut self, proposal: &Proposal, by: &str) -> ActView {
        let caller = self.caller(by).await;
        let (at, authority) = (self.now, &self.authority);
        let content = authority.prepare(&caller, proposal, at).await.unwrap();
        let signature = self.people[by].1.sign(&content.hash()).unwrap();
        let signature = OfficerSignature::Raw(signature);
        let act = authority.propose(&caller, proposal, at, &signature, at + 5);
        let act = act.await.unwrap();
        self.now += 10;
        act
    }

    pub(crate) async fn approve(&mut self, act: &ActView, by: &str) -> ActView {
        let caller = self.caller(by).await;
        let signature = OfficerSignature::Raw(self.people[by].1.sign(&act.hash).unwrap());
        let approved = self
            .authority
            .approve(&caller, act.id.as_str(), &signature, self.now);
        let approved = approved.await.unwrap();
        self.now += 5;
        approved
    }

    /// A revocation by two offices, with its notice.
    pub(crate) async fn revoke(&mut self, pass: &Issued, reason: Reason) -> ActView {
        let proposal = Proposal::Revoke {
            passes: vec![pass.pass.to_string()],
            why: Why {
                reason,
                basis: LegalBasis::PassLaw,
                evidence: Some([9; 32]),
            },
        };
        let act = self.propose(&proposal, "north").await;
        let mut act = self.approve(&act, "south").await;
        if act.needs_reviewer {
            act = self.approve(&act, "reviewer").await;
        }
        let north = self.caller("north").await;
        let channel = NoticeChannel::Letter;
        let noticed = self
            .authority
            .give_notice(&north, act.id.as_str(), channel, self.now);
        noticed.await.unwrap()
    }

    pub(crate) async fn issue(&mut self, surname: &str) -> Issued {
        let name = PersonName {
            surname: Some(surname.to_owned()),
            ..PersonName::default()
        };
        let told = Told {
            draft: Dcc {
                name,
                birth_date: Some("1987-03-29".to_owned()),
                vaccinations: vec![Vaccination {
                    vaccine: Some("1119349007".to_owned()),
                    product: Some("EU/1/20/1528".to_owned()),
                    manufacturer: Some("ORG-100030215".to_owned()),
                    dose: Some(2),
                    doses: Some(2),
                    date: Some("2021-06-11".to_owned()),
                    ..Vaccination::default()
                }],
                ..Dcc::default()
            },
            language: Language::Other,
            lot: None,
            document: None,
            record: None,
            form: InForm::Dcc,
        };
        self.issue_told(told).await
    }

    pub(crate) async fn issue_told(&mut self, told: Told) -> Issued {
        let nurse = self.caller("nurse").await;
        let issued = self
            .authority
            .issue(&nurse, told, None, self.now)
            .await
            .unwrap();
        self.now += 5;
        issued
    }

    pub(crate) fn publish(&self, more: &[&str]) -> Ran {
        let to = self.sandbox.arg("web");
        let publish = ["publish", "--install", "--to", &to];
        self.sandbox.run(&[&publish[..], more].concat())
    }

    /// Which of these passes are refused because they are revoked.
    pub(crate) fn revoked(&self, passes: &[&Issued]) -> Vec<bool> {
        let is_revoked = |pass: &&Issued| {
            let (code, lines) = self.sandbox.json(&[&pass.text]);
            let text = lines[0].to_string();
            let revoked = text.contains("revocation.revoked");
            assert_eq!(code, i32::from(revoked), "{text}");
            revoked
        };
        passes.iter().map(is_revoked).collect()
    }

    /// Deletes an act with all that proves it, past the triggers.
    async fn delete(&self, act: &ActView) {
        let ring = self.authority.ring();
        let kind = cleanbill_seal::IdKind::Act;
        let (_, key) = ring.parse_public_id(kind, act.id.as_str()).unwrap();
        let file = self.sandbox.path("data/registry.sqlite");
        let drop = "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type='trigger'";
        let sqlite = |sql: &str| {
            let mut command = std::process::Command::new("sqlite3");
            command.arg(&file).arg(sql);
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        let mut script = sqlite(drop);
        for (table, column) in [("approval", "act"), ("act_step", "act"), ("act", "id")] {
            script.push_str(&format!("DELETE FROM {table} WHERE {column} = {key};"));
        }
        sqlite(&script);
    }
}

/// Signers of ours go by acts too.
fn own_kid(world: &World) -> String {
    use base64::Engine;
    let der = std::fs::read(world.sandbox.path("data/certificates/dsc.der")).unwrap();
    let kid = cleanbill_x509::parse_certificate(&der).unwrap().kid();
    base64::engine::general_purpose::STANDARD.encode(kid)
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_what_two_offices_approved_is_revoked_and_nothing_else_is() {
    let mut world = World::new().await;
    let one = world.issue("Aa").await;
    let two = world.issue("Bb").await;
    let three = world.issue("Cc").await;
    let passes = [&one, &two, &three];
    let over = world.revoke(&one, Reason::EnteredInError).await;
    world.now = now() - 5 * DAY;
    world.authority.take_due_effects(world.now).await.unwrap();
    // In force in nine days.
    world.revoke(&two, Reason::EnteredInError).await;
    world.now = now() - 60;
    let first = world.publish(&[]).succeeded();
    assert!(
        first
            .out
            .contains("1 approved acts; 3 passes covered, 1 of them"),
        "{}",
        first.out
    );
    assert_eq!(world.revoked(&passes), [true, false, false]);
    // Given back by one officer who may; a proven forgery acts with its notice.
    let restore = Proposal::Restore {
        act: over.id.to_string(),
    };
    world.propose(&restore, "reviewer").await;
    let forgery = world.revoke(&three, Reason::Forgery).await;
    world.publish(&[]).succeeded();
    assert_eq!(world.revoked(&passes), [false, false, true]);
    // Lists have no word here, nor has whoever runs the command.
    let list = world.sandbox.write("list", "00");
    let lists = world.publish(&["--exact", &list]);
    lists.failed(2, "lists of revoked passes were given");
    let own = world.publish(&["--remove-signer", &own_kid(&world)]);
    own.failed(2, "[publisher.unapproved-signer]");
    let dropped = world.publish(&["--drop", "revocation-exact.v1"]);
    dropped.succeeded();
    assert_eq!(world.revoked(&passes), [false, false, true]);
    if std::process::Command::new("sqlite3")
        .arg("-version")
        .output()
        .is_err()
    {
        println!("skipped: there is no sqlite3 to write rows with");
        return;
    }
    world.delete(&forgery).await;
    let lost = world.publish(&[]);
    assert_eq!(lost.code, 1, "{}", lost.err);
    assert!(lost.err.contains("[publisher.vanished]"), "{}", lost.err);
    assert_eq!(world.revoked(&passes), [false, false, true]);
}
