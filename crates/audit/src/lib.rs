//! The audit of an authority from its published files alone.
//!
//! ```text
//! folder or address ─ Source ─┐                  ┌─ findings: a stable code, a sentence, a remedy
//! policy, roots, checkpoints ─┴─ audit ─ Report ─┼─ counts, none below ten
//! what the audit before remembered ─────┘        └─ JSON, one page of HTML
//! ```
//!
//! [`audit`] walks every leaf of the ledger up to the cosigned checkpoint, in order, and needs
//! nobody's word:
//!
//! 1. checkpoints: the log's signature, the quorum, and that no tree was shown to anybody (auditor,
//!    verifier, holder of a receipt, signed set) which the published one does not go on from;
//! 2. entries: their hashes come to the cosigned root and to every tile;
//! 3. leaves: schema, days, the files that they name, sums that open, no count below ten;
//! 4. acts: every officer's signature, from the founding act on; caps;
//! 5. sets: each has a leaf and each leaf its set, with all documents; the national filter is built
//!    again from universe and list and compared byte for byte;
//! 6. counters of keys, against the passes in the ledger.
//!
//! [`Figures`] keeps what leaves count as a ledger grows, and [`Browse`] reads single entries, for
//! whoever shows them to others; neither judges.
//!
//! [`count_petitions`] recounts petitions in the same way, and reads nothing else of the ledger.
//!
//! Whatever is wrong with the authority is a [`Finding`]; an [`AuditError`] only says that there
//! was no audit. What is fetched is hostile: sizes, times and depths are bounded, and a file that
//! is not there, or another one than its name says, is itself a finding.

mod archive;
mod audit;
mod book;
mod browse;
mod error;
mod figures;
mod filter;
mod finding;
mod findings;
mod kinds;
mod log;
mod pairs;
mod petition_list;
mod petitions;
mod policies;
mod read;
mod report;
mod source;
mod state;

pub use archive::{Archived, Search, SearchRequest, search};
pub use audit::{Audit, Given, Request, audit};
pub use browse::{Browse, BrowseError};
pub use error::AuditError;
pub use figures::{Figures, FiguresRequest};
pub use finding::{
    ActFinding, CountFinding, FilingFinding, Finding, LeafFinding, LogFinding, SetFinding,
    Severity, Shown,
};
pub use kinds::Kinds;
pub use petition_list::{PetitionsRequest, PublishedPetitions, petitions_of};
pub use petitions::{CountRequest, PetitionCount, count_petitions};
pub use report::{
    AnnouncementLine, FilingCounts, KeyLine, Passes, PolicyLine, Report, RevocationLine,
    StaffCounts, Tree,
};
pub use source::{
    FolderSource, HttpSource, Limits, ReadSeek, Source, SourceError, SourceFault, source_of,
};
pub use state::State;
