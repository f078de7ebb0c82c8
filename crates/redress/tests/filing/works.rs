use cleanbill_crypto::sha256;
use cleanbill_redress::filing::{
    CHALLENGE_BYTES, Challenge, DIFFICULTY_MAX, DIFFICULTY_MIN, FilingError, Spent,
    WORK_WINDOW_SECS, difficulty, solve,
};
use proptest::prelude::*;

const NOW: i64 = 1_800_000_000;
/// Enough for a test; a server asks for more.
const BITS: u8 = 8;

fn mac(bytes: &[u8]) -> [u8; 16] {
    let hash = sha256(&[b"the server's secret".as_slice(), bytes].concat());
    *hash.first_chunk().unwrap()
}

fn given(nonce: u8) -> Challenge {
    Challenge::new(NOW, BITS, [nonce; 16], &mac)
}

#[test]
fn work_counts_for_the_request_that_it_was_done_for() {
    let challenge = given(1);
    let counter = solve(&challenge, &[5; 32], 1 << 20).unwrap();
    assert_eq!(challenge.verify(counter, &[5; 32], NOW, &mac), Ok(()));
    // One in 256 requests would be content with the same counter; this one is not.
    let other = challenge.verify(counter, &[6; 32], NOW, &mac);
    assert_eq!(other, Err(FilingError::Work));
}

#[test]
fn a_challenge_counts_for_two_windows() {
    let challenge = given(1);
    let counter = solve(&challenge, &[5; 32], 1 << 20).unwrap();
    let at = |now| challenge.verify(counter, &[5; 32], now, &mac);
    assert_eq!(at(NOW + WORK_WINDOW_SECS), Ok(()));
    assert_eq!(
        at(NOW + 2 * WORK_WINDOW_SECS),
        Err(FilingError::ChallengeOver)
    );
    assert_eq!(at(NOW - WORK_WINDOW_SECS), Err(FilingError::ChallengeOver));
}

/// G06: whoever makes themselves an easier challenge has none.
#[test]
fn g06_a_challenge_that_was_changed_is_none() {
    let bytes = given(1).to_bytes();
    for at in 0..CHALLENGE_BYTES {
        let mut changed = bytes;
        changed[at] ^= 1;
        let changed = Challenge::parse(&changed).unwrap();
        let verified = changed.verify(0, &[5; 32], NOW, &mac);
        assert_eq!(verified, Err(FilingError::Challenge), "byte {at}");
    }
}

/// G06: work is used once, as long as it counts at all.
#[test]
fn g06_replayed_work_is_refused() {
    let mut spent = Spent::new(100);
    assert_eq!(spent.spend(&given(1)), Ok(true));
    assert_eq!(spent.spend(&given(1)), Err(FilingError::WorkUsed));
    let later = Challenge::new(NOW + WORK_WINDOW_SECS, BITS, [2; 16], &mac);
    assert_eq!(spent.spend(&later), Ok(true));
    // Of the window before, which still counts.
    assert_eq!(spent.spend(&given(1)), Err(FilingError::WorkUsed));
    assert_eq!(spent.spend(&given(3)), Ok(true));
    let much_later = Challenge::new(NOW + 2 * WORK_WINDOW_SECS, BITS, [4; 16], &mac);
    assert_eq!(spent.spend(&much_later), Ok(true));
    // Forgotten, and so is whoever comes with it.
    assert_eq!(spent.spend(&given(1)), Err(FilingError::ChallengeOver));
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut spent = Spent::new(10);
    for nonce in 0..=255 {
        let has_room = spent.spend(&given(nonce)).unwrap();
        assert_eq!(has_room, nonce < 10);
    }
    assert_eq!(spent.len(), 10);
    let late = NOW + 100 * WORK_WINDOW_SECS;
    let late = Challenge::new(late, BITS, [0; 16], &mac);
    assert_eq!(spent.spend(&late), Ok(true));
    assert_eq!(spent.len(), 1);
}

#[test]
fn a_flood_makes_the_work_dearer_and_never_impossible() {
    assert_eq!(difficulty(0, 1_000), DIFFICULTY_MIN);
    assert_eq!(difficulty(249, 1_000), DIFFICULTY_MIN);
    assert_eq!(difficulty(250, 1_000), DIFFICULTY_MIN + 1);
    assert_eq!(difficulty(1_000, 1_000), DIFFICULTY_MIN + 3);
    assert_eq!(difficulty(u32::MAX, 1_000), DIFFICULTY_MAX);
    assert_eq!(difficulty(u32::MAX, 0), DIFFICULTY_MAX);
}

proptest! {
    #[test]
    fn a_challenge_is_read_as_it_was_written(nonce: [u8; 16], bits: u8, now in 0_i64..1 << 40) {
        let challenge = Challenge::new(now, bits, nonce, &mac);
        prop_assert_eq!(Challenge::parse(&challenge.to_bytes()), Ok(challenge));
    }

    #[test]
    fn any_bytes_are_a_challenge_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        counter: u64,
    ) {
        if let Ok(challenge) = Challenge::parse(&bytes) {
            prop_assert_eq!(challenge.to_bytes().to_vec(), bytes);
            prop_assert!(challenge.verify(counter, &[0; 32], NOW, &mac).is_err());
        }
    }

    #[test]
    fn the_work_never_gets_easier_while_the_rate_rises(rate: u32, more: u32, borne: u32) {
        let rising = difficulty(rate.saturating_add(more), borne);
        prop_assert!(difficulty(rate, borne) <= rising);
        prop_assert!((DIFFICULTY_MIN..=DIFFICULTY_MAX).contains(&rising));
    }
}
