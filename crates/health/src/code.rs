//! Codes and the systems that define them.

/// COVID-19 in SNOMED CT.
pub(crate) const COVID_19: &str = "840539006";

/// Who defines what a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeSystem {
    /// SNOMED CT: diseases, vaccines, results.
    Snomed,
    /// ATC of the WHO: vaccines.
    Atc,
    /// LOINC: kinds of tests.
    Loinc,
    /// The register of medicinal products of the EU, and the names that the value set
    /// `vaccine-medicinal-product` adds.
    EuProduct,
    /// Organisations of the EU's SPOR system, and the names that the value set adds.
    EuOrganisation,
    /// Rapid test devices of the EU's common list.
    EuTestDevice,
    /// ICD-11: diseases and kinds of vaccines that have no code in the systems above. What has one
    /// there is given by that.
    Icd11,
    /// Vaccines that the WHO prequalified, by either table of their ids.
    WhoProduct,
    /// CVX of the CDC: vaccines.
    Cvx,
}

/// A code of a system, as the pass writes it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// Who defines it.
    pub system: CodeSystem,
    /// The code itself.
    pub value: String,
}

impl Code {
    /// The code `value` of `system`.
    pub fn new(system: CodeSystem, value: impl Into<String>) -> Self {
        Self {
            system,
            value: value.into(),
        }
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Code").field(&self.system).finish()
    }
}
