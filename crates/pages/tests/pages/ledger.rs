//! The pages of the ledger: entries of every kind, figures full and empty, receipts.

use cleanbill_issuer::act::{ActContent, Body};
use cleanbill_issuer::registry::Shard;
use cleanbill_ledger::batch::Batch;
use cleanbill_ledger::count::{BlindingKey, CountCommitment};
use cleanbill_ledger::leaf::{
    Act, Announcement, BatchLeaf, BlindedAct, Document, DocumentKind, Done, EndOfKey,
    ExtensionReason, Filing, FilingAnswer, FilingClass, KeyEnd, Leaf, LeafApproval, LeafSigner,
    OpenedSum, Opening, Petition, PetitionAnswer, Publication, Release, Removal, RemovalReason,
    RevocationSet, Signatures, SignerCounter, Subject, Summary, Threshold, VoucherCount, Vouchers,
    Witnesses,
};
use cleanbill_ledger::leaf_hash;
use cleanbill_pages::{
    AppealCounts, ChangeShown, Count, EntriesShown, EntryLine, EntryShown, FiguresShown,
    FilingsShown, Found, Frame, KeyShown, KindFilter, LedgerShown, Place, PolicyShown, Problem,
    ReceiptForm, ReceiptShown, TreeShown, WeekShown,
};
use cleanbill_wording::{Trouble, Wording};

const DAY: i32 = 20_780;
const AT: i64 = DAY as i64 * 86_400 + 36_000;
const HASH: [u8; 32] = [0xA7; 32];
const KEY: BlindingKey = BlindingKey::new([7; 32]);

/// An entry of every kind, with `text` wherever somebody's text stands.
pub(crate) fn leaves(text: &str) -> Vec<Leaf> {
    let mut leaves = acts(text);
    leaves.extend(published(text));
    leaves.extend(filed(text));
    leaves
}

fn acts(text: &str) -> Vec<Leaf> {
    let content = ActContent {
        shard: Shard::default(),
        officer: 4,
        office: text.to_owned(),
        region: text.to_owned(),
        reason: None,
        basis: None,
        evidence: None,
        at: AT,
        body: Body::CloseOffice {
            office: text.to_owned(),
        },
    };
    let approval = LeafApproval {
        officer: 4,
        office: text.to_owned(),
        key: HASH,
        form: 2,
        authenticator_data: Vec::new(),
        client_data: Vec::new(),
        signature: vec![1; 64],
        at: AT,
    };
    let mut fill = |bytes: &mut [u8]| bytes.fill(0);
    let slots = (0..16_u8).map(|slot| [slot; 32]);
    let batch = Batch::new(slots, &mut fill).unwrap();
    vec![
        Leaf::Batch(BatchLeaf {
            day: DAY,
            root: batch.root(),
            slots: 16,
            count: CountCommitment::new(3, &KEY.blinding(b"batch")),
        }),
        Leaf::Act(Act {
            content: content.encode(),
            approvals: vec![approval.clone(), approval],
        }),
        Leaf::BlindedAct(BlindedAct {
            kind: 11,
            signers: vec![LeafSigner {
                officer: 7,
                office: text.to_owned(),
                role: 3,
            }],
            region: text.to_owned(),
            reason: Some(5),
            basis: Some(2),
            at: AT,
            body: vec![0x80],
            blinded: HASH,
        }),
        Leaf::Summary(Summary {
            subject: Subject::Looks,
            day: DAY,
            table: HASH,
            size_bytes: 900,
        }),
        Leaf::Opening(Opening {
            subject: Subject::Issuance,
            week: DAY,
            sums: vec![OpenedSum {
                what: 4,
                region: Some(text.to_owned()),
                total: 28,
                blinding: KEY.blinding(b"sum"),
            }],
        }),
    ]
}

fn published(text: &str) -> Vec<Leaf> {
    vec![
        Leaf::SignerCounter(SignerCounter {
            kid: *b"kid-0001",
            certificate: HASH,
            day: DAY,
            signatures: 480,
        }),
        Leaf::Publication(Publication {
            root_version: 1,
            manifest_version: 17,
            issued_at: AT,
            manifest: HASH,
        }),
        Leaf::Revocations(RevocationSet {
            edition: 3,
            list: HASH,
            size_bytes: 48,
            passes: 3,
        }),
        Leaf::Document(Document {
            kind: DocumentKind::Filter,
            document: HASH,
            size_bytes: 4_096,
        }),
        Leaf::Announcement(Announcement {
            kind: DocumentKind::Rules,
            document: HASH,
            starts_at: AT + 1_209_600,
            urgent: true,
            gained: None,
            lost: Some(120),
        }),
        Leaf::Release(Release {
            version: text.to_owned(),
            target: text.to_owned(),
            file: HASH,
        }),
        Leaf::Witnesses(Witnesses {
            old: HASH,
            new: [0xB8; 32],
            from: AT + 2_592_000,
        }),
        Leaf::KeyEnd(KeyEnd {
            kid: *b"kid-0001",
            certificate: HASH,
            end: EndOfKey::Published,
            key: Some(HASH),
        }),
    ]
}

fn filed(text: &str) -> Vec<Leaf> {
    let region = Some(text.to_owned());
    let answer = |done| {
        Leaf::FilingAnswer(FilingAnswer {
            filing: 41,
            day: DAY,
            done,
        })
    };
    vec![
        Leaf::Filing(Filing {
            class: FilingClass::Sealed,
            region: region.clone(),
            day: DAY,
            due: DAY + 30,
            commitment: HASH,
        }),
        answer(Done::Answered(HASH)),
        answer(Done::Extended {
            due: DAY + 60,
            reason: ExtensionReason::Volume,
        }),
        Leaf::Removal(Removal {
            filing: 41,
            day: DAY,
            reason: RemovalReason::Threat,
        }),
        Leaf::Petition(Petition {
            epoch: 1,
            text: HASH,
            modulus: [0xFF; 256],
            regions: region.into_iter().collect(),
            thresholds: vec![Threshold {
                signatures: 100_000,
                answer_days: 30,
            }],
            opens: DAY,
            closes: DAY + 90,
        }),
        Leaf::Vouchers(Vouchers {
            epoch: 1,
            day: DAY,
            regions: vec![VoucherCount {
                region: text.to_owned(),
                issued_max: 1_230,
                exchanged_max: 410,
            }],
        }),
        Leaf::Signatures(Signatures {
            petition: HASH,
            day: DAY,
            batch: HASH,
            count: 64,
        }),
        Leaf::PetitionAnswer(PetitionAnswer {
            petition: HASH,
            day: DAY,
            answer: HASH,
        }),
    ]
}

/// All pages of the ledger, by what they show.
pub(crate) fn pages(wording: &Wording, text: &str) -> Vec<(String, String)> {
    let frame = Frame {
        wording,
        place: Place::Ledger,
    };
    let leaves = leaves(text);
    let mut lines: Vec<EntryLine<'_>> = (0_u64..)
        .zip(&leaves)
        .map(|(index, leaf)| EntryLine {
            index,
            leaf: Some(leaf),
        })
        .collect();
    lines.push(EntryLine {
        index: 99,
        leaf: None,
    });
    let mut pages = firsts(frame, text, &lines);
    let mut add = |name: &str, page: String| pages.push((format!("ledger-{name}"), page));
    for (filter, lines, older) in [
        (KindFilter::All, lines.as_slice(), Some(12)),
        (KindFilter::Unknown, &[], None),
    ] {
        let page = frame.entries(&EntriesShown {
            filter,
            lines,
            older,
            has_newer: older.is_none(),
        });
        add(
            if older.is_some() {
                "entries"
            } else {
                "entries-none"
            },
            page,
        );
    }
    for line in &lines {
        let bytes = line
            .leaf
            .map_or_else(|| vec![0x82, 1, 24, 99], Leaf::encode);
        let page = frame.entry(&EntryShown {
            index: line.index,
            leaf: line.leaf,
            bytes: &bytes,
            hash: leaf_hash(&bytes),
            size: 100,
            root: HASH,
            path: &[HASH, [0xB8; 32]],
        });
        add(&format!("entry-{}", line.index), page);
    }
    add("download", frame.download("https://pass.example", true));
    pages.extend(
        leaves
            .iter()
            .take(1)
            .flat_map(|batch| receipts(frame, text, batch)),
    );
    pages
}

fn firsts(frame: Frame<'_>, text: &str, lines: &[EntryLine<'_>]) -> Vec<(String, String)> {
    let witnesses = [text.to_owned(), "W1".to_owned()];
    let tree = TreeShown {
        origin: text,
        size: 4_711,
        counted: 4_711,
        is_sound: true,
        root: "00ff",
        cosigned_at: Some(AT),
        witnesses: &witnesses,
        newest: Some(4_712),
        is_demonstration: false,
    };
    let appeals = AppealCounts {
        overdue: Count::of(5),
        late: Count::of(0),
        open: &[],
        ended: &[],
    };
    let weekly: Vec<[(&str, u64); 3]> = (0_u64..26)
        .map(|week| {
            let few = if week % 5 == 0 { 7 } else { 40 + week };
            [
                ("exemption", few),
                ("test", 900 - 30 * week),
                ("vaccination", 300 + 400 * (week % 7)),
            ]
        })
        .collect();
    let weeks: Vec<WeekShown<'_>> = (0_i32..)
        .zip(&weekly)
        .map(|(number, counts)| WeekShown {
            week: DAY - 7 * (26 - number),
            counts,
        })
        .collect();
    let revoked = [
        [("forgery", 12), ("opened", 28)],
        [("entered-in-error", 31), ("opened", 9)],
    ];
    let revoked_weeks: Vec<WeekShown<'_>> = (0_i32..)
        .zip(&revoked)
        .map(|(number, counts)| WeekShown {
            week: DAY - 14 + 7 * number,
            counts,
        })
        .collect();
    let full = figures(text, &weeks, &revoked_weeks);
    let page = |tree, latest, figures, has_verify| {
        frame.ledger(&LedgerShown {
            tree,
            latest,
            figures,
            appeals,
            has_verify,
        })
    };
    let begun = TreeShown {
        counted: 256,
        is_sound: false,
        cosigned_at: None,
        witnesses: &[],
        newest: None,
        is_demonstration: true,
        ..tree
    };
    let unsound = TreeShown {
        is_sound: false,
        ..tree
    };
    vec![
        ("ledger".to_owned(), page(tree, lines, full, true)),
        ("ledger-empty".to_owned(), page(begun, &[], EMPTY, false)),
        (
            "ledger-unsound".to_owned(),
            page(unsound, lines, EMPTY, false),
        ),
    ]
}

const EMPTY: FiguresShown<'static> = FiguresShown {
    grounds: &[],
    weeks: &[],
    offices: &[],
    exemptions: &[],
    passes: (0, 0),
    reasons: &[],
    revocations: &[],
    taken: &[],
    looks: &[],
    policies: &[],
    changes: &[],
    filings: FilingsShown {
        filed: 0,
        answered: 0,
        late: 0,
        overdue: 0,
    },
    keys: &[],
    kinds: &[],
};

fn figures<'a>(
    text: &'a str,
    weeks: &'a [WeekShown<'a>],
    revocations: &'a [WeekShown<'a>],
) -> FiguresShown<'a> {
    let named: &'a [(&'a str, u64)] = Box::leak(Box::new([(text, 812), ("Clinic B", 40)]));
    let policies: &'a [PolicyShown<'a>] = Box::leak(Box::new([PolicyShown {
        title: text,
        version: 2,
        region: text,
        places: &["concert", "hotel"],
        from: AT,
        until: AT + 5_184_000,
        in_force: true,
        extension: 2,
    }]));
    FiguresShown {
        grounds: &[
            ("vaccination", 40_812),
            ("test", 9_000),
            ("recovery", 700),
            ("exemption", 56),
        ],
        weeks,
        offices: named,
        exemptions: named,
        passes: (50_568, 61_440),
        reasons: &[("opened", 37), ("entered-in-error", 31), ("forgery", 12)],
        revocations,
        taken: &[("2026-11-22", 31), ("2026-11-20", 4)],
        looks: &[("issue", 5_120), ("appeal", 12)],
        policies,
        changes: &[ChangeShown {
            index: 12,
            is_policy: true,
            known_at: AT,
            starts_at: AT + 1_209_600,
            notice_days: 14,
            urgent: false,
            gained: None,
            lost: Some(120),
        }],
        filings: FilingsShown {
            filed: 1_234,
            answered: 1_000,
            late: 3,
            overdue: 12,
        },
        keys: &[KeyShown {
            kid: "6b69642d30303031",
            day: "2026-11-22",
            signatures: 50_570,
            ended: false,
        }],
        kinds: &[
            ("batch", 4_600),
            ("summary", 78),
            ("act", 9),
            ("unreadable", 1),
        ],
    }
}

fn receipts(frame: Frame<'_>, text: &str, batch: &Leaf) -> Vec<(String, String)> {
    let witnesses = [text.to_owned()];
    let problem = |trouble, field| Problem {
        code: "receipt.not-in-batch",
        trouble,
        field,
        again_secs: None,
    };
    let mut pages = Vec::new();
    for (name, problem) in [
        ("receipt", None),
        (
            "receipt-wrong",
            Some(problem(Trouble::ReceiptFalse, Some("receipt"))),
        ),
        (
            "receipt-commitment",
            Some(problem(Trouble::Commitment, Some("commitment"))),
        ),
    ] {
        let page = frame.receipt_form(&ReceiptForm {
            receipt: text,
            had_file: name == "receipt-wrong",
            commitment: text,
            problem,
        });
        pages.push((format!("ledger-{name}"), page));
    }
    for (name, found, leaf, witnesses) in [
        (
            "found",
            Found::Here { slot: None },
            Some(batch),
            witnesses.as_slice(),
        ),
        (
            "slot",
            Found::Here { slot: Some(7) },
            Some(batch),
            witnesses.as_slice(),
        ),
        ("not-yet", Found::NotYet, None, &[]),
        ("omitted", Found::Omitted, Some(batch), witnesses.as_slice()),
    ] {
        let page = frame.received(&ReceiptShown {
            found,
            index: 41,
            leaf,
            size_then: 100,
            size: 4_711,
            cosigned_at: Some(AT),
            witnesses,
        });
        pages.push((format!("ledger-{name}"), page));
    }
    pages
}
