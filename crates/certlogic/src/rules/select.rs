//! Which rules a pass has to meet.

use serde_json::Value;

use super::rule::{CertificateType, Rule, RuleType};

/// Which kinds of certificate a pass holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the types of certificates")]
pub struct CertificateKinds {
    pub vaccination: bool,
    pub test: bool,
    pub recovery: bool,
}

impl CertificateKinds {
    /// The kinds that a DCC payload holds: its arrays `v`, `t`, `r` that are not empty.
    #[must_use]
    pub fn of(payload: &Value) -> Self {
        let holds = |name: &str| {
            let list = payload.get(name).and_then(Value::as_array);
            list.is_some_and(|list| !list.is_empty())
        };
        Self {
            vaccination: holds("v"),
            test: holds("t"),
            recovery: holds("r"),
        }
    }

    /// Whether a rule about such certificates is about this pass.
    #[must_use]
    pub const fn suit(self, certificate_type: CertificateType) -> bool {
        match certificate_type {
            CertificateType::General => true,
            CertificateType::Vaccination => self.vaccination,
            CertificateType::Test => self.test,
            CertificateType::Recovery => self.recovery,
        }
    }
}

/// What rules are selected by (EU DCC Validation Rules 1.00, section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection<'q> {
    /// The moment that the pass is judged for, in Unix seconds.
    pub clock: i64,
    /// Whose acceptance rules count: two capital letters.
    pub destination: &'q str,
    /// The region of the destination. Its rules count beside those of the whole country.
    pub region: Option<&'q str>,
    /// Whose invalidation rules count: the country that issued the pass.
    pub issuer: Option<&'q str>,
    /// What the pass holds.
    pub kinds: CertificateKinds,
}

impl Selection<'_> {
    /// Whether a rule is of the right type and country, region, kind and time.
    #[must_use]
    pub fn suits(&self, rule: &Rule) -> bool {
        let country = match rule.rule_type {
            RuleType::Acceptance => Some(self.destination),
            RuleType::Invalidation => self.issuer,
        };
        country == Some(rule.country.as_str()) && self.suits_beside_country(rule)
    }

    pub(super) fn suits_beside_country(&self, rule: &Rule) -> bool {
        rule.is_in_force(self.clock)
            && self.kinds.suit(rule.certificate_type)
            && self.is_in_region(rule)
    }

    fn is_in_region(&self, rule: &Rule) -> bool {
        let Some(region) = &rule.region else {
            return true;
        };
        self.region
            .is_some_and(|wanted| wanted.trim().eq_ignore_ascii_case(region))
    }
}
