//! Where something is, written out only when something is wrong with it.

use std::fmt;

/// A way down from the top.
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step,
}

enum Step {
    Top,
    Name(&'static str),
    Item(usize),
}

impl Path<'static> {
    pub(crate) const TOP: Self = Self {
        parent: None,
        step: Step::Top,
    };
}

impl<'p> Path<'p> {
    /// A member; its name has to be one that we know, never the card's.
    pub(crate) const fn name(&'p self, name: &'static str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Name(name),
        }
    }

    pub(crate) const fn item(&'p self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Item(index),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else {
            return Ok(());
        };
        // As deep as JSON may nest.
        fmt::Display::fmt(parent, f)?;
        match (&self.step, &parent.step) {
            (Step::Top, _) => Ok(()),
            (Step::Name(name), Step::Top) => f.write_str(name),
            (Step::Name(name), _) => write!(f, ".{name}"),
            (Step::Item(index), _) => write!(f, "[{index}]"),
        }
    }
}
