//! Attacks on what is published: sets, documents, filters, announcements.

use cleanbill_audit::{Finding, SetFinding, Severity};
use cleanbill_ledger::leaf::{Document, DocumentKind, Leaf};
use cleanbill_policy::Policy;
use cleanbill_trust::set::Target;

use crate::authority::{
    Authority, DAY, END, START, checkpoint_of, codes, concert, evidence, given, handle,
};

fn found(authority: &Authority) -> Vec<&'static str> {
    codes(&authority.audit())
}

#[test]
fn g06_an_unledgered_set_shown_to_one_venue_is_named() {
    let mut authority = Authority::honest();
    // Signed by the publisher, with evidence from a tree that nobody else saw.
    let targets = targets(&authority);
    let secret = authority.set(9, END - 60, &targets, false);
    let report = authority
        .audit_with(|request| request.sets.push(given("venue.cbset", secret.clone())))
        .report;
    assert_eq!(codes(&report), ["audit.rollback", "audit.set-unledgered"]);
    assert_eq!(report.gravest(), Some(Severity::Proof));
    // Or left lying about in the folder.
    authority.write("sets/1.9.cbset", &secret);
    assert_eq!(found(&authority), ["audit.set-unledgered"]);
    // One that is in the ledger is none.
    std::fs::remove_file(authority.folder.path().join("sets/1.9.cbset")).unwrap();
    let known = authority.read("sets/1.2.cbset");
    let report = authority
        .audit_with(|request| request.sets.push(given("x", known)))
        .report;
    assert_eq!(codes(&report), [""; 0]);
}

fn targets(authority: &Authority) -> Vec<Target> {
    let universe = Authority::universe(&authority.revoked);
    let filter = Authority::filter(&universe, 9, END - 60);
    Authority::targets(&filter, &[], &[], END - 60)
}

#[test]
fn g06_a_head_that_no_leaf_tells_of_is_named() {
    let mut authority = Authority::honest();
    let targets = targets(&authority);
    let secret = authority.set(9, END - 60, &targets, false);
    let head = cleanbill_trust::set::SignedSet::head(&secret).unwrap();
    authority.write("current.cbset", &head);
    assert_eq!(found(&authority), ["audit.set-unledgered"]);
    let old = authority.read("sets/1.1.cbset");
    let head = cleanbill_trust::set::SignedSet::head(&old).unwrap();
    authority.write("current.cbset", &head);
    assert_eq!(found(&authority), ["audit.set-head"]);
}

#[test]
fn g06_a_set_that_is_missing_or_another_one_is_named() {
    let mut authority = Authority::honest();
    let first = authority.read("sets/1.1.cbset");
    authority.remove("sets/1.1.cbset");
    assert_eq!(found(&authority), ["audit.set-missing"]);
    // Another one of the same version, signed by the publisher.
    let targets = targets(&authority);
    let other = authority.set(1, START + 2 * DAY, &targets, false);
    authority.write("sets/1.1.cbset", &other);
    let report = authority.audit();
    assert!(
        codes(&report).contains(&"audit.set-edited"),
        "{:?}",
        codes(&report)
    );
    // One byte.
    let mut edited = first;
    let last = edited.len() - 1;
    edited[last] ^= 1;
    authority.write("sets/1.1.cbset", &edited);
    assert_eq!(found(&authority), ["audit.set-edited"]);
}

#[test]
fn g06_two_sets_of_one_version_are_named() {
    let mut authority = Authority::unsealed();
    let targets = targets(&authority);
    authority.set(2, END - 60, &targets, true);
    authority.seal(END);
    assert_eq!(found(&authority), ["audit.set-twice"]);
}

#[test]
fn g06_a_target_without_leaf_and_a_document_without_file_are_named() {
    let mut authority = Authority::unsealed();
    authority.put(&Leaf::Document(Document {
        kind: DocumentKind::Rules,
        document: [5; 32],
        size_bytes: 9,
    }));
    authority.seal(END);
    assert_eq!(found(&authority), ["audit.document-missing"]);

    let mut authority = Authority::unsealed();
    let targets = targets(&authority);
    let set = authority.set(3, END - 60, &targets, true);
    authority.write("sets/1.3.cbset", &set);
    let head = cleanbill_trust::set::SignedSet::head(&set).unwrap();
    authority.write("current.cbset", &head);
    authority.seal(END);
    let codes = found(&authority);
    assert!(codes.contains(&"audit.target-unledgered"), "{codes:?}");
    assert!(codes.contains(&"audit.list-missing"), "{codes:?}");
}

#[test]
fn a_published_document_is_where_others_look_for_it() {
    let authority = Authority::honest();
    let name = std::fs::read_dir(authority.folder.path().join("sets"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .find(|name| name.ends_with("policies.v1"))
        .unwrap();
    authority.write(&format!("sets/{name}"), b"other");
    assert_eq!(found(&authority), ["audit.document-missing"]);
}

/// An authority whose last set has whatever filter, list and exact list.
fn publishing(
    universe: &[[u8; 16]],
    filter: &[[u8; 16]],
    list: &[[u8; 16]],
    exact: &[[u8; 16]],
) -> Authority {
    let mut authority = Authority::unsealed();
    let at = END - 600;
    let universe = Authority::universe(universe);
    let built = Authority::universe(filter);
    let mut bytes = Authority::filter(&built, 3, at);
    // It says to be of the published universe.
    let digest = cleanbill_crypto::sha256(&universe);
    let own = cleanbill_crypto::sha256(&built);
    let at_byte = bytes.windows(32).position(|part| part == own).unwrap();
    bytes[at_byte..at_byte + 32].copy_from_slice(&digest);
    authority.publish_with(at, &[], &universe, &bytes, list, exact);
    authority.seal(END);
    authority
}

fn sorted(numbers: &[u32]) -> Vec<[u8; 16]> {
    let mut handles: Vec<[u8; 16]> = numbers.iter().map(|number| handle(*number)).collect();
    handles.sort_unstable();
    handles
}

#[test]
fn g07_an_extra_handle_in_the_filter_is_found_and_named() {
    // The same universe and list, and a filter that was built over one pass more. Its own ribbons
    // are keyed by its universe, so it is built over the spoilt one and handed out with it.
    let (honest, more) = (sorted(&[1, 2, 3]), sorted(&[1, 2, 3, 40]));
    let authority = publishing(&more, &more, &honest, &[]);
    let report = authority.audit();
    let named = SetFinding::ExtraHandle {
        edition: 3,
        handle: hex(&handle(40)),
        place: "filter",
    };
    assert_eq!(codes(&report), ["audit.extra-handle"]);
    assert_eq!(report.findings, [Finding::Set(named)]);
}

#[test]
fn g07_a_filter_that_is_not_built_from_its_universe_differs() {
    let (honest, more) = (sorted(&[1, 2, 3]), sorted(&[1, 2, 3, 40]));
    let authority = publishing(&honest, &more, &honest, &[]);
    let codes = found(&authority);
    assert!(codes.contains(&"audit.filter-differs"), "{codes:?}");
    // The newest filter is built again in any case.
    let newest = authority
        .audit_with(|request| request.all_filters = false)
        .report;
    assert!(crate::authority::codes(&newest).contains(&"audit.filter-differs"));
}

#[test]
fn g07_an_extra_handle_in_the_exact_list_is_named() {
    let honest = sorted(&[1, 2, 3]);
    let authority = publishing(&honest, &honest, &honest, &[handle(500)]);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.extra-handle"]);
    assert!(report.findings[0].to_string().contains("exact list"));
    // One that is in the list is no extra one.
    let list = sorted(&[1, 2, 3, 500]);
    let authority = publishing(&honest, &honest, &list, &[handle(500)]);
    assert_eq!(found(&authority), [""; 0]);
}

#[test]
fn a_handle_of_the_list_that_nobody_refuses_is_named() {
    let (honest, list) = (sorted(&[1, 2, 3]), sorted(&[1, 2, 3, 50, 600]));
    let authority = publishing(&honest, &honest, &list, &[]);
    let report = authority.audit();
    assert_eq!(codes(&report), ["audit.handle-missing"]);
    assert_eq!(report.findings.len(), 2);
}

#[test]
fn a_universe_that_is_missing_or_edited_is_named() {
    let authority = Authority::honest();
    let universe = Authority::universe(&authority.revoked);
    let digest = cleanbill_crypto::sha256(&universe);
    let path = format!("ledger/object/{}", hex(&digest));
    let mut edited = universe.clone();
    let last = edited.len() - 1;
    edited[last] ^= 1;
    authority.write(&path, &edited);
    let codes = found(&authority);
    assert!(codes.contains(&"audit.filter-differs"), "{codes:?}");
    authority.remove(&path);
    assert_eq!(found(&authority), ["audit.object-missing"]);
}

#[test]
fn g14_a_back_dated_announcement_is_named() {
    let mut authority = Authority::unsealed();
    // Tomorrow, by a leaf that comes today.
    authority.announce([3; 32], END + DAY);
    authority.seal(END);
    assert_eq!(found(&authority), ["audit.announced-late"]);

    // A policy that says to have been announced a week before its announcement came.
    let mut authority = Authority::new();
    authority.counter(crate::authority::MONDAY + 8);
    let text = concert(START + DAY, 1);
    let digest = *Policy::parse(&text).unwrap().digest();
    authority.announce(digest, START + 12 * DAY);
    let at = START + 9 * DAY;
    authority.revoked.truncate(3);
    authority.publish(at, &[text]);
    authority.seal(at + 60);
    let report = authority.audit_with(|request| request.now = at + 70).report;
    let codes = codes(&report);
    assert!(codes.contains(&"audit.announced-late"), "{codes:?}");
    assert!(
        codes.contains(&"audit.announcement-back-dated"),
        "{codes:?}"
    );
}

#[test]
fn g14_a_tightening_without_announcement_is_named() {
    let mut authority = Authority::unsealed();
    authority.publish(END - 600, &[concert(START + DAY, 2)]);
    authority.seal(END);
    assert_eq!(found(&authority), ["audit.unannounced"]);
}

#[test]
fn a_set_whose_evidence_is_of_another_tree_proves_two_trees() {
    let mut authority = Authority::unsealed();
    let targets = targets(&authority);
    // The leaf is in the published log, the evidence from a log without one of its leaves.
    let mut other = authority.entries.clone();
    other[12] = other[13].clone();
    let set = authority.set(3, END - 60, &targets, true);
    other.push(authority.entries.last().unwrap().clone());
    let proof = evidence(&other, END - 59);
    assert_eq!(
        checkpoint_of(&other, &[], 0).checkpoint.size,
        authority.entries.len() as u64
    );
    let set = crate::authority::with_evidence(&set, proof);
    authority.write("sets/1.3.cbset", &set);
    authority.seal(END);
    let codes = found(&authority);
    assert!(codes.contains(&"audit.split-view"), "{codes:?}");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn g06_a_key_that_is_taken_off_and_never_told_is_named() {
    use cleanbill_issuer::act::{Body, LegalBasis, Reason};

    use crate::authority::KID;
    use crate::officers::{HEAD_B, MINISTRY, content, signed};

    let taken_off = |told_after: Option<i64>, end: i64| {
        let mut authority = Authority::unsealed();
        let removed = cleanbill_revocation::signer_removed::RemovedSigner {
            kid: KID.to_vec(),
            country: None,
            thumbprint: None,
            from: 0,
        };
        let target = cleanbill_verifier::bundle::removed_signers_target(&[removed]);
        authority.more.push(target);
        let at = END - 600;
        authority.publish(at, &[]);
        if let Some(secs) = told_after {
            let keys = vec![(KID, [9; 32])];
            let mut act = content(MINISTRY, Body::WithdrawKey { keys }, at + secs);
            act.reason = Some(Reason::KeyCompromised);
            act.basis = Some(LegalBasis::PassLaw);
            authority.put(&signed(&act, &[MINISTRY, HEAD_B]));
        }
        authority.seal(end);
        codes(&authority.audit_with(|request| request.now = end).report)
    };
    let days = |found: Vec<&'static str>| found.contains(&"audit.withdrawal-missing");
    assert_eq!(
        taken_off(None, END),
        [""; 0],
        "there is a day to tell it in"
    );
    assert!(days(taken_off(None, END + DAY)));
    assert!(!days(taken_off(Some(3_600), END + DAY)));
    assert!(days(taken_off(Some(DAY + 3_600), END + 2 * DAY)));
}

#[test]
fn g13_a_key_that_is_over_for_a_year_is_taken_off_before_it_is_published() {
    use cleanbill_issuer::act::Body;

    use crate::officers::{HEAD_B, MINISTRY, content, signed};

    for (days_ago, is_named) in [(366, false), (364, true)] {
        let (kid, at) = ([5; 8], END - 600);
        let mut authority = Authority::unsealed();
        let declare = Body::DeclareKey {
            kid,
            certificate: [8; 32],
            not_before: 0,
            not_after: at - days_ago * DAY,
        };
        let act = content(MINISTRY, declare, at - 600);
        authority.put(&signed(&act, &[MINISTRY, HEAD_B]));
        let removed = cleanbill_revocation::signer_removed::RemovedSigner {
            kid: kid.to_vec(),
            country: None,
            thumbprint: Some([8; 32]),
            from: 0,
        };
        let target = cleanbill_verifier::bundle::removed_signers_target(&[removed]);
        authority.more.push(target);
        authority.publish(at, &[]);
        authority.seal(END + DAY);
        let report = authority
            .audit_with(|request| request.now = END + DAY)
            .report;
        let found = codes(&report);
        let named = found.contains(&"audit.withdrawal-missing");
        assert_eq!(named, is_named, "{found:?}");
    }
}
