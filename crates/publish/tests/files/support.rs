//! An authority with deterministic keys, and sets of it.

use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use cleanbill_crypto::{PublicKey, Signer};
use cleanbill_publish::files::{
    Certificates, Destination, FilesError, NoApprovalNeeded, Publication, PublishedSet,
};
use cleanbill_publish::universe::{EpochHeader, Record, UniverseWriter};
use cleanbill_publish::update::{Installed, Limits, Source, Update, UpdateError};
use cleanbill_publish::{Edition, build_filter, diff, fetch_and_wait, publish_and_wait};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::set::{
    Floor, PublicationKey, Root, RootPins, SetContent, SignedSet, Target, TargetType, build_root,
    build_set, root_fingerprint,
};
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore, TrustedSigner};
use cleanbill_verifier::bundle::{documents_target, national_target};
use cleanbill_x509::DccUsage;

pub(crate) const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

pub(crate) fn root() -> &'static [u8] {
    static ROOT: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let (root_key, publication) = (FixedKey::new(1), FixedKey::new(2));
        let root = Root {
            version: 1,
            issued_at: NOW - DAY,
            expires_at: NOW + 700 * DAY,
            threshold: 1,
            keys: vec![root_key.public_key().clone()],
            publication_keys: vec![PublicationKey {
                key: publication.public_key().clone(),
                not_before: NOW - DAY,
                not_after: NOW + 700 * DAY,
            }],
        };
        build_root(&root, None, &[&root_key]).unwrap()
    });
    &ROOT
}

pub(crate) fn pins() -> RootPins {
    RootPins::from(root_fingerprint(root()).unwrap())
}

pub(crate) fn signer(number: u32) -> SignerRecord {
    let key: PublicKey = FixedKey::new(100 + number).public_key().clone();
    SignerRecord {
        kid: Kid::new(&[number as u8; 8]).unwrap(),
        country: Country::new("XA"),
        spki: key.to_spki_der().into(),
        usage: DccUsage::ANY,
        not_before: NOW - DAY,
        not_after: NOW + DAY,
        thumbprint: [number as u8; 32],
    }
}

/// The signers with these numbers.
pub(crate) fn signers(numbers: std::ops::Range<u32>) -> Target {
    Target::dcc_signers(&TrustStore::new(
        numbers
            .map(|number| TrustedSigner::new(signer(number)))
            .collect(),
    ))
}

/// A signed set of these targets.
pub(crate) fn bundle(version: u32, targets: &[Target]) -> Vec<u8> {
    let content = SetContent {
        roots: &[root()],
        version,
        issued_at: NOW,
        expires_at: NOW + 30 * DAY,
        targets,
        ledger: None,
    };
    build_set(&content, &FixedKey::new(2)).unwrap()
}

/// Version N: N signers, a value set, and what N revokes.
pub(crate) fn nth(version: u32) -> Vec<u8> {
    let value_set = format!(r#"{{"valueSetId":"set-{version}","valueSetValues":{{}}}}"#);
    let targets = [
        signers(0..version),
        documents_target(TargetType::VALUE_SETS, [value_set.as_str()]),
        national(version - 1),
    ];
    bundle(version, &targets)
}

/// The filter of 3,000 passes of which 300 are revoked, and so many deltas.
pub(crate) fn national(deltas: u32) -> Target {
    static FILTER: LazyLock<(Vec<u8>, Vec<Vec<u8>>)> = LazyLock::new(|| {
        let edition = |version| Edition {
            version,
            issued_at: NOW - DAY + i64::from(version),
        };
        let built = build_filter(universe(0), edition(1)).unwrap();
        let mut tip = built.filter.tip();
        let mut deltas = Vec::new();
        for day in 1..6 {
            let delta = diff(universe(day - 1), universe(day), tip, edition(day + 1)).unwrap();
            tip = delta.tip().unwrap();
            deltas.push(delta.encode().unwrap());
        }
        (built.bytes, deltas)
    });
    let (filter, all) = &*FILTER;
    national_target(filter, &all[..deltas as usize].concat())
}

/// The look-up key of the pass with this number.
pub(crate) fn key(number: u64) -> [u8; 16] {
    let hash = cleanbill_crypto::sha256(&number.to_be_bytes());
    hash[..16].try_into().unwrap()
}

/// The passes after so many days of ten more revoked ones each.
pub(crate) fn universe(day: u32) -> Cursor<Vec<u8>> {
    let revoked = 300 + 10 * u64::from(day);
    let mut records: Vec<Record> = (0..3_000_u64)
        .map(|number| Record {
            key: key(number),
            revoked: number < revoked,
        })
        .collect();
    records.sort_by_key(|record| record.key);
    let mut bytes = Vec::new();
    let mut writer = UniverseWriter::new(&mut bytes, "XA", 1).unwrap();
    writer
        .begin(EpochHeader {
            kid: vec![1; 8].into(),
            from: 0,
            until: NOW,
            issued: 3_000,
            revoked,
        })
        .unwrap();
    for record in records {
        writer.push(record).unwrap();
    }
    writer.finish().unwrap();
    Cursor::new(bytes)
}

pub(crate) fn published(bundle: Vec<u8>) -> PublishedSet {
    let none = Certificates::default();
    PublishedSet::new(bundle, &pins(), NOW, &none, &NoApprovalNeeded).unwrap()
}

pub(crate) fn publish(bundle: Vec<u8>, folder: &Path) -> Result<Publication, FilesError> {
    publish_and_wait(&published(bundle), &Destination::folder(folder)?)
}

/// Fetches as a verifier that has `installed`.
pub(crate) fn fetch(source: &Source, installed: Option<&[u8]>) -> Result<Update, UpdateError> {
    fetch_within(source, installed, &Limits::DEFAULT)
}

pub(crate) fn fetch_within(
    source: &Source,
    installed: Option<&[u8]>,
    limits: &Limits,
) -> Result<Update, UpdateError> {
    let pins = pins();
    let floor = installed.map_or_else(Floor::default, |bundle| {
        SignedSet::open(bundle, &pins, Floor::default(), NOW)
            .unwrap()
            .floor()
    });
    let installed = Installed {
        bundle: installed,
        pins: &pins,
        floor,
    };
    fetch_and_wait(source, &installed, NOW, limits)
}

pub(crate) fn folder(path: &Path) -> Source {
    Source::new(path.to_str().unwrap(), b"", &Limits::DEFAULT).unwrap()
}

/// What a verifier without anything gets.
pub(crate) fn fetched(source: &Source) -> Vec<u8> {
    match fetch(source, None).unwrap() {
        Update::New { bundle, .. } => bundle,
        other => panic!("{other:?}"),
    }
}
