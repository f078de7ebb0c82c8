use std::sync::Arc;

use cleanbill_authority::Entropy;
use cleanbill_crypto::Signer;
use cleanbill_journey::Assessment;
use cleanbill_precheck::{CheckType, Conditions};

use crate::Clock;

/// Checks a pass against a booking, by the data that is installed.
pub trait Assessor: Send + Sync {
    /// What comes of it at `now` (Unix seconds); none if there is no data that can be believed.
    /// Keeps nothing of the pass. Takes the processor's time, and may read files.
    fn assess(
        &self,
        pass: &str,
        check: CheckType,
        conditions: &Conditions,
        now: i64,
    ) -> Option<Assessment>;
}

/// With what the validation service works.
#[derive(Clone)]
pub struct ValidationParts {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where identifiers and serial numbers come from.
    pub entropy: Arc<dyn Entropy>,
    /// Signs results, and vouches for the keys that passes are encrypted to.
    pub signer: Arc<dyn Signer + Send + Sync>,
    /// Its certificate in DER, signed by itself.
    pub certificate: Vec<u8>,
    /// The check.
    pub assessor: Arc<dyn Assessor>,
    /// Certificates by which callback addresses are believed, PEM; none is the usual ones.
    pub authorities: Vec<u8>,
}

impl std::fmt::Debug for ValidationParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValidationParts").finish_non_exhaustive()
    }
}
