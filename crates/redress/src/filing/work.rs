//! Proof of work: what a flood costs, without knowing who it is.
//!
//! ```text
//! challenge = window (4, big-endian) ‖ difficulty (1) ‖ nonce (16) ‖ tag (16)
//! tag       = MAC of the server over the 21 bytes before it, cut
//! work      = SHA-256("cleanbill work 1" ‖ challenge ‖ digest of the request ‖ counter (8))
//!             begins with `difficulty` bits of zero
//! ```
//!
//! The server keeps nothing until the work is verified, which takes one MAC and one hash. A
//! challenge counts in its window and the next one; a nonce counts once ([`Spent`](super::Spent)).

use cleanbill_crypto::sha256;

use super::FilingError;

/// How long a window is, seconds.
pub const WORK_WINDOW_SECS: i64 = 300;
/// Bytes of a challenge.
pub const CHALLENGE_BYTES: usize = 37;
/// Least bits of zero: some tens of milliseconds on a phone.
pub const DIFFICULTY_MIN: u8 = 16;
/// Most bits of zero: half a minute on a phone.
pub const DIFFICULTY_MAX: u8 = 24;
/// The bytes that the tag is over.
const TAGGED_BYTES: usize = 21;

/// What somebody has to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    window: u32,
    /// How many bits of zero.
    pub difficulty: u8,
    /// What tells it from all others.
    pub nonce: [u8; 16],
    tag: [u8; 16],
}

impl Challenge {
    /// Gives a challenge at `now`, Unix seconds, with a random nonce; `mac` is keyed by a secret of
    /// the server's.
    #[must_use]
    pub fn new(now: i64, difficulty: u8, nonce: [u8; 16], mac: &dyn Fn(&[u8]) -> [u8; 16]) -> Self {
        let mut challenge = Self {
            window: window_of(now),
            difficulty,
            nonce,
            tag: [0; 16],
        };
        challenge.tag = mac(&challenge.tagged());
        challenge
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; CHALLENGE_BYTES] {
        let mut bytes = [0; CHALLENGE_BYTES];
        let from = self.tagged().into_iter().chain(self.tag);
        for (to, from) in bytes.iter_mut().zip(from) {
            *to = from;
        }
        bytes
    }

    /// Reads the bytes, whoever made them.
    ///
    /// # Errors
    /// [`FilingError::Challenge`].
    pub fn parse(bytes: &[u8]) -> Result<Self, FilingError> {
        let read = || {
            let (window, rest) = bytes.split_first_chunk::<4>()?;
            let (difficulty, rest) = rest.split_first()?;
            let (nonce, rest) = rest.split_first_chunk::<16>()?;
            Some(Self {
                window: u32::from_be_bytes(*window),
                difficulty: *difficulty,
                nonce: *nonce,
                tag: rest.try_into().ok()?,
            })
        };
        read().ok_or(FilingError::Challenge)
    }

    /// The window that it was given in: how many of [`WORK_WINDOW_SECS`] since 1970.
    #[must_use]
    pub const fn window(&self) -> u32 {
        self.window
    }

    /// That the challenge was given here a short while ago, and that the work was done for this
    /// request. Whether it was used before is not looked at.
    ///
    /// # Errors
    /// [`FilingError::Challenge`], [`FilingError::ChallengeOver`], [`FilingError::Work`].
    pub fn verify(
        &self,
        counter: u64,
        request: &[u8; 32],
        now: i64,
        mac: &dyn Fn(&[u8]) -> [u8; 16],
    ) -> Result<(), FilingError> {
        if !is_same(&mac(&self.tagged()), &self.tag) {
            return Err(FilingError::Challenge);
        }
        let age = window_of(now).checked_sub(self.window);
        if age.is_none_or(|age| age > 1) {
            return Err(FilingError::ChallengeOver);
        }
        match self.zeros(counter, request) >= u32::from(self.difficulty) {
            true => Ok(()),
            false => Err(FilingError::Work),
        }
    }

    fn tagged(&self) -> [u8; TAGGED_BYTES] {
        let mut bytes = [0; TAGGED_BYTES];
        let from = self.window.to_be_bytes().into_iter();
        let from = from.chain([self.difficulty]).chain(self.nonce);
        for (to, from) in bytes.iter_mut().zip(from) {
            *to = from;
        }
        bytes
    }

    /// Bits of zero that the work begins with.
    fn zeros(&self, counter: u64, request: &[u8; 32]) -> u32 {
        let mut input = Vec::with_capacity(96);
        input.extend_from_slice(b"cleanbill work 1");
        input.extend_from_slice(&self.to_bytes());
        input.extend_from_slice(request);
        input.extend_from_slice(&counter.to_be_bytes());
        let [high, low] = halves(&sha256(&input));
        match high {
            0 => 128 + low.leading_zeros(),
            high => high.leading_zeros(),
        }
    }
}

/// Does the work: the first of `tries` counters that will do.
#[must_use]
pub fn solve(challenge: &Challenge, request: &[u8; 32], tries: u64) -> Option<u64> {
    let needed = u32::from(challenge.difficulty);
    (0..tries).find(|counter| challenge.zeros(*counter, request) >= needed)
}

/// How many bits of zero are asked for while so many filings a second come in: one more each time
/// the rate doubles from a quarter of what is borne on.
#[must_use]
pub fn difficulty(per_second: u32, borne_per_second: u32) -> u8 {
    let calm = (borne_per_second / 4).max(1);
    let doublings = (per_second / calm).checked_ilog2().map_or(0, |log| log + 1);
    let bits = u32::from(DIFFICULTY_MIN).saturating_add(doublings);
    u8::try_from(bits).map_or(DIFFICULTY_MAX, |bits| bits.min(DIFFICULTY_MAX))
}

fn window_of(now: i64) -> u32 {
    u32::try_from(now.div_euclid(WORK_WINDOW_SECS)).unwrap_or(0)
}

fn halves(hash: &[u8; 32]) -> [u128; 2] {
    let half = |bytes: &[u8]| {
        let fold = |sum: u128, byte: &u8| sum << 8 | u128::from(*byte);
        bytes.iter().fold(0, fold)
    };
    let (high, low) = hash.split_at(16);
    [half(high), half(low)]
}

/// Compares without telling how much is the same.
fn is_same(one: &[u8; 16], other: &[u8; 16]) -> bool {
    let differs = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    std::hint::black_box(differs) == 0
}
