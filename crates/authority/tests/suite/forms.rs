//! Passes in every form: the WHO's certificates and health cards beside the EU's, by keys of their
//! own, with act, leaf and count.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_authority::intake::Told;
use cleanbill_authority::{
    Authority, AuthorityError, Correction, FormKey, FormKeys, InForm, Issued, NewPerson, Options,
    PassStatus, RequestKey,
};
use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer, sha256};
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_hcert::{Decoder, Icvp, Limits, Payload, read_payload};
use cleanbill_issuer::act::{ActState, Body, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{EpochId, PassId, Shard};
use cleanbill_issuer::staff::Purpose;
use cleanbill_issuer::{CertificateDetails, Form, IcvpError, KeyEpoch, NO_END, rid_of};
use cleanbill_seal::{IdKind, commitment};
use cleanbill_shc::{Card, Decoder as CardDecoder};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::PassFacts;

use crate::world::{DAY, NORTH, START, World, open, open_with, options, revoke, told};

/// A key that counts what it signs.
pub(crate) struct Counting {
    key: SoftwareKey,
    pub(crate) signatures: AtomicU64,
}

impl Signer for Counting {
    fn algorithm(&self) -> Algorithm {
        self.key.algorithm()
    }
    fn public_key(&self) -> &PublicKey {
        self.key.public_key()
    }
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.signatures.fetch_add(1, Ordering::SeqCst);
        self.key.sign(message)
    }
}

pub(crate) fn counting() -> Arc<Counting> {
    Arc::new(Counting {
        key: SoftwareKey::generate(KeyType::P256).unwrap(),
        signatures: AtomicU64::new(0),
    })
}

/// A key of a form by its number.
fn form_key(epoch: u8, issuer: &str, signer: Arc<Counting>) -> FormKey {
    FormKey {
        epoch: EpochId(epoch.into()),
        key: KeyEpoch {
            kid: [epoch; 8],
            not_before: START - DAY,
            not_after: START + 1_000 * DAY,
        },
        issuer: issuer.to_owned(),
        signer,
    }
}

pub(crate) const ADDRESS: &str = "https://cards.example/xx";

pub(crate) fn form_keys(icvp: &Arc<Counting>, shc: &Arc<Counting>) -> FormKeys {
    FormKeys {
        icvp: Some(form_key(2, "XX", icvp.clone())),
        shc: Some(form_key(3, ADDRESS, shc.clone())),
    }
}

/// An authority with keys of all forms.
pub(crate) struct Stage {
    pub(crate) world: World,
    pub(crate) icvp: Arc<Counting>,
    pub(crate) shc: Arc<Counting>,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let (icvp, shc) = (counting(), counting());
        let mut world = World::staffed().await;
        let options = Options {
            forms: form_keys(&icvp, &shc),
            ..options(world.folder.path())
        };
        world.authority = open(world.folder.path(), &options).await;
        Self { world, icvp, shc }
    }

    fn signatures(&self) -> (u64, u64) {
        let of = |key: &Counting| key.signatures.load(Ordering::SeqCst);
        (of(&self.icvp), of(&self.shc))
    }

    pub(crate) async fn issue(&mut self, told: Told) -> Result<Issued, AuthorityError> {
        let nurse = self.world.caller("nurse").await;
        self.world.now += 5;
        self.world
            .authority
            .issue(&nurse, told, None, self.world.now)
            .await
    }

    async fn facts(&self, issued: &Issued) -> (Shard, PassFacts) {
        facts(&self.world.authority, issued.pass.as_str()).await
    }
}

async fn facts(authority: &Authority, pass: &str) -> (Shard, PassFacts) {
    let ring = authority.ring();
    let (shard, key) = ring.parse_public_id(IdKind::Pass, pass).unwrap();
    let facts = authority.store().pass(shard, PassId(key)).await;
    (shard, facts.unwrap().unwrap())
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A vaccination against yellow fever, of which only what a person knows is told.
pub(crate) fn yellow_fever(surname: &str) -> Told {
    let mut told = told(surname);
    told.draft.vaccinations = vec![Vaccination {
        product: text("YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0"),
        date: text("2021-06-11"),
        ..Vaccination::default()
    }];
    told.form = InForm::Icvp(Box::new(CertificateDetails {
        sex: text("female"),
        nationality: text("XXX"),
        document_number: text("C01X00T47"),
        document_kind: text("PPN"),
        ..CertificateDetails::default()
    }));
    told
}

pub(crate) fn card(surname: &str) -> Told {
    let mut told = told(surname);
    told.form = InForm::Shc;
    told
}

fn read_certificate(text: &str) -> (Icvp, Vec<u8>, Vec<u8>) {
    let mut decoder = Decoder::default();
    let envelope = decoder.decode(text).unwrap();
    let Ok(Payload::Icvp(reading)) = read_payload(&envelope, &Limits::default()) else {
        panic!("a certificate of vaccination");
    };
    assert_eq!(reading.findings, []);
    let cose = &envelope.cose;
    (
        reading.icvp,
        cose.signature().to_vec(),
        cose.kid().unwrap().to_vec(),
    )
}

fn read_card(text: &str) -> Card {
    CardDecoder::default().decode(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn g06_no_form_is_issued_without_act_leaf_and_count() {
    let mut stage = Stage::new().await;
    for (told, form, kid, counts) in [
        (told("Dccform"), Form::Dcc, [1; 8], (0, 0)),
        (yellow_fever("Icvpform"), Form::Icvp, [2; 8], (1, 0)),
        (card("Cardform"), Form::Shc, [3; 8], (1, 1)),
    ] {
        let issued = stage.issue(told).await.unwrap();
        assert_eq!(issued.form, form);
        assert_eq!(stage.signatures(), counts, "one signature a pass");
        let (shard, facts) = stage.facts(&issued).await;
        assert_eq!((facts.form, facts.light), (form, false));
        let store = stage.world.authority.store();
        let file = store.act(shard, facts.act).await.unwrap().unwrap();
        let body = Body::parse(file.act.kind, &file.act.body);
        let shown = format!("{body:?}");
        assert!(shown.contains(&format!("{kid:?}")), "{shown}");
        let leaf = store.leaf_of_act(shard, facts.act).await.unwrap().unwrap();
        assert_eq!(leaf.kind, LeafKind::Commitment);
        let signed = match form {
            Form::Shc => read_card(&issued.text).jws().into_bytes(),
            _ => cose_of(&issued.text),
        };
        assert_eq!(leaf.body, commitment(&issued.receipt, &signed));
    }
}

fn cose_of(text: &str) -> Vec<u8> {
    let mut decoder = Decoder::default();
    decoder.message(text).unwrap().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_neither_signed_nor_kept() {
    let mut stage = Stage::new().await;
    let mut measles = yellow_fever("Measles");
    measles.draft.vaccinations[0].product = text("a3K3X000006MiiMUAS");
    let refused = stage.issue(measles).await.unwrap_err();
    assert_eq!(
        refused,
        AuthorityError::Certificate(IcvpError::OtherDisease)
    );
    let mut exempt = card("Exempt");
    exempt.draft.vaccinations.clear();
    exempt.draft.exemptions = vec![cleanbill_hcert::dcc::Exemption {
        layout: Some(1),
        disease: text("840539006"),
        valid_from: text("2021-06-01"),
        valid_until: text("2021-09-01"),
        ..Default::default()
    }];
    exempt.lot = None;
    let refused = stage.issue(exempt).await.unwrap_err();
    assert_eq!(refused.code(), "health.card.ground");
    assert_eq!(stage.signatures(), (0, 0));
    let store = stage.world.authority.store();
    let issued = store.passes_of_epoch(Shard::default(), EpochId(2)).await;
    assert_eq!(issued.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_signs_one_form_alone() {
    let world = World::staffed().await;
    let nurse = world.caller("nurse").await;
    let folder = world.folder.path();
    let (one, other) = (counting(), counting());
    let icvp = AuthorityError::FormKeyScope { form: Form::Icvp };
    let shc = AuthorityError::FormKeyScope { form: Form::Shc };
    let none = FormKeys::default();
    for (dcc, forms, told, expected) in [
        // The EU's key for a certificate, and for a card; one key for both.
        (
            &one,
            form_keys(&one, &other),
            yellow_fever("A"),
            icvp.clone(),
        ),
        (&one, form_keys(&other, &one), card("B"), shc.clone()),
        (&counting(), form_keys(&one, &one), card("C"), shc),
        (&counting(), form_keys(&one, &one), yellow_fever("D"), icvp),
        (
            &one,
            none.clone(),
            card("E"),
            AuthorityError::NoFormKey { form: Form::Shc },
        ),
    ] {
        let options = Options {
            forms,
            ..options(folder)
        };
        let authority = open_with(folder, &options, dcc.clone()).await;
        let issued = authority.issue(&nurse, told, None, world.now).await;
        assert_eq!(issued.unwrap_err(), expected);
    }
    let signed = |key: &Counting| key.signatures.load(Ordering::SeqCst);
    assert_eq!((signed(&one), signed(&other)), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_says_what_was_told_and_is_known_by_its_signature() {
    let mut stage = Stage::new().await;
    let issued = stage.issue(yellow_fever("Example")).await.unwrap();
    let (icvp, signature, kid) = read_certificate(&issued.text);
    assert_eq!(icvp.name.as_deref(), Some("Quirina Example"));
    assert_eq!(icvp.nationality.as_deref(), Some("XXX"));
    let dose = &icvp.doses[0];
    assert_eq!(dose.batch.as_deref(), Some("LOT7"));
    assert_eq!(dose.issuer.as_deref(), Some("XX"));
    assert_eq!(kid, [2; 8]);
    let (_, facts) = stage.facts(&issued).await;
    assert_eq!(facts.handle[..], sha256(&signature[..32])[..16]);
    assert_eq!((facts.epoch, facts.expires_at), (EpochId(2), NO_END));
    assert_eq!(issued.expires_at, NO_END);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_carries_its_handle_as_rid() {
    let mut stage = Stage::new().await;
    let issued = stage.issue(card("Example")).await.unwrap();
    let card = read_card(&issued.text);
    let (_, facts) = stage.facts(&issued).await;
    assert_eq!(card.rid().unwrap(), rid_of(&facts.handle));
    assert_eq!(card.issuer(), ADDRESS);
    assert_eq!(card.not_before(), Some(facts.issued_at));
    let dose = &card.content().immunizations[0];
    assert_eq!(dose.lot_number.as_deref(), Some("LOT7"));
    assert!(issued.text.starts_with("shc:/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_gives_the_same_pass_of_any_form() {
    let stage = Stage::new().await;
    let nurse = stage.world.caller("nurse").await;
    for (key, told) in [("i", yellow_fever("Twice")), ("s", card("Thrice"))] {
        let ask = || {
            let request = RequestKey {
                key: key.to_owned(),
                request_hash: [7; 32],
            };
            let authority = &stage.world.authority;
            authority.issue(&nurse, told.clone(), Some(request), stage.world.now)
        };
        let (first, again) = (ask().await.unwrap(), ask().await.unwrap());
        assert!(again.is_repeated);
        assert_eq!((first.text, first.form), (again.text, again.form));
        assert_eq!(first.pass, again.pass);
    }
    assert_eq!(stage.signatures(), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_collects_any_form() {
    let mut stage = Stage::new().await;
    for told in [yellow_fever("Collects"), card("Fetches")] {
        let issued = stage.issue(told).await.unwrap();
        let authority = &stage.world.authority;
        let code = issued.code.grouped();
        let collected = authority.collect(&code, [1; 16], stage.world.now).await;
        let collected = collected.unwrap();
        assert_eq!(collected.text, issued.text);
        assert_eq!(collected.receipt, issued.receipt);
    }
}

/// G10: what stands in the place of a wrong pass is of the same form, and says the rest as it did.
#[tokio::test(flavor = "multi_thread")]
async fn g10_a_correction_gives_each_form_again() {
    let mut stage = Stage::new().await;
    for told in [yellow_fever("Wrong"), card("Wrong")] {
        let form = told.form.form();
        let mut told = told;
        // Another person for each.
        told.document = None;
        let issued = stage.issue(told).await.unwrap();
        let new = NewPerson {
            name: PersonName {
                surname: text("Right"),
                forename: text("Quirina"),
                ..PersonName::default()
            },
            birth_date: "1987-03-29".to_owned(),
            language: None,
        };
        let nurse = stage.world.caller("nurse").await;
        let authority = &stage.world.authority;
        let correction = Correction::Person(new);
        let holder = issued.holder.as_str();
        let done = authority
            .correct(&nurse, holder, &correction, None, stage.world.now)
            .await
            .unwrap();
        let [again] = done.passes.as_slice() else {
            panic!("one pass in the place of one");
        };
        let (_, facts) = facts(authority, again.pass.as_str()).await;
        assert_eq!(facts.form, form);
        match form {
            Form::Icvp => {
                let (icvp, ..) = read_certificate(&again.text);
                assert_eq!(icvp.name.as_deref(), Some("Quirina Right"));
                assert_eq!(icvp.document_number.as_deref(), Some("C01X00T47"));
                assert_eq!(icvp.doses[0].batch.as_deref(), Some("LOT7"));
            }
            _ => {
                let card = read_card(&again.text);
                let content = card.content();
                assert_eq!(content.patients[0].family.as_deref(), Some("Right"));
                assert_ne!(card.rid(), read_card(&issued.text).rid());
            }
        }
    }
}

/// G07, G08: a pass of any form is taken back by two offices, after the holder's time to object.
#[tokio::test(flavor = "multi_thread")]
async fn g07_a_pass_of_any_form_is_taken_back_by_two_offices() {
    let mut stage = Stage::new().await;
    for told in [yellow_fever("Taken"), card("Back")] {
        let issued = stage.issue(told).await.unwrap();
        let world = &mut stage.world;
        let proposal = revoke(&issued, Reason::EnteredInError);
        let act = world.propose(&proposal, NORTH).await.unwrap();
        let act = world.approve(&act, "south").await.unwrap();
        assert_eq!(act.state, ActState::Approved);
        let act = world.notice(&act, NORTH).await.unwrap();
        assert_eq!(status(world, &issued).await.0, "noticed");
        world.now += 15 * DAY;
        world.authority.take_due_effects(world.now).await.unwrap();
        let (status, light) = status(world, &issued).await;
        assert_eq!(status, "revoked", "{:?}", act.state);
        assert_eq!(light, AuthorityError::NotFound);
    }
}

/// Where a pass stands in its holder's record; and what comes of asking for light ones of it.
async fn status(world: &World, issued: &Issued) -> (&'static str, AuthorityError) {
    let desk = world.caller("desk").await;
    let holder = issued.holder.as_str();
    let (authority, now) = (&world.authority, world.now);
    let opened = authority.open_record(&desk, holder, Purpose::HolderAsked, None, now);
    let record = opened.await.unwrap();
    let pass = record.passes.iter().find(|pass| pass.id == issued.pass);
    let status = match pass.unwrap().status {
        PassStatus::Noticed { .. } => "noticed",
        PassStatus::Revoked { .. } => "revoked",
        _ => "another",
    };
    let light = authority
        .light_draft(&desk, issued.pass.as_str(), now)
        .await;
    (status, light.unwrap_err())
}
