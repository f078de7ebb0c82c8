//! A small world for tests: keys that were made once, petitions, people who sign.

use std::sync::LazyLock;

use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::{self, Leaf, Threshold, VoucherCount, Vouchers};
use cleanbill_ledger::object::object_digest;

use crate::petition::{Ballot, Batch, OperatorKey, Petition, PetitionId, Signature};

/// A stream of bytes from a seed: SHA-256 of a counter.
pub(crate) struct Drawn {
    seed: u64,
    count: u64,
}

impl Drawn {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed, count: 0 }
    }

    pub(crate) fn draw(&mut self) -> impl FnMut(&mut [u8]) + '_ {
        |bytes: &mut [u8]| {
            for chunk in bytes.chunks_mut(32) {
                self.count += 1;
                let block = [self.seed.to_be_bytes(), self.count.to_be_bytes()].concat();
                chunk.copy_from_slice(&sha256(&block)[..chunk.len()]);
            }
        }
    }
}

static SECRETS: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [100, 101].map(|seed| {
        let key = OperatorKey::generate(&mut Drawn::new(seed).draw()).unwrap();
        key.to_secret().to_vec()
    })
});

/// The operator's key for the first petition.
pub(crate) fn operator_key() -> OperatorKey {
    OperatorKey::from_secret(&SECRETS[0]).unwrap()
}

/// For the second.
pub(crate) fn second_key() -> OperatorKey {
    OperatorKey::from_secret(&SECRETS[1]).unwrap()
}

pub(crate) const OPENS: i32 = 20_000;
pub(crate) const CLOSES: i32 = 20_030;

pub(crate) fn leaf_of(key: &OperatorKey, text: u8) -> leaf::Petition {
    let threshold = |signatures, answer_days| Threshold {
        signatures,
        answer_days,
    };
    leaf::Petition {
        epoch: 4,
        text: [text; 32],
        modulus: key.modulus().try_into().unwrap(),
        regions: vec!["XX-A".to_owned(), "XX-B".to_owned()],
        thresholds: vec![threshold(3, 30), threshold(100, 60)],
        opens: OPENS,
        closes: CLOSES,
    }
}

pub(crate) fn petition() -> Petition {
    Petition::of_leaf(leaf_of(&operator_key(), 1)).unwrap()
}

pub(crate) fn second_petition() -> Petition {
    Petition::of_leaf(leaf_of(&second_key(), 2)).unwrap()
}

/// People who sign the first petition, as their devices and the operator do it.
pub(crate) fn signatures(count: usize, seed: u64) -> Vec<Signature> {
    let (petition, operator, mut drawn) = (petition(), operator_key(), Drawn::new(seed));
    let mut made = Vec::new();
    for _ in 0..count {
        let petitions = std::slice::from_ref(&petition);
        let ballot = Ballot::draw(petitions, &mut drawn.draw()).unwrap();
        let answer = operator.blind_sign(&ballot.blinded()[0].1, &mut drawn.draw());
        made.push(ballot.finalize(&petition, &answer.unwrap()).unwrap());
    }
    made
}

/// The leaf of a batch, and the batch.
pub(crate) fn released(petition: PetitionId, day: i32, of: &[Signature]) -> (Leaf, Vec<u8>) {
    let object = Batch::new(petition, of.to_vec()).unwrap().encode();
    let leaf = leaf::Signatures {
        petition: petition.0,
        day,
        batch: object_digest(&object),
        count: u32::try_from(of.len()).unwrap(),
    };
    (Leaf::Signatures(leaf), object)
}

pub(crate) fn vouchers(counts: &[(&str, u64, u64)]) -> Leaf {
    let told = counts
        .iter()
        .map(|(region, issued, exchanged)| VoucherCount::told(region, *issued, *exchanged));
    Leaf::Vouchers(Vouchers {
        epoch: 4,
        day: OPENS,
        regions: told.collect(),
    })
}
