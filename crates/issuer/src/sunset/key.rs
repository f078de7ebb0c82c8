//! When a retired signing key may be published, or destroyed.

use super::Unmet;

/// How long a key is held after its certificate and the last pass that it signed have ended,
/// seconds: 365 days.
pub const HOLD_SECS: i64 = 365 * 86_400;

/// Where a private key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a token, which lets none out.
    Token,
    /// In a file, or destroyed there; custodians have no shares of it.
    File,
    /// Wrapped, with shares at custodians.
    Shared,
}

/// What is known of a signing key. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFacts {
    /// Where it is.
    pub place: KeyPlace,
    /// Whether it was retired for good.
    pub retired: bool,
    /// Whether it has an end in the ledger already.
    pub ended: bool,
    /// `notAfter` of its certificate.
    pub certificate_ends: i64,
    /// The latest end of a pass that it signed, where one is known.
    pub passes_end: Option<i64>,
    /// For each foreign list that was looked through, whether the key is on it.
    pub lists: Vec<bool>,
    /// Whether the set that verifiers get now lists the key's signer as removed.
    pub removed: bool,
}

/// What stands in the way of publishing the key at `now`; empty where nothing does.
#[must_use]
pub fn unmet_to_publish(facts: &KeyFacts, now: i64) -> Vec<Unmet> {
    let mut unmet = unmet_to_destroy(facts);
    unmet.extend(match facts.place {
        KeyPlace::Token => Some(Unmet::InToken),
        KeyPlace::File => Some(Unmet::NotShared),
        KeyPlace::Shared => None,
    });
    let certificate = facts.certificate_ends;
    if certificate >= now {
        unmet.push(Unmet::CertificateValid { until: certificate });
    }
    let last = facts
        .passes_end
        .map_or(certificate, |end| end.max(certificate));
    let until = last.saturating_add(HOLD_SECS);
    if until >= now {
        unmet.push(Unmet::Hold { until });
    }
    if facts.lists.is_empty() {
        unmet.push(Unmet::NoList);
    }
    let on_list = (1..).zip(&facts.lists).filter(|(_, has_it)| **has_it);
    unmet.extend(on_list.map(|(number, _)| Unmet::OnList { number }));
    if !facts.removed {
        unmet.push(Unmet::NotRemoved);
    }
    unmet
}

/// What stands in the way of destroying the key: only that it is still needed, or gone.
#[must_use]
pub fn unmet_to_destroy(facts: &KeyFacts) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    if facts.ended {
        unmet.push(Unmet::Ended);
    }
    if !facts.retired {
        unmet.push(Unmet::NotRetired);
    }
    unmet
}
