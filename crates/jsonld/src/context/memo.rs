//! Contexts that were applied before: a thousand keys of one type need the type's context once.

use core::ptr;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::{ActiveContext, How};

/// Results by the place in memory of what they were made of, which stays where it is: the active
/// context is kept here, and what it was changed by outlives all of this.
#[derive(Default)]
pub(crate) struct Memo<'d>(BTreeMap<(usize, usize, How), Pair<'d>>);

type Pair<'d> = (Rc<ActiveContext<'d>>, Rc<ActiveContext<'d>>);

impl<'d> Memo<'d> {
    pub(super) fn get(
        &self,
        active: &Rc<ActiveContext<'d>>,
        local: &'d Value,
        how: How,
    ) -> Option<Rc<ActiveContext<'d>>> {
        let (_, result) = self.0.get(&key(active, local, how))?;
        Some(Rc::clone(result))
    }

    pub(super) fn put(
        &mut self,
        active: &Rc<ActiveContext<'d>>,
        local: &'d Value,
        how: How,
        result: &Rc<ActiveContext<'d>>,
    ) {
        let pair = (Rc::clone(active), Rc::clone(result));
        self.0.insert(key(active, local, how), pair);
    }
}

fn key(active: &Rc<ActiveContext<'_>>, local: &Value, how: How) -> (usize, usize, How) {
    (Rc::as_ptr(active).addr(), ptr::from_ref(local).addr(), how)
}
