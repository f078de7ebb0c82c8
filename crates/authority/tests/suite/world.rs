//! A small authority: two founders, a reviewer, a clinic, a desk, and people with passes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_authority::intake::{Document, Told};
use cleanbill_authority::{
    ActView, Authority, AuthorityError, Caller, Entropy, FoundingDraft, InForm, Invited, Issued,
    NewKey, OfficerSignature, Options, Proposal, SigningKey, Token, Why,
};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_icao9303::transliteration::Language;
use cleanbill_issuer::act::{LegalBasis, NoticeChannel, OfficeSpec, Reason};
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_issuer::{Authority as Issuer, KeyEpoch, ValidityPolicy};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_webauthn::RelyingParty;
use cleanbill_webauthn::soft::SoftAuthenticator;

/// 1 July 2021.
pub(crate) const START: i64 = 1_625_097_600;
pub(crate) const DAY: i64 = 86_400;
const RP: &str = "pass.example";
const ORIGIN: &str = "https://pass.example";

/// The founders, who sign everything that the others stand on.
pub(crate) const MINISTRY: &str = "ministry";
pub(crate) const NORTH: &str = "north";

/// Draws that never repeat, and are the same in every run.
pub(crate) struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha256(&count.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// Somebody with a key: a passkey, or a raw one.
pub(crate) struct Person {
    pub(crate) number: i64,
    pub(crate) key: SoftwareKey,
    pub(crate) credential: Option<Vec<u8>>,
}

impl Person {
    pub(crate) fn new(credential: Option<&str>) -> Self {
        Self {
            number: 0,
            key: SoftwareKey::generate(KeyType::P256).unwrap(),
            credential: credential.map(|id| id.as_bytes().to_vec()),
        }
    }

    pub(crate) fn new_key(&self, challenge: &[u8; 32]) -> NewKey {
        match &self.credential {
            Some(id) => {
                let mut soft = SoftAuthenticator::new(&self.key, id).unwrap();
                let registration = soft.register(RP, ORIGIN, challenge);
                NewKey::Passkey(registration.to_json().to_string().into_bytes())
            }
            None => NewKey::Raw {
                public_key: self.key.public_key().to_spki_der().to_vec(),
                signature: self.key.sign(challenge).unwrap(),
            },
        }
    }

    pub(crate) fn sign(&self, hash: &[u8; 32]) -> OfficerSignature {
        match &self.credential {
            Some(id) => {
                let mut soft = SoftAuthenticator::new(&self.key, id).unwrap();
                OfficerSignature::Passkey(soft.assert(RP, ORIGIN, hash).unwrap())
            }
            None => OfficerSignature::Raw(self.key.sign(hash).unwrap()),
        }
    }
}

pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) authority: Authority,
    pub(crate) people: BTreeMap<&'static str, Person>,
    pub(crate) now: i64,
}

pub(crate) fn office(name: &str, region: &str, kind: OfficeKind) -> OfficeSpec {
    OfficeSpec {
        name: name.to_owned(),
        region: region.to_owned(),
        kind,
    }
}

pub(crate) fn options(folder: &Path) -> Options {
    let rp = RelyingParty::new(RP.to_owned(), vec![ORIGIN.to_owned()]).unwrap();
    Options {
        founding: Some(folder.join("founding")),
        relying_parties: vec![rp],
        ..Options::default()
    }
}

/// The registry in this folder, or the one whose address lies there.
pub(crate) fn url(folder: &Path) -> String {
    let own = format!("sqlite:{}", folder.join("registry.sqlite").display());
    std::fs::read_to_string(folder.join("database")).unwrap_or(own)
}

pub(crate) async fn open(folder: &Path, options: &Options) -> Authority {
    let key = Arc::new(SoftwareKey::generate(KeyType::P256).unwrap());
    open_with(folder, options, key).await
}

/// The same with this key for the EU's certificates.
pub(crate) async fn open_with(
    folder: &Path,
    options: &Options,
    key: Arc<dyn Signer + Send + Sync>,
) -> Authority {
    let store = Store::open(&StoreConfig::new(url(folder))).await.unwrap();
    // Other draws than those of another authority over the same databases.
    static FIRST: AtomicU64 = AtomicU64::new(0);
    let first = FIRST.fetch_add(1, Ordering::Relaxed) << 32;
    let entropy = Arc::new(Counted(AtomicU64::new(first)));
    let kek = FileKek::new(&[7; 32]).unwrap();
    let path = folder.join("ring");
    let ring = KeyRing::open(&path, &kek)
        .or_else(|_| KeyRing::create(&path, &kek, START, &mut |bytes| entropy.fill(bytes)))
        .unwrap();
    let epoch = KeyEpoch {
        kid: [1; 8],
        not_before: START - 1_000_000,
        not_after: START + 1_000 * DAY,
    };
    let issuer = Issuer::new("XX", "Test", epoch, ValidityPolicy::default()).unwrap();
    let signing = SigningKey {
        issuer,
        epoch: EpochId(1),
        signer: key,
    };
    Authority::new(store, ring, signing, entropy, options)
}

impl World {
    /// Two offices found the authority; nobody else is there.
    pub(crate) async fn founded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = options(folder.path());
        Self::founded_with(folder, &options).await
    }

    pub(crate) async fn founded_with(folder: tempfile::TempDir, options: &Options) -> Self {
        let authority = open(folder.path(), options).await;
        let mut ministry = Person::new(None);
        let mut north = Person::new(Some("north's passkey"));
        (ministry.number, north.number) = (1, 2);
        let now = START;
        let first = authority.begin_founding(now).await.unwrap();
        let draft = FoundingDraft {
            offices: vec![
                office("Ministry", "XX", OfficeKind::Authority),
                office("Clinic North", "XX-A", OfficeKind::Clinic),
                office("Review board", "XX", OfficeKind::Review),
                office("Clinic South", "XX-B", OfficeKind::Clinic),
                office("Desk", "XX-A", OfficeKind::Desk),
            ],
        };
        let key = ministry.new_key(&authority.registration_challenge(&first));
        let second = authority.found(&first, draft, &key, now).await.unwrap();
        let key = north.new_key(&authority.registration_challenge(&second));
        authority.join_founding(&second, &key, now).await.unwrap();
        let act = authority.founding_act(&second, now).await.unwrap();
        let signature = ministry.sign(&act.hash);
        let signed = authority.sign_founding(&second, 1, &signature, now + 5);
        assert_eq!(signed.await.unwrap(), None);
        let signature = north.sign(&act.hash);
        let signed = authority.sign_founding(&second, 2, &signature, now + 9);
        assert_eq!(signed.await.unwrap(), Some(act.hash));
        Self {
            folder,
            authority,
            people: BTreeMap::from([(MINISTRY, ministry), (NORTH, north)]),
            now: now + 10,
        }
    }

    /// With a reviewer, a head in the south, a clinic's officer and one at a desk.
    pub(crate) async fn staffed() -> Self {
        let mut world = Self::founded().await;
        world.staff().await;
        world
    }

    pub(crate) async fn staff(&mut self) {
        for (name, office, role) in [
            ("reviewer", "Review board", Role::Reviewer),
            ("south", "Clinic South", Role::OfficeHead),
            ("nurse", "Clinic North", Role::Clinic),
            ("desk", "Desk", Role::Desk),
        ] {
            self.appoint(name, office, role).await.unwrap();
        }
    }

    pub(crate) async fn caller(&self, name: &str) -> Caller {
        let number = self.people[name].number;
        self.authority.caller(number, self.now).await.unwrap()
    }

    pub(crate) async fn appoint(
        &mut self,
        name: &'static str,
        office: &str,
        role: Role,
    ) -> Result<ActView, AuthorityError> {
        let invited = Invited {
            office: office.to_owned(),
            role,
            officer: None,
        };
        let ministry = self.caller(MINISTRY).await;
        let token: Token = self.authority.invite(&ministry, &invited, self.now).await?;
        let mut person = Person::new(None);
        let key = person.new_key(&self.authority.registration_challenge(&token));
        let registered = self.authority.register(&token, &key, self.now).await?;
        person.number = registered.officer;
        self.people.insert(name, person);
        let proposal = Proposal::Appoint {
            key: registered.fingerprint,
            login: None,
        };
        self.enact(&proposal, MINISTRY, NORTH).await
    }

    /// Proposes, signed by whom the key belongs to.
    pub(crate) async fn propose(
        &mut self,
        proposal: &Proposal,
        by: &str,
    ) -> Result<ActView, AuthorityError> {
        let caller = self.caller(by).await;
        let at = self.now;
        let content = self.authority.prepare(&caller, proposal, at).await?;
        let signature = self.people[by].sign(&content.hash());
        self.now += 5;
        let act = self
            .authority
            .propose(&caller, proposal, at, &signature, self.now)
            .await;
        self.now += 5;
        act
    }

    pub(crate) async fn approve(
        &mut self,
        act: &ActView,
        by: &str,
    ) -> Result<ActView, AuthorityError> {
        let caller = self.caller(by).await;
        let signature = self.people[by].sign(&act.hash);
        let act = self
            .authority
            .approve(&caller, act.id.as_str(), &signature, self.now)
            .await;
        self.now += 5;
        act
    }

    pub(crate) async fn enact(
        &mut self,
        proposal: &Proposal,
        by: &str,
        second: &str,
    ) -> Result<ActView, AuthorityError> {
        let act = self.propose(proposal, by).await?;
        self.approve(&act, second).await
    }

    pub(crate) async fn notice(
        &mut self,
        act: &ActView,
        by: &str,
    ) -> Result<ActView, AuthorityError> {
        let caller = self.caller(by).await;
        let channel = NoticeChannel::Record;
        self.authority
            .give_notice(&caller, act.id.as_str(), channel, self.now)
            .await
    }

    pub(crate) async fn issue(&mut self, surname: &str) -> Issued {
        let nurse = self.caller("nurse").await;
        let issued = self
            .authority
            .issue(&nurse, told(surname), None, self.now)
            .await
            .unwrap();
        self.now += 5;
        issued
    }
}

pub(crate) fn told(surname: &str) -> Told {
    let name = PersonName {
        surname: Some(surname.to_owned()),
        forename: Some("Quirina".to_owned()),
        ..PersonName::default()
    };
    Told {
        draft: Dcc {
            name,
            birth_date: Some("1987-03-29".to_owned()),
            vaccinations: vec![Vaccination {
                vaccine: Some("1119349007".to_owned()),
                product: Some("EU/1/20/1528".to_owned()),
                manufacturer: Some("ORG-100030215".to_owned()),
                dose: Some(1),
                doses: Some(2),
                date: Some("2021-06-11".to_owned()),
                ..Vaccination::default()
            }],
            ..Dcc::default()
        },
        language: Language::Other,
        lot: Some("LOT7".to_owned()),
        document: Document::new("passport", "XX", &format!("P{surname}77")).ok(),
        record: None,
        form: InForm::Dcc,
    }
}

pub(crate) fn why(reason: Reason) -> Why {
    Why {
        reason,
        basis: match reason {
            Reason::HolderAsked => LegalBasis::Consent,
            Reason::Corrected => LegalBasis::Correction,
            _ => LegalBasis::PassLaw,
        },
        evidence: Some([9; 32]),
    }
}

pub(crate) fn revoke(pass: &Issued, reason: Reason) -> Proposal {
    Proposal::Revoke {
        passes: vec![pass.pass.to_string()],
        why: why(reason),
    }
}
