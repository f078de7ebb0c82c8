//! What a witness is asked, and how it judges.
#![no_main]

use cleanbill_ledger::{AddCheckpoint, Judgement, Seen, VerifierKey, judge};

const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

libfuzzer_sys::fuzz_target!(|input: (u64, &str)| {
    let (size, text) = input;
    let Ok(request) = AddCheckpoint::parse(text.as_bytes()) else {
        return;
    };
    assert_eq!(request.to_text(), text);
    let keys = [VerifierKey::parse(KEY).expect("a key")];
    let seen = Seen {
        size,
        root: [7; 32],
    };
    assert_eq!(judge(&request, None, None), Judgement::UnknownOrigin);
    for seen in [None, Some(&seen)] {
        let judged = judge(&request, Some(&keys), seen);
        // Nobody can forge the signature.
        assert_eq!(judged, Judgement::WrongSignature);
    }
});
