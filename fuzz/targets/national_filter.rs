//! National filters, deltas over them, and look-ups in what is read.
#![no_main]

use cleanbill_revocation::national::{Chain, Delta, Epoch, Limits, NationalFilter};
use cleanbill_revocation::{Answer, Mechanism, Subject};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT;
    // The first two bytes say where the filter ends and the deltas begin.
    let Some((size, rest)) = bytes.split_first_chunk() else { return };
    let size = usize::from(u16::from_le_bytes(*size)).min(rest.len());
    let (filter, deltas) = rest.split_at(size);
    if let Ok(delta) = Delta::parse(deltas, &limits) {
        assert_eq!(delta.encode().as_deref(), Ok(deltas));
    }
    let Ok(filter_read) = NationalFilter::parse(filter, &limits) else { return };
    assert_eq!(filter_read.parts().encode().as_deref(), Ok(filter));
    let words = filter_read.parts().approximate.len() + filter_read.parts().exact.len();
    assert!(8 * words < filter.len());
    for number in 0..32_u8 {
        let _ = filter_read.holds(&[number.wrapping_mul(37); 16]);
    }
    for epoch in filter_read.coverage().epochs() {
        ask(&filter_read, filter_read.coverage().issuer(), epoch);
    }
    let mut chain = Chain::new(filter_read, &limits);
    let Ok(deltas) = Delta::parse_all(deltas, &limits) else { return };
    for mut delta in deltas {
        // No input guesses a digest.
        delta.base_digest = chain.tip().digest;
        let before = chain.tip().version;
        let applied = chain.apply(&delta).is_ok();
        assert_eq!(applied, chain.tip().version > before);
        for epoch in chain.filter().coverage().epochs() {
            ask(&chain, chain.filter().coverage().issuer(), epoch);
        }
    }
});

fn ask(mechanism: &impl Mechanism, issuer: &str, epoch: &Epoch) {
    let subject = Subject {
        kid: &epoch.kid,
        issuer: Some(issuer),
        identifier: Some("URN:UVCI:01:UT:1"),
        issued_at: Some(epoch.from),
        ..Subject::default()
    };
    assert_ne!(mechanism.look_up(&subject, 0), Answer::NotCovered);
    let before = Subject { issued_at: Some(epoch.from - 1), ..subject };
    assert_eq!(mechanism.look_up(&before, 0), Answer::NotCovered);
}
