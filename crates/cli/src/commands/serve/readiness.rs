//! Whether passes can be signed: asked of the epoch, its counter and the key.

use std::sync::{Arc, Mutex, PoisonError};

use cleanbill_server::SignerCheck;
use cleanbill_signer::epoch::CountingSigner;

use crate::signing::SigningKey;

/// How long an answer is good, seconds: whoever asks for it cannot keep a token busy.
const GOOD_SECS: i64 = 2;

type Outcome = Result<(), &'static str>;

/// The check of a signer.
pub(super) fn check_of(signer: Arc<CountingSigner<SigningKey>>) -> Arc<SignerCheck> {
    let last: Mutex<Option<(i64, Outcome)>> = Mutex::new(None);
    Arc::new(move |now| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = last.filter(|(at, _)| (0..GOOD_SECS).contains(&now.saturating_sub(*at)));
        if let Some((_, outcome)) = fresh {
            return outcome;
        }
        let outcome = check(&signer, now);
        let before = last.replace((now, outcome));
        let before = before.map_or(Ok(()), |(_, before)| before);
        if before != outcome {
            match outcome {
                Ok(()) => tracing::warn!("passes can be signed again"),
                Err(code) => tracing::error!(code, "no pass can be signed"),
            }
        }
        outcome
    })
}

fn check(signer: &CountingSigner<SigningKey>, now: i64) -> Outcome {
    signer.check(now).map_err(|error| error.code())?;
    signer.key().check()
}
