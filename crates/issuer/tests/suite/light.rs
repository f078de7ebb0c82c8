//! Guarantee G04: batches of light passes, in which nothing tells of the ground.

use std::collections::HashSet;

use cleanbill_crypto::{Algorithm, Signer};
use cleanbill_hcert::light::{LIGHT_LIFE_MAX_SECS, PolicyMark};
use cleanbill_hcert::{Dcc, Decoder, read_light};
use cleanbill_issuer::{
    IssuedLight, LIGHT_WINDOW_SECS, LIGHT_WINDOWS_MAX, LightBatch, LightError, LightWindow,
    PassRequest, issue, issue_light_batch, light_windows,
};
use proptest::prelude::*;

use super::authority::{DAY, ENTROPY, NOW, TestKey, authority};

const MOSCOW_SECS: i32 = 3 * 3_600;

fn mark() -> PolicyMark {
    PolicyMark {
        id: "xx.places".into(),
        version: 1,
        digest: [7; 16],
    }
}

/// The payload of a pass of ours, on each ground, of the same person.
fn full_passes() -> [Dcc; 4] {
    let grounds = [
        r#""vaccination":{"vaccine":"1119349007","product":"EU/1/20/1528",
            "manufacturer":"ORG-100030215","dose":2,"doses":2,"date":"2021-06-11"}"#,
        r#""recovery":{"first_positive":"2021-06-01"}"#,
        r#""test":{"type":"LP6464-4","sampled_at":"2021-08-31T15:00:00Z","result":"260415000",
            "name":"x","centre":"Centre"}"#,
        r#""exemption":{"valid_from":"2021-08-01","valid_until":"2022-08-01"}"#,
    ];
    grounds.map(|ground| {
        let json = format!(
            r#"{{"name":{{"surname":"Приклад","forename":"Юлія","language":"uk"}},
                "birth_date":"1971-08",{ground}}}"#
        );
        let request = PassRequest::from_json(json.as_bytes()).unwrap();
        let pass = issue(&request, &authority(), NOW, ENTROPY, &TestKey::new()).unwrap();
        pass.dcc
    })
}

/// Bytes that are never the same again, from a number on.
fn counting(mut next: u64) -> impl FnMut(&mut [u8]) {
    move |bytes| {
        next += 1;
        let seed = next.to_be_bytes();
        for (byte, value) in bytes.iter_mut().zip(seed.iter().cycle()) {
            *byte = *value;
        }
    }
}

fn batch_of(
    full: &Dcc,
    windows: &[LightWindow],
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<LightBatch, LightError> {
    let mut ask = |_| Some(mark());
    let key = TestKey::new();
    issue_light_batch(full, windows, &mut ask, &authority(), NOW, entropy, &key)
}

fn batch(full: &Dcc, count: u16) -> Vec<IssuedLight> {
    let windows = light_windows(NOW, MOSCOW_SECS, count).unwrap();
    let batch = batch_of(full, &windows, &mut counting(0)).unwrap();
    assert_eq!(batch.withheld, []);
    batch.passes
}

#[test]
fn g04_light_the_batches_of_four_grounds_are_the_same_bytes() {
    let batches = full_passes().map(|full| batch(&full, 7));
    for other in &batches {
        assert_eq!(other.len(), 7);
        assert!(*other == batches[0], "same randomness, so the same codes");
    }
    // With other randomness they differ in nothing but what is random, and not in length.
    let windows = light_windows(NOW, MOSCOW_SECS, 7).unwrap();
    let others = batch_of(&full_passes()[2], &windows, &mut counting(1_000)).unwrap();
    let lengths: HashSet<usize> = batches
        .iter()
        .flatten()
        .chain(&others.passes)
        .map(|pass| pass.text.len())
        .collect();
    assert_eq!(lengths.len(), 1, "{lengths:?}");
}

#[test]
fn g04_light_a_pass_says_its_person_its_policy_its_time_and_nothing_else() {
    let full = &full_passes()[2];
    for pass in batch(full, 7) {
        let mut decoder = Decoder::default();
        let envelope = decoder.decode(&pass.text).unwrap();
        envelope
            .cose
            .verify(Algorithm::Es256, TestKey::new().public_key())
            .unwrap();
        let claims = &envelope.claims;
        assert_eq!((claims.issued_at, claims.others), (None, 0));
        let secs = |claim: Option<cleanbill_cose::DateClaim>| claim.unwrap().secs().unwrap();
        let window = secs(claims.not_before)..=secs(claims.expires_at);
        assert_eq!(window, pass.window.range());
        let reading = read_light(claims).unwrap().unwrap();
        assert_eq!(reading.findings, []);
        assert!(reading.light.name == full.name);
        assert_eq!(reading.light.birth_date, full.birth_date);
        assert_eq!(reading.light.policy, Some(mark()));
        assert_eq!(reading.light.handle.as_deref(), Some(pass.handle.as_str()));
        let inside = String::from_utf8_lossy(&pass.cose).into_owned();
        for told in ["LP6464", "2021-08", "260415000", "Centre", "Ministry"] {
            assert!(!inside.contains(told), "{told}");
        }
        assert!(!inside.contains(full.uvci().unwrap()));
    }
}

#[test]
fn g04_light_every_code_has_a_handle_of_its_own_and_a_day_of_its_own() {
    let passes = batch(&full_passes()[0], LIGHT_WINDOWS_MAX);
    let handles: HashSet<&str> = passes.iter().map(|pass| pass.handle.as_str()).collect();
    let keys: HashSet<[u8; 16]> = passes.iter().map(|pass| pass.lookup_key).collect();
    assert_eq!((handles.len(), keys.len()), (14, 14));
    for pair in passes.windows(2) {
        assert_eq!(pair[0].window.expires_at + 1, pair[1].window.not_before);
    }
    // 1 September, noon UTC: the day in Moscow began at 21:00 UTC.
    assert_eq!(passes[0].window.not_before, NOW - 15 * 3_600);
}

#[test]
fn g04_light_what_is_not_accepted_throughout_is_withheld_and_never_shortened() {
    let windows = light_windows(NOW, 0, 5).unwrap();
    let mut asked = Vec::new();
    let mut ask = |window: LightWindow| {
        asked.push(window);
        (window != windows[1] && window != windows[4]).then(mark)
    };
    let (full, key) = (&full_passes()[2], TestKey::new());
    let batch = issue_light_batch(
        full,
        &windows,
        &mut ask,
        &authority(),
        NOW,
        &mut counting(0),
        &key,
    );
    let batch = batch.unwrap();
    assert_eq!(asked, windows);
    assert_eq!(batch.withheld, [windows[1], windows[4]]);
    let given: Vec<LightWindow> = batch.passes.iter().map(|pass| pass.window).collect();
    assert_eq!(given, [windows[0], windows[2], windows[3]]);
    let lives = given.iter().map(|w| w.expires_at - w.not_before + 1);
    assert!(lives.into_iter().all(|secs| secs == LIGHT_WINDOW_SECS));
}

#[test]
fn g04_light_randomness_that_repeats_itself_makes_no_pass() {
    let windows = light_windows(NOW, 0, 2).unwrap();
    let full = &full_passes()[0];
    for byte in [0, 7] {
        let made = batch_of(full, &windows, &mut |bytes| bytes.fill(byte));
        assert_eq!(made, Err(LightError::Entropy));
    }
}

#[test]
fn g04_light_windows_that_are_too_long_over_or_too_far_are_not_signed() {
    let full = &full_passes()[0];
    let code = |not_before: i64, expires_at: i64| {
        let window = LightWindow {
            not_before,
            expires_at,
        };
        let made = batch_of(full, &[window], &mut counting(0));
        made.map(|batch| batch.passes.len())
            .map_err(|error| error.code())
    };
    assert_eq!(code(NOW, NOW + LIGHT_LIFE_MAX_SECS), Ok(1));
    for (from, until) in [
        (NOW, NOW + LIGHT_LIFE_MAX_SECS + 1),
        (NOW, NOW + 49 * 3_600),
        (i64::MIN, i64::MAX),
        (NOW + 1, NOW),
        (NOW - DAY, NOW - 1),
        (NOW + 13 * DAY + 1, NOW + 14 * DAY + 1),
    ] {
        assert_eq!(code(from, until), Err("issue.light-window"), "{from}");
    }
    for count in [0, LIGHT_WINDOWS_MAX + 1, u16::MAX] {
        let error = light_windows(NOW, 0, count).unwrap_err();
        assert_eq!(error.code(), "issue.light-count");
    }
    let error = batch_of(full, &[], &mut counting(0)).unwrap_err();
    assert_eq!(error.code(), "issue.light-count");
    for clock in [-1, i64::MIN, i64::MAX] {
        let error = light_windows(clock, 0, 1).unwrap_err();
        assert_eq!(error.code(), "issue.light-clock");
    }
}

#[test]
fn g04_light_what_no_verifier_would_accept_is_not_signed() {
    let windows = light_windows(NOW, 0, 1).unwrap();
    let sound = &full_passes()[0];
    let nobody = Dcc {
        name: cleanbill_hcert::dcc::PersonName::default(),
        ..sound.clone()
    };
    let unborn = Dcc {
        birth_date: None,
        ..sound.clone()
    };
    let odd = Dcc {
        birth_date: Some("12.08.1964".into()),
        ..sound.clone()
    };
    for full in [nobody, unborn, odd] {
        let error = batch_of(&full, &windows, &mut counting(0)).unwrap_err();
        assert_eq!(error.code(), "issue.light-content");
    }
}

#[test]
fn g04_light_a_key_signs_nothing_that_outlasts_it() {
    let windows = light_windows(NOW, 0, 3).unwrap();
    let epoch = cleanbill_issuer::KeyEpoch {
        not_after: windows[1].expires_at,
        ..*authority().epoch()
    };
    let validity = *authority().validity();
    let make = |epoch, now| {
        let authority = cleanbill_issuer::Authority::new("XX", "Ministry", epoch, validity);
        issue_light_batch(
            &full_passes()[0],
            &windows,
            &mut |_| Some(mark()),
            &authority.unwrap(),
            now,
            &mut counting(0),
            &TestKey::new(),
        )
    };
    assert_eq!(make(epoch, NOW).unwrap().withheld, [windows[2]]);
    let gone = cleanbill_issuer::KeyEpoch {
        not_after: NOW - 1,
        ..epoch
    };
    assert_eq!(
        make(gone, NOW).unwrap_err().code(),
        "issue.light-key-window"
    );
}

#[test]
fn debug_tells_nothing_of_a_person() {
    let shown = format!("{:?}", batch(&full_passes()[0], 2));
    for told in ["Приклад", "1971", "URN", "HC1"] {
        assert!(!shown.contains(told), "{shown}");
    }
}

proptest! {
    #[test]
    fn g04_light_windows_are_whole_days_and_now_is_in_the_first(
        now in 0_i64..4_000_000_000,
        offset in -12 * 60_i32..=14 * 60,
        count in 1_u16..=LIGHT_WINDOWS_MAX,
    ) {
        let offset_secs = offset * 60;
        let windows = light_windows(now, offset_secs, count).unwrap();
        prop_assert_eq!(windows.len(), usize::from(count));
        prop_assert!(windows[0].range().contains(&now));
        for (day, window) in windows.iter().enumerate() {
            prop_assert_eq!((window.not_before + i64::from(offset_secs)).rem_euclid(DAY), 0);
            prop_assert_eq!(window.expires_at - window.not_before, DAY - 1);
            prop_assert_eq!(window.not_before, windows[0].not_before + day as i64 * DAY);
        }
    }
}
