//! Subjects that are waited for, and tokens that were used: bounded, in memory, over by the clock.
//!
//! ```text
//!            initialize                validate: token unused        outcome
//! nothing ──────────────► Waiting ──────────────────────► Checking ─────────► Done
//!               ▲            ▲ could not be opened: tries left │               │
//!               └────────────┴─────────────────────────────────┴── initialize ─┘
//! ```

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_precheck::{Nonce, TokenError};

use super::ValidationLimits;
use crate::ServerError;

/// A subject: of which provider, and its name there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) provider: usize,
    pub(super) subject: String,
}

/// What the provider registered for a subject.
#[derive(Clone)]
pub(super) struct Registered {
    pub(super) wallet: PublicKey,
    pub(super) nonce: Nonce,
    pub(super) callback: Option<String>,
    tries: u8,
}

impl Registered {
    pub(super) const fn new(wallet: PublicKey, nonce: Nonce, callback: Option<String>) -> Self {
        Self {
            wallet,
            nonce,
            callback,
            tries: 0,
        }
    }
}

enum Stage {
    Waiting(Registered),
    Checking,
    /// The result token for the provider.
    Done(String),
}

struct Subject {
    expires_at: i64,
    stage: Stage,
}

#[derive(Default)]
struct State {
    subjects: HashMap<Key, Subject>,
    /// Until when each used token would be good: of provider and `jti`, the hash alone.
    used: HashMap<[u8; 32], i64>,
}

/// All of them.
pub(super) struct Subjects {
    limits: ValidationLimits,
    state: Mutex<State>,
}

impl Subjects {
    pub(super) fn new(limits: &ValidationLimits) -> Self {
        Self {
            limits: limits.clone(),
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a subject's pass; until when. A subject that is known already begins anew: the
    /// wallet chose another pass, or lost its key.
    ///
    /// # Errors
    /// [`ServerError::Busy`] if the provider has too many already.
    pub(super) fn register(
        &self,
        key: Key,
        registered: Registered,
        now: i64,
    ) -> Result<i64, ServerError> {
        let mut state = self.state();
        let of_provider = |state: &State| {
            let keys = state.subjects.keys();
            keys.filter(|known| known.provider == key.provider).count()
        };
        if !state.subjects.contains_key(&key) && of_provider(&state) >= self.limits.subjects_max {
            state.forget(now);
            if of_provider(&state) >= self.limits.subjects_max {
                return Err(ServerError::Busy);
            }
        }
        let expires_at = now.saturating_add(self.limits.subject_secs);
        let stage = Stage::Waiting(registered);
        state.subjects.insert(key, Subject { expires_at, stage });
        Ok(expires_at)
    }

    /// Uses a token for a subject, once: what was registered for it.
    ///
    /// # Errors
    /// [`TokenError::Replayed`], [`ServerError::SubjectGone`], [`ServerError::Busy`] if no more
    /// used tokens can be remembered: then none is taken.
    pub(super) fn begin(
        &self,
        key: &Key,
        (id, expires_at): (&str, i64),
        now: i64,
    ) -> Result<Registered, ServerError> {
        let mut state = self.state();
        let used = used_token(key.provider, id);
        if state.used.contains_key(&used) {
            return Err(TokenError::Replayed.into());
        }
        let is_waiting = state.subjects.get(key).is_some_and(|subject| {
            subject.expires_at > now && matches!(subject.stage, Stage::Waiting(_))
        });
        if !is_waiting {
            return Err(ServerError::SubjectGone);
        }
        if state.used.len() >= self.limits.used_max {
            state.forget(now);
            if state.used.len() >= self.limits.used_max {
                return Err(ServerError::Busy);
            }
        }
        state.used.insert(used, expires_at);
        let subject = state.subjects.get_mut(key);
        let subject = subject.ok_or(ServerError::SubjectGone)?;
        match std::mem::replace(&mut subject.stage, Stage::Checking) {
            Stage::Waiting(registered) => Ok(registered),
            Stage::Checking | Stage::Done(_) => Err(ServerError::SubjectGone),
        }
    }

    /// The pass could not be opened: the wallet may try again, so many times.
    pub(super) fn give_back(&self, key: &Key, mut registered: Registered) {
        registered.tries = registered.tries.saturating_add(1);
        let mut state = self.state();
        if registered.tries >= self.limits.tries_max {
            state.subjects.remove(key);
        } else if let Some(subject) = state.subjects.get_mut(key)
            && matches!(subject.stage, Stage::Checking)
        {
            subject.stage = Stage::Waiting(registered);
        }
    }

    /// Keeps the outcome for the provider. A subject that began anew meanwhile stays as it is.
    pub(super) fn finish(&self, key: &Key, token: String) {
        let mut state = self.state();
        if let Some(subject) = state.subjects.get_mut(key)
            && matches!(subject.stage, Stage::Checking)
        {
            subject.stage = Stage::Done(token);
        }
    }

    /// The outcome; none while there is none yet.
    ///
    /// # Errors
    /// [`ServerError::SubjectGone`].
    pub(super) fn outcome(&self, key: &Key, now: i64) -> Result<Option<String>, ServerError> {
        let state = self.state();
        let subject = state.subjects.get(key);
        let subject = subject.filter(|subject| subject.expires_at > now);
        match &subject.ok_or(ServerError::SubjectGone)?.stage {
            Stage::Waiting(_) | Stage::Checking => Ok(None),
            Stage::Done(token) => Ok(Some(token.clone())),
        }
    }

    /// Forgets what is over.
    pub(super) fn forget(&self, now: i64) {
        self.state().forget(now);
    }
}

impl State {
    fn forget(&mut self, now: i64) {
        self.subjects.retain(|_, subject| subject.expires_at > now);
        self.used.retain(|_, expires_at| *expires_at > now);
    }
}

fn used_token(provider: usize, id: &str) -> [u8; 32] {
    sha256(&[&provider.to_be_bytes(), id.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use cleanbill_crypto::Signer;
    use cleanbill_testkit::FixedKey;

    use super::*;

    const NOW: i64 = 1_637_582_400;
    const LATER: i64 = NOW + 3_600;

    fn key(provider: usize, subject: &str) -> Key {
        let subject = subject.to_owned();
        Key { provider, subject }
    }

    fn registered() -> Registered {
        Registered::new(FixedKey::new(1).public_key().clone(), [0; 16], None)
    }

    fn code<T>(result: Result<T, ServerError>) -> &'static str {
        result.err().map_or("", |error| error.code())
    }

    fn subjects(change: impl FnOnce(&mut ValidationLimits)) -> Subjects {
        let mut limits = ValidationLimits::default();
        change(&mut limits);
        Subjects::new(&limits)
    }

    #[test]
    fn a_token_is_good_once_and_a_subject_until_its_outcome() {
        let subjects = subjects(|_| {});
        let one = key(0, "s");
        assert_eq!(
            code(subjects.begin(&one, ("t", LATER), NOW)),
            "server.subject-gone"
        );
        subjects.register(one.clone(), registered(), NOW).unwrap();
        assert_eq!(subjects.outcome(&one, NOW), Ok(None));
        assert!(subjects.begin(&one, ("t", LATER), NOW).is_ok());
        assert_eq!(
            code(subjects.begin(&one, ("t", LATER), NOW)),
            "precheck.token-replayed"
        );
        // While it is checked, and after, another token opens nothing.
        assert_eq!(
            code(subjects.begin(&one, ("u", LATER), NOW)),
            "server.subject-gone"
        );
        subjects.finish(&one, "token".to_owned());
        assert_eq!(subjects.outcome(&one, NOW), Ok(Some("token".to_owned())));
        assert_eq!(
            code(subjects.begin(&one, ("v", LATER), NOW)),
            "server.subject-gone"
        );
        // Begun anew, a used token stays used.
        subjects.register(one.clone(), registered(), NOW).unwrap();
        assert_eq!(
            code(subjects.begin(&one, ("t", LATER), NOW)),
            "precheck.token-replayed"
        );
        assert!(subjects.begin(&one, ("w", LATER), NOW).is_ok());
    }

    #[test]
    fn the_subjects_of_two_providers_do_not_meet() {
        let subjects = subjects(|_| {});
        subjects.register(key(0, "s"), registered(), NOW).unwrap();
        assert_eq!(
            code(subjects.outcome(&key(1, "s"), NOW)),
            "server.subject-gone"
        );
        subjects.register(key(1, "s"), registered(), NOW).unwrap();
        assert!(subjects.begin(&key(0, "s"), ("t", LATER), NOW).is_ok());
        assert!(subjects.begin(&key(1, "s"), ("t", LATER), NOW).is_ok());
    }

    #[test]
    fn everything_is_over_by_the_clock() {
        let subjects = subjects(|limits| limits.subject_secs = 60);
        let one = key(0, "s");
        assert_eq!(
            subjects.register(one.clone(), registered(), NOW),
            Ok(NOW + 60)
        );
        let over = NOW + 60;
        assert_eq!(
            code(subjects.begin(&one, ("t", LATER), over)),
            "server.subject-gone"
        );
        assert_eq!(code(subjects.outcome(&one, over)), "server.subject-gone");
        subjects.forget(over);
        assert!(subjects.state().subjects.is_empty());
    }

    #[test]
    fn what_cannot_be_opened_may_be_tried_again_so_many_times() {
        let subjects = subjects(|limits| limits.tries_max = 2);
        let one = key(0, "s");
        subjects.register(one.clone(), registered(), NOW).unwrap();
        let first = subjects.begin(&one, ("1", LATER), NOW).unwrap();
        subjects.give_back(&one, first);
        let second = subjects.begin(&one, ("2", LATER), NOW).unwrap();
        subjects.give_back(&one, second);
        assert_eq!(
            code(subjects.begin(&one, ("3", LATER), NOW)),
            "server.subject-gone"
        );
    }

    #[test]
    fn whoever_asks_for_more_than_is_held_waits_and_nobody_else_does() {
        let subjects = subjects(|limits| {
            limits.subjects_max = 2;
            limits.used_max = 1;
        });
        for name in ["a", "b"] {
            subjects.register(key(0, name), registered(), NOW).unwrap();
        }
        assert_eq!(
            code(subjects.register(key(0, "c"), registered(), NOW)),
            "server.busy"
        );
        subjects.register(key(1, "c"), registered(), NOW).unwrap();
        assert!(subjects.begin(&key(0, "a"), ("t", LATER), NOW).is_ok());
        // No room to remember: no token is taken, and the subject waits.
        assert_eq!(
            code(subjects.begin(&key(0, "b"), ("u", LATER), NOW)),
            "server.busy"
        );
        assert_eq!(subjects.outcome(&key(0, "b"), NOW), Ok(None));
        let over = NOW + 30 * 60;
        subjects.register(key(0, "c"), registered(), over).unwrap();
        assert!(
            subjects
                .begin(&key(0, "c"), ("v", LATER + 7_200), LATER + 1)
                .is_err()
        );
    }
}
