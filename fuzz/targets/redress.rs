//! What citizens send and what is kept of it: appeals, filings, petitions. What is read is written
//! again as it was.
#![no_main]

use cleanbill_redress::case::{Appeal, Decision, DoorSlip};
use cleanbill_redress::filing::{Challenge, Content, FollowCode};
use cleanbill_redress::petition::{Ballot, Batch, Petition, PetitionId, Signature, Voucher};

libfuzzer_sys::fuzz_target!(|input: (i32, &[u8], &str)| {
    let (day, bytes, text) = input;
    if let Ok(appeal) = Appeal::parse(bytes) {
        assert_eq!(appeal.encode(), bytes);
    }
    if let Ok(decision) = Decision::parse(bytes) {
        assert_eq!(decision.encode(), bytes);
    }
    if let Ok(content) = Content::parse(bytes) {
        assert_eq!(content.encode(), bytes);
    }
    if let Ok(petition) = Petition::parse(bytes) {
        assert_eq!(petition.encode(), bytes);
    }
    if let Ok(batch) = Batch::parse(bytes) {
        assert_eq!(batch.encode(), bytes);
    }
    if let Ok(ballot) = Ballot::parse(bytes) {
        assert_eq!(ballot.encode().as_slice(), bytes);
    }
    if let Ok(signature) = Signature::parse(bytes) {
        assert_eq!(signature.to_bytes(), bytes);
    }
    if let Ok(challenge) = Challenge::parse(bytes) {
        assert_eq!(challenge.to_bytes(), bytes);
    }
    if let Ok(voucher) = Voucher::parse_code(text) {
        let again = Voucher::parse_code(&voucher.to_code()).expect("what was written");
        assert_eq!(again.to_code(), voucher.to_code());
    }
    if let Ok(code) = FollowCode::parse(text) {
        let again = FollowCode::parse(&code.to_string()).expect("what was written");
        assert_eq!(again.to_string(), code.to_string());
    }
    if let Some(id) = PetitionId::parse(text) {
        assert_eq!(PetitionId::parse(&id.to_string()), Some(id));
    }
    let _ = DoorSlip::parse(text, day);
});
