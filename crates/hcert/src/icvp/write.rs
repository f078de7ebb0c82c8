use cleanbill_cose::cbor::{Key, Value};

use super::{Dose, Icvp, Layout};
use crate::dcc::{Member, write_text};

/// A layout that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WriteLayout {
    /// [`Layout::C`].
    C,
    /// [`Layout::D`], the newest.
    #[default]
    D,
}

impl From<WriteLayout> for Layout {
    fn from(layout: WriteLayout) -> Self {
        match layout {
            WriteLayout::C => Self::C,
            WriteLayout::D => Self::D,
        }
    }
}

impl Icvp {
    /// The value under [`ICVP_KEY`](super::ICVP_KEY) in `layout`, with the first dose and without
    /// members that are `None`. What the layout has no member for is left out; layout C has no day
    /// of issue. Written by
    /// [`encode_deterministic`](cleanbill_cose::cbor::encode_deterministic), equal certificates
    /// give equal bytes.
    #[must_use]
    pub fn to_value(&self, layout: WriteLayout) -> Value<'_> {
        let mut members = Vec::new();
        write_text(&mut members, "n", &self.name);
        write_text(&mut members, "dob", &self.birth_date);
        write_text(&mut members, "s", &self.sex);
        write_text(&mut members, "nt", &self.nationality);
        write_text(&mut members, "id", &self.document_number);
        write_text(&mut members, "dt", &self.document_kind);
        write_text(&mut members, "gn", &self.guardian);
        if let Some(dose) = self.doses.first() {
            members.push((Key::from("vx"), Value::Map(dose.members(layout))));
        }
        write_text(&mut members, "v", &self.template_version);
        if layout == WriteLayout::D {
            write_text(&mut members, "d", &self.issued_on);
        }
        Value::Map(members)
    }
}

impl Dose {
    fn members(&self, layout: WriteLayout) -> Vec<Member<'_>> {
        let date = match layout {
            WriteLayout::C => "dt",
            WriteLayout::D => "dv",
        };
        let mut members = Vec::new();
        write_text(&mut members, "vp", &self.product);
        write_text(&mut members, date, &self.date);
        write_text(&mut members, "cn", &self.clinician);
        write_text(&mut members, "is", &self.issuer);
        write_text(&mut members, "bo", &self.batch);
        members
    }
}
