use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::callback::Callbacks;
use super::keys::Keys;
use super::subjects::Subjects;
use super::{Assessor, ValidationParts, ValidationSettings};
use crate::rate::{BUCKETS_MAX, Buckets};
use crate::steady::SteadyClock;
use crate::{Clock, StartError};

/// The service's state. Cheap to clone.
#[derive(Clone)]
pub(super) struct Validation(Arc<Inner>);

pub(super) struct Inner {
    pub(super) settings: ValidationSettings,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) steady: SteadyClock,
    pub(super) entropy: Arc<dyn cleanbill_authority::Entropy>,
    pub(super) assessor: Arc<dyn Assessor>,
    pub(super) keys: Keys,
    pub(super) subjects: Subjects,
    pub(super) checking: Semaphore,
    pub(super) callbacks: Callbacks,
    pub(super) by_address: Buckets<IpAddr>,
    pub(super) formats: cleanbill_precheck::Limits,
}

impl std::ops::Deref for Validation {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Validation {
    /// With a first key, which takes about a second to make.
    ///
    /// # Errors
    /// [`StartError::ValidationKey`], [`StartError::Tls`].
    pub(super) fn new(
        parts: ValidationParts,
        settings: ValidationSettings,
    ) -> Result<Self, StartError> {
        let steady = SteadyClock::new(parts.clock.clone());
        let keys = Keys::new(&parts, &settings)?;
        keys.renew(steady.newest())?;
        let limits = &settings.limits;
        Ok(Self(Arc::new(Inner {
            callbacks: Callbacks::new(&parts.authorities, limits.callbacks_at_once)?,
            checking: Semaphore::new(limits.at_once),
            subjects: Subjects::new(limits),
            by_address: Buckets::new(limits.address, BUCKETS_MAX),
            clock: parts.clock,
            entropy: parts.entropy,
            assessor: parts.assessor,
            formats: cleanbill_precheck::Limits::default(),
            steady,
            keys,
            settings,
        })))
    }

    /// What has to be done from time to time: makes keys anew, forgets what is over.
    pub(super) fn tend(&self) -> Result<(), StartError> {
        let Ok(now) = self.steady.now() else {
            return Ok(());
        };
        self.subjects.forget(now);
        self.keys.renew(now)
    }

    /// 16 random bytes as text.
    pub(super) fn fresh_id(&self) -> String {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        base16ct::lower::encode_string(&bytes)
    }
}
