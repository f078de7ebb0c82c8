//! Who may file now: work, the budget of forms, and how much comes in.

use std::sync::{Mutex, PoisonError};

use cleanbill_redress::filing::{Challenge, Spent, WORK_WINDOW_SECS, difficulty};
use cleanbill_seal::WorkKey;

use super::{Filings, FilingsError, Options};

/// Over how many seconds the rate is taken.
const RATE_SECS: i64 = 8;
/// Seconds of a minute, for the budget of forms.
const MINUTE_SECS: u64 = 60;

/// What somebody shows for it that they may file.
#[derive(Debug, Clone, Copy)]
pub enum Proof {
    /// Work that was done over the request.
    Work {
        /// What was worked on.
        challenge: Challenge,
        /// What came of it.
        counter: u64,
    },
    /// Nothing: a plain form without script. It draws on a budget that all people share.
    Form,
}

/// What is remembered of those who came before: numbers, and nothing of anybody.
pub(super) struct Admission {
    /// Drawn when the service begins: a challenge of before counts no more, so that no work is used
    /// again that nobody remembers.
    work: WorkKey,
    state: Mutex<State>,
    borne_per_second: u32,
    forms_per_minute: u64,
}

struct State {
    spent: Spent,
    /// Filings of the last seconds, each at its second modulo their number.
    seconds: [(i64, u32); RATE_SECS as usize],
    /// Forms that are left, in sixtieths, and as of when.
    forms: (u64, i64),
}

impl Admission {
    pub(super) fn new(random: &[u8; 32], options: &Options) -> Self {
        let window = usize::try_from(WORK_WINDOW_SECS).unwrap_or(usize::MAX);
        let borne = usize::try_from(options.borne_per_second).unwrap_or(usize::MAX);
        let forms_per_minute = u64::from(options.forms_per_minute);
        Self {
            work: WorkKey::new(random),
            state: Mutex::new(State {
                spent: Spent::new(window.saturating_mul(borne.max(1))),
                seconds: [(i64::MIN, 0); RATE_SECS as usize],
                forms: (forms_per_minute * MINUTE_SECS, i64::MIN),
            }),
            borne_per_second: options.borne_per_second,
            forms_per_minute,
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn per_second(&self, now: i64) -> u32 {
        let recent = self.seconds.iter().filter(|(second, _)| {
            let age = now.saturating_sub(*second);
            (0..RATE_SECS).contains(&age)
        });
        let all: u64 = recent.map(|(_, count)| u64::from(*count)).sum();
        u32::try_from(all.div_ceil(RATE_SECS.unsigned_abs())).unwrap_or(u32::MAX)
    }

    fn count(&mut self, now: i64) {
        let place = usize::try_from(now.rem_euclid(RATE_SECS)).unwrap_or(0);
        if let Some((second, count)) = self.seconds.get_mut(place) {
            if *second != now {
                (*second, *count) = (now, 0);
            }
            *count = count.saturating_add(1);
        }
    }

    /// Takes a form of the budget, which fills evenly.
    fn take_form(&mut self, per_minute: u64, now: i64) -> Result<(), FilingsError> {
        let (parts, at) = &mut self.forms;
        // A clock that goes backwards fills nothing.
        let passed = now.saturating_sub(*at).max(0).unsigned_abs();
        let full = per_minute * MINUTE_SECS;
        *parts = parts
            .saturating_add(passed.saturating_mul(per_minute))
            .min(full);
        *at = now.max(*at);
        match parts.checked_sub(MINUTE_SECS) {
            Some(left) => {
                *parts = left;
                Ok(())
            }
            None => {
                let missing = (MINUTE_SECS - *parts).div_ceil(per_minute.max(1));
                let again_secs = u32::try_from(missing.min(3_600)).unwrap_or(3_600);
                Err(FilingsError::Budget { again_secs })
            }
        }
    }
}

impl Filings {
    /// What somebody has to work on before they file. Nothing is kept of it.
    #[must_use]
    pub fn challenge(&self, now: i64) -> Challenge {
        let admission = &self.inner.admission;
        let rate = admission.with(|state| state.per_second(now));
        let mut nonce = [0; 16];
        (self.inner.fill)(&mut nonce);
        let bits = difficulty(rate, admission.borne_per_second);
        Challenge::new(now, bits, nonce, &|bytes| admission.work.tag(bytes))
    }

    /// Lets a request in, once, by what is shown for it.
    pub(super) fn admit(
        &self,
        proof: &Proof,
        request: &[u8; 32],
        now: i64,
    ) -> Result<(), FilingsError> {
        let admission = &self.inner.admission;
        match proof {
            Proof::Work { challenge, counter } => {
                challenge.verify(*counter, request, now, &|bytes| admission.work.tag(bytes))?;
                let has_room = admission.with(|state| state.spent.spend(challenge))?;
                if !has_room {
                    let again_secs = u32::try_from(WORK_WINDOW_SECS).unwrap_or(u32::MAX);
                    return Err(FilingsError::Busy { again_secs });
                }
            }
            Proof::Form => {
                let per_minute = admission.forms_per_minute;
                admission.with(|state| state.take_form(per_minute, now))?;
            }
        }
        admission.with(|state| state.count(now));
        Ok(())
    }
}
