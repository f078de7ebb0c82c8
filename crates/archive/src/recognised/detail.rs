/// What a value in a recognised code is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// Who issued it.
    Issuer,
    /// The key that it names.
    Key,
    /// The day on which it was made.
    IssuedAt,
    /// Until when it counts.
    ValidUntil,
    /// The whole name.
    Name,
    /// The family name.
    Surname,
    /// The given names.
    Forename,
    /// The date of birth.
    BirthDate,
    /// The sex.
    Sex,
    /// The number of a document.
    Document,
    /// The disease.
    Disease,
    /// The kind of vaccine.
    Vaccine,
    /// The product.
    Product,
    /// The manufacturer.
    Manufacturer,
    /// The number of the dose.
    Dose,
    /// How many doses the series has.
    Doses,
    /// The day of the dose.
    VaccinatedAt,
    /// Whether the series is complete.
    Complete,
    /// The kind of test.
    TestKind,
    /// The result of the test.
    TestResult,
    /// When the sample was taken.
    SampledAt,
}

impl Label {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Key => "key",
            Self::IssuedAt => "issued_at",
            Self::ValidUntil => "valid_until",
            Self::Name => "name",
            Self::Surname => "surname",
            Self::Forename => "forename",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::Document => "document",
            Self::Disease => "disease",
            Self::Vaccine => "vaccine",
            Self::Product => "product",
            Self::Manufacturer => "manufacturer",
            Self::Dose => "dose",
            Self::Doses => "doses",
            Self::VaccinatedAt => "vaccinated_at",
            Self::Complete => "complete",
            Self::TestKind => "test_kind",
            Self::TestResult => "test_result",
            Self::SampledAt => "sampled_at",
        }
    }
}

/// One value of a recognised code. Personal, and not proven.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub label: Label,
    /// As the code writes it; days and times as ISO 8601 writes them.
    pub value: String,
}

impl Detail {
    pub(super) fn new(label: Label, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { label, value }
    }
}

impl core::fmt::Debug for Detail {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Detail").field(&self.label).finish()
    }
}
