//! The layouts as data: which members each has, and what they may hold.

use cleanbill_cose::cbor::Value;

use crate::dcc::{ANY, Field, Kind, may, must, present};

/// A layout of the certificate; [the module](super) says what each looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// Of 2024: disease, kind of vaccine and manufacturer stand in the code.
    A,
    /// The draft after it: the WHO's product id stands for them; several doses.
    B,
    /// The WHO's build of 2026-08-31, 12:36 UTC: one dose under `vx`, its day as `dt`.
    C,
    /// The build of 12:51 UTC: its day as `dv`.
    D,
}

impl Layout {
    /// `a`, `b`, `c` or `d`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
            Self::D => "d",
        }
    }

    /// The layout of `payload`, and whether it has members of another one too. Told by where the
    /// doses stand, and by what only one layout has; a payload without doses counts as the newest.
    pub(super) fn of(payload: &Value<'_>) -> (Self, bool) {
        let holds_doses = |value: &&Value<'_>| first(value).is_some_and(|v| v.as_map().is_some());
        let group = present(payload, "v").filter(holds_doses);
        if let Some(dose) = present(payload, "vx") {
            let has = |name| first(dose).is_some_and(|dose| present(dose, name).is_some());
            let layout = match (has("dv"), has("dt")) {
                (false, true) => Self::C,
                _ => Self::D,
            };
            return (layout, group.is_some() || (has("dv") && has("dt")));
        }
        let Some(group) = group else {
            return (Self::D, false);
        };
        const ONLY_A: [&str; 5] = ["dn", "tg", "mp", "ma", "mid"];
        let has = |name: &&str| first(group).is_some_and(|dose| present(dose, name).is_some());
        let layout = if ONLY_A.iter().any(has) {
            Self::A
        } else {
            Self::B
        };
        (layout, false)
    }

    /// The members of the certificate itself, but the doses.
    pub(super) const fn root(self) -> &'static [Field] {
        match self {
            Self::A => ROOT_A,
            Self::B => ROOT_B,
            Self::C | Self::D => ROOT_CD,
        }
    }

    /// The members of a dose.
    pub(super) const fn dose(self) -> &'static [Field] {
        match self {
            Self::A => DOSE_A,
            Self::B => DOSE_B,
            Self::C => DOSE_C,
            Self::D => DOSE_D,
        }
    }

    /// Where the doses stand.
    pub(super) const fn group(self) -> &'static str {
        match self {
            Self::A | Self::B => "v",
            Self::C | Self::D => "vx",
        }
    }

    /// Whether the WHO's product ids stand in `vp`.
    pub(super) const fn names_who_products(self) -> bool {
        !matches!(self, Self::A)
    }
}

/// The element itself, or the first of a list.
fn first<'a, 'b>(value: &'a Value<'b>) -> Option<&'a Value<'b>> {
    match value.as_array() {
        Some(items) => items.first(),
        None => Some(value),
    }
}

/// `n` and `dob` have faults of their own.
const ROOT_A: &[Field] = &[
    may("n", ANY),
    may("dob", Kind::Day),
    may("s", ANY),
    may("ntl", ANY),
    may("nid", ANY),
    may("gn", ANY),
];

const ROOT_B: &[Field] = &[
    may("n", ANY),
    may("dob", Kind::Day),
    may("s", ANY),
    may("ntl", ANY),
    may("nid", ANY),
    may("ndt", ANY),
    may("gn", ANY),
];

const ROOT_CD: &[Field] = &[
    may("n", ANY),
    may("dob", Kind::Day),
    must("s", ANY),
    must("nt", Kind::Country),
    may("id", ANY),
    may("dt", ANY),
    may("gn", ANY),
    must("v", ANY),
    may("d", Kind::Day),
];

const DOSE_A: &[Field] = &[
    may("dn", ANY),
    must("tg", ANY),
    must("vp", ANY),
    may("mp", ANY),
    may("ma", ANY),
    may("mid", ANY),
    must("dt", Kind::Day),
    must("bo", ANY),
    may("vls", Kind::Day),
    may("vle", Kind::Day),
    may("cn", ANY),
    may("is", ANY),
];

const DOSE_B: &[Field] = &[
    must("vp", ANY),
    must("dt", Kind::Day),
    may("cn", ANY),
    may("is", ANY),
    must("bo", ANY),
    may("vls", Kind::Day),
    may("vle", Kind::Day),
];

const DOSE_C: &[Field] = &[
    must("vp", ANY),
    must("dt", Kind::Day),
    may("cn", ANY),
    may("is", ANY),
    must("bo", ANY),
];

const DOSE_D: &[Field] = &[
    must("vp", ANY),
    must("dv", Kind::Day),
    may("cn", ANY),
    may("is", ANY),
    must("bo", ANY),
];
