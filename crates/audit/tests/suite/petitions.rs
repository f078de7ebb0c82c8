//! The recount over a ledger as it is published.

use std::cell::Cell;

use cleanbill_audit::{CountRequest, FolderSource, PetitionCount, Severity, count_petitions};
use cleanbill_ledger::leaf::{self, Leaf, Threshold, VoucherCount, Vouchers};
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_redress::petition::{Ballot, Batch, OperatorKey, Petition, Signature};

use crate::authority::{Authority, END, MONDAY, policy};

/// A stream of bytes that is the same each time.
fn draw(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut count = seed << 32;
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            count += 1;
            let block = cleanbill_crypto::sha256(&count.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A petition that three people signed, in the ledger of an honest authority.
struct Signed {
    authority: Authority,
    petition: Petition,
    key: OperatorKey,
}

impl Signed {
    fn new() -> Self {
        let key = OperatorKey::generate(&mut draw(1)).unwrap();
        let text = b"Open the schools\n";
        let petition = Petition::of_leaf(leaf::Petition {
            epoch: 1,
            text: object_digest(text),
            modulus: key.modulus().try_into().unwrap(),
            regions: vec!["XX".to_owned()],
            thresholds: vec![Threshold {
                signatures: 3,
                answer_days: 30,
            }],
            opens: MONDAY,
            closes: MONDAY + 30,
        });
        let mut signed = Self {
            authority: Authority::unsealed(),
            petition: petition.unwrap(),
            key,
        };
        signed.authority.object(text);
        let leaf = signed.petition.leaf().clone();
        signed.authority.put(&Leaf::Petition(leaf));
        signed.authority.put(&Leaf::Vouchers(Vouchers {
            epoch: 1,
            day: MONDAY + 16,
            regions: vec![VoucherCount::told("XX", 5_000, 3)],
        }));
        signed
    }

    /// So many sign, and their signatures are released.
    fn release(&mut self, count: usize, seed: u64) -> Vec<u8> {
        let mut draw = draw(seed);
        let one = |_| {
            let petitions = std::slice::from_ref(&self.petition);
            let ballot = Ballot::draw(petitions, &mut draw).unwrap();
            let answer = self.key.blind_sign(&ballot.blinded()[0].1, &mut draw);
            ballot.finalize(&self.petition, &answer.unwrap()).unwrap()
        };
        let made: Vec<Signature> = (0..count).map(one).collect();
        let object = Batch::new(self.petition.id(), made).unwrap().encode();
        self.authority.object(&object);
        self.authority.put(&Leaf::Signatures(leaf::Signatures {
            petition: self.petition.id().0,
            day: MONDAY + 16,
            batch: object_digest(&object),
            count: u32::try_from(count).unwrap(),
        }));
        object
    }

    fn count(&mut self) -> PetitionCount {
        self.authority.seal(END);
        self.recount()
    }

    fn recount(&self) -> PetitionCount {
        let told = Cell::new((0, 0));
        let count = count_petitions(&CountRequest {
            source: &FolderSource::new(self.authority.folder.path()),
            policy: Some(policy()),
            only: Some(self.petition.id()),
            now: END + 60,
            progress: &|done, all| told.set((done, all)),
        });
        let (done, all) = told.get();
        assert_eq!(done, all);
        assert!(all > 0);
        count.unwrap()
    }
}

#[test]
fn a_stranger_counts_what_was_released() {
    let mut signed = Signed::new();
    signed.release(2, 2);
    signed.release(1, 3);
    let count = signed.count();
    assert!(count.holds(), "{:?} {:?}", count.findings, count.log);
    assert_eq!(count.counted[0].signatures, 3);
    assert_eq!(count.counted[0].exchanged_max, 10);
    assert_eq!(count.witnesses.len(), 3);
    let clocks = count.counted[0].clocks(MONDAY + 20).unwrap();
    assert_eq!(clocks[0].due, Some(MONDAY + 46));
}

#[test]
fn g06_a_stuffed_petition_does_not_hold() {
    let mut signed = Signed::new();
    signed.release(11, 2);
    let count = signed.count();
    assert!(!count.holds());
    assert_eq!(count.findings[0].code(), "recount.stuffed");
}

#[test]
fn g06_a_batch_that_is_changed_or_gone_does_not_hold() {
    let mut signed = Signed::new();
    let object = signed.release(2, 2);
    assert!(signed.count().holds());
    let path = format!("ledger/{}", object_path(&object_digest(&object)));
    let mut other = object;
    other[100] ^= 1;
    for (bytes, code) in [
        (Some(other), "recount.batch-differs"),
        (Some(vec![0; Batch::BYTES_MAX + 1]), "recount.batch-differs"),
        (None, "recount.batch-missing"),
    ] {
        let file = signed.authority.folder.path().join(&path);
        match bytes {
            Some(bytes) => std::fs::write(file, bytes).unwrap(),
            None => std::fs::remove_file(file).unwrap(),
        }
        let count = signed.recount();
        assert!(!count.holds());
        assert_eq!(count.findings[0].code(), code);
    }
}

#[test]
fn g06_a_count_under_another_root_does_not_hold() {
    let mut signed = Signed::new();
    signed.release(2, 2);
    signed.authority.seal(END);
    // The newest leaf is another one than witnesses saw.
    let last = signed.authority.entries.len() - 1;
    signed.authority.entries[last] = Leaf::Vouchers(Vouchers {
        epoch: 1,
        day: MONDAY,
        regions: vec![VoucherCount::told("XX", 90_000, 90_000)],
    })
    .encode();
    let cosigned = signed.authority.read("ledger/cosigned");
    signed.authority.seal(END);
    for path in ["ledger/cosigned", "ledger/checkpoint"] {
        signed.authority.write(path, &cosigned);
    }
    let count = count_petitions(&CountRequest {
        source: &FolderSource::new(signed.authority.folder.path()),
        policy: Some(policy()),
        only: None,
        now: END + 60,
        progress: &|_, _| {},
    })
    .unwrap();
    assert!(!count.holds());
    let gravest = count.log.iter().map(|found| found.severity()).max();
    assert_eq!(gravest, Some(Severity::Proof));
}
