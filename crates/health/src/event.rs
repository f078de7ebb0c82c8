//! What happened to the person, and why it can be a ground for a pass.

use jiff::civil::Date;

use crate::Code;

/// Why a pass was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// A vaccination.
    Vaccination,
    /// A recovery.
    Recovery,
    /// A test.
    Test,
    /// A medical exemption.
    Exemption,
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Vaccination,
        Self::Recovery,
        Self::Test,
        Self::Exemption,
    ];

    /// The name in policies and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vaccination => "vaccination",
            Self::Recovery => "recovery",
            Self::Test => "test",
            Self::Exemption => "exemption",
        }
    }
}

/// One event. What the pass does not say is `None`.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// A dose.
    Vaccination(Vaccination),
    /// A test.
    Test(Test),
    /// A recovery.
    Recovery(Recovery),
    /// An exemption.
    Exemption(Exemption),
}

/// One dose.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Vaccination {
    /// Disease.
    pub disease: Option<Code>,
    /// Kind of vaccine.
    pub vaccine: Option<Code>,
    /// Product.
    pub product: Option<Code>,
    /// Number of this dose.
    pub dose: Option<u32>,
    /// Doses that the series has.
    pub doses: Option<u32>,
    /// Day of the dose.
    pub date: Option<Date>,
}

impl Vaccination {
    /// Whether it ends its series: the dose's number is not below the series' (boosters go beyond
    /// it). `None` if the pass does not say both.
    #[must_use]
    pub fn is_complete(&self) -> Option<bool> {
        Some(self.dose? >= self.doses?)
    }
}

/// How a sample was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TestMethod {
    /// Nucleic acid amplification, as PCR: LOINC `LP6464-4`.
    Pcr,
    /// Rapid antigen: LOINC `LP217198-3`.
    Antigen,
    /// Antibodies, a sign of an earlier infection: LOINC `94762-2`. No EU pass has it.
    Antibody,
}

impl TestMethod {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pcr, Self::Antigen, Self::Antibody];

    /// The name in policies and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pcr => "pcr",
            Self::Antigen => "antigen",
            Self::Antibody => "antibody",
        }
    }
}

/// What a test found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TestResult {
    /// Not detected: SNOMED CT 260415000.
    Negative,
    /// Detected: SNOMED CT 260373001.
    Positive,
}

impl TestResult {
    /// The name in policies and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Positive => "positive",
        }
    }
}

/// One test.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Test {
    /// Disease.
    pub disease: Option<Code>,
    /// Method; `None` if it is none that is known.
    pub method: Option<TestMethod>,
    /// Device.
    pub device: Option<Code>,
    /// When the sample was taken, Unix seconds.
    pub sampled_at: Option<i64>,
    /// Result; `None` if it is neither.
    pub result: Option<TestResult>,
}

/// One recovery.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Disease.
    pub disease: Option<Code>,
    /// Day of the first positive test.
    pub first_positive: Option<Date>,
    /// First day on which the issuer means it to count.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_until: Option<Date>,
}

/// An exemption, without a diagnosis.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Exemption {
    /// Disease against which the holder need not be vaccinated.
    pub disease: Option<Code>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_until: Option<Date>,
}

impl Event {
    /// Why a pass can be given for it.
    #[must_use]
    pub const fn ground(&self) -> Ground {
        match self {
            Self::Vaccination(_) => Ground::Vaccination,
            Self::Test(_) => Ground::Test,
            Self::Recovery(_) => Ground::Recovery,
            Self::Exemption(_) => Ground::Exemption,
        }
    }

    /// The disease, whatever the event.
    #[must_use]
    pub const fn disease(&self) -> Option<&Code> {
        match self {
            Self::Vaccination(event) => event.disease.as_ref(),
            Self::Test(event) => event.disease.as_ref(),
            Self::Recovery(event) => event.disease.as_ref(),
            Self::Exemption(event) => event.disease.as_ref(),
        }
    }
}

macro_rules! hide_content {
    ($($event:ident),*) => {$(
        /// Shows no content: it is somebody's.
        impl std::fmt::Debug for $event {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($event)).finish_non_exhaustive()
            }
        }
    )*};
}

hide_content!(Vaccination, Test, Recovery, Exemption);

impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Event").field(&self.ground()).finish()
    }
}
