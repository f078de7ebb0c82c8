//! EU DCC business rules (EU DCC Validation Rules 1.00): read, selected, evaluated.

mod error;
mod rule;
mod rule_test;
mod select;
mod set;
mod value_set;
mod version;

pub use error::{RuleError, RuleField};
pub use rule::{CertificateType, Description, Rule, RuleType};
pub use rule_test::{RuleTest, RuleTestError, TestOutcome};
pub use select::{CertificateKinds, Selection};
pub use set::{
    CompiledRule, ENGINE, ENGINE_VERSION, OpenReason, Outcome, RuleResult, RuleSet, RuleSetError,
    Selected,
};
pub use value_set::{Code, ValueSet, ValueSetError, ValueSets};
pub use version::Version;
