//! An authority over SQLite in a folder, with keys in software and clocks set by hand.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use cleanbill_authority::{Authority, Entropy, FormKey, FormKeys, Options, SigningKey};
use cleanbill_forum::links::Links;
use cleanbill_forum::petitions::{PetitionKeys, Petitions, PetitionsError, Randomness};
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::{Authority as Issuer, KeyEpoch, ValidityPolicy};
use cleanbill_oblivious::Gateway;
use cleanbill_redress::petition::{OperatorKey, PetitionId};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_server::{Clock, Parts, Policies, Service, Settings, Sites, service};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_webauthn::RelyingParty;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// 1 July 2021.
pub(crate) const NOW: i64 = 1_625_097_600;

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

/// Clocks that stand still until they are set.
pub(crate) struct Hands {
    pub(crate) now: AtomicI64,
    pub(crate) millis: AtomicU64,
}

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.millis.load(Ordering::Relaxed))
    }
}

/// What is logged, in memory.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Randomness that is the same each time.
#[derive(Debug)]
pub(crate) struct Drawn(pub(crate) AtomicU64);

impl Randomness for Drawn {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            let block = cleanbill_crypto::sha256(&count.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// Keys of petitions, in memory.
#[derive(Debug, Default)]
struct Keys(Mutex<BTreeMap<PetitionId, Arc<OperatorKey>>>);

impl PetitionKeys for Keys {
    fn key(&self, petition: &PetitionId) -> Result<Arc<OperatorKey>, PetitionsError> {
        let keys = self.0.lock().unwrap();
        keys.get(petition)
            .cloned()
            .ok_or(PetitionsError::KeyMissing)
    }

    fn keep(&self, petition: &PetitionId, key: &OperatorKey) -> Result<(), PetitionsError> {
        let key = OperatorKey::from_secret(&key.to_secret()).unwrap();
        self.0.lock().unwrap().insert(*petition, Arc::new(key));
        Ok(())
    }
}

/// A service, and what it stands on.
pub(crate) struct Stage {
    pub(crate) router: Router,
    pub(crate) authority: Authority,
    pub(crate) hands: Arc<Hands>,
    pub(crate) parts: Parts,
    _folder: TempDir,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

pub(crate) fn settings() -> Settings {
    Settings::local(([127, 0, 0, 1], 8080).into())
}

impl Stage {
    pub(crate) async fn new(settings: Settings) -> Self {
        Self::with(settings, None).await
    }

    pub(crate) async fn with(settings: Settings, policies: Option<Arc<dyn Policies>>) -> Self {
        Self::with_sites(settings, policies, Sites::default()).await
    }

    pub(crate) async fn with_sites(
        settings: Settings,
        policies: Option<Arc<dyn Policies>>,
        sites: Sites,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let url = format!("sqlite:{}", path("registry.sqlite").display());
        let store = Store::open(&StoreConfig::new(url)).await.unwrap();
        let entropy = Arc::new(Counted(AtomicU64::new(1)));
        let kek = FileKek::new(&[7; 32]).unwrap();
        let mut fill = |bytes: &mut [u8]| entropy.fill(bytes);
        let ring = KeyRing::create(&path("ring"), &kek, NOW, &mut fill).unwrap();
        let rp = RelyingParty::new(settings.rp_id.clone(), settings.origins.clone());
        let options = Options {
            founding: Some(path("founding")),
            forms: form_keys(),
            relying_parties: vec![rp.unwrap()],
            ..Options::default()
        };
        let random = Arc::new(Drawn(AtomicU64::new(0)));
        let petitions = Petitions::new(&store, Arc::new(Keys::default()), random);
        let filling = entropy.clone();
        let fill = Arc::new(move |bytes: &mut [u8]| filling.fill(bytes));
        let links = Links::new(&store, fill, 1 << 20);
        let authority = Authority::new(store, ring, signing_key(), entropy.clone(), &options);
        let hands = Arc::new(Hands {
            now: AtomicI64::new(NOW),
            millis: AtomicU64::new(0),
        });
        let parts = Parts {
            authority: authority.clone(),
            entropy,
            clock: hands.clone(),
            signer_check: Arc::new(|_| Ok(())),
            policies,
            filings: None,
            petitions: Some(petitions),
            links: Some(links),
            oblivious: Some(gateway()),
            ledger: None,
            sites,
        };
        Self {
            router: service(parts.clone(), settings).unwrap(),
            parts,
            authority,
            hands,
            _folder: folder,
        }
    }

    /// The same with other parts.
    pub(crate) fn again(self, parts: Parts, settings: Settings) -> Self {
        Self {
            router: service(parts.clone(), settings).unwrap(),
            parts,
            ..self
        }
    }

    /// Another service on the same databases, started now.
    pub(crate) async fn bind(&self) -> Service {
        let mut settings = settings();
        settings.listen.set_port(0);
        Service::bind(self.parts.clone(), settings).await.unwrap()
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let (status, headers, bytes) = self.ask_bytes(request).await;
        Answer {
            status,
            headers,
            text: String::from_utf8(bytes).unwrap(),
        }
    }

    pub(crate) async fn ask_bytes(
        &self,
        mut request: Request<Body>,
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let peer: SocketAddr = ([192, 0, 2, 1], 4_000).into();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(request(Method::GET, path, Body::empty())).await
    }
}

pub(crate) fn request(method: Method, path: &str, body: Body) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    request.body(body).unwrap()
}

/// A gateway of oblivious HTTP with keys of one day.
fn gateway() -> Gateway {
    let mut keys = cleanbill_oblivious::Keys::default();
    keys.renew(0, &mut |bytes: &mut [u8]| bytes.fill(3));
    Gateway::new(&keys).unwrap()
}

/// Keys of the forms beside the EU's.
fn form_keys() -> FormKeys {
    let key = |epoch: u8, issuer: &str| FormKey {
        epoch: EpochId(epoch.into()),
        key: KeyEpoch {
            kid: [epoch; 8],
            not_before: NOW - 1_000_000,
            not_after: NOW + 100_000_000,
        },
        issuer: issuer.to_owned(),
        signer: Arc::new(SoftwareKey::generate(KeyType::P256).unwrap()),
    };
    FormKeys {
        icvp: Some(key(2, "XX")),
        shc: Some(key(3, "https://cards.example")),
    }
}

fn signing_key() -> SigningKey {
    let epoch = KeyEpoch {
        kid: [1; 8],
        not_before: NOW - 1_000_000,
        not_after: NOW + 100_000_000,
    };
    let issuer = Issuer::new("XX", "Test", epoch, ValidityPolicy::default()).unwrap();
    SigningKey {
        issuer,
        epoch: EpochId(1),
        signer: Arc::new(SoftwareKey::generate(KeyType::P256).unwrap()),
    }
}
