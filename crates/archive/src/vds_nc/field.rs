//! What the message of a seal has fields for, and what can be odd about one.

/// A field of the message (ICAO Technical Report *VDS-NC*, tables of the profiles *Proof of
/// Vaccination* and *Proof of Testing*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// `uvci` or `utci`: the seal's identifier.
    Id,
    /// `pid`: whose it is.
    Holder,
    /// `pid.n`: the name.
    Name,
    /// `pid.dob`: the date of birth.
    BirthDate,
    /// `pid.sex`.
    Sex,
    /// `pid.i` or `pid.dn`: the number of a travel document.
    Document,
    /// `pid.ai`: another identifier.
    OtherDocument,
    /// `ve`: the vaccinations.
    Vaccinations,
    /// `ve.des`: the vaccine, ICD-11.
    Vaccine,
    /// `ve.nam`: the brand.
    Brand,
    /// `ve.dis`: the disease, ICD-11.
    Disease,
    /// `ve.vd`: the doses.
    Doses,
    /// `vd.dvc`: the day.
    Day,
    /// `vd.seq`: the dose's number.
    Number,
    /// `vd.ctr` or `sp.ctr`: the country.
    Country,
    /// `vd.adm` or `sp.spn`: who did it.
    Provider,
    /// `vd.lot`: the batch.
    Lot,
    /// `vd.dvn`: when the next dose is due.
    NextDay,
    /// `dat.sc`: when the sample was taken.
    SampledAt,
    /// `dat.ri`: when the report was issued.
    ReportedAt,
    /// `tr.tc`: the kind of test.
    TestKind,
    /// `tr.r`: the result.
    Result,
    /// `tr.m`: how the sample was taken.
    SampleOrigin,
}

impl Field {
    /// Its place in the message.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "uvci",
            Self::Holder => "pid",
            Self::Name => "pid.n",
            Self::BirthDate => "pid.dob",
            Self::Sex => "pid.sex",
            Self::Document => "pid.i",
            Self::OtherDocument => "pid.ai",
            Self::Vaccinations => "ve",
            Self::Vaccine => "ve.des",
            Self::Brand => "ve.nam",
            Self::Disease => "ve.dis",
            Self::Doses => "ve.vd",
            Self::Day => "vd.dvc",
            Self::Number => "vd.seq",
            Self::Country => "ctr",
            Self::Provider => "vd.adm",
            Self::Lot => "vd.lot",
            Self::NextDay => "vd.dvn",
            Self::SampledAt => "dat.sc",
            Self::ReportedAt => "dat.ri",
            Self::TestKind => "tr.tc",
            Self::Result => "tr.r",
            Self::SampleOrigin => "tr.m",
        }
    }
}

/// What is odd about a field. The seal is read all the same.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It is required and not there.
    Missing,
    /// It is of another type than the profile says.
    Type,
    /// It has another form: a day that is not `YYYY-MM-DD`, a country that is not three letters.
    Form,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "vds-nc.field-missing",
            Self::Type => "vds-nc.field-type",
            Self::Form => "vds-nc.field-form",
        }
    }
}

/// One departure from the profile. Says where and what, never the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Where.
    pub field: Field,
    /// What.
    pub fault: Fault,
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }
}
