/// Where in the payload something stands: `v[0].dn`, `nam.fnt`, `dob`. Built from the schema's own
/// names, never from the payload's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Path {
    /// `nam`, `v`, `t`, `r`, `xm`; of a light pass `nam`, `p`, `claims`; of an ICVP `v`, `vx`; of a
    /// DDCC `vaccination`, `test`, `certificate`; `None` at the top.
    pub group: Option<&'static str>,
    /// Position of the entry in its group.
    pub index: Option<usize>,
    /// The field; `None` for the group as a whole.
    pub field: Option<&'static str>,
}

impl Path {
    pub(crate) const TOP: Self = Self {
        group: None,
        index: None,
        field: None,
    };

    pub(crate) const fn group(group: &'static str) -> Self {
        Self {
            group: Some(group),
            index: None,
            field: None,
        }
    }

    pub(crate) const fn entry(group: &'static str, index: usize) -> Self {
        Self {
            group: Some(group),
            index: Some(index),
            field: None,
        }
    }

    pub(crate) const fn field(self, field: &'static str) -> Self {
        Self {
            field: Some(field),
            ..self
        }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let group = self.group.unwrap_or_default();
        f.write_str(group)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        match self.field {
            Some(field) if group.is_empty() => f.write_str(field),
            Some(field) => write!(f, ".{field}"),
            None if group.is_empty() => f.write_str("the payload"),
            None => Ok(()),
        }
    }
}

/// How a payload departs from the schema.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A required field is not there.
    Missing,
    /// The value has another type.
    Type,
    /// The text does not match the schema's pattern.
    Pattern,
    /// The text is longer than the schema allows.
    TooLong,
    /// The number is below 1.
    BelowOne,
    /// `nam` is missing or no map: nobody can say whose pass this is.
    NoName,
    /// `dob` is missing (an empty one conforms): nobody can compare it with a document.
    NoBirthDate,
    /// No entry in any group: the pass says nothing.
    NoEntry,
    /// More than one entry: by the EU's special-case handling such a code is refused.
    ManyEntries,
    /// A member that the light pass does not have: it says more than it may.
    Unknown,
    /// A light pass is not as light passes are; the other findings say how.
    LightPass,
    /// An ICVP names neither a clinician nor an authority (IHR 2005, annex 6 §4; REQ-CC-07 of the
    /// WHO's guide).
    NoIssuer,
    /// A product that no table of the WHO's has (REQ-CC-06 of the WHO's guide to the ICVP).
    UnknownProduct,
    /// Members of two layouts of the ICVP; read as the newer one.
    MixedLayouts,
    /// A day that cannot be before, or after, another of the same pass.
    DateOrder,
    /// Claim −260 holds another payload too, which is not looked at.
    OtherPayload,
}

impl Fault {
    /// The stable code of this departure.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "schema.missing",
            Self::Type => "schema.type",
            Self::Pattern => "schema.pattern",
            Self::TooLong => "schema.too-long",
            Self::BelowOne => "schema.below-one",
            Self::NoName => "schema.no-name",
            Self::NoBirthDate => "schema.no-birth-date",
            Self::NoEntry => "schema.no-entry",
            Self::ManyEntries => "schema.many-entries",
            Self::Unknown => "schema.unknown-member",
            Self::LightPass => "schema.light-pass",
            Self::NoIssuer => "schema.no-issuer",
            Self::UnknownProduct => "schema.unknown-product",
            Self::MixedLayouts => "schema.mixed-layouts",
            Self::DateOrder => "schema.date-order",
            Self::OtherPayload => "schema.other-payload",
        }
    }
}

/// One departure from the schema, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Where.
    pub path: Path,
    /// What.
    pub fault: Fault,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path;
        match self.fault {
            Fault::Missing => write!(f, "{path} is missing"),
            Fault::Type => write!(f, "{path} has the wrong type"),
            Fault::Pattern => write!(f, "{path} is not written as the schema asks"),
            Fault::TooLong => write!(f, "{path} is longer than the schema allows"),
            Fault::BelowOne => write!(f, "{path} is below 1"),
            Fault::NoName => f.write_str("the pass names nobody"),
            Fault::NoBirthDate => f.write_str("the pass has no date of birth"),
            Fault::NoEntry => f.write_str("the pass has no vaccination, test or recovery"),
            Fault::ManyEntries => f.write_str("the pass has more than one entry"),
            Fault::Unknown => write!(f, "{path} holds more than a light pass may say"),
            Fault::LightPass => f.write_str("the light pass is not as light passes are"),
            Fault::NoIssuer => write!(f, "{path} names neither a clinician nor an authority"),
            Fault::UnknownProduct => write!(f, "{path} is in no table of the WHO's products"),
            Fault::MixedLayouts => f.write_str("the pass mixes two layouts"),
            Fault::DateOrder => write!(f, "{path} does not fit another date of the pass"),
            Fault::OtherPayload => f.write_str("the code holds another pass beside this one"),
        }
    }
}

/// A sloppiness of real issuers that is read as it was meant. Nothing else is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tolerance {
    /// `null` or `undefined` where the member should be absent: several issuers.
    NullAsAbsent,
    /// A date as CBOR tag 0 around its text (RFC 8949 §3.4.1): SE.
    TaggedText,
    /// `dn`, `sd` as floats without fraction: IE.
    WholeFloat,
    /// White space around a text: GR.
    SurroundingSpace,
    /// One element where a list belongs, or a list of one where one element does: the WHO's drafts.
    ListOfOne,
    /// A DDCC core data set that is the whole signed content, without claim −260: samples of the
    /// WHO's validator.
    BareDataSet,
    /// Plain base64 of the signed message, without prefix, Base45 and compression: one country's
    /// link for pilgrims.
    PlainBase64,
    /// An end after 9999, read as "never": the same country. Of a DCC it is refused.
    NoEnd,
    /// A time of issue in milliseconds, which is none: a link in the tests of the WHO's validator.
    MillisecondTime,
}

impl Tolerance {
    /// The stable name of this tolerance.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NullAsAbsent => "tolerated.null-as-absent",
            Self::TaggedText => "tolerated.tagged-text",
            Self::WholeFloat => "tolerated.whole-float",
            Self::SurroundingSpace => "tolerated.surrounding-space",
            Self::ListOfOne => "tolerated.list-of-one",
            Self::BareDataSet => "tolerated.bare-data-set",
            Self::PlainBase64 => "tolerated.plain-base64",
            Self::NoEnd => "tolerated.no-end",
            Self::MillisecondTime => "tolerated.millisecond-time",
        }
    }

    /// What it is, in English.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::NullAsAbsent => "a field is null instead of absent",
            Self::TaggedText => "a date has a tag around its text",
            Self::WholeFloat => "a count is written as a decimal number",
            Self::SurroundingSpace => "a text has white space around it",
            Self::ListOfOne => "one element and a list of one are exchanged",
            Self::BareDataSet => "the data set is the whole signed content, without a claim",
            Self::PlainBase64 => "the message is plain base64, without HC1:",
            Self::NoEnd => "its end is after the year 9999, which is read as never",
            Self::MillisecondTime => "its time of issue is in milliseconds, and not used",
        }
    }
}
