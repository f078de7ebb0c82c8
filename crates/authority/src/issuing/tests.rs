//! Issuing over a SQLite store, with keys in software.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cleanbill_crypto::{PublicKey, Signer};
use cleanbill_issuer::registry::{EpochId, OfficeId, OfficerId, Shard};
use cleanbill_issuer::staff::Role;
use cleanbill_issuer::{Authority as Issuer, KeyEpoch, ValidityPolicy};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::{Store, StoreConfig};

use crate::{Authority, AuthorityError, Caller, Entropy, ImportKind, Options, SigningKey};

/// 1 July 2021.
pub(super) const NOW: i64 = 1_625_097_600;

/// Counts up: no two draws are alike, and every run draws the same.
struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            let hash = cleanbill_crypto::sha256(&count.to_be_bytes());
            chunk.copy_from_slice(&hash[..chunk.len()]);
        }
    }
}

pub(super) async fn authority(folder: &std::path::Path) -> (Authority, PublicKey) {
    let url = format!("sqlite:{}", folder.join("registry.sqlite").display());
    let store = Store::open(&StoreConfig::new(url)).await.unwrap();
    let entropy = Arc::new(Counted(AtomicU64::new(1)));
    let kek = FileKek::new(&[7; 32]).unwrap();
    let path = folder.join("ring");
    let ring = KeyRing::open(&path, &kek)
        .or_else(|_| KeyRing::create(&path, &kek, NOW, &mut |bytes| entropy.fill(bytes)))
        .unwrap();
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    let public = key.public_key().clone();
    let epoch = KeyEpoch {
        kid: [1; 8],
        not_before: NOW - 1_000_000,
        not_after: NOW + 100_000_000,
    };
    let issuer = Issuer::new("XX", "Test", epoch, ValidityPolicy::default()).unwrap();
    let signing = SigningKey {
        issuer,
        epoch: EpochId(1),
        signer: Arc::new(key),
    };
    let authority = Authority::new(store, ring, signing, entropy, &Options::default());
    (authority, public)
}

pub(super) fn clinic() -> Caller {
    Caller {
        officer: OfficerId(1_000_001),
        number: 7,
        office: OfficeId(1_000_002),
        office_name: "Clinic".to_owned(),
        region: "XX-A".to_owned(),
        role: Role::Clinic,
    }
}

fn people(rows: usize) -> Vec<u8> {
    let mut text = "record,surname,birth_date,document_type,document_country,document_number,\
        ground,first_positive\n"
        .to_owned();
    for row in 0..rows {
        text.push_str(&format!(
            "r{row},Muster,1980,passport,XX,{},recovery,2021-05-01\n",
            row / 2
        ));
    }
    text.into_bytes()
}

async fn import(authority: &Authority, text: &[u8]) -> Result<crate::JobEnd, AuthorityError> {
    let hash = cleanbill_crypto::sha256(text);
    let input = std::io::Cursor::new(text.to_vec());
    authority
        .import(&clinic(), ImportKind::Csv, input, hash, NOW, |_| {})
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_becomes_a_pass_and_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (authority, _) = authority(folder.path()).await;
    let end = import(&authority, &people(9_001)).await.unwrap();
    assert_eq!((end.progress.good, end.progress.bad), (9_001, 0));
    let again = import(&authority, &people(9_001)).await.unwrap();
    assert!(again.was_done);
    // Another file with the same records: all are known.
    let more = [
        people(9_001),
        b"r-new,Muster,1980,,,,recovery,2021-05-01\n".to_vec(),
    ]
    .concat();
    let end = import(&authority, &more).await.unwrap();
    assert_eq!((end.progress.good, end.progress.bad), (1, 9_001));
    let passes = handles(&authority).await;
    assert_eq!(passes, 9_002);
}

/// Two rows a document: the registry has half as many holders as passes, in one batch and over the
/// edge of two.
#[tokio::test(flavor = "multi_thread")]
async fn one_document_is_one_holder() {
    let folder = tempfile::tempdir().unwrap();
    let (authority, _) = authority(folder.path()).await;
    import(&authority, &people(5_000)).await.unwrap();
    let publisher = authority.store().publisher();
    let mut holders = std::collections::BTreeSet::new();
    let shard = Shard::default();
    for handle in publisher
        .handles(shard, EpochId(1), None, 1_000)
        .await
        .unwrap()
    {
        let pass = authority
            .store()
            .pass(shard, handle.id)
            .await
            .unwrap()
            .unwrap();
        holders.insert(pass.holder);
    }
    assert_eq!(holders.len(), 500);
}

async fn handles(authority: &Authority) -> usize {
    let publisher = authority.store().publisher();
    let (mut after, mut count) = (None, 0);
    loop {
        let page = publisher
            .handles(Shard::default(), EpochId(1), after, 1_000)
            .await
            .unwrap();
        let Some(last) = page.last() else {
            return count;
        };
        count += page.len();
        after = Some(last.id);
    }
}

const PERSON: &str = r#"{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":
    {"resourceType":"Patient","name":[{"family":"Muster","given":["Ada"]}],
     "birthDate":"1980-02-03"}}"#;
const DOSE: &str = r#"{"resource":{"resourceType":"Immunization","id":"dose-1","status":"completed",
    "vaccineCode":{"coding":[{"code":"EU/1/20/1528",
    "system":"https://ec.europa.eu/health/documents/community-register/html/"}]},
    "patient":{"reference":"urn:uuid:00000000-0000-4000-8000-000000000001"},
    "occurrenceDateTime":"2021-06-01","lotNumber":"ab 12",
    "protocolApplied":[{"doseNumberPositiveInt":2,"seriesDosesPositiveInt":2}]}}"#;

async fn import_bundle(entries: &str, end: &str) -> Result<(i64, i64), AuthorityError> {
    let folder = tempfile::tempdir().unwrap();
    let (authority, _) = authority(folder.path()).await;
    let text = format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{entries}]{end}"#);
    let hash = cleanbill_crypto::sha256(text.as_bytes());
    let input = std::io::Cursor::new(text.into_bytes());
    let end = authority
        .import(&clinic(), ImportKind::FhirBundle, input, hash, NOW, |_| {})
        .await;
    let issued = handles(&authority).await as i64;
    end.map(|end| {
        assert_eq!(issued, end.progress.good);
        (end.progress.good, end.progress.bad)
    })
    .inspect_err(|_| assert_eq!(issued, 0, "nothing is taken of what is not trusted"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_is_taken_whole_or_not_at_all() {
    let undated = DOSE.replace("occurrenceDateTime", "occurrenceString");
    for (entries, end, expected) in [
        (format!("{PERSON},{DOSE}"), "}", Some((1, 0))),
        (format!("{DOSE},{PERSON}"), "}", Some((1, 0))),
        (format!("{PERSON},{undated},{DOSE}"), "}", Some((1, 1))),
        (format!("{PERSON},{DOSE}"), "", None),
        (format!("{PERSON},{DOSE},{PERSON}"), "}", None),
    ] {
        let taken = import_bundle(&entries, end).await;
        assert_eq!(taken.ok(), expected, "{end} {}", entries.len());
    }
}
