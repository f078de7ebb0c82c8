use proptest::prelude::*;

use super::*;
use crate::count::{Blinding, BlindingKey, CountCommitment};

const KEY: BlindingKey = BlindingKey::new([5; 32]);

fn count() -> CountCommitment {
    CountCommitment::new(3, &KEY.blinding(b"count"))
}

fn blinding() -> Blinding {
    KEY.blinding(b"sum")
}

/// One leaf of every type, with everything in it that can be there.
fn every_leaf() -> Vec<Leaf> {
    let content = encode_record(vec![int(9), "XX".into(), Value::Null]);
    let approval = LeafApproval {
        officer: 7,
        office: "Clinic A".to_owned(),
        key: [1; 32],
        form: 1,
        authenticator_data: vec![1; 37],
        client_data: b"{}".to_vec(),
        signature: vec![2; 70],
        at: 1_800_000_000,
    };
    let sum = |what, region: Option<&str>| OpenedSum {
        what,
        region: region.map(str::to_owned),
        total: 10,
        blinding: blinding(),
    };
    vec![
        Leaf::Batch(BatchLeaf {
            day: 20_000,
            root: [1; 32],
            slots: 16,
            count: count(),
        }),
        Leaf::Act(Act {
            content: content.clone(),
            approvals: vec![approval],
        }),
        Leaf::BlindedAct(BlindedAct {
            kind: 11,
            signers: vec![LeafSigner {
                officer: 7,
                office: "Clinic A".to_owned(),
                role: 2,
            }],
            region: "XX-A".to_owned(),
            reason: Some(5),
            basis: None,
            at: 1_800_000_000,
            body: content,
            blinded: [3; 32],
        }),
        Leaf::Summary(Summary {
            subject: Subject::Looks,
            day: 20_000,
            table: [4; 32],
            size_bytes: 900,
        }),
        Leaf::Opening(Opening {
            subject: Subject::Acts,
            week: 19_999,
            sums: vec![sum(4, None), sum(4, Some("XX-A")), sum(5, None)],
        }),
        Leaf::SignerCounter(SignerCounter {
            kid: [5; 8],
            certificate: [6; 32],
            day: 20_000,
            signatures: 1 << 40,
        }),
        Leaf::Publication(Publication {
            root_version: 1,
            manifest_version: 17,
            issued_at: 1_800_000_000,
            manifest: [7; 32],
        }),
        Leaf::Revocations(RevocationSet {
            edition: 17,
            list: [8; 32],
            size_bytes: 48,
            passes: 3,
        }),
        Leaf::Document(Document {
            kind: DocumentKind::Policies,
            document: [9; 32],
            size_bytes: 0,
        }),
        Leaf::Announcement(Announcement {
            kind: DocumentKind::Rules,
            document: [10; 32],
            starts_at: 1_800_000_000,
            urgent: true,
            gained: None,
            lost: Some(300_000),
        }),
        Leaf::Release(Release {
            version: "0.1.0".to_owned(),
            target: "x86_64-unknown-linux-gnu".to_owned(),
            file: [11; 32],
        }),
        Leaf::Witnesses(Witnesses {
            old: [12; 32],
            new: [13; 32],
            from: 1_800_000_000,
        }),
        Leaf::KeyEnd(KeyEnd {
            kid: [14; 8],
            certificate: [15; 32],
            end: EndOfKey::Published,
            key: Some([16; 32]),
        }),
        Leaf::Filing(Filing {
            class: FilingClass::Document,
            region: Some("XX-A".to_owned()),
            day: 20_000,
            due: 20_030,
            commitment: [17; 32],
        }),
        Leaf::FilingAnswer(FilingAnswer {
            filing: 1 << 40,
            day: 20_020,
            done: Done::Extended {
                due: 20_060,
                reason: ExtensionReason::Expert,
            },
        }),
        Leaf::Removal(Removal {
            filing: 9,
            day: 20_001,
            reason: RemovalReason::Threat,
        }),
        Leaf::Petition(petition()),
        Leaf::Vouchers(Vouchers {
            epoch: 3,
            day: 20_000,
            regions: vec![
                VoucherCount::told("XX-A", 1_234, 77),
                VoucherCount::told("XX-B", 3, 0),
            ],
        }),
        Leaf::Signatures(Signatures {
            petition: [18; 32],
            day: 20_000,
            batch: [19; 32],
            count: 32,
        }),
        Leaf::PetitionAnswer(PetitionAnswer {
            petition: [18; 32],
            day: 20_001,
            answer: [22; 32],
        }),
    ]
}

fn petition() -> Petition {
    Petition {
        epoch: 3,
        text: [17; 32],
        modulus: [0x81; MODULUS_BYTES],
        regions: vec!["XX-A".to_owned(), "XX-B".to_owned()],
        thresholds: vec![
            Threshold {
                signatures: 10_000,
                answer_days: 30,
            },
            Threshold {
                signatures: 100_000,
                answer_days: 60,
            },
        ],
        opens: 20_000,
        closes: 20_090,
    }
}

/// Petitions with one thing in each that cannot be.
fn wrong_petitions() -> Vec<Leaf> {
    let wrong = |change: fn(&mut Petition)| {
        let mut petition = petition();
        change(&mut petition);
        Leaf::Petition(petition)
    };
    vec![
        wrong(|petition| petition.modulus[0] = 0x7f),
        wrong(|petition| petition.modulus[MODULUS_BYTES - 1] = 0x80),
        wrong(|petition| petition.regions.clear()),
        wrong(|petition| petition.regions.swap(0, 1)),
        wrong(|petition| petition.regions[1] = "XX-A".to_owned()),
        wrong(|petition| petition.thresholds.clear()),
        wrong(|petition| petition.thresholds.swap(0, 1)),
        wrong(|petition| petition.thresholds[0].signatures = 0),
        wrong(|petition| petition.thresholds[0].answer_days = 0),
        wrong(|petition| petition.thresholds[0].answer_days = ANSWER_DAYS_MAX + 1),
        wrong(|petition| petition.closes = petition.opens - 1),
    ]
}

#[test]
fn g14_vouchers_are_told_in_tens_alone() {
    let told = |issued, exchanged| {
        let count = VoucherCount::told("XX", issued, exchanged);
        (count.issued_max, count.exchanged_max)
    };
    assert_eq!(told(0, 0), (10, 10));
    assert_eq!(told(1, 0), (10, 10));
    assert_eq!(told(10, 10), (10, 10));
    assert_eq!(told(11, 9), (20, 10));
    // More exchanged than issued is nothing that happens; what is told stays readable.
    assert_eq!(told(3, 25), (30, 30));
}

#[test]
fn every_type_is_read_as_it_was_written() {
    let leaves = every_leaf();
    let types: Vec<_> = leaves.iter().map(Leaf::leaf_type).collect();
    assert_eq!(types, LeafType::ALL);
    for leaf in leaves {
        assert_eq!(Leaf::parse(&leaf.encode()).as_ref(), Ok(&leaf));
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    let mut refused = Vec::new();
    for leaf in every_leaf() {
        match leaf {
            Leaf::Batch(batch) => {
                for slots in [0, 8, 15, 24, 131_072] {
                    refused.push(Leaf::Batch(BatchLeaf {
                        slots,
                        ..batch.clone()
                    }));
                }
            }
            Leaf::Act(act) => refused.push(Leaf::Act(Act {
                // The array of one field in a longer spelling.
                content: vec![0x98, 0x01, 0x01],
                ..act
            })),
            Leaf::Opening(opening) => {
                let mut few = opening.clone();
                few.sums[0].total = 9;
                refused.push(Leaf::Opening(few));
                let mut twice = opening;
                twice.sums.swap(0, 1);
                refused.push(Leaf::Opening(twice));
            }
            Leaf::Revocations(set) => {
                refused.push(Leaf::Revocations(RevocationSet { passes: 4, ..set }));
            }
            Leaf::Announcement(told) => {
                refused.push(Leaf::Announcement(Announcement {
                    lost: Some(9),
                    ..told
                }));
            }
            Leaf::KeyEnd(end) => {
                refused.push(Leaf::KeyEnd(KeyEnd {
                    key: None,
                    ..end.clone()
                }));
                refused.push(Leaf::KeyEnd(KeyEnd {
                    end: EndOfKey::Destroyed,
                    ..end
                }));
            }
            Leaf::Filing(filing) => {
                for due in [19_999, 20_000, 20_031, i32::MIN] {
                    refused.push(Leaf::Filing(Filing {
                        due,
                        ..filing.clone()
                    }));
                }
                refused.push(Leaf::Filing(Filing {
                    region: Some(String::new()),
                    ..filing
                }));
            }
            Leaf::Vouchers(vouchers) => {
                for (issued_max, exchanged_max) in [(0, 0), (10, 0), (15, 10), (10, 9), (10, 20)] {
                    let mut wrong = vouchers.clone();
                    wrong.regions[0].issued_max = issued_max;
                    wrong.regions[0].exchanged_max = exchanged_max;
                    refused.push(Leaf::Vouchers(wrong));
                }
                let mut twice = vouchers.clone();
                twice.regions.swap(0, 1);
                refused.push(Leaf::Vouchers(twice));
                refused.push(Leaf::Vouchers(Vouchers {
                    regions: Vec::new(),
                    ..vouchers
                }));
            }
            Leaf::Signatures(batch) => {
                for count in [0, SIGNATURES_MAX + 1] {
                    refused.push(Leaf::Signatures(Signatures {
                        count,
                        ..batch.clone()
                    }));
                }
            }
            _ => {}
        }
    }
    refused.extend(wrong_petitions());
    for leaf in refused {
        assert!(Leaf::parse(&leaf.encode()).is_err(), "{leaf:?}");
    }
}

#[test]
fn other_layouts_types_and_spellings_are_refused() {
    let leaf = every_leaf().remove(6).encode();
    let mut layout = leaf.clone();
    layout[1] = 2;
    let mut unknown = leaf.clone();
    unknown[2] = 23;
    let mut more = leaf.clone();
    more.push(0);
    for bytes in [
        &layout,
        &unknown,
        &more,
        &leaf[..leaf.len() - 1].to_vec(),
        &Vec::new(),
    ] {
        assert!(Leaf::parse(bytes).is_err());
    }
}

#[test]
fn a_filing_is_answered_or_put_off_and_not_both() {
    let put_off = |due: Value<'static>, answer: Value<'static>| {
        encode_record(vec![
            int(1),
            int(15),
            int(3),
            int(20_000),
            int(FilingStep::Extended.number()),
            due,
            int(1),
            answer,
        ])
    };
    let answer = || Value::Bytes(vec![1; 32].into());
    assert!(Leaf::parse(&put_off(int(20_060), Value::Null)).is_ok());
    for refused in [
        put_off(int(20_060), answer()),
        put_off(Value::Null, Value::Null),
        put_off(Value::Null, answer()),
    ] {
        assert!(Leaf::parse(&refused).is_err());
    }
}

proptest! {
    #[test]
    fn reading_never_panics_and_has_one_spelling(
        which in 0_usize..every_leaf().len(),
        at: prop::sample::Index,
        bit in 0_u8..8,
    ) {
        let leaf = every_leaf().remove(which);
        let mut bytes = leaf.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(other) = Leaf::parse(&bytes) {
            prop_assert_ne!(&other, &leaf);
            prop_assert_eq!(other.encode(), bytes);
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        let _ = Leaf::parse(&bytes);
    }
}
