//! An honest authority, and what is told of it.

use cleanbill_audit::Severity;

use crate::authority::{Authority, codes};

#[test]
fn an_honest_authority_is_clean() {
    let authority = Authority::honest();
    let audit = authority.audit_with(|_| {});
    assert_eq!(audit.report.findings, []);
    assert!(audit.state.is_some());
    let report = audit.report;
    let tree = report.tree.as_ref().unwrap();
    assert_eq!(tree.size, authority.entries.len() as u64);
    assert_eq!((tree.from, tree.whole), (0, true));
    assert_eq!(tree.witnesses, ["W0", "W1", "W2"]);
}

#[test]
fn counts_are_told_and_none_is_below_ten() {
    let report = Authority::honest().audit();
    // Two clinics, 25 a day, 16 days; exemptions of two weeks, opened by region.
    assert_eq!(report.grounds["vaccination"], 2 * 25 * 16);
    assert_eq!(report.grounds["exemption"], 2 * 2 * 14);
    assert_eq!(report.offices["Clinic A"], 25 * 16);
    assert_eq!(report.days.len(), 16);
    assert_eq!(report.passes.opened, 14 * 30);
    assert_eq!(report.passes.slots, 16 * 2 * 16);
    assert_eq!(report.keys[0].signatures, 16 * 30);
    assert_eq!((report.staff.offices, report.staff.officers), (4, 4));
    assert_eq!(report.policies[0].id, "example.concert");
    assert!(report.policies[0].in_force && report.policies[0].tighter);
    assert_eq!(report.announcements[0].lost, Some(120));
    let opened = report
        .revocations
        .iter()
        .find(|line| line.reason == "opened");
    assert_eq!(opened.unwrap().count, 28);
    let counts = report.grounds.values().chain(report.offices.values());
    assert!(
        counts
            .chain(report.looks.values())
            .all(|count| *count >= 10)
    );
}

#[test]
fn the_report_is_json_and_one_page() {
    let authority = Authority::honest();
    authority.remove("sets/1.1.cbset");
    let report = authority.audit();
    assert_eq!(report.gravest(), Some(Severity::Omission));
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["origin"], "ledger.example/xa");
    assert_eq!(json["findings"][0]["severity"], "omission");
    assert!(json["findings"][0]["remedy"].as_str().is_some());
    let html = report.to_html();
    for part in [
        "<svg",
        "prefers-color-scheme:dark",
        "audit.set-missing",
        "example.concert",
    ] {
        assert!(html.contains(part), "{part}");
    }
    for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
}

#[test]
fn what_is_not_given_is_taken_from_the_source_and_said() {
    let authority = Authority::honest();
    let report = authority
        .audit_with(|request| {
            request.policy = None;
            request.roots = None;
        })
        .report;
    assert_eq!(
        codes(&report),
        ["audit.policy-from-source", "audit.root-from-source"]
    );
    assert_eq!(report.gravest(), Some(Severity::Note));
}
