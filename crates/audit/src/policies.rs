//! The policies of the newest set: what is in force until when, and whether it was announced.

use cleanbill_policy::{Declared, Policy, PolicySet, RuleBook};
use cleanbill_trust::set::{OpenedSet, TargetType};
use cleanbill_verifier::bundle::read_documents;

use crate::book::{Book, Context};
use crate::finding::SetFinding;
use crate::findings::Findings;
use crate::report::PolicyLine;

/// How much later than it says a policy's announcement may come into the ledger, in seconds: what a
/// sequencer takes, and two clocks.
const GRACE_SECS: i64 = 60 * 60;

/// The policies of a set, held against what was announced.
pub(crate) fn check_policies(
    set: &OpenedSet<'_>,
    book: &Book,
    context: &Context<'_>,
    findings: &mut Findings,
) -> Vec<PolicyLine> {
    // Announcements are looked for in the ledger itself, below.
    let policies = match read_policies(set) {
        Ok(policies) => policies,
        Err(cause) => {
            let name = set.floor().to_string();
            findings.push(SetFinding::Unreadable { name, cause });
            return Vec::new();
        }
    };
    for loaded in policies.loaded() {
        let policy = &loaded.policy;
        if loaded.tendency.is_tighter() {
            check_announcement(policy, announced_at(policy, book), context, findings);
        }
    }
    lines_of(&policies, book, context.at)
}

/// The policies of a set, whatever is to be said against them; none of one that cannot be read.
pub(crate) fn read_lines(set: &OpenedSet<'_>, book: &Book, at: i64) -> Vec<PolicyLine> {
    read_policies(set).map_or_else(|_| Vec::new(), |policies| lines_of(&policies, book, at))
}

fn lines_of(policies: &PolicySet, book: &Book, at: i64) -> Vec<PolicyLine> {
    let line = |loaded: &cleanbill_policy::Loaded| {
        let policy = &loaded.policy;
        PolicyLine {
            id: policy.id.clone(),
            version: policy.version,
            title: policy.title_in("en").to_owned(),
            region: policy.region.to_string(),
            places: policy.places.iter().map(|place| place.name()).collect(),
            from: policy.from,
            until: policy.until,
            in_force: policy.holds_at(at),
            extension: policy.number(),
            tighter: loaded.tendency.is_tighter(),
            announced_at: announced_at(policy, book),
        }
    };
    policies.loaded().iter().map(line).collect()
}

/// The policies as a verifier would load them that takes their own word on announcements.
fn read_policies(set: &OpenedSet<'_>) -> Result<PolicySet, &'static str> {
    let documents = |kind: &TargetType| match set.target(kind) {
        Ok(bytes) => read_documents(bytes).ok_or("bundle.not-documents"),
        Err(_) => Ok(Vec::new()),
    };
    let rules = documents(&TargetType::RULES)?;
    let value_sets = documents(&TargetType::VALUE_SETS)?;
    let rules = RuleBook::parse(
        rules.iter().map(String::as_bytes),
        value_sets.iter().map(String::as_bytes),
    );
    let rules = rules.map_err(|error| error.code())?;
    let policies = documents(&TargetType::POLICIES)?;
    let policies = policies.iter().map(String::as_str);
    let issued_at = set.manifest().issued_at;
    Ok(PolicySet::load(policies, &rules, &Declared, issued_at))
}

/// When the first announcement of a policy came into the ledger at the earliest, Unix seconds.
fn announced_at(policy: &Policy, book: &Book) -> Option<i64> {
    let mut announced = book.announced.iter();
    let of_this =
        |told: &&crate::book::Announced| told.is_policy && told.document == *policy.digest();
    announced.find(of_this).map(|told| told.known_at)
}

fn check_announcement(
    policy: &Policy,
    announced_at: Option<i64>,
    context: &Context<'_>,
    findings: &mut Findings,
) {
    let id = format!("{} v{}", policy.id, policy.version);
    let said = policy.announcement.map(|announcement| announcement.at);
    match (said, announced_at) {
        (_, None) if context.past => findings.push(SetFinding::Unannounced { id }),
        (Some(said), Some(known)) if said.saturating_add(GRACE_SECS) < known => {
            let hours = known.saturating_sub(said) / 3_600;
            findings.push(SetFinding::AnnouncementBackDated { id, hours });
        }
        _ => {}
    }
}
