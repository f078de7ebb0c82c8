//! An authority with deterministic keys, and tools to make sets that the builder would not.

use std::sync::LazyLock;

use cleanbill_cose::cbor::{Key, Value, encode_deterministic, parse_value};
use cleanbill_cose::{Limits, parse_sign, parse_sign1, sign, sign1};
use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer};
use cleanbill_trust::set::{
    Digest, Floor, OpenedSet, PublicationKey, Root, RootPins, SetContent, SetError, SignedSet,
    Target, build_root, build_set, root_fingerprint,
};
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore, TrustedSigner};
use cleanbill_x509::DccUsage;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const PUBLISHER: u8 = 100;

/// ES256 by RFC 6979: the same message, the same signature.
pub(crate) struct TestSigner {
    key: SigningKey,
    public: PublicKey,
}

impl TestSigner {
    pub(crate) fn new(seed: u8) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).unwrap();
        let point = key.verifying_key().to_sec1_point(false);
        let public = PublicKey::from_ec_point(KeyKind::P256, point.as_bytes()).unwrap();
        Self { key, public }
    }

    pub(crate) fn id(&self) -> [u8; 32] {
        *Digest::of_key(&self.public).as_bytes()
    }
}

impl Signer for TestSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature: Signature = self.key.sign(message);
        Ok(signature.to_bytes().to_vec())
    }
}

pub(crate) fn public(seed: u8) -> PublicKey {
    TestSigner::new(seed).public
}

/// A root of version `version`: k of the keys with these seeds; the publisher signs for its life.
pub(crate) fn root(version: u32, threshold: u8, seeds: &[u8]) -> Root {
    Root {
        version,
        issued_at: NOW - DAY,
        expires_at: NOW + 700 * DAY,
        threshold,
        keys: seeds.iter().map(|seed| public(*seed)).collect(),
        publication_keys: vec![publication_key(PUBLISHER)],
    }
}

pub(crate) fn publication_key(seed: u8) -> PublicationKey {
    PublicationKey {
        key: public(seed),
        not_before: NOW - 100 * DAY,
        not_after: NOW + 400 * DAY,
    }
}

/// Signs whatever root, by whomever.
pub(crate) fn signed(root: &Root, seeds: &[u8]) -> Vec<u8> {
    signed_document(&root.encode(), seeds)
}

pub(crate) fn signed_document(document: &[u8], seeds: &[u8]) -> Vec<u8> {
    let signers: Vec<_> = seeds.iter().map(|seed| TestSigner::new(*seed)).collect();
    let ids: Vec<_> = signers.iter().map(TestSigner::id).collect();
    let parts: Vec<(&[u8], &dyn Signer)> = ids
        .iter()
        .zip(&signers)
        .map(|(id, signer)| (&id[..], signer as &dyn Signer))
        .collect();
    sign(document, &parts).unwrap()
}

/// Version 1: two of the keys 1, 2, 3.
pub(crate) fn first_root() -> Vec<u8> {
    let (one, three) = (TestSigner::new(1), TestSigner::new(3));
    build_root(&root(1, 2, &[1, 2, 3]), None, &[&one, &three]).unwrap()
}

pub(crate) fn pins(message: &[u8]) -> RootPins {
    RootPins::from(root_fingerprint(message).unwrap())
}

pub(crate) fn content<'a>(roots: &'a [&'a [u8]], targets: &'a [Target]) -> SetContent<'a> {
    SetContent {
        roots,
        version: 7,
        issued_at: NOW,
        expires_at: NOW + 30 * DAY,
        targets,
        ledger: None,
    }
}

/// A set under [`first_root`] with two signers.
pub(crate) fn good_set() -> Vec<u8> {
    static SET: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let root = first_root();
        let targets = [Target::dcc_signers(&store(2))];
        build_set(&content(&[&root], &targets), &TestSigner::new(PUBLISHER)).unwrap()
    });
    SET.clone()
}

pub(crate) fn open(set: &[u8]) -> Result<OpenedSet<'_>, SetError> {
    static PINS: LazyLock<RootPins> = LazyLock::new(|| pins(&first_root()));
    SignedSet::open(set, &PINS, Floor::default(), NOW)
}

pub(crate) fn code(set: &[u8]) -> &'static str {
    open(set).map_or_else(|error| error.code(), |_| "opened")
}

pub(crate) fn record(ordinal: u32) -> SignerRecord {
    static KEY: LazyLock<PublicKey> = LazyLock::new(|| public(50));
    let mut spki = KEY.to_spki_der().to_vec();
    spki[40..44].copy_from_slice(&ordinal.to_be_bytes());
    let thumbprint = *Digest::of(&spki).as_bytes();
    SignerRecord {
        kid: Kid::new(&thumbprint[..8]).unwrap(),
        country: Country::new("DE"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: NOW - 300 * DAY,
        not_after: NOW + 300 * DAY,
        thumbprint,
    }
}

pub(crate) fn store(count: u32) -> TrustStore {
    (0..count).map(|n| TrustedSigner::new(record(n))).collect()
}

/// A set taken apart, to be put together wrong.
#[derive(Clone)]
pub(crate) struct Pieces {
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) manifest: Vec<u8>,
    pub(crate) targets: Vec<Vec<u8>>,
}

pub(crate) type Fields = Vec<(Key<'static>, Value<'static>)>;

impl Pieces {
    pub(crate) fn of(set: &[u8]) -> Self {
        let limits = Limits::default();
        let set = parse_value(set, &limits).unwrap();
        let parts = set.untagged().as_array().unwrap();
        let list = |value: &Value<'_>| {
            let items = value.as_array().unwrap().iter();
            items
                .map(|item| item.as_bytes().unwrap().to_vec())
                .collect()
        };
        Self {
            roots: list(&parts[2]),
            manifest: parts[3].as_bytes().unwrap().to_vec(),
            targets: list(&parts[4]),
        }
    }

    pub(crate) fn good() -> Self {
        Self::of(&good_set())
    }

    pub(crate) fn value(&self) -> Value<'_> {
        Value::Tag(
            55_799,
            Box::new(Value::Array(vec![
                Value::from("cleanbill-set"),
                Value::Int(1),
                list(&self.roots),
                Value::from(&self.manifest[..]),
                list(&self.targets),
            ])),
        )
    }

    pub(crate) fn together(&self) -> Vec<u8> {
        encode_deterministic(&self.value())
    }

    /// The manifest changed and signed again, by the publisher.
    pub(crate) fn edit_manifest(&mut self, edit: impl FnOnce(&mut Fields)) {
        let limits = Limits::default();
        let document = parse_sign1(&self.manifest, &limits).unwrap().payload();
        let document = edited(document, edit);
        let publisher = TestSigner::new(PUBLISHER);
        self.manifest = sign1(&publisher.id(), &document, &publisher).unwrap();
    }

    /// The last root changed and signed again by keys 1 and 2, the manifest bound to it.
    pub(crate) fn edit_root(&mut self, edit: impl FnOnce(&mut Fields)) {
        let message = self.roots.pop().unwrap();
        let limits = Limits::default();
        let document = edited(parse_sign(&message, &limits).unwrap().payload(), edit);
        self.roots.push(signed_document(&document, &[1, 2]));
        self.bind_roots();
    }

    pub(crate) fn bind_roots(&mut self) {
        let roots = Digest::of(&encode_deterministic(&list(&self.roots)));
        self.edit_manifest(|fields| {
            set_field(fields, 5, Value::Bytes(roots.as_bytes().to_vec().into()));
        });
    }

    pub(crate) fn open(&self) -> Result<(), SetError> {
        let pins = pins(self.roots.last().unwrap());
        SignedSet::open(&self.together(), &pins, Floor::default(), NOW).map(|_| ())
    }
}

fn list(items: &[Vec<u8>]) -> Value<'_> {
    Value::Array(items.iter().map(|item| Value::from(&item[..])).collect())
}

fn edited(document: &[u8], edit: impl FnOnce(&mut Fields)) -> Vec<u8> {
    let document = document.to_vec().leak();
    let Value::Map(mut fields) = parse_value(document, &Limits::default()).unwrap() else {
        panic!("a map");
    };
    edit(&mut fields);
    encode_deterministic(&Value::Map(fields))
}

pub(crate) fn set_field(fields: &mut Fields, label: i64, value: Value<'static>) {
    fields.retain(|(key, _)| *key != Key::Int(label));
    fields.push((Key::Int(label), value));
}

/// A line of the manifest for these bytes.
pub(crate) fn line(kind: &str, critical: bool, content: &[u8]) -> Value<'static> {
    Value::Array(vec![
        Value::Text(kind.to_owned().into()),
        Value::Bool(critical),
        Value::Bytes(Digest::of(content).as_bytes().to_vec().into()),
        Value::Int(content.len() as i64),
    ])
}
