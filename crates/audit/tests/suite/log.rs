//! Attacks on the log: two trees, edits, omissions, forged witnesses.

use cleanbill_audit::{Finding, FolderSource, LogFinding, Severity, audit};
use cleanbill_ledger::{Grower, NoteSignature, SignedCheckpoint, encode_bundle};

use crate::authority::{Authority, END, checkpoint_of, codes, given, policy, request};

/// Where the only bundle of entries lies, and the tile over it.
fn bundle(authority: &Authority) -> (String, String) {
    let width = authority.entries.len();
    assert!(width < 256);
    (
        format!("ledger/tile/entries/000.p/{width}"),
        format!("ledger/tile/0/000.p/{width}"),
    )
}

#[test]
fn g06_a_split_view_is_proven_by_a_verifiers_checkpoint() {
    let authority = Authority::honest();
    let mut other = authority.entries.clone();
    other[20] = b"what one venue was shown".to_vec();
    let shown = checkpoint_of(&other, &[0, 1, 2], END).to_text();
    let report = authority
        .audit_with(|request| request.compared.push(given("venue.txt", shown)))
        .report;
    assert_eq!(codes(&report), ["audit.split-view"]);
    assert_eq!(report.gravest(), Some(Severity::Proof));
    assert!(report.findings[0].to_string().contains("venue.txt"));
}

#[test]
fn g06_two_trees_are_proven_by_a_wallets_older_checkpoint() {
    let authority = Authority::honest();
    let mut other = authority.entries[..60].to_vec();
    let honest = checkpoint_of(&other, &[0, 1], END).to_text();
    other[20] = b"what was taken back since".to_vec();
    let shown = checkpoint_of(&other, &[], END).to_text();
    let compare = |text: String| {
        let audit = authority.audit_with(|request| request.compared.push(given("old", text)));
        codes(&audit.report)
    };
    assert_eq!(compare(honest), [""; 0]);
    assert_eq!(compare(shown), ["audit.two-trees"]);
}

#[test]
fn g06_a_roll_back_is_proven_by_a_larger_checkpoint() {
    let mut authority = Authority::honest();
    let larger = checkpoint_of(&authority.entries, &[0, 1], END).to_text();
    authority.entries.truncate(authority.entries.len() - 5);
    authority.seal(END);
    let report = authority
        .audit_with(|request| request.compared.push(given("larger", larger)))
        .report;
    assert!(
        codes(&report).contains(&"audit.rollback"),
        "{:?}",
        codes(&report)
    );
}

#[test]
fn g06_an_omission_is_proven_by_a_receipt() {
    let mut authority = Authority::honest();
    let honest = Authority::receipt(&authority.entries, 30, END);
    // Promised in a tree that was cosigned, and left out of the one that is published.
    let mut told = authority.entries[..50].to_vec();
    told.push(authority.entries[3].clone());
    let receipt = Authority::receipt(&told, 50, END);
    let report = authority
        .audit_with(|request| {
            request.compared.push(given("kept", honest));
            request.compared.push(given("broken", receipt));
        })
        .report;
    assert_eq!(codes(&report), ["audit.omitted-entry", "audit.two-trees"]);
    // Also if the published tree is shorter than the promise.
    authority.entries.truncate(40);
    authority.seal(END);
    let receipt = Authority::receipt(&told, 50, END);
    let report = authority
        .audit_with(|request| request.compared.push(given("broken", receipt)))
        .report;
    assert!(codes(&report).contains(&"audit.omitted-entry"));
    assert!(codes(&report).contains(&"audit.rollback"));
}

#[test]
fn what_proves_nothing_is_a_note() {
    let authority = Authority::honest();
    let signed = checkpoint_of(&authority.entries, &[], END);
    let mut forged = signed.clone();
    forged.note.signatures[0].bytes[7] ^= 1;
    for text in [forged.to_text(), "nothing".to_owned()] {
        let report = authority
            .audit_with(|request| request.compared.push(given("x", text)))
            .report;
        assert_eq!(codes(&report), ["audit.proves-nothing"]);
        assert_eq!(report.gravest(), Some(Severity::Note));
    }
}

#[test]
fn g06_an_edited_leaf_is_named() {
    let authority = Authority::honest();
    let (entries, _) = bundle(&authority);
    let mut edited = authority.entries.clone();
    edited[17] = edited[16].clone();
    let bytes = encode_bundle(edited.iter().map(Vec::as_slice)).unwrap();
    authority.write(&entries, &bytes);
    let report = authority.audit();
    let named = LogFinding::EditedLeaf { index: 17 };
    assert!(
        report.findings.contains(&Finding::Log(named)),
        "{:?}",
        codes(&report)
    );
    assert!(codes(&report).contains(&"audit.root"));
    assert!(authority.audit_with(|_| {}).state.is_none());
}

#[test]
fn g06_an_edited_tile_is_named() {
    let authority = Authority::honest();
    let (_, tile) = bundle(&authority);
    let mut bytes = authority.read(&tile);
    bytes[33] ^= 1;
    authority.write(&tile, &bytes);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.edited-tile"]);
    assert!(report.findings[0].to_string().contains(&tile));
    bytes.pop();
    authority.write(&tile, &bytes);
    assert_eq!(codes(&authority.audit()), ["audit.odd-tile"]);
    authority.remove(&tile);
    assert_eq!(codes(&authority.audit()), ["audit.missing-tile"]);
}

#[test]
fn g06_tiles_above_the_lowest_are_looked_at_too() {
    let mut authority = Authority::new();
    for _ in 0..300 {
        authority.counter(crate::authority::MONDAY);
    }
    authority.seal(crate::authority::START + 3_600);
    let clean = codes(&authority.audit());
    assert!(!clean.contains(&"audit.edited-tile"), "{clean:?}");
    let mut bytes = authority.read("ledger/tile/1/000.p/1");
    bytes[0] ^= 1;
    authority.write("ledger/tile/1/000.p/1", &bytes);
    assert!(codes(&authority.audit()).contains(&"audit.edited-tile"));
}

#[test]
fn missing_and_odd_bundles_are_named() {
    let authority = Authority::honest();
    let (entries, _) = bundle(&authority);
    let bytes = authority.read(&entries);
    authority.write(&entries, &bytes[..bytes.len() - 1]);
    assert_eq!(codes(&authority.audit()), ["audit.odd-tile"]);
    authority.remove(&entries);
    let audit = authority.audit_with(|_| {});
    assert_eq!(codes(&audit.report), ["audit.missing-tile"]);
    assert!(audit.state.is_none());
    assert!(!audit.report.tree.unwrap().whole);
}

/// The published checkpoint with this done to it.
fn with_signatures(authority: &Authority, edit: impl FnOnce(&mut Vec<NoteSignature>)) {
    let text = authority.read("ledger/cosigned");
    let mut signed = SignedCheckpoint::parse(&text).unwrap();
    edit(&mut signed.note.signatures);
    authority.write("ledger/cosigned", signed.to_text().as_bytes());
}

#[test]
fn g06_a_forged_cosignature_is_named_and_counts_for_nothing() {
    let authority = Authority::honest();
    with_signatures(&authority, |signatures| signatures[1].bytes[20] ^= 1);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.forged-cosignature"]);
    assert!(report.findings[0].to_string().contains("w0.example"));
    // Two are left of three; with one more gone there is no quorum.
    with_signatures(&authority, |signatures| signatures[2].bytes[20] ^= 1);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.forged-cosignature", "audit.quorum"]);
    assert_eq!(report.tree.unwrap().cosigned_at, None);
}

#[test]
fn g06_a_checkpoint_that_the_log_did_not_sign_is_none() {
    let authority = Authority::honest();
    with_signatures(&authority, |signatures| signatures[0].bytes[9] ^= 1);
    authority.remove("ledger/checkpoint");
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.checkpoint"]);
    assert!(report.tree.is_none());
}

#[test]
fn g06_the_newest_checkpoint_goes_on_from_the_cosigned_one() {
    let mut authority = Authority::honest();
    let cosigned = authority.read("ledger/cosigned");
    authority.counter(crate::authority::MONDAY + 15);
    authority.seal(END + 10);
    authority.write("ledger/cosigned", &cosigned);
    assert_eq!(codes(&authority.audit()), [""; 0]);
    // A second tree, larger, and of one size.
    let mut other = authority.entries.clone();
    other[9] = b"another".to_vec();
    let newer = checkpoint_of(&other, &[], END).to_text();
    authority.write("ledger/checkpoint", newer.as_bytes());
    assert_eq!(codes(&authority.audit()), ["audit.two-trees"]);
    other.pop();
    let same = checkpoint_of(&other, &[], END).to_text();
    authority.write("ledger/checkpoint", same.as_bytes());
    assert_eq!(codes(&authority.audit()), ["audit.split-view"]);
}

#[test]
fn another_policy_few_witnesses_and_old_checkpoints_are_said() {
    let authority = Authority::honest();
    let late = authority
        .audit_with(|request| request.now = END + 50 * 3_600)
        .report;
    assert_eq!(codes(&late), ["audit.stale"]);
    let early = authority
        .audit_with(|request| request.now = END - 3_600)
        .report;
    assert_eq!(codes(&early), ["audit.future"]);
    let text = policy()
        .to_text()
        .replace("group witnesses 2", "group witnesses 1");
    authority.write("ledger/policy", text.as_bytes());
    assert_eq!(codes(&authority.audit()), ["audit.other-policy"]);
    let believed = authority.audit_with(|request| request.policy = None).report;
    assert!(codes(&believed).contains(&"audit.few-witnesses"));
}

#[test]
fn a_large_log_is_walked_bundle_by_bundle() {
    let mut authority = Authority::new();
    for _ in 0..2_000 {
        authority.counter(crate::authority::MONDAY);
    }
    let tiles = Grower::empty().append(&authority.entries).unwrap();
    assert!(tiles.len() > 14);
    authority.seal(crate::authority::START + 3_600);
    let told = std::cell::Cell::new((0, 0));
    let progress = |read, all| told.set((read, all));
    let source = FolderSource::new(authority.folder.path());
    let mut asked = request(&source);
    asked.progress = &progress;
    asked.now = crate::authority::START + 3_700;
    let audit = audit(asked).unwrap();
    assert_eq!(told.get(), (2_002, 2_002));
    assert_eq!(audit.report.leaves["signer-counter"], 2_000);
    assert!(audit.report.tree.unwrap().whole);
}
