//! Every sentence that Cleanbill says to holders, door staff and officers, in six languages.
//!
//! ```text
//! locales/<tag>/messages.ftl    what the verifier says: Saying, and the Terms it fills in
//! locales/<tag>/interface.ftl   labels of the command line and the slip: Label, places, essentials
//! locales/<tag>/pages.ftl       the pages for appeals, submissions and petitions: PageText
//! locales/<tag>/troubles.ftl    what citizens are told when a page could not do that: Trouble
//! ```
//!
//! The files are [Fluent](https://projectfluent.org/fluent/guide/), built in. A message that fills
//! in facts has a value that needs all of them, and attributes below it for when some are not
//! known: the first of them whose facts are all there is said, and the last one needs none. So no
//! sentence has a hole in it, and a language needs no grammar for one.
//!
//! A message that a language lacks is said in English, and one that English lacks by its name; the
//! tests prove that neither happens.
//!
//! What is filled in is wrapped in Unicode's isolation marks (U+2068, U+2069) in right-to-left
//! languages only, where a date or a code would otherwise be torn apart. In the others the marks
//! would do nothing but show as odd characters in plain terminals.
//!
//! ```
//! use cleanbill_verifier::Reason;
//! use cleanbill_wording::{Language, Wording};
//!
//! let wording = Wording::new(Language::German);
//! let reason = Reason::Expired { expired_at: 1_637_352_000 };
//! assert_eq!(
//!     wording.sentence(&reason),
//!     "Der Nachweis ist am 19. November 2021, 20:00 Uhr UTC abgelaufen."
//! );
//! assert_eq!(
//!     wording.at_offset(3_600).sentence(&reason),
//!     "Der Nachweis ist am 19. November 2021, 21:00 Uhr abgelaufen."
//! );
//! ```

mod catalogue;
mod date;
mod label;
mod language;
mod names;
mod page;
mod trouble;
mod wording;

pub use label::{Label, Term};
pub use language::Language;
pub use page::PageText;
pub use trouble::Trouble;
pub use wording::Wording;
