//! Who is asked, and what the answers come to.

use std::fmt::Debug;
use std::sync::Arc;

use crate::Subject;

/// What one mechanism says of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The mechanism covers such a pass and does not have it.
    NotRevoked,
    /// The pass is revoked.
    Revoked,
    /// The mechanism says nothing about such a pass.
    NotCovered,
}

/// One way of revoking passes, with its data loaded.
pub trait Mechanism: Send + Sync + Debug {
    /// A stable name in kebab case, for reports.
    fn name(&self) -> &'static str;

    /// Looks a pass up at the instant `at` (Unix seconds). Makes no guess: what cannot be known
    /// from this mechanism's data is [`Answer::NotCovered`].
    fn look_up(&self, subject: &Subject<'_>, at: i64) -> Answer;
}

/// The mechanisms in force, in the order in which they are asked.
#[derive(Clone, Debug, Default)]
pub struct Revocation {
    mechanisms: Vec<Arc<dyn Mechanism>>,
}

impl Revocation {
    /// No mechanism: covers nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mechanism after those there are.
    pub fn push(&mut self, mechanism: impl Mechanism + 'static) {
        self.mechanisms.push(Arc::new(mechanism));
    }

    /// Adds a mechanism that others hold too.
    pub fn push_shared(&mut self, mechanism: Arc<dyn Mechanism>) {
        self.mechanisms.push(mechanism);
    }

    /// Whether there is no mechanism.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mechanisms.is_empty()
    }

    /// The names of the mechanisms, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.mechanisms.iter().map(|mechanism| mechanism.name())
    }

    /// Asks every mechanism, up to the first that has the pass as revoked. One such is enough;
    /// failing that, one that covers the pass and does not have it.
    #[must_use]
    pub fn check(&self, subject: &Subject<'_>, at: i64) -> Standing {
        let mut standing = Standing::NotCovered;
        for mechanism in &self.mechanisms {
            let by = mechanism.name();
            match mechanism.look_up(subject, at) {
                Answer::Revoked => return Standing::Revoked { by },
                Answer::NotRevoked if standing == Standing::NotCovered => {
                    standing = Standing::NotRevoked { by };
                }
                Answer::NotRevoked | Answer::NotCovered => {}
            }
        }
        standing
    }
}

/// What all mechanisms together say of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At least one mechanism covers the pass, and none has it as revoked.
    NotRevoked {
        /// The first that covers it.
        by: &'static str,
    },
    /// The pass is revoked.
    Revoked {
        /// The first that says so.
        by: &'static str,
    },
    /// No mechanism says anything about such a pass.
    NotCovered,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed(&'static str, Answer);

    impl Mechanism for Fixed {
        fn name(&self) -> &'static str {
            self.0
        }
        fn look_up(&self, _: &Subject<'_>, _: i64) -> Answer {
            self.1
        }
    }

    fn check(answers: &[Answer]) -> Standing {
        let mut revocation = Revocation::new();
        for (name, answer) in ["a", "b", "c"].into_iter().zip(answers) {
            revocation.push(Fixed(name, *answer));
        }
        revocation.check(&Subject::default(), 0)
    }

    #[test]
    fn revoked_wins_then_not_revoked() {
        use Answer::{NotCovered, NotRevoked, Revoked};
        assert_eq!(check(&[]), Standing::NotCovered);
        assert_eq!(check(&[NotCovered, NotCovered]), Standing::NotCovered);
        let by = "b";
        assert_eq!(
            check(&[NotCovered, NotRevoked, NotRevoked]),
            Standing::NotRevoked { by }
        );
        assert_eq!(
            check(&[NotRevoked, Revoked, NotCovered]),
            Standing::Revoked { by }
        );
        assert_eq!(
            check(&[NotCovered, Revoked, NotRevoked]),
            Standing::Revoked { by }
        );
    }
}
