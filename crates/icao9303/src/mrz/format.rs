//! Where each format has its fields (ICAO Doc 9303, parts 4 to 7, section 4.2).

/// A format of the machine readable zone.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Identity cards, three lines of 30 (part 5).
    Td1,
    /// Larger cards, two lines of 36 (part 6).
    Td2,
    /// Passports, two lines of 44 (part 4).
    Td3,
    /// Visas in format A, two lines of 44 (part 7).
    MrvA,
    /// Visas in format B, two lines of 36 (part 7).
    MrvB,
}

/// Cells of one line; columns count from 1, both ends included, as Doc 9303 has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// From 1.
    pub(super) line: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

const fn span(line: usize, first: usize, last: usize) -> Span {
    Span { line, first, last }
}

/// The fields of a format.
pub(super) struct Layout {
    pub(super) issuer: Span,
    pub(super) name: Span,
    pub(super) number: Span,
    pub(super) number_check: Span,
    /// Where the rest of an overlong number continues (part 5, section 4.2.2, note j).
    pub(super) number_rest: Option<Span>,
    pub(super) nationality: Span,
    pub(super) birth: Span,
    pub(super) birth_check: Span,
    pub(super) sex: Span,
    pub(super) expiry: Span,
    pub(super) expiry_check: Span,
    /// Data, then its check digit.
    pub(super) optional: Option<(Span, Span)>,
    /// What it covers, then the digit.
    pub(super) composite: Option<(&'static [Span], Span)>,
}

const TD1: Layout = Layout {
    issuer: span(1, 3, 5),
    name: span(3, 1, 30),
    number: span(1, 6, 14),
    number_check: span(1, 15, 15),
    number_rest: Some(span(1, 16, 30)),
    nationality: span(2, 16, 18),
    birth: span(2, 1, 6),
    birth_check: span(2, 7, 7),
    sex: span(2, 8, 8),
    expiry: span(2, 9, 14),
    expiry_check: span(2, 15, 15),
    optional: None,
    composite: Some((
        &[
            span(1, 6, 30),
            span(2, 1, 7),
            span(2, 9, 15),
            span(2, 19, 29),
        ],
        span(2, 30, 30),
    )),
};

const TD2: Layout = Layout {
    name: span(1, 6, 36),
    number_rest: Some(span(2, 29, 35)),
    optional: None,
    composite: Some((
        &[span(2, 1, 10), span(2, 14, 20), span(2, 22, 35)],
        span(2, 36, 36),
    )),
    ..TD3
};

const TD3: Layout = Layout {
    issuer: span(1, 3, 5),
    name: span(1, 6, 44),
    number: span(2, 1, 9),
    number_check: span(2, 10, 10),
    number_rest: None,
    nationality: span(2, 11, 13),
    birth: span(2, 14, 19),
    birth_check: span(2, 20, 20),
    sex: span(2, 21, 21),
    expiry: span(2, 22, 27),
    expiry_check: span(2, 28, 28),
    optional: Some((span(2, 29, 42), span(2, 43, 43))),
    composite: Some((
        &[span(2, 1, 10), span(2, 14, 20), span(2, 22, 43)],
        span(2, 44, 44),
    )),
};

const MRV_A: Layout = Layout {
    optional: None,
    composite: None,
    ..TD3
};

const MRV_B: Layout = Layout {
    name: span(1, 6, 36),
    ..MRV_A
};

/// The first character of the document code; the second may be anything.
pub(super) const DOCUMENT_CODE: Span = span(1, 1, 1);

impl Format {
    /// The format of so many characters; visas begin with `V`.
    pub(super) const fn of(chars: usize, is_visa: bool) -> Option<Self> {
        Some(match (chars, is_visa) {
            (90, _) => Self::Td1,
            (72, false) => Self::Td2,
            (88, false) => Self::Td3,
            (88, true) => Self::MrvA,
            (72, true) => Self::MrvB,
            _ => return None,
        })
    }

    /// Characters of a line.
    pub(super) const fn columns(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }

    /// Characters that the name field has.
    pub(crate) const fn name_chars_max(self) -> usize {
        let name = self.layout().name;
        name.last - name.first + 1
    }

    pub(super) const fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
            Self::MrvA => &MRV_A,
            Self::MrvB => &MRV_B,
        }
    }
}

impl Layout {
    /// Fields of letters and fillers.
    pub(super) const fn letters(&self) -> [Span; 5] {
        [
            DOCUMENT_CODE,
            self.issuer,
            self.name,
            self.nationality,
            self.sex,
        ]
    }

    /// Fields of digits and fillers.
    pub(super) fn digits(&self) -> impl Iterator<Item = Span> {
        [
            self.number_check,
            self.birth,
            self.birth_check,
            self.expiry,
            self.expiry_check,
        ]
        .into_iter()
        .chain(self.optional.map(|(_, digit)| digit))
        .chain(self.composite.map(|(_, digit)| digit))
    }
}
