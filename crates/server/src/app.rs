//! What all requests share.

use std::net::IpAddr;
use std::sync::Arc;

use cleanbill_authority::{Authority, Entropy};
use cleanbill_forum::filings::Filings;
use cleanbill_forum::links::Links;
use cleanbill_forum::petitions::Petitions;
use cleanbill_issuer::registry::OfficerId;
use cleanbill_oblivious::Gateway;
use cleanbill_webauthn::RelyingParty;
use tokio::sync::Semaphore;

use crate::counts::Counts;
use crate::ledger::Counting;
use crate::oidc::Provider;
use crate::press::Press;
use crate::rate::{BUCKETS_MAX, Buckets};
use crate::settings::Settings;
use crate::steady::SteadyClock;
use crate::{Clock, Policies, PublicLedger, Publishing, SignerCheck, Site, Sites, StartError};

/// Bodies with a document in them that are read at one time: 6 MiB each.
const LONG_BODIES: usize = 16;

/// With what a service works.
#[derive(Clone)]
pub struct Parts {
    /// The authority that it speaks for.
    pub authority: Authority,
    /// Where tokens come from.
    pub entropy: Arc<dyn Entropy>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Whether passes can be signed.
    pub signer_check: Arc<SignerCheck>,
    /// The policies in force; without them there are no light passes.
    pub policies: Option<Arc<dyn Policies>>,
    /// What anybody files; without it nothing is filed here.
    pub filings: Option<Filings>,
    /// Petitions; without them there is nothing at their addresses.
    pub petitions: Option<Petitions>,
    /// Health links; without them none are served.
    pub links: Option<Links>,
    /// What opens requests that relays bring; without it nothing is behind its address.
    pub oblivious: Option<Gateway>,
    /// The public ledger; without it, its pages say that there is none.
    pub ledger: Option<PublicLedger>,
    /// The pages for browsers; without them there is the API alone.
    pub sites: Sites,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

/// The service's state. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) authority: Authority,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) steady: SteadyClock,
    pub(crate) signer_check: Arc<SignerCheck>,
    pub(crate) policies: Option<Arc<dyn Policies>>,
    pub(crate) filings: Option<Filings>,
    /// Places for bodies that are longer than most.
    pub(crate) long_bodies: Arc<Semaphore>,
    pub(crate) petitions: Option<Petitions>,
    pub(crate) links: Option<Links>,
    pub(crate) oblivious: Option<Gateway>,
    pub(crate) ledger: Option<Counting>,
    /// The pages that are on this address.
    pub(crate) home: Option<Site>,
    /// The pages that are on an address of their own.
    pub(crate) door: Option<Site>,
    pub(crate) publishing: Option<Arc<dyn Publishing>>,
    pub(crate) settings: Settings,
    pub(crate) rp: RelyingParty,
    pub(crate) provider: Option<Provider>,
    pub(crate) counts: Counts,
    pub(crate) press: Press,
    pub(crate) by_address: Buckets<IpAddr>,
    pub(crate) by_file: Buckets<IpAddr>,
    pub(crate) by_guess: Buckets<IpAddr>,
    pub(crate) by_officer: Buckets<OfficerId>,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    pub(crate) fn new(parts: Parts, settings: Settings) -> Result<Self, StartError> {
        let limits = &settings.limits;
        let oidc = settings.oidc.as_ref();
        let provider = oidc.map(|oidc| Provider::new(oidc, &settings.origins));
        Ok(Self(Arc::new(Inner {
            rp: RelyingParty::new(settings.rp_id.clone(), settings.origins.clone())?,
            provider: provider.transpose()?,
            counts: Counts::new()?,
            press: Press::new(limits.drawn_at_once),
            by_address: Buckets::new(limits.address, BUCKETS_MAX),
            by_file: Buckets::new(limits.files, BUCKETS_MAX),
            by_guess: Buckets::new(limits.guess, BUCKETS_MAX),
            by_officer: Buckets::new(limits.officer, BUCKETS_MAX),
            authority: parts.authority,
            steady: SteadyClock::new(parts.clock.clone()),
            entropy: parts.entropy,
            clock: parts.clock,
            signer_check: parts.signer_check,
            policies: parts.policies,
            filings: parts.filings,
            long_bodies: Arc::new(Semaphore::new(LONG_BODIES)),
            petitions: parts.petitions,
            links: parts.links,
            oblivious: parts.oblivious,
            ledger: parts.ledger.map(Counting::new),
            home: parts.sites.home,
            door: parts.sites.door,
            publishing: parts.sites.publishing,
            settings,
        })))
    }

    /// Now, Unix seconds. A clock that is wrong is not asked: no request gets this far then.
    pub(crate) fn now(&self) -> i64 {
        self.steady.now().unwrap_or_else(|_| self.steady.newest())
    }

    /// Fresh random bytes.
    pub(crate) fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}
